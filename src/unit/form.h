/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * form - where the skeleton of a translation differs from its source's.
 *
 * Two pages that run parallel may differ in what no translator sees: list
 * markers, blank lines, the padding of a table, quotes around a value, a link
 * definition more or less. To build such a page back byte for byte (law 6) the
 * differences are kept as one optional message of the page: a list of hunks,
 * each anchored on the unit before it.
 *
 *   @ Some unit's text        the unit (its first FORM_ANCHOR_CHARS characters;
 *   @2 Some unit's text       the second one with such a text; "@" alone is the
 *			       top of the page)
 *   -⏎⏎*                      what the source has after that unit,
 *   +⏎⏎-                      and what the translation has there
 *   =bytes                    or: how that very unit is written, as long as its
 *			       translation is what these bytes say
 *
 * Line ends are shown as U+23CE (LF) and U+240D (CR); these characters
 * themselves, U+241B and bytes that are not UTF-8 follow a U+241B. A hunk whose
 * unit or bytes are no longer in the source is ignored: what is not in the
 * catalog follows the source.
 */
#ifndef CALQUE_UNIT_FORM_H
#define CALQUE_UNIT_FORM_H

#include "unit/matter.h"

#define FORM_ANCHOR_CHARS 40

struct form_hunk {
	struct str anchor;	  /* "": the top of the page */
	size_t nth;		  /* from 1; 0 at the top */
	struct str before, after; /* bytes; no string in a `=` hunk */
	struct str raw;		  /* bytes; no string in a `-+` hunk */
};

struct form {
	struct form_hunk *hunks;
	size_t n, cap;
};

/* The msgstr that says it. False where it is no such text: out is empty. */
bool form_read(struct str text, struct arena *arena, struct form *out);
void form_write(const struct form *form, struct buf *out);

/*
 * Which target slot belongs to which source slot, in order on both sides. What
 * lies between two pairs may differ in any way.
 */
struct slot_pair {
	size_t source, target;
};

/*
 * The hunks (`-+`) that turn the skeleton of `source` into `target`'s. A stretch
 * between two pairs is left as the source has it where it holds a slot, on
 * either side, for which needs_pair() says so.
 */
void form_diff(const struct page *source, const struct page *target,
	       const struct slot_pair *pairs, size_t n_pairs,
	       bool (*needs_pair)(const struct page *page,
				  const struct slot *slot),
	       struct arena *arena, struct form *out);

/*
 * Add a `=` hunk for each slot i of `page` with raw[i] (the page that
 * form_apply made, so that the same anchors are found again).
 */
void form_add_raws(const struct page *page, const struct str *raw,
		   struct arena *arena, struct form *out);

/*
 * Append to `out` the bytes of `source` with the `-+` hunks applied. The trace's
 * memory is in the source page's arena.
 */
void form_apply(const struct page *source, const struct form *form,
		struct buf *out, struct form_trace *trace);

/*
 * The raw bytes for each slot of `page` (as form_apply made it) that has a `=`
 * hunk: raw[i], else no string. raw has page->n elements, zeroed by the caller.
 */
void form_raws(const struct page *page, const struct form *form,
	       struct str *raw);

#endif
