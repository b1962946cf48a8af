/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * language - may a text be written in a language?
 *
 * Judged by its letters alone: the scripts of the locale and the letters that
 * CLDR lists for it (with ICU's ulocdata). So French is told from Spanish and
 * Russian from Ukrainian, but not English from any language that has all its
 * letters.
 */
#ifndef CALQUE_BASE_LANGUAGE_H
#define CALQUE_BASE_LANGUAGE_H

#include "base/str.h"

struct language; /* what ICU knows of a locale; not changed once made */

/* Letters of texts; start from zero. */
struct letters {
	size_t all;
	size_t script;	/* of the language's scripts */
	size_t other;	/* of others, but Latin */
	size_t kana;	/* Hiragana and Katakana, of any language */
	size_t foreign; /* of its scripts, but not among its letters */
};

/* A locale that ICU does not know is a language that anything may be in. */
struct language *language_new(struct str locale);
void language_free(struct language *language);

/* Add the letters of `text`. Cost: O(text). */
void language_count(const struct language *language, struct str text,
		    struct letters *letters);

/* False: surely not. Too few letters to tell are true. */
bool language_fits(const struct language *language,
		   const struct letters *letters);

#endif
