/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * base - which revision of its source a translation was made from.
 *
 * In this order:
 *   - the revision that the user names, for all pages;
 *   - the translation's pin: a value in its front matter that is the id of a
 *     commit, under the key that the config names, or under any key whose name
 *     speaks of a commit or revision;
 *   - the best fit: of the source's revisions that the translation could have
 *     seen, the one whose structure and values are most like its own; of equals
 *     the newest (where there is only one, that one). It could have seen what its own last change of text could. A
 *     change that touched just one text (a slip mended) does not count, unless it
 *     is the one text that the source had changed since the change before; nor
 *     does one that brought just words that the source got, too (a name that was
 *     replaced on all pages).
 *   - the present source, where there is no history.
 *
 * Number of git processes: see history.h; none for each page.
 */
#ifndef CALQUE_SYNC_BASE_H
#define CALQUE_SYNC_BASE_H

#include "config/config.h"
#include "history/history.h"
#include "unit/slot.h"

#define BASES_SHOWN 3

/* ORDER base_how (base.c names) */
enum base_how { BASE_PRESENT, BASE_NAMED, BASE_PIN, BASE_FIT };

struct base {
	enum base_how how;
	bool has_bad_pin; /* that leads nowhere: `how` is BASE_FIT at best */
	struct str rev;	  /* full id of the commit; no string: none */
	struct str bytes; /* no string: the source as it is now */
};

/* A site's history. Pages are added, then it is read once, then asked. */
struct bases {
	struct git git;
	struct history history;
	const struct config *cfg; /* borrowed */
	bool has_named;
	size_t named; /* the commit that the user named */
	struct diag *diag;
	/* it is no loss where there is no history: nothing is said of it */
	bool is_optional;
	struct text_tools *tools; /* private: owned, made when needed */
	size_t n_bad_pins;	  /* pins that lead nowhere */
};

/* Look at the history around the folder `root`. `cfg`, `diag`: borrowed. */
void bases_open(struct bases *b, const char *root, const struct config *cfg,
		struct diag *diag);
void bases_release(struct bases *b);

/* Add a file; before bases_read. Returns its number. */
size_t bases_add(struct bases *b, struct str path);

/*
 * Read the history. `named`: what the user named, or NULL. False after an error:
 * it is no commit. A history that is missing or not whole is a note or warning.
 */
bool bases_read(struct bases *b, const char *named);

/* A translation and its source as they are now; borrowed. */
struct base_pair {
	size_t source_file, target_file; /* as they were added */
	struct str source_path;
	struct str source, target; /* their bytes */
	const struct page
		*front; /* the translation; its front matter will do */
};

/*
 * Find the base of a translation. A pin that is no commit here is a warning, the
 * first BASES_SHOWN times. `out` is in the arena.
 *
 * Cost: reading the base. Where there is no pin, also that of the revisions of
 * both pages as pages; none where there is just one that the translation can
 * have seen.
 */
void base_find(struct bases *b, const struct base_pair *pair,
	       struct arena *arena, struct base *out);

/*
 * The slot of the translation's pin, or NULL: a front matter value under the key
 * of the config, or one that looks like the id of a commit under a key that
 * speaks of one.
 */
const struct slot *base_find_pin(const struct config *cfg,
				 const struct page *target);

/* Say how many pins more led nowhere than were named one by one. */
void bases_report(const struct bases *b);

/* "present", "named", "pin", "fit": not translated. */
const char *base_how_name(enum base_how how);

#endif
