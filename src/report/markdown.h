/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * markdown - texts of pages inside Markdown for GitHub and its like.
 *
 * Whatever the text, it shows as that text: ASCII marks become entities, which
 * neither Markdown nor a table nor HTML takes for structure; what forges make a
 * link of by themselves (@name, #12) stands in a code element, where they do
 * not look. Line ends become <br>, other control characters U+FFFD.
 */
#ifndef CALQUE_REPORT_MARKDOWN_H
#define CALQUE_REPORT_MARKDOWN_H

#include "base/buf.h"

/* A text, in the middle of a line or a table cell. */
void markdown_add_text(struct buf *out, struct str s);

/* A path, an id: as code. */
void markdown_add_code(struct buf *out, struct str s);

#endif
