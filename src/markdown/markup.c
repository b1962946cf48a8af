/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/markup.h"

#include "markdown/lines.h"

static size_t
skip_space(struct str s, size_t i)
{
	while (ascii_is_space(str_at(s, i)))
		i++;
	return i;
}

static struct str
comment_at(struct str html, size_t at)
{
	size_t end;

	if (!str_starts(str_from(html, at), STR("<!--")))
		return (struct str){ 0 };
	end = str_find(html, at + 4, STR("-->"));
	end = end < html.n ? end + 3 : str_trim_space(html).n;
	return str_sub(html, at, end > at ? end : html.n);
}

/* Does the block hold comments and blanks, nothing else? */
static bool
is_comments(struct str html)
{
	size_t at = skip_space(html, 0);

	while (at < html.n) {
		struct str comment = comment_at(html, at);

		if (!comment.p)
			return false;
		at = skip_space(html, at + comment.n);
	}
	return true;
}

static void
add_comments(struct md_reader *r, struct place at, const struct joined *html)
{
	struct str s = html->text;
	size_t i = skip_space(s, 0);

	while (i < s.n) {
		struct span comment = { i, i + comment_at(s, i).n };
		size_t n;
		struct span *lines =
			joined_cut(html, comment, false, &n, r->doc->arena);

		leaf_add(r, at, MD_COMMENT, lines, n);
		i = skip_space(s, comment.end);
	}
}

/* The end of the tag at the begin of s, or 0. */
static size_t
tag_end(struct str s)
{
	char quote = 0;

	if (str_at(s, 0) != '<' ||
	    !(ascii_is_alpha(str_at(s, 1)) || str_at(s, 1) == '/'))
		return 0;
	for (size_t i = 1; i < s.n; i++) {
		if (quote ? s.p[i] == quote : s.p[i] == '>') {
			if (!quote)
				return i + 1;
			quote = 0;
		} else if (!quote && (s.p[i] == '"' || s.p[i] == '\'')) {
			quote = s.p[i];
		}
	}
	return 0;
}

static struct str
tag_name(struct str s, size_t at)
{
	size_t end = at;

	while (ascii_is_alnum(str_at(s, end)) || str_at(s, end) == '-')
		end++;
	return str_sub(s, at, end);
}

/*
 * The closing tag of the element that begins at `at` of the text, if it is
 * the last thing in it: where it begins, or text.n.
 */
static size_t
find_close(struct str text, size_t at)
{
	struct str name = tag_name(text, 1);
	size_t depth = 1, n;

	while ((at = str_find_byte(text, at, '<')) < text.n) {
		bool close = str_at(text, at + 1) == '/';

		n = tag_end(str_from(text, at));
		if (!n)
			break; /* and not once more for each '<' */
		if (str_eq_nocase(tag_name(text, at + 1 + close), name))
			depth += close ? (size_t)-1 : 1;
		if (!depth)
			return at + n == text.n ? at : text.n;
		at += n;
	}
	return text.n;
}

/*
 * The tag that begins the block, alone on its line, is what makes it HTML: it
 * is no part of the first text, and neither is the tag that closes it.
 */
static struct span
without_first_tag(struct str html, struct span text)
{
	struct str s = str_span(html, text);
	size_t begin = tag_end(s);

	if (skip_space(html, 0) != text.begin || !begin)
		return text;
	s = str_trim_space(str_sub(s, begin, find_close(s, begin)));
	text.begin = (size_t)(s.p - html.p);
	text.end = text.begin + s.n;
	return text;
}

/* A text of nothing but tags is no text, as everywhere else. */
static void
add_text(struct md_reader *r, struct place at, const struct joined *html,
	 const struct html_text *text)
{
	size_t n;
	struct span piece = text->kind == HTML_TEXT ?
				    without_first_tag(html->text, text->at) :
				    text->at;
	struct span *lines = joined_cut(html, piece, true, &n, r->doc->arena);
	struct md_leaf *leaf;
	bool apart;

	if (n == 1 && leaf_is_masks(r, lines[0], &apart)) {
		if (text->kind == HTML_TEXT)
			leaf_add_masks(r, at, lines[0]);
		return;
	}
	if (piece.begin == piece.end)
		return;
	leaf = leaf_add(r, at,
			text->kind == HTML_TEXT ? MD_HTML_TEXT : MD_HTML_ATTR,
			lines, n);
	leaf->html_quote = text->quote;
	if (text->kind == HTML_ATTRIBUTE)
		leaf->name = arena_str(r->doc->arena, text->name);
}

void
markup_add(struct md_reader *r, const struct block *block)
{
	struct place at = place_in(block->frame);
	struct span *lines;
	struct joined html;
	struct html_texts texts;
	size_t n = block->n_lines, before = r->doc->n;

	lines = arena_array(r->doc->arena, n, sizeof(*lines));
	for (size_t i = 0; i < n; i++)
		lines[i] = block->lines[i].at;
	joined_make(&html, r->masked, lines, n, r->scratch);
	if (is_comments(html.text)) {
		add_comments(r, at, &html);
		return;
	}
	html_read(html.text, r->scratch, &texts);
	for (size_t i = 0; i < texts.n; i++)
		add_text(r, at, &html, &texts.items[i]);
	while (n && lines[n - 1].begin == lines[n - 1].end)
		n--;
	if (r->doc->n == before && n)
		leaf_add(r, at, MD_HTML, lines, n);
}
