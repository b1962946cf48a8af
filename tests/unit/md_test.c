/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * md_test - pages and their leaves, and each page in many forms against the
 * laws of oracle.h.
 *
 * An expected leaf is a line: its place, kind, level and name, then its lines,
 * each in bars; `!` marks a cell of a header row.
 */
#include "oracle.h"
#include "unit/tap.h"

struct example {
	const char *what, *page, *leaves;
};

static const struct example examples[] = {
#include "unit/md_examples.h"
};

/* The forms of a page. ORDER: add_form */
static const char *const forms[] = {
	"LF",
	"CR LF",
	"CR",
	"no line end at the end",
	"in a quote",
	"in a quote without blanks",
	"in an item with tabs",
	"in an item of a nested list",
	"in a quote in an item, with a lazy tail",
	"in a footnote",
	"in a definition",
	"between two tags",
};

static void
add_leaf(const struct md_doc *doc, const struct md_leaf *leaf, struct buf *out)
{
	buf_add(out, md_place(doc, leaf));
	buf_addf(out, " %s", md_kind_name(leaf->kind));
	if (leaf->level)
		buf_addf(out, " %d%s", leaf->level, leaf->header ? "!" : "");
	if (leaf->name.p)
		buf_addf(out, " %.*s", STR_FMT(leaf->name));
	for (size_t i = 0; i < leaf->n_lines; i++)
		buf_addf(out, "%s%.*s|", i ? "" : ": |",
			 STR_FMT(str_span(doc->bytes, leaf->lines[i])));
	buf_add_byte(out, '\n');
}

static void
check_leaves(const struct example *e)
{
	struct arena arena = { 0 };
	struct buf got = { 0 };
	struct md_doc doc;

	md_read(str_of(e->page), dialect_preset(STR("hugo")), &arena, &doc);
	for (size_t i = 0; i < doc.n; i++)
		add_leaf(&doc, &doc.leaves[i], &got);
	is_str(buf_str(&got), str_of(e->leaves), e->what);
	md_release(&doc);
	buf_release(&got);
	arena_release(&arena);
}

/* Line `i` of `n` in form `form`. */
static void
add_form(size_t form, size_t i, size_t n, struct str line, bool last,
	 struct buf *out)
{
	static const char *const first[] = {
		"",	"",	  "",	      "",
		"> ",	">",	  "-\t",      "1. a\n\n   - ",
		"- > ", "[^1]: ", "Term\n: ", "{{< tip >}}\n",
	};
	static const char *const further[] = {
		"",   "",      "",     "",     "> ", ">",
		"\t", "     ", "  > ", "    ", "  ", "",
	};
	bool lazy = form == 8 && i >= n / 2;

	if (i == 0)
		buf_add_str(out, first[form]);
	else if (!lazy)
		buf_add_str(out, further[form]);
	buf_add(out, line);
	if (form == 1)
		buf_add_str(out, "\r\n");
	else if (form == 2)
		buf_add_str(out, "\r");
	else if (form != 3 || !last)
		buf_add_str(out, "\n");
	if (form == 11 && last)
		buf_add_str(out, "{{< /tip >}}\n");
}

static void
check_form(const char *page, size_t form, struct oracle *o)
{
	struct str rest = str_of(page), line;
	struct buf out = { 0 };
	size_t n = str_count(rest, STR("\n")), i = 0;

	while (i < n && str_split(&rest, '\n', &line)) {
		add_form(form, i, n, line, i + 1 == n, &out);
		i++;
	}
	for (size_t k = 0; dialect_at(k); k++)
		oracle_page(o, buf_str(&out), dialect_at(k),
			    str_of(forms[form]));
	buf_release(&out);
}

static bool
is_right(const struct oracle *o)
{
	return !o->lost && !o->bad_leaves && !o->bad_texts && !o->bad_marks;
}

int
main(void)
{
	const size_t n = sizeof(examples) / sizeof(*examples);

	for (size_t i = 0; i < n; i++)
		check_leaves(&examples[i]);
	for (size_t form = 0; form < sizeof(forms) / sizeof(*forms); form++) {
		struct oracle o = { 0 };

		for (size_t i = 0; i < n; i++)
			check_form(examples[i].page, form, &o);
		ok(is_right(&o), forms[form]);
	}
	return tap_done();
}
