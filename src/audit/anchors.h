/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * anchors - what a link to `#fragment` of a page can reach.
 *
 * Headings have the ids that Hugo gives them by default (autoHeadingIDType:
 * github): the last line of the heading as it is written, letters, digits, '-'
 * and '_' of it in lower case, spaces as '-'; a second one of that name gets
 * "-1". {#id} says otherwise. Ids of HTML tags count too.
 */
#ifndef CALQUE_AUDIT_ANCHORS_H
#define CALQUE_AUDIT_ANCHORS_H

#include "unit/slot.h"

struct anchors {
	struct map ids;	     /* all, to the slot + 1; 0: of no heading */
	struct str *of_slot; /* by slot; no string: no heading */
	size_t n_headings;
};

/* Strings live in the page's arena. Cost: O(page). */
void anchors_read(struct anchors *a, const struct page *page);
void anchors_release(struct anchors *a);

/* The nth heading's slot (from 0), or page->n. */
size_t anchors_heading(const struct anchors *a, const struct page *page,
		       size_t nth);

#endif
