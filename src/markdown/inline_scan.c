/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/inline_scan.h"

#define MAX_PARENS 32
#define MAX_LABEL 999

size_t
inline_skip_space(struct str t, size_t i)
{
	bool line = false;

	for (; ascii_is_space(str_at(t, i)); i++) {
		if (t.p[i] == '\r' && str_at(t, i + 1) == '\n')
			continue;
		if (ascii_is_eol(t.p[i])) {
			if (line)
				return i;
			line = true;
		}
	}
	return i;
}

static size_t
angle_destination(struct str t, size_t i, struct span *dest)
{
	dest->begin = ++i;
	for (; i < t.n && t.p[i] != '>'; i++) {
		if (t.p[i] == '\\' && ascii_is_punct(str_at(t, i + 1)))
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
	for (; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];

		if (c == '\\' && ascii_is_punct(str_at(t, i + 1))) {
			i++;
		} else if (c == '(') {
			if (++depth > MAX_PARENS)
				return 0;
		} else if (c == ')') {
			if (!depth)
				break;
			depth--;
		} else if (c <= ' ' || c == 0x7f) {
			break;
		}
	}
	dest->end = i;
	return depth ? 0 : i;
}

size_t
inline_title(struct str t, size_t i)
{
	int open = str_at(t, i);
	int close = open == '(' ? ')' : open;

	if (open != '"' && open != '\'' && open != '(')
		return 0;
	for (i++; i < t.n; i++) {
		int c = (unsigned char)t.p[i];

		if (c == '\\' && ascii_is_punct(str_at(t, i + 1)))
			i++;
		else if (c == close)
			return i + 1;
		else if (open == '(' && c == '(')
			return 0;
	}
	return 0;
}

size_t
inline_label(struct str t, size_t i)
{
	size_t begin = ++i;

	for (; i < t.n && i - begin <= MAX_LABEL; i++) {
		if (t.p[i] == '\\' && ascii_is_punct(str_at(t, i + 1)))
			i++;
		else if (t.p[i] == '[')
			return 0;
		else if (t.p[i] == ']')
			return i + 1;
	}
	return 0;
}

static size_t
uri_end(struct str t, size_t i)
{
	size_t begin = i;

	if (!ascii_is_alpha(str_at(t, i)))
		return 0;
	while (ascii_is_alnum(str_at(t, i)) ||
	       (str_at(t, i) > 0 && strchr("+.-", t.p[i])))
		i++;
	if (str_at(t, i) != ':' || i - begin < 2 || i - begin > 32)
		return 0;
	for (i++; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];

		if (c == '>')
			return i + 1;
		if (c <= ' ' || c == '<' || c == 0x7f)
			return 0;
	}
	return 0;
}

static size_t
email_end(struct str t, size_t i)
{
	size_t begin = i, label;

	while (ascii_is_alnum(str_at(t, i)) ||
	       (str_at(t, i) > 0 &&
		strchr(".!#$%&'*+/=?^_`{|}~-", t.p[i])))
		i++;
	if (i == begin || str_at(t, i) != '@')
		return 0;
	do {
		label = ++i;
		while (ascii_is_alnum(str_at(t, i)) || str_at(t, i) == '-')
			i++;
		if (i == label || i - label > 63 || t.p[label] == '-' ||
		    t.p[i - 1] == '-')
			return 0;
	} while (str_at(t, i) == '.');
	return str_at(t, i) == '>' ? i + 1 : 0;
}

size_t
inline_autolink(struct str t, size_t i)
{
	size_t end = uri_end(t, i + 1);

	return end ? end : email_end(t, i + 1);
}

size_t
inline_comment(struct str t, size_t i)
{
	struct str rest = str_from(t, i);
	size_t end;

	if (!str_starts(rest, STR("<!--")) ||
	    str_starts(rest, STR("<!-->")) || str_starts(rest, STR("<!--->")))
		return 0;
	end = str_find(t, i + 4, STR("--"));
	return end < t.n && str_at(t, end + 2) == '>' ? end + 3 : 0;
}

static size_t
tag_name(struct str t, size_t i)
{
	if (!ascii_is_alpha(str_at(t, i)))
		return 0;
	while (ascii_is_alnum(str_at(t, i)) || str_at(t, i) == '-')
		i++;
	return i;
}

static size_t
skip_space(struct str t, size_t i)
{
	while (ascii_is_space(str_at(t, i)))
		i++;
	return i;
}

static size_t
attribute_value(struct str t, size_t i)
{
	int quote = str_at(t, i);
	size_t begin = i;

	if (quote == '"' || quote == '\'') {
		i = str_find_byte(t, i + 1, (char)quote);
		return i < t.n ? i + 1 : 0;
	}
	while (i < t.n && !ascii_is_space(t.p[i]) &&
	       !strchr("\"'=<>`", t.p[i]))
		i++;
	return i > begin ? i : 0;
}

static size_t
open_tag(struct str t, size_t i)
{
	for (;;) {
		size_t at = skip_space(t, i), value;

		if (str_at(t, at) == '>')
			return at + 1;
		if (str_at(t, at) == '/' && str_at(t, at + 1) == '>')
			return at + 2;
		if (at == i)
			return 0;
		if (!ascii_is_alpha(str_at(t, at)) && str_at(t, at) != '_' &&
		    str_at(t, at) != ':')
			return 0;
		while (ascii_is_alnum(str_at(t, at)) ||
		       (str_at(t, at) > 0 && strchr("_.:-", t.p[at])))
			at++;
		i = at;
		value = skip_space(t, at);
		if (str_at(t, value) != '=')
			continue;
		i = attribute_value(t, skip_space(t, value + 1));
		if (!i)
			return 0;
	}
}

static size_t
to_end(struct str t, size_t i, struct str end)
{
	i = str_find(t, i, end);
	return i < t.n ? i + end.n : 0;
}

size_t
inline_html(struct str t, size_t i)
{
	struct str rest = str_from(t, i);
	size_t name;

	if (str_starts(rest, STR("<?")))
		return to_end(t, i + 2, STR("?>"));
	if (str_starts(rest, STR("<![CDATA[")))
		return to_end(t, i + 9, STR("]]>"));
	if (str_starts(rest, STR("<!")))
		return ascii_is_alpha(str_at(t, i + 2)) ?
			       to_end(t, i + 2, STR(">")) :
			       0;
	if (str_starts(rest, STR("</"))) {
		name = tag_name(t, i + 2);
		if (!name)
			return 0;
		name = skip_space(t, name);
		return str_at(t, name) == '>' ? name + 1 : 0;
	}
	name = tag_name(t, i + 1);
	return name ? open_tag(t, name) : 0;
}

size_t
inline_entity(struct str t, size_t i)
{
	size_t begin = ++i;

	if (str_at(t, i) == '#') {
		bool hex = (str_at(t, i + 1) | 0x20) == 'x';

		begin = i += 1 + hex;
		while (hex ? ascii_is_hex(str_at(t, i)) :
			     ascii_is_digit(str_at(t, i)))
			i++;
		return i > begin && i - begin <= 7 && str_at(t, i) == ';' ?
			       i + 1 :
			       0;
	}
	if (!ascii_is_alpha(str_at(t, i)))
		return 0;
	while (ascii_is_alnum(str_at(t, i)))
		i++;
	return str_at(t, i) == ';' && i - begin <= 32 ? i + 1 : 0;
}

/* Punctuation at the end is not part of the URL; nor a ) that opens nothing. */
static size_t
trim_url(struct str t, size_t begin, size_t end)
{
	size_t open = 0, close = 0;

	for (size_t i = begin; i < end; i++) {
		open += t.p[i] == '(';
		close += t.p[i] == ')';
	}
	while (end > begin) {
		char c = t.p[end - 1];

		if (c == ')' && close > open)
			close--;
		else if (!strchr("?!.,:*_~'\"", c))
			break;
		end--;
	}
	return end;
}

size_t
inline_bare_url(struct str t, size_t i)
{
	struct str rest = str_from(t, i);
	size_t host, end;

	if (i && !ascii_is_space(t.p[i - 1]) && !strchr("*_~(", t.p[i - 1]))
		return 0;
	if (str_starts(rest, STR("http://")))
		host = i + 7;
	else if (str_starts(rest, STR("https://")))
		host = i + 8;
	else if (str_starts(rest, STR("www.")))
		host = i + 4;
	else
		return 0;
	end = host;
	while (end < t.n && !ascii_is_space(t.p[end]) && t.p[end] != '<' &&
	       (unsigned char)t.p[end] < 0x80)
		end++;
	end = trim_url(t, i, end);
	return end > host && str_find_byte(str_sub(t, 0, end), i, '.') < end ?
		       end :
		       0;
}
