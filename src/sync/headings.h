/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * headings - the ids of the source's headings on a translated page, so that links
 * into it go on working (`headings: pin`).
 *
 * Headings are paired by their order. Each one without an id of its own gets
 * `{#id}`, or `#id` at the front of its other attributes. Ids that a text brings
 * along, and headings whose id is not known (unit/anchors.h), stay as they are.
 * Where the pages have not as many headings, nothing is added.
 *
 * Without `pin` in the config all this copies the page.
 */
#ifndef CALQUE_SYNC_HEADINGS_H
#define CALQUE_SYNC_HEADINGS_H

#include "config/config.h"
#include "unit/slot.h"

/* Append to `out` the page `bytes`, built from `source`, with ids. */
void headings_pin(const struct config *cfg, const struct page *source,
		  struct str bytes, struct buf *out);

/*
 * Append to `out` the page without what headings_pin added: ids that its source
 * heading (or, where the pages have not as many, any of the source's) has
 * without saying so.
 */
void headings_unpin(const struct config *cfg, const struct page *source,
		    struct str bytes, struct buf *out);

#endif
