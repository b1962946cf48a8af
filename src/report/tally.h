/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tally - the pages of a site, added up by language and folder.
 *
 * Languages have the order of the pages, folders that of their bytes, the top
 * ("_root") first. All is in the arena that was given; strings are borrowed.
 */
#ifndef CALQUE_REPORT_TALLY_H
#define CALQUE_REPORT_TALLY_H

#include "audit/audit.h"

struct tally {
	size_t pages;
	size_t states[N_AUDIT_STATES];
	struct audit_counts counts;
};

struct tally_language {
	struct str tag, locale;
	size_t begin, end; /* its pages */
	struct tally all;
	struct tally *folders; /* one for each of tallies.folders */
};

struct tallies {
	struct tally_language *languages;
	size_t n_languages;
	struct str *folders;
	size_t n_folders;
	size_t *folder_of; /* for each page: which folder */
	struct tally all;
	struct tally *by_folder; /* of all languages */
};

/* pages  n, sorted by language */
void tallies_make(const struct audit_page *pages, size_t n, struct arena *arena,
		  struct tallies *out);

/* Translated words in percent: 100 only where all are (or there are none). */
size_t tally_percent(const struct audit_counts *counts);

static inline size_t
tally_words_behind(const struct tally *t)
{
	return t->counts.fuzzy.words + t->counts.untranslated.words;
}

/*
 * The pages with most words behind first, then by path and language. Returns an
 * array of *n_out.
 *
 * all  false: without those that are up to date and have not moved
 */
const struct audit_page **tally_worst_first(const struct audit_page *pages,
					    size_t n, bool all,
					    struct arena *arena, size_t *n_out);

/* The sections with a unit that needs a translator, in page order. */
struct str *tally_sections(const struct audit_page *page, struct arena *arena,
			   size_t *n_out);

#endif
