/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cache.h"

#include "base/file.h"
#include "base/sha256.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

/* The first line says what the file is; another one is not read. */
#define CACHE_HEAD "calque 3 "

/* As coarse as the times of any file system are, in seconds. */
#define COARSE_SECONDS 2

/* ORDER cache_kind */
static const char kind_names[] = "fwsbh";

/* When a file was changed last, and which file it is. */
struct stamp {
	unsigned long long numbers[6];
};

#define N_STAMP (sizeof(struct stamp) / sizeof(unsigned long long))

struct cache_entry {
	enum cache_kind kind;
	bool used; /* in this run */
	struct str path;
	struct cache_sum sum; /* of the file, or of what the work depends on */
	size_t n;	      /* of work: what was noted with it */
	struct stamp stamp;   /* of a file */
};

/* ---- sums ---- */

static struct cache_sum
plain_sum(struct str bytes)
{
	unsigned char all[SHA256_BYTES];
	struct cache_sum sum;

	sha256(bytes, all);
	memcpy(sum.bytes, all, sizeof(sum.bytes));
	return sum;
}

struct cache_sum
cache_sum_of(struct str bytes)
{
	return bytes.p ? plain_sum(bytes) : (struct cache_sum){ { 0 } };
}

struct cache_sum
cache_sum_all(const struct cache_sum *sums, size_t n)
{
	return plain_sum(str_make((const char *)sums, n * sizeof(*sums)));
}

static bool
is_same_sum(const struct cache_sum *a, const struct cache_sum *b)
{
	return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

static struct str
sum_bytes(const struct cache_sum *sum)
{
	return str_make((const char *)sum->bytes, sizeof(sum->bytes));
}

/* Enough to know again what nobody forges: a built page, a list of sums. */
static struct cache_sum
quick_sum(struct str bytes)
{
	struct cache_sum sum = { { 0 } };
	unsigned long long hash = str_hash(bytes);

	for (size_t i = 0; i < 8; i++)
		sum.bytes[i] = (unsigned char)(hash >> (8 * i));
	return sum;
}

/* ---- entries ---- */

static struct cache_entry *
find(struct cache *c, enum cache_kind kind, struct str path)
{
	size_t i = map_find(&c->index[kind], path);

	if (i == MAP_NONE)
		return NULL;
	c->entries[i].used = true;
	return &c->entries[i];
}

static void
set(struct cache *c, struct cache_entry entry)
{
	struct cache_entry *old = find(c, entry.kind, entry.path);

	if (old) {
		entry.path = old->path;
		c->changed = c->changed || old->n != entry.n ||
			     !is_same_sum(&old->sum, &entry.sum) ||
			     memcmp(&old->stamp, &entry.stamp,
				    sizeof(entry.stamp)) != 0;
		*old = entry;
		return;
	}
	entry.path = arena_str(&c->arena, entry.path);
	map_set(&c->index[entry.kind], entry.path, c->n);
	ARENA_PUSH(&c->arena, c->entries, c->n, c->cap, entry);
	c->changed = true;
}

static void
note(struct cache *c, struct cache_entry entry)
{
	entry.used = true;
	pthread_mutex_lock(&c->lock);
	set(c, entry);
	pthread_mutex_unlock(&c->lock);
}

/* A copy, because others may add entries meanwhile. */
static bool
look_up(struct cache *c, enum cache_kind kind, struct str path,
	struct cache_entry *out)
{
	const struct cache_entry *e;

	pthread_mutex_lock(&c->lock);
	e = find(c, kind, path);
	if (e)
		*out = *e;
	pthread_mutex_unlock(&c->lock);
	return e != NULL;
}

/* ---- the file ---- */

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

static bool
read_sum(struct str hex, struct cache_sum *sum)
{
	if (hex.n != 2 * sizeof(sum->bytes))
		return false;
	for (size_t i = 0; i < hex.n; i++) {
		int c = hex.p[i];
		int digit = ascii_is_digit(c) ? c - '0' : c - 'a' + 10;

		if (!ascii_is_digit(c) && (c < 'a' || c > 'f'))
			return false;
		sum->bytes[i / 2] =
			(unsigned char)(sum->bytes[i / 2] << 4 | digit);
	}
	return true;
}

static bool
read_number(struct str *rest, unsigned long long *n)
{
	struct str digits;

	*n = 0;
	if (!str_split(rest, ' ', &digits) || !digits.n)
		return false;
	for (size_t i = 0; i < digits.n; i++) {
		if (!ascii_is_digit(digits.p[i]))
			return false;
		*n = *n * 10 + (unsigned long long)(digits.p[i] - '0');
	}
	return true;
}

/* `KIND SUM N STAMP... PATH`: of a kind without N or STAMP, they are left out. */
static void
read_entry(struct cache *c, struct str line)
{
	struct cache_entry e = { .kind = N_CACHE_KINDS };
	struct str rest = line, piece;
	const char *kind = NULL;
	unsigned long long n = 0;
	bool ok;

	if (str_split(&rest, ' ', &piece) && piece.n == 1)
		kind = strchr(kind_names, piece.p[0]);
	ok = kind && str_split(&rest, ' ', &piece) && read_sum(piece, &e.sum);
	if (!ok)
		return;
	e.kind = (enum cache_kind)(kind - kind_names);
	if (e.kind == CACHE_FILE)
		for (size_t i = 0; ok && i < N_STAMP; i++)
			ok = read_number(&rest, &e.stamp.numbers[i]);
	else if (e.kind != CACHE_WROTE)
		ok = read_number(&rest, &n);
	e.n = (size_t)n;
	e.path = rest;
	if (ok && rest.p)
		set(c, e);
}

/* A file that is damaged says nothing at all. */
static void
read_entries(struct cache *c, struct str text)
{
	struct str rest = text, line;
	char head[32];

	if (!str_split(&rest, '\n', &line) || !rest.p)
		return;
	snprintf(head, sizeof(head), CACHE_HEAD "%016llx", str_hash(rest));
	if (!str_eq(line, str_of(head)))
		return;
	while (str_split(&rest, '\n', &line))
		read_entry(c, line);
}

static void
add_entry(const struct cache_entry *e, struct buf *out)
{
	buf_addf(out, "%c ", kind_names[e->kind]);
	for (size_t i = 0; i < sizeof(e->sum.bytes); i++)
		buf_addf(out, "%02x", e->sum.bytes[i]);
	if (e->kind == CACHE_FILE)
		for (size_t i = 0; i < N_STAMP; i++)
			buf_addf(out, " %llu", e->stamp.numbers[i]);
	else if (e->kind != CACHE_WROTE)
		buf_addf(out, " %zu", e->n);
	buf_addf(out, " %.*s\n", STR_FMT(e->path));
}

static int
by_kind_and_path(const void *a, const void *b)
{
	const struct cache_entry *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return str_cmp(x->path, y->path);
}

/* What was not used may be of a file that is gone. */
static bool
is_of_use(const struct cache_entry *e)
{
	return str_find_byte(e->path, 0, '\n') == e->path.n &&
	       (e->used || file_state(e->path.p) != FILE_ABSENT);
}

static void
add_entries(const struct cache *c, struct buf *out)
{
	struct arena scratch = { 0 };
	struct cache_entry *sorted =
		arena_array(&scratch, c->n + 1, sizeof(*sorted));

	for (size_t i = 0; i < c->n; i++)
		sorted[i] = c->entries[i];
	qsort(sorted, c->n, sizeof(*sorted), by_kind_and_path);
	for (size_t i = 0; i < c->n; i++)
		if (is_of_use(&sorted[i]))
			add_entry(&sorted[i], out);
	arena_release(&scratch);
}

/* Each save makes a new file. */
static long long
version_of(struct str file)
{
	struct stat st;

	if (!file.p || stat(file.p, &st) != 0)
		return 0;
	return (long long)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec +
	       (long long)st.st_ino;
}

void
cache_save(struct cache *c)
{
	struct buf text = { 0 }, all = { 0 };
	struct diag silent = { 0 };

	if (!c->changed || !c->file.p)
		return;
	add_entries(c, &text);
	buf_addf(&all, CACHE_HEAD "%016llx\n", str_hash(buf_str(&text)));
	buf_add(&all, buf_str(&text));
	file_save_made(c->file.p, buf_str(&all), &silent);
	c->changed = false;
	c->version = version_of(c->file);
	buf_release(&text);
	buf_release(&all);
	diag_release(&silent);
}

void
cache_open(struct cache *c, const char *root, struct str salt)
{
	struct buf text = { 0 };
	struct diag silent = { 0 };
	long long version;

	*c = (struct cache){ .knows_work = salt.p != NULL,
			     .salt = cache_sum_of(salt),
			     .recent = (long long)time(NULL) - COARSE_SECONDS };
	pthread_mutex_init(&c->lock, NULL);
	c->file = cache_path(&c->arena, root);
	version = version_of(c->file);
	if (c->file.p && file_state(c->file.p) == FILE_REGULAR &&
	    file_load(c->file.p, &text, &silent))
		read_entries(c, buf_str(&text));
	c->changed = false;
	c->version = version;
	buf_release(&text);
	diag_release(&silent);
}

void
cache_close(struct cache *c)
{
	cache_save(c);
	for (size_t i = 0; i < N_CACHE_KINDS; i++)
		map_release(&c->index[i]);
	arena_release(&c->arena);
	pthread_mutex_destroy(&c->lock);
	c->changed = false;
}

void
cache_refresh(struct cache *c, const char *root)
{
	struct cache old = *c;

	if (!c->file.p || version_of(c->file) == c->version)
		return;
	cache_close(c);
	cache_open(c, root, (struct str){ 0 });
	c->salt = old.salt;
	c->knows_work = old.knows_work;
}

/* ---- what was built ---- */

bool
cache_knows(struct cache *c, struct str path, struct str bytes)
{
	struct cache_sum sum = quick_sum(bytes);
	struct cache_entry e;

	return look_up(c, CACHE_WROTE, path, &e) && is_same_sum(&e.sum, &sum);
}

void
cache_note(struct cache *c, struct str path, struct str bytes)
{
	note(c, (struct cache_entry){ .kind = CACHE_WROTE,
				      .path = path,
				      .sum = quick_sum(bytes) });
}

/* ---- files ---- */

/* False: it is not there, or was changed so lately that it may change again. */
static bool
stamp_file(const struct cache *c, struct str path, struct stamp *stamp)
{
	struct stat st;

	if (stat(path.p, &st) != 0 || !S_ISREG(st.st_mode) ||
	    (long long)st.st_mtim.tv_sec >= c->recent ||
	    (long long)st.st_ctim.tv_sec >= c->recent)
		return false;
	*stamp = (struct stamp){ {
		(unsigned long long)st.st_size,
		(unsigned long long)st.st_mtim.tv_sec,
		(unsigned long long)st.st_mtim.tv_nsec,
		(unsigned long long)st.st_ctim.tv_sec,
		(unsigned long long)st.st_ctim.tv_nsec,
		(unsigned long long)st.st_ino,
	} };
	return true;
}

/* Nobody changed the file since before the run began: its sum stays. */
static void
note_file(struct cache *c, struct str path, const struct cache_sum *sum)
{
	struct cache_entry e = { .kind = CACHE_FILE,
				 .path = path,
				 .sum = *sum };

	if (stamp_file(c, path, &e.stamp))
		note(c, e);
}

bool
cache_sum_file(struct cache *c, struct str path, struct cache_sum *sum)
{
	struct diag silent = { 0 };
	struct buf bytes = { 0 };
	struct cache_entry e;
	struct stamp now;
	bool ok = true;

	if (stamp_file(c, path, &now) && look_up(c, CACHE_FILE, path, &e) &&
	    memcmp(&e.stamp, &now, sizeof(now)) == 0) {
		*sum = e.sum;
	} else if (file_state(path.p) == FILE_ABSENT) {
		*sum = cache_sum_of((struct str){ 0 });
	} else if ((ok = file_load(path.p, &bytes, &silent))) {
		*sum = plain_sum(buf_str(&bytes));
		note_file(c, path, sum);
	}
	buf_release(&bytes);
	diag_release(&silent);
	return ok;
}

/* ---- work ---- */

static void
add_part(struct buf *out, struct str part)
{
	buf_add(out, str_make((const char *)&part.n, sizeof(part.n)));
	buf_add(out, part);
}

/* What the work depends on, as far as it is no file. */
static void
add_work(struct buf *out, const struct cache *c, const struct cache_work *work)
{
	add_part(out, sum_bytes(&c->salt));
	buf_add_byte(out, kind_names[work->kind]);
	add_part(out, work->path);
	buf_add(out, sum_bytes(&work->also));
}

static void
add_file(struct buf *out, struct str path, const struct cache_sum *sum)
{
	add_part(out, path);
	buf_add(out, sum_bytes(sum));
}

bool
cache_is_done(struct cache *c, const struct cache_work *work, size_t *n)
{
	struct buf all = { 0 };
	struct cache_entry e;
	struct cache_sum sum;
	bool ok = c->knows_work && look_up(c, work->kind, work->path, &e);

	if (!ok)
		return false;
	add_work(&all, c, work);
	for (size_t i = 0; ok && i < work->n_files; i++) {
		ok = cache_sum_file(c, work->files[i], &sum);
		add_file(&all, work->files[i], &sum);
	}
	sum = quick_sum(buf_str(&all));
	*n = e.n;
	buf_release(&all);
	return ok && is_same_sum(&sum, &e.sum);
}

void
cache_note_done(struct cache *c, const struct cache_work *work,
		const struct cache_sum *sums, size_t n)
{
	struct buf all = { 0 };

	if (!c->knows_work)
		return;
	add_work(&all, c, work);
	for (size_t i = 0; i < work->n_files; i++) {
		add_file(&all, work->files[i], &sums[i]);
		note_file(c, work->files[i], &sums[i]);
	}
	note(c, (struct cache_entry){ .kind = work->kind,
				      .path = work->path,
				      .sum = quick_sum(buf_str(&all)),
				      .n = n });
	buf_release(&all);
}
