/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prose - what a unit's text says, apart from its placeables.
 */
#ifndef CALQUE_UNIT_PROSE_H
#define CALQUE_UNIT_PROSE_H

#include "base/text.h"
#include "unit/slot.h"

/*
 * False: there is no placeable in the text, and a scan would find nothing but
 * hard breaks. A quick look.
 */
bool prose_may_hold_placeables(struct str text);

/* Scan the placeables of a text of this kind of slot on this page. */
void prose_scan(const struct page *page, enum md_kind kind, struct str text,
		struct arena *arena, struct inline_tokens *out);

/* Is there a letter outside the placeables? */
bool prose_has_words(const struct page *page, enum md_kind kind,
		     struct str text);

/*
 * Both at once: the placeables (in the arena), and the text without them, each
 * replaced by one space, appended to `plain`.
 */
void prose_read(const struct page *page, enum md_kind kind, struct str text,
		struct arena *arena, struct inline_tokens *tokens,
		struct buf *plain);

/* Append the text without its placeables, each replaced by one space. */
void prose_plain(const struct page *page, enum md_kind kind, struct str text,
		 struct buf *out);

/* How many words a translator has to translate in it. */
size_t prose_count_words(const struct page *page, enum md_kind kind,
			 struct str text, struct text_tools *tools);

/* The id in a list of attributes, "{#id .class}", or no string. */
struct str prose_attribute_id(struct str list);

/*
 * An anchor for a heading text: its {#id}, or its words in lower case joined
 * by '-'. In the page's arena.
 */
struct str prose_slug(const struct page *page, struct str text);

#endif
