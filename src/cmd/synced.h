/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * synced - is a catalog what `sync` would make of it?
 *
 * Whoever syncs the catalog in memory asks before and after. Where only some of
 * its pages are selected, only messages that stand on them, or stood, count.
 */
#ifndef CALQUE_CMD_SYNCED_H
#define CALQUE_CMD_SYNCED_H

#include "audit/gate.h"
#include "cmd/work.h"

struct synced {
	struct arena arena;
	const struct work_catalog *job; /* borrowed, as is the catalog */
	const struct catalog *cat;
	bool exists;
	bool is_whole;			/* all its pages are selected */
	const struct po_message **mine; /* of selected pages, before */
	size_t n, cap;
};

/* `exists`: is there such a file? */
void synced_begin(struct synced *s, const struct work_catalog *job,
		  const struct catalog *cat, bool exists);
/* The catalog was synced: add a finding if its file would be written. */
void synced_add(const struct synced *s, const struct gate *gate);
void synced_release(struct synced *s);

#endif
