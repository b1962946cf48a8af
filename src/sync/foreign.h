/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * foreign - translations in catalogs that other tools made.
 *
 * po4a, mdpo and mdbook-i18n-helpers cut pages in other pieces than calque and
 * write their markup in other ways. An entry is known by its whole text; by its
 * text without what only the markup differs in; and by the pieces that it falls
 * into when both its texts are read as Markdown pages and have the same pieces
 * in the same order.
 */
#ifndef CALQUE_SYNC_FOREIGN_H
#define CALQUE_SYNC_FOREIGN_H

#include "catalog/catalog.h"
#include "dialect/dialect.h"

/* An entry that somebody translated. */
struct foreign_entry {
	const struct po_message *m; /* borrowed from its catalog */
	size_t n_parts, n_parts_used;
	bool used; /* as a whole, or all its parts */
};

/* A text of an entry, as a whole or a piece of it. */
struct foreign_text {
	struct str text, msgstr;
	size_t entry;
	bool is_part; /* one of several of its entry */
	bool used;
	size_t next[2]; /* of the same key: as it is, and plain; or MAP_NONE */
};

struct foreign {
	struct arena arena;
	const struct dialect *dialect; /* borrowed */
	struct foreign_entry *entries;
	size_t n, cap;
	struct foreign_text *texts;
	size_t n_texts, cap_texts;
	struct map keys[2][2]; /* [whole or piece][as it is or plain] */
};

enum foreign_match { FOREIGN_NONE, FOREIGN_EXACT, FOREIGN_RECUT };

/* What was found for a text. Strings live as long as the foreign. */
struct foreign_found {
	enum foreign_match how;
	struct str msgstr;
	const struct po_message *m; /* the entry that it came from */
};

void foreign_init(struct foreign *f, const struct dialect *dialect);
void foreign_release(struct foreign *f);

/* Take the entries of a catalog, which is borrowed as long as f lives. */
void foreign_add(struct foreign *f, const struct catalog *cat);

/*
 * The translation of `text`, which stands on the page `path`: of several, one
 * that is not fuzzy, then one that refers to the page, then the first. A text
 * with hard breaks is also put together from its lines. `use`: mark these as
 * used.
 */
void foreign_find(struct foreign *f, struct str text, struct str path, bool use,
		  struct foreign_found *out);

/* This text was used. */
void foreign_use(struct foreign *f, struct foreign_text *t);

/*
 * Is something of the entry in no catalog yet? Not of one that is its own
 * source, nor where another one with the same texts was used.
 */
bool foreign_is_left(const struct foreign *f, const struct foreign_entry *e);

#endif
