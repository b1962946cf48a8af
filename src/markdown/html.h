/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * html - the texts inside an HTML block.
 *
 * A text is the longest run of character data and phrasing elements (a, b,
 * code, em, img, span, ...) between tags of other elements, without line breaks
 * (br, wbr) and tags that lack their partner at its edges. Attributes that
 * people read (alt, title, aria-label, placeholder) of any tag outside a text are
 * found too. Nothing is found in comments, script, style, pre, textarea, svg,
 * math, iframe and template elements, processing instructions, declarations.
 *
 * Cost: O(block). Malformed markup is skipped to the next '<'.
 */
#ifndef CALQUE_MARKDOWN_HTML_H
#define CALQUE_MARKDOWN_HTML_H

#include "base/arena.h"

enum html_kind { HTML_TEXT, HTML_ATTRIBUTE };

struct html_text {
	enum html_kind kind;
	struct span at;	 /* trimmed of white space; an attribute's value without
			   its quotes */
	char quote;	 /* attributes: '"', '\'' or 0 (bare) */
	struct str name; /* attribute name; element around it for a text */
};

struct html_texts {
	struct html_text *items; /* by position, disjoint */
	size_t n, cap;
};

/*
 * Find the texts of `block`, the masked bytes of an HTML block without its
 * container prefixes (so spans are of `block`). A text or value that holds
 * nothing but white space and entities, tags aside, is left out.
 */
void html_read(struct str block, struct arena *arena, struct html_texts *out);

/* Is the name (any case) a phrasing element, one that may stand in a text? */
bool html_is_phrasing(struct str name);

#endif
