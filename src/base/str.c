/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/str.h"

struct str
str_sub(struct str s, size_t begin, size_t end)
{
	if (end > s.n)
		end = s.n;
	if (begin > end)
		begin = end;
	return (struct str){ s.p ? s.p + begin : s.p, end - begin };
}

bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
str_eq_nocase(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (ascii_lower((unsigned char)a.p[i]) !=
		    ascii_lower((unsigned char)b.p[i]))
			return false;
	return true;
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	if (c)
		return c;
	return a.n < b.n ? -1 : a.n > b.n;
}

int
str_cmp_qsort(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	return str_cmp(*x, *y);
}

bool
str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n &&
	       (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

bool
str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n &&
	       (suffix.n == 0 ||
		memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

size_t
str_find_byte(struct str s, size_t from, char c)
{
	const char *hit;

	if (from >= s.n)
		return s.n;
	hit = memchr(s.p + from, c, s.n - from);
	return hit ? (size_t)(hit - s.p) : s.n;
}

size_t
str_find(struct str s, size_t from, struct str needle)
{
	const char *hit;

	if (from >= s.n)
		return s.n;
	if (!needle.n)
		return from;
	hit = memmem(s.p + from, s.n - from, needle.p, needle.n);
	return hit ? (size_t)(hit - s.p) : s.n;
}

size_t
str_count(struct str s, struct str needle)
{
	size_t n = 0, at = 0;

	while (needle.n && (at = str_find(s, at, needle)) < s.n) {
		n++;
		at += needle.n;
	}
	return n;
}

struct str
str_trim_blanks(struct str s)
{
	size_t begin = 0, end = s.n;

	while (begin < end && ascii_is_blank(s.p[begin]))
		begin++;
	while (end > begin && ascii_is_blank(s.p[end - 1]))
		end--;
	return str_sub(s, begin, end);
}

struct str
str_trim_space(struct str s)
{
	size_t begin = 0, end = s.n;

	while (begin < end &&
	       (ascii_is_blank(s.p[begin]) || ascii_is_eol(s.p[begin])))
		begin++;
	while (end > begin &&
	       (ascii_is_blank(s.p[end - 1]) || ascii_is_eol(s.p[end - 1])))
		end--;
	return str_sub(s, begin, end);
}

bool
str_split(struct str *rest, char sep, struct str *piece)
{
	size_t at;

	if (!rest->p)
		return false;
	at = str_find_byte(*rest, 0, sep);
	*piece = str_sub(*rest, 0, at);
	*rest = at < rest->n ? str_from(*rest, at + 1) : (struct str){ 0 };
	return true;
}

/* FNV-1a over 8-byte words, then bytes, with a final mix (splitmix64). */
unsigned long long
str_hash(struct str s)
{
	unsigned long long h = 0xcbf29ce484222325ULL ^ s.n;
	size_t i = 0;

	for (; i + 8 <= s.n; i += 8) {
		unsigned long long w = 0;

		for (unsigned k = 0; k < 8; k++)
			w |= (unsigned long long)(unsigned char)s.p[i + k]
			     << (8 * k);
		h = (h ^ w) * 0x100000001b3ULL;
		h ^= h >> 29;
	}
	for (; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3ULL;
	h ^= h >> 30;
	h *= 0xbf58476d1ce4e5b9ULL;
	h ^= h >> 27;
	h *= 0x94d049bb133111ebULL;
	return h ^ (h >> 31);
}

/*
 * The classic two-pointer match with one level of backtracking for `*` and one
 * for the last `**` before it, which may take in '/' too.
 */
bool
str_glob(struct str glob, struct str name)
{
	size_t g = 0, n = 0;
	size_t star = (size_t)-1, star_n = 0;	/* last `*` */
	size_t deep = (size_t)-1, deep_n = 0;	/* last `**` */

	while (n < name.n || g < glob.n) {
		int c = str_at(glob, g);

		if (c == '*' && str_at(glob, g + 1) == '*') {
			g += 2;
			if (str_at(glob, g) == '/' &&
			    (n == 0 || name.p[n - 1] == '/'))
				g++;
			deep = g;
			deep_n = n;
			star = (size_t)-1;
			continue;
		}
		if (c == '*') {
			star = ++g;
			star_n = n;
			continue;
		}
		if (n < name.n &&
		    ((c == '?' && name.p[n] != '/') ||
		     (c >= 0 && c != '?' &&
		      c == (unsigned char)name.p[n]))) {
			g++;
			n++;
			continue;
		}
		if (star != (size_t)-1 && star_n < name.n &&
		    name.p[star_n] != '/') {
			g = star;
			n = ++star_n;
			continue;
		}
		if (deep != (size_t)-1 && deep_n < name.n) {
			g = deep;
			n = ++deep_n;
			star = (size_t)-1;
			continue;
		}
		return false;
	}
	return true;
}
