/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/status_html.h"

#include "base/i18n.h"
#include "report/date.h"
#include "report/html.h"
#include "report/html_page.h"
#include "report/names.h"

/* More would make the page slow for all the others. */
#define MAX_PLAIN_ROWS 1000

/* ---- the form ---- */

static void
open_select(const char *id, const char *label, struct buf *out)
{
	html_addf(out,
		  "<label>%m <select id=\"%m\"><option value=\"\">%m</option>",
		  label, id, _("all"));
}

static void
write_filters(const struct tallies *t, struct buf *out)
{
	struct arena arena = { 0 };

	buf_add_str(out, "<form id=\"filters\" class=\"filters needs-js\" "
			 "role=\"search\">\n");
	html_addf(out,
		  "<label class=\"wide\">%m <input id=\"text\" type=\"search\" "
		  "dir=\"auto\" autocomplete=\"off\" spellcheck=\"false\">"
		  "</label>\n",
		  _("Text in the path"));
	open_select("language", _("Language"), out);
	for (size_t i = 0; i < t->n_languages; i++)
		html_addf(out, "<option value=\"%t\">%t %t</option>",
			  t->languages[i].tag, t->languages[i].tag,
			  html_language_name(t->languages[i].locale, &arena));
	buf_add_str(out, "</select></label>\n");
	open_select("folder", _("Folder"), out);
	for (size_t i = 0; i < t->n_folders; i++)
		html_addf(out, "<option>%t</option>", t->folders[i]);
	buf_add_str(out, "</select></label>\n");
	open_select("state", _("State"), out);
	for (size_t i = 0; i < N_AUDIT_STATES; i++)
		html_addf(out, "<option value=\"%m\">%m</option>",
			  names_state_key((enum audit_state)i),
			  names_state((enum audit_state)i));
	html_addf(out,
		  "</select></label>\n<button id=\"reset\" class=\"plain\" "
		  "type=\"button\">%m</button>\n</form>\n",
		  _("Reset"));
	arena_release(&arena);
}

/* ---- the table that the script fills ---- */

/* ORDER byKey (status.js) is by name. */
static const struct {
	const char *key, *title, *class;
} columns[] = {
	{ "page", N_("Page"), "" },
	{ "language", N_("Language"), "" },
	{ "state", N_("State"), "" },
	{ "behind", N_("Words behind"), "number" },
	{ "done", N_("Translated"), "number minor" },
	{ "since", N_("Outdated since"), "minor" },
	{ "commits", N_("Commits"), "number minor" },
};

#define N_COLUMNS (sizeof(columns) / sizeof(*columns))

static void
write_table(struct buf *out)
{
	html_addf(out,
		  "<div class=\"needs-js\">\n<p id=\"count\" class=\"hint\" "
		  "role=\"status\"></p>\n<table class=\"list\" "
		  "role=\"table\">\n"
		  "<caption class=\"visually-hidden\">%m</caption>\n"
		  "<thead role=\"rowgroup\"><tr role=\"row\">",
		  _("Pages; the titles of the columns sort them"));
	for (size_t i = 0; i < N_COLUMNS; i++)
		html_addf(out,
			  "<th scope=\"col\" role=\"columnheader\" "
			  "class=\"%m\" data-sort=\"%m\">"
			  "<button type=\"button\">%m</button></th>",
			  columns[i].class, columns[i].key,
			  _(columns[i].title));
	buf_add_str(out, "</tr></thead>\n<tbody id=\"rows\" "
			 "role=\"rowgroup\"></tbody>\n</table>\n"
			 "<p id=\"more\" class=\"more hidden\"><button "
			 "id=\"more-button\" class=\"plain\" type=\"button\">"
			 "</button></p>\n</div>\n");
}

/* ---- the table for readers without scripts ---- */

static void
write_row(const struct audit_page *page, struct buf *out)
{
	struct buf since = { 0 }, commits = { 0 };
	bool gone = page->state == AUDIT_ORPHANED && page->target.n;

	if (page->first.id.p) {
		date_add_day(&since, page->first.time);
		html_add_number(&commits, page->n_commits);
	}
	html_addf(out,
		  "<tr><td class=\"path\">%t</td><td>%t</td>"
		  "<td class=\"state state-%m\">%m</td>"
		  "<td class=\"number\">%n</td>"
		  "<td class=\"number minor\">%d\u202f%%</td>"
		  "<td class=\"minor\">%t</td>"
		  "<td class=\"number minor\">%t</td></tr>\n",
		  gone ? page->target : page->source, page->language,
		  names_state_key(page->state), names_state(page->state),
		  audit_words_behind(page), tally_percent(&page->counts),
		  buf_str(&since), buf_str(&commits));
	buf_release(&commits);
	buf_release(&since);
}

static void
write_plain_table(const struct status_site *site, struct buf *out)
{
	struct arena arena = { 0 };
	size_t n;
	const struct audit_page **list =
		tally_worst_first(site->pages, site->n, false, &arena, &n);

	html_addf(out,
		  "<noscript>\n<table class=\"list\">\n"
		  "<caption>%m</caption>\n<thead><tr>",
		  _("Pages that are not up to date"));
	for (size_t i = 0; i < N_COLUMNS; i++)
		html_addf(out, "<th scope=\"col\" class=\"%m\">%m</th>",
			  columns[i].class, _(columns[i].title));
	buf_add_str(out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < n && i < MAX_PLAIN_ROWS; i++)
		write_row(list[i], out);
	buf_add_str(out, "</tbody>\n</table>\n");
	if (n > MAX_PLAIN_ROWS)
		html_addf(out, "<p class=\"hint\">%m</p>\n",
			  _("These are the pages with most words behind; the "
			    "others need scripts."));
	buf_add_str(out, "</noscript>\n");
	arena_release(&arena);
}

void
status_html_list(const struct status_site *site, const struct tallies *t,
		 struct buf *out)
{
	html_addf(out,
		  "<section id=\"pages\" aria-labelledby=\"pages-title\">\n"
		  "<h2 id=\"pages-title\" tabindex=\"-1\">%m</h2>\n",
		  _("Pages"));
	write_filters(t, out);
	write_table(out);
	write_plain_table(site, out);
	buf_add_str(out, "</section>\n");
}
