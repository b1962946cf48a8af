/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * strays - catalogs whose source pages are gone.
 *
 * A catalog is a stray where no page has it and every live message refers to
 * source pages that are no longer there. A PO file of any other making is left
 * alone. A stray of a page that was renamed moves along with it; any other keeps
 * its translations, all obsolete, for pages that want them, until `prune`.
 */
#ifndef CALQUE_CMD_STRAYS_H
#define CALQUE_CMD_STRAYS_H

#include "cmd/work.h"

struct stray {
	struct str po;
	struct str
		source; /* a page of it that is gone; no string: none named */
	const struct work_catalog *moved_to; /* or NULL */
};

struct strays {
	struct arena arena;
	struct stray *items; /* sorted by po */
	size_t n, cap;
};

/* Cost: a walk of the folders of catalogs, and reading those of no page. */
void strays_list(struct work *w, const struct config_language *lang,
		 struct strays *out);
void strays_release(struct strays *strays);

/*
 * Set moved_to: for the selected catalogs of the language that are not there
 * yet, whose texts are those of a stray (sync/moved.h).
 */
void strays_find_moved(struct work *w, const struct config_language *lang,
		       struct strays *strays);

/* The stray that this catalog was, or NULL. */
const struct stray *strays_of(const struct strays *strays,
			      const struct work_catalog *job);

/*
 * Pages of the catalog that no message refers to, and which were others of it
 * that are gone: the messages refer to them from now on.
 */
void strays_rename_pages(struct work *w, const struct work_catalog *job,
			 struct catalog *cat);

/*
 * Load a catalog, saying nothing of what is wrong with it: false then, or where
 * there is none. catalog_release it in any case.
 */
bool strays_load(struct catalog *cat, struct str po);

/* Did this source page stand here once: is it one of the site's paths, and no
 * file? */
bool strays_is_gone(const struct work *w, struct str path);

#endif
