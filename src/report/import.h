/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * import - what an import found on each page, and on the site, as text and JSON.
 *
 * Text goes to stdout page by page, JSON as one document at the end.
 */
#ifndef CALQUE_REPORT_IMPORT_H
#define CALQUE_REPORT_IMPORT_H

#include "base/map.h"
#include "report/json.h"
#include "sync/base.h"
#include "sync/import.h"

/* On how many pages a kind of value is localised: `front matter: date`. */
struct import_kind {
	struct str title;
	size_t n_pages;
};

/* What the pages of a language have in common. */
struct import_summary {
	struct arena arena;
	struct map by_title;
	struct import_kind *kinds;
	size_t n, cap;
	size_t n_layout; /* pages whose syntax differs */
};

/* A page of the report. */
struct import_result_page {
	struct str language;
	const struct page *source, *target;
	struct base base;
	const struct import_report *report;
};

void import_summary_release(struct import_summary *s);
/* One page more has that. */
void import_summary_count(struct import_summary *s, struct str title);
/* The most frequent first. */
void import_summary_sort(struct import_summary *s);
void import_summary_add(struct import_summary *s,
			const struct import_report *report);
/* `es: 317 pages localise front matter: aliases[]`, the most frequent first. */
void import_write_summary(struct import_summary *s, struct str language,
			  struct buf *out);

/* Without `verbose`: only pages where something is unsure or alone. */
void import_write_text(const struct import_result_page *page, bool verbose,
		       struct buf *out);
/* An object in an open array; see calque(1). */
void import_write_json(const struct import_result_page *page,
		       struct json *json);

#endif
