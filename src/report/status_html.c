/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/status_html.h"

#include "base/i18n.h"
#include "base/locale.h"
#include "base/sha256.h"
#include "report/date.h"
#include "report/html.h"
#include "report/html/assets.h"

struct str
status_html_language_name(struct str locale, struct arena *arena)
{
	struct str name = locale_name(arena, locale);
	size_t end = str_find(name, 0, STR(" ("));

	return end < name.n ? str_sub(name, 0, end) : STR("");
}

struct str
status_html_lang(struct str locale, struct arena *arena)
{
	struct str icu = locale_icu(arena, locale);
	char *lang = arena_cstr(arena, icu);

	for (size_t i = 0; i < icu.n; i++)
		if (lang[i] == '_')
			lang[i] = '-';
	return str_make(lang, icu.n);
}

/* ---- the head ---- */

static void
add_lines(const char *const *lines, struct buf *out)
{
	for (; *lines; lines++)
		buf_add_str(out, *lines);
}

/*
 * Nothing is loaded, and only this style and this script count: should a text
 * ever become markup, it could still do nothing.
 */
static void
write_policy(struct str style, struct str script, struct buf *out)
{
	buf_add_str(out, "<meta http-equiv=\"Content-Security-Policy\" "
			 "content=\"default-src 'none'; base-uri 'none'; "
			 "form-action 'none'; style-src 'sha256-");
	sha256_add_base64(style, out);
	buf_add_str(out, "'; script-src 'sha256-");
	sha256_add_base64(script, out);
	buf_add_str(out, "'\">\n");
}

static struct str
title_of(const struct status_site *site)
{
	return site->title.n ? site->title : str_of(_("Translation status"));
}

static void
write_head(const struct status_site *site, struct str style, struct str script,
	   struct buf *out)
{
	html_addf(out,
		  "<!DOCTYPE html>\n<html lang=\"%m\">\n<head>\n"
		  "<meta charset=\"utf-8\">\n",
		  /* TRANSLATORS: the tag of your language, as in HTML */
		  _("en"));
	write_policy(style, script, out);
	html_addf(out,
		  "<meta name=\"viewport\" content=\"width=device-width, "
		  "initial-scale=1\">\n"
		  "<meta name=\"color-scheme\" content=\"light dark\">\n"
		  "<meta name=\"generator\" content=\"calque\">\n"
		  "<title>%t</title>\n<style>",
		  title_of(site));
	buf_add(out, style);
	buf_add_str(out, "</style>\n</head>\n");
}

/* ---- the body ---- */

static void
write_theme(struct buf *out)
{
	html_addf(out,
		  "<label class=\"theme needs-js\">%m <select id=\"theme\">"
		  "<option value=\"\">%m</option>"
		  "<option value=\"light\">%m</option>"
		  "<option value=\"dark\">%m</option></select></label>\n",
		  _("Colours"), _("as the system"), _("light"), _("dark"));
}

static void
write_top(const struct status_site *site, const struct tallies *t,
	  struct buf *out)
{
	struct buf day = { 0 };

	html_addf(out,
		  "<body>\n<a class=\"skip\" href=\"#pages\">%m</a>\n"
		  "<header>\n<div>\n<h1 dir=\"auto\">%t</h1>\n"
		  "<p class=\"about\">",
		  _("To the pages"), title_of(site));
	if (site->title.n)
		html_addf(out, "%m \u00b7 ", _("Translation status"));
	if (site->now) {
		date_add_day(&day, site->now);
		html_addf(out, "<time datetime=\"%t\">%t</time> \u00b7 ",
			  buf_str(&day), buf_str(&day));
	}
	html_addf(out, "%d%%", tally_percent(&t->all.counts));
	html_addf(out, " %m</p>\n</div>\n", _("translated"));
	write_theme(out);
	buf_add_str(out, "</header>\n<main>\n");
	buf_release(&day);
}

/* What marks of the bars mean, and the pattern that they share. */
static void
write_definitions(struct buf *out)
{
	buf_add_str(out, "<svg class=\"defs\" aria-hidden=\"true\"><defs>"
			 "<pattern id=\"hatch\" width=\"6\" height=\"6\" "
			 "patternUnits=\"userSpaceOnUse\" "
			 "patternTransform=\"rotate(45)\">"
			 "<rect class=\"hatch-back\" width=\"6\" height=\"6\"/>"
			 "<line class=\"hatch-line\" x1=\"1.5\" x2=\"1.5\" "
			 "y2=\"6\"/></pattern></defs></svg>\n");
}

static void
write_script(struct str script, struct buf *out)
{
	buf_add_str(out, "<script>");
	buf_add(out, script);
	buf_add_str(out, "</script>\n</body>\n</html>\n");
}

void
status_write_html(const struct status_site *site, struct buf *out)
{
	struct arena arena = { 0 };
	struct buf style = { 0 }, script = { 0 };
	struct tallies t;

	tallies_make(site->pages, site->n, &arena, &t);
	add_lines(assets_style, &style);
	add_lines(assets_script, &script);
	write_head(site, buf_str(&style), buf_str(&script), out);
	write_top(site, &t, out);
	write_definitions(out);
	status_html_languages(&t, out);
	status_html_folders(&t, out);
	status_html_plot(site, out);
	status_html_list(site, &t, out);
	html_addf(out, "</main>\n<footer><p>%m</p></footer>\n",
		  _("Made by calque. Ages are counted up to the last commit."));
	status_html_data(site, &t, out);
	write_script(buf_str(&script), out);
	buf_release(&style);
	buf_release(&script);
	arena_release(&arena);
}
