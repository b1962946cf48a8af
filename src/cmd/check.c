/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/gettext.h"
#include "audit/pin.h"
#include "base/i18n.h"
#include "cmd/audits.h"
#include "cmd/limits.h"
#include "cmd/since.h"
#include "cmd/synced.h"
#include "report/findings.h"

#include <locale.h>
#include <stdio.h>

/* From so many findings on, people are told which ones there are most of. */
#define MANY_FINDINGS 50
#define MOST_SHOWN 5

/* ORDER check_count */
enum {
	MESSAGES,
	ERRORS,
	WARNINGS,
	NOTES,
	OUTDATED,
	PARTIAL,
	MISSING,
	ORPHANED,
	WORDS,
	WORDS_TRANSLATED,
	WORDS_BEHIND
};

static const struct work_row rows[] = {
	{ "messages", NN_("message checked", "messages checked"), WORK_ALWAYS,
	  NO_FINDING, 0 },
	{ "errors", NNC_("number", "error", "errors"), WORK_ALWAYS, FINDING,
	  0 },
	{ "warnings", NNC_("number", "warning", "warnings"), WORK_ALWAYS,
	  STRICT_FINDING, 0 },
	{ "notes", NNC_("number", "note", "notes"), WORK_ALWAYS, NO_FINDING,
	  0 },
	{ "outdated", NN_("page outdated", "pages outdated"), WORK_IF_ANY,
	  NO_FINDING, 0 },
	{ "partial", NN_("page in part", "pages in part"), WORK_IF_ANY,
	  NO_FINDING, 0 },
	{ "missing", NN_("page missing", "pages missing"), WORK_IF_ANY,
	  NO_FINDING, 0 },
	{ "orphaned", NN_("orphan", "orphans"), WORK_IF_ANY, NO_FINDING, 0 },
	{ "words", NULL, NULL, WORK_HIDDEN, NO_FINDING, 0 },
	{ "words_translated", NULL, NULL, WORK_HIDDEN, NO_FINDING, 0 },
	{ "words_behind", NULL, NULL, WORK_HIDDEN, NO_FINDING, 0 },
	{ 0 },
};

/* What lives as long as the command. */
struct run {
	struct check_rules all, rules; /* rules: of the language in hand */
	bool rules_ok;
	bool no_gettext, said_no_gettext;
	struct map suspects; /* catalogs of the language to ask gettext about */
	const struct findings_format *format;
	struct findings findings; /* of the catalog in hand */
	struct findings kept;	  /* of all, for a format that writes at last */
	size_t by_check[CHECK_MAX_ROWS]; /* how many of each were shown */
	size_t n_shown;
	struct audits audits;
	struct diag ignored; /* what findings say instead */
	struct limits limits;
	struct since since;
	struct links links;
	struct gate gate;	 /* of the language in hand */
	struct gate_words words; /* the same */
};

/* ---- begin ---- */

/* HEAD's commit is today: the answer must be the same tomorrow. */
static void
set_now(struct work *w, struct run *run)
{
	const struct bases *bases = &run->audits.bases;
	bool wants = w->cfg.limits.of[LIMIT_AGE].is_set;

	if (bases->git.state == GIT_READY && bases->history.n_reached) {
		run->gate.now = bases->history.commits[0].time;
		return;
	}
	for (size_t i = 0; i < w->cfg.n_languages; i++)
		wants = wants ||
			w->cfg.languages[i].limits.of[LIMIT_AGE].is_set;
	for (size_t i = 0; i < w->inv->n_limits; i++)
		wants = wants || w->inv->limits[i].which == LIMIT_AGE;
	if (wants)
		diag_warning(&w->diag, loc_at(w->cfg.path, 0),
			     _("no page has an age without a git history: "
			       "max_age has no effect"));
}

/* Pages, catalogs and history; not for a single page, which has no site. */
static bool
begin_site(struct work *w, struct run *run)
{
	struct bases *bases = &run->audits.bases;

	if (!limits_read(&run->limits, w))
		return false;
	audits_open(&run->audits, w);
	links_open(&run->links, &w->site);
	if (w->inv->since) {
		if (!since_read(&run->since, w, bases, w->inv->since))
			return false;
		since_select(&run->since, w);
	}
	set_now(w, run);
	/* what it says of a pin is a finding, but for one that is not here */
	if (!bases->git.is_shallow)
		bases->diag = &run->ignored;
	return true;
}

static bool
begin(struct work *w)
{
	struct run *run = w->state;

	if (!check_rules_init(&run->all, &w->cfg, &w->diag))
		return false;
	if (!w->single)
		return begin_site(w, run);
	if (!w->inv->since && !w->inv->n_limits)
		return true;
	diag_error(&w->diag, loc_at(STR("calque"), 0),
		   _("'--since' and limits are for a site with a config"));
	return false;
}

/* Which catalogs of the language is gettext to be asked about? */
static void
find_suspects(struct work *w, struct run *run,
	      const struct config_language *lang)
{
	struct str *paths = arena_array(&w->arena, w->n + 1, sizeof(*paths));
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++) {
		const struct work_catalog *job = &w->catalogs[i];

		if (job->lang == lang && job->selected && job->po.p &&
		    file_state(job->po.p) != FILE_ABSENT)
			paths[n++] = job->po;
	}
	map_clear(&run->suspects);
	if (!run->no_gettext)
		run->no_gettext =
			!gettext_find_suspects(paths, n, &run->suspects);
}

static void
begin_language(struct work *w, const struct config_language *lang)
{
	struct run *run = w->state;

	run->rules_ok = check_rules_for(&run->rules, &run->all, &w->cfg, lang,
					&w->diag);
	run->words = (struct gate_words){ 0 };
	find_suspects(w, run, lang);
	run->gate = (struct gate){ .cfg = &w->cfg,
				   .lang = lang,
				   .rules = &run->rules,
				   .now = run->gate.now,
				   .out = &run->findings };
	if (!w->single)
		limits_for(&run->limits, w, lang, &run->gate.limits);
}

/* ---- report ---- */

static void
keep(struct run *run)
{
	for (size_t i = 0; i < run->findings.n; i++)
		findings_add(&run->kept, run->findings.items[i]);
}

static void
count_checks(struct run *run)
{
	const struct check_row *row;

	for (size_t i = 0; (row = check_at(i)); i++)
		for (size_t k = 0; k < run->findings.n; k++)
			run->by_check[i] +=
				strcmp(run->findings.items[k].id, row->id) == 0;
	run->n_shown += run->findings.n;
}

/* A finding is no trouble: it must not count as an error of the run. */
static void
report(struct work *w, struct run *run, size_t *counts)
{
	struct diag found = { .quiet = w->inv->quiet };

	findings_sort(&run->findings);
	for (size_t i = 0; i < run->findings.n; i++) {
		enum severity severity = run->findings.items[i].severity;

		counts[ERRORS] += severity == SEVERITY_ERROR;
		counts[WARNINGS] += severity == SEVERITY_WARNING;
		counts[NOTES] += severity == SEVERITY_NOTE &&
				 !run->findings.items[i].is_minor;
	}
	if (run->format->is_for_people && !w->inv->verbose)
		findings_drop_minor(&run->findings);
	if (run->format->write) {
		keep(run);
	} else if (work_is_json(w)) {
		findings_write_json(&run->findings, &w->json);
	} else {
		count_checks(run);
		findings_write_text(&run->findings, &found);
		found.n_errors = found.n_warnings = found.n_notes = 0;
		diag_move(&w->diag, &found);
	}
	findings_clear(&run->findings);
	diag_release(&found);
}

/* ---- drift ---- */

/* What the audit says of the pages in hand, and of no others. */
static void
add_drift(struct run *run, size_t *counts)
{
	/* ORDER audit_state */
	static const unsigned count_of[N_AUDIT_STATES] = { 0, PARTIAL, OUTDATED,
							   MISSING, ORPHANED };

	for (size_t i = 0; i < run->audits.n; i++) {
		const struct audit_page *page = &run->audits.pages[i];

		if (count_of[page->state])
			counts[count_of[page->state]]++;
		gate_page(&run->gate, page);
		gate_count(&run->words, page);
	}
	counts[WORDS] = run->words.total;
	counts[WORDS_TRANSLATED] = run->words.translated;
	counts[WORDS_BEHIND] = run->words.behind;
}

/* ---- a pair, a catalog ---- */

static void
check_pin(struct run *run, const struct work_page *job)
{
	const struct audit_page *page = &run->audits.pages[0];
	struct arena arena = { 0 };
	struct buf target = { 0 };
	struct pin_report pin;

	if (file_load(job->target.p, &target, &run->ignored)) {
		pin_check(&run->audits.auditor, page, buf_str(&target), &arena,
			  &pin);
		pin_add(&run->gate, page, &pin);
	}
	buf_release(&target);
	arena_release(&arena);
}

static void
check_pair(struct work *w, const struct work_catalog *job, size_t *counts)
{
	struct run *run = w->state;

	audits_clear(&run->audits);
	run->audits.auditor.diag = &w->diag;
	audits_add(&run->audits, w, job);
	add_drift(run, counts);
	if (run->audits.n && file_state(job->pages[0].target.p) == FILE_REGULAR)
		check_pin(run, &job->pages[0]);
	report(w, run, counts);
}

/* What the pages of a catalog are looked at with. */
struct job {
	struct work *w;
	struct run *run;
	const struct work_catalog *job;
	struct catalog *cat;
	struct arena arena;
	struct str *bytes; /* of each source; no string: it cannot be read */
	struct audit_page *states; /* where the config has stamps */
	bool all_read;
};

static void
read_sources(struct job *j)
{
	size_t n = j->job->n;

	j->bytes = arena_array(&j->arena, n + 1, sizeof(*j->bytes));
	j->all_read = true;
	for (size_t i = 0; i < n; i++) {
		struct buf bytes = { 0 };

		if (file_load(j->job->pages[i].source.p, &bytes, &j->w->diag))
			j->bytes[i] = arena_str(
				&j->arena, bytes.n ? buf_str(&bytes) : STR(""));
		else
			j->all_read = false;
		buf_release(&bytes);
	}
}

static void
ask_gettext(struct work *w, struct run *run, struct review *review)
{
	if (!run->no_gettext &&
	    map_find(&run->suspects, review->po_path) != MAP_NONE)
		run->no_gettext = !review_gettext(review);
	if (!run->no_gettext || run->said_no_gettext)
		return;
	run->said_no_gettext = true;
	diag_note(&w->diag, loc_at(STR("calque"), 0),
		  _("msgfmt is not installed: gettext is not asked about the "
		    "catalogs"));
}

static void
review_one(struct job *j, struct review *review, size_t i)
{
	const struct work_page *job = &j->job->pages[i];
	struct arena arena = { 0 };
	struct page page;

	page_read(&page, job->source, j->bytes[i], j->w->cfg.dialect, &arena,
		  &j->w->diag);
	review->target = job->target;
	if (j->states) /* ORDER config_states */
		review->state = (enum config_state)j->states[i].state;
	review_page(review, &page);
	page_release(&page);
	arena_release(&arena);
}

/* Whether the translations are right; returns how many were looked at. */
static size_t
review_pages(struct job *j)
{
	struct run *run = j->run;
	struct review review = { .cfg = &j->w->cfg,
				 .lang = j->job->lang,
				 .rules = &run->rules,
				 .cat = j->cat,
				 .po_path = j->job->po,
				 .out = &run->findings };

	if (!j->w->single) {
		review.gate = &run->gate;
		review.bases = &run->audits.bases;
		review.links = &run->links;
		if (j->w->cfg.n_stamps)
			j->states = audits_states(j->w, j->job, &j->arena);
	}
	review.seen = arena_array(&j->cat->arena, j->cat->n + 1, 1);
	for (size_t i = 0; i < j->job->n; i++) {
		if (!j->job->pages[i].selected)
			continue;
		if (j->bytes[i].p)
			review_one(j, &review, i);
		work_step(j->w, j->job->pages[i].source);
	}
	ask_gettext(j->w, run, &review);
	return review.n_messages;
}

/* Whether they are up to date. This syncs the catalog, so it comes last. */
static void
audit_pages(struct job *j, bool exists, size_t *counts)
{
	struct run *run = j->run;
	struct synced synced;

	synced_begin(&synced, j->job, j->cat, exists);
	audits_clear(&run->audits);
	run->audits.auditor.diag = &run->ignored; /* review_pages has said it */
	audits_add_read(&run->audits, j->w, j->job, j->cat, j->bytes);
	synced_add(&synced, &run->gate);
	add_drift(run, counts);
	synced_release(&synced);
}

/* A site may have pages that nobody has begun to translate. */
static void
check_catalog(struct work *w, const struct work_catalog *job, size_t *counts)
{
	struct catalog cat;
	struct job j = { .w = w, .run = w->state, .job = job, .cat = &cat };
	bool exists;

	if (work_load_catalog(w, job, false, &cat, &exists)) {
		read_sources(&j);
		if (exists)
			counts[MESSAGES] += review_pages(&j);
		else if (w->single)
			diag_error(&w->diag, loc_at(job->po, 0),
				   _("there is no such catalog"));
		if (!w->single && j.all_read)
			audit_pages(&j, exists, counts);
		report(w, j.run, counts);
	}
	catalog_release(&cat);
	arena_release(&j.arena);
}

static void
check(struct work *w, const struct work_catalog *job, size_t *counts)
{
	const struct run *run = w->state;

	if (!run->rules_ok)
		return;
	if (job->po.p)
		check_catalog(w, job, counts);
	else
		check_pair(w, job, counts);
}

/* ---- end ---- */

/* An orphan of which no change is to blame is left out. */
static void
drop_untouched(struct run *run)
{
	struct audits *a = &run->audits;
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++) {
		const struct audit_page *page = &a->pages[i];

		if (since_has(&run->since, page->source) ||
		    since_has(&run->since, page->target) ||
		    (page->po.p && since_has_page_of(&run->since, page->po)))
			a->pages[n++] = *page;
	}
	a->n = n;
}

/* Limits of a language are for the language as a whole. */
static void
end_language(struct work *w, const struct config_language *lang, size_t *counts)
{
	struct run *run = w->state;

	if (w->single || !run->rules_ok)
		return;
	audits_clear(&run->audits);
	audits_add_orphans(&run->audits, w, lang);
	drop_untouched(run);
	add_drift(run, counts);
	if (!w->inv->n_pages && !run->since.is_on)
		gate_language(&run->gate, &run->words);
	report(w, run, counts);
}

/* "1723 findings, most often: code-changed 319, end-punctuation 292" */
static void
print_most(struct run *run)
{
	size_t best = 0;

	printf(ngettext("%zu finding, most often:", "%zu findings, most often:",
			run->n_shown),
	       run->n_shown);
	for (size_t n = 0; n < MOST_SHOWN; n++, run->by_check[best] = 0) {
		for (size_t i = 0; check_at(i); i++)
			if (run->by_check[i] > run->by_check[best])
				best = i;
		if (run->by_check[best])
			printf("%s %s %zu", n ? "," : "", check_at(best)->id,
			       run->by_check[best]);
	}
	putchar('\n');
	puts(_("'calque help check' says what they are; 'checks' in "
	       "calque.yaml can turn one off"));
}

static int
end(struct work *w)
{
	struct run *run = w->state;
	struct findings_site site = { .strict = w->inv->strict,
				      .prefix = run->audits.bases.git.prefix };
	struct str *languages =
		arena_array(&w->arena, w->n_summaries + 1, sizeof(*languages));
	struct buf out = { 0 };

	if (run->audits.is_open)
		bases_report(&run->audits.bases);
	if (run->n_shown >= MANY_FINDINGS && !w->inv->quiet)
		print_most(run);
	if (!run->format->write)
		return STATUS_FINE;
	for (size_t i = 0; i < w->n_summaries; i++)
		languages[i] = w->summaries[i].lang->tag;
	site.languages = languages;
	site.n_languages = w->n_summaries;
	run->format->write(&run->kept, &site, &out);
	if (out.n)
		fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
	return STATUS_FINE;
}

static int
run(const struct invocation *inv)
{
	struct work_plan plan = { .rows = rows,
				  .json_list = "findings",
				  .takes_pairs = true,
				  .begin = begin,
				  .language_begin = begin_language,
				  .catalog = check,
				  .language_end = end_language,
				  .end = end };
	struct run state = { .format = findings_format_find(inv->format) };
	int status;

	if (strcmp(inv->format, "text") != 0)
		setlocale(LC_MESSAGES, "C"); /* machines read it */
	status = work_run(inv, &plan, &state);
	audits_release(&state.audits);
	since_release(&state.since);
	links_release(&state.links);
	findings_release(&state.findings);
	findings_release(&state.kept);
	diag_release(&state.ignored);
	map_release(&state.suspects);
	return status;
}

void
check_print_tables(void)
{
	const struct findings_format *format;
	const struct check_row *row;

	puts(_("\nFormats:"));
	for (size_t i = 0; (format = findings_format_at(i)); i++)
		printf("  %-20s %s\n", format->name, _(format->what));
	puts(_("\nChecks:"));
	for (size_t i = 0; (row = check_at(i)); i++)
		printf("  %-20s %-8s %s\n", row->id,
		       severity_name(row->severity), _(row->what));
}

const struct command command_check = {
	"check",
	N_("[PAGE...]"),
	N_("look for what is wrong with translations, or out of date"),
	run,
	{
		{ "calque check", N_("all findings") },
		{ "calque check --format=github --min-translated=80",
		  N_("in a GitHub workflow, with a limit") },
		{ "calque check --since=main",
		  N_("only what this branch has changed") },
	},
};
