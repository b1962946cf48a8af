/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * anchors - what a link to `#fragment` of a page can reach.
 *
 * Headings have the ids that Hugo gives them (its autoHeadingIDType, config_ids),
 * made of the last line of the heading as it is written:
 *
 *	github		letters, digits, '-' and '_' in lower case, each space
 *			as '-'
 *	github-ascii	the same without accents, then without what is not ASCII
 *	blackfriday	letters and numbers in lower case, whatever stands
 *			between them as one '-'
 *
 * A second one of that name gets "-1", or the next number that is free; {#id}
 * says otherwise. Ids of HTML tags count too. The id of a heading with a
 * shortcode is not known: it depends on what the shortcode writes.
 */
#ifndef CALQUE_UNIT_ANCHORS_H
#define CALQUE_UNIT_ANCHORS_H

#include "config/config.h"
#include "unit/slot.h"

struct anchors {
	struct map ids;	     /* all, to the slot + 1; 0: of no heading */
	struct str *of_slot; /* by slot; no string: no heading; "": not known */
	size_t n_headings;
	struct str *of_html; /* ids of tags */
	size_t n_html, cap_html;
};

/* Strings live in the page's arena. Cost: O(page). */
void anchors_read(struct anchors *a, const struct page *page,
		  enum config_ids ids);
void anchors_release(struct anchors *a);

/* The nth heading's slot (from 0), or page->n. */
size_t anchors_heading(const struct anchors *a, const struct page *page,
		       size_t nth);

/*
 * Where the attributes of a heading stand on the page, "{#id .class}"; an empty
 * span at its end where it has none. *id: the id in them, or no string.
 */
struct span anchors_attributes(const struct page *page, const struct slot *slot,
			       struct str *id);

#endif
