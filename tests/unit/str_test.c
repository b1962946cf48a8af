/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/str.h"
#include "unit/tap.h"

#include <stdlib.h>

static void
test_compare(void)
{
	struct str none = { 0 };

	ok(str_eq(STR("a\0b"), str_make("a\0b", 3)), "equal with a NUL");
	ok(!str_eq(STR("a\0b"), STR("a\0c")), "NUL does not end a str");
	ok(str_eq(none, STR("")), "no string has the bytes of the empty one");
	ok(str_eq_nocase(STR("Con-TENT"), STR("con-tent")), "ASCII case");
	ok(!str_eq_nocase(STR("\xc3\x84"), STR("\xc3\xa4")),
	   "no other letter's case");
	ok(str_cmp(STR("a"), STR("ab")) < 0, "a prefix is less");
	ok(str_cmp(STR("\xff"), STR("a")) > 0, "bytes are unsigned");
	ok(str_cmp(STR("b"), STR("b")) == 0, "the same");
	ok(str_starts(STR("abc"), STR("ab")) &&
		   !str_starts(STR("a"), STR("ab")),
	   "starts");
	ok(str_ends(STR("abc"), STR("bc")) && !str_ends(STR("c"), STR("bc")),
	   "ends");
	ok(str_starts(none, none) && str_ends(STR("a"), none),
	   "each str starts and ends with nothing");
}

static void
test_cut(void)
{
	is_str(str_sub(STR("abcdef"), 2, 4), STR("cd"), "sub");
	is_str(str_sub(STR("abc"), 2, 99), STR("c"), "sub: end is clamped");
	is_str(str_sub(STR("abc"), 7, 9), STR(""), "sub: begin is clamped");
	is_str(str_sub(STR("abc"), 2, 1), STR(""), "sub: begin after end");
	is_str(str_from(STR("abc"), 1), STR("bc"), "from");
	is_str(str_span(STR("abc"), (struct span){ 1, 2 }), STR("b"), "span");
	is_int(str_at(STR("\xff"), 0), 0xff, "at: bytes are unsigned");
	is_int(str_at(STR("a"), 1), -1, "at: -1 past the end");
	is_str(str_trim_blanks(STR(" \ta b\n ")), STR("a b\n"), "trim blanks");
	is_str(str_trim_space(STR(" \ta b\r\n ")), STR("a b"), "trim space");
	is_str(str_trim_space(STR(" \n")), STR(""), "trim all");
}

static void
test_find(void)
{
	is_int((long long)str_find_byte(STR("abab"), 1, 'a'), 2, "find byte");
	is_int((long long)str_find_byte(STR("abab"), 3, 'a'), 4,
	       "find byte: the length where there is none");
	is_int((long long)str_find(STR("a\0b"), 0, STR("\0b")), 1,
	       "find across a NUL");
	is_int((long long)str_find(STR("ab"), 0, STR("abc")), 2,
	       "find: a longer needle");
	is_int((long long)str_find(STR("ab"), 9, STR("a")), 2,
	       "find from past the end");
	is_int((long long)str_count(STR("aaaa"), STR("aa")), 2,
	       "count without overlaps");
	is_int((long long)str_count(STR("abc"), STR("x")), 0, "count none");
}

static void
test_split(void)
{
	struct str rest = STR("a,,b"), piece;

	ok(str_split(&rest, ',', &piece), "split: first");
	is_str(piece, STR("a"), "split: first piece");
	ok(str_split(&rest, ',', &piece) && piece.n == 0, "split: empty");
	ok(str_split(&rest, ',', &piece), "split: last");
	is_str(piece, STR("b"), "split: last piece");
	ok(!str_split(&rest, ',', &piece), "split: no more");
	rest = STR("a,");
	ok(str_split(&rest, ',', &piece) && str_split(&rest, ',', &piece) &&
		   piece.n == 0,
	   "split: an empty piece after the last separator");
	ok(!str_split(&rest, ',', &piece), "split: no more after it");
	rest = STR("");
	ok(str_split(&rest, ',', &piece) && !str_split(&rest, ',', &piece),
	   "split: \"\" is one piece");
}

static const struct {
	const char *glob, *name;
	bool matches;
} globs[] = {
	{ "", "", true },
	{ "", "a", false },
	{ "a", "", false },
	{ "*", "", true },
	{ "*", "a", true },
	{ "*", "a/b", false },
	{ "a*c", "abc", true },
	{ "a*c", "ac", true },
	{ "a*c", "a/c", false },
	{ "a?c", "abc", true },
	{ "a?c", "a/c", false },
	{ "a?", "a", false },
	{ "*.md", "a.md", true },
	{ "*.md", "a/b.md", false },
	{ "*.md", "a.md.md", true },
	{ "*.md", "a.mdx", false },
	{ "**", "a/b/c", true },
	{ "**.md", "a/b.md", true },
	{ "**/*.md", "a.md", true },
	{ "**/*.md", "a/b/c.md", true },
	{ "**/b", "b", true },
	{ "**/b", "a/b", true },
	{ "**/b", "ab", false },
	{ "a/**", "a/b/c", true },
	{ "a/**", "ab", false },
	{ "a/**/b", "a/b", true },
	{ "a/**/b", "a/x/y/b", true },
	{ "a/**/b", "a/xb", false },
	{ "a/**/b", "ab", false },
	{ "blog/2017/**", "blog/2017/x.md", true },
	{ "blog/2017/**", "blog/20170/x.md", false },
	{ "**/a*/**/z", "x/ab/c/z", true },
	{ "**/a*/**/z", "x/b/c/z", false },
	{ "*a*b*c", "xaxbxc", true },
	{ "*a*b*c", "xaxcxb", false },
};

static void
test_glob(void)
{
	char what[80];
	char name[401];
	const char *stars = "*a*a*a*a*a*a*a*a*a*a*a*a*b";

	for (size_t i = 0; i < sizeof(globs) / sizeof(*globs); i++) {
		snprintf(what, sizeof(what), "glob '%s' %s '%s'", globs[i].glob,
			 globs[i].matches ? "matches" : "does not match",
			 globs[i].name);
		ok(str_glob(str_of(globs[i].glob), str_of(globs[i].name)) ==
			   globs[i].matches,
		   what);
	}
	memset(name, 'a', sizeof(name));
	ok(!str_glob(str_of(stars), str_make(name, sizeof(name))),
	   "glob: many stars take no exponential time");
}

static void
test_hash(void)
{
	struct str words[] = { STR("b"), STR("a"), STR("") };

	ok(str_hash(STR("abcdefgh")) != str_hash(STR("abcdefgi")),
	   "hash: another last byte");
	ok(str_hash(STR("")) != str_hash(STR("\0")), "hash: a NUL counts");
	ok(str_hash(STR("calque")) == str_hash(str_make("calquex", 6)),
	   "hash: the bytes alone");
	qsort(words, 3, sizeof(*words), str_cmp_qsort);
	ok(words[0].n == 0 && words[1].p[0] == 'a' && words[2].p[0] == 'b',
	   "qsort");
}

int
main(void)
{
	test_compare();
	test_cut();
	test_find();
	test_split();
	test_glob();
	test_hash();
	return tap_done();
}
