/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * log - one pass over all changes of all commits, for history.h.
 */
#ifndef CALQUE_HISTORY_LOG_H
#define CALQUE_HISTORY_LOG_H

#include "history/history.h"

/*
 * Give the files of h their revisions; the commits of h were read. False where
 * git fails (git_why). One process.
 */
bool log_read(struct history *h);

#endif
