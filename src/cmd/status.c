/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/status.h"

#include "base/i18n.h"
#include "cmd/audits.h"
#include "cmd/output.h"
#include "cmd/terminal.h"

#include <stdio.h>
#include <stdlib.h>

static void
end_language(struct work *w, const struct config_language *lang, size_t *counts)
{
	(void)counts;
	audits_add_orphans(w->state, w, lang);
}

static const struct status_format {
	const char *name;
	bool has_past; /* shows how it was in the past */
	/* shows each text beside its translation, also where there is no catalog */
	bool has_translations;
	/* NULL: text */
	void (*write)(const struct status_site *site, struct buf *out);
} formats[] = {
	{ "text", false, false, NULL },
	{ "json", true, false, status_write_json },
	{ "markdown", false, false, status_write_markdown },
	{ "html", true, true, status_write_html },
};

#define N_FORMATS (sizeof(formats) / sizeof(*formats))

/* The format of that name: one of those in options.c. */
static const struct status_format *
find_format(const char *name)
{
	for (size_t i = 0; i < N_FORMATS; i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return &formats[0];
}

static void
write_site(const struct invocation *inv, const struct status_site *site,
	   struct buf *out)
{
	const struct status_format *format = find_format(inv->format);
	bool to_terminal = !inv->output && terminal_is(stdout);

	if (format->write)
		format->write(site, out);
	else
		status_write_text(site, to_terminal && terminal_has_colour(),
				  to_terminal ? terminal_cols() : 0,
				  inv->verbose, out);
}

static int
write_report(struct work *w)
{
	struct audits *a = w->state;
	struct status_site site = { .title = w->cfg.project };
	struct buf out = { 0 };
	bool ok;

	audits_sort(a);
	if (a->is_open)
		bases_report(&a->bases);
	site.pages = a->pages;
	site.n = a->n;
	site.now = audits_now(a);
	site.threshold = w->cfg.threshold;
	if (find_format(w->inv->format)->has_past)
		site.n_points = audits_points(a, w, &site.points);
	write_site(w->inv, &site, &out);
	ok = output_write(w->inv->output, buf_str(&out), &w->diag);
	buf_release(&out);
	return ok ? STATUS_FINE : STATUS_TROUBLE;
}

static int
run(const struct invocation *inv)
{
	static const struct work_plan plan = { .takes_pairs = true,
					       .language_begin =
						       audits_plan_begin,
					       .catalog = audits_plan_add,
					       .language_end = end_language,
					       .end = write_report };
	struct audits audits = { 0 };
	struct invocation here = *inv;
	char *path = output_path(inv->output);
	int status;

	here.output = path;
	audits.with_translations = find_format(inv->format)->has_translations;
	status = work_run(&here, &plan, &audits);
	audits_release(&audits);
	free(path);
	return status;
}

const struct command command_status = {
	"status",
	N_("[PAGE...]"),
	N_("show which translations are behind"),
	run,
	{
		{ "calque status", N_("what is behind, most words first") },
		{ "calque status --format=html --output=status.html",
		  N_("one page for the whole team") },
	},
};
