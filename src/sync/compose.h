/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compose - source page + catalog -> translated page.
 *
 * The page takes the form of its translation (forms.h), each slot the text of
 * its message (lookup.h). A text that holds active content which the source
 * page has not (law 7), or that would change the structure of the page (law 2),
 * is refused: a finding, and the slot shows the source.
 */
#ifndef CALQUE_SYNC_COMPOSE_H
#define CALQUE_SYNC_COMPOSE_H

#include "config/config.h"
#include "sync/lookup.h"

/* What a page is composed with; all borrowed. */
struct compose {
	const struct config *cfg;
	struct str po_path; /* for findings */
	struct diag *diag;  /* NULL: findings are in `refusals` alone */
};

/* A translation, or the form of the page, that was not used. */
struct refusal {
	const struct po_message *m; /* NULL: the form */
	const struct slot *slot;    /* of the source; NULL: the form */
	struct str why;		    /* in the source page's arena */
	bool active;		    /* it brings in active content */
};

struct composed {
	struct buf bytes;	  /* owned: composed_release */
	size_t n_refused;	  /* findings */
	struct refusal *refusals; /* these, in the source page's arena */
	size_t cap_refusals;
	size_t n_units;		  /* required slots */
	size_t n_translated;	  /* of these: with a translation, not fuzzy */
	size_t n_fuzzy;		  /* of these */
	size_t words, words_done; /* of required slots; done: fuzzy included */
};

void compose_page(const struct compose *c, const struct lookup *lookup,
		  const struct page *source, struct composed *out);
void composed_release(struct composed *c);

/*
 * Is less of the page translated than `threshold` (build.threshold) asks for?
 * Then `build` leaves what stands there as it is.
 */
bool compose_is_held_back(const struct composed *c, size_t threshold);

/* Does the slot show its translation though that is fuzzy? */
bool compose_shows_fuzzy(const struct config *cfg, const struct slot *slot);

#endif
