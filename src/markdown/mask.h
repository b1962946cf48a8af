/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mask - a copy of the text, of the same length, in which whatever is not
 * Markdown is overwritten with letters, so that offsets stay true.
 *
 * Masked: shortcode tags (line ends in them too), a verbatim pair as a whole,
 * footnote marks `[^x]` (which CommonMark would read as link definitions),
 * display math, template variables, and bytes on which cmark's columns go wrong
 * (NUL, invalid UTF-8, form feed, vertical tab: FACTS in the tests). Hugo
 * itself puts letters-only placeholders where shortcodes stand, so emphasis and
 * paragraphs come out as in Hugo.
 *
 * Nothing is masked inside a code span or a fenced code block except shortcodes
 * (Hugo runs them there too), the bad bytes, and what begins a footnote (a mask
 * does no harm in code).
 */
#ifndef CALQUE_MARKDOWN_MASK_H
#define CALQUE_MARKDOWN_MASK_H

#include "markdown/shortcode.h"

enum mask_kind {
	MASK_SHORTCODE, /* one tag, or a verbatim pair with its inner text */
	MASK_FOOTNOTE,	/* [^x], also of a definition "[^x]:" (without ':') */
	MASK_MATH,
	MASK_VARIABLE
};

struct mask {
	enum mask_kind kind;
	struct span at;
	size_t shortcode; /* index of the tag (the opener of a pair) */
};

struct mask_list {
	struct str masked;  /* in the arena; same length as the text */
	struct mask *items; /* by position, disjoint */
	size_t n, cap;
};

/*
 * Mask `text` from byte `from` on (before it: copied as it is).
 *
 * tags   what shortcode_read gave for the text; borrowed
 */
void mask_text(struct str text, size_t from, const struct dialect *dialect,
	       const struct shortcode_list *tags, struct arena *arena,
	       struct mask_list *out);

/*
 * Mask the tags alone, and the bytes on which columns go wrong: what the inline
 * scanner reads, which finds the other constructs by itself.
 */
void mask_shortcodes(struct str text, size_t from,
		     const struct shortcode_list *tags, struct arena *arena,
		     struct mask_list *out);

/* The mask at byte i, or NULL. Cost: O(log n). */
const struct mask *mask_at(const struct mask_list *masks, size_t i);

#endif
