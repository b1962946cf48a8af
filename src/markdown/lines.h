/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines - a text cut into lines, and where each of its bytes stands on the
 * page.
 *
 * The text is what is parsed: the masked page behind its front matter, or the
 * body of a footnote or definition (a sub-document), put together from pieces
 * of the masked page with one level of indentation cut off. Lines end in LF,
 * CR LF or CR. A line end inside a mask is a letter by then: a tag over several
 * lines stands on one line.
 */
#ifndef CALQUE_MARKDOWN_LINES_H
#define CALQUE_MARKDOWN_LINES_H

#include "base/arena.h"
#include "base/buf.h"

struct line {
	size_t begin, end; /* in the text, without the line end */
	/*
	 * The first `pad` bytes are blanks that stand for the rest of a tab; the
	 * byte after them is the byte `page` of the page.
	 */
	size_t pad, page;
};

struct lines {
	struct str text; /* borrowed */
	struct line *items;
	size_t n, cap;
};

/* Cut `text`, whose first byte is the byte `page` of the page. */
void lines_split(struct lines *lines, struct str text, size_t page,
		 struct arena *arena);

/*
 * A text that is put together: add a line of `pad` blanks and `bytes`, which
 * are the bytes of the page from `page` on. `lines->text` is `text` once all
 * are there.
 */
void lines_append(struct lines *lines, struct buf *text, size_t pad,
		  struct str bytes, size_t page, struct arena *arena);

static inline struct str
line_str(const struct lines *lines, size_t i)
{
	return str_sub(lines->text, lines->items[i].begin, lines->items[i].end);
}

/* Where the byte `at` of the text, on line i, stands on the page. */
static inline size_t
line_page(const struct lines *lines, size_t i, size_t at)
{
	const struct line *line = &lines->items[i];
	size_t first = line->begin + line->pad;

	return line->page + (at > first ? at - first : 0);
}

/*
 * Pieces of a text joined by "\n", so that grammars that run over lines need
 * not know of prefixes.
 */
struct joined {
	struct str text;	  /* in the arena */
	const struct span *lines; /* borrowed */
	size_t *begins;		  /* of each line in text */
	size_t n;
};

void joined_make(struct joined *j, struct str page, const struct span *lines,
		 size_t n, struct arena *arena);

/*
 * The bytes of the page that `at` of the joined text covers, a span a line. In
 * the arena.
 *
 * trim  leave out the blanks at the begin of each further line
 */
struct span *joined_cut(const struct joined *j, struct span at, bool trim,
			size_t *n, struct arena *arena);

#endif
