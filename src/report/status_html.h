/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * status_html - the parts of the HTML report (status_write_html).
 *
 * The head and the tables are plain HTML. Everything about single pages stands
 * in elements of type application/json behind them, which status.js reads: one
 * with the list, then one line for each page with its units, then one line for
 * each text with its differences, which all languages share.
 *
 * Links are fragments such as #language=es&state=outdated, which status.js takes
 * for a filter.
 */
#ifndef CALQUE_REPORT_STATUS_HTML_H
#define CALQUE_REPORT_STATUS_HTML_H

#include "report/status.h"
#include "report/tally.h"

/* The tables of languages and of folders. */
void status_html_languages(const struct tallies *t, struct buf *out);
void status_html_folders(const struct tallies *t, struct buf *out);

/* The plot over time; nothing where no language has two points. */
void status_html_plot(const struct status_site *site, struct buf *out);

/* The form and the empty table that status.js fills, and one without it. */
void status_html_list(const struct status_site *site, const struct tallies *t,
		      struct buf *out);

/* The elements with JSON. */
void status_html_data(const struct status_site *site, const struct tallies *t,
		      struct buf *out);

#endif
