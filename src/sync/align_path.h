/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * align_path - the best order-preserving path through the slots of two pages.
 *
 * Dynamic programming, forward and backward, in a band around the diagonal that
 * is doubled while the path comes near its edge. Of each step of the path it is
 * known how much worse the best path without that step is (its margin).
 *
 * Cost: O((n + m) * k) time and memory, k the width of the band, and at most
 * ALIGN_MAX_CELLS cells.
 */
#ifndef CALQUE_SYNC_ALIGN_PATH_H
#define CALQUE_SYNC_ALIGN_PATH_H

#include "sync/align_evidence.h"

struct path_step {
	size_t s, n_s, t, n_t; /* as in struct align_pair */
	int margin;
	bool moved;
};

struct path {
	struct path_step *steps;
	size_t n, cap;
};

/* Slots of a page, in order; not all of them. */
struct path_slots {
	size_t *items;
	size_t n;
};

/* The slots [begin, end), in the arena. */
struct path_slots path_slots(struct span at, struct arena *arena);

/*
 * The greatest margin in a path that may leave the widest band that there may
 * be, but of pairs that hold a value of their own.
 */
#define PATH_CUT_OFF 10

/*
 * Append the path through slots `s` of the source and `t` of the target. The
 * steps are in the arena.
 */
void path_find(const struct evidence *ev, struct path_slots s,
	       struct path_slots t, struct arena *arena, struct path *out);

#endif
