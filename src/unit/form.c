/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/form.h"

#include "base/utf8.h"

#include <stdlib.h>

#define SHOWN_LF "\xe2\x8f\x8e"	 /* U+23CE */
#define SHOWN_CR "\xe2\x90\x8d"	 /* U+240D */
#define SHOWN_ESC "\xe2\x90\x9b" /* U+241B */

/* ---- bytes as one visible line ---- */

static bool
is_shown(struct str s, size_t i)
{
	struct str rest = str_from(s, i);

	return str_starts(rest, STR(SHOWN_LF)) ||
	       str_starts(rest, STR(SHOWN_CR)) ||
	       str_starts(rest, STR(SHOWN_ESC));
}

static void
show(struct str bytes, struct buf *out)
{
	for (size_t i = 0; i < bytes.n;) {
		unsigned long c;
		size_t n = utf8_decode(bytes, i, &c);

		if (bytes.p[i] == '\n')
			buf_add_str(out, SHOWN_LF);
		else if (bytes.p[i] == '\r')
			buf_add_str(out, SHOWN_CR);
		else if (!n || !bytes.p[i])
			buf_addf(out, SHOWN_ESC "%02x",
				 (unsigned char)bytes.p[i]);
		else {
			if (is_shown(bytes, i))
				buf_add_str(out, SHOWN_ESC);
			buf_add(out, str_sub(bytes, i, i + n));
		}
		i += n ? n : 1;
	}
}

static unsigned
hex_value(int c)
{
	return (unsigned)(ascii_is_digit(c) ? c - '0' :
					      ascii_lower(c) - 'a' + 10);
}

static struct str
unshow(struct str line, struct arena *arena)
{
	struct buf out = { 0 };
	struct str bytes;

	for (size_t i = 0; i < line.n;) {
		struct str rest = str_from(line, i);

		if (str_starts(rest, STR(SHOWN_LF))) {
			buf_add_byte(&out, '\n');
			i += 3;
		} else if (str_starts(rest, STR(SHOWN_CR))) {
			buf_add_byte(&out, '\r');
			i += 3;
		} else if (str_starts(rest, STR(SHOWN_ESC)) &&
			   is_shown(line, i + 3)) {
			buf_add(&out, str_sub(rest, 3, 6));
			i += 6;
		} else if (str_starts(rest, STR(SHOWN_ESC)) &&
			   ascii_is_hex(str_at(rest, 3)) &&
			   ascii_is_hex(str_at(rest, 4))) {
			buf_add_byte(&out, (char)(hex_value(rest.p[3]) * 16 +
						  hex_value(rest.p[4])));
			i += 5;
		} else {
			buf_add_byte(&out, line.p[i++]);
		}
	}
	bytes = arena_str(arena, buf_str(&out));
	buf_release(&out);
	return bytes;
}

/* ---- anchors ---- */

/* How a slot is called in a hunk: the start of its text on one line. */
static struct str
anchor_of(const struct page *page, size_t i, struct arena *arena)
{
	const struct slot *slot = &page->slots[i];
	struct str text = slot->text.p ? slot->text : slot_bytes(page, slot);
	size_t n = 0, end = 0;
	struct buf shown = { 0 };
	struct str anchor;

	while (end < text.n && n < FORM_ANCHOR_CHARS) {
		unsigned long c;
		size_t len = utf8_decode(text, end, &c);

		end += len ? len : 1;
		n++;
	}
	show(str_sub(text, 0, end), &shown);
	anchor = arena_str(arena, str_trim_blanks(buf_str(&shown)));
	buf_release(&shown);
	return anchor;
}

/* All anchors of a page, and where to find the nth one of a name. */
struct anchors {
	struct arena arena;
	struct str *name;
	size_t *nth;
	struct map index; /* "nth name" -> slot */
};

static void
anchors_init(struct anchors *a, const struct page *page)
{
	struct map count = { 0 };

	*a = (struct anchors){ 0 };
	a->name = arena_array(&a->arena, page->n + 1, sizeof(*a->name));
	a->nth = arena_array(&a->arena, page->n + 1, sizeof(*a->nth));
	for (size_t i = 0; i < page->n; i++) {
		size_t before;

		a->name[i] = anchor_of(page, i, &a->arena);
		before = map_find(&count, a->name[i]);
		a->nth[i] = before == MAP_NONE ? 1 : before + 1;
		map_set(&count, a->name[i], a->nth[i]);
		map_set(&a->index,
			arena_strf(&a->arena, "%zu %.*s", a->nth[i],
				   STR_FMT(a->name[i])),
			i);
	}
	map_release(&count);
}

static void
anchors_release(struct anchors *a)
{
	map_release(&a->index);
	arena_release(&a->arena);
}

static size_t
anchors_find(const struct anchors *a, const struct form_hunk *hunk)
{
	struct buf key = { 0 };
	size_t i;

	buf_addf(&key, "%zu %.*s", hunk->nth, STR_FMT(hunk->anchor));
	i = map_find(&a->index, buf_str(&key));
	buf_release(&key);
	return i;
}

/* ---- the message's text ---- */

/* "@", "@ name", "@2 name" */
static bool
read_anchor(struct str line, struct arena *arena, struct form_hunk *hunk)
{
	size_t i = 1;

	*hunk = (struct form_hunk){ .anchor = STR("") };
	if (line.n == 1)
		return true;
	while (ascii_is_digit(str_at(line, i)) && i < 10)
		hunk->nth = hunk->nth * 10 + (size_t)(line.p[i++] - '0');
	if (i == 1)
		hunk->nth = 1;
	if (str_at(line, i) != ' ' || !hunk->nth)
		return false;
	hunk->anchor = arena_str(arena, str_from(line, i + 1));
	return true;
}

static bool
read_hunk_line(struct str line, struct arena *arena, struct form *out)
{
	struct form_hunk hunk;
	struct form_hunk *last = out->n ? &out->hunks[out->n - 1] : NULL;

	switch (str_at(line, 0)) {
	case '@':
		if (!read_anchor(line, arena, &hunk))
			return false;
		ARENA_PUSH(arena, out->hunks, out->n, out->cap, hunk);
		return true;
	case '-':
		if (last)
			last->before = unshow(str_from(line, 1), arena);
		return last != NULL;
	case '+':
		if (last)
			last->after = unshow(str_from(line, 1), arena);
		return last && last->before.p;
	case '=':
		if (last)
			last->raw = unshow(str_from(line, 1), arena);
		return last != NULL;
	default:
		return false;
	}
}

bool
form_read(struct str text, struct arena *arena, struct form *out)
{
	struct str rest = text, line;

	*out = (struct form){ 0 };
	while (str_split(&rest, '\n', &line)) {
		if (line.n && !read_hunk_line(line, arena, out)) {
			*out = (struct form){ 0 };
			return false;
		}
	}
	return true;
}

void
form_write(const struct form *form, struct buf *out)
{
	for (size_t i = 0; i < form->n; i++) {
		const struct form_hunk *hunk = &form->hunks[i];

		buf_add_str(out, out->n ? "\n@" : "@");
		if (hunk->nth > 1)
			buf_addf(out, "%zu", hunk->nth);
		if (hunk->nth)
			buf_add_byte(out, ' ');
		buf_add(out, hunk->anchor);
		if (hunk->raw.p) {
			buf_add_str(out, "\n=");
			show(hunk->raw, out);
			continue;
		}
		buf_add_str(out, "\n-");
		show(hunk->before, out);
		buf_add_str(out, "\n+");
		show(hunk->after, out);
	}
}

/* ---- finding and applying the differences ---- */

typedef bool needs_pair(const struct page *page, const struct slot *slot);

/* Does one of the slots [begin, end) want a pair? */
static bool
any_needs_pair(const struct page *page, size_t begin, size_t end,
	       needs_pair *needs)
{
	for (size_t i = begin; i < end; i++)
		if (needs(page, &page->slots[i]))
			return true;
	return false;
}

/* May the stretch before pair i differ? */
static bool
is_form(const struct page *source, const struct page *target,
	const struct slot_pair *pairs, size_t n_pairs, size_t i,
	needs_pair *needs)
{
	size_t s = i ? pairs[i - 1].source + 1 : 0;
	size_t t = i ? pairs[i - 1].target + 1 : 0;
	size_t s_end = i < n_pairs ? pairs[i].source : source->n;
	size_t t_end = i < n_pairs ? pairs[i].target : target->n;

	return !any_needs_pair(source, s, s_end, needs) &&
	       !any_needs_pair(target, t, t_end, needs);
}

void
form_diff(const struct page *source, const struct page *target,
	  const struct slot_pair *pairs, size_t n_pairs, needs_pair *needs,
	  struct arena *arena, struct form *out)
{
	struct anchors anchors;
	size_t s = 0, t = 0; /* ends of the pair before */

	*out = (struct form){ 0 };
	anchors_init(&anchors, source);
	for (size_t i = 0; i <= n_pairs; i++) {
		bool last = i == n_pairs;
		size_t s_end = last ? source->doc.bytes.n :
				      source->slots[pairs[i].source].at.begin;
		size_t t_end = last ? target->doc.bytes.n :
				      target->slots[pairs[i].target].at.begin;
		struct form_hunk hunk = {
			.anchor = STR(""),
			.before = str_sub(source->doc.bytes, s, s_end),
			.after = str_sub(target->doc.bytes, t, t_end),
		};

		if (!str_eq(hunk.before, hunk.after) &&
		    is_form(source, target, pairs, n_pairs, i, needs)) {
			if (i) {
				size_t k = pairs[i - 1].source;

				hunk.anchor = arena_str(arena, anchors.name[k]);
				hunk.nth = anchors.nth[k];
			}
			ARENA_PUSH(arena, out->hunks, out->n, out->cap, hunk);
		}
		if (!last) {
			s = source->slots[pairs[i].source].at.end;
			t = target->slots[pairs[i].target].at.end;
		}
	}
	anchors_release(&anchors);
}

void
form_add_raws(const struct page *page, const struct str *raw,
	      struct arena *arena, struct form *out)
{
	struct anchors anchors;

	anchors_init(&anchors, page);
	for (size_t i = 0; i < page->n; i++) {
		struct form_hunk hunk = { 0 };

		if (!raw[i].p)
			continue;
		hunk.raw = arena_str(arena, raw[i]);
		hunk.anchor = arena_str(arena, anchors.name[i]);
		hunk.nth = anchors.nth[i];
		ARENA_PUSH(arena, out->hunks, out->n, out->cap, hunk);
	}
	anchors_release(&anchors);
}

/* One replacement of bytes of the source page. */
struct edit {
	struct span at;
	struct str text;
};

static int
compare_edits(const void *a, const void *b)
{
	const struct edit *x = a, *y = b;

	return x->at.begin < y->at.begin ? -1 : x->at.begin > y->at.begin;
}

/* Does a slot begin (or the page end) at this byte? */
static bool
is_slot_begin(const struct page *page, size_t from, size_t at)
{
	if (at == page->doc.bytes.n)
		return true;
	for (size_t i = from; i < page->n && page->slots[i].at.begin <= at; i++)
		if (page->slots[i].at.begin == at)
			return true;
	return false;
}

static size_t
find_edits(const struct page *source, const struct form *form,
	   struct edit *edits)
{
	struct anchors anchors;
	size_t n = 0;

	anchors_init(&anchors, source);
	for (size_t i = 0; i < form->n; i++) {
		const struct form_hunk *hunk = &form->hunks[i];
		size_t k = hunk->nth ? anchors_find(&anchors, hunk) : 0;
		size_t at = 0;

		if (!hunk->before.p || !hunk->after.p || k == MAP_NONE)
			continue;
		if (hunk->nth)
			at = source->slots[k].at.end;
		if (str_starts(str_from(source->doc.bytes, at), hunk->before) &&
		    is_slot_begin(source, hunk->nth ? k + 1 : 0,
				  at + hunk->before.n))
			edits[n++] = (struct edit){ { at, at + hunk->before.n },
						    hunk->after };
	}
	anchors_release(&anchors);
	qsort(edits, n, sizeof(*edits), compare_edits);
	return n;
}

void
form_apply(const struct page *source, const struct form *form, struct buf *out,
	   struct form_trace *trace)
{
	struct arena *arena = source->arena;
	struct edit *edits = arena_array(arena, form->n + 1, sizeof(*edits));
	size_t n = find_edits(source, form, edits);
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		if (edits[i].at.begin < at)
			continue; /* overlaps the one before */
		buf_add(out, str_sub(source->doc.bytes, at, edits[i].at.begin));
		ARENA_PUSH(arena, trace->cut.items, trace->cut.n,
			   trace->cut.cap, edits[i].at);
		ARENA_PUSH(arena, trace->added.items, trace->added.n,
			   trace->added.cap,
			   ((struct span){ out->n, out->n + edits[i].text.n }));
		buf_add(out, edits[i].text);
		at = edits[i].at.end;
	}
	buf_add(out, str_from(source->doc.bytes, at));
}

void
form_raws(const struct page *page, const struct form *form, struct str *raw)
{
	struct anchors anchors;

	anchors_init(&anchors, page);
	for (size_t i = 0; i < form->n; i++) {
		size_t k;

		if (!form->hunks[i].raw.p)
			continue;
		k = anchors_find(&anchors, &form->hunks[i]);
		if (k != MAP_NONE)
			raw[k] = form->hunks[i].raw;
	}
	anchors_release(&anchors);
}
