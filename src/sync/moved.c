/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/moved.h"

#include <stdlib.h>

/* An old page that has some text; `before`: index + 1 of the next, or 0. */
struct moved_link {
	size_t page, before;
};

struct moved_pair {
	size_t old_page, new_page;
	size_t score; /* of 1000: how alike they are */
};

#define MOVED_LEAST 400

void
moved_init(struct moved *m, struct arena *arena)
{
	*m = (struct moved){ .arena = arena };
}

void
moved_release(struct moved *m)
{
	map_release(&m->old_side.texts);
	map_release(&m->new_side.texts);
}

static void
add_page(struct moved *m, struct moved_side *side)
{
	struct moved_page page = { .pair = MOVED_NONE };

	ARENA_PUSH(m->arena, side->pages, side->n, side->cap, page);
}

size_t
moved_add_old(struct moved *m)
{
	add_page(m, &m->old_side);
	return m->old_side.n - 1;
}

void
moved_add_old_text(struct moved *m, size_t page, struct str text)
{
	struct moved_side *side = &m->old_side;
	size_t before = map_find(&side->texts, text);
	struct moved_link link = { page, 0 };

	if (before != MAP_NONE) {
		if (m->links[before].page == link.page)
			return;
		link.before = before + 1;
	}
	side->pages[link.page].n++;
	map_set(&side->texts, text, m->n_links);
	ARENA_PUSH(m->arena, m->links, m->n_links, m->cap_links, link);
}

/* The newest new page is complete: score its pairs. */
static void
score_pairs(struct moved *m)
{
	for (; m->first_pair < m->n_pairs; m->first_pair++) {
		struct moved_pair *pair = &m->pairs[m->first_pair];
		struct moved_page *old = &m->old_side.pages[pair->old_page];

		size_t n = m->new_side.pages[pair->new_page].n;

		/* one text alone says nothing of a page with more */
		if (old->shared > 1 || (old->n == 1 && n == 1))
			pair->score = 2000 * old->shared / (old->n + n);
		old->shared = 0;
	}
}

void
moved_add_new(struct moved *m)
{
	score_pairs(m);
	add_page(m, &m->new_side);
}

void
moved_add_new_text(struct moved *m, struct str text)
{
	struct moved_side *side = &m->new_side;
	size_t page = side->n - 1, link;

	if (map_set(&side->texts, text, page) == page)
		return;
	side->pages[page].n++;
	link = map_find(&m->old_side.texts, text);
	for (link = link == MAP_NONE ? 0 : link + 1; link;
	     link = m->links[link - 1].before) {
		size_t old = m->links[link - 1].page;
		struct moved_pair pair = { old, page, 0 };

		if (!m->old_side.pages[old].shared++)
			ARENA_PUSH(m->arena, m->pairs, m->n_pairs, m->cap_pairs,
				   pair);
	}
}

static int
by_score_down(const void *a, const void *b)
{
	const struct moved_pair *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->new_page != y->new_page)
		return x->new_page < y->new_page ? -1 : 1;
	return x->old_page < y->old_page ? -1 : x->old_page > y->old_page;
}

void
moved_match(struct moved *m)
{
	score_pairs(m);
	if (m->n_pairs)
		qsort(m->pairs, m->n_pairs, sizeof(*m->pairs), by_score_down);
	for (size_t i = 0; i < m->n_pairs; i++) {
		const struct moved_pair *pair = &m->pairs[i];
		struct moved_page *o = &m->old_side.pages[pair->old_page];
		struct moved_page *n = &m->new_side.pages[pair->new_page];

		if (pair->score < MOVED_LEAST || o->pair != MOVED_NONE ||
		    n->pair != MOVED_NONE)
			continue;
		o->pair = pair->new_page;
		n->pair = pair->old_page;
	}
}

/* ---- in a catalog ---- */

static void
rename_references(struct catalog *cat, struct po_message *m, struct str from,
		  struct str to, struct arena *arena)
{
	struct str *refs =
		arena_array(arena, m->references.n + 1, sizeof(*refs));
	bool any = false;

	for (size_t i = 0; i < m->references.n; i++) {
		bool is_it = str_eq(m->references.items[i], from);

		refs[i] = is_it ? to : m->references.items[i];
		any = any || is_it;
	}
	if (any)
		po_set_references(cat, m, refs, m->references.n);
}

static void
rename_context(struct catalog *cat, struct po_message *m, struct str from,
	       struct str to, struct arena *arena)
{
	struct str ctxt;

	if (!m->msgctxt.p || !str_starts(m->msgctxt, from) ||
	    str_at(m->msgctxt, from.n) != '#')
		return;
	ctxt = arena_strf(arena, "%.*s%.*s", STR_FMT(to),
			  STR_FMT(str_from(m->msgctxt, from.n)));
	if (!catalog_find(cat, ctxt, m->msgid) &&
	    !catalog_find_obsolete(cat, ctxt, m->msgid))
		catalog_rekey(cat, m, ctxt, m->msgid);
}

void
moved_rename(struct catalog *cat, struct str from, struct str to)
{
	struct arena arena = { 0 };

	for (size_t i = cat->has_header ? 1 : 0; i < cat->n; i++) {
		struct po_message *m = cat->messages[i];

		rename_references(cat, m, from, to, &arena);
		rename_context(cat, m, from, to, &arena);
	}
	arena_release(&arena);
}
