/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/mask.h"

#include "base/utf8.h"

/* What cmark sees in the place of a mask. */
#define FILLER 'x'

struct masker {
	struct str text;
	char *copy;
	struct arena *arena;
	struct mask_list *out;
};

/* Bytes that make cmark's columns go wrong, or count as blanks only at times. */
static void
mask_bad_bytes(struct masker *m, size_t from)
{
	struct str s = m->text;

	for (size_t i = from; i < s.n;) {
		unsigned long c;
		unsigned char b = (unsigned char)s.p[i];
		size_t n;

		if (b >= ' ' && b < 0x80) {
			i++;
			continue;
		}
		n = utf8_decode(s, i, &c);
		if (!n || b == '\0')
			m->copy[i] = '?';
		else if (b == '\f' || b == '\v')
			m->copy[i] = ' ';
		i += n ? n : 1;
	}
}

static void
add_mask(struct masker *m, enum mask_kind kind, struct span at,
	 size_t shortcode)
{
	memset(m->copy + at.begin, FILLER, at.end - at.begin);
	ARENA_PUSH(m->arena, m->out->items, m->out->n, m->out->cap,
		   ((struct mask){ kind, at, shortcode }));
}

/* `[^label]` at i: its end, or 0. */
static size_t
footnote_end(struct str s, size_t i)
{
	size_t end = i + 2;

	while (end < s.n && s.p[end] != ']' && s.p[end] != '[' &&
	       !ascii_is_space(s.p[end]))
		end++;
	return str_at(s, end) == ']' && end > i + 2 ? end + 1 : 0;
}

/* Footnote marks up to byte `end`, outside other masks. */
static void
mask_footnotes(struct masker *m, size_t from, size_t end)
{
	struct str s = str_sub(m->text, 0, end);
	size_t i = from;

	while ((i = str_find(s, i, STR("[^"))) < s.n) {
		size_t stop = i && s.p[i - 1] == '\\' ? 0 : footnote_end(s, i);

		if (stop)
			add_mask(m, MASK_FOOTNOTE, (struct span){ i, stop },
				 SHORTCODE_NONE);
		i = stop ? stop : i + 2;
	}
}

/* Is there nothing but blanks and quote marks before i on its line? */
static bool
begins_line(struct str s, size_t i)
{
	while (i > 0 && (ascii_is_blank(s.p[i - 1]) || s.p[i - 1] == '>'))
		i--;
	return i == 0 || ascii_is_eol(s.p[i - 1]);
}

/*
 * Display math: from `$$` at the begin of a line to the next `$$`, without a
 * blank line between. Its end, or 0.
 */
static size_t
math_end(struct str s, size_t i)
{
	size_t end = str_find(s, i + 2, STR("$$"));
	size_t blank = str_find(s, i + 2, STR("\n\n"));

	return end < s.n && end < blank ? end + 2 : 0;
}

static void
mask_between(struct masker *m, size_t from, size_t end,
	     const struct dialect *dialect)
{
	struct str s = str_sub(m->text, 0, end);
	size_t at = from, i = from;

	while (dialect_has(dialect, DIALECT_MATH) &&
	       (i = str_find(s, i, STR("$$"))) < s.n) {
		size_t stop = begins_line(m->text, i) ? math_end(s, i) : 0;

		if (!stop) {
			i += 2;
			continue;
		}
		if (dialect_has(dialect, DIALECT_FOOTNOTES))
			mask_footnotes(m, at, i);
		add_mask(m, MASK_MATH, (struct span){ i, stop },
			 SHORTCODE_NONE);
		at = i = stop;
	}
	if (dialect_has(dialect, DIALECT_FOOTNOTES))
		mask_footnotes(m, at, end);
}

void
mask_text(struct str text, size_t from, const struct dialect *dialect,
	  const struct shortcode_list *tags, struct arena *arena,
	  struct mask_list *out)
{
	struct masker m = { .text = text, .arena = arena, .out = out };
	size_t at = from;

	*out = (struct mask_list){ 0 };
	m.copy = arena_cstr(arena, text);
	mask_bad_bytes(&m, from);
	for (size_t i = 0; i < tags->n; i++) {
		const struct shortcode *tag = &tags->items[i];
		struct span span = tag->at;

		if (tag->verbatim)
			span.end = tags->items[tag->partner].at.end;
		mask_between(&m, at, span.begin, dialect);
		add_mask(&m, MASK_SHORTCODE, span, i);
		at = span.end;
		if (tag->verbatim)
			i = tag->partner;
	}
	mask_between(&m, at, text.n, dialect);
	out->masked = str_make(m.copy, text.n);
}

const struct mask *
mask_at(const struct mask_list *masks, size_t i)
{
	size_t lo = 0, hi = masks->n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (masks->items[mid].at.end <= i)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < masks->n && masks->items[lo].at.begin <= i ?
		       &masks->items[lo] :
		       NULL;
}
