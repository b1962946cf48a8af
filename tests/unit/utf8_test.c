/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buf.h"
#include "base/utf8.h"
#include "unit/tap.h"

static const struct {
	const char *what;
	struct str s;
	size_t first_bad;
} cases[] = {
	{ "ASCII", STR_INIT("abc"), 3 },
	{ "empty", STR_INIT(""), 0 },
	{ "NUL", STR_INIT("a\0b"), 3 },
	{ "2, 3 and 4 bytes", STR_INIT("\xc3\xb1\xe2\x82\xac\xf0\x9f\x98\x80"),
	  9 },
	{ "a lone continuation byte", STR_INIT("a\x80"), 1 },
	{ "a cut sequence", STR_INIT("ab\xe2\x82"), 2 },
	{ "a sequence that goes on wrong", STR_INIT("\xc3("), 0 },
	{ "overlong '/'", STR_INIT("\xc0\xaf"), 0 },
	{ "overlong, 3 bytes", STR_INIT("\xe0\x80\xaf"), 0 },
	{ "overlong, 4 bytes", STR_INIT("\xf0\x80\x80\xaf"), 0 },
	{ "a surrogate", STR_INIT("x\xed\xa0\x80"), 1 },
	{ "the last before the surrogates", STR_INIT("\xed\x9f\xbf"), 3 },
	{ "U+10FFFF", STR_INIT("\xf4\x8f\xbf\xbf"), 4 },
	{ "above U+10FFFF", STR_INIT("\xf4\x90\x80\x80"), 0 },
	{ "byte F5", STR_INIT("a\xf5\x80\x80\x80"), 1 },
	{ "byte FF", STR_INIT("\xff"), 0 },
};

static void
test_round_trip(void)
{
	struct buf b = { 0 };
	bool same = true;

	for (unsigned long c = 0; c < 0x110000; c++) {
		unsigned long got = 0;

		if (c >= 0xd800 && c < 0xe000)
			continue;
		buf_clear(&b);
		buf_add_utf8(&b, c);
		same &= utf8_decode(buf_str(&b), 0, &got) == b.n && got == c;
	}
	ok(same, "each code point decodes to itself");
	buf_release(&b);
}

int
main(void)
{
	struct str s = STR("a\xc3\xb1\xff"
			   "b");
	unsigned long c = 0;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		is_int((long long)utf8_check(cases[i].s),
		       (long long)cases[i].first_bad, cases[i].what);
	test_round_trip();
	is_int((long long)utf8_decode(s, 1, &c), 2, "decode: length");
	is_int((long long)c, 0xf1, "decode: code point");
	is_int((long long)utf8_decode(s, 3, &c), 0, "decode: not valid");
	is_int((long long)c, 0xff, "decode: the byte itself");
	is_int((long long)utf8_count(s), 4, "count");
	is_int((long long)utf8_floor(s, 2), 1, "floor inside a code point");
	is_int((long long)utf8_floor(s, 1), 1, "floor at its begin");
	is_int((long long)utf8_floor(s, s.n), (long long)s.n,
	       "floor at the end");
	return tap_done();
}
