/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cmd/audits.h"
#include "cmd/live.h"
#include "sync/compose.h"
#include "sync/known.h"
#include "sync/past.h"
#include "sync/stamp.h"

#include <pthread.h>
#include <stdio.h>

/* ORDER build_count */
enum { WRITTEN, UNCHANGED, HELD_BACK, LEFT_ALONE, REFUSED };

static const struct work_row rows[] = {
	{ "written", NN_("written", "written"), WORK_ALWAYS, NO_FINDING, 0 },
	{ "unchanged", NN_("unchanged", "unchanged"), WORK_IF_ANY, NO_FINDING,
	  0 },
	{ "held_back",
	  NN_("held back (too little translated)",
	      "held back (too little translated)"),
	  WORK_IF_ANY, NO_FINDING, 0 },
	{ "left_alone", NN_("left alone", "left alone"), WORK_IF_ANY, FINDING,
	  0 },
	{ "refused", NN_("translation refused", "translations refused"),
	  WORK_IF_ANY, FINDING, 0 },
	{ NULL, NULL, NULL, WORK_HIDDEN, NO_FINDING, 0 },
};

/* What lives as long as the command. */
struct run {
	bool said_not_yaml;
	pthread_mutex_t lock; /* of the rest */
	bool has_past;	      /* the history is read */
	struct bases past;
	struct diag quiet; /* of the past */
};

/* The states of a catalog's pages: read when the first page is written. */
struct states {
	struct arena arena;
	struct audit_page *pages; /* NULL: not yet */
	struct str *sources;	  /* what was read of each */
	struct cache_sum sum;	  /* of these; 0 where no page is stamped */
	bool is_summed;
};

/* One page, while it is built. */
struct build {
	struct work *w;
	const struct work_catalog *job;
	const struct work_page *page;
	const struct catalog *cat;
	struct states *states;
	struct arena *arena;
	struct page source;
	struct composed composed;
	size_t *counts;
	struct cache_sum po_sum;
	size_t n_said;			 /* messages before it */
	bool is_unchanged, is_held_back; /* the cache says so */
};

/* The first page of a catalog whose front matter cannot be stamped. */
struct unstamped {
	struct str target; /* no string: none */
	enum keys_result why;
};

/* ---- stamps ---- */

static void
say_no_stamp(struct build *b, enum keys_result why, struct str key)
{
	struct unstamped *u = b->w->result;

	if (why == KEYS_BROKEN)
		return; /* the page's reader has said it */
	if (why != KEYS_NOT_YAML) {
		diag_warning(&b->w->diag, loc_at(b->page->target, 0),
			     _("'%.*s' is not stamped: %s"), STR_FMT(key),
			     keys_result_text(why));
	} else if (!u->target.p) {
		*u = (struct unstamped){ b->page->target, why };
	}
}

/* Say it once for all pages whose front matter is of another kind. */
static void
catalog_done(struct work *w, const struct work_catalog *job, void *result)
{
	const struct unstamped *u = result;
	struct run *run = w->state;

	(void)job;
	if (run->said_not_yaml || !u->target.p)
		return;
	diag_warning(&w->diag, loc_at(u->target, 0),
		     _("'build.stamp' has no effect on this page, nor on "
		       "others like it: %s"),
		     keys_result_text(u->why));
	run->said_not_yaml = true;
}

static void
stamp(struct build *b)
{
	struct buf *bytes = &b->composed.bytes, stamped = { 0 };
	enum config_state state = CONFIG_UP_TO_DATE;
	enum keys_result result;
	struct str key;

	if (b->w->cfg.n_stamps && !b->states->pages)
		b->states->pages = audits_states_read(
			b->w, b->job, &b->states->arena, &b->states->sources);
	if (b->w->cfg.n_stamps) /* ORDER config_states */
		state = (enum config_state)b->states
				->pages[b->page - b->job->pages]
				.state;
	result = stamp_page(&b->w->cfg, state, &b->source, buf_str(bytes),
			    &stamped, &key);
	if (result != KEYS_OK)
		say_no_stamp(b, result, key);
	buf_release(bytes);
	*bytes = stamped;
}

/* ---- pages that need no work ---- */

enum { FILE_OF_PO, FILE_OF_SOURCE, FILE_OF_TARGET, N_FILES };

/*
 * What the page depends on; its target, too, where it is not held back. `also`:
 * all sources of the catalog, where the state of the page is stamped.
 */
static struct cache_work
work_of(const struct build *b, enum cache_kind kind, struct cache_sum also,
	struct str files[N_FILES])
{
	files[FILE_OF_PO] = b->job->po;
	files[FILE_OF_SOURCE] = b->page->source;
	files[FILE_OF_TARGET] = b->page->target;
	return (struct cache_work){
		.kind = kind,
		.path = b->page->target,
		.files = files,
		.n_files = kind == CACHE_BUILD ? N_FILES : FILE_OF_TARGET,
		.also = also,
	};
}

static size_t
count_said(const struct build *b)
{
	const struct diag *d = &b->w->diag;

	return d->n_notes + d->n_warnings + d->n_errors;
}

/* Of all sources of the catalog, as they were read for the states of pages. */
static struct cache_sum
sum_sources(struct build *b)
{
	struct arena *arena = &b->states->arena;
	size_t n = b->job->n;
	struct cache_sum *sums = arena_array(arena, n, sizeof(*sums));

	for (size_t i = 0; i < n; i++)
		sums[i] = cache_sum_of(b->states->sources[i]);
	return cache_sum_all(sums, n);
}

/* Nothing was written, and there was nothing to say: note it. */
static void
note_clean(struct build *b, enum cache_kind kind)
{
	struct states *states = b->states;
	struct str files[N_FILES];
	struct cache_work work;
	struct cache_sum sums[N_FILES] = {
		[FILE_OF_PO] = b->po_sum,
		[FILE_OF_SOURCE] = cache_sum_of(b->source.doc.bytes),
		[FILE_OF_TARGET] = cache_sum_of(buf_str(&b->composed.bytes)),
	};

	if (states->pages && !states->is_summed) {
		states->sum = sum_sources(b);
		states->is_summed = true;
	}
	work = work_of(b, kind, states->sum, files);
	if (kind == CACHE_HELD)
		work.also = (struct cache_sum){ { 0 } };
	cache_note_done(b->w->cache, &work, sums, 0);
}

static void
note_if_clean(struct build *b, enum cache_kind kind)
{
	if (b->w->cache->knows_work && !b->w->single && !b->w->inv->dry_run &&
	    !b->composed.n_refused && count_said(b) == b->n_said)
		note_clean(b, kind);
}

/* ---- one page ---- */

/* The history is read when the first page needs it. */
static void
read_past(struct run *run, const struct work *w)
{
	if (run->has_past)
		return;
	run->has_past = true;
	run->quiet.quiet = true;
	bases_open(&run->past, ".", NULL, &run->quiet); /* no pins are read */
	for (size_t i = 0; i < w->n; i++)
		for (size_t k = 0; k < w->catalogs[i].n; k++)
			bases_add(&run->past, w->catalogs[i].pages[k].target);
	bases_read(&run->past, NULL);
}

static bool
was_built(struct build *b, const struct page *target)
{
	struct run *run = b->w->state;
	struct past_page page = { .cfg = &b->w->cfg,
				  .po = b->job->po,
				  .path = b->page->target,
				  .target = target,
				  .source = &b->source };
	bool built;

	pthread_mutex_lock(&run->lock);
	read_past(run, b->w);
	built = past_was_built(&run->past, &page);
	pthread_mutex_unlock(&run->lock);
	return built;
}

/* Law 3: may the page that stands there be replaced? */
static bool
may_replace(struct build *b, struct str old)
{
	struct str path = b->page->target;
	const struct slot *foreign = NULL;
	struct page target;

	if (b->w->single || b->w->inv->force ||
	    cache_knows(b->w->cache, path, old))
		return true;
	page_read(&target, path, old, b->w->cfg.dialect, b->arena, NULL);
	stamp_unread(&b->w->cfg, &b->source, &target);
	if (!stamp_is_same(&b->w->cfg, &b->source, buf_str(&b->composed.bytes),
			   &target))
		foreign = known_first_foreign(&b->w->cfg, &target, &b->source,
					      b->cat);
	if (foreign && was_built(b, &target))
		foreign = NULL;
	if (foreign)
		diag_warning(&b->w->diag, loc_at(path, foreign->leaf->line),
			     _("is left alone: its text is not in the catalog; "
			       "run 'calque import %.*s' first, or 'calque "
			       "build --force' to replace it"),
			     STR_FMT(path));
	page_release(&target);
	return !foreign;
}

/* false: leave the page alone */
static bool
check_old(struct build *b, bool *unchanged)
{
	struct buf old = { 0 };
	bool ok = true;

	*unchanged = false;
	if (file_state(b->page->target.p) != FILE_ABSENT) {
		ok = file_load(b->page->target.p, &old, &b->w->diag);
		*unchanged = ok &&
			     str_eq(buf_str(&old), buf_str(&b->composed.bytes));
		if (ok && !*unchanged && !may_replace(b, buf_str(&old))) {
			b->counts[LEFT_ALONE]++;
			ok = false;
		}
	}
	buf_release(&old);
	return ok;
}

static void
write_target(struct build *b)
{
	struct str path = b->page->target;
	struct str bytes = buf_str(&b->composed.bytes);
	bool unchanged;

	if (!work_may_write(b->w, path) || !check_old(b, &unchanged))
		return;
	if (!unchanged && !b->w->inv->dry_run &&
	    file_save(path.p, bytes, &b->w->diag) == FILE_SAVE_FAILED)
		return;
	if (!b->w->single && !b->w->inv->dry_run)
		cache_note(b->w->cache, path, bytes);
	if (unchanged)
		b->counts[UNCHANGED]++;
	else
		b->counts[WRITTEN]++;
	if (unchanged)
		note_if_clean(b, CACHE_BUILD);
	else if (b->w->inv->verbose)
		buf_addf(&b->w->out, _("%s: written\n"), path.p);
}

static void
hold_back(struct build *b)
{
	b->counts[HELD_BACK]++;
	if (b->w->inv->verbose)
		buf_addf(&b->w->out,
			 _("%s: held back, too little of it is translated\n"),
			 b->page->target.p);
}

/* What came of the page before, if it came out clean from just these files. */
static void
ask_cache(struct build *b, struct cache_sum sources)
{
	struct str files[N_FILES];
	struct cache_sum none = { { 0 } };
	struct cache_work built = work_of(b, CACHE_BUILD, sources, files);
	struct cache_work held = work_of(b, CACHE_HELD, none, files);
	size_t n;

	b->is_unchanged = cache_is_done(b->w->cache, &built, &n);
	b->is_held_back =
		!b->is_unchanged && cache_is_done(b->w->cache, &held, &n);
}

static void
build_page(struct build *b)
{
	struct compose compose = { .cfg = &b->w->cfg,
				   .po_path = b->job->po,
				   .diag = &b->w->diag };
	struct buf bytes = { 0 };
	struct lookup lookup;

	b->n_said = count_said(b);
	if (!file_load(b->page->source.p, &bytes, &b->w->diag)) {
		buf_release(&bytes);
		return;
	}
	page_read(&b->source, b->page->source, buf_str(&bytes),
		  b->w->cfg.dialect, b->arena, &b->w->diag);
	/* the lookup changes nothing in the catalog */
	lookup_init(&lookup, (struct catalog *)b->cat, b->arena);
	compose_page(&compose, &lookup, &b->source, &b->composed);
	b->counts[REFUSED] += b->composed.n_refused;
	if (compose_is_held_back(&b->composed, b->w->cfg.threshold)) {
		hold_back(b);
		note_if_clean(b, CACHE_HELD);
	} else {
		stamp(b);
		write_target(b);
	}
	composed_release(&b->composed);
	page_release(&b->source);
	buf_release(&bytes);
}

/* ---- a catalog ---- */

/* The catalog of the pages, once one of them needs it. */
struct opened {
	struct catalog cat;
	struct cache_sum sum;
	struct states states;
	struct arena arena; /* of a page */
	bool is_open, ok;
};

static bool
open_catalog(struct opened *o, struct work *w, const struct work_catalog *job)
{
	bool exists;

	if (o->is_open)
		return o->ok;
	o->is_open = true;
	o->ok = work_load_catalog(w, job, false, &o->cat, &exists);
	if (o->ok && w->single && !exists)
		diag_warning(&w->diag, loc_at(job->po, 0),
			     _("there is no such catalog: the page is built "
			       "from its source alone"));
	if (o->ok && w->cache->knows_work)
		o->sum = cache_sum_of(o->cat.bytes);
	return o->ok;
}

static void
build_with(struct build *b, struct opened *o)
{
	if (b->is_unchanged) {
		b->counts[UNCHANGED]++;
	} else if (b->is_held_back) {
		hold_back(b);
	} else if (open_catalog(o, b->w, b->job)) {
		b->cat = &o->cat;
		b->po_sum = o->sum;
		b->states = &o->states;
		b->arena = &o->arena;
		build_page(b);
		arena_clear(&o->arena);
	}
	work_step(b->w, b->page->target);
}

/* As they are now, where the states of pages are stamped. */
static struct cache_sum
sum_of_sources(struct work *w, const struct work_catalog *job)
{
	struct cache_sum none = { { 0 } };
	struct cache_sum *sums = arena_array(&w->arena, job->n, sizeof(*sums));

	if (!w->cache->knows_work || !w->cfg.n_stamps)
		return none;
	for (size_t i = 0; i < job->n; i++)
		if (!cache_sum_file(w->cache, job->pages[i].source, &sums[i]))
			return none;
	return cache_sum_all(sums, job->n);
}

static void
build_catalog(struct work *w, const struct work_catalog *job, size_t *counts)
{
	struct cache_sum sources = sum_of_sources(w, job);
	struct opened opened = { .is_open = false };

	w->result = arena_alloc(&w->arena, sizeof(struct unstamped));
	for (size_t i = 0; i < job->n; i++) {
		struct build b = { .w = w,
				   .job = job,
				   .page = &job->pages[i],
				   .counts = counts };

		if (!job->pages[i].selected)
			continue;
		ask_cache(&b, sources);
		build_with(&b, &opened);
	}
	catalog_release(&opened.cat);
	arena_release(&opened.arena);
	arena_release(&opened.states.arena);
}

static int
run(const struct invocation *inv)
{
	static const struct work_plan plan = { .rows = rows,
					       .writes = true,
					       .needs_target = true,
					       .spreads = true,
					       .uses_cache = true,
					       .catalog = build_catalog,
					       .catalog_done = catalog_done };
	struct run state = { .lock = PTHREAD_MUTEX_INITIALIZER };
	int status = inv->watch ? live_run(inv, &plan, &state) :
				  work_run(inv, &plan, &state);

	if (state.has_past)
		bases_release(&state.past);
	diag_release(&state.quiet);
	pthread_mutex_destroy(&state.lock);
	return status;
}

const struct command command_build = {
	"build",
	N_("[PAGE...]"),
	N_("build the translated pages from sources and catalogs"),
	run,
	{
		{ "calque build", N_("write all pages that need it") },
		{ "calque build --language=es content/en/posts/",
		  N_("the Spanish pages of a folder") },
		{ "calque build --force content/es/a.md",
		  N_("replace a page that was edited, and lose the edits") },
	},
};
