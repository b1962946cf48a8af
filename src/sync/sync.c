/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sync.h"

#include "base/i18n.h"

#include "sync/forms.h"

/* ORDER sync_done */
static const char *const done_names[] = {
	"open",	       N_("kept"), N_("carried"), N_("fuzzy"),
	N_("changed"), N_("new"),  "none",
};

const char *
sync_done_name(enum sync_done done)
{
	return done_names[done];
}

bool
sync_is_news(const struct sync_want *w)
{
	return w->done != SYNC_NONE && w->done != SYNC_OPEN;
}

bool
sync_has_news(const struct sync *s)
{
	for (size_t i = 0; i < s->n_wants; i++)
		if (sync_is_news(&s->wants[i]))
			return true;
	return false;
}

void
sync_open(struct sync *s, struct catalog *cat, struct lexicon *lexicon,
	  struct arena *arena)
{
	*s = (struct sync){ .arena = arena, .lexicon = lexicon };
	lookup_init(&s->lookup, cat, arena);
	s->n_old = cat->n;
	s->kept = arena_array(arena, cat->n + 1, sizeof(*s->kept));
}

void
sync_release(struct sync *s)
{
	map_release(&s->wants_by_key);
}

bool
sync_is_orphan(const struct sync *s, const struct po_message *m)
{
	return m->at < s->n_old && !s->kept[m->at];
}

bool
sync_has_orphans(const struct sync *s)
{
	const struct catalog *cat = s->lookup.cat;

	for (size_t i = cat->has_header ? 1 : 0; i < s->n_old; i++)
		if (!cat->messages[i]->obsolete && !s->kept[i] &&
		    cat->messages[i]->msgstr.n)
			return true;
	return false;
}

static void
add_entry(struct sync *s, struct po_message *m, size_t want)
{
	struct sync_entry entry = { m, want };

	ARENA_PUSH(s->arena, s->entries, s->n_entries, s->cap_entries, entry);
	s->pages[s->n_pages - 1].n++;
}

static bool
keep(struct sync *s, struct po_message *m)
{
	bool first = m->at >= s->n_old || !s->kept[m->at];

	if (m->at < s->n_old)
		s->kept[m->at] = true;
	s->counts.exact += first;
	add_entry(s, m, 0);
	return first;
}

/* "#.": what it is, what the author says, and calque's remarks. */
static void
describe(struct sync *s, struct po_message *m, struct str title,
	 const struct str *notes, size_t n_notes)
{
	struct str *lines = arena_array(s->arena, n_notes + m->extracted.n + 1,
					sizeof(*lines));
	size_t n = 0;

	lines[n++] = title;
	for (size_t i = 0; i < n_notes; i++)
		lines[n++] = notes[i];
	for (size_t i = 0; m->fuzzy && i < m->extracted.n; i++)
		if (str_starts(m->extracted.items[i], STR(PO_REMARK)))
			lines[n++] = m->extracted.items[i];
	po_set_extracted(s->lookup.cat, m, lines, n);
}

static struct str
key_of_want(const struct sync *s, const struct sync_want *w)
{
	struct str key = w->text;

	if (w->own_context.p || !w->required)
		key = arena_join(s->arena, w->own_context, '\004', key);
	if (!w->required) /* optional ones belong to their page */
		key = arena_join(s->arena, w->path, '\004', key);
	return key;
}

/* The want of a slot, which the page has from now on. */
static struct sync_want *
add_want(struct sync *s, const struct page *page, const struct slot *slot)
{
	struct sync_want w = {
		.path = s->pages[s->n_pages - 1].path,
		.text = arena_str(s->arena, slot->text),
		.title = arena_str(s->arena, slot_title(page, slot)),
		.own_context = arena_str(s->arena, lookup_own_context(slot)),
		.line = slot->leaf->line,
		.as = parts_as_slot(slot),
		.required = slot->required,
		.keep = s->keep,
		.n_notes = slot->n_notes,
	};
	size_t same;

	if (s->lookup.has_contexts)
		w.place = lookup_place(page, slot, s->arena);
	w.notes = arena_array(s->arena, slot->n_notes + 1, sizeof(*w.notes));
	for (size_t i = 0; i < slot->n_notes; i++)
		w.notes[i] = arena_str(s->arena, slot->notes[i]);
	same = map_add(&s->wants_by_key, key_of_want(s, &w), s->n_wants);
	if (same == s->n_wants)
		ARENA_PUSH(s->arena, s->wants, s->n_wants, s->cap_wants, w);
	add_entry(s, NULL, same + 1);
	return &s->wants[same];
}

/* The source has changed and its page's changes need no translator. */
static bool
keep_changed(struct sync *s, const struct page *page, const struct slot *slot,
	     struct po_message *m)
{
	if (!s->keep || !m->fuzzy || !sync_may_keep(s, m->prev_msgid, m->msgid))
		return false;
	sync_keep(s, add_want(s, page, slot), m);
	return true;
}

static void
sync_slot(struct sync *s, const struct page *page, const struct slot *slot)
{
	struct po_message *m = lookup_live(&s->lookup, page, slot);

	if (!m && (m = lookup_obsolete(&s->lookup, page, slot)) != NULL) {
		catalog_revive(s->lookup.cat, m);
		s->counts.revived++;
	}
	if (!m)
		add_want(s, page, slot);
	else if (!keep_changed(s, page, slot, m) && keep(s, m))
		describe(s, m, slot_title(page, slot), slot->notes,
			 slot->n_notes);
}

static void
keep_form(struct po_message *m, void *ctx)
{
	keep(ctx, m);
}

void
sync_page(struct sync *s, const struct page *page)
{
	struct sync_page_entry entry = { .path = page->path,
					 .first = s->n_entries };

	ARENA_PUSH(s->arena, s->pages, s->n_pages, s->cap_pages, entry);
	if (s->lookup.has_contexts)
		forms_each(s->lookup.cat, page->path, keep_form, s);
	for (size_t i = 0; i < page->n; i++)
		if (page->slots[i].text.p)
			sync_slot(s, page, &page->slots[i]);
}

/* Entries of forms stand before those of slots. */
const struct sync_entry *
sync_slot_entries(const struct sync *s, size_t nth, const struct page *page)
{
	const struct sync_page_entry *entry = &s->pages[nth];
	size_t n = 0;

	for (size_t i = 0; i < page->n; i++)
		n += page->slots[i].text.p != NULL;
	return s->entries + entry->first + (entry->n - n);
}

/* ---- closing ---- */

static void
count_want(struct sync *s, const struct sync_want *w)
{
	struct sync_counts *c = &s->counts;
	size_t words;

	if (w->done == SYNC_KEPT)
		c->exact++;
	if (w->done <= SYNC_KEPT || w->done == SYNC_NONE)
		return;
	words = lexicon_count_words(s->lexicon, w->text, w->as);
	if (w->done == SYNC_CARRIED) {
		c->carried++;
		c->words_carried += words;
	} else if (w->done == SYNC_FUZZY) {
		c->fuzzy++;
		c->words_fuzzy += words;
	} else {
		c->added++;
		c->words_added += words;
	}
}

/* What found no old message is new; an optional text then has none. */
static void
settle_want(struct sync *s, struct sync_want *w)
{
	struct catalog *cat = s->lookup.cat;

	if (w->done == SYNC_OPEN && w->required) {
		w->m = catalog_find(cat, w->own_context, w->text);
		w->done = w->m ? SYNC_KEPT : SYNC_NEW;
		if (!w->m)
			w->m = catalog_find_obsolete(cat, w->own_context,
						     w->text);
		if (!w->m)
			w->m = catalog_add(cat, w->own_context, w->text);
		catalog_revive(cat, w->m);
		if (w->m->at < s->n_old)
			s->kept[w->m->at] = true;
	} else if (w->done == SYNC_OPEN) {
		w->done = SYNC_NONE;
	}
	count_want(s, w);
}

/* The live messages in document order, and the pages that have each. */
struct live_list {
	struct po_message **items;
	struct str_list *refs;
	size_t n;
};

static void
add_live(struct sync *s, struct live_list *live, size_t *place,
	 struct po_message *m, struct str path)
{
	struct str_list *refs;

	if (!place[m->at]) {
		live->items[live->n++] = m;
		place[m->at] = live->n;
	}
	refs = &live->refs[place[m->at] - 1];
	if (!refs->n || !str_eq(refs->items[refs->n - 1], path))
		ARENA_PUSH(s->arena, refs->items, refs->n, refs->cap, path);
}

/* The message that an entry has, or its want by now. */
static struct po_message *
message_of(const struct sync *s, const struct sync_entry *e)
{
	return e->want ? s->wants[e->want - 1].m : e->m;
}

static void
list_live(struct sync *s, struct live_list *live)
{
	size_t n = s->lookup.cat->n;
	size_t *place = arena_array(s->arena, n + 1, sizeof(*place));

	live->items = arena_array(s->arena, n + 1, sizeof(*live->items));
	live->refs = arena_array(s->arena, n + 1, sizeof(*live->refs));
	for (size_t p = 0; p < s->n_pages; p++) {
		const struct sync_page_entry *page = &s->pages[p];

		for (size_t i = page->first; i < page->first + page->n; i++) {
			struct po_message *m = message_of(s, &s->entries[i]);

			if (m)
				add_live(s, live, place, m, page->path);
		}
	}
}

/* There is nothing in it that anybody would miss. */
static bool
is_worthless(const struct po_message *m, void *ctx)
{
	(void)ctx;
	for (size_t i = 0; i < m->msgstr_plural.n; i++)
		if (m->msgstr_plural.items[i].n)
			return false;
	return m->obsolete && m->dirty && !m->msgstr.n && !m->comments.n;
}

static void
mark_patched(struct sync *s)
{
	for (size_t p = 0; p < s->n_pages; p++) {
		struct sync_page_entry *page = &s->pages[p];

		for (size_t i = page->first; i < page->first + page->n; i++) {
			size_t want = s->entries[i].want;

			if (want && s->wants[want - 1].patched)
				page->has_patched = s->has_patched = true;
		}
	}
}

/*
 * An optional text takes the message of an equal required text on its page, as
 * it will when it is looked up the next time.
 */
static void
share_message(struct sync *s, struct sync_want *w, const size_t *page_of,
	      size_t page)
{
	struct str none = { 0 };
	struct po_message *m = NULL;

	if (!w->m && !w->required && !w->own_context.p)
		m = catalog_find(s->lookup.cat, none, w->text);
	if (m && page_of[m->at] == page)
		w->m = m;
}

/* The first slot of a message says what it is. */
static void
describe_first(struct sync *s, const struct sync_want *w, bool *described)
{
	if (!described[w->m->at])
		describe(s, w->m, w->title, w->notes, w->n_notes);
	described[w->m->at] = true;
}

static void
share_messages(struct sync *s)
{
	size_t n = s->lookup.cat->n;
	size_t *page_of = arena_array(s->arena, n + 1, sizeof(*page_of));
	bool *described = arena_array(s->arena, n + 1, sizeof(*described));

	for (size_t p = 0; p < s->n_pages; p++) {
		const struct sync_page_entry *page = &s->pages[p];
		size_t end = page->first + page->n;

		for (size_t i = page->first; i < end; i++) {
			struct po_message *m = message_of(s, &s->entries[i]);

			if (m)
				page_of[m->at] = p + 1;
		}
		for (size_t i = page->first; i < end; i++) {
			const struct sync_entry *e = &s->entries[i];
			struct sync_want *w =
				e->want ? &s->wants[e->want - 1] : NULL;

			if (w)
				share_message(s, w, page_of, p + 1);
			if (w && w->m)
				describe_first(s, w, described);
			else if (e->m)
				described[e->m->at] = true;
		}
	}
}

void
sync_close(struct sync *s)
{
	struct catalog *cat = s->lookup.cat;
	struct live_list live = { 0 };

	for (size_t i = 0; i < s->n_wants; i++)
		settle_want(s, &s->wants[i]);
	share_messages(s);
	for (size_t i = cat->has_header ? 1 : 0; i < s->n_old; i++) {
		struct po_message *m = cat->messages[i];

		if (!m->obsolete && !s->kept[i]) {
			catalog_retire(cat, m);
			s->counts.obsolete++;
		}
	}
	list_live(s, &live);
	for (size_t i = 0; i < live.n; i++)
		po_set_references(cat, live.items[i], live.refs[i].items,
				  live.refs[i].n);
	catalog_order(cat, live.items, live.n);
	if (s->counts.obsolete)
		catalog_prune(cat, is_worthless, NULL);
	mark_patched(s);
	sync_release(s);
}
