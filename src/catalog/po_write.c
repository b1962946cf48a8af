/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalog/po_write.h"

#include "base/i18n.h"
#include "base/text.h"

/* gettext fills the lines of references up to this column. */
#define REFERENCE_COLS 79

struct writer {
	struct str eol;
	size_t width_cols; /* 0: not wrapped */
	struct buf *out;
};

static void
end_line(struct writer *w)
{
	buf_add(w->out, w->eol);
}

/* As gettext escapes: what C has a letter for, all else as it is. */
static void
add_escaped(struct buf *out, struct str s)
{
	static const char values[] = "\n\t\r\"\\\a\b\f\v";
	static const char names[] = "ntr\"\\abfv";

	for (size_t i = 0; i < s.n; i++) {
		const char *hit = strchr(values, s.p[i]);

		if (hit && s.p[i])
			buf_addf(out, "\\%c", names[hit - values]);
		else
			buf_add_byte(out, s.p[i]);
	}
}

/* Of one letter, as add_escaped writes it. */
static size_t
letter_cols(struct str letter)
{
	return text_width_cols(letter) +
	       (*letter.p == '"' || *letter.p == '\\');
}

/* The letter at `at` of a text. */
static struct str
letter_at(struct str text, size_t at)
{
	size_t next = at + 1;

	while (next < text.n && ((unsigned char)text.p[next] & 0xc0) == 0x80)
		next++;
	return str_sub(text, at, next);
}

/*
 * Where a line that begins at `at`, behind `cols` of mark and quotes, must be
 * broken to stay within the width.
 */
static size_t
wrap_at(const struct writer *w, size_t cols, struct str text, size_t at,
	size_t end)
{
	size_t last = 0;

	while (at < end) {
		struct str letter = letter_at(text, at);

		at += letter.n;
		cols += letter_cols(letter);
		if (cols > w->width_cols && last)
			return last;
		if (*letter.p == ' ')
			last = at;
	}
	return end;
}

static void
add_quoted(struct writer *w, const char *prefix, struct str s)
{
	buf_add_str(w->out, prefix);
	buf_add_byte(w->out, '"');
	add_escaped(w->out, s);
	buf_add_byte(w->out, '"');
	end_line(w);
}

/*
 * A text of one line that is not to be wrapped stands behind its keyword, and
 * that behind `cols` of mark and quotes.
 */
static bool
fits_one_line(const struct writer *w, size_t cols, struct str text,
	      const char *keyword)
{
	size_t eol = str_find_byte(text, 0, '\n');

	if (eol + 1 < text.n)
		return false;
	if (!w->width_cols || !text.n)
		return true;
	cols += strlen(keyword) + 1;
	for (size_t i = 0; i < text.n; i += letter_at(text, i).n)
		cols += letter_cols(letter_at(text, i));
	return cols <= w->width_cols;
}

static void
add_field(struct writer *w, const char *prefix, const char *keyword,
	  struct str text)
{
	size_t cols = strlen(prefix) + strlen("\"\""), at = 0;

	buf_add_str(w->out, prefix);
	buf_add_str(w->out, keyword);
	buf_add_byte(w->out, ' ');
	if (fits_one_line(w, cols, text, keyword)) {
		add_quoted(w, "", text);
		return;
	}
	add_quoted(w, "", STR(""));
	while (at < text.n) {
		size_t eol = str_find_byte(text, at, '\n');
		size_t end = eol < text.n ? eol + 1 : text.n;

		if (w->width_cols)
			end = wrap_at(w, cols, text, at, end);
		add_quoted(w, prefix, str_sub(text, at, end));
		at = end;
	}
}

static void
add_comment_line(struct writer *w, const char *mark, struct str text)
{
	buf_add_str(w->out, mark);
	if (text.n)
		buf_add_byte(w->out, ' ');
	buf_add(w->out, text);
	end_line(w);
}

/* One reference with the blank before it; U+2068 and U+2069 around blanks. */
static void
add_reference(struct buf *out, struct str ref)
{
	bool blank = str_find_byte(ref, 0, ' ') < ref.n ||
		     str_find_byte(ref, 0, '\t') < ref.n;

	buf_add_str(out, blank ? " \xe2\x81\xa8" : " ");
	buf_add(out, ref);
	buf_add_str(out, blank ? "\xe2\x81\xa9" : "");
}

/* Lines of references are filled even where texts are not wrapped. */
static void
add_references(struct writer *w, const struct str_list *refs)
{
	struct buf one = { 0 };
	size_t cols = 0;

	for (size_t i = 0; i < refs->n; i++) {
		size_t width;

		buf_clear(&one);
		add_reference(&one, refs->items[i]);
		width = text_width_cols(buf_str(&one));
		if (cols && cols + width > REFERENCE_COLS) {
			end_line(w);
			cols = 0;
		}
		if (!cols) {
			buf_add_str(w->out, "#:");
			cols = 2;
		}
		buf_add(w->out, buf_str(&one));
		cols += width;
	}
	if (refs->n)
		end_line(w);
	buf_release(&one);
}

static void
add_flags(struct writer *w, const struct po_message *m)
{
	if (!m->flags.n && !m->fuzzy)
		return;
	buf_add_str(w->out, m->fuzzy ? "#, fuzzy" : "#");
	for (size_t i = 0; i < m->flags.n; i++) {
		buf_add_str(w->out, ", ");
		buf_add(w->out, m->flags.items[i]);
	}
	end_line(w);
}

static void
add_comments(struct writer *w, const struct po_message *m)
{
	const char *previous = m->obsolete ? "#~| " : "#| ";

	for (size_t i = 0; i < m->comments.n; i++)
		add_comment_line(w, "#", m->comments.items[i]);
	for (size_t i = 0; i < m->extracted.n; i++)
		add_comment_line(w, "#.", m->extracted.items[i]);
	add_references(w, &m->references);
	add_flags(w, m);
	if (m->prev_msgctxt.p)
		add_field(w, previous, "msgctxt", m->prev_msgctxt);
	if (m->prev_msgid.p)
		add_field(w, previous, "msgid", m->prev_msgid);
	if (m->prev_msgid_plural.p)
		add_field(w, previous, "msgid_plural", m->prev_msgid_plural);
}

static void
add_message(struct writer *w, const struct po_message *m)
{
	const char *prefix = m->obsolete ? "#~ " : "";

	add_comments(w, m);
	if (m->msgctxt.p)
		add_field(w, prefix, "msgctxt", m->msgctxt);
	add_field(w, prefix, "msgid", m->msgid);
	if (!m->msgid_plural.p) {
		add_field(w, prefix, "msgstr", m->msgstr);
		return;
	}
	add_field(w, prefix, "msgid_plural", m->msgid_plural);
	for (size_t i = 0; i < m->msgstr_plural.n; i++) {
		struct buf keyword = { 0 };

		buf_addf(&keyword, "msgstr[%zu]", i);
		add_field(w, prefix, keyword.p, m->msgstr_plural.items[i]);
		buf_release(&keyword);
	}
}

/* The bytes of an untouched entry, apart from the one before it. */
static void
add_raw(struct writer *w, struct str raw, bool first)
{
	bool apart = str_at(raw, 0) == '\n' || str_starts(raw, STR("\r\n"));

	if (!first && !apart)
		end_line(w);
	buf_add(w->out, raw);
	if (!str_ends(raw, STR("\n")))
		end_line(w);
}

/* Is the catalog just what was read, in its order? */
static bool
is_untouched(const struct catalog *cat)
{
	const char *at = NULL;

	for (size_t i = 0; i < cat->n; i++) {
		struct str raw = cat->messages[i]->raw;

		if (cat->messages[i]->dirty || !raw.p || (at && raw.p != at))
			return false;
		at = raw.p + raw.n;
	}
	return cat->n && cat->tail.p == at;
}

void
po_write(const struct catalog *cat, struct buf *out)
{
	struct writer w = { .eol = cat->style.eol, .out = out };
	size_t begin;

	if (cat->style.bom)
		buf_add_str(out, "\xef\xbb\xbf");
	begin = out->n;
	if (is_untouched(cat)) {
		for (size_t i = 0; i < cat->n; i++)
			buf_add(out, cat->messages[i]->raw);
		buf_add(out, cat->tail);
		return;
	}
	for (size_t i = 0; i < cat->n; i++) {
		const struct po_message *m = cat->messages[i];

		if (!m->dirty) {
			add_raw(&w, m->raw, out->n == begin);
			continue;
		}
		if (out->n > begin)
			end_line(&w);
		w.width_cols = po_message_has_flag(m, STR("no-wrap")) ?
				       0 :
				       cat->style.width_cols;
		add_message(&w, m);
	}
	buf_add(out, cat->tail);
}

enum file_saved
po_save(const struct catalog *cat, const char *path, struct diag *diag)
{
	struct buf out = { 0 };
	enum file_saved saved;

	po_write(cat, &out);
	saved = file_save_over(path, cat->bytes, buf_str(&out), diag);
	buf_release(&out);
	return saved;
}
