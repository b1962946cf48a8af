/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"
#include "markdown/inline.h"
#include "markdown/inline_scan.h"

#include <unicode/ucasemap.h>

/* White space at the edges goes, each run inside becomes one space. */
static struct str
collapse(struct arena *arena, struct str label)
{
	char *copy = arena_cstr(arena, label);
	size_t n = 0;

	for (size_t i = 0; i < label.n; i++) {
		bool space = ascii_is_space((unsigned char)label.p[i]);

		if (!space)
			copy[n++] = label.p[i];
		else if (n && copy[n - 1] != ' ')
			copy[n++] = ' ';
	}
	if (n && copy[n - 1] == ' ')
		n--;
	return str_make(copy, n);
}

static struct str
fold_ascii(struct arena *arena, struct str s)
{
	char *copy = arena_cstr(arena, s);

	for (size_t i = 0; i < s.n; i++)
		copy[i] = (char)ascii_lower((unsigned char)s.p[i]);
	return str_make(copy, s.n);
}

/* Full case folding; bytes that are not UTF-8 come out as U+FFFD. */
static struct str
fold_unicode(struct arena *arena, struct str s)
{
	UErrorCode status = U_ZERO_ERROR;
	UCaseMap *map = ucasemap_open("", U_FOLD_CASE_DEFAULT, &status);
	/* no character folds to more than three times its bytes */
	size_t room = 3 * s.n + 1;
	char *copy = arena_alloc(arena, room);
	int32_t n = 0;

	if (U_SUCCESS(status) && room < 0x7fffffff)
		n = ucasemap_utf8FoldCase(map, copy, (int32_t)room, s.p,
					  (int32_t)s.n, &status);
	ucasemap_close(map);
	return U_SUCCESS(status) && n >= 0 ? str_make(copy, (size_t)n) :
					     fold_ascii(arena, s);
}

struct str
label_normal(struct arena *arena, struct str label)
{
	struct str s = collapse(arena, label);

	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return fold_unicode(arena, s);
	return fold_ascii(arena, s);
}

/* ---- link reference definitions (CommonMark 4.7) ---- */

/* Where only blanks follow on the line: the begin of the next one; else 0. */
static size_t
rest_of_line(struct str t, size_t i)
{
	while (ascii_is_blank(str_at(t, i)))
		i++;
	if (i >= t.n)
		return t.n;
	if (t.p[i] == '\r' && str_at(t, i + 1) == '\n')
		return i + 2;
	return ascii_is_eol(t.p[i]) ? i + 1 : 0;
}

/* A title may run over lines, but not over a blank one. */
static bool
has_blank_line(struct str s)
{
	bool blank = false; /* the line so far; the first one is not */

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n' ||
		    (s.p[i] == '\r' && str_at(s, i + 1) != '\n')) {
			if (blank)
				return true;
			blank = true;
		} else if (!ascii_is_space(s.p[i])) {
			blank = false;
		}
	}
	return false;
}

size_t
inline_definition(struct str text, struct inline_definition *def)
{
	size_t i = 0, end, line, title;

	while (i < 3 && str_at(text, i) == ' ')
		i++;
	end = str_at(text, i) == '[' ? inline_label(text, i) : 0;
	if (!end || str_at(text, end) != ':')
		return 0;
	def->label = (struct span){ i + 1, end - 1 };
	if (!str_trim_space(str_span(text, def->label)).n ||
	    has_blank_line(str_span(text, def->label)))
		return 0;
	i = inline_skip_space(text, end + 1);
	end = inline_destination(text, i, &def->dest);
	if (!end || end == i)
		return 0;
	line = rest_of_line(text, end);
	def->title = (struct span){ end, end };
	i = inline_skip_space(text, end);
	title = i > end ? inline_title(text, i) : 0;
	if (!title || !rest_of_line(text, title) ||
	    has_blank_line(str_sub(text, i, title)))
		return line;
	def->title = (struct span){ i, title };
	return rest_of_line(text, title);
}
