/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wrap_test - filling paragraphs: examples, what random texts must hold, and
 * the cost. wrap_test [ROUNDS]
 */
#include "unit/wrap.h"

#include "base/text.h"
#include "unit/codec.h"
#include "unit/tap.h"

#include <stdlib.h>
#include <time.h>

/* A page whose paragraph x is replaced, in what stands before and after it. */
struct place {
	struct arena arena;
	struct buf bytes;
	struct page page;
	const struct slot *slot;
};

static void
place_open(struct place *p, const char *before, struct str text,
	   const char *after)
{
	*p = (struct place){ 0 };
	buf_add_str(&p->bytes, before);
	buf_add(&p->bytes, text);
	buf_add_str(&p->bytes, after);
	page_read(&p->page, STR("a.md"), buf_str(&p->bytes),
		  dialect_preset(STR("hugo")), &p->arena, NULL);
	for (size_t i = 0; i < p->page.n; i++)
		if (p->page.slots[i].at.begin == strlen(before))
			p->slot = &p->page.slots[i];
}

static void
place_close(struct place *p)
{
	page_release(&p->page);
	buf_release(&p->bytes);
	arena_release(&p->arena);
}

/* ---- examples ---- */

struct example {
	const char *what;
	const char *text; /* on one line */
	const char *want; /* filled to 20 columns */
};

static const struct example examples[] = {
	{ "words", "aaaa bbbb cccc dddd eeee ffff",
	  "aaaa bbbb cccc dddd\neeee ffff" },
	{ "a line may be full", "aaaa bbbb cccc ddddd ee",
	  "aaaa bbbb cccc ddddd\nee" },
	{ "a long word stays whole", "aa https://example.org/abcdefgh bb",
	  "aa\nhttps://example.org/abcdefgh\nbb" },
	{ "a code span stays whole", "aaaa bbbb cccc `dd ee ff` gg",
	  "aaaa bbbb cccc\n`dd ee ff` gg" },
	{ "a link with a destination stays whole",
	  "aaaa bbbb [cccc dddd](/e \"ff gg\") hh",
	  "aaaa bbbb\n[cccc dddd](/e \"ff gg\")\nhh" },
	{ "the text of a reference may break", "aaaa bbbb cccc [dd ee][x] ff",
	  "aaaa bbbb cccc [dd\nee][x] ff" },
	{ "its label may not", "aaaa bbbb [cccc][x y] dddd",
	  "aaaa bbbb\n[cccc][x y] dddd" },
	{ "an image stays whole", "aaaa bbbb cccc ![dd ee][x] ff",
	  "aaaa bbbb cccc\n![dd ee][x] ff" },
	{ "a shortcode stays whole", "aaaa bbbb {{< cc dd=\"ee ff\" >}} gg",
	  "aaaa bbbb\n{{< cc dd=\"ee ff\" >}}\ngg" },
	{ "so does Liquid", "aaaa bbbb cccc {{ $dd }} {% e f %}",
	  "aaaa bbbb cccc\n{{ $dd }} {% e f %}" },
	{ "what only looks like Liquid breaks", "aaaa bbbb cccc {{ dd ee",
	  "aaaa bbbb cccc {{ dd\nee" },
	{ "a tag stays whole", "aaaa bbbb cccc <b id=\"d e\">ff</b>",
	  "aaaa bbbb cccc\n<b id=\"d e\">ff</b>" },
	{ "no list marker at a start", "aaaa bbbb cccc ddddd - eeee",
	  "aaaa bbbb cccc\nddddd - eeee" },
	{ "no number", "aaaa bbbb cccc ddddd 12. eeee",
	  "aaaa bbbb cccc\nddddd 12. eeee" },
	{ "no heading", "aaaa bbbb cccc ddddd ## eeee",
	  "aaaa bbbb cccc\nddddd ## eeee" },
	{ "no quote", "aaaa bbbb cccc ddddd >eeee",
	  "aaaa bbbb cccc\nddddd >eeee" },
	{ "a number that is no marker", "aaaa bbbb cccc ddddd 12 eeee",
	  "aaaa bbbb cccc ddddd\n12 eeee" },
	{ "no underline of a heading",
	  "aaaa bbbb cccc ddddd === eeeeeeeeeeeeeeeeeeee",
	  "aaaa bbbb cccc\nddddd ===\neeeeeeeeeeeeeeeeeeee" },
	{ "no fence", "aaaa bbbb cccc ddddd ``` eeee",
	  "aaaa bbbb cccc\nddddd ``` eeee" },
	{ "no block of HTML", "aaaa bbbb cccc ddddd <div> eeee",
	  "aaaa bbbb cccc\nddddd <div> eeee" },
	{ "no hard break", "aaaa bbbb cccc ddd\\ eeee ff",
	  "aaaa bbbb cccc\nddd\\ eeee ff" },
	{ "a hard break ends a line", "aaaa bbbb\\\ncccc dddd eeee ffff gggg",
	  "aaaa bbbb\\\ncccc dddd eeee ffff\ngggg" },
	{ "a hard break of blanks too", "aaaa  \nbbbb cccc dddd eeee ffff",
	  "aaaa  \nbbbb cccc dddd eeee\nffff" },
	{ "prettier's first gap after a hard break",
	  "aa\\\nbbbb ccccccccccccccccccc dd",
	  "aa\\\nbbbb ccccccccccccccccccc\ndd" },
	{ "several blanks stay", "aaaa bbbb cccc dddd  eeee",
	  "aaaa bbbb cccc\ndddd  eeee" },
	{ "no-break spaces stay",
	  "aaaa bbbb cccc dd\xc2\xa0"
	  "ee ff",
	  "aaaa bbbb cccc dd\xc2\xa0"
	  "ee\nff" },
	{ "marks take no column",
	  "e\xcc\x81"
	  "e\xcc\x81"
	  "e\xcc\x81"
	  "e\xcc\x81"
	  " bbbb cccc ddddd ee",
	  "e\xcc\x81"
	  "e\xcc\x81"
	  "e\xcc\x81"
	  "e\xcc\x81"
	  " bbbb cccc ddddd\nee" },
	{ "Han is not broken",
	  "\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad"
	  "\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87"
	  "\xe4\xb8\xad\xe6\x96\x87",
	  "\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad"
	  "\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87"
	  "\xe4\xb8\xad\xe6\x96\x87" },
	{ "nor at a space beside it, but at one before markup",
	  "\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87 aaaaaaaaaaaa "
	  "\xe4\xb8\xad\xe6\x96\x87 `bb` cccc dd",
	  "\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87 aaaaaaaaaaaa "
	  "\xe4\xb8\xad\xe6\x96\x87\n`bb` cccc dd" },
	{ "but at one after Liquid, which is markup too",
	  "\xe4\xb8\xad\xe6\x96\x87 aaaa {{ bbbb }} "
	  "\xe4\xb8\xad\xe6\x96\x87",
	  "\xe4\xb8\xad\xe6\x96\x87 aaaa {{ bbbb }}\n"
	  "\xe4\xb8\xad\xe6\x96\x87" },
	{ "Korean breaks at spaces",
	  "\xea\xb4\x80\xec\xb8\xa1 \xea\xb4\x80\xec\xb8\xa1 "
	  "\xea\xb4\x80\xec\xb8\xa1 \xea\xb4\x80\xec\xb8\xa1 "
	  "\xea\xb4\x80\xec\xb8\xa1",
	  "\xea\xb4\x80\xec\xb8\xa1 \xea\xb4\x80\xec\xb8\xa1 "
	  "\xea\xb4\x80\xec\xb8\xa1 \xea\xb4\x80\xec\xb8\xa1\n"
	  "\xea\xb4\x80\xec\xb8\xa1" },
	{ "a soft break keeps the text as it is",
	  "aaaa\nbbbb cccc dddd eeee ffff", NULL },
};

static void
test_examples(void)
{
	struct place p;

	place_open(&p, "", STR("x"), "\n\n[x]: /x\n[x y]: /xy\n");
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
		const struct example *e = &examples[i];
		struct buf out = { 0 };
		bool filled =
			wrap_text(&p.page, p.slot, str_of(e->text), 20, &out);

		if (e->want)
			is_str(buf_str(&out), str_of(e->want), e->what);
		else
			ok(!filled && !out.n, e->what);
		buf_release(&out);
	}
	place_close(&p);
}

/* ---- the columns of the line before the text ---- */

struct prefixed {
	const char *what, *before, *text, *after, *want;
};

static const struct prefixed prefixes[] = {
	{ "a list item", "- ", "aaaa bbbb cccc dddd", "\n",
	  "aaaa bbbb cccc\n  dddd" },
	{ "a quote", "> ", "aaaa bbbb cccc dddd", "\n",
	  "aaaa bbbb cccc\n> dddd" },
	{ "a list in a quote", "> - ", "aaaa bbbb cc dd eeee", "\n",
	  "aaaa bbbb cc\n>   dd eeee" },
	{ "a number", "10. ", "aaaa bbbb cccc dddd", "\n",
	  "aaaa bbbb cccc\n    dddd" },
	{ "CRLF", "- y\r\n- ", "aaaa bbbb cccc dddd", "\r\n",
	  "aaaa bbbb cccc\r\n  dddd" },
	{ "a heading is not filled", "# ", "aaaa bbbb cccc dddd", "\n",
	  "aaaa bbbb cccc dddd" },
	{ "nor a cell", "| ", "aaaa bbbb cccc dddd", " |\n|---|\n",
	  "aaaa bbbb cccc dddd" },
	{ "nor a setext heading", "", "aaaa bbbb cccc dddd", "\n===\n",
	  "aaaa bbbb cccc dddd" },
};

static void
test_prefixes(void)
{
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
		const struct prefixed *e = &prefixes[i];
		struct buf out = { 0 };
		struct place p;

		place_open(&p, e->before, STR("x"), e->after);
		codec_encode(&p.page, p.slot, str_of(e->text), 18, &out);
		is_str(buf_str(&out), str_of(e->want), e->what);
		buf_release(&out);
		place_close(&p);
	}
}

/* An escape that the text needs on one line is counted, and no other is made. */
static void
test_escape(void)
{
	struct buf out = { 0 };
	struct place p;

	place_open(&p, "", STR("x"), "\n");
	codec_encode(&p.page, p.slot, STR("1. aaaa bbbb ccccc + dddd"), 20,
		     &out);
	is_str(buf_str(&out), STR("1\\. aaaa bbbb\nccccc + dddd"), "an escape");
	buf_release(&out);
	place_close(&p);
}

/* ---- the text of a translated page ---- */

static struct str
target_text(const char *lines, size_t cols, struct place *target)
{
	struct place source;
	struct str text;

	place_open(&source, "- ", STR("x"), "\n");
	place_open(target, "- ", str_of(lines), "\n");
	text = wrap_target_text(&source.page, source.slot, &target->page,
				target->slot, cols);
	place_close(&source);
	return text;
}

static void
test_target(void)
{
	static const char filled[] = "aaaa bbbb cccc\n  dddd";
	static const char otherwise[] = "aaaa bbbb\n  cccc dddd";
	struct place p;

	is_str(target_text(filled, 18, &p), STR("aaaa bbbb cccc dddd"),
	       "a filled paragraph is one line");
	place_close(&p);
	is_str(target_text(filled, 0, &p), STR("aaaa bbbb cccc\ndddd"),
	       "without a width it keeps its breaks");
	place_close(&p);
	is_str(target_text(otherwise, 18, &p), STR("aaaa bbbb\ncccc dddd"),
	       "broken otherwise it keeps its breaks");
	place_close(&p);
	is_str(target_text("aa bb", 18, &p), STR("aa bb"), "a short one");
	place_close(&p);
}

/* ---- the census ---- */

static size_t
census_of(struct str text, const char *before, size_t n, size_t *n_kept,
	  size_t *n_texts)
{
	struct wrap_census census = { 0 };
	struct place p;
	size_t cols;

	place_open(&p, before, text, "\n");
	for (size_t i = 0; i < n; i++)
		wrap_census_add(&census, &p.page);
	cols = wrap_census_cols(&census, n_kept);
	*n_texts = census.n_texts;
	place_close(&p);
	return cols;
}

static void
test_census(void)
{
	size_t kept, texts;

	is_int((long long)census_of(STR("aaaa bbbb cccc\n  dddd"), "- ", 10,
				    &kept, &texts),
	       16, "census: the least width where none is usual");
	is_int((long long)kept, 10, "census: all are kept");
	is_int((long long)census_of(STR("aaaa bbbb cccc\n  dddd"), "- ", 9,
				    &kept, &texts),
	       0, "census: too few");
	is_int((long long)census_of(STR("aa\nbbbbbbbb cccc"), "", 20, &kept,
				    &texts),
	       0, "census: no width does that");
	is_int((long long)texts, 20, "census: but they are counted");
	is_int((long long)census_of(STR("\xe4\xb8\xad\n\xe6\x96\x87"), "", 20,
				    &kept, &texts),
	       0, "census: Han is not filled");
	is_int((long long)texts, 0, "census: nor counted");
	is_int((long long)census_of(
		       STR("[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa](/b)\n"
			   "[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa](/b)"),
		       "", 20, &kept, &texts),
	       80, "census: the usual width of several");
}

/* ---- random texts ---- */

static const char *const pieces[] = {
	"a",
	"bb",
	"ccc",
	"dddd",
	"eeeeeeeeeeee",
	"-",
	"1.",
	"2)",
	"#",
	">",
	"=",
	"===",
	"---",
	"***",
	"* * *",
	"```",
	"~~~",
	"+",
	"`a b`",
	"`` ` ``",
	"[a b](/c)",
	"[a b][x]",
	"[x y]",
	"![a b](/c)",
	"<b c=\"d e\">",
	"<div>",
	"<!-- a b -->",
	"{{< a b >}}",
	"{{% a %}}",
	"{{ a b }}",
	"{{",
	"}}",
	"\\",
	"\\\n",
	"  \n",
	"$a b$",
	"$$",
	"|",
	"|---|",
	":",
	": a",
	":::",
	"[^1]",
	"[^1]:",
	"[a]:",
	"**a b**",
	"_a_",
	"<a:b>",
	"https://a.b/c",
	"&nbsp;",
	"\xe4\xb8\xad",
	"\xe3\x80\x82",
	"\xea\xb4\x80",
	"\xf0\x9f\x91\x8d",
	"e\xcc\x81",
	"\xc2\xa0",
	"  ",
	"{a}",
	"[!NOTE]",
};

static const char *const frames[][2] = {
	{ "", "\n\n[x]: /x\n[x y]: /y\n" },
	{ "- ", "\n\n[x]: /x\n" },
	{ "> 1. ", "\n" },
	{ "[^1]: ", "\n" },
};

static size_t
random_below(unsigned long *seed, size_t n)
{
	*seed = *seed * 6364136223846793005UL + 1442695040888963407UL;
	return (size_t)(*seed >> 33) % n;
}

/* No blank stands after a line end, and no backslash before a hard break. */
static void
add_random(unsigned long *seed, struct buf *out)
{
	size_t n = 1 + random_below(seed, 24);

	buf_clear(out);
	buf_add_byte(out, 'w');
	for (size_t i = 0; i < n; i++) {
		const char *piece = pieces[random_below(
			seed, sizeof(pieces) / sizeof(*pieces))];
		char last = out->p[out->n - 1];

		if ((last == '\n' && *piece == ' ') ||
		    (last == '\\' && *piece == '\\'))
			continue;
		if (last != '\n' && random_below(seed, 8))
			buf_add_byte(out, ' ');
		buf_add_str(out, piece);
	}
	buf_add_str(out, out->p[out->n - 1] == '\n' ? "z" : " z");
}

/* Is the text left as it is broken? */
static bool
is_kept(const struct place *p, struct str text, size_t cols)
{
	struct buf out = { 0 };
	bool filled = wrap_text(&p->page, p->slot, text, cols, &out);

	buf_release(&out);
	return !filled;
}

/*
 * What `text`, filled in place p, must hold: the same text, still in its place
 * when the page is read, and filled to the same lines again.
 */
static const char *
broken_promise(struct place *p, const char *const frame[2], struct str text,
	       size_t cols)
{
	const char *wrong = NULL;
	struct buf out = { 0 }, again = { 0 };
	struct place built;
	enum codec_refusal why;

	why = codec_encode(&p->page, p->slot, text, cols, &out);
	if (why != CODEC_OK) {
		buf_clear(&out);
		if (codec_encode(&p->page, p->slot, text, 0, &out) == CODEC_OK)
			wrong = "refused";
		buf_release(&out);
		return wrong;
	}
	codec_encode(&p->page, p->slot, text, 0, &again);
	place_open(&built, frame[0], buf_str(&out), frame[1]);
	if (!built.slot || built.page.n != p->page.n) {
		struct place whole;

		place_open(&whole, frame[0], buf_str(&again), frame[1]);
		if (whole.slot && whole.page.n == p->page.n)
			wrong = "other slots";
		place_close(&whole);
	} else if (is_kept(p, text, cols)) {
		;
	} else if (str_find_byte(text, 0, '\n') == text.n &&
		   !str_eq(built.slot->text, buf_str(&again))) {
		wrong = "another text";
	} else {
		buf_clear(&again);
		codec_encode(&p->page, p->slot, built.slot->text, cols, &again);
		if (!str_eq(buf_str(&again), buf_str(&out)))
			wrong = "not idempotent";
	}
	place_close(&built);
	buf_release(&out);
	buf_release(&again);
	return wrong;
}

static void
test_random(size_t rounds)
{
	unsigned long seed = 1;
	struct buf text = { 0 };
	size_t n_wrong = 0;

	for (size_t i = 0; i < rounds; i++) {
		const char *const *frame = frames[i % 4];
		size_t cols = 1 + random_below(&seed, 40);
		const char *wrong;
		struct place p;

		add_random(&seed, &text);
		place_open(&p, frame[0], STR("x"), frame[1]);
		wrong = broken_promise(&p, frame, buf_str(&text), cols);
		place_close(&p);
		if (!wrong || n_wrong++ > 4)
			continue;
		printf("# %s, %zu columns, after '%s'\n", wrong, cols,
		       frame[0]);
		tap_print_bytes("text", buf_str(&text));
	}
	buf_release(&text);
	is_int((long long)n_wrong, 0, "random texts");
}

/* Each line of words is as long as it may be, and no longer. */
static void
test_full_lines(void)
{
	unsigned long seed = 2;
	struct place p;
	size_t n_wrong = 0;

	place_open(&p, "", STR("x"), "\n");
	for (int round = 0; round < 500; round++) {
		struct buf text = { 0 }, out = { 0 };
		size_t cols = 8 + random_below(&seed, 40);
		struct str rest, line, before = { 0 };

		for (size_t i = 0; i < 40; i++)
			buf_addf(&text, "%s%.*s", i ? " " : "",
				 (int)(1 + random_below(&seed, 8)), "abcdefgh");
		wrap_text(&p.page, p.slot, buf_str(&text), cols, &out);
		rest = buf_str(&out);
		while (str_split(&rest, '\n', &line)) {
			n_wrong += line.n > cols;
			if (before.p)
				n_wrong +=
					before.n + 1 +
						str_find_byte(line, 0, ' ') <=
					cols;
			before = line;
		}
		buf_release(&text);
		buf_release(&out);
	}
	place_close(&p);
	is_int((long long)n_wrong, 0, "lines are full and not longer");
}

/* ---- cost ---- */

static const char *const hostile[] = {
	"a ",	   "{{ ",	    "{% ", "[a ",	 "![a ",  "`a ",  "<a ",
	"\\ ",	   "1. ",	    "- ",  "= ",	 "  \n",  "\\\n", "$$ ",
	"[a][b] ", "\xe4\xb8\xad ", "#",   "{{< a >}} ", "<!-- ", "a\\",
};

static double
seconds_to_fill(const struct place *p, const char *piece, size_t n_bytes)
{
	struct buf text = { 0 }, out = { 0 };
	clock_t begin;

	buf_add_str(&text, "w ");
	while (text.n < n_bytes)
		buf_add_str(&text, piece);
	buf_add_byte(&text, 'z');
	begin = clock();
	wrap_text(&p->page, p->slot, buf_str(&text), 80, &out);
	buf_release(&text);
	buf_release(&out);
	return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

static void
test_cost(void)
{
	struct place p;

	place_open(&p, "", STR("x"), "\n");
	for (size_t i = 0; i < sizeof(hostile) / sizeof(*hostile); i++) {
		double small = 1e9, large = 1e9;

		for (int k = 0; k < 3; k++) {
			double a = seconds_to_fill(&p, hostile[i], 20000);
			double b = seconds_to_fill(&p, hostile[i], 160000);

			small = a < small ? a : small;
			large = b < large ? b : large;
		}
		if (!ok(large < 0.1 || large < 16 * small, "cost"))
			printf("# '%s': %.3f s, 8 times: %.3f s\n", hostile[i],
			       small, large);
	}
	place_close(&p);
}

int
main(int argc, char **argv)
{
	test_examples();
	test_prefixes();
	test_escape();
	test_target();
	test_census();
	test_random(argc > 1 ? (size_t)atol(argv[1]) : 3000);
	test_full_lines();
	test_cost();
	return tap_done();
}
