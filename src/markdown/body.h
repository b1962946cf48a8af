/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * body - the body of a footnote or a definition: a document inside the page.
 *
 * Its lines are those of the paragraph from the mark on, and those of the
 * blocks that follow as long as they are indented far enough. They are read as
 * an item of a list is, which they are in all but their mark.
 */
#ifndef CALQUE_MARKDOWN_BODY_H
#define CALQUE_MARKDOWN_BODY_H

#include "markdown/block.h"
#include "markdown/leaf.h"

/* A (sub-)document that is being read: post.c. */
struct post {
	struct md_reader *r;
	const struct lines *lines;
	struct frame *root;
	const struct post_item *item; /* see post_read */
	struct block_list blocks;
	size_t after_term; /* the block that may go on a definition list */
};

struct body {
	enum md_box kind;  /* MD_FOOTNOTE or MD_DEFINITION */
	size_t first, end; /* lines of the paragraph */
	size_t text_at;	   /* byte of the page behind the mark */
	size_t width_cols; /* indentation of the body; 0: that of its text */
	struct str name;
};

/* Read the body in block i; the index of the block behind it. */
size_t body_read(struct post *p, size_t i, const struct body *body);

#endif
