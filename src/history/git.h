/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * git - the repository that the project lies in: is it there, its objects.
 *
 * A project without history is a plain state, not an error: git_open says
 * whether there is one, git_why() why there is none.
 *
 * Git runs as a child process and nothing else does: no hook, filter, pager or
 * program that the repository's own configuration names, and nothing is fetched
 * from elsewhere (git.c says how). The user's and the system's configuration
 * are not read, but for safe.directory. Nothing is written.
 *
 * The project is the folder `root`, which may lie inside the work tree. Paths
 * of commits are relative to the top of the repository; `prefix` is the part
 * that leads to the project ("" or "sub/folder/").
 *
 * Number of processes: two in git_open (three more where the repository belongs
 * to somebody else), one for all of git_read (in a partial clone one more for
 * each object that is not here, up to 50). `n_processes` counts them.
 * A struct git belongs to one thread.
 */
#ifndef CALQUE_HISTORY_GIT_H
#define CALQUE_HISTORY_GIT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/proc.h"

enum git_state {
	GIT_READY,
	GIT_EMPTY,	   /* a repository without a commit */
	GIT_NO_REPOSITORY, /* root is not in a work tree */
	GIT_NO_GIT,	   /* the program is missing */
	GIT_REFUSED	   /* git will not read it; git_why() has its words */
};

enum git_found {
	GIT_FOUND,
	GIT_UNKNOWN,  /* no such object here */
	GIT_AMBIGUOUS /* an abbreviation of several */
};

/* All in lower case hexadecimal: 40 digits, in SHA-256 repositories 64. */
struct git_object {
	struct str id;
	struct str type; /* commit, tree, blob, tag */
	struct str bytes;
};

struct git {
	enum git_state state;
	bool is_shallow; /* commits before some point are not here */
	bool is_partial; /* contents of some files are not here */
	struct str prefix;
	struct str head; /* the commit, GIT_READY */
	size_t n_processes;

	/* the rest is private to src/history/ */
	struct arena arena;
	struct buf why;
	const char **command; /* git and its switches, then NULL */
	size_t n_command, cap_command;
	const char **env;
	struct str *filters; /* names of filters in its configuration */
	size_t n_filters, cap_filters;
	struct proc reader; /* git cat-file --batch */
	struct buf line;    /* its last answer */
	enum { GIT_NOT_STARTED, GIT_RUNS, GIT_BROKEN } reader_state;
	size_t n_lives; /* how often it may be started anew */
	struct arena cache_arena;
	struct git_object *cached;
	size_t n_cached, cap_cached, cached_bytes;
	struct map cache;
};

/*
 * Look at the repository around the folder `root` (a relative path is so to the
 * working directory, which must stay). Returns whether there is a
 * history (GIT_READY). git_release is due in all cases.
 */
bool git_open(struct git *g, const char *root);
void git_release(struct git *g);
/* Why there is no history: a message in the user's language; "" if ready. */
const char *git_why(const struct git *g);
/* Warn where the history is not whole, and say how to get the rest. */
void git_warn_if_partial(const struct git *g, struct diag *diag);
/*
 * What to say of a revision that was not found: "is no commit in this
 * repository", with what to do in a shallow one; to follow its name.
 */
const char *git_found_text(const struct git *g, enum git_found found);

/*
 * Read an object: an id, an abbreviation of one, a branch or tag, `REV:path`
 * (path from the top of the repository, bytes as they are), `REV^{commit}`.
 * A name with a line break is unknown (so is one that ends with CR), an object
 * of 2 GB or more too.
 *
 * The parts of *o are borrowed until the next git_read. No process is started
 * but for the first. Objects that were read are kept by id, up to some 32 MB.
 */
enum git_found git_read(struct git *g, struct str name, struct git_object *o);

/*
 * A path of the repository as the project knows it: without the prefix; no
 * string for one outside the project.
 */
struct str git_project_path(const struct git *g, struct str path);

/* 1970-01-01: seconds since then as a day in UTC; ????-??-?? out of range. */
#define GIT_DATE_BYTES 11
void git_date(long long seconds, char date[GIT_DATE_BYTES]);

/*
 * For src/history/: run git with the arguments `args` (NULL ends them). As
 * proc_start and proc_run; proc_release is due. A failure is put into git_why()
 * by git_failed, which returns false.
 */
bool git_start(struct git *g, struct proc *p, const char *const *args);
bool git_run(struct git *g, struct proc *p, const char *const *args);
bool git_failed(struct git *g, const struct proc *p);
/* 40 or 64 hexadecimal digits? */
bool git_is_id(struct str s);

#endif
