/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * import - a translated page -> messages of a catalog.
 *
 * For pages that run parallel: each text of the source has its translation in
 * the same place. Slots are paired (align.h); what the translation localised
 * beyond texts (dates, aliases, code comments, keys of its own, another list
 * marker) becomes optional messages, so that `build` gives back the translation
 * byte for byte (law 6), which is proved before anything is stored. Where the
 * pages do not run parallel, it is said where, and nothing is stored.
 */
#ifndef CALQUE_SYNC_IMPORT_H
#define CALQUE_SYNC_IMPORT_H

#include "config/config.h"
#include "sync/lookup.h"

enum import_result {
	IMPORT_OK,
	IMPORT_COPY,	     /* the translation is the source itself */
	IMPORT_NOT_PARALLEL, /* reported */
	IMPORT_NOT_EXACT     /* stored, but does not build back: reported */
};

struct import_counts {
	size_t units;	  /* required slots paired */
	size_t localised; /* optional slots that the translation changed */
	size_t layout;	  /* hunks of form */
	size_t conflicts; /* the catalog has another translation: kept */
	size_t edited;	  /* the catalog had another one: replaced */
};

/*
 * Store what `target` says into the catalog.
 *
 * many_pages  the catalog holds other pages too
 * page_wins   where the catalog has another translation, take the page's (it
 *	       was edited after it was built); else the catalog's stays. Both
 *	       texts are reported.
 */
enum import_result import_page(const struct lookup *lookup,
			       const struct config *cfg,
			       const struct page *source,
			       const struct page *target, bool many_pages,
			       bool page_wins, struct diag *diag,
			       struct import_counts *counts);

#endif
