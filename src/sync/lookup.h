/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lookup - which message belongs to a slot.
 *
 * Equal texts share a message without msgctxt. A slot may have one of its own:
 * under the context that its author gave (and then no other), or, where an
 * import found two translations of one text, under its front matter key or its
 * place, `path#heading` (`path#heading/2` for the second such text there).
 *
 * An optional slot takes a message only if that message is this page's: it
 * refers to the page, or to nothing (a translator wrote it). An optional value
 * (front matter, a parameter, a destination) has its key as msgctxt: `weight`,
 * `image.link`; else a heading "Linux" would translate the identifier "Linux".
 */
#ifndef CALQUE_SYNC_LOOKUP_H
#define CALQUE_SYNC_LOOKUP_H

#include "catalog/catalog.h"
#include "unit/slot.h"

/* The msgctxt of obsolete messages that an import found no source text for. */
#define LOOKUP_UNPAIRED "unpaired/"

struct lookup {
	struct catalog *cat; /* borrowed */
	struct arena *arena; /* for contexts; borrowed */
	bool has_contexts;   /* some message has a msgctxt */
};

void lookup_init(struct lookup *l, struct catalog *cat, struct arena *arena);

/* The live message of a slot with a text, or NULL. */
struct po_message *lookup_live(const struct lookup *l, const struct page *page,
			       const struct slot *slot);
/* The same among the obsolete ones. */
struct po_message *lookup_obsolete(const struct lookup *l,
				   const struct page *page,
				   const struct slot *slot);

/* The msgctxt of a slot's place, `path#heading`; in the arena. */
struct str lookup_place(const struct page *page, const struct slot *slot,
			struct arena *arena);

/*
 * The msgctxt that a new message of this slot has by itself: the author's, or
 * the key of an optional value; else no string.
 */
struct str lookup_own_context(const struct slot *slot);

bool po_refers_to(const struct po_message *m, struct str path);

#endif
