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
void forms_load(const struct catalog *cat, struct str path,
		struct arena *arena, struct page_forms *out);

/*
 * Make the catalog say it: messages are added, changed, or retired where they
 * are no longer needed.
 *
 * many_pages  the catalog holds other pages too
 */
void forms_store(struct catalog *cat, struct str path, bool many_pages,
		 const struct page_forms *forms, struct arena *arena);

/*
 * Call visit for each live message of the page's form, in a fixed order: what
 * sync keeps.
 */
void forms_each(struct catalog *cat, struct str path,
		void (*visit)(struct po_message *m, void *ctx), void *ctx);

/* Is it such a message (of any page)? */
bool forms_is_message(const struct po_message *m);

/*
 * The page in the form of its translation: the bytes of `source` with the forms
 * applied, read into `shaped`, and the spans that hold nothing to translate.
 * False where there is nothing to apply: `shaped` is not set.
 *
 * bytes   owned by the caller; must live as long as `shaped`
 */
bool forms_apply(const struct page *source, const struct page_forms *forms,
		 struct buf *bytes, struct page *shaped,
		 struct span_list *frozen);

/* Does a slot overlap a frozen span? */
bool forms_is_frozen(const struct slot *slot, const struct span_list *frozen);

#endif
