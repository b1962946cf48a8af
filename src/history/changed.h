/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * changed - which files differ from a commit, those not yet committed included.
 *
 * The work tree is compared as it is, staged or not; files that git does not
 * know count unless they are ignored. Renames are found as in history.h. Only
 * the project's files are listed; what came from outside of it is an addition.
 *
 * Two processes.
 */
#ifndef CALQUE_HISTORY_CHANGED_H
#define CALQUE_HISTORY_CHANGED_H

#include "history/history.h"

struct changed_file {
	struct str path;     /* relative to the project */
	struct str old_path; /* of a rename; else no string */
	enum history_change change;
	bool is_untracked; /* git does not know it: HISTORY_ADDED */
};

struct changed {
	struct arena arena;
	struct changed_file *files; /* sorted by path, each path once */
	size_t n, cap;
};

/*
 * List what changed since `rev`, the full id of a commit (history_find gives
 * it). False where git cannot say: git_why() has its words. changed_release is
 * due in both cases.
 */
bool changed_read(struct changed *c, struct git *g, struct str rev);
void changed_release(struct changed *c);

#endif
