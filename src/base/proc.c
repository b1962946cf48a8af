/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/proc.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#define READ_BYTES 65536

extern char **environ;

static void
close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* ---- start ---- */

/*
 * Both ends are close-on-exec from the start where the system can do that, so
 * that a child of another thread does not inherit them; and above 2, so that
 * none is in the way of the child's standard files.
 */
static bool
make_pipe(int fds[2])
{
	int low[2];
#ifdef HAVE_PIPE2
	bool ok = pipe2(low, O_CLOEXEC) == 0;
#else
	bool ok = pipe(low) == 0;
#endif
	for (int i = 0; ok && i < 2; i++) {
		fds[i] = fcntl(low[i], F_DUPFD_CLOEXEC, 3);
		close(low[i]);
	}
	return ok && fds[0] >= 0 && fds[1] >= 0;
}

/* theirs: the child's ends, for its files 0, 1, 2. */
static int
spawn(struct proc *p, const char *const *argv, const char *const *env,
      const int theirs[3])
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t set;
	pid_t pid;
	int error;

	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attr);
	for (int i = 0; i < 3; i++)
		posix_spawn_file_actions_adddup2(&files, theirs[i], i);
	sigemptyset(&set);
	posix_spawnattr_setsigmask(&attr, &set);
	sigaddset(&set, SIGPIPE); /* it dies where we stop reading */
	posix_spawnattr_setsigdefault(&attr, &set);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK |
						POSIX_SPAWN_SETSIGDEF);
	/* exec's declarations lack the const that they promise */
	error = posix_spawnp(&pid, argv[0], &files, &attr, (char **)argv,
			     env ? (char **)env : environ);
	if (!error)
		p->pid = pid;
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	return error;
}

bool
proc_start(struct proc *p, const char *const *argv, const char *const *env)
{
	int in[2] = { -1, -1 }, out[2] = { -1, -1 }, err[2] = { -1, -1 };
	int error;

	*p = (struct proc){ .in = -1, .out = -1, .err = -1 };
	if (make_pipe(in) && make_pipe(out) && make_pipe(err) &&
	    fcntl(in[1], F_SETFL, O_NONBLOCK) == 0)
		error = spawn(p, argv, env, (int[]){ in[0], out[1], err[1] });
	else
		error = errno;
	p->in = in[1];
	p->out = out[0];
	p->err = err[0];
	close_fd(&in[0]);
	close_fd(&out[1]);
	close_fd(&err[1]);
	if (!error)
		return true;
	close_fd(&p->in);
	close_fd(&p->out);
	close_fd(&p->err);
	p->end = error == ENOENT || error == EACCES || error == ENOTDIR ?
			 PROC_MISSING :
			 PROC_FAILED;
	p->status = error;
	return false;
}

/* ---- the pipes ---- */

/* write(), without SIGPIPE: EPIPE is enough. */
static ssize_t
write_quietly(int fd, struct str bytes)
{
	sigset_t pipe_set, old, pending;
	bool was_pending;
	ssize_t n;
	int saved;

	sigemptyset(&pipe_set);
	sigaddset(&pipe_set, SIGPIPE);
	sigpending(&pending);
	was_pending = sigismember(&pending, SIGPIPE) == 1;
	pthread_sigmask(SIG_BLOCK, &pipe_set, &old);
	n = write(fd, bytes.p, bytes.n);
	saved = errno;
	if (n < 0 && saved == EPIPE && !was_pending) {
		sigpending(&pending);
		if (sigismember(&pending, SIGPIPE) == 1) {
			int sig;

			sigwait(&pipe_set, &sig);
		}
	}
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	errno = saved;
	return n;
}

static bool
is_transient(int error)
{
	return error == EINTR || error == EAGAIN || error == EWOULDBLOCK;
}

static void
close_input_if_done(struct proc *p)
{
	if (p->input_at < p->input.n)
		return;
	buf_clear(&p->input);
	p->input_at = 0;
	if (p->input_ends)
		close_fd(&p->in);
}

static void
write_some(struct proc *p)
{
	ssize_t n =
		write_quietly(p->in, str_from(buf_str(&p->input), p->input_at));

	if (n < 0 && is_transient(errno))
		return;
	if (n < 0) { /* it reads no more: its output says why */
		close_fd(&p->in);
		return;
	}
	p->input_at += (size_t)n;
	close_input_if_done(p);
}

static void
read_some(int *fd, struct buf *out)
{
	ssize_t n;

	buf_reserve(out, READ_BYTES);
	n = read(*fd, out->p + out->n, READ_BYTES);
	if (n > 0)
		out->n += (size_t)n;
	else if (n == 0 || !is_transient(errno))
		close_fd(fd);
	out->p[out->n] = '\0';
}

static void
read_errors(struct proc *p)
{
	read_some(&p->err, &p->errors);
	if (p->errors.n > PROC_MAX_ERRORS)
		buf_cut(&p->errors, PROC_MAX_ERRORS);
}

/* Serve the pipes once; where none is ready, wait. */
static void
serve(struct proc *p)
{
	struct pollfd fds[3] = {
		{ .fd = p->input_at < p->input.n ? p->in : -1,
		  .events = POLLOUT },
		{ .fd = p->out, .events = POLLIN },
		{ .fd = p->err, .events = POLLIN },
	};

	if (poll(fds, 3, -1) < 0)
		return; /* EINTR; memory for three cannot be missing */
	if (fds[0].fd >= 0 && fds[0].revents)
		write_some(p);
	if (fds[1].fd >= 0 && fds[1].revents)
		read_some(&p->out, &p->output);
	if (fds[2].fd >= 0 && fds[2].revents)
		read_errors(p);
}

void
proc_send(struct proc *p, struct str bytes)
{
	assert(!p->input_ends);
	if (p->in >= 0)
		buf_add(&p->input, bytes);
}

void
proc_send_end(struct proc *p)
{
	p->input_ends = true;
	if (p->in >= 0)
		close_input_if_done(p);
}

bool
proc_read(struct proc *p)
{
	size_t before;

	if (p->output_at) { /* what was taken makes room */
		size_t left = p->output.n - p->output_at;

		if (left)
			memmove(p->output.p, p->output.p + p->output_at, left);
		buf_cut(&p->output, left);
		p->output_at = 0;
	}
	before = p->output.n;
	while (p->out >= 0 && p->output.n == before)
		serve(p);
	return p->output.n > before;
}

struct str
proc_output(const struct proc *p)
{
	return str_from(buf_str(&p->output), p->output_at);
}

void
proc_take(struct proc *p, size_t n)
{
	assert(n <= p->output.n - p->output_at);
	p->output_at += n;
}

bool
proc_line(struct proc *p, struct str *line)
{
	size_t seen = 0, end;

	while ((end = str_find_byte(proc_output(p), seen, '\n')) ==
	       proc_output(p).n) {
		seen = end;
		if (!proc_read(p))
			return false;
	}
	*line = str_sub(proc_output(p), 0, end);
	proc_take(p, end + 1);
	return true;
}

bool
proc_bytes(struct proc *p, size_t n, struct str *bytes)
{
	while (proc_output(p).n < n)
		if (!proc_read(p))
			return false;
	*bytes = str_sub(proc_output(p), 0, n);
	proc_take(p, n);
	return true;
}

/* ---- the end ---- */

static void
wait_for(struct proc *p)
{
	int status;
	pid_t got;

	do
		got = waitpid((pid_t)p->pid, &status, 0);
	while (got < 0 && errno == EINTR);
	p->pid = 0;
	if (got < 0) { /* SIGCHLD is ignored: nobody knows its status */
		p->end = PROC_FAILED;
		p->status = errno;
	} else if (WIFEXITED(status)) {
		p->end = PROC_EXITED;
		p->status = WEXITSTATUS(status);
	} else {
		p->end = PROC_KILLED;
		p->status = WTERMSIG(status);
	}
}

bool
proc_finish(struct proc *p)
{
	if (p->pid) {
		proc_send_end(p);
		while (p->out >= 0 || p->err >= 0)
			serve(p);
		close_fd(&p->in);
		wait_for(p);
	}
	return p->end == PROC_EXITED && p->status == 0;
}

void
proc_release(struct proc *p)
{
	if (p->pid) {
		kill((pid_t)p->pid, SIGKILL);
		wait_for(p);
		close_fd(&p->in);
		close_fd(&p->out);
		close_fd(&p->err);
	}
	buf_release(&p->input);
	buf_release(&p->output);
	buf_release(&p->errors);
}

bool
proc_run(struct proc *p, const char *const *argv, const char *const *env,
	 struct str input)
{
	if (!proc_start(p, argv, env))
		return false;
	proc_send(p, input);
	return proc_finish(p);
}
