/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * watch - which files below some folders changed.
 *
 * What is watched are paths: a file, or a folder with all below it but for what
 * file_walk leaves out (names with a dot, `node_modules`, linked folders). They
 * need not exist yet, and may go and come back.
 *
 * Changes come in batches: all that was saved up to a short quiet time, so that
 * an editor which renames and replaces, or a program which saves a thousand
 * files, makes few of them. A file counts once it is closed by its writer; one
 * that is gone is told a little later, if no other came to its place.
 *
 * On Linux the kernel tells (inotify). Where it can not (another system, a limit
 * reached, a file system that other machines write to), the files' times and
 * sizes are compared again and again: slower to notice, at 5 % of a processor at
 * most, and all else is the same. Which of them works may change while it runs.
 */
#ifndef CALQUE_BASE_WATCH_H
#define CALQUE_BASE_WATCH_H

#include "base/str.h"

#include <signal.h>

enum watch_how {
	WATCH_BEST,
	WATCH_POLLING /* by comparing times and sizes, whatever the system */
};

struct watch;

struct watch_changes {
	/* files that were saved, made or removed: under the watched path as it
	   was given, sorted, each once */
	const struct str *paths;
	size_t n;
	bool everything; /* more may have changed: look at all */
};

/*
 * Watch these paths, relative to the working folder, which stays what it is
 * ("." is all of it). What changes from now on is reported, at the latest by
 * the next watch_next.
 */
struct watch *watch_new(const struct str *paths, size_t n, enum watch_how how);
void watch_free(struct watch *w);

/* Are times compared, for want of something better? */
bool watch_is_polling(const struct watch *w);

/*
 * Wait for changes, for at most timeout_ms milliseconds (-1: for ever). They
 * are valid until the next call. NULL where there were none in that time, or a
 * signal was caught.
 *
 * mask  the signals that are blocked while it waits, as in pselect; NULL: those
 *       that are blocked anyway. A caller who blocks a signal and lets it
 *       through here alone misses none.
 */
const struct watch_changes *watch_next(struct watch *w, int timeout_ms,
				       const sigset_t *mask);

#endif
