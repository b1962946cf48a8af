/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"
#include "base/workers.h"
#include "unit/tap.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each test runs in a folder of its own, which is the working directory. */
static char folder[] = "/tmp/calque-file-test-XXXXXX";

static void
write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	if (!f || fputs(text, f) < 0 || fclose(f) != 0) {
		printf("Bail out! cannot write %s\n", path);
		exit(1);
	}
}

static struct str
read_file(struct buf *b, const char *path)
{
	struct diag diag = { 0 };

	buf_clear(b);
	file_load(path, b, &diag);
	diag_release(&diag);
	return buf_str(b);
}

static void
test_load(void)
{
	struct buf b = { 0 };
	struct diag diag = { 0 };

	write_file("a.md", "text\n");
	buf_add_str(&b, "before ");
	ok(file_load("a.md", &b, &diag), "load");
	is_str(buf_str(&b), STR("before text\n"), "load appends");
	ok(!file_load("none.md", &b, &diag), "load: no such file");
	is_str(buf_str(&diag.text),
	       STR("none.md: error: cannot be read: No such file or "
		   "directory\n"),
	       "load: why");
	buf_clear(&diag.text);
	ok(!file_load(".", &b, &diag), "load: a folder");
	is_str(buf_str(&diag.text), STR(".: error: is a folder, not a file\n"),
	       "load: it is a folder");
	ok(mkfifo("fifo", 0600) == 0 && !file_load("fifo", &b, &diag),
	   "load: a FIFO does not block");
	ok(!file_load("/dev/null", &b, &diag), "load: a device");
	is_str(buf_str(&b), STR("before text\n"), "a failed load adds nothing");
	unlink("fifo");
	diag_release(&diag);
	buf_release(&b);
}

static void
test_state(void)
{
	write_file("s.md", "");
	is_int(file_state("s.md"), FILE_REGULAR, "state: regular");
	is_int(file_state("."), FILE_OTHER, "state: a folder");
	is_int(file_state("none"), FILE_ABSENT, "state: absent");
	ok(file_is_dir(".") && !file_is_dir("s.md") && !file_is_dir("none"),
	   "is a folder");
}

static void
test_save(void)
{
	struct buf b = { 0 };
	struct diag diag = { 0 };
	struct stat before, after;

	is_int(file_save("d/e/f.md", STR("a\0b"), &diag), FILE_SAVED,
	       "save makes folders");
	is_str(read_file(&b, "d/e/f.md"), STR("a\0b"), "save: the bytes");
	chmod("d/e/f.md", 0640);
	stat("d/e/f.md", &before);
	is_int(file_save("d/e/f.md", STR("a\0b"), &diag), FILE_UNCHANGED,
	       "save: nothing to do");
	stat("d/e/f.md", &after);
	ok(before.st_ino == after.st_ino &&
		   before.st_mtim.tv_nsec == after.st_mtim.tv_nsec,
	   "an equal file is not written");
	is_int(file_save("d/e/f.md", STR(""), &diag), FILE_SAVED,
	       "save: an empty file");
	stat("d/e/f.md", &after);
	is_int(after.st_mode & 0777, 0640, "save keeps the mode");
	ok(after.st_ino != before.st_ino, "save replaces the file as a whole");
	is_int(file_save("d/e", STR("x"), &diag), FILE_SAVE_FAILED,
	       "save: a folder is in the way");
	is_int(file_save("d/e/f.md/g", STR("x"), &diag), FILE_SAVE_FAILED,
	       "save: a file is in the way of a folder");
	is_int((long long)diag.n_errors, 2, "save: both are said");
	diag_release(&diag);
	buf_release(&b);
}

static void
test_save_link(void)
{
	struct buf b = { 0 };
	struct diag diag = { 0 };
	struct stat st;

	write_file("real.md", "old");
	ok(symlink("real.md", "link.md") == 0, "a link");
	is_int(file_save("link.md", STR("new"), &diag), FILE_SAVED,
	       "save through a link");
	ok(lstat("link.md", &st) == 0 && S_ISLNK(st.st_mode),
	   "the link stays one");
	is_str(read_file(&b, "real.md"), STR("new"), "its target changed");
	diag_release(&diag);
	buf_release(&b);
}

/* What stands in the way where a save wants to put its temporary file. */
static void
test_save_litter(void)
{
	struct arena arena = { 0 };
	struct buf b = { 0 };
	struct diag diag = { 0 };
	const char *temp =
		arena_strf(&arena, "t/.calque-%016llx", str_hash(STR("a.md")))
			.p;

	ok(mkdir("t", 0777) == 0, "a folder");
	write_file(temp, "a longer text of a run that was killed");
	chmod(temp, 0444);
	is_int(file_save("t/a.md", STR("1"), &diag), FILE_SAVED,
	       "save over a killed run's file");
	is_str(read_file(&b, "t/a.md"), STR("1"), "only the new bytes");
	ok(file_state(temp) == FILE_ABSENT, "its file has gone");
	write_file("victim", "safe");
	ok(symlink("../victim", temp) == 0, "a link in its place");
	is_int(file_save("t/a.md", STR("2"), &diag), FILE_SAVED,
	       "is not followed");
	ok(link("victim", temp) == 0, "a hard link in its place");
	is_int(file_save("t/a.md", STR("3"), &diag), FILE_SAVED,
	       "is not written through");
	is_str(read_file(&b, "victim"), STR("safe"),
	       "what they led to is safe");
	ok(mkfifo(temp, 0600) == 0, "a FIFO in its place");
	is_int(file_save("t/a.md", STR("4"), &diag), FILE_SAVED,
	       "blocks nothing");
	ok(mkdir(temp, 0777) == 0, "a folder in its place");
	is_int(file_save("t/a.md", STR("5"), &diag), FILE_SAVE_FAILED,
	       "is an error");
	is_str(read_file(&b, "t/a.md"), STR("4"), "that leaves the old bytes");
	diag_release(&diag);
	buf_release(&b);
	arena_release(&arena);
}

#define N_WRITERS 4
#define N_SAVES 100
#define MANY_BYTES 30000

static void
save_often(char c)
{
	struct diag diag = { 0 };
	struct buf b = { 0 };
	bool saved = true;

	for (size_t i = 0; i < N_SAVES; i++) {
		buf_clear(&b);
		buf_add_fill(&b, c, MANY_BYTES + i);
		saved &= file_save("both.md", buf_str(&b), &diag) == FILE_SAVED;
	}
	_exit(saved ? 0 : 1);
}

/* Some save, one reads: each time it sees one save as a whole. */
static void
test_save_together(void)
{
	struct diag diag = { 0 };
	struct buf b = { 0 };
	size_t torn = 0, failed = 0, n_left = N_WRITERS;
	int status;

	write_file("both.md", "");
	for (size_t i = 0; i < N_WRITERS; i++)
		if (fork() == 0)
			save_often((char)('a' + i));
	while (n_left) {
		buf_clear(&b);
		failed += !file_load("both.md", &b, &diag);
		for (size_t i = 0; i < b.n; i++)
			if (b.p[i] != b.p[0]) {
				torn++;
				break;
			}
		torn += b.n != 0 && b.n < MANY_BYTES;
		while (n_left && waitpid(-1, &status, WNOHANG) > 0) {
			n_left--;
			failed += status != 0;
		}
	}
	is_int((long long)failed, 0, "all saves and loads at once succeed");
	is_int((long long)torn, 0, "no load sees half a save");
	diag_release(&diag);
	buf_release(&b);
}

static void
save_new(void *ctx, size_t item, size_t worker)
{
	struct diag diag = { 0 };
	char path[64];

	(void)worker;
	snprintf(path, sizeof(path), "new/%zu.md", item);
	if (file_save(path, STR("new"), &diag) != FILE_SAVED)
		*(bool *)ctx = true;
	diag_release(&diag);
}

static void
nothing_to_finish(void *ctx, size_t item)
{
	(void)ctx;
	(void)item;
}

/* Threads that save new files: each gets the mode that the user asks for. */
static void
test_save_modes(void)
{
	bool failed = false;
	struct workers_job job = { .n = 4 * N_SAVES,
				   .n_workers = N_WRITERS,
				   .ctx = &failed,
				   .work = save_new,
				   .finish = nothing_to_finish };
	mode_t before = umask(027);
	size_t odd = 0;
	char path[64];

	workers_run(&job);
	ok(!failed, "threads save new files");
	for (size_t i = 0; i < job.n; i++) {
		struct stat st;

		snprintf(path, sizeof(path), "new/%zu.md", i);
		odd += stat(path, &st) != 0 || (st.st_mode & 07777) != 0640;
	}
	is_int((long long)odd, 0, "each with the mode of a new file");
	is_int((long long)umask(before), 027, "and the umask stays");
}

/* A program that writes into its file, rather than replace it. */
static void
write_in_place(void)
{
	struct buf b = { 0 };
	int fd = open("live.md", O_WRONLY | O_CREAT, 0666);
	bool wrote = fd >= 0;

	for (size_t i = 0; i < N_SAVES && wrote; i++) {
		buf_clear(&b);
		buf_add_fill(&b, (char)('a' + i % 26), MANY_BYTES);
		wrote = pwrite(fd, b.p, b.n, 0) == (ssize_t)b.n;
	}
	_exit(wrote ? 0 : 1);
}

/*
 * A file that is gone, or changes, while it is read: bytes or an error, and no
 * bytes with an error.
 */
static void
test_load_live(void)
{
	struct diag diag = { 0 };
	struct buf b = { 0 };
	size_t odd = 0;
	int status;
	pid_t pid = fork();

	if (pid == 0)
		write_in_place();
	do {
		bool loaded;

		buf_clear(&b);
		loaded = file_load("live.md", &b, &diag);
		odd += !loaded && b.n;
	} while (waitpid(pid, &status, WNOHANG) == 0);
	is_int(status, 0, "a file is written to in place");
	is_int((long long)odd, 0, "an error gives no bytes");
	buf_clear(&b);
	ok(file_load("live.md", &b, &diag) && b.n == MANY_BYTES,
	   "when it is done it is read");
	diag_release(&diag);
	buf_release(&b);
}

/* A file that somebody saved since it was read is left to them. */
static void
test_save_over(void)
{
	struct diag diag = { 0 };
	struct str none = { 0 };
	struct buf now = { 0 };

	is_int(file_save_over("over.md", STR("old"), STR("one"), &diag),
	       FILE_SAVED, "over: what is gone is written");
	is_int(file_save_over("over.md", STR("one"), STR("two"), &diag),
	       FILE_SAVED, "over: what is as it was is replaced");
	is_int(file_save_over("over.md", STR("one"), STR("three"), &diag),
	       FILE_SAVE_FAILED, "over: what was saved meanwhile stays");
	is_int(file_save_over("over.md", none, STR("three"), &diag),
	       FILE_SAVE_FAILED, "over: and what came meanwhile");
	ok(file_load("over.md", &now, &diag) &&
		   str_eq(buf_str(&now), STR("two")),
	   "over: it has its bytes");
	is_int((long long)diag.n_errors, 2, "over: both are said");
	buf_release(&now);
	diag_release(&diag);
}

static void
test_walk(void)
{
	struct arena arena = { 0 };
	struct diag diag = { 0 };
	struct file_list files = { 0 };
	struct buf got = { 0 };
	const char *dirs[] = { "w", "w/b", "w/.git", "w/node_modules", "w/a-" };
	bool made = true;

	for (size_t i = 0; i < sizeof(dirs) / sizeof(*dirs); i++)
		made &= mkdir(dirs[i], 0777) == 0;
	write_file("w/b/2.md", "");
	write_file("w/b/10.md", "");
	write_file("w/b.md", "");
	write_file("w/a-/x.md", "");
	write_file("w/.git/config", "");
	write_file("w/node_modules/y.md", "");
	made &= symlink("b.md", "w/c.md") == 0 && symlink("b", "w/loop") == 0 &&
		symlink("/etc/passwd", "w/out.md") == 0 &&
		symlink("none", "w/dead.md") == 0;
	ok(made, "a tree with links");
	ok(file_walk("w", &arena, &files, &diag), "walk");
	for (size_t i = 0; i < files.n; i++)
		buf_addf(&got, "%.*s ", STR_FMT(files.paths[i]));
	is_str(buf_str(&got), STR("a-/x.md b.md b/10.md b/2.md c.md "),
	       "walk: sorted, no hidden folder, no link out");
	is_int((long long)diag.n_notes, 1, "walk: the link out is noted");
	ok(!file_walk("none", &arena, &files, &diag), "walk: no such folder");
	buf_release(&got);
	diag_release(&diag);
	arena_release(&arena);
}

static const struct {
	const char *path;
	bool inside;
} insides[] = {
	{ "a.md", true },
	{ "x/y/z.md", true },
	{ "x/../a.md", true },
	{ "../a.md", false },
	{ "x/../../a.md", false },
	{ "/etc/passwd", false },
	{ "..", false },
	{ "..a", true },
	{ "out/passwd", false },
	{ "out/new/x.md", false },
	{ "back/inside.md", true },
};

static void
test_inside(void)
{
	bool made = mkdir("in", 0777) == 0 && symlink("/etc", "in/out") == 0 &&
		    mkdir("in/real", 0777) == 0 &&
		    symlink("real", "in/back") == 0;

	ok(made, "a folder with a link out");
	for (size_t i = 0; i < sizeof(insides) / sizeof(*insides); i++)
		ok(file_is_inside("in", insides[i].path) == insides[i].inside,
		   insides[i].path);
}

static const struct {
	const char *path, *dir, *base, *normal;
} paths[] = {
	{ "a", "", "a", "a" },
	{ "a/b", "a", "b", "a/b" },
	{ "/a", "/", "a", "/a" },
	{ "/a/b", "/a", "b", "/a/b" },
	{ "./a//b/../c", "./a//b/..", "c", "a/c" },
	{ "../a", "..", "a", "../a" },
	{ "../../a", "../..", "a", "../../a" },
	{ "a/..", "a", "..", "" },
	{ "a/../..", "a/..", "..", ".." },
	{ "/../a", "/..", "a", "/a" },
	{ "a/b/", "a/b", "", "a/b" },
	{ "a/./b", "a/.", "b", "a/b" },
	{ "", "", "", "" },
};

static void
test_paths(void)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		struct str path = str_of(paths[i].path);

		is_str(path_dir(path), str_of(paths[i].dir), paths[i].path);
		is_str(path_base(path), str_of(paths[i].base), paths[i].path);
		is_str(path_normal(&arena, path), str_of(paths[i].normal),
		       paths[i].path);
	}
	is_str(path_join(&arena, STR("a"), STR("b")), STR("a/b"), "join");
	is_str(path_join(&arena, STR(""), STR("b")), STR("b"), "join: no dir");
	is_str(path_join(&arena, STR("."), STR("b")), STR("b"), "join: .");
	is_str(path_join(&arena, STR("/"), STR("b")), STR("/b"), "join: root");
	arena_release(&arena);
}

static void
remove_tree(const char *path)
{
	struct buf command = { 0 };

	buf_addf(&command, "rm -rf '%s'", path);
	if (system(command.p) != 0)
		printf("# %s is left\n", path);
	buf_release(&command);
}

int
main(void)
{
	if (!mkdtemp(folder) || chdir(folder) != 0) {
		puts("Bail out! no temporary folder");
		return 1;
	}
	test_load();
	test_state();
	test_save();
	test_save_link();
	test_save_litter();
	test_save_together();
	test_save_modes();
	test_load_live();
	test_save_over();
	test_walk();
	test_inside();
	test_paths();
	remove_tree(folder);
	return tap_done();
}
