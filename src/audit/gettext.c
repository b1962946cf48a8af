/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/gettext.h"

#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* More is cut: the first errors are the cause of the others. */
#define MAX_OUTPUT ((size_t)65536)

enum spawned { SPAWN_FAILED, SPAWN_ENDED, SPAWN_DIED };

static void
read_all(int fd, struct buf *out)
{
	char bytes[4096];
	ssize_t n;

	for (;;) {
		n = read(fd, bytes, sizeof(bytes));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		if (out->n < MAX_OUTPUT)
			buf_add(out, str_make(bytes, (size_t)n));
	}
}

/*
 * Run a program, found in PATH, in the C locale with no input; append what it
 * says on standard error to `out`. *status is its exit status.
 */
static enum spawned
spawn(char *const argv[], struct buf *out, int *status)
{
	char *env[3] = { "LC_ALL=C", NULL, NULL };
	posix_spawn_file_actions_t actions;
	const char *path = getenv("PATH");
	struct buf path_entry = { 0 };
	int fds[2], error, raw = 0;
	pid_t pid;

	if (pipe(fds) != 0)
		return SPAWN_FAILED;
	buf_addf(&path_entry, "PATH=%s", path ? path : "/usr/bin:/bin");
	env[1] = path_entry.p;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, fds[1], 2);
	posix_spawn_file_actions_addclose(&actions, fds[0]);
	error = posix_spawnp(&pid, argv[0], &actions, NULL, argv, env);
	posix_spawn_file_actions_destroy(&actions);
	buf_release(&path_entry);
	close(fds[1]);
	if (!error)
		read_all(fds[0], out);
	close(fds[0]);
	while (!error && waitpid(pid, &raw, 0) < 0)
		error = errno == EINTR ? 0 : errno;
	if (error || (WIFEXITED(raw) && WEXITSTATUS(raw) == 127))
		return SPAWN_FAILED;
	*status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 0;
	return WIFEXITED(raw) ? SPAWN_ENDED : SPAWN_DIED;
}

/* The message at this line of the catalog, or NULL. */
static const struct po_message *
message_at(const struct catalog *cat, size_t line)
{
	const struct po_message *best = NULL;

	for (size_t i = 0; i < cat->n; i++)
		if (cat->messages[i]->line && cat->messages[i]->line <= line)
			best = cat->messages[i];
	return best;
}

static void
add(struct review *a, size_t line, struct str text)
{
	const struct po_message *m = message_at(a->cat, line);
	struct finding f = { .id = "gettext",
			     .severity = check_severity(a->rules, "gettext"),
			     .path = a->po_path,
			     .line = line,
			     .text = text,
			     .language = a->lang->tag };

	f.hint = str_of(_(check_find(STR("gettext"))->hint));
	if (m && line) {
		f.msgid = m->msgid;
		f.msgstr = m->msgstr;
	}
	findings_add(a->out, f);
}

/* "path:12: text"; a line that says something else is of no use. */
static void
take_line(struct review *a, struct str path, struct str said)
{
	size_t line = 0, at = path.n + 1;

	if (!str_starts(said, path) || str_at(said, path.n) != ':' ||
	    str_find(said, 0, STR("warning:")) < said.n)
		return;
	while (ascii_is_digit(str_at(said, at)))
		line = line * 10 + (size_t)(said.p[at++] - '0');
	at += str_at(said, at) == ':';
	said = str_trim_space(str_from(said, at));
	if (str_starts(said, STR("error:")))
		said = str_trim_space(str_from(said, 6));
	if (said.n)
		add(a, line, said);
}

bool
review_gettext(struct review *a)
{
	struct buf said = { 0 }, path = { 0 };
	size_t before = a->out->n;
	int status = 0;
	enum spawned ended;
	struct str rest, line;

	/* a name like an option, or "-", is made a path */
	if (!str_starts(a->po_path, STR("/")))
		buf_add_str(&path, "./");
	buf_add(&path, a->po_path);
	ended = spawn((char *const[]){ "msgfmt", "--check-format",
				       "--check-domain", "-o", "/dev/null",
				       path.p, NULL },
		      &said, &status);
	rest = buf_str(&said);
	while (ended == SPAWN_ENDED && status && str_split(&rest, '\n', &line))
		take_line(a, buf_str(&path), line);
	if (ended == SPAWN_DIED ||
	    (ended == SPAWN_ENDED && status && a->out->n == before))
		add(a, 0, str_of(_("gettext cannot read the catalog")));
	buf_release(&said);
	buf_release(&path);
	return ended != SPAWN_FAILED;
}
