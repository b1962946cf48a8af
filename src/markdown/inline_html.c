/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/inline_scan.h"

static size_t
skip_space(struct str t, size_t i)
{
	while (ascii_is_space(str_at(t, i)))
		i++;
	return i;
}

static size_t
uri_end(struct str t, size_t i)
{
	size_t begin = i;

	if (!ascii_is_alpha(str_at(t, i)))
		return 0;
	while (ascii_is_alnum(str_at(t, i)) || str_at(t, i) == '+' ||
	       str_at(t, i) == '.' || str_at(t, i) == '-')
		i++;
	if (str_at(t, i) != ':' || i - begin < 2 || i - begin > 32)
		return 0;
	for (i++; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];

		if (c == '>')
			return i + 1;
		if (c <= ' ' || c == '<')
			return 0;
	}
	return 0;
}

static bool
is_local_byte(int c)
{
	return ascii_is_alnum(c) ||
	       (c > 0 && strchr(".!#$%&'*+/=?^_`{|}~-", c) != NULL);
}

static size_t
email_end(struct str t, size_t i)
{
	size_t begin = i, label;

	while (is_local_byte(str_at(t, i)))
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

/* To the terminator, or remember that it does not come. */
static size_t
to_end(struct str t, size_t i, struct str end, unsigned *absent,
       enum inline_absent bit)
{
	if (*absent & bit)
		return 0;
	i = str_find(t, i, end);
	if (i < t.n)
		return i + end.n;
	*absent |= bit;
	return 0;
}

/*
 * No "--" inside, no "-" at the end (CommonMark 0.30; 0.31 lets both be). The
 * first "--" decides, so the next "<!--" ends the search at the latest.
 */
static size_t
comment_end(struct str t, size_t i)
{
	struct str inner = str_from(t, i + 4);
	size_t end;

	if (str_starts(inner, STR(">")) || str_starts(inner, STR("->")))
		return 0;
	end = str_find(t, i + 4, STR("--"));
	return end < t.n && str_at(t, end + 2) == '>' ? end + 3 : 0;
}

static size_t
declaration_end(struct str t, size_t i, unsigned *absent)
{
	struct str rest = str_from(t, i);

	if (str_starts(rest, STR("<!--")))
		return comment_end(t, i);
	if (str_starts(rest, STR("<![CDATA[")))
		return to_end(t, i + 9, STR("]]>"), absent,
			      INLINE_NO_CDATA_END);
	if (!ascii_is_alpha(str_at(t, i + 2)))
		return 0;
	return to_end(t, i + 2, STR(">"), absent, INLINE_NO_GREATER);
}

/* Past a tag name, or 0. */
static size_t
tag_name(struct str t, size_t i)
{
	if (!ascii_is_alpha(str_at(t, i)))
		return 0;
	while (ascii_is_alnum(str_at(t, i)) || str_at(t, i) == '-')
		i++;
	return i;
}

static bool
is_bare_byte(int c)
{
	return c > 0 && !ascii_is_space(c) && c != '"' && c != '\'' &&
	       c != '=' && c != '<' && c != '>' && c != '`';
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
	while (is_bare_byte(str_at(t, i)))
		i++;
	return i > begin ? i : 0;
}

/* An attribute at i: its end, or 0. */
static size_t
attribute(struct str t, size_t i)
{
	size_t end;
	int c = str_at(t, i);

	if (!ascii_is_alpha(c) && c != '_' && c != ':')
		return 0;
	do
		c = str_at(t, ++i);
	while (ascii_is_alnum(c) || c == '_' || c == ':' || c == '.' ||
	       c == '-');
	end = skip_space(t, i);
	return str_at(t, end) == '=' ?
		       attribute_value(t, skip_space(t, end + 1)) :
		       i;
}

static size_t
open_tag_end(struct str t, size_t i)
{
	for (;;) {
		size_t at = skip_space(t, i);

		if (str_at(t, at) == '>')
			return at + 1;
		if (str_at(t, at) == '/')
			return str_at(t, at + 1) == '>' ? at + 2 : 0;
		if (at == i)
			return 0;
		i = attribute(t, at);
		if (!i)
			return 0;
	}
}

size_t
inline_html(struct str t, size_t i, unsigned *absent)
{
	size_t name;

	switch (str_at(t, i + 1)) {
	case '?':
		return to_end(t, i + 2, STR("?>"), absent, INLINE_NO_PI_END);
	case '!':
		return declaration_end(t, i, absent);
	case '/':
		name = tag_name(t, i + 2);
		if (!name)
			return 0;
		name = skip_space(t, name);
		return str_at(t, name) == '>' ? name + 1 : 0;
	default:
		name = tag_name(t, i + 1);
		return name ? open_tag_end(t, name) : 0;
	}
}
