/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * buf - growing bytes that the holder owns.
 *
 * Invariants: p[n] is '\0' whenever p is not NULL (so buf.p is a C string where
 * the bytes hold no NUL); a zero-initialised buf is empty and valid. Out of
 * memory ends the program (die).
 */
#ifndef CALQUE_BASE_BUF_H
#define CALQUE_BASE_BUF_H

#include "base/str.h"

#include <stdarg.h>

struct buf {
	char *p; /* owned; NULL while nothing was added */
	size_t n, cap;
};

void buf_release(struct buf *b);
void buf_clear(struct buf *b); /* n = 0, memory kept */
/* Make room for `more` bytes beyond n. */
void buf_reserve(struct buf *b, size_t more);
void buf_add(struct buf *b, struct str s);
void buf_add_byte(struct buf *b, char c);
void buf_add_fill(struct buf *b, char c, size_t times);
void buf_add_str(struct buf *b, const char *cstr);
void buf_addf(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void buf_vaddf(struct buf *b, const char *fmt, va_list ap);
/* Append the code point c as UTF-8 (U+FFFD for one that is not valid). */
void buf_add_utf8(struct buf *b, unsigned long c);
/* Cut to n bytes; n must not be greater than b->n. */
void buf_cut(struct buf *b, size_t n);

/* The bytes, borrowed until the next change. Never "no string". */
static inline struct str
buf_str(const struct buf *b)
{
	return (struct str){ b->p ? b->p : "", b->n };
}

#endif
