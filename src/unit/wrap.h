/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wrap - fill a paragraph to a number of columns.
 *
 * As prettier 3 does with `proseWrap: always`, the standard of sites that wrap:
 * greedily, at single spaces between words, never inside a placeable or the
 * text of a link with a destination (that of a reference link may break), and
 * never between two characters of Chinese or Japanese or beside one, where a
 * line end is not a space. A word longer than the line stays whole. The columns
 * of a line include the containers' prefix ("> ", the indentation of an item).
 *
 * What deviates, so that a filled text says what the text on one line said:
 *   - no break goes where a line would then open another block or end in a hard
 *     break;
 *   - a run of several blanks is kept, and not broken;
 *   - a text that holds a soft line break was broken by its translator, and is
 *     kept as it is.
 *
 * Invariant: with its soft breaks back to spaces, a filled text is the text.
 *
 * Cost: O(text), but a text of which some line begins with a byte that may open
 * a block is read as a page of its own (safe.h), at most twice.
 */
#ifndef CALQUE_UNIT_WRAP_H
#define CALQUE_UNIT_WRAP_H

#include "unit/slot.h"

/*
 * Append `text`, which is safe in the place of `slot` as it is, filled to
 * `cols` columns; lines are joined by "\n".
 *
 * False, and nothing is appended: this text or place is not filled.
 */
bool wrap_text(const struct page *page, const struct slot *slot,
	       struct str text, size_t cols, struct buf *out);

/*
 * The text of a translated page's slot, as it is to stand in the catalog so
 * that `slot` of `page`, filled with it, gives the target's bytes: on one line
 * where filling to `cols` columns (0: none) breaks it as the page does, else
 * with the page's soft breaks. In the target page's arena, or no string.
 */
struct str wrap_target_text(const struct page *page, const struct slot *slot,
			    const struct page *target,
			    const struct slot *target_slot, size_t cols);

#define WRAP_MAX_COLS 1000

/* How the paragraphs of pages are wrapped. Zero-initialised: none seen yet. */
struct wrap_census {
	size_t n_texts; /* paragraphs of several lines */
	/*
	 * A paragraph that filling to a..b columns breaks as it is broken adds
	 * 1 to begins[a] and to ends[b].
	 */
	size_t begins[WRAP_MAX_COLS + 1], ends[WRAP_MAX_COLS + 1];
};

void wrap_census_add(struct wrap_census *census, const struct page *page);

/*
 * The number of columns that reproduces most paragraphs (of several, the most
 * usual), or 0 where there is no evidence: fewer than 10, or fewer than half.
 *
 * *n_kept  so many of census->n_texts are reproduced
 */
size_t wrap_census_cols(const struct wrap_census *census, size_t *n_kept);

#endif
