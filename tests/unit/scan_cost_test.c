/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scan_cost_test - hostile texts cost no more than their length.
 *
 * Each piece is repeated to n and to 8n bytes; eight times the bytes may take
 * sixteen times the time (the best of three runs counts, and what takes next to
 * no time is not judged: a quadratic scan takes seconds).
 */
#include "base/buf.h"
#include "markdown/html.h"
#include "markdown/inline.h"
#include "markdown/mask.h"
#include "unit/tap.h"

#include <time.h>

#define N_BYTES 40000
#define TOO_SHORT 0.05 /* seconds */
#define TRIES 3	       /* on a busy machine one measurement may be wrong */

struct hostile {
	const char *what, *before, *piece, *after;
};

static const struct hostile inlines[] = {
	{ "open brackets", "", "[", "" },
	{ "open images", "", "![", "" },
	{ "closing brackets", "", "]", "" },
	{ "brackets and links", "", "[a](b)[", "" },
	{ "images around links", "", "![ [a](b)", "" },
	{ "empty references", "", "[a][", "" },
	{ "labels", "", "[a] ", "" },
	{ "open targets", "", "[a](", "" },
	{ "open angle targets", "", "[a](<b", "" },
	{ "open titles", "", "[a](b \"", "" },
	{ "titles of two kinds", "", "[a](b \"[a](b '", "" },
	{ "titles in parentheses", "", "[a](b (", "" },
	{ "parentheses", "[a](", "(", "" },
	{ "less-than signs", "", "<", "" },
	{ "open tags", "", "<a ", "" },
	{ "open attributes", "", "<a b=\"", "" },
	{ "attributes of two kinds", "", "<a b=\"<a b='", "" },
	{ "open comments", "", "<!-- a", "" },
	{ "open instructions", "", "<?", "" },
	{ "open declarations", "", "<!A ", "" },
	{ "open CDATA", "", "<![CDATA[", "" },
	{ "open autolinks", "", "<a:b", "" },
	{ "open addresses", "", "<a@", "" },
	{ "lone ticks", "", "`a``", "" },
	{ "ampersands", "", "&a", "" },
	{ "backslashes", "", "\\", "" },
	{ "colons", "", ":a", "" },
	{ "schemes", "", "http://", "" },
	{ "at signs", "", "a@", "" },
	{ "www", "", "www.", "" },
	{ "dollars", "", "$$a", "" },
	{ "display math", "", "\\[", "\\]" },
	{ "inline math", "", "\\(a", "\\)" },
	{ "footnotes", "", "[^a", "" },
	{ "attribute lists", "", "{#a ", "}" },
	{ "quoted attribute lists", "", "{a=\"", "}" },
	{ "blanks", "", " ", "\nx" },
	{ "line ends", "a", "  \n", "x" },
	{ "variables", "", "{{ ", "" },
};

static const struct hostile pages[] = {
	{ "open shortcodes", "", "{{< ", "" },
	{ "open shortcodes with names", "", "{{< a ", "" },
	{ "open shortcodes, one closed", "", "{{< a ", ">}}" },
	{ "values that hold shortcodes", "", "{{<a x=", "" },
	{ "values that hold shortcodes, closed", "", "{{<a x=", " @ >}}" },
	{ "quoted values", "", "{{< a \"", " >}}" },
	{ "raw values", "", "{{< a `", " >}}" },
	{ "quoted and raw values", "", "{{< a \"{{< a `", " >}}" },
	{ "open comments", "", "{{</* a ", ">}}" },
	{ "comments of the other kind", "", "{{</* a ", "*/%}}>}}" },
	{ "openers", "", "{{< a >}}", "" },
	{ "closers", "", "{{< /a >}}", "" },
	{ "openers and other closers", "", "{{< a >}}{{< /b >}}", "" },
	{ "verbatim openers", "", "{{< text >}}", "" },
	{ "crossing pairs", "", "{{< a >}}{{< b >}}{{< /a >}}{{< /b >}}", "" },
	{ "parameters", "{{< a ", "b ", "" },
	{ "footnotes", "", "[^", "" },
	{ "footnotes on lines", "", "[^a]:\n", "" },
	{ "ticks of a page", "", "`[^a]``\n", "" },
	{ "display math", "", "$$\n", "" },
	{ "fences", "", "```\n[^a]\n", "" },
	{ "open variables", "", "{{ a ", "" },
	{ "quote marks", "", "> ", "[^a]" },
	{ "list marks", "", "- ", "[^a]" },
};

static const struct hostile blocks[] = {
	{ "less-than signs", "", "<", "" },
	{ "open tags", "", "<b ", "" },
	{ "open elements", "", "<div>", "a" },
	{ "end tags", "", "</div>", "a" },
	{ "elements", "", "<div>a</p>", "" },
	{ "phrases", "", "<b>a", "" },
	{ "ends of phrases", "", "a</b>", "" },
	{ "phrases of two kinds", "", "<b>a</i>", "" },
	{ "open values", "", "<b c=\"", "" },
	{ "values of two kinds", "", "<b c=\"<b c='", "" },
	{ "attributes", "<b ", "title=a ", "" },
	{ "attributes without a text", "", "<img alt=a>", "" },
	{ "open comments", "", "<!--", "" },
	{ "open scripts", "", "<script>", "" },
	{ "scripts", "", "<script></scrip", "" },
	{ "ampersands", "", "&a", "" },
};

static void
read_inline(struct str text, struct arena *arena)
{
	struct dialect dialect = *dialect_preset(STR("hugo"));
	struct map labels = { 0 };
	struct inline_context ctx = { &dialect, &labels, true };
	struct inline_tokens tokens;

	dialect.features |= DIALECT_VARIABLES;
	map_set(&labels, STR("x"), 0);
	inline_scan(text, &ctx, arena, &tokens);
	map_release(&labels);
}

static void
read_page(struct str text, struct arena *arena)
{
	struct dialect dialect = *dialect_preset(STR("hugo"));
	struct shortcode_list tags;
	struct mask_list masks;

	dialect.features |= DIALECT_VARIABLES;
	shortcode_read(text, 0, &dialect, arena, &tags);
	mask_text(text, 0, &dialect, &tags, arena, &masks);
}

static void
read_block(struct str text, struct arena *arena)
{
	struct html_texts texts;

	html_read(text, arena, &texts);
}

typedef void read_fn(struct str text, struct arena *arena);

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The best of three. */
static double
cost(read_fn *read, struct str text)
{
	double best = -1;

	for (int i = 0; i < 3; i++) {
		struct arena arena = { 0 };
		double begin = seconds(), took;

		read(text, &arena);
		took = seconds() - begin;
		arena_release(&arena);
		if (best < 0 || took < best)
			best = took;
	}
	return best;
}

static struct str
grow(const struct hostile *h, size_t n, struct buf *text)
{
	buf_clear(text);
	buf_add_str(text, h->before);
	while (text->n < n)
		buf_add_str(text, h->piece);
	buf_add_str(text, h->after);
	return buf_str(text);
}

static void
judge(read_fn *read, const char *what, struct str small, struct str large)
{
	double one = 0, eight = 0;
	bool fine = false;

	for (int i = 0; i < TRIES && !fine; i++) {
		one = cost(read, small);
		eight = cost(read, large);
		fine = eight < TOO_SHORT || eight < 16 * one;
	}
	if (!ok(fine, what))
		printf("# %.4f s and %.4f s\n", one, eight);
}

static void
check(read_fn *read, const struct hostile *list, size_t n)
{
	struct buf small = { 0 }, large = { 0 };

	for (size_t i = 0; i < n; i++)
		judge(read, list[i].what, grow(&list[i], N_BYTES, &small),
		      grow(&list[i], 8 * N_BYTES, &large));
	buf_release(&small);
	buf_release(&large);
}

/* Runs of 1, 2, 3, ... ticks: each a length of its own. */
static void
check_ticks(void)
{
	struct buf small = { 0 }, large = { 0 };

	for (size_t n = 1; large.n < 8 * N_BYTES; n++) {
		if (small.n < N_BYTES) {
			buf_add_fill(&small, '`', n);
			buf_add_byte(&small, 'a');
		}
		buf_add_fill(&large, '`', n);
		buf_add_byte(&large, 'a');
	}
	judge(read_inline, "ticks of many lengths", buf_str(&small),
	      buf_str(&large));
	judge(read_page, "ticks of many lengths in a page", buf_str(&small),
	      buf_str(&large));
	buf_release(&small);
	buf_release(&large);
}

#define CHECK(read, list) check(read, list, sizeof(list) / sizeof(*(list)))

int
main(void)
{
	CHECK(read_inline, inlines);
	CHECK(read_inline, pages);
	CHECK(read_page, pages);
	CHECK(read_page, inlines);
	CHECK(read_block, blocks);
	CHECK(read_block, inlines);
	check_ticks();
	return tap_done();
}
