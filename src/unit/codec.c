/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/codec.h"

#include "base/i18n.h"
#include "base/text.h"
#include "base/utf8.h"
#include "unit/prose.h"
#include "unit/safe.h"
#include "unit/wrap.h"

/* How a place is read and written. One row for each md_kind, in its order. */
enum place_class {
	PLACE_PROSE,
	PLACE_HTML,
	PLACE_VERBATIM,
	PLACE_MATTER,
	PLACE_PARAM,
	PLACE_ATTRIBUTE,
	PLACE_DESTINATION,
	PLACE_INFO
};

struct place {
	enum place_class class;
	bool multi_line; /* its text may stand on several lines */
};

static const struct place places[] = {
	[MD_PARAGRAPH] = { PLACE_PROSE, true },
	[MD_HEADING] = { PLACE_PROSE, false }, /* setext: see one_line */
	[MD_TERM] = { PLACE_PROSE, false },
	[MD_TITLE] = { PLACE_PROSE, false },
	[MD_CELL] = { PLACE_PROSE, false },
	[MD_HTML_TEXT] = { PLACE_HTML, true },
	[MD_HTML_ATTR] = { PLACE_ATTRIBUTE, false },
	[MD_HTML] = { PLACE_VERBATIM, true },
	[MD_COMMENT] = { PLACE_VERBATIM, true },
	[MD_CODE] = { PLACE_VERBATIM, true },
	[MD_INFO] = { PLACE_INFO, false },
	[MD_INNER] = { PLACE_VERBATIM, true },
	[MD_MATH] = { PLACE_VERBATIM, true },
	[MD_MATTER] = { PLACE_MATTER, true },
	[MD_PARAM] = { PLACE_PARAM, true },
	[MD_DEST] = { PLACE_DESTINATION, false },
	[MD_DEF_TITLE] = { PLACE_ATTRIBUTE, false },
};

bool
codec_is_prose(enum md_kind kind)
{
	return places[kind].class == PLACE_PROSE ||
	       places[kind].class == PLACE_HTML;
}

bool
codec_is_verbatim(enum md_kind kind)
{
	return places[kind].class == PLACE_VERBATIM;
}

static struct str
trim_line_ends(struct str s)
{
	size_t begin = 0, end = s.n;

	while (begin < end && ascii_is_eol(s.p[begin]))
		begin++;
	while (end > begin && ascii_is_eol(s.p[end - 1]))
		end--;
	return str_sub(s, begin, end);
}

/* ---- decode ---- */

/* CommonMark 6.7: two or more blanks, or an odd run of backslashes. */
static bool
is_hard_break(struct str line)
{
	return str_ends(line, STR("  ")) || str_ends_in_backslash(line);
}

static struct str
trim_right(struct str s)
{
	while (s.n && ascii_is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

/*
 * Line ends inside a masked tag stand in the middle of a line: a tag over
 * several lines. They become one space, with the blanks around them.
 */
static void
add_line(struct buf *out, struct str line)
{
	for (size_t i = 0; i < line.n; i++) {
		size_t begin = i;

		while (i < line.n && !ascii_is_eol(line.p[i]))
			i++;
		buf_add(out, str_sub(line, begin, i));
		if (i == line.n)
			return;
		while (out->n && ascii_is_blank(out->p[out->n - 1]))
			buf_cut(out, out->n - 1);
		while (i + 1 < line.n && ascii_is_space(line.p[i + 1]))
			i++;
		buf_add_byte(out, ' ');
	}
}

/*
 * Join the lines of prose.
 *
 * keep  for each line i: true where the break after it stays as it is; NULL:
 *	 all breaks stay
 */
static void
join(const struct page *page, const struct slot *slot, const bool *keep,
     struct buf *out)
{
	for (size_t i = 0; i < slot->n_lines; i++) {
		struct str line = str_span(page->doc.bytes, slot->lines[i]);
		bool last = i + 1 == slot->n_lines;

		if (!last && keep && !keep[i])
			line = trim_right(line);
		if (keep)
			add_line(out, line);
		else
			buf_add(out, line);
		if (!last)
			buf_add_byte(out, keep && !keep[i] ? ' ' : '\n');
	}
}

/* Do two scans see the same kinds in the same order? */
static bool
same_tokens(const struct inline_tokens *a, const struct inline_tokens *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (a->items[i].kind != b->items[i].kind)
			return false;
	return true;
}

/*
 * Which breaks must stay: hard ones, those inside raw HTML (white space is
 * part of it), and those inside a code span after a blank (it would join two
 * blanks into one).
 */
static void
find_kept_breaks(const struct page *page, const struct slot *slot,
		 const struct inline_tokens *tokens, struct str verbatim,
		 bool *keep)
{
	size_t at = 0, t = 0;
	bool prose = places[slot->kind].class == PLACE_PROSE;

	for (size_t i = 0; i + 1 < slot->n_lines; i++) {
		struct str line = str_span(page->doc.bytes, slot->lines[i]);

		at += line.n;
		keep[i] = prose && is_hard_break(line);
		while (t < tokens->n && tokens->items[t].at.end <= at)
			t++;
		for (size_t k = t;
		     k < tokens->n && tokens->items[k].at.begin < at; k++) {
			const struct inline_token *tok = &tokens->items[k];
			bool blank = ascii_is_blank(str_at(verbatim, at - 1));

			if (tok->at.end <= at)
				continue;
			if (tok->kind == INLINE_CODE)
				keep[i] = blank;
			else if (tok->kind == INLINE_HTML ||
				 tok->kind == INLINE_COMMENT ||
				 tok->kind == INLINE_AUTOLINK)
				keep[i] = true;
		}
		at++;
	}
}

/* The breaks of verbatim's tokens must be known to tell which ones may go. */
static void
decode_source_prose(const struct page *page, const struct slot *slot,
		    struct buf *out)
{
	struct arena scratch = { 0 };
	struct buf verbatim = { 0 };
	struct inline_tokens before = { 0 }, after;
	bool *keep = arena_array(&scratch, slot->n_lines, sizeof(*keep));
	bool hard = places[slot->kind].class == PLACE_PROSE, has_any;

	join(page, slot, NULL, &verbatim);
	has_any = prose_may_hold_placeables(buf_str(&verbatim));
	if (has_any)
		prose_scan(page, slot->kind, buf_str(&verbatim), &scratch,
			   &before);
	find_kept_breaks(page, slot, &before, buf_str(&verbatim), keep);
	join(page, slot, keep, out);
	if (has_any)
		prose_scan(page, slot->kind, buf_str(out), &scratch, &after);
	if (has_any && hard && !same_tokens(&before, &after)) {
		buf_clear(out);
		buf_add(out, buf_str(&verbatim));
	}
	buf_release(&verbatim);
	arena_release(&scratch);
}

/* Append the text with "\n" for each of its line ends: CRLF, LF or CR. */
static void
add_with_newlines(struct str text, struct buf *out)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '\r')
			buf_add_byte(out, text.p[i]);
		else if (str_at(text, i + 1) != '\n')
			buf_add_byte(out, '\n');
}

/* The value of the parameter that stands at byte `at`. */
static struct str
param_value(const struct md_doc *doc, size_t at)
{
	size_t lo = 0, hi = doc->tags.n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (doc->tags.items[mid].at.end <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (size_t i = 0; lo < doc->tags.n && i < doc->tags.items[lo].n_params;
	     i++)
		if (doc->tags.items[lo].params[i].at.begin == at)
			return doc->tags.items[lo].params[i].value;
	return (struct str){ 0 };
}

static void
decode_into(const struct page *page, const struct slot *slot, bool keep_breaks,
	    struct buf *out)
{
	const struct md_doc *doc = &page->doc;
	static const bool none[1] = { false };

	switch (places[slot->kind].class) {
	case PLACE_PROSE:
	case PLACE_HTML:
		if (keep_breaks)
			join(page, slot, NULL, out);
		else if (slot->n_lines == 1)
			join(page, slot, none, out);
		else
			decode_source_prose(page, slot, out);
		return;
	case PLACE_MATTER:
		buf_add(out, doc->data.nodes[slot->leaf->node].value);
		return;
	case PLACE_PARAM:
		add_with_newlines(param_value(doc, slot->at.begin), out);
		return;
	default:
		join(page, slot, NULL, out);
	}
}

struct str
codec_decode(const struct page *page, const struct slot *slot, bool keep_breaks)
{
	struct buf out = { 0 };
	struct str text = { 0 };
	struct str bytes = slot_bytes(page, slot);

	if (slot->n_lines == 1 && places[slot->kind].class != PLACE_MATTER &&
	    places[slot->kind].class != PLACE_PARAM &&
	    str_find_byte(bytes, 0, '\n') == bytes.n &&
	    str_find_byte(bytes, 0, '\r') == bytes.n) {
		text = bytes; /* the common case: nothing to join */
	} else {
		decode_into(page, slot, keep_breaks, &out);
		text = arena_str(page->arena, trim_line_ends(buf_str(&out)));
	}
	buf_release(&out);
	if (!text.n || !utf8_is_valid(text) ||
	    str_find_byte(text, 0, '\0') < text.n)
		return (struct str){ 0 };
	return text;
}

/* ---- encode ---- */

static const char *const refusal_texts[] = {
	[CODEC_OK] = "",
	[CODEC_BAD_UTF8] = N_("it is not valid UTF-8"),
	[CODEC_LINE_BREAK] = N_("it has a line break where none can stand"),
	[CODEC_BLANK] = N_("it is blank"),
	[CODEC_BLOCK] = N_("it would change the structure of the page"),
	[CODEC_VALUE] = N_("it holds characters that cannot stand here"),
};

const char *
codec_refusal_text(enum codec_refusal why)
{
	return _(refusal_texts[why]);
}

/* Join a text of several lines into one; false at a hard break. */
static bool
one_line(struct str text, struct buf *out)
{
	struct str rest = text, line;

	while (str_split(&rest, '\n', &line)) {
		if (rest.p && is_hard_break(line))
			return false;
		line = out->n ? str_trim_blanks(line) : trim_right(line);
		if (out->n && line.n)
			buf_add_byte(out, ' ');
		buf_add(out, line);
	}
	return true;
}

/* A cell shows a line break as <br>, if the source has one too. */
static bool
cell_line(const struct slot *slot, struct str text, struct buf *out)
{
	struct str rest = text, line;
	bool first = true;

	if (str_find_byte(text, 0, '\n') == text.n) {
		buf_add(out, text);
		return true;
	}
	if (str_find(slot->text, 0, STR("<br")) == slot->text.n)
		return false;
	while (str_split(&rest, '\n', &line)) {
		if (!first)
			buf_add(out, STR("<br>"));
		first = false;
		line = str_trim_space(line);
		if (rest.p && str_ends_in_backslash(line))
			line.n--; /* it would escape the <br> */
		buf_add(out, line);
	}
	return true;
}

/*
 * No line of prose begins with blanks: what indents it belongs to the page. Only
 * those inside a shortcode tag are of the text.
 */
static void
add_unindented(struct str text, struct buf *out)
{
	bool tags = str_find(text, 0, STR("{{")) < text.n;
	struct str rest = text, line;

	for (size_t i = 0; str_split(&rest, '\n', &line); i++) {
		if (i)
			buf_add_byte(out, '\n');
		while (!tags && line.n && ascii_is_space(line.p[0]))
			line = str_from(line, 1);
		buf_add(out, line);
	}
}

static bool
is_multi_line(const struct slot *slot)
{
	return places[slot->kind].multi_line ||
	       (slot->kind == MD_HEADING && slot->leaf->setext);
}

/*
 * What stands before line i of a text, from the end of the line above: as the
 * page has it, where it has such a line (a blank line may have another prefix
 * than one with text), else its line end and the containers' prefix.
 */
static void
add_break(const struct page *page, const struct slot *slot, size_t i,
	  struct str line, struct buf *out)
{
	struct str prefix = slot->leaf->prefix;

	if (i < slot->n_lines &&
	    (slot->lines[i].begin == slot->lines[i].end) == (line.n == 0)) {
		buf_add(out, str_sub(page->doc.bytes, slot->lines[i - 1].end,
				     slot->lines[i].begin));
		return;
	}
	buf_add(out, page->doc.eol);
	buf_add(out, line.n ? prefix : trim_right(prefix));
}

static void
write_lines(const struct page *page, const struct slot *slot, struct str text,
	    struct buf *out)
{
	struct str rest = text, line;

	for (size_t i = 0; str_split(&rest, '\n', &line); i++) {
		if (i)
			add_break(page, slot, i, line, out);
		buf_add(out, line);
	}
}

/* The same for lines that have nothing to do with those of the page. */
static void
write_filled(const struct page *page, const struct slot *slot, struct str text,
	     struct buf *out)
{
	struct str rest = text, line;

	for (size_t i = 0; str_split(&rest, '\n', &line); i++) {
		if (i) {
			buf_add(out, page->doc.eol);
			buf_add(out, slot->leaf->prefix);
		}
		buf_add(out, line);
	}
}

static void
write_prose(const struct page *page, const struct slot *slot, struct str text,
	    size_t wrap_cols, struct buf *out)
{
	struct buf filled = { 0 };

	if (wrap_text(page, slot, text, wrap_cols, &filled))
		write_filled(page, slot, buf_str(&filled), out);
	else
		write_lines(page, slot, text, out);
	buf_release(&filled);
}

static enum codec_refusal
encode_prose(const struct page *page, const struct slot *slot, struct str text,
	     size_t wrap_cols, struct buf *out)
{
	struct buf flat = { 0 }, safe = { 0 };
	enum codec_refusal why = CODEC_OK;
	size_t begin = out->n;

	text = str_trim_space(text);
	if (slot->kind == MD_CELL && !cell_line(slot, text, &flat))
		why = CODEC_LINE_BREAK;
	else if (is_multi_line(slot))
		add_unindented(text, &flat);
	else if (slot->kind != MD_CELL && !one_line(text, &flat))
		why = CODEC_LINE_BREAK;
	if (why == CODEC_OK) {
		/* what stands there already is safe there */
		write_lines(page, slot, buf_str(&flat), out);
		if (!str_eq(str_from(buf_str(out), begin),
			    slot_bytes(page, slot))) {
			buf_cut(out, begin);
			if (safe_text(page, slot, buf_str(&flat), &safe))
				write_prose(page, slot, buf_str(&safe),
					    wrap_cols, out);
			else
				why = CODEC_BLOCK;
		}
	}
	buf_release(&flat);
	buf_release(&safe);
	return why;
}

/* Empty lines would end the HTML block: they are left out. */
static enum codec_refusal
encode_html(const struct page *page, const struct slot *slot, struct str text,
	    struct buf *out)
{
	struct buf flush = { 0 }, lines = { 0 };
	struct str rest, line;

	add_unindented(str_trim_space(text), &flush);
	rest = buf_str(&flush);
	while (str_split(&rest, '\n', &line)) {
		if (!str_trim_blanks(line).n)
			continue;
		if (lines.n)
			buf_add_byte(&lines, '\n');
		buf_add(&lines, line);
	}
	write_lines(page, slot, buf_str(&lines), out);
	buf_release(&flush);
	buf_release(&lines);
	return CODEC_OK;
}

/* A text is without the line ends at its edges: it gets those of the source. */
static void
add_edges(struct str old, struct str text, struct buf *out)
{
	struct str core = trim_line_ends(old);
	size_t lead = core.n ? (size_t)(core.p - old.p) : 0;

	buf_add(out, str_sub(old, 0, lead));
	buf_add(out, trim_line_ends(text));
	buf_add(out, str_from(old, lead + core.n));
}

static enum codec_refusal
encode_matter(const struct page *page, const struct slot *slot, struct str text,
	      struct buf *out)
{
	const struct md_doc *doc = &page->doc;
	struct str front = str_span(doc->bytes, doc->front.text);
	struct buf value = { 0 };
	bool ok;

	add_edges(doc->data.nodes[slot->leaf->node].value, text, &value);
	ok = frontmatter_encode(doc->front.kind, front, &doc->data,
				slot->leaf->node, buf_str(&value), doc->eol,
				out);
	buf_release(&value);
	return ok ? CODEC_OK : CODEC_VALUE;
}

/* Append the text with the page's own line ends. */
static void
add_lines(const struct page *page, struct str text, struct buf *out)
{
	struct str rest = text, line;

	for (size_t i = 0; str_split(&rest, '\n', &line); i++) {
		if (i)
			buf_add(out, page->doc.eol);
		buf_add(out, line);
	}
}

static enum codec_refusal
encode_param(const struct page *page, const struct slot *slot, struct str text,
	     struct buf *out)
{
	struct buf lines = { 0 }, value = { 0 };
	bool ok;

	add_lines(page, trim_line_ends(text), &lines);
	add_edges(param_value(&page->doc, slot->at.begin), buf_str(&lines),
		  &value);
	ok = shortcode_encode_value(buf_str(&value), slot->leaf->quote, out);
	buf_release(&lines);
	buf_release(&value);
	return ok ? CODEC_OK : CODEC_VALUE;
}

/* A character of an HTML attribute: as an entity where it would end it. */
static void
add_attribute_byte(char quote, char c, struct buf *out)
{
	if (!quote && (ascii_is_space(c) || strchr("\"'`=<>", c)))
		buf_addf(out, "&#%d;", c);
	else if (c == quote)
		buf_add_str(out, c == '"' ? "&quot;" : "&#39;");
	else
		buf_add_byte(out, c == '\n' ? ' ' : c);
}

/* A link title: with a backslash before a quote that would end it. */
static void
add_title(char quote, struct str text, struct buf *out)
{
	char close = quote == '(' ? ')' : quote;
	bool escaped = false;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (!escaped && (c == close || c == quote))
			buf_add_byte(out, '\\');
		buf_add_byte(out, c == '\n' ? ' ' : c);
		escaped = c == '\\' && !escaped;
	}
	if (escaped)
		buf_add_byte(out, '\\');
}

/* What stands between quotes: an attribute's value or a link title. */
static enum codec_refusal
encode_quoted(const struct slot *slot, struct str text, struct buf *out)
{
	char quote = slot->leaf->html_quote;

	text = str_trim_space(text);
	if (slot->kind == MD_HTML_ATTR)
		for (size_t i = 0; i < text.n; i++)
			add_attribute_byte(quote, text.p[i], out);
	else
		add_title(quote, text, out);
	return CODEC_OK;
}

static enum codec_refusal
encode_word(const struct slot *slot, struct str text, struct buf *out)
{
	text = str_trim_space(text);
	for (size_t i = 0; i < text.n; i++) {
		int c = (unsigned char)text.p[i];

		if (ascii_is_eol(c))
			return CODEC_LINE_BREAK;
		if (c < ' ' || c == 0x7f ||
		    (slot->kind == MD_DEST && (c == '<' || c == '>')))
			return CODEC_VALUE;
	}
	buf_add(out, text);
	return CODEC_OK;
}

static enum codec_refusal
encode(const struct page *page, const struct slot *slot, struct str text,
       size_t wrap_cols, struct buf *out)
{
	switch (places[slot->kind].class) {
	case PLACE_PROSE:
		return encode_prose(page, slot, text, wrap_cols, out);
	case PLACE_HTML:
		return encode_html(page, slot, text, out);
	case PLACE_VERBATIM:
		write_lines(page, slot, trim_line_ends(text), out);
		return CODEC_OK;
	case PLACE_MATTER:
		return encode_matter(page, slot, text, out);
	case PLACE_PARAM:
		return encode_param(page, slot, text, out);
	case PLACE_ATTRIBUTE:
		return encode_quoted(slot, text, out);
	case PLACE_DESTINATION:
	case PLACE_INFO:
		break;
	}
	return encode_word(slot, text, out);
}

enum codec_refusal
codec_encode(const struct page *page, const struct slot *slot, struct str text,
	     size_t wrap_cols, struct buf *out)
{
	size_t before = out->n;
	struct buf lines = { 0 };
	enum codec_refusal why;

	if (slot->text.p && str_eq(text, slot->text)) {
		buf_add(out, slot_bytes(page, slot));
		return CODEC_OK;
	}
	if (!utf8_is_valid(text) || str_find_byte(text, 0, '\0') < text.n)
		return CODEC_BAD_UTF8;
	if (!str_trim_space(text).n)
		return CODEC_BLANK;
	/* a value of the front matter may hold any */
	if (places[slot->kind].class != PLACE_MATTER &&
	    str_find_byte(text, 0, '\r') < text.n) {
		add_with_newlines(text, &lines);
		text = buf_str(&lines);
	}
	why = encode(page, slot, text, wrap_cols, out);
	if (why != CODEC_OK)
		buf_cut(out, before);
	buf_release(&lines);
	return why;
}
