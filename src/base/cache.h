/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cache - what calque wrote last, outside the site's own files.
 *
 * One small file in the user's cache folder ($XDG_CACHE_HOME/calque, else
 * ~/.cache/calque) for each project: a content hash for each built page. It is
 * safe to delete; without it, or where it cannot be written, calque only asks
 * more often before it replaces a page.
 */
#ifndef CALQUE_BASE_CACHE_H
#define CALQUE_BASE_CACHE_H

#include "base/arena.h"
#include "base/map.h"

struct cache_entry {
	struct str path;
	unsigned long long hash;
};

struct cache {
	struct arena arena;
	struct str file; /* no string: there is no place for one */
	struct cache_entry *entries;
	size_t n, cap;
	struct map index;
	bool changed;
	long long stamp; /* of the file as it was read or written */
};

/* Load the cache of the project in the folder `root`. Never fails. */
void cache_open(struct cache *c, const char *root);
/* Load it again where another process saved it since. */
void cache_refresh(struct cache *c, const char *root);
/* Did calque write just these bytes to path? */
bool cache_knows(const struct cache *c, struct str path, struct str bytes);
void cache_note(struct cache *c, struct str path, struct str bytes);
/* Where something was noted. */
void cache_save(struct cache *c);
/* Save and release. */
void cache_close(struct cache *c);

#endif
