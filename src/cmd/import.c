/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/import.h"

#include "base/i18n.h"
#include "catalog/po_write.h"
#include "cmd/import_po.h"
#include "cmd/survey.h"
#include "sync/align_judge.h"
#include "sync/base.h"
#include "sync/compose.h"
#include "sync/stamp.h"
#include "sync/sync.h"
#include "unit/wrap.h"

#include <pthread.h>
#include <stdio.h>

/* ORDER import_count */
enum {
	EXACT,
	INEXACT,
	COPIES,
	EMPTY,
	FOREIGN,
	MISSING,
	UNITS,
	COPIED,
	UNSURE,
	ONLY_SOURCE,
	ONLY_TARGET,
	EDITED,
	CONFLICTS
};

static const struct work_row rows[] = {
	{ "exact", NN_("builds back byte for byte", "build back byte for byte"),
	  WORK_ALWAYS, NO_FINDING, 0 },
	{ "not_exact", NN_("does not build back", "do not build back"),
	  WORK_IF_ANY, STRICT_FINDING, 0 },
	{ "copies", NN_("copy of the source", "copies of the source"),
	  WORK_IF_ANY, NO_FINDING, 0 },
	{ "empty", NN_("without any text", "without any text"), WORK_IF_ANY,
	  STRICT_FINDING, 0 },
	{ "foreign", NN_("in another language", "in another language"),
	  WORK_IF_ANY, STRICT_FINDING, 0 },
	{ "without_translation",
	  NN_("without a translation", "without a translation"), WORK_IF_ANY,
	  NO_FINDING, 0 },
	{ "units", NN_("unit", "units"), WORK_ALWAYS, NO_FINDING, 0 },
	{ "not_translated", NNC_("number", "not translated", "not translated"),
	  WORK_IF_ANY, NO_FINDING, 0 },
	{ "unsure", NNC_("number", "unsure", "unsure"), WORK_IF_ANY,
	  STRICT_FINDING, 0 },
	{ "only_source",
	  NNC_("number", "only in the source", "only in the source"),
	  WORK_IF_ANY, STRICT_FINDING, 0 },
	{ "only_target",
	  NNC_("number", "only in the translation", "only in the translation"),
	  WORK_IF_ANY, STRICT_FINDING, 0 },
	{ "edited",
	  NN_("text taken from an edited page",
	      "texts taken from edited pages"),
	  WORK_IF_ANY, NO_FINDING, 0 },
	{ "conflicts", NNC_("number", "conflict", "conflicts"), WORK_IF_ANY,
	  STRICT_FINDING, 0 },
	{ NULL, NULL, NULL, WORK_HIDDEN, NO_FINDING, 0 },
};

/*
 * What lives as long as the command. Tasks may use what stands below the lock
 * while they hold it: sums, to which all add in any order, and the history.
 */
struct run {
	struct align_model model;  /* of the language */
	struct language *language; /* the same */
	bool has_bases;
	size_t n_bad_pins; /* pins that lead nowhere, so far */
	pthread_mutex_t lock;
	struct bases bases;
	struct import_summary summary;
	struct wrap_census census; /* of all languages */
};

/* What is said of pins that lead nowhere, each in a diag of its own. */
struct bad_pins {
	struct diag *items;
	size_t n, cap;
};

/* One catalog, while pages are imported into it. */
struct import {
	struct work *w;
	const struct work_catalog *job;
	struct run *run;
	struct catalog *cat;
	struct arena *arena; /* of the page */
	struct arena kept;   /* of the catalog */
	size_t *counts;
	bool exists;	   /* the catalog was there before */
	struct str *based; /* the base of each page; no string: the present */
	size_t n_stored;   /* pages of which something is in the catalog now */
	struct bad_pins *bad_pins; /* in the work's arena */
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

/* Does some message say that the catalog has the page already? */
static bool
is_known(const struct catalog *cat, struct str path)
{
	for (size_t i = cat->has_header ? 1 : 0; i < cat->n; i++) {
		const struct po_message *m = cat->messages[i];

		for (size_t k = 0; !m->obsolete && k < m->references.n; k++)
			if (str_eq(m->references.items[k], path))
				return true;
	}
	return false;
}

/*
 * Law 6 where import_page cannot tell by itself: does the catalog build the page
 * as it stands? `target` was read without its stamps, which are no part of it.
 */
static bool
builds_back(struct import *im, const struct page *source,
	    const struct page *target)
{
	struct composed composed;
	struct buf plain = { 0 };
	bool same;

	compose(im, source, &composed);
	stamp_strip(&im->w->cfg, source, buf_str(&composed.bytes), &plain);
	same = str_eq(buf_str(&plain), target->doc.bytes);
	buf_release(&plain);
	composed_release(&composed);
	return same;
}

/*
 * Was only the page edited since it was built? So it is where the catalog still
 * builds what calque wrote there last, whatever state the page was in.
 */
static bool
is_page_newer(struct import *im, const struct page *source, struct str path)
{
	const struct config *cfg = &im->w->cfg;
	int n_states = cfg->n_stamps ? N_CONFIG_STATES : 1;
	struct composed composed;
	bool newer = false;

	if (im->w->inv->force || im->w->single)
		return im->w->inv->force;
	if (!im->exists)
		return false;
	compose(im, source, &composed);
	for (int i = 0; i < n_states && !newer; i++) {
		struct buf built = { 0 };
		struct str key;

		stamp_page(cfg, (enum config_state)i, source,
			   buf_str(&composed.bytes), &built, &key);
		newer = cache_knows(im->w->cache, path, buf_str(&built));
		buf_release(&built);
	}
	composed_release(&composed);
	return newer;
}

/* ORDER import_note_kind */
static const size_t note_rows[N_IMPORT_NOTES] = {
	UNSURE, ONLY_SOURCE, ONLY_TARGET, COPIED, EDITED, CONFLICTS,
};

static void
count_result(struct import *im, const struct import_report *r)
{
	size_t *n = im->counts;

	n[UNITS] += r->units;
	for (size_t k = 0; k < N_IMPORT_NOTES; k++)
		if (k != IMPORT_LOCALISED)
			n[note_rows[k]] += r->counts[k];
	n[COPIED] += r->copied;
	switch (r->result) {
	case IMPORT_COPY:
		n[COPIES]++;
		break;
	case IMPORT_EMPTY:
		n[EMPTY]++;
		break;
	case IMPORT_UNTRANSLATED:
	case IMPORT_FOREIGN:
		n[FOREIGN]++;
		break;
	default:
		n[r->exact ? EXACT : INEXACT]++;
	}
}

/* What nobody should miss. */
static void
say_result(struct import *im, const struct import_report *r, struct str path)
{
	struct diag *diag = &im->w->diag;
	struct loc at = loc_at(path, 0);

	if (r->result == IMPORT_COPY)
		diag_note(diag, at,
			  _("is a copy of its source: nothing to import"));
	else if (r->result == IMPORT_EMPTY)
		diag_warning(diag, at, _("has no text: nothing to import"));
	else if (r->result == IMPORT_FOREIGN ||
		 r->result == IMPORT_UNTRANSLATED)
		diag_warning(diag, at,
			     _("is not in the language of its folder: not "
			       "imported"));
	else if (r->result == IMPORT_PARALLEL && !r->exact)
		diag_warning(diag, at,
			     _("was imported, but does not build back byte for "
			       "byte"));
}

static void
report_page(struct import *im, const struct import_result_page *page)
{
	struct run *run = im->run;

	pthread_mutex_lock(&run->lock);
	import_summary_add(&run->summary, page->report);
	if (page->report->stored && !im->w->single && !im->w->cfg.wrap_cols)
		wrap_census_add(&run->census, page->target);
	pthread_mutex_unlock(&run->lock);
	if (work_is_json(im->w))
		import_write_json(page, &im->w->json);
	else if (!im->w->inv->quiet)
		import_write_text(page, im->w->inv->verbose, &im->w->out);
}

/*
 * The source as it was when the page was translated. A page that the catalog has
 * already is one of the present source, unless it says otherwise.
 */
static void
find_base(struct import *im, const struct work_page *job,
	  const struct page *source, const struct page *target,
	  struct base *base)
{
	struct bases *bases = &im->run->bases;
	struct diag said = { .quiet = im->w->diag.quiet };
	bool is_bad_pin;

	*base = (struct base){ .how = BASE_PRESENT };
	if (!im->run->has_bases)
		return;
	pthread_mutex_lock(&im->run->lock);
	bases->diag = &said;
	bases->n_bad_pins = 0;
	base_find(bases,
		  &(struct base_pair){
			  .source_file = bases_add(bases, job->source),
			  .target_file = bases_add(bases, job->target),
			  .source_path = source->path,
			  .source = source->doc.bytes,
			  .target = target->doc.bytes,
			  .front = target },
		  im->arena, base);
	is_bad_pin = bases->n_bad_pins > 0;
	pthread_mutex_unlock(&im->run->lock);
	if (is_bad_pin) {
		ARENA_PUSH(&im->w->arena, im->bad_pins->items, im->bad_pins->n,
			   im->bad_pins->cap, said);
	} else {
		diag_move(&im->w->diag, &said);
		diag_release(&said);
	}
	if (base->how == BASE_FIT && is_known(im->cat, job->source))
		*base = (struct base){ .how = BASE_PRESENT };
}

static void
import_pages(struct import *im, const struct work_page *job,
	     const struct page *s, const struct page *t, struct str bytes,
	     const struct base *base)
{
	struct lookup lookup;
	struct import_report report;
	struct import_options options = {
		.cfg = &im->w->cfg,
		.model = &im->run->model,
		.language = im->run->language,
		.many_pages = im->job->n > 1,
		.page_wins = is_page_newer(im, s, job->target),
	};

	lookup_init(&lookup, im->cat, im->arena);
	import_page(&lookup, &options, s, t, &im->w->diag, &report);
	if (report.stored) {
		im->n_stored++;
		if (report.may_be_exact)
			report.exact = builds_back(im, s, t);
		if (!im->w->single && report.exact && !im->w->inv->dry_run)
			cache_note(im->w->cache, job->target, bytes);
	}
	count_result(im, &report);
	say_result(im, &report, job->target);
	report_page(im, &(struct import_result_page){
				.language = im->job->lang->tag,
				.source = s,
				.target = t,
				.base = *base,
				.report = &report });
}

static void
import_pair(struct import *im, size_t i, struct str source, struct str target)
{
	const struct work_page *job = &im->job->pages[i];
	const struct dialect *dialect = im->w->cfg.dialect;
	struct diag *diag = &im->w->diag;
	struct page s, t;
	struct base base;

	page_read(&s, job->source, source, dialect, im->arena, diag);
	page_read(&t, job->target, target, dialect, im->arena, diag);
	stamp_unread(&im->w->cfg, &s, &t);
	find_base(im, job, &s, &t, &base);
	if (base.bytes.p) {
		page_release(&s);
		page_read(&s, job->source, base.bytes, dialect, im->arena,
			  NULL);
		im->based[i] = arena_str(&im->kept, base.bytes);
	}
	import_pages(im, job, &s, &t, target, &base);
	page_release(&s);
	page_release(&t);
}

static void
import_file(struct import *im, size_t i)
{
	const struct work_page *job = &im->job->pages[i];
	struct buf source = { 0 }, target = { 0 };

	if (!im->w->single && file_state(job->target.p) == FILE_ABSENT)
		im->counts[MISSING]++;
	else if (file_load(job->source.p, &source, &im->w->diag) &&
		 file_load(job->target.p, &target, &im->w->diag))
		import_pair(im, i, buf_str(&source), buf_str(&target));
	buf_release(&source);
	buf_release(&target);
}

/* The page as it is, or at its base. */
static void
sync_one(struct import *im, struct sync *sync, size_t i, bool at_base,
	 struct arena *arena)
{
	struct diag silent = { .quiet = true };
	struct str path = im->job->pages[i].source;
	struct buf bytes = { 0 };
	struct page page;

	if (at_base && im->based[i].p)
		buf_add(&bytes, im->based[i]);
	if (bytes.n || file_load(path.p, &bytes, &silent)) {
		page_read(&page, path, buf_str(&bytes), im->w->cfg.dialect,
			  arena, NULL);
		sync->lookup.arena = arena;
		sync_page(sync, &page);
		page_release(&page);
	}
	buf_release(&bytes);
	diag_release(&silent);
}

/*
 * Bring the catalog in line with its pages: document order, references, and
 * messages for what is not translated.
 */
static void
sync_all(struct import *im, bool at_base)
{
	struct arena arena = { 0 };
	struct sync sync;
	struct lexicon lexicon;

	lexicon_init(&lexicon, im->w->cfg.dialect);
	sync_open(&sync, im->cat, &lexicon, &arena);
	for (size_t i = 0; i < im->job->n; i++)
		sync_one(im, &sync, i, at_base, &arena);
	sync_resolve(&sync);
	sync_close(&sync);
	lexicon_release(&lexicon);
	arena_release(&arena);
}

static bool
has_base(const struct import *im)
{
	for (size_t i = 0; i < im->job->n; i++)
		if (im->based[i].p)
			return true;
	return false;
}

/* From the bases, where the texts were paired, to the sources of today. */
static void
close_catalog(struct import *im)
{
	sync_all(im, true);
	if (has_base(im) && !im->w->inv->exact)
		sync_all(im, false);
	if (!im->w->inv->dry_run && work_may_write(im->w, im->job->po))
		po_save(im->cat, im->job->po.p, &im->w->diag);
}

static void
import_catalog(struct work *w, const struct work_catalog *job, size_t *counts)
{
	struct catalog cat;
	struct arena arena = { 0 };
	struct import im = { .w = w,
			     .job = job,
			     .run = w->state,
			     .cat = &cat,
			     .arena = &arena,
			     .counts = counts };

	im.bad_pins = w->result = arena_alloc(&w->arena, sizeof(*im.bad_pins));
	if (work_load_catalog(w, job, true, &cat, &im.exists)) {
		im.based = arena_array(&im.kept, job->n, sizeof(*im.based));
		for (size_t i = 0; i < job->n; i++) {
			if (!job->pages[i].selected)
				continue;
			import_file(&im, i);
			arena_clear(&arena);
			work_step(w, job->pages[i].target);
		}
		if (im.n_stored)
			close_catalog(&im);
	}
	catalog_release(&cat);
	arena_release(&arena);
	arena_release(&im.kept);
}

/* Only so many of all pins that lead nowhere are named: the first ones. */
static void
catalog_done(struct work *w, const struct work_catalog *job, void *result)
{
	struct run *run = w->state;
	struct bad_pins *bad_pins = result;

	(void)job;
	for (size_t i = 0; i < bad_pins->n; i++) {
		if (run->n_bad_pins++ < BASES_SHOWN)
			diag_move(&w->diag, &bad_pins->items[i]);
		diag_release(&bad_pins->items[i]);
	}
}

/* ---- the language as a whole ---- */

static void
begin_language(struct work *w, const struct config_language *lang)
{
	struct run *run = w->state;

	if (!run->has_bases && (!w->single || w->inv->base)) {
		w->stop = !survey_bases(w, w->inv->base, &run->bases);
		run->has_bases = true;
	}
	if (w->stop)
		return;
	run->language = language_new(lang->locale);
	survey_model(w, lang, &run->model);
}

/* After the last language: is there a width that the pages are wrapped to? */
static void
propose_wrap(struct work *w)
{
	const struct wrap_census *census = &((struct run *)w->state)->census;
	size_t n_kept, cols;

	cols = wrap_census_cols(census, &n_kept);
	if (cols)
		diag_note(&w->diag, loc_at(w->cfg.path, 0),
			  _("the pages are wrapped at %zu columns: 'build: "
			    "{wrap: %zu}' would keep %zu %% of %zu wrapped "
			    "texts on one line in the catalogs"),
			  cols, cols, n_kept * 100 / census->n_texts,
			  census->n_texts);
}

static void
end_language(struct work *w, const struct config_language *lang, size_t *counts)
{
	struct run *run = w->state;
	struct buf text = { 0 };

	(void)counts;
	import_write_summary(&run->summary, lang->tag, &text);
	if (text.n && !work_is_json(w) && !w->inv->quiet && !w->single)
		fwrite(text.p, 1, text.n, stdout);
	buf_release(&text);
	import_summary_release(&run->summary);
	language_free(run->language);
	if (lang != w->catalogs[w->n - 1].lang)
		return;
	propose_wrap(w);
	if (!run->has_bases)
		return;
	run->bases.diag = &w->diag;
	run->bases.n_bad_pins = run->n_bad_pins;
	bases_report(&run->bases);
}

static int
run(const struct invocation *inv)
{
	static const struct work_plan plan = { .rows = rows,
					       .writes = true,
					       .json_list = "pages",
					       .needs_target = true,
					       .language_begin = begin_language,
					       .spreads = true,
					       .catalog = import_catalog,
					       .catalog_done = catalog_done,
					       .language_end = end_language };
	struct run state = { .lock = PTHREAD_MUTEX_INITIALIZER };
	int status;

	if (inv->po && !inv->source && !inv->target && !inv->locale)
		return import_po_run(inv);
	status = work_run(inv, &plan, &state);
	pthread_mutex_destroy(&state.lock);
	if (state.has_bases)
		bases_release(&state.bases);
	return status;
}

const struct command command_import = {
	"import",
	N_("[PAGE...]"),
	N_("make catalogs of pages that were translated by hand"),
	run,
	{
		{ "calque import", N_("catalogs of all translated pages") },
		{ "calque import content/es/a.md",
		  N_("take the edits of a built page into its catalog") },
		{ "calque import --base=v1.0",
		  N_("the pages were translated from that commit") },
	},
};
