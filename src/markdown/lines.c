/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/lines.h"

static void
add(struct lines *lines, struct line line, struct arena *arena)
{
	ARENA_PUSH(arena, lines->items, lines->n, lines->cap, line);
}

/*
 * Take a BOM off the first line: cmark drops one at the begin of what it is
 * given, and counts columns behind it.
 */
static void
skip_bom(struct lines *lines)
{
	if (!lines->n || !str_starts(lines->text, STR("\xef\xbb\xbf")))
		return;
	lines->items[0].begin += 3;
	lines->items[0].page += 3;
}

void
lines_split(struct lines *lines, struct str text, size_t page,
	    struct arena *arena)
{
	bool has_cr = str_find_byte(text, 0, '\r') < text.n;
	size_t lf = str_find_byte(text, 0, '\n');
	size_t at = 0;

	*lines = (struct lines){ .text = text };
	while (at < text.n) {
		struct line line = { .begin = at, .page = page + at };
		size_t end;

		if (lf < at)
			lf = str_find_byte(text, at, '\n');
		end = lf;
		if (has_cr) {
			struct str rest = str_sub(text, 0, end);
			size_t cr = str_find_byte(rest, at, '\r');

			end = cr < end ? cr : end;
		}
		line.end = end;
		add(lines, line, arena);
		at = end + 1;
		if (str_at(text, end) == '\r' && str_at(text, at) == '\n')
			at++;
	}
	skip_bom(lines);
}

void
lines_append(struct lines *lines, struct buf *text, size_t pad,
	     struct str bytes, size_t page, struct arena *arena)
{
	struct line line = { .begin = text->n, .pad = pad, .page = page };

	buf_add_fill(text, ' ', pad);
	buf_add(text, bytes);
	line.end = text->n;
	buf_add_byte(text, '\n');
	add(lines, line, arena);
}

void
joined_make(struct joined *j, struct str page, const struct span *lines,
	    size_t n, struct arena *arena)
{
	size_t size = 0;
	char *p;

	*j = (struct joined){ .lines = lines, .n = n };
	for (size_t i = 0; i < n; i++)
		size += lines[i].end - lines[i].begin + 1;
	p = arena_alloc(arena, size);
	j->text = str_make(p, size ? size - 1 : 0);
	j->begins = arena_array(arena, n, sizeof(*j->begins));
	for (size_t i = 0; i < n; i++) {
		struct str line = str_span(page, lines[i]);

		j->begins[i] = (size_t)(p - j->text.p);
		if (line.n)
			memcpy(p, line.p, line.n);
		p += line.n;
		*p++ = '\n';
	}
}

/* The last line that begins at or before `at`. */
static size_t
joined_line(const struct joined *j, size_t at)
{
	size_t lo = 0, hi = j->n;

	while (lo + 1 < hi) {
		size_t mid = (lo + hi) / 2;

		if (j->begins[mid] <= at)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

struct span *
joined_cut(const struct joined *j, struct span at, bool trim, size_t *n,
	   struct arena *arena)
{
	size_t count = 0, cap = 0;
	struct span *out = NULL;

	for (size_t i = joined_line(j, at.begin); i < j->n; i++) {
		struct span line = j->lines[i];
		size_t begin = j->begins[i], size = line.end - line.begin;
		size_t from = at.begin > begin ? at.begin - begin : 0;
		size_t to;

		if (begin > at.end)
			break;
		to = at.end - begin < size ? at.end - begin : size;
		while (trim && at.begin < begin && from < to &&
		       ascii_is_blank(j->text.p[begin + from]))
			from++;
		ARENA_PUSH(
			arena, out, count, cap,
			((struct span){ line.begin + from, line.begin + to }));
	}
	*n = count;
	return out;
}
