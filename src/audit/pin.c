/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/pin.h"

#include "base/i18n.h"
#include "sync/sync.h"

#include <stdlib.h>

/* The pages that are compared. */
struct moved {
	struct auditor *a;
	const struct audit_page *page;
	struct arena arena;
	struct page old_target, target; /* when the pin was the old one; now */
	struct page old_source, source; /* at both pins */
	struct map was, is;		/* texts of old_target and target */
	struct map target_of; /* text of old_source -> slot of old_target */
};

/* ---- where the pin was moved ---- */

/*
 * The newest revision of the translation that has another pin: its bytes, and
 * the pin. False where there is none, or it had no pin.
 */
static bool
find_old_pin(struct moved *m, struct str pin, struct str *bytes,
	     struct str *old)
{
	struct bases *b = m->a->bases;
	const struct history_file *f =
		&b->history.files[bases_add(b, m->page->target)];

	for (size_t i = 0; i < f->n && i < PIN_MAX_REVISIONS; i++) {
		struct git_object object;
		const struct slot *slot;
		struct page page;
		bool same;

		if (f->revs[i].change == HISTORY_DELETED ||
		    git_read(&b->git, f->revs[i].blob, &object) != GIT_FOUND)
			return false;
		*bytes = arena_str(&m->arena, object.bytes);
		page_read_front(&page, m->page->target, *bytes,
				m->a->cfg->dialect, &m->arena, NULL);
		slot = base_find_pin(m->a->cfg, &page);
		same = slot && str_eq(slot->text, pin);
		if (slot)
			*old = slot->text;
		page_release(&page);
		if (!same)
			return slot != NULL;
	}
	return false;
}

/* The source at a commit; false where that does not have it. */
static bool
read_source_at(struct moved *m, size_t commit, struct page *out)
{
	struct bases *b = m->a->bases;
	struct history_place place;
	struct git_object object;

	if (!history_at(&b->history, bases_add(b, m->page->source), commit,
			&place) ||
	    git_read(&b->git, place.blob, &object) != GIT_FOUND)
		return false;
	page_read(out, m->page->source, arena_str(&m->arena, object.bytes),
		  m->a->cfg->dialect, &m->arena, NULL);
	return true;
}

/* ---- what did not follow ---- */

static void
list_texts(const struct page *page, struct map *texts)
{
	for (size_t i = 0; i < page->n; i++)
		if (page->slots[i].required && page->slots[i].text.p)
			map_set(texts, page->slots[i].text, i);
}

/* Has the translation a text that it had not? */
static bool
has_new_text(const struct moved *m)
{
	for (size_t i = 0; i < m->target.n; i++) {
		const struct slot *slot = &m->target.slots[i];

		if (slot->required && slot->text.p &&
		    map_find(&m->was, slot->text) == MAP_NONE)
			return true;
	}
	return false;
}

static void
align_old(struct moved *m)
{
	struct align_model model;
	struct alignment pairs;

	align_model_init(&model, m->a->cfg->source, m->page->locale);
	align_pages(&m->old_source, &m->old_target, &model, &m->arena, &pairs);
	for (size_t i = 0; i < pairs.n; i++) {
		const struct align_pair *p = &pairs.pairs[i];
		struct str text;

		if (!align_is_one_to_one(p) || !align_is_sure(p))
			continue;
		text = m->old_source.slots[p->source].text;
		if (text.p)
			map_set(&m->target_of, text, p->target);
	}
}

/* Does what translated the unit still stand as it did? */
static bool
is_as_it_was(const struct moved *m, const struct audit_unit *unit)
{
	size_t at = unit->was.p ? map_find(&m->target_of, unit->was) : MAP_NONE;
	struct str text;

	if (at == MAP_NONE)
		return false;
	text = m->old_target.slots[at].text;
	return text.p && map_find(&m->is, text) != MAP_NONE;
}

/* ---- slips ---- */

static int
by_number(const void *a, const void *b)
{
	unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;

	return x < y ? -1 : x > y;
}

static unsigned *
sorted_words(struct moved *m, struct str text, size_t *n)
{
	struct match_text words;
	unsigned *list;

	lexicon_text(&m->a->lexicon, text, (struct str){ 0 }, &m->arena,
		     &words);
	list = arena_array(&m->arena, words.n + 1, sizeof(*list));
	for (size_t i = 0; i < words.n; i++)
		list[i] = words.tokens[i];
	qsort(list, words.n, sizeof(*list), by_number);
	*n = words.n;
	return list;
}

/* The same digits in the same order? */
static bool
has_same_digits(struct str a, struct str b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.n && !ascii_is_digit(a.p[i]))
			i++;
		while (k < b.n && !ascii_is_digit(b.p[k]))
			k++;
		if (i == a.n || k == b.n)
			return i == a.n && k == b.n;
		if (a.p[i++] != b.p[k++])
			return false;
	}
}

/* Did but a word or two of the unit change, and no number? */
static bool
is_slip(struct moved *m, const struct audit_unit *unit)
{
	size_t n, n_was, i = 0, k = 0, gone = 0, come = 0;
	unsigned *was, *now;

	if (unit->kind != AUDIT_CHANGED ||
	    !has_same_digits(unit->was, unit->now))
		return false;
	was = sorted_words(m, unit->was, &n_was);
	now = sorted_words(m, unit->now, &n);
	while (i < n_was || k < n) {
		if (k == n || (i < n_was && was[i] < now[k])) {
			gone++;
			i++;
		} else if (i == n_was || now[k] < was[i]) {
			come++;
			k++;
		} else {
			i++;
			k++;
		}
	}
	return gone <= PIN_SLIP_WORDS && come <= PIN_SLIP_WORDS;
}

/* ---- all together ---- */

static void
compare(struct moved *m, struct pin_report *out, struct arena *arena)
{
	struct audit_page changes = { .source = m->page->source };
	bool has_new;

	audit_revisions(m->a, &changes, &m->old_source, &m->source, &m->arena);
	list_texts(&m->old_target, &m->was);
	list_texts(&m->target, &m->is);
	has_new = has_new_text(m);
	if (has_new && changes.n)
		align_old(m);
	out->is_slip = true;
	for (size_t i = 0; i < changes.n; i++) {
		const struct audit_unit *unit = &changes.units[i];

		if (!unit->needs_translator ||
		    (has_new && !is_as_it_was(m, unit)))
			continue;
		out->is_slip = is_slip(m, unit) && out->is_slip;
		if (!out->unchanged.units++)
			out->first = arena_str(arena, unit->now.p ? unit->now :
								    unit->was);
		out->unchanged.words += unit->words;
	}
	if (out->unchanged.units)
		out->fault = PIN_MOVED;
}

/* Was the pin moved forward, and what came of it? */
static void
check_moved(struct auditor *a, const struct audit_page *page, size_t commit,
	    struct str target, struct arena *arena, struct pin_report *out)
{
	struct moved m = { .a = a, .page = page };
	struct history *h = &a->bases->history;
	struct str bytes, old;
	size_t before;

	if (find_old_pin(&m, out->value, &bytes, &old) &&
	    history_find(h, old, &before) == GIT_FOUND && before != commit &&
	    history_contains(h, commit, before) &&
	    read_source_at(&m, before, &m.old_source)) {
		if (read_source_at(&m, commit, &m.source)) {
			out->old = arena_str(arena, old);
			page_read(&m.old_target, page->target, bytes,
				  a->cfg->dialect, &m.arena, NULL);
			page_read(&m.target, page->target, target,
				  a->cfg->dialect, &m.arena, NULL);
			compare(&m, out, arena);
			page_release(&m.old_target);
			page_release(&m.target);
			page_release(&m.source);
		}
		page_release(&m.old_source);
	}
	map_release(&m.was);
	map_release(&m.is);
	map_release(&m.target_of);
	arena_release(&m.arena);
}

/* Is the commit one that HEAD will reach, if at all? */
static bool
is_ahead(struct history *h, size_t commit)
{
	return commit >= h->n_reached &&
	       (history_contains(h, commit, 0) ||
		h->commits[commit].time > h->commits[0].time);
}

static bool
has_page(struct auditor *a, const struct audit_page *page, size_t commit)
{
	struct history_place place;

	return history_at(&a->bases->history, bases_add(a->bases, page->source),
			  commit, &place);
}

void
pin_check(struct auditor *a, const struct audit_page *page, struct str target,
	  struct arena *arena, struct pin_report *out)
{
	struct history *h = &a->bases->history;
	struct arena scratch = { 0 };
	const struct slot *pin;
	struct page t;
	size_t commit;

	*out = (struct pin_report){ .fault = PIN_TRUE };
	page_read_front(&t, page->target, target, a->cfg->dialect, &scratch,
			NULL);
	pin = base_find_pin(a->cfg, &t);
	if (pin) {
		out->value = arena_str(arena, pin->text);
		out->line = pin->leaf->line;
	}
	page_release(&t);
	arena_release(&scratch);
	if (!pin || a->bases->git.state != GIT_READY)
		return;
	if (history_find(h, out->value, &commit) != GIT_FOUND)
		out->fault =
			a->bases->git.is_shallow ? PIN_TRUE : PIN_NO_COMMIT;
	else if (is_ahead(h, commit))
		out->fault = PIN_AHEAD;
	else if (!has_page(a, page, commit))
		out->fault = PIN_NO_PAGE;
	else
		check_moved(a, page, commit, target, arena, out);
}

/* ---- the finding ---- */

static struct str
text_of(const struct pin_report *pin, struct arena *arena)
{
	switch (pin->fault) {
	case PIN_NO_COMMIT:
		return arena_strf(arena, _("'%.*s' is no commit here"),
				  STR_FMT(pin->value));
	case PIN_AHEAD:
		return arena_strf(arena,
				  _("'%.*s' is a commit that HEAD has not "
				    "reached"),
				  STR_FMT(pin->value));
	case PIN_NO_PAGE:
		return arena_strf(arena,
				  _("commit '%.*s' does not have the source"),
				  STR_FMT(pin->value));
	default:
		return arena_strf(
			arena,
			ngettext("moved on from '%.*s', though %zu unit that "
				 "changed since is translated as before: "
				 "'%.*s'",
				 "moved on from '%.*s', though %zu units that "
				 "changed since are translated as before; the "
				 "first: '%.*s'",
				 pin->unchanged.units),
			STR_FMT(pin->old), pin->unchanged.units,
			STR_FMT(pin->first));
	}
}

void
pin_add(const struct gate *g, const struct audit_page *page,
	const struct pin_report *pin)
{
	struct finding f = { .id = "pin-untrue",
			     .path = page->target,
			     .line = pin->line,
			     .page = page->source };
	struct arena arena = { 0 };

	if (pin->fault == PIN_TRUE)
		return;
	f.text = text_of(pin, &arena);
	f.command = check_command(&arena, "diff", g->lang->tag, page->source);
	if (pin->is_slip && check_severity(g->rules, f.id) > SEVERITY_WARNING)
		f.severity = SEVERITY_WARNING;
	gate_add(g, f);
	arena_release(&arena);
}
