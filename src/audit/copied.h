/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * copied - texts of a source that its translation has to the letter: nobody
 * translated them.
 *
 * Long ones are, and the short ones too where that goes for the whole page. A
 * translation is rarely one of these: whether it may be at all is seen by the
 * words of its bytes, before it is read as a page.
 */
#ifndef CALQUE_AUDIT_COPIED_H
#define CALQUE_AUDIT_COPIED_H

#include "sync/lexicon.h"
#include "unit/slot.h"

/* A longer text that the target has to the letter was not translated. */
#define COPIED_WORDS 5

/* The words of a page, by their hashes. */
#define COPIED_BITS 32768
struct copied_words {
	bool is_any; /* bytes that could mean any word */
	unsigned long long bits[COPIED_BITS / 64];
};

/* The words of the target's bytes. Cost: O(target). */
void copied_read_words(struct copied_words *words, struct str target);

/*
 * May a long text of the page stand in the target? False is sure. Cost: O(page)
 * at most; where no text does, a few words of each.
 */
bool copied_may_be(const struct copied_words *words, const struct page *page,
		   struct lexicon *lexicon);

/*
 * Add to `out` the texts of `page` that the target has, too. Keys are borrowed
 * from both pages.
 */
void copied_list(const struct page *page, const struct page *target,
		 struct lexicon *lexicon, struct map *out);

#endif
