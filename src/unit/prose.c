/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/prose.h"

#include "base/utf8.h"
#include "unit/codec.h"

#include <stdlib.h>

/* No byte of these, no placeable (but a bare URL, which has "://" or "www."). */
bool
prose_may_hold_placeables(struct str text)
{
	static const char set[256] = {
		['`'] = 1, ['<'] = 1, ['['] = 1,  ['{'] = 1, ['&'] = 1,
		[':'] = 1, ['$'] = 1, ['\\'] = 1, ['@'] = 1
	};

	for (size_t i = 0; i < text.n; i++)
		if (set[(unsigned char)text.p[i]])
			return true;
	return str_find(text, 0, STR("www.")) < text.n;
}

void
prose_scan(const struct page *page, enum md_kind kind, struct str text,
	   struct arena *arena, struct inline_tokens *out)
{
	struct inline_context ctx = {
		.dialect = page->doc.dialect,
		.labels = &page->doc.labels,
		.heading = kind == MD_HEADING,
	};

	*out = (struct inline_tokens){ 0 };
	if (codec_is_prose(kind))
		inline_scan(text, &ctx, arena, out);
}

/*
 * The parts of a token that no reader reads: of a link all but its text and
 * title, of others everything. At most two spans.
 */
static size_t
hidden_parts(const struct inline_token *tok, struct span part[2])
{
	if (tok->kind != INLINE_LINK && tok->kind != INLINE_IMAGE) {
		part[0] = tok->at;
		return 1;
	}
	part[0] = (struct span){ tok->text.end, tok->at.end };
	if (tok->reference || tok->title.begin == tok->title.end)
		return 1;
	part[0].end = tok->title.begin;
	part[1] = (struct span){ tok->title.end, tok->at.end };
	return 2;
}

static int
compare_spans(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return x->begin < y->begin ? -1 : x->begin > y->begin;
}

/* Append the text without its placeables; `scratch` is for the moment. */
static void
add_plain(struct str text, const struct inline_tokens *tokens,
	  struct arena *scratch, struct buf *out)
{
	struct span *hidden =
		arena_array(scratch, 2 * tokens->n + 1, sizeof(*hidden));
	size_t n = 0, at = 0;

	for (size_t i = 0; i < tokens->n; i++)
		n += hidden_parts(&tokens->items[i], hidden + n);
	qsort(hidden, n, sizeof(*hidden), compare_spans);
	for (size_t i = 0; i < n; i++) {
		if (hidden[i].begin > at) {
			buf_add(out, str_sub(text, at, hidden[i].begin));
			buf_add_byte(out, ' ');
		}
		if (hidden[i].end > at)
			at = hidden[i].end;
	}
	buf_add(out, str_from(text, at));
}

void
prose_read(const struct page *page, enum md_kind kind, struct str text,
	   struct arena *arena, struct inline_tokens *tokens, struct buf *plain)
{
	*tokens = (struct inline_tokens){ 0 };
	if (prose_may_hold_placeables(text))
		prose_scan(page, kind, text, arena, tokens);
	if (tokens->n)
		add_plain(text, tokens, arena, plain);
	else
		buf_add(plain, text);
}

void
prose_plain(const struct page *page, enum md_kind kind, struct str text,
	    struct buf *out)
{
	struct arena scratch = { 0 };
	struct inline_tokens tokens;

	prose_read(page, kind, text, &scratch, &tokens, out);
	arena_release(&scratch);
}

bool
prose_has_words(const struct page *page, enum md_kind kind, struct str text)
{
	struct buf plain = { 0 };
	bool has;

	if (!text_has_letter(text))
		return false;
	if (!prose_may_hold_placeables(text))
		return true;
	prose_plain(page, kind, text, &plain);
	has = text_has_letter(buf_str(&plain));
	buf_release(&plain);
	return has;
}

size_t
prose_count_words(const struct page *page, enum md_kind kind, struct str text,
		  struct text_tools *tools)
{
	struct buf plain = { 0 };
	size_t n;

	prose_plain(page, kind, text, &plain);
	n = text_words(tools, buf_str(&plain));
	buf_release(&plain);
	return n;
}

struct str
prose_attribute_id(struct str list)
{
	size_t begin = str_find_byte(list, 0, '#') + 1, end = begin;

	while (end < list.n && !ascii_is_space(list.p[end]) &&
	       list.p[end] != '}')
		end++;
	return end > begin ? str_sub(list, begin, end) : (struct str){ 0 };
}

struct str
prose_slug(const struct page *page, struct str text)
{
	struct str brace = text;
	struct buf plain = { 0 }, slug = { 0 };
	struct str id = { 0 }, result;

	if (str_ends(text, STR("}"))) {
		size_t at = text.n;

		while (at > 0 && text.p[at - 1] != '{')
			at--;
		brace = str_from(text, at);
		if (at > 0 && str_starts(brace, STR("#")))
			id = prose_attribute_id(brace);
	}
	if (id.p)
		return id;
	prose_plain(page, MD_PARAGRAPH, text, &plain);
	for (size_t i = 0; i < plain.n; i++) {
		int c = (unsigned char)plain.p[i];

		if (ascii_is_alnum(c) || c >= 0x80 || c == '_')
			buf_add_byte(&slug, (char)ascii_lower(c));
		else if (slug.n && slug.p[slug.n - 1] != '-')
			buf_add_byte(&slug, '-');
	}
	while (slug.n && slug.p[slug.n - 1] == '-')
		buf_cut(&slug, slug.n - 1);
	result = arena_str(page->arena, buf_str(&slug));
	buf_release(&plain);
	buf_release(&slug);
	return result;
}
