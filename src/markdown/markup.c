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

/* A text of nothing but tags is no text, as everywhere else. */
static void
add_text(struct md_reader *r, struct place at, const struct joined *html,
	 const struct html_text *text)
{
	size_t n;
	struct span *lines =
		joined_cut(html, text->at, true, &n, r->doc->arena);
	struct md_leaf *leaf;
	bool apart;

	if (n == 1 && leaf_is_masks(r, lines[0], &apart)) {
		if (text->kind == HTML_TEXT)
			leaf_add_masks(r, at, lines[0]);
		return;
	}
	if (!n)
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
