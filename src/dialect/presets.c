/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The presets. To add a dialect, add a row to `presets`; to teach one a
 * shortcode, add a row to its list of shortcodes.
 */
#include "dialect/dialect.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

/*
 * Front matter keys that hold prose on most sites. Left out on purpose: author,
 * owner, tags, keywords, categories, type, layout, date: names, identifiers or
 * a closed vocabulary; a site that translates them says so in its config.
 */
static const struct str keys[] = {
	STR_INIT("title"),
	STR_INIT("linkTitle"),
	STR_INIT("linktitle"),
	STR_INIT("subtitle"),
	STR_INIT("description"),
	STR_INIT("summary"),
	STR_INIT("lead"),
	STR_INIT("excerpt"),
	STR_INIT("abstract"),
	STR_INIT("caption"),
	STR_INIT("attribution"),
	STR_INIT("quote"),
	STR_INIT("overview"),
	STR_INIT("tagline"),
	STR_INIT("subheading"),
	STR_INIT("heading"),
	STR_INIT("headline"),
	STR_INIT("opening_paragraph"),
	STR_INIT("what-next"),
	STR_INIT("meta_title"),
	STR_INIT("meta_description"),
	STR_INIT("seo_title"),
	STR_INIT("seo_description"),
	STR_INIT("seo.title"),
	STR_INIT("seo.description"),
	STR_INIT("sidebar.label"),
	STR_INIT("sidebar_label"),
	STR_INIT("sidebarTitle"),
	STR_INIT("menu.*.name"),
	STR_INIT("menu.*.title"),
	STR_INIT("menus.*.name"),
	STR_INIT("menus.*.title"),
	STR_INIT("hero.title"),
	STR_INIT("hero.tagline"),
	STR_INIT("hero.text"),
	STR_INIT("hero.actions[].text"),
	STR_INIT("banner.content"),
	STR_INIT("images[].alt"),
	STR_INIT("images[].caption"),
	STR_INIT("image.alt"),
	STR_INIT("image.caption"),
	STR_INIT("resources[].title"),
	STR_INIT("features[].title"),
	STR_INIT("features[].details"),
	STR_INIT("cascade.title"),
	STR_INIT("cascade.description"),
	STR_INIT("params.description"),
	STR_INIT("params.subtitle"),
	STR_INIT("params.summary"),
	STR_INIT("params.lead"),
};

/* Parameters that hold prose. */
static const struct str any_params[] = { STR_INIT("caption"), STR_INIT("alt") };
static const struct str picture[] = { STR_INIT("caption"), STR_INIT("alt"),
				      STR_INIT("title") };
static const struct str title[] = { STR_INIT("title") };
static const struct str istio_tab[] = { STR_INIT("name"),
					STR_INIT("description") };
static const struct str docsy_tab[] = { STR_INIT("header"), STR_INIT("0") };
static const struct str header[] = { STR_INIT("header"), STR_INIT("title"),
				     STR_INIT("subtitle"), STR_INIT("footer") };
static const struct str involve[] = { STR_INIT("title"), STR_INIT("subtitle"),
				      STR_INIT("description") };
static const struct str first[] = { STR_INIT("0") };
static const struct str all_positions[] = { STR_INIT("0"), STR_INIT("1"),
					    STR_INIT("2"), STR_INIT("3"),
					    STR_INIT("4"), STR_INIT("5"),
					    STR_INIT("6"), STR_INIT("7") };
static const struct str button[] = { STR_INIT("text"), STR_INIT("label") };
static const struct str details[] = { STR_INIT("title"), STR_INIT("summary"),
				      STR_INIT("0") };
static const struct str homepage[] = { STR_INIT("title"), STR_INIT("text"),
				       STR_INIT("label"), STR_INIT("subtitle"),
				       STR_INIT("description") };

#define PROSE(params) (params), COUNT(params)
#define VERBATIM(name)                                                \
	{                                                             \
		STR_INIT(name), STR_INIT(""), DIALECT_INNER_VERBATIM, \
			STR_INIT(""), NULL, 0                         \
	}
#define PARAMS(name, params)                                        \
	{                                                           \
		STR_INIT(name), STR_INIT(""), DIALECT_INNER_UNSAID, \
			STR_INIT(""), PROSE(params)                 \
	}
#define PARAMS_IN(name, parent, params)                                 \
	{                                                               \
		STR_INIT(name), STR_INIT(parent), DIALECT_INNER_UNSAID, \
			STR_INIT(""), PROSE(params)                     \
	}

static const struct dialect_shortcode hugo_shortcodes[] = {
	PARAMS("**", any_params),
	/* Hugo's own */
	PARAMS("figure", picture),
	VERBATIM("highlight"),
	VERBATIM("mermaid"),
	VERBATIM("katex"),
	VERBATIM("math"),
	VERBATIM("chem"),
	VERBATIM("comment"),
	PARAMS("details", details),
	/* themes: images, notes, cards, tabs, buttons */
	PARAMS("image", picture),
	PARAMS("imgproc", picture),
	PARAMS("img", picture),
	PARAMS("alert", title),
	PARAMS("admonition", title),
	PARAMS("callout", title),
	PARAMS("notice", details),
	PARAMS("hint", title),
	PARAMS("expand", details),
	PARAMS("button", button),
	PARAMS("card", header),
	PARAMS("cardpane", header),
	PARAMS("blocks/cover", involve),
	PARAMS("blocks/feature", title),
	PARAMS("blocks/section", title),
	PARAMS("pageinfo", title),
	PARAMS("tabs", all_positions),
	PARAMS("quote", picture),
	PARAMS("glossary-term", first),
	/* Docsy: a tab holds code unless text=true */
	{ STR_INIT("tab"), STR_INIT("tabpane"), DIALECT_INNER_VERBATIM,
	  STR_INIT("text"), PROSE(docsy_tab) },
	/* Istio */
	VERBATIM("text"),
	PARAMS_IN("tab", "tabset", istio_tab),
	PARAMS("feature_block", header),
	PARAMS("involve_block", involve),
	PARAMS("homepage/*", homepage),
	/* Hugo's documentation */
	VERBATIM("code-toggle"),
};

/* ORDER dialect_feature */
#define GFM                                                              \
	(DIALECT_FRONT_MATTER | DIALECT_TABLES | DIALECT_STRIKETHROUGH | \
	 DIALECT_TASK_LISTS | DIALECT_FOOTNOTES | DIALECT_ALERTS |       \
	 DIALECT_BARE_URLS)

static const struct dialect presets[] = {
	{ STR_INIT("commonmark"), DIALECT_FRONT_MATTER, NULL, 0, keys,
	  COUNT(keys) },
	{ STR_INIT("gfm"), GFM, NULL, 0, keys, COUNT(keys) },
	{ STR_INIT("hugo"),
	  GFM | DIALECT_SHORTCODES | DIALECT_DEFINITIONS | DIALECT_ATTRIBUTES |
		  DIALECT_EMOJI | DIALECT_MATH,
	  hugo_shortcodes, COUNT(hugo_shortcodes), keys, COUNT(keys) },
};

const struct dialect *
dialect_at(size_t i)
{
	return i < COUNT(presets) ? &presets[i] : NULL;
}

const struct dialect *
dialect_preset(struct str name)
{
	for (size_t i = 0; i < COUNT(presets); i++)
		if (str_eq(presets[i].name, name))
			return &presets[i];
	return NULL;
}
