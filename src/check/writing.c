/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/writing.h"

#include "base/locale.h"
#include "base/utf8.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#define INDIC (WRITING_JOINERS | WRITING_DANDA)
#define ARABIC (WRITING_JOINERS | WRITING_ARABIC)

/* By the language alone, or with the region where that differs (first). */
static const struct {
	const char *name;
	unsigned traits;
} rows[] = {
	{ "fr_CA", 0 },
	{ "fr", WRITING_SPACE },
	{ "es", WRITING_INVERTED },
	{ "ast", WRITING_INVERTED },
	{ "el", WRITING_GREEK },
	{ "ja", WRITING_FULLWIDTH | WRITING_BREAKS },
	{ "zh", WRITING_FULLWIDTH | WRITING_BREAKS },
	{ "th", WRITING_BREAKS | WRITING_NO_STOP },
	{ "lo", WRITING_BREAKS | WRITING_NO_STOP },
	{ "km", WRITING_BREAKS | WRITING_NO_STOP | WRITING_JOINERS },
	{ "my", WRITING_BREAKS | WRITING_NO_STOP | WRITING_JOINERS },
	{ "ar", ARABIC },
	{ "ckb", ARABIC },
	{ "fa", ARABIC },
	{ "ps", ARABIC },
	{ "sd", ARABIC },
	{ "ug", ARABIC },
	{ "ur", ARABIC },
	{ "as", INDIC },
	{ "bn", INDIC },
	{ "hi", INDIC },
	{ "mr", INDIC },
	{ "ne", INDIC },
	{ "or", INDIC },
	{ "pa", INDIC },
	{ "sa", INDIC },
	{ "gu", WRITING_JOINERS },
	{ "kn", WRITING_JOINERS },
	{ "ml", WRITING_JOINERS },
	{ "si", WRITING_JOINERS },
	{ "ta", WRITING_JOINERS },
	{ "te", WRITING_JOINERS },
};

static bool
names_locale(const char *name, struct str locale)
{
	struct str n = str_of(name);

	return str_starts(locale, n) &&
	       (locale.n == n.n || locale.p[n.n] == '_' ||
		locale.p[n.n] == '@');
}

static void
find_scripts(struct writing *l, struct str locale)
{
	UScriptCode codes[WRITING_MAX_SCRIPTS];
	UErrorCode error = U_ZERO_ERROR;
	char name[32] = "";
	int32_t n;

	if (str_ends(locale, STR("@latin"))) {
		l->scripts[l->n_scripts++] = USCRIPT_LATIN;
		return;
	}
	if (str_ends(locale, STR("@cyrillic"))) {
		l->scripts[l->n_scripts++] = USCRIPT_CYRILLIC;
		return;
	}
	if (locale.n >= sizeof(name))
		return;
	memcpy(name, locale.p, locale.n);
	name[str_find_byte(locale, 0, '@')] = '\0';
	n = uscript_getCode(name, codes, WRITING_MAX_SCRIPTS, &error);
	for (int32_t i = 0; U_SUCCESS(error) && i < n; i++)
		l->scripts[l->n_scripts++] = codes[i];
}

void
writing_init(struct writing *l, struct str locale)
{
	*l = (struct writing){ 0 };
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (!names_locale(rows[i].name, locale))
			continue;
		l->traits = rows[i].traits;
		break;
	}
	if (locale_is_rtl(locale))
		l->traits |= WRITING_MARKS;
	find_scripts(l, locale);
}

bool
writing_has_script(const struct writing *l, int script)
{
	for (size_t i = 0; i < l->n_scripts; i++)
		if (l->scripts[i] == script)
			return true;
	return false;
}

/* flat: one line for each sign */
static enum sentence_end
end_of_sign(const struct writing *l, unsigned long c)
{
	switch (c) {
	case '.':
	case 0x3002: /* 。 */
	case 0xff0e: /* ． */
	case 0xff61: /* ｡ */
	case 0x0964: /* । */
	case 0x0965: /* ॥ */
	case 0x06d4: /* ۔ */
	case 0x0589: /* ։ */
	case 0x1362: /* ። */
	case 0x104b: /* ။ */
	case 0x17d4: /* ។ */
		return END_STOP;
	case ';':
		return l->traits & WRITING_GREEK ? END_QUESTION : END_COMMA;
	case '?':
	case 0xff1f: /* ？ */
	case 0x061f: /* ؟ */
	case 0x037e: /* Greek question mark */
	case 0x055e: /* ՞ */
	case 0x1367: /* ፧ */
		return END_QUESTION;
	case '!':
	case 0xff01: /* ！ */
	case 0x055c: /* ՜ */
		return END_EXCLAMATION;
	case ':':
	case 0xff1a: /* ： */
	case 0x1365: /* ፥ */
		return END_COLON;
	case 0x2026: /* … */
	case 0x22ef: /* ⋯ */
		return END_ELLIPSIS;
	case ',':
	case 0x060c: /* ، */
	case 0x061b: /* ؛ */
	case 0x3001: /* 、 */
	case 0xff0c: /* ， */
	case 0xff1b: /* ； */
	case 0x0387: /* Greek semicolon */
	case 0x00b7:
		return END_COMMA;
	default:
		return END_NONE;
	}
}

/* Quotes, brackets, emphasis, space, and marks that are not seen. */
static bool
is_behind_end(unsigned long c)
{
	switch (u_charType((UChar32)c)) {
	case U_END_PUNCTUATION:
	case U_INITIAL_PUNCTUATION:
	case U_FINAL_PUNCTUATION:
	case U_FORMAT_CHAR:
		return true;
	default:
		return c == '*' || c == '_' || c == '~' || c == '"' ||
		       c == '\'' || c == '\\' || c == '<' || c == '>' ||
		       u_isWhitespace((UChar32)c) || c == 0xa0 || c == 0x202f;
	}
}

enum sentence_end
writing_end(const struct writing *l, struct str text, size_t *at)
{
	size_t end = text.n;

	while (end) {
		size_t begin = utf8_floor(text, end - 1);
		enum sentence_end sign;
		unsigned long c;

		utf8_decode(text, begin, &c);
		sign = end_of_sign(l, c);
		if (sign == END_STOP && begin >= 2 && c == '.' &&
		    text.p[begin - 1] == '.' && text.p[begin - 2] == '.')
			sign = END_ELLIPSIS;
		*at = sign == END_NONE ? end : begin;
		if (sign != END_NONE || !is_behind_end(c))
			return sign;
		end = begin;
	}
	*at = 0;
	return END_NONE;
}
