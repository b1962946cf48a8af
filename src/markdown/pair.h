/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pair - the containers that paired shortcodes make.
 */
#ifndef CALQUE_MARKDOWN_PAIR_H
#define CALQUE_MARKDOWN_PAIR_H

#include "markdown/leaf.h"

/*
 * Put an MD_PAIR around what stands between two tags of a pair that are both
 * skeleton (reader->tags) and stand in the same container. Containers are
 * numbered anew, in order, parents first.
 */
void pair_find(struct md_reader *r);

#endif
