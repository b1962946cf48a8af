/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/align_cut.h"

enum {
	ANCHOR_WEIGHT = 24, /* a value that stands once on both pages */
	PIECE_MIN = 64
};

#define NONE ((size_t)-1)

/* Slots s and t hold the same value, which stands nowhere else. */
struct anchor {
	size_t s, t;
	size_t before; /* the one before it in its chain, or NONE */
};

struct anchors {
	struct anchor *items;
	size_t n, cap;
};

/* In the order of the source. */
static void
find_anchors(const struct evidence *ev, struct arena *arena,
	     struct anchors *out)
{
	size_t *slot_t = arena_array(arena, ev->n_ids, sizeof(*slot_t));

	for (size_t j = 0; j < ev->m; j++)
		for (size_t k = 0; k < ev->t[j].tokens.n; k++)
			slot_t[ev->t[j].tokens.items[k].id] = j;
	for (size_t i = 0; i < ev->n; i++) {
		const struct evidence_tokens *own = &ev->s[i].tokens;
		size_t best = NONE;

		for (size_t k = 0; k < own->n && best == NONE; k++)
			if (own->items[k].weight >= ANCHOR_WEIGHT)
				best = slot_t[own->items[k].id];
		if (best != NONE && ev->s[i].kind == ev->t[best].kind)
			ARENA_PUSH(arena, out->items, out->n, out->cap,
				   ((struct anchor){ i, best, NONE }));
	}
}

/*
 * The longest chain that ascends on both sides: patience sorting. Returns the
 * last anchor of it, or NONE. Cost: O(n log n).
 */
static size_t
longest_chain(struct anchors *a, struct arena *arena)
{
	size_t *top = arena_array(arena, a->n + 1, sizeof(*top));
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++) {
		size_t low = 0, high = n;

		while (low < high) {
			size_t mid = (low + high) / 2;

			if (a->items[top[mid]].t < a->items[i].t)
				low = mid + 1;
			else
				high = mid;
		}
		a->items[i].before = low ? top[low - 1] : NONE;
		top[low] = i;
		n += low == n;
	}
	return n ? top[n - 1] : NONE;
}

static bool
is_small(const struct evidence *ev)
{
	size_t shift = ev->n > ev->m ? ev->n - ev->m : ev->m - ev->n;
	size_t width = 4 * (shift + PIECE_MIN);

	if (width > ev->m + 1)
		width = ev->m + 1;
	return width <= ALIGN_MAX_CELLS / (ev->n + 1);
}

void
cut_path(const struct evidence *ev, struct arena *arena, struct path *out)
{
	struct anchors anchors = { 0 };
	struct span s = { 0, 0 }, t = { 0, 0 };
	bool *cut;
	size_t i;

	if (is_small(ev)) {
		path_find(ev, (struct span){ 0, ev->n },
			  (struct span){ 0, ev->m }, arena, out);
		return;
	}
	find_anchors(ev, arena, &anchors);
	cut = arena_array(arena, anchors.n + 1, sizeof(*cut));
	for (i = longest_chain(&anchors, arena); i != NONE;
	     i = anchors.items[i].before)
		cut[i] = true;
	for (i = 0; i < anchors.n; i++) {
		if (!cut[i] || anchors.items[i].s < s.begin + PIECE_MIN)
			continue;
		s.end = anchors.items[i].s + 1;
		t.end = anchors.items[i].t + 1;
		path_find(ev, s, t, arena, out);
		s.begin = s.end;
		t.begin = t.end;
	}
	s.end = ev->n;
	t.end = ev->m;
	path_find(ev, s, t, arena, out);
}
