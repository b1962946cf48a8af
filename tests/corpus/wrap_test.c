/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wrap_test - filling over a folder of real pages: wrap_test FOLDER
 *
 * Each paragraph is changed, put on one line, filled to several widths, and
 * read back: it must say the same, and filling what was read must give the same
 * page. For wrap.py:
 *
 *   wrap_test --join FILE          the page with each paragraph on one line
 *   wrap_test --count COLS FILE... how many paragraphs of several lines are
 *                                  broken as filling to COLS breaks them; -v
 *                                  first: list the others
 */
#include "base/file.h"
#include "unit/fill.h"
#include "unit/wrap.h"

#include <stdio.h>
#include <stdlib.h>

#define SHOWN_MAX 20

struct result {
	size_t pages, texts, lines;
	size_t refused, changed, unstable;
};

struct open_page {
	struct arena arena;
	struct buf bytes;
	struct page page;
};

static void
page_open(struct open_page *p, const char *path)
{
	struct diag diag = { 0 };

	*p = (struct open_page){ 0 };
	if (!file_load(path, &p->bytes, &diag)) {
		diag_flush(&diag, stderr);
		exit(1);
	}
	page_read(&p->page, str_of(path), buf_str(&p->bytes),
		  dialect_preset(STR("hugo")), &p->arena, NULL);
}

static void
page_close(struct open_page *p)
{
	page_release(&p->page);
	buf_release(&p->bytes);
	arena_release(&p->arena);
}

static void
complain(size_t *count, const char *what, const struct page *page, size_t i)
{
	if (++*count <= SHOWN_MAX)
		printf("# %s: %.*s:%zu\n", what, STR_FMT(page->path),
		       i < page->n ? page->slots[i].leaf->line : 0);
}

/* Has it a text on one line? Hard breaks may stay. */
static bool
is_joined(const struct page *page, const struct slot *slot)
{
	struct buf out = { 0 };
	bool joined = slot->kind == MD_PARAGRAPH && slot->text.p &&
		      wrap_text(page, slot, slot->text, 80, &out);

	buf_release(&out);
	return joined;
}

static void
check_read_back(const struct page *page, const struct filling *f,
		const struct page *built, size_t cols, struct result *r)
{
	struct filling *again =
		arena_array(page->arena, page->n + 1, sizeof(*again));
	struct buf out = { 0 };

	for (size_t i = 0; i < page->n && i < built->n; i++) {
		if (!f[i].text.p)
			continue;
		again[i].text = built->slots[i].text;
		r->texts++;
		r->lines += built->slots[i].n_lines;
		if (f[i].refused)
			complain(&r->refused, "refused", page, i);
		else if (!str_eq(built->slots[i].text, f[i].text))
			complain(&r->changed, "says something else", page, i);
	}
	fill_page(page, again, cols, &out);
	if (!str_eq(buf_str(&out), built->doc.bytes))
		complain(&r->unstable, "filled otherwise again", page, page->n);
	buf_release(&out);
}

static void
check_width(const struct page *page, size_t cols, struct result *r)
{
	struct filling *f = arena_array(page->arena, page->n + 1, sizeof(*f));
	struct buf out = { 0 };
	struct page built;

	for (size_t i = 0; i < page->n; i++)
		if (is_joined(page, &page->slots[i]))
			f[i].text = arena_strf(page->arena, "%.*s end",
					       STR_FMT(page->slots[i].text));
	fill_page(page, f, cols, &out);
	page_read(&built, page->path, buf_str(&out), page->doc.dialect,
		  page->arena, NULL);
	if (built.n != page->n)
		complain(&r->changed, "other slots", page, page->n);
	check_read_back(page, f, &built, cols, r);
	page_release(&built);
	buf_release(&out);
}

static int
check_folder(const char *root)
{
	struct arena arena = { 0 };
	struct file_list files = { 0 };
	struct diag diag = { 0 };
	struct result r = { 0 };

	file_walk(root, &arena, &files, &diag);
	for (size_t i = 0; i < files.n; i++) {
		struct open_page p;

		if (!str_ends(files.paths[i], STR(".md")))
			continue;
		page_open(&p,
			  path_join(&arena, str_of(root), files.paths[i]).p);
		r.pages++;
		check_width(&p.page, 80, &r);
		check_width(&p.page, 30, &r);
		page_close(&p);
	}
	printf("# %zu pages, %zu texts filled, %zu lines\n", r.pages, r.texts,
	       r.lines);
	printf("%s 1 - filled texts are accepted: %zu wrong\n",
	       r.refused ? "not ok" : "ok", r.refused);
	printf("%s 2 - they say the same: %zu wrong\n",
	       r.changed ? "not ok" : "ok", r.changed);
	printf("%s 3 - filling is idempotent: %zu wrong\n1..3\n",
	       r.unstable ? "not ok" : "ok", r.unstable);
	arena_release(&arena);
	return 0;
}

static int
join_page(const char *path)
{
	struct open_page p;
	struct filling *f;
	struct buf out = { 0 };

	page_open(&p, path);
	f = arena_array(&p.arena, p.page.n + 1, sizeof(*f));
	for (size_t i = 0; i < p.page.n; i++)
		if (p.page.slots[i].kind == MD_PARAGRAPH)
			f[i].text = f[i].raw = p.page.slots[i].text;
	fill_page(&p.page, f, 0, &out);
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
	page_close(&p);
	return 0;
}

static void
count_page(const struct page *page, size_t cols, bool verbose, size_t *n_texts,
	   size_t *n_kept)
{
	for (size_t i = 0; i < page->n; i++) {
		const struct slot *slot = &page->slots[i];
		struct str lines = slot_target_text(page, slot);
		struct buf out = { 0 };

		if (slot->kind != MD_PARAGRAPH || !slot->text.p)
			continue;
		if (!wrap_text(page, slot, slot->text, cols, &out))
			buf_add(&out, slot->text);
		if (!str_eq(lines, slot->text) ||
		    str_find_byte(buf_str(&out), 0, '\n') < out.n) {
			++*n_texts;
			if (str_eq(lines, buf_str(&out)))
				++*n_kept;
			else if (verbose)
				printf("%.*s:%zu\n%.*s\n---\n%.*s\n===\n",
				       STR_FMT(page->path), slot->leaf->line,
				       STR_FMT(lines), STR_FMT(buf_str(&out)));
		}
		buf_release(&out);
	}
}

static int
count_pages(char **paths, size_t cols, bool verbose)
{
	size_t n_texts = 0, n_kept = 0;

	for (; *paths; paths++) {
		struct open_page p;

		page_open(&p, *paths);
		count_page(&p.page, cols, verbose, &n_texts, &n_kept);
		page_close(&p);
	}
	printf("%zu %zu\n", n_texts, n_kept);
	return 0;
}

int
main(int argc, char **argv)
{
	const char *root = argc > 1 ? argv[1] : getenv("CALQUE_CORPUS");
	bool verbose = argc > 1 && strcmp(argv[1], "-v") == 0;

	argv += verbose;
	argc -= verbose;
	if (argc > 2 && strcmp(argv[1], "--join") == 0)
		return join_page(argv[2]);
	if (argc > 3 && strcmp(argv[1], "--count") == 0)
		return count_pages(argv + 3, (size_t)atoi(argv[2]), verbose);
	if (!root || !file_is_dir(root)) {
		puts("1..0 # SKIP no folder of real pages in CALQUE_CORPUS");
		return 0;
	}
	return check_folder(root);
}
