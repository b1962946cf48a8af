/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * align - which slot of a translated page belongs to which slot of its source.
 *
 * Pages that were translated by hand run parallel, or nearly: a section is
 * missing, a paragraph was split in two, two sections changed places. Every
 * slot of both pages is in exactly one pair: 1:1, 1:0, 0:1, 1:2 or 2:1. Pairs
 * are in the order of the source, those without a source where they stand in
 * the target; only a section that moved crosses others.
 *
 * What speaks for a pair (align_evidence.h): kind and place, equal values and
 * placeables, numbers, words that were not translated, the length. The best
 * path through both pages is found (align_path.h), and how much worse the best
 * path without a pair would be is how sure that pair is. So a text that nothing
 * tells from its neighbours is sure where the pages run parallel, and unsure in
 * a stretch with a gap.
 *
 * Cost: O(n * k) time and memory for n slots, k the greatest shift between the
 * pages, up to ALIGN_MAX_CELLS; beyond that the pages are cut at texts that
 * hold what only they have.
 *
 * Same pages, same model: same pairs. Integers only.
 */
#ifndef CALQUE_SYNC_ALIGN_H
#define CALQUE_SYNC_ALIGN_H

#include "unit/slot.h"

#define ALIGN_MAX_CELLS ((size_t)1000000)
/* A pair of this confidence needs nobody to look at it. */
#define ALIGN_SURE 800

/* Why a pair is not sure. ORDER align_doubt (align.c) */
enum align_doubt {
	ALIGN_NO_DOUBT,
	ALIGN_ALONE,	   /* has no counterpart */
	ALIGN_OTHER_KIND,  /* a heading and a paragraph, another level */
	ALIGN_OTHER_VALUE, /* code or a value that has little in common */
	ALIGN_OTHER_PLACEABLES,
	ALIGN_ODD_LENGTH,
	ALIGN_NOT_ONE_TO_ONE, /* split in two, or joined */
	ALIGN_MOVED,	      /* its section stands elsewhere */
	ALIGN_NEIGHBOURS      /* one of its neighbours would do as well */
};

struct align_pair {
	size_t source, n_source; /* slots [source, source + n_source) */
	size_t target, n_target; /* where n is 0: what would stand there */
	unsigned confidence;	 /* 0-1000; alone: that it has no counterpart */
	enum align_doubt doubt;
	bool moved;  /* crosses other pairs */
	bool copied; /* a text for people, not translated: the same bytes */
};

struct alignment {
	struct align_pair *pairs;
	size_t n, cap;
};

/*
 * What is known of how long translations are, from the pages of the site that
 * run parallel. Sums only, so the order of the pages does not matter.
 */
#define ALIGN_SQUARES_SCALE 16
struct align_model {
	unsigned prior_permille; /* characters of 1000 of the source */
	bool latin;		 /* the target is written in Latin letters */
	bool blind; /* leave placeables out: only to measure without them */
	unsigned long long n, source_chars, target_chars;
	unsigned long long squares; /* sum of SCALE * target^2 / source */
};

/* Without anything learned: from the scripts of both locales. */
void align_model_init(struct align_model *model, struct str source_locale,
		      struct str target_locale);

/* Are their slots of the same kinds in the same places, but front matter? */
bool align_runs_parallel(const struct page *source, const struct page *target);

/* Learn from two pages; says nothing where they do not run parallel. */
void align_learn(struct align_model *model, const struct page *source,
		 const struct page *target);

/* `out` is in the arena. */
void align_pages(const struct page *source, const struct page *target,
		 const struct align_model *model, struct arena *arena,
		 struct alignment *out);

static inline bool
align_is_one_to_one(const struct align_pair *pair)
{
	return pair->n_source == 1 && pair->n_target == 1;
}

static inline bool
align_is_sure(const struct align_pair *pair)
{
	return pair->confidence >= ALIGN_SURE;
}

/*
 * The doubt for people, as "the length is unusual": not translated, for it goes
 * into catalogs; marked for _().
 */
const char *align_doubt_text(enum align_doubt doubt);

#endif
