/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/lock.h"
#include "unit/tap.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/calque-lock-test-XXXXXX";

/* A child that takes the lock, says so, and waits to be killed. */
static pid_t
start_holder(void)
{
	int pipes[2];
	char byte;
	pid_t pid;

	if (pipe(pipes) != 0 || (pid = fork()) < 0)
		return -1;
	if (pid == 0) {
		struct lock lock = { 0 };

		if (lock_take(&lock, folder, 0) && write(pipes[1], "x", 1) == 1)
			pause();
		_exit(1);
	}
	close(pipes[1]);
	if (read(pipes[0], &byte, 1) != 1)
		pid = -1;
	close(pipes[0]);
	return pid;
}

static void
test_two_processes(void)
{
	struct lock lock = { 0 };
	pid_t holder = start_holder();

	ok(holder > 0, "another process takes the lock");
	ok(!lock_take(&lock, folder, 0), "then it is not free");
	ok(!lock_take(&lock, folder, 50), "nor after a while");
	is_int(lock.fd, 0, "a lock that was not taken holds nothing");
	kill(holder, SIGKILL);
	waitpid(holder, NULL, 0);
	ok(lock_take(&lock, folder, 0), "a killed process holds no lock");
	lock_release(&lock);
	lock_release(&lock);
	is_int(lock.fd, 0, "a lock may be released twice");
}

static void
test_read_only(void)
{
	struct lock a = { 0 }, b = { 0 };

	chmod(folder, 0555);
	ok(lock_take(&a, folder, 0), "a folder that is read-only");
	ok(!lock_take(&b, folder, 0), "is locked all the same");
	lock_release(&a);
	ok(lock_take(&b, folder, 0), "and free again");
	lock_release(&b);
	chmod(folder, 0755);
	ok(lock_take(&a, "/no/such/folder", 0),
	   "where there is no folder, nobody waits");
	lock_release(&a);
	ok(rmdir(folder) == 0, "no litter is left");
}

int
main(void)
{
	if (!mkdtemp(folder)) {
		puts("Bail out! no folder for the test");
		return 0;
	}
	test_two_processes();
	test_read_only();
	return tap_done();
}
