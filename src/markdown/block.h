/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * block - the block structure of a text, with the exact bytes of each line.
 *
 * cmark parses the text; of what it says, only the tree, the start of each
 * block, the end of paragraphs and the number of lines in a literal are used.
 * All else is worked out here, because it lies or is silent about it
 * (libcmark 0.30 and 0.31): prefixes of further lines, the ends of setext
 * headings, of HTML and of code, link definitions cut from the front of a
 * paragraph, and paragraphs of nothing but definitions, which vanish.
 *
 * Cost: cmark's, plus O(text + sum of the prefixes).
 */
#ifndef CALQUE_MARKDOWN_BLOCK_H
#define CALQUE_MARKDOWN_BLOCK_H

#include "base/buf.h"
#include "markdown/lines.h"
#include "markdown/prefix.h"

/*
 * Containers that open on one line: the markers of deeper ones are read as
 * text. cmark takes time in the square of the markers on a line, and no page
 * that people write comes near.
 */
#define BLOCK_MAX_MARKERS 128

enum block_kind {
	BLOCK_OPEN, /* a container: block->frame; its content follows */
	BLOCK_PARAGRAPH,
	BLOCK_HEADING,
	BLOCK_CODE,
	BLOCK_HTML,
	BLOCK_BREAK,
	BLOCK_DEFINITIONS /* link definitions */
};

struct block_line {
	struct span at;	    /* of the page, without prefix and line end */
	size_t indent_cols; /* of the blanks that were stepped over */
	bool lazy;	    /* some prefix is missing */
};

struct block {
	enum block_kind kind;
	int level; /* headings: 1..6 */
	bool setext;
	bool fenced;	     /* code */
	bool first;	     /* nothing stands before it in its container */
	size_t indent_cols;  /* code: blanks that are not part of it */
	struct frame *frame; /* innermost; NULL: the page */
	/* lines [line, end_line) of the text, with fences and underlines */
	size_t line, end_line;
	/*
	 * The content: paragraphs and setext headings begin behind the blanks
	 * of each line; code and HTML keep them.
	 */
	struct block_line *lines;
	size_t n_lines;
	struct span info; /* fenced code; may be empty */
};

struct block_list {
	struct block *items; /* in order */
	size_t n, cap;
	/* blocks whose place cmark and the replay see differently: 0 */
	size_t n_lost;
};

/*
 * Read the blocks of `lines`, a sub-document in `root` (NULL: the page). All of
 * it lives in `arena`; the frames outlive the call.
 */
void block_read(const struct lines *lines, struct frame *root,
		struct arena *arena, struct block_list *out);

/*
 * What a text shows: its words, and the inline markup around them, as cmark reads
 * it. For looking at: where anything stands, inline.h knows.
 */
enum shown_kind {
	/* with a text */
	SHOWN_TEXT,
	SHOWN_CODE,
	SHOWN_HTML, /* raw: a tag, a comment */
	/* without */
	SHOWN_SOFT_BREAK,
	SHOWN_BREAK,
	/* entered and left */
	SHOWN_EMPHASIS,
	SHOWN_STRONG,
	SHOWN_LINK, /* with a destination */
	SHOWN_IMAGE /* the same; what it holds is its alt text */
};

/* Strings are borrowed, and live until visit() returns. */
struct shown {
	enum shown_kind kind;
	bool leaves;
	struct str text, dest;
};

typedef void shown_visit(void *state, const struct shown *shown);

/*
 * Call visit() for each part of `text` (lines ended by "\n"), in order: of a
 * paragraph with just this text, whatever its lines begin with.
 *
 * definitions  link definitions, one a line, for its reference links
 */
void block_show(struct str text, struct str definitions, shown_visit *visit,
		void *state);

#endif
