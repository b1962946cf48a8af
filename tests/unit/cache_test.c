/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cache.h"
#include "unit/tap.h"

#include "base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct str none = { 0 };
static char folder[] = "/tmp/calque-cache-test-XXXXXX";

/* ---- work ---- */

static char page[sizeof(folder) + 20], catalog[sizeof(folder) + 20];

static void
put(const char *path, struct str bytes)
{
	struct diag silent = { 0 };

	file_save(path, bytes, &silent);
	diag_release(&silent);
}

static struct cache_work
work_of(struct str files[2])
{
	files[0] = str_of(page);
	files[1] = str_of(catalog);
	return (struct cache_work){ .kind = CACHE_SYNC,
				    .path = str_of(catalog),
				    .files = files,
				    .n_files = 2 };
}

static void
note_work(struct str salt, struct str page_bytes, struct str catalog_bytes)
{
	struct str files[2];
	struct cache_work work = work_of(files);
	struct cache_sum sums[2] = { cache_sum_of(page_bytes),
				     cache_sum_of(catalog_bytes) };
	struct cache c;

	cache_open(&c, ".", salt);
	cache_note_done(&c, &work, sums, 7);
	cache_close(&c);
}

static bool
is_done(struct str salt)
{
	struct str files[2];
	struct cache_work work = work_of(files);
	struct cache c;
	size_t n = 0;
	bool done;

	cache_open(&c, ".", salt);
	done = cache_is_done(&c, &work, &n) && n == 7;
	cache_close(&c);
	return done;
}

/* The one file of the cache. */
static void
load_cache(struct buf *bytes, char *path, size_t size)
{
	struct diag silent = { 0 };
	struct dirent *entry;
	char where[sizeof(folder) + 20];
	DIR *dir;

	snprintf(where, sizeof(where), "%s/calque", folder);
	dir = opendir(where);
	while (dir && (entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			snprintf(path, size, "%s/%s", where, entry->d_name);
	if (dir)
		closedir(dir);
	file_load(path, bytes, &silent);
	diag_release(&silent);
}

static void
check_damage(struct str salt)
{
	static const char *const texts[] = { "", "calque 1\n", "calque 2 \n" };
	struct buf bytes = { 0 };
	char path[4096] = "";
	bool any = false;

	load_cache(&bytes, path, sizeof(path));
	for (size_t i = 0; i < bytes.n; i++) {
		bytes.p[i] ^= 1;
		put(path, buf_str(&bytes));
		bytes.p[i] ^= 1;
		any = any || is_done(salt);
	}
	ok(bytes.n > 100 && !any, "with any byte wrong it knows nothing");
	for (size_t i = 0; i < bytes.n; i++) {
		put(path, str_sub(buf_str(&bytes), 0, i));
		any = any || is_done(salt);
	}
	ok(!any, "nor where it is cut off");
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		put(path, str_of(texts[i]));
		any = any || is_done(salt);
	}
	ok(!any, "nor where it is of another version");
	put(path, buf_str(&bytes));
	ok(is_done(salt), "as it was, it knows again");
	buf_release(&bytes);
}

/* Files that were changed just now: their times say nothing. */
static void
check_recent(struct str salt)
{
	struct timespec old[2] = { { .tv_sec = 1000000 },
				   { .tv_sec = 1000000 } };

	put(page, STR("text"));
	put(catalog, STR("po"));
	ok(!is_done(salt), "no work is known at first");
	note_work(salt, STR("text"), STR("po"));
	ok(is_done(salt), "noted work is done");
	put(page, STR("TEXT"));
	ok(!is_done(salt), "a page of the same size, changed at once");
	put(page, STR("text"));
	ok(is_done(salt), "and back");
	put(page, STR("TEXT"));
	utimensat(AT_FDCWD, page, old, 0);
	ok(!is_done(salt), "a page that says it is old");
	put(page, STR("text"));
}

static void
check_old(struct str salt)
{
	struct timespec early[2] = { { .tv_sec = 1000000 },
				     { .tv_sec = 1000000 } };

	sleep(4); /* until the files are not recent any more */
	ok(is_done(salt), "contents are read once more");
	ok(is_done(salt), "and known by the times");
	utimensat(AT_FDCWD, page, early, 0);
	ok(is_done(salt), "a touched page with the same text");
	ok(!is_done(STR("other config")), "another config");
	ok(!is_done(none), "without the cache");
	note_work(salt, STR("text"), STR("po"));
	put(page, STR("TEXT"));
	ok(!is_done(salt), "a changed page of the same size");
	put(page, STR("text"));
	ok(is_done(salt), "and back again");
	remove(catalog);
	ok(!is_done(salt), "a catalog that is gone");
	note_work(salt, STR("text"), none);
	ok(is_done(salt), "work on a file that is not there");
	put(catalog, STR(""));
	ok(!is_done(salt), "an empty file is another thing");
	put(catalog, STR("po"));
	note_work(none, STR("text"), STR("po"));
	ok(!is_done(salt), "without the cache nothing is noted");
	note_work(salt, STR("text"), STR("po"));
}

static void
check_work(void)
{
	struct str salt = STR("config");

	snprintf(page, sizeof(page), "%s/a.md", folder);
	snprintf(catalog, sizeof(catalog), "%s/a.po", folder);
	check_recent(salt);
	check_old(salt);
	check_damage(salt);
}

int
main(void)
{
	struct cache c;
	char path[sizeof(folder) + 20];

	if (!mkdtemp(folder) || setenv("XDG_CACHE_HOME", folder, 1) != 0) {
		puts("Bail out! no temporary folder");
		return 1;
	}
	cache_open(&c, ".", none);
	ok(!cache_knows(&c, STR("a.md"), STR("text")), "an empty cache");
	cache_note(&c, STR("a.md"), STR("old"));
	cache_note(&c, STR("a.md"), STR("text"));
	cache_note(&c, STR("name with blanks.md"), STR(""));
	cache_close(&c);

	cache_open(&c, ".", none);
	ok(cache_knows(&c, STR("a.md"), STR("text")), "the bytes are known");
	ok(!cache_knows(&c, STR("a.md"), STR("old")), "older ones are not");
	ok(!cache_knows(&c, STR("b.md"), STR("text")), "another path is not");
	ok(cache_knows(&c, STR("name with blanks.md"), STR("")),
	   "an empty file, a path with blanks");
	cache_close(&c);

	cache_open(&c, "/", none);
	ok(!cache_knows(&c, STR("a.md"), STR("text")),
	   "another project has another cache");
	cache_close(&c);

	check_work();
	unsetenv("XDG_CACHE_HOME");
	unsetenv("HOME");
	cache_open(&c, ".", none);
	cache_note(&c, STR("a.md"), STR("text"));
	ok(cache_knows(&c, STR("a.md"), STR("text")),
	   "without a place for it, it lasts for the run");
	cache_close(&c);

	snprintf(path, sizeof(path), "rm -rf %s", folder);
	if (system(path) != 0)
		printf("# %s is left\n", folder);
	return tap_done();
}
