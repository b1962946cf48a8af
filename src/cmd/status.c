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

static void
write_site(const struct invocation *inv, const struct status_site *site,
	   struct buf *out)
{
	bool to_terminal = !inv->output && terminal_is(stdout);

	if (strcmp(inv->format, "json") == 0)
		status_write_json(site, out);
	else if (strcmp(inv->format, "markdown") == 0)
		status_write_markdown(site, out);
	else if (strcmp(inv->format, "html") == 0)
		status_write_html(site, out);
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
	if (strcmp(w->inv->format, "html") == 0 ||
	    strcmp(w->inv->format, "json") == 0)
		site.n_points = audits_points(a, w, &site.points);
	write_site(w->inv, &site, &out);
	ok = output_write(w->inv->output, buf_str(&out), &w->diag);
	buf_release(&out);
	return ok ? STATUS_FINE : STATUS_TROUBLE;
}

static int
run(const struct invocation *inv)
{
	static const char *const formats[] = { "json", "markdown", "html",
					       NULL };
	static const struct work_plan plan = { .formats = formats,
					       .takes_pairs = true,
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
	/* the page shows each text beside its translation */
	audits.with_translations = strcmp(inv->format, "html") == 0;
	status = work_run(&here, &plan, &audits);
	audits_release(&audits);
	free(path);
	return status;
}

const struct command command_status = {
	"status", "[PAGE...]", N_("show which translations are behind"), run
};
