/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define STEP_MS 20

/* false: a signal was caught */
static bool
pause_ms(unsigned ms)
{
	struct timespec t = { .tv_nsec = (long)ms * 1000000 };

	return nanosleep(&t, NULL) == 0;
}

bool
lock_take(struct lock *lock, const char *dir, unsigned wait_ms)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	unsigned waited = 0;

	while (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
		if (errno == EINTR)
			continue;
		if (errno != EWOULDBLOCK) /* no locks here */
			break;
		if (waited >= wait_ms || !pause_ms(STEP_MS)) {
			close(fd);
			return false;
		}
		waited += STEP_MS;
	}
	lock->fd = fd + 1;
	return true;
}

void
lock_release(struct lock *lock)
{
	if (lock->fd)
		close(lock->fd - 1);
	lock->fd = 0;
}
