/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stamp - what `build` adds to a page: front matter keys by the state of the page,
 * and the ids of its headings (headings.h).
 *
 * A stamp is not part of the translation: it comes onto the page last, after
 * the page was compared with its source (law 2), and `import` takes it off
 * first (law 6). A key that the config stamps in some state stands on a page
 * of another state only if that state stamps it too, or if the source has it.
 * `null` removes the source's as well.
 *
 * Of the front matter only lines of these keys change (unit/keys.h).
 */
#ifndef CALQUE_SYNC_STAMP_H
#define CALQUE_SYNC_STAMP_H

#include "config/config.h"
#include "unit/keys.h"
#include "unit/slot.h"

/*
 * Append to `out` the page `bytes`, built from `source`, with the stamps of a
 * state. Where a key cannot be set or removed the others still are: *key is the
 * first such one, and the result says why.
 */
enum keys_result stamp_page(const struct config *cfg, enum config_state state,
			    const struct page *source, struct str bytes,
			    struct buf *out, struct str *key);

/*
 * Append to `out` the page without stamps: what the source has takes its value,
 * all else goes.
 */
void stamp_strip(const struct config *cfg, const struct page *source,
		 struct str bytes, struct buf *out);

/*
 * Read a translated page anew without its stamps, if it has some. Its lines
 * below the front matter stay those of the file.
 */
void stamp_unread(const struct config *cfg, const struct page *source,
		  struct page *target);

/*
 * Is the translated page, read without its stamps, the one that was built
 * (`built`, with stamps or without)?
 */
bool stamp_is_same(const struct config *cfg, const struct page *source,
		   struct str built, const struct page *target);

#endif
