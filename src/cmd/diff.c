/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/diff.h"

#include "base/i18n.h"
#include "cmd/audits.h"
#include "cmd/terminal.h"

#include <stdio.h>

static const struct diff_format {
	const char *name;
	/* of all pages at once, or of one; both NULL: text */
	void (*write_all)(const struct audit_page *pages, size_t n,
			  struct text_tools *tools, struct buf *out);
	void (*write_page)(const struct audit_page *page,
			   struct text_tools *tools, struct buf *out);
} formats[] = {
	{ "text", NULL, NULL },
	{ "json", diff_write_json, NULL },
	{ "markdown", NULL, diff_write_markdown },
};

#define N_FORMATS (sizeof(formats) / sizeof(*formats))

/* The format of that name: one of those in options.c. */
static const struct diff_format *
find_format(const char *name)
{
	for (size_t i = 0; i < N_FORMATS; i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return &formats[0];
}

static void
write_pages(const struct invocation *inv, const struct audits *a,
	    struct buf *out)
{
	const struct diff_format *format = find_format(inv->format);
	struct text_tools *tools = text_tools_new();
	bool to_terminal = terminal_is(stdout);
	bool colour = to_terminal && terminal_has_colour();
	size_t cols = to_terminal ? terminal_cols() : 0;

	if (format->write_all)
		format->write_all(a->pages, a->n, tools, out);
	for (size_t i = 0; !format->write_all && i < a->n; i++) {
		if (format->write_page)
			format->write_page(&a->pages[i], tools, out);
		else
			diff_write_text(&a->pages[i], tools, colour, cols, out);
	}
	text_tools_free(tools);
}

static int
write_report(struct work *w)
{
	struct audits *a = w->state;
	struct buf out = { 0 };

	audits_sort(a);
	if (a->is_open)
		bases_report(&a->bases);
	write_pages(w->inv, a, &out);
	if (out.n)
		fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
	return STATUS_FINE;
}

static int
run(const struct invocation *inv)
{
	static const struct work_plan plan = { .takes_pairs = true,
					       .language_begin =
						       audits_plan_begin,
					       .catalog = audits_plan_add,
					       .end = write_report };
	struct audits audits = { .with_translations = true };
	int status = work_run(inv, &plan, &audits);

	audits_release(&audits);
	return status;
}

const struct command command_diff = {
	"diff",
	N_("[PAGE...]"),
	N_("show what changed in the sources since they were translated"),
	run,
	{
		{ "calque diff content/en/a.md",
		  N_("what changed in a page, word by word") },
		{ "calque diff --language=ja --format=markdown",
		  N_("all that waits for Japanese, to be sent") },
	},
};
