/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * past - was a translated page built, as far as the git history can tell?
 *
 * The catalog of a built page may change before the page is built again, on a
 * machine whose cache knows nothing of either. The page then holds texts that its
 * catalog has no more, as one that was edited by hand does. But where the page is
 * just as it was committed, and each of its texts stood in the catalog of that
 * commit, nothing is lost with it (law 3).
 */
#ifndef CALQUE_SYNC_PAST_H
#define CALQUE_SYNC_PAST_H

#include "sync/base.h"

struct past_page {
	const struct config *cfg;
	struct str po, path;	   /* of catalog and translation */
	const struct page *target; /* the translation, as it stands there */
	const struct page *source;
};

/*
 * `bases` are read, with the path of the translation among its files; without a
 * history the answer is no. Cost: two objects of git, and reading the catalog.
 */
bool past_was_built(struct bases *bases, const struct past_page *page);

#endif
