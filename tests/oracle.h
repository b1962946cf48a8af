/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * oracle - three laws that the reader of pages is held to, for any page.
 *
 * invariants  what md.h promises of leaves
 * oracle A    the text of each paragraph and heading, rendered alone, is what
 *	       cmark renders for it inside the page. To render a text alone it
 *	       is put as a further, indented line of a paragraph, where nothing
 *	       but inlines can begin; the page's link definitions follow.
 * oracle B    with each text replaced by a marked one, the page reads into the
 *	       same leaves, in the same places, at the bytes where they were put
 */
#ifndef CALQUE_TESTS_ORACLE_H
#define CALQUE_TESTS_ORACLE_H

#include "markdown/block.h"
#include "markdown/md.h"

#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>

struct oracle {
	size_t pages, leaves, blocks;
	size_t split;	   /* blocks that the post-pass split or trimmed */
	size_t bad_leaves; /* against md.h */
	size_t bad_texts;  /* oracle A */
	size_t bad_marks;  /* oracle B */
	size_t lost;	   /* blocks whose place is not where cmark says */
	size_t shown;
};

#define ORACLE_SHOWN_MAX 20

static inline void
oracle_complain(struct oracle *o, size_t *count, const char *what,
		struct str path, size_t line)
{
	++*count;
	if (o->shown++ < ORACLE_SHOWN_MAX)
		printf("# %s: %.*s:%zu\n", what, STR_FMT(path), line);
}

/* ---- invariants ---- */

static inline bool
oracle_is_text(enum md_kind kind)
{
	return kind <= MD_HTML_ATTR;
}

/* Between two lines of a leaf: one line end, then a prefix. */
static inline bool
oracle_is_gap(struct str gap)
{
	size_t i = str_starts(gap, STR("\r\n")) ? 2 : 1;

	if (!gap.n || !ascii_is_eol(gap.p[0]))
		return false;
	for (; i < gap.n; i++)
		if (!ascii_is_blank(gap.p[i]) && gap.p[i] != '>')
			return false;
	return true;
}

static inline bool
oracle_leaf_holds(const struct md_doc *doc, const struct md_leaf *leaf)
{
	bool tags = false; /* a line may hold the line ends of a tag */
	bool raw = leaf->kind == MD_INNER || leaf->kind == MD_MATH;
	struct str bytes = raw ? doc->bytes : doc->masks.masked;
	struct str line;

	for (size_t i = 0; i < leaf->n_lines; i++) {
		struct span at = leaf->lines[i];

		if (at.begin > at.end || at.end > doc->bytes.n)
			return false;
		if (i && !oracle_is_gap(str_sub(bytes, leaf->lines[i - 1].end,
						at.begin)))
			return false;
		line = str_span(doc->masks.masked, at);
		if (leaf->kind == MD_PARAM || leaf->kind == MD_INNER ||
		    leaf->kind == MD_MATH || leaf->kind == MD_MATTER)
			continue;
		tags = tags || str_find_byte(line, 0, '\n') < line.n ||
		       str_find_byte(line, 0, '\r') < line.n;
	}
	if (!oracle_is_text(leaf->kind))
		return !tags;
	line = str_span(doc->masks.masked, leaf->lines[0]);
	if (ascii_is_space(str_at(line, 0)))
		return false;
	line = str_span(doc->masks.masked, leaf->lines[leaf->n_lines - 1]);
	return !tags && line.n && !ascii_is_space(str_at(line, line.n - 1));
}

static inline void
oracle_invariants(struct oracle *o, const struct md_doc *doc, struct str path)
{
	size_t end = 0, line = 1, at = 0;

	for (size_t i = 0; i < doc->n; i++) {
		const struct md_leaf *leaf = &doc->leaves[i];
		struct span first = leaf->lines[0];

		for (; at < first.begin; at++)
			line += doc->bytes.p[at] == '\n' ||
				(doc->bytes.p[at] == '\r' &&
				 str_at(doc->bytes, at + 1) != '\n');
		if (!leaf->n_lines || first.begin < end ||
		    leaf->container >= doc->n_containers ||
		    leaf->line != line || !leaf->prefix.p ||
		    !oracle_leaf_holds(doc, leaf))
			oracle_complain(o, &o->bad_leaves, "leaf", path,
					leaf->line);
		end = leaf->lines[leaf->n_lines - 1].end;
	}
	for (size_t i = 1; i < doc->n_containers; i++)
		if (doc->containers[i].parent >= i)
			oracle_complain(o, &o->bad_leaves, "container", path,
					i);
	o->leaves += doc->n;
}

/* ---- oracle A ---- */

static inline void
oracle_render(cmark_node *inlines, struct buf *out)
{
	for (; inlines; inlines = cmark_node_next(inlines)) {
		char *html = cmark_render_html(inlines, CMARK_OPT_UNSAFE);

		buf_add_str(out, html);
		free(html);
	}
}

/*
 * Each run of white space as one blank, and none beside a tag: cmark keeps the
 * blanks at the begin of a lazy line, which show up in code and raw HTML.
 */
static inline struct str
oracle_squeeze(struct buf *html)
{
	size_t n = 0;

	for (size_t i = 0; i < html->n; i++) {
		char c = html->p[i];

		if (c == '<' && n > 0 && html->p[n - 1] == ' ')
			n--;
		if (!ascii_is_space(c))
			html->p[n++] = c;
		else if (n > 0 && !strchr(" >", html->p[n - 1]))
			html->p[n++] = ' ';
	}
	buf_cut(html, n);
	return buf_str(html);
}

/* The text of a block as inlines alone. */
static inline void
oracle_render_alone(struct str masked, const struct block *b,
		    struct str definitions, struct buf *out)
{
	struct buf text = { 0 };
	cmark_node *doc, *child;

	buf_add_str(&text, "X");
	for (size_t i = 0; i < b->n_lines; i++) {
		buf_add_str(&text, "\n    ");
		buf_add(&text, str_span(masked, b->lines[i].at));
	}
	buf_add_str(&text, "\n\n");
	buf_add(&text, definitions);
	doc = cmark_parse_document(text.p, text.n, CMARK_OPT_DEFAULT);
	child = cmark_node_first_child(cmark_node_first_child(doc));
	child = child ? cmark_node_next(child) : NULL; /* the "X" */
	oracle_render(child ? cmark_node_next(child) : NULL, out);
	cmark_node_free(doc);
	buf_release(&text);
}

/* The next paragraph or heading behind `node` in the order of the page. */
static inline cmark_node *
oracle_next(cmark_iter *iter)
{
	for (;;) {
		cmark_event_type event = cmark_iter_next(iter);
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);

		if (event == CMARK_EVENT_DONE)
			return NULL;
		if (event == CMARK_EVENT_ENTER &&
		    (type == CMARK_NODE_PARAGRAPH ||
		     type == CMARK_NODE_HEADING))
			return node;
	}
}

static inline void
oracle_definitions(const struct block_list *blocks, struct str masked,
		   struct buf *out)
{
	for (size_t i = 0; i < blocks->n; i++) {
		const struct block *b = &blocks->items[i];

		if (b->kind != BLOCK_DEFINITIONS)
			continue;
		for (size_t k = 0; k < b->n_lines; k++) {
			/* so indented, no line is an underline */
			buf_add_str(out, k ? "    " : "");
			buf_add(out, str_span(masked, b->lines[k].at));
			buf_add_byte(out, '\n');
		}
		buf_add_byte(out, '\n');
	}
}

/* Is the block one leaf, from its first to its last byte? */
static inline bool
oracle_is_whole(const struct md_doc *doc, const struct block *b)
{
	size_t lo = 0, hi = doc->n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (doc->leaves[mid].lines[0].begin < b->lines[0].at.begin)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < doc->n && doc->leaves[lo].n_lines == b->n_lines &&
	       doc->leaves[lo].lines[0].begin == b->lines[0].at.begin;
}

static inline void
oracle_texts(struct oracle *o, const struct md_doc *doc, struct str path)
{
	size_t from = doc->front.all.end;
	struct arena arena = { 0 };
	struct lines lines;
	struct block_list blocks;
	struct buf definitions = { 0 }, alone = { 0 }, within = { 0 };
	cmark_node *page, *node = NULL;
	cmark_iter *iter;
	struct str body;

	if (!from && str_starts(doc->bytes, STR("\xef\xbb\xbf")))
		from = 3;
	body = str_from(doc->masks.masked, from);
	lines_split(&lines, body, from, &arena);
	block_read(&lines, NULL, &arena, &blocks);
	o->lost += blocks.n_lost;
	oracle_definitions(&blocks, doc->masks.masked, &definitions);
	page = cmark_parse_document(body.p, body.n, CMARK_OPT_DEFAULT);
	iter = cmark_iter_new(page);
	for (size_t i = 0; i < blocks.n; i++) {
		const struct block *b = &blocks.items[i];

		if (b->kind != BLOCK_PARAGRAPH && b->kind != BLOCK_HEADING)
			continue;
		buf_clear(&alone);
		buf_clear(&within);
		node = oracle_next(iter);
		o->blocks++;
		if (node)
			oracle_render(cmark_node_first_child(node), &within);
		if (b->n_lines)
			oracle_render_alone(doc->masks.masked, b,
					    buf_str(&definitions), &alone);
		if (!node ||
		    !str_eq(oracle_squeeze(&alone), oracle_squeeze(&within)))
			oracle_complain(o, &o->bad_texts, "text", path,
					b->line + 1);
		o->split += b->n_lines && !oracle_is_whole(doc, b);
	}
	if (oracle_next(iter))
		oracle_complain(o, &o->bad_texts, "texts", path, 0);
	cmark_iter_free(iter);
	cmark_node_free(page);
	buf_release(&definitions);
	buf_release(&alone);
	buf_release(&within);
	arena_release(&arena);
}

/* ---- oracle B ---- */

/*
 * The marked text of leaf i, with the tags of its text: a tag whose partner
 * stands elsewhere must stay.
 */
static inline void
oracle_add_mark(const struct md_doc *doc, size_t i, struct span text,
		struct buf *out)
{
	const struct mask_list *masks = &doc->masks;
	bool tags = false;

	buf_addf(out, "U%zuU", i);
	for (size_t k = 0; k < masks->n; k++) {
		const struct mask *m = &masks->items[k];

		if (m->kind != MASK_SHORTCODE || m->at.begin < text.begin ||
		    m->at.end > text.end)
			continue;
		buf_add(out, str_span(doc->bytes, m->at));
		tags = true;
	}
	if (tags)
		buf_add_byte(out, 'U');
}

/* Replace each text; at[i] is where leaf i then stands. */
static inline void
oracle_mark(const struct md_doc *doc, struct buf *out, struct span *at)
{
	size_t from = 0;

	for (size_t i = 0; i < doc->n; i++) {
		const struct md_leaf *leaf = &doc->leaves[i];
		size_t begin = leaf->lines[0].begin;
		size_t end = leaf->lines[leaf->n_lines - 1].end;

		buf_add(out, str_sub(doc->bytes, from, begin));
		at[i].begin = out->n;
		if (oracle_is_text(leaf->kind))
			oracle_add_mark(doc, i, (struct span){ begin, end },
					out);
		else
			buf_add(out, str_sub(doc->bytes, begin, end));
		at[i].end = out->n;
		from = end;
	}
	buf_add(out, str_from(doc->bytes, from));
}

static inline bool
oracle_same_leaf(const struct md_doc *a, const struct md_leaf *x,
		 const struct md_doc *b, const struct md_leaf *y,
		 struct span at)
{
	return x->kind == y->kind && x->level == y->level &&
	       x->header == y->header && x->container == y->container &&
	       str_eq(x->name, y->name) && y->lines[0].begin == at.begin &&
	       y->lines[y->n_lines - 1].end == at.end &&
	       str_eq(md_place(a, x), md_place(b, y));
}

static inline void
oracle_marks(struct oracle *o, const struct md_doc *doc, struct str path)
{
	struct arena arena = { 0 };
	struct span *at = arena_array(&arena, doc->n + 1, sizeof(*at));
	struct buf page = { 0 };
	struct md_doc again;
	size_t i = 0;

	oracle_mark(doc, &page, at);
	md_read(buf_str(&page), doc->dialect, &arena, &again);
	while (i < doc->n && i < again.n &&
	       oracle_same_leaf(doc, &doc->leaves[i], &again, &again.leaves[i],
				at[i]))
		i++;
	if (i < doc->n || i < again.n ||
	    doc->n_containers != again.n_containers)
		oracle_complain(o, &o->bad_marks, "marked text", path,
				i < doc->n ? doc->leaves[i].line : 0);
	md_release(&again);
	buf_release(&page);
	arena_release(&arena);
}

/* All three, on one page. */
static inline void
oracle_page(struct oracle *o, struct str bytes, const struct dialect *dialect,
	    struct str path)
{
	struct arena arena = { 0 };
	struct md_doc doc;

	md_read(bytes, dialect, &arena, &doc);
	o->pages++;
	oracle_invariants(o, &doc, path);
	oracle_texts(o, &doc, path);
	oracle_marks(o, &doc, path);
	md_release(&doc);
	arena_release(&arena);
}

#endif
