/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inline - the placeables of a unit's text, with exact spans.
 *
 * A left-to-right scanner of CommonMark 0.30 chapter 6 without emphasis: what it
 * finds agrees with cmark's own syntax tree (count, order, kind, literal), and
 * unlike it also says where a destination, title or label stands. The same code
 * scans the source text and a translation.
 *
 * Tokens nest, never cross: a link holds what stands in its text, and a
 * shortcode is a token of its own wherever it stands (Hugo runs it there), also
 * inside a code span, a tag or a destination.
 *
 * Cost: O(text), and O(n log n) to sort n tokens.
 */
#ifndef CALQUE_MARKDOWN_INLINE_H
#define CALQUE_MARKDOWN_INLINE_H

#include "base/arena.h"
#include "base/map.h"
#include "dialect/dialect.h"

/* ORDER inline_kind (inline.c names) */
enum inline_kind {
	INLINE_CODE,	  /* `x`, with the back ticks */
	INLINE_LINK,	  /* [x](dest "title"), [x][label], [x][], [x] */
	INLINE_IMAGE,	  /* the same with '!' */
	INLINE_AUTOLINK,  /* <https://x>, <a@b.c>, or a bare URL (dialect) */
	INLINE_HTML,	  /* an inline tag, <? ?>, <! >, CDATA */
	INLINE_COMMENT,	  /* <!-- x --> */
	INLINE_SHORTCODE, /* one tag, or a verbatim pair as a whole */
	INLINE_FOOTNOTE,  /* [^x] */
	INLINE_ATTRIBUTE, /* {#id .class} at the end of a heading */
	INLINE_MATH,
	INLINE_VARIABLE, /* {{ x }} */
	INLINE_EMOJI,	 /* :smile: */
	INLINE_ENTITY,	 /* &nbsp; &#123; */
	INLINE_BREAK	 /* hard break: its marker and the line end */
};

struct inline_token {
	enum inline_kind kind;
	struct span at;	   /* the whole construct */
	struct span text;  /* link text, image alt; else zero width */
	struct span dest;  /* destination without < >, also of an autolink;
			      else zero width */
	struct span title; /* title with its quotes; else zero width */
	struct span label; /* reference label without [ ]; for [x][] and [x]
			      the text; else zero width */
	bool reference;	   /* a reference link: label counts */
};

struct inline_tokens {
	struct inline_token *items; /* by begin, the outer one first */
	size_t n, cap;
};

/*
 * What is defined on the page: keys are normalised labels (label_normal).
 * NULL labels: [x][y] and [x][] are links whatever y is, [x] alone is text.
 */
struct inline_context {
	const struct dialect *dialect;
	const struct map *labels;
	bool heading; /* a trailing {#id} is an attribute */
};

/* Scan `text` (unmasked; lines joined by "\n" or " "). */
void inline_scan(struct str text, const struct inline_context *ctx,
		 struct arena *arena, struct inline_tokens *out);

/*
 * A list of attributes as goldmark reads it, `{#id .class key="value"}`, at byte
 * i of `text`: its end, or 0. Cost: O(list).
 */
size_t inline_attributes(struct str text, size_t i);

/* The name of a kind for people and JSON: "code", "link", ... */
const char *inline_kind_name(enum inline_kind kind);

/*
 * The grammar of one link reference definition (CommonMark 4.7) at the start of
 * `text`, whose lines hold no container prefixes.
 *
 * Returns its length with the line end, or 0 where there is none.
 */
struct inline_definition {
	struct span label; /* without [ ]: */
	struct span dest;  /* without < > */
	struct span title; /* with its quotes; zero width: none */
};
size_t inline_definition(struct str text, struct inline_definition *def);

/* CommonMark 4.7: case folded, white space collapsed. In the arena. */
struct str label_normal(struct arena *arena, struct str label);

#endif
