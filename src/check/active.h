/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * active - content that does something when a page is built or read: law 7.
 *
 * What a translation may not bring in by itself: elements that run or load
 * things (script, iframe, ...), event handlers, `javascript:` and `data:`
 * links, shortcodes, and bidirectional overrides. Each is named as
 * `calque.yaml` allows it: "html:script", "handler:onclick",
 * "scheme:javascript", "shortcode:include", "bidi".
 *
 * Code is looked into only by its bytes: `<script>` in a code block is text.
 */
#ifndef CALQUE_CHECK_ACTIVE_H
#define CALQUE_CHECK_ACTIVE_H

#include "config/config.h"
#include "unit/slot.h"

/* More kinds than these stand as one item, ACTIVE_REST. */
#define ACTIVE_MAX 500
#define ACTIVE_REST "too many kinds of active content"

struct active_list {
	struct str *items; /* names, each once, in the order found */
	size_t n, cap;
};

/* The active content of a page. Names live in the page's arena. */
void active_of_page(const struct page *page, struct active_list *out);

/*
 * The active content of a text that is put into a slot of this kind on the
 * page. Names live in `arena`.
 */
void active_of_text(const struct page *page, enum md_kind kind, struct str text,
		    struct arena *arena, struct active_list *out);

/*
 * The first item of `found` that `known` does not hold and the config does not
 * allow, or no string. cfg may be NULL.
 */
struct str active_first_new(const struct active_list *found,
			    const struct active_list *known,
			    const struct config *cfg);

#endif
