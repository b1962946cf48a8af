/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * term - text for a terminal: styles, columns, lines that are filled.
 *
 * Without colour nothing but text is written, so that awk and grep can read it.
 * Control characters and direction overrides of a text are shown as \xNN or
 * \uNNNN, so that no file can play tricks on a terminal. Only ASCII is added.
 */
#ifndef CALQUE_REPORT_TERM_H
#define CALQUE_REPORT_TERM_H

#include "base/buf.h"

struct term {
	struct buf *out; /* borrowed */
	bool colour;
	size_t cols; /* lines should not be longer; 0: as long as they are */
};

/* ORDER term_style (term.c sgr) */
enum term_style {
	TERM_PLAIN,
	TERM_BOLD,
	TERM_DIM,
	TERM_RED,
	TERM_GREEN,
	TERM_YELLOW,
	TERM_CYAN
};

/* Append s with its control characters shown; '\n' is one, too. */
void term_add_visible(struct buf *out, struct str s);

/* Append s, visible, in a style. */
void term_add(const struct term *t, enum term_style style, struct str s);

/*
 * Append s, visible, in at most `cols` columns: of a longer text the middle is
 * left out ("content/.../page.md"). Fewer than 5 columns count as 5.
 */
void term_add_short(struct buf *out, struct str s, size_t cols);

/* ---- lines that are filled ---- */

/*
 * Text that is broken where a line would be longer than term->cols: at spaces
 * and beside Chinese and Japanese. A word that is longer stands on a line of its
 * own. A '\n' of the text breaks the line too. All lines but the first begin
 * with `indent` spaces; what stands before the text on the first has as many.
 */
struct term_fill {
	const struct term *term;
	size_t indent;
	size_t col;	 /* columns of the line */
	struct buf word; /* owned: what cannot be broken, not yet written */
	size_t word_cols;
	bool after_cj;	/* the word ends in a Chinese or Japanese character */
	bool is_styled; /* the style of the word's end is still on */
	enum term_style style;
};

void term_fill_add(struct term_fill *f, enum term_style style, struct str s);
/* Write what is left, and end the line. Releases what f owns. */
void term_fill_end(struct term_fill *f);

#endif
