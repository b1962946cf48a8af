/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pool - the orphans of a language, for texts that found nothing in their own
 * catalog: pages that moved or were split keep their translations.
 *
 * An offer is a message that no slot has any more, in whatever catalog; or a
 * live one, which is only there for an equal text. A wish is a want that is
 * still open. Offers are copied from, never changed; each is used once, but for
 * equal texts.
 *
 * The result depends on the offers and wishes and their order, not on when each
 * was added to a run: an orphan and the obsolete message that it becomes are
 * the same offer.
 */
#ifndef CALQUE_SYNC_POOL_H
#define CALQUE_SYNC_POOL_H

#include "sync/sync.h"

struct pool_offer {
	struct po_message m; /* a copy; its strings are in the pool */
	struct str page;     /* where it stood, or no string */
	struct str title;    /* what it was, or no string */
	bool only_equal;     /* a live message */
};

struct pool_wish {
	struct str text, title, page;
	size_t offer; /* index, or MATCH_NONE */
};

struct pool {
	struct arena arena;
	struct lexicon *lexicon; /* borrowed */
	struct pool_offer *offers;
	size_t n_offers, cap_offers;
	struct pool_wish *wishes;
	size_t n_wishes, cap_wishes;
	struct map offered; /* key and msgstr -> offer */
	struct map used;    /* previous msgid and msgstr of fuzzy messages */
	struct map wished;  /* text -> wish */
};

void pool_init(struct pool *pool, struct lexicon *lexicon);
void pool_release(struct pool *pool);

/* How many required wants are open? */
size_t sync_count_open(const struct sync *s);

/* Add the open wants of a resolved sync; returns the index of the first. */
size_t pool_add_wishes(struct pool *pool, const struct sync *s);
/* Add its orphans. */
void pool_add_orphans(struct pool *pool, const struct sync *s);
/*
 * Add what a catalog offers to the wishes that are there: its obsolete
 * messages, and live ones of equal text.
 *
 * is_gone  no page has it any more: all its messages are orphans
 */
void pool_add_catalog(struct pool *pool, const struct catalog *cat,
		      bool is_gone);

/* Give each wish its offer. */
void pool_match(struct pool *pool);

/*
 * Give the open wants what the wishes from `first` on got. Returns false, and
 * changes nothing, where they are others: a page changed since they were added.
 */
bool sync_adopt(struct sync *s, const struct pool *pool, size_t first);

#endif
