/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/work.h"

#include "base/die.h"
#include "base/i18n.h"
#include "base/locale.h"
#include "base/workers.h"
#include "catalog/po_read.h"
#include "markdown/md.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* How long one command waits for another. */
#define LOCK_WAIT_MS 30000

static const struct loc nowhere = { { "calque", 6 }, 0 };

/* ---- a single page ---- */

static bool
missing(struct work *w, const char *option)
{
	diag_error(&w->diag, nowhere,
		   _("a single page needs '--%s'; for a site, write a %s "
		     "('calque init')"),
		   option, CONFIG_NAME);
	return false;
}

static bool
open_single(struct work *w)
{
	const struct invocation *inv = w->inv;
	struct work_catalog job = { .selected = true };
	struct work_page page = { .named = true, .selected = true };

	w->single = true;
	if (!inv->source)
		return missing(w, "source");
	if (!inv->po && !(w->plan->takes_pairs && inv->target))
		return missing(w, "po");
	if (w->plan->needs_target && !inv->target)
		return missing(w, "target");
	if (!inv->locale)
		return missing(w, "locale");
	if (inv->n_pages) {
		diag_error(&w->diag, nowhere,
			   _("a single page is named by '--source' alone"));
		return false;
	}
	w->cfg.dialect =
		dialect_preset(str_of(inv->dialect ? inv->dialect : "hugo"));
	w->one_language.tag = str_of(inv->locale);
	w->one_language.locale = locale_of_tag(&w->arena, str_of(inv->locale));
	if (!w->one_language.locale.p) {
		diag_error(&w->diag, nowhere,
			   _("'%s' is no language that is known; a locale is "
			     "like 'es' or 'pt_BR'"),
			   inv->locale);
		return false;
	}
	w->cfg.threshold = 0;
	page.source = str_of(inv->source);
	page.target = str_of(inv->target);
	job.lang = &w->one_language;
	job.po = str_of(inv->po);
	ARENA_PUSH(&w->arena, job.pages, job.n, job.cap, page);
	ARENA_PUSH(&w->arena, w->catalogs, w->n, w->cap, job);
	w->n_pages = 1;
	return true;
}

/* ---- a site ---- */

/* Go up to the folder of calque.yaml. */
static bool
find_config(struct work *w)
{
	char *start = getcwd(NULL, 0), *now;
	size_t n = 0;
	bool found;

	w->below = STR("");
	while (!(found = file_state(CONFIG_NAME) == FILE_REGULAR)) {
		char *before = getcwd(NULL, 0);
		bool top =
			!before || strcmp(before, "/") == 0 || chdir("..") != 0;

		free(before);
		if (top)
			break;
	}
	now = getcwd(NULL, 0);
	if (found && start && now) {
		n = strcmp(now, "/") == 0 ? 0 : strlen(now);
		if (strlen(start) > n)
			w->below = arena_str(&w->arena, str_of(start + n + 1));
	} else {
		diag_error(&w->diag, nowhere,
			   _("there is no %s here or above; make one with "
			     "'calque init', or name a single page with "
			     "--source, --po, --target and --locale"),
			   CONFIG_NAME);
	}
	free(start);
	free(now);
	return found;
}

static bool
is_language_wanted(const struct work *w, const struct config_language *lang)
{
	for (size_t i = 0; i < w->inv->n_langs; i++)
		if (config_language(&w->cfg, str_of(w->inv->langs[i])) == lang)
			return true;
	return w->inv->n_langs == 0;
}

static void
complain_of_language(struct work *w, const char *tag)
{
	struct buf known = { 0 };

	for (size_t i = 0; i < w->cfg.n_languages; i++)
		buf_addf(&known, "%s%.*s", i ? ", " : "",
			 STR_FMT(w->cfg.languages[i].tag));
	diag_error(&w->diag, loc_at(w->cfg.path, 0),
		   _("there is no language '%s' in it; there are: %.*s"), tag,
		   STR_FMT(buf_str(&known)));
	buf_release(&known);
}

static bool
check_languages(struct work *w)
{
	bool ok = true;

	for (size_t i = 0; i < w->inv->n_langs; i++) {
		if (config_language(&w->cfg, str_of(w->inv->langs[i])))
			continue;
		complain_of_language(w, w->inv->langs[i]);
		ok = false;
	}
	return ok;
}

/* The argument names pages of the site in one language: are there any? */
static bool
name_pages(const struct work *w, size_t lang, struct str arg, bool *named)
{
	bool any = false;

	for (size_t i = 0; i < w->site.n; i++)
		if (site_page_matches(&w->site, &w->site.pages[i],
				      &w->cfg.languages[lang], arg))
			named[lang * w->site.n + i] = any = true;
	return any;
}

static bool
name_by(struct work *w, struct str arg, bool *named)
{
	const struct config_language *left_out = NULL;
	bool any = false;

	for (size_t k = 0; k < w->cfg.n_languages; k++) {
		const struct config_language *lang = &w->cfg.languages[k];

		if (!name_pages(w, k, arg, named))
			continue;
		if (is_language_wanted(w, lang))
			any = true;
		else
			left_out = lang;
	}
	if (!any && left_out)
		diag_error(&w->diag, loc_at(arg, 0),
			   _("is of '%.*s', a language that '--language' "
			     "leaves out"),
			   STR_FMT(left_out->tag));
	else if (!any)
		diag_error(&w->diag, loc_at(arg, 0),
			   _("no page of the site is called so"));
	return any;
}

/*
 * Which pages do the arguments name, in which languages? Each argument must name
 * some. named: by language, then by page
 */
static bool
find_named(struct work *w, bool *named)
{
	bool ok = true;

	for (size_t i = 0; i < w->site.n * w->cfg.n_languages; i++)
		named[i] = w->inv->n_pages == 0;
	for (size_t k = 0; k < w->inv->n_pages; k++)
		ok = name_by(w,
			     path_normal(&w->arena,
					 path_join(&w->arena, w->below,
						   str_of(w->inv->pages[k]))),
			     named) &&
		     ok;
	return ok;
}

static void
add_page(struct work *w, struct map *by_po, const struct config_language *lang,
	 const struct site_page *page, bool named)
{
	struct str po = site_po(&w->site, page, lang, &w->arena);
	struct work_page job = {
		.source = page->source,
		.section = page->section,
		.target = site_target(&w->site, page, lang, &w->arena),
		.named = named,
	};
	struct work_catalog *catalog;
	size_t i;

	if (!po.p && !w->plan->takes_pairs)
		return;
	i = po.p ? map_add(by_po, po, w->n) : w->n;
	if (i == w->n)
		ARENA_PUSH(&w->arena, w->catalogs, w->n, w->cap,
			   ((struct work_catalog){ .lang = lang, .po = po }));
	catalog = &w->catalogs[i];
	ARENA_PUSH(&w->arena, catalog->pages, catalog->n, catalog->cap, job);
}

void
work_select(struct work *w, work_chooser *is_chosen, const void *ctx)
{
	w->n_pages = 0;
	for (size_t i = 0; i < w->n; i++) {
		struct work_catalog *job = &w->catalogs[i];

		job->selected = false;
		for (size_t k = 0; k < job->n; k++) {
			struct work_page *page = &job->pages[k];

			page->selected =
				page->named &&
				(!is_chosen || is_chosen(ctx, job, page));
			job->selected = job->selected || page->selected;
			w->n_pages += page->selected;
		}
	}
}

/*
 * No two commands write to a site at once: each would undo what the other did
 * since it was read.
 */
static bool
lock_site(struct work *w)
{
	if (w->single || !w->plan->writes || w->inv->dry_run ||
	    lock_take(&w->lock, ".", 0))
		return true;
	diag_note(&w->diag, nowhere,
		  _("another calque is writing to this site; waiting for it "
		    "to end"));
	diag_flush(&w->diag, stderr);
	if (lock_take(&w->lock, ".", LOCK_WAIT_MS))
		return true;
	diag_error(&w->diag, loc_at(w->cfg.path, 0),
		   _("another calque is still writing to this site; nothing "
		     "was done"));
	return false;
}

/* All work depends on the config, and on the program and what it is made of. */
static void
open_cache(struct work *w, bool knows_work)
{
	struct buf salt = { 0 };
	struct str none = { 0 };
	struct diag silent = { 0 };

	buf_addf(&salt, "%s %s ", PACKAGE_STRING, md_parser_version());
	file_stamp("/proc/self/exe", &salt); /* a program made anew */
	file_load(CONFIG_NAME, &salt, &silent);
	cache_open(w->cache, ".", knows_work ? buf_str(&salt) : none);
	buf_release(&salt);
	diag_release(&silent);
}

bool
work_list(struct work *w)
{
	struct map by_po = { 0 };
	bool *named;

	if (w->single)
		return true;
	if (!lock_site(w) || !site_open(&w->site, &w->cfg, &w->diag))
		return false;
	named = arena_array(&w->arena, w->site.n * w->cfg.n_languages + 1,
			    sizeof(*named));
	if (!find_named(w, named))
		return false;
	for (size_t k = 0; k < w->cfg.n_languages; k++) {
		const bool *pages = named + k * w->site.n;

		if (!is_language_wanted(w, &w->cfg.languages[k]) ||
		    (w->inv->n_pages && !memchr(pages, true, w->site.n)))
			continue;
		for (size_t i = 0; i < w->site.n; i++)
			add_page(w, &by_po, &w->cfg.languages[k],
				 &w->site.pages[i], pages[i]);
	}
	map_release(&by_po);
	work_select(w, NULL, NULL);
	open_cache(w, w->plan->uses_cache && !w->inv->no_cache);
	return true;
}

/* -j: how many workers; false where it is no number. */
static bool
read_jobs(struct work *w)
{
	const char *p = w->inv->jobs;

	w->n_workers = p ? 0 : workers_default();
	for (; p && ascii_is_digit(*p); p++)
		if (w->n_workers < WORKERS_MAX)
			w->n_workers = w->n_workers * 10 + (size_t)(*p - '0');
	if (w->n_workers && (!p || !*p))
		return true;
	diag_error(&w->diag, nowhere,
		   _("'%s' is no number of workers; '-j 1' does one page "
		     "after the other"),
		   w->inv->jobs);
	return false;
}

bool
work_open(struct work *w, const struct invocation *inv,
	  const struct work_plan *plan, void *state)
{
	*w = (struct work){ .inv = inv, .plan = plan, .state = state };
	w->diag.quiet = inv->quiet;
	w->cache = arena_alloc(&w->arena, sizeof(*w->cache));
	w->n_done = arena_alloc(&w->arena, sizeof(*w->n_done));
	config_init(&w->cfg);
	w->shows_progress = !inv->quiet && isatty(STDERR_FILENO);
	if (!read_jobs(w))
		return false;
	if (inv->source || inv->po || inv->target)
		return open_single(w);
	return find_config(w) && config_load(&w->cfg, CONFIG_NAME, &w->diag) &&
	       check_languages(w);
}

/* Print what was said so far, in order. No task shows its progress meanwhile. */
static void
work_flush(struct work *w)
{
	flockfile(stderr);
	if (w->shows_progress && w->diag.text.n)
		fputs("\r\033[K", stderr);
	if (w->out.n)
		fwrite(w->out.p, 1, w->out.n, stdout);
	buf_clear(&w->out);
	fflush(stdout);
	diag_flush(&w->diag, stderr);
	funlockfile(stderr);
}

int
work_close(struct work *w, int status)
{
	bool trouble = w->diag.n_errors > 0;

	if (w->shows_progress)
		fputs("\r\033[K", stderr);
	work_flush(w);
	if (w->cache)
		cache_close(w->cache);
	lock_release(&w->lock);
	site_release(&w->site);
	config_release(&w->cfg);
	diag_release(&w->diag);
	buf_release(&w->out);
	arena_release(&w->arena);
	return trouble ? STATUS_TROUBLE : status;
}

static void
print_counts(const struct work *w, const struct config_language *lang,
	     const struct work_row *rows, const size_t *counts)
{
	const char *before = "";

	if (w->inv->quiet || strcmp(w->inv->format, "text") != 0 || !rows ||
	    w->is_partial)
		return;
	printf("%.*s: ", STR_FMT(lang->tag));
	for (size_t i = 0; rows[i].name; i++) {
		size_t words = rows[i].words ? counts[rows[i].words] : 0;

		if (rows[i].shown == WORK_HIDDEN ||
		    (!counts[i] && rows[i].shown == WORK_IF_ANY))
			continue;
		printf("%s%zu %s", before, counts[i],
		       i18n_plain(
			       ngettext(rows[i].one, rows[i].many, counts[i])));
		if (words)
			printf(ngettext(" (%zu word)", " (%zu words)", words),
			       words);
		before = ", ";
	}
	putchar('\n');
}

static bool
has_findings(const struct work *w, const struct work_row *rows,
	     const size_t *counts)
{
	for (size_t i = 0; rows && rows[i].name; i++)
		if (counts[i] &&
		    (rows[i].finding == FINDING ||
		     (rows[i].finding == STRICT_FINDING && w->inv->strict)))
			return true;
	return false;
}

static void
write_summary(struct json *json, const struct work_summary *s,
	      const struct work_row *rows)
{
	json_open(json, NULL, '{');
	json_string(json, "language", s->lang->tag);
	for (size_t i = 0; rows[i].name; i++)
		json_number(json, rows[i].name, s->counts[i]);
	json_close(json, '}');
}

static void
open_json(struct work *w, const struct work_plan *plan)
{
	w->json.out = &w->json_out;
	json_open(&w->json, NULL, '{');
	json_number(&w->json, "version", 1);
	json_open(&w->json, plan->json_list, '[');
}

static void
close_json(struct work *w, const struct work_plan *plan)
{
	json_close(&w->json, ']');
	json_open(&w->json, "summary", '[');
	for (size_t i = 0; i < w->n_summaries; i++)
		write_summary(&w->json, &w->summaries[i], plan->rows);
	json_close(&w->json, ']');
	json_close(&w->json, '}');
	fwrite(w->json_out.p, 1, w->json_out.n, stdout);
	buf_release(&w->json_out);
}

/* ---- tasks ---- */

/* A task while it is done, or waits for its turn to be finished. */
struct turn {
	struct work w;
	size_t counts[WORK_MAX_ROWS];
};

struct spread {
	struct work *w;
	const struct work_tasks *tasks;
	size_t *counts;
	struct work fresh;		     /* what a task begins with */
	struct turn **turns;		     /* of each task */
	struct str last_inside[WORKERS_MAX]; /* of each worker */
};

static void
do_task(void *ctx, size_t i, size_t worker)
{
	struct spread *s = ctx;
	struct turn *t = calloc(1, sizeof(*t));

	if (!t)
		die("out of memory");
	s->turns[i] = t;
	t->w = s->fresh;
	t->w.worker = worker;
	t->w.json.out = &t->w.json_out;
	t->w.last_inside = s->last_inside[worker];
	s->tasks->task(&t->w, s->tasks->ctx, i, t->counts);
	s->last_inside[worker] = t->w.last_inside;
}

/* What the task said and did is that of the command now. */
static void
take_over(struct work *w, struct work *of_task)
{
	buf_add(&w->out, buf_str(&of_task->out));
	diag_move(&w->diag, &of_task->diag);
	json_add(&w->json, buf_str(&of_task->json_out));
}

static void
finish_task(void *ctx, size_t i)
{
	struct spread *s = ctx;
	struct turn *t = s->turns[i];

	take_over(s->w, &t->w);
	for (size_t k = 0; k < WORK_MAX_ROWS; k++)
		s->counts[k] += t->counts[k];
	if (s->tasks->done)
		s->tasks->done(s->w, s->tasks->ctx, i, t->w.result);
	work_flush(s->w);
	buf_release(&t->w.out);
	buf_release(&t->w.json_out);
	diag_release(&t->w.diag);
	arena_release(&t->w.arena);
	free(t);
}

void
work_each(struct work *w, const struct work_tasks *tasks, size_t *counts)
{
	struct arena arena = { 0 };
	struct spread s = {
		.w = w, .tasks = tasks, .counts = counts, .fresh = *w
	};
	struct workers_job job = { .n = tasks->n,
				   .n_workers = w->n_workers,
				   .ctx = &s,
				   .work = do_task,
				   .finish = finish_task };

	s.fresh.diag = (struct diag){ .quiet = w->diag.quiet };
	s.fresh.out = s.fresh.json_out = (struct buf){ 0 };
	s.fresh.json = (struct json){ .depth = w->json.depth };
	s.fresh.arena = (struct arena){ 0 };
	s.turns = arena_array(&arena, tasks->n + 1, sizeof(struct turn *));
	workers_run(&job);
	arena_release(&arena);
}

/* ---- languages ---- */

/* The selected catalogs of one language. */
struct selected {
	const struct work_plan *plan;
	const struct work_catalog **catalogs;
	size_t n;
};

static void
catalog_task(struct work *w, void *ctx, size_t i, size_t *counts)
{
	const struct selected *s = ctx;

	if (!w->ended || !*w->ended)
		s->plan->catalog(w, s->catalogs[i], counts);
}

static void
catalog_done(struct work *w, void *ctx, size_t i, void *result)
{
	const struct selected *s = ctx;

	if (s->plan->catalog_done)
		s->plan->catalog_done(w, s->catalogs[i], result);
}

static void
run_selected(struct work *w, struct selected *s, size_t *counts)
{
	struct work_tasks tasks = {
		.n = s->n, .ctx = s, .task = catalog_task, .done = catalog_done
	};

	if (s->plan->spreads) {
		work_each(w, &tasks, counts);
		return;
	}
	for (size_t i = 0; i < s->n; i++) {
		catalog_task(w, s, i, counts);
		work_flush(w);
	}
}

/* The catalogs [begin, end) are those of a language. */
static void
run_language(struct work *w, const struct work_plan *plan, size_t begin,
	     size_t end, int *status)
{
	struct work_summary now = { w->catalogs[begin].lang, { 0 } };
	struct arena arena = { 0 };
	struct selected s = { .plan = plan };

	s.catalogs =
		arena_array(&arena, end - begin, sizeof(struct work_catalog *));
	for (size_t i = begin; i < end; i++)
		if (w->catalogs[i].selected)
			s.catalogs[s.n++] = &w->catalogs[i];
	run_selected(w, &s, now.counts);
	arena_release(&arena);
	if (plan->language_end)
		plan->language_end(w, now.lang, now.counts);
	w->last_inside = (struct str){ 0 }; /* a path of this language */
	work_flush(w);
	if (has_findings(w, plan->rows, now.counts))
		*status = STATUS_FINDINGS;
	print_counts(w, now.lang, plan->rows, now.counts);
	ARENA_PUSH(&w->arena, w->summaries, w->n_summaries, w->cap_summaries,
		   now);
}

static void
run_languages(struct work *w, const struct work_plan *plan, int *status)
{
	for (size_t begin = 0, end; begin < w->n; begin = end) {
		const struct config_language *lang = w->catalogs[begin].lang;

		for (end = begin; end < w->n && w->catalogs[end].lang == lang;)
			end++;
		if (plan->language_begin)
			plan->language_begin(w, lang);
		if (w->stop)
			return;
		work_flush(w);
		run_language(w, plan, begin, end, status);
	}
}

int
work_once(struct work *w)
{
	const struct work_plan *plan = w->plan;
	int status = STATUS_FINE, end;

	w->stop = plan->begin && !plan->begin(w);
	if (w->stop)
		return STATUS_TROUBLE;
	if (plan->json_list && work_is_json(w))
		open_json(w, plan);
	run_languages(w, plan, &status);
	if (plan->json_list && work_is_json(w))
		close_json(w, plan);
	end = plan->end ? plan->end(w) : STATUS_FINE;
	return end > status ? end : status;
}

void
work_pause(struct work *w)
{
	work_flush(w);
	cache_save(w->cache);
	lock_release(&w->lock);
}

bool
work_resume(struct work *w)
{
	w->last_inside = (struct str){ 0 }; /* folders may be links now */
	*w->n_done = w->n_summaries = 0;
	if (!lock_site(w))
		return false;
	if (!w->single)
		cache_refresh(w->cache, ".");
	return true;
}

int
work_run(const struct invocation *inv, const struct work_plan *plan,
	 void *state)
{
	struct work w;
	int status = STATUS_TROUBLE;

	if (work_open(&w, inv, plan, state) && work_list(&w))
		status = work_once(&w);
	return work_close(&w, status);
}

void
work_step(struct work *w, struct str what)
{
	if (!w->shows_progress || w->n_pages < 20)
		return;
	flockfile(stderr);
	if (++*w->n_done % 16 == 0)
		fprintf(stderr, "\r\033[K%zu/%zu %.*s", *w->n_done, w->n_pages,
			STR_FMT(what));
	fflush(stderr);
	funlockfile(stderr);
}

bool
work_load_catalog(struct work *w, const struct work_catalog *job,
		  bool make_header, struct catalog *cat, bool *exists)
{
	struct str locale = job->lang->locale;

	catalog_init(cat);
	if (!po_load(cat, job->po.p, exists, &w->diag))
		return false;
	if (make_header && !cat->has_header)
		catalog_make_header(cat, w->cfg.project, w->cfg.bugs_to, locale,
				    locale_plural_forms(locale));
	return true;
}

bool
work_may_write(struct work *w, struct str path)
{
	struct str dir = path_dir(path);

	if (w->single)
		return true;
	/* many files in one folder: only a link at the end can lead out */
	if (w->last_inside.p && str_eq(dir, w->last_inside) &&
	    !file_is_link(path.p))
		return true;
	if (file_is_inside(".", path.p)) {
		w->last_inside = dir;
		return true;
	}
	diag_error(&w->diag, loc_at(path, 0),
		   _("is outside the project and is not written"));
	return false;
}
