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

bool
str_ends_in_backslash(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[s.n - 1 - n] == '\\')
		n++;
	return n % 2 == 1;
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

/* Marks like `{{` and `www.`: so short that looking for one byte is faster. */
#define SHORT_NEEDLE 4

/*
 * By its first byte that is no letter: that is rare in prose. Cost: O(s), less
 * than memmem where the byte is rare.
 */
static size_t
find_short(struct str s, size_t from, struct str needle)
{
	size_t pivot = 0;

	while (pivot + 1 < needle.n && ascii_is_alnum(needle.p[pivot]))
		pivot++;
	for (size_t i = from + pivot;; i++) {
		i = str_find_byte(s, i, needle.p[pivot]);
		if (i + needle.n - pivot > s.n)
			return s.n;
		if (memcmp(s.p + i - pivot, needle.p, needle.n) == 0)
			return i - pivot;
	}
}

size_t
str_find(struct str s, size_t from, struct str needle)
{
	const char *hit;

	if (from >= s.n)
		return s.n;
	if (!needle.n)
		return from;
	if (needle.n <= SHORT_NEEDLE)
		return find_short(s, from, needle);
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

/* Eight bytes as a number, the first one lowest; compiled to one load. */
static unsigned long long
eight_bytes(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;

	return (unsigned long long)b[0] | (unsigned long long)b[1] << 8 |
	       (unsigned long long)b[2] << 16 | (unsigned long long)b[3] << 24 |
	       (unsigned long long)b[4] << 32 | (unsigned long long)b[5] << 40 |
	       (unsigned long long)b[6] << 48 | (unsigned long long)b[7] << 56;
}

/* FNV-1a over 8-byte words, then bytes, with a final mix (splitmix64). */
unsigned long long
str_hash(struct str s)
{
	unsigned long long h = 0xcbf29ce484222325ULL ^ s.n;
	size_t i = 0;

	for (; i + 8 <= s.n; i += 8) {
		h = (h ^ eight_bytes(s.p + i)) * 0x100000001b3ULL;
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

/* Where a pattern goes on after a star, and from which byte of the name. */
struct star {
	size_t glob, name;
	bool set;
	bool parts; /* a star-star with its slash: takes whole parts */
};

/* Let the star-star take one byte, or one part, more. */
static bool
deepen(struct star *deep, struct str name)
{
	if (!deep->set || deep->name >= name.n)
		return false;
	if (deep->parts)
		deep->name = str_find_byte(name, deep->name, '/');
	deep->name++;
	return deep->name <= name.n;
}

static bool
same_byte(int c, struct str name, size_t n)
{
	if (n >= name.n || c < 0)
		return false;
	return c == '?' ? name.p[n] != '/' : c == (unsigned char)name.p[n];
}

/* Does the pattern have a plain byte at g which is not that of the name at n? */
static bool
differs(struct str glob, size_t g, struct str name, size_t n)
{
	int c = str_at(glob, g);

	return c != '*' && c != '?' && c != str_at(name, n);
}

/* The classic match that goes back to the last `*`, then to the last `**`. */
bool
str_glob(struct str glob, struct str name)
{
	struct star star = { 0 }, deep = { 0 };
	size_t g = 0, n = 0;

	/* most fail at once */
	if (differs(glob, 0, name, 0) ||
	    differs(glob, glob.n - 1, name, name.n - 1))
		return false;
	while (n < name.n || g < glob.n) {
		int c = str_at(glob, g);

		if (c == '*' && str_at(glob, g + 1) == '*') {
			bool parts = str_at(glob, g + 2) == '/' &&
				     (n == 0 || name.p[n - 1] == '/');

			g += parts ? 3 : 2;
			deep = (struct star){ g, n, true, parts };
			star.set = false;
		} else if (c == '*') {
			star = (struct star){ ++g, n, true, false };
		} else if (same_byte(c, name, n)) {
			g++;
			n++;
		} else if (star.set && star.name < name.n &&
			   name.p[star.name] != '/') {
			g = star.glob;
			n = ++star.name;
		} else if (deepen(&deep, name)) {
			g = deep.glob;
			n = deep.name;
			star.set = false;
		} else {
			return false;
		}
	}
	return true;
}
