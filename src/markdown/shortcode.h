/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shortcode - Hugo's shortcode tags, exactly as Hugo's lexer reads them
 * (hugolib: parser/pageparser, "Shortcodes" in the Hugo documentation).
 *
 * A tag is `{{< name ... >}}` or `{{% name ... %}}`: opening, closing
 * (`{{< /name >}}`), self-closing (`{{< name />}}`) or commented out
 * (`{{</ * name * />}}` without the blanks). Parameters are positional or named;
 * values are bare words, "quoted" with \" inside, or `raw`. A tag may run over
 * several lines. Something that is not well-formed is text.
 *
 * Cost: O(text); an unclosed `{{<` is looked for once per page, not per tag.
 */
#ifndef CALQUE_MARKDOWN_SHORTCODE_H
#define CALQUE_MARKDOWN_SHORTCODE_H

#include "base/arena.h"
#include "base/buf.h"
#include "dialect/dialect.h"

enum shortcode_form {
	SHORTCODE_OPEN,
	SHORTCODE_CLOSE,
	SHORTCODE_SELF,	  /* self-closing */
	SHORTCODE_COMMENT /* commented out: no name, no parameters */
};

enum param_quote {
	PARAM_BARE, /* a positional word: letters, digits, '-', '_', '.' */
	PARAM_QUOTED,
	PARAM_RAW,
	PARAM_BARE_NAMED /* behind a '=': anything without white space */
};

struct shortcode_param {
	struct str name; /* positional: "0", "1", ... */
	bool positional;
	struct span at; /* the value with its quotes */
	enum param_quote quote;
	struct str value; /* without quotes; \" decoded as Hugo does:
				   every '\' goes where one is escaped */
};

#define SHORTCODE_NONE ((size_t)-1)

struct shortcode {
	struct span at; /* with the braces */
	struct str name;
	enum shortcode_form form;
	bool percent; /* {{% %}} */
	struct shortcode_param *params;
	size_t n_params;
	size_t partner; /* index of the other tag of the pair, or _NONE */
	size_t parent;	/* index of the pair's opener around it, or _NONE */
	bool verbatim;	/* opener of a pair whose inner text is verbatim */
};

struct shortcode_list {
	struct shortcode *items; /* by position */
	size_t n, cap;
	/* the first `{{<` or `{{%` that is no tag (never closed, or not
	   well-formed: Hugo stops at such a page), or (size_t)-1 */
	size_t unclosed;
};

/*
 * Read all tags of `text` from byte `from` on. Tags inside the inner text of a
 * verbatim pair are not tags (Hugo runs them all the same, but what stands
 * there is not ours to read), except the closer.
 *
 * An opener pairs with the nearest later closer of its name at its own level;
 * one without a closer stands alone (it is no parent).
 */
void shortcode_read(struct str text, size_t from, const struct dialect *dialect,
		    struct arena *arena, struct shortcode_list *out);

/* The parameter of that name (or position "0"), or NULL. */
const struct shortcode_param *shortcode_param(const struct shortcode *tag,
					      const char *name);

/*
 * Append `value` as a parameter value in the style of the one it replaces, or
 * in the next one that can hold it: a bare word, a quoted string (no line end,
 * no back tick behind a backslash, no quote beside a backslash), a raw string
 * (no back tick). Returns false, and appends nothing, where none can.
 */
bool shortcode_encode_value(struct str value, enum param_quote quote,
			    struct buf *out);

#endif
