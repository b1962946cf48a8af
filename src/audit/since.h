/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * since - since when is a page out of date?
 */
#ifndef CALQUE_AUDIT_SINCE_H
#define CALQUE_AUDIT_SINCE_H

#include "audit/auditor.h"

/* What history knows of a commit. */
void audit_commit_of(struct auditor *a, struct str id, struct arena *arena,
		     struct audit_commit *out);

/* What is known of the source's bytes. Borrowed. */
struct audit_sides {
	struct str source; /* as it is */
	struct str base;   /* when it was translated; no string: not known */
};

/*
 * Set first and n_commits of an outdated page: the oldest revision of the source
 * that has a text which waits for a translator. Without git nothing is set.
 */
void audit_find_first(struct auditor *a, struct audit_page *page,
		      const struct audit_sides *sides, struct arena *arena);

/* Set them of an orphan, whose source was `source`. */
void audit_find_deleted(struct auditor *a, struct audit_page *page,
			struct str source, struct arena *arena);

#endif
