/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cache - what calque did last, outside the site's own files.
 *
 * One file in the user's cache folder ($XDG_CACHE_HOME/calque, else
 * ~/.cache/calque) for each project. It is safe to delete; where it is damaged,
 * of another version or cannot be written, calque only works more, and asks more
 * often before it replaces a page. It knows
 *   - which bytes calque wrote to a built page, or imported from it;
 *   - which work came out clean: there was nothing to write and nothing to say.
 *     Such work is known by the contents of all files that it depends on, by the
 *     config and the program. Anything else is done again, and says again what
 *     it has to say;
 *   - the contents (a SHA-256) of these files, by size, times and inode. A file
 *     that was changed shortly before the run began, or later, could change
 *     again without a new time: its contents are not taken from this list.
 *
 * All functions but cache_open and cache_close may be called from several
 * threads at once.
 */
#ifndef CALQUE_BASE_CACHE_H
#define CALQUE_BASE_CACHE_H

#include "base/arena.h"
#include "base/map.h"

#include <pthread.h>

struct cache_sum {
	unsigned char bytes[16];
};

/* ORDER cache_kind (cache.c kind_names) */
enum cache_kind {
	CACHE_FILE,  /* the contents of a file */
	CACHE_WROTE, /* a page that calque built */
	CACHE_SYNC,  /* work: a catalog, by its path */
	CACHE_BUILD, /* work: a built page, by its path */
	CACHE_HELD,  /* work: a page that was held back, by its path */
	N_CACHE_KINDS
};

struct cache_entry;

struct cache {
	struct arena arena;
	struct str file; /* no string: there is no place for one */
	struct cache_entry *entries;
	size_t n, cap;
	struct map index[N_CACHE_KINDS];
	struct cache_sum salt; /* of the config and the program */
	long long recent; /* seconds: files changed since are not trusted */
	bool knows_work;  /* false: nothing but CACHE_WROTE is used */
	bool changed;
	long long version; /* of the file as it was read or written */
	pthread_mutex_t lock;
};

/* A piece of work and the files that it depends on. All borrowed. */
struct cache_work {
	enum cache_kind kind;
	struct str path;
	const struct str *files; /* NUL-terminated paths */
	size_t n_files;
	struct cache_sum also; /* anything else that it depends on, or 0 */
};

/*
 * Load the cache of the project in the folder `root`. Never fails.
 *
 * salt  what all work depends on; no string: take no work from it, and note none
 */
void cache_open(struct cache *c, const char *root, struct str salt);
/* Load it again where another process saved it since. */
void cache_refresh(struct cache *c, const char *root);
/* Did calque write just these bytes to path? */
bool cache_knows(struct cache *c, struct str path, struct str bytes);
void cache_note(struct cache *c, struct str path, struct str bytes);

/* Of the contents of a file; of no string: of a file that is not there. */
struct cache_sum cache_sum_of(struct str bytes);
/* Of the contents of several files. */
struct cache_sum cache_sum_all(const struct cache_sum *sums, size_t n);
/* The present contents of a file, read where it seems to have changed; false: it
 * cannot be read. */
bool cache_sum_file(struct cache *c, struct str path, struct cache_sum *sum);

/*
 * Did this work come out clean, and are its files still the same? Then *n is
 * what was noted with it. Cost: a stat for each file; those that seem to have
 * changed are read.
 */
bool cache_is_done(struct cache *c, const struct cache_work *work, size_t *n);
/* Note clean work: `sums` are those of its files as they were read. */
void cache_note_done(struct cache *c, const struct cache_work *work,
		     const struct cache_sum *sums, size_t n);

/* Save, where something was noted. */
void cache_save(struct cache *c);
/* Save and release. */
void cache_close(struct cache *c);

#endif
