/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check - a table of checks on one message.
 *
 * Each row says what is wrong, how bad that is, and what to do. Errors are for
 * what makes a page wrong; a warning is worth a look; a note is a matter of
 * taste. `checks` in calque.yaml gives a row another severity or turns it off,
 * for all languages or for one, and a translator comment `# calque: allow ID`
 * turns it off for one message. Neither works for a `fixed` row, which guards
 * law 7, and no comment works for a message that brings in active content.
 *
 * A row without a function is looked for elsewhere (audit/review.h, gate.h): it
 * needs the whole page, gettext, or the history.
 */
#ifndef CALQUE_CHECK_CHECK_H
#define CALQUE_CHECK_CHECK_H

#include "catalog/catalog.h"
#include "check/active.h"
#include "check/finding.h"

#define CHECK_MAX_ROWS 48

struct check;

struct check_row {
	const char *id;
	enum severity severity; /* where nobody says otherwise */
	bool fixed;		/* cannot be turned off */
	bool prose;		/* only of texts that people read */
	const char *what;	/* it is about; marked for translation */
	const char *hint;	/* the same */
	void (*run)(struct check *c);
};

/* The i-th row, or NULL past the end. */
const struct check_row *check_at(size_t i);
const struct check_row *check_find(struct str id);

/* How bad each row's findings are in one language. */
struct check_rules {
	enum severity severity[CHECK_MAX_ROWS]; /* ORDER check_row */
};

/*
 * The rows' own severities, then what the config says for all languages. An
 * unknown id or severity, and a fixed row, is an error of calque.yaml; false
 * then.
 */
bool check_rules_init(struct check_rules *rules, const struct config *cfg,
		      struct diag *diag);
/* The same with what it says for one language. */
bool check_rules_for(struct check_rules *rules, const struct check_rules *all,
		     const struct config *cfg,
		     const struct config_language *lang, struct diag *diag);

enum severity check_severity(const struct check_rules *rules, const char *id);

/* What the messages of one page are checked with; borrowed while it lives. */
struct check_page {
	const struct config *cfg;
	const struct config_language *lang;
	const struct check_rules *rules;
	const struct page *source;
	/* the page as built: whose link definitions count. May be the source */
	const struct page *built;
	struct str po_path;
	struct findings *out;
	/* internal: active content of the source page */
	struct active_list known;
	bool has_known;
};

/*
 * Run the table on the translation that stands for `slot` of the source page.
 * Findings go to p->out.
 *
 * Cost: O(text log text) for each row.
 */
void check_message(struct check_page *p, const struct slot *slot,
		   const struct po_message *m);

/*
 * Add a finding of a row that has no function, about `m` (NULL: about the
 * catalog as a whole) and `slot` (NULL: about the page as a whole), unless it is
 * off or the message allows it.
 *
 * hint  no string: the row's own
 */
void check_add(struct check_page *p, const char *id, const struct slot *slot,
	       const struct po_message *m, struct str text, struct str hint);

/* The line of "msgstr" in the catalog; 0 where the message is new. */
size_t check_msgstr_line(const struct po_message *m);

/*
 * "calque COMMAND -l LANG -- 'PATH'", for a shell; without a path where `path` is
 * no string. In the arena.
 */
struct str check_command(struct arena *arena, const char *command,
			 struct str lang, struct str path);

/* Does a translator comment of the message allow what the check finds? */
bool check_is_allowed(const struct po_message *m, const char *id);

#endif
