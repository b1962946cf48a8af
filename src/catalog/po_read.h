/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * po_read - the bytes of a PO file -> catalog.
 *
 * Reads what Poedit, Weblate, po4a, polib and all gettext versions write:
 * wrapped or not, CRLF, a BOM, obsolete entries, previous msgids (also in
 * obsolete entries, "#~|"), "#=" lines (flags of the format extension of 2025),
 * unknown flags, U+2068/U+2069 around references. A charset other than UTF-8
 * (or ASCII) is an error that says how to convert (msgconv -t UTF-8).
 *
 * Cost: O(bytes). No recursion.
 */
#ifndef CALQUE_CATALOG_PO_READ_H
#define CALQUE_CATALOG_PO_READ_H

#include "catalog/catalog.h"

/*
 * Read `bytes` (copied) into the catalog, which catalog_init has prepared.
 *
 * path   for messages only
 * Returns false where the file cannot be held without loss: a syntax error, git
 * conflict markers, a duplicate key, NUL, invalid UTF-8, another charset. Each
 * is a diag_error with path:line; as many as there are, at most 20. The catalog
 * is empty then and must not be written.
 */
bool po_read(struct catalog *cat, struct str bytes, struct str path,
	     struct diag *diag);

/* A missing file gives true, an empty catalog, and *exists = false. */
bool po_load(struct catalog *cat, const char *path, bool *exists,
	     struct diag *diag);

#endif
