/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/since.h"

#include "unit/slot.h"

static void
take_commit(const struct history *h, size_t commit, struct arena *arena,
	    struct audit_commit *out)
{
	const struct history_commit *c = &h->commits[commit];

	out->id = arena_str(arena, c->id);
	out->subject = arena_str(arena, c->subject);
	out->time = c->time;
}

void
audit_commit_of(struct auditor *a, struct str id, struct arena *arena,
		struct audit_commit *out)
{
	struct history *h = &a->bases->history;
	size_t commit;

	*out = (struct audit_commit){ .id = arena_str(arena, id) };
	if (history_find(h, id, &commit) == GIT_FOUND)
		take_commit(h, commit, arena, out);
}

/* The texts that wait for a translator because the source changed. */
static void
list_waiting(const struct audit_page *page, struct map *waiting)
{
	for (size_t i = 0; i < page->n; i++) {
		const struct audit_unit *unit = &page->units[i];

		if (unit->needs_translator && unit->now.p &&
		    (unit->kind == AUDIT_CHANGED || unit->kind == AUDIT_NEW))
			map_set(waiting, unit->now, i);
	}
}

static bool
has_any(struct auditor *a, struct str bytes, const struct map *waiting)
{
	struct arena arena = { 0 };
	struct page page;
	bool found = false;

	page_read(&page, STR(""), bytes, a->cfg->dialect, &arena, NULL);
	for (size_t i = 0; i < page.n && !found; i++)
		found = page.slots[i].text.p &&
			map_find(waiting, page.slots[i].text) != MAP_NONE;
	page_release(&page);
	arena_release(&arena);
	return found;
}

/*
 * Does this revision have one of the texts? The source as it is has all of them
 * and its base has none: most pages need no look at any other revision.
 */
static bool
is_behind(struct auditor *a, const struct history_rev *rev,
	  const struct audit_sides *sides, const struct map *waiting)
{
	struct git_object object;

	if (rev->change == HISTORY_DELETED ||
	    git_read(&a->bases->git, rev->blob, &object) != GIT_FOUND)
		return false;
	if (str_eq(object.bytes, sides->source))
		return true;
	if (sides->base.p && str_eq(object.bytes, sides->base))
		return false;
	return has_any(a, object.bytes, waiting);
}

void
audit_find_first(struct auditor *a, struct audit_page *page,
		 const struct audit_sides *sides, struct arena *arena)
{
	struct map waiting = { 0 };
	const struct history_file *f;
	size_t file;

	if (!a->bases || a->bases->git.state != GIT_READY ||
	    page->state != AUDIT_OUTDATED)
		return;
	file = bases_add(a->bases, page->source);
	f = &a->bases->history.files[file];
	list_waiting(page, &waiting);
	for (size_t i = 0; i < f->n && i < AUDIT_MAX_REVISIONS; i++) {
		if (waiting.n ? !is_behind(a, &f->revs[i], sides, &waiting) :
				i > 0)
			break;
		take_commit(&a->bases->history, f->revs[i].commit, arena,
			    &page->first);
		page->n_commits = i + 1;
	}
	map_release(&waiting);
}

void
audit_find_deleted(struct auditor *a, struct audit_page *page,
		   struct str source, struct arena *arena)
{
	size_t file = bases_add(a->bases, source);
	const struct history_file *f = &a->bases->history.files[file];

	if (!f->n || f->revs[0].change != HISTORY_DELETED)
		return;
	take_commit(&a->bases->history, f->revs[0].commit, arena, &page->first);
	page->n_commits = 1;
}
