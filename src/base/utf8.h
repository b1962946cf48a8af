/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * utf8 - decoding and checking UTF-8 (RFC 3629: no surrogates, no overlong
 * forms, nothing above U+10FFFF).
 */
#ifndef CALQUE_BASE_UTF8_H
#define CALQUE_BASE_UTF8_H

#include "base/str.h"

/*
 * Decode the code point at byte i < s.n.
 *
 * *c   the code point, or the byte itself where it is not valid UTF-8
 * Returns its length in bytes (1..4), or 0 where the bytes are not valid.
 */
size_t utf8_decode(struct str s, size_t i, unsigned long *c);

/* The end of the run of ASCII at byte i; i where there is none. */
size_t utf8_skip_ascii(struct str s, size_t i);

/* The index of the first byte that is not part of valid UTF-8, or s.n. */
size_t utf8_check(struct str s);

static inline bool
utf8_is_valid(struct str s)
{
	return utf8_check(s) == s.n;
}

/* The number of code points (a byte that is not valid counts as one). */
size_t utf8_count(struct str s);

/* The greatest index <= i that does not stand inside a code point. */
size_t utf8_floor(struct str s, size_t i);

#endif
