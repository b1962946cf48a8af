/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diff - what changed in a page's source since it was translated, unit by unit:
 * text, JSON, Markdown.
 *
 *   content/en/a.md:12: es: changed (words), paragraph, Install > Linux
 *     (line 10 before; translation: content/es/a.md:14)
 *     ~ Water them [-daily-]{+twice a day+}.
 *     = Riegue las plantas a diario.
 *
 * `-` before a text that is gone, `+` one that is new, `~` one that changed, `!`
 * one that was never translated, `?` one whose translation is not sure, `=` its
 * present translation. With colour, deleted words are red and inserted ones
 * green, and both keep their marks: colour alone says nothing.
 *
 * Texts of pages are shown as text (see status.h).
 */
#ifndef CALQUE_REPORT_DIFF_H
#define CALQUE_REPORT_DIFF_H

#include "audit/audit.h"
#include "base/text.h"

/* The struct text_tools is the worker's: borrowed. */

/* cols: lines are filled to so many columns; 0: not at all */
void diff_write_text(const struct audit_page *page, struct text_tools *tools,
		     bool colour, size_t cols, struct buf *out);

/* A heading and a list of units; nothing where there are none. */
void diff_write_markdown(const struct audit_page *page,
			 struct text_tools *tools, struct buf *out);

/* One object for n pages; see calque(1), REPORTS. */
void diff_write_json(const struct audit_page *pages, size_t n,
		     struct text_tools *tools, struct buf *out);

#endif
