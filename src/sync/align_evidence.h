/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * align_evidence - what speaks for and against two slots being a pair.
 *
 * Scores are integers, roughly ten times a natural logarithm of odds: 0 says
 * nothing, 23 is ten to one.
 *
 * A token is what both pages hold and no translator changes: a value, a link, a
 * code span, a line of code, a number, a Latin word. The rarer on both pages,
 * the more it weighs. Placeables ("strong") also speak against a pair where one
 * side has them and the other has not.
 */
#ifndef CALQUE_SYNC_ALIGN_EVIDENCE_H
#define CALQUE_SYNC_ALIGN_EVIDENCE_H

#include "sync/align.h"

#define EVIDENCE_NEVER (-30000)

struct evidence_token {
	unsigned id;
	short weight;
	bool strong;
};

/* Sorted by id; an id may recur. */
struct evidence_tokens {
	struct evidence_token *items;
	size_t n;
	int strong; /* sum of the weights of the strong ones */
};

/* What is compared of a slot. */
struct feature {
	enum md_kind kind;
	int level;
	bool prose, verbatim, required;
	size_t container;
	unsigned long long place; /* hash of the kinds of its containers */
	unsigned long long name, text;
	long n_chars;  /* without placeables */
	unsigned slug; /* heading: id of its anchor; 0: on one page only */
	struct evidence_tokens tokens;
	struct evidence_tokens section; /* heading: of what it heads */
	size_t row;	/* a cell: the slot that is the first of its row */
	size_t heading; /* a heading's number, from 1 */
	size_t above;	/* the heading that it stands below; 0: none */
};

/* Lengths: target = source * permille / 1000, +- sqrt(spread). */
struct evidence_lengths {
	long permille;
	long variance; /* 1000 * variance for each source character */
};

struct evidence {
	struct feature *s, *t;
	size_t n, m;
	size_t n_ids;
	/*
	 * For headings a and b, what they say of the pairs below them: at
	 * a * n_headings_t + b. NULL: too many headings.
	 */
	signed char *context;
	size_t n_headings_t;
	struct evidence_lengths lengths;
	bool latin;
};

/* Everything in the arena. Cost: O(both pages), and sorting of tokens. */
void evidence_init(struct evidence *ev, const struct page *source,
		   const struct page *target, const struct align_model *model,
		   struct arena *arena);

/* The second step of it: what headings say of what stands below them. */
void evidence_set_context(struct evidence *ev, struct arena *arena);

/* Slots i and j. Cost: O(tokens of both). */
int evidence_pair(const struct evidence *ev, size_t i, size_t j);
/* Slot i split into j and j + 1; i and i + 1 joined to j. */
int evidence_split(const struct evidence *ev, size_t i, size_t j);
int evidence_join(const struct evidence *ev, size_t i, size_t j);

/* What a slot costs that is left alone: the first of a stretch, the others. */
int evidence_alone(const struct feature *f, bool first);

/* Of slots i and j, without what their kind and place say. */
int evidence_text(const struct evidence *ev, size_t i, size_t j);
/* The same, without the length. */
int evidence_tokens(const struct evidence *ev, size_t i, size_t j);

/* What speaks most against slots i and j; NO_DOUBT: nothing. */
enum align_doubt evidence_doubt(const struct evidence *ev, size_t i, size_t j);

/*
 * A link without what differs between languages: "/es/docs/x/#y" is "/docs/x".
 * Borrowed or in the arena.
 */
struct str evidence_link(struct str dest, struct arena *arena);

/* The characters of a slot's text outside its placeables. */
long evidence_length(const struct page *page, const struct slot *slot);

/* The hash of the kinds of the containers that a slot stands in. */
unsigned long long evidence_place(const struct page *page,
				  const struct slot *slot);

#endif
