/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * built - is a translated page what `build` makes of its source and catalog?
 *
 * Looked at only where there is such a page and `build` would write it: one that
 * is held back is left alone by both.
 *
 * A page with texts that are in neither (law 3) was edited, or its catalog was:
 * the history tells (sync/past.h). What the cache knows does not count, so that
 * the answer is the same on every machine.
 */
#ifndef CALQUE_AUDIT_BUILT_H
#define CALQUE_AUDIT_BUILT_H

#include "catalog/catalog.h"
#include "sync/base.h"
#include "sync/compose.h"

enum built {
	BUILT_SAME, /* or there is nothing to compare */
	BUILT_STALE,
	BUILT_EDITED
};

struct built_page {
	const struct config *cfg;
	struct bases *bases; /* NULL: no history is asked */
	const struct catalog *cat;
	struct str po_path, target;
	const struct page *source;
	const struct composed *composed;
	enum config_state state; /* where the config has stamps */
};

/* *line is that of the target where it first differs, or has a foreign text. */
enum built built_compare(const struct built_page *b, size_t *line);

#endif
