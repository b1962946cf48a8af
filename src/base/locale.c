/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/locale.h"

#include "base/buf.h"

#include <unicode/uloc.h>

/* What gettext writes with a modifier or a region where ICU has a script. */
static const struct {
	struct str icu, po;
} scripts[] = {
	{ STR_INIT("sr_Latn"), STR_INIT("sr@latin") },
	{ STR_INIT("uz_Cyrl"), STR_INIT("uz@cyrillic") },
	{ STR_INIT("zh_Hans"), STR_INIT("zh_CN") },
	{ STR_INIT("zh_Hant"), STR_INIT("zh_TW") },
	{ STR_INIT("zh_Hans_CN"), STR_INIT("zh_CN") },
	{ STR_INIT("zh_Hant_TW"), STR_INIT("zh_TW") },
	{ STR_INIT("zh_Hant_HK"), STR_INIT("zh_HK") },
	{ STR_INIT("be_tarask"), STR_INIT("be@tarask") },
	{ STR_INIT("ca_ES_VALENCIA"), STR_INIT("ca@valencia") },
	{ STR_INIT("tt_IQTElif"), STR_INIT("tt@iqtelif") },
};

#define N_SCRIPTS (sizeof(scripts) / sizeof(*scripts))

/*
 * Plural-Forms by language: gettext's own table (plural-table.c of gettext
 * 0.21), and other languages from the same rules. A name with a region stands
 * before its language.
 */
#define PF_ONE "nplurals=1; plural=0;"
#define PF_TWO "nplurals=2; plural=(n != 1);"
#define PF_TWO_GT1 "nplurals=2; plural=(n > 1);"
#define PF_SLAVIC                                                    \
	"nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && " \
	"n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
#define PF_CZECH "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;"

static const struct {
	const char *name, *forms;
} plurals[] = {
	{ "af", PF_TWO },
	{ "an", PF_TWO },
	{ "ast", PF_TWO },
	{ "az", PF_TWO },
	{ "be", PF_SLAVIC },
	{ "bg", PF_TWO },
	{ "bn", PF_TWO },
	{ "bs", PF_SLAVIC },
	{ "ca", PF_TWO },
	{ "cs", PF_CZECH },
	{ "da", PF_TWO },
	{ "de", PF_TWO },
	{ "el", PF_TWO },
	{ "en", PF_TWO },
	{ "eo", PF_TWO },
	{ "es", PF_TWO },
	{ "et", PF_TWO },
	{ "eu", PF_TWO },
	{ "fa", PF_TWO_GT1 },
	{ "fi", PF_TWO },
	{ "fil", PF_TWO_GT1 },
	{ "fo", PF_TWO },
	{ "fr", PF_TWO_GT1 },
	{ "gl", PF_TWO },
	{ "gu", PF_TWO },
	{ "hi", PF_TWO },
	{ "hr", PF_SLAVIC },
	{ "hu", PF_TWO },
	{ "hy", PF_TWO },
	{ "id", PF_ONE },
	{ "is", PF_TWO },
	{ "it", PF_TWO },
	{ "ja", PF_ONE },
	{ "ka", PF_ONE },
	{ "kk", PF_TWO },
	{ "km", PF_ONE },
	{ "kn", PF_TWO },
	{ "ko", PF_ONE },
	{ "ku", PF_TWO },
	{ "ky", PF_TWO },
	{ "lo", PF_ONE },
	{ "mk", PF_TWO },
	{ "ml", PF_TWO },
	{ "mn", PF_TWO },
	{ "mr", PF_TWO },
	{ "ms", PF_ONE },
	{ "my", PF_ONE },
	{ "nb", PF_TWO },
	{ "ne", PF_TWO },
	{ "nl", PF_TWO },
	{ "nn", PF_TWO },
	{ "no", PF_TWO },
	{ "oc", PF_TWO_GT1 },
	{ "pa", PF_TWO },
	{ "pt_BR", PF_TWO_GT1 },
	{ "pt", PF_TWO },
	{ "ru", PF_SLAVIC },
	{ "si", PF_TWO },
	{ "sk", PF_CZECH },
	{ "sq", PF_TWO },
	{ "sr", PF_SLAVIC },
	{ "sv", PF_TWO },
	{ "sw", PF_TWO },
	{ "ta", PF_TWO },
	{ "te", PF_TWO },
	{ "th", PF_ONE },
	{ "tr", PF_TWO },
	{ "uk", PF_SLAVIC },
	{ "ur", PF_TWO },
	{ "uz", PF_TWO },
	{ "vi", PF_ONE },
	{ "yo", PF_ONE },
	{ "zh", PF_ONE },
	{ "zu", PF_TWO },
	{ "ar", "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
		"n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);" },
	{ "cy", "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
		"n==3 ? 3 : n==6 ? 4 : 5);" },
	{ "ga", "nplurals=3; plural=n==1 ? 0 : n==2 ? 1 : 2;" },
	{ "gd", "nplurals=4; plural=(n==1 || n==11) ? 0 : (n==2 || n==12) ? "
		"1 : (n > 2 && n < 20) ? 2 : 3;" },
	{ "he", PF_TWO },
	{ "lt", "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && "
		"(n%100<10 || n%100>=20) ? 1 : 2);" },
	{ "lv", "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : "
		"2);" },
	{ "mt", "nplurals=4; plural=(n==1 ? 0 : n==0 || (n%100>1 && "
		"n%100<11) ? 1 : (n%100>10 && n%100<20) ? 2 : 3);" },
	{ "pl", "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && "
		"(n%100<10 || n%100>=20) ? 1 : 2);" },
	{ "ro", "nplurals=3; plural=n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 "
		"< 20)) ? 1 : 2;" },
	{ "sl", "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : "
		"n%100==3 || n%100==4 ? 2 : 3);" },
};

#define N_PLURALS (sizeof(plurals) / sizeof(*plurals))

bool
locale_is_known(struct str name)
{
	struct arena arena = { 0 };
	bool known = locale_of_tag(&arena, name).p != NULL;

	arena_release(&arena);
	return known;
}

/* gettext's modifiers: what stands after '@' stays as it is. */
static bool
is_known_modifier(struct str name)
{
	for (size_t i = 0; i < N_SCRIPTS; i++)
		if (str_eq(scripts[i].po, name))
			return true;
	return false;
}

struct str
locale_of_tag(struct arena *arena, struct str tag)
{
	char canon[ULOC_FULLNAME_CAPACITY];
	UErrorCode error = U_ZERO_ERROR;
	struct str name;
	char *cstr;

	if (!tag.n || tag.n > 60)
		return (struct str){ 0 };
	for (size_t i = 0; i < tag.n; i++)
		if (!ascii_is_alnum(tag.p[i]) && !strchr("-_@", tag.p[i]))
			return (struct str){ 0 };
	if (is_known_modifier(tag))
		return arena_str(arena, tag);
	cstr = arena_cstr(arena, tag);
	uloc_canonicalize(cstr, canon, sizeof(canon), &error);
	if (U_FAILURE(error) || error == U_STRING_NOT_TERMINATED_WARNING ||
	    !uloc_getISO3Language(canon)[0])
		return (struct str){ 0 };
	name = str_of(canon);
	for (size_t i = 0; i < N_SCRIPTS; i++)
		if (str_eq(scripts[i].icu, name))
			return scripts[i].po;
	return arena_str(arena, name);
}

struct str
locale_name(struct arena *arena, struct str locale)
{
	UErrorCode error = U_ZERO_ERROR;
	UChar name[100];
	struct buf out = { 0 };
	struct str result;
	int32_t n = uloc_getDisplayName(arena_cstr(arena, locale), "en", name,
					100, &error);

	for (int32_t i = 0; U_SUCCESS(error) && i < n; i++)
		buf_add_utf8(&out, name[i]);
	result = arena_strf(arena, "%.*s (%.*s)", STR_FMT(buf_str(&out)),
			    STR_FMT(locale));
	buf_release(&out);
	return result;
}

struct str
locale_icu(struct arena *arena, struct str locale)
{
	for (size_t i = 0; i < N_SCRIPTS; i++)
		if (str_eq(scripts[i].po, locale))
			return scripts[i].icu;
	return arena_str(arena, locale);
}

struct str
locale_script(struct arena *arena, struct str locale)
{
	UErrorCode error = U_ZERO_ERROR;
	char full[ULOC_FULLNAME_CAPACITY], script[ULOC_SCRIPT_CAPACITY];
	struct str name = locale_icu(arena, locale);

	if (!name.n)
		return STR("");
	uloc_addLikelySubtags(name.p, full, sizeof(full), &error);
	uloc_getScript(full, script, sizeof(script), &error);
	return U_FAILURE(error) ? STR("") : arena_str(arena, str_of(script));
}

bool
locale_is_rtl(struct str locale)
{
	struct arena arena = { 0 };
	bool rtl = uloc_isRightToLeft(arena_cstr(&arena, locale));

	arena_release(&arena);
	return rtl;
}

struct str
locale_plural_forms(struct str locale)
{
	struct str language = locale;

	for (size_t i = 0; i < N_PLURALS; i++)
		if (str_eq(str_of(plurals[i].name), locale))
			return str_of(plurals[i].forms);
	for (size_t i = 0; i < language.n; i++)
		if (language.p[i] == '_' || language.p[i] == '@')
			language.n = i;
	for (size_t i = 0; i < N_PLURALS; i++)
		if (str_eq(str_of(plurals[i].name), language))
			return str_of(plurals[i].forms);
	return (struct str){ 0 };
}

size_t
locale_n_plurals(struct str locale)
{
	struct str forms = locale_plural_forms(locale);

	return forms.p ? (size_t)(str_at(forms, 9) - '0') : 2;
}
