/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/inline_scan.h"

#include "markdown/inline.h"

#define MAX_PARENS 32
#define MAX_LABEL 1000
#define MAX_ENTITY 32
#define MAX_EMOJI 50

static bool
is_escape(struct str t, size_t i)
{
	return t.p[i] == '\\' && ascii_is_punct(str_at(t, i + 1));
}

size_t
inline_skip_space(struct str t, size_t i)
{
	bool line = false;

	for (; ascii_is_space(str_at(t, i)); i++) {
		if (!ascii_is_eol(t.p[i]) ||
		    (t.p[i] == '\r' && str_at(t, i + 1) == '\n'))
			continue;
		if (line)
			return i;
		line = true;
	}
	return i;
}

static size_t
angle_destination(struct str t, size_t i, struct span *dest)
{
	dest->begin = ++i;
	for (; i < t.n && t.p[i] != '>'; i++) {
		if (is_escape(t, i))
			i++;
		else if (t.p[i] == '<' || ascii_is_eol(t.p[i]))
			return 0;
	}
	dest->end = i;
	return i < t.n ? i + 1 : 0;
}

size_t
inline_destination(struct str t, size_t i, struct span *dest)
{
	size_t depth = 0;

	if (str_at(t, i) == '<')
		return angle_destination(t, i, dest);
	dest->begin = i;
	for (; i < t.n && !ascii_is_space(t.p[i]); i++) {
		if (is_escape(t, i))
			i++;
		else if (t.p[i] == '(' && ++depth > MAX_PARENS)
			return 0;
		else if (t.p[i] == ')' && !depth)
			break;
		else if (t.p[i] == ')')
			depth--;
	}
	dest->end = i;
	return depth ? 0 : i;
}

size_t
inline_title(struct str t, size_t i)
{
	int open = str_at(t, i);
	char close = open == '(' ? ')' : (char)open;

	if (open != '"' && open != '\'' && open != '(')
		return 0;
	for (i++; i < t.n; i++) {
		if (is_escape(t, i))
			i++;
		else if (t.p[i] == close)
			return i + 1;
		else if (open == '(' && t.p[i] == '(')
			return 0;
	}
	return 0;
}

size_t
inline_label(struct str t, size_t i)
{
	size_t begin = ++i;

	for (; i < t.n && i - begin <= MAX_LABEL; i++) {
		if (is_escape(t, i))
			i++;
		else if (t.p[i] == '[')
			return 0;
		else if (t.p[i] == ']')
			return i + 1;
	}
	return 0;
}

static size_t
numeric_entity(struct str t, size_t i)
{
	bool hex = str_at(t, i) == 'x' || str_at(t, i) == 'X';
	size_t begin = i += hex, max = hex ? 6 : 7;

	while (hex ? ascii_is_hex(str_at(t, i)) : ascii_is_digit(str_at(t, i)))
		i++;
	return i > begin && i - begin <= max && str_at(t, i) == ';' ? i + 1 : 0;
}

size_t
inline_entity(struct str t, size_t i)
{
	size_t begin = ++i;

	if (str_at(t, i) == '#')
		return numeric_entity(t, i + 1);
	if (!ascii_is_alpha(str_at(t, i)))
		return 0;
	while (ascii_is_alnum(str_at(t, i)) && i - begin < MAX_ENTITY)
		i++;
	return str_at(t, i) == ';' ? i + 1 : 0;
}

static bool
is_emoji_byte(int c)
{
	return (c >= 'a' && c <= 'z') || ascii_is_digit(c) || c == '_' ||
	       c == '+' || c == '-';
}

size_t
inline_emoji(struct str t, size_t i)
{
	size_t begin = i + 1, end = begin;
	bool letter = false;
	int before = i ? str_at(t, i - 1) : -1;

	if (ascii_is_alnum(before) || before == '/')
		return 0;
	for (; is_emoji_byte(str_at(t, end)) && end - begin < MAX_EMOJI; end++)
		letter = letter || ascii_is_alpha(t.p[end]) ||
			 t.p[end] == '+' || t.p[end] == '-';
	if (!letter || str_at(t, end) != ':' || t.p[begin] == '_' ||
	    ascii_is_alnum(str_at(t, end + 1)))
		return 0;
	return end + 1;
}

size_t
inline_footnote(struct str t, size_t i)
{
	size_t end = i + 2;

	if (str_at(t, i) != '[' || str_at(t, i + 1) != '^')
		return 0;
	while (end < t.n && t.p[end] != ']' && t.p[end] != '[' &&
	       !ascii_is_space(t.p[end]))
		end++;
	return str_at(t, end) == ']' && end > i + 2 ? end + 1 : 0;
}

/* ---- attributes (goldmark, parser/attribute.go) ---- */

static size_t
skip_space(struct str t, size_t i)
{
	while (ascii_is_space(str_at(t, i)))
		i++;
	return i;
}

static bool
is_name_byte(int c)
{
	return ascii_is_alnum(c) || c == '_' || c == ':' || c == '.' ||
	       c == '-';
}

/* "quoted" with escapes, or a word. */
static size_t
attribute_value(struct str t, size_t i)
{
	size_t begin = i;

	if (str_at(t, i) != '"') {
		while (i < t.n && !ascii_is_space(t.p[i]) &&
		       !memchr("{}\",", t.p[i], 4))
			i++;
		return i > begin ? i : 0;
	}
	for (i++; i < t.n && t.p[i] != '"'; i++)
		if (is_escape(t, i))
			i++;
	return i < t.n ? i + 1 : 0;
}

/* #id, .class or key=value */
static size_t
attribute(struct str t, size_t i)
{
	size_t begin = i;

	if (str_at(t, i) == '#' || str_at(t, i) == '.') {
		for (begin = ++i;
		     is_name_byte(str_at(t, i)) || str_at(t, i) >= 0x80;)
			i++;
		return i > begin ? i : 0;
	}
	while (is_name_byte(str_at(t, i)))
		i++;
	if (i == begin || ascii_is_digit(t.p[begin]))
		return 0;
	i = skip_space(t, i);
	return str_at(t, i) == '=' ? attribute_value(t, skip_space(t, i + 1)) :
				     0;
}

size_t
inline_attributes(struct str text, size_t i)
{
	size_t begin;

	if (str_at(text, i) != '{')
		return 0;
	i++;
	if (str_at(text, i) == ':' && ascii_is_blank(str_at(text, i + 1)))
		i++; /* kramdown's and Python-Markdown's "{: " */
	begin = i = skip_space(text, i);
	while (i < text.n && text.p[i] != '}') {
		i = attribute(text, i);
		if (!i)
			return 0;
		i = skip_space(text, i);
		if (str_at(text, i) == ',')
			i = skip_space(text, i + 1);
	}
	return i < text.n && i > begin ? i + 1 : 0;
}
