/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * since - what was changed since a commit: the pages and catalogs that a change
 * answers for.
 *
 * A source that changed touches its page in all languages; a catalog or a
 * translated page that one; the config everything.
 */
#ifndef CALQUE_CMD_SINCE_H
#define CALQUE_CMD_SINCE_H

#include "cmd/work.h"
#include "history/changed.h"
#include "sync/base.h"

struct since {
	bool is_on; /* else everything is touched */
	struct changed changed;
	struct map paths;
};

/*
 * List what changed since `rev`; bases were read. False after an error: it is no
 * commit, or there is no history. since_release is due in both cases.
 */
bool since_read(struct since *s, struct work *w, struct bases *bases,
		const char *rev);
void since_release(struct since *s);

/* Deselect all pages that were not touched. */
void since_select(const struct since *s, struct work *w);

/* Was the file touched? */
bool since_has(const struct since *s, struct str path);
/* Was a page touched that a message of the catalog refers to? */
bool since_has_page_of(const struct since *s, struct str po);

#endif
