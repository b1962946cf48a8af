/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * relayout - give the catalogs of a site another layout: pack and unpack.
 *
 * Everything is made in memory first: for each language the new catalogs, each
 * synced (nothing may change) and each of its pages composed from the old and
 * from the new one (they must be the same). Then, in this order: the new
 * catalogs are written, `po` in calque.yaml changes, the old catalogs are
 * removed. None of the first are files of the old layout, so a run that is
 * killed leaves the old layout whole or the new one.
 */
#ifndef CALQUE_CMD_RELAYOUT_H
#define CALQUE_CMD_RELAYOUT_H

#include "cmd/cmd.h"

/* pack: into fewer catalogs; else into more. The template is the argument. */
int relayout_run(const struct invocation *inv, bool pack);

#endif
