/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words - the differences of two texts, word by word.
 *
 * A run is text that both have, that only the old one has, or only the new one.
 * Invariants: the equal and deleted runs together are the old text, the equal
 * and inserted ones the new, byte for byte; no run is empty; no two of a kind
 * follow each other; between equal runs, what was deleted stands before what was
 * inserted. An equal run between two changes holds a word: spaces and marks by
 * themselves do not hold a sentence together.
 *
 * Words are ICU's; Chinese and Japanese are compared by character.
 *
 * Cost: O((was + now) * d) for d changed words, and d is bounded: texts that
 * have less in common are one deletion and one insertion.
 */
#ifndef CALQUE_REPORT_WORDS_H
#define CALQUE_REPORT_WORDS_H

#include "base/text.h"

enum words_op { WORDS_EQUAL, WORDS_DELETED, WORDS_INSERTED };

struct words_run {
	enum words_op op;
	struct str text; /* borrowed from the old text or, inserted, the new */
};

struct words {
	struct words_run *runs; /* in the arena */
	size_t n, cap;
};

/* "No string" is like an empty text. */
void words_compare(struct text_tools *tools, struct str was, struct str now,
		   struct arena *arena, struct words *out);

#endif
