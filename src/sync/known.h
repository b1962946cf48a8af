/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * known - may a translated page be written anew? (law 3)
 *
 * A page whose every prose text stands in the catalog (live, fuzzy, obsolete,
 * previous) or in the source can be replaced and nothing is lost. Any other was
 * written or edited by hand, or built from a catalog that has changed since: see
 * sync/past.h.
 */
#ifndef CALQUE_SYNC_KNOWN_H
#define CALQUE_SYNC_KNOWN_H

#include "catalog/catalog.h"
#include "config/config.h"
#include "unit/slot.h"

/*
 * The first slot of `target` with a text that neither knows, or NULL. Compared
 * without white space, line breaks and backslashes; a paragraph that was split
 * is known as a part of its message. Where ids of headings are pinned, they are no
 * part of a text.
 */
const struct slot *known_first_foreign(const struct config *cfg,
				       const struct page *target,
				       const struct page *source,
				       const struct catalog *cat);

#endif
