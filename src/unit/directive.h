/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * directive - what the author of a page says to calque.
 *
 * HTML comments in the page, `<!-- calque: off -->`, `on`, `note TEXT`,
 * `context NAME`, and comment lines in the front matter, `# calque: ...`. They
 * count only as an HTML block or as inline HTML, never inside code or a
 * shortcode.
 *
 *   off      nothing is a slot from here to `on`, or to the end of the
 *            container that it stands in (of the front matter)
 *   note     a comment for the translator of the next slot
 *   context  the msgctxt of the next slot
 *
 * Inside a text they speak of that text alone.
 */
#ifndef CALQUE_UNIT_DIRECTIVE_H
#define CALQUE_UNIT_DIRECTIVE_H

#include "unit/slot.h"

#define DIRECTIVE_NONE ((size_t)-1)

struct directives {
	bool off;
	size_t off_container; /* `off` ends with it */
	bool off_matter;      /* `off` was said in the front matter */
	struct str context;   /* for the next slot */
	struct str *notes;    /* for the next slot */
	size_t n_notes, cap_notes;
	size_t matter_at; /* how far the front matter has been read */
};

/* What holds for one slot. Strings are borrowed from the page. */
struct directive_scope {
	bool off;
	struct str context;
	struct str *notes;
	size_t n_notes;
};

void directives_init(struct directives *d, const struct page *page);

/* Is this comment (or raw HTML) slot a directive? Then it is noted. */
bool directives_comment(struct directives *d, const struct page *page,
			const struct slot *slot);

/* What holds for this slot; notes and contexts for it are used up. */
struct directive_scope directives_at(struct directives *d,
				     const struct page *page,
				     const struct slot *slot);

#endif
