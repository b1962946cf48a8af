/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shortcode_lex - one shortcode tag, by the rules of Hugo's lexer
 * (parser/pageparser/pagelexer_shortcode.go): what Hugo refuses is no tag here.
 *
 * Three tolerances, where Hugo stops with an error and no site can therefore
 * depend on it: a closing tag without an opener is a tag, a '.' may stand in any
 * name, and `{{< name/>}}` closes itself.
 */
#ifndef CALQUE_MARKDOWN_SHORTCODE_LEX_H
#define CALQUE_MARKDOWN_SHORTCODE_LEX_H

#include "markdown/shortcode.h"

struct shortcode_lexer {
	struct str text;
	struct arena *arena;
	/* the last `>}}` and `%}}`, the last `*` + `/>}}` and its like: an
	   opener behind them is never closed */
	size_t last_close[2], last_comment_close[2];
	/*
	 * States in which a long scan passed each byte, or NULL: two scans that
	 * meet go on alike, so the second one need not. Arena.
	 */
	unsigned char *passed;
};

void shortcode_lex_init(struct shortcode_lexer *lex, struct str text,
			struct arena *arena);

/* The next `{{<` or `{{%` at or after byte i, or the length of the text. */
size_t shortcode_lex_next(const struct shortcode_lexer *lex, size_t i);

/*
 * Read the tag that begins at byte `begin` (on its braces). False where it is
 * text. Links to other tags are left unset.
 *
 * Cost: O(text) for all calls on one text together, whatever the bytes.
 */
bool shortcode_lex_tag(struct shortcode_lexer *lex, size_t begin,
		       struct shortcode *tag);

/* May this be a positional value without quotes; or one behind a '='? */
bool shortcode_lex_is_bare(struct str value, bool named);

#endif
