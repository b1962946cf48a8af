/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dialect_test - presets, and what a config adds to one.
 */
#include "dialect/dialect.h"
#include "unit/tap.h"

static void
test_presets(void)
{
	static const char *const names[] = { "commonmark", "gfm", "hugo" };

	for (size_t i = 0; i < 3; i++) {
		const struct dialect *d = dialect_preset(str_of(names[i]));

		ok(d && d == dialect_at(i), names[i]);
		ok(d && dialect_has(d, DIALECT_FRONT_MATTER), "front matter");
	}
	ok(!dialect_at(3) && !dialect_preset(STR("x")), "no other preset");
	ok(!dialect_has(dialect_at(0), DIALECT_TABLES), "no tables");
	ok(dialect_has(dialect_at(1), DIALECT_TABLES) &&
		   !dialect_has(dialect_at(1), DIALECT_SHORTCODES),
	   "tables, no shortcodes");
	ok(dialect_has(dialect_at(2), DIALECT_SHORTCODES), "shortcodes");
}

static void
test_keys(const struct dialect *d)
{
	static const char *const prose[] = {
		"title",
		"Title",
		"linkTitle",
		"linktitle",
		"description",
		"attribution",
		"menu.main.name",
		"menu.main[].title",
		"hero.tagline",
		"resources[].title",
		"cover.alt",
		"image.caption",
		"featureImageCaption",
		"seo.description",
	};
	static const char *const other[] = {
		"author",
		"author.name",
		"owner",
		"tags[]",
		"keywords",
		"date",
		"type",
		"weight",
		"companyName",
		"cSpell:ignore",
		"resources[].name",
		"menu.main.weight",
		"aliases[]",
		"layout",
		"params.btn-class",
		"",
		"titles",
		"default",
	};

	for (size_t i = 0; i < sizeof(prose) / sizeof(*prose); i++)
		ok(dialect_is_prose_key(d, str_of(prose[i])), prose[i]);
	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++)
		ok(!dialect_is_prose_key(d, str_of(other[i])), other[i]);
}

static bool
is_param(const struct dialect *d, const char *name, const char *parent,
	 const char *param)
{
	return dialect_is_prose_param(d, str_of(name), str_of(parent),
				      str_of(param));
}

static void
test_params(const struct dialect *d)
{
	ok(is_param(d, "image", "", "caption"), "a caption");
	ok(is_param(d, "some/thing-new", "x", "imageAlt"), "of any shortcode");
	ok(!is_param(d, "image", "", "link"), "no link");
	ok(!is_param(d, "image", "", "0"), "no position");
	ok(is_param(d, "tab", "tabset", "name"), "a tab's name");
	ok(!is_param(d, "config_option", "", "name"), "no other's name");
	ok(is_param(d, "tabs", "", "3") && is_param(d, "tab", "tabs", "0"),
	   "positions of tabs");
	ok(!is_param(d, "tabpane", "", "text"), "a switch");
}

static enum dialect_inner
inner(const struct dialect *d, const char *name, const char *parent)
{
	const struct dialect_shortcode *rule =
		dialect_inner_rule(d, str_of(name), str_of(parent));

	return rule ? rule->inner : DIALECT_INNER_MARKDOWN;
}

static void
test_inner(const struct dialect *d)
{
	ok(inner(d, "highlight", "") == DIALECT_INNER_VERBATIM, "highlight");
	ok(inner(d, "a.inline", "") == DIALECT_INNER_VERBATIM, "inline");
	ok(inner(d, "tab", "tabpane") == DIALECT_INNER_VERBATIM,
	   "a tab in a pane");
	ok(inner(d, "tab", "tabset") == DIALECT_INNER_MARKDOWN,
	   "a tab elsewhere");
	ok(inner(d, "image", "") == DIALECT_INNER_MARKDOWN,
	   "an entry about parameters says nothing of the inner text");
}

static void
test_extend(const struct dialect *base)
{
	static const struct str params[] = { STR_INIT("hint") };
	static const struct dialect_shortcode added[] = {
		{ STR_INIT("text"), STR_INIT(""), DIALECT_INNER_MARKDOWN,
		  STR_INIT(""), params, 1 },
	};
	static const struct str keys[] = { STR_INIT("extra.*") };
	struct arena arena = { 0 };
	struct dialect *d = dialect_extend(&arena, base, added, 1, keys, 1);

	ok(inner(d, "text", "") == DIALECT_INNER_MARKDOWN,
	   "the later entry wins");
	ok(inner(base, "text", "") == DIALECT_INNER_VERBATIM,
	   "the preset is left alone");
	ok(is_param(d, "text", "", "hint") && is_param(d, "text", "", "title"),
	   "parameters add up");
	ok(dialect_is_prose_key(d, STR("extra.x")) &&
		   dialect_is_prose_key(d, STR("title")),
	   "keys add up");
	arena_release(&arena);
}

int
main(void)
{
	const struct dialect *hugo = dialect_preset(STR("hugo"));

	test_presets();
	test_keys(hugo);
	test_params(hugo);
	test_inner(hugo);
	test_extend(hugo);
	return tap_done();
}
