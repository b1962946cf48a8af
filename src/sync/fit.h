/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fit - how well a page fits a translation: by structure and values alone.
 *
 * Both pages become bags of marks: the kind and place of each slot, and what no
 * translator changes in it (destinations without a language, code, shortcodes,
 * numbers). The score is 0 to 1000: twice the marks in common of all marks.
 *
 * Cost: that of reading a page.
 */
#ifndef CALQUE_SYNC_FIT_H
#define CALQUE_SYNC_FIT_H

#include "base/map.h"
#include "base/text.h"
#include "unit/slot.h"

struct fit_marks {
	unsigned long long *items; /* sorted hashes */
	size_t n, cap;
};

struct fit {
	struct arena arena;
	struct fit_marks target;
};

/* `target`: the translation. */
void fit_init(struct fit *fit, const struct page *target);
void fit_release(struct fit *fit);
/* How well a source page with these bytes fits. */
unsigned fit_score(struct fit *fit, struct str bytes,
		   const struct dialect *dialect);

/* The prose texts of a page, without their values. */
struct fit_texts {
	struct arena arena;
	struct map known;
	struct str *items;
	size_t n, cap;
};

void fit_texts_init(struct fit_texts *t, struct str bytes,
		    const struct dialect *dialect);
void fit_texts_release(struct fit_texts *t);
/* How many texts of `newer` are not in `older`. */
size_t fit_texts_new(const struct fit_texts *newer,
		     const struct fit_texts *older);
/*
 * Did the translation get words, and none but those that its source got in the
 * same time? Then nobody translated: a name was replaced everywhere.
 */
bool fit_texts_echo(const struct fit_texts *newer,
		    const struct fit_texts *older,
		    const struct fit_texts *source_newer,
		    const struct fit_texts *source_older,
		    struct text_tools *tools);
/* The place of the first one among the texts of `newer`; n: there is none. */
size_t fit_texts_first_new(const struct fit_texts *newer,
			   const struct fit_texts *older);

#endif
