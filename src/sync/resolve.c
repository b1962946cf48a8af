/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The middle steps of a sync: what a changed text was, inside its catalog.
 */
#include "sync/forms.h"
#include "sync/sync.h"

/* ---- the same text ---- */

/* Messages by what may give a want its translation unasked. */
struct same_texts {
	struct map previous; /* previous msgid of a fuzzy one -> index */
	struct map folded;   /* folded msgid -> index */
	struct map values; /* of values and code: context and previous msgid */
};

/* Most texts are ASCII on one line: they fold to themselves. */
static bool
is_folded(struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		int c = (unsigned char)text.p[i], next = str_at(text, i + 1);

		if (c >= 0x80 || (c != ' ' && ascii_is_space(c)) ||
		    (c == ' ' && (!i || next < 0 || next == ' ')))
			return false;
	}
	return true;
}

static struct str
folded(struct str text, struct arena *arena)
{
	struct buf buf = { 0 };
	struct str out;

	if (is_folded(text))
		return text;
	text_fold(text, &buf);
	out = arena_str(arena, buf_str(&buf));
	buf_release(&buf);
	return out;
}

/* Is it the message of a value: under its key, not under a place? */
static bool
is_value(const struct po_message *m)
{
	return m->msgctxt.p &&
	       str_find_byte(m->msgctxt, 0, '#') == m->msgctxt.n &&
	       m->extracted.n && !slot_title_is_text(m->extracted.items[0]);
}

static struct str
value_key(struct sync *s, struct str context, struct str text)
{
	return arena_join(s->arena, context, '\004', text);
}

/* Values and code that a fuzzy message was made for. */
static void
list_values(struct sync *s, struct same_texts *same)
{
	struct catalog *cat = s->lookup.cat;

	for (size_t i = cat->has_header ? 1 : 0; i < s->n_old; i++) {
		struct po_message *m = cat->messages[i];

		if (!m->obsolete && m->fuzzy && m->prev_msgid.p &&
		    m->extracted.n &&
		    !slot_title_is_text(m->extracted.items[0]))
			map_add(&same->values,
				value_key(s, m->msgctxt, m->prev_msgid), i);
	}
}

/* Live ones before obsolete ones, those with a translation before others. */
static void
list_same(struct sync *s, struct same_texts *same)
{
	struct catalog *cat = s->lookup.cat;

	for (int step = 0; step < 3; step++) {
		for (size_t i = cat->has_header ? 1 : 0; i < s->n_old; i++) {
			struct po_message *m = cat->messages[i];
			int rank = m->obsolete ? 1 : m->msgstr.n ? 0 : 2;

			if (rank != step || is_value(m) || forms_is_message(m))
				continue;
			if (m->fuzzy && m->prev_msgid.p)
				map_add(&same->previous, m->prev_msgid, i);
			map_add(&same->folded, folded(m->msgid, s->arena), i);
		}
	}
}

static struct sync_origin
origin_of(const struct sync *s, struct po_message *m)
{
	struct sync_origin from = { .m = m };

	if (!m->obsolete && sync_is_orphan(s, m))
		from.mine = m;
	return from;
}

/* A fuzzy message came from just this text: its translation was for it. */
static bool
take_back(struct sync *s, struct sync_want *w, struct po_message *m)
{
	struct po_message was = *m;
	struct sync_origin from = { .m = &was };

	if (!sync_is_orphan(s, m) && !m->obsolete)
		was.comments.n = 0; /* it stays, with its comments */
	else if (!m->obsolete)
		from.mine = m;
	was.fuzzy = false;
	was.msgid = m->prev_msgid;
	sync_carry(s, w, &from);
	return w->done != SYNC_OPEN;
}

/* An optional text goes back to what its page's message was made for. */
static void
resolve_value(struct sync *s, struct sync_want *w,
	      const struct same_texts *same)
{
	struct po_message *m;
	size_t found;

	if (!same->values.n)
		return;
	found = map_find(&same->values, value_key(s, w->own_context, w->text));
	if (found == MAP_NONE)
		return;
	m = s->lookup.cat->messages[found];
	if (sync_is_orphan(s, m) && po_refers_to(m, w->path))
		take_back(s, w, m);
}

/* Is there a want that nothing was found for? */
static bool
has_open(const struct sync *s, bool required)
{
	for (size_t i = 0; i < s->n_wants; i++)
		if (s->wants[i].done == SYNC_OPEN &&
		    s->wants[i].required == required)
			return true;
	return false;
}

static void
resolve_same(struct sync *s)
{
	struct same_texts same = { 0 };

	if (has_open(s, true))
		list_same(s, &same);
	if (has_open(s, false))
		list_values(s, &same);
	for (size_t i = 0; i < s->n_wants; i++) {
		struct sync_want *w = &s->wants[i];
		size_t found;

		if (w->done == SYNC_OPEN && !w->required)
			resolve_value(s, w, &same);
		if (w->done != SYNC_OPEN || !w->required)
			continue;
		found = map_find(&same.previous, w->text);
		if (found != MAP_NONE &&
		    take_back(s, w, s->lookup.cat->messages[found]))
			continue;
		found = map_find(&same.folded, folded(w->text, s->arena));
		if (found != MAP_NONE) {
			struct sync_origin from =
				origin_of(s, s->lookup.cat->messages[found]);

			sync_carry(s, w, &from);
		}
	}
	map_release(&same.previous);
	map_release(&same.folded);
	map_release(&same.values);
}

/* ---- the page before and after ---- */

/* The old messages of each page, in the catalog's order. */
struct page_messages {
	struct po_message **items;
	size_t n, cap;
};

static struct page_messages *
messages_by_page(struct sync *s)
{
	struct catalog *cat = s->lookup.cat;
	struct map pages = { 0 };
	struct page_messages *lists =
		arena_array(s->arena, s->n_pages + 1, sizeof(*lists));

	for (size_t p = 0; p < s->n_pages; p++)
		map_add(&pages, s->pages[p].path, p);
	for (size_t i = cat->has_header ? 1 : 0; i < s->n_old; i++) {
		struct po_message *m = cat->messages[i];

		if (m->obsolete || forms_is_message(m))
			continue;
		for (size_t k = 0; k < m->references.n; k++) {
			size_t p = map_find(&pages, m->references.items[k]);

			if (p != MAP_NONE)
				ARENA_PUSH(s->arena, lists[p].items, lists[p].n,
					   lists[p].cap, m);
		}
	}
	map_release(&pages);
	return lists;
}

static struct str
title_of(const struct po_message *m)
{
	return m->extracted.n ? m->extracted.items[0] : (struct str){ 0 };
}

/* One page while its old and new texts are paired. */
struct aligner {
	struct sync *s;
	const struct sync_page_entry *page;
	struct page_messages old;
	struct match_text *old_texts, *new_texts;
	size_t *place;	   /* by message->at: its old text + 1, or 0; of the
			      sync, all 0 between pages */
	size_t *new_wants; /* for each new text: its want + 1, or 0 */
	size_t n_new;
	bool with_values; /* an optional message lost its slot */
};

static void
add_new_text(struct aligner *a, const struct sync_entry *e)
{
	struct sync_want *w = e->want ? &a->s->wants[e->want - 1] : NULL;
	size_t page = (size_t)(a->page - a->s->pages) + 1;
	struct match_text *t = &a->new_texts[a->n_new];

	if (w && (w->aligned == page || (!w->required && !a->with_values)))
		return;
	if (w)
		w->aligned = page;
	if (w && !w->m) {
		lexicon_text(a->s->lexicon, w->text, w->title, a->s->arena, t);
	} else {
		const struct po_message *m = w ? w->m : e->m;
		struct match_text *o;

		*t = (struct match_text){ .exact = true,
					  .pair = MATCH_NONE,
					  .also = MATCH_NONE };
		o = m->at < a->s->n_old && a->place[m->at] ?
			    &a->old_texts[a->place[m->at] - 1] :
			    NULL;
		/* of a copy that was kept elsewhere there is no neighbour */
		t->pair = o ? a->place[m->at] - 1 : a->old.n;
		if (o && o->pair == MATCH_NONE)
			o->pair = a->n_new;
	}
	a->new_wants[a->n_new] = w && !w->m ? e->want : 0;
	a->n_new++;
}

static void
list_texts(struct aligner *a)
{
	struct sync *s = a->s;

	a->old_texts =
		arena_array(s->arena, a->old.n + 1, sizeof(*a->old_texts));
	a->new_texts =
		arena_array(s->arena, a->page->n + 1, sizeof(*a->new_texts));
	a->new_wants =
		arena_array(s->arena, a->page->n + 1, sizeof(*a->new_wants));
	for (size_t i = 0; i < a->old.n; i++) {
		const struct po_message *m = a->old.items[i];
		struct match_text *t = &a->old_texts[i];

		a->place[m->at] = i + 1;
		if (sync_is_orphan(s, m)) {
			lexicon_text(s->lexicon, m->msgid, title_of(m),
				     s->arena, t);
			a->with_values = a->with_values || t->keyed;
		} else {
			*t = (struct match_text){ .exact = true,
						  .pair = MATCH_NONE,
						  .also = MATCH_NONE };
		}
	}
	for (size_t i = 0; i < a->page->n; i++)
		add_new_text(a, &s->entries[a->page->first + i]);
	/* kept, but not on this page any more: other texts may come of it */
	for (size_t i = 0; i < a->old.n; i++) {
		const struct po_message *m = a->old.items[i];

		a->place[m->at] = 0;
		if (a->old_texts[i].exact && a->old_texts[i].pair == MATCH_NONE)
			lexicon_text(s->lexicon, m->msgid, title_of(m),
				     s->arena, &a->old_texts[i]);
	}
}

static void
carry_pairs(struct aligner *a)
{
	for (size_t j = 0; j < a->n_new; j++) {
		const struct match_text *t = &a->new_texts[j];
		struct sync_origin from;

		if (!a->new_wants[j] || t->pair == MATCH_NONE)
			continue;
		from = origin_of(a->s, a->old.items[t->pair]);
		if (t->also != MATCH_NONE)
			from.also = a->old.items[t->also];
		sync_carry(a->s, &a->s->wants[a->new_wants[j] - 1], &from);
	}
}

static bool
has_open_wants(const struct sync *s, const struct sync_page_entry *page)
{
	for (size_t i = page->first; i < page->first + page->n; i++)
		if (s->entries[i].want &&
		    s->wants[s->entries[i].want - 1].done == SYNC_OPEN)
			return true;
	return false;
}

static void
align_page(struct sync *s, size_t p, struct page_messages old, size_t *place)
{
	struct aligner a = {
		.s = s, .page = &s->pages[p], .old = old, .place = place
	};

	if (!old.n || !has_open_wants(s, a.page))
		return;
	list_texts(&a);
	match_page(lexicon_match(s->lexicon),
		   (struct match_side){ a.old_texts, old.n },
		   (struct match_side){ a.new_texts, a.n_new });
	carry_pairs(&a);
}

void
sync_resolve(struct sync *s)
{
	struct page_messages *old;
	size_t *place;

	if (!s->n_wants)
		return;
	resolve_same(s);
	old = messages_by_page(s);
	place = arena_array(s->arena, s->n_old + 1, sizeof(*place));
	for (size_t p = 0; p < s->n_pages; p++)
		align_page(s, p, old[p], place);
}
