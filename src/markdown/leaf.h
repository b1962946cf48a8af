/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * leaf - adding leaves and containers to a page that is being read.
 *
 * The parts of the reader (post.h, table.h, markup.h) find leaves in order of
 * position and add them here.
 */
#ifndef CALQUE_MARKDOWN_LEAF_H
#define CALQUE_MARKDOWN_LEAF_H

#include "markdown/md.h"
#include "markdown/prefix.h"

/* A shortcode tag that stands in the skeleton. */
struct loose_tag {
	size_t tag;	     /* index in doc->tags */
	size_t box;	     /* the container that it stands in */
	size_t n_leaves;     /* so many leaves and containers were there */
	size_t n_containers; /* before what the tag opens or closes */
};

struct md_reader {
	struct md_doc *doc;
	struct arena *scratch; /* lives as long as the reading */
	struct str masked;     /* doc->masks.masked */
	struct loose_tag *tags;
	size_t n_tags, cap_tags;
	size_t depth; /* sub-documents around the present one */
};

/* Where a leaf stands. */
struct place {
	struct frame *frame; /* for prefixes; NULL: the page */
	size_t box;	     /* index of its container */
};

static inline struct place
place_in(struct frame *frame)
{
	return (struct place){ frame, frame ? frame->box : 0 };
}

/* Add a container; its index. */
size_t box_add(struct md_reader *r, enum md_box kind, size_t parent);

/*
 * Add a leaf of n > 0 lines (owned by the arena of the doc); borrowed until
 * the next one is added.
 */
struct md_leaf *leaf_add(struct md_reader *r, struct place at,
			 enum md_kind kind, struct span *lines, size_t n);
struct md_leaf *leaf_add_span(struct md_reader *r, struct place at,
			      enum md_kind kind, struct span span);

/* Without the blanks (of the masked page) at its edges. */
struct span leaf_trim(const struct md_reader *r, struct span span);

/*
 * Is there nothing in the span but masks (shortcodes, variables, display math)
 * and blanks, and at least one mask? *apart: all of them stand for themselves
 * as a block does: tags of pairs, math.
 */
bool leaf_is_masks(const struct md_reader *r, struct span span, bool *apart);

/*
 * What the masks in a span that is skeleton hold: parameters, the inner text of
 * verbatim pairs, math.
 */
void leaf_add_masks(struct md_reader *r, struct place at, struct span span);

/*
 * Add a text of n > 0 lines, none of which at the edges is only masks.
 *
 * as  its kind, level, header, setext
 *
 * Tags of pairs at its edges whose other tag stands elsewhere are no part of
 * it, neither are blanks.
 */
void leaf_add_text(struct md_reader *r, struct place at, struct md_leaf as,
		   struct span *lines, size_t n);

/* Add a text of one line, or what its masks hold if it is only masks. */
void leaf_add_words(struct md_reader *r, struct place at, struct md_leaf as,
		    struct span span);

#endif
