/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"
#include "history/git.h"

#include <stdint.h>

#define CACHE_MAX_BYTES ((size_t)32 << 20)
/* Larger objects are no pages: they are handed on, not kept. */
#define CACHE_MAX_OBJECT ((size_t)1 << 20)
/* A longer name of an object is none: git's paths end at 4096 bytes. */
#define NAME_MAX_BYTES 8192

static void
cache_add(struct git *g, const struct git_object *o)
{
	struct git_object kept = { 0 };

	if (o->bytes.n > CACHE_MAX_OBJECT)
		return;
	if (g->cached_bytes + o->bytes.n > CACHE_MAX_BYTES) {
		map_clear(&g->cache);
		arena_clear(&g->cache_arena);
		g->cached = NULL;
		g->n_cached = g->cap_cached = g->cached_bytes = 0;
	}
	if (map_find(&g->cache, o->id) != MAP_NONE)
		return;
	kept.id = arena_str(&g->cache_arena, o->id);
	kept.type = arena_str(&g->cache_arena, o->type);
	kept.bytes = arena_str(&g->cache_arena, o->bytes);
	map_set(&g->cache, kept.id, g->n_cached);
	ARENA_PUSH(&g->cache_arena, g->cached, g->n_cached, g->cap_cached,
		   kept);
	/* the id, the type, the map's slot */
	g->cached_bytes += o->bytes.n + 200;
}

/* One line to git, which would take a CR at its end for a part of that. */
static bool
is_name(struct str name)
{
	return name.n && name.n <= NAME_MAX_BYTES &&
	       name.p[name.n - 1] != '\r' &&
	       str_find_byte(name, 0, '\n') == name.n &&
	       str_find_byte(name, 0, '\0') == name.n;
}

static bool
start_reader(struct git *g)
{
	static const char *const args[] = { "cat-file", "--batch", NULL };

	if (g->reader_state != GIT_NOT_STARTED)
		return g->reader_state == GIT_RUNS;
	if (g->state != GIT_READY)
		return false;
	if (git_start(g, &g->reader, args)) {
		g->reader_state = GIT_RUNS;
		return true;
	}
	g->reader_state = GIT_BROKEN;
	return git_failed(g, &g->reader);
}

/*
 * It ended: never ask it again. But in a partial clone it ends at each object
 * that is not here, because it may not fetch it; it gets some more lives.
 */
static enum git_found
reader_broke(struct git *g)
{
	proc_finish(&g->reader);
	git_failed(g, &g->reader);
	g->reader_state = GIT_BROKEN;
	if (g->is_partial && g->n_lives) {
		g->n_lives--;
		proc_release(&g->reader);
		g->reader_state = GIT_NOT_STARTED;
	}
	return GIT_UNKNOWN;
}

/* "ID TYPE SIZE" */
static bool
read_head(struct str line, struct str *id, struct str *type, size_t *size)
{
	struct str number = { 0 };

	*size = 0;
	if (!str_split(&line, ' ', id) || !str_split(&line, ' ', type) ||
	    !str_split(&line, ' ', &number) || line.p || !git_is_id(*id) ||
	    !number.n)
		return false;
	for (size_t i = 0; i < number.n; i++) {
		if (!ascii_is_digit(number.p[i]) || *size > SIZE_MAX / 20)
			return false;
		*size = *size * 10 + (size_t)(number.p[i] - '0');
	}
	return true;
}

/* Read past an object that is too large. */
static bool
drain(struct proc *p, size_t n)
{
	struct str part;

	while (n) {
		size_t step = n < 65536 ? n : 65536;

		if (!proc_bytes(p, step, &part))
			return false;
		n -= step;
	}
	return true;
}

/* The answer to `name`. The object's bytes are followed by a line end. */
static enum git_found
read_answer(struct git *g, struct str name, struct git_object *o)
{
	struct str line, what;
	size_t size;

	if (!proc_line(&g->reader, &line))
		return reader_broke(g);
	buf_clear(&g->line);
	buf_add(&g->line, line);
	line = buf_str(&g->line);
	what = str_starts(line, name) ? str_from(line, name.n) :
					(struct str){ 0 };
	if (str_eq(what, STR(" ambiguous")))
		return GIT_AMBIGUOUS;
	if (str_eq(what, STR(" missing")) ||
	    !read_head(line, &o->id, &o->type, &size))
		return GIT_UNKNOWN;
	if (size >= FILE_MAX_BYTES) {
		if (!drain(&g->reader, size) || !drain(&g->reader, 1))
			reader_broke(g);
		return GIT_UNKNOWN;
	}
	if (!proc_bytes(&g->reader, size + 1, &o->bytes))
		return reader_broke(g);
	o->bytes.n = size;
	cache_add(g, o);
	return GIT_FOUND;
}

enum git_found
git_read(struct git *g, struct str name, struct git_object *o)
{
	size_t known = map_find(&g->cache, name);

	*o = (struct git_object){ 0 };
	if (known != MAP_NONE) {
		*o = g->cached[known];
		return GIT_FOUND;
	}
	if (!is_name(name) || !start_reader(g))
		return GIT_UNKNOWN;
	proc_send(&g->reader, name);
	proc_send(&g->reader, STR("\n"));
	return read_answer(g, name, o);
}

/* ---- paths and dates ---- */

struct str
git_project_path(const struct git *g, struct str path)
{
	return str_starts(path, g->prefix) ? str_from(path, g->prefix.n) :
					     (struct str){ 0 };
}

static void
put_number(char *at, size_t n_digits, long long n)
{
	while (n_digits--) {
		at[n_digits] = (char)('0' + n % 10);
		n /= 10;
	}
}

/*
 * The civil date of a day (proleptic Gregorian), counted in 400 years from
 * 0000-03-01, so that the leap day is the last of its year.
 */
void
git_date(long long seconds, char date[GIT_DATE_BYTES])
{
	long long day = seconds / 86400 - (seconds % 86400 < 0);
	long long of_era, year, of_year, month;

	memset(date, '?', GIT_DATE_BYTES);
	date[4] = date[7] = '-';
	date[10] = '\0';
	if (day < -719468 || day > 2932896) /* 0000-03-01 .. 9999-12-31 */
		return;
	day += 719468;
	of_era = day % 146097;
	year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) /
	       365;
	of_year = of_era - (365 * year + year / 4 - year / 100);
	month = (5 * of_year + 2) / 153; /* 0: March */
	put_number(date, 4, day / 146097 * 400 + year + (month >= 10));
	put_number(date + 5, 2, month < 10 ? month + 3 : month - 9);
	put_number(date + 8, 2, of_year - (153 * month + 2) / 5 + 1);
}
