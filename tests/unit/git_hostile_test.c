/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A repository whose configuration names a program wherever it can: none may
 * run. The same repository does run them for git itself, or the test would
 * prove nothing.
 */
#include "history/changed.h"

#include "unit/repo.h"
#include "unit/tap.h"

static const char make_hostile[] =
	"new hostile; page a.md; page b.md b; page c.md c c; put d.md d\n"
	"echo '* diff=evil filter=evil merge=evil' >.gitattributes\n"
	"at 1 one; page a.md more; at 2 two; git mv b.md e.md; page e.md x\n"
	"at 3 three; git checkout -q -b side HEAD~1; page a.md side; at 4 "
	"side\n"
	"git checkout -q main; dated 5 git merge -q -s ours -m m side\n"
	"R=$PWD/..; for w in fsmonitor textconv diff clean process smudge \\\n"
	"  gpg pager ext editor ssh askpass alias hook order credential \\\n"
	"  upload proxy filter2 browser trace; do\n"
	"  printf '#!/bin/sh\\necho %s >>%s\\n' $w \"$R/ran\" >$R/$w\n"
	"  case $w in (clean|smudge|filter2) echo cat >>$R/$w;; esac\n"
	"  chmod +x $R/$w; done\n"
	"git config core.fsmonitor $R/fsmonitor\n"
	"git config core.hooksPath $R/hooks; mkdir -p $R/hooks .git/hooks\n"
	"for h in post-index-change post-checkout pre-auto-gc "
	"fsmonitor-watchman\n"
	"do cp $R/hook $R/hooks/$h; cp $R/hook .git/hooks/$h; done\n"
	"git config core.pager $R/pager; git config pager.log true\n"
	"git config pager.diff true; git config pager.rev-list $R/pager\n"
	"git config pager.diff-tree $R/pager; git config pager.cat-file "
	"$R/pager\n"
	"git config core.editor $R/editor; git config core.sshCommand $R/ssh\n"
	"git config core.askPass $R/askpass; git config core.gitProxy "
	"$R/proxy\n"
	"git config credential.helper $R/credential\n"
	"git config diff.external $R/ext\n"
	"git config diff.evil.textconv $R/textconv\n"
	"git config diff.evil.command $R/diff\n"
	"git config diff.evil.cachetextconv true\n"
	"git config filter.evil.clean $R/clean\n"
	"git config filter.evil.smudge $R/smudge\n"
	"git config filter.evil.required true\n"
	"git config filter.Two.three.clean $R/filter2\n"
	"git config gpg.program $R/gpg; git config log.showSignature true\n"
	"git config gpg.ssh.program $R/gpg; git config gpg.minTrustLevel "
	"never\n"
	"for a in rev-parse config rev-list diff-tree cat-file diff ls-files\n"
	"do git config alias.$a \"!$R/alias\"; done\n"
	"git config alias.remote-. \"!$R/alias\" 2>/dev/null || :\n"
	"git config web.browser $R/browser; git config diff.orderFile "
	"$R/order\n"
	"git config diff.relative true; git config diff.noprefix true\n"
	"git config diff.renames false; git config diff.renameLimit 1\n"
	"git config log.follow true; git config log.showRoot false\n"
	"git config core.quotePath true; git config core.abbrev 5\n"
	"git config color.ui always; git config core.untrackedCache true\n"
	"git config log.diffMerges off; git config format.pretty oneline\n"
	"git config diff.ignoreSubmodules none; git config diff.submodule log\n"
	"git config i18n.logOutputEncoding UTF-16\n"
	"echo 'd.md filter=Two.three' >>.gitattributes\n"
	/* a signed commit, for whoever would check it */
	"git update-ref HEAD $(git cat-file commit HEAD | sed "
	"'/^committer/a\\\n"
	"gpgsig -----BEGIN PGP SIGNATURE-----\\n \\n x\\n "
	"-----END PGP SIGNATURE-----' |\n"
	"  git hash-object -t commit -w --stdin)\n";

/* Files whose times changed: git must look into them. */
static const char touch_all[] =
	"cd hostile; touch -d @77 a.md c.md d.md e.md; page new.md\n"
	"printf 'x' >>c.md; rm -f ../ran\n";

static bool
did_run(const char *what)
{
	char text[4096] = "";
	FILE *f = fopen("ran", "r");
	size_t n = f ? fread(text, 1, sizeof(text) - 1, f) : 0;

	if (f)
		fclose(f);
	text[n] = '\0';
	if (n)
		tap_print_bytes(what, str_of(text));
	return n > 0;
}

static void
test_everything(const char *root)
{
	struct git g;
	struct history h;
	struct changed c;
	struct history_place place;
	struct git_object o;
	size_t commit, n;

	ok(git_open(&g, root), "open");
	ok(!did_run("git_open ran"), "git_open runs nothing");
	history_init(&h, &g);
	history_add(&h, STR("a.md"));
	history_add(&h, STR("e.md"));
	ok(history_read(&h), "read");
	ok(!did_run("history_read ran"), "history_read runs nothing");
	is_int((long long)h.files[0].n, 3, "revisions are as ever");
	is_int((long long)h.files[1].n, 2, "renames too");
	is_str(h.commits[1].subject, STR("side"), "subjects too");
	ok(history_find(&h, STR("side"), &commit) == GIT_FOUND, "find");
	ok(history_at(&h, 0, commit, &place) &&
		   git_read(&g, place.blob, &o) == GIT_FOUND &&
		   str_ends(o.bytes, STR("side\n")),
	   "read");
	history_first_after(&h, 0, commit, &n);
	ok(!did_run("git_read ran"), "git_read runs nothing");
	ok(changed_read(&c, &g, h.commits[commit].id), "changed");
	ok(!did_run("changed_read ran"), "changed_read runs nothing");
	is_int((long long)c.n, 5, "five files differ");
	changed_release(&c);
	history_release(&h);
	git_release(&g);
	ok(!did_run("something ran"), "nothing ran");
}

/* The user's own variables name programs too. */
static void
test_environment(void)
{
	static const char *const names[] = { "GIT_EXTERNAL_DIFF", "GIT_PAGER",
					     "GIT_SSH",		  "GIT_ASKPASS",
					     "GIT_PROXY_COMMAND", "PAGER" };
	const size_t n = sizeof(names) / sizeof(*names);
	char program[sizeof(repo_folder) + 20];

	snprintf(program, sizeof(program), "%s/ext", repo_folder);
	for (size_t i = 0; i < n; i++)
		setenv(names[i], program, 1);
	setenv("GIT_CONFIG_COUNT", "1", 1);
	setenv("GIT_CONFIG_KEY_0", "core.fsmonitor", 1);
	setenv("GIT_CONFIG_VALUE_0", program, 1);
	repo_sh("unset GIT_CONFIG_COUNT GIT_EXTERNAL_DIFF\n"
		"cd hostile; touch -d @78 a.md c.md; rm -f ../ran\n");
	test_everything("hostile");
	for (size_t i = 0; i < n; i++)
		unsetenv(names[i]);
	unsetenv("GIT_CONFIG_COUNT");
}

/* A partial clone would fetch, from where its configuration says. */
static void
test_fetch(void)
{
	struct git g;
	struct history h;
	struct history_place place;
	struct git_object o;
	size_t n_here = 0;

	repo_sh("rm -f ran; (new source; page a.md; at 1 1; page a.md 2; at 2 "
		"2\n"
		" git mv a.md b.md; at 3 3; git config uploadpack.allowFilter "
		"1)\n"
		"git clone -q --filter=blob:none file://$PWD/source lazy\n"
		"cd lazy; git config remote.origin.uploadpack $PWD/../upload\n"
		"git config core.sshCommand $PWD/../ssh\n"
		"git config protocol.allow always\n"
		"git config protocol.file.allow always\n"
		"git config protocol.ext.allow always; rm -f ../ran\n");
	for (int vcs = 0; vcs < 3; vcs++) {
		repo_sh(vcs == 0 ? ":" :
			vcs == 1 ? "cd lazy; git config remote.origin.url "
				   "\"ext::$PWD/../upload\"" :
				   "cd lazy; git config remote.origin.vcs .");
		git_open(&g, "lazy");
		history_init(&h, &g);
		history_add(&h, STR("b.md"));
		ok(history_read(&h), "the history of a partial clone");
		is_int((long long)h.files[0].n, 3, "renames are followed");
		for (size_t i = 0; i < h.files[0].n; i++)
			n_here += git_read(&g, h.files[0].revs[i].blob, &o) ==
				  GIT_FOUND;
		history_at(&h, 0, 1, &place);
		ok(!did_run("a fetch ran"), "nothing is fetched");
		history_release(&h);
		git_release(&g);
	}
	is_int((long long)n_here, 6, "what is there is read");
}

int
main(void)
{
	if (repo_begin()) {
		repo_sh(make_hostile);
		repo_sh(touch_all);
		repo_sh("cd hostile; git diff HEAD >/dev/null 2>&1 || :\n"
			"git log --show-signature >/dev/null 2>&1 || :\n");
		ok(did_run("git itself ran"), "git itself does run them");
		repo_sh(touch_all);
		test_everything("hostile");
		test_environment();
		test_fetch();
		repo_end();
	}
	return tap_done();
}
