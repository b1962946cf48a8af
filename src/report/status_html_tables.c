/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/status_html.h"

#include "base/i18n.h"
#include "report/html.h"
#include "report/html_page.h"
#include "report/names.h"

static void
open_section(const char *id, const char *title, const char *hint,
	     struct buf *out)
{
	html_addf(out,
		  "<section aria-labelledby=\"%m-title\">\n"
		  "<h2 id=\"%m-title\">%m</h2>\n<p class=\"hint\">%m</p>\n"
		  "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
		  "aria-labelledby=\"%m-title\">\n",
		  id, id, title, hint, id);
}

static void
column(const char *title, const char *class, struct buf *out)
{
	html_addf(out, "<th scope=\"col\" class=\"%m\">%m</th>", class, title);
}

/* ---- languages ---- */

static void
write_bar(const struct audit_counts *c, struct buf *out)
{
	size_t total = c->total.words ? c->total.words : 1;
	size_t done = tally_percent(c), fuzzy = c->fuzzy.words * 100 / total;

	html_addf(out, "<td class=\"bar-cell\"><span>%d\u202f%%</span>", done);
	html_addf(
		out,
		"<svg class=\"bar\" viewBox=\"0 0 100 8\" aria-hidden=\"true\""
		" preserveAspectRatio=\"none\">"
		"<rect class=\"rest\" width=\"100\" height=\"8\"/>"
		"<rect class=\"done\" width=\"%d\" height=\"8\"/>"
		"<rect fill=\"url(#hatch)\" x=\"%d\" width=\"%d\" "
		"height=\"8\"/></svg></td>",
		done, done, fuzzy);
}

/* A number of pages, as a link to them. */
static void
write_state(struct str tag, enum audit_state state, size_t n, struct buf *out)
{
	if (n && tag.n)
		html_addf(out,
			  "<td class=\"number\"><a href=\"#language=%p&amp;"
			  "state=%m\">%n</a></td>",
			  tag, names_state_key(state), n);
	else
		html_addf(out, "<td class=\"number\">%n</td>", n);
}

/* tag  empty: all languages */
static void
write_numbers(struct str tag, const struct tally *t, bool orphans,
	      struct buf *out)
{
	size_t n_states = orphans ? N_AUDIT_STATES : AUDIT_ORPHANED;

	write_bar(&t->counts, out);
	html_addf(out, "<td class=\"number\">%n</td>", t->pages);
	for (size_t i = 0; i < n_states; i++)
		write_state(tag, (enum audit_state)i, t->states[i], out);
	html_addf(out,
		  "<td class=\"number\">%n</td><td class=\"number\">%n</td>"
		  "<td class=\"number\">%n</td><td class=\"number\">%n</td>"
		  "</tr>\n",
		  t->counts.total.words, t->counts.fuzzy.words,
		  t->counts.untranslated.words, tally_words_behind(t));
}

static void
write_language(const struct tally_language *lang, bool orphans, struct buf *out)
{
	struct arena arena = { 0 };

	html_addf(out,
		  "<tr><th scope=\"row\" class=\"first\">"
		  "<a href=\"#language=%p\">%t</a> "
		  "<span class=\"tag\">%t</span></th>",
		  lang->tag, lang->tag,
		  html_language_name(lang->locale, &arena));
	write_numbers(lang->tag, &lang->all, orphans, out);
	arena_release(&arena);
}

static void
write_language_head(bool orphans, struct buf *out)
{
	size_t n_states = orphans ? N_AUDIT_STATES : AUDIT_ORPHANED;

	html_addf(out,
		  "<table>\n<caption class=\"visually-hidden\">%m</caption>\n"
		  "<thead><tr>",
		  _("Pages by state and words of the source, by language"));
	column(_("Language"), "first", out);
	column(_("Translated"), "", out);
	column(_("Pages"), "number", out);
	for (size_t i = 0; i < n_states; i++)
		column(names_state((enum audit_state)i), "number", out);
	column(_("Words"), "number", out);
	column(_("fuzzy"), "number", out);
	column(_("untranslated"), "number", out);
	column(_("Words behind"), "number", out);
	buf_add_str(out, "</tr></thead>\n<tbody>\n");
}

static void
write_bar_keys(struct buf *out)
{
	static const char *const marks[] = { "class=\"done\"",
					     "fill=\"url(#hatch)\"",
					     "class=\"rest\"" };
	const char *const names[] = { _("up to date"),
				      _("fuzzy: its source changed"),
				      _("untranslated") };

	buf_add_str(out, "<ul class=\"keys hint\">");
	for (size_t i = 0; i < 3; i++) {
		buf_addf(out,
			 "<li class=\"key\"><svg viewBox=\"0 0 24 11\" "
			 "aria-hidden=\"true\"><rect %s width=\"24\" "
			 "height=\"11\"/></svg> ",
			 marks[i]);
		html_addf(out, "%m</li>", names[i]);
	}
	buf_add_str(out, "</ul>\n");
}

void
status_html_languages(const struct tallies *t, struct buf *out)
{
	bool orphans = t->all.states[AUDIT_ORPHANED] > 0;

	open_section(
		"languages", _("Languages"),
		_("Pages by state, and words of the source; the numbers of "
		  "pages lead to them."),
		out);
	write_language_head(orphans, out);
	for (size_t i = 0; i < t->n_languages; i++)
		write_language(&t->languages[i], orphans, out);
	if (t->n_languages > 1) {
		html_addf(out,
			  "<tr class=\"total\"><th scope=\"row\" "
			  "class=\"first\">%m</th>",
			  _("All"));
		write_numbers(STR(""), &t->all, orphans, out);
	}
	buf_add_str(out, "</tbody>\n</table>\n</div>\n");
	write_bar_keys(out);
	buf_add_str(out, "</section>\n");
}

/* ---- folders ---- */

/* The least percentage of each shade of the map. */
static const size_t shades[] = { 0, 25, 50, 75, 90, 100 };

#define N_SHADES (sizeof(shades) / sizeof(*shades))

static size_t
shade_of(size_t percent)
{
	size_t i = N_SHADES;

	while (percent < shades[--i])
		continue;
	return i;
}

static void
write_cell(struct str tag, struct str folder, const struct tally *t,
	   struct buf *out)
{
	size_t percent = tally_percent(&t->counts);

	if (!t->pages) {
		html_addf(out, "<td><span>\u2013</span></td>");
		return;
	}
	html_addf(out,
		  "<td class=\"h%d\"><a href=\"#language=%p&amp;folder=%p\" "
		  "aria-label=\"%t, %t: %d%%\">%d</a></td>",
		  shade_of(percent), tag, folder, folder, tag, percent,
		  percent);
}

static void
write_shade_keys(struct buf *out)
{
	buf_add_str(out, "<ul class=\"keys hint\">");
	for (size_t i = 0; i < N_SHADES; i++) {
		html_addf(out, "<li><span class=\"h%d\">%d", i, shades[i]);
		if (i + 1 < N_SHADES)
			html_addf(out, "\u2013%d", shades[i + 1] - 1);
		buf_add_str(out, "\u202f%</span></li>");
	}
	buf_add_str(out, "</ul>\n");
}

void
status_html_folders(const struct tallies *t, struct buf *out)
{
	if (!t->n_folders)
		return;
	open_section("folders", _("Folders"),
		     _("Percentage of words that are translated; a number "
		       "leads to the pages."),
		     out);
	html_addf(out,
		  "<table class=\"heat\">\n<caption class=\"visually-hidden\">"
		  "%m</caption>\n<thead><tr>",
		  _("Percentage of translated words, by folder and language"));
	column(_("Folder"), "first", out);
	for (size_t i = 0; i < t->n_languages; i++)
		html_addf(out, "<th scope=\"col\">%t</th>",
			  t->languages[i].tag);
	buf_add_str(out, "</tr></thead>\n<tbody>\n");
	for (size_t k = 0; k < t->n_folders; k++) {
		html_addf(out,
			  "<tr><th scope=\"row\" class=\"first path\" "
			  "dir=\"auto\">%t</th>",
			  t->folders[k]);
		for (size_t i = 0; i < t->n_languages; i++)
			write_cell(t->languages[i].tag, t->folders[k],
				   &t->languages[i].folders[k], out);
		buf_add_str(out, "</tr>\n");
	}
	buf_add_str(out, "</tbody>\n</table>\n</div>\n");
	write_shade_keys(out);
	buf_add_str(out, "</section>\n");
}
