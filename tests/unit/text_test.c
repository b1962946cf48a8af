/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "unit/tap.h"

#include <stdio.h>

static const struct {
	const char *what;
	struct str s;
	size_t words;
} counts[] = {
	{ "no words: empty", STR_INIT(""), 0 },
	{ "no words: punctuation", STR_INIT(" -- ... !"), 0 },
	{ "words", STR_INIT("The quick, brown fox."), 4 },
	{ "an apostrophe is inside", STR_INIT("don't stop"), 2 },
	{ "numbers", STR_INIT("v1.29 has 3"), 3 },
	{ "accents", STR_INIT("a\xc3\xb1o nuevo"), 2 },
	{ "combining accents", STR_INIT("an\xcc\x83o nuevo"), 2 },
	{ "Chinese", STR_INIT("\xe4\xb8\xad\xe6\x96\x87"), 1 },
	{ "not UTF-8", STR_INIT("a \xff b"), 0 },
};

static void
test_words(void)
{
	struct text_tools *t = text_tools_new();

	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		is_int((long long)text_words(t, counts[i].s),
		       (long long)counts[i].words, counts[i].what);
	text_tools_free(t);
	text_tools_free(NULL);
}

/* ASCII is counted without ICU where it can be: it must make no difference. */
static void
test_ascii_words(void)
{
	static const char bytes[] =
		"ab1Z  \t\n._-:;,'\"/@#()\x01\f$%&!*+<=>?[]^`{|}~\\\x7f\r";
	struct text_tools *t = text_tools_new();
	unsigned long long random = 1;
	size_t n_wrong = 0;
	/* a word that is not ASCII, then the text */
	char text[16] = "\xc3\xb1 ";

	for (size_t i = 0; i < 200000; i++) {
		size_t end = 3 + i % (sizeof(text) - 3);
		struct str all = str_make(text, end);

		for (size_t k = 3; k < end; k++) {
			random = random * 6364136223846793005ULL + 1;
			text[k] = bytes[(random >> 33) % (sizeof(bytes) - 1)];
		}
		if (text_words(t, str_from(all, 3)) + 1 != text_words(t, all)) {
			n_wrong++;
			printf("# '%.*s'\n", STR_FMT(str_from(all, 3)));
		}
	}
	is_int((long long)n_wrong, 0, "words: ASCII as ICU counts it");
	text_tools_free(t);
}

static void
test_letters(void)
{
	ok(text_has_letter(STR("1 a")), "letter: ASCII");
	ok(text_has_letter(STR("\xc3\xb1")), "letter: Latin");
	ok(text_has_letter(STR("\xe4\xb8\xad")), "letter: an ideograph");
	ok(text_has_letter(STR("\xe0\xb8\x81")), "letter: Thai");
	ok(!text_has_letter(STR("12 -- \xe2\x80\x94 \xf0\x9f\x98\x80")),
	   "letter: digits, dashes and emoji are none");
	ok(!text_has_letter(STR("")), "letter: empty");
	ok(!text_has_letter(STR("\xff\xfe")), "letter: not UTF-8");
}

static const struct {
	const char *what;
	struct str s, folded;
} folds[] = {
	{ "fold: nothing to do", STR_INIT("a b"), STR_INIT("a b") },
	{ "fold: runs and edges", STR_INIT(" a\n\t b "), STR_INIT("a b") },
	{ "fold: only white space", STR_INIT(" \n "), STR_INIT("") },
	{ "fold: empty", STR_INIT(""), STR_INIT("") },
	{ "fold: NFC", STR_INIT("n\xcc\x83"), STR_INIT("\xc3\xb1") },
	{ "fold: a no-break space stays", STR_INIT("a\xc2\xa0 b"),
	  STR_INIT("a\xc2\xa0 b") },
	{ "fold: ideographic space",
	  STR_INIT("a\xe3\x80\x80"
		   "b"),
	  STR_INIT("a b") },
	{ "fold: not UTF-8 stays", STR_INIT("a  \xff"), STR_INIT("a  \xff") },
};

static void
test_fold(void)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < sizeof(folds) / sizeof(*folds); i++) {
		buf_clear(&out);
		text_fold(folds[i].s, &out);
		is_str(buf_str(&out), folds[i].folded, folds[i].what);
	}
	buf_clear(&out);
	buf_add_str(&out, "x");
	text_fold(STR(" a"), &out);
	is_str(buf_str(&out), STR("xa"), "fold appends");
	buf_release(&out);
}

static void
test_nfc(void)
{
	ok(text_is_nfc(STR("abc")), "NFC: ASCII");
	ok(text_is_nfc(STR("\xc3\xb1")), "NFC: composed");
	ok(!text_is_nfc(STR("n\xcc\x83")), "NFC: decomposed is not");
}

static void
test_width(void)
{
	is_int((long long)text_width_cols(STR("abc")), 3, "width: ASCII");
	is_int((long long)text_width_cols(STR("a\xc3\xb1o")), 3,
	       "width: Latin");
	is_int((long long)text_width_cols(STR("an\xcc\x83o")), 3,
	       "width: a mark takes none");
	is_int((long long)text_width_cols(STR("\xe4\xb8\xad\xe6\x96\x87")), 4,
	       "width: ideographs take two");
	is_int((long long)text_width_cols(STR("")), 0, "width: empty");
}

static void
test_fill_width(void)
{
	static const struct {
		const char *text;
		int cols;
		const char *what;
	} rows[] = {
		{ "abc", 3, "ASCII" },
		{ "an\xcc\x83o", 3, "a mark takes none" },
		{ "\xe4\xb8\xad\xe6\x96\x87", 4, "ideographs take two" },
		{ "\xe2\x80\x8b", 1, "an invisible character takes one" },
		{ "\xf0\x9f\x91\x8d", 2, "an emoji takes two" },
		{ "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd", 2, "with its colour" },
		{ "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x92\xbb", 2,
		  "joined with another" },
		{ "\xe2\x9a\xa0", 1, "one that is text takes one" },
		{ "\xe2\x9a\xa0\xef\xb8\x8f", 2, "and two as an emoji" },
		{ "\xf0\x9f\x87\xaa\xf0\x9f\x87\xb8", 2, "a flag" },
		{ "1\xef\xb8\x8f\xe2\x83\xa3", 2, "a keycap" },
		{ "a\tb", 2, "a tab takes none" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		is_int((long long)text_fill_cols(str_of(rows[i].text)),
		       rows[i].cols, rows[i].what);
}

static void
test_script(void)
{
	ok(text_script('a') == TEXT_OTHER, "script: Latin");
	ok(text_script(0x4e2d) == TEXT_CJ, "script: Han");
	ok(text_script(0x30ab) == TEXT_CJ, "script: Katakana");
	ok(text_script(0x3002) == TEXT_CJ_MARK, "script: a full stop");
	ok(text_script(0xac00) == TEXT_HANGUL, "script: Hangul");
	ok(text_script(0x1f44d) == TEXT_OTHER, "script: an emoji");
	ok(text_script(0x2014) == TEXT_OTHER, "script: a dash");
}

int
main(void)
{
	test_words();
	test_ascii_words();
	test_letters();
	test_fold();
	test_nfc();
	test_width();
	test_fill_width();
	test_script();
	return tap_done();
}
