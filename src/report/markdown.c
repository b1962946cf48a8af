/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/markdown.h"

#include "base/utf8.h"

/*
 * Marks that never begin anything by themselves inside a line. "www." begins a
 * link.
 */
static bool
is_harmless(struct str s, size_t i)
{
	int c = str_at(s, i);

	return (c == '.' && (!i || ascii_lower(str_at(s, i - 1)) != 'w')) ||
	       c == ',' || c == '-' || c == '=' || c == '+' || c == '/' ||
	       c == ';' || c == '?' || c == '%' || c == '\'' || c == '(' ||
	       c == ')';
}

/* Characters that turn the direction of what follows, beyond the text too. */
static bool
is_override(unsigned long c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static void
add_char(struct buf *out, struct str s, size_t i, size_t n, unsigned long c)
{
	if (!n || is_override(c))
		buf_add_utf8(out, 0xfffd);
	else if (c == '\n')
		buf_add_str(out, "<br>");
	else if (c == '\t')
		buf_add_byte(out, ' ');
	else if (c < ' ' || (c >= 0x7f && c < 0xa0))
		buf_add_utf8(out, 0xfffd);
	else if (c < 0x80 && ascii_is_punct((int)c) && !is_harmless(s, i))
		buf_addf(out, "&#%lu;", c);
	else
		buf_add(out, str_sub(s, i, i + n));
}

static void
add(struct buf *out, struct str s, bool in_code)
{
	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t n = utf8_decode(s, i, &c);
		bool links = !in_code && n && (c == '@' || c == '#');

		if (links)
			buf_add_str(out, "<code>");
		add_char(out, s, i, n, c);
		if (links)
			buf_add_str(out, "</code>");
		i += n ? n : 1;
	}
}

void
markdown_add_text(struct buf *out, struct str s)
{
	add(out, s, false);
}

void
markdown_add_code(struct buf *out, struct str s)
{
	buf_add_str(out, "<code>");
	add(out, s, true);
	buf_add_str(out, "</code>");
}
