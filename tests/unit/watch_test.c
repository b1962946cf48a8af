/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/watch.h"

#include "base/arena.h"
#include "base/file.h"
#include "unit/tap.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* So long a change may take to be seen: much, for a machine under load. */
#define LONG_MS 10000
/* So long nothing is waited for. */
#define SHORT_MS 400

static enum watch_how how;

/* A check under the name of the backend. */
static void
check(bool passed, const char *what)
{
	char name[200];

	snprintf(name, sizeof(name), "%s: %s",
		 how == WATCH_BEST ? "the kernel" : "polling", what);
	ok(passed, name);
}

/* Written in place, as some editors do; its folders are made. */
static void
put_in_place(const char *path, const char *text)
{
	char dir[80];
	int fd;

	for (size_t i = 0; path[i] && i < sizeof(dir) - 1; i++) {
		dir[i] = path[i];
		dir[i + 1] = '\0';
		if (path[i + 1] == '/')
			mkdir(dir, 0777);
	}
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		puts("# it could not be written");
	close(fd);
}

/* Written beside it and renamed, as others do. */
static void
put(const char *path, const char *text)
{
	char temp[80];

	snprintf(temp, sizeof(temp), "./%.*s/.temp",
		 STR_FMT(path_dir(str_of(path))));
	put_in_place(temp, text);
	if (rename(temp, path) != 0)
		puts("# it could not be renamed");
}

static struct watch *
start(const char *a, const char *b)
{
	struct str paths[] = { str_of(a), str_of(b) };

	return watch_new(paths, b ? 2 : 1, how);
}

/* The paths of the next batch with a space behind each; "" for none. */
static struct str
next(struct watch *w, int timeout_ms)
{
	static char text[4096];
	const struct watch_changes *c = watch_next(w, timeout_ms, NULL);
	size_t n = 0;

	text[0] = '\0';
	if (c && c->everything)
		n += (size_t)snprintf(text, sizeof(text), "everything ");
	for (size_t i = 0; c && i < c->n && n < sizeof(text); i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%.*s ",
				      STR_FMT(c->paths[i]));
	return str_of(text);
}

/* All batches until it is quiet: were there any? */
static bool
drain(struct watch *w, int timeout_ms)
{
	bool any = false;

	for (; watch_next(w, timeout_ms, NULL); timeout_ms = SHORT_MS)
		any = true;
	return any;
}

static void
expect(struct watch *w, const char *paths, const char *what)
{
	struct str got = next(w, paths[0] ? LONG_MS : SHORT_MS);
	bool same = str_eq(got, str_of(paths));

	check(same, what);
	if (!same) {
		tap_print_bytes("got", got);
		tap_print_bytes("expected", str_of(paths));
	}
}

static void
test_saves(void)
{
	struct watch *w;
	struct str got;

	put("po/es/a.po", "1");
	put("po/es/deep/b.po", "1");
	put("calque.yaml", "1");
	put("other.txt", "1");
	w = start("po", "./calque.yaml");
	check(watch_is_polling(w) == (how == WATCH_POLLING),
	      "it is the backend that was asked for");
	expect(w, "", "what was there is no change");
	put_in_place("po/es/a.po", "22");
	expect(w, "po/es/a.po ", "a file that is written in place");
	put("po/es/deep/b.po", "22");
	expect(w, "po/es/deep/b.po ", "a file that is replaced");
	put("calque.yaml", "22");
	expect(w, "calque.yaml ", "a watched file");
	put("other.txt", "22");
	put("po/.hidden/c.po", "1");
	put("po/.d.po.swp", "1");
	expect(w, "", "nothing else is told");
	rename("po/es/a.po", "po/es/a.po~");
	put_in_place("po/es/a.po", "333");
	unlink("po/es/a.po~");
	put("po/es/a.po", "4444");
	expect(w, "po/es/a.po ", "renamed away, written and renamed to");
	got = next(w, SHORT_MS);
	check(!got.n || str_eq(got, STR("po/es/a.po~ ")), "which was all");
	unlink("po/es/deep/b.po");
	expect(w, "po/es/deep/b.po ", "a file that is removed");
	check(link("other.txt", "po/es/hard.po") == 0 &&
		      symlink("../../other.txt", "po/es/soft.po") == 0,
	      "links are made");
	expect(w, "po/es/hard.po po/es/soft.po ", "links are new files");
	watch_free(w);
}

/* Folders that come and go, the watched one and those above it too. */
static void
test_folders(void)
{
	struct watch *w = start("site/content/en", NULL);

	put("site/content/en/a.md", "1");
	expect(w, "site/content/en/a.md ",
	       "a watched folder that is made later");
	put("site/content/en/x/y/b.md", "1");
	put("site/content/en/x/y/c.md", "1");
	expect(w, "site/content/en/x/y/b.md site/content/en/x/y/c.md ",
	       "what is in new folders");
	put("site/content/en/x/y/b.md", "22");
	expect(w, "site/content/en/x/y/b.md ", "new folders are watched");
	put("site/content/es/a.md", "1");
	put("site/z.md", "1");
	expect(w, "", "those beside it are not");

	rename("site/content/en/x", "site/content/en/z");
	check(drain(w, LONG_MS), "a folder is renamed");
	put("site/content/en/z/y/b.md", "333");
	expect(w, "site/content/en/z/y/b.md ", "it goes by its new name");
	rename("site/content/en/z", "site/out");
	check(drain(w, LONG_MS), "a folder is moved away");
	put("site/out/y/b.md", "4444");
	expect(w, "", "and is watched no more");

	rename("site/content", "site/old");
	check(drain(w, LONG_MS), "the folder above is renamed");
	put("site/old/en/a.md", "22");
	expect(w, "", "and is no more what was watched");
	put("site/content/en/a.md", "333");
	expect(w, "site/content/en/a.md ", "but a new one in its place is");
	watch_free(w);
}

static void
test_everything_below(void)
{
	struct watch *w = start(".", NULL);

	put("top.md", "1");
	put("new/a.md", "1");
	put("node_modules/m.md", "1");
	put(".git/index", "1");
	expect(w, "new/a.md top.md ", "the working folder");
	watch_free(w);
}

static void
test_burst(void)
{
	enum { N = 1000 };
	struct watch *w;
	size_t n_seen = 0, n_batches = 0;

	mkdir("burst", 0777);
	w = start("burst", NULL);
	for (size_t i = 0; i < N; i++) {
		char path[40];

		snprintf(path, sizeof(path), "burst/%03zu.po", i);
		put_in_place(path, "x");
	}
	while (n_seen < N) {
		const struct watch_changes *c = watch_next(w, LONG_MS, NULL);

		if (!c)
			break;
		n_seen += c->n;
		n_batches++;
	}
	check(n_seen == N, "a thousand files, each once");
	check(n_batches < 20, "in few batches");
	watch_free(w);
}

/* ---- a signal ends the waiting ---- */

static volatile sig_atomic_t caught;

static void catch (int sig)
{
	caught = sig;
}

static void
test_signal(void)
{
	struct sigaction action = { .sa_handler = catch }, before;
	sigset_t block, old;
	struct watch *w = start("po", NULL);

	sigaction(SIGUSR1, &action, &before);
	sigemptyset(&block);
	sigaddset(&block, SIGUSR1);
	sigprocmask(SIG_BLOCK, &block, &old);
	caught = 0;
	raise(SIGUSR1);
	check(!caught, "a blocked signal waits");
	check(!watch_next(w, LONG_MS, &old) && caught, "and ends the waiting");
	put("po/es/a.po", "sig");
	expect(w, "po/es/a.po ", "after which it goes on");
	sigprocmask(SIG_SETMASK, &old, NULL);
	sigaction(SIGUSR1, &before, NULL);
	watch_free(w);
}

/* ---- where the kernel fails ---- */

static long
read_number(const char *path)
{
	char text[40] = "";
	int fd = open(path, O_RDONLY);
	ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof(text) - 1);

	if (fd >= 0)
		close(fd);
	return n > 0 ? atol(text) : -1;
}

static void
test_overflow(void)
{
	long max = read_number("/proc/sys/fs/inotify/max_queued_events");
	struct watch *w;
	const struct watch_changes *c;

	if (max < 0 || max > 200000) {
		skip("more events than the kernel keeps", "it keeps many");
		return;
	}
	w = start("po", NULL);
	/* in turn, since equal ones are told once */
	for (long i = 0; i < max + 2; i++)
		close(open(i % 2 ? "po/x.po" : "po/y.po", O_WRONLY | O_CREAT,
			   0666));
	put("po/lost/new.po", "1");
	c = watch_next(w, LONG_MS, NULL);
	check(c && c->everything, "events were lost: look at everything");
	drain(w, SHORT_MS);
	put("po/lost/new.po", "22");
	expect(w, "po/lost/new.po ", "a folder that was lost is watched");
	watch_free(w);
}

/* Give this process a limit of its own; false where it cannot have one. */
static bool
limit_watches(const char *limit)
{
#ifdef CLONE_NEWUSER
	int fd = -1;
	bool done = unshare(CLONE_NEWUSER) == 0 &&
		    (fd = open("/proc/sys/user/max_inotify_watches",
			       O_WRONLY)) >= 0 &&
		    write(fd, limit, strlen(limit)) > 0;

	if (fd >= 0)
		close(fd);
	return done;
#else
	(void)limit;
	return false;
#endif
}

/*
 * In a process of its own, which returns how many checks failed, or 99 where
 * there can be no limit.
 */
static int
run_limited(bool from_start)
{
	struct watch *w;
	struct str got;
	int failed = 0;

	if (!limit_watches(from_start ? "1" : "6"))
		return 99;
	w = start("limit", NULL);
	failed += watch_is_polling(w) != from_start;
	for (int i = 0; i < 9; i++) {
		char path[40];

		snprintf(path, sizeof(path), "limit/%d/a.po", i);
		put(path, "1");
	}
	got = next(w, LONG_MS);
	failed += got.n == 0;
	failed += !watch_is_polling(w);
	failed += !from_start && !str_starts(got, STR("everything "));
	drain(w, SHORT_MS);
	put("limit/8/a.po", "22");
	failed += !str_eq(next(w, LONG_MS), STR("limit/8/a.po "));
	watch_free(w);
	return failed;
}

static void
test_limit(bool from_start, const char *what)
{
	int status = 0;
	pid_t pid;

	put("limit/x/a.po", "1");
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		_exit(run_limited(from_start));
	waitpid(pid, &status, 0);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 99)
		skip(what, "no limit of our own");
	else
		check(WIFEXITED(status) && WEXITSTATUS(status) == 0, what);
	if (system("rm -r limit") != 0)
		puts("# it could not be removed");
}

static void
test_all(enum watch_how backend)
{
	char folder[] = "/tmp/calque-watch-test-XXXXXX", remove[60];

	how = backend;
	if (!mkdtemp(folder) || chdir(folder) != 0) {
		puts("Bail out! no folder for the test");
		exit(0);
	}
	test_saves();
	test_folders();
	test_everything_below();
	test_burst();
	test_signal();
	if (backend == WATCH_BEST) {
		test_overflow();
		test_limit(true, "too few watches from the start: it polls");
		test_limit(false, "too few watches later on: it polls");
	}
	snprintf(remove, sizeof(remove), "rm -r %s", folder);
	if (chdir("/") != 0 || system(remove) != 0)
		puts("# litter is left");
}

int
main(void)
{
	test_all(WATCH_BEST);
	test_all(WATCH_POLLING);
	return tap_done();
}
