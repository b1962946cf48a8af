/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/mask.h"

#include "base/utf8.h"
#include "markdown/inline_scan.h"
#include "markdown/ticks.h"

/* What cmark sees in the place of a mask. */
#define FILLER 'x'

/* Fences open and close outside of code; the walk is line by line. */
struct walker {
	struct str masked;
	const struct dialect *dialect;
	struct arena *arena;
	const struct mask_list *tags;
	struct mask_list found;
	size_t open_until; /* the end of a chunk without a further "}}" */
	struct ticks ticks;
	char fence; /* of the fence that is open, or '\0' */
	size_t fence_length;
};

/* Bytes that make cmark's columns go wrong, or count as blanks only at times. */
static void
mask_bad_bytes(char *copy, struct str s, size_t from)
{
	for (size_t i = from; i < s.n;) {
		unsigned long c;
		unsigned char b = (unsigned char)s.p[i];
		size_t n = 1;

		if (b >= 0x80) {
			n = utf8_decode(s, i, &c);
			if (!n)
				copy[i] = '?';
		} else if (b >= ' ') {
			n = 1;
		} else if (b == '\0') {
			copy[i] = '?';
		} else if (b == '\f' || b == '\v') {
			copy[i] = ' ';
		}
		i += n ? n : 1;
	}
}

static void
add_mask(struct mask_list *list, struct arena *arena, enum mask_kind kind,
	 struct span at, size_t shortcode)
{
	ARENA_PUSH(arena, list->items, list->n, list->cap,
		   ((struct mask){ kind, at, shortcode }));
}

/* Returns the bytes of out->masked, to write on. */
static char *
mask_tags(struct str text, size_t from, const struct shortcode_list *tags,
	  struct arena *arena, struct mask_list *out)
{
	char *copy = arena_cstr(arena, text);

	*out = (struct mask_list){ .masked = { copy, text.n } };
	mask_bad_bytes(copy, text, from);
	for (size_t i = 0; i < tags->n; i++) {
		const struct shortcode *tag = &tags->items[i];
		struct span at = tag->at;
		size_t opener = i;

		if (tag->verbatim) {
			at.end = tags->items[tag->partner].at.end;
			i = tag->partner;
		}
		memset(copy + at.begin, FILLER, at.end - at.begin);
		add_mask(out, arena, MASK_SHORTCODE, at, opener);
	}
	return copy;
}

void
mask_shortcodes(struct str text, size_t from, const struct shortcode_list *tags,
		struct arena *arena, struct mask_list *out)
{
	mask_tags(text, from, tags, arena, out);
}

/* The first mask that ends behind byte i, or the number of masks. */
static size_t
first_behind(const struct mask_list *masks, size_t i)
{
	size_t lo = 0, hi = masks->n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (masks->items[mid].at.end <= i)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const struct mask *
mask_at(const struct mask_list *masks, size_t i)
{
	size_t k = first_behind(masks, i);

	return k < masks->n && masks->items[k].at.begin <= i ?
		       &masks->items[k] :
		       NULL;
}

/* ---- the dialect's other constructs ---- */

static size_t
line_end(struct str s, size_t i)
{
	while (i < s.n && !ascii_is_eol(s.p[i]))
		i++;
	return i;
}

static size_t
next_line(struct str s, size_t i)
{
	i = line_end(s, i);
	if (str_at(s, i) == '\r' && str_at(s, i + 1) == '\n')
		return i + 2;
	return i < s.n ? i + 1 : i;
}

/*
 * Past the container prefixes at the begin of a line, roughly: quotes, `marks`
 * of items, and blanks. cmark alone knows the containers; here they only decide
 * whether a fence or a footnote begins.
 */
static size_t
skip_prefix(struct str s, size_t i, struct str marks)
{
	for (;;) {
		size_t mark = i;

		while (ascii_is_blank(str_at(s, i)) || str_at(s, i) == '>')
			i++;
		mark = i;
		while (ascii_is_digit(str_at(s, mark)))
			mark++;
		if (mark == i && !memchr(marks.p, str_at(s, i), marks.n))
			return i;
		if (mark > i && str_at(s, mark) != '.' &&
		    str_at(s, mark) != ')')
			return i;
		if (!ascii_is_blank(str_at(s, mark + 1)))
			return i;
		i = mark + 1;
	}
}

/* Take in a line that opens or closes a fence, or stands in one. */
static bool
take_fence(struct walker *w, size_t begin)
{
	struct str s = w->masked;
	size_t i = skip_prefix(s, begin, STR("-*+")), end = line_end(s, i),
	       n = 0;
	int c = str_at(s, i);

	while ((c == '`' || c == '~') && str_at(s, i + n) == c)
		n++;
	if (w->fence) {
		if (c == w->fence && n >= w->fence_length &&
		    !str_trim_blanks(str_sub(s, i + n, end)).n)
			w->fence = '\0';
		return true;
	}
	if (n < 3 ||
	    (c == '`' && str_find_byte(str_sub(s, 0, end), i + n, '`') < end))
		return false;
	w->fence = (char)c;
	w->fence_length = n;
	return true;
}

/* Note the construct [begin, end), unless a tag stands in it. */
static size_t
take(struct walker *w, enum mask_kind kind, size_t begin, size_t end)
{
	size_t k = first_behind(w->tags, begin);

	if (!end || (k < w->tags->n && w->tags->items[k].at.begin < end))
		return 0;
	add_mask(&w->found, w->arena, kind, (struct span){ begin, end },
		 SHORTCODE_NONE);
	return end;
}

/* To the closing mark inside the chunk, or 0. */
static size_t
to_mark(struct str s, size_t from, size_t end, struct str mark)
{
	size_t i = str_find(str_sub(s, 0, end), from, mark);

	return i < end ? i + mark.n : 0;
}

/* A template's {{ variable }}. */
static size_t
take_variable(struct walker *w, size_t i, size_t end)
{
	size_t stop;

	if (w->open_until == end)
		return 0;
	stop = to_mark(w->masked, i + 2, end, STR("}}"));
	if (!stop)
		w->open_until = end;
	return take(w, MASK_VARIABLE, i, stop);
}

/* Is there nothing but container prefixes before i on its line? */
static bool
begins_line(struct str s, size_t i)
{
	while (i > 0 &&
	       (ascii_is_blank(s.p[i - 1]) || ascii_is_digit(s.p[i - 1]) ||
		memchr(">-*+.)", s.p[i - 1], 6)))
		i--;
	return i == 0 || ascii_is_eol(s.p[i - 1]);
}

/*
 * Display math: from `$$` at the begin of a line to the next `$$`. Inside a line
 * it needs no mask, and two `$$` in a table would join its rows.
 */
static size_t
take_math(struct walker *w, size_t i, size_t end)
{
	size_t stop;

	if (!dialect_has(w->dialect, DIALECT_MATH) ||
	    !begins_line(w->masked, i))
		return 0;
	stop = to_mark(w->masked, i + 2, end, STR("$$"));
	return ascii_is_alnum(str_at(w->masked, stop)) ?
		       0 :
		       take(w, MASK_MATH, i, stop);
}

/* The construct at byte i of a chunk that ends at `end`: its end, or 0. */
static size_t
take_construct(struct walker *w, size_t i, size_t end)
{
	struct str s = w->masked;
	int next = str_at(s, i + 1);
	size_t stop, n;

	switch (s.p[i]) {
	case '\\':
		return i + 2;
	case '`':
		n = ticks_length(s, i);
		stop = ticks_closer(&w->ticks, i + n, n);
		return stop < end ? stop + n : i + n;
	case '[':
		if (!dialect_has(w->dialect, DIALECT_FOOTNOTES))
			return 0;
		return take(w, MASK_FOOTNOTE, i, inline_footnote(s, i));
	case '$':
		return next == '$' ? take_math(w, i, end) : 0;
	case '{':
		if (next != '{' || !dialect_has(w->dialect, DIALECT_VARIABLES))
			return 0;
		return take_variable(w, i, end);
	default:
		return 0;
	}
}

/* Lines without a blank one or a fence between them. */
static void
take_chunk(struct walker *w, size_t i, size_t end)
{
	static const char special[256] = {
		['\\'] = 1, ['`'] = 1, ['['] = 1, ['$'] = 1, ['{'] = 1
	};

	while (i < end) {
		size_t stop = 0;

		if (special[(unsigned char)w->masked.p[i]])
			stop = take_construct(w, i, end);
		i = stop ? stop : i + 1;
	}
}

/*
 * The end of `[^x]` where a line begins with `[^x]:`, or 0. That begins a
 * footnote, whatever open back ticks or fences stand above: blocks go before
 * inlines, and in real code a mask does no harm.
 */
static size_t
footnote_begin(const struct walker *w, size_t line, size_t *begin)
{
	size_t end;

	if (!dialect_has(w->dialect, DIALECT_FOOTNOTES))
		return 0;
	*begin = skip_prefix(w->masked, line, STR("-*+:"));
	end = inline_footnote(w->masked, *begin);
	return end && str_at(w->masked, end) == ':' ? end : 0;
}

static void
walk(struct walker *w, size_t from)
{
	struct str s = w->masked;
	size_t chunk = from;

	for (size_t i = from; i < s.n;) {
		size_t next = next_line(s, i);
		bool blank = !str_trim_space(str_sub(s, i, next)).n;
		size_t mark, end = footnote_begin(w, i, &mark);

		if (end) {
			if (!w->fence)
				take_chunk(w, chunk, mark);
			take(w, MASK_FOOTNOTE, mark, end);
			chunk = w->fence ? next : end;
		} else if (blank || take_fence(w, i)) {
			take_chunk(w, chunk, i);
			chunk = next;
		}
		i = next;
	}
	if (!w->fence)
		take_chunk(w, chunk, s.n);
}

/* Both lists by position; overwrite what `more` adds. */
static void
merge_masks(struct mask_list *list, const struct mask_list *more, char *copy,
	    struct arena *arena)
{
	struct mask_list all = { .masked = list->masked };
	size_t i = 0, k = 0;

	if (!more->n)
		return;
	while (i < list->n || k < more->n) {
		bool first = k == more->n ||
			     (i < list->n && list->items[i].at.begin <
						     more->items[k].at.begin);
		struct mask m = first ? list->items[i++] : more->items[k++];

		memset(copy + m.at.begin, FILLER, m.at.end - m.at.begin);
		ARENA_PUSH(arena, all.items, all.n, all.cap, m);
	}
	*list = all;
}

/* Does anything in the text call for the walk? */
static bool
has_constructs(struct str s, size_t from, const struct dialect *dialect)
{
	return (dialect_has(dialect, DIALECT_FOOTNOTES) &&
		str_find(s, from, STR("[^")) < s.n) ||
	       (dialect_has(dialect, DIALECT_MATH) &&
		str_find(s, from, STR("$$")) < s.n) ||
	       (dialect_has(dialect, DIALECT_VARIABLES) &&
		str_find(s, from, STR("{{")) < s.n);
}

void
mask_text(struct str text, size_t from, const struct dialect *dialect,
	  const struct shortcode_list *tags, struct arena *arena,
	  struct mask_list *out)
{
	struct walker w = { .dialect = dialect, .arena = arena };
	char *copy = mask_tags(text, from, tags, arena, out);

	if (!has_constructs(out->masked, from, dialect))
		return;
	w.masked = out->masked;
	w.tags = out;
	ticks_read(&w.ticks, w.masked, from, arena);
	walk(&w, from);
	merge_masks(out, &w.found, copy, arena);
}
