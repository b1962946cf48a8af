/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/proc.h"
#include "unit/tap.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* More than pipes hold. */
#define MANY ((size_t)1 << 20)

static bool
run_sh(struct proc *p, const char *script, struct str input)
{
	const char *const argv[] = { "sh", "-c", script, NULL };

	return proc_run(p, argv, NULL, input);
}

static void
test_run(void)
{
	struct proc p;
	const char *const odd[] = { "printf", "%s|", "a b", "$HOME;'\"",
				    "",	      "\n",  NULL };
	const char *const env[] = { "COLOUR=blue", NULL };
	const char *const print[] = { "/bin/sh", "-c", "echo $COLOUR$HOME",
				      NULL };

	ok(proc_run(&p, odd, NULL, STR("")), "run a program");
	is_str(proc_output(&p), STR("a b|$HOME;'\"||\n|"),
	       "arguments reach it as they are");
	proc_release(&p);
	ok(run_sh(&p, "cat; echo b >&2", STR("in\0put")), "input and errors");
	is_str(proc_output(&p), STR("in\0put"), "its output");
	is_str(buf_str(&p.errors), STR("b\n"), "its errors");
	proc_release(&p);
	ok(proc_run(&p, print, env, STR("")), "an environment");
	is_str(proc_output(&p), STR("blue\n"), "and no other");
	proc_release(&p);
}

static void
test_ends(void)
{
	struct proc p;
	const char *const none[] = { "calque-no-such-program", NULL };
	const char *const folder[] = { "/", NULL };

	ok(!run_sh(&p, "exit 3", STR("")), "a status");
	is_int(p.end, PROC_EXITED, "it ended by itself");
	is_int(p.status, 3, "with this status");
	proc_release(&p);
	ok(!run_sh(&p, "kill -TERM $$", STR("")), "a signal");
	is_int(p.end, PROC_KILLED, "it was killed");
	is_int(p.status, SIGTERM, "by this signal");
	proc_release(&p);
	ok(!proc_run(&p, none, NULL, STR("x")), "no such program");
	is_int(p.end, PROC_MISSING, "is said so");
	is_int(p.status, ENOENT, "with errno");
	proc_release(&p);
	ok(!proc_run(&p, folder, NULL, STR("x")), "a folder");
	is_int(p.end, PROC_MISSING, "is no program");
	proc_release(&p);
	ok(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD,
	   "no zombie is left");
}

/* Larger than any pipe, in all directions at once. */
static void
test_large(void)
{
	struct proc p;
	struct buf input = { 0 };
	size_t n = 0;

	buf_add_fill(&input, 'x', MANY);
	ok(run_sh(&p, "tee /dev/stderr", buf_str(&input)),
	   "1 MB each way does not block");
	is_int((long long)proc_output(&p).n, (long long)MANY, "all came back");
	is_int((long long)p.errors.n, PROC_MAX_ERRORS, "errors are cut");
	proc_release(&p);
	ok(run_sh(&p, "exit 0", buf_str(&input)),
	   "a child that reads no input does not end us");
	proc_release(&p);
	ok(run_sh(&p, "exec <&-; echo done", buf_str(&input)),
	   "nor one that closes it");
	is_str(proc_output(&p), STR("done\n"), "and is heard");
	proc_release(&p);

	const char *const cat[] = { "cat", NULL };

	ok(proc_start(&p, cat, NULL), "start");
	proc_send(&p, buf_str(&input));
	proc_send_end(&p);
	while (proc_read(&p)) {
		n += proc_output(&p).n;
		proc_take(&p, proc_output(&p).n);
	}
	is_int((long long)n, (long long)MANY, "read as a stream");
	ok(p.output.cap < MANY, "without keeping it");
	ok(proc_finish(&p), "it ends well");
	proc_release(&p);
	buf_release(&input);
}

static void
test_talk(void)
{
	const char *const argv[] = { "sh", "-c",
				     "while read n; do "
				     "  printf '%s\\n%*d' \"$n\" \"$n\" 7; "
				     "done; echo end",
				     NULL };
	struct proc p;
	struct str got;
	bool right = true;

	ok(proc_start(&p, argv, NULL), "start a child that answers");
	for (int i = 0; i < 200; i++) {
		proc_send(&p, i % 2 ? STR("100000\n") : STR("1\n"));
		right = right && proc_line(&p, &got) &&
			str_eq(got, i % 2 ? STR("100000") : STR("1"));
		right = right && proc_bytes(&p, i % 2 ? 100000 : 1, &got) &&
			got.p[got.n - 1] == '7';
	}
	ok(right, "200 questions have their answers");
	proc_send_end(&p);
	ok(proc_line(&p, &got) && str_eq(got, STR("end")), "its last line");
	ok(!proc_line(&p, &got), "no line after the end");
	ok(!proc_bytes(&p, 1, &got), "no byte after the end");
	ok(proc_bytes(&p, 0, &got), "no bytes are there always");
	ok(proc_finish(&p), "it ends well");
	proc_release(&p);

	ok(proc_start(&p, (const char *const[]){ "sh", "-c", "read n", NULL },
		      NULL),
	   "start one that ends early");
	for (int i = 0; i < 3; i++) {
		proc_send(&p, STR("n\n"));
		right = right && !proc_line(&p, &got);
	}
	ok(right, "it has no answers, and no signal ends us");
	proc_release(&p);
}

static void
test_release(void)
{
	const char *const argv[] = { "sleep", "1000", NULL };
	struct proc p;

	ok(proc_start(&p, argv, NULL), "start one that does not end");
	proc_release(&p);
	ok(waitpid(-1, NULL, WNOHANG) < 0, "release kills and waits");

	/* it must not see an end of another child's pipe */
	const char *const cat[] = { "cat", NULL };
	struct proc q;

	proc_start(&p, cat, NULL);
	proc_start(&q, cat, NULL);
	ok(proc_finish(&p), "two at once: the first ends");
	ok(proc_finish(&q), "and the second");
	proc_release(&p);
	proc_release(&q);
}

static void
ignore_alarm(int sig)
{
	(void)sig;
}

static void
test_signals(void)
{
	struct sigaction sa = { .sa_handler = ignore_alarm };
	struct proc p;
	sigset_t blocked;

	sigaction(SIGALRM, &sa, NULL); /* without SA_RESTART: EINTR */
	alarm(1);
	ok(run_sh(&p, "sleep 1.5; echo late", STR("")),
	   "a signal does not disturb");
	is_str(proc_output(&p), STR("late\n"), "nothing is lost");
	proc_release(&p);
	alarm(0);
	pthread_sigmask(SIG_SETMASK, NULL, &blocked);
	ok(!sigismember(&blocked, SIGPIPE), "the mask is as before");
}

/* With standard files closed, the pipes would get their numbers. */
static void
test_closed_files(void)
{
	int saved = fcntl(0, F_DUPFD_CLOEXEC, 10);
	struct proc p;
	bool right;

	close(0);
	right = run_sh(&p, "cat; echo e >&2", STR("in")) &&
		str_eq(proc_output(&p), STR("in")) &&
		str_eq(buf_str(&p.errors), STR("e\n"));
	proc_release(&p);
	if (saved >= 0) {
		dup2(saved, 0);
		close(saved);
	}
	ok(right, "our own standard input may be closed");
}

int
main(void)
{
	test_run();
	test_ends();
	test_large();
	test_talk();
	test_release();
	test_signals();
	test_closed_files();
	return tap_done();
}
