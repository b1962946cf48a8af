/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * import_po - `import --po`: catalogs of other tools into those of the site.
 */
#ifndef CALQUE_CMD_IMPORT_PO_H
#define CALQUE_CMD_IMPORT_PO_H

#include "cmd/cmd.h"

/* The files are inv->po and inv->pages. */
int import_po_run(const struct invocation *inv);

#endif
