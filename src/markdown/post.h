/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * post - from CommonMark's blocks to the leaves of a page: what cmark does not
 * know is found in the lines of its paragraphs.
 *
 * Alerts, task boxes, footnotes, definition lists, tables, attribute lines, and
 * lines that hold nothing but shortcode tags. The body of a footnote or
 * definition is a document of its own, which is read in the same way, at most
 * POST_MAX_DEPTH deep.
 */
#ifndef CALQUE_MARKDOWN_POST_H
#define CALQUE_MARKDOWN_POST_H

#include "markdown/block.h"
#include "markdown/leaf.h"

/* Bodies in bodies: deeper ones are read as paragraphs. */
#define POST_MAX_DEPTH 8

/* The body that a sub-document holds. */
struct post_item {
	size_t box;	   /* its container */
	size_t width_cols; /* its indentation on the page */
};

/*
 * Read the (sub-)document `lines` in `root` (NULL: the page) into leaves.
 *
 * item  the first item of the first list is this body; NULL: it is an item
 */
void post_read(struct md_reader *r, const struct lines *lines,
	       struct frame *root, const struct post_item *item);

#endif
