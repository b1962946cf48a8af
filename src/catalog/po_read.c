/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalog/po_read.h"

#include "base/file.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/utf8.h"

#define MAX_ERRORS 20
/* gettext's own width, which Poedit and Weblate keep to within a column. */
#define PO_WIDTH_COLS 79

/* Which string the continuation lines belong to. */
enum field {
	FIELD_NONE,
	FIELD_MSGCTXT,
	FIELD_MSGID,
	FIELD_MSGID_PLURAL,
	FIELD_MSGSTR,
	FIELD_PREV_MSGCTXT,
	FIELD_PREV_MSGID,
	FIELD_PREV_MSGID_PLURAL
};

struct reader {
	struct catalog *cat;
	struct str bytes;
	struct str path;
	struct diag *diag;
	size_t line; /* from 1 */
	size_t n_errors;
	size_t begin; /* of the entry, with what stands before it */
	size_t end;   /* of its last line, with the line end */
	struct po_message m;
	bool has_msgid, has_msgstr;
	bool has_comment; /* comments were read for the next entry */
	enum field field;
	size_t width;	  /* of the widest line that was wrapped */
	size_t last_cols; /* of a string line without "\n" at its end */
	char *room;	  /* what the field's text stands in, where it grew */
	size_t room_cap;
};

static void
error(struct reader *r, size_t line, const char *text)
{
	if (r->n_errors++ < MAX_ERRORS)
		diag_error(r->diag, loc_at(r->path, line), "%s", text);
}

/* ---- strings ---- */

/* An octal or hexadecimal escape at i (behind the backslash). */
static size_t
number_escape(struct str s, size_t i, struct buf *out)
{
	unsigned value = 0;
	size_t n = 0;
	bool hex = s.p[i] == 'x';

	i += hex;
	while (n < (hex ? 2 : 3) && i < s.n &&
	       (hex ? ascii_is_hex(s.p[i]) : s.p[i] >= '0' && s.p[i] <= '7')) {
		int c = ascii_lower(s.p[i++]);

		value = value * (hex ? 16 : 8) +
			(unsigned)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
		n++;
	}
	if (value)
		buf_add_byte(out, (char)value);
	return n && value ? i : 0;
}

/* The text between quotes, with escapes. False on one that is unknown. */
static bool
unescape(struct str s, struct buf *out)
{
	static const char names[] = "ntr\"\\abfv";
	static const char values[] = "\n\t\r\"\\\a\b\f\v";
	size_t i = 0;

	while (i < s.n) {
		const char *hit;

		if (s.p[i] != '\\') {
			buf_add_byte(out, s.p[i++]);
			continue;
		}
		i++;
		hit = i < s.n && s.p[i] ? strchr(names, s.p[i]) : NULL;
		if (hit) {
			buf_add_byte(out, values[hit - names]);
			i++;
		} else if (i >= s.n ||
			   (s.p[i] != 'x' && !ascii_is_digit(s.p[i])) ||
			   !(i = number_escape(s, i, out))) {
			return false;
		}
	}
	return true;
}

static struct str *
field_of(struct reader *r)
{
	switch (r->field) {
	case FIELD_MSGCTXT:
		return &r->m.msgctxt;
	case FIELD_MSGID:
		return &r->m.msgid;
	case FIELD_MSGID_PLURAL:
		return &r->m.msgid_plural;
	case FIELD_MSGSTR:
		return r->m.msgstr_plural.n ?
			       &r->m.msgstr_plural
					.items[r->m.msgstr_plural.n - 1] :
			       &r->m.msgstr;
	case FIELD_PREV_MSGCTXT:
		return &r->m.prev_msgctxt;
	case FIELD_PREV_MSGID:
		return &r->m.prev_msgid;
	case FIELD_PREV_MSGID_PLURAL:
		return &r->m.prev_msgid_plural;
	case FIELD_NONE:
		break;
	}
	return NULL;
}

/* A line that follows another one of the same text, and no "\n" between. */
static void
note_wrapping(struct reader *r, struct str quoted, bool continues)
{
	if (continues && r->last_cols && r->last_cols > r->width)
		r->width = r->last_cols;
	r->last_cols = 0;
	if (continues && !str_ends(quoted, STR("\\n\"")) && quoted.n > 2)
		r->last_cols = text_width_cols(quoted);
}

/* Add to the text of a field, in room that doubles. */
static void
add_to_field(struct reader *r, struct str *field, struct str more)
{
	size_t n = field->n + more.n;

	if (field->p != r->room || r->room_cap < n) {
		r->room_cap = field->n ? 2 * n : n;
		r->room = arena_alloc(&r->cat->arena, r->room_cap + 1);
		if (field->n)
			memcpy(r->room, field->p, field->n);
	}
	if (more.n)
		memcpy(r->room + field->n, more.p, more.n);
	*field = str_make(r->room, n);
}

/* Add the quoted string to the field. */
static void
take_string(struct reader *r, struct str quoted, bool continues)
{
	struct str *field = field_of(r);
	struct str inner;
	struct buf text = { 0 };

	quoted = str_trim_blanks(quoted);
	if (quoted.n < 2 || quoted.p[0] != '"' ||
	    quoted.p[quoted.n - 1] != '"') {
		error(r, r->line,
		      _("a string must stand between double quotes"));
		return;
	}
	note_wrapping(r, quoted, continues);
	inner = str_sub(quoted, 1, quoted.n - 1);
	if (str_find_byte(inner, 0, '\\') == inner.n &&
	    str_find_byte(inner, 0, '"') == inner.n) {
		if (!field->n) {
			*field = inner; /* borrowed from the copy */
			return;
		}
	}
	if (!unescape(inner, &text)) {
		error(r, r->line,
		      _("unknown escape after a backslash; write "
			"a backslash as two"));
	} else {
		for (size_t i = 0; i < inner.n; i++) {
			if (inner.p[i] == '\\')
				i++;
			else if (inner.p[i] == '"') {
				error(r, r->line,
				      _("a double quote inside a string must "
					"be written \\\""));
				break;
			}
		}
	}
	add_to_field(r, field, buf_str(&text));
	buf_release(&text);
}

/* ---- entries ---- */

static void
check_duplicate(struct reader *r)
{
	const struct po_message *m = &r->m;
	const struct po_message *live =
		catalog_find(r->cat, m->msgctxt, m->msgid);
	const struct po_message *old =
		catalog_find_obsolete(r->cat, m->msgctxt, m->msgid);

	if (m->obsolete)
		return; /* it is kept beside the other */
	if ((live || old) && r->n_errors++ < MAX_ERRORS)
		diag_error(r->diag, loc_at(r->path, m->line),
			   _("the message of line %zu stands here again; keep "
			     "one of the two"),
			   live ? live->line : old->line);
}

static void
finish_entry(struct reader *r)
{
	struct po_message *m = &r->m;
	bool header = !m->msgctxt.p && !m->msgid.n && !m->obsolete;

	if (!r->has_msgid)
		return;
	if (!r->has_msgstr)
		error(r, m->line, _("this message has no msgstr"));
	else if (m->msgid_plural.p && !m->msgstr_plural.n)
		error(r, m->line,
		      _("a message with msgid_plural needs "
			"msgstr[0], msgstr[1], ..."));
	if (m->msgstr_plural.n)
		m->msgstr = m->msgstr_plural.items[0];
	m->raw = str_sub(r->bytes, r->begin, r->end);
	if (header && r->cat->n) {
		error(r, m->line, _("the header must be the first entry"));
	} else if (header) {
		r->cat->has_header = true;
	} else {
		check_duplicate(r);
	}
	catalog_append(r->cat, *m);
	r->begin = r->end;
	r->m = (struct po_message){ 0 };
	r->has_msgid = r->has_msgstr = r->has_comment = false;
	r->field = FIELD_NONE;
}

struct keyword {
	struct str word;
	enum field field, previous;
};

static const struct keyword keywords[] = {
	{ STR_INIT("msgctxt"), FIELD_MSGCTXT, FIELD_PREV_MSGCTXT },
	{ STR_INIT("msgid_plural"), FIELD_MSGID_PLURAL,
	  FIELD_PREV_MSGID_PLURAL },
	{ STR_INIT("msgid"), FIELD_MSGID, FIELD_PREV_MSGID },
	{ STR_INIT("msgstr"), FIELD_MSGSTR, FIELD_NONE },
};

/* "msgstr[1] " behind the word; the rest of the line. */
static struct str
take_index(struct reader *r, struct str rest)
{
	size_t close = str_find_byte(rest, 0, ']');

	if (str_at(rest, 0) != '[')
		return rest;
	if (close == rest.n || close < 2 || close > 3 ||
	    !ascii_is_digit(rest.p[1]) ||
	    (size_t)(rest.p[1] - '0') != r->m.msgstr_plural.n ||
	    !r->m.msgid_plural.p)
		error(r, r->line, _("a plural form is out of place"));
	ARENA_PUSH(&r->cat->arena, r->m.msgstr_plural.items,
		   r->m.msgstr_plural.n, r->m.msgstr_plural.cap, STR(""));
	return str_from(rest, close + 1);
}

static bool
starts_entry(const struct reader *r, enum field field)
{
	if (field == FIELD_MSGCTXT)
		return r->has_msgid || r->m.msgctxt.p;
	return field == FIELD_MSGID && r->has_msgid;
}

/* As gettext has it: an entry is obsolete in all its lines, or in none. */
static void
check_obsolete(struct reader *r, bool previous, bool obsolete)
{
	if (!previous && r->m.line && r->m.obsolete != obsolete)
		error(r, r->line,
		      _("either all lines of a message begin with #~, or "
			"none"));
}

static void
take_keyword(struct reader *r, struct str line, bool previous, bool obsolete)
{
	for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++) {
		const struct keyword *k = &keywords[i];
		struct str rest = str_from(line, k->word.n);
		struct str *field;

		if (!str_starts(line, k->word) ||
		    (rest.n && !strchr(" \t\"[", rest.p[0])))
			continue;
		if (!previous && starts_entry(r, k->field))
			finish_entry(r);
		check_obsolete(r, previous, obsolete);
		r->field = previous ? k->previous : k->field;
		if (r->field == FIELD_MSGSTR) {
			if (!r->has_msgid)
				error(r, r->line, _("msgstr without a msgid"));
			rest = take_index(r, rest);
			r->has_msgstr = true;
		} else if (r->field == FIELD_MSGID) {
			r->has_msgid = true;
		}
		if (!previous && !r->m.line)
			r->m.line = r->line;
		if (!previous)
			r->m.obsolete = obsolete;
		field = field_of(r);
		if (field && !field->p)
			*field = STR("");
		if (field)
			take_string(r, rest, false);
		return;
	}
	error(r, r->line,
	      _("this is neither a comment nor msgctxt, msgid or msgstr"));
}

static void
push(struct reader *r, struct str_list *list, struct str item)
{
	ARENA_PUSH(&r->cat->arena, list->items, list->n, list->cap, item);
}

static void
take_flags(struct reader *r, struct str line)
{
	struct str rest = line, flag;

	while (str_split(&rest, ',', &flag)) {
		flag = str_trim_blanks(flag);
		if (str_eq(flag, STR("fuzzy")))
			r->m.fuzzy = true;
		else if (flag.n)
			push(r, &r->m.flags, flag);
	}
}

/* References stand apart by blanks; one with blanks in U+2068 and U+2069. */
static void
take_references(struct reader *r, struct str line)
{
	static const struct str open = STR_INIT("\xe2\x81\xa8");
	static const struct str close = STR_INIT("\xe2\x81\xa9");
	size_t i = 0;

	while (i < line.n) {
		size_t begin = i, end;

		if (ascii_is_blank(line.p[i])) {
			i++;
			continue;
		}
		if (str_starts(str_from(line, i), open)) {
			begin = i + 3;
			end = str_find(line, begin, close);
			i = end + 3;
		} else {
			while (i < line.n && !ascii_is_blank(line.p[i]))
				i++;
			end = i;
		}
		push(r, &r->m.references, str_sub(line, begin, end));
	}
}

/* Behind the mark, without the one blank that goes with it. */
static struct str
comment_text(struct str line, size_t mark)
{
	return str_from(line, mark + (str_at(line, mark) == ' '));
}

static void
take_comment(struct reader *r, struct str line)
{
	if (r->has_msgstr)
		finish_entry(r);
	r->has_comment = true;
	switch (str_at(line, 1)) {
	case '.':
		push(r, &r->m.extracted, comment_text(line, 2));
		break;
	case ':':
		take_references(r, str_from(line, 2));
		break;
	case ',':
	case '=':
		take_flags(r, str_from(line, 2));
		break;
	default:
		push(r, &r->m.comments, comment_text(line, 1));
	}
}

/* Keywords and strings, behind "#~ ", "#| " and "#~| ". */
static void
take_content(struct reader *r, struct str line, bool previous, bool obsolete)
{
	line = str_trim_blanks(line);
	if (previous && r->has_msgstr)
		finish_entry(r);
	if (str_at(line, 0) != '"') {
		take_keyword(r, line, previous, obsolete);
	} else if (field_of(r)) {
		check_obsolete(r, previous, obsolete);
		take_string(r, line, true);
	} else {
		error(r, r->line, _("a string without a msgid or msgstr"));
	}
}

static bool
is_conflict(struct str line)
{
	return str_starts(line, STR("<<<<<<<")) ||
	       str_starts(line, STR(">>>>>>>")) || str_eq(line, STR("======="));
}

static void
take_line(struct reader *r, struct str line)
{
	struct str text = str_trim_space(line);

	if (!text.n) {
		if (r->has_msgstr)
			finish_entry(r);
	} else if (is_conflict(text)) {
		error(r, r->line,
		      _("a merge conflict is not resolved yet; "
			"resolve it first"));
	} else if (str_starts(text, STR("domain "))) {
		error(r, r->line,
		      _("domains are not supported; split the "
			"file by domain first"));
	} else if (str_starts(text, STR("#~|"))) {
		take_content(r, str_from(text, 3), true, true);
	} else if (str_starts(text, STR("#~"))) {
		take_content(r, str_from(text, 2), false, true);
	} else if (str_starts(text, STR("#|"))) {
		take_content(r, str_from(text, 2), true, false);
	} else if (text.p[0] == '#') {
		take_comment(r, text);
	} else {
		take_content(r, text, false, false);
	}
}

/* ---- the file ---- */

/* The msgstr of the header, as it stands in the file; "" where there is none. */
static struct str
header_text(struct str bytes)
{
	static const struct str begins[] = { STR_INIT("msgid \"\""),
					     STR_INIT("msgstr"),
					     STR_INIT("\"") };
	struct str rest = bytes, line;
	size_t begin = bytes.n, end = bytes.n, part = 0;

	if (str_starts(rest, STR("\xef\xbb\xbf")))
		rest = str_from(rest, 3);
	while (str_split(&rest, '\n', &line)) {
		struct str text = str_trim_space(line);

		if (part == 0 && (!text.n || text.p[0] == '#'))
			continue;
		if (!str_starts(text, begins[part])) {
			end = (size_t)(line.p - bytes.p);
			break;
		}
		if (part == 1)
			begin = (size_t)(line.p - bytes.p);
		part += part < 2;
	}
	return begin < end ? str_sub(bytes, begin, end) : STR("");
}

/* The charset that the header names, or no string. */
static struct str
declared_charset(struct str bytes)
{
	size_t at = str_find(bytes, 0, STR("charset="));
	size_t end = at + 8;

	if (at == bytes.n)
		return (struct str){ 0 };
	while (ascii_is_alnum(str_at(bytes, end)) ||
	       (str_at(bytes, end) > 0 && strchr("-_.:", bytes.p[end])))
		end++;
	return str_sub(bytes, at + 8, end);
}

static size_t
line_at(struct str bytes, size_t at)
{
	return 1 + str_count(str_sub(bytes, 0, at), STR("\n"));
}

static bool
check_encoding(struct reader *r)
{
	static const struct str fine[] = { STR_INIT("UTF-8"), STR_INIT("UTF8"),
					   STR_INIT("ASCII"),
					   STR_INIT("US-ASCII"),
					   STR_INIT("CHARSET") };
	struct str charset = declared_charset(header_text(r->bytes));
	size_t bad = utf8_check(r->bytes);
	size_t nul = str_find_byte(r->bytes, 0, '\0');
	bool known = !charset.p;

	for (size_t i = 0; i < sizeof(fine) / sizeof(*fine); i++)
		known = known || str_eq_nocase(charset, fine[i]);
	if (!known) {
		diag_error(r->diag,
			   loc_at(r->path,
				  line_at(r->bytes,
					  (size_t)(charset.p - r->bytes.p))),
			   _("the charset is '%.*s'; convert the file with "
			     "'msgconv -t UTF-8'"),
			   STR_FMT(charset));
		return false;
	}
	if (nul < bad) {
		diag_error(r->diag, loc_at(r->path, line_at(r->bytes, nul)),
			   _("a NUL byte stands here; the file is damaged"));
		return false;
	}
	if (bad < r->bytes.n) {
		diag_error(r->diag, loc_at(r->path, line_at(r->bytes, bad)),
			   _("byte 0x%02x is not valid UTF-8"),
			   (unsigned char)r->bytes.p[bad]);
		return false;
	}
	return true;
}

static void
take_style(struct reader *r)
{
	struct str bytes = r->bytes;
	size_t eol = str_find_byte(bytes, 0, '\n');

	r->cat->style.bom = str_starts(bytes, STR("\xef\xbb\xbf"));
	if (eol < bytes.n && eol > 0 && bytes.p[eol - 1] == '\r')
		r->cat->style.eol = STR("\r\n");
	r->begin = r->end = r->cat->style.bom ? 3 : 0;
}

bool
po_read(struct catalog *cat, struct str bytes, struct str path,
	struct diag *diag)
{
	struct reader r = { .cat = cat, .path = path, .diag = diag };
	bool ok;

	r.bytes = arena_str(&cat->arena, bytes.p ? bytes : STR(""));
	ok = check_encoding(&r);
	cat->bytes = r.bytes;
	take_style(&r);
	for (size_t at = r.begin; ok && at < r.bytes.n;) {
		size_t eol = str_find_byte(r.bytes, at, '\n');
		size_t next = eol < r.bytes.n ? eol + 1 : eol;
		bool content;

		r.line++;
		take_line(&r, str_sub(r.bytes, at, eol));
		content = r.has_msgstr;
		if (content)
			r.end = next;
		at = next;
	}
	finish_entry(&r);
	cat->tail = str_from(r.bytes, r.begin);
	if (r.width) /* wrapped: as gettext does, or wider */
		cat->style.width_cols =
			r.width > PO_WIDTH_COLS ? r.width : PO_WIDTH_COLS;
	if (ok && !r.n_errors)
		return true;
	catalog_release(cat);
	catalog_init(cat);
	return false;
}

bool
po_load(struct catalog *cat, const char *path, bool *exists, struct diag *diag)
{
	struct buf bytes = { 0 };
	bool ok = true;

	*exists = file_state(path) != FILE_ABSENT;
	if (*exists)
		ok = file_load(path, &bytes, diag) &&
		     po_read(cat, buf_str(&bytes), str_of(path), diag);
	buf_release(&bytes);
	return ok;
}
