/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/parallel.h"

#include "sync/align_evidence.h"

#define NONE ((size_t)-1)

bool
parallel_needs_pair(const struct page *page, const struct slot *slot)
{
	switch (page->doc.containers[slot->leaf->container].kind) {
	case MD_ALERT:
	case MD_FOOTNOTE:
	case MD_DEFINITION:
		return false;
	default:
		return slot->kind == MD_PARAGRAPH || slot->kind == MD_HEADING ||
		       slot->kind == MD_CODE || slot->kind == MD_INNER;
	}
}

/* The slots that need a pair, and for each slot how many of them are before. */
struct posts {
	size_t *slots, n;
	size_t *rank;
};

static void
list_posts(const struct page *page, struct arena *arena, struct posts *out)
{
	*out = (struct posts){ 0 };
	out->slots = arena_array(arena, page->n + 1, sizeof(size_t));
	out->rank = arena_array(arena, page->n + 1, sizeof(size_t));
	for (size_t i = 0; i < page->n; i++) {
		out->rank[i] = out->n;
		if (parallel_needs_pair(page, &page->slots[i]))
			out->slots[out->n++] = i;
	}
}

static bool
same_place(const struct page *a, const struct slot *x, const struct page *b,
	   const struct slot *y)
{
	return x->kind == y->kind && x->leaf->level == y->leaf->level &&
	       (x->kind != MD_INNER || str_eq(x->leaf->name, y->leaf->name)) &&
	       evidence_place(a, x) == evidence_place(b, y);
}

static bool
are_parallel(const struct page *source, const struct posts *s,
	     const struct page *target, const struct posts *t)
{
	if (s->n != t->n)
		return false;
	for (size_t k = 0; k < s->n; k++)
		if (!same_place(source, &source->slots[s->slots[k]], target,
				&target->slots[t->slots[k]]))
			return false;
	return true;
}

/* For each slot of the source: the pair in `pairs` that it keeps, or NONE. */
static size_t *
kept_pairs(const struct alignment *pairs, const struct page *source,
	   const struct posts *s, const struct posts *t,
	   const struct page *target, struct arena *arena)
{
	size_t *kept = arena_array(arena, source->n + 1, sizeof(*kept));

	for (size_t i = 0; i < source->n; i++)
		kept[i] = NONE;
	for (size_t k = 0; k < pairs->n; k++) {
		const struct align_pair *p = &pairs->pairs[k];

		if (!align_is_one_to_one(p) ||
		    s->rank[p->source] != t->rank[p->target])
			continue;
		if (parallel_needs_pair(source, &source->slots[p->source]) ==
		    parallel_needs_pair(target, &target->slots[p->target]))
			kept[p->source] = k;
	}
	return kept;
}

/* The pairs anew, in the order of both pages. */
struct rebuild {
	const struct alignment *old;
	struct arena *arena;
	struct alignment out;
	size_t next_t; /* target slots before it have their pair */
};

static void
add_lonely_targets(struct rebuild *r, size_t source, size_t end)
{
	for (; r->next_t < end; r->next_t++) {
		struct align_pair alone = { .source = source,
					    .target = r->next_t,
					    .n_target = 1,
					    .doubt = ALIGN_ALONE };

		ARENA_PUSH(r->arena, r->out.pairs, r->out.n, r->out.cap, alone);
	}
}

/* Source slot i goes with target slot j; NONE: with nothing. */
static void
add_source(struct rebuild *r, size_t i, size_t j, size_t kept)
{
	struct align_pair pair = { .source = i,
				   .n_source = 1,
				   .target = r->next_t,
				   .doubt = ALIGN_ALONE };

	if (j != NONE && j >= r->next_t) {
		add_lonely_targets(r, i, j);
		if (kept != NONE)
			pair = r->old->pairs[kept];
		else
			pair.doubt = ALIGN_NEIGHBOURS;
		pair.target = j;
		pair.n_target = 1;
		pair.moved = false;
		r->next_t = j + 1;
	}
	ARENA_PUSH(r->arena, r->out.pairs, r->out.n, r->out.cap, pair);
}

bool
parallel_force(const struct page *source, const struct page *target,
	       struct arena *arena, struct alignment *pairs)
{
	struct rebuild r = { .old = pairs, .arena = arena };
	struct posts s, t;
	size_t *kept;

	list_posts(source, arena, &s);
	list_posts(target, arena, &t);
	if (!are_parallel(source, &s, target, &t))
		return false;
	kept = kept_pairs(pairs, source, &s, &t, target, arena);
	for (size_t i = 0; i < source->n; i++) {
		size_t k = kept[i];
		size_t j = k == NONE ? NONE : pairs->pairs[k].target;

		if (parallel_needs_pair(source, &source->slots[i]))
			j = t.slots[s.rank[i]];
		if (k != NONE && pairs->pairs[k].target != j)
			k = NONE;
		add_source(&r, i, j, k);
	}
	add_lonely_targets(&r, source->n, target->n);
	*pairs = r.out;
	return true;
}
