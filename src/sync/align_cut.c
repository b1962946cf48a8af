/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/align_cut.h"

enum {
	ANCHOR_WEIGHT = 24, /* a value that stands once on both pages */
	PIECE_MIN = 64
};

#define NONE ((size_t)-1)

/* The s-th and the t-th slot hold the same value, which stands nowhere else. */
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
find_anchors(const struct evidence *ev, struct path_slots s,
	     struct path_slots t, struct arena *arena, struct anchors *out)
{
	size_t *at_t = arena_array(arena, ev->n_ids, sizeof(*at_t));

	for (size_t id = 0; id < ev->n_ids; id++)
		at_t[id] = NONE;
	for (size_t j = 0; j < t.n; j++) {
		const struct evidence_tokens *own = &ev->t[t.items[j]].tokens;

		for (size_t k = 0; k < own->n; k++)
			at_t[own->items[k].id] = j;
	}
	for (size_t i = 0; i < s.n; i++) {
		const struct feature *f = &ev->s[s.items[i]];
		size_t best = NONE;

		for (size_t k = 0; k < f->tokens.n && best == NONE; k++)
			if (f->tokens.items[k].weight >= ANCHOR_WEIGHT)
				best = at_t[f->tokens.items[k].id];
		if (best != NONE && f->kind == ev->t[t.items[best]].kind)
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
is_small(size_t n, size_t m)
{
	size_t shift = n > m ? n - m : m - n;
	size_t width = 4 * (shift + PIECE_MIN);

	if (width > m + 1)
		width = m + 1;
	return width <= ALIGN_MAX_CELLS / (n + 1);
}

static struct path_slots
piece(struct path_slots slots, size_t begin, size_t end)
{
	return (struct path_slots){ slots.items + begin, end - begin };
}

void
cut_path(const struct evidence *ev, struct path_slots s, struct path_slots t,
	 struct arena *arena, struct path *out)
{
	struct anchors anchors = { 0 };
	size_t i = 0, j = 0;
	bool *cut;

	if (is_small(s.n, t.n)) {
		path_find(ev, s, t, arena, out);
		return;
	}
	find_anchors(ev, s, t, arena, &anchors);
	cut = arena_array(arena, anchors.n + 1, sizeof(*cut));
	for (size_t k = longest_chain(&anchors, arena); k != NONE;
	     k = anchors.items[k].before)
		cut[k] = true;
	for (size_t k = 0; k < anchors.n; k++) {
		const struct anchor *a = &anchors.items[k];

		if (!cut[k] || a->s < i + PIECE_MIN)
			continue;
		path_find(ev, piece(s, i, a->s + 1), piece(t, j, a->t + 1),
			  arena, out);
		i = a->s + 1;
		j = a->t + 1;
	}
	path_find(ev, piece(s, i, s.n), piece(t, j, t.n), arena, out);
}
