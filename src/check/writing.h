/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * writing - what the checks know of a language's writing: a table.
 */
#ifndef CALQUE_CHECK_WRITING_H
#define CALQUE_CHECK_WRITING_H

#include "base/str.h"

enum writing_trait {
	WRITING_JOINERS = 1 << 0,   /* ZWJ, ZWNJ shape its letters */
	WRITING_MARKS = 1 << 1,	    /* LRM, RLM, ALM: written right to left */
	WRITING_BREAKS = 1 << 2,    /* ZWSP, WJ: no spaces between words */
	WRITING_NO_STOP = 1 << 3,   /* sentences need no mark at the end */
	WRITING_FULLWIDTH = 1 << 4, /* 。？！： behind its letters */
	WRITING_INVERTED = 1 << 5,  /* ¿ and ¡ before the sentence */
	WRITING_GREEK = 1 << 6,	    /* ; asks a question */
	WRITING_ARABIC = 1 << 7,    /* ؟ ، ؛ */
	WRITING_SPACE = 1 << 8,	    /* a space before ? ! : ; » */
	WRITING_DANDA = 1 << 9	    /* । ends a sentence, as . does */
};

#define WRITING_MAX_SCRIPTS 8

struct writing {
	unsigned traits;		  /* enum writing_trait */
	int scripts[WRITING_MAX_SCRIPTS]; /* UScriptCode */
	size_t n_scripts;		  /* 0: not known */
};

/* locale: as in PO files. */
void writing_init(struct writing *l, struct str locale);

/* Is it written in this script (UScriptCode)? */
bool writing_has_script(const struct writing *l, int script);

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
enum sentence_end writing_end(const struct writing *l, struct str text,
			      size_t *at);

#endif
