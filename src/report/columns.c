/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/columns.h"

#include "base/i18n.h"
#include "base/text.h"

#include <assert.h>

#define GAP_COLS 2
#define MIN_LAST_COLS 16
#define NOTE_INDENT_COLS 8

static struct str
make_visible(struct columns *c, struct str text)
{
	struct buf visible = { 0 };

	term_add_visible(&visible, text);
	text = arena_str(&c->arena, buf_str(&visible));
	buf_release(&visible);
	return text;
}

void
columns_add(struct columns *c, struct str text, enum term_style style)
{
	struct columns_cell cell = { make_visible(c, text), style };

	ARENA_PUSH(&c->arena, c->cells, c->n_cells, c->cap_cells, cell);
}

void
columns_add_number(struct columns *c, size_t number, enum term_style style)
{
	struct columns_cell cell = { arena_strf(&c->arena, "%zu", number),
				     style };

	ARENA_PUSH(&c->arena, c->cells, c->n_cells, c->cap_cells, cell);
}

void
columns_add_note(struct columns *c, struct str text)
{
	struct columns_note note = { c->n_cells / c->n, make_visible(c, text) };

	ARENA_PUSH(&c->arena, c->notes, c->n_notes, c->cap_notes, note);
}

static struct str
title_of(const struct columns *c, size_t k)
{
	return str_of(c->columns[k].title[0] ? _(c->columns[k].title) : "");
}

static size_t *
measure(struct columns *c)
{
	size_t *widths = arena_array(&c->arena, c->n, sizeof(*widths));
	size_t *last = &widths[c->n - 1], all = 0;

	for (size_t k = 0; k < c->n; k++)
		widths[k] = text_width_cols(title_of(c, k));
	for (size_t i = 0; i < c->n_cells; i++) {
		size_t cols = text_width_cols(c->cells[i].text);

		if (cols > widths[i % c->n])
			widths[i % c->n] = cols;
	}
	for (size_t k = 0; k < c->n; k++)
		all += widths[k] + (k ? GAP_COLS : 0);
	if (c->term->cols && all > c->term->cols && *last > MIN_LAST_COLS)
		*last = *last > all - c->term->cols + MIN_LAST_COLS ?
				*last - (all - c->term->cols) :
				MIN_LAST_COLS;
	return widths;
}

static void
write_cell(const struct columns *c, const size_t *widths, size_t k,
	   struct str text, enum term_style style)
{
	struct buf *out = c->term->out, shown = { 0 };
	size_t cols = text_width_cols(text), blanks = 0;

	if (cols > widths[k]) {
		term_add_short(&shown, text, widths[k]);
		text = buf_str(&shown);
	} else {
		blanks = widths[k] - cols;
	}
	if (k)
		buf_add_fill(out, ' ', GAP_COLS);
	if (c->columns[k].right)
		buf_add_fill(out, ' ', blanks);
	term_add(c->term, style, text);
	if (!c->columns[k].right && k + 1 < c->n)
		buf_add_fill(out, ' ', blanks);
	buf_release(&shown);
}

static void
end_line(struct buf *out)
{
	while (out->n && out->p[out->n - 1] == ' ')
		buf_cut(out, out->n - 1);
	buf_add_byte(out, '\n');
}

static void
write_note(const struct columns *c, struct str text)
{
	struct buf shown = { 0 };

	if (c->term->cols > 2 * NOTE_INDENT_COLS) {
		term_add_short(&shown, text, c->term->cols - NOTE_INDENT_COLS);
		text = buf_str(&shown);
	}
	buf_add_fill(c->term->out, ' ', NOTE_INDENT_COLS);
	term_add(c->term, TERM_DIM, text);
	buf_add_byte(c->term->out, '\n');
	buf_release(&shown);
}

void
columns_write(struct columns *c)
{
	size_t *widths = measure(c), note = 0;

	assert(c->n_cells % c->n == 0);
	for (size_t k = 0; k < c->n; k++)
		write_cell(c, widths, k, title_of(c, k), TERM_DIM);
	end_line(c->term->out);
	for (size_t i = 0; i < c->n_cells; i++) {
		write_cell(c, widths, i % c->n, c->cells[i].text,
			   c->cells[i].style);
		if ((i + 1) % c->n)
			continue;
		end_line(c->term->out);
		for (;
		     note < c->n_notes && c->notes[note].row == (i + 1) / c->n;
		     note++)
			write_note(c, c->notes[note].text);
	}
	arena_release(&c->arena);
	*c = (struct columns){ .term = c->term,
			       .columns = c->columns,
			       .n = c->n };
}
