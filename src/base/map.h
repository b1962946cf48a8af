/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * map - from byte strings to indexes.
 *
 * Keys are borrowed: whoever adds one keeps its bytes alive. The map never
 * iterates, so no output can depend on hash order. Cost of find and add: O(1)
 * expected, O(key) to hash.
 */
#ifndef CALQUE_BASE_MAP_H
#define CALQUE_BASE_MAP_H

#include "base/str.h"

#define MAP_NONE ((size_t)-1)

struct map_slot;

struct map {
	struct map_slot *slots; /* owned */
	size_t n, cap;
};

void map_release(struct map *m);
void map_clear(struct map *m);
/* The value of key, or MAP_NONE. */
size_t map_find(const struct map *m, struct str key);
/* Set key to value (not MAP_NONE); returns the old value or MAP_NONE. */
size_t map_set(struct map *m, struct str key, size_t value);
/* Set key to value only where it is new; returns the value that it has now. */
size_t map_add(struct map *m, struct str key, size_t value);

#endif
