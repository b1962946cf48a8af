/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * links - where a link with a `#fragment` leads on a site, and whether that is
 * there.
 *
 * Addresses are read as Hugo writes and reads them: `/docs/x/#f` from the root of
 * the site, with or without the language in front, `../x/#f` from the page's own
 * address, `x.md#f` and the names in `ref` and `relref` from its file or the
 * root. What leads to no page of the
 * site, or to more than one, is not known.
 */
#ifndef CALQUE_AUDIT_LINKS_H
#define CALQUE_AUDIT_LINKS_H

#include "config/site.h"
#include "unit/anchors.h"

/* What can be reached on one page of the tree. */
struct links_page {
	struct map ids;	   /* to the heading from 1, or 0 */
	struct str *names; /* of headings, in their order; "": not known */
	size_t n_headings;
	bool exists, has_shortcodes;
};

struct links {
	const struct site *site; /* borrowed */
	struct arena arena;
	struct map addresses; /* of pages: site page's index, or LINKS_MANY */
	struct map read;      /* by path: index in pages */
	struct links_page *pages;
	size_t n, cap;
};

void links_open(struct links *l, const struct site *site);
void links_release(struct links *l);

/*
 * Cut `dest` into the page that it names (index in site->pages) and its fragment.
 * False where there is none of them, or it leads to `from` itself by "#f" alone.
 *
 * from  the source page that the link stands on, by its path
 */
bool links_find(const struct links *l, const struct config_language *lang,
		struct str from, struct str dest, struct arena *arena,
		size_t *page, struct str *fragment);

/* What the file has; read once. */
const struct links_page *links_read(struct links *l, struct str path);

#endif
