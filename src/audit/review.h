/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * review - the findings of one page: its messages (check/check.h), what its build
 * refuses, anchors that its translation loses, and whether it was built at all.
 *
 * The page is built in memory; nothing is written. Of other pages, to which it
 * links, what stands in the tree counts.
 */
#ifndef CALQUE_AUDIT_REVIEW_H
#define CALQUE_AUDIT_REVIEW_H

#include "audit/gate.h"
#include "audit/links.h"
#include "check/check.h"

/* What the pages of one catalog are looked at with; all borrowed. */
struct review {
	const struct config *cfg;
	const struct config_language *lang;
	const struct check_rules *rules;
	struct catalog *cat; /* read only */
	struct str po_path;
	struct findings *out;
	bool *seen; /* by message->at, zeroed by the caller: was it checked? */
	size_t n_messages; /* that were checked, each once */
	/* is the page in the tree the built one? NULL: it is not looked at */
	const struct gate *gate;
	struct bases *bases; /* its history, or NULL */
	struct links *links; /* to other pages of the site, or NULL */
	struct str target; /* the page; the caller sets it for each, and ... */
	enum config_state state; /* ... where the config has stamps */
};

/*
 * Add the findings of the page. Its translations are those that `build` shows:
 * fuzzy ones as `build.fuzzy` says.
 */
void review_page(struct review *a, const struct page *source);

#endif
