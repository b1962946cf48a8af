/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * language - what the checks know of a language's writing: a table.
 */
#ifndef CALQUE_CHECK_LANGUAGE_H
#define CALQUE_CHECK_LANGUAGE_H

#include "base/str.h"

enum language_trait {
	LANGUAGE_JOINERS = 1 << 0,   /* ZWJ, ZWNJ shape its letters */
	LANGUAGE_MARKS = 1 << 1,     /* LRM, RLM, ALM: written right to left */
	LANGUAGE_BREAKS = 1 << 2,    /* ZWSP, WJ: no spaces between words */
	LANGUAGE_NO_STOP = 1 << 3,   /* sentences need no mark at the end */
	LANGUAGE_FULLWIDTH = 1 << 4, /* 。？！： behind its letters */
	LANGUAGE_INVERTED = 1 << 5,  /* ¿ and ¡ before the sentence */
	LANGUAGE_GREEK = 1 << 6,     /* ; asks a question */
	LANGUAGE_ARABIC = 1 << 7,    /* ؟ ، ؛ */
	LANGUAGE_SPACE = 1 << 8,     /* a space before ? ! : ; » */
	LANGUAGE_DANDA = 1 << 9	     /* । ends a sentence, as . does */
};

#define LANGUAGE_MAX_SCRIPTS 8

struct language {
	unsigned traits;		   /* enum language_trait */
	int scripts[LANGUAGE_MAX_SCRIPTS]; /* UScriptCode */
	size_t n_scripts;		   /* 0: not known */
};

/* locale: as in PO files. */
void language_init(struct language *l, struct str locale);

/* Is it written in this script (UScriptCode)? */
bool language_has_script(const struct language *l, int script);

/* What a sentence may end with. ORDER sentence_end (words.c) */
enum sentence_end {
	END_NONE,
	END_STOP,
	END_QUESTION,
	END_EXCLAMATION,
	END_COLON,
	END_ELLIPSIS,
	END_COMMA
};

/*
 * How the text ends, closing quotes, brackets and marks of emphasis aside. `*at`
 * is where that sign begins (the end of the words for END_NONE).
 */
enum sentence_end language_end(const struct language *l, struct str text,
			       size_t *at);

#endif
