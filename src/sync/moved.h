/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * moved - what was this new page, before it was renamed?
 *
 * Old pages are known by the texts that their messages had, new ones by the
 * texts of their slots. A new page is an old one where at least two fifths of
 * the texts of both are the same; the most alike pair first, each page once.
 *
 * Strings are borrowed. Cost: O(texts + pairs of pages that share a text).
 */
#ifndef CALQUE_SYNC_MOVED_H
#define CALQUE_SYNC_MOVED_H

#include "catalog/catalog.h"

#define MOVED_NONE ((size_t)-1)

struct moved_page {
	size_t n;      /* different texts */
	size_t pair;   /* index on the other side, or MOVED_NONE */
	size_t shared; /* of an old page: with the newest new page */
};

struct moved_side {
	struct moved_page *pages;
	size_t n, cap;
	struct map texts; /* text -> newest link, or newest page, that has it */
};

struct moved {
	struct arena *arena; /* borrowed */
	struct moved_side old_side, new_side;
	/* internal: the old pages of each text; how alike pairs are */
	struct moved_link *links;
	size_t n_links, cap_links;
	struct moved_pair *pairs;
	size_t n_pairs, cap_pairs, first_pair;
};

void moved_init(struct moved *m, struct arena *arena);
void moved_release(struct moved *m);

/* Add a page without texts; returns its index. All old ones come first. */
size_t moved_add_old(struct moved *m);
void moved_add_old_text(struct moved *m, size_t page, struct str text);
/* Begin a page; the texts that follow are its. */
void moved_add_new(struct moved *m);
void moved_add_new_text(struct moved *m, struct str text);

/* Set the pairs. */
void moved_match(struct moved *m);

/*
 * The page `from` is called `to` now: in references, and in contexts that name
 * a place on it (`from#section`). A context whose new name is taken stays.
 */
void moved_rename(struct catalog *cat, struct str from, struct str to);

#endif
