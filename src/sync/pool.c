/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/pool.h"

#include "sync/forms.h"

void
pool_init(struct pool *pool, struct lexicon *lexicon)
{
	*pool = (struct pool){ .lexicon = lexicon };
}

void
pool_release(struct pool *pool)
{
	map_release(&pool->offered);
	map_release(&pool->used);
	map_release(&pool->wished);
	arena_release(&pool->arena);
}

static bool
is_open(const struct sync_want *w)
{
	return w->done == SYNC_OPEN && w->required;
}

size_t
sync_count_open(const struct sync *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_wants; i++)
		n += is_open(&s->wants[i]);
	return n;
}

size_t
pool_add_wishes(struct pool *pool, const struct sync *s)
{
	size_t first = pool->n_wishes;

	for (size_t i = 0; i < s->n_wants; i++) {
		const struct sync_want *w = &s->wants[i];
		struct pool_wish wish = { .offer = MATCH_NONE };

		if (!is_open(w))
			continue;
		wish.text = arena_str(&pool->arena, w->text);
		wish.title = arena_str(&pool->arena, w->title);
		wish.page = arena_str(&pool->arena, w->path);
		map_add(&pool->wished, wish.text, pool->n_wishes);
		ARENA_PUSH(&pool->arena, pool->wishes, pool->n_wishes,
			   pool->cap_wishes, wish);
	}
	return first;
}

/* ---- offers ---- */

static struct str
pair_key(struct pool *pool, struct str a, struct str b)
{
	return arena_join(&pool->arena, a, '\004', b);
}

static struct str_list
copy_list(struct pool *pool, struct str_list list)
{
	struct str_list copy = { 0 };

	for (size_t i = 0; i < list.n; i++)
		ARENA_PUSH(&pool->arena, copy.items, copy.n, copy.cap,
			   arena_str(&pool->arena, list.items[i]));
	return copy;
}

static void
add_offer(struct pool *pool, const struct po_message *m, bool only_equal)
{
	struct arena *arena = &pool->arena;
	struct pool_offer offer = { .m = *m, .only_equal = only_equal };

	if (!m->msgstr.n || m->msgid_plural.p || forms_is_message(m) ||
	    str_starts(m->msgctxt, STR(LOOKUP_UNPAIRED)) ||
	    map_add(&pool->offered, pair_key(pool, m->msgid, m->msgstr),
		    pool->n_offers) != pool->n_offers)
		return;
	offer.m.msgid = arena_str(arena, m->msgid);
	offer.m.msgstr = arena_str(arena, m->msgstr);
	offer.m.msgctxt = arena_str(arena, m->msgctxt);
	offer.m.prev_msgid = arena_str(arena, m->prev_msgid);
	offer.m.prev_msgctxt = arena_str(arena, m->prev_msgctxt);
	offer.m.comments = copy_list(pool, m->comments);
	offer.m.flags = copy_list(pool, m->flags);
	if (m->references.n)
		offer.page = arena_str(arena, m->references.items[0]);
	if (m->extracted.n)
		offer.title = arena_str(arena, m->extracted.items[0]);
	offer.m.references = offer.m.extracted = (struct str_list){ 0 };
	ARENA_PUSH(arena, pool->offers, pool->n_offers, pool->cap_offers,
		   offer);
}

/* A fuzzy message has been made of an old one: that one was used. */
static void
note_used(struct pool *pool, const struct po_message *m)
{
	if (!m->obsolete && m->fuzzy && m->prev_msgid.p)
		map_add(&pool->used, pair_key(pool, m->prev_msgid, m->msgstr),
			0);
}

void
pool_add_orphans(struct pool *pool, const struct sync *s)
{
	const struct catalog *cat = s->lookup.cat;

	for (size_t i = cat->has_header ? 1 : 0; i < cat->n; i++) {
		const struct po_message *m = cat->messages[i];

		note_used(pool, m);
		if (!m->obsolete && sync_is_orphan(s, m))
			add_offer(pool, m, false);
	}
}

void
pool_add_catalog(struct pool *pool, const struct catalog *cat, bool is_gone)
{
	for (size_t i = cat->has_header ? 1 : 0; i < cat->n; i++) {
		const struct po_message *m = cat->messages[i];

		if (!is_gone)
			note_used(pool, m);
		if (m->obsolete || is_gone)
			add_offer(pool, m, false);
		else if (po_message_state(m) == PO_TRANSLATED &&
			 map_find(&pool->wished, m->msgid) != MAP_NONE)
			add_offer(pool, m, true);
	}
}

/* ---- matching ---- */

static bool
is_used(struct pool *pool, const struct pool_offer *offer)
{
	return map_find(&pool->used, pair_key(pool, offer->m.msgid,
					      offer->m.msgstr)) != MAP_NONE;
}

/* Equal texts: as often as they are wished for. */
static void
match_equal(struct pool *pool)
{
	struct map texts = { 0 };

	for (int fuzzy = 0; fuzzy < 2; fuzzy++)
		for (size_t i = 0; i < pool->n_offers; i++)
			if (pool->offers[i].m.fuzzy == fuzzy)
				map_add(&texts, pool->offers[i].m.msgid, i);
	for (size_t j = 0; j < pool->n_wishes; j++) {
		size_t i = map_find(&texts, pool->wishes[j].text);

		pool->wishes[j].offer = i == MAP_NONE ? MATCH_NONE : i;
	}
	map_release(&texts);
}

static unsigned
page_number(struct map *pages, struct str page)
{
	return page.p ? (unsigned)map_add(pages, page, pages->n + 1) : 0;
}

void
pool_match(struct pool *pool)
{
	struct arena arena = { 0 };
	struct map pages = { 0 };
	struct match_side offers, wishes;

	if (!pool->n_offers || !pool->n_wishes)
		return;
	match_equal(pool);
	offers.texts =
		arena_array(&arena, pool->n_offers, sizeof(*offers.texts));
	wishes.texts =
		arena_array(&arena, pool->n_wishes, sizeof(*wishes.texts));
	offers.n = pool->n_offers;
	wishes.n = pool->n_wishes;
	for (size_t i = 0; i < offers.n; i++) {
		const struct pool_offer *o = &pool->offers[i];

		lexicon_text(pool->lexicon, o->m.msgid, o->title, &arena,
			     &offers.texts[i]);
		offers.texts[i].page = page_number(&pages, o->page);
		if (o->only_equal || is_used(pool, o) ||
		    map_find(&pool->wished, o->m.msgid) != MAP_NONE)
			offers.texts[i].pair = 0; /* not to be had */
	}
	for (size_t j = 0; j < wishes.n; j++) {
		const struct pool_wish *w = &pool->wishes[j];

		lexicon_text(pool->lexicon, w->text, w->title, &arena,
			     &wishes.texts[j]);
		wishes.texts[j].page = page_number(&pages, w->page);
		wishes.texts[j].pair = w->offer;
	}
	match_orphans(lexicon_match(pool->lexicon), offers, wishes);
	for (size_t j = 0; j < wishes.n; j++)
		pool->wishes[j].offer = wishes.texts[j].pair;
	map_release(&pages);
	arena_release(&arena);
}

/* The offer as a message of this very catalog, if no slot has it any more. */
static struct po_message *
own_orphan(const struct sync *s, const struct pool_offer *offer)
{
	struct po_message *m =
		catalog_find(s->lookup.cat, offer->m.msgctxt, offer->m.msgid);

	return m && sync_is_orphan(s, m) && str_eq(m->msgstr, offer->m.msgstr) ?
		       m :
		       NULL;
}

/* Are the wishes from `first` on the open wants? */
static bool
are_wished(const struct sync *s, const struct pool *pool, size_t first)
{
	for (size_t i = 0, wish = first; i < s->n_wants; i++) {
		const struct sync_want *w = &s->wants[i];

		if (!is_open(w))
			continue;
		if (wish == pool->n_wishes ||
		    !str_eq(pool->wishes[wish].text, w->text) ||
		    !str_eq(pool->wishes[wish].page, w->path))
			return false;
		wish++;
	}
	return true;
}

bool
sync_adopt(struct sync *s, const struct pool *pool, size_t first)
{
	if (!are_wished(s, pool, first))
		return false;
	for (size_t i = 0, wish = first; i < s->n_wants; i++) {
		struct sync_want *w = &s->wants[i];
		const struct pool_offer *offer;
		struct sync_origin from;

		if (!is_open(w))
			continue;
		if (pool->wishes[wish++].offer == MATCH_NONE)
			continue;
		offer = &pool->offers[pool->wishes[wish - 1].offer];
		from = (struct sync_origin){ .m = &offer->m,
					     .mine = own_orphan(s, offer) };
		if (offer->page.p && !str_eq(offer->page, w->path))
			from.page = offer->page;
		sync_carry(s, w, &from);
	}
	return true;
}
