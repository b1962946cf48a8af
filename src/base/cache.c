/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cache.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* The first line says what the file is; another one is not read. */
#define CACHE_HEAD "calque 1"

static struct str
cache_path(struct arena *arena, const char *root)
{
	const char *dir = getenv("XDG_CACHE_HOME");
	const char *home = getenv("HOME");
	char *real = realpath(root, NULL);
	struct str path = { 0 };

	if (real && dir && dir[0] == '/')
		path = arena_strf(arena, "%s/calque/%016llx", dir,
				  str_hash(str_of(real)));
	else if (real && home && home[0] == '/')
		path = arena_strf(arena, "%s/.cache/calque/%016llx", home,
				  str_hash(str_of(real)));
	free(real);
	return path;
}

static void
set_entry(struct cache *c, struct str path, unsigned long long hash)
{
	size_t i = map_find(&c->index, path);

	if (i != MAP_NONE) {
		c->changed = c->changed || c->entries[i].hash != hash;
		c->entries[i].hash = hash;
		return;
	}
	path = arena_str(&c->arena, path);
	map_set(&c->index, path, c->n);
	ARENA_PUSH(&c->arena, c->entries, c->n, c->cap,
		   ((struct cache_entry){ path, hash }));
	c->changed = true;
}

static void
read_entries(struct cache *c, struct str text)
{
	struct str rest = text, line;

	if (!str_split(&rest, '\n', &line) || !str_eq(line, STR(CACHE_HEAD)))
		return;
	while (str_split(&rest, '\n', &line)) {
		char *end;
		unsigned long long hash;

		if (line.n < 18 || line.p[16] != ' ')
			continue;
		hash = strtoull(line.p, &end, 16);
		if (end == line.p + 16)
			set_entry(c, str_from(line, 17), hash);
	}
}

/* Each save makes a new file. */
static long long
stamp_of(struct str file)
{
	struct stat st;

	if (!file.p || stat(file.p, &st) != 0)
		return 0;
	return (long long)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec +
	       (long long)st.st_ino;
}

void
cache_open(struct cache *c, const char *root)
{
	struct buf text = { 0 };
	struct diag silent = { 0 };
	long long stamp;

	*c = (struct cache){ 0 };
	c->file = cache_path(&c->arena, root);
	stamp = stamp_of(c->file);
	if (c->file.p && file_state(c->file.p) == FILE_REGULAR &&
	    file_load(c->file.p, &text, &silent)) {
		buf_add_byte(&text, '\0'); /* strtoull stops here */
		read_entries(c, str_sub(buf_str(&text), 0, text.n - 1));
	}
	c->changed = false;
	c->stamp = stamp;
	buf_release(&text);
	diag_release(&silent);
}

void
cache_refresh(struct cache *c, const char *root)
{
	if (c->file.p && stamp_of(c->file) != c->stamp) {
		cache_close(c);
		cache_open(c, root);
	}
}

bool
cache_knows(const struct cache *c, struct str path, struct str bytes)
{
	size_t i = map_find(&c->index, path);

	return i != MAP_NONE && c->entries[i].hash == str_hash(bytes);
}

void
cache_note(struct cache *c, struct str path, struct str bytes)
{
	set_entry(c, path, str_hash(bytes));
}

void
cache_save(struct cache *c)
{
	struct buf text = { 0 };
	struct diag silent = { 0 };

	if (!c->changed || !c->file.p)
		return;
	buf_add_str(&text, CACHE_HEAD "\n");
	for (size_t i = 0; i < c->n; i++)
		buf_addf(&text, "%016llx %.*s\n", c->entries[i].hash,
			 STR_FMT(c->entries[i].path));
	file_save(c->file.p, buf_str(&text), &silent);
	c->changed = false;
	c->stamp = stamp_of(c->file);
	buf_release(&text);
	diag_release(&silent);
}

void
cache_close(struct cache *c)
{
	cache_save(c);
	map_release(&c->index);
	arena_release(&c->arena);
}
