/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pin - does the pin of a hand-translated page claim more than is true?
 *
 * A pin says which commit the translation follows. It is untrue where it
 *   - is no commit, or one that HEAD has not reached yet;
 *   - is a commit that does not have the source page;
 *   - was moved forward, from one revision of the translation to a later one,
 *     over changes of the source that need a translator, though the texts that
 *     translate them are what they were. Which these are is found by aligning
 *     the older revision with the source at its own pin; a text of which that
 *     is not sure counts as followed.
 *
 * Only with a history. Cost: the revisions of the page since the pin was moved,
 * PIN_MAX_REVISIONS at most; where it was moved, an audit and an alignment.
 */
#ifndef CALQUE_AUDIT_PIN_H
#define CALQUE_AUDIT_PIN_H

#include "audit/auditor.h"
#include "audit/gate.h"

#define PIN_MAX_REVISIONS 16
/* So many words of a unit may be a slip that was mended. */
#define PIN_SLIP_WORDS 2

enum pin_fault {
	PIN_TRUE, /* or there is none, or nobody can tell */
	PIN_NO_COMMIT,
	PIN_AHEAD, /* of HEAD */
	PIN_NO_PAGE,
	PIN_MOVED
};

struct pin_report {
	enum pin_fault fault;
	struct str value; /* as it stands in the page */
	size_t line;	  /* of the translation */
	/* of PIN_MOVED */
	struct str old; /* the pin before */
	struct audit_amount unchanged;
	bool is_slip; /* what changed is no more than slips mended, it seems */
	struct str first; /* the first such unit of the source */
};

/*
 * Look at the pin of the page (audited as a pair), whose translation is `target`.
 * Strings of `out` are in the arena.
 */
void pin_check(struct auditor *a, const struct audit_page *page,
	       struct str target, struct arena *arena, struct pin_report *out);

/* Add what is wrong with the pin, if anything, as a finding. */
void pin_add(const struct gate *g, const struct audit_page *page,
	     const struct pin_report *pin);

#endif
