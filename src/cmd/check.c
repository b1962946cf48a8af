/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/gettext.h"
#include "base/i18n.h"
#include "cmd/work.h"
#include "report/findings.h"

#include <locale.h>
#include <stdio.h>

/* ORDER check_count */
enum { MESSAGES, ERRORS, WARNINGS, NOTES };

static const struct work_row rows[] = {
	{ N_("messages checked"), true, NO_FINDING },
	{ N_("errors"), true, FINDING },
	{ N_("warnings"), true, STRICT_FINDING },
	{ N_("notes"), true, NO_FINDING },
	{ NULL, false, NO_FINDING },
};

static const char *const count_names[] = { "messages", "errors", "warnings",
					   "notes" };

/* The counts of a language, for the end of the report. */
struct summary {
	struct str language;
	size_t counts[WORK_MAX_ROWS];
};

/* What lives as long as the command. */
struct run {
	struct check_rules all, rules; /* rules: of the language in hand */
	const struct config_language *rules_of;
	bool all_ok, rules_ok, no_gettext;
	struct findings findings; /* of the catalog in hand */
	struct buf out;		  /* JSON */
	struct json json;
	struct arena arena; /* of the summaries */
	struct summary *summaries;
	size_t n_summaries, cap_summaries;
};

/* False after an error in the config, which is said once. */
static bool
choose_rules(struct work *w, struct run *run, const struct work_catalog *job)
{
	if (!run->rules_of)
		run->all_ok = check_rules_init(&run->all, &w->cfg, &w->diag);
	if (run->rules_of != job->lang)
		run->rules_ok = check_rules_for(&run->rules, &run->all, &w->cfg,
						job->lang, &w->diag);
	run->rules_of = job->lang;
	return run->all_ok && run->rules_ok;
}

static void
check_page_of(struct work *w, struct review *review, struct str path)
{
	struct arena arena = { 0 };
	struct buf bytes = { 0 };
	struct page page;

	if (file_load(path.p, &bytes, &w->diag)) {
		page_read(&page, path, buf_str(&bytes), w->cfg.dialect, &arena,
			  &w->diag);
		review_page(review, &page);
		page_release(&page);
	}
	buf_release(&bytes);
	arena_release(&arena);
}

static void
ask_gettext(struct work *w, struct run *run, struct review *review)
{
	if (run->no_gettext || review_gettext(review))
		return;
	run->no_gettext = true;
	diag_note(&w->diag, loc_at(STR("calque"), 0),
		  _("msgfmt is not installed: gettext is not asked about the "
		    "catalogs"));
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
		counts[NOTES] += severity == SEVERITY_NOTE;
	}
	if (strcmp(w->inv->format, "json") == 0) {
		findings_write_json(&run->findings, &run->json);
	} else {
		findings_write_text(&run->findings, &found);
		found.n_errors = found.n_warnings = found.n_notes = 0;
		diag_move(&w->diag, &found);
	}
	findings_clear(&run->findings);
	diag_release(&found);
}

static void
check_pages(struct work *w, const struct work_catalog *job, struct catalog *cat,
	    size_t *counts)
{
	struct run *run = w->state;
	struct review review = { .cfg = &w->cfg,
				 .lang = job->lang,
				 .rules = &run->rules,
				 .cat = cat,
				 .po_path = job->po,
				 .out = &run->findings };

	review.seen = arena_array(&cat->arena, cat->n + 1, 1);
	for (size_t i = 0; i < job->n; i++) {
		if (!job->pages[i].selected)
			continue;
		check_page_of(w, &review, job->pages[i].source);
		work_step(w, job->pages[i].source);
	}
	ask_gettext(w, run, &review);
	counts[MESSAGES] += review.n_messages;
	report(w, run, counts);
}

/* A site may have pages that nobody has begun to translate. */
static void
check_catalog(struct work *w, const struct work_catalog *job, size_t *counts)
{
	struct catalog cat;
	bool exists;

	if (!choose_rules(w, w->state, job))
		return;
	if (work_load_catalog(w, job, false, &cat, &exists)) {
		if (exists)
			check_pages(w, job, &cat, counts);
		else if (w->single)
			diag_error(&w->diag, loc_at(job->po, 0),
				   _("there is no such catalog"));
	}
	catalog_release(&cat);
}

static void
end_language(struct work *w, const struct config_language *lang, size_t *counts)
{
	struct run *run = w->state;
	struct summary summary = { arena_str(&run->arena, lang->tag), { 0 } };

	memcpy(summary.counts, counts, sizeof(summary.counts));
	ARENA_PUSH(&run->arena, run->summaries, run->n_summaries,
		   run->cap_summaries, summary);
}

static void
write_summaries(struct run *run)
{
	struct json *json = &run->json;

	json_open(json, "summary", '[');
	for (size_t k = 0; k < run->n_summaries; k++) {
		json_open(json, NULL, '{');
		json_string(json, "language", run->summaries[k].language);
		for (size_t i = 0; rows[i].words; i++)
			json_number(json, count_names[i],
				    run->summaries[k].counts[i]);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static int
run(const struct invocation *inv)
{
	static const struct work_plan plan = { .rows = rows,
					       .catalog = check_catalog,
					       .language_end = end_language };
	struct run state = { 0 };
	bool as_json = strcmp(inv->format, "json") == 0;
	int status;

	if (!as_json && strcmp(inv->format, "text") != 0) {
		fprintf(stderr, "calque: error: %s\n",
			_("'check' reports as 'text' or 'json'"));
		return STATUS_TROUBLE;
	}
	if (as_json)
		setlocale(LC_MESSAGES, "C"); /* it is never translated */
	state.json.out = &state.out;
	json_open(&state.json, NULL, '{');
	json_number(&state.json, "version", 1);
	json_open(&state.json, "findings", '[');
	status = work_run(inv, &plan, &state);
	json_close(&state.json, ']');
	write_summaries(&state);
	json_close(&state.json, '}');
	if (as_json)
		fwrite(state.out.p, 1, state.out.n, stdout);
	findings_release(&state.findings);
	buf_release(&state.out);
	arena_release(&state.arena);
	return status;
}

void
check_print_table(void)
{
	const struct check_row *row;

	puts(_("\nChecks:"));
	for (size_t i = 0; (row = check_at(i)); i++)
		printf("  %-20s %-8s %s\n", row->id,
		       severity_name(row->severity), _(row->what));
}

const struct command command_check = {
	"check", "[PAGE...]", N_("look for what is wrong with translations"),
	run
};
