/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "base/text.h"
#include "base/utf8.h"
#include "check/rows.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

/* ORDER sentence_end: the sign as a source has it */
static const char *const ends[] = { "", ".", "?", "!", ":", "...", "," };

/* The code point at or before a byte; 0 outside of the text. */
static unsigned long
char_at(struct str s, size_t i)
{
	unsigned long c = 0;

	if (i < s.n)
		utf8_decode(s, i, &c);
	return c;
}

static unsigned long
char_before(struct str s, size_t i)
{
	return i && i <= s.n ? char_at(s, utf8_floor(s, i - 1)) : 0;
}

/* ---- ends of sentences ---- */

static size_t
count_words(struct str s)
{
	struct text_tools *tools = text_tools_new();
	size_t n = text_words(tools, s);

	text_tools_free(tools);
	return n;
}

/* May a text that ends so in the source end so in the translation? */
static bool
agrees(const struct check *c, enum sentence_end source,
       enum sentence_end target)
{
	if (source == target || target == END_ELLIPSIS || source == END_COMMA ||
	    source == END_ELLIPSIS)
		return true;
	if ((c->writing.traits & WRITING_NO_STOP) ||
	    (target == END_NONE && c->slot->kind != MD_PARAGRAPH))
		return true;
	switch (source) {
	case END_NONE:
		return true;
	case END_STOP: /* a fragment needs none, a question may be asked */
		return target != END_NONE || c->slot->kind != MD_PARAGRAPH ||
		       count_words(c->sides.source.words) < 8;
	case END_EXCLAMATION:
		return target == END_STOP;
	case END_COLON: /* Chinese and Japanese announce with a sentence */
		return target != END_NONE &&
		       (target != END_STOP ||
			(c->writing.traits & WRITING_FULLWIDTH));
	default:
		return target != END_NONE && target != END_STOP;
	}
}

/* ã: a particle that makes a question in Japanese. */
static bool
asks_by_word(const struct check *c)
{
	struct str words = str_trim_space(c->sides.target.words);

	return (c->writing.traits & WRITING_FULLWIDTH) &&
	       (str_ends(words, STR("\xe3\x81\x8b")) ||
		str_ends(words, STR("\xe3\x81\x8b\xe3\x80\x82")));
}

void
check_end(struct check *c)
{
	size_t at;
	enum sentence_end source =
		writing_end(&c->writing, c->sides.source.words, &at);
	enum sentence_end target =
		writing_end(&c->writing, c->sides.target.words, &at);

	/* ';' is no Greek question in the source */
	if (source == END_QUESTION && char_at(c->sides.source.words, at) == ';')
		return;
	if (source == END_QUESTION && asks_by_word(c))
		return;
	if (!agrees(c, source, target))
		check_say(c,
			  _("the source text ends with '%s', the translation "
			    "does not"),
			  ends[source]);
}

/* ---- signs of the language ---- */

static bool
is_wide(unsigned long c)
{
	int width = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);

	return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

static bool
is_arabic(unsigned long c)
{
	UErrorCode error = U_ZERO_ERROR;

	return uscript_getScript((UChar32)c, &error) == USCRIPT_ARABIC;
}

/* The sign that should stand where `c` does behind `before`, or NULL. */
static const char *
better_sign(const struct writing *l, unsigned long before, unsigned long c)
{
	if ((l->traits & WRITING_FULLWIDTH) && is_wide(before))
		return c == '.' ? "\xe3\x80\x82" :
		       c == '?' ? "\xef\xbc\x9f" :
		       c == '!' ? "\xef\xbc\x81" :
		       c == ':' ? "\xef\xbc\x9a" :
				  NULL;
	if ((l->traits & WRITING_ARABIC) && is_arabic(before))
		return c == '?' ? "\xd8\x9f" : NULL;
	if ((l->traits & WRITING_GREEK) && u_isalpha((UChar32)before))
		return c == '?' ? ";" : NULL;
	return NULL;
}

static bool
is_high_sign(unsigned long c)
{
	return c == '?' || c == '!' || c == ':' || c == ';';
}

/* The sign at the end: of the language, with its space, and opened. */
void
check_style(struct check *c)
{
	struct str words = c->sides.target.words;
	unsigned traits = c->writing.traits;
	const char *better;
	unsigned long sign, before;
	size_t at;

	if (writing_end(&c->writing, words, &at) == END_NONE)
		return;
	sign = char_at(words, at);
	before = char_before(words, at);
	better = better_sign(&c->writing, before, sign);
	if (better)
		check_say(c, _("it ends with '%c', which is '%s' here"),
			  (char)sign, better);
	if ((traits & WRITING_SPACE) && is_high_sign(sign) &&
	    u_isalpha((UChar32)before))
		check_say(c, _("there is no space before the '%c' at the end"),
			  (char)sign);
	if ((traits & WRITING_INVERTED) && sign == '?' &&
	    str_find(words, 0, STR("\xc2\xbf")) == words.n)
		check_say(c, _("a question begins with '%s'"), "\xc2\xbf");
	if ((traits & WRITING_INVERTED) && sign == '!' &&
	    str_find(words, 0, STR("\xc2\xa1")) == words.n)
		check_say(c, _("an exclamation begins with '%s'"), "\xc2\xa1");
}

/* ---- numbers ---- */

struct numbers {
	struct str *items; /* digits, as ASCII, without leading zeros */
	size_t n, cap;
};

static void
add_number(struct numbers *out, struct arena *arena, struct buf *digits)
{
	size_t zeros = 0;

	while (zeros + 1 < digits->n && digits->p[zeros] == '0')
		zeros++;
	if (digits->n)
		ARENA_PUSH(arena, out->items, out->n, out->cap,
			   arena_str(arena, str_from(buf_str(digits), zeros)));
	buf_clear(digits);
}

/* Each run of digits of any script: separators differ by language. */
static void
find_numbers(struct str s, struct arena *arena, struct numbers *out)
{
	struct buf digits = { 0 };

	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t n = utf8_decode(s, i, &c);
		int value = n ? u_charDigitValue((UChar32)c) : -1;

		if (value >= 0 &&
		    u_charType((UChar32)c) == U_DECIMAL_DIGIT_NUMBER)
			buf_add_byte(&digits, (char)('0' + value));
		else
			add_number(out, arena, &digits);
		i += n ? n : 1;
	}
	add_number(out, arena, &digits);
	buf_release(&digits);
	if (out->n)
		qsort(out->items, out->n, sizeof(*out->items), str_cmp_qsort);
}

/* Of two sorted lists: what only `a` has. */
static void
subtract(const struct numbers *a, const struct numbers *b, struct arena *arena,
	 struct numbers *out)
{
	size_t k = 0;

	for (size_t i = 0; i < a->n; i++) {
		while (k < b->n && str_cmp(b->items[k], a->items[i]) < 0)
			k++;
		if (k < b->n && str_eq(b->items[k], a->items[i]))
			k++;
		else
			ARENA_PUSH(arena, out->items, out->n, out->cap,
				   a->items[i]);
	}
}

/* One of its digits more or less, or another one: 1990s, 90s. */
static bool
is_same_end(struct str a, struct str b)
{
	return str_ends(a, b) || str_ends(b, a);
}

/* East Asia counts in myriads: 12 million is 1200 of them. */
static bool
counts_myriads(struct str s)
{
	static const struct str signs[] = {
		STR_INIT("\xe4\xb8\x87"), STR_INIT("\xe8\x90\xac"),
		STR_INIT("\xe5\x84\x84"), STR_INIT("\xe4\xba\xbf"),
		STR_INIT("\xe5\x8d\x83"), STR_INIT("\xeb\xa7\x8c"),
		STR_INIT("\xec\x96\xb5"),
	};

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (str_find(s, 0, signs[i]) < s.n)
			return true;
	return false;
}

/*
 * A number of two digits or more that became another one. Numbers that are
 * missing may be written out, and others may stand for the name of a month.
 */
void
check_numbers(struct check *c)
{
	struct arena *arena = &c->arena;
	struct numbers a = { 0 }, b = { 0 }, gone = { 0 }, come = { 0 };

	find_numbers(c->sides.source.words, arena, &a);
	if (!a.n || counts_myriads(c->sides.target.words))
		return;
	find_numbers(c->sides.target.words, arena, &b);
	subtract(&a, &b, arena, &gone);
	subtract(&b, &a, arena, &come);
	for (size_t i = 0, k = 0; i < gone.n && k < come.n; i++) {
		if (gone.items[i].n < 2)
			continue;
		while (k < come.n && come.items[k].n < 2)
			k++;
		if (k == come.n || is_same_end(gone.items[i], come.items[k]))
			continue;
		check_say(c, _("the number %s became %s"), gone.items[i].p,
			  come.items[k++].p);
	}
}

/* ---- copies ---- */

/* Words in lower case: names and code have few. */
static size_t
count_plain_words(struct str s)
{
	size_t n = 0;
	bool inside = false;

	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t length = utf8_decode(s, i, &c);

		length += !length;
		if (!inside && u_islower((UChar32)c))
			n++;
		inside = !u_isWhitespace((UChar32)c) && c != '(' && c != '"';
		i += length;
	}
	return n;
}

#define MIN_PLAIN_WORDS 4

/* The same but for white space, and more than names? */
static bool
is_copy(const struct check *c)
{
	struct buf a = { 0 }, b = { 0 };
	bool same;

	text_fold(c->sides.source.text, &a);
	text_fold(c->sides.target.text, &b);
	same = str_eq(buf_str(&a), buf_str(&b));
	buf_release(&a);
	buf_release(&b);
	return same &&
	       count_plain_words(c->sides.source.words) >= MIN_PLAIN_WORDS;
}

void
check_copy(struct check *c)
{
	if (is_copy(c))
		check_say(c, _("the translation is the source text"));
}

/* ---- scripts ---- */

static int
script_of(unsigned long c)
{
	UErrorCode error = U_ZERO_ERROR;
	int script = uscript_getScript((UChar32)c, &error);

	return !u_isalpha((UChar32)c) || script == USCRIPT_INHERITED ?
		       USCRIPT_COMMON :
		       script;
}

/* Scripts with letters that look alike. */
static bool
is_alike(int script)
{
	return script == USCRIPT_LATIN || script == USCRIPT_CYRILLIC ||
	       script == USCRIPT_GREEK;
}

/* A word with letters of two of them; its span, or an empty one. */
static struct span
find_mixed_word(struct str s, size_t from)
{
	size_t begin = from;
	int script = USCRIPT_COMMON;
	bool mixed = false;

	for (size_t i = from; i <= s.n;) {
		unsigned long c = i < s.n ? 0 : ' ';
		size_t n = i < s.n ? utf8_decode(s, i, &c) : 1;
		int its = script_of(c);

		n += !n;
		/* U+02BC is the apostrophe of Ukrainian: it ends a name */
		if (!u_isalpha((UChar32)c) || c == 0x2bc) {
			if (mixed && i - begin > 3)
				return (struct span){ begin, i };
			begin = i + n;
			script = USCRIPT_COMMON;
			mixed = false;
		} else if (is_alike(its)) {
			mixed = mixed ||
				(script != USCRIPT_COMMON && script != its);
			script = its;
		}
		i += n;
	}
	return (struct span){ s.n, s.n };
}

/* How many letters, and how many of them in the language's scripts. */
static void
count_letters(const struct writing *l, struct str s, size_t *all, size_t *own)
{
	*all = *own = 0;
	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t n = utf8_decode(s, i, &c);
		int script = script_of(c);

		*all += script != USCRIPT_COMMON;
		*own += script != USCRIPT_COMMON &&
			writing_has_script(l, script);
		i += n ? n : 1;
	}
}

/* Nothing in the language's script, and too many plain words for names. */
static bool
is_foreign(const struct check *c)
{
	const struct side *target = &c->sides.target;
	size_t all, own;

	if (!c->writing.n_scripts)
		return false;
	count_letters(&c->writing, target->words, &all, &own);
	return all > 20 && !own &&
	       count_plain_words(target->words) >= MIN_PLAIN_WORDS &&
	       !is_copy(c);
}

void
check_script(struct check *c)
{
	struct str words = c->sides.target.words;
	struct span at = find_mixed_word(words, 0);

	while (at.begin < at.end) {
		struct str word = str_span(words, at);

		if (str_find(c->sides.source.words, 0, word) ==
		    c->sides.source.words.n)
			check_say(c,
				  _("the word '%.*s' has letters of two "
				    "scripts that look alike"),
				  STR_FMT(word));
		at = find_mixed_word(words, at.end);
	}
	if (is_foreign(c))
		check_say_hint(c, str_of(_("translate it")),
			       _("nothing in it is written in the script of "
				 "the language"));
}
