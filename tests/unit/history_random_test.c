/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random histories with many merges, and what is true of them by the contents
 * alone: a revision is a commit whose version no parent has; a commit has a file
 * as its tree has it; it contains what its parents lead to.
 */
#include "history/history.h"

#include "base/file.h"
#include "unit/repo.h"
#include "unit/tap.h"

#define N_COMMITS 40
#define N_FILES 5
#define N_ROUNDS 12

struct made {
	size_t parents[3];
	size_t n_parents;
	int files[N_FILES]; /* a version from 1; 0: it is not there */
	bool older[N_COMMITS];
};

struct world {
	struct made commits[N_COMMITS]; /* parents first; the last is HEAD */
	size_t index[N_COMMITS];	/* in struct history */
	unsigned long long seed;
	int version;
};

static unsigned
roll(struct world *w, unsigned n)
{
	w->seed = w->seed * 6364136223846793005ull + 1442695040888963407ull;
	return (unsigned)(w->seed >> 33) % n;
}

static void
add_parent(struct world *w, size_t commit, size_t parent)
{
	struct made *c = &w->commits[commit];

	for (size_t i = 0; i < c->n_parents; i++)
		if (c->parents[i] == parent)
			return;
	c->parents[c->n_parents++] = parent;
	c->older[parent] = true;
	for (size_t i = 0; i < parent; i++)
		c->older[i] |= w->commits[parent].older[i];
}

static void
make_commit(struct world *w, size_t commit)
{
	struct made *c = &w->commits[commit];
	size_t n = commit ? 1u + !roll(w, 3) + !roll(w, 9) : 0;

	c->older[commit] = true;
	for (size_t i = 0; i < n; i++) {
		size_t back = 1 + roll(w, commit < 6 ? (unsigned)commit : 6);

		add_parent(w, commit, commit - back);
	}
	for (size_t f = 0; f < N_FILES; f++) {
		if (c->n_parents) {
			unsigned side = roll(w, (unsigned)c->n_parents);

			c->files[f] = w->commits[c->parents[side]].files[f];
		}
		if (roll(w, 5) == 0)
			c->files[f] = roll(w, 4) ? ++w->version : 0;
	}
}

/* One line that no other file or version has: nothing looks renamed. */
static void
make_text(char text[32], size_t file, int version)
{
	snprintf(text, 32, "%zu-%d\n", file, version);
}

static void
write_commit(FILE *out, const struct world *w, size_t commit)
{
	const struct made *c = &w->commits[commit];
	char text[32];

	/* several share a second, and some are older than their parents */
	fprintf(out,
		"commit refs/heads/main\nmark :%zu\n"
		"committer A <a@b> %zu +0000\ndata 2\n%c%c",
		commit + 1, 1000 + commit / 3 * 10 - (commit % 7 ? 0 : 50),
		(char)('A' + commit / 26), (char)('a' + commit % 26));
	for (size_t i = 0; i < c->n_parents; i++)
		fprintf(out, "%s :%zu\n", i ? "merge" : "from",
			c->parents[i] + 1);
	fputs("deleteall\n", out);
	for (size_t f = 0; f < N_FILES; f++) {
		if (!c->files[f])
			continue;
		make_text(text, f, c->files[f]);
		fprintf(out, "M 100644 inline f%zu\ndata %zu\n%s", f,
			strlen(text), text);
	}
}

static void
make_world(struct world *w, unsigned long long seed)
{
	FILE *out = fopen("stream", "w");

	*w = (struct world){ .seed = seed };
	if (!out) {
		puts("Bail out! cannot write");
		exit(1);
	}
	for (size_t i = 0; i < N_COMMITS; i++) {
		make_commit(w, i);
		write_commit(out, w, i);
	}
	fclose(out);
	repo_sh("rm -rf random; new random; git fast-import --quiet --force "
		"\\\n"
		"  --export-marks=marks <../stream\n");
}

static void
read_marks(struct world *w, struct history *h)
{
	struct buf b = { 0 };
	struct diag diag = { 0 };
	struct str rest, line;

	for (size_t i = 0; i < N_COMMITS; i++)
		w->index[i] = MAP_NONE;
	file_load("random/marks", &b, &diag);
	rest = buf_str(&b);
	while (str_split(&rest, '\n', &line)) {
		size_t mark = strtoul(line.n ? line.p + 1 : "0", NULL, 10);

		if (mark && mark <= N_COMMITS)
			history_find(
				h,
				str_from(line, str_find_byte(line, 0, ' ') + 1),
				&w->index[mark - 1]);
	}
	diag_release(&diag);
	buf_release(&b);
}

/* In HEAD's history, does this commit bring a version of the file? */
static bool
is_rev(const struct world *w, size_t commit, size_t file)
{
	const struct made *c = &w->commits[commit];

	if (!w->commits[N_COMMITS - 1].older[commit])
		return false;
	if (!c->n_parents)
		return c->files[file] != 0;
	for (size_t i = 0; i < c->n_parents; i++)
		if (w->commits[c->parents[i]].files[file] == c->files[file])
			return false;
	return true;
}

static bool
has_rev(const struct history_file *f, size_t index, bool deleted)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->revs[i].commit == index)
			return (f->revs[i].change == HISTORY_DELETED) ==
			       deleted;
	return false;
}

static bool
revs_are_right(const struct world *w, const struct history *h, size_t file)
{
	size_t n = 0;

	for (size_t i = 0; i < N_COMMITS; i++) {
		if (!is_rev(w, i, file))
			continue;
		n++;
		if (!has_rev(&h->files[file], w->index[i],
			     !w->commits[i].files[file]))
			return false;
	}
	return h->files[file].n == n;
}

static bool
is_place_right(struct world *w, struct history *h, size_t file, size_t commit)
{
	int version = w->commits[commit].files[file];
	struct history_place p;
	struct git_object o;
	char text[32];

	if (!history_at(h, file, w->index[commit], &p))
		return !version;
	make_text(text, file, version);
	return version && git_read(h->git, p.blob, &o) == GIT_FOUND &&
	       str_eq(o.bytes, str_of(text)) &&
	       (p.rev == MAP_NONE ||
		(str_eq(h->files[file].revs[p.rev].blob, p.blob) &&
		 history_contains(h, w->index[commit],
				  h->files[file].revs[p.rev].commit)));
}

static bool
is_after_right(struct world *w, struct history *h, size_t file, size_t commit)
{
	size_t n, wanted = 0, first;

	for (size_t i = 0; i < N_COMMITS; i++)
		wanted += is_rev(w, i, file) && !w->commits[commit].older[i];
	first = history_first_after(h, file, w->index[commit], &n);
	return n == wanted && (first == MAP_NONE) == (n == 0);
}

static bool
is_contained_right(struct world *w, struct history *h, size_t commit)
{
	for (size_t i = 0; i < N_COMMITS; i++)
		if (w->commits[N_COMMITS - 1].older[i] &&
		    history_contains(h, w->index[commit], w->index[i]) !=
			    w->commits[commit].older[i])
			return false;
	return true;
}

static bool
is_order_right(const struct history *h)
{
	for (size_t i = 0; i < h->n_reached; i++)
		for (size_t k = 0; k < h->commits[i].n_parents; k++)
			if (h->parents[h->commits[i].parents + k] <= i)
				return false;
	return true;
}

static void
test_world(unsigned long long seed)
{
	struct world w;
	struct git g;
	struct history h;
	bool revs = true, places = true, after = true, contained = true;

	make_world(&w, seed);
	git_open(&g, "random");
	history_init(&h, &g);
	for (size_t f = 0; f < N_FILES; f++) {
		char path[8];

		snprintf(path, sizeof(path), "f%zu", f);
		history_add(&h, str_of(path));
	}
	ok(history_read(&h), "a random history");
	read_marks(&w, &h);
	ok(is_order_right(&h), "children come first");
	for (size_t i = 0; i < N_COMMITS; i++)
		contained = contained && is_contained_right(&w, &h, i);
	ok(contained, "who contains whom");
	for (size_t f = 0; f < N_FILES; f++) {
		revs = revs && revs_are_right(&w, &h, f);
		for (size_t i = 0; i < N_COMMITS; i++) {
			places = places && is_place_right(&w, &h, f, i);
			after = after && is_after_right(&w, &h, f, i);
		}
	}
	ok(revs, "revisions");
	ok(places, "files at commits");
	ok(after, "what commits do not know");
	history_release(&h);
	git_release(&g);
}

int
main(void)
{
	if (repo_begin()) {
		for (unsigned i = 1; i <= N_ROUNDS; i++)
			test_world(i);
		repo_end();
	}
	return tap_done();
}
