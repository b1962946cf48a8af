/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * po_write - catalog -> the bytes of a PO file.
 *
 * An entry that is not dirty gives its own bytes. A dirty one is formatted like
 * `msgcat --no-wrap` does (same escapes, same order of comment kinds, one line
 * for a text without a line end, else msgid "" and a line per text line), or
 * wrapped at style.width_cols where the file was. A catalog that po_read has
 * read and nobody has changed gives back the bytes of the file.
 */
#ifndef CALQUE_CATALOG_PO_WRITE_H
#define CALQUE_CATALOG_PO_WRITE_H

#include "base/file.h"
#include "catalog/catalog.h"

void po_write(const struct catalog *cat, struct buf *out);

/*
 * Write to `path` atomically, and only where the bytes differ (file_save). Where
 * the file is no longer what was read, somebody saved work there: that is an
 * error, and nothing is written (law 3).
 */
enum file_saved po_save(const struct catalog *cat, const char *path,
			struct diag *diag);

#endif
