/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/live.h"

#include "base/i18n.h"
#include "base/watch.h"
#include "config/template.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

struct live {
	struct invocation inv;
	bool verbose; /* as the user wants it */
	const struct work_plan *plan;
	void *state;
	struct work w;
	bool is_listed; /* the work has the pages of the site */
	struct watch *watch;
	int start; /* the folder that arguments are relative to, or -1 */
	int root;  /* that of the site, or -1 */
	bool has_said, said_polling;
};

/* ---- signals ---- */

static volatile sig_atomic_t ended;

static void
end(int sig)
{
	(void)sig;
	ended = 1;
}

/*
 * A second signal ends the program at once. SIGINT counts even where a shell had
 * it ignored, as in `calque build --watch & hugo server`: Ctrl-C is for both.
 */
static void
catch_signals(void)
{
	struct sigaction action = { .sa_handler = end };

	action.sa_flags = (int)SA_RESETHAND;
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

/* NULL: it is time to end. */
static const struct watch_changes *
wait_for_changes(struct live *l)
{
	const struct watch_changes *changes = NULL;
	sigset_t signals, before;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, &before);
	while (!ended && !changes)
		changes = watch_next(l->watch, -1, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return ended ? NULL : changes;
}

/* ---- what is watched ---- */

/* What all paths of a template have in common: a folder, or it is one file. */
static struct str watched_part(struct str template)
{
	bool is_file = str_find_byte(template, 0, '{') == template.n;

	return is_file ? template : template_fixed(template);
}

/* Before any page is read, so that no change of one is missed. */
static void
watch_site(struct live *l)
{
	const struct config *cfg = &l->w.cfg;
	struct arena arena = { 0 };
	struct str *paths =
		arena_array(&arena, 2 * cfg->n_pages + 2, sizeof(*paths));
	size_t n = 0;

	paths[n++] = l->w.single ? str_of(l->inv.source) : STR(CONFIG_NAME);
	if (l->w.single)
		paths[n++] = str_of(l->inv.po ? l->inv.po : l->inv.target);
	for (size_t i = 0; i < cfg->n_pages; i++) {
		paths[n++] = watched_part(cfg->pages[i].source);
		if (cfg->pages[i].po.p)
			paths[n++] = watched_part(cfg->pages[i].po);
		else if (l->plan->takes_pairs)
			paths[n++] = watched_part(cfg->pages[i].target);
	}
	close(l->root);
	l->root = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	watch_free(l->watch);
	l->watch = watch_new(paths, n, WATCH_BEST);
	arena_release(&arena);
}

/* Once, and again where it is the other way by now. */
static void
say_how(struct live *l)
{
	bool polls = watch_is_polling(l->watch);

	if (l->inv.quiet || (l->has_said && polls == l->said_polling))
		return;
	if (polls)
		fputs(_("calque: note: the system does not tell what changes "
			"here, or not in so many folders; the files are "
			"looked at several times a second\n"),
		      stderr);
	if (!l->has_said)
		puts(_("watching for changes; Ctrl-C ends it"));
	fflush(stdout);
	l->has_said = true;
	l->said_polling = polls;
}

/* ---- runs ---- */

/* What a run is about. */
struct batch {
	struct map changed; /* paths of sources and catalogs, borrowed */
	bool everything;    /* it is about all pages */
	bool anew;	    /* read the config, look for pages */
};

/* Is it a page that was translated by hand? */
static bool
is_pair_target(const struct work *w, struct str path)
{
	for (size_t i = 0; i < w->n; i++)
		if (!w->catalogs[i].po.p &&
		    str_eq(w->catalogs[i].pages[0].target, path))
			return true;
	return false;
}

/* Of the pages, or of the config? What was built is neither. */
static void
add_change(const struct live *l, struct batch *b, struct str path)
{
	const struct site *site = &l->w.site;

	if (l->w.single) {
		map_set(&b->changed, l->w.catalogs[0].pages[0].source, 0);
	} else if (str_eq(path, STR(CONFIG_NAME))) {
		b->everything = b->anew = true;
	} else if (site_is_source_path(site, path)) {
		bool is_there = file_state(path.p) != FILE_ABSENT;

		map_set(&b->changed, path, 0);
		b->anew = b->anew || is_there != site_has(site, path);
	} else if (site_is_catalog_path(site, path) ||
		   is_pair_target(&l->w, path)) {
		map_set(&b->changed, path, 0);
	}
}

static bool
is_chosen(const void *ctx, const struct work_catalog *job,
	  const struct work_page *page)
{
	const struct batch *b = ctx;

	return b->everything ||
	       map_find(&b->changed, page->source) != MAP_NONE ||
	       map_find(&b->changed, job->po.p ? job->po : page->target) !=
		       MAP_NONE;
}

static void
open_anew(struct live *l, const struct batch *b)
{
	work_close(&l->w, STATUS_FINE);
	l->is_listed = false;
	if (fchdir(l->start) == 0 &&
	    work_open(&l->w, &l->inv, l->plan, l->state)) {
		l->w.ended = &ended;
		if (b->everything) /* else the paths of `b` are its own */
			watch_site(l);
		l->is_listed = work_list(&l->w);
	} else if (l->root >= 0 && fchdir(l->root) != 0) {
		ended = 1; /* the site is gone */
	}
}

static int
run(struct live *l, const struct batch *b)
{
	int status = STATUS_TROUBLE;
	bool ready = true;

	l->inv.verbose = l->verbose || (!b->everything && !l->inv.quiet);
	if (b->anew)
		open_anew(l, b);
	else
		ready = work_resume(&l->w);
	if (ready && l->is_listed) {
		work_select(&l->w, is_chosen, b);
		l->w.is_partial = !b->everything;
		status = work_once(&l->w);
	}
	work_pause(&l->w);
	return status;
}

static void
go_on(struct live *l)
{
	const struct watch_changes *changes;

	while (!ferror(stdout) && (changes = wait_for_changes(l))) {
		struct batch b = { .everything = changes->everything,
				   .anew = changes->everything };

		if (!l->is_listed)
			b.everything = b.anew = true;
		for (size_t i = 0; i < changes->n && l->is_listed; i++)
			add_change(l, &b, changes->paths[i]);
		if (b.everything || b.changed.n)
			run(l, &b);
		map_release(&b.changed);
		say_how(l);
	}
}

int
live_run(const struct invocation *inv, const struct work_plan *plan,
	 void *state)
{
	struct live l = { .inv = *inv,
			  .verbose = inv->verbose,
			  .plan = plan,
			  .state = state };
	static const struct batch first = { .everything = true, .anew = true };
	int status;

	l.root = -1;
	l.start = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	catch_signals();
	status = run(&l, &first);
	if (l.is_listed && !l.w.stop) {
		status = STATUS_FINE;
		say_how(&l);
		go_on(&l);
	}
	work_close(&l.w, STATUS_FINE);
	watch_free(l.watch);
	close(l.root);
	if (fchdir(l.start) != 0)
		status = STATUS_TROUBLE;
	close(l.start);
	return status;
}
