/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * md_cost_test - hostile pages cost no more than their length.
 *
 * Each piece is repeated to n and to 8n bytes; eight times the bytes may take
 * sixteen times the time. What takes next to no time is not judged: a reader
 * that is quadratic takes seconds.
 */
#include "base/buf.h"
#include "markdown/md.h"
#include "unit/tap.h"

#include <time.h>

#define N_BYTES 60000
#define TOO_SHORT 0.4 /* seconds */
#define TRIES 3	      /* on a busy machine one measurement may be wrong */

struct hostile {
	const char *what, *before, *piece, *after;
};

static const struct hostile pages[] = {
	{ "quotes on a line", "", "> ", "a\n" },
	{ "lists on a line", "", "- ", "a\n" },
	{ "stars on a line", "", "* ", "a\n" },
	{ "ordered lists on a line", "", "1. ", "a\n" },
	{ "quotes and lists on a line", "", "> - ", "a\n> b\n" },
	{ "blank lines in deep lists", "- - - - - - - - - - a\n", "\n", "a" },
	{ "lines of a paragraph", "", "a\n", "" },
	{ "lazy lines", "> - > - a\n", "a\n", "" },
	{ "tags", "", "{{< a >}}\n", "" },
	{ "tags in a text", "x ", "{{< a >}}", " x" },
	{ "tags with parameters", "", "{{< a b=\"c\" >}}\n", "" },
	{ "verbatim tags", "", "{{< text >}}\n", "" },
	{ "pairs in a row", "", "{{< a >}}\nb\n{{< /a >}}\n", "" },
	{ "definitions", "", "[a]: /u\n", "" },
	{ "open definition titles", "", "[a]: /u \"\n", "" },
	{ "definitions and underlines", "", "[a]: /u\n===\n", "" },
	{ "rows", "|a|b|\n|-|-|\n", "|a|b|\n", "" },
	{ "cells", "|", "a|", "\n" },
	{ "delimiter rows", "", "|a|b|\n|-|-|-|\n", "" },
	{ "footnotes", "", "[^a]: b\n", "" },
	{ "footnotes in footnotes", "", "[^a]: ", "b\n" },
	{ "definitions in definitions", "a\n", ": ", "b\n" },
	{ "definition lists", "", "a\n: b\n\n", "" },
	{ "definitions of a term", "a\n", ": b\n", "" },
	{ "definitions with code", "a\n\n", ": a\n\n    b\n\n", "" },
	{ "HTML lines", "", "<div>\n", "" },
	{ "HTML texts", "<div>\n", "<p>a\n", "" },
	{ "open tags behind a tag", "<span>\n", "<a \"", "" },
	{ "comments", "", "<!-- a -->", "" },
	{ "open comments", "", "<!-- ", "" },
	{ "fences", "", "```\n", "" },
	{ "attribute lines", "", "{.a}\n", "" },
	{ "references", "", "[a][b]", "" },
	{ "emphasis", "", "*a_ ", "" },
	{ "NUL and the like", "", "\f\v\xff", "" },
};

static double
measure(const struct hostile *h, size_t n)
{
	struct arena arena = { 0 };
	struct buf text = { 0 };
	struct md_doc doc;
	clock_t start;
	double seconds;

	buf_add_str(&text, h->before);
	while (text.n < n)
		buf_add_str(&text, h->piece);
	buf_add_str(&text, h->after);
	start = clock();
	md_read(buf_str(&text), dialect_preset(STR("hugo")), &arena, &doc);
	seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
	md_release(&doc);
	buf_release(&text);
	arena_release(&arena);
	return seconds;
}

static bool
is_linear(const struct hostile *h)
{
	for (size_t i = 0; i < TRIES; i++) {
		double large = measure(h, 8 * N_BYTES);

		if (large < TOO_SHORT || large < 16 * measure(h, N_BYTES))
			return true;
	}
	return false;
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		ok(is_linear(&pages[i]), pages[i].what);
	return tap_done();
}
