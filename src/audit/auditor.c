/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/auditor.h"

#include "audit/copied.h"
#include "audit/since.h"
#include "sync/sync.h"
#include "unit/prose.h"

#define MAX_LEVEL 6

void
auditor_init(struct auditor *a, const struct config *cfg, struct bases *bases,
	     struct diag *diag)
{
	*a = (struct auditor){ .cfg = cfg, .bases = bases, .diag = diag };
	lexicon_init(&a->lexicon, cfg->dialect);
}

void
auditor_release(struct auditor *a)
{
	lexicon_release(&a->lexicon);
	map_release(&a->sizes_by);
	arena_release(&a->arena);
}

/* ---- the headings above a slot ---- */

struct headings {
	struct str at[MAX_LEVEL + 1]; /* by level; no string: none */
	int level;	 /* of the slot, which is a heading; 0: it is none */
	struct str text; /* of that heading: above the slots that follow */
};

static int
level_of(const struct slot *slot)
{
	int level = slot->leaf->level;

	return level < 1 ? 1 : level > MAX_LEVEL ? MAX_LEVEL : level;
}

/* Go on to the next slot of the page. */
static void
move_to(struct headings *h, const struct page *page, const struct slot *slot,
	struct arena *arena)
{
	struct buf plain = { 0 };

	h->at[h->level] = h->text;
	h->level = 0;
	if (slot->kind != MD_HEADING || !slot->text.p)
		return;
	prose_plain(page, slot->kind, slot->text, &plain);
	h->text = arena_str(arena, str_trim_space(buf_str(&plain)));
	h->level = level_of(slot);
	for (int i = h->level; i <= MAX_LEVEL; i++)
		h->at[i] = (struct str){ 0 };
	buf_release(&plain);
}

/* "Install > Linux"; "" above the first heading. */
static struct str
heading_path(const struct headings *h, struct arena *arena)
{
	struct buf path = { 0 };
	struct str out;

	for (int i = 1; i <= MAX_LEVEL; i++) {
		if (!h->at[i].p)
			continue;
		if (path.n)
			buf_add_str(&path, " > ");
		buf_add(&path, h->at[i]);
	}
	out = path.n ? arena_str(arena, buf_str(&path)) : STR("");
	buf_release(&path);
	return out;
}

/* ---- a page against its catalog ---- */

/* One page while its units are looked at. */
struct review {
	struct auditor *a;
	struct sync *sync;
	const struct page *page;
	struct audit_page *out;
	struct arena *arena;
	struct headings headings;
	bool is_pair;
	const struct map *copied; /* texts of source and base that the target
				     has too, or NULL */
};

static void
add_amount(struct audit_amount *amount, size_t words)
{
	amount->units++;
	amount->words += words;
}

static void
add_unit(struct review *r, const struct slot *slot, struct audit_unit unit)
{
	struct audit_page *out = r->out;

	unit.title = arena_str(r->arena, slot_title(r->page, slot));
	unit.section = heading_path(&r->headings, r->arena);
	unit.now = arena_str(r->arena, slot->text);
	unit.now_line = slot->leaf->line;
	unit.slot = (size_t)(slot - r->page->slots);
	if (unit.was.p)
		unit.was = arena_str(r->arena, unit.was);
	if (unit.translation.p)
		unit.translation = arena_str(r->arena, unit.translation);
	ARENA_PUSH(r->arena, out->units, out->n, out->cap, unit);
}

static void
count_changed(struct review *r, const struct slot *slot, struct audit_unit unit)
{
	struct audit_counts *c = &r->out->counts;

	add_amount(&c->classes[unit.class], unit.words);
	add_amount(unit.needs_translator ? &c->fuzzy : &c->translated,
		   unit.words);
	add_unit(r, slot, unit);
}

static void
count_untranslated(struct review *r, const struct slot *slot,
		   struct audit_unit unit)
{
	add_amount(&r->out->counts.untranslated, unit.words);
	unit.needs_translator = true;
	add_unit(r, slot, unit);
}

static void
count_translated(struct review *r, const struct slot *slot,
		 struct audit_unit unit)
{
	add_amount(&r->out->counts.translated, unit.words);
	unit.kind = AUDIT_TRANSLATED;
	unit.needs_translator = false;
	if (r->a->all_units)
		add_unit(r, slot, unit);
}

/* A unit that sync found no message for: what did it come from? */
static void
review_want(struct review *r, const struct slot *slot,
	    const struct sync_want *w, struct audit_unit unit)
{
	unit.kind = AUDIT_CHANGED;
	unit.class = w->class;
	unit.was = w->was;
	unit.translation =
		r->is_pair || !w->m ? (struct str){ 0 } : w->m->msgstr;
	unit.needs_translator = w->done == SYNC_FUZZY;
	if (w->done == SYNC_NEW || w->done == SYNC_OPEN) {
		unit.kind = AUDIT_NEW;
		unit.translation = (struct str){ 0 };
		count_untranslated(r, slot, unit);
	} else if (w->done == SYNC_CHANGED) {
		unit.kind = AUDIT_UNTRANSLATED;
		count_untranslated(r, slot, unit);
	} else if (w->class == CHANGE_NONE && w->done != SYNC_FUZZY) {
		count_translated(r, slot, unit);
	} else {
		count_changed(r, slot, unit);
	}
}

static void
review_message(struct review *r, const struct slot *slot,
	       const struct po_message *m, struct audit_unit unit)
{
	unit.translation = r->is_pair ? (struct str){ 0 } : m->msgstr;
	unit.needs_translator = true;
	switch (po_message_state(m)) {
	case PO_TRANSLATED:
		count_translated(r, slot, unit);
		break;
	case PO_FUZZY:
		unit.kind = m->prev_msgid.p ? AUDIT_CHANGED : AUDIT_UNSURE;
		unit.was = m->prev_msgid;
		if (unit.was.p)
			unit.class = change_classify(unit.was, slot->text,
						     parts_as_slot(slot),
						     r->a->cfg->dialect);
		count_changed(r, slot, unit);
		break;
	default:
		unit.translation = (struct str){ 0 };
		unit.kind = AUDIT_UNTRANSLATED;
		count_untranslated(r, slot, unit);
	}
}

/* Does the target have it, or what it was, to the letter? */
static bool
is_copied(const struct review *r, const struct slot *slot,
	  const struct sync_want *w)
{
	return r->copied &&
	       map_find(r->copied, w && w->was.p ? w->was : slot->text) !=
		       MAP_NONE;
}

static const struct sync_want *
want_of(const struct review *r, const struct sync_entry *entry)
{
	return entry->want ? &r->sync->wants[entry->want - 1] : NULL;
}

static void
review_slot(struct review *r, const struct slot *slot,
	    const struct sync_entry *entry)
{
	struct audit_unit unit = {
		.words = lexicon_count_words(&r->a->lexicon, slot->text,
					     parts_as_slot(slot)),
	};
	const struct sync_want *w = want_of(r, entry);
	const struct po_message *m = w ? w->m : entry->m;

	add_amount(&r->out->counts.total, unit.words);
	if (m && !r->is_pair)
		unit.target_line = m->line;
	if (is_copied(r, slot, w)) {
		unit.kind = AUDIT_UNTRANSLATED;
		count_untranslated(r, slot, unit);
	} else if (w) {
		review_want(r, slot, w, unit);
	} else if (m) {
		review_message(r, slot, m, unit);
	}
}

/* What is not counted; in a pair, it may have been localised. */
static void
list_optional(struct review *r, const struct slot *slot,
	      const struct sync_entry *entry)
{
	const struct sync_want *w = want_of(r, entry);
	struct audit_counts counts = r->out->counts;

	if (!slot->text.p)
		return;
	if (r->is_pair)
		count_translated(r, slot, (struct audit_unit){ 0 });
	else if (w ? w->m : entry->m)
		review_slot(r, slot, entry);
	r->out->counts = counts;
}

/* The page is the nth of the sync. */
static void
review_page(struct review *r, size_t nth)
{
	const struct sync_entry *entry =
		sync_slot_entries(r->sync, nth, r->page);

	for (size_t i = 0; i < r->page->n; i++) {
		const struct slot *slot = &r->page->slots[i];

		move_to(&r->headings, r->page, slot, r->arena);
		if (slot->required)
			review_slot(r, slot, entry);
		else if (r->a->all_units)
			list_optional(r, slot, entry);
		entry += slot->text.p != NULL;
	}
}

/* What the counts and units say of the page as a whole. */
static enum audit_state
judge(const struct audit_page *page, bool is_pair)
{
	const struct audit_counts *c = &page->counts;

	if (c->total.units && !c->translated.units && !c->fuzzy.units)
		return AUDIT_MISSING;
	for (size_t i = 0; i < page->n; i++) {
		const struct audit_unit *unit = &page->units[i];

		if (unit->needs_translator &&
		    (unit->kind == AUDIT_CHANGED ||
		     unit->kind == AUDIT_REMOVED ||
		     (is_pair && unit->kind == AUDIT_NEW)))
			return AUDIT_OUTDATED;
	}
	return c->untranslated.units || c->fuzzy.units ? AUDIT_PARTIAL :
							 AUDIT_UP_TO_DATE;
}

static void
settle(struct auditor *a, struct audit_page *page, bool is_pair,
       const struct audit_sides *sides, struct arena *arena)
{
	page->state = judge(page, is_pair);
	if (page->state == AUDIT_MISSING && !a->all_units)
		page->n = 0;
	audit_find_first(a, page, sides, arena);
}

void
audit_catalog(struct auditor *a, struct catalog *cat, struct audit_page *pages,
	      const struct str *bytes, size_t n, struct arena *arena)
{
	struct arena scratch = { 0 };
	struct page *read = arena_array(&scratch, n + 1, sizeof(*read));
	struct sync sync;

	sync_open(&sync, cat, &a->lexicon, &scratch);
	for (size_t i = 0; i < n; i++) {
		page_read(&read[i], pages[i].source, bytes[i], a->cfg->dialect,
			  &scratch, a->diag);
		sync_page(&sync, &read[i]);
	}
	sync_resolve(&sync);
	sync_close(&sync);
	for (size_t i = 0; i < n; i++) {
		struct review r = { .a = a,
				    .sync = &sync,
				    .page = &read[i],
				    .out = &pages[i],
				    .arena = arena };

		review_page(&r, i);
		settle(a, &pages[i], false,
		       &(struct audit_sides){ .source = bytes[i] }, arena);
		page_release(&read[i]);
	}
	arena_release(&scratch);
}

/* ---- hand-translated pairs ---- */

/* A catalog in which the base is its own translation. Borrows its texts. */
static void
translate_base(struct catalog *cat, const struct page *base)
{
	struct str *titles =
		arena_array(&cat->arena, base->n + 1, sizeof(*titles));
	struct str *path = arena_array(&cat->arena, 1, sizeof(*path));

	*path = base->path;
	for (size_t i = 0; i < base->n; i++) {
		const struct slot *slot = &base->slots[i];

		if (!slot->required ||
		    catalog_find(cat, slot->context, slot->text))
			continue;
		titles[i] = slot_title(base, slot);
		catalog_append(cat, (struct po_message){
					    .msgctxt = slot->context,
					    .msgid = slot->text,
					    .msgstr = slot->text,
					    .extracted = { &titles[i], 1, 1 },
					    .references = { path, 1, 1 } });
	}
}

static void
add_removed(struct review *r, const struct page *base, const struct slot *slot)
{
	struct audit_page *out = r->out;
	struct audit_unit unit = {
		.kind = AUDIT_REMOVED,
		.needs_translator = true,
		.title = arena_str(r->arena, slot_title(base, slot)),
		.section = heading_path(&r->headings, r->arena),
		.was = arena_str(r->arena, slot->text),
		.was_line = slot->leaf->line,
		.slot = AUDIT_NO_SLOT,
		.words = lexicon_count_words(&r->a->lexicon, slot->text,
					     parts_as_slot(slot)),
	};

	out->counts.removed++;
	ARENA_PUSH(r->arena, out->units, out->n, out->cap, unit);
}

/* Units of the base that the source has no more: each text once. */
static void
list_removed(struct review *r, const struct page *base)
{
	const struct sync *sync = r->sync;
	struct map seen = { 0 };

	for (size_t i = 0; i < sync->n_wants; i++)
		if (sync->wants[i].was.p)
			map_set(&seen, sync->wants[i].was, 0);
	r->headings = (struct headings){ 0 };
	for (size_t i = 0; i < base->n; i++) {
		const struct slot *slot = &base->slots[i];
		const struct po_message *m;

		move_to(&r->headings, base, slot, r->arena);
		if (!slot->required)
			continue;
		m = catalog_find(sync->lookup.cat, slot->context, slot->text);
		if ((!m || sync_is_orphan(sync, m)) &&
		    map_set(&seen, slot->text, 0) == MAP_NONE)
			add_removed(r, base, slot);
	}
	map_release(&seen);
}

/* The line of the base that each unit was in. */
static void
find_base_lines(struct audit_page *out, const struct page *base)
{
	struct map lines = { 0 };

	for (size_t i = base->n; i-- > 0;)
		if (base->slots[i].text.p)
			map_set(&lines, base->slots[i].text,
				base->slots[i].leaf->line);
	for (size_t i = 0; i < out->n; i++) {
		struct audit_unit *unit = &out->units[i];
		size_t line =
			unit->was.p ? map_find(&lines, unit->was) : MAP_NONE;

		if (line != MAP_NONE)
			unit->was_line = line;
	}
	map_release(&lines);
}

/* The target slots of the texts of a base, in the order of the page. */
struct counterparts {
	struct map first; /* text -> pair */
	size_t *next,
		*target; /* by pair; next: of the same text, or MAP_NONE */
};

static void
list_counterparts(const struct page *base, const struct page *target,
		  const struct align_model *model, struct arena *arena,
		  struct counterparts *out)
{
	struct alignment pairs;

	align_pages(base, target, model, arena, &pairs);
	out->next = arena_array(arena, pairs.n + 1, sizeof(*out->next));
	out->target = arena_array(arena, pairs.n + 1, sizeof(*out->target));
	for (size_t i = pairs.n; i-- > 0;) {
		const struct align_pair *p = &pairs.pairs[i];

		if (!p->n_source || !p->n_target ||
		    !base->slots[p->source].text.p)
			continue;
		out->target[i] = p->target;
		out->next[i] =
			map_set(&out->first, base->slots[p->source].text, i);
	}
}

/* The translation of each unit: the target is aligned with its base. */
static void
find_translations(struct auditor *a, struct audit_page *out,
		  const struct page *base, const struct page *target,
		  struct arena *arena)
{
	struct arena scratch = { 0 };
	struct counterparts c = { 0 };

	list_counterparts(base, target, a->model, &scratch, &c);
	for (size_t i = 0; i < out->n; i++) {
		struct audit_unit *unit = &out->units[i];
		struct str key = unit->was.p ? unit->was : unit->now;
		size_t pair = map_find(&c.first, key), t;

		if (pair == MAP_NONE || unit->kind == AUDIT_NEW)
			continue;
		t = c.target[pair];
		/* one after the other, where each has its unit */
		if (a->all_units && c.next[pair] != MAP_NONE)
			map_set(&c.first, key, c.next[pair]);
		unit->target_line = target->slots[t].leaf->line;
		if (unit->kind != AUDIT_UNTRANSLATED)
			unit->translation =
				arena_str(arena, target->slots[t].text);
	}
	map_release(&c.first);
	arena_release(&scratch);
}

/* How large the source is, for a page that nobody has to look into. */
static struct audit_amount
size_of(struct auditor *a, const struct page *source)
{
	size_t known = map_find(&a->sizes_by, source->path);
	struct audit_amount size = { 0, 0 };

	if (known != MAP_NONE)
		return a->sizes[known];
	for (size_t i = 0; i < source->n; i++)
		if (source->slots[i].required)
			add_amount(&size,
				   lexicon_count_words(
					   &a->lexicon, source->slots[i].text,
					   parts_as_slot(&source->slots[i])));
	map_set(&a->sizes_by, arena_str(&a->arena, source->path), a->n_sizes);
	ARENA_PUSH(&a->arena, a->sizes, a->n_sizes, a->cap_sizes, size);
	return size;
}

static void
audit_missing(struct auditor *a, struct audit_page *out,
	      const struct page *source)
{
	out->state = AUDIT_MISSING;
	out->counts.total = out->counts.untranslated = size_of(a, source);
}

/* Compare the source with what it was. copied: may be NULL */
static void
compare(struct auditor *a, struct audit_page *out, const struct page *source,
	const struct page *base, const struct map *copied, struct arena *arena)
{
	struct arena scratch = { 0 };
	struct catalog cat;
	struct sync sync;
	struct review r = { .a = a,
			    .sync = &sync,
			    .page = source,
			    .out = out,
			    .arena = arena,
			    .is_pair = true,
			    .copied = copied };

	catalog_init(&cat);
	translate_base(&cat, base);
	sync_open(&sync, &cat, &a->lexicon, &scratch);
	sync_page(&sync, source);
	sync_resolve(&sync);
	review_page(&r, 0);
	list_removed(&r, base);
	if (out->n)
		find_base_lines(out, base);
	sync_release(&sync);
	catalog_release(&cat);
	arena_release(&scratch);
}

void
audit_revisions(struct auditor *a, struct audit_page *out,
		const struct page *old, const struct page *now,
		struct arena *arena)
{
	compare(a, out, now, old, NULL, arena);
}

/* A pair while it is looked at. */
struct pair {
	struct auditor *a;
	struct audit_page *out;
	struct arena *arena; /* of what `out` holds */
	struct arena scratch;
	struct str target_bytes;
	struct page source, target;
	bool has_target; /* it was read: few need more than its front matter */
};

static const struct page *
target_of(struct pair *p)
{
	if (!p->has_target)
		page_read(&p->target, p->out->target, p->target_bytes,
			  p->a->cfg->dialect, &p->scratch, NULL);
	p->has_target = true;
	return &p->target;
}

static void
find_base(struct pair *p, struct base *base)
{
	struct auditor *a = p->a;
	struct audit_page *out = p->out;
	struct base_pair pair = { .source_path = out->source,
				  .source = p->source.doc.bytes,
				  .target = p->target_bytes };
	struct page front;

	*base = (struct base){ .how = BASE_PRESENT };
	page_read_front(&front, out->target, p->target_bytes, a->cfg->dialect,
			&p->scratch, a->diag);
	if (a->bases) {
		pair.front = &front;
		pair.source_file = bases_add(a->bases, out->source);
		pair.target_file = bases_add(a->bases, out->target);
		base_find(a->bases, &pair, &p->scratch, base);
	}
	page_release(&front);
	out->base_how = base->how;
	out->has_bad_pin = base->has_bad_pin;
	if (base->rev.p)
		audit_commit_of(a, base->rev, p->arena, &out->base);
}

static void
find_copied(struct pair *p, const struct page *base, struct map *copied)
{
	struct copied_words words;
	struct lexicon *lexicon = &p->a->lexicon;
	bool may_be;

	copied_read_words(&words, p->target_bytes);
	may_be = copied_may_be(&words, base, lexicon) ||
		 (base != &p->source &&
		  copied_may_be(&words, &p->source, lexicon));
	if (!may_be)
		return;
	copied_list(base, target_of(p), lexicon, copied);
	if (base != &p->source)
		copied_list(&p->source, target_of(p), lexicon, copied);
}

static void
audit_against(struct pair *p, const struct page *base)
{
	struct auditor *a = p->a;
	struct audit_page *out = p->out;
	struct map copied = { 0 };

	find_copied(p, base, &copied);
	if (base == &p->source && !copied.n && !a->all_units) {
		out->counts.total = size_of(a, base);
		out->counts.translated = out->counts.total;
		out->state = AUDIT_UP_TO_DATE;
	} else {
		compare(a, out, &p->source, base, &copied, p->arena);
		if (a->model && out->n)
			find_translations(a, out, base, target_of(p), p->arena);
		settle(a, out, true,
		       &(struct audit_sides){ .source = p->source.doc.bytes,
					      .base = base->doc.bytes },
		       p->arena);
	}
	map_release(&copied);
}

static void
audit_translated(struct pair *p)
{
	struct base base;
	struct page was;

	find_base(p, &base);
	if (base.bytes.p) {
		page_read(&was, p->out->source, base.bytes, p->a->cfg->dialect,
			  &p->scratch, NULL);
		audit_against(p, &was);
		page_release(&was);
	} else {
		audit_against(p, &p->source);
	}
	if (p->has_target)
		page_release(&p->target);
}

void
audit_pair(struct auditor *a, struct audit_page *out, struct str source,
	   struct str target, struct arena *arena)
{
	struct pair p = {
		.a = a, .out = out, .arena = arena, .target_bytes = target
	};

	page_read(&p.source, out->source, source, a->cfg->dialect, &p.scratch,
		  a->diag);
	if (target.p)
		audit_translated(&p);
	else
		audit_missing(a, out, &p.source);
	page_release(&p.source);
	arena_release(&p.scratch);
}
