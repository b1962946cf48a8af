/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/table.h"

/* The cells of one row, taken one by one. */
struct row {
	struct str masked;
	size_t at, end; /* what is left */
	bool done;
};

static struct row
row_of(const struct md_reader *r, struct span line)
{
	struct row row = { .masked = r->masked };

	line = leaf_trim(r, line);
	row.at = line.begin;
	row.end = line.end;
	if (row.at < row.end && r->masked.p[row.at] == '|')
		row.at++;
	row.done = row.at == row.end;
	return row;
}

/* The next pipe without a backslash; row->end where there is none. */
static size_t
next_pipe(const struct row *row)
{
	const char *p = row->masked.p;
	bool escaped = false;

	for (size_t i = row->at; i < row->end; i++) {
		if (p[i] == '|' && !escaped)
			return i;
		escaped = p[i] == '\\' && !escaped;
	}
	return row->end;
}

static bool
row_next(struct row *row, struct span *cell)
{
	size_t pipe;

	if (row->done)
		return false;
	pipe = next_pipe(row);
	*cell = (struct span){ row->at, pipe };
	row->done = pipe >= row->end || pipe + 1 == row->end;
	row->at = pipe + 1;
	return true;
}

static size_t
count_cells(const struct md_reader *r, struct span line)
{
	struct row row = row_of(r, line);
	struct span cell;
	size_t n = 0;

	while (row_next(&row, &cell))
		n++;
	return n;
}

/* ":--", "-", ":-:" */
static bool
is_delimiter_cell(struct str cell)
{
	size_t i = 0, dashes;

	cell = str_trim_blanks(cell);
	i += str_at(cell, i) == ':';
	dashes = i;
	while (str_at(cell, i) == '-')
		i++;
	if (i == dashes)
		return false;
	i += str_at(cell, i) == ':';
	return i == cell.n;
}

/* The number of cells of a delimiter row, or 0. Dashes alone are none. */
static size_t
delimiter_cells(const struct md_reader *r, const struct block_line *line)
{
	struct row row = row_of(r, line->at);
	struct str text = str_span(r->masked, line->at);
	struct span cell;
	size_t n = 0;

	if (line->lazy || line->indent_cols >= PREFIX_CODE)
		return 0;
	if (str_find_byte(text, 0, '|') == text.n &&
	    str_find_byte(text, 0, ':') == text.n)
		return 0;
	for (; row_next(&row, &cell); n++)
		if (!is_delimiter_cell(str_span(r->masked, cell)))
			return 0;
	return n;
}

size_t
table_find(const struct md_reader *r, const struct block_line *lines,
	   size_t begin, size_t end)
{
	for (size_t i = begin + 1; i < end; i++) {
		size_t n = delimiter_cells(r, &lines[i]);

		if (n && n == count_cells(r, lines[i - 1].at))
			return i - 1;
	}
	return end;
}

static void
add_row(struct md_reader *r, struct place at, size_t table, struct span line,
	bool header)
{
	struct row row = row_of(r, line);
	struct span cell;
	struct md_leaf as = { .kind = MD_CELL, .header = header };

	at.box = box_add(r, MD_ROW, table);
	while (row_next(&row, &cell)) {
		as.level++;
		leaf_add_words(r, at, as, cell);
	}
}

/*
 * Lines of nothing but masks between rows are skeleton. Behind tags of pairs
 * the table goes on only where a pipe says so.
 */
static bool
ends_table(const struct md_reader *r, const struct block_line *lines, size_t i,
	   size_t end, bool apart)
{
	struct row next;

	if (!apart)
		return false;
	if (i + 1 == end)
		return true;
	next = row_of(r, lines[i + 1].at);
	return next.at == lines[i + 1].at.begin && next_pipe(&next) == next.end;
}

size_t
table_add(struct md_reader *r, struct place at, const struct block_line *lines,
	  size_t header, size_t end)
{
	size_t table = box_add(r, MD_TABLE, at.box);

	add_row(r, at, table, lines[header].at, true);
	for (size_t i = header + 2; i < end; i++) {
		struct place inside = { at.frame, table };
		bool apart;

		if (lines[i].indent_cols >= PREFIX_CODE)
			return i;
		if (!leaf_is_masks(r, lines[i].at, &apart)) {
			add_row(r, at, table, lines[i].at, false);
			continue;
		}
		if (ends_table(r, lines, i, end, apart))
			return i;
		leaf_add_masks(r, inside, lines[i].at);
	}
	return end;
}
