/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/inline_scan.h"

/* What goldmark takes into a bare URL, but for the back tick. */
static bool
is_url_byte(int c, bool nested)
{
	if (ascii_is_alnum(c))
		return true;
	if (nested && (c == '[' || c == ']' || c == '!'))
		return false;
	return c > 0 && strchr("-@:%_+.~#$!?&/=();,'\">^{}[]", c) != NULL;
}

/* The begin of an entity that ends in the ';' before `end`, or `end`. */
static size_t
trim_entity(struct str t, size_t begin, size_t end)
{
	size_t i = end - 1;

	while (i > begin && ascii_is_alnum(t.p[i - 1]))
		i--;
	return i > begin && t.p[i - 1] == '&' ? i - 1 : end;
}

/*
 * Punctuation at the end, an entity, or a ')' that closes nothing are not part
 * of the URL.
 */
static size_t
trim_end(struct str t, size_t begin, size_t end)
{
	size_t open = 0, close = 0;

	for (size_t i = begin; i < end; i++) {
		open += t.p[i] == '(';
		close += t.p[i] == ')';
	}
	while (end > begin) {
		char c = t.p[end - 1];

		if (c == ')' && close > open) {
			close--;
		} else if (c == ';') {
			size_t cut = trim_entity(t, begin, end);

			if (cut == end)
				return end;
			end = cut;
			continue;
		} else if (!memchr("?!.,:*_~'\">", c, 11)) {
			return end;
		}
		end--;
	}
	return end;
}

static size_t
url_from(struct str t, size_t begin, size_t host, bool nested, struct span *at)
{
	size_t end = host;

	while (is_url_byte(str_at(t, end), nested))
		end++;
	end = trim_end(t, host, end);
	if (end == host || !ascii_is_alnum(t.p[host]))
		return 0;
	*at = (struct span){ begin, end };
	return end;
}

/* Does one of these schemes end right before byte i? Its length, or 0. */
static size_t
scheme_before(struct str t, size_t i, size_t floor)
{
	static const struct str schemes[] = { STR_INIT("https"),
					      STR_INIT("http"),
					      STR_INIT("ftp") };

	for (size_t k = 0; k < sizeof(schemes) / sizeof(*schemes); k++) {
		size_t n = schemes[k].n;

		if (i - floor >= n &&
		    str_eq_nocase(str_sub(t, i - n, i), schemes[k]))
			return n;
	}
	return 0;
}

static bool
begins_word(struct str t, size_t i, size_t floor)
{
	return i == floor || i == 0 || !ascii_is_alnum(str_at(t, i - 1));
}

static bool
is_address_byte(int c)
{
	return ascii_is_alnum(c) || c == '.' || c == '_' || c == '-';
}

/* user@host.tld, with the '@' at i */
static size_t
address_around(struct str t, size_t i, size_t floor, struct span *at)
{
	size_t begin = i, end = i + 1;
	bool dot = false;

	while (begin > floor &&
	       (is_address_byte(str_at(t, begin - 1)) || t.p[begin - 1] == '+'))
		begin--;
	for (; is_address_byte(str_at(t, end)); end++)
		dot = dot ||
		      (t.p[end] == '.' && ascii_is_alnum(str_at(t, end + 1)));
	while (end > i + 1 && t.p[end - 1] == '.')
		end--;
	if (begin == i || !dot || !ascii_is_alnum(t.p[i + 1]) ||
	    !ascii_is_alnum(t.p[end - 1]))
		return 0;
	*at = (struct span){ begin, end };
	return end;
}

size_t
inline_bare_url(struct str t, size_t i, size_t floor, bool nested,
		struct span *at)
{
	size_t scheme;

	if (t.p[i] == '@')
		return address_around(t, i, floor, at);
	if (t.p[i] == 'w') {
		int before = i > floor ? str_at(t, i - 1) : -1;

		if (!str_starts(str_from(t, i), STR("www.")) ||
		    is_address_byte(before) || before == '/' || before == '@')
			return 0;
		return url_from(t, i, i + 4, nested, at);
	}
	if (str_at(t, i + 1) != '/' || str_at(t, i + 2) != '/')
		return 0;
	scheme = scheme_before(t, i, floor);
	if (!scheme || !begins_word(t, i - scheme, floor))
		return 0;
	return url_from(t, i - scheme, i + 3, nested, at);
}
