/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * align_cut - large pages, piece by piece.
 *
 * Where the path through both pages would need more than ALIGN_MAX_CELLS, they
 * are cut behind slots that hold a value which stands once on either page, as
 * long as these are in order (the longest ascending chain of them). The path is
 * then found from cut to cut.
 */
#ifndef CALQUE_SYNC_ALIGN_CUT_H
#define CALQUE_SYNC_ALIGN_CUT_H

#include "sync/align_path.h"

/* Like path_find, for any number of slots. */
void cut_path(const struct evidence *ev, struct path_slots s,
	      struct path_slots t, struct arena *arena, struct path *out);

#endif
