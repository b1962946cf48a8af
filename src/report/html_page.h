/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * html_page - the frame of a report that is one page and needs no other file.
 *
 * The page's Content-Security-Policy names the hashes of its styles and scripts,
 * and allows nothing else: should a text ever become markup, it could still do
 * and load nothing.
 */
#ifndef CALQUE_REPORT_HTML_PAGE_H
#define CALQUE_REPORT_HTML_PAGE_H

#include "base/arena.h"
#include "base/buf.h"

/* Of html/assets.h, NULL last; they come behind those that all pages have. */
struct html_page {
	struct str title;
	const char *const *style, *const *script;
	/* a name for what the page shows: while it is open, it looks at itself
	   for another one, and shows that. No string: it does not */
	struct str revision;
};

/* All up to the begin of the body. */
void html_page_begin(const struct html_page *page, struct buf *out);
/* The script, and the end. */
void html_page_end(const struct html_page *page, struct buf *out);

/* The choice of light and dark, for the header. */
void html_page_add_theme(struct buf *out);

/* "Spanish" of "es": in English where ICU knows it, else empty. In the arena. */
struct str html_language_name(struct str locale, struct arena *arena);

/* "pt-BR" of "pt_BR", "sr-Latn" of "sr@latin": for attributes `lang`. */
struct str html_lang(struct str locale, struct arena *arena);

#endif
