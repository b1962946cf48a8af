/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * markup - the leaves of an HTML block: its texts, or all of it.
 */
#ifndef CALQUE_MARKDOWN_MARKUP_H
#define CALQUE_MARKDOWN_MARKUP_H

#include "markdown/block.h"
#include "markdown/leaf.h"

/*
 * Comments and nothing else: one MD_COMMENT a comment. Else its texts and the
 * attributes that people read; where it has none, all of it as one MD_HTML.
 */
void markup_add(struct md_reader *r, const struct block *block);

#endif
