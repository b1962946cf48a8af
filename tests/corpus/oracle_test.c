/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * oracle_test - the laws of oracle.h over a folder of real pages: oracle_test
 * [FOLDER]; without one, the folder in CALQUE_CORPUS.
 */
#include "oracle.h"

#include "base/file.h"
#include "unit/tap.h"

static void
check_file(struct oracle *o, const char *root, struct str path)
{
	struct arena arena = { 0 };
	struct buf bytes = { 0 };
	struct diag diag = { 0 };
	struct str full = path_join(&arena, str_of(root), path);

	if (!file_load(full.p, &bytes, &diag)) {
		diag_flush(&diag, stderr);
		exit(1);
	}
	oracle_page(o, buf_str(&bytes), dialect_preset(STR("hugo")), path);
	buf_release(&bytes);
	arena_release(&arena);
}

int
main(int argc, char **argv)
{
	const char *root = argc > 1 ? argv[1] : getenv("CALQUE_CORPUS");
	struct arena arena = { 0 };
	struct file_list files = { 0 };
	struct diag diag = { 0 };
	struct oracle o = { 0 };

	if (!root || !file_is_dir(root)) {
		puts("1..0 # SKIP no folder of real pages in CALQUE_CORPUS");
		return 0;
	}
	file_walk(root, &arena, &files, &diag);
	for (size_t i = 0; i < files.n; i++)
		if (str_ends(files.paths[i], STR(".md")))
			check_file(&o, root, files.paths[i]);
	printf("# %zu pages, %zu leaves, %zu texts, %zu of them split\n",
	       o.pages, o.leaves, o.blocks, o.split);
	is_int((long long)o.lost, 0, "blocks begin where cmark says");
	is_int((long long)o.bad_leaves, 0, "leaves keep their invariants");
	is_int((long long)o.bad_texts, 0, "texts alone render as in the page");
	is_int((long long)o.bad_marks, 0, "marked texts give the same leaves");
	arena_release(&arena);
	return tap_done();
}
