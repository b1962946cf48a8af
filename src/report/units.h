/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * units - how a page is split, as text and as JSON.
 *
 *   heading 2 5		what it is, and the line it begins on
 *   | The text of the unit	each line of its text
 *   (context: menu)		what its author said of it, if anything
 */
#ifndef CALQUE_REPORT_UNITS_H
#define CALQUE_REPORT_UNITS_H

#include "report/json.h"
#include "unit/slot.h"

/* The units of a page; `all`: also optional slots, marked "(optional)". */
void units_write_text(const struct page *page, bool all, struct buf *out);

/* One object: path, units [{kind, line, required, text, ...}]. */
void units_write_json(const struct page *page, struct json *json);

#endif
