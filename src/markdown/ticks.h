/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticks - which back tick run closes which (CommonMark 6.1).
 *
 * A code span ends at the next run of exactly its opener's length. Looking for
 * it anew each time is quadratic in texts with runs of many lengths, so all runs
 * are listed once, with one cursor per length.
 */
#ifndef CALQUE_MARKDOWN_TICKS_H
#define CALQUE_MARKDOWN_TICKS_H

#include "base/arena.h"

struct tick_run {
	size_t begin;
	size_t next; /* 1 + index of the next run of the same length, or 0 */
};

struct ticks {
	struct tick_run *runs; /* by position, in the arena */
	size_t n, cap;
	size_t *first; /* by length: 1 + index of the first not passed yet */
	size_t max;    /* the longest run */
};

/* List the runs of `text` from byte `from` on. Cost: O(text). */
void ticks_read(struct ticks *ticks, struct str text, size_t from,
		struct arena *arena);

/* How long the run at byte i is. */
size_t ticks_length(struct str text, size_t i);

/*
 * The begin of the first run of that length at or after byte `from`, or
 * (size_t)-1. `from` must not go back between calls. Cost: O(runs) for all
 * calls together.
 */
size_t ticks_closer(struct ticks *ticks, size_t from, size_t length);

#endif
