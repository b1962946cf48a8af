/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/import.h"

#include "base/i18n.h"
#include "catalog/po_write.h"
#include "cmd/work.h"
#include "sync/compose.h"
#include "sync/sync.h"
#include "unit/wrap.h"

#include <stdio.h>

/* ORDER import_count */
enum {
	EXACT,
	INEXACT,
	NOT_PARALLEL,
	COPIES,
	MISSING,
	UNITS,
	EDITED,
	CONFLICTS
};

static const struct work_row rows[] = {
	{ N_("build back byte for byte"), true, NO_FINDING },
	{ N_("do not build back"), false, STRICT_FINDING },
	{ N_("do not run parallel"), false, FINDING },
	{ N_("copies of the source"), false, NO_FINDING },
	{ N_("without a translation"), false, NO_FINDING },
	{ N_("units"), true, NO_FINDING },
	{ N_("texts taken from edited pages"), false, NO_FINDING },
	{ N_("conflicts"), false, STRICT_FINDING },
	{ NULL, false, NO_FINDING },
};

/* One catalog, while pages are imported into it. */
struct import {
	struct work *w;
	const struct work_catalog *job;
	struct catalog *cat;
	struct arena *arena;
	size_t *counts;
};

/* What the catalog builds now. */
static void
compose(struct import *im, const struct page *source, struct composed *out)
{
	struct diag silent = { .quiet = true };
	struct compose c = { .cfg = &im->w->cfg,
			     .po_path = im->job->po,
			     .diag = &silent };
	struct lookup lookup;

	lookup_init(&lookup, im->cat, im->arena);
	compose_page(&c, &lookup, source, out);
	diag_release(&silent);
}

/* The proof of law 6: does the catalog build the page as it stands? */
static bool
builds_back(struct import *im, const struct page *source, struct str target)
{
	struct composed composed;
	bool same;

	compose(im, source, &composed);
	same = str_eq(buf_str(&composed.bytes), target);
	composed_release(&composed);
	return same;
}

/*
 * Was only the page edited since it was built? So it is where the catalog still
 * builds what calque wrote there last.
 */
static bool
is_page_newer(struct import *im, const struct page *source, struct str path)
{
	struct composed composed;
	bool newer;

	if (im->w->inv->force || im->w->single)
		return im->w->inv->force;
	compose(im, source, &composed);
	newer = cache_knows(&im->w->cache, path, buf_str(&composed.bytes));
	composed_release(&composed);
	return newer;
}

static void
count_result(struct import *im, enum import_result result, bool exact,
	     const struct import_counts *counts, const struct page *target)
{
	size_t *n = im->counts;

	n[UNITS] += counts->units;
	n[CONFLICTS] += counts->conflicts;
	n[EDITED] += counts->edited;
	if (result == IMPORT_COPY) {
		n[COPIES]++;
		diag_note(&im->w->diag, loc_at(target->path, 0),
			  _("is a copy of its source: nothing to import"));
	} else if (result == IMPORT_NOT_PARALLEL) {
		n[NOT_PARALLEL]++;
	} else if (exact) {
		n[EXACT]++;
	} else {
		n[INEXACT]++;
		diag_warning(&im->w->diag, loc_at(target->path, 0),
			     _("was imported, but does not build back byte for "
			       "byte"));
	}
}

static void
import_pair(struct import *im, const struct work_page *job, struct str source,
	    struct str target)
{
	struct page s, t;
	struct lookup lookup;
	struct import_counts counts;
	enum import_result result;
	bool exact = false;

	page_read(&s, job->source, source, im->w->cfg.dialect, im->arena,
		  &im->w->diag);
	page_read(&t, job->target, target, im->w->cfg.dialect, im->arena,
		  &im->w->diag);
	lookup_init(&lookup, im->cat, im->arena);
	result = import_page(&lookup, &im->w->cfg, &s, &t, im->job->n > 1,
			     is_page_newer(im, &s, job->target), &im->w->diag,
			     &counts);
	if (result == IMPORT_OK || result == IMPORT_NOT_EXACT) {
		exact = builds_back(im, &s, target);
		if (!im->w->single && !im->w->cfg.wrap_cols)
			wrap_census_add(im->w->state, &t);
		if (!im->w->single && exact && !im->w->inv->dry_run)
			cache_note(&im->w->cache, job->target, target);
	}
	count_result(im, result, exact, &counts, &t);
	if (im->w->inv->verbose)
		printf(_("%s: %zu units, %zu localised values, %zu "
			 "differences of layout\n"),
		       job->target.p, counts.units, counts.localised,
		       counts.layout);
	page_release(&s);
	page_release(&t);
}

static void
import_file(struct import *im, const struct work_page *job)
{
	struct buf source = { 0 }, target = { 0 };

	if (!im->w->single && file_state(job->target.p) == FILE_ABSENT)
		im->counts[MISSING]++;
	else if (file_load(job->source.p, &source, &im->w->diag) &&
		 file_load(job->target.p, &target, &im->w->diag))
		import_pair(im, job, buf_str(&source), buf_str(&target));
	buf_release(&source);
	buf_release(&target);
}

/* Document order, references, and messages for what is not translated. */
static void
put_in_order(struct import *im)
{
	struct arena arena = { 0 };
	struct sync sync;
	struct lexicon lexicon;
	struct diag silent = { .quiet = true };

	lexicon_init(&lexicon, im->w->cfg.dialect);
	sync_open(&sync, im->cat, &lexicon, &arena);
	for (size_t i = 0; i < im->job->n; i++) {
		struct buf bytes = { 0 };
		struct page page;

		if (file_load(im->job->pages[i].source.p, &bytes, &silent)) {
			page_read(&page, im->job->pages[i].source,
				  buf_str(&bytes), im->w->cfg.dialect, &arena,
				  NULL);
			sync.lookup.arena = &arena;
			sync_page(&sync, &page);
			page_release(&page);
		}
		buf_release(&bytes);
	}
	sync_resolve(&sync);
	sync_close(&sync);
	lexicon_release(&lexicon);
	diag_release(&silent);
	arena_release(&arena);
}

static void
import_catalog(struct work *w, const struct work_catalog *job, size_t *counts)
{
	struct catalog cat;
	struct arena arena = { 0 };
	struct import im = { w, job, &cat, &arena, counts };
	size_t before = counts[EXACT] + counts[INEXACT];
	bool exists;

	if (work_load_catalog(w, job, true, &cat, &exists)) {
		for (size_t i = 0; i < job->n; i++) {
			if (!job->pages[i].selected)
				continue;
			import_file(&im, &job->pages[i]);
			arena_clear(&arena);
			work_step(w, job->pages[i].target);
		}
		if (counts[EXACT] + counts[INEXACT] > before) {
			put_in_order(&im);
			if (!w->inv->dry_run && work_may_write(w, job->po))
				po_save(&cat, job->po.p, &w->diag);
		}
	}
	catalog_release(&cat);
	arena_release(&arena);
}

/* After the last language: is there a width that the pages are wrapped to? */
static void
propose_wrap(struct work *w, const struct config_language *lang, size_t *counts)
{
	const struct wrap_census *census = w->state;
	size_t n_kept, cols;

	(void)counts;
	if (lang != w->catalogs[w->n - 1].lang)
		return;
	cols = wrap_census_cols(census, &n_kept);
	if (cols)
		diag_note(&w->diag, loc_at(w->cfg.path, 0),
			  _("the pages are wrapped at %zu columns: 'build: "
			    "{wrap: %zu}' would keep %zu %% of %zu wrapped "
			    "texts on one line in the catalogs"),
			  cols, cols, n_kept * 100 / census->n_texts,
			  census->n_texts);
}

static int
run(const struct invocation *inv)
{
	struct wrap_census census = { 0 };
	static const struct work_plan plan = { .rows = rows,
					       .needs_target = true,
					       .catalog = import_catalog,
					       .language_end = propose_wrap };

	return work_run(inv, &plan, &census);
}

const struct command command_import = {
	"import", "[PAGE...]",
	N_("make catalogs of pages that were translated by hand"), run
};
