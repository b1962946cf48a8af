/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/anchors.h"

#include "base/utf8.h"
#include "unit/prose.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

/* The last line of the slot. */
static struct span
last_line(const struct slot *slot)
{
	return slot->lines[slot->n_lines - 1];
}

/* goldmark takes "{}" for attributes, too. */
static bool
are_attributes(struct str text, size_t i)
{
	return (!i || text.p[i - 1] != '\\') &&
	       (inline_attributes(text, i) == text.n ||
		str_eq(str_from(text, i), STR("{}")));
}

struct span
anchors_attributes(const struct page *page, const struct slot *slot,
		   struct str *id)
{
	struct span at = last_line(slot);
	struct str text = str_span(page->doc.bytes, at);
	size_t i = text.n;

	*id = (struct str){ 0 };
	if (dialect_has(page->doc.dialect, DIALECT_ATTRIBUTES) &&
	    str_ends(text, STR("}")))
		i = str_find_byte(text, 0, '{');
	while (i < text.n && !are_attributes(text, i))
		i = str_find_byte(text, i + 1, '{');
	*id = prose_attribute_id(str_from(text, i));
	return (struct span){ at.begin + i, at.end };
}

static bool
has_shortcode(const struct page *page, struct span at)
{
	const struct mask_list *masks = &page->doc.masks;
	size_t lo = 0, hi = masks->n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (masks->items[mid].at.end <= at.begin)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < masks->n && masks->items[lo].at.begin < at.end; lo++)
		if (masks->items[lo].kind == MASK_SHORTCODE)
			return true;
	return false;
}

/*
 * The text before attributes without closing '#'s: goldmark takes the first run
 * of them behind a blank for the closing one if the attributes follow at once.
 */
static struct str
without_closing(struct str text)
{
	text = str_trim_space(text);
	for (size_t i = 0; i + 1 < text.n; i++) {
		size_t end = i + 1;

		if (text.p[i] == '\\')
			i++;
		if (!ascii_is_space(text.p[i]) || str_at(text, end) != '#')
			continue;
		while (str_at(text, end) == '#')
			end++;
		return end == text.n ? str_sub(text, 0, i) : text;
	}
	return text;
}

/* ---- ids ---- */

/* White space as Go sees it: also what is no blank in ASCII. */
static struct str
trim(struct str text)
{
	size_t begin = 0, end = text.n;
	unsigned long c;

	while (begin < end) {
		size_t n = utf8_decode(text, begin, &c);

		if (!n || !u_isUWhiteSpace((UChar32)c))
			break;
		begin += n;
	}
	for (size_t i = begin, n; i < text.n; i += n ? n : 1) {
		n = utf8_decode(text, i, &c);
		if (!n || !u_isUWhiteSpace((UChar32)c))
			end = i + (n ? n : 1);
	}
	return str_sub(text, begin, end > begin ? end : begin);
}

static void
add_lower(struct buf *id, unsigned long c)
{
	buf_add_utf8(id, (unsigned long)u_tolower((UChar32)c));
}

static void
add_github(struct buf *id, unsigned long c)
{
	if (c == ' ' || c == '-')
		buf_add_byte(id, '-');
	else if (c == '_' || u_isalpha((UChar32)c) || u_isdigit((UChar32)c))
		add_lower(id, c);
}

/* What is ASCII of a character that is taken apart: "e" of an accented one. */
static void
add_github_ascii(struct buf *id, unsigned long c)
{
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&error);
	UChar parts[32];
	int32_t n = c < 0x80 || U_FAILURE(error) ?
			    -1 :
			    unorm2_getDecomposition(nfd, (UChar32)c, parts, 32,
						    &error);

	if (c < 0x80)
		add_github(id, c);
	for (int32_t i = 0; i < n; i++)
		if (parts[i] < 0x80)
			add_github(id, parts[i]);
}

static void
add_blackfriday(struct buf *id, unsigned long c, bool *dash)
{
	bool kept = u_isalpha((UChar32)c) ||
		    (U_GET_GC_MASK((UChar32)c) & U_GC_N_MASK);

	if (kept && *dash && id->n)
		buf_add_byte(id, '-');
	if (kept)
		add_lower(id, c);
	*dash = !kept;
}

static struct str
id_of_text(struct str text, enum config_ids ids, struct arena *arena)
{
	struct buf id = { 0 };
	struct str result;
	bool dash = false;

	text = trim(text);
	for (size_t i = 0; i < text.n;) {
		unsigned long c;
		size_t n = utf8_decode(text, i, &c);

		if (!n)
			c = 0xfffd;
		if (ids == IDS_BLACKFRIDAY)
			add_blackfriday(&id, c, &dash);
		else if (ids == IDS_GITHUB_ASCII)
			add_github_ascii(&id, c);
		else
			add_github(&id, c);
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
	struct str candidate = id;
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

static struct str
id_of_slot(struct anchors *a, struct map *next, const struct page *page,
	   const struct slot *slot, enum config_ids ids)
{
	struct span line = last_line(slot);
	struct str id, text;
	struct span attributes = anchors_attributes(page, slot, &id);

	if (id.p)
		return id;
	line.end = attributes.begin;
	if (has_shortcode(page, line))
		return STR("");
	text = str_span(page->doc.bytes, line);
	if (attributes.begin < attributes.end && !slot->leaf->setext)
		text = without_closing(text);
	return unique(a, next, id_of_text(text, ids, page->arena), page->arena);
}

static void
add_headings(struct anchors *a, const struct page *page, enum config_ids ids)
{
	struct map next = { 0 };

	for (size_t i = 0; i < page->n; i++) {
		const struct slot *slot = &page->slots[i];

		if (slot->kind != MD_HEADING)
			continue;
		a->of_slot[i] = id_of_slot(a, &next, page, slot, ids);
		if (a->of_slot[i].n)
			map_add(&a->ids, a->of_slot[i], i + 1);
		a->n_headings++;
	}
	map_release(&next);
}

/* id="x" and name="x", wherever they stand. */
static void
add_html_ids(struct anchors *a, const struct page *page, struct str name)
{
	struct str bytes = page->doc.bytes, id;
	size_t at = 0;

	while ((at = str_find(bytes, at, name)) < bytes.n) {
		int quote = str_at(bytes, at + name.n);
		size_t begin = at + name.n + 1, end;

		at = begin;
		if (quote != '"' && quote != '\'')
			continue;
		end = str_find_byte(bytes, begin, (char)quote);
		id = str_sub(bytes, begin, end);
		map_add(&a->ids, id, 0);
		ARENA_PUSH(page->arena, a->of_html, a->n_html, a->cap_html, id);
	}
}

void
anchors_read(struct anchors *a, const struct page *page, enum config_ids ids)
{
	*a = (struct anchors){ 0 };
	a->of_slot = arena_array(page->arena, page->n + 1, sizeof(*a->of_slot));
	add_headings(a, page, ids);
	add_html_ids(a, page, STR(" id="));
	add_html_ids(a, page, STR(" name="));
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
