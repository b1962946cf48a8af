/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * proc - child processes: a program, its arguments, three pipes.
 *
 * No shell is involved: arguments reach the program as they are. The program is
 * looked for in $PATH. All three pipes are served together (poll), so that a
 * child that writes before it has read all can not block both sides. What it
 * says on its standard error is kept, up to PROC_MAX_ERRORS bytes, and the rest
 * read and dropped. A child that closes its input early does not end us
 * (SIGPIPE). Each child is waited for, in proc_end or proc_release: no zombie
 * stays. Nothing is shared: threads may each have children of their own.
 *
 * Three ways to use it: proc_run for one that takes bytes and gives bytes;
 * proc_start, then proc_read until it returns false, for long output; proc_start
 * and then proc_send, proc_line and proc_bytes in turn for a child that answers
 * requests.
 */
#ifndef CALQUE_BASE_PROC_H
#define CALQUE_BASE_PROC_H

#include "base/buf.h"

#define PROC_MAX_ERRORS 16384

enum proc_end {
	PROC_EXITED,  /* status is its exit status */
	PROC_KILLED,  /* status is the signal */
	PROC_MISSING, /* there is no such program, or it may not be run */
	PROC_FAILED   /* it could not be started or watched: status is errno */
};

struct proc {
	enum proc_end end; /* valid once it ended, or did not start */
	int status;
	long pid;	   /* 0: none runs */
	int in, out, err;  /* our ends of its pipes; -1: closed */
	struct buf input;  /* bytes from input_at on wait to be written */
	struct buf output; /* bytes from output_at on are not yet taken */
	struct buf errors; /* what it said on standard error */
	size_t input_at, output_at;
	bool input_ends; /* close its input once all is written */
};

/*
 * Start argv[0] with the arguments argv (NULL ends them) and the environment
 * env (NULL: ours). Returns false, with end and status set, where it cannot be
 * started; proc_release is due in both cases. *p need not be initialised.
 */
bool proc_start(struct proc *p, const char *const *argv,
		const char *const *env);
/* Queue bytes for its input (copied); they are written while we read. */
void proc_send(struct proc *p, struct str bytes);
/* All input was sent. */
void proc_send_end(struct proc *p);

/*
 * Wait for more output. Returns false at its end. What was read is appended to
 * p->output; take it with proc_take.
 */
bool proc_read(struct proc *p);
/* The bytes of the output that were not taken yet; borrowed. */
struct str proc_output(const struct proc *p);
/* Take n of them. */
void proc_take(struct proc *p, size_t n);

/*
 * The next line of the output without its '\n', or the next n bytes: false
 * where the output ends before. They are taken and borrowed until the next call
 * on p.
 */
bool proc_line(struct proc *p, struct str *line);
bool proc_bytes(struct proc *p, size_t n, struct str *bytes);

/*
 * Send what waits, read the rest of the output, wait for the child. Is it
 * PROC_EXITED with status 0? Output and errors stay until proc_release.
 */
bool proc_finish(struct proc *p);
/* Kill it where it still runs, wait for it, release all. */
void proc_release(struct proc *p);

/* proc_start, `input` sent, proc_finish. proc_release is due. */
bool proc_run(struct proc *p, const char *const *argv, const char *const *env,
	      struct str input);

#endif
