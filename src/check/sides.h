/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sides - a source text and its translation, taken apart alike.
 *
 * Each side has its placeables (as values that can be compared: a link without
 * what a site localises, a tag without the attributes that people read) and its
 * words. Values that both sides have are paired as multisets, since
 * translators reorder; what is left over is what the checks are about.
 */
#ifndef CALQUE_CHECK_SIDES_H
#define CALQUE_CHECK_SIDES_H

#include "config/config.h"
#include "unit/slot.h"

/* Values of the same kind may stand for each other. ORDER value_kind */
enum value_kind {
	VALUE_CODE,
	VALUE_LINK,
	VALUE_IMAGE,
	VALUE_LABEL, /* of a reference link that no definition is known of */
	VALUE_HTML,
	VALUE_SHORTCODE,
	VALUE_FOOTNOTE,
	VALUE_ID, /* of a heading: {#id} */
	VALUE_MATH,
	VALUE_VARIABLE,
	VALUE_EMOJI,
	N_VALUE_KINDS
};

struct value {
	enum value_kind kind;
	struct str key;	  /* what is compared */
	struct str shown; /* as it stands in the text */
	bool paired;	  /* the other side has it too */
	bool elsewhere;	  /* it has it, but not as often */
	size_t changed;	  /* index + 1 of the value that stands there now */
};

struct side {
	struct str text;
	struct inline_tokens tokens;
	struct value *values; /* by position */
	size_t n, cap;
	struct str words; /* without placeables, each a space */
};

/* Who writes a text with more placeables wants it to be slow: not compared. */
#define SIDES_MAX_TOKENS 4000

struct sides {
	struct side source, target;
	bool too_many;	   /* no side has values */
	enum md_kind kind; /* how the texts are scanned */
};

/* Who the sides are read for; borrowed. */
struct sides_context {
	const struct config *cfg;
	struct str source_lang, lang, locale; /* tags, PO name */
	const struct page *source, *target;   /* whose definitions count */
};

/* Everything lives in `arena`. Cost: O(n log n) for n placeables. */
void sides_read(struct sides *s, const struct sides_context *ctx,
		const struct slot *slot, struct str translation,
		struct arena *arena);

/* "the link '/a'", translated; in the arena. Long values are cut. */
struct str value_title(const struct value *v, struct arena *arena);
/* The value from about byte `from` on, cut where it is long; the same. */
struct str value_shown(const struct value *v, size_t from, struct arena *arena);
/* Where two values begin to differ. */
size_t value_difference(const struct value *a, const struct value *b);
/* The title with value_shown. */
struct str value_title_from(const struct value *v, size_t from,
			    struct arena *arena);

#endif
