/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/block.h"

#include "markdown/definition.h"

#include <cmark.h>

struct walker {
	const struct lines *lines;
	struct arena *arena;
	struct block_list *out;
	struct frame *root;
	struct frame **chain; /* containers of the node, the outermost first */
	size_t depth, cap;
	/* the lines that no node has covered yet */
	size_t next_line;
	size_t n_open; /* so many of chain are still open there */
	bool *filled;  /* for each of chain: has it a block? [0]: the root */
	size_t filled_cap;
};

/* ---- places on lines ---- */

static struct cursor
line_cursor(const struct walker *w, size_t line)
{
	const struct line *l = &w->lines->items[line];
	struct cursor c = cursor_at(w->lines->text, l->begin, l->end);

	return c;
}

/* cmark counts columns from the begin of the line: so does the cursor's. */
static size_t
skip_all(const struct walker *w, size_t line, size_t depth, struct cursor *c)
{
	*c = line_cursor(w, line);
	return prefix_skip(w->chain, depth, line, c);
}

static struct span
page_span(const struct walker *w, size_t line, size_t begin, size_t end)
{
	return (struct span){ line_page(w->lines, line, begin),
			      line_page(w->lines, line, end) };
}

/* ---- adding blocks ---- */

static struct block *
add_block(struct walker *w, enum block_kind kind, size_t depth, size_t line)
{
	struct block b = { .kind = kind, .line = line, .end_line = line + 1 };

	b.frame = depth ? w->chain[depth - 1] : w->root;
	b.first = !w->filled[depth];
	w->filled[depth] = true;
	if (depth && w->chain[depth - 1]->filled == PREFIX_NO_LINE)
		w->chain[depth - 1]->filled = line;
	ARENA_PUSH(w->arena, w->out->items, w->out->n, w->out->cap, b);
	return &w->out->items[w->out->n - 1];
}

/* The content of `line` behind its prefix and blanks. */
static struct block_line
text_line(const struct walker *w, size_t line, size_t depth)
{
	struct block_line out;
	struct cursor c;
	size_t next;

	out.lazy = skip_all(w, line, depth, &c) < depth;
	out.indent_cols = cursor_indent(&c, &next);
	out.at = page_span(w, line, next, c.text.n);
	return out;
}

static struct block_line *
text_lines(const struct walker *w, size_t line, size_t end, size_t depth)
{
	struct block_line *lines =
		arena_array(w->arena, end - line + 1, sizeof(*lines));

	for (size_t i = line; i < end; i++)
		lines[i - line] = text_line(w, i, depth);
	return lines;
}

/* Does the block begin where cmark says? If not, its place is not known. */
static bool
is_at(struct walker *w, cmark_node *node, size_t at, size_t line)
{
	int column = cmark_node_get_start_column(node);

	if (column > 0 &&
	    at == w->lines->items[line].begin + (size_t)column - 1)
		return true;
	w->out->n_lost++;
	return false;
}

/* ---- link definitions ---- */

/*
 * How many of the lines are definitions, at the front of a paragraph. Cost:
 * O(lines).
 */
static size_t
count_definitions(const struct walker *w, const struct block_line *lines,
		  size_t n, size_t first_line)
{
	struct buf text = { 0 };
	size_t used;

	for (size_t i = 0; i < n; i++) {
		const struct line *l = &w->lines->items[first_line + i];
		size_t size = lines[i].at.end - lines[i].at.begin;
		struct str line =
			str_sub(w->lines->text, l->end - size, l->end);

		if (i == 0 && str_at(line, 0) != '[')
			return 0;
		if (lines[i].lazy && lines[i].indent_cols)
			buf_add_byte(&text, ' '); /* cmark keeps it */
		buf_add(&text, line);
		buf_add_byte(&text, '\n');
	}
	used = definition_lines(buf_str(&text));
	buf_release(&text);
	return used;
}

static void
add_definitions(struct walker *w, size_t depth, size_t line,
		struct block_line *lines, size_t n)
{
	struct block *b;

	if (!n)
		return;
	b = add_block(w, BLOCK_DEFINITIONS, depth, line);
	b->lines = lines;
	b->n_lines = n;
	b->end_line = line + n;
}

/*
 * The lines up to `end` that no node covers: blank ones, and paragraphs of
 * nothing but definitions, which cmark drops without a trace.
 */
static void
take_gap(struct walker *w, size_t end)
{
	size_t line = w->next_line, begin, depth = 0;

	while (line < end) {
		struct cursor c;
		size_t matched = skip_all(w, line, w->n_open, &c);
		struct block_line *lines;

		w->n_open = matched;
		if (cursor_is_blank(&c)) {
			line++;
			continue;
		}
		begin = line++;
		depth = matched;
		while (line < end) {
			matched = skip_all(w, line, depth, &c);
			if (cursor_is_blank(&c))
				break;
			line++;
		}
		lines = text_lines(w, begin, line, depth);
		add_definitions(
			w, depth, begin, lines,
			count_definitions(w, lines, line - begin, begin));
	}
	w->next_line = end > w->next_line ? end : w->next_line;
}

/* ---- containers ---- */

/* cmark's parse_list_marker: the columns from the parent's content on. */
static size_t
item_width(const struct cursor *c)
{
	size_t next, indent = cursor_indent(c, &next), end = next, begin;
	struct cursor after;

	if (ascii_is_digit(str_at(c->text, next)))
		while (ascii_is_digit(str_at(c->text, end)))
			end++;
	end++; /* the bullet or the delimiter */
	after = *c;
	cursor_advance(&after, indent + end - next);
	begin = after.col;
	cursor_advance_blanks(&after, 6);
	if (after.col - begin >= 5 || after.col == begin ||
	    after.at >= after.text.n)
		return indent + end - next + 1;
	return indent + end - next + (after.col - begin);
}

static void
push_frame(struct walker *w, struct frame *frame)
{
	ARENA_PUSH(w->arena, w->chain, w->depth, w->cap, frame);
	if (w->depth >= w->filled_cap) {
		size_t cap = w->filled_cap;

		w->filled = arena_grow(w->arena, w->filled, cap, &cap,
				       sizeof(*w->filled));
		w->filled_cap = cap;
	}
	w->filled[w->depth] = false;
	w->n_open = w->depth;
}

static void
open_container(struct walker *w, cmark_node *node, size_t line)
{
	struct frame *frame = arena_alloc(w->arena, sizeof(*frame));
	struct cursor c;
	size_t next;

	frame->parent = w->depth ? w->chain[w->depth - 1] : w->root;
	frame->line = line;
	frame->filled = PREFIX_NO_LINE;
	skip_all(w, line, w->depth, &c);
	cursor_indent(&c, &next);
	is_at(w, node, next, line);
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		frame->kind = FRAME_QUOTE;
		break;
	case CMARK_NODE_ITEM:
		frame->kind = FRAME_ITEM;
		frame->width_cols = item_width(&c);
		frame->page_cols = frame->width_cols;
		break;
	default:
		frame->kind = FRAME_LIST;
		frame->ordered =
			cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
		frame->first = (size_t)cmark_node_get_list_start(node);
		break;
	}
	add_block(w, BLOCK_OPEN, w->depth, line)->frame = frame;
	push_frame(w, frame);
}

/* ---- leaves ---- */

/*
 * The underline of a setext heading that begins on `line`: the first line in
 * all of its containers that is one, unless all before it are definitions (then
 * it is the first line of the text). *first: the first line of the text.
 */
static size_t
find_underline(struct walker *w, size_t line, size_t *first)
{
	size_t start = line, end = w->lines->n;

	for (size_t i = line + 1; i < end; i++) {
		struct cursor c;
		size_t next, to;

		if (skip_all(w, i, w->depth, &c) < w->depth ||
		    cursor_indent(&c, &next) >= PREFIX_CODE)
			continue;
		to = next;
		while (to < c.text.n && c.text.p[to] == c.text.p[next])
			to++;
		if (next == c.text.n ||
		    (c.text.p[next] != '=' && c.text.p[next] != '-') ||
		    str_trim_blanks(str_from(c.text, to)).n)
			continue;
		if (start == line) {
			struct block_line *lines =
				text_lines(w, line, i, w->depth);
			size_t n = count_definitions(w, lines, i - line, line);

			add_definitions(w, w->depth, line, lines, n);
			start = line + n;
		}
		*first = start;
		if (start < i)
			return i;
	}
	return end;
}

static void
add_setext(struct walker *w, cmark_node *node, size_t line)
{
	size_t first = line, underline = find_underline(w, line, &first);
	struct block *b;

	if (underline == w->lines->n) {
		w->out->n_lost++;
		w->next_line = line + 1;
		return;
	}
	b = add_block(w, BLOCK_HEADING, w->depth, first);
	b->level = cmark_node_get_heading_level(node);
	b->setext = true;
	b->lines = text_lines(w, first, underline, w->depth);
	b->n_lines = underline - first;
	b->end_line = w->next_line = underline + 1;
}

/*
 * "## text ##": the opening marks, closing marks behind a blank, and blanks
 * are no content.
 */
static void
add_atx(struct walker *w, cmark_node *node, size_t line, size_t at)
{
	struct str text = line_str(w->lines, line);
	size_t base = w->lines->items[line].begin, end = text.n, run;
	size_t begin = at - base;
	struct block *b = add_block(w, BLOCK_HEADING, w->depth, line);

	b->level = cmark_node_get_heading_level(node);
	w->next_line = line + 1;
	while (str_at(text, begin) == '#')
		begin++;
	while (ascii_is_blank(str_at(text, begin)))
		begin++;
	while (end > begin && ascii_is_blank(text.p[end - 1]))
		end--;
	run = end;
	while (run > begin && text.p[run - 1] == '#')
		run--;
	if (run < end && run > 0 && ascii_is_blank(text.p[run - 1])) {
		end = run;
		while (end > begin && ascii_is_blank(text.p[end - 1]))
			end--;
	}
	if (begin == end)
		return;
	b->lines = arena_alloc(w->arena, sizeof(*b->lines));
	b->lines->at = page_span(w, line, base + begin, base + end);
	b->n_lines = 1;
}

/* One to six marks, and a blank or the end of the line. */
static bool
is_atx(struct str text, size_t at)
{
	size_t end = at;

	while (str_at(text, end) == '#')
		end++;
	return end > at && end - at <= 6 &&
	       (end == text.n || ascii_is_blank(text.p[end]));
}

static void
add_heading(struct walker *w, cmark_node *node, size_t line)
{
	struct cursor c;
	size_t next;

	skip_all(w, line, w->depth, &c);
	cursor_indent(&c, &next);
	if (!is_at(w, node, next, line))
		return;
	if (is_atx(c.text, next))
		add_atx(w, node, line, next);
	else
		add_setext(w, node, line);
}

static void
add_paragraph(struct walker *w, cmark_node *node, size_t line)
{
	int last = cmark_node_get_end_line(node);
	size_t end = last > 0 && (size_t)last > line ? (size_t)last : line + 1;
	struct block_line *lines;
	struct cursor c;
	size_t n, next;
	struct block *b;

	if (end > w->lines->n)
		end = w->lines->n;
	skip_all(w, line, w->depth, &c);
	cursor_indent(&c, &next);
	w->next_line = end;
	if (!is_at(w, node, next, line))
		return;
	lines = text_lines(w, line, end, w->depth);
	n = count_definitions(w, lines, end - line, line);
	add_definitions(w, w->depth, line, lines, n);
	if (line + n == end)
		return;
	b = add_block(w, BLOCK_PARAGRAPH, w->depth, line + n);
	b->lines = lines + n;
	b->n_lines = end - line - n;
	b->end_line = end;
}

static size_t
count_lines(const char *literal)
{
	size_t n = 0;

	for (; literal && (literal = strchr(literal, '\n')); literal++)
		n++;
	return n;
}

/* Lines of code or HTML: at most `indent` columns of blanks are cut. */
static void
add_literal(struct walker *w, struct block *b, size_t line, size_t n,
	    size_t indent)
{
	if (n > w->lines->n - line)
		n = w->lines->n - line;
	b->lines = arena_array(w->arena, n + 1, sizeof(*b->lines));
	b->n_lines = n;
	for (size_t i = 0; i < n; i++) {
		struct cursor c;

		skip_all(w, line + i, w->depth, &c);
		cursor_advance_blanks(&c, indent);
		b->lines[i].at =
			page_span(w, line + i, cursor_content(&c), c.text.n);
	}
	b->end_line = line + n;
}

/* Is `line` the fence that closes one of `n` times `mark`? */
static bool
is_closing_fence(const struct walker *w, size_t line, char mark, size_t n)
{
	struct cursor c;
	size_t next, end;

	if (line >= w->lines->n || skip_all(w, line, w->depth, &c) < w->depth)
		return false;
	if (cursor_indent(&c, &next) >= PREFIX_CODE)
		return false;
	for (end = next; str_at(c.text, end) == mark;)
		end++;
	return end - next >= n && !str_trim_blanks(str_from(c.text, end)).n;
}

static void
add_fenced(struct walker *w, size_t line, size_t n, size_t indent, size_t at)
{
	struct block *b = add_block(w, BLOCK_CODE, w->depth, line);
	struct str text = str_sub(w->lines->text, 0, w->lines->items[line].end);
	char mark = text.p[at];
	size_t end = at, begin, fence;

	while (str_at(text, end) == mark)
		end++;
	fence = end - at;
	b->fenced = true;
	b->indent_cols = indent;
	for (begin = end; ascii_is_blank(str_at(text, begin));)
		begin++;
	for (end = text.n; end > begin && ascii_is_blank(text.p[end - 1]);)
		end--;
	b->info = page_span(w, line, begin, end);
	add_literal(w, b, line + 1, n, indent);
	if (is_closing_fence(w, b->end_line, mark, fence))
		b->end_line++;
	w->next_line = b->end_line;
}

static void
add_code(struct walker *w, cmark_node *node, size_t line)
{
	size_t n = count_lines(cmark_node_get_literal(node)), next, indent;
	struct cursor c;
	struct block *b;

	skip_all(w, line, w->depth, &c);
	indent = cursor_indent(&c, &next);
	if (indent < PREFIX_CODE) {
		if (is_at(w, node, next, line))
			add_fenced(w, line, n, indent, next);
		return;
	}
	cursor_advance_blanks(&c, PREFIX_CODE);
	if (!is_at(w, node, c.at, line))
		return;
	b = add_block(w, BLOCK_CODE, w->depth, line);
	b->indent_cols = PREFIX_CODE;
	add_literal(w, b, line, n, PREFIX_CODE);
	w->next_line = b->end_line;
}

static void
add_html(struct walker *w, cmark_node *node, size_t line)
{
	size_t n = count_lines(cmark_node_get_literal(node)), next;
	struct cursor c;
	struct block *b;

	skip_all(w, line, w->depth, &c);
	cursor_indent(&c, &next);
	if (!is_at(w, node, next, line))
		return;
	b = add_block(w, BLOCK_HTML, w->depth, line);
	add_literal(w, b, line, n, 0);
	b->lines[0].at.begin = line_page(w->lines, line, next);
	w->next_line = b->end_line;
}

/* ---- the walk ---- */

static void
take_node(struct walker *w, cmark_node *node)
{
	int start = cmark_node_get_start_line(node);
	size_t line = start > 0 ? (size_t)start - 1 : 0;

	if (line >= w->lines->n)
		return;
	take_gap(w, line);
	w->n_open = w->depth;
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
	case CMARK_NODE_LIST:
	case CMARK_NODE_ITEM:
		open_container(w, node, line);
		return;
	case CMARK_NODE_PARAGRAPH:
		add_paragraph(w, node, line);
		return;
	case CMARK_NODE_HEADING:
		add_heading(w, node, line);
		return;
	case CMARK_NODE_CODE_BLOCK:
		add_code(w, node, line);
		return;
	case CMARK_NODE_HTML_BLOCK:
		add_html(w, node, line);
		return;
	default: /* a thematic break */
		add_block(w, BLOCK_BREAK, w->depth, line);
		w->next_line = line + 1;
		return;
	}
}

static bool
is_container(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	return type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_LIST ||
	       type == CMARK_NODE_ITEM;
}

/* A loop, not a recursion: how deep a page is nested is up to its author. */
static void
walk(struct walker *w, cmark_node *root)
{
	cmark_node *node = cmark_node_first_child(root);
	size_t level = 0; /* containers around node */

	while (node) {
		cmark_node *next;

		w->depth = level;
		take_node(w, node);
		next = is_container(node) ? cmark_node_first_child(node) : NULL;
		if (next) {
			level++;
			node = next;
			continue;
		}
		while (!(next = cmark_node_next(node)) && level > 0) {
			node = cmark_node_parent(node);
			level--;
		}
		node = next;
	}
}

/* The end of a container's marker at i (`>`, `- `, `12. `), or 0. */
static size_t
marker_end(struct str text, size_t i)
{
	size_t digits = i;
	int c = str_at(text, i);

	if (c == '>')
		return i + 1;
	while (digits - i < 10 && ascii_is_digit(str_at(text, digits)))
		digits++;
	if (digits > i)
		c = str_at(text, digits);
	if (digits > i ? c != '.' && c != ')' :
			 c != '-' && c != '+' && c != '*')
		return 0;
	return ascii_is_space(str_at(text, digits + 1)) ? digits + 1 : 0;
}

/* Is the rest of the line `*` or `-` and blanks: a thematic break? */
static bool
is_break(struct str text, size_t i, size_t end)
{
	int mark = text.p[i];

	if (mark != '*' && mark != '-')
		return false;
	while (i < end && (text.p[i] == mark || ascii_is_blank(text.p[i])))
		i++;
	return i == end;
}

/*
 * The first marker of the line beyond BLOCK_MAX_MARKERS, or its end. Many
 * marks that make a thematic break are no markers.
 */
static size_t
surplus_marker(struct str text, const struct line *line)
{
	size_t i = line->begin, n = 0, end;

	for (;;) {
		while (i < line->end && ascii_is_blank(text.p[i]))
			i++;
		end = i < line->end ? marker_end(text, i) : 0;
		if (!end)
			return line->end;
		if (n++ == BLOCK_MAX_MARKERS)
			return is_break(text, i, line->end) ? line->end : i;
		i = end;
	}
}

/* What cmark is given: the text, but surplus markers are a letter. */
static struct str
limit_markers(const struct lines *lines, struct arena *arena)
{
	struct str text = lines->text;
	char *copy = NULL;

	for (size_t i = 0; i < lines->n; i++) {
		const struct line *line = &lines->items[i];
		size_t at = surplus_marker(text, line);

		if (at >= line->end)
			continue;
		if (!copy)
			copy = arena_cstr(arena, text);
		copy[at] = 'x';
	}
	return copy ? str_make(copy, text.n) : text;
}

void
block_read(const struct lines *lines, struct frame *root, struct arena *arena,
	   struct block_list *out)
{
	struct walker w = {
		.lines = lines, .arena = arena, .out = out, .root = root
	};
	struct str text = limit_markers(lines, arena);
	cmark_node *document;

	*out = (struct block_list){ 0 };
	w.filled = arena_array(arena, 8, sizeof(*w.filled));
	w.filled_cap = 8;
	document = cmark_parse_document(text.p, text.n, CMARK_OPT_DEFAULT);
	walk(&w, document);
	take_gap(&w, lines->n);
	cmark_node_free(document);
}

const char *
md_parser_version(void)
{
	return cmark_version_string();
}

/* ---- what a text shows ---- */

/*
 * U+FDD2 and a blank, which no block begins with. A noncharacter: what a text
 * has of it is no text, and becomes U+FFFD.
 */
#define GUARD "\xef\xb7\x92"

/* Could the line begin another block, or end this one? */
static bool
needs_guard(struct str line)
{
	int c = str_at(str_trim_blanks(line), 0);

	return c < 0 || ascii_is_digit(c) ||
	       str_find_byte(STR("#>-+*=~<_`|["), 0, (char)c) < 12;
}

/* The text as a paragraph of its own, whatever its lines begin with. */
static void
guard_lines(struct str text, struct buf *out)
{
	struct str rest = text, line;

	while (str_split(&rest, '\n', &line)) {
		size_t i = 0, at;

		if (!out->n || needs_guard(line))
			buf_add_str(out, GUARD " ");
		while ((at = str_find(line, i, STR(GUARD))) < line.n) {
			buf_add(out, str_sub(line, i, at));
			buf_add_str(out, "\xef\xbf\xbd");
			i = at + 3;
		}
		buf_add(out, str_from(line, i));
		buf_add_byte(out, '\n');
	}
}

static void
add_unguarded(struct str text, struct buf *out)
{
	size_t i = 0, at;

	while ((at = str_find(text, i, STR(GUARD))) < text.n) {
		buf_add(out, str_sub(text, i, at));
		i = at + 3 + (str_at(text, at + 3) == ' ');
	}
	buf_add(out, str_from(text, i));
}

/* False: it is no part of a text. */
static bool
shown_kind(cmark_node *node, enum shown_kind *kind)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		*kind = SHOWN_TEXT;
		return true;
	case CMARK_NODE_CODE:
		*kind = SHOWN_CODE;
		return true;
	case CMARK_NODE_HTML_INLINE:
		*kind = SHOWN_HTML;
		return true;
	case CMARK_NODE_SOFTBREAK:
		*kind = SHOWN_SOFT_BREAK;
		return true;
	case CMARK_NODE_LINEBREAK:
		*kind = SHOWN_BREAK;
		return true;
	case CMARK_NODE_EMPH:
		*kind = SHOWN_EMPHASIS;
		return true;
	case CMARK_NODE_STRONG:
		*kind = SHOWN_STRONG;
		return true;
	case CMARK_NODE_LINK:
		*kind = SHOWN_LINK;
		return true;
	case CMARK_NODE_IMAGE:
		*kind = SHOWN_IMAGE;
		return true;
	default:
		return false;
	}
}

static void
show_node(cmark_node *node, bool leaves, struct buf *text, shown_visit *visit,
	  void *state)
{
	struct shown shown = { .leaves = leaves };

	if (!shown_kind(node, &shown.kind))
		return;
	if (shown.kind <= SHOWN_HTML) {
		buf_clear(text);
		add_unguarded(str_of(cmark_node_get_literal(node)), text);
		shown.text = buf_str(text);
	} else if (shown.kind >= SHOWN_LINK) {
		shown.dest = str_of(cmark_node_get_url(node));
	}
	visit(state, &shown);
}

void
block_show(struct str text, struct str definitions, shown_visit *visit,
	   void *state)
{
	struct buf copy = { 0 };
	cmark_node *document;
	cmark_iter *iter;
	cmark_event_type event;

	guard_lines(text, &copy);
	buf_add_byte(&copy, '\n');
	buf_add(&copy, definitions);
	document = cmark_parse_document(copy.p, copy.n, CMARK_OPT_DEFAULT);
	iter = cmark_iter_new(document);
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		show_node(cmark_iter_get_node(iter), event == CMARK_EVENT_EXIT,
			  &copy, visit, state);
	cmark_iter_free(iter);
	cmark_node_free(document);
	buf_release(&copy);
}
