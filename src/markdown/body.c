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
inside(const struct post *p, const struct block *b, size_t line, size_t depth,
       struct frame **chain)
{
	const struct line *l = &p->lines->items[line];
	struct cursor c = cursor_at(p->lines->text, l->begin, l->end);

	(void)b;
	prefix_skip(chain, depth, line, &c);
	return c;
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
		c = inside(p, b, other->line, depth, chain);
		if (cursor_indent(&c, NULL) < width)
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

static void
append(const struct post *p, struct lines *lines, struct buf *text,
       struct cursor c, size_t line)
{
	size_t pad = c.in_tab ? PREFIX_TAB - c.col % PREFIX_TAB : 0;
	size_t at = cursor_content(&c);

	lines_append(lines, text, pad, str_sub(c.text, at, c.text.n),
		     line_page(p->lines, line, at), p->r->scratch);
}

size_t
body_read(struct post *p, size_t i, const struct body *body)
{
	struct md_reader *r = p->r;
	const struct block *b = &p->blocks.items[i];
	struct place at = place_in(b->frame);
	struct frame *frame = arena_alloc(r->scratch, sizeof(*frame));
	struct lines lines = { 0 };
	struct buf text = { 0 };
	size_t depth, line = b->line + body->first, end = b->line + body->end;
	struct frame **chain =
		frame_chain(b->frame, p->root, &depth, r->scratch);
	struct cursor start = inside(p, b, line, depth, chain);
	struct cursor c = behind_mark(p, start, line, body->text_at);
	size_t next = i + 1;

	*frame = (struct frame){ .parent = b->frame,
				 .kind = FRAME_BODY,
				 .filled = 0 };
	frame->line = PREFIX_NO_LINE;
	frame->width_cols =
		body->width_cols ? body->width_cols : text_width(&start, &c);
	frame->box = box_add(r, body->kind, at.box);
	r->doc->containers[frame->box].name = body->name;
	if (body->end == b->n_lines)
		next = find_rest(p, i, frame->width_cols, depth, chain, &end);
	cursor_advance_blanks(&c, body->width_cols ? 80 : 4);
	append(p, &lines, &text, c, line);
	for (line++; line < end; line++) {
		c = inside(p, b, line, depth, chain);
		cursor_advance_blanks(&c, frame->width_cols);
		append(p, &lines, &text, c, line);
	}
	lines.text = arena_str(r->scratch, buf_str(&text));
	lines_skip_bom(&lines);
	buf_release(&text);
	r->depth++;
	post_read(r, &lines, frame);
	r->depth--;
	return next;
}
