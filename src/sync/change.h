/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * change - what a change of a source text means to its translation.
 *
 * The classes, from what no reader sees to what a translator must read. The
 * first three need no human where the translation holds the changed values as
 * the old source does: it is patched.
 */
#ifndef CALQUE_SYNC_CHANGE_H
#define CALQUE_SYNC_CHANGE_H

#include "unit/parts.h"

/* ORDER change_class (change.c names) */
enum change_class {
	CHANGE_NONE,
	CHANGE_WHITE_SPACE, /* equal after white space and NFC folding */
	CHANGE_PLACEABLES,  /* other values, the same words */
	CHANGE_NUMBERS,	    /* the same, and only digits in them differ */
	CHANGE_MARKUP,	    /* emphasis, code marks or a link put on or off */
	CHANGE_PUNCTUATION, /* the same letters and digits but for case */
	CHANGE_WORDS
};

#define N_CHANGE_CLASSES (CHANGE_WORDS + 1)

/* "words", "white space", ...: for reports; not translated. */
const char *change_name(enum change_class class);

/* Is there nothing in it that a translator has to look at? */
static inline bool change_is_mechanical(enum change_class class)
{
	return class <= CHANGE_NUMBERS;
}

/* Cost: that of scanning both texts. */
enum change_class change_classify(struct str old_text, struct str new_text,
				  enum parts_as as,
				  const struct dialect *dialect);

/*
 * The translation of new_text, made of the one of old_text by replacing every
 * changed value, or by adding the {#id} that a heading got; the change is
 * mechanical. In the arena; no string where a
 * changed value does not stand in the translation as often as in old_text, or
 * where the result does not hold exactly the values of new_text: then only a
 * translator can tell.
 */
struct str change_patch(struct str old_text, struct str new_text,
			struct str translation, enum parts_as as,
			const struct dialect *dialect, struct arena *arena);

#endif
