/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * html - texts inside HTML, in elements and in attributes between double quotes.
 *
 * Whatever the text, it is text: no character of it is markup. Bytes that are
 * not UTF-8, and control characters, become U+FFFD.
 */
#ifndef CALQUE_REPORT_HTML_H
#define CALQUE_REPORT_HTML_H

#include "base/buf.h"

void html_add_text(struct buf *out, struct str s);

/* A number with its digits by three: "12 345", narrow no-break spaces. */
void html_add_number(struct buf *out, size_t number);

/* As a value in the fragment of a link: bytes other than a-z0-9 as %XX. */
void html_add_percent(struct buf *out, struct str s);

/*
 * Append the markup `form`, a literal, with each "%t" replaced by the next text
 * (a struct str), "%m" by a message (a const char *), both escaped; "%n" by a
 * number (size_t), digits by three; "%d" by a bare number; "%p" by a text for a
 * fragment; "%%" by "%".
 */
void html_addf(struct buf *out, const char *form, ...);

#endif
