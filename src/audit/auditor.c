/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/auditor.h"

#include "audit/since.h"
#include "sync/fit.h"
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
	size_t *want_of; /* by message->at: its want + 1, or 0 */
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
	unit.translation = r->is_pair ? (struct str){ 0 } : w->m->msgstr;
	unit.needs_translator = w->done == SYNC_FUZZY;
	if (w->done == SYNC_NEW) {
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

static void
review_slot(struct review *r, const struct slot *slot)
{
	const struct po_message *m =
		lookup_live(&r->sync->lookup, r->page, slot);
	struct audit_unit unit = {
		.words = lexicon_count_words(&r->a->lexicon, slot->text,
					     parts_as_slot(slot)),
	};
	size_t want =
		m && m->at < r->sync->lookup.cat->n ? r->want_of[m->at] : 0;
	const struct sync_want *w = want ? &r->sync->wants[want - 1] : NULL;

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
list_optional(struct review *r, size_t i)
{
	const struct slot *slot = &r->page->slots[i];
	struct audit_counts counts = r->out->counts;

	if (!slot->text.p)
		return;
	if (r->is_pair)
		count_translated(r, slot, (struct audit_unit){ 0 });
	else
		review_slot(r, slot);
	r->out->counts = counts;
}

static size_t *
list_wants(const struct sync *s, struct arena *arena)
{
	size_t *want_of =
		arena_array(arena, s->lookup.cat->n + 1, sizeof(*want_of));

	for (size_t i = 0; i < s->n_wants; i++)
		if (s->wants[i].m)
			want_of[s->wants[i].m->at] = i + 1;
	return want_of;
}

static void
review_page(struct review *r)
{
	for (size_t i = 0; i < r->page->n; i++) {
		const struct slot *slot = &r->page->slots[i];

		move_to(&r->headings, r->page, slot, r->arena);
		if (slot->required)
			review_slot(r, slot);
		else if (r->a->all_units)
			list_optional(r, i);
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
	struct sync sync;
	size_t *want_of;

	sync_open(&sync, cat, &a->lexicon, &scratch);
	for (size_t i = 0; i < n; i++) {
		struct page page;

		page_read(&page, pages[i].source, bytes[i], a->cfg->dialect,
			  &scratch, a->diag);
		sync_page(&sync, &page);
		page_release(&page);
	}
	sync_resolve(&sync);
	sync_close(&sync);
	want_of = list_wants(&sync, &scratch);
	lookup_init(&sync.lookup, cat, &scratch);
	for (size_t i = 0; i < n; i++) {
		struct page page;
		struct review r = { .a = a,
				    .sync = &sync,
				    .page = &page,
				    .out = &pages[i],
				    .arena = arena,
				    .want_of = want_of };

		page_read(&page, pages[i].source, bytes[i], a->cfg->dialect,
			  &scratch, NULL);
		review_page(&r);
		settle(a, &pages[i], false,
		       &(struct audit_sides){ .source = bytes[i] }, arena);
		page_release(&page);
	}
	arena_release(&scratch);
}

/* ---- hand-translated pairs ---- */

/*
 * Texts of the page that the target has to the letter: long ones, and the short
 * ones too where that goes for the whole page. Nobody translated them.
 */
static void
list_copied(const struct auditor *a, const struct page *page,
	    const struct map *texts, struct map *copied)
{
	struct lexicon *lex = (struct lexicon *)&a->lexicon;
	size_t before = copied->n, n_other = 0;

	for (size_t i = 0; i < page->n; i++) {
		const struct slot *slot = &page->slots[i];

		if (!slot->required)
			continue;
		if (map_find(texts, slot->text) == MAP_NONE)
			n_other++;
		else if (lexicon_count_words(lex, slot->text,
					     parts_as_slot(slot)) >
			 AUDIT_COPY_WORDS)
			map_set(copied, slot->text, i);
	}
	if (n_other || copied->n == before)
		return;
	for (size_t i = 0; i < page->n; i++)
		if (page->slots[i].required)
			map_set(copied, page->slots[i].text, i);
}

static void
list_texts(const struct page *page, struct map *texts)
{
	for (size_t i = 0; i < page->n; i++)
		if (page->slots[i].required)
			map_set(texts, page->slots[i].text, i);
}

/* A catalog in which the base is its own translation. */
static void
translate_base(struct auditor *a, struct catalog *cat, const struct page *base,
	       struct arena *scratch)
{
	struct sync sync;

	sync_open(&sync, cat, &a->lexicon, scratch);
	sync_page(&sync, base);
	sync_close(&sync);
	for (size_t i = 0; i < cat->n; i++)
		po_set_msgstr(cat, cat->messages[i], cat->messages[i]->msgid);
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
list_removed(struct review *r, const struct catalog *cat,
	     const struct page *base)
{
	struct map seen = { 0 };

	for (size_t i = 0; i < r->sync->n_wants; i++)
		if (r->sync->wants[i].was.p)
			map_set(&seen, r->sync->wants[i].was, 0);
	r->headings = (struct headings){ 0 };
	for (size_t i = 0; i < base->n; i++) {
		const struct slot *slot = &base->slots[i];

		move_to(&r->headings, base, slot, r->arena);
		if (slot->required &&
		    !catalog_find(cat, slot->context, slot->text) &&
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

/* Compare the source with what it was. target, copied: may be NULL */
static void
compare(struct auditor *a, struct audit_page *out, const struct page *source,
	const struct page *base, const struct page *target,
	const struct map *copied, struct arena *arena)
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
	translate_base(a, &cat, base, &scratch);
	sync_open(&sync, &cat, &a->lexicon, &scratch);
	sync_page(&sync, source);
	sync_resolve(&sync);
	sync_close(&sync);
	lookup_init(&sync.lookup, &cat, &scratch);
	r.want_of = list_wants(&sync, &scratch);
	review_page(&r);
	list_removed(&r, &cat, base);
	find_base_lines(out, base);
	if (target && a->model && out->n)
		find_translations(a, out, base, target, arena);
	catalog_release(&cat);
	arena_release(&scratch);
}

void
audit_revisions(struct auditor *a, struct audit_page *out,
		const struct page *old, const struct page *now,
		struct arena *arena)
{
	compare(a, out, now, old, NULL, NULL, arena);
}

static void
note_base(struct auditor *a, struct audit_page *out, const struct base *base,
	  struct arena *arena)
{
	out->base_how = base->how;
	out->has_bad_pin = base->has_bad_pin;
	if (base->rev.p)
		audit_commit_of(a, base->rev, arena, &out->base);
}

/* The pair, of which all three pages are read. */
static void
audit_three(struct auditor *a, struct audit_page *out,
	    const struct page *source, const struct page *base,
	    const struct page *target, struct arena *arena)
{
	struct map texts = { 0 }, copied = { 0 };

	list_texts(target, &texts);
	list_copied(a, base, &texts, &copied);
	if (base != source)
		list_copied(a, source, &texts, &copied);
	if (base == source && !copied.n && !a->all_units) {
		out->counts.total = out->counts.translated = size_of(a, source);
		out->state = AUDIT_UP_TO_DATE;
	} else {
		compare(a, out, source, base, target, &copied, arena);
		settle(a, out, true,
		       &(struct audit_sides){ .source = source->doc.bytes,
					      .base = base->doc.bytes },
		       arena);
	}
	map_release(&texts);
	map_release(&copied);
}

void
audit_pair(struct auditor *a, struct audit_page *out, struct str source,
	   struct str target, struct arena *arena)
{
	struct arena scratch = { 0 };
	struct page s, t, b;
	struct base base = { .how = BASE_PRESENT };

	page_read(&s, out->source, source, a->cfg->dialect, &scratch, a->diag);
	if (!target.p) {
		audit_missing(a, out, &s);
		page_release(&s);
		arena_release(&scratch);
		return;
	}
	page_read(&t, out->target, target, a->cfg->dialect, &scratch, a->diag);
	if (a->bases)
		base_find(a->bases, bases_add(a->bases, out->source),
			  bases_add(a->bases, out->target), &s, &t, &scratch,
			  &base);
	note_base(a, out, &base, arena);
	if (base.bytes.p) {
		page_read(&b, out->source, base.bytes, a->cfg->dialect,
			  &scratch, NULL);
		audit_three(a, out, &s, &b, &t, arena);
		page_release(&b);
	} else {
		audit_three(a, out, &s, &s, &t, arena);
	}
	page_release(&s);
	page_release(&t);
	arena_release(&scratch);
}
