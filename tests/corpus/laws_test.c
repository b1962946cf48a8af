/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * laws_test - laws 1 and 2 over a folder of real pages: laws_test FOLDER
 *
 * Law 1: filled with its own texts, kept line breaks included, each page is
 * itself. Law 2: filled with marked texts, it segments again into the same
 * slots, in the same places, with the same skeleton between them.
 */
#include "base/file.h"
#include "unit/fill.h"

#include <stdio.h>
#include <stdlib.h>

#define SHOWN_MAX 20

struct result {
	size_t pages, units, slots;
	size_t bad_own, bad_marked, refused;
};

static void
complain(size_t *count, const char *what, struct str path, size_t line)
{
	if (++*count <= SHOWN_MAX)
		printf("# %s: %.*s:%zu\n", what, STR_FMT(path), line);
}

static void
check_own(const struct page *page, struct result *r)
{
	struct filling *f = arena_array(page->arena, page->n + 1, sizeof(*f));
	struct buf out = { 0 };
	size_t bad = 0;

	for (size_t i = 0; i < page->n; i++)
		f[i].text = slot_target_text(page, &page->slots[i]);
	fill_page(page, f, &out);
	if (!str_eq(buf_str(&out), page->doc.bytes)) {
		while (bad < page->n &&
		       str_eq(str_span(buf_str(&out), f[bad].at),
			      slot_bytes(page, &page->slots[bad])))
			bad++;
		complain(&r->bad_own, "own texts", page->path,
			 bad < page->n ? page->slots[bad].leaf->line : 0);
	}
	buf_release(&out);
}

static void
check_marked(const struct page *page, struct result *r)
{
	struct filling *f = arena_array(page->arena, page->n + 1, sizeof(*f));
	struct buf out = { 0 };
	struct page built;
	size_t i = 0, at = 0, built_at = 0;

	for (size_t k = 0; k < page->n; k++)
		if (page->slots[k].required)
			f[k].text = arena_strf(page->arena, "U%zuU", k);
	if (fill_page(page, f, &out)) {
		for (size_t k = 0; k < page->n; k++)
			if (f[k].refused)
				complain(&r->refused, "refused", page->path,
					 page->slots[k].leaf->line);
	}
	page_read(&built, page->path, buf_str(&out), page->doc.dialect,
		  page->arena, NULL);
	for (; i < page->n && i < built.n; i++) {
		const struct slot *a = &page->slots[i], *b = &built.slots[i];
		struct str want = f[i].text.p ? f[i].text : a->text;

		if (a->kind != b->kind || !str_eq(want, b->text) ||
		    !str_eq(md_place(&page->doc, a->leaf),
			    md_place(&built.doc, b->leaf)) ||
		    !str_eq(str_sub(page->doc.bytes, at, a->at.begin),
			    str_sub(built.doc.bytes, built_at, b->at.begin)))
			break;
		at = a->at.end;
		built_at = b->at.end;
	}
	if (i < page->n || built.n != page->n)
		complain(&r->bad_marked, "marked texts", page->path,
			 i < page->n ? page->slots[i].leaf->line : 0);
	page_release(&built);
	buf_release(&out);
}

static void
check_page(const char *root, struct str path, struct result *r)
{
	struct arena arena = { 0 };
	struct buf bytes = { 0 };
	struct diag diag = { 0 };
	struct page page;
	struct str full = path_join(&arena, str_of(root), path);

	if (!file_load(full.p, &bytes, &diag)) {
		diag_flush(&diag, stderr);
		exit(1);
	}
	page_read(&page, path, buf_str(&bytes), dialect_preset(STR("hugo")),
		  &arena, NULL);
	r->pages++;
	r->slots += page.n;
	for (size_t i = 0; i < page.n; i++)
		r->units += page.slots[i].required;
	check_own(&page, r);
	check_marked(&page, r);
	page_release(&page);
	buf_release(&bytes);
	arena_release(&arena);
}

static void
report(int number, bool passed, const char *what, size_t bad)
{
	printf("%s %d - %s: %zu wrong\n", passed ? "ok" : "not ok", number,
	       what, bad);
}

int
main(int argc, char **argv)
{
	const char *root = argc > 1 ? argv[1] : getenv("CALQUE_CORPUS");
	struct arena arena = { 0 };
	struct file_list files = { 0 };
	struct diag diag = { 0 };
	struct result r = { 0 };

	if (!root || !file_is_dir(root)) {
		puts("1..0 # SKIP no folder of real pages in CALQUE_CORPUS");
		return 0;
	}
	file_walk(root, &arena, &files, &diag);
	for (size_t i = 0; i < files.n; i++)
		if (str_ends(files.paths[i], STR(".md")))
			check_page(root, files.paths[i], &r);
	printf("# %zu pages, %zu slots, %zu units\n", r.pages, r.slots,
	       r.units);
	report(1, !r.bad_own, "law 1: own texts give back the page", r.bad_own);
	report(2, !r.bad_marked && !r.refused,
	       "law 2: marked texts give the same slots",
	       r.bad_marked + r.refused);
	puts("1..2");
	arena_release(&arena);
	return 0;
}
