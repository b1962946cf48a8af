/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The presets. To add a dialect, add a row to `presets`; to teach one a
 * shortcode, add a row to its list of shortcodes.
 */
#include "dialect/dialect.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

/*
 * Front matter keys that hold prose, in lower case. Left out on purpose: names
 * (author, owner, companyName), identifiers and closed vocabularies (tags,
 * keywords, categories, type, layout, status), dates: a site that translates
 * them says so in its config. Nested titles and descriptions are prose on all
 * sites that were counted; nested names are not, but for menus.
 */
static const struct str keys[] = {
	/* what generators know */
	STR_INIT("title"),
	STR_INIT("linktitle"),
	STR_INIT("subtitle"),
	STR_INIT("description"),
	STR_INIT("summary"),
	STR_INIT("excerpt"),
	STR_INIT("abstract"),
	STR_INIT("lead"),
	STR_INIT("intro"),
	STR_INIT("tagline"),
	STR_INIT("slogan"),
	STR_INIT("overview"),
	STR_INIT("heading"),
	STR_INIT("subheading"),
	STR_INIT("headline"),
	STR_INIT("subheadline"),
	STR_INIT("caption"),
	STR_INIT("attribution"),
	STR_INIT("quote"),
	STR_INIT("opening_paragraph"),
	STR_INIT("what-next"),
	/* other titles: of menus, navigation, search engines, cards */
	STR_INIT("menu.*.name"),
	STR_INIT("menu.*.title"),
	STR_INIT("menus.*.name"),
	STR_INIT("menus.*.title"),
	STR_INIT("menutitle"),
	STR_INIT("menu_title"),
	STR_INIT("sidebartitle"),
	STR_INIT("sidebar_label"),
	STR_INIT("sidebar.label"),
	STR_INIT("sidebar.badge"),
	STR_INIT("sidebar.badge.text"),
	STR_INIT("pagination_label"),
	STR_INIT("prev.label"),
	STR_INIT("next.label"),
	STR_INIT("nav_title"),
	STR_INIT("navtitle"),
	STR_INIT("short_title"),
	STR_INIT("shorttitle"),
	STR_INIT("unittitle"),
	STR_INIT("toctitle"),
	STR_INIT("toc_title"),
	STR_INIT("manuallinktitle"),
	STR_INIT("meta_title"),
	STR_INIT("metatitle"),
	STR_INIT("meta_description"),
	STR_INIT("metadescription"),
	STR_INIT("seo_title"),
	STR_INIT("seotitle"),
	STR_INIT("seo_description"),
	STR_INIT("seodescription"),
	/* at any depth */
	STR_INIT("*.title"),
	STR_INIT("*.subtitle"),
	STR_INIT("*.description"),
	STR_INIT("*.desc"),
	STR_INIT("*.summary"),
	STR_INIT("*.tagline"),
	STR_INIT("*.heading"),
	STR_INIT("*.subheading"),
	STR_INIT("*.lead"),
	/* pictures */
	STR_INIT("*.caption"),
	STR_INIT("*.alt"),
	STR_INIT("*.alt_text"),
	STR_INIT("*caption"),
	STR_INIT("*_alt"),
	STR_INIT("imagealt"),
	STR_INIT("coveralt"),
	STR_INIT("featurealt"),
	/* landing pages */
	STR_INIT("hero.text"),
	STR_INIT("hero.actions[].text"),
	STR_INIT("banner.content"),
	STR_INIT("banner.text"),
	STR_INIT("features[].details"),
	STR_INIT("features[].content"),
	STR_INIT("features[].linktext"),
	STR_INIT("*.button.label"),
	STR_INIT("*.button.text"),
	STR_INIT("*.buttons[].label"),
	STR_INIT("*.buttons[].text"),
	STR_INIT("*.cta.label"),
	STR_INIT("*.cta.text"),
	STR_INIT("*.cta_label"),
	STR_INIT("*.btn_label"),
	STR_INIT("sections[].content.text"),
};

/*
 * Parameters that hold prose in any shortcode, also an unknown one: in the pages
 * that were counted, translators changed all of these and no other but `name`,
 * `text` and positional ones, which mean something else in other shortcodes.
 */
static const struct str any[] = {
	STR_INIT("caption"),	 STR_INIT("*Caption"),	 STR_INIT("*_caption"),
	STR_INIT("alt"),	 STR_INIT("*Alt"),	 STR_INIT("*_alt"),
	STR_INIT("title"),	 STR_INIT("*Title"),	 STR_INIT("*_title"),
	STR_INIT("subtitle"),	 STR_INIT("header"),	 STR_INIT("subheader"),
	STR_INIT("heading"),	 STR_INIT("subheading"), STR_INIT("headline"),
	STR_INIT("description"), STR_INIT("desc"),	 STR_INIT("summary"),
	STR_INIT("tagline"),	 STR_INIT("label"),	 STR_INIT("*Label"),
	STR_INIT("*_label"),	 STR_INIT("*Text"),	 STR_INIT("*_text"),
	STR_INIT("placeholder"), STR_INIT("tooltip"),	 STR_INIT("footer"),
};
static const struct str only_name[] = { STR_INIT("name") };
static const struct str text[] = { STR_INIT("text"), STR_INIT("content") };
static const struct str attr[] = { STR_INIT("attr") };
static const struct str prepend[] = { STR_INIT("prepend") };
/* positional parameters */
static const struct str first[] = { STR_INIT("0") };
static const struct str second[] = { STR_INIT("1") };
static const struct str all[] = { STR_INIT("?"), STR_INIT("items") };
static const struct str text_first[] = { STR_INIT("text"), STR_INIT("content"),
					 STR_INIT("0") };
static const struct str name_first[] = { STR_INIT("name"), STR_INIT("0") };

#define NO_PARAMS NULL, 0
#define VERBATIM(name)                                                \
	{                                                             \
		STR_INIT(name), STR_INIT(""), DIALECT_INNER_VERBATIM, \
			STR_INIT(""), NO_PARAMS                       \
	}
#define PARAMS(name, params)                                        \
	{                                                           \
		STR_INIT(name), STR_INIT(""), DIALECT_INNER_UNSAID, \
			STR_INIT(""), (params), COUNT(params)       \
	}

static const struct dialect_shortcode hugo_shortcodes[] = {
	PARAMS("**", any),
	/* Hugo's own */
	PARAMS("figure", attr),
	VERBATIM("highlight"),
	VERBATIM("*.inline"), /* a template */
	PARAMS("details", first),
	/* code, markup and data, whatever the theme */
	VERBATIM("code"),
	VERBATIM("codeblock"),
	VERBATIM("code-block"),
	VERBATIM("prism"),
	VERBATIM("terminal"),
	VERBATIM("script"),
	VERBATIM("style"),
	VERBATIM("css"),
	VERBATIM("js"),
	VERBATIM("svg"),
	/* diagrams and formulas */
	VERBATIM("mermaid"),
	VERBATIM("diagram"),
	VERBATIM("plantuml"),
	VERBATIM("kroki"),
	VERBATIM("graphviz"),
	VERBATIM("goat"),
	VERBATIM("drawio"),
	VERBATIM("chart"),
	VERBATIM("echarts"),
	VERBATIM("mapbox"),
	VERBATIM("music"),
	VERBATIM("katex"),
	VERBATIM("math"),
	VERBATIM("mathjax"),
	VERBATIM("tex"),
	VERBATIM("latex"),
	VERBATIM("chem"),
	/* never shown */
	VERBATIM("comment"),
	/* boxes, tabs, cards and buttons of Docsy, Hextra, Book, Relearn, Doks,
	   Blowfish and their like */
	PARAMS("notice", second),
	PARAMS("admonition", second),
	PARAMS("expand", first),
	PARAMS("collapse", first),
	PARAMS("spoiler", text),
	PARAMS("tab", name_first),
	PARAMS("tabs", all),
	PARAMS("codetab", name_first),
	PARAMS("button", text),
	PARAMS("btn", text),
	PARAMS("badge", text_first),
	PARAMS("alert", text),
	PARAMS("callout", text),
	PARAMS("hextra/hero-*", text),
	PARAMS("timelineItem", text),
	PARAMS("glossary-term", first),
	PARAMS("glossary_definition", prepend),
	/* Docsy: a tab holds code unless it or its pane says text=true */
	{ STR_INIT("tab"), STR_INIT("tabpane"), DIALECT_INNER_VERBATIM,
	  STR_INIT("text"), NO_PARAMS },
	/* Istio */
	VERBATIM("text"),
	PARAMS("gloss", first),
	PARAMS("homepage/signal", only_name),
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
