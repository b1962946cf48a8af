/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * align - which slot of a translated page belongs to which slot of its source.
 *
 * Order-preserving pairs by dynamic programming over both sequences of slots:
 * kind and place (level, column, key, containers) decide what may pair, equal
 * placeables and texts what pairs best. Equal shapes pair one to one at once.
 *
 * Cost: O(n) where the shapes are equal; else O(n * m) of the part between the
 * first and the last difference, with a band where that is larger than
 * ALIGN_MAX_CELLS.
 */
#ifndef CALQUE_SYNC_ALIGN_H
#define CALQUE_SYNC_ALIGN_H

#include "unit/form.h"

#define ALIGN_MAX_CELLS ((size_t)4000000)

struct alignment {
	struct slot_pair *pairs; /* in order on both sides */
	size_t n, cap;
};

void align_pages(const struct page *source, const struct page *target,
		 struct arena *arena, struct alignment *out);

#endif
