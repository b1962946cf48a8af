/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * auditor - computes the audit of a page (audit.h).
 *
 * The source is brought in line with its catalog in memory, as `sync` would; of
 * a hand-translated pair the catalog is one in which the source at its base is
 * its own translation. What sync then says of each unit is what is reported.
 *
 * Cost: that of a sync of the page; for a page that is outdated, and with git,
 * also the reading of the source's revisions since (at most AUDIT_MAX_REVISIONS).
 */
#ifndef CALQUE_AUDIT_AUDITOR_H
#define CALQUE_AUDIT_AUDITOR_H

#include "audit/audit.h"
#include "catalog/catalog.h"
#include "sync/align.h"
#include "sync/lexicon.h"

#define AUDIT_MAX_REVISIONS 64

struct auditor {
	const struct config *cfg; /* borrowed, and so are the next three */
	struct bases *bases;	  /* NULL: no history is asked for */
	struct diag *diag;
	const struct align_model *model; /* NULL: no translations in units */
	/* list all units that have a translation, optional ones too, and those
	   of a page of which nothing is translated */
	bool all_units;
	struct lexicon lexicon;
	struct arena arena;  /* of sizes */
	struct map sizes_by; /* source path -> index + 1 in sizes */
	struct audit_amount *sizes;
	size_t n_sizes, cap_sizes;
};

void auditor_init(struct auditor *a, const struct config *cfg,
		  struct bases *bases, struct diag *diag);
void auditor_release(struct auditor *a);

/*
 * Audit the pages of a catalog. The catalog is changed (synced) and must not be
 * saved.
 *
 * pages  n of them; language to folder are set, the rest is filled in
 * bytes  of their sources, one each
 */
void audit_catalog(struct auditor *a, struct catalog *cat,
		   struct audit_page *pages, const struct str *bytes, size_t n,
		   struct arena *arena);

/*
 * Audit a hand-translated pair. `page` as above; target: no string where there
 * is no such file.
 */
void audit_pair(struct auditor *a, struct audit_page *page, struct str source,
		struct str target, struct arena *arena);

/*
 * List in out->units, and count, what changed from one revision of a page to
 * another.
 */
void audit_revisions(struct auditor *a, struct audit_page *out,
		     const struct page *old, const struct page *now,
		     struct arena *arena);

#endif
