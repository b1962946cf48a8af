/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/watch_backend.h"

#include "base/die.h"
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/select.h>
#include <time.h>

/* A batch ends after this time, though files are still being saved. */
#define BATCH_MAX_MS 200

/* So long a file may be gone while an editor puts another in its place. */
#define REPLACE_MS 100

/* How often files are compared at the most. */
#define POLL_MS 250

/* Comparing takes at most one part of so many of the time. */
#define POLL_SHARE 20

long long
watch_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- paths ---- */

static bool
is_below(struct str path, struct str dir)
{
	return !dir.n || (str_starts(path, dir) &&
			  (str_eq(dir, STR("/")) || path.n == dir.n ||
			   path.p[dir.n] == '/'));
}

/* As in file_walk. */
static bool
is_left_out(struct str name)
{
	return str_starts(name, STR(".")) || str_eq(name, STR("node_modules"));
}

enum watch_place
watch_place(const struct watch *w, struct str path)
{
	enum watch_place place = WATCH_OUTSIDE;

	for (size_t i = 0; i < w->n_roots && place != WATCH_INSIDE; i++) {
		struct str root = w->roots[i];

		if (str_eq(path, root) ||
		    (is_below(path, root) && !is_left_out(path_base(path))))
			place = WATCH_INSIDE;
		else if (is_below(root, path))
			place = WATCH_ABOVE;
	}
	return place;
}

const char *
watch_c_path(struct watch *w, struct str path)
{
	return path.n ? arena_cstr(&w->scratch, path) : ".";
}

/* ---- walk ---- */

/* Links to files are followed, to folders only where the site names them. */
static bool
stat_entry(const char *path, size_t depth, struct stat *st)
{
	if (depth && lstat(path, st) != 0)
		return false;
	if (depth && !S_ISLNK(st->st_mode))
		return true;
	return stat(path, st) == 0 && (!depth || S_ISREG(st->st_mode));
}

static void
visit(struct watch *w, struct str path, size_t depth)
{
	const char *c_path = watch_c_path(w, path);
	struct dirent *entry;
	struct stat st;
	DIR *dir;

	if (depth > WATCH_MAX_DEPTH || !stat_entry(c_path, depth, &st))
		return;
	if (S_ISREG(st.st_mode))
		w->backend->file(w, path, &st);
	if (!S_ISDIR(st.st_mode))
		return;
	w->backend->folder(w, path);
	dir = opendir(c_path);
	while (dir && (entry = readdir(dir))) {
		struct str name = str_of(entry->d_name);

		if (!is_left_out(name))
			visit(w, path_join(&w->scratch, path, name), depth + 1);
	}
	if (dir)
		closedir(dir);
}

/* The folders above, from the top. */
static void
visit_above(struct watch *w, struct str path)
{
	struct str dir = path_dir(path);

	w->backend->folder(w, str_sub(dir, 0, str_at(dir, 0) == '/'));
	for (size_t n = 1; n <= dir.n; n++)
		if (n == dir.n || dir.p[n] == '/')
			w->backend->folder(w, str_sub(dir, 0, n));
}

void
watch_visit(struct watch *w, struct str path)
{
	for (size_t i = 0; i < w->n_roots; i++) {
		struct str root = w->roots[i];

		if (!str_eq(root, path) && is_below(path, root)) {
			visit(w, path, 1);
		} else if (is_below(root, path)) {
			visit_above(w, root);
			visit(w, root, 0);
		}
	}
}

void
watch_visit_all(struct watch *w)
{
	for (size_t i = 0; i < w->n_roots; i++) {
		visit_above(w, w->roots[i]);
		visit(w, w->roots[i], 0);
	}
	arena_clear(&w->scratch);
}

/* ---- batches ---- */

void
watch_note(struct watch *w, struct str path)
{
	if (w->is_silent)
		return;
	w->n_noted++;
	if (map_find(&w->known, path) != MAP_NONE)
		return;
	path = arena_str(&w->batch, path);
	map_set(&w->known, path, w->n);
	ARENA_PUSH(&w->batch, w->paths, w->n, w->cap, path);
}

static bool
has_changes(const struct watch *w)
{
	return w->n || w->everything;
}

static void
clear_batch(struct watch *w)
{
	map_clear(&w->known);
	arena_clear(&w->batch);
	w->paths = NULL;
	w->n = w->cap = 0;
	w->everything = w->is_taken = false;
}

/*
 * Perhaps another file is on its way to the place of one that is gone: that one
 * is put off. Its coming back is an event of its own.
 */
static void
put_off_gone(struct watch *w)
{
	long long due = watch_now_ms() + REPLACE_MS;
	size_t n = 0;

	map_clear(&w->known);
	for (size_t i = 0; i < w->n; i++) {
		struct watch_gone gone = { w->paths[i], due };

		if (file_state(w->paths[i].p) != FILE_ABSENT) {
			map_set(&w->known, w->paths[i], n);
			w->paths[n++] = w->paths[i];
			continue;
		}
		gone.path = arena_str(&w->gone_arena, gone.path);
		ARENA_PUSH(&w->gone_arena, w->gone, w->n_gone, w->cap_gone,
			   gone);
	}
	w->n = n;
}

/* Nothing came to their place. They are in the order of their times. */
static void
note_gone_for_good(struct watch *w)
{
	size_t i = 0;

	for (; i < w->n_gone && w->gone[i].due <= watch_now_ms(); i++)
		if (file_state(w->gone[i].path.p) == FILE_ABSENT)
			watch_note(w, w->gone[i].path);
	w->n_gone -= i;
	if (w->n_gone) {
		memmove(w->gone, w->gone + i, w->n_gone * sizeof(*w->gone));
		return;
	}
	arena_clear(&w->gone_arena);
	w->gone = NULL;
	w->cap_gone = 0;
}

static void
start(struct watch *w, const struct watch_backend *backend)
{
	w->failed = false;
	w->backend = backend;
	w->is_silent = true;
	if (!backend->start(w))
		w->failed = true;
	else
		watch_visit_all(w);
	w->is_silent = false;
}

/* What happened before the files were looked at for the first time? */
static void
change_backend(struct watch *w)
{
	w->backend->stop(w);
	start(w, &watch_polling);
	w->everything = true;
}

static bool
gather(struct watch *w, int timeout_ms, const sigset_t *mask)
{
	bool ok = w->backend->gather(w, timeout_ms, mask);

	arena_clear(&w->scratch);
	if (w->failed)
		change_backend(w);
	return ok;
}

/* Until it is quiet. */
static bool
wait_for_rest(struct watch *w, const sigset_t *mask)
{
	long long begin = watch_now_ms();
	size_t before;

	do {
		before = w->n_noted;
		if (!gather(w, w->backend->quiet_ms, mask))
			return false;
	} while (w->n_noted != before && watch_now_ms() - begin < BATCH_MAX_MS);
	return true;
}

/* Milliseconds until there is something to do; -1: there is nothing. */
static int
time_left(const struct watch *w, long long end)
{
	long long now = watch_now_ms();

	if (w->n_gone && (end < 0 || w->gone[0].due < end))
		end = w->gone[0].due;
	return end < 0 ? -1 : end > now ? (int)(end - now) : 0;
}

const struct watch_changes *
watch_next(struct watch *w, int timeout_ms, const sigset_t *mask)
{
	long long end = timeout_ms < 0 ? -1 : watch_now_ms() + timeout_ms;

	if (w->is_taken)
		clear_batch(w);
	do {
		if (!has_changes(w) && !gather(w, time_left(w, end), mask))
			return NULL;
		if (has_changes(w) && !wait_for_rest(w, mask))
			return NULL;
		put_off_gone(w);
		note_gone_for_good(w);
	} while (!has_changes(w) && (end < 0 || watch_now_ms() < end));
	if (!has_changes(w))
		return NULL;
	if (w->n)
		qsort(w->paths, w->n, sizeof(*w->paths), str_cmp_qsort);
	w->changes = (struct watch_changes){ w->paths, w->n, w->everything };
	w->is_taken = true;
	return &w->changes;
}

struct watch *
watch_new(const struct str *paths, size_t n, enum watch_how how)
{
	struct watch *w = calloc(1, sizeof(*w));

	if (!w)
		die("out of memory");
	w->roots = arena_array(&w->arena, n + 1, sizeof(*w->roots));
	for (size_t i = 0; i < n; i++)
		w->roots[w->n_roots++] = path_normal(&w->arena, paths[i]);
	w->backend = &watch_polling;
	w->failed = true;
	w->fd = -1;
#ifdef HAVE_SYS_INOTIFY_H
	if (how == WATCH_BEST)
		start(w, &watch_inotify);
#endif
	if (w->failed) {
		w->backend->stop(w);
		start(w, &watch_polling);
	}
	(void)how;
	return w;
}

void
watch_free(struct watch *w)
{
	if (!w)
		return;
	w->backend->stop(w);
	map_release(&w->known);
	arena_release(&w->arena);
	arena_release(&w->batch);
	arena_release(&w->gone_arena);
	arena_release(&w->scratch);
	free(w);
}

bool
watch_is_polling(const struct watch *w)
{
	return w->backend == &watch_polling;
}

/* ---- polling ---- */

/* A file as it was; never forgotten, since many are replaced, not removed. */
struct watch_file {
	struct str path;
	struct timespec modified;
	off_t size;
	ino_t inode;
	unsigned round; /* when it was seen last; 0: it is gone */
};

static bool
is_same(const struct watch_file *a, const struct watch_file *b)
{
	return a->round && a->size == b->size && a->inode == b->inode &&
	       a->modified.tv_sec == b->modified.tv_sec &&
	       a->modified.tv_nsec == b->modified.tv_nsec;
}

static void
compare_file(struct watch *w, struct str path, const struct stat *st)
{
	struct watch_file now = { path, st->st_mtim, st->st_size, st->st_ino,
				  w->round };
	size_t i = map_find(&w->by_path, path);

	if (i == MAP_NONE) {
		i = w->n_files;
		now.path = arena_str(&w->arena, path);
		map_set(&w->by_path, now.path, i);
		ARENA_PUSH(&w->arena, w->files, w->n_files, w->cap_files, now);
		watch_note(w, path);
		return;
	}
	if (!is_same(&w->files[i], &now))
		watch_note(w, path);
	now.path = w->files[i].path;
	w->files[i] = now;
}

static void
pass_folder(struct watch *w, struct str path)
{
	(void)w;
	(void)path;
}

/* Those that were there in the last round, and not in this one. */
static void
note_gone(struct watch *w)
{
	for (size_t i = 0; i < w->n_files; i++) {
		if (!w->files[i].round || w->files[i].round == w->round)
			continue;
		w->files[i].round = 0;
		watch_note(w, w->files[i].path);
	}
}

static bool
poll_start(struct watch *w)
{
	w->round = 1;
	w->interval_ms = POLL_MS;
	return true;
}

static void
poll_stop(struct watch *w)
{
	map_release(&w->by_path);
}

static bool
poll_gather(struct watch *w, int timeout_ms, const sigset_t *mask)
{
	int ms = timeout_ms < 0 || timeout_ms > w->interval_ms ?
			 w->interval_ms :
			 timeout_ms;
	struct timespec t = { ms / 1000, (long)(ms % 1000) * 1000000 };
	long long begin;

	if (pselect(0, NULL, NULL, NULL, &t, mask) < 0 && errno == EINTR)
		return false;
	begin = watch_now_ms();
	w->round++;
	watch_visit_all(w);
	note_gone(w);
	w->interval_ms = (int)(watch_now_ms() - begin) * POLL_SHARE;
	if (w->interval_ms < POLL_MS)
		w->interval_ms = POLL_MS;
	return true;
}

const struct watch_backend watch_polling = { 50,	   poll_start,
					     poll_stop,	   pass_folder,
					     compare_file, poll_gather };
