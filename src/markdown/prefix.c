/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/prefix.h"

struct cursor
cursor_at(struct str text, size_t begin, size_t end)
{
	return (struct cursor){ .text = str_sub(text, 0, end), .at = begin };
}

static size_t
cols_to_tab(size_t col)
{
	return PREFIX_TAB - col % PREFIX_TAB;
}

size_t
cursor_indent(const struct cursor *c, size_t *next)
{
	size_t col = c->col, at = c->at;

	for (; at < c->text.n; at++) {
		if (c->text.p[at] == ' ')
			col++;
		else if (c->text.p[at] == '\t')
			col += cols_to_tab(col);
		else
			break;
	}
	if (next)
		*next = at;
	return col - c->col;
}

void
cursor_advance(struct cursor *c, size_t cols)
{
	while (cols > 0 && c->at < c->text.n) {
		size_t step = 1;

		c->in_tab = false;
		if (c->text.p[c->at] == '\t') {
			step = cols_to_tab(c->col);
			if (step > cols) {
				step = cols;
				c->in_tab = true;
			}
		}
		c->col += step;
		c->at += !c->in_tab;
		cols -= step;
	}
}

void
cursor_advance_blanks(struct cursor *c, size_t cols)
{
	size_t indent = cursor_indent(c, NULL);

	cursor_advance(c, indent < cols ? indent : cols);
}

bool
cursor_is_blank(const struct cursor *c)
{
	size_t next;

	cursor_indent(c, &next);
	return next == c->text.n;
}

static bool
skip_quote(struct cursor *c)
{
	size_t next, indent = cursor_indent(c, &next);

	if (indent >= PREFIX_CODE || str_at(c->text, next) != '>')
		return false;
	cursor_advance(c, indent + 1);
	cursor_advance_blanks(c, 1);
	return true;
}

static bool
skip_item(const struct frame *f, size_t line, struct cursor *c)
{
	size_t next, indent = cursor_indent(c, &next);
	size_t width = line == PREFIX_NO_LINE ? f->page_cols : f->width_cols;

	if (line == f->line && line != PREFIX_NO_LINE) {
		cursor_advance(c, f->width_cols); /* over its marker */
		return true;
	}
	if (indent >= width) {
		cursor_advance(c, width);
		return true;
	}
	if (next < c->text.n || (line != PREFIX_NO_LINE && f->filled >= line))
		return false;
	cursor_advance(c, indent); /* a blank line in an item with content */
	return true;
}

size_t
prefix_skip(struct frame *const *chain, size_t n, size_t line, struct cursor *c)
{
	for (size_t i = 0; i < n; i++) {
		const struct frame *f = chain[i];

		if (f->kind == FRAME_QUOTE && !skip_quote(c))
			return i;
		if (f->kind == FRAME_ITEM && !skip_item(f, line, c))
			return i;
	}
	return n;
}

struct frame **
frame_chain(struct frame *frame, const struct frame *root, size_t *n,
	    struct arena *arena)
{
	struct frame **chain;
	size_t depth = 0;

	for (struct frame *f = frame; f != root; f = f->parent)
		depth++;
	chain = arena_array(arena, depth + 1, sizeof(*chain));
	*n = depth;
	for (struct frame *f = frame; f != root; f = f->parent)
		chain[--depth] = f;
	return chain;
}

struct str
frame_prefix(struct frame *frame, struct arena *arena)
{
	size_t size = 0, n = 0;
	char *p;

	if (!frame)
		return STR("");
	if (frame->prefix.p)
		return frame->prefix;
	for (struct frame *f = frame; f; f = f->parent)
		size += f->kind == FRAME_QUOTE ? 2 : f->page_cols;
	p = arena_alloc(arena, size + 1);
	n = size;
	for (struct frame *f = frame; f; f = f->parent) {
		size_t width = f->kind == FRAME_QUOTE ? 2 : f->page_cols;

		n -= width;
		memset(p + n, ' ', width);
		if (f->kind == FRAME_QUOTE)
			p[n] = '>';
	}
	frame->prefix = str_make(p, size);
	return frame->prefix;
}
