/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * relayout - the messages of pages from their old catalogs into a new one.
 *
 * Equal texts of the new catalog's pages share a message where they have the
 * same translation in the same state, with the same comments. Where they differ,
 * the first keeps the plain key and the others get their place as msgctxt,
 * `path#heading` (lookup.h). With `fold` such a context is taken away again
 * where the plain key is free, or says the same.
 *
 * Obsolete messages of a catalog with several pages refer to the page that they
 * came from, so that they find back to it. One whose key is taken gets msgctxt
 * `path#~`, and before a msgctxt of its own.
 *
 * Messages keep the bytes of their entries but for what must change. The new
 * catalog is complete, but in no order, and references and `#.` are the old
 * ones: a sync of it sets them.
 */
#ifndef CALQUE_SYNC_RELAYOUT_H
#define CALQUE_SYNC_RELAYOUT_H

#include "sync/lookup.h"

struct relayout {
	struct catalog *out;
	struct arena *arena; /* borrowed; lives as long as out */
	bool many_pages;     /* out holds several */
	bool fold;
	size_t n_contexts;	 /* messages that got one or lost one */
	struct str_list clashes; /* header fields with several values */
};

/* An old catalog. */
struct relayout_from {
	struct catalog *cat;
	bool many_pages;
	bool *seen; /* by message: it was taken; cat->n of them */
};

/* First for each page what is no matter of its place, then for each the rest. */
enum relayout_pass { RELAYOUT_SHARED, RELAYOUT_PLACED };

/* Merge a header into the new one's; dates become the newest. */
void relayout_header(struct relayout *r, const struct catalog *from);

/*
 * Take the live messages of the page. Returns a message that cannot be taken,
 * since its author's context has another translation in the new catalog
 * already; else NULL.
 */
const struct po_message *relayout_page(struct relayout *r,
				       const struct relayout_from *from,
				       const struct page *page,
				       enum relayout_pass pass);

/*
 * After all live ones: take the obsolete messages of the page. `is_first`: it
 * is the first page of its old catalog, and takes those that name none.
 */
void relayout_obsolete(struct relayout *r, const struct relayout_from *from,
		       struct str path, bool is_first);

#endif
