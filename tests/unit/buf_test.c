/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buf.h"
#include "unit/tap.h"

static void
test_add(void)
{
	struct buf b = { 0 };

	is_str(buf_str(&b), STR(""), "an empty buf");
	ok(buf_str(&b).p != NULL, "an empty buf is not \"no string\"");
	buf_add(&b, (struct str){ 0 });
	buf_add(&b, STR("a\0b"));
	buf_add_byte(&b, 'c');
	buf_add_str(&b, "de");
	buf_add_fill(&b, '-', 3);
	buf_addf(&b, "%d %s", 42, "x");
	is_str(buf_str(&b), STR("a\0bcde---42 x"), "add of each kind");
	is_int(b.p[b.n], 0, "a NUL follows");
	buf_cut(&b, 4);
	is_str(buf_str(&b), STR("a\0bc"), "cut");
	is_int(b.p[b.n], 0, "a NUL follows the cut");
	buf_clear(&b);
	is_int((long long)b.n, 0, "clear");
	buf_add_str(&b, "again");
	is_str(buf_str(&b), STR("again"), "add after clear");
	buf_release(&b);
	is_int((long long)b.n, 0, "release");
	buf_release(&b);
	ok(b.p == NULL, "release twice");
}

static void
test_growth(void)
{
	struct buf b = { 0 };
	bool same = true;

	for (int i = 0; i < 100000; i++)
		buf_add_byte(&b, (char)('a' + i % 26));
	for (int i = 0; i < 100000; i++)
		same &= b.p[i] == 'a' + i % 26;
	ok(same && b.n == 100000, "100,000 bytes, one by one");
	buf_clear(&b);
	buf_addf(&b, "%0*d", 5000, 7);
	ok(b.n == 5000 && b.p[4999] == '7', "a long line of printf");
	buf_reserve(&b, 0);
	buf_reserve(&b, 1000);
	ok(b.cap >= b.n + 1000, "reserve");
	buf_release(&b);
}

static void
test_utf8(void)
{
	struct buf b = { 0 };

	buf_add_utf8(&b, 0x41);
	buf_add_utf8(&b, 0x7ff);
	buf_add_utf8(&b, 0x20ac);
	buf_add_utf8(&b, 0x1f600);
	is_str(buf_str(&b), STR("A\xdf\xbf\xe2\x82\xac\xf0\x9f\x98\x80"),
	       "code points of 1 to 4 bytes");
	buf_clear(&b);
	buf_add_utf8(&b, 0xd800);
	buf_add_utf8(&b, 0x110000);
	is_str(buf_str(&b), STR("\xef\xbf\xbd\xef\xbf\xbd"),
	       "U+FFFD for what is none");
	buf_release(&b);
}

int
main(void)
{
	test_add();
	test_growth();
	test_utf8();
	return tap_done();
}
