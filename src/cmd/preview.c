/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/preview.h"

#include "audit/review.h"
#include "base/i18n.h"
#include "base/watch.h"
#include "cmd/audits.h"
#include "cmd/output.h"
#include "cmd/survey.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct run {
	struct check_rules all, rules; /* rules: of the language in hand */
	bool rules_ok;
	struct audits audits;
	bool to_folder;
	bool is_watched;
	struct files *files; /* that the pages are made of; or NULL */
};

static const struct loc nowhere = { { "calque", 6 }, 0 };

/* Files, by their whole paths. */
struct files {
	struct arena arena;
	struct str *paths;
	size_t n, cap;
};

/* ---- begin ---- */

/* A folder that is there, or whose name ends in a slash. */
static bool
is_folder(const char *path)
{
	return path && (str_ends(str_of(path), STR("/")) || file_is_dir(path));
}

/* The history of the pairs that are shown; catalogs need none. */
static bool
open_audits(struct work *w, struct audits *a)
{
	bool has_pairs = false;

	for (size_t i = 0; i < w->n; i++)
		has_pairs = has_pairs ||
			    (w->catalogs[i].selected && !w->catalogs[i].po.p);
	if (has_pairs) {
		bases_open(&a->bases, ".", &w->cfg, &w->diag);
		for (size_t i = 0; i < w->n; i++) {
			if (!w->catalogs[i].selected || w->catalogs[i].po.p)
				continue;
			bases_add(&a->bases, w->catalogs[i].pages[0].source);
			bases_add(&a->bases, w->catalogs[i].pages[0].target);
		}
		if (!bases_read(&a->bases, NULL))
			return false;
	}
	auditor_init(&a->auditor, &w->cfg, has_pairs ? &a->bases : NULL,
		     &w->diag);
	a->auditor.all_units = true;
	a->with_translations = has_pairs;
	a->is_open = true;
	return true;
}

static void
add_file(struct files *files, const char *here, struct str path)
{
	struct str whole = path_join(&files->arena, str_of(here), path);

	if (!path.n)
		return;
	if (path.p[0] == '/')
		whole = arena_str(&files->arena, path);
	ARENA_PUSH(&files->arena, files->paths, files->n, files->cap, whole);
}

static void
list_files(struct work *w, struct files *files)
{
	char *here = getcwd(NULL, 0);

	if (!here)
		return;
	add_file(files, here, w->cfg.path);
	for (size_t i = 0; i < w->n; i++) {
		const struct work_catalog *job = &w->catalogs[i];

		if (!job->selected)
			continue;
		add_file(files, here, job->po);
		for (size_t k = 0; k < job->n; k++)
			add_file(files, here, job->pages[k].source);
		if (!job->po.p)
			add_file(files, here, job->pages[0].target);
	}
	free(here);
}

static bool
begin(struct work *w)
{
	struct run *run = w->state;

	if (w->inv->watch && !w->inv->output) {
		diag_error(&w->diag, nowhere,
			   _("'--watch' needs a file to write to: "
			     "'--output=FILE'"));
		return false;
	}
	run->to_folder = is_folder(w->inv->output);
	if (w->n_pages > 1 && !run->to_folder) {
		diag_error(&w->diag, nowhere,
			   _("these are %zu pages, one file each: name a "
			     "folder, as '--output=preview/', or one page "
			     "and, with '-l', one language"),
			   w->n_pages);
		return false;
	}
	if (run->files)
		list_files(w, run->files);
	return check_rules_init(&run->all, &w->cfg, &w->diag) &&
	       open_audits(w, &run->audits);
}

static void
begin_language(struct work *w, const struct config_language *lang)
{
	struct run *run = w->state;

	run->rules_ok = check_rules_for(&run->rules, &run->all, &w->cfg, lang,
					&w->diag);
	if (run->audits.with_translations)
		audits_begin(&run->audits, w, lang);
}

/* ---- write ---- */

/* DIR/LANGUAGE/SOURCE.html, or no string after an error. */
static struct str
path_in(struct work *w, const char *folder, const struct audit_page *page)
{
	struct str dir = path_normal(&w->arena, str_of(folder));
	struct str path =
		arena_strf(&w->arena, "%.*s/%.*s.html", STR_FMT(page->language),
			   STR_FMT(page->source));

	if (!file_is_dir(dir.p) || file_is_inside(dir.p, path.p))
		return path_join(&w->arena, dir, path);
	diag_error(&w->diag, loc_at(path_join(&w->arena, dir, path), 0),
		   _("leads out of the folder and is not written"));
	return (struct str){ 0 };
}

static void
write_page(struct work *w, const struct preview *preview)
{
	const struct run *run = w->state;
	const char *path = w->inv->output;
	struct buf out = { 0 };

	if (run->to_folder) {
		path = path_in(w, path, preview->audit).p;
		if (!path)
			return;
	}
	preview_write_html(preview, &out);
	output_write(path, buf_str(&out), &w->diag);
	buf_release(&out);
}

/* found: what is wrong with it; owned by the caller */
static void
show(struct work *w, const struct audit_page *audit, struct str bytes,
     const struct findings *found)
{
	const struct run *run = w->state;
	struct arena arena = { 0 };
	struct page page;
	struct preview preview = { .audit = audit,
				   .source = &page,
				   .source_tag = w->cfg.source,
				   .findings = found->items,
				   .n_findings = found->n,
				   .is_watched = run->is_watched };

	page_read(&page, audit->source, bytes, w->cfg.dialect, &arena, NULL);
	write_page(w, &preview);
	page_release(&page);
	arena_release(&arena);
}

/* ---- a pair, a catalog ---- */

static void
show_pair(struct work *w, const struct work_catalog *job)
{
	struct run *run = w->state;
	struct findings none = { 0 };
	struct buf bytes = { 0 };

	audits_clear(&run->audits);
	audits_add(&run->audits, w, job);
	if (run->audits.n &&
	    file_load(job->pages[0].source.p, &bytes, &w->diag))
		show(w, &run->audits.pages[0], buf_str(&bytes), &none);
	buf_release(&bytes);
}

/* Findings of the pages that are shown, one list each. */
static void
review(struct work *w, const struct work_catalog *job, struct catalog *cat,
       const struct str *bytes, struct findings *found)
{
	const struct run *run = w->state;
	struct review review = { .cfg = &w->cfg,
				 .lang = job->lang,
				 .rules = &run->rules,
				 .cat = cat,
				 .po_path = job->po };

	review.seen = arena_array(&cat->arena, cat->n + 1, 1);
	for (size_t i = 0; i < job->n; i++) {
		struct arena arena = { 0 };
		struct page page;

		if (!job->pages[i].selected)
			continue;
		review.out = &found[i];
		page_read(&page, job->pages[i].source, bytes[i], w->cfg.dialect,
			  &arena, NULL);
		review_page(&review, &page);
		page_release(&page);
		arena_release(&arena);
		findings_sort(&found[i]);
		if (!w->inv->verbose)
			findings_drop_minor(&found[i]);
	}
}

/* The audit syncs the catalog, so it comes last. */
static void
show_pages(struct work *w, const struct work_catalog *job, struct catalog *cat,
	   const struct str *bytes)
{
	struct run *run = w->state;
	struct arena scratch = { 0 };
	struct findings *found =
		arena_array(&scratch, job->n + 1, sizeof(*found));

	review(w, job, cat, bytes, found);
	audits_clear(&run->audits);
	audits_add_read(&run->audits, w, job, cat, bytes);
	for (size_t i = 0, k = 0; i < job->n; i++) {
		if (!job->pages[i].selected)
			continue;
		show(w, &run->audits.pages[k++], bytes[i], &found[i]);
		findings_release(&found[i]);
		work_step(w, job->pages[i].source);
	}
	arena_release(&scratch);
}

static void
show_catalog(struct work *w, const struct work_catalog *job)
{
	struct arena scratch = { 0 };
	struct str *bytes = arena_array(&scratch, job->n + 1, sizeof(*bytes));
	struct catalog cat;
	bool exists;

	if (!work_load_catalog(w, job, false, &cat, &exists)) {
		/* it has said why */
	} else if (!exists && w->single) {
		diag_error(&w->diag, loc_at(job->po, 0),
			   _("there is no such catalog"));
	} else if (audits_load_sources(job, &w->diag, &scratch, bytes)) {
		show_pages(w, job, &cat, bytes);
	}
	catalog_release(&cat);
	arena_release(&scratch);
}

static void
show_job(struct work *w, const struct work_catalog *job, size_t *counts)
{
	const struct run *run = w->state;

	(void)counts;
	if (!run->rules_ok)
		return;
	if (job->po.p)
		show_catalog(w, job);
	else
		show_pair(w, job);
}

/* files: to be listed, or NULL */
static int
write_once(const struct invocation *inv, bool is_watched, struct files *files)
{
	static const struct work_plan plan = { .takes_pairs = true,
					       .begin = begin,
					       .language_begin = begin_language,
					       .catalog = show_job };
	struct run state = { .is_watched = is_watched, .files = files };
	int status = work_run(inv, &plan, &state);

	audits_release(&state.audits);
	return status;
}

/* ---- watch ---- */

static volatile sig_atomic_t is_stopped;

static void
stop(int signal)
{
	(void)signal;
	is_stopped = 1;
}

/* SIGINT and SIGTERM come only while watch_next waits; *mask lets them in. */
static void
hold_signals(sigset_t *mask)
{
	struct sigaction action = { .sa_handler = stop };
	sigset_t held;

	sigemptyset(&action.sa_mask);
	sigemptyset(&held);
	sigaddset(&held, SIGINT);
	sigaddset(&held, SIGTERM);
	sigprocmask(SIG_BLOCK, &held, mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigdelset(mask, SIGINT);
	sigdelset(mask, SIGTERM);
}

static bool
are_equal(const struct files *a, const struct files *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!str_eq(a->paths[i], b->paths[i]))
			return false;
	return true;
}

/* What is watched; the files are those that the last run was made of. */
struct watching {
	struct watch *watch;
	struct files files;
};

/*
 * Is `files` what is watched already? Else it is from now on, and what changed
 * since it was read is not known. A run that could not list its files leaves the
 * old ones.
 */
static bool
is_watching(struct watching *w, struct files *files)
{
	if (w->watch && (!files->n || are_equal(&w->files, files))) {
		arena_release(&files->arena);
		return true;
	}
	watch_free(w->watch);
	arena_release(&w->files.arena);
	w->files = *files;
	w->watch = watch_new(files->paths, files->n, WATCH_BEST);
	return false;
}

/* The last page that is written looks for no other. */
static int
watch_pages(const struct invocation *inv)
{
	struct watching watching = { 0 };
	int start = open(".", O_RDONLY), status = STATUS_FINE;
	sigset_t mask;

	hold_signals(&mask);
	while (!is_stopped) {
		struct files files = { 0 };

		status = write_once(inv, true, &files);
		if (!files.n && !watching.watch)
			break;
		if (start < 0 || fchdir(start) != 0)
			break;
		if (is_watching(&watching, &files))
			watch_next(watching.watch, -1, &mask);
	}
	if (is_stopped)
		status = write_once(inv, false, NULL);
	watch_free(watching.watch);
	arena_release(&watching.files.arena);
	if (start >= 0)
		close(start);
	return status;
}

static int
run(const struct invocation *inv)
{
	struct invocation here = *inv;
	char *path = output_path(inv->output);
	int status;

	here.output = path;
	status = inv->watch ? watch_pages(&here) :
			      write_once(&here, false, NULL);
	free(path);
	return status;
}

const struct command command_preview = {
	"preview", "[PAGE...]",
	N_("show pages and their translations side by side, as HTML"), run
};
