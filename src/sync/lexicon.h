/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lexicon - words and values as small numbers, for catalog/match.
 *
 * Equal words (case folded) have one number, so has each value, and each kind
 * of slot.
 */
#ifndef CALQUE_SYNC_LEXICON_H
#define CALQUE_SYNC_LEXICON_H

#include "base/map.h"
#include "base/text.h"
#include "catalog/match.h"
#include "unit/parts.h"

struct lexicon {
	const struct dialect *dialect; /* borrowed */
	struct arena arena;	       /* the words */
	struct map ids;
	struct text_tools *tools; /* owned, made when it is needed */
	struct arena scratch;	  /* of the text at hand */
	struct buf key;
	struct match match;
};

void lexicon_init(struct lexicon *lex, const struct dialect *dialect);
void lexicon_release(struct lexicon *lex);
/* Forget the words: numbers begin anew. What has numbers is of no use then. */
void lexicon_clear(struct lexicon *lex);

/*
 * Set tokens, n and kind of `out`; the rest is as of a text without a pair.
 *
 * title  what the slot is, as in `#.`; no string: not known
 */
void lexicon_text(struct lexicon *lex, struct str text, struct str title,
		  struct arena *arena, struct match_text *out);

/* The words of a text: what a translator has to read. */
size_t lexicon_count_words(struct lexicon *lex, struct str text,
			   enum parts_as as);

/* What pairs texts of this lexicon. */
struct match *lexicon_match(struct lexicon *lex);

#endif
