/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * align_move - sections that stand elsewhere in the translation.
 *
 * Stretches that the path left alone on both sides, each from a heading on, are
 * paired with each other where they hold enough that nothing else holds: a
 * block of code, links, values. Otherwise they stay alone.
 */
#ifndef CALQUE_SYNC_ALIGN_MOVE_H
#define CALQUE_SYNC_ALIGN_MOVE_H

#include "sync/align_path.h"

/*
 * Replace steps of `path` (all slots of both pages, in order) that moved.
 *
 * Cost: O(slots + tokens) and the paths of what moved, in a few rounds.
 */
void move_sections(const struct evidence *ev, struct arena *arena,
		   struct path *path);

#endif
