/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arena - memory that lives and dies together: one per document, one per
 * catalog.
 *
 * Memory is zeroed and aligned for any type. arena_clear keeps the largest
 * chunk for the next user. Arithmetic is checked here and in buf alone; out of
 * memory or an overflowing size ends the program (die).
 */
#ifndef CALQUE_BASE_ARENA_H
#define CALQUE_BASE_ARENA_H

#include "base/str.h"

struct arena_chunk;

struct arena {
	struct arena_chunk *chunks; /* owned, newest first */
	size_t used;		    /* bytes used of the newest chunk */
};

void arena_release(struct arena *a);
void arena_clear(struct arena *a);
void *arena_alloc(struct arena *a, size_t n);
/* An array of n elements of `size` bytes. */
void *arena_array(struct arena *a, size_t n, size_t size);
/* A copy of s, with a NUL after it. "No string" stays "no string". */
struct str arena_str(struct arena *a, struct str s);
char *arena_cstr(struct arena *a, struct str s);
/* Both, with a byte between them; a NUL after it. */
struct str arena_join(struct arena *a, struct str left, char between,
		      struct str right);
/* printf into the arena. */
struct str arena_strf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Grow an array inside the arena: returns items, or a copy with room for at
 * least n + 1 elements (*cap is updated). The old array is left behind.
 */
void *arena_grow(struct arena *a, void *items, size_t n, size_t *cap,
		 size_t size);

/* Append `value` to the array `items` of `n` elements with capacity `cap`. */
#define ARENA_PUSH(a, items, n, cap, value)                     \
	do {                                                    \
		(items) = arena_grow((a), (items), (n), &(cap), \
				     sizeof(*(items)));         \
		(items)[(n)++] = (value);                       \
	} while (0)

#endif
