/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/lookup.h"

typedef struct po_message *finder(const struct catalog *cat, struct str ctxt,
				  struct str msgid);

void
lookup_init(struct lookup *l, struct catalog *cat, struct arena *arena)
{
	*l = (struct lookup){ .cat = cat, .arena = arena };
	for (size_t i = 0; i < cat->n && !l->has_contexts; i++)
		l->has_contexts = cat->messages[i]->msgctxt.p != NULL;
}

bool
po_refers_to(const struct po_message *m, struct str path)
{
	for (size_t i = 0; i < m->references.n; i++)
		if (str_eq(m->references.items[i], path))
			return true;
	return m->references.n == 0;
}

struct str
lookup_place(const struct page *page, const struct slot *slot,
	     struct arena *arena)
{
	if (slot->nth > 1)
		return arena_strf(arena, "%.*s#%.*s/%zu", STR_FMT(page->path),
				  STR_FMT(slot->section), slot->nth);
	return arena_strf(arena, "%.*s#%.*s", STR_FMT(page->path),
			  STR_FMT(slot->section));
}

/* The key of a value: `weight`, `image.link`, `code info`; else no string. */
static struct str
value_key(const struct slot *slot)
{
	switch (slot->kind) {
	case MD_MATTER:
	case MD_PARAM:
	case MD_HTML_ATTR:
	case MD_DEST:
	case MD_DEF_TITLE:
		return slot->leaf->name;
	case MD_INFO:
		return STR("code info");
	default:
		return (struct str){ 0 };
	}
}

struct str
lookup_own_context(const struct slot *slot)
{
	if (slot->context.p)
		return slot->context;
	return slot->required ? (struct str){ 0 } : value_key(slot);
}

/* Is the message this slot's to use? */
static struct po_message *
usable(struct po_message *m, const struct page *page, const struct slot *slot)
{
	if (m && !slot->required && !po_refers_to(m, page->path))
		return NULL;
	return m;
}

static struct po_message *
find(const struct lookup *l, const struct page *page, const struct slot *slot,
     finder *get)
{
	struct str none = { 0 };
	struct po_message *m = NULL;

	if (!slot->text.p)
		return NULL;
	if (slot->context.p)
		return get(l->cat, slot->context, slot->text);
	if (l->has_contexts) {
		struct str key = value_key(slot);

		m = get(l->cat, lookup_place(page, slot, l->arena), slot->text);
		if (!m && key.p)
			m = usable(get(l->cat, key, slot->text), page, slot);
	}
	if (m || (!slot->required && value_key(slot).p))
		return m;
	return usable(get(l->cat, none, slot->text), page, slot);
}

struct po_message *
lookup_live(const struct lookup *l, const struct page *page,
	    const struct slot *slot)
{
	return find(l, page, slot, catalog_find);
}

struct po_message *
lookup_obsolete(const struct lookup *l, const struct page *page,
		const struct slot *slot)
{
	return find(l, page, slot, catalog_find_obsolete);
}
