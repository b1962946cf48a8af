/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/status_html.h"

#include "base/i18n.h"
#include "report/date.h"
#include "report/html.h"
#include "report/html/assets.h"
#include "report/html_page.h"

static struct str
title_of(const struct status_site *site)
{
	return site->title.n ? site->title : str_of(_("Translation status"));
}

static void
write_top(const struct status_site *site, const struct tallies *t,
	  struct buf *out)
{
	struct buf day = { 0 };

	html_addf(out,
		  "<a class=\"skip\" href=\"#pages\">%m</a>\n"
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
	html_page_add_theme(out);
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

void
status_write_html(const struct status_site *site, struct buf *out)
{
	struct arena arena = { 0 };
	struct html_page page = { .title = title_of(site),
				  .style = assets_status_css,
				  .script = assets_status_js };
	struct tallies t;

	tallies_make(site->pages, site->n, &arena, &t);
	html_page_begin(&page, out);
	write_top(site, &t, out);
	write_definitions(out);
	status_html_languages(&t, out);
	status_html_folders(&t, out);
	status_html_plot(site, out);
	status_html_list(site, &t, out);
	html_addf(out, "</main>\n<footer><p>%m</p></footer>\n",
		  _("Made by calque. Ages are counted up to the last commit."));
	status_html_data(site, &t, out);
	html_page_end(&page, out);
	arena_release(&arena);
}
