/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * parts - a text as words and values.
 *
 * A value is what is copied, not translated: a destination, a reference label,
 * a code span, a shortcode, a tag, an attribute, a footnote, math, a variable,
 * an emoji, an entity, and a version in the words ("1.24.3", "v2.0-rc1").
 * Everything between values is words, with its markup.
 *
 * A text is split by itself, without the page's link definitions: the page that
 * an old text stood on is gone.
 */
#ifndef CALQUE_UNIT_PARTS_H
#define CALQUE_UNIT_PARTS_H

#include "unit/slot.h"

/* How a text is read. */
enum parts_as {
	PARTS_PROSE,
	PARTS_HEADING, /* prose whose end may be {#id} */
	PARTS_VALUE,   /* one value as a whole */
	PARTS_VERBATIM /* words only: code */
};

struct part {
	struct span at;
	/* what it is: an inline_kind, PART_DEST... ; values with the same kind
	 * may replace each other */
	unsigned kind;
};

enum { PART_VERSION = 100, PART_DEST, PART_LABEL, PART_WHOLE };

/* The values of a text, by position; they never overlap. */
struct parts {
	struct part *values;
	size_t n, cap;
};

/* Cost: that of inline_scan. `dialect` and `text` are borrowed. */
void parts_find(struct str text, enum parts_as as,
		const struct dialect *dialect, struct arena *arena,
		struct parts *out);

/* How the text of a slot, and the message that belongs to it, is read. */
enum parts_as parts_as_slot(const struct slot *slot);

#endif
