/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dialect - what a site's Markdown is made of, as tables.
 *
 * A dialect says which constructs are read, which shortcodes hold prose or
 * verbatim text, and which front matter keys hold prose. Presets are static
 * tables (presets.c: `commonmark`, `gfm`, `hugo`); a site's config adds to a
 * copy of one. Nothing in here reads a page.
 *
 * Key paths, shortcode and parameter names are globs (str_glob, with '/' as
 * separator, so '*' crosses a '.').
 */
#ifndef CALQUE_DIALECT_DIALECT_H
#define CALQUE_DIALECT_DIALECT_H

#include "base/arena.h"

/* Constructs beyond CommonMark. ORDER dialect_feature (presets.c names) */
enum dialect_feature {
	DIALECT_FRONT_MATTER = 1 << 0,
	DIALECT_SHORTCODES = 1 << 1,	/* Hugo: {{< >}} and {{% %}} */
	DIALECT_TABLES = 1 << 2,	/* GFM 4.10 */
	DIALECT_STRIKETHROUGH = 1 << 3, /* GFM 6.5 */
	DIALECT_TASK_LISTS = 1 << 4,	/* GFM 5.3 */
	DIALECT_FOOTNOTES = 1 << 5,	/* [^1] and [^1]: */
	DIALECT_DEFINITIONS = 1 << 6,	/* Term, ": text" */
	DIALECT_ALERTS = 1 << 7,	/* > [!NOTE] title */
	DIALECT_ATTRIBUTES = 1 << 8,	/* ## H {#id .c}, a line {.c} */
	DIALECT_EMOJI = 1 << 9,		/* :smile: */
	DIALECT_MATH = 1 << 10,		/* $$ ... $$, \( \), \[ \] */
	DIALECT_BARE_URLS = 1 << 11,	/* GFM 6.9 extended autolinks */
	DIALECT_VARIABLES = 1 << 12	/* {{ x }}: a template's variable */
};

/* How the text between the tags of a paired shortcode is read. */
enum dialect_inner {
	DIALECT_INNER_UNSAID, /* the entry is about parameters only */
	DIALECT_INNER_MARKDOWN,
	DIALECT_INNER_VERBATIM
};

/* What a site or preset says of one shortcode. */
struct dialect_shortcode {
	struct str name;   /* glob */
	struct str parent; /* only inside this shortcode; "": anywhere */
	enum dialect_inner inner;
	/*
	 * Verbatim inner text is Markdown after all where this parameter is
	 * "true" on the tag or on its parent's (Docsy: tab, text). "": never.
	 */
	struct str markdown_if;
	/* parameters that hold prose: names, or positions "0", "1"; globs */
	const struct str *prose;
	size_t n_prose;
};

struct dialect {
	struct str name;
	unsigned features; /* enum dialect_feature */
	/*
	 * The later entry wins for the inner text; for prose parameters all
	 * entries that match count.
	 */
	const struct dialect_shortcode *shortcodes;
	size_t n_shortcodes;
	const struct str *keys; /* front matter key paths with prose: globs */
	size_t n_keys;
};

/* The preset of that name, or NULL. Static. */
const struct dialect *dialect_preset(struct str name);
/* The i-th preset, or NULL past the end: for messages and --help. */
const struct dialect *dialect_at(size_t i);

/*
 * A copy of `base` in the arena, which then has room for what a config adds.
 * The added arrays are copied; their strings are borrowed.
 */
struct dialect *dialect_extend(struct arena *arena, const struct dialect *base,
			       const struct dialect_shortcode *shortcodes,
			       size_t n_shortcodes, const struct str *keys,
			       size_t n_keys);

static inline bool
dialect_has(const struct dialect *d, enum dialect_feature f)
{
	return (d->features & (unsigned)f) != 0;
}

/* Does the front matter key path hold prose? Case does not matter (Hugo). */
bool dialect_is_prose_key(const struct dialect *d, struct str path);
/* Does the parameter (a name, or a position "0") of the shortcode? */
bool dialect_is_prose_param(const struct dialect *d, struct str shortcode,
			    struct str parent, struct str param);
/*
 * The last entry that rules the inner text of `shortcode` directly inside the
 * pair `parent` ("": none), or NULL: Markdown.
 */
const struct dialect_shortcode *dialect_inner_rule(const struct dialect *d,
						   struct str shortcode,
						   struct str parent);

#endif
