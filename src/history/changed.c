/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/changed.h"

#include "base/i18n.h"

#include <stdlib.h>

static void
add(struct changed *c, const struct git *g, struct str path, struct str old,
    enum history_change change)
{
	struct changed_file f = { .change = change };

	f.path = arena_str(&c->arena, git_project_path(g, path));
	f.old_path = arena_str(&c->arena, git_project_path(g, old));
	if (f.path.p && !f.old_path.p && change == HISTORY_RENAMED)
		f.change = HISTORY_ADDED;
	if (!f.path.p && f.old_path.p) { /* it left the project */
		f.path = f.old_path;
		f.old_path = (struct str){ 0 };
		f.change = HISTORY_DELETED;
	}
	if (f.path.p)
		ARENA_PUSH(&c->arena, c->files, c->n, c->cap, f);
}

/* STATUS, NUL, a path, NUL; for a rename two paths. */
static bool
read_changes(struct changed *c, const struct git *g, struct str out)
{
	struct str status, path, old;

	while (out.n && str_split(&out, '\0', &status) && status.n) {
		old = (struct str){ 0 };
		if (str_at(status, 0) == 'R' && !str_split(&out, '\0', &old))
			return false;
		if (!str_split(&out, '\0', &path) || !path.n)
			return false;
		switch (str_at(status, 0)) {
		case 'A':
			add(c, g, path, old, HISTORY_ADDED);
			break;
		case 'D':
			add(c, g, path, old, HISTORY_DELETED);
			break;
		case 'R':
			add(c, g, path, old, HISTORY_RENAMED);
			break;
		default: /* changed, another type, in conflict */
			add(c, g, path, old, HISTORY_CHANGED);
		}
	}
	return true;
}

/* A configuration's filters would run on files of the work tree. */
static const char **
without_filters(struct changed *c, struct git *g, const char *const *args)
{
	static const char *const keys[] = { "clean=", "smudge=", "process=",
					    "required=false" };
	const size_t n_keys = sizeof(keys) / sizeof(*keys);
	size_t n = 0, n_args = 0;
	const char **all;

	while (args[n_args])
		n_args++;
	all = arena_array(&c->arena, 2 * n_keys * g->n_filters + n_args + 1,
			  sizeof(*all));
	for (size_t i = 0; i < g->n_filters; i++) {
		for (size_t k = 0; k < n_keys; k++) {
			all[n++] = "-c";
			all[n++] = arena_strf(&c->arena, "filter.%.*s.%s",
					      STR_FMT(g->filters[i]), keys[k])
					   .p;
		}
	}
	memcpy(all + n, args, (n_args + 1) * sizeof(*all));
	return all;
}

/* `-c` would cut such a name at its first `=`, and the filter would run. */
static bool
can_turn_off_filters(struct git *g)
{
	for (size_t i = 0; i < g->n_filters; i++) {
		if (str_find_byte(g->filters[i], 0, '=') == g->filters[i].n)
			continue;
		buf_clear(&g->why);
		buf_addf(&g->why,
			 _("the repository's configuration has a filter "
			   "'%.*s', which cannot be turned off; rename it"),
			 STR_FMT(g->filters[i]));
		return false;
	}
	return true;
}

/*
 * `git diff` and not diff-index: it compares the contents of files whose times
 * alone changed. The switches turn off what it would take from the
 * configuration; submodules are not entered, theirs would be read.
 */
static bool
read_tracked(struct changed *c, struct git *g, struct str rev)
{
	const char *const args[] = { "diff",
				     "--name-status",
				     "-z",
				     "--no-abbrev",
				     g->is_partial ? "-M100%" : "-M",
				     "-l1000",
				     "-O/dev/null",
				     "--no-ext-diff",
				     "--no-textconv",
				     "--no-relative",
				     "--no-color",
				     "--ignore-submodules=all",
				     "--end-of-options",
				     arena_cstr(&c->arena, rev),
				     "--",
				     NULL };
	struct proc p;
	bool ok = git_run(g, &p, without_filters(c, g, args));

	ok = ok ? read_changes(c, g, proc_output(&p)) : git_failed(g, &p);
	proc_release(&p);
	return ok;
}

/* Paths are relative to the project here. */
static bool
read_untracked(struct changed *c, struct git *g)
{
	static const char *const args[] = { "ls-files", "--others",
					    "--exclude-standard", "-z", NULL };
	struct proc p;
	struct str out, path;
	bool ok = git_run(g, &p, args);

	if (!ok)
		git_failed(g, &p);
	out = proc_output(&p);
	while (ok && out.n && str_split(&out, '\0', &path) && path.n) {
		struct changed_file f = { .change = HISTORY_ADDED,
					  .is_untracked = true };

		f.path = arena_str(&c->arena, path);
		ARENA_PUSH(&c->arena, c->files, c->n, c->cap, f);
	}
	proc_release(&p);
	return ok;
}

/* A file that was removed from the index alone is there twice: `D` first. */
static int
by_path(const void *a, const void *b)
{
	const struct changed_file *x = a, *y = b;
	int order = str_cmp(x->path, y->path);

	return order ? order : (int)x->is_untracked - (int)y->is_untracked;
}

static void
sort(struct changed *c)
{
	size_t n = 0;

	if (c->n)
		qsort(c->files, c->n, sizeof(*c->files), by_path);
	for (size_t i = 0; i < c->n; i++) {
		if (n && str_eq(c->files[n - 1].path, c->files[i].path))
			c->files[n - 1].change = HISTORY_CHANGED;
		else
			c->files[n++] = c->files[i];
	}
	c->n = n;
}

bool
changed_read(struct changed *c, struct git *g, struct str rev)
{
	bool ok;

	*c = (struct changed){ 0 };
	if (g->state != GIT_READY || !can_turn_off_filters(g))
		return false;
	ok = read_tracked(c, g, rev) && read_untracked(c, g);
	if (!ok)
		c->n = 0;
	sort(c);
	return ok;
}

void
changed_release(struct changed *c)
{
	arena_release(&c->arena);
	*c = (struct changed){ 0 };
}
