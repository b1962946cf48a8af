/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/history.h"

#include "unit/repo.h"
#include "unit/tap.h"

/* A repository and the history of the files in it that a test names. */
struct fixture {
	struct git git;
	struct history h;
};

static void
begin(struct fixture *x, const char *root, const char *const *paths)
{
	git_open(&x->git, root);
	history_init(&x->h, &x->git);
	for (; *paths; paths++)
		history_add(&x->h, str_of(*paths));
	if (!ok(history_read(&x->h), root))
		tap_print_bytes("why", str_of(git_why(&x->git)));
}

static void
end(struct fixture *x)
{
	history_release(&x->h);
	git_release(&x->git);
}

/*
 * The revisions of file i, newest first, each as "SUBJECT:CHANGE:PATH " (CHANGE
 * is one of A, M, R, D).
 */
static void
revs_are(struct fixture *x, size_t i, const char *expected, const char *what)
{
	const struct history_file *f = &x->h.files[i];
	struct buf b = { 0 };

	for (size_t k = 0; k < f->n; k++)
		buf_addf(&b, "%.*s:%c:%.*s ",
			 STR_FMT(x->h.commits[f->revs[k].commit].subject),
			 "AMRD"[f->revs[k].change], STR_FMT(f->revs[k].path));
	is_str(buf_str(&b), str_of(expected), what);
	buf_release(&b);
}

static size_t
commit_of(struct fixture *x, const char *rev)
{
	size_t c;

	if (history_find(&x->h, str_of(rev), &c) != GIT_FOUND)
		printf("# not found: %s\n", rev);
	return c;
}

/* "SUBJECT PATH BYTES" of the file at the commit; "none". */
static void
at_is(struct fixture *x, size_t file, const char *rev, const char *expected)
{
	struct history_place p;
	struct git_object o;
	struct buf b = { 0 };

	if (!history_at(&x->h, file, commit_of(x, rev), &p)) {
		buf_add_str(&b, "none");
	} else {
		size_t c = p.rev == MAP_NONE ?
				   MAP_NONE :
				   x->h.files[file].revs[p.rev].commit;

		if (c == MAP_NONE)
			buf_add_str(&b, "unknown");
		else
			buf_add(&b, x->h.commits[c].subject);
		buf_addf(&b, " %.*s ", STR_FMT(p.path));
		if (git_read(&x->git, p.blob, &o) == GIT_FOUND)
			buf_add(&b, str_trim_space(str_sub(o.bytes, 0, 20)));
	}
	is_str(buf_str(&b), str_of(expected), rev);
	buf_release(&b);
}

/* "SUBJECT N": the first change that rev does not know, and how many. */
static void
after_is(struct fixture *x, size_t file, const char *rev, const char *expected)
{
	size_t n, i = history_first_after(&x->h, file, commit_of(x, rev), &n);
	struct buf b = { 0 };

	if (i == MAP_NONE) {
		buf_add_str(&b, "none");
	} else {
		size_t c = x->h.files[file].revs[i].commit;

		buf_add(&b, x->h.commits[c].subject);
	}
	buf_addf(&b, " %zu", n);
	is_str(buf_str(&b), str_of(expected), rev);
	buf_release(&b);
}

static void
test_line(void)
{
	static const char *const paths[] = { "a.md", "none.md", "b.md", NULL };
	struct fixture x;
	char date[GIT_DATE_BYTES];

	repo_sh("new line; put a.md 1; at 86400 one; git tag first\n"
		"put b.md b; at 86500 other; git tag second\n"
		"put a.md 2; at 172800 two; git tag -am t third\n"
		"rm a.md; at 259200 gone; git tag fourth\n"
		"put a.md 3; at 345600 back; chmod +x a.md; at 345700 mode\n");
	begin(&x, "line", paths);
	revs_are(&x, 0,
		 "mode:M:a.md back:A:a.md gone:D:a.md two:M:a.md "
		 "one:A:a.md ",
		 "a file that was gone and came back");
	revs_are(&x, 1, "", "a file that never was");
	is_int((long long)history_add(&x.h, STR("b.md")), 2, "added twice");
	git_date(x.h.commits[x.h.files[0].revs[3].commit].time, date);
	is_str(str_of(date), STR("1970-01-03"), "the date of a commit");
	is_str(x.h.commits[0].id, x.git.head, "commit 0 is HEAD");
	at_is(&x, 0, "first", "one a.md 1");
	at_is(&x, 0, "second", "one a.md 1");
	at_is(&x, 0, "third", "two a.md 2");
	at_is(&x, 0, "fourth", "none");
	at_is(&x, 0, "HEAD", "mode a.md 3");
	at_is(&x, 2, "first", "none");
	after_is(&x, 0, "first", "two 4");
	after_is(&x, 0, "second", "two 4");
	after_is(&x, 0, "third", "gone 3");
	after_is(&x, 0, "main", "none 0");
	after_is(&x, 2, "first", "other 1");
	is_int((long long)x.git.n_processes, 5, "five processes in all");
	end(&x);
}

static void
test_renames(void)
{
	static const char *const paths[] = { "a.md", "b.md", "c d.md",
					     "x.md", "y.md", NULL };
	struct fixture x;

	repo_sh("new renames; page a.md; at 1 one; git mv a.md b.md; at 2 "
		"to-b\n"
		"page b.md more; at 3 more; git mv b.md a.md; at 4 to-a\n"
		"git mv a.md 'c d.md'; page 'c d.md' more again; at 5 to-c\n"
		"page a.md; at 6 new-a\n"
		"page x.md x; page y.md y y y; at 7 two\n"
		"mv x.md t; mv y.md x.md; mv t y.md; at 8 swap\n");
	begin(&x, "renames", paths);
	revs_are(&x, 0,
		 "new-a:A:a.md to-c:D:a.md to-a:R:a.md more:M:b.md "
		 "to-b:R:b.md one:A:a.md ",
		 "a chain back to a name, and a new file of that name");
	revs_are(&x, 1, "to-a:D:b.md more:M:b.md to-b:R:b.md one:A:a.md ",
		 "a name in the middle of the chain");
	revs_are(&x, 2,
		 "to-c:R:c d.md to-a:R:a.md more:M:b.md to-b:R:b.md "
		 "one:A:a.md ",
		 "the file at the end of the chain");
	revs_are(&x, 3, "swap:M:x.md two:A:x.md ", "a swap is a change");
	revs_are(&x, 4, "swap:M:y.md two:A:y.md ", "on both sides");
	at_is(&x, 2, "HEAD~4", "to-a a.md one\ntwo\nthree\nfour\nf");
	at_is(&x, 2, "HEAD~6", "to-b b.md one\ntwo\nthree\nfour\nf");
	after_is(&x, 2, "HEAD~4", "to-c 1");
	end(&x);
}

/*
 * Lines meet: `both` was changed on both, `ours` too but one change was
 * dropped, `left.md` was renamed on one and changed on the other.
 */
static void
test_merges(void)
{
	static const char *const paths[] = { "both.md", "ours.md", "right.md",
					     "side.md", "late.md", "calmer.md",
					     NULL };
	struct fixture x;

	repo_sh("new merges; page both.md; put ours.md 0; page left.md\n"
		"put late.md 0; page calm.md c c; at 10 root; git branch base\n"
		"git checkout -q -b side; sed -i s/three/3/ both.md\n"
		"put ours.md side; sed -i s/four/4/ left.md; put side.md s\n"
		"at 30 side; git checkout -q main; sed -i s/eighteen/18/ "
		"both.md\n"
		"put ours.md main; at 20 main; git mv left.md right.md\n"
		"git mv calm.md calmer.md\n"
		"at 40 rename; git tag before\n"
		"dated 50 git merge -q --no-commit side >/dev/null 2>&1 || :\n"
		"put ours.md main; at 50 merge; git tag merged\n"
		"put late.md 1; at 60 late\n");
	begin(&x, "merges", paths);
	revs_are(&x, 0,
		 "merge:M:both.md side:M:both.md main:M:both.md "
		 "root:A:both.md ",
		 "a merge of two changes is a revision");
	revs_are(&x, 1, "side:M:ours.md main:M:ours.md root:A:ours.md ",
		 "a merge that takes one side is none");
	revs_are(&x, 2,
		 "merge:R:right.md rename:R:right.md side:M:left.md "
		 "root:A:left.md ",
		 "a change on the other line, under the old name");
	revs_are(&x, 5, "rename:R:calmer.md root:A:calm.md ",
		 "a file that was renamed on one line and rests on the other");
	revs_are(&x, 3, "side:A:side.md ", "a file that a side brought");
	at_is(&x, 1, "merged", "main ours.md main");
	at_is(&x, 1, "side", "side ours.md side");
	at_is(&x, 2, "before", "rename right.md one\ntwo\nthree\nfour\nf");
	at_is(&x, 2, "side", "side left.md one\ntwo\nthree\n4\nfive");
	at_is(&x, 2, "merged", "merge right.md one\ntwo\nthree\n4\nfive");
	at_is(&x, 3, "before", "none");
	at_is(&x, 4, "merged", "root late.md 0");
	after_is(&x, 0, "before", "side 2");
	after_is(&x, 0, "side", "main 2");
	after_is(&x, 4, "side", "late 1");
	after_is(&x, 4, "HEAD", "none 0");
	ok(!history_contains(&x.h, commit_of(&x, "side"),
			     commit_of(&x, "before")),
	   "lines do not contain each other");
	ok(history_contains(&x.h, commit_of(&x, "merged"),
			    commit_of(&x, "side")),
	   "a merge contains both");
	ok(history_contains(&x.h, 0, 0), "a commit contains itself");
	ok(!history_contains(&x.h, MAP_NONE, 0), "none contains nothing");
	end(&x);
}

/* Commits that HEAD does not reach. */
static void
test_unreached(void)
{
	static const char *const paths[] = { "a.md", "b.md", NULL };
	struct fixture x;
	size_t c;

	repo_sh("new squash; page a.md; put b.md 1; at 10 root\n"
		"git checkout -q -b topic; put b.md 2; at 20 'topic one'\n"
		"put b.md 3; at 30 'topic two'; git checkout -q main\n"
		"git mv a.md c.md; at 40 rename; git mv c.md a.md; at 45 back\n"
		"put b.md 3; at 50 squashed\n"
		"git checkout -q --orphan alone; git rm -qrf .; put b.md z\n"
		"at 60 alone; git checkout -q main\n");
	begin(&x, "squash", paths);
	at_is(&x, 1, "topic", "unknown b.md 3");
	at_is(&x, 1, "topic~1", "unknown b.md 2");
	at_is(&x, 0, "topic", "root a.md one\ntwo\nthree\nfour\nf");
	after_is(&x, 1, "topic", "squashed 1");
	after_is(&x, 0, "topic", "rename 2");
	at_is(&x, 1, "alone", "unknown b.md z");
	at_is(&x, 0, "alone", "none");
	after_is(&x, 1, "alone", "root 2");
	c = commit_of(&x, "topic");
	ok(c >= x.h.n_reached, "its index is behind those of HEAD");
	is_str(x.h.commits[c].subject, STR("topic two"), "its subject");
	is_int(x.h.commits[c].time, 30, "its time");
	is_int((long long)commit_of(&x, "topic"), (long long)c,
	       "asked for again: the same");
	ok(!history_contains(&x.h, 0, c), "HEAD does not contain it");
	end(&x);
}

static void
find_is(struct fixture *x, struct str rev, enum git_found found,
	const char *what)
{
	size_t c;

	is_int(history_find(&x->h, rev, &c), found, what);
	ok((c != MAP_NONE) == (found == GIT_FOUND), "a commit, or none");
}

static void
test_find(void)
{
	static const char *const paths[] = { "a.md", NULL };
	struct fixture x;
	struct str id;
	char upper[8];
	size_t n, c;

	/* enough commits for two to share four digits, from fixed dates */
	repo_sh("new find; put a.md 1; at 1 one; git tag v1\n"
		"git checkout -q -b other; at 2 two; git checkout -q main\n"
		"i=0; while [ $i -lt 600 ]; do i=$((i + 1))\n"
		"printf 'commit refs/heads/main\\ncommitter A <a@b> %s +0000\\n"
		"data 0\\n' $i; [ $i -gt 1 ] || echo from main^0; done |\n"
		"git fast-import --quiet --force; git reset -q --hard\n");
	begin(&x, "find", paths);
	is_int((long long)x.h.n_reached, 601, "all commits");
	id = x.h.commits[300].id;
	find_is(&x, id, GIT_FOUND, "a full id");
	for (n = 4; n < 40 && history_find(&x.h, str_sub(id, 0, n), &c); n++)
		continue;
	find_is(&x, str_sub(id, 0, n), GIT_FOUND, "digits enough");
	is_int((long long)c, 300, "the right one");
	for (size_t i = 0; i < 8; i++)
		upper[i] = (char)(id.p[i] - (id.p[i] >= 'a' ? 32 : 0));
	find_is(&x, str_make(upper, 8), GIT_FOUND, "capital digits");
	find_is(&x, str_sub(id, 0, 3), GIT_UNKNOWN, "three digits");
	find_is(&x, STR("v1"), GIT_FOUND, "a tag");
	find_is(&x, STR("other"), GIT_FOUND, "a branch");
	find_is(&x, STR("HEAD~3"), GIT_FOUND, "an expression");
	find_is(&x, STR("0123456789012345678901234567890123456789"),
		GIT_UNKNOWN, "no such commit");
	find_is(&x, STR("v1:a.md"), GIT_UNKNOWN, "a blob");
	find_is(&x, STR(":/one"), GIT_UNKNOWN, "a search");
	find_is(&x, STR(""), GIT_UNKNOWN, "nothing");
	find_is(&x, STR("v1\nv1"), GIT_UNKNOWN, "two lines");
	find_is(&x, STR("--all"), GIT_UNKNOWN, "an option");
	n = 0;
	for (size_t i = 0; i < x.h.n_reached; i++)
		n += history_find(&x.h, str_sub(x.h.commits[i].id, 0, 4), &c) ==
		     GIT_AMBIGUOUS;
	ok(n >= 2, "four digits of two commits");
	ok(strstr(git_found_text(&x.git, GIT_AMBIGUOUS), "digits") != NULL,
	   "what to do");
	is_int((long long)x.git.n_processes, 5, "five processes in all");
	end(&x);
}

/* Names and words as nobody would choose them. */
static void
test_odd(void)
{
	static const char *const paths[] = { " a\"'b",	"new\nline", "\377.md",
					     "-dash",	":(glob)*",  "*",
					     ":100644", NULL };
	struct fixture x;
	char date[GIT_DATE_BYTES];

	repo_sh("new odd; put ' a\"'\\''b' 1; put 'new\nline' 2\n"
		"put \"$(printf '\\377.md')\" 3; put -dash 4; put ':(glob)*' "
		"5\n"
		"put ':100644' 6; at 99999999999 \"$(printf 'a\\033[31m\\007b"
		"\\tc\\302\\233d')\"\n"
		"git mv 'new\nline' 'older\nname'; at 1 x\n"
		"git mv 'older\nname' 'new\nline'; at 1 y\n"
		"git merge -q -s ours --allow-unrelated-histories -m m $(\n"
		" git commit-tree -m root HEAD^{tree})\n");
	begin(&x, "odd", paths);
	for (size_t i = 0; i < 7; i++) {
		const struct history_file *f = &x.h.files[i];
		struct git_object o;
		char text[] = "1\n";

		if (i == 5) {
			is_int((long long)f->n, 0, "no file of that name");
			continue;
		}
		text[0] = "1234506"[i];
		ok(f->n >= 1 &&
			   git_read(&x.git, f->revs[f->n - 1].blob, &o) ==
				   GIT_FOUND &&
			   str_eq(o.bytes, str_of(text)),
		   "an odd name");
	}
	is_int((long long)x.h.files[1].n, 4, "an odd name that changes");
	for (size_t i = 0; i < x.h.n_reached; i++) {
		if (!str_starts(x.h.commits[i].subject, STR("a")))
			continue;
		is_str(x.h.commits[i].subject, STR("a [31m b c d"),
		       "a subject that a terminal can show");
		git_date(x.h.commits[i].time, date);
		is_str(str_of(date), STR("5138-11-16"), "a late date");
	}
	end(&x);
}

/* Commits that git itself would not make. */
static void
test_bad_commits(void)
{
	static const char *const paths[] = { "a.md", NULL };
	struct fixture x;

	repo_sh("new bad; put a.md 1; at 100 one; put a.md 2; at 200 two\n"
		"raw() { git cat-file commit HEAD | sed \"$1\" |\n"
		"  git hash-object --literally -t commit -w --stdin; }\n"
		"git update-ref HEAD $(raw 's/> 200/> -200/; s/two/t\\xffo/')\n"
		"put a.md 3; at 300 three\n"
		"git update-ref HEAD $(raw 's/> 300/> "
		"99999999999999999999999/')\n"
		"put a.md 4; at 400 four\n"
		"git update-ref HEAD $(raw 's/^committer.*/committer/')\n");
	begin(&x, "bad", paths);
	revs_are(&x, 0,
		 "four:M:a.md three:M:a.md t\xef\xbf\xbdo:M:a.md "
		 "one:A:a.md ",
		 "absurd dates and subjects");
	end(&x);
}

static void
test_sub_folder(void)
{
	static const char *const paths[] = { "a.md", "new/b.md", NULL };
	struct fixture x;

	repo_sh("new sub; page sub/a.md; page old/b.md b; at 1 one\n"
		"mkdir sub/new; git mv old/b.md sub/new; at 2 into\n"
		"page a.md outside; at 3 other\n");
	begin(&x, "sub/sub", paths);
	revs_are(&x, 0, "one:A:sub/a.md ", "a project in a sub-folder");
	revs_are(&x, 1, "into:R:sub/new/b.md one:A:old/b.md ",
		 "a file that came from outside of it");
	at_is(&x, 1, "HEAD~2", "one old/b.md one\ntwo\nthree\nfour\nf");
	end(&x);
}

static void
test_sha256(void)
{
	static const char *const paths[] = { "b.md", NULL };
	struct fixture x;

	repo_sh("new sha256 --object-format=sha256; page a.md; at 1 one\n"
		"git mv a.md b.md; at 2 two; git checkout -q -b side\n"
		"page b.md side; at 3 side; git checkout -q main; page b.md\n"
		"sed -i s/two/2/ b.md; at 4 four; dated 5 git merge -q -m m "
		"side >/dev/null\n");
	begin(&x, "sha256", paths);
	is_int((long long)x.h.commits[0].id.n, 64, "64 digits");
	revs_are(&x, 0,
		 "m:M:b.md four:M:b.md side:M:b.md two:R:b.md "
		 "one:A:a.md ",
		 "a repository with SHA-256");
	at_is(&x, 0, "side", "side b.md one\ntwo\nthree\nfour\nf");
	end(&x);
}

static void
test_shallow(void)
{
	static const char *const paths[] = { "a.md", NULL };
	struct fixture x;

	repo_sh("(new whole; for i in 1 2 3 4; do put a.md $i; at $i $i; done\n"
		" git checkout -q -b side HEAD~2; put a.md s; at 9 s\n"
		" git checkout -q main)\n"
		"git clone -q --depth=2 --no-single-branch file://$PWD/whole "
		"cut\n");
	begin(&x, "cut", paths);
	revs_are(&x, 0, "4:M:a.md 3:A:a.md ", "a shallow clone");
	at_is(&x, 0, "HEAD~1", "3 a.md 3");
	at_is(&x, 0, "origin/side", "unknown a.md s");
	after_is(&x, 0, "origin/side", "3 2");
	end(&x);
}

/* Without history the lists are empty; where git fails they are too. */
static void
test_none(void)
{
	static const char *const paths[] = { "a.md", NULL };
	struct fixture x;
	size_t c;

	repo_sh("new void; cd ..; new lost; put a.md 1; at 1 one; put a.md 2\n"
		"at 2 two; t=$(git rev-parse HEAD~1^{tree})\n"
		"rm -f .git/objects/${t%${t#??}}/${t#??}\n");
	begin(&x, "void", paths);
	is_int((long long)x.h.n_commits, 0, "a repository without commits");
	find_is(&x, STR("HEAD"), GIT_UNKNOWN, "has none to find");
	ok(strstr(git_found_text(&x.git, GIT_UNKNOWN), "no git history") !=
		   NULL,
	   "what to say");
	end(&x);

	git_open(&x.git, "lost");
	history_init(&x.h, &x.git);
	history_add(&x.h, STR("a.md"));
	ok(!history_read(&x.h), "a repository that lacks a tree");
	ok(str_starts(str_of(git_why(&x.git)), STR("git says: ")), "is said");
	is_int((long long)x.h.files[0].n, 0, "no revisions");
	history_find(&x.h, STR("HEAD"), &c);
	ok(c == MAP_NONE, "no commits");
	end(&x);
}

static size_t
n_processes_of(size_t n_pages)
{
	struct fixture x = { 0 };
	struct history_place place;
	struct git_object o;
	char path[20];
	size_t n, n_read = 0;

	git_open(&x.git, "many");
	history_init(&x.h, &x.git);
	for (size_t i = 0; i < n_pages; i++) {
		snprintf(path, sizeof(path), "%zu.md", i);
		history_add(&x.h, str_of(path));
	}
	history_read(&x.h);
	for (size_t i = 0; i < n_pages; i++) {
		size_t commit = commit_of(&x, i % 2 ? "HEAD~1" : "side");

		n_read += history_at(&x.h, i, commit, &place) &&
			  git_read(&x.git, place.blob, &o) == GIT_FOUND;
		history_first_after(&x.h, i, commit, &n);
	}
	is_int((long long)n_read, (long long)n_pages, "all pages were read");
	n = x.git.n_processes;
	end(&x);
	return n;
}

static void
test_many(void)
{
	size_t few;

	repo_sh("new many; for i in $(seq 0 299); do echo $i >$i.md; done\n"
		"at 1 one; git checkout -q -b side; echo x >>7.md; at 2 side\n"
		"git checkout -q main; for i in $(seq 0 299); do\n"
		"  echo y >>$i.md; done; at 3 two\n"
		"dated 4 git merge -q -s ours -m m side; put 1.md; at 5 "
		"last\n");
	few = n_processes_of(3);
	is_int((long long)few, 5, "3 pages");
	is_int((long long)n_processes_of(300), (long long)few,
	       "300 pages take no more processes");
}

int
main(void)
{
	if (repo_begin()) {
		test_line();
		test_renames();
		test_merges();
		test_unreached();
		test_find();
		test_odd();
		test_bad_commits();
		test_sub_folder();
		test_sha256();
		test_shallow();
		test_none();
		test_many();
		repo_end();
	}
	return tap_done();
}
