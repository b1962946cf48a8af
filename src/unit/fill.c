/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/fill.h"

/* One attempt to fill a page. */
struct attempt {
	const struct page *page;
	struct filling *fillings;
	bool *use; /* for each slot: is its text tried? */
	size_t wrap_cols;
	struct buf out;
};

static void
write_slot(struct attempt *a, size_t i)
{
	const struct slot *slot = &a->page->slots[i];
	struct filling *f = &a->fillings[i];
	enum codec_refusal why;

	f->at.begin = a->out.n;
	if (!a->use[i]) {
		buf_add(&a->out, slot_bytes(a->page, slot));
	} else if (f->raw.p) {
		buf_add(&a->out, f->raw);
	} else {
		why = codec_encode(a->page, slot, f->text, a->wrap_cols,
				   &a->out);
		if (why != CODEC_OK) {
			f->refused = why;
			a->use[i] = false;
			buf_add(&a->out, slot_bytes(a->page, slot));
		}
	}
	f->at.end = a->out.n;
}

static void
write_page(struct attempt *a)
{
	struct str bytes = a->page->doc.bytes;
	size_t at = 0;

	buf_clear(&a->out);
	for (size_t i = 0; i < a->page->n; i++) {
		const struct slot *slot = &a->page->slots[i];

		buf_add(&a->out, str_sub(bytes, at, slot->at.begin));
		write_slot(a, i);
		at = slot->at.end;
	}
	buf_add(&a->out, str_from(bytes, at));
}

/* Same kind and same containers, from the inside out? */
static bool
same_place(const struct page *a, const struct slot *x, const struct page *b,
	   const struct slot *y)
{
	size_t c = x->leaf->container, d = y->leaf->container;

	if (x->kind != y->kind || x->leaf->level != y->leaf->level)
		return false;
	while (c && d) {
		if (a->doc.containers[c].kind != b->doc.containers[d].kind)
			return false;
		c = a->doc.containers[c].parent;
		d = b->doc.containers[d].parent;
	}
	return c == d;
}

/* Is slot i of the filled page where it was put, and nothing else? */
static bool
is_in_place(const struct attempt *a, const struct page *built, size_t i)
{
	return built->slots[i].at.begin == a->fillings[i].at.begin &&
	       built->slots[i].at.end == a->fillings[i].at.end &&
	       same_place(a->page, &a->page->slots[i], built, &built->slots[i]);
}

/* Take back raw bytes that do not say their text; true if there were any. */
static bool
drop_stale_raws(struct attempt *a, const struct page *built)
{
	bool any = false;

	for (size_t i = 0; i < a->page->n; i++) {
		struct filling *f = &a->fillings[i];

		if (!a->use[i] || !f->raw.p)
			continue;
		if (built->n == a->page->n && is_in_place(a, built, i) &&
		    str_eq(slot_target_text(built, &built->slots[i]), f->text))
			continue;
		f->raw = (struct str){ 0 };
		any = true;
	}
	return any;
}

/*
 * Law 2: write the page and read it again: does it have the slots that were put
 * there, and no others? Raw bytes that turn out stale are dropped, and the page
 * is written once more.
 */
static bool
try_page(struct attempt *a)
{
	struct arena arena = { 0 };
	struct page built;
	bool same, again;

	do {
		write_page(a);
		page_read(&built, a->page->path, buf_str(&a->out),
			  a->page->doc.dialect, &arena, NULL);
		again = drop_stale_raws(a, &built);
		same = built.n == a->page->n;
		for (size_t i = 0; same && i < built.n; i++)
			same = is_in_place(a, &built, i);
		page_release(&built);
		arena_clear(&arena);
	} while (again);
	arena_release(&arena);
	return same;
}

/*
 * Find the texts that break the page: take them in by ranges, halving each
 * range that breaks it. `wanted` are the slots that have a text. Cost: about
 * 2 log2(n) segmentations for each text refused.
 */
static void
accept_by_halves(struct attempt *a, const bool *wanted, size_t n,
		 struct arena *arena)
{
	struct span *stack = arena_array(arena, 2 * 64 + n + 1, sizeof(*stack));
	size_t depth = 0;

	stack[depth++] = (struct span){ 0, n };
	while (depth) {
		struct span range = stack[--depth];
		size_t mid = range.begin + (range.end - range.begin) / 2;
		size_t n_used = 0;

		for (size_t i = range.begin; i < range.end; i++) {
			a->use[i] = wanted[i] && !a->fillings[i].refused;
			n_used += a->use[i];
		}
		if (!n_used || try_page(a))
			continue;
		for (size_t i = range.begin; i < range.end; i++)
			a->use[i] = false;
		if (range.end - range.begin == 1) {
			a->fillings[range.begin].refused = CODEC_BLOCK;
			continue;
		}
		stack[depth++] = (struct span){ mid, range.end };
		stack[depth++] = (struct span){ range.begin, mid };
	}
	write_page(a);
}

size_t
fill_page(const struct page *page, struct filling *fillings, size_t wrap_cols,
	  struct buf *out)
{
	struct arena arena = { 0 };
	struct attempt a = { .page = page,
			     .fillings = fillings,
			     .wrap_cols = wrap_cols };
	bool *wanted = arena_array(&arena, page->n + 1, sizeof(*wanted));
	size_t n_wanted = 0, n_refused = 0;

	a.use = arena_array(&arena, page->n + 1, sizeof(*a.use));
	for (size_t i = 0; i < page->n; i++) {
		fillings[i].refused = CODEC_OK;
		wanted[i] = fillings[i].text.p != NULL;
		a.use[i] = wanted[i];
		n_wanted += wanted[i];
	}
	if (!n_wanted)
		write_page(&a);
	else if (!try_page(&a))
		accept_by_halves(&a, wanted, page->n, &arena);
	for (size_t i = 0; i < page->n; i++)
		n_refused += fillings[i].refused != CODEC_OK;
	buf_add(out, buf_str(&a.out));
	buf_release(&a.out);
	arena_release(&arena);
	return n_refused;
}
