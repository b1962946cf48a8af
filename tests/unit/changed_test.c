/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/changed.h"

#include "unit/repo.h"
#include "unit/tap.h"

/* Each file as "CHANGE PATH[<OLD]|", `?` for the untracked. */
static void
changes_are(const char *root, const char *rev, const char *expected)
{
	struct git g;
	struct history h;
	struct changed c = { 0 };
	struct buf b = { 0 };
	size_t commit;

	git_open(&g, root);
	history_init(&h, &g);
	history_read(&h);
	history_find(&h, str_of(rev), &commit);
	if (!changed_read(&c, &g, h.commits[commit].id))
		buf_add_str(&b, git_why(&g));
	for (size_t i = 0; i < c.n; i++) {
		const struct changed_file *f = &c.files[i];

		buf_addf(&b, "%c %.*s",
			 f->is_untracked ? '?' : "AMRD"[f->change],
			 STR_FMT(f->path));
		if (f->old_path.p)
			buf_addf(&b, "<%.*s", STR_FMT(f->old_path));
		buf_add_str(&b, "|");
	}
	is_str(buf_str(&b), str_of(expected), rev);
	is_int((long long)g.n_processes, 7, "two processes more");
	changed_release(&c);
	history_release(&h);
	git_release(&g);
	buf_release(&b);
}

static void
test_changes(void)
{
	repo_sh("new tree; page kept; page changed; put gone g; page moved\n"
		"page staged; page touched; page out.md out; put uncached u\n"
		"put .gitignore ignored; page sub/in.md in sub; at 1 one\n"
		"git tag one; git mv moved 'to there'; put committed c; at 2 "
		"two\n"
		"page changed x; page staged x; git add staged; rm gone\n"
		"page 'new\nfile'; put added a b; git add added; page ignored\n"
		"page -dash; touch -d @0 touched; git rm -q --cached uncached\n"
		"page sub/untracked\n");
	changes_are("tree", "one",
		    "? -dash|A added|M changed|A committed|D gone|"
		    "? new\nfile|M staged|? sub/untracked|R to there<moved|"
		    "M uncached|");
	changes_are("tree", "HEAD",
		    "? -dash|A added|M changed|D gone|? new\nfile|M staged|"
		    "? sub/untracked|M uncached|");
	repo_sh("cd tree; git config diff.relative true; git mv out.md "
		"sub/out.md; git mv sub/in.md in.md\n");
	changes_are("tree/sub", "one", "D in.md|A out.md|? untracked|");
}

/* What changes in a conflict is listed once. */
static void
test_conflict(void)
{
	repo_sh("new conflict; put a 1; at 1 one; git checkout -q -b side\n"
		"put a 2; at 2 two; git checkout -q main; put a 3; at 3 three\n"
		"git merge -q side >/dev/null 2>&1 || :\n");
	changes_are("conflict", "HEAD", "M a|");
}

static void
test_filters(void)
{
	repo_sh("new filter; put a 1; at 1 one; put a 2; touch -d @5 a\n"
		"git config 'filter.a=b.clean' 'touch ran; cat'\n"
		"echo 'a filter=a=b' >.git/info/attributes\n");
	struct git g;
	struct changed c;

	git_open(&g, "filter");
	ok(!changed_read(&c, &g, g.head), "a filter with an odd name");
	ok(strstr(git_why(&g), "filter 'a=b'") != NULL, "is refused");
	is_int((long long)c.n, 0, "nothing is listed");
	changed_release(&c);
	git_release(&g);

	git_open(&g, "/");
	ok(!changed_read(&c, &g, STR("")), "without history");
	is_int((long long)c.n, 0, "nothing is listed");
	changed_release(&c);
	git_release(&g);
}

int
main(void)
{
	if (repo_begin()) {
		test_changes();
		test_conflict();
		test_filters();
		repo_end();
	}
	return tap_done();
}
