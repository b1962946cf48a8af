/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * match - which old text was this new one?
 *
 * Opaque tokens in, pairs out: a token is a small number that stands for a
 * word, and what a text is (its kind) is a number too. The same input gives
 * the same pairs on any machine: scores are integers from 0 to 1000, and ties
 * are broken by order.
 *
 * Two steps, each old text used once:
 *   - match_page: the texts of a page before and after. Texts between the same
 *     neighbours pair by the similarity of their words, in order.
 *   - match_orphans: what is left, in any order and on any page. An inverted
 *     index finds the candidates, rare words first, with a budget.
 * Texts of up to MATCH_SHORT words need a far higher score: of them, chance
 * alone makes pairs.
 */
#ifndef CALQUE_CATALOG_MATCH_H
#define CALQUE_CATALOG_MATCH_H

#include "base/arena.h"

#define MATCH_NONE ((size_t)-1)
#define MATCH_SHORT 5

struct match_text {
	const unsigned *tokens; /* ids, below match->n_ids; borrowed */
	size_t n;
	unsigned kind; /* 0: not known */
	unsigned page; /* for orphans: the same page is more likely */
	bool keyed;    /* a value: pairs only with its own kind, and if both
			  are the only one of it, whatever they say */
	size_t pair;   /* index of its partner on the other side, or NONE */
	size_t also;   /* a second old text that a new one holds, or NONE */
	unsigned score;
	bool exact; /* paired beforehand */
};

struct match_side {
	struct match_text *texts;
	size_t n;
};

struct match {
	struct arena arena;   /* what follows; grows with n_ids */
	struct arena scratch; /* of the running call */
	size_t n_ids;
	size_t *masks_of;	   /* id -> its row in masks */
	unsigned long long *masks; /* rows of bits */
	size_t cap_masks;
	struct match_side old_side, new_side; /* of the running call */
};

/* All zero is a match without ids. One is enough for all pages of a run. */
void match_release(struct match *m);
/* Ids below n_ids may come. */
void match_reserve(struct match *m, size_t n_ids);

/*
 * Pair the texts of a page. Those that are the same are paired already (pair
 * and exact are set, an old one with its first new one): between them lie the
 * stretches that changed. Sets pair, score and also of the others.
 *
 * Cost: O(n) and the similarity of all pairs inside a stretch; in one of more
 * than MATCH_MAX_PAIRS pairs, or MATCH_MAX_WORK pairs of tokens, only of those
 * that the index offers.
 */
#define MATCH_MAX_PAIRS 20000
#define MATCH_MAX_WORK ((size_t)1 << 30)
void match_page(struct match *m, struct match_side old_side,
		struct match_side new_side);

/*
 * Pair what has no pair yet.
 *
 * Cost: for each new text at most MATCH_POSTINGS postings and MATCH_CANDIDATES
 * similarities: linear in the texts.
 */
#define MATCH_POSTINGS 2000
#define MATCH_CANDIDATES 8
void match_orphans(struct match *m, struct match_side old_side,
		   struct match_side new_side);

/*
 * How alike are two texts: 2000 * (length of the longest common subsequence of
 * tokens) / (all tokens). Cost: O(n) words of 64 bits for each token.
 */
unsigned match_score(struct match *m, const struct match_text *a,
		     const struct match_text *b);

#endif
