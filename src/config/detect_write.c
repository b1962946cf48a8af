/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/detect.h"
#include "config/template.h"

/* A YAML text that is a plain word or gets quotes. */
static void
add_word(struct buf *out, struct str s)
{
	bool quote = str_eq(s, STR("no")) || str_eq(s, STR("on")) ||
		     str_find_byte(s, 0, '{') < s.n;

	buf_addf(out, quote ? "\"%.*s\"" : "%.*s", STR_FMT(s));
}

/*
 * Where pages were translated by hand, those that nobody translated must not
 * come up for the few texts that they share with others.
 */
static bool
has_translations(const struct detected *found)
{
	for (size_t i = 0; i < found->n_languages; i++)
		if (found->languages[i].n_pages)
			return true;
	return false;
}

/* Rules that would share catalogs by chance get a folder each. */
static void
add_po(const struct detected *found, const struct detect_rule *rule,
       struct str po, struct buf *out)
{
	size_t at = str_find(po, 0, STR("{path}"));
	struct str folder = template_fixed(rule->source);

	buf_add(out, str_sub(po, 0, at));
	if (at < po.n && found->n_rules > 1 && folder.n)
		buf_addf(out, "%.*s/", STR_FMT(folder));
	buf_add(out, str_from(po, at));
}

void
detect_write_config(const struct detected *found, struct str po,
		    struct buf *out)
{
	buf_add_str(out, "# What calque keeps in step: see calque(1).\n\n"
			 "# The language of the source pages.\nsource: ");
	add_word(out, found->source);
	buf_add_str(out, "\n\n# The languages of the translations, as they "
			 "are written in paths.\nlanguages: [");
	for (size_t i = 0; i < found->n_languages; i++) {
		buf_add_str(out, i ? ", " : "");
		add_word(out, found->languages[i].tag);
	}
	buf_add_str(out, found->n_languages ? "]\n" :
					      "]  # for example [es, pt-BR]\n");
	buf_add_str(out, "\n# Source pages, where their translations go, and "
			 "the catalogs (PO files)\n# that translators edit.\n"
			 "pages:\n");
	for (size_t i = 0; i < found->n_rules; i++) {
		const struct detect_rule *rule = &found->rules[i];

		buf_addf(out,
			 "  - source: \"%.*s\"\n"
			 "    target: \"%.*s\"\n"
			 "    po: \"",
			 STR_FMT(rule->source), STR_FMT(rule->target));
		add_po(found, rule, po, out);
		buf_add_str(out, "\"\n");
	}
	buf_add_str(out, "\n# How pages are read: commonmark, gfm or hugo.\n"
			 "dialect: ");
	add_word(out, found->dialect);
	buf_add_str(out, "\n\n# How many percent of a page must be "
			 "translated for it to be written.\n");
	buf_add_str(out, has_translations(found) ? "build: {threshold: 50}\n" :
						   "#build: {threshold: 50}\n");
	buf_add_str(out,
		    "\n"
		    "# Front matter keys with text, beyond title, "
		    "description and their like.\n"
		    "#front_matter: [\"params.*.caption\"]\n\n"
		    "# Shortcode parameters with text; inner text that is no "
		    "Markdown.\n"
		    "#shortcodes:\n"
		    "#  figure: {translate: [attr]}\n"
		    "#  plantuml: {inner: verbatim}\n");
}
