/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include "base/buf.h"
#include "base/die.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#define CHUNK_MIN ((size_t)16384)
#define ALIGN ((size_t)16)

struct arena_chunk {
	struct arena_chunk *next;
	size_t cap;
	_Alignas(16) char bytes[];
};

static void
free_chunks(struct arena_chunk *c)
{
	while (c) {
		struct arena_chunk *next = c->next;

		free(c);
		c = next;
	}
}

void
arena_release(struct arena *a)
{
	free_chunks(a->chunks);
	*a = (struct arena){ 0 };
}

void
arena_clear(struct arena *a)
{
	struct arena_chunk *keep = a->chunks;

	for (struct arena_chunk *c = a->chunks; c; c = c->next)
		if (c->cap > keep->cap)
			keep = c;
	for (struct arena_chunk *c = a->chunks, *next; c; c = next) {
		next = c->next;
		if (c != keep)
			free(c);
	}
	if (keep)
		keep->next = NULL;
	a->chunks = keep;
	a->used = 0;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	char *p;

	if (n > SIZE_MAX / 4)
		die("out of memory");
	n = (n + ALIGN - 1) & ~(ALIGN - 1);
	if (!a->chunks || a->chunks->cap - a->used < n) {
		size_t cap = a->chunks ? a->chunks->cap * 2 : CHUNK_MIN;
		struct arena_chunk *c;

		if (cap > CHUNK_MIN * 64)
			cap = CHUNK_MIN * 64;
		if (cap < n)
			cap = n;
		c = malloc(sizeof(*c) + cap);
		if (!c)
			die("out of memory");
		c->cap = cap;
		c->next = a->chunks;
		a->chunks = c;
		a->used = 0;
	}
	p = a->chunks->bytes + a->used;
	a->used += n;
	memset(p, 0, n);
	return p;
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / 4 / size)
		die("out of memory");
	return arena_alloc(a, n * size);
}

struct str
arena_str(struct arena *a, struct str s)
{
	if (!s.p)
		return s;
	return str_make(arena_cstr(a, s), s.n);
}

char *
arena_cstr(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	return p;
}

struct str
arena_join(struct arena *a, struct str left, char between, struct str right)
{
	char *p = arena_array(a, left.n + right.n + 2, 1);

	if (left.n)
		memcpy(p, left.p, left.n);
	p[left.n] = between;
	if (right.n)
		memcpy(p + left.n + 1, right.p, right.n);
	return str_make(p, left.n + right.n + 1);
}

struct str
arena_strf(struct arena *a, const char *fmt, ...)
{
	struct buf b = { 0 };
	struct str s;
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&b, fmt, ap);
	va_end(ap);
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

void *
arena_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t size)
{
	void *grown;

	if (n < *cap)
		return items;
	if (*cap > SIZE_MAX / 4)
		die("out of memory");
	*cap = *cap ? *cap * 2 : 8;
	grown = arena_array(a, *cap, size);
	if (n)
		memcpy(grown, items, n * size);
	return grown;
}
