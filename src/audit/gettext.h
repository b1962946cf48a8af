/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gettext - what gettext itself says of a catalog.
 *
 * Its library may abort on a file that it read without error, so it is asked in
 * a process of its own: msgfmt.
 */
#ifndef CALQUE_AUDIT_GETTEXT_H
#define CALQUE_AUDIT_GETTEXT_H

#include "audit/review.h"

/*
 * Add a finding "gettext" for each error in the catalog that stands at
 * a->po_path. False where msgfmt cannot be started: nothing was asked.
 *
 * Cost: a process.
 */
bool review_gettext(struct review *a);

#endif
