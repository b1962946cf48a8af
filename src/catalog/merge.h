/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * merge - three catalogs into one: what two sides did to a common base.
 *
 * Message by message, by key, never by line. What only one side changed, added
 * or took away is taken; lists (comments, references, flags) are merged as
 * sets, header fields one by one. An entry that is one side's to the letter
 * keeps its bytes. A message that one side's sync made of an old one
 * ("#| msgid") takes what the other side did to the old one.
 *
 * Nothing that a translator wrote is lost:
 *   - Both sides have another translation: ours stays and becomes fuzzy
 *     (theirs, where ours was fuzzy already). The other one is told in a line
 *     "#. calque: ..." for whoever looks at it, and kept as an obsolete message
 *     with msgctxt MERGE_CONTEXT. Merged again, nothing is added.
 *   - One side took a message away that the other worked on: it is kept as an
 *     obsolete one.
 */
#ifndef CALQUE_CATALOG_MERGE_H
#define CALQUE_CATALOG_MERGE_H

#include "catalog/catalog.h"

#define MERGE_CONTEXT "conflict" /* then conflict/2, ... */

enum merge_note_kind {
	MERGE_CONFLICT, /* two translations: to be decided by a translator */
	MERGE_FIELD,	/* two values of a header field: ours stays */
	MERGE_KEPT	/* worked on here, taken away there: now obsolete */
};

struct merge_note {
	enum merge_note_kind kind;
	const struct po_message *m; /* in the result */
	struct str field;	    /* MERGE_FIELD */
};

struct merge_report {
	struct merge_note *notes; /* in the order of the result; its arena */
	size_t n, cap;
	size_t n_conflicts; /* all but MERGE_KEPT */
};

/*
 * Merge into `out`, which catalog_init has prepared. `base` is empty where the
 * sides have none in common. The three are borrowed as long as `out` lives.
 * Cost: O(all bytes).
 */
void catalog_merge(struct catalog *out, const struct catalog *base,
		   const struct catalog *ours, const struct catalog *theirs,
		   struct merge_report *report);

/* ---- for merge.c and merge_fields.c ---- */

/* A merged list: as a set, ours first. */
struct str_list merge_lists(struct arena *arena, const struct str_list *base,
			    const struct str_list *ours,
			    const struct str_list *theirs);

/*
 * The merged fields of a header; the names of those that both sides set to
 * another value, and of which ours was taken, are added to `clashes`.
 */
struct str merge_headers(struct arena *arena, struct str base, struct str ours,
			 struct str theirs, struct str_list *clashes);

#endif
