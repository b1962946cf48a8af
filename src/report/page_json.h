/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * page_json - an audited page as a JSON object: all of the model. The manual,
 * calque(1), REPORTS, says what each member is.
 */
#ifndef CALQUE_REPORT_PAGE_JSON_H
#define CALQUE_REPORT_PAGE_JSON_H

#include "audit/audit.h"
#include "base/text.h"
#include "report/json.h"

/*
 * Write an object into an open array.
 *
 * tools  to add to each unit the word differences of `was` and `now`; or NULL
 */
void page_json_write(const struct audit_page *page, struct text_tools *tools,
		     struct json *json);

/* The member "counts": units and words, by state and class. */
void page_json_counts(const struct audit_counts *counts, struct json *json);

/* A time as "2025-03-04T05:06:07Z". */
void page_json_time(struct json *json, const char *key, long long time);

#endif
