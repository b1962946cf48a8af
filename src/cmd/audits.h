/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * audits - the audit of all selected pages: what status, diff and check show.
 *
 * Its functions go into a work_plan that takes pairs.
 */
#ifndef CALQUE_CMD_AUDITS_H
#define CALQUE_CMD_AUDITS_H

#include "audit/auditor.h"
#include "cmd/strays.h"
#include "cmd/work.h"

struct audits {
	struct arena arena;	  /* of the pages */
	struct audit_page *pages; /* by language, then by source */
	size_t n, cap;
	struct auditor auditor;
	struct bases bases;
	struct align_model model; /* of the language */
	struct strays strays;	  /* of the language, once they are listed */
	bool has_strays;
	bool is_open;
	bool with_translations; /* find them in pairs too: slower */
};

void audits_release(struct audits *a);

/*
 * Read the history; audits_begin does it where nobody has. Once, after which
 * pages were selected.
 */
void audits_open(struct audits *a, struct work *w);
/* Forget the pages. */
void audits_clear(struct audits *a);

/* For language_begin, catalog and language_end of the plan. */
void audits_begin(struct audits *a, struct work *w,
		  const struct config_language *lang);
void audits_add(struct audits *a, struct work *w,
		const struct work_catalog *job);

/*
 * The same, for a work_plan whose state is a struct audits. A page that was
 * renamed is looked at with the catalog that sync will take along to it.
 */
void audits_plan_begin(struct work *w, const struct config_language *lang);
void audits_plan_add(struct work *w, const struct work_catalog *job,
		     size_t *counts);

/* By language, then by target. */
void audits_sort(struct audits *a);
/* The time of HEAD's commit, or 0. */
long long audits_now(const struct audits *a);

/*
 * How much was translated in the past, from the history of catalogs and pages:
 * up to AUDITS_POINTS moments, evenly spaced. Each page weighs what its source
 * weighs today; a page counts by the share of its catalog's texts that were
 * translated, a pair if it was there and no younger change of its source's text
 * waited. In the arena of `a`; sorted by language, then time; returns how many.
 */
#define AUDITS_POINTS 24
struct status_point;
size_t audits_points(struct audits *a, const struct work *w,
		     const struct status_point **out);

/*
 * The bytes of the catalog's sources, one each, in the arena; false after an
 * error.
 */
bool audits_load_sources(const struct work_catalog *job, struct diag *diag,
			 struct arena *arena, struct str *bytes);

/*
 * audits_add, of a catalog that was loaded, and the bytes of its sources, one each.
 * It is brought in line with them in memory and must not be saved.
 */
void audits_add_read(struct audits *a, struct work *w,
		     const struct work_catalog *job, struct catalog *cat,
		     const struct str *bytes);

/*
 * Translations of the language whose sources are gone, where history or a pin
 * says that they were translated from one. Only where no pages were named.
 */
void audits_add_orphans(struct audits *a, struct work *w,
			const struct config_language *lang);

/*
 * The pages of the catalog, one for each, with their states. Nothing is said, and
 * a page that cannot be read is no part of it. In the arena; *bytes is what was
 * read of each source.
 */
struct audit_page *audits_states_read(const struct work *w,
				      const struct work_catalog *job,
				      struct arena *arena, struct str **bytes);
struct audit_page *audits_states(const struct work *w,
				 const struct work_catalog *job,
				 struct arena *arena);

#endif
