/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * slot - the places of a page that may differ in a translation.
 *
 * A slot is a leaf of the page (md.h) seen by a translator: its text, decoded,
 * and whether it must be in the catalog. What lies between the slots is the
 * skeleton, which is never stored.
 *
 * Invariants:
 *   - slots are by position and their spans never overlap;
 *   - `text` has no line end or blank at its edges, and is valid UTF-8, or is
 *     "no string": then the slot has no message and its bytes stay.
 *
 * Offsets are bytes of the page. Everything lives in the page's arena.
 */
#ifndef CALQUE_UNIT_SLOT_H
#define CALQUE_UNIT_SLOT_H

#include "base/diag.h"
#include "markdown/md.h"

struct slot {
	enum md_kind kind;
	const struct md_leaf *leaf; /* borrowed from page->doc */
	/* the leaf's lines without empty ones at the edges of verbatim text */
	const struct span *lines;
	size_t n_lines;
	struct span at;	    /* lines[0].begin to the end of the last line */
	bool required;	    /* always in the catalog */
	struct str text;    /* what a translator sees: the msgid */
	struct str context; /* an author's `context NAME`, or no string */
	struct str *notes;  /* an author's `note TEXT`, one each */
	size_t n_notes;
	/*
	 * Where it stands, for people and for a msgctxt: the slug of the
	 * heading above ("" before the first), or the front matter key path.
	 * `nth` counts the slots with this text in that section, from 1.
	 */
	struct str section;
	size_t nth;
};

struct page {
	struct str path; /* as in messages and references; borrowed */
	struct md_doc doc;
	struct arena *arena; /* borrowed */
	struct slot *slots;
	size_t n, cap;
};

/*
 * Read `bytes` (borrowed while the page lives) into slots. Front matter that is
 * no YAML, an unclosed shortcode and text that is not valid UTF-8 are warnings.
 *
 * diag  may be NULL: nothing is said (a page that calque built itself)
 */
void page_read(struct page *page, struct str path, struct str bytes,
	       const struct dialect *dialect, struct arena *arena,
	       struct diag *diag);
/*
 * The same for the front matter alone: the page has no other slots. Warnings are
 * those of the whole page.
 *
 * Cost: that of the front matter, and a look at each byte for the warnings.
 */
void page_read_front(struct page *page, struct str path, struct str bytes,
		     const struct dialect *dialect, struct arena *arena,
		     struct diag *diag);
void page_release(struct page *page);

/*
 * What a slot is, for `#.` and `units`: "heading 2", "list item", "table
 * cell", "front matter: title", "shortcode image: caption". In the arena.
 */
struct str slot_title(const struct page *page, const struct slot *slot);

/*
 * Is this the title of running text (a paragraph, a heading, a cell), which may
 * move and change its kind, rather than of a value or code?
 */
bool slot_title_is_text(struct str title);

/* The bytes of the slot as they stand on the page. */
static inline struct str
slot_bytes(const struct page *page, const struct slot *slot)
{
	return str_span(page->doc.bytes, slot->at);
}

/*
 * The slot's text as a translation: like `text`, but with the soft line breaks
 * of the page kept as "\n", so that the page can be built back byte for byte.
 */
struct str slot_target_text(const struct page *page, const struct slot *slot);

#endif
