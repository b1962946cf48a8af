/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/history.h"

#include "base/utf8.h"
#include "history/log.h"

#include <stdlib.h>

/* What commits contain is kept up to this size, then asked anew. */
#define SEEN_MAX_BYTES ((size_t)64 << 20)
/* So many commits that HEAD does not reach are read to find one that it does;
   after that what they contain is taken for nothing. */
#define UNREACHED_MAX 100000
/* git's own least */
#define ABBREV_MIN 4

void
history_init(struct history *h, struct git *git)
{
	*h = (struct history){ .git = git };
}

void
history_release(struct history *h)
{
	map_release(&h->by_id);
	map_release(&h->by_path);
	arena_release(&h->seen_arena);
	arena_release(&h->arena);
	*h = (struct history){ 0 };
}

size_t
history_add(struct history *h, struct str path)
{
	struct history_file file = { 0 };
	size_t known;

	file.path = arena_strf(&h->arena, "%.*s%.*s", STR_FMT(h->git->prefix),
			       STR_FMT(path));
	known = map_add(&h->by_path, file.path, h->n_files);
	if (known == h->n_files)
		ARENA_PUSH(&h->arena, h->files, h->n_files, h->cap_files, file);
	return known;
}

/* ---- commits ---- */

/* The line, in valid UTF-8 and without what a terminal would obey. */
static struct str
clean_line(struct arena *arena, struct str line)
{
	struct buf out = { 0 };
	struct str result;
	size_t step;

	for (size_t i = 0; i < line.n; i += step ? step : 1) {
		unsigned long c;

		step = utf8_decode(line, i, &c);
		if (step && (c < 0x20 || (c >= 0x7f && c < 0xa0)))
			buf_add_byte(&out, ' ');
		else
			buf_add_utf8(&out, step ? c : 0xfffd);
	}
	result = arena_str(arena, str_trim_space(buf_str(&out)));
	buf_release(&out);
	return result;
}

/* Absurd numbers end at the limits. */
static long long
read_seconds(struct str digits)
{
	bool negative = str_at(digits, 0) == '-';
	long long n = 0;

	for (size_t i = negative; ascii_is_digit(str_at(digits, i)); i++)
		if (n < (long long)1 << 58)
			n = n * 10 + (digits.p[i] - '0');
	return negative ? -n : n;
}

static size_t
commit_add(struct history *h, struct str id)
{
	struct history_commit c = { .id = id };
	size_t known = map_find(&h->by_id, id);

	if (known != MAP_NONE)
		return known;
	c.id = arena_str(&h->arena, id);
	map_set(&h->by_id, c.id, h->n_commits);
	ARENA_PUSH(&h->arena, h->commits, h->n_commits, h->cap_commits, c);
	return h->n_commits - 1;
}

/* A child comes before its parent, so the parent's index is not known yet. */
struct later {
	struct arena arena;
	struct str *ids; /* as many as h->n_parents */
	size_t n, cap;
};

/* Three lines: "commit ID", "SECONDS PARENT...", the subject. */
static bool
read_commit(struct history *h, struct proc *p, struct later *later)
{
	struct str line, part;
	struct history_commit *c;
	size_t commit;

	if (!proc_line(p, &line) || !str_starts(line, STR("commit ")))
		return false;
	commit = commit_add(h, str_from(line, strlen("commit ")));
	c = &h->commits[commit];
	c->is_read = true;
	c->parents = later->n;
	if (!proc_line(p, &line) || !str_split(&line, ' ', &part))
		return false;
	c->time = read_seconds(part);
	while (str_split(&line, ' ', &part))
		if (part.n)
			ARENA_PUSH(&later->arena, later->ids, later->n,
				   later->cap, arena_str(&later->arena, part));
	c->n_parents = later->n - c->parents;
	h->has_merges = h->has_merges || c->n_parents > 1;
	if (!proc_line(p, &line))
		return false;
	c->subject = clean_line(&h->arena, line);
	return true;
}

static bool
read_commits(struct history *h)
{
	const char *const args[] = { "rev-list",	 "--date-order",
				     "--encoding=UTF-8", "--format=%ct %P%n%s",
				     h->git->head.p,	 NULL };
	struct later later = { 0 };
	struct proc p;
	bool ok = git_start(h->git, &p, args);

	while (ok && read_commit(h, &p, &later))
		continue;
	if (!proc_finish(&p))
		ok = git_failed(h->git, &p);
	proc_release(&p);
	h->n_reached = h->n_commits;
	for (size_t i = 0; ok && i < later.n; i++) {
		size_t parent = map_find(&h->by_id, later.ids[i]);

		ok = parent != MAP_NONE;
		ARENA_PUSH(&h->arena, h->parents, h->n_parents, h->cap_parents,
			   parent);
	}
	arena_release(&later.arena);
	return ok;
}

bool
history_read(struct history *h)
{
	if (h->git->state != GIT_READY)
		return true;
	if (read_commits(h) && h->n_reached && log_read(h))
		return true;
	h->n_reached = 0;
	for (size_t i = 0; i < h->n_files; i++)
		h->files[i].n = 0;
	return false;
}

/*
 * Read a commit that HEAD does not reach. Where its object is not here (a
 * shallow clone) it has no parents.
 */
static void
read_unreached(struct history *h, size_t commit)
{
	struct git_object o;
	struct str line;
	size_t first = h->n_parents;

	if (git_read(h->git, h->commits[commit].id, &o) == GIT_FOUND) {
		while (str_split(&o.bytes, '\n', &line) && line.n) {
			struct str mail =
				str_from(line, str_find(line, 0, STR("> ")));

			if (str_starts(line, STR("parent "))) {
				size_t parent = commit_add(
					h, str_from(line, strlen("parent ")));

				ARENA_PUSH(&h->arena, h->parents, h->n_parents,
					   h->cap_parents, parent);
			} else if (str_starts(line, STR("committer "))) {
				h->commits[commit].time =
					read_seconds(str_from(mail, 2));
			}
		}
		str_split(&o.bytes, '\n', &line);
		h->commits[commit].subject = clean_line(&h->arena, line);
	}
	h->commits[commit].parents = first;
	h->commits[commit].n_parents = h->n_parents - first;
	h->commits[commit].is_read = true;
}

/* ---- find ---- */

static int
by_id_order(const void *a, const void *b)
{
	const struct history_commit *const *x = a, *const *y = b;

	return str_cmp((*x)->id, (*y)->id);
}

static void
sort_commits(struct history *h)
{
	const struct history_commit **order;

	order = arena_array(&h->arena, h->n_reached, sizeof(*order));
	h->sorted = arena_array(&h->arena, h->n_reached, sizeof(*h->sorted));
	for (size_t i = 0; i < h->n_reached; i++)
		order[i] = &h->commits[i];
	qsort(order, h->n_reached, sizeof(*order), by_id_order);
	for (size_t i = 0; i < h->n_reached; i++)
		h->sorted[i] = (size_t)(order[i] - h->commits);
}

static bool
is_hex(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_hex(str_at(s, i)))
			return false;
	return s.n >= ABBREV_MIN && s.n <= 64;
}

/* Of the commits that HEAD reaches. */
static enum git_found
find_reached(struct history *h, struct str digits, size_t *commit)
{
	size_t low = 0, high = h->n_reached;

	if (!h->sorted)
		sort_commits(h);
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (str_cmp(h->commits[h->sorted[mid]].id, digits) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == h->n_reached ||
	    !str_starts(h->commits[h->sorted[low]].id, digits))
		return GIT_UNKNOWN;
	*commit = h->sorted[low];
	return low + 1 < h->n_reached &&
			       str_starts(h->commits[h->sorted[low + 1]].id,
					  digits) ?
		       GIT_AMBIGUOUS :
		       GIT_FOUND;
}

static enum git_found
find_by_git(struct history *h, struct str rev, size_t *commit)
{
	struct git_object o;
	enum git_found found;
	struct buf name = { 0 };

	buf_add(&name, rev);
	buf_add_str(&name, "^{commit}");
	found = git_read(h->git, buf_str(&name), &o);
	buf_release(&name);
	if (found != GIT_FOUND)
		return found;
	*commit = commit_add(h, o.id);
	if (!h->commits[*commit].is_read)
		read_unreached(h, *commit);
	return GIT_FOUND;
}

enum git_found
history_find(struct history *h, struct str rev, size_t *commit)
{
	char digits[64];
	enum git_found found = GIT_UNKNOWN;

	*commit = MAP_NONE;
	/* `:/words` would search, `:path` is no commit */
	if (!h->n_reached || !rev.n || str_at(rev, 0) == ':')
		return GIT_UNKNOWN;
	if (is_hex(rev)) {
		for (size_t i = 0; i < rev.n; i++)
			digits[i] = (char)ascii_lower(str_at(rev, i));
		found = find_reached(h, str_make(digits, rev.n), commit);
	}
	if (found == GIT_UNKNOWN)
		found = find_by_git(h, rev, commit);
	if (found != GIT_FOUND)
		*commit = MAP_NONE;
	return found;
}

/* ---- contains ---- */

struct walk {
	struct history *h;
	struct arena arena;
	size_t *stack;
	size_t n, cap;
	struct buf visited; /* a byte for each commit */
	size_t n_unreached;
	unsigned char *seen; /* a bit for each commit that HEAD reaches */
};

static void
visit(struct walk *w, size_t commit)
{
	if (commit >= w->visited.n)
		buf_add_fill(&w->visited, 0, w->h->n_commits - w->visited.n);
	if (w->visited.p[commit])
		return;
	w->visited.p[commit] = 1;
	ARENA_PUSH(&w->arena, w->stack, w->n, w->cap, commit);
}

static void
leave(struct walk *w, size_t commit)
{
	struct history *h = w->h;

	if (commit < h->n_reached)
		w->seen[commit / 8] |= (unsigned char)(1 << commit % 8);
	else if (++w->n_unreached > UNREACHED_MAX)
		return;
	if (!h->commits[commit].is_read)
		read_unreached(h, commit);
	for (size_t i = 0; i < h->commits[commit].n_parents; i++)
		visit(w, h->parents[h->commits[commit].parents + i]);
}

static unsigned char *
new_seen(struct history *h)
{
	size_t n = h->n_reached / 8 + 1;
	unsigned char *seen;

	if (h->seen_bytes + n > SEEN_MAX_BYTES) {
		for (size_t i = 0; i < h->n_commits; i++)
			h->commits[i].seen = NULL;
		arena_clear(&h->seen_arena);
		h->seen_bytes = 0;
	}
	h->seen_bytes += n;
	seen = arena_alloc(&h->seen_arena, n);
	memset(seen, 0, n);
	return seen;
}

static const unsigned char *
seen_from(struct history *h, size_t commit)
{
	struct walk w = { .h = h };

	if (h->commits[commit].seen)
		return h->commits[commit].seen;
	w.seen = new_seen(h);
	visit(&w, commit);
	while (w.n)
		leave(&w, w.stack[--w.n]);
	buf_release(&w.visited);
	arena_release(&w.arena);
	return h->commits[commit].seen = w.seen;
}

bool
history_contains(struct history *h, size_t commit, size_t old)
{
	if (commit >= h->n_commits || old >= h->n_reached)
		return false;
	return seen_from(h, commit)[old / 8] >> old % 8 & 1;
}

/* ---- a file at a commit ---- */

/* Ask git for `path` at the commit. */
static bool
read_at(struct history *h, size_t commit, struct str path, struct git_object *o)
{
	struct buf name = { 0 };
	bool ok;

	buf_add(&name, h->commits[commit].id);
	buf_add_byte(&name, ':');
	buf_add(&name, path);
	ok = git_read(h->git, buf_str(&name), o) == GIT_FOUND &&
	     str_eq(o->type, STR("blob"));
	buf_release(&name);
	return ok;
}

/* The newest revision that the commit contains, with this blob if given. */
static size_t
newest(struct history *h, const struct history_file *f, size_t commit,
       struct str blob)
{
	for (size_t i = 0; i < f->n; i++)
		if (history_contains(h, commit, f->revs[i].commit) &&
		    (!blob.p || str_eq(f->revs[i].blob, blob)))
			return i;
	return MAP_NONE;
}

/* Did the loop of read_any_name ask for it before revision i? */
static bool
was_tried(const struct history_file *f, size_t i, struct str path)
{
	while (i--)
		if (str_eq(f->revs[i].path, path))
			return true;
	return str_eq(f->path, path);
}

/*
 * Under the name of the revision `first`, the name now, the others. Names are
 * few, though revisions may be many: neighbours mostly share one.
 */
static bool
read_any_name(struct history *h, const struct history_file *f, size_t commit,
	      size_t first, struct str *path, struct git_object *o)
{
	if (first != MAP_NONE) {
		*path = f->revs[first].path;
		if (read_at(h, commit, *path, o))
			return true;
	}
	*path = f->path;
	if (read_at(h, commit, *path, o))
		return true;
	for (size_t i = 0; i < f->n; i++) {
		*path = f->revs[i].path;
		if (i && str_eq(f->revs[i - 1].path, *path))
			continue;
		if (!was_tried(f, i, *path) && read_at(h, commit, *path, o))
			return true;
	}
	return false;
}

bool
history_at(struct history *h, size_t file, size_t commit,
	   struct history_place *place)
{
	const struct history_file *f = &h->files[file];
	struct git_object o;
	size_t first;

	*place = (struct history_place){ .rev = MAP_NONE };
	if (commit >= h->n_commits)
		return false;
	first = newest(h, f, commit, (struct str){ 0 });
	/* on one line of history the newest is the one */
	if (commit < h->n_reached && !h->has_merges) {
		if (first == MAP_NONE ||
		    f->revs[first].change == HISTORY_DELETED)
			return false;
		*place = (struct history_place){ f->revs[first].path,
						 f->revs[first].blob, first };
		return true;
	}
	if (!read_any_name(h, f, commit, first, &place->path, &o))
		return false;
	place->rev = newest(h, f, commit, o.id);
	place->blob = place->rev != MAP_NONE ? f->revs[place->rev].blob :
					       arena_str(&h->arena, o.id);
	return true;
}

size_t
history_first_after(struct history *h, size_t file, size_t commit, size_t *n)
{
	const struct history_file *f = &h->files[file];
	size_t first = MAP_NONE;

	*n = 0;
	for (size_t i = 0; i < f->n; i++) {
		if (history_contains(h, commit, f->revs[i].commit))
			continue;
		first = i;
		++*n;
	}
	return first;
}
