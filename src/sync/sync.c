/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sync.h"

#include "sync/forms.h"

void
sync_open(struct sync *s, struct catalog *cat, struct arena *arena)
{
	*s = (struct sync){ .arena = arena };
	lookup_init(&s->lookup, cat, arena);
}

/* Put the message into the live list, once, and note the page. */
static bool
keep(struct sync *s, struct po_message *m, struct str path)
{
	bool first = m->mark == 0;
	struct str_list *refs;

	if (first) {
		size_t n = s->n;

		ARENA_PUSH(s->arena, s->live, s->n, s->cap, m);
		s->refs = arena_grow(s->arena, s->refs, n, &s->cap_refs,
				     sizeof(*s->refs));
		s->refs[n] = (struct str_list){ 0 };
		m->mark = s->n;
	}
	refs = &s->refs[m->mark - 1];
	if (!refs->n || !str_eq(refs->items[refs->n - 1], path))
		ARENA_PUSH(s->arena, refs->items, refs->n, refs->cap, path);
	return first;
}

/* "#.": what it is, and what the author says. */
static void
describe(struct sync *s, struct po_message *m, const struct page *page,
	 const struct slot *slot)
{
	struct str *lines =
		arena_array(s->arena, slot->n_notes + 1, sizeof(*lines));

	lines[0] = slot_title(page, slot);
	for (size_t i = 0; i < slot->n_notes; i++)
		lines[i + 1] = slot->notes[i];
	po_set_extracted(s->lookup.cat, m, lines, slot->n_notes + 1);
}

static void
sync_slot(struct sync *s, const struct page *page, const struct slot *slot)
{
	struct catalog *cat = s->lookup.cat;
	struct po_message *m = lookup_live(&s->lookup, page, slot);

	if (!m && (m = lookup_obsolete(&s->lookup, page, slot)) != NULL) {
		catalog_revive(cat, m);
		s->counts.revived++;
	} else if (m) {
		s->counts.exact++;
	} else if (slot->required) {
		m = catalog_add(cat, lookup_own_context(slot), slot->text);
		s->counts.added++;
	} else {
		return;
	}
	if (keep(s, m, page->path))
		describe(s, m, page, slot);
}

struct keep_form {
	struct sync *s;
	struct str path;
};

static void
keep_form(struct po_message *m, void *ctx)
{
	struct keep_form *k = ctx;

	keep(k->s, m, k->path);
}

void
sync_page(struct sync *s, const struct page *page)
{
	struct keep_form forms = { s, page->path };

	if (s->lookup.has_contexts)
		forms_each(s->lookup.cat, page->path, keep_form, &forms);
	for (size_t i = 0; i < page->n; i++)
		if (page->slots[i].text.p)
			sync_slot(s, page, &page->slots[i]);
}

void
sync_close(struct sync *s)
{
	struct catalog *cat = s->lookup.cat;

	for (size_t i = cat->has_header ? 1 : 0; i < cat->n; i++) {
		struct po_message *m = cat->messages[i];

		if (!m->obsolete && !m->mark) {
			catalog_retire(cat, m);
			s->counts.obsolete++;
		}
	}
	for (size_t i = 0; i < s->n; i++) {
		po_set_references(cat, s->live[i], s->refs[i].items,
				  s->refs[i].n);
		if (forms_is_message(s->live[i]))
			continue;
		switch (po_message_state(s->live[i])) {
		case PO_TRANSLATED:
			s->counts.translated++;
			break;
		case PO_FUZZY:
			s->counts.fuzzy++;
			break;
		default:
			s->counts.untranslated++;
		}
	}
	catalog_order(cat, s->live, s->n);
	for (size_t i = 0; i < s->n; i++)
		s->live[i]->mark = 0;
}
