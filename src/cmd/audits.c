/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/audits.h"

#include "base/locale.h"
#include "audit/since.h"
#include "catalog/po_read.h"
#include "cmd/survey.h"

#include <stdlib.h>

void
audits_release(struct audits *a)
{
	if (a->is_open) {
		auditor_release(&a->auditor);
		bases_release(&a->bases);
	}
	strays_release(&a->strays);
	arena_release(&a->arena);
	*a = (struct audits){ 0 };
}

void
audits_open(struct audits *a, struct work *w)
{
	if (a->is_open)
		return;
	survey_bases(w, NULL, &a->bases);
	auditor_init(&a->auditor, &w->cfg, &a->bases, &w->diag);
	a->is_open = true;
}

void
audits_clear(struct audits *a)
{
	arena_clear(&a->arena);
	a->pages = NULL;
	a->n = a->cap = 0;
}

void
audits_begin(struct audits *a, struct work *w,
	     const struct config_language *lang)
{
	audits_open(a, w);
	if (a->with_translations) {
		survey_model(w, lang, &a->model);
		a->auditor.model = &a->model;
	}
}

static struct audit_page
page_of(struct audits *a, const struct work_catalog *job,
	const struct work_page *page)
{
	return (struct audit_page){
		.language = arena_str(&a->arena, job->lang->tag),
		.locale = arena_str(&a->arena, job->lang->locale),
		.source = arena_str(&a->arena, page->source),
		.target = arena_str(&a->arena, page->target),
		.po = arena_str(&a->arena, job->po),
		.folder = page->section.p ?
				  arena_str(&a->arena, page->section) :
				  STR("_root"),
	};
}

static void
add_pair(struct audits *a, struct work *w, const struct work_catalog *job)
{
	const struct work_page *page = &job->pages[0];
	struct audit_page out = page_of(a, job, page);
	struct buf source = { 0 }, target = { 0 };
	bool exists = file_state(page->target.p) != FILE_ABSENT;
	struct str text = { 0 };

	if (file_load(page->source.p, &source, &w->diag) &&
	    (!exists || file_load(page->target.p, &target, &w->diag))) {
		/* an empty page is there: it is no "no string" */
		if (exists)
			text = target.n ? buf_str(&target) : STR("");
		audit_pair(&a->auditor, &out, buf_str(&source), text,
			   &a->arena);
		ARENA_PUSH(&a->arena, a->pages, a->n, a->cap, out);
	}
	buf_release(&source);
	buf_release(&target);
}

/* All pages of the catalog are synced with it; those selected are reported. */
void
audits_add_read(struct audits *a, struct work *w,
		const struct work_catalog *job, struct catalog *cat,
		const struct str *bytes)
{
	struct arena scratch = { 0 };
	struct audit_page *pages =
		arena_array(&scratch, job->n + 1, sizeof(*pages));

	for (size_t i = 0; i < job->n; i++)
		pages[i] = page_of(a, job, &job->pages[i]);
	if (!cat->has_header)
		catalog_make_header(cat, w->cfg.project, w->cfg.bugs_to,
				    job->lang->locale,
				    locale_plural_forms(job->lang->locale));
	audit_catalog(&a->auditor, cat, pages, bytes, job->n, &a->arena);
	for (size_t i = 0; i < job->n; i++)
		if (job->pages[i].selected)
			ARENA_PUSH(&a->arena, a->pages, a->n, a->cap, pages[i]);
	arena_release(&scratch);
}

/* The bytes of a source, in the arena; none after an error. */
static bool
load_source(const struct work_page *page, struct diag *diag,
	    struct arena *arena, struct str *bytes)
{
	struct buf source = { 0 };
	bool ok = file_load(page->source.p, &source, diag);

	*bytes = arena_str(arena, buf_str(&source));
	buf_release(&source);
	return ok;
}

bool
audits_load_sources(const struct work_catalog *job, struct diag *diag,
		    struct arena *arena, struct str *bytes)
{
	bool ok = true;

	for (size_t i = 0; ok && i < job->n; i++)
		ok = load_source(&job->pages[i], diag, arena, &bytes[i]);
	return ok;
}

static void
add_catalog(struct audits *a, struct work *w, const struct work_catalog *job)
{
	const struct stray *stray = strays_of(&a->strays, job);
	struct arena scratch = { 0 };
	struct str *bytes = arena_array(&scratch, job->n + 1, sizeof(*bytes));
	struct work_catalog from = *job;
	struct catalog cat;
	bool exists, ok;
	size_t before = a->n;

	if (stray)
		from.po = stray->po;
	ok = work_load_catalog(w, &from, false, &cat, &exists);
	if (ok)
		strays_rename_pages(w, job, &cat);

	if (ok && audits_load_sources(job, &w->diag, &scratch, bytes))
		audits_add_read(a, w, job, &cat, bytes);
	for (size_t i = before; stray && i < a->n; i++)
		a->pages[i].moved_from = arena_str(&a->arena, stray->po);
	catalog_release(&cat);
	arena_release(&scratch);
}

void
audits_add(struct audits *a, struct work *w, const struct work_catalog *job)
{
	if (job->po.p)
		add_catalog(a, w, job);
	else
		add_pair(a, w, job);
	for (size_t i = 0; i < job->n; i++)
		if (job->pages[i].selected)
			work_step(w, job->pages[i].source);
}

static void
list_strays(struct audits *a, struct work *w,
	    const struct config_language *lang)
{
	strays_release(&a->strays);
	strays_list(w, lang, &a->strays);
	a->has_strays = true;
}

void
audits_plan_begin(struct work *w, const struct config_language *lang)
{
	struct audits *a = w->state;

	audits_begin(a, w, lang);
	list_strays(a, w, lang);
	strays_find_moved(w, lang, &a->strays);
}

void
audits_plan_add(struct work *w, const struct work_catalog *job, size_t *counts)
{
	(void)counts;
	audits_add(w->state, w, job);
}

static int
by_language_and_target(const void *a, const void *b)
{
	const struct audit_page *x = a, *y = b;
	int order = str_cmp(x->language, y->language);

	if (!order)
		order = str_cmp(x->target, y->target);
	return order ? order : str_cmp(x->source, y->source);
}

void
audits_sort(struct audits *a)
{
	if (a->n)
		qsort(a->pages, a->n, sizeof(*a->pages),
		      by_language_and_target);
}

long long
audits_now(const struct audits *a)
{
	const struct history *h = &a->bases.history;

	return a->is_open && h->n_reached ? h->commits[0].time : 0;
}

/* ---- orphans ---- */

static void
add_orphan(struct audits *a, const struct config_language *lang,
	   struct str from, struct str source, struct str target, struct str po)
{
	struct audit_page page = {
		.language = arena_str(&a->arena, lang->tag),
		.locale = arena_str(&a->arena, lang->locale),
		.source = arena_str(&a->arena, source),
		.target = arena_str(&a->arena, target),
		.po = arena_str(&a->arena, po),
		.folder = STR("_root"),
		.state = AUDIT_ORPHANED,
	};

	if (from.p)
		audit_find_deleted(&a->auditor, &page, from, &a->arena);
	ARENA_PUSH(&a->arena, a->pages, a->n, a->cap, page);
}

/* Did the source exist once? */
static bool
was_there(struct audits *a, struct str source)
{
	size_t file = bases_add(&a->bases, source); /* it is there already */

	return a->bases.history.files[file].n > 0;
}

void
audits_add_orphans(struct audits *a, struct work *w,
		   const struct config_language *lang)
{
	struct arena arena = { 0 };
	const struct strays *strays = &a->strays;
	struct site_stray *targets;
	size_t n;

	if (w->single || w->inv->n_pages)
		return;
	if (!a->has_strays)
		list_strays(a, w, lang);
	for (size_t i = 0; i < strays->n; i++)
		if (!strays->items[i].moved_to)
			add_orphan(a, lang, strays->items[i].source,
				   strays->items[i].po, strays->items[i].po,
				   strays->items[i].po);
	n = site_stray_targets(&w->site, lang, &arena, &targets);
	for (size_t i = 0; i < n; i++)
		if (was_there(a, targets[i].source))
			add_orphan(a, lang, targets[i].source,
				   targets[i].source, targets[i].target,
				   (struct str){ 0 });
	a->has_strays = false; /* of the next language */
	arena_release(&arena);
}

struct audit_page *
audits_states_read(const struct work *w, const struct work_catalog *job,
		   struct arena *arena, struct str **bytes)
{
	struct audit_page *pages =
		arena_array(arena, job->n + 1, sizeof(*pages));
	struct diag silent = { .quiet = true };
	struct catalog cat;
	struct auditor auditor;
	bool exists;

	*bytes = arena_array(arena, job->n + 1, sizeof(**bytes));
	for (size_t i = 0; i < job->n; i++) {
		load_source(&job->pages[i], &silent, arena, &(*bytes)[i]);
		pages[i].source = job->pages[i].source;
	}
	catalog_init(&cat);
	auditor_init(&auditor, &w->cfg, NULL, &silent);
	if (po_load(&cat, job->po.p, &exists, &silent))
		audit_catalog(&auditor, &cat, pages, *bytes, job->n, arena);
	auditor_release(&auditor);
	catalog_release(&cat);
	diag_release(&silent);
	return pages;
}

struct audit_page *
audits_states(const struct work *w, const struct work_catalog *job,
	      struct arena *arena)
{
	struct str *bytes;

	return audits_states_read(w, job, arena, &bytes);
}
