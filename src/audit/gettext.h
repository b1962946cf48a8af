/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gettext - what gettext itself says of a catalog.
 *
 * Its library may abort on a file that it read without error, so it is asked in
 * a process of its own: msgfmt. To start one for each catalog of a large site
 * would take longer than all the rest: first it is asked about many at once, and
 * then about each that it did not like.
 */
#ifndef CALQUE_AUDIT_GETTEXT_H
#define CALQUE_AUDIT_GETTEXT_H

#include "audit/review.h"

/*
 * Which of n catalogs, files, may gettext have something to say of? It is given
 * many at once, each in contexts of its own, so that they do not meet. Those
 * that it complains about, or that cannot be put together with others, are
 * suspects; if it dies all that it was given are. Sets the paths, which are
 * borrowed, in `suspects`. False where msgfmt cannot be started.
 *
 * Cost: a process for some megabytes of catalogs.
 */
bool gettext_find_suspects(const struct str *paths, size_t n,
			   struct map *suspects);

/*
 * Add a finding "gettext" for each error in the catalog that stands at
 * a->po_path. False where msgfmt cannot be started: nothing was asked.
 *
 * Cost: a process.
 */
bool review_gettext(struct review *a);

#endif
