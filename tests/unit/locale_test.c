/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/locale.h"
#include "unit/tap.h"

static const struct {
	const char *tag, *locale; /* NULL: no language */
} names[] = {
	{ "es", "es" },
	{ "pt-br", "pt_BR" },
	{ "pt-BR", "pt_BR" },
	{ "pt_BR", "pt_BR" },
	{ "zh", "zh" },
	{ "zh-cn", "zh_CN" },
	{ "zh-Hans", "zh_CN" },
	{ "zh-Hant", "zh_TW" },
	{ "zh-TW", "zh_TW" },
	{ "sr-Latn", "sr@latin" },
	{ "sr@latin", "sr@latin" },
	{ "uz-Cyrl", "uz@cyrillic" },
	{ "fil", "fil" },
	{ "es-419", "es_419" },
	{ "english", NULL },
	{ "", NULL },
	{ "a b", NULL },
	{ "../es", NULL },
	{ "qqz", NULL },
};

static void
test_names(void)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct str tag = str_of(names[i].tag);
		struct str got = locale_of_tag(&arena, tag);

		is_str(got, str_of(names[i].locale), names[i].tag);
		ok(locale_is_known(tag) == (names[i].locale != NULL),
		   "is known");
		ok((got.p != NULL) == (names[i].locale != NULL),
		   "\"no string\" for no language");
	}
	is_str(locale_name(&arena, STR("es")), STR("Spanish (es)"), "name");
	arena_release(&arena);
}

static void
test_scripts(void)
{
	static const struct {
		const char *locale, *icu, *script;
	} all[] = {
		{ "es", "es", "Latn" },
		{ "uk", "uk", "Cyrl" },
		{ "zh_CN", "zh_Hans", "Hans" },
		{ "zh_TW", "zh_Hant", "Hant" },
		{ "zh", "zh", "Hans" },
		{ "ja", "ja", "Jpan" },
		{ "sr@latin", "sr_Latn", "Latn" },
		{ "sr", "sr", "Cyrl" },
		{ "", "", "" },
		{ "qqz", "qqz", "" },
	};
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct str locale = str_of(all[i].locale);

		is_str(locale_icu(&arena, locale), str_of(all[i].icu),
		       "as ICU names it");
		is_str(locale_script(&arena, locale), str_of(all[i].script),
		       "its script");
	}
	is_str(locale_script(&arena, (struct str){ 0 }), STR(""), "no locale");
	arena_release(&arena);
}

static const struct {
	const char *locale;
	size_t n;
} plurals[] = {
	{ "es", 2 }, { "fr", 2 },    { "pt_BR", 2 }, { "pt", 2 },
	{ "ja", 1 }, { "ru", 3 },    { "pl", 3 },    { "ar", 6 },
	{ "th", 1 }, { "hi", 2 },    { "fa", 2 },    { "id", 1 },
	{ "cy", 6 }, { "he", 2 },    { "sl", 4 },    { "ga", 3 },
	{ "lv", 3 }, { "zh_CN", 1 }, { "es_MX", 2 }, { "sr@latin", 3 },
};

static void
test_plurals(void)
{
	char head[30];

	for (size_t i = 0; i < sizeof(plurals) / sizeof(*plurals); i++) {
		struct str locale = str_of(plurals[i].locale);
		struct str forms = locale_plural_forms(locale);

		is_int((long long)locale_n_plurals(locale),
		       (long long)plurals[i].n, plurals[i].locale);
		snprintf(head, sizeof(head),
			 "nplurals=%zu; plural=", plurals[i].n);
		ok(str_starts(forms, str_of(head)) && str_ends(forms, STR(";")),
		   "its Plural-Forms");
	}
	is_str(locale_plural_forms(STR("es")),
	       STR("nplurals=2; plural=(n != 1);"), "as gettext writes it");
	ok(locale_plural_forms(STR("pt_BR")).p !=
		   locale_plural_forms(STR("pt")).p,
	   "Brazilian Portuguese has its own");
	ok(locale_plural_forms(STR("tlh")).p == NULL, "none for Klingon");
	is_int((long long)locale_n_plurals(STR("tlh")), 2, "2 where unknown");
}

int
main(void)
{
	test_names();
	test_scripts();
	test_plurals();
	ok(locale_is_rtl(STR("ar")) && locale_is_rtl(STR("fa")) &&
		   locale_is_rtl(STR("he")),
	   "written from right to left");
	ok(!locale_is_rtl(STR("es")) && !locale_is_rtl(STR("zh_CN")),
	   "written from left to right");
	return tap_done();
}
