/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inline_scan - the grammar of single inline constructs, each at byte i of a
 * masked text.
 *
 * Each function returns the end of the construct, or 0 where there is none.
 * Cost: O(length of the construct), or of the text up to the place where it
 * fails; a construct that no later one can have either is looked for once.
 */
#ifndef CALQUE_MARKDOWN_INLINE_SCAN_H
#define CALQUE_MARKDOWN_INLINE_SCAN_H

#include "base/str.h"

/* Over white space with at most one line end (CommonMark 6.3). */
size_t inline_skip_space(struct str t, size_t i);

/*
 * A link destination (CommonMark 6.3): <...> or without white space and with
 * balanced parentheses (at most 32 deep, as cmark). An empty one counts.
 *
 * dest  without < >
 */
size_t inline_destination(struct str t, size_t i, struct span *dest);

/* "...", '...' or (...), which may run over lines. */
size_t inline_title(struct str t, size_t i);

/* `[label]`: at most 1000 bytes as in cmark, no unescaped bracket inside. */
size_t inline_label(struct str t, size_t i);

/* <scheme:...> and <user@host> (CommonMark 6.4). */
size_t inline_autolink(struct str t, size_t i);

/* Terminators that do not stand in the rest of the text. */
enum inline_absent {
	INLINE_NO_GREATER = 1 << 0,  /* > */
	INLINE_NO_PI_END = 1 << 1,   /* ?> */
	INLINE_NO_CDATA_END = 1 << 2 /* ]]> */
};

/*
 * A tag, <!-- -->, <? ?>, <!X >, <![CDATA[ ]]> (CommonMark 6.6).
 *
 * absent  enum inline_absent, 0 before the first call on a text
 */
size_t inline_html(struct str t, size_t i, unsigned *absent);

/* &name; &#1; &#x1; (CommonMark 2.5; any name). */
size_t inline_entity(struct str t, size_t i);

/* :name: with letters, not inside a word or time. */
size_t inline_emoji(struct str t, size_t i);

/* [^label] (GFM footnotes): no white space, no bracket in the label. */
size_t inline_footnote(struct str t, size_t i);

/*
 * Bare URLs and addresses (GFM 6.9) around byte i, a ':' or '@', or on a 'w'.
 * They may begin at any byte but a letter or digit, since not every language
 * puts a blank there.
 *
 * floor   where the one before ended
 * nested  inside brackets: it ends at brackets and back ticks
 * at      set where the end is not 0
 */
size_t inline_bare_url(struct str t, size_t i, size_t floor, bool nested,
		       struct span *at);

#endif
