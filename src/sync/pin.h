/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pin - the front matter value of a translation that names the commit of its
 * source which it is current with (the key is the config's `pin`).
 *
 * On a page without a catalog the pin stands in the file. Of a page with one it
 * stands in the message of the front matter lines that only the translation has
 * (forms.h), and `build` writes it.
 */
#ifndef CALQUE_SYNC_PIN_H
#define CALQUE_SYNC_PIN_H

#include "catalog/catalog.h"
#include "unit/keys.h"

/* The pin of a page; no string: none. In the arena. */
struct str pin_of_page(struct str page, struct str key, struct arena *arena);
struct str pin_of_catalog(const struct catalog *cat, struct str path,
			  struct str key, struct arena *arena);

/*
 * Append to `out` the page with the pin `id`, a commit's. Only the bytes of the
 * value change; a new key comes last.
 */
enum keys_result pin_page(struct str page, struct str key, struct str id,
			  struct buf *out);

/*
 * Put the pin of the page `path` into its catalog.
 *
 * source      its source's bytes: where that has no front matter, or the pin's
 *             group itself, there is no place for the pin
 * many_pages  the catalog holds other pages too
 */
enum keys_result pin_catalog(struct catalog *cat, struct str path,
			     struct str source, bool many_pages, struct str key,
			     struct str id, struct arena *arena);

#endif
