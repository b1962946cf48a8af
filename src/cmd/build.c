/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cmd/audits.h"
#include "sync/compose.h"
#include "sync/known.h"
#include "sync/stamp.h"

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

/* The states of a catalog's pages: read when the first page is written. */
struct states {
	struct arena arena;
	struct audit_page *pages; /* NULL: not yet */
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
	bool *said = w->state;

	(void)job;
	if (*said || !u->target.p)
		return;
	diag_warning(&w->diag, loc_at(u->target, 0),
		     _("'build.stamp' has no effect on this page, nor on "
		       "others like it: %s"),
		     keys_result_text(u->why));
	*said = true;
}

static void
stamp(struct build *b)
{
	struct buf *bytes = &b->composed.bytes, stamped = { 0 };
	enum config_state state;
	enum keys_result result;
	struct str key;

	if (!b->w->cfg.n_stamps)
		return;
	if (!b->states->pages)
		b->states->pages =
			audits_states(b->w, b->job, &b->states->arena);
	/* ORDER config_states */
	state = (enum config_state)b->states->pages[b->page - b->job->pages]
			.state;
	result = stamp_page(&b->w->cfg, state, &b->source, buf_str(bytes),
			    &stamped, &key);
	if (result != KEYS_OK)
		say_no_stamp(b, result, key);
	buf_release(bytes);
	*bytes = stamped;
}

/* ---- one page ---- */

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
		foreign = known_first_foreign(&target, &b->source, b->cat);
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
	if (!unchanged && b->w->inv->verbose)
		buf_addf(&b->w->out, _("%s: written\n"), path.p);
}

static void
build_page(struct build *b)
{
	struct compose compose = { .cfg = &b->w->cfg,
				   .po_path = b->job->po,
				   .diag = &b->w->diag };
	struct buf bytes = { 0 };
	struct lookup lookup;

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
		b->counts[HELD_BACK]++;
		if (b->w->inv->verbose)
			buf_addf(&b->w->out,
				 _("%s: held back, too little of it is "
				   "translated\n"),
				 b->page->target.p);
	} else {
		stamp(b);
		write_target(b);
	}
	composed_release(&b->composed);
	page_release(&b->source);
	buf_release(&bytes);
}

static void
build_catalog(struct work *w, const struct work_catalog *job, size_t *counts)
{
	struct catalog cat;
	bool exists;

	w->result = arena_alloc(&w->arena, sizeof(struct unstamped));
	if (work_load_catalog(w, job, false, &cat, &exists)) {
		struct arena arena = { 0 };
		struct states states = { 0 };

		if (w->single && !exists)
			diag_warning(&w->diag, loc_at(job->po, 0),
				     _("there is no such catalog: the page is "
				       "built from its source alone"));
		for (size_t i = 0; i < job->n; i++) {
			struct build b = { .w = w,
					   .job = job,
					   .page = &job->pages[i],
					   .cat = &cat,
					   .states = &states,
					   .arena = &arena,
					   .counts = counts };

			if (!job->pages[i].selected)
				continue;
			build_page(&b);
			arena_clear(&arena);
			work_step(w, job->pages[i].target);
		}
		arena_release(&arena);
		arena_release(&states.arena);
	}
	catalog_release(&cat);
}

static int
run(const struct invocation *inv)
{
	static const struct work_plan plan = { .rows = rows,
					       .writes = true,
					       .needs_target = true,
					       .spreads = true,
					       .catalog = build_catalog,
					       .catalog_done = catalog_done };
	bool said_not_yaml = false;

	return work_run(inv, &plan, &said_not_yaml);
}

const struct command command_build = {
	"build", "[PAGE...]",
	N_("build the translated pages from sources and catalogs"), run
};
