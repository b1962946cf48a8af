/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rows - what the functions of the table share: the message in hand.
 */
#ifndef CALQUE_CHECK_ROWS_H
#define CALQUE_CHECK_ROWS_H

#include "check/check.h"
#include "check/writing.h"
#include "check/sides.h"

/* One message while it is checked. */
struct check {
	struct check_page *page;
	const struct slot *slot;
	const struct po_message *m;
	const struct check_row *row; /* whose turn it is */
	struct writing writing;
	struct sides sides;
	struct arena arena; /* scratch of this message */
};

/* A finding of the row in hand, with its own hint, or with another one. */
void check_say(struct check *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void check_say_hint(struct check *c, struct str hint, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Up to n_chars of the text around byte `at`, for a message. */
struct str check_excerpt(struct check *c, struct str text, size_t at,
			 size_t n_chars);

/* placeables.c */
void check_missing(struct check *c);
void check_extra(struct check *c);
void check_changed(struct check *c);
void check_count(struct check *c);
void check_link_missing(struct check *c);
void check_link_changed(struct check *c);
void check_link_extra(struct check *c);
void check_code_changed(struct check *c);
void check_code_extra(struct check *c);
void check_label(struct check *c);

/* markup.c */
void check_emphasis(struct check *c);
void check_code_mark(struct check *c);
void check_brackets(struct check *c);
void check_edge_space(struct check *c);
void check_line_breaks(struct check *c);

/* words.c */
void check_end(struct check *c);
void check_style(struct check *c);
void check_numbers(struct check *c);
void check_copy(struct check *c);
void check_script(struct check *c);

/* bytes.c */
void check_nfc(struct check *c);
void check_invisible(struct check *c);
void check_active(struct check *c);
void check_host(struct check *c);
void check_allow(struct check *c);

#endif
