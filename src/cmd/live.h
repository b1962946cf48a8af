/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * live - a command that goes on: again for all that is saved, until Ctrl-C.
 *
 * Each run is an ordinary one (work_run), of the pages whose source or catalog
 * changed (of a pair, its target): the config is read again, the site is locked
 * and free again behind it. A run whose config cannot be read is one with errors,
 * as any other, but for the first.
 */
#ifndef CALQUE_CMD_LIVE_H
#define CALQUE_CMD_LIVE_H

#include "cmd/work.h"

/*
 * Like work_run, and again until SIGINT or SIGTERM. Returns 0 then, whatever was
 * found before: it was said, and may have been mended. If the first run cannot
 * read the config or begin, or standard output fails, it ends with 2. The working
 * folder is then what it was.
 */
int live_run(const struct invocation *inv, const struct work_plan *plan,
	     void *state);

#endif
