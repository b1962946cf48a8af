/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gate - what is out of date, as findings, and whether a limit makes an error
 * of it.
 *
 * Without limits an outdated or orphaned page is a warning, and one that is
 * translated in part or not at all a note: a site may be translated as far as
 * its people come. A limit (config.h) makes an error of what is beyond it.
 */
#ifndef CALQUE_AUDIT_GATE_H
#define CALQUE_AUDIT_GATE_H

#include "audit/audit.h"
#include "check/check.h"

/* The words of a language. */
struct gate_words {
	size_t total, translated;
	/* without an up-to-date translation, on pages that have one; a page that
	   is missing is not behind */
	size_t behind;
};

/* One language; all borrowed. */
struct gate {
	const struct config *cfg;
	const struct config_language *lang;
	const struct check_rules *rules;
	struct config_limits limits; /* of the language, all told */
	/* seconds since 1970 from which ages are counted: the time of HEAD's
	   commit, so that a run tomorrow says the same; 0: not known */
	long long now;
	struct findings *out;
};

/*
 * The limits of a language: its own count more than those of all, and
 * `said` (of all) and `said_of` (of it alone) of the command line more still.
 */
void gate_limits(struct config_limits *out, const struct config *cfg,
		 const struct config_language *lang,
		 const struct config_limits *said,
		 const struct config_limits *said_of);

/*
 * Add a finding with the language of the gate. Where it has no severity it gets
 * that of its row; one that is off is left out. No hint: the row's.
 */
void gate_add(const struct gate *g, struct finding f);

/* Add what the audit of the page says, if it is not up to date. */
void gate_page(const struct gate *g, const struct audit_page *page);

/* Count the page in. */
void gate_count(struct gate_words *words, const struct audit_page *page);

/* Add what is beyond the limits of the language as a whole. */
void gate_language(const struct gate *g, const struct gate_words *words);

#endif
