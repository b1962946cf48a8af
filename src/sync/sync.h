/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sync - bring a catalog in line with its source pages.
 *
 * Every required slot gets a message; what has none yet is new, what no slot
 * has any more becomes obsolete and comes back on an exact match. Optional
 * messages are kept as long as their slot is there, and never made. A message
 * that nobody touched keeps its bytes; the header is never touched again.
 *
 * The pages of one catalog are given in order: open the catalog, sync_page for
 * each, close it.
 */
#ifndef CALQUE_SYNC_SYNC_H
#define CALQUE_SYNC_SYNC_H

#include "sync/lookup.h"

struct sync_counts {
	size_t exact;	 /* messages kept */
	size_t revived;	 /* obsolete ones that came back */
	size_t added;	 /* new, to translate */
	size_t obsolete; /* no longer in the source */
	size_t translated, fuzzy, untranslated; /* live ones after the sync */
};

struct sync {
	struct lookup lookup;
	struct arena *arena;	  /* borrowed */
	struct po_message **live; /* in document order */
	size_t n, cap;
	struct str_list *refs; /* for each live one: pages that have it */
	size_t cap_refs;
	struct sync_counts counts;
};

/* `cat` and `arena` are borrowed until sync_close. */
void sync_open(struct sync *s, struct catalog *cat, struct arena *arena);
void sync_page(struct sync *s, const struct page *page);
/* Retires what was not seen, and puts the catalog into document order. */
void sync_close(struct sync *s);

#endif
