/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * match_index - which old texts share words with a new one.
 *
 * An inverted index: for each token the texts that hold it. A search reads the
 * lists of its rarest tokens first and stops when its budget of MATCH_POSTINGS
 * is spent; the texts that share most, a rare word counting more, are found.
 */
#ifndef CALQUE_CATALOG_MATCH_INDEX_H
#define CALQUE_CATALOG_MATCH_INDEX_H

#include "catalog/match.h"

struct match_index;

/*
 * Index the texts [begin, end) of `side` that have no pair yet. `side` is
 * borrowed; the index lives in `arena`. Cost: O(tokens + n_ids).
 */
struct match_index *match_index_new(const struct match_side *side, size_t begin,
				    size_t end, size_t n_ids,
				    struct arena *arena);

/* The indexes of at most MATCH_CANDIDATES texts, the best first. */
size_t match_index_find(struct match_index *index,
			const struct match_text *text,
			size_t found[MATCH_CANDIDATES]);

#endif
