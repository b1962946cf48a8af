/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * status - how far the translations of a site are: text, JSON, Markdown, HTML.
 *
 * The same input gives the same bytes: ages are counted up to `now`, the time of
 * the last commit, never up to the clock. Whatever stands in a path or a text of
 * a page is shown as text: it cannot become an escape sequence of a terminal,
 * Markdown (a mention of a person neither), markup or script.
 */
#ifndef CALQUE_REPORT_STATUS_H
#define CALQUE_REPORT_STATUS_H

#include "audit/audit.h"
#include "base/buf.h"

/* How much was translated at a time in the past. */
struct status_point {
	struct str language;
	long long time; /* seconds since 1970 */
	size_t words_done, words_total;
};

struct status_site {
	struct str title;		/* of the site; empty: none */
	const struct audit_page *pages; /* sorted by language, then path */
	size_t n;
	const struct status_point *points; /* sorted by language, then time */
	size_t n_points;
	long long now;	  /* of HEAD's commit; 0: without git, no ages */
	size_t threshold; /* build.threshold: percent of a page's words */
};

/*
 * For a terminal: a line for each language, one for each folder (where there
 * are several), then the pages, those that lose readers most words first.
 *
 *   behind  state     since       days  commits  page
 *       42  outdated  2025-01-02     9        3  es content/en/a.md
 *           in: Install > Linux; Use
 *       12  partial   -              -        -  es content/en/b.md
 *           why: 2 units fuzzy, 1 untranslated
 *
 * cols   how long lines should be at most; 0: as long as they are
 * all    also pages that are up to date, and why others are partial
 */
void status_write_text(const struct status_site *site, bool colour, size_t cols,
		       bool all, struct buf *out);

/* One object with everything; see calque(1), REPORTS. */
void status_write_json(const struct status_site *site, struct buf *out);

/*
 * For an issue or a comment: a table of languages, and for each a folded list
 * of its worst pages (50 at most: such a text may not be long).
 */
void status_write_markdown(const struct status_site *site, struct buf *out);

/*
 * One page that asks for no other file: see src/report/html/. Works without
 * scripts too, with the tables alone. Cost in bytes: each text stands in it once
 * for all languages.
 */
void status_write_html(const struct status_site *site, struct buf *out);

#endif
