/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * laws_test - laws 1 and 2 over a folder of real pages: laws_test FOLDER
 *
 * Law 1: filled with its own texts, kept line breaks included, each page is
 * itself. Law 2: filled with marked texts, it segments again into the same
 * slots, in the same places, with the same skeleton between them, and cmark
 * itself sees the same blocks (types, levels, lists, info strings, and code that
 * holds no text). And each page that is stamped can be had back without stamps.
 */
#include "base/file.h"
#include "sync/stamp.h"
#include "unit/fill.h"

#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>

#define SHOWN_MAX 20

struct result {
	size_t pages, units, slots;
	size_t bad_own, bad_marked, bad_blocks, refused, bad_stamps;
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
	fill_page(page, f, 0, &out);
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

/* The next block of the walk, or NULL at its end. */
static cmark_node *
next_block(cmark_iter *iter)
{
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		if (event == CMARK_EVENT_ENTER &&
		    cmark_node_get_type(node) <= CMARK_NODE_LAST_BLOCK)
			return node;
	}
	return NULL;
}

static bool
same_string(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool
same_block(cmark_node *a, cmark_node *b)
{
	cmark_node_type type = cmark_node_get_type(a);

	if (type != cmark_node_get_type(b))
		return false;
	switch (type) {
	case CMARK_NODE_HEADING:
		return cmark_node_get_heading_level(a) ==
		       cmark_node_get_heading_level(b);
	case CMARK_NODE_LIST:
		return cmark_node_get_list_type(a) ==
			       cmark_node_get_list_type(b) &&
		       cmark_node_get_list_start(a) ==
			       cmark_node_get_list_start(b) &&
		       cmark_node_get_list_tight(a) ==
			       cmark_node_get_list_tight(b);
	case CMARK_NODE_CODE_BLOCK:
		return same_string(cmark_node_get_fence_info(a),
				   cmark_node_get_fence_info(b));
	default:
		return true;
	}
}

static cmark_node *
parse_body(const struct md_doc *doc)
{
	struct str body = str_from(doc->masks.masked, doc->front.all.end);

	return cmark_parse_document(body.p, body.n, CMARK_OPT_DEFAULT);
}

/* Does cmark see the same blocks in both pages? */
static bool
same_blocks(const struct page *a, const struct page *b)
{
	cmark_node *x = parse_body(&a->doc), *y = parse_body(&b->doc);
	cmark_iter *i = cmark_iter_new(x), *k = cmark_iter_new(y);
	cmark_node *m, *n;
	bool same;

	do {
		m = next_block(i);
		n = next_block(k);
		same = m && n ? same_block(m, n) : m == n;
	} while (same && m);
	cmark_iter_free(i);
	cmark_iter_free(k);
	cmark_node_free(x);
	cmark_node_free(y);
	return same;
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
	if (fill_page(page, f, 0, &out)) {
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
	if (!same_blocks(page, &built))
		complain(&r->bad_blocks, "cmark's blocks", page->path, 0);
	page_release(&built);
	buf_release(&out);
}

/* New keys, in groups and not, and others for those that nearly all have. */
static void
check_stamps(const struct page *page, struct result *r)
{
	static struct config_stamp stamps[] = {
		{ CONFIG_OUTDATED, STR_INIT("late"), STR_INIT("true") },
		{ CONFIG_OUTDATED, STR_INIT("a.b.c"), STR_INIT("'it'") },
		{ CONFIG_OUTDATED, STR_INIT("params.late"), STR_INIT("1") },
		{ CONFIG_OUTDATED, STR_INIT("title"), STR_INIT("\"T\"") },
		{ CONFIG_OUTDATED, STR_INIT("weight"), STR_INIT("'w'") },
		{ CONFIG_OUTDATED, STR_INIT("description"), STR_INIT("D") },
	};
	struct config cfg = { .stamps = stamps,
			      .n_stamps = sizeof(stamps) / sizeof(*stamps) };
	struct buf stamped = { 0 }, back = { 0 };
	struct str key = { 0 };
	enum keys_result result;

	result = stamp_page(&cfg, CONFIG_OUTDATED, page, page->doc.bytes,
			    &stamped, &key);
	stamp_strip(&cfg, page, buf_str(&stamped), &back);
	if (!str_eq(buf_str(&back), page->doc.bytes) ||
	    (result == KEYS_OK) == str_eq(buf_str(&stamped), buf_str(&back)))
		complain(&r->bad_stamps, "stamps", page->path, 0);
	buf_release(&stamped);
	buf_release(&back);
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
	check_stamps(&page, r);
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
	report(3, !r.bad_blocks, "law 2: cmark sees the same blocks",
	       r.bad_blocks);
	report(4, !r.bad_stamps, "a stamped page without its stamps is itself",
	       r.bad_stamps);
	puts("1..4");
	arena_release(&arena);
	return 0;
}
