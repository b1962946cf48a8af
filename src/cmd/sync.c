/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sync.h"

#include "base/i18n.h"
#include "base/workers.h"
#include "catalog/po_read.h"
#include "catalog/po_write.h"
#include "cmd/strays.h"
#include "sync/moved.h"
#include "sync/pool.h"

#include <stdio.h>

/* ORDER sync_count */
enum {
	EXACT,
	CARRIED,
	FUZZY,
	NEW,
	CAME_BACK,
	OBSOLETE,
	WRITTEN,
	WORDS_CARRIED,
	WORDS_FUZZY,
	WORDS_NEW
};

static const struct work_row rows[] = {
	{ "exact", NN_("exact", "exact"), WORK_ALWAYS, NO_FINDING, 0 },
	{ "carried", NNC_("number", "carried", "carried"), WORK_ALWAYS,
	  NO_FINDING, WORDS_CARRIED },
	{ "fuzzy", NNC_("number", "fuzzy", "fuzzy"), WORK_ALWAYS, NO_FINDING,
	  WORDS_FUZZY },
	{ "new", NNC_("number", "new", "new"), WORK_ALWAYS, NO_FINDING,
	  WORDS_NEW },
	{ "came_back", NN_("came back", "came back"), WORK_IF_ANY, NO_FINDING,
	  0 },
	{ "obsolete", NN_("obsolete", "obsolete"), WORK_ALWAYS, NO_FINDING, 0 },
	{ "catalogs_written", NN_("catalog written", "catalogs written"),
	  WORK_ALWAYS, NO_FINDING, 0 },
	{ "words_carried", NULL, NULL, WORK_HIDDEN, NO_FINDING, 0 },
	{ "words_fuzzy", NULL, NULL, WORK_HIDDEN, NO_FINDING, 0 },
	{ "words_new", NULL, NULL, WORK_HIDDEN, NO_FINDING, 0 },
	{ NULL, NULL, NULL, WORK_HIDDEN, NO_FINDING, 0 },
};

/* A catalog that waits until all of its language have been looked at. */
struct deferred {
	const struct work_catalog *job;
	size_t first_wish;
};

/* What lives as long as the command. */
struct run {
	struct lexicon lexicons[WORKERS_MAX + 1]; /* of workers, of the pool */
	/* catalogs of the language, before the sync: none, one, or more */
	size_t n_existing;
	struct arena arena;   /* of the language */
	struct strays strays; /* of the language */
	struct pool pool;
	struct deferred *deferred;
	size_t n_deferred, cap_deferred;
};

/* One catalog while it is synced. */
struct job {
	struct work *w;
	const struct work_catalog *c;
	struct run *run;
	size_t *counts;
	struct diag *diag;
	struct lexicon *lexicon;
	const struct stray *stray; /* what the catalog was, if it moved */
	struct catalog cat;
	struct arena arena;
	struct sync sync;
	bool exists;
	struct cache_work work; /* its files: the catalog, then its sources */
	struct cache_sum *sums; /* of what was read of them */
	bool is_saved;		/* and there was nothing to write */
};

static void
add_counts(size_t *counts, const struct sync_counts *c)
{
	counts[EXACT] += c->exact;
	counts[CARRIED] += c->carried;
	counts[FUZZY] += c->fuzzy;
	counts[NEW] += c->added;
	counts[CAME_BACK] += c->revived;
	counts[OBSOLETE] += c->obsolete;
	counts[WORDS_CARRIED] += c->words_carried;
	counts[WORDS_FUZZY] += c->words_fuzzy;
	counts[WORDS_NEW] += c->words_added;
}

/* Call visit for each page; false where one could not be read. */
static bool
each_page(struct job *j, struct diag *diag,
	  void (*visit)(struct job *j, const struct page *page, size_t i))
{
	bool ok = true;

	for (size_t i = 0; i < j->c->n && ok; i++) {
		struct str path = j->c->pages[i].source;
		struct arena arena = { 0 };
		struct buf bytes = { 0 };
		struct page page;

		ok = file_load(path.p, &bytes, diag);
		if (ok) {
			if (j->w->cache->knows_work)
				j->sums[i + 1] = cache_sum_of(buf_str(&bytes));
			page_read(&page, path, buf_str(&bytes),
				  j->w->cfg.dialect, &arena, diag);
			j->sync.lookup.arena = &arena;
			visit(j, &page, i);
			page_release(&page);
			j->sync.lookup.arena = &j->arena;
		}
		buf_release(&bytes);
		arena_release(&arena);
	}
	return ok;
}

static void
sync_one(struct job *j, const struct page *page, size_t i)
{
	j->sync.keep = j->w->inv->keep && j->c->pages[i].selected;
	sync_page(&j->sync, page);
}

static void
verify_one(struct job *j, const struct page *page, size_t i)
{
	if (j->sync.pages[i].has_patched)
		sync_verify(&j->sync, &j->w->cfg, page);
}

/* The catalog as it is, or as it was before its pages were renamed. */
static bool
load_catalog(struct job *j)
{
	struct work_catalog from = *j->c;

	j->stray = strays_of(&j->run->strays, j->c);
	if (j->stray)
		from.po = j->stray->po;
	if (!work_load_catalog(j->w, &from, true, &j->cat, &j->exists))
		return false;
	strays_rename_pages(j->w, j->c, &j->cat);
	return true;
}

/*
 * Load the catalog and pair what it can by itself. A page that cannot be read
 * would look like a page without text: the catalog is left as it is.
 */
static bool
job_open(struct job *j)
{
	bool ok = load_catalog(j);

	/* the same numbers, whatever was done before */
	lexicon_clear(j->lexicon);
	sync_open(&j->sync, &j->cat, j->lexicon, &j->arena);
	if (!ok || !each_page(j, j->diag, sync_one))
		return false;
	sync_resolve(&j->sync);
	return true;
}

static void
job_release(struct job *j)
{
	sync_release(&j->sync);
	catalog_release(&j->cat);
	arena_release(&j->arena);
}

static void
report(struct job *j)
{
	struct str language = j->c->lang->tag;
	const struct invocation *inv = j->w->inv;

	if (work_is_json(j->w)) {
		sync_write_json(&j->sync, language, &j->w->json);
		return;
	}
	if (inv->verbose || inv->keep)
		sync_write_text(&j->sync, language, inv->verbose, &j->w->out);
}

/*
 * The catalog has another name now. It moves before it is written, so that a
 * run that is cut off never leaves both. Where pages are named no catalog but
 * theirs is written: then it is copied, and the next sync retires the old one.
 */
static bool
move_stray(struct job *j)
{
	struct str from = j->stray->po, to = j->c->po;

	if (!j->w->inv->dry_run && !j->w->inv->n_pages &&
	    !(work_may_write(j->w, from) && work_may_write(j->w, to) &&
	      file_move(from.p, to.p, &j->w->diag)))
		return false;
	diag_note(&j->w->diag, loc_at(to, 0),
		  _("was '%.*s', whose page was renamed"), STR_FMT(from));
	return true;
}

static void
save(struct job *j)
{
	enum file_saved saved;

	if (!j->exists && j->cat.n <= 1) {
		j->is_saved = true;
		return; /* nothing to translate: no file */
	}
	if ((j->stray && !move_stray(j)) || j->w->inv->dry_run ||
	    !work_may_write(j->w, j->c->po))
		return;
	saved = po_save(&j->cat, j->c->po.p, &j->w->diag);
	j->counts[WRITTEN] += saved == FILE_SAVED;
	j->is_saved = saved == FILE_UNCHANGED;
}

/* ---- catalogs that need no work ---- */

static void
describe_work(struct job *j)
{
	const struct work_catalog *c = j->c;
	struct arena *arena = &j->w->arena;
	struct str *files = arena_array(arena, c->n + 1, sizeof(*files));

	files[0] = c->po;
	for (size_t i = 0; i < c->n; i++)
		files[i + 1] = c->pages[i].source;
	j->work = (struct cache_work){ .kind = CACHE_SYNC,
				       .path = c->po,
				       .files = files,
				       .n_files = c->n + 1 };
	j->sums = arena_array(arena, c->n + 1, sizeof(*j->sums));
}

/* Is the catalog as the last sync left it, and its pages, too? */
static bool
is_done(struct job *j)
{
	size_t n;

	if (j->w->inv->keep || strays_of(&j->run->strays, j->c) ||
	    !cache_is_done(j->w->cache, &j->work, &n))
		return false;
	j->counts[EXACT] += n;
	return true;
}

/* Note the catalog where all was as it should be, and nothing was said. */
static void
note_done(struct job *j)
{
	const struct sync_counts *n = &j->sync.counts;
	const struct diag *diag = &j->w->diag;

	if (!j->w->cache->knows_work || !j->is_saved || j->w->inv->keep ||
	    j->diag != diag ||
	    diag->n_notes + diag->n_warnings + diag->n_errors ||
	    n->carried + n->fuzzy + n->added + n->revived + n->obsolete ||
	    sync_has_news(&j->sync))
		return;
	j->sums[0] = cache_sum_of(j->cat.bytes);
	cache_note_done(j->w->cache, &j->work, j->sums, n->exact);
}

static void
job_close(struct job *j)
{
	struct diag quiet = { .quiet = true };

	sync_close(&j->sync);
	if (j->sync.has_patched)
		each_page(j, &quiet, verify_one);
	diag_release(&quiet);
	add_counts(j->counts, &j->sync.counts);
	report(j);
	save(j);
	note_done(j);
}

/* Was there no other catalog that could have something for this one? */
static bool
is_alone(const struct job *j)
{
	return !j->run->strays.n && j->run->n_existing == j->exists;
}

/* Pair what is left with the orphans of the catalog itself. */
static void
adopt_own(struct job *j)
{
	struct pool pool;

	pool_init(&pool, j->lexicon);
	pool_add_wishes(&pool, &j->sync);
	pool_add_orphans(&pool, &j->sync);
	pool_add_catalog(&pool, &j->cat, false);
	pool_match(&pool);
	sync_adopt(&j->sync, &pool, 0);
	pool_release(&pool);
}

static void
defer(struct job *j)
{
	struct run *run = j->run;
	struct deferred d = { .job = j->c };

	d.first_wish = pool_add_wishes(&run->pool, &j->sync);
	pool_add_orphans(&run->pool, &j->sync);
	ARENA_PUSH(&run->arena, run->deferred, run->n_deferred,
		   run->cap_deferred, d);
}

static struct job *
job_new(struct work *w, const struct work_catalog *c, size_t *counts)
{
	struct run *run = w->state;
	struct job *j = arena_alloc(&w->arena, sizeof(*j));

	*j = (struct job){ .w = w,
			   .c = c,
			   .run = run,
			   .lexicon = &run->lexicons[w->worker],
			   .counts = counts,
			   .diag = &w->diag };
	if (w->cache->knows_work)
		describe_work(j);
	return j;
}

static void
sync_catalog(struct work *w, const struct work_catalog *c, size_t *counts)
{
	struct job *j = job_new(w, c, counts);

	if (!is_done(j) && job_open(j)) {
		bool open = sync_count_open(&j->sync) > 0;

		if ((open || sync_has_orphans(&j->sync)) && !is_alone(j)) {
			w->result = j;
		} else {
			if (open)
				adopt_own(j);
			job_close(j);
		}
	}
	for (size_t i = 0; i < c->n; i++)
		work_step(w, c->pages[i].source);
	if (!w->result)
		job_release(j);
}

static void
catalog_done(struct work *w, const struct work_catalog *c, void *result)
{
	(void)w, (void)c;
	if (result) {
		defer(result);
		job_release(result);
	}
}

/* ---- the language as a whole ---- */

static void
begin_language(struct work *w, const struct config_language *lang)
{
	struct run *run = w->state;

	for (size_t i = 0; i <= WORKERS_MAX && !run->lexicons[i].dialect; i++)
		lexicon_init(&run->lexicons[i], w->cfg.dialect);
	run->n_existing = 0;
	for (size_t i = 0; i < w->n && run->n_existing < 2; i++)
		run->n_existing +=
			w->catalogs[i].lang == lang &&
			file_state(w->catalogs[i].po.p) != FILE_ABSENT;
	pool_init(&run->pool, &run->lexicons[WORKERS_MAX]);
	lexicon_clear(run->pool.lexicon);
	strays_list(w, lang, &run->strays);
	strays_find_moved(w, lang, &run->strays);
}

static void
gather_from(struct pool *pool, struct str po, bool is_gone)
{
	struct catalog cat;

	if (strays_load(&cat, po))
		pool_add_catalog(pool, &cat, is_gone);
	catalog_release(&cat);
}

/* What the other catalogs offer; one that cannot be read has said so. */
static void
gather_offers(struct work *w, const struct config_language *lang)
{
	struct run *run = w->state;

	for (size_t i = 0; i < w->n && run->pool.n_wishes; i++)
		if (w->catalogs[i].lang == lang)
			gather_from(&run->pool, w->catalogs[i].po, false);
	for (size_t i = 0; i < run->strays.n && run->pool.n_wishes; i++)
		gather_from(&run->pool, run->strays.items[i].po,
			    !run->strays.items[i].moved_to);
}

static void
finish_deferred(struct work *w, void *ctx, size_t i, size_t *counts)
{
	struct run *run = ctx;
	const struct deferred *d = &run->deferred[i];
	struct diag quiet = { .quiet = true }; /* the first reading said it */
	struct job *j = job_new(w, d->job, counts);

	j->diag = &quiet;
	if (job_open(j) && sync_adopt(&j->sync, &run->pool, d->first_wish))
		job_close(j);
	else
		diag_error(&w->diag, loc_at(d->job->po, 0),
			   _("is not written, because its pages changed "
			     "meanwhile; run calque again"));
	job_release(j);
	diag_release(&quiet);
}

/* The pages of a stray are gone: its messages wait as obsolete ones. */
static void
retire_stray(struct work *w, const struct stray *stray, size_t *counts)
{
	struct catalog cat;

	if (stray->moved_to || w->inv->n_pages || w->inv->dry_run ||
	    !work_may_write(w, stray->po))
		return;
	if (strays_load(&cat, stray->po)) {
		for (size_t i = cat.has_header ? 1 : 0; i < cat.n; i++) {
			counts[OBSOLETE] += !cat.messages[i]->obsolete;
			catalog_retire(&cat, cat.messages[i]);
		}
		counts[WRITTEN] +=
			po_save(&cat, stray->po.p, &w->diag) == FILE_SAVED;
	}
	catalog_release(&cat);
}

static void
end_language(struct work *w, const struct config_language *lang, size_t *counts)
{
	struct run *run = w->state;
	struct work_tasks deferred = { .n = run->n_deferred,
				       .ctx = run,
				       .task = finish_deferred };

	if (run->n_deferred) {
		gather_offers(w, lang);
		pool_match(&run->pool);
	}
	work_each(w, &deferred, counts);
	for (size_t i = 0; i < run->strays.n; i++)
		retire_stray(w, &run->strays.items[i], counts);
	pool_release(&run->pool);
	strays_release(&run->strays);
	run->deferred = NULL;
	run->n_deferred = run->cap_deferred = 0;
	arena_clear(&run->arena);
}

static int
run(const struct invocation *inv)
{
	static const struct work_plan plan = { .rows = rows,
					       .writes = true,
					       .json_list = "changes",
					       .language_begin = begin_language,
					       .spreads = true,
					       .uses_cache = true,
					       .catalog = sync_catalog,
					       .catalog_done = catalog_done,
					       .language_end = end_language };
	struct run state = { 0 };
	int status;

	if (inv->keep && !inv->n_pages && !inv->source) {
		fprintf(stderr, "calque: error: %s\n",
			_("'--keep' needs the pages whose changes need no "
			  "translator"));
		return STATUS_TROUBLE;
	}
	status = work_run(inv, &plan, &state);
	for (size_t i = 0; i <= WORKERS_MAX; i++)
		lexicon_release(&state.lexicons[i]);
	arena_release(&state.arena);
	return status;
}

const struct command command_sync = {
	"sync",
	N_("[PAGE...]"),
	N_("bring the catalogs in line with the sources"),
	run,
	{
		{ "calque sync", N_("after source pages have changed") },
		{ "calque sync -v content/en/a.md",
		  N_("what became of each changed text of a page") },
		{ "calque sync --keep content/en/a.md",
		  N_("the change was a slip of the pen: keep the "
		     "translations") },
	},
};
