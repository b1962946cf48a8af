/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * repo - repositories for tests, made by git in a folder of their own.
 *
 * repo_begin() makes the folder and enters it; repo_sh() runs a script of the
 * shell there, with a fixed author and no configuration of the user's, and with
 *   new FOLDER [OPTION...]   make a repository, and stand in it
 *   at TIME MESSAGE          commit all there is, at TIME (seconds since 1970)
 *   put FILE LINE...         write a file
 *   page FILE [LINE...]      write twenty lines, and those given
 */
#ifndef CALQUE_TESTS_UNIT_REPO_H
#define CALQUE_TESTS_UNIT_REPO_H

#include "base/arena.h"
#include "unit/tap.h"

#include <stdlib.h>
#include <unistd.h>

static char repo_folder[] = "/tmp/calque-git-test-XXXXXX";

static const char repo_prelude[] =
	"set -e\n"
	"new() { mkdir -p \"$1\"; cd \"$1\"; shift; git init -q \"$@\" .\n"
	"  git symbolic-ref HEAD refs/heads/main; }\n"
	"dated() { t=$1; shift; GIT_AUTHOR_DATE=\"@$t +0000\" \\\n"
	"  GIT_COMMITTER_DATE=\"@$t +0000\" \"$@\"; }\n"
	"at() { t=$1; shift; git add -A\n"
	"  dated \"$t\" git commit -q --allow-empty -m \"$@\"; }\n"
	"put() { f=$1; shift; mkdir -p \"./$(dirname \"./$f\")\"\n"
	"  printf '%s\\n' \"$@\" >\"./$f\"; }\n"
	"page() { f=$1; shift; put \"$f\" one two three four five six seven "
	"\\\n"
	"  eight nine ten eleven twelve thirteen fourteen fifteen sixteen \\\n"
	"  seventeen eighteen nineteen twenty \"$@\"; }\n";

/* False where git is missing: the test is skipped. */
static inline bool
repo_begin(void)
{
	if (system("git --version >/dev/null 2>&1") != 0) {
		skip("git", "there is no git");
		return false;
	}
	if (!mkdtemp(repo_folder) || chdir(repo_folder) != 0) {
		puts("Bail out! no folder for repositories");
		exit(1);
	}
	setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("GIT_AUTHOR_NAME", "A", 1);
	setenv("GIT_AUTHOR_EMAIL", "a@example.org", 1);
	setenv("GIT_COMMITTER_NAME", "A", 1);
	setenv("GIT_COMMITTER_EMAIL", "a@example.org", 1);
	setenv("GIT_CEILING_DIRECTORIES", "/tmp", 1);
	setenv("LC_ALL", "C", 1);
	return true;
}

static inline void
repo_sh(const char *script)
{
	struct arena arena = { 0 };

	fflush(stdout);
	if (system(arena_strf(&arena, "%s%s", repo_prelude, script).p) != 0) {
		printf("Bail out! failed: %s\n", script);
		exit(1);
	}
	arena_release(&arena);
}

static inline void
repo_end(void)
{
	if (chdir("/") == 0) {
		struct arena arena = { 0 };

		if (system(arena_strf(&arena, "rm -rf %s", repo_folder).p))
			printf("# %s stays\n", repo_folder);
		arena_release(&arena);
	}
}

#endif
