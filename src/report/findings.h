/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * findings - what `check` found, in a table of formats: for people, and for the
 * programs that show findings beside a change.
 *
 * All but text are written in English. Paths, texts and messages may hold any
 * bytes; each writer makes them safe in its own way (sarif.h, github.h, junit.h).
 */
#ifndef CALQUE_REPORT_FINDINGS_H
#define CALQUE_REPORT_FINDINGS_H

#include "base/diag.h"
#include "check/finding.h"
#include "report/json.h"

/* What a report says beside the findings; borrowed. */
struct findings_site {
	const struct str *languages; /* that were looked at */
	size_t n_languages;
	/* from the top of the repository to the project, as "docs/" or "" */
	struct str prefix;
	bool strict; /* a warning fails, too */
};

struct findings_format {
	const char *name, *what; /* marked for translation */
	bool is_for_people;	 /* without findings that are minor */
	/* appends; NULL: written as they are found */
	void (*write)(const struct findings *list,
		      const struct findings_site *site, struct buf *out);
};

/* The i-th format, or NULL past the end. */
const struct findings_format *findings_format_at(size_t i);
const struct findings_format *findings_format_find(const char *name);

/*
 * `path:line: error: [id] MESSAGE`, one each. They count in diag as what they
 * are.
 */
void findings_write_text(const struct findings *list, struct diag *diag);

/* The same as objects in an open array; see calque(1). */
void findings_write_json(const struct findings *list, struct json *json);

/* For the writers: `what is wrong; what to do`, and `: what to run` where that
 * is more than another look. */
void findings_add_message(const struct finding *f, struct buf *out);
/* The path as the repository knows it. */
void findings_add_path(const struct findings_site *site, struct str path,
		       struct buf *out);

#endif
