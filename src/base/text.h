/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text - what ICU knows about text: words, normal form, width, letters.
 *
 * Text that is not valid UTF-8 has no words and folds to itself. Iterators of
 * ICU are costly to make, so one `struct text_tools` is made per worker and
 * passed down; it is not shared between threads.
 */
#ifndef CALQUE_BASE_TEXT_H
#define CALQUE_BASE_TEXT_H

#include "base/arena.h"
#include "base/buf.h"

struct text_tools; /* ICU iterators of one worker */

struct text_tools *text_tools_new(void);
void text_tools_free(struct text_tools *t);

/* The number of words (ICU word breaks that hold a letter or a number). */
size_t text_words(struct text_tools *t, struct str s);

/*
 * Call `word` for each word of s that holds a letter or a number, in lower
 * case: a word as ICU breaks it, but a single character of scripts that write
 * without spaces (Han, Kana, Thai, Lao, Khmer, Myanmar). The word lives until
 * `word` returns. Cost: O(s).
 */
void text_each_word(struct text_tools *t, struct str s,
		    void (*word)(struct str lower, void *ctx), void *ctx);

/*
 * Call `piece` for each piece of s between two word breaks: a word, a run of
 * spaces, a mark; but a single character (with its marks) of Han and Kana. The
 * pieces together are s, whatever its bytes. Cost: O(s).
 */
void text_each_piece(struct text_tools *t, struct str s,
		     void (*piece)(struct str piece, void *ctx), void *ctx);

/*
 * Are a and b joined without a space, because the one ends and the other begins
 * with a character of a script that writes without spaces?
 */
bool text_joins_without_space(struct str a, struct str b);

/* Does s hold a letter (Unicode L*) or, for scripts without, an ideograph? */
bool text_has_letter(struct str s);

/* Is s in NFC? Cheap on ASCII. */
bool text_is_nfc(struct str s);

/*
 * Append s in NFC with each run of white space (Unicode White_Space except
 * U+00A0 and its like) as one space and none at the edges: two texts that fold
 * alike are the same text to a reader.
 */
void text_fold(struct str s, struct buf *out);

/* Columns on a terminal or in a table: East Asian wide 2, marks 0. */
size_t text_width_cols(struct str s);

/*
 * Columns as editors and formatters count them (the string-width of
 * JavaScript): as above, but an emoji of several characters is 2, one that is
 * shown as text 1, and an invisible character that is no mark 1.
 */
size_t text_fill_cols(struct str s);

/* How lines may be broken beside a character. */
enum text_script {
	TEXT_OTHER,   /* at spaces */
	TEXT_HANGUL,  /* at spaces */
	TEXT_CJ,      /* Han, Kana, Bopomofo: between any two */
	TEXT_CJ_MARK, /* their punctuation */
};
enum text_script text_script(unsigned long c);

#endif
