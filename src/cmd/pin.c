/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/pin.h"

#include "base/i18n.h"
#include "catalog/po_read.h"
#include "catalog/po_write.h"
#include "cmd/audits.h"

#include <stdio.h>

/* ORDER pin_count */
enum { PINNED, UNCHANGED, BEHIND, OPEN_SOURCE, UNKNOWN, NO_PLACE, MISSING };

static const struct work_row rows[] = {
	{ "pinned", NN_("pinned", "pinned"), WORK_ALWAYS, NO_FINDING, 0 },
	{ "unchanged", NN_("unchanged", "unchanged"), WORK_IF_ANY, NO_FINDING,
	  0 },
	{ "behind", NN_("not up to date", "not up to date"), WORK_IF_ANY,
	  NO_FINDING, 0 },
	{ "not_committed", NN_("source not committed", "sources not committed"),
	  WORK_IF_ANY, NO_FINDING, 0 },
	{ "unknown", NN_("of an unknown source", "of an unknown source"),
	  WORK_IF_ANY, NO_FINDING, 0 },
	{ "no_place", NN_("without a place for it", "without a place for it"),
	  WORK_IF_ANY, NO_FINDING, 0 },
	{ "without_translation",
	  NN_("without a translation", "without a translation"), WORK_IF_ANY,
	  NO_FINDING, 0 },
	{ NULL, NULL, NULL, WORK_HIDDEN, NO_FINDING, 0 },
};

/* What lives as long as the command. */
struct run {
	struct audits audits;
	bool cannot_work; /* said already */
};

/* One page. */
struct pin {
	struct work *w;
	struct bases *bases;
	const struct audit_page *audit;
	struct catalog *cat; /* NULL: a pair */
	bool many_pages;
	struct arena *arena;
	struct str source; /* its bytes */
	size_t *counts;
};

/* ---- why a page is left alone ---- */

static void leave(struct pin *p, size_t row, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static void
leave(struct pin *p, size_t row, const char *fmt, ...)
{
	va_list ap;

	p->counts[row]++;
	if (p->w->inv->quiet)
		return;
	printf(_("%s: left alone: "), p->audit->target.p);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

/* Units of a kind (or, N_AUDIT_KINDS, of any) that wait for a translator. */
static size_t
count_waiting(const struct audit_page *page, bool untranslated)
{
	size_t n = 0;

	for (size_t i = 0; i < page->n; i++)
		n += page->units[i].needs_translator &&
		     (page->units[i].kind == AUDIT_UNTRANSLATED) ==
			     untranslated;
	return n;
}

/*
 * Is the page up to date? In a pair texts may have been left untranslated on
 * purpose; in a catalog such a text may also be new in the source.
 */
static bool
is_up_to_date(struct pin *p)
{
	const struct audit_page *page = p->audit;
	bool is_pair = !page->po.p;
	size_t n;

	if (page->state == AUDIT_MISSING) {
		p->counts[MISSING]++;
		return false;
	}
	if (p->w->inv->force)
		return true;
	if (is_pair && (page->base_how == BASE_PRESENT || page->has_bad_pin)) {
		leave(p, UNKNOWN,
		      _("which source it was made from is not known; if it is "
			"up to date, pin it with '--force'"));
		return false;
	}
	if (page->state == AUDIT_UP_TO_DATE ||
	    (is_pair && page->state == AUDIT_PARTIAL))
		return true;
	n = count_waiting(page, page->state == AUDIT_PARTIAL);
	if (page->state == AUDIT_OUTDATED)
		leave(p, BEHIND,
		      ngettext("outdated, %zu unit changed",
			       "outdated, %zu units changed", n),
		      n);
	else
		leave(p, BEHIND,
		      ngettext("%zu unit is not translated",
			       "%zu units are not translated", n),
		      n);
	return false;
}

/* ---- which commit ---- */

/* The commit to pin: MAP_NONE where the source has none. */
static size_t
find_commit(struct pin *p)
{
	struct history *h = &p->bases->history;
	size_t file = bases_add(p->bases, p->audit->source);
	struct history_place place;
	struct git_object object;

	if (!history_at(h, file, 0, &place) ||
	    git_read(&p->bases->git, place.blob, &object) != GIT_FOUND) {
		leave(p, OPEN_SOURCE, _("'%s' is not committed"),
		      p->audit->source.p);
		return MAP_NONE;
	}
	if (!str_eq(object.bytes, p->source)) {
		leave(p, OPEN_SOURCE,
		      _("'%s' has changes that are not committed"),
		      p->audit->source.p);
		return MAP_NONE;
	}
	if (p->w->inv->head || place.rev == MAP_NONE)
		return 0;
	return h->files[file].revs[place.rev].commit;
}

/* Is the present pin the commit in full, or a later one? */
static bool
is_current(struct pin *p, struct str old, size_t commit)
{
	struct history *h = &p->bases->history;
	size_t at;

	if (!old.n || history_find(h, old, &at) != GIT_FOUND)
		return false;
	return at == commit ? str_eq(old, h->commits[commit].id) :
			      history_contains(h, at, commit);
}

/* ---- where it goes ---- */

static enum keys_result
write_to_page(struct pin *p, struct str page, struct str id)
{
	struct str path = p->audit->target;
	struct buf out = { 0 };
	enum keys_result result = pin_page(page, p->w->cfg.pin, id, &out);

	if (result == KEYS_OK && !p->w->inv->dry_run &&
	    work_may_write(p->w, path))
		file_save(path.p, buf_str(&out), &p->w->diag);
	buf_release(&out);
	return result;
}

static void
set_pin(struct pin *p, struct str page, struct str old, struct str id)
{
	struct str key = p->w->cfg.pin;
	enum keys_result result;

	if (p->cat)
		result = pin_catalog(p->cat, p->audit->source, p->source,
				     p->many_pages, key, id, p->arena);
	else
		result = write_to_page(p, page, id);
	if (result != KEYS_OK) {
		leave(p, NO_PLACE, _("'%.*s': %s"), STR_FMT(key),
		      keys_result_text(result));
		return;
	}
	p->counts[PINNED]++;
	if (p->w->inv->verbose || (p->w->inv->dry_run && !p->w->inv->quiet))
		printf("%s: %.*s: %.*s -> %.*s\n", p->audit->target.p,
		       STR_FMT(key), STR_FMT(old.n ? old : STR("-")),
		       STR_FMT(id));
}

static void
pin_one(struct pin *p)
{
	struct str key = p->w->cfg.pin, old;
	struct buf page = { 0 };
	size_t commit;

	if (!is_up_to_date(p) || (commit = find_commit(p)) == MAP_NONE)
		return;
	if (!p->cat && !file_load(p->audit->target.p, &page, &p->w->diag)) {
		buf_release(&page);
		return;
	}
	old = p->cat ? pin_of_catalog(p->cat, p->audit->source, key, p->arena) :
		       pin_of_page(buf_str(&page), key, p->arena);
	if (is_current(p, old, commit))
		p->counts[UNCHANGED]++;
	else
		set_pin(p, buf_str(&page), old,
			p->bases->history.commits[commit].id);
	buf_release(&page);
}

static void
pin_page_of_job(struct run *run, struct work *w, const struct work_catalog *job,
		const struct audit_page *audit, struct catalog *cat,
		size_t *counts)
{
	struct arena arena = { 0 };
	struct buf source = { 0 };
	struct pin p = { .w = w,
			 .bases = &run->audits.bases,
			 .audit = audit,
			 .cat = job->po.p ? cat : NULL,
			 .many_pages = job->n > 1,
			 .arena = &arena,
			 .counts = counts };

	if (file_load(audit->source.p, &source, &w->diag)) {
		p.source = buf_str(&source);
		pin_one(&p);
	}
	buf_release(&source);
	arena_release(&arena);
}

/* ---- the site ---- */

static void
begin(struct work *w, const struct config_language *lang)
{
	struct run *run = w->state;
	struct loc at = loc_at(w->cfg.path, 0);

	if (run->cannot_work)
		return;
	run->cannot_work = true;
	if (!w->cfg.pin.p) {
		diag_error(&w->diag, at,
			   _("the key 'pin' is missing: the front matter key "
			     "that names a commit, as 'default_lang_commit'"));
		return;
	}
	audits_begin(&run->audits, w, lang);
	if (run->audits.bases.git.state == GIT_READY)
		run->cannot_work = false;
	else
		diag_error(&w->diag, at,
			   _("a pin is a commit, and there is "
			     "none"));
}

static void
pin_job(struct work *w, const struct work_catalog *job, size_t *counts)
{
	struct run *run = w->state;
	size_t first = run->audits.n, before = counts[PINNED];
	struct diag silent = { .quiet = true };
	struct catalog cat;
	bool exists, ok = !run->cannot_work;

	catalog_init(&cat);
	if (ok)
		audits_add(&run->audits, w, job);
	if (ok && job->po.p) /* the audit has said what is wrong with it */
		ok = po_load(&cat, job->po.p, &exists, &silent);
	for (size_t i = first; ok && i < run->audits.n; i++)
		pin_page_of_job(run, w, job, &run->audits.pages[i], &cat,
				counts);
	if (ok && job->po.p && counts[PINNED] > before && !w->inv->dry_run &&
	    work_may_write(w, job->po))
		po_save(&cat, job->po.p, &w->diag);
	catalog_release(&cat);
	diag_release(&silent);
}

static int
run(const struct invocation *inv)
{
	static const struct work_plan plan = { .writes = true,
					       .rows = rows,
					       .takes_pairs = true,
					       .language_begin = begin,
					       .catalog = pin_job };
	struct run state = { 0 };
	int status;

	if (inv->force && !inv->n_pages) {
		fprintf(stderr,
			_("calque: error: '--force' needs the pages that are "
			  "up to date\n"));
		return STATUS_TROUBLE;
	}
	status = work_run(inv, &plan, &state);
	audits_release(&state.audits);
	return status;
}

const struct command command_pin = {
	"pin",
	N_("[PAGE...]"),
	N_("write into up-to-date translations which commit they follow"),
	run,
	{
		{ "calque pin --dry-run", N_("which pages would be pinned") },
		{ "calque pin --force content/es/a.md",
		  N_("a translator has caught up with this page") },
	},
};
