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
	{ "messages", NN_("message checked", "messages checked"), WORK_ALWAYS,
	  NO_FINDING, 0 },
	{ "errors", NN_("error", "errors"), WORK_ALWAYS, FINDING, 0 },
	{ "warnings", NN_("warning", "warnings"), WORK_ALWAYS, STRICT_FINDING,
	  0 },
	{ "notes", NN_("note", "notes"), WORK_ALWAYS, NO_FINDING, 0 },
	{ 0 },
};

/* What lives as long as the command. */
struct run {
	struct check_rules all, rules; /* rules: of the language in hand */
	bool has_all, all_ok, rules_ok, no_gettext;
	struct findings findings; /* of the catalog in hand */
};

/* An error in the config is said once. */
static void
begin_language(struct work *w, const struct config_language *lang)
{
	struct run *run = w->state;

	if (!run->has_all)
		run->all_ok = check_rules_init(&run->all, &w->cfg, &w->diag);
	run->has_all = true;
	run->rules_ok = check_rules_for(&run->rules, &run->all, &w->cfg, lang,
					&w->diag);
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
	if (work_is_json(w)) {
		findings_write_json(&run->findings, &w->json);
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
	const struct run *run = w->state;
	struct catalog cat;
	bool exists;

	if (!run->all_ok || !run->rules_ok)
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

static int
run(const struct invocation *inv)
{
	static const struct work_plan plan = { .rows = rows,
					       .json_list = "findings",
					       .language_begin = begin_language,
					       .catalog = check_catalog };
	struct run state = { 0 };
	int status;

	if (strcmp(inv->format, "json") == 0)
		setlocale(LC_MESSAGES, "C"); /* it is never translated */
	status = work_run(inv, &plan, &state);
	findings_release(&state.findings);
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
