/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/log.h"

#include "history/names.h"

#include <assert.h>

/* A rename that a commit made, to be undone for one of its parents. */
struct undo {
	size_t file, parent; /* the parent's place among the parents */
	size_t name;
};

struct pass {
	struct history *h;
	struct map name_of; /* path -> name, a small number (names.h) */
	struct str *paths;  /* name -> path; the first are h->files */
	size_t n_paths, cap_paths;
	struct names **waiting; /* commit -> the names in it, once known */
	size_t commit;		/* the one whose changes are read */
	struct undo *undos;	/* of this commit */
	size_t n_undos, cap_undos;
	struct arena of_commit, of_entry;
	/* the entry that is being read */
	struct str *tokens;
	size_t n_tokens, cap_tokens, n_wanted;
	bool ok; /* the output made sense so far */
};

/* ---- from commit to commit ---- */

static size_t
name_add(struct pass *p, struct str path)
{
	size_t name = map_find(&p->name_of, path);

	if (name != MAP_NONE)
		return name;
	path = arena_str(&p->h->arena, path);
	name = p->n_paths;
	ARENA_PUSH(&p->h->arena, p->paths, p->n_paths, p->cap_paths, path);
	map_set(&p->name_of, path, name);
	return name;
}

/* Give the names of the commit, its renames undone, to its parents. */
static void
hand_on(struct pass *p)
{
	struct history_commit *c = &p->h->commits[p->commit];
	struct names *now = p->waiting[p->commit];

	assert(now || !p->commit);
	for (size_t i = 0; i < c->n_parents; i++) {
		size_t parent = p->h->parents[c->parents + i];
		/* the last takes our own reference: no copy on one line */
		bool is_last = i + 1 == c->n_parents;
		struct names *t = is_last ? now : names_share(now);

		if (is_last)
			now = NULL;
		for (size_t k = 0; k < p->n_undos; k++)
			if (p->undos[k].parent == i)
				t = names_rename(t, p->undos[k].file,
						 p->undos[k].name);
		p->waiting[parent] = p->waiting[parent] ?
					     names_join(p->waiting[parent], t) :
					     t;
	}
	names_drop(now);
	p->waiting[p->commit++] = NULL;
	p->undos = NULL;
	p->n_undos = p->cap_undos = 0;
	arena_clear(&p->of_commit);
}

/* The changes of the commit `id` follow; those before it have had theirs. */
static void
begin_commit(struct pass *p, struct str id)
{
	size_t commit = map_find(&p->h->by_id, id);

	if (commit == MAP_NONE || commit < p->commit) {
		p->ok = false;
		return;
	}
	while (p->commit < commit)
		hand_on(p);
}

/* ---- one change ---- */

struct change {
	size_t n_parents;
	struct str status; /* one letter for each parent; a score may follow */
	struct str blob;   /* no string: no regular file any more */
	const struct str *paths; /* of the parents, then the path now */
};

static void
add_rev(struct pass *p, size_t file, struct str path, struct str blob,
	enum history_change change)
{
	struct history_file *f = &p->h->files[file];
	struct history_rev rev = { p->commit, path, blob, change };

	ARENA_PUSH(&p->h->arena, f->revs, f->n, f->cap, rev);
}

static void
add_undos(struct pass *p, const struct change *c, size_t file)
{
	for (size_t i = 0; i < c->n_parents; i++) {
		struct undo undo = { file, i, 0 };

		if (str_at(c->status, i) != 'R')
			continue;
		undo.name = name_add(p, c->paths[i]);
		ARENA_PUSH(&p->of_commit, p->undos, p->n_undos, p->cap_undos,
			   undo);
	}
}

static enum history_change
kind_of(const struct change *c)
{
	bool added = true;

	if (!c->blob.p)
		return HISTORY_DELETED;
	for (size_t i = 0; i < c->n_parents; i++) {
		int status = str_at(c->status, i);

		if (status == 'R')
			return HISTORY_RENAMED;
		/* the text of another file that stays is new here too */
		added = added && (status == 'A' || status == 'C');
	}
	return added ? HISTORY_ADDED : HISTORY_CHANGED;
}

static void
note_change(struct pass *p, const struct change *c)
{
	const struct names *now = p->waiting[p->commit];
	size_t name = map_find(&p->name_of, c->paths[c->n_parents]);
	struct str blob = STR("");

	if (name == MAP_NONE)
		return;
	if (c->blob.p && names_first(now, name) != NAMES_NONE)
		blob = arena_str(&p->h->arena, c->blob);
	for (size_t f = names_first(now, name); f != NAMES_NONE;
	     f = names_next(now, f)) {
		add_rev(p, f, p->paths[name], blob, kind_of(c));
		add_undos(p, c, f);
	}
}

/* Under its old name the file of a rename is gone. */
static void
note_old_name(struct pass *p, const struct change *c)
{
	const struct names *now = p->waiting[p->commit];
	size_t name;

	if (c->n_parents != 1 || str_at(c->status, 0) != 'R')
		return;
	name = map_find(&p->name_of, c->paths[0]);
	if (name == MAP_NONE)
		return;
	for (size_t f = names_first(now, name); f != NAMES_NONE;
	     f = names_next(now, f))
		add_rev(p, f, p->paths[name], STR(""), HISTORY_DELETED);
}

/* ---- git's output ---- */

/*
 * With -z all is a row of tokens that NUL ends:
 *   ID                                      a commit
 *   :MODE MODE ID ID STATUS                 a change, then one path, or for a
 *                                           rename or copy the old and the new
 *   ::MODE MODE MODE ID ID ID STATUS        a merge of two (three: `:::`), then
 *                                           a path for each parent and the new
 * MODE and ID are those of the parents, then the new; STATUS has a letter for
 * each parent. A path may look like anything, but how many follow is known.
 */
static size_t
n_colons(struct str head)
{
	size_t n = 0;

	while (str_at(head, n) == ':')
		n++;
	return n;
}

/* How many tokens an entry has that begins with this one. */
static size_t
n_tokens_of(struct str head)
{
	size_t n = n_colons(head), at = head.n;

	if (n > 1)
		return n + 2;
	while (at && head.p[at - 1] != ' ')
		at--;
	return str_at(head, at) == 'R' || str_at(head, at) == 'C' ? 3 : 2;
}

static void
end_entry(struct pass *p)
{
	size_t n = n_colons(p->tokens[0]), n_fields = 0;
	struct str rest = str_from(p->tokens[0], n), field, mode = { 0 };
	struct change c = { .n_parents = n };
	struct str one[2];

	while (str_split(&rest, ' ', &field)) {
		if (n_fields == n)
			mode = field;
		else if (n_fields == 2 * n + 1)
			c.blob = field;
		else if (n_fields == 2 * n + 2)
			c.status = field;
		n_fields++;
	}
	p->ok = p->ok && n_fields == 2 * n + 3 && c.status.n;
	if (!p->ok)
		return;
	if (!str_starts(mode, STR("100"))) /* gone, a link, a submodule */
		c.blob = (struct str){ 0 };
	c.paths = p->tokens + 1;
	if (n == 1 && p->n_tokens == 2) { /* the path stands there once */
		one[0] = one[1] = p->tokens[1];
		c.paths = one;
	}
	note_change(p, &c);
	note_old_name(p, &c);
}

static void
read_token(struct pass *p, struct str token)
{
	if (!p->n_wanted && str_at(token, 0) != ':') {
		begin_commit(p, token);
		return;
	}
	if (!p->n_wanted)
		p->n_wanted = n_tokens_of(token);
	token = arena_str(&p->of_entry, token);
	ARENA_PUSH(&p->of_entry, p->tokens, p->n_tokens, p->cap_tokens, token);
	if (p->n_tokens < p->n_wanted)
		return;
	end_entry(p);
	p->tokens = NULL;
	p->n_tokens = p->cap_tokens = p->n_wanted = 0;
	arena_clear(&p->of_entry);
}

static void
read_tokens(struct pass *p, struct proc *git)
{
	size_t seen = 0; /* bytes of an unfinished token: each is seen once */

	while (p->ok && proc_read(git)) {
		struct str out = proc_output(git);
		size_t begin = 0, end;

		while (p->ok &&
		       (end = str_find_byte(out, begin + seen, '\0')) < out.n) {
			read_token(p, str_sub(out, begin, end));
			begin = end + 1;
			seen = 0;
		}
		seen = out.n - begin;
		proc_take(git, begin);
	}
}

/*
 * Which options, and why:
 * -c        a merge is compared with all its parents, and says only what differs
 *           from each: what it brings itself. Against one parent (-m,
 *           --first-parent) all that the other side did would be repeated, or
 *           its own commits be missed.
 * no paths  as a limit they would cut off renames from elsewhere, and leave
 *           out commits of lines whose outcome was dropped.
 * -l1000    git compares so many new names with so many old ones, and no
 *           more; stated because the repository may set it. Renames without a
 *           change are found in any case.
 * A partial clone lacks texts: only renames without a change can be seen.
 */
static bool
run_diff_tree(struct pass *p)
{
	struct git *g = p->h->git;
	const char *const args[] = { "diff-tree",
				     "--stdin",
				     "-r",
				     "-c",
				     "--root",
				     "--combined-all-paths",
				     "--raw",
				     "-z",
				     "--no-abbrev",
				     "-l1000",
				     "--no-ext-diff",
				     "--no-textconv",
				     "--no-relative",
				     g->is_partial ? "-M100%" : "-M",
				     NULL };
	struct proc git;
	bool ok = git_start(g, &git, args);

	for (size_t i = 0; ok && i < p->h->n_reached; i++) {
		proc_send(&git, p->h->commits[i].id);
		proc_send(&git, STR("\n"));
	}
	if (ok) {
		proc_send_end(&git);
		read_tokens(p, &git);
	}
	if (!proc_finish(&git))
		ok = git_failed(g, &git);
	else
		ok = p->ok && !p->n_wanted;
	proc_release(&git);
	return ok;
}

bool
log_read(struct history *h)
{
	struct pass p = { .h = h, .ok = true };
	bool ok;

	for (size_t i = 0; i < h->n_files; i++)
		name_add(&p, h->files[i].path);
	p.waiting = arena_array(&h->arena, h->n_reached, sizeof(*p.waiting));
	for (size_t i = 0; i < h->n_reached; i++)
		p.waiting[i] = NULL;
	p.waiting[0] = names_new(h->n_files);
	ok = run_diff_tree(&p);
	for (size_t i = 0; i < h->n_reached; i++)
		names_drop(p.waiting[i]);
	map_release(&p.name_of);
	arena_release(&p.of_commit);
	arena_release(&p.of_entry);
	return ok;
}
