/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * history - which revisions of the project's files exist, and which of them a
 * commit contains.
 *
 * The files of interest are named first (history_add); one pass over all
 * commits that HEAD reaches (history_read, two processes however many files
 * there are) then gives each its revisions. A revision is a commit in which the
 * file got bytes that it has in none of the commit's parents, or went away:
 *   - each version that HEAD's history ever held is in the list, at the commit
 *     that brought it, on side branches too (but for a side that a merge took
 *     nothing from, while the other side renamed the file);
 *   - a merge is a revision only where its version differs from those of all its
 *     parents, that is, where both sides touched the file.
 *
 * Renames are followed as git's -M finds them (half of the text alike): a page
 * that was renamed has the revisions of its old name, on every line of history
 * on which it had that name; copies are not followed. Two pages that swapped
 * their names are two changes. A name keeps its revisions: where a.md became
 * b.md, both have those of the old a.md, and a.md one more, its deletion.
 *
 * Commits are indexes: 0 is HEAD, and each commit has a smaller index than its
 * parents, younger ones first otherwise. Commits that HEAD does not reach (of
 * another branch, before a squash) get indexes behind these once asked for.
 */
#ifndef CALQUE_HISTORY_HISTORY_H
#define CALQUE_HISTORY_HISTORY_H

#include "history/git.h"

struct history_commit {
	struct str id;
	struct str subject; /* one line, without control characters */
	long long time;	    /* of the committer, seconds since 1970 */
	size_t parents;	    /* the first in history.parents */
	size_t n_parents;
	bool is_read;	     /* private: all but the id is known */
	unsigned char *seen; /* private: what it contains, where asked */
};

enum history_change {
	HISTORY_ADDED,
	HISTORY_CHANGED,
	HISTORY_RENAMED, /* perhaps changed too; older ones have another path */
	HISTORY_DELETED	 /* blob is empty */
};

struct history_rev {
	size_t commit;
	struct str path; /* from the top of the repository, at this commit */
	struct str blob; /* id of its bytes; for git_read */
	enum history_change change;
};

struct history_file {
	struct str path;	  /* from the top of the repository, now */
	struct history_rev *revs; /* newest first */
	size_t n, cap;
};

struct history {
	struct git *git; /* borrowed */
	struct arena arena;
	struct history_commit *commits;
	size_t n_commits, cap_commits;
	size_t n_reached; /* of these, those that HEAD reaches */
	size_t *parents;  /* indexes of commits */
	size_t n_parents, cap_parents;
	struct history_file *files;
	size_t n_files, cap_files;

	struct map by_id;   /* commit id -> index */
	struct map by_path; /* path of a file -> index */
	size_t *sorted;	    /* the reached commits by id; NULL: not yet */
	bool has_merges;    /* of the reached commits */
	struct arena seen_arena;
	size_t seen_bytes;
};

void history_init(struct history *h, struct git *git);
void history_release(struct history *h);

/*
 * Register the file `path` (relative to the project; it need not exist now)
 * before history_read. Returns its index in h->files; the same for the same
 * path.
 */
size_t history_add(struct history *h, struct str path);

/*
 * Read the history. Without one (git_open said so) the lists stay empty and
 * true is returned, and so they do where git fails: then false, and git_why()
 * has its words. Cost: git's, for one log of the whole repository, and
 * O(changes).
 */
bool history_read(struct history *h);

/*
 * The commit that `rev` names: digits of its id (4 or more, for those that HEAD
 * reaches looked up here, without a request), a tag, a branch. Where it is not
 * found, git_found_text() says why.
 */
enum git_found history_find(struct history *h, struct str rev, size_t *commit);

/*
 * Is `old` (which HEAD reaches) the commit `commit` or an ancestor of it? Cost:
 * O(commits) for the first question about a commit, then O(1).
 */
bool history_contains(struct history *h, size_t commit, size_t old);

struct history_place {
	struct str path; /* the file's name at that commit */
	struct str blob; /* its bytes there */
	/* the newest revision in the commit with these bytes, or MAP_NONE: they
	   were never in HEAD's history */
	size_t rev;
};

/*
 * Where a file stood at a commit. False where the commit does not have it. Cost:
 * one request to git's reader at most per name that the file had; none where no
 * merge can have dropped a revision.
 */
bool history_at(struct history *h, size_t file, size_t commit,
		struct history_place *place);

/*
 * The first change that the commit does not know: the oldest revision of the
 * file that it does not contain, or MAP_NONE where there is none. *n is their
 * number.
 */
size_t history_first_after(struct history *h, size_t file, size_t commit,
			   size_t *n);

#endif
