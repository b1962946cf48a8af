/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * columns - a table for a terminal.
 *
 *   struct columns c = { .term = &term, .columns = cols, .n = 3 };
 *   columns_add(&c, STR("es"), TERM_PLAIN);	cells, row by row
 *   columns_write(&c);				and everything is released
 *
 * Columns are parted by two spaces; no line ends in spaces. Where the table is
 * wider than term->cols, the last column is shortened in the middle, down to 16
 * columns. Widths are those of a terminal: a Chinese character has two.
 */
#ifndef CALQUE_REPORT_COLUMNS_H
#define CALQUE_REPORT_COLUMNS_H

#include "base/arena.h"
#include "report/term.h"

struct column {
	const char *title; /* not yet translated: N_() */
	bool right;	   /* numbers: aligned to the right */
};

struct columns_cell {
	struct str text; /* in the arena, visible */
	enum term_style style;
};

/* A line below a row. */
struct columns_note {
	size_t row;
	struct str text; /* in the arena, visible */
};

struct columns {
	const struct term *term;
	const struct column *columns;
	size_t n;
	struct arena arena;
	struct columns_cell *cells;
	size_t n_cells, cap_cells;
	struct columns_note *notes;
	size_t n_notes, cap_notes;
};

void columns_add(struct columns *c, struct str text, enum term_style style);
void columns_add_number(struct columns *c, size_t number,
			enum term_style style);
/* A line below the row that was added last; shortened like the last column. */
void columns_add_note(struct columns *c, struct str text);
/* The title line, and the rows. */
void columns_write(struct columns *c);

#endif
