/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * codec - between the bytes of a place and the text that a translator sees.
 *
 * For every place: (a) bytes that a translation does not touch are copied;
 * (b) encode(decode(b)) = b for well-formed b; (c) encode is idempotent: a text
 * that is safe in its place is written as it is; (d) decode(encode(t)) renders
 * as t; (e) encode never changes the structure around.
 *
 * Places are a table (codec.c): one row for each md_kind.
 */
#ifndef CALQUE_UNIT_CODEC_H
#define CALQUE_UNIT_CODEC_H

#include "unit/slot.h"

/*
 * Decode the lines of a slot (its kind, leaf and lines are set).
 *
 * keep_breaks  soft line breaks stay "\n" (a translation), else they become one
 *		space where that changes no placeable (a source)
 * Returns a text in the page's arena, or no string: empty, or not UTF-8.
 */
struct str codec_decode(const struct page *page, const struct slot *slot,
			bool keep_breaks);

/* Is it a text that people read, with inline markup, rather than a value? */
bool codec_is_prose(enum md_kind kind);
/* Is it taken as it is, line by line: code, comments, raw HTML? */
bool codec_is_verbatim(enum md_kind kind);

/* Why a text cannot stand in its place. ORDER codec_refusal (codec.c) */
enum codec_refusal {
	CODEC_OK,
	CODEC_BAD_UTF8,	  /* not UTF-8, or holds NUL */
	CODEC_LINE_BREAK, /* the place has one line */
	CODEC_BLANK,	  /* nothing but white space */
	CODEC_BLOCK,	  /* would open another block, and no escape helps */
	CODEC_VALUE	  /* no way to write this value */
};

/*
 * Append to `out` the bytes that put `text` in the place of `slot`. On refusal
 * nothing is appended.
 *
 * wrap_cols  fill paragraphs to so many columns (wrap.h); 0: leave them
 */
enum codec_refusal codec_encode(const struct page *page,
				const struct slot *slot, struct str text,
				size_t wrap_cols, struct buf *out);

/* The reason for people, translated: "would open another block". */
const char *codec_refusal_text(enum codec_refusal why);

#endif
