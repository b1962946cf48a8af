/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/preview.h"

#include "audit/review.h"
#include "base/i18n.h"
#include "cmd/audits.h"
#include "cmd/live.h"
#include "cmd/output.h"
#include "cmd/survey.h"

#include <stdio.h>
#include <stdlib.h>

struct run {
	struct check_rules all, rules; /* rules: of the language in hand */
	bool rules_ok;
	struct audits audits;
	bool to_folder;
	bool is_watched;
	bool shows_minor; /* findings */
};

static const struct loc nowhere = { { "calque", 6 }, 0 };

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
		if (!bases_read(&a->bases, NULL)) {
			bases_release(&a->bases);
			return false;
		}
	}
	auditor_init(&a->auditor, &w->cfg, has_pairs ? &a->bases : NULL,
		     &w->diag);
	a->auditor.all_units = true;
	a->with_translations = has_pairs;
	a->is_open = true;
	return true;
}

/* A run may be about one of several pages: the file is for all. */
static size_t
count_named(const struct work *w)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		for (size_t k = 0; k < w->catalogs[i].n; k++)
			n += w->catalogs[i].pages[k].named;
	return n;
}

static bool
begin(struct work *w)
{
	struct run *run = w->state;
	size_t n = count_named(w);

	run->to_folder = is_folder(w->inv->output);
	if (n > 1 && !run->to_folder) {
		diag_error(&w->diag, nowhere,
			   _("these are %zu pages, one file each: name a "
			     "folder, as '--output=preview/', or one page "
			     "and, with '-l', one language"),
			   n);
		return false;
	}
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
path_in(struct work *w, const char *folder, const struct audit_page *page,
	struct arena *arena)
{
	struct str dir = path_normal(arena, str_of(folder));
	struct str path =
		arena_strf(arena, "%.*s/%.*s.html", STR_FMT(page->language),
			   STR_FMT(page->source));

	if (!file_is_dir(dir.p) || file_is_inside(dir.p, path.p))
		return path_join(arena, dir, path);
	diag_error(&w->diag, loc_at(path_join(arena, dir, path), 0),
		   _("leads out of the folder and is not written"));
	return (struct str){ 0 };
}

static void
write_page(struct work *w, const struct preview *preview, struct arena *arena)
{
	const struct run *run = w->state;
	const char *path = w->inv->output;
	struct buf out = { 0 };

	if (run->to_folder) {
		path = path_in(w, path, preview->audit, arena).p;
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
	write_page(w, &preview, &arena);
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
		if (!run->shows_minor)
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

static int
end(struct work *w)
{
	struct run *run = w->state;

	audits_release(&run->audits);
	return STATUS_FINE;
}

/* The last page that is written looks for no other. */
static int
run_in(struct invocation *inv, struct run *state)
{
	static const struct work_plan plan = { .takes_pairs = true,
					       .begin = begin,
					       .language_begin = begin_language,
					       .catalog = show_job,
					       .end = end };
	int status;

	if (inv->watch) {
		state->is_watched = true;
		status = live_run(inv, &plan, state);
		if (status != STATUS_FINE)
			return status;
		state->is_watched = false;
		inv->quiet = true;
	}
	return work_run(inv, &plan, state);
}

static int
run(const struct invocation *inv)
{
	struct run state = { .shows_minor = inv->verbose };
	struct invocation here = *inv;
	char *path;
	int status;

	if (inv->watch && !inv->output) {
		fprintf(stderr, _("calque: error: '--watch' needs a file to "
				  "write to: '--output=FILE'\n"));
		return STATUS_TROUBLE;
	}
	path = output_path(inv->output);
	here.output = path;
	status = run_in(&here, &state);
	free(path);
	return status;
}

const struct command command_preview = {
	"preview",
	N_("[PAGE...]"),
	N_("show pages and their translations side by side, as HTML"),
	run,
	{
		{ "calque preview content/es/a.md -o a.html",
		  N_("the Spanish page, beside its source") },
		{ "calque preview --language=es -o preview/",
		  N_("all Spanish pages, one file each") },
		{ "calque preview --watch content/es/a.md -o a.html",
		  N_("the open page follows what is saved") },
	},
};
