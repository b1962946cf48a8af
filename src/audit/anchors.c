/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/anchors.h"

#include "base/utf8.h"
#include "unit/prose.h"

#include <unicode/uchar.h>

/* The heading's text without its attributes; *id: what they say. */
static struct str
without_attributes(const struct page *page, struct str text, struct str *id)
{
	*id = (struct str){ 0 };
	if (!dialect_has(page->doc.dialect, DIALECT_ATTRIBUTES) ||
	    !str_ends(text, STR("}")))
		return text;
	for (size_t i = 0; (i = str_find_byte(text, i, '{')) < text.n; i++) {
		if (inline_attributes(text, i) != text.n)
			continue;
		*id = prose_attribute_id(str_from(text, i));
		return str_trim_space(str_sub(text, 0, i));
	}
	return text;
}

static struct str
id_of_text(struct str text, struct arena *arena)
{
	struct buf id = { 0 };
	struct str result;

	for (size_t i = 0; i < text.n;) {
		unsigned long c;
		size_t n = utf8_decode(text, i, &c);

		if (c == ' ' || c == '-')
			buf_add_byte(&id, '-');
		else if (n && (c == '_' || u_isalpha((UChar32)c) ||
			       u_isdigit((UChar32)c)))
			buf_add_utf8(&id, (unsigned long)u_tolower((UChar32)c));
		i += n ? n : 1;
	}
	if (!id.n)
		buf_add_str(&id, "heading");
	result = arena_str(arena, buf_str(&id));
	buf_release(&id);
	return result;
}

/* The id, or the first of id-1, id-2, ... that is free. */
static struct str
unique(struct anchors *a, struct map *next, struct str id, struct arena *arena)
{
	struct str candidate;
	size_t n;

	if (map_find(&a->ids, id) == MAP_NONE)
		return id;
	n = map_find(next, id);
	n = n == MAP_NONE ? 1 : n;
	do
		candidate = arena_strf(arena, "%.*s-%zu", STR_FMT(id), n++);
	while (map_find(&a->ids, candidate) != MAP_NONE);
	map_set(next, id, n);
	return candidate;
}

static void
add_headings(struct anchors *a, const struct page *page)
{
	struct map next = { 0 };

	for (size_t i = 0; i < page->n; i++) {
		const struct slot *slot = &page->slots[i];
		struct str line, id;

		if (slot->kind != MD_HEADING)
			continue;
		line = str_span(page->doc.bytes,
				slot->lines[slot->n_lines - 1]);
		line = without_attributes(page, line, &id);
		if (!id.p)
			id = unique(a, &next, id_of_text(line, page->arena),
				    page->arena);
		map_add(&a->ids, id, i + 1);
		a->of_slot[i] = id;
		a->n_headings++;
	}
	map_release(&next);
}

/* id="x" and name="x", wherever they stand. */
static void
add_html_ids(struct anchors *a, struct str bytes, struct str name)
{
	size_t at = 0;

	while ((at = str_find(bytes, at, name)) < bytes.n) {
		int quote = str_at(bytes, at + name.n);
		size_t begin = at + name.n + 1, end;

		at = begin;
		if (quote != '"' && quote != '\'')
			continue;
		end = str_find_byte(bytes, begin, (char)quote);
		map_add(&a->ids, str_sub(bytes, begin, end), 0);
	}
}

void
anchors_read(struct anchors *a, const struct page *page)
{
	*a = (struct anchors){ 0 };
	a->of_slot = arena_array(page->arena, page->n + 1, sizeof(*a->of_slot));
	add_headings(a, page);
	add_html_ids(a, page->doc.bytes, STR(" id="));
	add_html_ids(a, page->doc.bytes, STR(" name="));
}

void
anchors_release(struct anchors *a)
{
	map_release(&a->ids);
}

size_t
anchors_heading(const struct anchors *a, const struct page *page, size_t nth)
{
	size_t i = 0;

	while (i < page->n && (!a->of_slot[i].p || nth--))
		i++;
	return i;
}
