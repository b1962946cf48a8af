/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * names - which name each file has at one commit, while history goes backwards.
 *
 * A commit hands the names of its files on to its parents, with its renames
 * undone. Lines of history that meet again in an older commit may disagree
 * where only one of them met a rename: the name with more renames behind it is
 * the older one, and wins.
 *
 * Most commits rename nothing: one table is shared by many of them and copied
 * when it must change. Files and names are small numbers.
 */
#ifndef CALQUE_HISTORY_NAMES_H
#define CALQUE_HISTORY_NAMES_H

#include <stddef.h>

#define NAMES_NONE ((size_t)-1)

struct names;

/* File i has name i, for i < n_files. One reference. */
struct names *names_new(size_t n_files);
struct names *names_share(struct names *t);
void names_drop(struct names *t); /* NULL is fine */

/* The first file with this name, and the next one after `file`. */
size_t names_first(const struct names *t, size_t name);
size_t names_next(const struct names *t, size_t file);

/*
 * The file had another name before. Takes the reference t and returns one to
 * the changed table. Cost: O(files) where t is shared, else O(1).
 */
struct names *names_rename(struct names *t, size_t file, size_t name);
/* Join two tables at the commit where they meet; takes both. O(files). */
struct names *names_join(struct names *a, struct names *b);

#endif
