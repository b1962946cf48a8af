/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finding - what is wrong with a translation, and what to do about it.
 *
 * Whoever looks at translations (the table of checks, the build of a page)
 * adds findings to a list; whoever writes reports (report/findings.h) reads it.
 * A finding stands for itself: it borrows nothing but static strings.
 */
#ifndef CALQUE_CHECK_FINDING_H
#define CALQUE_CHECK_FINDING_H

#include "base/arena.h"
#include "base/map.h"

/* ORDER severity (finding.c) */
enum severity {
	SEVERITY_OFF,  /* not looked for */
	SEVERITY_NOTE, /* a matter of taste, or a guess */
	SEVERITY_WARNING,
	SEVERITY_ERROR /* the page is, or would be, wrong */
};

struct finding {
	const char *id; /* of the check, as "link-changed"; static */
	enum severity severity;
	/* where to mend it: the line of the msgstr; 0: the file as a whole */
	struct str path;
	size_t line;
	struct str text; /* what is wrong; a sentence for the user */
	struct str hint; /* what to do */
	struct str language;
	/* the source page and the line of the unit; no string: of no page */
	struct str page;
	size_t page_line;
	struct str msgid, msgstr; /* no string: about no message */
	/* for a shell: mends it, shows what is to be done, or looks again; or no
	   string */
	struct str command;
	bool says_command; /* it is more than another look: people are told */
	bool is_minor; /* one of many: where it is a note, reports that people
			  read leave it out unless asked for more */
	size_t order;  /* internal: when it was found */
};

/* Findings in the order found, none twice. */
struct findings {
	struct arena arena; /* owns all strings */
	struct finding *items;
	size_t n, cap;
	struct map seen; /* internal: place, id and text */
};

void findings_release(struct findings *list);
void findings_clear(struct findings *list);

/*
 * Add a copy of the finding. One that says the same of the same place is left
 * out: a message may stand on many pages.
 */
void findings_add(struct findings *list, struct finding f);

/* Leave out notes that are minor. */
void findings_drop_minor(struct findings *list);

/* By path and line, in the order found where these are the same. */
void findings_sort(struct findings *list);

/* "error", as in JSON and calque.yaml. */
const char *severity_name(enum severity severity);
/* False where the name is none; "off" is one. */
bool severity_read(struct str name, enum severity *out);

#endif
