/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * align_test - which slot belongs to which.
 *
 * An alignment is shown as its pairs in order: "0=0" source and target, "2="
 * and "=2" alone, "2=2+3" split, "2+3=2" joined; behind a pair "?" where it is
 * not sure, "~" where it moved, "c" where it is a copy.
 */
#include "sync/align.h"
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
	  "# Guide\n\nThe first part.\n\n## Install\n\nRun `make install` as "
	  "root.\n\n```\nmake install\n```\n\n## Use\n\nRun `calc "
	  "--help`.\n\n```\ncalc --help\n```\n",
	  "# Guía\n\nLa primera parte.\n\n## Uso\n\nEjecuta `calc "
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
	  NULL },
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
	  NULL },
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
	  "Texto.\n\n```\nbeta --two\n```\n\nTexto.\n", NULL },
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
	  "Añadido.\n\nUno.\n\nVer [esto](/es/docs/x#y).\n\nDos.\n", NULL },
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
		if (e->pairs)
			is_str(buf_str(&f.shown), str_of(e->pairs), e->what);
		else
			tap_print_bytes("pairs", buf_str(&f.shown));
		end(&f);
	}
}

int
main(void)
{
	test_examples();
	return tap_done();
}
