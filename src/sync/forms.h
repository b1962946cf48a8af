/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * forms - the messages that say how the form of a page's translation differs:
 * front matter keys (unit/matter.h) and skeleton (unit/form.h).
 *
 *   msgctxt "front matter"   msgid "(lines only in the translation)"
 *   msgctxt "front matter"   msgid "aliases"   msgstr "(left out)"
 *   msgctxt "layout"         msgid "(where the layout differs)"
 *
 * In a catalog of several pages the context is `path#front matter` and
 * `path#layout`. They are optional: without them a page follows its source.
 */
#ifndef CALQUE_SYNC_FORMS_H
#define CALQUE_SYNC_FORMS_H

#include "catalog/catalog.h"
#include "unit/form.h"

struct page_forms {
	struct matter_form matter;
	bool has_matter;
	struct form form;
	bool has_form;
};

/* What the catalog says of this page. Strings are borrowed or in `arena`. */
void forms_load(const struct catalog *cat, struct str path, struct arena *arena,
		struct page_forms *out);

/*
 * Make the catalog say it: messages are added, changed, or retired where they
 * are no longer needed.
 *
 * many_pages  the catalog holds other pages too
 */
void forms_store(struct catalog *cat, struct str path, bool many_pages,
		 const struct page_forms *forms, struct arena *arena);

/*
 * The front matter lines that only the translation has, live and translated or
 * fuzzy; no string: none. forms_set_lines makes or changes the message.
 */
struct str forms_lines(const struct catalog *cat, struct str path,
		       struct arena *arena);
void forms_set_lines(struct catalog *cat, struct str path, bool many_pages,
		     struct str lines, struct arena *arena);

/*
 * Call visit for each live message of the page's form, in a fixed order: what
 * sync keeps.
 */
void forms_each(struct catalog *cat, struct str path,
		void (*visit)(struct po_message *m, void *ctx), void *ctx);

/* Is it such a message (of any page)? */
bool forms_is_message(const struct po_message *m);

/* A slot of a shaped page that is no slot of the source. */
#define FORMS_NO_SLOT ((size_t)-1)

/* A source page in the form of its translation. */
struct shaped {
	const struct page *page; /* the source itself where no form is */
	size_t *origin;	 /* for each slot of page: in the source, or _NO_SLOT */
	bool bad_matter; /* the lines would have left the front matter */
	/* internal: what page is made of */
	struct page own;
	struct buf bytes;
	bool has_own;
};

/*
 * Give `source` the form. A form that does not fit any more, so that the slots
 * cannot be told apart, is left out. Memory that is not in the source page's
 * arena is freed by shaped_release; `source` must live as long.
 */
void shaped_init(struct shaped *shaped, const struct page *source,
		 const struct page_forms *forms);
void shaped_release(struct shaped *shaped);

#endif
