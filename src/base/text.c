/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include "base/die.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

struct text_tools {
	UBreakIterator *words;
	/* ASCII marks: are two of them a word? Do they join letters or digits
	   on both sides to one? */
	bool is_word[128], joins[128];
};

static bool
is_ascii(struct str s)
{
	return utf8_skip_ascii(s, 0) == s.n;
}

/* What is done with each word. */
typedef void each_word(struct str word, void *ctx);

static void
each_by_icu(struct text_tools *t, struct str s, each_word *word, void *ctx)
{
	UErrorCode error = U_ZERO_ERROR;
	UText text = UTEXT_INITIALIZER;
	int32_t begin = 0, end;

	utext_openUTF8(&text, s.p, (int64_t)s.n, &error);
	ubrk_setUText(t->words, &text, &error);
	while (U_SUCCESS(error) && (end = ubrk_next(t->words)) != UBRK_DONE) {
		if (ubrk_getRuleStatus(t->words) >= UBRK_WORD_NUMBER)
			word(str_sub(s, (size_t)begin, (size_t)end), ctx);
		begin = end;
	}
	utext_close(&text);
}

static void
count_one(struct str word, void *ctx)
{
	(void)word;
	++*(size_t *)ctx;
}

static size_t
count_by_icu(struct text_tools *t, struct str s)
{
	size_t n = 0;

	each_by_icu(t, s, count_one, &n);
	return n;
}

/* What marks mean differs from one version of ICU to the next. */
static void
read_marks(struct text_tools *t)
{
	for (int c = 0; c < 128; c++) {
		char mark = (char)c;
		char marks[] = { mark, mark }, letters[] = { 'a', mark, 'a' };
		char digits[] = { '1', mark, '1' };

		if (ascii_is_alnum(c))
			continue;
		t->is_word[c] = count_by_icu(t, str_make(marks, 2)) > 0;
		t->joins[c] = count_by_icu(t, str_make(letters, 3)) < 2 ||
			      count_by_icu(t, str_make(digits, 3)) < 2;
	}
}

struct text_tools *
text_tools_new(void)
{
	struct text_tools *t = calloc(1, sizeof(*t));
	UErrorCode error = U_ZERO_ERROR;

	if (!t)
		die("out of memory");
	t->words = ubrk_open(UBRK_WORD, "", NULL, 0, &error);
	if (U_FAILURE(error))
		die("ICU: %s", u_errorName(error));
	read_marks(t);
	return t;
}

void
text_tools_free(struct text_tools *t)
{
	if (t)
		ubrk_close(t->words);
	free(t);
}

/* Is there a mark in the ASCII text that is more than a mark? */
static bool
has_hard_mark(const struct text_tools *t, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		int c = s.p[i];

		if (t->is_word[c] ||
		    (t->joins[c] && i && ascii_is_alnum(s.p[i - 1]) &&
		     ascii_is_alnum(str_at(s, i + 1))))
			return true;
	}
	return false;
}

/* The words of plain ASCII without a space are its runs of letters and digits. */
static void
each_run(struct str s, each_word *word, void *ctx)
{
	for (size_t i = 0, begin; i < s.n; i++) {
		begin = i;
		while (i < s.n && ascii_is_alnum(s.p[i]))
			i++;
		if (i > begin)
			word(str_sub(s, begin, i), ctx);
	}
}

/* ICU is asked where it matters. */
static void
each(struct text_tools *t, struct str s, each_word *word, void *ctx)
{
	if (!is_ascii(s)) {
		if (utf8_is_valid(s))
			each_by_icu(t, s, word, ctx);
		return;
	}
	for (size_t i = 0, end; i < s.n; i = end + 1) {
		struct str part;

		end = str_find_byte(s, i, ' ');
		part = str_sub(s, i, end);
		if (has_hard_mark(t, part))
			each_by_icu(t, part, word, ctx);
		else
			each_run(part, word, ctx);
	}
}

size_t
text_words(struct text_tools *t, struct str s)
{
	size_t n = 0;

	each(t, s, count_one, &n);
	return n;
}

static bool
is_written_without_spaces(unsigned long c)
{
	UErrorCode error = U_ZERO_ERROR;

	if (c < 0x0e00)
		return false;
	switch (uscript_getScript((UChar32)c, &error)) {
	case USCRIPT_HAN:
	case USCRIPT_HIRAGANA:
	case USCRIPT_KATAKANA:
	case USCRIPT_THAI:
	case USCRIPT_LAO:
	case USCRIPT_KHMER:
	case USCRIPT_MYANMAR:
		return true;
	default:
		return false;
	}
}

bool
text_joins_without_space(struct str a, struct str b)
{
	unsigned long c = 0, d = 0;
	size_t last = a.n ? a.n - 1 : 0;

	if (!a.n || !b.n)
		return true;
	while (last > 0 && (a.p[last] & 0xc0) == 0x80)
		last--;
	utf8_decode(a, last, &c);
	utf8_decode(b, 0, &d);
	return (is_written_without_spaces(c) || (c >= 0x3000 && c < 0x3040)) &&
	       is_written_without_spaces(d);
}

/* Who is given words in lower case. */
struct lower {
	struct buf text;
	each_word *word;
	void *ctx;
};

/* One word as ICU cut it, in lower case; or its characters. */
static void
give_word(struct str s, void *ctx)
{
	struct lower *l = ctx;

	buf_clear(&l->text);
	for (size_t i = 0, n; i < s.n; i += n) {
		unsigned long c;

		n = utf8_decode(s, i, &c);
		if (c < 0x80) {
			buf_add_byte(&l->text, (char)ascii_lower((int)c));
		} else if (is_written_without_spaces(c)) {
			if (l->text.n)
				l->word(buf_str(&l->text), l->ctx);
			buf_clear(&l->text);
			l->word(str_sub(s, i, i + n), l->ctx);
		} else {
			buf_add_utf8(&l->text,
				     (unsigned long)u_tolower((UChar32)c));
		}
	}
	if (l->text.n)
		l->word(buf_str(&l->text), l->ctx);
}

void
text_each_word(struct text_tools *t, struct str s,
	       void (*word)(struct str lower, void *ctx), void *ctx)
{
	struct lower lower = { .word = word, .ctx = ctx };

	each(t, s, give_word, &lower);
	buf_release(&lower.text);
}

static bool
stands_alone(unsigned long c)
{
	UErrorCode error = U_ZERO_ERROR;

	if (c < 0x2e80)
		return false;
	switch (uscript_getScript((UChar32)c, &error)) {
	case USCRIPT_HAN:
	case USCRIPT_HIRAGANA:
	case USCRIPT_KATAKANA:
		return true;
	default:
		return false;
	}
}

/* What ICU takes for one word, cut before each character of Han and Kana. */
static void
give_pieces(struct str s, void (*piece)(struct str piece, void *ctx), void *ctx)
{
	size_t begin = 0;

	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t n = utf8_decode(s, i, &c);

		if (i > begin && n && stands_alone(c)) {
			piece(str_sub(s, begin, i), ctx);
			begin = i;
		}
		i += n ? n : 1;
	}
	if (begin < s.n)
		piece(str_from(s, begin), ctx);
}

void
text_each_piece(struct text_tools *t, struct str s,
		void (*piece)(struct str piece, void *ctx), void *ctx)
{
	UErrorCode error = U_ZERO_ERROR;
	UText text = UTEXT_INITIALIZER;
	int32_t begin = 0, end;

	utext_openUTF8(&text, s.n ? s.p : "", (int64_t)s.n, &error);
	ubrk_setUText(t->words, &text, &error);
	while (U_SUCCESS(error) && (end = ubrk_next(t->words)) != UBRK_DONE) {
		give_pieces(str_sub(s, (size_t)begin, (size_t)end), piece, ctx);
		begin = end;
	}
	give_pieces(str_from(s, (size_t)begin), piece, ctx);
	utext_close(&text);
}

bool
text_has_letter(struct str s)
{
	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t n = utf8_decode(s, i, &c);

		if (c < 0x80 ? ascii_is_alpha((int)c) :
			       n && u_isalpha((UChar32)c))
			return true;
		i += n ? n : 1;
	}
	return false;
}

/* s as UTF-16, owned by the caller (free); NULL where it is not UTF-8. */
static UChar *
to_utf16(struct str s, int32_t *n)
{
	UErrorCode error = U_ZERO_ERROR;
	UChar *out = malloc((s.n + 1) * sizeof(*out));

	if (!out)
		die("out of memory");
	u_strFromUTF8(out, (int32_t)s.n + 1, n, s.p, (int32_t)s.n, &error);
	if (U_FAILURE(error)) {
		free(out);
		return NULL;
	}
	return out;
}

static const UNormalizer2 *
nfc(void)
{
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *n = unorm2_getNFCInstance(&error);

	if (U_FAILURE(error))
		die("ICU: %s", u_errorName(error));
	return n;
}

bool
text_is_nfc(struct str s)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t n;
	UChar *text;
	bool is;

	if (is_ascii(s) || !(text = to_utf16(s, &n)))
		return true;
	is = unorm2_isNormalized(nfc(), text, n, &error);
	free(text);
	return is;
}

/* Append s in NFC. */
static void
add_nfc(struct str s, struct buf *out)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t n, m = 0;
	UChar *text = is_ascii(s) ? NULL : to_utf16(s, &n);
	UChar *norm;

	if (!text) {
		buf_add(out, s);
		return;
	}
	norm = malloc(((size_t)n * 3 + 16) * sizeof(*norm));
	if (!norm)
		die("out of memory");
	m = unorm2_normalize(nfc(), text, n, norm, n * 3 + 16, &error);
	buf_reserve(out, (size_t)m * 3);
	if (U_SUCCESS(error)) {
		int32_t bytes = 0;

		u_strToUTF8(out->p + out->n, m * 3 + 1, &bytes, norm, m,
			    &error);
		out->n += (size_t)bytes;
		out->p[out->n] = '\0';
	} else {
		buf_add(out, s);
	}
	free(text);
	free(norm);
}

/* Append what stands between white space, with a space if it is not first. */
static void
add_word(struct buf *out, size_t begin, struct str word)
{
	if (!word.n)
		return;
	if (out->n > begin)
		buf_add_byte(out, ' ');
	buf_add(out, word);
}

void
text_fold(struct str s, struct buf *out)
{
	struct buf normal = { 0 };
	struct str text;
	size_t begin = out->n, word = 0, n;

	if (!utf8_is_valid(s)) {
		buf_add(out, s);
		return;
	}
	add_nfc(s, &normal);
	text = buf_str(&normal);
	for (size_t i = 0; i < text.n; i += n) {
		unsigned long c;
		bool space;

		n = utf8_decode(text, i, &c);
		space = c < 0x80 ? ascii_is_space((int)c) :
				   n && u_isWhitespace((UChar32)c);
		n += !n;
		if (space) {
			add_word(out, begin, str_sub(text, word, i));
			word = i + n;
		}
	}
	add_word(out, begin, str_from(text, word));
	buf_release(&normal);
}

size_t
text_width_cols(struct str s)
{
	size_t cols = 0;

	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t n = utf8_decode(s, i, &c);
		int type = n ? u_charType((UChar32)c) : U_OTHER_SYMBOL;
		int wide = n ? u_getIntPropertyValue((UChar32)c,
						     UCHAR_EAST_ASIAN_WIDTH) :
			       U_EA_NEUTRAL;

		if (c >= ' ' && c < 0x7f)
			cols++;
		else if (type != U_NON_SPACING_MARK &&
			 type != U_ENCLOSING_MARK && type != U_FORMAT_CHAR &&
			 type != U_CONTROL_CHAR)
			cols += wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ?
					2 :
					1;
		i += n ? n : 1;
	}
	return cols;
}

/*
 * Add a character to the columns of a text.
 *
 * emoji  the state: columns of the emoji that the next character may join
 */
static size_t
fill_cols_of(UChar32 c, UChar32 before, size_t *emoji)
{
	int type = u_charType(c);
	int wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
	size_t joins = *emoji;

	if (c == 0xfe0f || c == 0x20e3) { /* shown as an emoji; a keycap */
		*emoji = joins ? 2 : 0;
		return joins == 1 ? 1 : 0;
	}
	if (joins && (c == 0x200d || before == 0x200d ||
		      u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER)))
		return 0;
	*emoji = 0;
	if (u_hasBinaryProperty(c, UCHAR_REGIONAL_INDICATOR)) {
		*emoji = joins ? 0 : 1;
		return 1; /* a flag is two of them */
	}
	if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
	    type == U_CONTROL_CHAR)
		return 0;
	wide = wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
	if (u_hasBinaryProperty(c, UCHAR_EMOJI))
		*emoji = (size_t)wide;
	return (size_t)wide;
}

size_t
text_fill_cols(struct str s)
{
	size_t cols = 0, emoji = 0;
	UChar32 before = 0;

	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t n = utf8_decode(s, i, &c);

		if (c >= ' ' && c < 0x7f) {
			cols++;
			emoji = ascii_is_digit((int)c) || c == '#' || c == '*';
		} else if (n) {
			cols += fill_cols_of((UChar32)c, before, &emoji);
		} else {
			cols++;
		}
		before = (UChar32)c;
		i += n ? n : 1;
	}
	return cols;
}

enum text_script
text_script(unsigned long c)
{
	UErrorCode error = U_ZERO_ERROR;

	if (c < 0x1100)
		return TEXT_OTHER;
	if (uscript_getScript((UChar32)c, &error) == USCRIPT_HANGUL)
		return TEXT_HANGUL;
	switch (u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH)) {
	case U_EA_WIDE:
	case U_EA_FULLWIDTH:
	case U_EA_HALFWIDTH:
		break;
	default:
		return TEXT_OTHER;
	}
	if (u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_PRESENTATION))
		return TEXT_OTHER;
	return u_ispunct((UChar32)c) ? TEXT_CJ_MARK : TEXT_CJ;
}
