/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sync.h"

#include "base/i18n.h"
#include "catalog/po_write.h"
#include "cmd/work.h"

#include <stdio.h>

/* ORDER sync_count */
enum { TRANSLATED, FUZZY, UNTRANSLATED, NEW, CAME_BACK, OBSOLETE, WRITTEN };

static const struct work_row rows[] = {
	{ N_("translated"), true, NO_FINDING },
	{ N_("fuzzy"), false, NO_FINDING },
	{ N_("untranslated"), true, NO_FINDING },
	{ N_("new"), true, NO_FINDING },
	{ N_("came back"), false, NO_FINDING },
	{ N_("obsolete"), false, NO_FINDING },
	{ N_("catalogs written"), true, NO_FINDING },
	{ NULL, false, NO_FINDING },
};

static void
add_counts(size_t *counts, const struct sync_counts *c)
{
	counts[TRANSLATED] += c->translated;
	counts[FUZZY] += c->fuzzy;
	counts[UNTRANSLATED] += c->untranslated;
	counts[NEW] += c->added;
	counts[CAME_BACK] += c->revived;
	counts[OBSOLETE] += c->obsolete;
}

/* Read each page into the sync; false where one could not be read. */
static bool
sync_pages(struct work *w, const struct work_catalog *job, struct sync *s)
{
	bool ok = true;

	for (size_t i = 0; i < job->n && ok; i++) {
		struct arena arena = { 0 };
		struct buf bytes = { 0 };
		struct page page;

		ok = file_load(job->pages[i].source.p, &bytes, &w->diag);
		if (ok) {
			page_read(&page, job->pages[i].source, buf_str(&bytes),
				  w->cfg.dialect, &arena, &w->diag);
			s->lookup.arena = &arena;
			sync_page(s, &page);
			page_release(&page);
		}
		buf_release(&bytes);
		arena_release(&arena);
		work_step(w, job->pages[i].source);
	}
	return ok;
}

/*
 * A page that cannot be read would look like a page without text: the catalog
 * is left as it is.
 */
static void
sync_catalog(struct work *w, const struct work_catalog *job, size_t *counts)
{
	struct catalog cat;
	struct arena arena = { 0 };
	struct sync sync;
	bool exists, made = false;

	if (!work_load_catalog(w, job, true, &cat, &exists))
		goto out;
	sync_open(&sync, &cat, &arena);
	if (!sync_pages(w, job, &sync))
		goto out;
	sync_close(&sync);
	add_counts(counts, &sync.counts);
	if (!exists && !sync.n)
		goto out; /* nothing to translate: no file */
	if (w->inv->dry_run || !work_may_write(w, job->po))
		goto out;
	made = po_save(&cat, job->po.p, &w->diag) == FILE_SAVED;
	counts[WRITTEN] += made;
	if (made && w->inv->verbose)
		printf(_("%s: %zu new, %zu obsolete\n"), job->po.p,
		       sync.counts.added, sync.counts.obsolete);
out:
	catalog_release(&cat);
	arena_release(&arena);
}

static int
run(const struct invocation *inv)
{
	return work_run(inv, false, rows, sync_catalog);
}

const struct command command_sync = {
	"sync", "[PAGE...]", N_("bring the catalogs in line with the sources"),
	run
};
