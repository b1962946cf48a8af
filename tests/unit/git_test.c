/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/git.h"

#include "unit/repo.h"
#include "unit/tap.h"

#include <sys/stat.h>

static void
is_state(const char *root, enum git_state state, const char *why)
{
	struct git g;

	ok(git_open(&g, root) == (state == GIT_READY), root);
	is_int(g.state, state, "its state");
	if (why && !ok(strstr(git_why(&g), why) != NULL, "and why"))
		tap_print_bytes("why", str_of(git_why(&g)));
	if (state != GIT_READY) {
		struct git_object o;

		ok(git_read(&g, STR("HEAD"), &o) == GIT_UNKNOWN,
		   "nothing can be read");
	} else {
		is_str(str_of(git_why(&g)), STR(""), "nothing to say");
	}
	git_release(&g);
}

static void
test_states(void)
{
	char *path = strdup(getenv("PATH"));

	repo_sh("mkdir none; (new empty); (new gone; at 1 x; rm -rf .git)\n"
		"(new bare --bare)\n"
		"(new one; page a.md; at 5 first; git worktree add -q "
		"../tree)\n"
		"(new broken; at 1 x; echo '[' >.git/config)\n"
		"(new future; at 1 x\n"
		" git config core.repositoryformatversion 1\n"
		" git config extensions.unheardof true)\n"
		"mkdir one/sub; (new outer; git -c protocol.file.allow=always "
		"\\\n"
		"  submodule -q add ../one module; at 3 module)\n");
	is_state("none", GIT_NO_REPOSITORY, "not in a git repository");
	is_state("nowhere", GIT_REFUSED,
		 "git says: cannot change to 'nowhere'");
	is_state("empty", GIT_EMPTY, "no commit yet");
	is_state("gone", GIT_NO_REPOSITORY, "not in a git repository");
	is_state("bare", GIT_REFUSED, "bare");
	is_state("one/.git", GIT_REFUSED, "bare");
	is_state("broken", GIT_REFUSED, "git says: bad config");
	is_state("future", GIT_REFUSED, "git says: ");
	is_state("one", GIT_READY, NULL);
	is_state("one/sub", GIT_READY, NULL);
	is_state("tree", GIT_READY, NULL);
	is_state("outer/module", GIT_READY, NULL);
	setenv("PATH", "/nowhere", 1);
	is_state("one", GIT_NO_GIT, "the program 'git' is missing");
	setenv("PATH", path, 1);
	free(path);
}

static void
test_where(void)
{
	struct git g;

	repo_sh("mkdir -p 'one/a b/new\nline'");
	git_open(&g, "one/sub");
	is_str(g.prefix, STR("sub/"), "the prefix of a sub-folder");
	is_str(git_project_path(&g, STR("sub/a.md")), STR("a.md"),
	       "a path of the project");
	ok(!git_project_path(&g, STR("a.md")).p, "a path outside");
	is_int((long long)g.head.n, 40, "HEAD");
	git_release(&g);
	git_open(&g, "one/a b/new\nline");
	is_str(g.prefix, STR("a b/new\nline/"), "an odd prefix");
	is_int((long long)g.head.n, 40, "HEAD is told from it");
	git_release(&g);

	/* as in a hook of another repository */
	setenv("GIT_DIR", "/nowhere", 1);
	setenv("GIT_INDEX_FILE", "/nowhere", 1);
	setenv("GIT_CONFIG_COUNT", "nonsense", 1);
	is_state("one", GIT_READY, NULL);
	unsetenv("GIT_DIR");
	unsetenv("GIT_INDEX_FILE");
	unsetenv("GIT_CONFIG_COUNT");
}

static void
test_partial(void)
{
	struct git g;
	struct diag diag = { 0 };
	struct git_object o;

	repo_sh("(new deep; page a.md; at 5 first; page a.md x; at 6 second)\n"
		"git clone -q --depth=1 file://$PWD/deep shallow\n"
		"git -C deep config uploadpack.allowFilter true\n"
		"git clone -q --no-checkout --filter=blob:none "
		"file://$PWD/deep "
		"partial\n");
	git_open(&g, "deep");
	git_warn_if_partial(&g, &diag);
	is_int((long long)diag.n_warnings, 0, "a whole repository");
	git_release(&g);

	git_open(&g, "shallow");
	ok(g.is_shallow && !g.is_partial, "a shallow clone");
	git_warn_if_partial(&g, &diag);
	ok(diag.n_warnings == 1 &&
		   strstr(diag.text.p, "'git fetch --unshallow'") != NULL,
	   "it is said, and what to do");
	ok(strstr(git_found_text(&g, GIT_UNKNOWN), "--unshallow") != NULL,
	   "of commits too");
	git_release(&g);

	git_open(&g, "partial");
	ok(g.is_partial && !g.is_shallow, "a partial clone");
	git_warn_if_partial(&g, &diag);
	ok(diag.n_warnings == 2 && strstr(diag.text.p, "partial clone") != NULL,
	   "it is said");
	is_int(git_read(&g, STR("HEAD:a.md"), &o), GIT_UNKNOWN,
	       "and nothing is fetched");
	is_int(git_read(&g, STR("HEAD^{commit}"), &o), GIT_FOUND,
	       "what is there can be read");
	git_release(&g);
	diag_release(&diag);
}

static void
test_owner(void)
{
	struct git g;
	char home[sizeof(repo_folder) + 1];

	if (geteuid() != 0) {
		skip("the repository of another user", "needs root");
		return;
	}
	repo_sh("(new foreign; at 1 x); chown -R 12345 foreign\n"
		"printf '[safe]\\n\\tdirectory = /a b\\n' >.gitconfig\n"
		"printf '\\tdirectory = %s\\n' \"$PWD/foreign\" "
		">>.gitconfig\n");
	ok(!git_open(&g, "foreign"), "the repository of another user");
	is_int(g.state, GIT_REFUSED, "is refused");
	ok(strstr(git_why(&g), "safe.directory") != NULL, "and why");
	git_release(&g);

	memcpy(home, repo_folder, sizeof(repo_folder));
	unsetenv("GIT_CONFIG_GLOBAL");
	setenv("HOME", home, 1);
	ok(git_open(&g, "foreign"), "but not where the user allows it");
	git_release(&g);
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
}

static void
test_read(void)
{
	struct git g;
	struct git_object o;
	struct str id;
	struct arena arena = { 0 };
	struct buf name = { 0 };

	repo_sh("(new read; put a.md text; put ' $`\"x' odd; put -dash d\n"
		" put :/colon c; printf 'a\\0b' >nul.md; : >empty.md\n"
		" put \"$(printf '\\377')\" latin\n"
		" head -c 3000000 /dev/zero >large; at 5 first; git tag v1)\n");
	git_open(&g, "read");
	is_int(git_read(&g, STR("HEAD:a.md"), &o), GIT_FOUND, "a path");
	is_str(o.bytes, STR("text\n"), "its bytes");
	is_str(o.type, STR("blob"), "its type");
	is_str(o.id, STR("8e27be7d6154a1f68ea9160ef0e18691d20560dc"), "its id");
	id = arena_str(&arena, o.id);
	is_int(git_read(&g, STR("v1:nul.md"), &o), GIT_FOUND, "of a tag");
	is_str(o.bytes, STR("a\0b"), "a NUL");
	is_int(git_read(&g, STR("v1:empty.md"), &o), GIT_FOUND, "no bytes");
	is_int((long long)o.bytes.n, 0, "at all");
	is_int(git_read(&g, id, &o), GIT_FOUND, "by id");
	is_str(o.bytes, STR("text\n"), "the same bytes");
	is_int(git_read(&g, STR("HEAD: $`\"x"), &o), GIT_FOUND, "an odd name");
	is_int(git_read(&g, STR("HEAD:-dash"), &o), GIT_FOUND, "a dash");
	is_int(git_read(&g, STR("HEAD::/colon"), &o), GIT_FOUND, "a colon");
	is_int(git_read(&g, STR("HEAD:\377"), &o), GIT_FOUND, "not UTF-8");
	is_str(o.bytes, STR("latin\n"), "its bytes");
	is_int(git_read(&g, STR("HEAD:large"), &o), GIT_FOUND, "3 MB");
	is_int((long long)o.bytes.n, 3000000, "all of it");
	is_int(git_read(&g, STR("HEAD:none missing"), &o), GIT_UNKNOWN,
	       "no such path");
	is_int(git_read(&g, STR("HEAD:a.md\nHEAD:a.md"), &o), GIT_UNKNOWN,
	       "a line break is no name");
	is_int(git_read(&g, STR("HEAD:a.md\r"), &o), GIT_UNKNOWN,
	       "a CR is part of a name");
	is_int(git_read(&g, STR(""), &o), GIT_UNKNOWN, "nothing is no name");
	is_int(git_read(&g, STR("a\0b"), &o), GIT_UNKNOWN, "nor is a NUL");
	is_int(git_read(&g, STR("--batch"), &o), GIT_UNKNOWN, "nor an option");
	buf_add_fill(&name, 'n', 100000);
	is_int(git_read(&g, buf_str(&name), &o), GIT_UNKNOWN, "nor much text");
	is_int(git_read(&g, STR("HEAD"), &o), GIT_FOUND,
	       "and it still answers");
	is_str(o.type, STR("commit"), "a commit");
	is_int((long long)g.n_processes, 3, "with three processes in all");
	git_release(&g);
	buf_release(&name);
	arena_release(&arena);
}

/* Many more bytes than the cache holds. */
static void
test_cache(void)
{
	struct git g;
	struct git_object o;
	char name[40];
	bool right = true;

	repo_sh("(new cache; for i in $(seq 60); do\n"
		"  { echo $i; head -c 900000 /dev/zero; } >$i; done; at 5 "
		"x)\n");
	git_open(&g, "cache");
	for (int round = 0; round < 2; round++) {
		for (int i = 1; i <= 60; i++) {
			size_t n;

			snprintf(name, sizeof(name), "HEAD:%d", i);
			right = right &&
				git_read(&g, str_of(name), &o) == GIT_FOUND;
			n = (size_t)snprintf(name, sizeof(name), "%d\n", i);
			right = right && o.bytes.n == 900000 + n &&
				str_starts(o.bytes, str_of(name));
		}
	}
	ok(right, "120 times the right bytes");
	ok(g.cached_bytes <= (size_t)32 << 20, "the cache is bounded");
	ok(g.n_cached > 0, "and used");
	git_release(&g);
}

/* The child is gone: no answer, no signal, no second child. */
static void
test_lost_reader(void)
{
	struct git g;
	struct git_object o;

	git_open(&g, "read");
	git_read(&g, STR("HEAD:a.md"), &o);
	repo_sh("kill $(ps -o pid= --ppid $PPID -o args= |\n"
		"  sed -n 's/^ *\\([0-9]*\\) .*cat-file --batch$/\\1/p')");
	is_int(git_read(&g, STR("HEAD:nul.md"), &o), GIT_UNKNOWN,
	       "a reader that was killed");
	is_str(str_of(git_why(&g)), STR("git was ended by signal 15"),
	       "is said so");
	is_int(git_read(&g, STR("HEAD:nul.md"), &o), GIT_UNKNOWN,
	       "it is not started again");
	is_int((long long)g.n_processes, 3, "never");
	git_release(&g);
}

static void
is_date(long long seconds, const char *expected)
{
	char date[GIT_DATE_BYTES];

	git_date(seconds, date);
	is_str(str_of(date), str_of(expected), expected);
}

static void
test_dates(void)
{
	/* three question marks and a dash are a trigraph */
	static const char none[] = "?\?\?\?-?\?-?\?";

	is_date(0, "1970-01-01");
	is_date(-1, "1969-12-31");
	is_date(86399, "1970-01-01");
	is_date(86400, "1970-01-02");
	is_date(951782400, "2000-02-29");
	is_date(951868800, "2000-03-01");
	is_date(4107542399, "2100-02-28");
	is_date(4107542400, "2100-03-01");
	is_date(1704067199, "2023-12-31");
	is_date(253402300799, "9999-12-31");
	is_date(253402300800, none);
	is_date(-62162035200, "0000-03-01");
	is_date(-62162035201, none);
	is_date(9223372036854775807, none);
	is_date(-9223372036854775807 - 1, none);
}

int
main(void)
{
	test_dates();
	if (repo_begin()) {
		test_states();
		test_where();
		test_partial();
		test_owner();
		test_read();
		test_cache();
		test_lost_reader();
		repo_end();
	}
	return tap_done();
}
