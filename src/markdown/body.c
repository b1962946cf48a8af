/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/body.h"

#include "markdown/post.h"

static bool
is_in(const struct frame *inner, const struct frame *outer)
{
	for (; inner != outer; inner = inner->parent)
		if (!inner)
			return false;
	return true;
}

/* The cursor behind the prefixes of block b's containers. */
static struct cursor
inside(const struct post *p, size_t line, size_t depth, struct frame **chain)
{
	const struct line *l = &p->lines->items[line];
	struct cursor c = cursor_at(p->lines->text, l->begin, l->end);

	prefix_skip(chain, depth, line, &c);
	return c;
}

static bool
is_underlined(const struct block *b)
{
	return b->kind == BLOCK_HEADING && b->setext && b->level == 1;
}

/*
 * Does block b go on with the paragraph above it? That one looks like a heading,
 * but its `===` stands too far left to be in the body: it is a lazy line there.
 */
static bool
is_lazy(const struct post *p, const struct block *b, size_t width, size_t depth,
	struct frame **chain)
{
	const struct block *above = b - 1;
	struct cursor c;

	if ((b->kind != BLOCK_PARAGRAPH && !is_underlined(b)) ||
	    !is_underlined(above) || above->end_line != b->line)
		return false;
	c = inside(p, b->line - 1, depth, chain);
	return cursor_indent(&c, NULL) < width;
}

/*
 * The blocks behind block i that belong to its body: indented as far as it, in
 * the same container. *end: the line behind the last of them.
 */
static size_t
find_rest(const struct post *p, size_t i, size_t width, size_t depth,
	  struct frame **chain, size_t *end)
{
	const struct block *b = &p->blocks.items[i];
	size_t next = i + 1;

	for (; next < p->blocks.n; next++) {
		const struct block *other = &p->blocks.items[next];
		struct cursor c;

		if (!is_in(other->frame, b->frame))
			break;
		c = inside(p, other->line, depth, chain);
		if (cursor_indent(&c, NULL) < width &&
		    !is_lazy(p, other, width, depth, chain))
			break;
		if (other->end_line > *end)
			*end = other->end_line;
	}
	return next;
}

/* Go on behind the mark: text_at is a byte of the page. */
static struct cursor
behind_mark(const struct post *p, struct cursor c, size_t line, size_t text_at)
{
	while (c.at < c.text.n && line_page(p->lines, line, c.at) < text_at)
		cursor_advance(&c, 1);
	return c;
}

/* The columns from the begin of the mark to the text behind it. */
static size_t
text_width(const struct cursor *start, const struct cursor *mark_end)
{
	size_t indent = cursor_indent(mark_end, NULL);

	if (cursor_is_blank(mark_end) || indent > 4)
		indent = 1;
	return mark_end->col + indent - start->col;
}

/* "+ " before the first line, blanks below the plus, nothing: a lazy line. */
enum lead { LEAD_NONE, LEAD_BLANKS, LEAD_PLUS };

static void
append(const struct post *p, struct lines *lines, struct buf *text,
       struct cursor c, size_t line, enum lead lead)
{
	size_t pad = c.in_tab ? PREFIX_TAB - c.col % PREFIX_TAB : 0;
	size_t at = cursor_content(&c), begin = text->n;

	lines_append(lines, text, pad + (lead == LEAD_NONE ? 0 : 2),
		     str_sub(c.text, at, c.text.n),
		     line_page(p->lines, line, at), p->r->scratch);
	if (lead == LEAD_PLUS)
		text->p[begin] = '+';
}

/*
 * Put the lines of a body together as an item of a list: what is a lazy line
 * of a paragraph, and what ends code or HTML, is then up to cmark.
 */
static void
append_lines(const struct post *p, const struct block *b, size_t line,
	     size_t end, struct cursor c, size_t width, struct lines *lines)
{
	struct buf text = { 0 };
	size_t depth;
	struct frame **chain =
		frame_chain(b->frame, p->root, &depth, p->r->scratch);

	while (line < end && cursor_is_blank(&c) && ++line < end) {
		c = inside(p, line, depth, chain);
		cursor_advance_blanks(&c, width);
	}
	if (line < end)
		append(p, lines, &text, c, line, LEAD_PLUS);
	for (line++; line < end; line++) {
		bool lazy;

		c = inside(p, line, depth, chain);
		lazy = cursor_indent(&c, NULL) < width && !cursor_is_blank(&c);
		cursor_advance_blanks(&c, width);
		append(p, lines, &text, c, line,
		       lazy ? LEAD_NONE : LEAD_BLANKS);
	}
	lines->text = arena_str(p->r->scratch, buf_str(&text));
	buf_release(&text);
}

size_t
body_read(struct post *p, size_t i, const struct body *body)
{
	struct md_reader *r = p->r;
	const struct block *b = &p->blocks.items[i];
	struct place at = place_in(b->frame);
	struct lines lines = { 0 };
	struct post_item item;
	size_t depth, line = b->line + body->first, end = b->line + body->end;
	struct frame **chain =
		frame_chain(b->frame, p->root, &depth, r->scratch);
	struct cursor start = inside(p, line, depth, chain);
	struct cursor c = behind_mark(p, start, line, body->text_at);
	size_t next = i + 1;

	item.width_cols =
		body->width_cols ? body->width_cols : text_width(&start, &c);
	item.box = box_add(r, body->kind, at.box);
	r->doc->containers[item.box].name = body->name;
	if (body->end == b->n_lines)
		next = find_rest(p, i, item.width_cols, depth, chain, &end);
	cursor_advance_blanks(
		&c, body->width_cols ? (size_t)-1 :
				       item.width_cols - (c.col - start.col));
	append_lines(p, b, line, end, c, item.width_cols, &lines);
	r->depth++;
	post_read(r, &lines, b->frame, &item);
	r->depth--;
	return next;
}
