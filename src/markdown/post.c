/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/post.h"

#include "markdown/body.h"
#include "markdown/definition.h"
#include "markdown/markup.h"
#include "markdown/table.h"

static bool
has(const struct md_reader *r, enum dialect_feature feature)
{
	return dialect_has(r->doc->dialect, feature);
}

/* ---- texts ---- */

/* Add lines [begin, end) as one text. */
static void
add_lines(struct md_reader *r, struct place at, struct md_leaf as,
	  const struct block_line *lines, size_t begin, size_t end)
{
	size_t n = end - begin;
	struct span *spans = arena_array(r->doc->arena, n, sizeof(*spans));

	for (size_t i = 0; i < n; i++)
		spans[i] = lines[begin + i].at;
	leaf_add_text(r, at, as, spans, n);
}

/*
 * Lines [begin, end) of a paragraph or heading: lines of nothing but masks are
 * skeleton at the edges, and split the text where their tags belong to pairs.
 */
static void
add_text(struct md_reader *r, struct place at, struct md_leaf as,
	 const struct block_line *lines, size_t begin, size_t end)
{
	while (begin < end) {
		size_t stop = begin, last;
		bool apart;

		if (leaf_is_masks(r, lines[begin].at, &apart)) {
			leaf_add_masks(r, at, lines[begin++].at);
			continue;
		}
		while (stop < end &&
		       !(leaf_is_masks(r, lines[stop].at, &apart) && apart))
			stop++;
		for (last = stop; leaf_is_masks(r, lines[last - 1].at, &apart);)
			last--;
		add_lines(r, at, as, lines, begin, last);
		for (; last < stop; last++)
			leaf_add_masks(r, at, lines[last].at);
		begin = stop;
	}
}

/* {.class #id key=value}, alone on its line. */
static bool
is_attribute_line(const struct md_reader *r, const struct block_line *line)
{
	struct str s = str_trim_blanks(str_span(r->masked, line->at));
	int first;

	if (s.n < 4 || s.p[0] != '{' || s.p[s.n - 1] != '}')
		return false;
	s = str_trim_blanks(str_sub(s, 1, s.n - 1));
	first = str_at(s, 0);
	return str_find_byte(s, 0, '{') == s.n &&
	       str_find_byte(s, 0, '}') == s.n &&
	       (first == '.' || first == '#' ||
		(ascii_is_alpha(first) && str_find_byte(s, 0, '=') < s.n));
}

static void
add_paragraph_lines(struct md_reader *r, struct place at,
		    const struct block_line *lines, size_t begin, size_t end)
{
	static const struct md_leaf paragraph = { .kind = MD_PARAGRAPH };

	if (has(r, DIALECT_ATTRIBUTES) && begin < end &&
	    is_attribute_line(r, &lines[end - 1]))
		end--;
	while (begin < end && has(r, DIALECT_TABLES)) {
		size_t header = table_find(r, lines, begin, end);

		add_text(r, at, paragraph, lines, begin, header);
		begin = header;
		if (header < end)
			begin = table_add(r, at, lines, header, end);
	}
	add_text(r, at, paragraph, lines, begin, end);
}

/* Each line above a definition is a term of its own. */
static void
add_terms(struct md_reader *r, struct place at, const struct block_line *lines,
	  size_t begin, size_t end)
{
	for (; begin < end; begin++)
		leaf_add_words(r, at, (struct md_leaf){ .kind = MD_TERM },
			       lines[begin].at);
}

/* ---- marks at the begin of lines ---- */

enum mark { MARK_NONE, MARK_FOOTNOTE, MARK_DEFINITION };

static enum mark
mark_of(const struct md_reader *r, const struct block_line *line)
{
	int c = str_at(r->masked, line->at.begin);
	const struct mask *m;

	if (line->lazy || line->indent_cols >= PREFIX_CODE ||
	    r->depth >= POST_MAX_DEPTH)
		return MARK_NONE;
	if (c == ':' && has(r, DIALECT_DEFINITIONS) &&
	    line->at.end - line->at.begin > 1 &&
	    ascii_is_blank(r->masked.p[line->at.begin + 1]))
		return MARK_DEFINITION;
	m = has(r, DIALECT_FOOTNOTES) ?
		    mask_at(&r->doc->masks, line->at.begin) :
		    NULL;
	return m && m->kind == MASK_FOOTNOTE && m->at.begin == line->at.begin &&
			       m->at.end < line->at.end &&
			       r->masked.p[m->at.end] == ':' ?
		       MARK_FOOTNOTE :
		       MARK_NONE;
}

/* Does the next block of the same container begin with a definition? */
static bool
definition_follows(const struct post *p, size_t i)
{
	const struct block *b = &p->blocks.items[i];
	const struct block *next = b + 1;

	return i + 1 < p->blocks.n && next->kind == BLOCK_PARAGRAPH &&
	       next->frame == b->frame &&
	       mark_of(p->r, &next->lines[0]) == MARK_DEFINITION;
}

/*
 * The first line from `from` on that begins a footnote or a definition (which
 * needs a term above it), or n_lines.
 */
static size_t
next_mark(const struct post *p, size_t i, size_t from, enum mark *mark)
{
	const struct block *b = &p->blocks.items[i];

	for (; from < b->n_lines; from++) {
		*mark = mark_of(p->r, &b->lines[from]);
		if (*mark == MARK_FOOTNOTE)
			return from;
		if (*mark == MARK_DEFINITION &&
		    (from > 0 || p->after_term == i))
			return from;
	}
	*mark = MARK_NONE;
	return from;
}

static size_t
add_body(struct post *p, size_t i, size_t line, size_t end, enum mark mark)
{
	const struct block *b = &p->blocks.items[i];
	struct span at = b->lines[line].at;
	struct body body = { .first = line, .end = end };

	if (mark == MARK_FOOTNOTE) {
		const struct mask *m = mask_at(&p->r->doc->masks, at.begin);

		body.kind = MD_FOOTNOTE;
		body.width_cols = 4;
		body.text_at = m->at.end + 1;
		body.name = str_sub(p->r->doc->bytes, m->at.begin + 2,
				    m->at.end - 1);
	} else {
		body.kind = MD_DEFINITION;
		body.text_at = at.begin + 1;
	}
	return body_read(p, i, &body);
}

/* ---- alerts and task boxes ---- */

/* "[!NOTE]-": the end of the marker and the name, or 0. */
static size_t
alert_marker(struct str line, struct str *name)
{
	size_t end = 2;

	if (!str_starts(line, STR("[!")))
		return 0;
	while (ascii_is_alpha(str_at(line, end)))
		end++;
	if (end == 2 || str_at(line, end) != ']')
		return 0;
	*name = str_sub(line, 2, end);
	end++;
	if (str_at(line, end) == '+' || str_at(line, end) == '-')
		end++;
	return end;
}

static bool
is_alert(const struct post *p, size_t i, struct str *name)
{
	const struct block *b = &p->blocks.items[i];

	return has(p->r, DIALECT_ALERTS) && i < p->blocks.n &&
	       b->kind == BLOCK_PARAGRAPH && b->first && b->frame &&
	       b->frame->kind == FRAME_QUOTE && b->n_lines &&
	       alert_marker(str_span(p->r->doc->bytes, b->lines[0].at), name);
}

/* The marker line of an alert: the rest of it is a title. */
static void
add_alert_title(struct post *p, const struct block *b)
{
	struct span at = b->lines[0].at;
	struct str name;

	at.begin += alert_marker(str_span(p->r->doc->bytes, at), &name);
	leaf_add_words(p->r, place_in(b->frame),
		       (struct md_leaf){ .kind = MD_TITLE }, at);
}

/* Step over "[ ] " at the begin of an item's text; is anything left there? */
static bool
skip_task(const struct post *p, const struct block *b)
{
	struct span *at = &b->lines[0].at;
	struct str text = str_span(p->r->masked, *at);
	int c = str_at(text, 1);

	if (!has(p->r, DIALECT_TASK_LISTS) || !b->first || !b->frame ||
	    p->r->doc->containers[b->frame->box].kind != MD_ITEM ||
	    str_at(text, 0) != '[' || (c != ' ' && c != 'x' && c != 'X') ||
	    str_at(text, 2) != ']' ||
	    (text.n > 3 && !ascii_is_blank(text.p[3])))
		return true;
	at->begin += 3;
	at->begin = leaf_trim(p->r, *at).begin;
	return at->begin < at->end;
}

/* ---- blocks ---- */

/* Read the paragraph that is block i; the index of the next block. */
static size_t
read_paragraph(struct post *p, size_t i)
{
	const struct block *b = &p->blocks.items[i];
	struct place at = place_in(b->frame);
	size_t line = 0, next = i + 1;
	struct str name;

	if (is_alert(p, i, &name)) {
		add_alert_title(p, b);
		line++;
	}
	if (!skip_task(p, b))
		line++;
	while (line < b->n_lines) {
		enum mark mark, after;
		size_t stop = next_mark(p, i, line, &mark), end;

		if (mark == MARK_DEFINITION ||
		    (stop == b->n_lines && definition_follows(p, i))) {
			add_terms(p->r, at, b->lines, line, stop);
			p->after_term = i + 1;
		} else {
			add_paragraph_lines(p->r, at, b->lines, line, stop);
		}
		if (mark == MARK_NONE)
			break;
		end = next_mark(p, i, stop + 1, &after);
		while (mark == MARK_FOOTNOTE && after == MARK_DEFINITION)
			end = next_mark(p, i, end + 1, &after);
		next = add_body(p, i, stop, end, mark);
		if (mark == MARK_DEFINITION)
			p->after_term = next;
		line = end;
	}
	return next;
}

static void
read_heading(struct post *p, const struct block *b)
{
	struct md_leaf as = { .kind = MD_HEADING,
			      .level = b->level,
			      .setext = b->setext };

	add_text(p->r, place_in(b->frame), as, b->lines, 0, b->n_lines);
}

static bool
is_blank(const struct md_reader *r, const struct block *b)
{
	for (size_t i = 0; i < b->n_lines; i++) {
		struct span at = leaf_trim(r, b->lines[i].at);

		if (at.begin < at.end)
			return false;
	}
	return true;
}

/* Code lines begin with their container's prefix and the code's own blanks. */
static struct str
code_prefix(struct md_reader *r, const struct block *b)
{
	struct str outer = frame_prefix(b->frame, r->doc->arena);
	char *p = arena_alloc(r->doc->arena, outer.n + b->indent_cols + 1);

	memcpy(p, outer.p, outer.n);
	memset(p + outer.n, ' ', b->indent_cols);
	return str_make(p, outer.n + b->indent_cols);
}

static void
read_code(struct post *p, const struct block *b)
{
	struct md_reader *r = p->r;
	struct place at = place_in(b->frame);
	struct span *lines;
	struct md_leaf *leaf;

	if (b->info.begin < b->info.end)
		leaf_add_span(r, at, MD_INFO, b->info);
	if (is_blank(r, b))
		return;
	lines = arena_array(r->doc->arena, b->n_lines, sizeof(*lines));
	for (size_t i = 0; i < b->n_lines; i++)
		lines[i] = b->lines[i].at;
	leaf = leaf_add(r, at, MD_CODE, lines, b->n_lines);
	if (b->n_lines == 1 || lines[1].begin == lines[1].end)
		leaf->prefix = code_prefix(r, b);
}

static void
open_box(struct post *p, size_t i)
{
	struct md_doc *doc = p->r->doc;
	struct frame *frame = p->blocks.items[i].frame;
	size_t parent = frame->parent ? frame->parent->box : 0;
	struct str name = { 0 };
	enum md_box kind = MD_QUOTE;

	if (p->item && i < 2) {
		frame->box = i ? p->item->box : parent;
		frame->page_cols = i ? p->item->width_cols : 0;
		return;
	}
	if (frame->kind == FRAME_LIST)
		kind = MD_LIST;
	else if (frame->kind == FRAME_ITEM)
		kind = MD_ITEM;
	else if (is_alert(p, i + 1, &name) &&
		 p->blocks.items[i + 1].frame == frame)
		kind = MD_ALERT;
	frame->box = box_add(p->r, kind, parent);
	doc->containers[frame->box].ordered = frame->ordered;
	doc->containers[frame->box].first = frame->first;
	doc->containers[frame->box].name = name;
}

static size_t
read_block(struct post *p, size_t i)
{
	const struct block *b = &p->blocks.items[i];

	switch (b->kind) {
	case BLOCK_OPEN:
		open_box(p, i);
		break;
	case BLOCK_PARAGRAPH:
		return read_paragraph(p, i);
	case BLOCK_HEADING:
		read_heading(p, b);
		break;
	case BLOCK_CODE:
		read_code(p, b);
		break;
	case BLOCK_HTML:
		markup_add(p->r, b);
		break;
	case BLOCK_DEFINITIONS:
		definition_add(p->r, b);
		break;
	case BLOCK_BREAK:
		break;
	}
	return i + 1;
}

void
post_read(struct md_reader *r, const struct lines *lines, struct frame *root,
	  const struct post_item *item)
{
	struct post p = { .r = r,
			  .lines = lines,
			  .root = root,
			  .item = item,
			  .after_term = (size_t)-1 };

	block_read(lines, root, r->scratch, &p.blocks);
	for (size_t i = 0; i < p.blocks.n;)
		i = read_block(&p, i);
}
