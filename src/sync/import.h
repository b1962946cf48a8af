/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * import - a translated page -> messages of a catalog.
 *
 * Slots are paired (align.h). A pair that is sure becomes a translated message,
 * an unsure one a fuzzy one whose `#.` says why; a text of the translation that
 * has no counterpart is kept as an obsolete message under
 * `unpaired/HEADING-SLUG`. Nothing of a translation is dropped.
 *
 * Where the pages run parallel every text has its counterpart in the same place,
 * and all pairs are taken (law 6). What the translation localised beyond texts
 * (dates, aliases, code comments, keys of its own, another list marker) becomes
 * optional messages, so that `build` gives back the translation byte for byte.
 *
 * A text of more than IMPORT_COPY_WORDS words that is its source's to the letter
 * is no translation: its message stays untranslated.
 */
#ifndef CALQUE_SYNC_IMPORT_H
#define CALQUE_SYNC_IMPORT_H

#include "config/config.h"
#include "sync/align_judge.h"
#include "sync/lookup.h"

#define IMPORT_COPY_WORDS 5

/* ORDER import_result (import.c names) */
enum import_result {
	IMPORT_PARALLEL, /* slot by slot */
	IMPORT_IN_PARTS, /* some texts have no counterpart, or may have others */
	IMPORT_COPY,	 /* nothing, or nearly nothing, was translated */
	/* nothing is stored of these: */
	IMPORT_UNTRANSLATED, /* the source's language, but not its text */
	IMPORT_EMPTY,	     /* there is no text */
	IMPORT_FOREIGN	     /* the text is in another language */
};

/* ORDER import_note_kind (import.c names) */
enum import_note_kind {
	IMPORT_UNSURE,
	IMPORT_ONLY_SOURCE,
	IMPORT_ONLY_TARGET,
	IMPORT_LOCALISED, /* an optional slot that the translation changed */
	IMPORT_EDITED,	  /* the catalog had another text: replaced */
	IMPORT_CONFLICT	  /* the catalog has another text: kept */
};

#define N_IMPORT_NOTES (IMPORT_CONFLICT + 1)

/* Something that a maintainer may want to look at. */
struct import_note {
	enum import_note_kind kind;
	size_t source_line, target_line; /* 0: none on that side */
	struct str title;		 /* slot_title */
	struct str text;		 /* the page's */
	struct str other;		 /* the catalog's, or no string */
	enum align_doubt doubt;
};

/* What came of one page. Strings are in the source page's arena. */
struct import_report {
	enum import_result result;
	bool stored;	   /* something was put into the catalog */
	bool exact;	   /* with it the page builds back byte for byte */
	bool may_be_exact; /* not sure: build it to know */
	size_t units;	   /* required slots paired, surely */
	size_t copied;	   /* required, but not translated */
	size_t counts[N_IMPORT_NOTES]; /* of the notes, by kind */
	size_t layout;		       /* hunks of form */
	struct import_note *notes;
	size_t n_notes, cap_notes;
	struct str *brought; /* what build will refuse: 'shortcode:alert' */
	size_t n_brought, cap_brought;
};

/* How to import; all borrowed. */
struct import_options {
	const struct config *cfg;
	const struct align_model *model;
	const struct language *language; /* of the translation */
	bool many_pages;		 /* the catalog holds other pages too */
	/*
	 * Where the catalog has another translation, take the page's (it was
	 * edited after it was built); else the catalog's stays.
	 */
	bool page_wins;
};

/*
 * Store what `target` says into the catalog. `source` is the page that it was
 * translated from, as it was then.
 */
void import_page(const struct lookup *lookup,
		 const struct import_options *options,
		 const struct page *source, const struct page *target,
		 struct diag *diag, struct import_report *report);

/* "parallel", "in parts"...; "unsure"...: not translated. */
const char *import_result_name(enum import_result result);
const char *import_note_name(enum import_note_kind kind);

/* ---- for import.c and import_store.c ---- */

/* What the translation says for a slot of the source. */
struct imported {
	struct str text; /* no string: nothing */
	size_t target;	 /* slot of the target, or FORMS_NO_SLOT */
	bool is_source;	 /* the source's own text */
	bool sure;
	bool refused; /* it does not fit its place */
	enum align_doubt doubt;
	unsigned confidence;
};

/* One pair of pages on its way into the catalog. */
struct importer {
	const struct lookup *lookup;
	const struct import_options *options;
	const struct page *source, *target;
	struct arena *arena; /* the source page's */
	struct diag *diag;
	struct imported *slots; /* one for each slot of the source */
	struct import_report *report;
};

void import_add_note(struct importer *im, struct import_note note);
/* Put `slots` into the catalog (import_store.c). */
void import_store(struct importer *im);
/* Does the catalog say of each slot what `slots` say? */
bool import_is_stored(const struct importer *im);
/* Keep a text of the target that has no counterpart. */
void import_store_unpaired(struct importer *im, size_t target);

#endif
