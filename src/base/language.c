/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/language.h"

#include "base/arena.h"
#include "base/die.h"
#include "base/locale.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/ulocdata.h>
#include <unicode/uscript.h>
#include <unicode/unorm2.h>
#include <unicode/uset.h>

enum {
	SCRIPTS_MAX = 8,
	LETTERS_MIN = 60, /* to tell anything */
	FOREIGN_MIN = 10, /* a few names */
	/* permille of all letters, of the script's letters */
	SCRIPT_SHARE_LATIN = 500,
	SCRIPT_SHARE = 100, /* between names in Latin letters */
	OTHER_SHARE = 200,  /* of other scripts, but Latin */
	FOREIGN_SHARE = 4,
	FOREIGN_SHARE_HAN = 150 /* CLDR lists only the frequent ones */
};

struct language {
	UScriptCode scripts[SCRIPTS_MAX];
	size_t n_scripts;
	USet *letters; /* owned */
	bool latin, han, kana;
};

static UScriptCode
plain_script(UScriptCode script)
{
	return script == USCRIPT_SIMPLIFIED_HAN ||
			       script == USCRIPT_TRADITIONAL_HAN ?
		       USCRIPT_HAN :
		       script;
}

static void
add_scripts(struct language *l, const char *locale)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t n = uscript_getCode(locale, l->scripts, SCRIPTS_MAX, &error);

	for (int32_t i = 0; U_SUCCESS(error) && i < n; i++) {
		l->scripts[i] = plain_script(l->scripts[i]);
		l->latin = l->latin || l->scripts[i] == USCRIPT_LATIN;
		l->han = l->han || l->scripts[i] == USCRIPT_HAN;
		l->kana = l->kana || l->scripts[i] == USCRIPT_HIRAGANA;
		l->n_scripts++;
	}
}

static void
add_letters(struct language *l, const char *locale)
{
	static const ULocaleDataExemplarSetType types[] = {
		ULOCDATA_ES_STANDARD, ULOCDATA_ES_AUXILIARY
	};
	UErrorCode error = U_ZERO_ERROR;
	ULocaleData *data = ulocdata_open(locale, &error);

	/* auxiliary letters are those of foreign names, but for Han */
	for (size_t i = 0; U_SUCCESS(error) && i < 1 + (size_t)l->han; i++) {
		USet *set = uset_openEmpty();

		ulocdata_getExemplarSet(data, set, USET_ADD_CASE_MAPPINGS,
					types[i], &error);
		if (U_SUCCESS(error))
			uset_addAll(l->letters, set);
		uset_close(set);
	}
	ulocdata_close(data);
}

struct language *
language_new(struct str locale)
{
	struct language *l = calloc(1, sizeof(*l));
	struct arena arena = { 0 };
	const char *name = locale_icu(&arena, locale).p;

	if (!l)
		die("out of memory");
	l->letters = uset_openEmpty();
	if (name && name[0]) {
		add_scripts(l, name);
		add_letters(l, name);
	}
	arena_release(&arena);
	return l;
}

void
language_free(struct language *l)
{
	if (l)
		uset_close(l->letters);
	free(l);
}

static bool
has_script(const struct language *l, UScriptCode script)
{
	for (size_t i = 0; i < l->n_scripts; i++)
		if (l->scripts[i] == script)
			return true;
	return false;
}

/*
 * ASCII is everywhere: names, commands. CLDR lists what is left in NFC, which
 * takes some Indic letters apart: those are not judged.
 */
static bool
is_foreign(const struct language *l, UChar32 c)
{
	return c >= 0x80 && !uset_contains(l->letters, c) &&
	       u_getIntPropertyValue(c, UCHAR_NFC_QUICK_CHECK) != UNORM_NO;
}

void
language_count(const struct language *l, struct str text,
	       struct letters *letters)
{
	for (size_t i = 0; i < text.n;) {
		UErrorCode error = U_ZERO_ERROR;
		unsigned long c;
		size_t n = utf8_decode(text, i, &c);
		UScriptCode script;

		i += n ? n : 1;
		if (!n || !u_isalpha((UChar32)c))
			continue;
		script = uscript_getScript((UChar32)c, &error);
		letters->all++;
		letters->kana += script == USCRIPT_HIRAGANA ||
				 script == USCRIPT_KATAKANA;
		if (!has_script(l, script)) {
			letters->other += script != USCRIPT_LATIN;
			continue;
		}
		letters->script++;
		letters->foreign += is_foreign(l, (UChar32)c);
	}
}

bool
language_fits(const struct language *l, const struct letters *letters)
{
	size_t share = l->latin ? SCRIPT_SHARE_LATIN : SCRIPT_SHARE;
	size_t foreign = l->han ? FOREIGN_SHARE_HAN : FOREIGN_SHARE;

	if (!l->n_scripts || letters->all < LETTERS_MIN)
		return true;
	if (letters->script * 1000 < letters->all * share ||
	    letters->other * 1000 > letters->all * OTHER_SHARE)
		return false;
	if (l->kana && !letters->kana)
		return false;
	return letters->foreign < FOREIGN_MIN ||
	       letters->foreign * 1000 <= letters->script * foreign;
}
