/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * near - "did you mean ...?" for names that are slips of a known one.
 *
 *	struct near near = near_to(STR("buil"));
 *
 *	near_try(&near, STR("build"));
 *	near_hint(&near);		"; did you mean 'build'?"
 *
 * A slip is a letter added, left out or replaced, or two neighbours that changed
 * places; a name may have one for each three of its letters, and three at most.
 * Cost: O(bytes of one name * bytes of the other), for names of up to
 * NEAR_MAX_BYTES; longer ones are near nothing.
 */
#ifndef CALQUE_BASE_NEAR_H
#define CALQUE_BASE_NEAR_H

#include "base/str.h"

#define NEAR_MAX_BYTES 40

struct near {
	struct str name; /* what was written; borrowed */
	struct str best; /* the nearest so far, borrowed, or no string */
	size_t slips;	 /* between both; of none: one too many */
	char hint[200 +
		  NEAR_MAX_BYTES]; /* room for the words of any language */
};

struct near near_to(struct str name);
/* Of names that are equally near, the first one stays. */
void near_try(struct near *near, struct str known);
/* The same for each word of "text json html". */
void near_try_words(struct near *near, const char *words);
/*
 * The end of a message, in the user's language: "; did you mean 'build'?", or
 * "" where nothing is near. Lives in *near.
 */
const char *near_hint(struct near *near);

#endif
