/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fill - put translations into the skeleton.
 *
 * Filling a page with its own texts gives back the page, byte for byte (law 1).
 * After it is filled the page is segmented again: each slot must stand where it
 * was put, with its kind and place, and no slot may have come or gone (law 2).
 * A text that breaks this is refused, and its slot keeps the source's bytes.
 */
#ifndef CALQUE_UNIT_FILL_H
#define CALQUE_UNIT_FILL_H

#include "unit/codec.h"

/* What goes into one slot. Zero-initialised: the source's bytes stay. */
struct filling {
	struct str text; /* no string: keep the source's bytes */
	/*
	 * How text is written, byte for byte; used only if these bytes, read
	 * back from the page, say just `text`. No string: encode text.
	 */
	struct str raw;
	/* results: */
	enum codec_refusal refused; /* CODEC_OK, or why text was not used */
	struct span at;		    /* where it stands in the output */
};

/*
 * Append to `out` the page with its slots filled.
 *
 * fillings   page->n elements
 * wrap_cols  fill paragraphs to so many columns (wrap.h); 0: leave them
 * Returns how many texts were refused.
 *
 * Cost: one more segmentation; with refusals, one more for each (then by
 * halves).
 */
size_t fill_page(const struct page *page, struct filling *fillings,
		 size_t wrap_cols, struct buf *out);

#endif
