/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inline_scan - the grammar of single inline constructs, each at byte i of a
 * masked text.
 *
 * Each function returns the end of the construct, or 0 where there is none.
 * Cost: O(length of the construct), or as said.
 */
#ifndef CALQUE_MARKDOWN_INLINE_SCAN_H
#define CALQUE_MARKDOWN_INLINE_SCAN_H

#include "base/str.h"

/* Over blanks and at most one line end (CommonMark 6.3). */
size_t inline_skip_space(struct str t, size_t i);

/*
 * A link destination (CommonMark 6.3): <...> or without blanks and with
 * balanced parentheses (at most 32 deep, as cmark). An empty one counts.
 *
 * dest  without < >
 */
size_t inline_destination(struct str t, size_t i, struct span *dest);

/* "...", '...' or (...), which may run over lines but not over a blank one. */
size_t inline_title(struct str t, size_t i);

/* `[label]`: at most 999 bytes, no unescaped bracket inside. */
size_t inline_label(struct str t, size_t i);

/* <scheme:...> and <user@host> (CommonMark 6.4). */
size_t inline_autolink(struct str t, size_t i);

/* <!-- ... --> as in CommonMark 0.30 6.6: no "--" inside. */
size_t inline_comment(struct str t, size_t i);

/* A tag, <? ?>, <!X >, <![CDATA[ ]]> (CommonMark 6.6). */
size_t inline_html(struct str t, size_t i);

/* &name; &#1; &#x1; (CommonMark 2.5). */
size_t inline_entity(struct str t, size_t i);

/* http://, https://, www. (GFM 6.9, extended autolinks). */
size_t inline_bare_url(struct str t, size_t i);

#endif
