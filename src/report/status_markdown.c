/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/status.h"

#include "base/i18n.h"
#include "report/date.h"
#include "report/markdown.h"
#include "report/names.h"
#include "report/tally.h"

#define MAX_LISTED 50

/* ---- the table of languages ---- */

static void
write_row(struct str name, const struct tally *t, struct buf *out)
{
	buf_add_str(out, "| ");
	markdown_add_text(out, name);
	buf_addf(out, " | %zu%% | ", tally_percent(&t->counts));
	for (size_t i = 0; i < N_AUDIT_STATES; i++)
		buf_addf(out, "%zu | ", t->states[i]);
	buf_addf(out, "%zu | %zu |\n", t->counts.total.words,
		 tally_words_behind(t));
}

static void
write_languages(const struct tallies *t, struct buf *out)
{
	buf_addf(out, "| %s | %s | ", _("language"), _("done"));
	for (size_t i = 0; i < N_AUDIT_STATES; i++)
		buf_addf(out, "%s | ", names_state((enum audit_state)i));
	buf_addf(out, "%s | %s |\n", _("words"), _("words behind"));
	buf_add_str(out, "|---|--:|");
	for (size_t i = 0; i < N_AUDIT_STATES; i++)
		buf_add_str(out, "--:|");
	buf_add_str(out, "--:|--:|\n");
	for (size_t i = 0; i < t->n_languages; i++)
		write_row(t->languages[i].tag, &t->languages[i].all, out);
	if (t->n_languages > 1)
		write_row(str_of(_("all")), &t->all, out);
}

/* ---- the pages behind ---- */

static void
write_since(const struct audit_page *page, struct buf *out)
{
	struct buf day = { 0 };

	if (!page->first.id.p)
		return;
	date_add_day(&day, page->first.time);
	buf_addf(out,
		 /* TRANSLATORS: a date, and the commits since then */
		 ngettext("%s, %zu commit", "%s, %zu commits",
			  (unsigned long)page->n_commits),
		 day.p, page->n_commits);
	buf_release(&day);
}

static void
write_page(const struct audit_page *page, struct buf *out)
{
	struct arena arena = { 0 };
	size_t n;
	struct str *sections = tally_sections(page, &arena, &n);
	bool gone = page->state == AUDIT_ORPHANED && page->target.n;

	buf_addf(out, "| %zu | %s | ", audit_words_behind(page),
		 names_state(page->state));
	markdown_add_code(out, gone ? page->target : page->source);
	if (page->moved_from.p) {
		buf_add_str(out, _("; moved from "));
		markdown_add_code(out, page->moved_from);
	}
	buf_add_str(out, " | ");
	write_since(page, out);
	buf_add_str(out, " | ");
	for (size_t i = 0; i < n; i++) {
		buf_add_str(out, i ? "<br>" : "");
		markdown_add_text(out, sections[i]);
	}
	buf_add_str(out, " |\n");
	arena_release(&arena);
}

static void
write_rest(size_t n, struct buf *out)
{
	buf_add_byte(out, '\n');
	buf_addf(out,
		 ngettext("And %zu page more.", "And %zu pages more.",
			  (unsigned long)n),
		 n);
	buf_add_byte(out, '\n');
}

static void
write_list(const struct status_site *site, const struct tally_language *lang,
	   struct buf *out)
{
	struct arena arena = { 0 };
	size_t n;
	const struct audit_page **list =
		tally_worst_first(site->pages + lang->begin,
				  lang->end - lang->begin, false, &arena, &n);

	if (n) {
		buf_add_str(out, "\n<details><summary>");
		markdown_add_text(out, lang->tag);
		buf_add_str(out, ": ");
		buf_addf(out,
			 ngettext("%zu page behind", "%zu pages behind",
				  (unsigned long)n),
			 n);
		buf_addf(out,
			 "</summary>\n\n| %s | %s | %s | %s | %s |\n"
			 "|--:|---|---|---|---|\n",
			 _("words behind"), _("state"), _("page"), _("since"),
			 _("sections"));
		for (size_t i = 0; i < n && i < MAX_LISTED; i++)
			write_page(list[i], out);
		if (n > MAX_LISTED)
			write_rest(n - MAX_LISTED, out);
		buf_add_str(out, "\n</details>\n");
	}
	arena_release(&arena);
}

void
status_write_markdown(const struct status_site *site, struct buf *out)
{
	struct arena arena = { 0 };
	struct tallies t;

	tallies_make(site->pages, site->n, &arena, &t);
	if (site->title.n) {
		buf_add_str(out, "### ");
		markdown_add_text(out, site->title);
		buf_add_str(out, "\n\n");
	}
	write_languages(&t, out);
	for (size_t i = 0; i < t.n_languages; i++)
		write_list(site, &t.languages[i], out);
	arena_release(&arena);
}
