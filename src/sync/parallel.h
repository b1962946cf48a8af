/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * parallel - do two pages run parallel, whatever their texts say?
 *
 * Pages run parallel where the texts that CommonMark tells apart (paragraphs,
 * headings, code) are the same in kind, level and place, one by one. Then each
 * belongs to the one in the same place (law 6), also where its words or values
 * would rather go with another: a translator who swapped two sections of the
 * same form wanted it so.
 */
#ifndef CALQUE_SYNC_PARALLEL_H
#define CALQUE_SYNC_PARALLEL_H

#include "sync/align.h"

/*
 * Must the slot have a counterpart for pages to run parallel? What CommonMark
 * itself does not tell apart (the lines of an alert, footnotes, definitions,
 * cells) may differ: then it is part of the form.
 */
bool parallel_needs_pair(const struct page *page, const struct slot *slot);

/*
 * Where the pages run parallel, make `pairs` say so; what align_pages found for
 * the other slots stays where it fits in. Else `pairs` is left and false
 * returned. Cost: O(slots).
 */
bool parallel_force(const struct page *source, const struct page *target,
		    struct arena *arena, struct alignment *pairs);

#endif
