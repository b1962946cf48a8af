/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/term.h"

#include "base/text.h"
#include "base/utf8.h"

/* ORDER term_style */
static const char *const sgr[] = { "", "1", "2", "31", "32", "33", "36" };

static bool
is_override(unsigned long c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* Append the n bytes at s[i], the code point c; n is 0 where it is none. */
static void
add_char(struct buf *out, struct str s, size_t i, size_t n, unsigned long c)
{
	if (!n || c < ' ' || (c >= 0x7f && c < 0xa0))
		buf_addf(out, "\\x%02lx", c);
	else if (is_override(c))
		buf_addf(out, "\\u%04lx", c);
	else
		buf_add(out, str_sub(s, i, i + n));
}

void
term_add_visible(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t n = utf8_decode(s, i, &c);

		add_char(out, s, i, n, c);
		i += n ? n : 1;
	}
}

static void
begin_style(struct buf *out, bool colour, enum term_style style)
{
	if (colour && style != TERM_PLAIN)
		buf_addf(out, "\033[%sm", sgr[style]);
}

static void
end_style(struct buf *out, bool colour, enum term_style style)
{
	if (colour && style != TERM_PLAIN)
		buf_add_str(out, "\033[m");
}

void
term_add(const struct term *t, enum term_style style, struct str s)
{
	begin_style(t->out, t->colour, style);
	term_add_visible(t->out, s);
	end_style(t->out, t->colour, style);
}

/* The longest beginning of s that takes at most `cols` columns, in bytes. */
static size_t
bytes_of_cols(struct str s, size_t cols)
{
	size_t end = 0;

	while (end < s.n) {
		unsigned long c;
		size_t n = utf8_decode(s, end, &c);

		n = n ? n : 1;
		if (text_width_cols(str_sub(s, end, end + n)) > cols)
			break;
		cols -= text_width_cols(str_sub(s, end, end + n));
		end += n;
	}
	return end;
}

void
term_add_short(struct buf *out, struct str s, size_t cols)
{
	struct buf shown = { 0 };
	struct str text;
	size_t all, begin, at;

	term_add_visible(&shown, s);
	text = buf_str(&shown);
	all = text_width_cols(text);
	cols = cols < 5 ? 5 : cols;
	if (all <= cols) {
		buf_add(out, text);
	} else {
		begin = (cols - 3) / 3;
		at = bytes_of_cols(text, all - (cols - 3 - begin));
		/* a wide character may lie across the cut */
		while (text_width_cols(str_from(text, at)) > cols - 3 - begin)
			at += bytes_of_cols(str_from(text, at), 2);
		buf_add(out, str_sub(text, 0, bytes_of_cols(text, begin)));
		buf_add_str(out, "...");
		buf_add(out, str_from(text, at));
	}
	buf_release(&shown);
}

/* ---- lines that are filled ---- */

static void
break_line(struct term_fill *f)
{
	buf_add_byte(f->term->out, '\n');
	buf_add_fill(f->term->out, ' ', f->indent);
	f->col = f->indent;
}

static void
cut_blanks(struct buf *out)
{
	while (out->n && out->p[out->n - 1] == ' ')
		buf_cut(out, out->n - 1);
}

static void
style_off(struct term_fill *f)
{
	if (f->is_styled)
		buf_add_str(&f->word, "\033[m");
	f->is_styled = false;
}

/* blanks  columns of spaces at the end of the word: they may hang over */
static void
flush_word(struct term_fill *f, size_t blanks)
{
	style_off(f);
	if (f->term->cols && f->col > f->indent &&
	    f->col + f->word_cols - blanks > f->term->cols) {
		cut_blanks(f->term->out);
		break_line(f);
	}
	buf_add(f->term->out, buf_str(&f->word));
	f->col += f->word_cols;
	buf_clear(&f->word);
	f->word_cols = 0;
}

/* Append a character to the word; each word has its own style. */
static void
add_to_word(struct term_fill *f, enum term_style style, struct str s, size_t i,
	    size_t n, unsigned long c)
{
	size_t before;

	if (style != f->style)
		style_off(f);
	if (!f->is_styled) {
		begin_style(&f->word, f->term->colour, style);
		f->is_styled = f->term->colour && style != TERM_PLAIN;
		f->style = style;
	}
	before = f->word.n;
	add_char(&f->word, s, i, n, c);
	f->word_cols += text_width_cols(str_from(buf_str(&f->word), before));
}

void
term_fill_add(struct term_fill *f, enum term_style style, struct str s)
{
	f->col = f->col ? f->col : f->indent;
	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t n = utf8_decode(s, i, &c);
		enum text_script script = n ? text_script(c) : TEXT_OTHER;

		if (script == TEXT_CJ || (f->after_cj && script == TEXT_OTHER))
			flush_word(f, 0);
		if (c == '\n') {
			flush_word(f, 0);
			break_line(f);
		} else {
			add_to_word(f, style, s, i, n, c);
			if (c == ' ')
				flush_word(f, 1);
		}
		f->after_cj = script == TEXT_CJ ||
			      (f->after_cj && script == TEXT_CJ_MARK);
		i += n ? n : 1;
	}
}

void
term_fill_end(struct term_fill *f)
{
	flush_word(f, 0);
	buf_add_byte(f->term->out, '\n');
	buf_release(&f->word);
	*f = (struct term_fill){ 0 };
}
