/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalog/match_index.h"

#include "base/die.h"

#include <stdlib.h>

struct match_index {
	const struct match_side *side;
	size_t first, n;    /* texts [first, first + n) */
	size_t *begin;	    /* of each id's list in postings; n_ids + 1 */
	unsigned *postings; /* text numbers from `first` */
	unsigned *weights;  /* of the running search, by text */
	unsigned *touched;  /* texts with a weight */
	unsigned *last;	    /* per id: the last text counted, + 1 */
	struct arena *arena;
};

static bool
is_indexed(const struct match_index *x, size_t i)
{
	return x->side->texts[x->first + i].pair == MATCH_NONE;
}

/* Call for each distinct token of each text; count or place it. */
static void
scan(struct match_index *x, size_t n_ids, bool place, size_t *next)
{
	for (size_t id = 0; id < n_ids; id++)
		x->last[id] = 0;
	for (size_t i = 0; i < x->n; i++) {
		const struct match_text *t = &x->side->texts[x->first + i];

		for (size_t k = 0; is_indexed(x, i) && k < t->n; k++) {
			unsigned id = t->tokens[k];

			if (x->last[id] == i + 1)
				continue;
			x->last[id] = (unsigned)i + 1;
			if (place)
				x->postings[next[id]] = (unsigned)i;
			next[id]++;
		}
	}
}

struct match_index *
match_index_new(const struct match_side *side, size_t begin, size_t end,
		size_t n_ids, struct arena *arena)
{
	struct match_index *x = arena_alloc(arena, sizeof(*x));
	size_t *next = arena_array(arena, n_ids + 1, sizeof(*next));
	size_t total = 0;

	*x = (struct match_index){
		.side = side, .first = begin, .n = end - begin, .arena = arena
	};
	x->begin = arena_array(arena, n_ids + 2, sizeof(*x->begin));
	x->last = arena_array(arena, n_ids + 1, sizeof(*x->last));
	x->weights = arena_array(arena, x->n + 1, sizeof(*x->weights));
	x->touched = arena_array(arena, x->n + 1, sizeof(*x->touched));
	scan(x, n_ids, false, next);
	for (size_t id = 0; id < n_ids; id++) {
		x->begin[id] = total;
		total += next[id];
		next[id] = x->begin[id];
	}
	x->begin[n_ids] = total;
	x->postings = arena_array(arena, total + 1, sizeof(*x->postings));
	scan(x, n_ids, true, next);
	return x;
}

static size_t
list_length(const struct match_index *x, unsigned id)
{
	return x->begin[id + 1] - x->begin[id];
}

struct rarity {
	size_t length;
	unsigned id;
};

static int
by_rarity(const void *a, const void *b)
{
	const struct rarity *x = a, *y = b;

	if (x->length != y->length)
		return x->length < y->length ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* What sharing a token says: more, the rarer it is. log2 of n / length. */
static unsigned
weight_of(size_t n, size_t length)
{
	unsigned w = 1;

	while (n > length) {
		n /= 2;
		w++;
	}
	return w;
}

/* Keep the best candidates; equal weights: the first in order. */
static size_t
best_of(struct match_index *x, size_t n_touched, size_t *found)
{
	size_t n = 0;

	for (size_t k = 0; k < n_touched; k++) {
		unsigned text = x->touched[k];
		size_t at = n;

		while (at > 0 &&
		       (x->weights[found[at - 1]] < x->weights[text] ||
			(x->weights[found[at - 1]] == x->weights[text] &&
			 found[at - 1] > text)))
			at--;
		if (at == MATCH_CANDIDATES)
			continue;
		if (n < MATCH_CANDIDATES)
			n++;
		for (size_t i = n - 1; i > at; i--)
			found[i] = found[i - 1];
		found[at] = text;
	}
	return n;
}

size_t
match_index_find(struct match_index *x, const struct match_text *text,
		 size_t found[MATCH_CANDIDATES])
{
	struct rarity *rare = malloc((text->n + 1) * sizeof(*rare));
	size_t n_touched = 0, spent = 0, n;

	if (!rare)
		die("out of memory");
	for (size_t i = 0; i < text->n; i++)
		rare[i] = (struct rarity){ list_length(x, text->tokens[i]),
					   text->tokens[i] };
	qsort(rare, text->n, sizeof(*rare), by_rarity);
	for (size_t i = 0; i < text->n; i++) {
		unsigned id = rare[i].id;

		if (!rare[i].length || (i && rare[i - 1].id == id))
			continue;
		spent += rare[i].length;
		if (spent > MATCH_POSTINGS)
			break;
		for (size_t k = x->begin[id]; k < x->begin[id + 1]; k++) {
			unsigned t = x->postings[k];

			if (!x->weights[t])
				x->touched[n_touched++] = t;
			x->weights[t] += weight_of(x->n, rare[i].length);
		}
	}
	free(rare);
	n = best_of(x, n_touched, found);
	for (size_t k = 0; k < n_touched; k++)
		x->weights[x->touched[k]] = 0;
	for (size_t i = 0; i < n; i++)
		found[i] += x->first;
	return n;
}
