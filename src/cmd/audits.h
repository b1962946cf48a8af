/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * audits - the audit of all selected pages: what status, diff and check show.
 *
 * Its functions go into a work_plan that takes pairs.
 */
#ifndef CALQUE_CMD_AUDITS_H
#define CALQUE_CMD_AUDITS_H

#include "audit/auditor.h"
#include "cmd/work.h"

struct audits {
	struct arena arena;	  /* of the pages */
	struct audit_page *pages; /* by language, then by source */
	size_t n, cap;
	struct auditor auditor;
	struct bases bases;
	struct align_model model; /* of the language */
	bool is_open;
	bool with_translations; /* find them in pairs too: slower */
};

void audits_release(struct audits *a);

/* For language_begin, catalog and language_end of the plan. */
void audits_begin(struct audits *a, struct work *w,
		  const struct config_language *lang);
void audits_add(struct audits *a, struct work *w,
		const struct work_catalog *job);

/*
 * Translations of the language whose sources are gone, where history or a pin
 * says that they were translated from one. Only where no pages were named.
 */
void audits_add_orphans(struct audits *a, struct work *w,
			const struct config_language *lang);

#endif
