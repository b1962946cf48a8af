/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sync.h"

#include "base/i18n.h"
#include "catalog/po_write.h"
#include "cmd/summary.h"
#include "cmd/work.h"

#include <stdio.h>

struct totals {
	struct sync_counts counts;
	size_t n_written; /* catalogs */
};

static void
add_counts(struct sync_counts *to, const struct sync_counts *c)
{
	to->exact += c->exact;
	to->revived += c->revived;
	to->added += c->added;
	to->obsolete += c->obsolete;
	to->translated += c->translated;
	to->fuzzy += c->fuzzy;
	to->untranslated += c->untranslated;
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
sync_catalog(struct work *w, const struct work_catalog *job,
	     struct totals *totals)
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
	add_counts(&totals->counts, &sync.counts);
	if (!exists && !sync.n)
		goto out; /* nothing to translate: no file */
	if (w->inv->dry_run || !work_may_write(w, job->po))
		goto out;
	made = po_save(&cat, job->po.p, &w->diag) == FILE_SAVED;
	totals->n_written += made;
	if (made && w->inv->verbose)
		printf(_("%s: %zu new, %zu obsolete\n"), job->po.p,
		       sync.counts.added, sync.counts.obsolete);
out:
	catalog_release(&cat);
	arena_release(&arena);
}

static void
print_summary(const struct work *w, const struct config_language *lang,
	      const struct totals *t)
{
	const struct sync_counts *c = &t->counts;
	const struct summary_part parts[] = {
		{ c->translated, N_("translated"), true },
		{ c->fuzzy, N_("fuzzy"), false },
		{ c->untranslated, N_("untranslated"), true },
		{ c->added, N_("new"), true },
		{ c->revived, N_("came back"), false },
		{ c->obsolete, N_("obsolete"), false },
		{ t->n_written, N_("catalogs written"), true },
		{ 0, NULL, false },
	};

	if (!w->inv->quiet)
		summary_print(lang->tag, parts);
}

static int
run(const struct invocation *inv)
{
	struct work w;
	struct totals totals = { 0 };

	if (!work_open(&w, inv, false))
		return work_close(&w, STATUS_TROUBLE);
	for (size_t i = 0; i < w.n; i++) {
		if (w.catalogs[i].selected)
			sync_catalog(&w, &w.catalogs[i], &totals);
		work_flush(&w);
		if (i + 1 < w.n && w.catalogs[i + 1].lang == w.catalogs[i].lang)
			continue;
		print_summary(&w, w.catalogs[i].lang, &totals);
		totals = (struct totals){ 0 };
	}
	return work_close(&w, STATUS_FINE);
}

const struct command command_sync = {
	"sync", "[PAGE...]", N_("bring the catalogs in line with the sources"),
	run
};
