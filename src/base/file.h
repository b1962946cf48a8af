/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * file - reading, atomic saving, and walking a tree.
 *
 * A save writes a temporary file in the same folder, flushes it to the disk,
 * gives it the mode of the file that it replaces, and renames it: at every
 * moment the path holds the old bytes or the new ones. The temporary file of a
 * path has always the same name, `.calque-` and a hash, and a lock while it is
 * written: one that a killed run left goes with the next save, and two programs
 * that save one file do so one after the other. Nothing is written where the
 * bytes are equal already (law 4: quiet).
 *
 * Errors are diag_error with the path as it was given; false is returned.
 */
#ifndef CALQUE_BASE_FILE_H
#define CALQUE_BASE_FILE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"

/* Files from this size on are refused (cmark's offsets are int). */
#define FILE_MAX_BYTES ((size_t)2147483647)

enum file_state { FILE_ABSENT, FILE_REGULAR, FILE_OTHER };

/* What stands at path, links followed. A folder or device is FILE_OTHER. */
enum file_state file_state(const char *path);
bool file_is_dir(const char *path);
/* Is it a symbolic link itself? */
bool file_is_link(const char *path);

/* Append what differs once the file was replaced: its size, time and inode. */
void file_stamp(const char *path, struct buf *out);

/*
 * Append the bytes of the regular file `path` to out. A folder, device, FIFO,
 * missing or too large file is an error. A file that changes while it is read is
 * read again, then an error.
 */
bool file_load(const char *path, struct buf *out, struct diag *diag);

enum file_saved { FILE_SAVE_FAILED, FILE_SAVED, FILE_UNCHANGED };

/* Make path hold exactly `bytes`; missing folders are made. */
enum file_saved file_save(const char *path, struct str bytes,
			  struct diag *diag);

/*
 * The same for a file that calque can make again from others: it is not flushed
 * to the disk. A killed run and a full disk leave the old bytes or the new ones
 * even so; only where the machine itself stops (no power) within seconds, some
 * file systems may show an empty file, or the old one.
 */
enum file_saved file_save_made(const char *path, struct str bytes,
			       struct diag *diag);

/*
 * The same as file_save, if the file still holds `old`, or is not there, in the moment before
 * it is replaced: else another program saved it meanwhile, which is an error.
 */
enum file_saved file_save_over(const char *path, struct str old,
			       struct str bytes, struct diag *diag);

/* Rename a file; the folders above `to` are made. */
bool file_move(const char *from, const char *to, struct diag *diag);

/* Remove a file; a missing one is fine, else an error. */
bool file_remove(const char *path, struct diag *diag);

/*
 * The regular files below `root`, as paths relative to it with `/`, sorted by
 * bytes (the order never depends on the file system).
 *
 * Links to files or folders outside `root` are not followed (a note says so),
 * neither are `.git`, other folders whose name starts with a dot, and
 * `node_modules`. A folder that cannot be read is an error; the rest is still
 * listed. Strings live in `arena`.
 */
struct file_list {
	struct str *paths;
	size_t n, cap;
};

bool file_walk(const char *root, struct arena *arena, struct file_list *out,
	       struct diag *diag);

/*
 * Is the relative path `path` (which need not exist) inside `root`, links
 * resolved as far as the path exists? Law 7: nothing outside is written.
 */
bool file_is_inside(const char *root, const char *path);

/* `dir` + "/" + `name` in the arena; `name` alone where dir is "" or ".". */
struct str path_join(struct arena *arena, struct str dir, struct str name);
/* The last component; all before its slash ("" where there is none). */
struct str path_base(struct str path);
struct str path_dir(struct str path);
/* "./a//b/../c" -> "a/c"; a leading ".." stays, so does a leading "/". */
struct str path_normal(struct arena *arena, struct str path);

#endif
