/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * spec_test - run the examples of tests/spec/ (see tests/spec/README.md for how
 * they are written): spec_test [-v] FILE.md...
 *
 * Each example is checked three ways: its units; filled with its own texts it
 * gives back its bytes (law 1); filled with marked texts it segments again into
 * the same units (law 2). A `fill` example shows what a page becomes with given
 * translations.
 */
#include "base/file.h"
#include "report/units.h"
#include "unit/fill.h"

#include <stdio.h>
#include <stdlib.h>

struct example {
	struct str name, dialect;
	bool fill, all, no_eol;
	struct str source; /* Markdown, tabs and CRs in place */
	struct str texts;  /* fill: pairs of texts */
	struct str expected;
	size_t line;
};

static size_t n_tests, n_failed;

static void
ok(bool passed, const char *file, const struct example *ex, const char *what)
{
	n_tests++;
	n_failed += !passed;
	printf("%s %zu - %s:%zu %.*s: %s\n", passed ? "ok" : "not ok", n_tests,
	       file, ex->line, STR_FMT(ex->name), what);
}

static void
show_difference(struct str expected, struct str got)
{
	struct str rest = expected, line;

	puts("# expected:");
	while (str_split(&rest, '\n', &line))
		printf("#   %.*s\n", STR_FMT(line));
	puts("# got:");
	rest = got;
	while (str_split(&rest, '\n', &line))
		printf("#   %.*s\n", STR_FMT(line));
}

/* U+2192 is a tab, U+240D at the end of a line a CR, as in CommonMark's spec */
static struct str
real_bytes(struct str text, struct arena *arena)
{
	struct buf out = { 0 };
	struct str result;

	for (size_t i = 0; i < text.n; i++) {
		struct str rest = str_from(text, i);

		if (str_starts(rest, STR("\xe2\x86\x92"))) {
			buf_add_byte(&out, '\t');
			i += 2;
		} else if (str_starts(rest, STR("\xe2\x90\x8d"))) {
			buf_add_byte(&out, '\r');
			i += 2;
		} else {
			buf_add_byte(&out, text.p[i]);
		}
	}
	result = arena_str(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

static void
read_page(struct page *page, struct str bytes, const struct example *ex,
	  struct arena *arena)
{
	const struct dialect *d = dialect_preset(ex->dialect);

	if (!d) {
		fprintf(stderr, "no dialect '%.*s'\n", STR_FMT(ex->dialect));
		exit(1);
	}
	page_read(page, STR("page.md"), bytes, d, arena, NULL);
}

static void
check_units(const char *file, const struct example *ex, const struct page *page)
{
	struct buf got = { 0 };
	bool same;

	units_write_text(page, ex->all, &got);
	same = str_eq(buf_str(&got), ex->expected);
	ok(same, file, ex, "units");
	if (!same)
		show_difference(ex->expected, buf_str(&got));
	buf_release(&got);
}

static void
check_own_texts(const char *file, const struct example *ex,
		const struct page *page, struct arena *arena)
{
	struct filling *f = arena_array(arena, page->n + 1, sizeof(*f));
	struct buf got = { 0 };
	bool same;

	for (size_t i = 0; i < page->n; i++)
		f[i].text = slot_target_text(page, &page->slots[i]);
	same = fill_page(page, f, 0, &got) == 0 &&
	       str_eq(buf_str(&got), ex->source);
	ok(same, file, ex, "own texts give back the page");
	if (!same)
		show_difference(ex->source, buf_str(&got));
	buf_release(&got);
}

static void
check_marked_texts(const char *file, const struct example *ex,
		   const struct page *page, struct arena *arena)
{
	struct filling *f = arena_array(arena, page->n + 1, sizeof(*f));
	struct buf got = { 0 };
	struct page built;
	bool same;

	for (size_t i = 0; i < page->n; i++)
		if (page->slots[i].required)
			f[i].text = arena_strf(arena, "U%zuU", i);
	same = fill_page(page, f, 0, &got) == 0;
	read_page(&built, buf_str(&got), ex, arena);
	same = same && built.n == page->n;
	for (size_t i = 0; same && i < page->n; i++)
		same = built.slots[i].kind == page->slots[i].kind &&
		       (!f[i].text.p || str_eq(built.slots[i].text, f[i].text));
	ok(same, file, ex, "marked texts give the same units");
	if (!same)
		show_difference(ex->source, buf_str(&got));
	page_release(&built);
	buf_release(&got);
}

/* Cut the block of lines that begin with `mark` off *rest; join their texts. */
static bool
cut_block(struct str *rest, char mark, struct arena *arena, struct str *text)
{
	struct buf out = { 0 };
	bool any = false;

	while (str_at(*rest, 0) == mark) {
		struct str line;

		str_split(rest, '\n', &line);
		if (any)
			buf_add_byte(&out, '\n');
		buf_add(&out, str_from(line, line.n > 1 ? 2 : 1));
		any = true;
	}
	*text = real_bytes(buf_str(&out), arena);
	buf_release(&out);
	return any;
}

static void
check_fill(const char *file, const struct example *ex, const struct page *page,
	   struct arena *arena)
{
	struct filling *f = arena_array(arena, page->n + 1, sizeof(*f));
	struct str rest = ex->texts, source, target;
	struct buf got = { 0 };
	bool same = true;

	while (cut_block(&rest, '|', arena, &source) &&
	       cut_block(&rest, '>', arena, &target)) {
		bool found = false;

		for (size_t i = 0; i < page->n; i++) {
			if (!str_eq(page->slots[i].text, source))
				continue;
			f[i].text = target;
			found = true;
		}
		if (!found)
			printf("# no unit '%.*s'\n", STR_FMT(source));
		same = same && found;
	}
	fill_page(page, f, 0, &got);
	for (size_t i = 0; i < page->n; i++)
		if (f[i].refused)
			buf_addf(&got, "! %.*s %zu: %s\n",
				 STR_FMT(slot_title(page, &page->slots[i])),
				 page->slots[i].leaf->line,
				 codec_refusal_text(f[i].refused));
	same = same && str_eq(buf_str(&got), ex->expected);
	ok(same, file, ex, "filled");
	if (!same)
		show_difference(ex->expected, buf_str(&got));
	buf_release(&got);
}

static void
run_example(const char *file, const struct example *ex)
{
	struct arena arena = { 0 };
	struct page page;

	read_page(&page, ex->source, ex, &arena);
	if (ex->fill)
		check_fill(file, ex, &page, &arena);
	else
		check_units(file, ex, &page);
	check_own_texts(file, ex, &page, &arena);
	check_marked_texts(file, ex, &page, &arena);
	page_release(&page);
	arena_release(&arena);
}

/* "example NAME dialect=gfm all fill noeol" */
static void
read_head(struct str head, struct example *ex)
{
	struct str rest = head, word;

	ex->dialect = STR("hugo");
	while (str_split(&rest, ' ', &word)) {
		if (str_starts(word, STR("dialect=")))
			ex->dialect = str_from(word, 8);
		else if (str_eq(word, STR("fill")))
			ex->fill = true;
		else if (str_eq(word, STR("all")))
			ex->all = true;
		else if (str_eq(word, STR("noeol")))
			ex->no_eol = true;
		else if (!ex->name.p)
			ex->name = word;
	}
}

/* The lines up to the line that is `end`, with their line ends. */
static bool
cut_section(struct str *rest, struct str end, size_t *line_no,
	    struct str *section)
{
	const char *begin = rest->p;
	struct str line;

	while (str_split(rest, '\n', &line)) {
		++*line_no;
		if (str_eq(line, end)) {
			*section = str_make(begin, (size_t)(line.p - begin));
			return true;
		}
	}
	return false;
}

static bool
read_example(struct str *rest, struct str fence, size_t *line_no,
	     struct example *ex, struct arena *arena)
{
	struct str source, texts = STR(""), expected;

	if (!cut_section(rest, STR("."), line_no, &source) ||
	    (ex->fill && !cut_section(rest, STR("."), line_no, &texts)) ||
	    !cut_section(rest, fence, line_no, &expected))
		return false;
	ex->source = real_bytes(source, arena);
	if (ex->no_eol && ex->source.n)
		ex->source.n--;
	ex->texts = texts;
	ex->expected = real_bytes(expected, arena);
	if (ex->fill && ex->no_eol && ex->expected.n)
		ex->expected.n--;
	return true;
}

static void
run_file(const char *path)
{
	struct buf bytes = { 0 };
	struct diag diag = { 0 };
	struct arena arena = { 0 };
	struct str rest, line;
	size_t line_no = 0;

	if (!file_load(path, &bytes, &diag)) {
		diag_flush(&diag, stderr);
		exit(1);
	}
	rest = buf_str(&bytes);
	while (str_split(&rest, '\n', &line)) {
		size_t at = str_find(line, 0, STR(" example "));
		struct example ex = { .line = ++line_no };

		if (at == line.n || at < 8 ||
		    !str_starts(line, STR("````````")))
			continue;
		read_head(str_from(line, at + 9), &ex);
		if (!read_example(&rest, str_sub(line, 0, at), &line_no, &ex,
				  &arena)) {
			ok(false, path, &ex, "is never closed");
			break;
		}
		run_example(path, &ex);
	}
	arena_release(&arena);
	buf_release(&bytes);
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		run_file(argv[i]);
	printf("1..%zu\n", n_tests);
	fprintf(stderr, "%zu checks, %zu failed\n", n_tests, n_failed);
	return 0;
}
