/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buf.h"
#include "base/utf8.h"
#include "markdown/inline.h"
#include "markdown/inline_scan.h"

#include <unicode/uchar.h>

struct str
label_normal(struct arena *arena, struct str label)
{
	struct buf out = { 0 };
	struct str result;
	bool space = false;

	label = str_trim_space(label);
	for (size_t i = 0; i < label.n;) {
		unsigned long c;
		size_t n = utf8_decode(label, i, &c);

		if (c < 0x80 && ascii_is_space((int)c)) {
			space = true;
			i++;
			continue;
		}
		if (space)
			buf_add_byte(&out, ' ');
		space = false;
		if (c < 0x80)
			buf_add_byte(&out, (char)ascii_lower((int)c));
		else if (n && (c == 0xdf || c == 0x1e9e))
			buf_add_str(&out, "ss"); /* the one full folding met */
		else if (n)
			buf_add_utf8(&out, (unsigned long)u_foldCase(
						   (UChar32)c,
						   U_FOLD_CASE_DEFAULT));
		else
			buf_add_byte(&out, label.p[i]);
		i += n ? n : 1;
	}
	result = arena_str(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

/* Blanks up to the end of the line; the begin of the next one, or 0. */
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

/* A title must not hold a blank line. */
static bool
has_blank_line(struct str s)
{
	struct str rest = s, line;

	while (str_split(&rest, '\n', &line))
		if (rest.p && line.p != s.p && !str_trim_space(line).n)
			return true;
	return false;
}

size_t
inline_definition(struct str text, struct inline_definition *def)
{
	size_t i = 0, end, line, title;

	while (i < 3 && str_at(text, i) == ' ')
		i++;
	if (str_at(text, i) != '[' || !(end = inline_label(text, i)) ||
	    str_at(text, end) != ':')
		return 0;
	def->label = (struct span){ i + 1, end - 1 };
	if (!str_trim_space(str_span(text, def->label)).n)
		return 0;
	i = inline_skip_space(text, end + 1);
	end = inline_destination(text, i, &def->dest);
	if (!end || (end == i && str_at(text, i) != '<'))
		return 0;
	/* outside link syntax a parenthesis may stand alone */
	line = rest_of_line(text, end);
	def->title = (struct span){ end, end };
	i = inline_skip_space(text, end);
	title = i > end ? inline_title(text, i) : 0;
	if (title && rest_of_line(text, title) &&
	    !has_blank_line(str_sub(text, i, title))) {
		def->title = (struct span){ i, title };
		return rest_of_line(text, title);
	}
	return line;
}
