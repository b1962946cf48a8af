/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"

size_t
utf8_decode(struct str s, size_t i, unsigned long *c)
{
	static const unsigned long least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
	int b = str_at(s, i);
	size_t n = b < 0x80		 ? 1 :
		   b >= 0xc2 && b < 0xe0 ? 2 :
		   b >= 0xe0 && b < 0xf0 ? 3 :
		   b >= 0xf0 && b < 0xf5 ? 4 :
					   0;
	unsigned long code;

	*c = (unsigned long)b;
	if (n <= 1)
		return n;
	code = (unsigned long)b & (0xffUL >> (n + 1));
	for (size_t k = 1; k < n; k++) {
		int t = str_at(s, i + k);

		if (t < 0x80 || t > 0xbf)
			return 0;
		code = code << 6 | ((unsigned long)t & 0x3f);
	}
	if (code < least[n] || code > 0x10ffff ||
	    (code >= 0xd800 && code <= 0xdfff))
		return 0;
	*c = code;
	return n;
}

/* Eight bytes at once: most text is ASCII. */
size_t
utf8_skip_ascii(struct str s, size_t i)
{
	unsigned long long w;

	for (; i + sizeof(w) <= s.n; i += sizeof(w)) {
		memcpy(&w, s.p + i, sizeof(w));
		if (w & 0x8080808080808080ULL)
			break;
	}
	while (i < s.n && (unsigned char)s.p[i] < 0x80)
		i++;
	return i;
}

size_t
utf8_check(struct str s)
{
	size_t i = 0;

	while (i < s.n) {
		unsigned long c;
		size_t n;

		if ((unsigned char)s.p[i] < 0x80) {
			i = utf8_skip_ascii(s, i);
			continue;
		}
		n = utf8_decode(s, i, &c);
		if (!n)
			return i;
		i += n;
	}
	return s.n;
}

size_t
utf8_count(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; n++) {
		unsigned long c;
		size_t len = utf8_decode(s, i, &c);

		i += len ? len : 1;
	}
	return n;
}

size_t
utf8_floor(struct str s, size_t i)
{
	size_t k = i;

	if (i >= s.n)
		return s.n;
	for (size_t back = 0; back < 3 && k > 0; back++, k--) {
		unsigned long c;
		size_t n;

		if (((unsigned char)s.p[k] & 0xc0) != 0x80)
			break;
		n = utf8_decode(s, k - 1, &c);
		if (n && k - 1 + n > i)
			return k - 1;
	}
	return i;
}
