/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lock - one writer at a time in a folder.
 *
 * The lock is the system's own (flock) on the folder itself: it leaves no file,
 * needs no right to write there, and is gone with the process that holds it,
 * however that ends. Who only reads takes none and never waits. Where the file
 * system has no such locks, there is none: each file is still whole (file.h).
 */
#ifndef CALQUE_BASE_LOCK_H
#define CALQUE_BASE_LOCK_H

#include <stdbool.h>

/* Zero-initialised: no lock is held. */
struct lock {
	int fd; /* the folder + 1, or 0 */
};

/*
 * Take the lock on `dir`, waiting for at most wait_ms milliseconds. Returns
 * false where another process held it all the while, or a signal was caught; true where it is ours, or
 * there can be none.
 */
bool lock_take(struct lock *lock, const char *dir, unsigned wait_ms);
void lock_release(struct lock *lock);

#endif
