/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prefix - where the content of a line begins, behind the prefixes of the
 * containers that it stands in.
 *
 * cmark gives no positions for any line of a block but the first, so what its
 * block parser does to open containers on each line is done again here: a
 * quote wants '>' behind at most 3 blanks, an item its width in columns; the
 * first container that does not get what it wants ends the prefix, and the line
 * is a lazy one. Tabs stop at each 4 columns and can be taken in part.
 *
 * Cost: O(prefix) a line.
 */
#ifndef CALQUE_MARKDOWN_PREFIX_H
#define CALQUE_MARKDOWN_PREFIX_H

#include "base/arena.h"

#define PREFIX_NO_LINE ((size_t)-1)
#define PREFIX_TAB 4
#define PREFIX_CODE 4 /* so many blanks make indented code */

enum frame_kind {
	FRAME_QUOTE,
	FRAME_LIST, /* no prefix of its own */
	FRAME_ITEM  /* also the body of a footnote or definition */
};

/* A container, as far as prefixes go. */
struct frame {
	struct frame *parent; /* NULL: the page itself */
	enum frame_kind kind;
	size_t width_cols; /* item: of its indentation, in its own lines */
	size_t page_cols;  /* the same on the page */
	size_t line;	   /* the line on which it opens, in its own lines */
	size_t filled;	   /* the line of the first block in it, or NO_LINE */
	bool ordered;	   /* list */
	size_t first;	   /* ordered list: the number of its first item */
	size_t box;	   /* index of the md_container */
	struct str prefix; /* see frame_prefix; "no string": not made yet */
};

/* A place on a line. */
struct cursor {
	struct str text; /* up to the end of the line */
	size_t at;
	size_t col;  /* from 0, with tab stops */
	bool in_tab; /* the tab at `at` is taken in part */
};

struct cursor cursor_at(struct str text, size_t begin, size_t end);
/* The columns of blanks at the cursor; *next: the first byte behind them. */
size_t cursor_indent(const struct cursor *c, size_t *next);
/* Step over at most so many columns. */
void cursor_advance(struct cursor *c, size_t cols);
/* Step over at most so many columns of blanks. */
void cursor_advance_blanks(struct cursor *c, size_t cols);
/* Is nothing but blanks left? */
bool cursor_is_blank(const struct cursor *c);
/* The first byte that is not taken at all. */
static inline size_t
cursor_content(const struct cursor *c)
{
	return c->at + c->in_tab;
}

/*
 * Step over the prefixes of the frames chain[0..n), the outermost first, on
 * line number `line` (NO_LINE: none of them opens here). Returns how many
 * frames the line continues.
 */
size_t prefix_skip(struct frame *const *chain, size_t n, size_t line,
		   struct cursor *c);

/*
 * The frames from below `root` (NULL: the page) to `frame`, the outermost
 * first; *n: how many. In the arena.
 */
struct frame **frame_chain(struct frame *frame, const struct frame *root,
			   size_t *n, struct arena *arena);

/*
 * What a further line in `frame` (NULL: the page) begins with: "> " for a
 * quote, blanks for an item. In the arena, made once.
 */
struct str frame_prefix(struct frame *frame, struct arena *arena);

#endif
