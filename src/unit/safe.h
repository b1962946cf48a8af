/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * safe - escape the starts that would open another block.
 *
 * Whether a text is safe is not guessed: it is put into a page of its own, in
 * the containers of its slot, and that page is read with the reader of all
 * pages. Only a text in which some line begins with a byte that may open a
 * block costs this.
 */
#ifndef CALQUE_UNIT_SAFE_H
#define CALQUE_UNIT_SAFE_H

#include "unit/slot.h"

/*
 * Append `text` (lines joined by "\n") to `out`, with a backslash before each
 * start of a line that would open another block ("1. ", "- ", "# ", "| ", ...),
 * and nowhere else; inside code and tags such a line is joined to the one above.
 * False where no escape helps.
 */
bool safe_text(const struct page *page, const struct slot *slot,
	       struct str text, struct buf *out);

/* Is the text safe as it is: would safe_text escape nothing? */
bool safe_as_is(const struct page *page, const struct slot *slot,
		struct str text);

#endif
