/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * align_test - which slot belongs to which.
 *
 * An alignment is shown as its pairs in order: "0=0" source and target, "2="
 * and "=2" alone, "2=2+3" split, "2+3=2" joined; behind a pair "?" where it is
 * not sure, "~" where it moved, "c" where it is a copy.
 */
#include "sync/align_evidence.h"
#include "base/buf.h"
#include "unit/tap.h"

#include <stdlib.h>
#include <time.h>

struct fixture {
	struct arena arena;
	struct page source, target;
	struct align_model model;
	struct alignment pairs;
	struct buf shown;
};

static void
read_page(struct fixture *f, struct page *page, const char *text)
{
	page_read(page, STR("page.md"), str_of(text),
		  dialect_preset(STR("hugo")), &f->arena, NULL);
}

static void
begin(struct fixture *f, const char *source, const char *target)
{
	*f = (struct fixture){ 0 };
	read_page(f, &f->source, source);
	read_page(f, &f->target, target);
	align_model_init(&f->model, STR("en"), STR("es"));
}

static void
end(struct fixture *f)
{
	page_release(&f->source);
	page_release(&f->target);
	buf_release(&f->shown);
	arena_release(&f->arena);
}

static void
show_side(struct buf *out, size_t first, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_addf(out, "%s%zu", i ? "+" : "", first + i);
}

static void
align(struct fixture *f)
{
	align_pages(&f->source, &f->target, &f->model, &f->arena, &f->pairs);
	buf_clear(&f->shown);
	for (size_t i = 0; i < f->pairs.n; i++) {
		const struct align_pair *p = &f->pairs.pairs[i];

		if (i)
			buf_add_byte(&f->shown, ' ');
		show_side(&f->shown, p->source, p->n_source);
		buf_add_byte(&f->shown, '=');
		show_side(&f->shown, p->target, p->n_target);
		if (p->n_source && p->n_target && !align_is_sure(p))
			buf_add_byte(&f->shown, '?');
		if (p->moved)
			buf_add_byte(&f->shown, '~');
		if (p->copied)
			buf_add_byte(&f->shown, 'c');
	}
}

/* Each slot of one side in exactly one pair, in the order of the source. */
static bool
is_whole(const struct fixture *f)
{
	size_t next = 0, n_target = 0;
	struct arena arena = { 0 };
	bool *seen = arena_array(&arena, f->target.n + 1, sizeof(*seen));
	bool whole = true;

	for (size_t i = 0; i < f->pairs.n; i++) {
		const struct align_pair *p = &f->pairs.pairs[i];

		if (p->n_source && p->source != next)
			whole = false;
		next += p->n_source;
		for (size_t k = 0; k < p->n_target; k++) {
			whole = whole && p->target + k < f->target.n &&
				!seen[p->target + k];
			if (whole)
				seen[p->target + k] = true;
			n_target++;
		}
	}
	arena_release(&arena);
	return whole && next == f->source.n && n_target == f->target.n;
}

struct example {
	const char *what, *source, *target, *pairs;
};

static const struct example examples[] = {
	{ "both are empty", "", "", "" },
	{ "the target is empty", "# A heading\n\nA text.\n", "", "0= 1=" },
	{ "the source is empty", "", "Un texto.\n", "=0" },
	{ "pages that run parallel are sure",
	  "# Title\n\nSome words here.\n\n- One\n- Two\n\nThe end of it.\n",
	  "# Título\n\nUnas palabras.\n\n- Uno\n- Dos\n\nY este es el fin.\n",
	  "0=0 1=1 2=2 3=3 4=4" },
	{ "a paragraph between values is sure, however plain",
	  "See `one`.\n\nPlain words.\n\nSee `two`.\n",
	  "Ver `one`.\n\nPalabras.\n\nVer `two`.\n", "0=0 1=1 2=2" },
	{ "of three alike one is missing: any of them",
	  "See `one`.\n\nThe first text.\n\nAnother text.\n\nThe third "
	  "text.\n\nSee `two`.\n",
	  "Ver `one`.\n\nUn texto más.\n\nOtro texto más.\n\nVer `two`.\n",
	  "0=0 1= 2=1? 3=2? 4=3" },
	{ "a whole section is missing",
	  "# Guide\n\nThis is how to get it and what it is good for.\n\n## "
	  "Install\n\nRun `make install` as "
	  "root.\n\n```\nmake install\n```\n\n## Use\n\nRun `calc "
	  "--help`.\n\n```\ncalc --help\n```\n",
	  "# Guía\n\nAquí se dice cómo obtenerlo y para qué sirve.\n\n## "
	  "Uso\n\nEjecuta `calc "
	  "--help`.\n\n```\ncalc --help\n```\n",
	  "0=0 1=1 2= 3= 4= 5=2 6=3 7=4" },
	{ "two sections changed places",
	  "# Guide\n\n## Install\n\nRun `make install` as root.\n\n```\nmake "
	  "install\n```\n\n## Use\n\nRun `calc --help`.\n\n```\ncalc "
	  "--help\n```\n\n## Remove\n\nRun `make uninstall`.\n\n```\nmake "
	  "uninstall\n```\n",
	  "# Guía\n\n## Uso\n\nEjecuta `calc --help`.\n\n```\ncalc "
	  "--help\n```\n\n## Instalación\n\nEjecuta `make install` como "
	  "root.\n\n```\nmake install\n```\n\n## Quitar\n\nEjecuta `make "
	  "uninstall`.\n\n```\nmake uninstall\n```\n",
	  "0=0 1=4 2=5 3=6 4=1~ 5=2~ 6=3~ 7=7 8=8 9=9" },
	{ "what says nothing is not moved",
	  "# A\n\n## One\n\nSome words.\n\nMore words.\n\n## Two\n\n> A "
	  "quote.\n\n- An item\n",
	  "# A\n\n## Dos\n\n> Una cita.\n\n- Un punto\n\n## "
	  "Uno\n\nPalabras.\n\nMás palabras.\n",
	  "0=0c =1 =2 =3 1=4? 2=5? 3=6? 4= 5= 6=" },
	{ "a paragraph was split",
	  "See `a`.\n\nA long paragraph that says the first thing of `b` in "
	  "many words. Then it goes on and says another thing of `c` in just "
	  "as many words.\n\nSee `d`.\n",
	  "Ver `a`.\n\nUn párrafo largo que dice lo primero de `b` en muchas "
	  "palabras.\n\nLuego sigue y dice otra cosa de `c` en otras tantas "
	  "palabras.\n\nVer `d`.\n",
	  "0=0 1=1+2 2=3" },
	{ "two paragraphs were joined",
	  "See `a`.\n\nA long paragraph that says the first thing of `b` in "
	  "many words.\n\nThen it goes on and says another thing of `c` in "
	  "just as many words.\n\nSee `d`.\n",
	  "Ver `a`.\n\nUn párrafo largo que dice lo primero de `b` en muchas "
	  "palabras. Luego sigue y dice otra cosa de `c` en otras tantas "
	  "palabras.\n\nVer `d`.\n",
	  "0=0 1+2=1 3=2" },
	{ "a section stands twice: which is not known",
	  "# A\n\n## Use\n\nRun `calc`.\n\n## End\n\nSee `b`.\n",
	  "# A\n\n## Uso\n\nUsa `calc`.\n\n## Uso\n\nUsa `calc`.\n\n## "
	  "Fin\n\nVer `b`.\n",
	  "0=0c =1 =2 1=3? 2=4? 3=5? 4=6" },
	{ "a table with a row more",
	  "| Name | What |\n|---|---|\n| `a` | first |\n| `b` | second |\n",
	  "| Nombre | Qué |\n|---|---|\n| `a` | primero |\n| `x` | otro "
	  "|\n| `b` | segundo |\n",
	  "0=0 1=1 2=2 3=3 =4 =5 4=6 5=7" },
	{ "an item more, before one that is known",
	  "- Use `a`\n- Use `b`\n- Use `c`\n",
	  "- Usa `a`\n- Algo nuevo\n- Usa `b`\n- Usa `c`\n", "0=0 =1 1=2 2=3" },
	{ "code tells the place",
	  "Text.\n\n```\nalpha --one\n```\n\nText.\n\n```\nbeta "
	  "--two\n```\n\nText.\n",
	  "Texto.\n\n```\nbeta --two\n```\n\nTexto.\n", "0= 1= 2=0? 3=1 4=2" },
	{ "nearly equal code is a pair",
	  "```sh\n# the first line\nrun --alpha\nrun --beta\n```\n",
	  "```sh\n# la primera\nrun --alpha\nrun --beta\n```\n", "0=0 1=1" },
	{ "front matter pairs by its keys",
	  "---\ntitle: A title\nweight: 3\n---\n\nA text.\n",
	  "---\ntitle: Un título\nl10n: abc\nweight: 3\n---\n\nUn texto.\n",
	  "0=0 =1 1=2 2=3" },
	{ "a key that is missing",
	  "---\ntitle: A title\naliases: /x\nweight: 3\n---\n\nA text.\n",
	  "---\ntitle: Un título\nweight: 3\n---\n\nUn texto.\n",
	  "0=0 1= 2=1 3=2" },
	{ "links match without the language",
	  "One.\n\nSee [this](/docs/x/).\n\nTwo.\n",
	  "Añadido.\n\nUno.\n\nVer [esto](/es/docs/x#y).\n\nDos.\n",
	  "=0 0=1? 1=2 2=3" },
	{ "untranslated texts are told",
	  "# Title\n\nSome words that stay.\n\nOther words.\n",
	  "# Título\n\nSome words that stay.\n\nOtras palabras.\n",
	  "0=0 1=1c 2=2" },
	{ "a heading is no paragraph", "Words of a text.\n",
	  "# Palabras de un texto\n", "0=0?" },
	{ "bytes that are no text", "A \xff.\n\nB.\n", "A \xfe.\n\nC.\n",
	  "0=0 1=1" },
};

static void
test_examples(void)
{
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
		const struct example *e = &examples[i];
		struct fixture f;

		begin(&f, e->source, e->target);
		align(&f);
		ok(is_whole(&f), e->what);
		is_str(buf_str(&f.shown), str_of(e->pairs), e->what);
		end(&f);
	}
}

/* ---- reasons, models ---- */

static void
test_doubts(void)
{
	static const struct {
		const char *source, *target;
		enum align_doubt doubt; /* of the first pair */
	} all[] = {
		{ "Words.\n", "Palabras.\n", ALIGN_NO_DOUBT },
		{ "Words.\n", "", ALIGN_ALONE },
		{ "Words.\n", "# Palabras\n", ALIGN_OTHER_KIND },
		{ "See it.\n",
		  "Ver esto, que es una frase mucho más larga de lo que cabe "
		  "esperar de dos palabras tan cortas como esas.\n",
		  ALIGN_ODD_LENGTH },
		{ "First `a` of it.\n\n- Then `b` of it.\n",
		  "Primero `b` de eso.\n\n- Luego `a` de eso.\n",
		  ALIGN_OTHER_PLACEABLES },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct fixture f;

		begin(&f, all[i].source, all[i].target);
		align(&f);
		is_int(f.pairs.pairs[0].doubt, all[i].doubt,
		       align_doubt_text(all[i].doubt));
		end(&f);
	}
}

static void
test_learning(void)
{
	struct fixture a, b;
	struct align_model one, two;

	begin(&a, "Four.\n\nSome more.\n", "Cuatro.\n\nAlgo más.\n");
	begin(&b, "A text.\n", "Un texto.\n");
	one = two = a.model;
	align_learn(&one, &a.source, &a.target);
	align_learn(&two, &b.source, &b.target);
	align_learn(&two, &a.source, &a.target);
	is_int((long long)one.n, 2, "two pairs were learned from");
	is_int((long long)one.source_chars, 15, "characters of the source");
	is_int((long long)one.target_chars, 16, "characters of the target");
	align_learn(&one, &a.source, &b.target);
	ok(one.n == 2, "pages out of step teach nothing");
	align_learn(&one, &a.source, &a.source);
	ok(one.n == 2, "copies teach nothing");
	align_learn(&one, &b.source, &b.target);
	ok(memcmp(&two, &one, sizeof(one)) == 0,
	   "the order of the pages does not matter");
	end(&a);
	end(&b);
}

/* A short text is odd between alphabets, and as it should be in Chinese. */
static void
test_prior(void)
{
	static const char source[] =
		"This is a sentence of a common length, which says "
		"one thing and another in about a hundred characters.\n";
	static const char target[] =
		"这是一句长度很普通的句子它用大约四十个字说明了一件事和另一件"
		"事情\n";
	struct fixture f;

	begin(&f, source, target);
	align_model_init(&f.model, STR("en"), STR("zh_CN"));
	align(&f);
	is_str(buf_str(&f.shown), STR("0=0"), "short in Chinese");
	align_model_init(&f.model, STR("en"), STR("es"));
	align(&f);
	is_str(buf_str(&f.shown), STR("0=0?"), "too short in Spanish");
	end(&f);
}

static void
test_blind(void)
{
	struct fixture f;

	begin(&f, "First `a` of it.\n\nThen `b` of it.\n",
	      "Primero `b` de eso.\n\nLuego `a` de eso.\n");
	f.model.blind = true;
	align(&f);
	is_str(buf_str(&f.shown), STR("0=0 1=1"), "placeables left out");
	end(&f);
}

static void
test_links(void)
{
	static const struct {
		const char *link, *without;
	} all[] = {
		{ "/docs/x", "/docs/x" },
		{ "/es/docs/x", "/docs/x" },
		{ "/zh-cn/docs/x/", "/docs/x" },
		{ "/pt_BR/docs/x#part", "/docs/x" },
		{ "https://a.example/es/x", "https://a.example/x" },
		{ "https://a.example/es", "https://a.example/es" },
		{ "/documents/x", "/documents/x" },
		{ "#part", "#part" },
		{ "es/x", "es/x" },
		{ "/", "/" },
		{ "", "" },
		{ "https://", "https:" },
	};
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		is_str(evidence_link(str_of(all[i].link), &arena),
		       str_of(all[i].without), "a link in any language");
	arena_release(&arena);
}

/* ---- any pages ---- */

static size_t
random_below(unsigned long long *state, size_t n)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (size_t)(*state >> 11) % n;
}

static void
add_random_blocks(struct buf *out, unsigned long long *state)
{
	static const char *const blocks[] = {
		"# A heading\n\n",
		"## Another `one`\n\n",
		"Some words.\n\n",
		"A text with `code` and a [link](/docs/x) in it, which goes on "
		"and on, so that it may be split or joined.\n\n",
		"- One\n- Two\n\n",
		"> A quote\n\n",
		"| A | B |\n|---|---|\n| c | `d` |\n\n",
		"```sh\nrun --this\nrun --that\n```\n\n",
		"{{< image link=\"a.png\" caption=\"A caption\" >}}\n\n",
		"\xff\n\n",
	};
	size_t n = random_below(state, 40);

	for (size_t i = 0; i < n; i++)
		buf_add_str(out,
			    blocks[random_below(
				    state, sizeof(blocks) / sizeof(*blocks))]);
}

static void
test_random(void)
{
	unsigned long long state = 88172645463325252ULL;
	size_t n_broken = 0, n_others = 0;

	for (size_t i = 0; i < 300; i++) {
		struct buf s = { 0 }, t = { 0 };
		struct fixture f;
		struct buf first = { 0 };

		add_random_blocks(&s, &state);
		add_random_blocks(&t, &state);
		begin(&f, s.p ? s.p : "", t.p ? t.p : "");
		align(&f);
		n_broken += !is_whole(&f);
		buf_add(&first, buf_str(&f.shown));
		align(&f);
		n_others += !str_eq(buf_str(&first), buf_str(&f.shown));
		end(&f);
		buf_release(&s);
		buf_release(&t);
		buf_release(&first);
	}
	is_int((long long)n_broken, 0, "each slot is in one pair");
	is_int((long long)n_others, 0, "the same pages, the same pairs");
}

/* ---- large pages ---- */

#define N_LARGE 20000

/* n paragraphs; each tenth names a value, if any do */
static void
add_paragraphs(struct buf *out, size_t first, size_t n, bool values)
{
	for (size_t i = first; i < first + n; i++)
		if (values && i % 10 == 0)
			buf_addf(out, "See `value-%zu` there.\n\n", i);
		else
			buf_addf(out, "Words of one kind, %s.\n\n",
				 i % 3 ? "more or less" : "so");
}

struct large {
	const char *what;
	size_t cut_begin, cut_middle, cut_end; /* paragraphs left out */
	bool values;
	size_t unsure_max, sure_max;
};

static double
measure(const struct large *l, size_t n, bool check)
{
	struct fixture f;
	struct buf s = { 0 }, t = { 0 };
	size_t half = n / 2, unsure = 0, sure = 0;
	clock_t start;
	double seconds;

	add_paragraphs(&s, 0, n, l->values);
	add_paragraphs(&t, l->cut_begin, half - l->cut_begin, l->values);
	add_paragraphs(&t, half + l->cut_middle,
		       n - half - l->cut_middle - l->cut_end, l->values);
	begin(&f, s.p, t.p);
	start = clock();
	align_pages(&f.source, &f.target, &f.model, &f.arena, &f.pairs);
	seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
	for (size_t i = 0; i < f.pairs.n; i++)
		*(align_is_sure(&f.pairs.pairs[i]) ? &sure : &unsure) +=
			align_is_one_to_one(&f.pairs.pairs[i]);
	if (check) {
		ok(is_whole(&f), l->what);
		if (!ok(unsure <= l->unsure_max && sure <= l->sure_max,
			"as many are sure as can be"))
			printf("# %zu unsure, %zu sure\n", unsure, sure);
	}
	end(&f);
	buf_release(&s);
	buf_release(&t);
	return seconds;
}

/* What would cost most: many headings, one text of many tokens. */
static double
measure_hostile(const char *before, const char *piece, size_t n)
{
	struct fixture f;
	struct buf s = { 0 }, t = { 0 };
	clock_t start;
	double seconds;

	buf_add_str(&s, "# A\n\n");
	for (size_t i = 0; i < n; i++) {
		buf_addf(&s, "word%zu `a%zu` ", i, i);
		buf_addf(&t, "%sword%zu%s", before, i, piece);
	}
	begin(&f, s.p, t.p);
	start = clock();
	align_pages(&f.source, &f.target, &f.model, &f.arena, &f.pairs);
	seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
	end(&f);
	buf_release(&s);
	buf_release(&t);
	return seconds;
}

static void
test_hostile(void)
{
	static const struct {
		const char *before, *piece;
	} all[] = {
		{ "# ", "\n\n" }, { "", "\n\n" },	 { "", " " },
		{ "- ", "\n" },	  { "| ", " |\n|-|\n" },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		const char *before = all[i].before, *piece = all[i].piece;
		double large = measure_hostile(before, piece, 16000);

		ok(large < 0.5 ||
			   large < 16 * measure_hostile(before, piece, 2000),
		   "cost is linear");
	}
}

/* Eight times the slots may take sixteen times the time. */
static void
test_large(void)
{
	static const struct large all[] = {
		{ "large and parallel", 0, 0, 0, false, 0, N_LARGE },
		{ "large, with a gap", 0, 3, 0, true, 40, N_LARGE },
		{ "large, with gaps at both ends", 2, 0, 2, true, 40, N_LARGE },
		{ "large, with a great gap", 0, N_LARGE / 4, 0, true, 40,
		  N_LARGE },
		{ "large, with gaps and nothing to hold on to", 300, 300, 300,
		  false, N_LARGE, 0 },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct large small = all[i];
		double large_s = measure(&all[i], N_LARGE, true), small_s;

		small.cut_middle /= 8;
		small_s = measure(&small, N_LARGE / 8, false);
		if (!ok(large_s < 0.5 || large_s < 16 * small_s,
			"cost is linear"))
			printf("# %.2f s, %.2f s\n", small_s, large_s);
	}
}

int
main(void)
{
	test_examples();
	test_doubts();
	test_learning();
	test_prior();
	test_blind();
	test_links();
	test_random();
	test_large();
	test_hostile();
	return tap_done();
}
