/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * definition - link reference definitions (CommonMark 4.7) at the front of a
 * paragraph.
 */
#ifndef CALQUE_MARKDOWN_DEFINITION_H
#define CALQUE_MARKDOWN_DEFINITION_H

#include "markdown/block.h"
#include "markdown/leaf.h"

/*
 * How many lines of `text` (each ends in "\n", without prefixes) are link
 * definitions, counted from its begin. Cost: O(text).
 */
size_t definition_lines(struct str text);

/*
 * Add the destinations and titles of a BLOCK_DEFINITIONS, and take its labels
 * into doc->labels.
 */
void definition_add(struct md_reader *r, const struct block *block);

#endif
