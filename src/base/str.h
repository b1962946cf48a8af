/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * str - borrowed bytes, and spans of a file.
 *
 * A `struct str` borrows n bytes at p; it may hold NUL, is not terminated,
 * and is never written through. p == NULL is "no string" (n is 0 then), which
 * differs from the empty string. A `struct span` is bytes [begin, end) of some
 * buffer that the context names.
 *
 * Nothing here allocates. Sizes are bytes.
 */
#ifndef CALQUE_BASE_STR_H
#define CALQUE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *p;
	size_t n;
};

struct span {
	size_t begin, end;
};

/* A string literal as a str; no strlen at run time. */
#define STR(lit) ((struct str){ "" lit, sizeof(lit) - 1 })
/* The same as the initialiser of a static table. */
#define STR_INIT(lit)                   \
	{                               \
		"" lit, sizeof(lit) - 1 \
	}
/* For printf: "%.*s". A length over INT_MAX is cut. */
#define STR_FMT(s) (int)((s).n > 0x7fffffff ? 0x7fffffff : (s).n), (s).p

static inline struct str
str_make(const char *p, size_t n)
{
	return (struct str){ p, n };
}

/* The C string p, or no string where p is NULL. */
static inline struct str
str_of(const char *p)
{
	return (struct str){ p, p ? strlen(p) : 0 };
}

/* Byte i as 0..255, or -1 past the end: the only way to look ahead. */
static inline int
str_at(struct str s, size_t i)
{
	return i < s.n ? (unsigned char)s.p[i] : -1;
}

/* Bytes [begin, end), both clamped to the string. */
struct str str_sub(struct str s, size_t begin, size_t end);

static inline struct str
str_span(struct str s, struct span at)
{
	return str_sub(s, at.begin, at.end);
}

/* The rest from byte `begin` on. */
static inline struct str
str_from(struct str s, size_t begin)
{
	return str_sub(s, begin, s.n);
}

bool str_eq(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */
int str_cmp(struct str a, struct str b);	/* by bytes, then by length */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
/* Does it end with a backslash that no other one escapes: an odd run? */
bool str_ends_in_backslash(struct str s);

/* The first index >= from where c (or `needle`) stands, or s.n. */
size_t str_find_byte(struct str s, size_t from, char c);
size_t str_find(struct str s, size_t from, struct str needle);
/* How often the non-empty `needle` stands in s, without overlaps. */
size_t str_count(struct str s, struct str needle);

/* Without blanks (space, tab) or white space (also CR, LF) at the edges. */
struct str str_trim_blanks(struct str s);
struct str str_trim_space(struct str s);

/*
 * Cut the next piece of *rest up to `sep` (or the end) and step over it.
 * Returns false where *rest is exhausted (p == NULL). "a,b" gives "a", "b";
 * "" gives one empty piece.
 */
bool str_split(struct str *rest, char sep, struct str *piece);

/* A 64-bit hash that is the same on every machine and run. Cost: O(n). */
unsigned long long str_hash(struct str s);

/* qsort order of struct str elements. */
int str_cmp_qsort(const void *a, const void *b);

/*
 * Does `name` match the glob? `*` and `?` do not cross `/`, `**` does, `**` +
 * `/` also matches nothing. Cost: O(name * stars), no recursion on input.
 */
bool str_glob(struct str glob, struct str name);

static inline bool
ascii_is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static inline bool
ascii_is_alpha(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool
ascii_is_alnum(int c)
{
	return ascii_is_digit(c) || ascii_is_alpha(c);
}

static inline bool
ascii_is_hex(int c)
{
	return ascii_is_digit(c) || (c >= 'a' && c <= 'f') ||
	       (c >= 'A' && c <= 'F');
}

/* Space or tab. */
static inline bool
ascii_is_blank(int c)
{
	return c == ' ' || c == '\t';
}

static inline bool
ascii_is_eol(int c)
{
	return c == '\n' || c == '\r';
}

/* CommonMark 2.1 white space and line ends: space, tab, LF, VT, FF, CR. */
static inline bool
ascii_is_space(int c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* CommonMark 2.1: ASCII punctuation. */
static inline bool
ascii_is_punct(int c)
{
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') ||
	       (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

static inline int
ascii_lower(int c)
{
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

#endif
