/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * table - GFM tables (4.10) in the lines of a paragraph.
 *
 * As in goldmark, a table is found in what is a paragraph to CommonMark: a line
 * of cells, then a delimiter row of as many cells, then rows. Cells end at each
 * pipe without a backslash, inside code spans too.
 */
#ifndef CALQUE_MARKDOWN_TABLE_H
#define CALQUE_MARKDOWN_TABLE_H

#include "markdown/block.h"
#include "markdown/leaf.h"

/*
 * The header row of the first table in lines [begin, end), or `end`. Cost:
 * O(lines).
 */
size_t table_find(const struct md_reader *r, const struct block_line *lines,
		  size_t begin, size_t end);

/* Add the table whose header row is lines[header]; the line behind it. */
size_t table_add(struct md_reader *r, struct place at,
		 const struct block_line *lines, size_t header, size_t end);

#endif
