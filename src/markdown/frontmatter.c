/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/frontmatter.h"

#include "base/toml.h"

/* The end of the line that begins at i, and the begin of the next. */
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

/* Is the line just the fence, but for blanks behind it? */
static bool
is_fence(struct str page, size_t at, struct str fence)
{
	struct str line = str_sub(page, at, line_end(page, at));

	return str_starts(line, fence) &&
	       str_trim_blanks(str_from(line, fence.n)).n == 0;
}

/*
 * From an opening fence to the line that closes it. As in Hugo, its first three
 * bytes decide: what else stands on that line belongs to the page.
 */
static struct frontmatter
find_fenced(struct str page, size_t begin, struct str fence,
	    enum frontmatter_kind kind, size_t line)
{
	struct frontmatter front = { .kind = kind };
	size_t at = next_line(page, begin);

	front.all.begin = begin;
	front.text.begin = at;
	front.text_line = line + 1;
	for (; at < page.n; at = next_line(page, at)) {
		if (!str_starts(str_from(page, at), fence))
			continue;
		front.text.end = at;
		front.all.end = is_fence(page, at, fence) ?
					next_line(page, at) :
					at + fence.n;
		return front;
	}
	return (struct frontmatter){ 0 };
}

/* A JSON object: to the brace that closes it, strings stepped over. */
static struct frontmatter
find_json(struct str page, size_t begin, size_t line)
{
	struct frontmatter front = { .kind = FRONTMATTER_JSON };
	size_t depth = 0;
	bool string = false;

	for (size_t i = begin; i < page.n; i++) {
		char c = page.p[i];

		if (string && c == '\\')
			i++;
		else if (c == '"')
			string = !string;
		else if (!string && c == '{')
			depth++;
		else if (!string && c == '}' && --depth == 0) {
			front.all = (struct span){ begin, i + 1 };
			if (str_trim_blanks(
				    str_sub(page, i + 1, line_end(page, i + 1)))
				    .n)
				return (struct frontmatter){ 0 };
			front.all.end = next_line(page, i);
			front.text = (struct span){ begin, i + 1 };
			front.text_line = line;
			return front;
		}
	}
	return (struct frontmatter){ 0 };
}

/* Is what follows a '{' the begin of a JSON object, not of a shortcode? */
static bool
is_json(struct str page, size_t i)
{
	for (i++; i < page.n && ascii_is_space(page.p[i]);)
		i++;
	return str_at(page, i) == '"' || str_at(page, i) == '}';
}

struct frontmatter
frontmatter_find(struct str page)
{
	size_t at = str_starts(page, STR("\xef\xbb\xbf")) ? 3 : 0;
	size_t line = 1;

	while (at < page.n &&
	       !str_trim_blanks(str_sub(page, at, line_end(page, at))).n) {
		at = next_line(page, at);
		line++;
	}
	if (is_fence(page, at, STR("---")))
		return find_fenced(page, at, STR("---"), FRONTMATTER_YAML,
				   line);
	if (is_fence(page, at, STR("+++")))
		return find_fenced(page, at, STR("+++"), FRONTMATTER_TOML,
				   line);
	if (str_at(page, at) == '{' && is_json(page, at))
		return find_json(page, at, line);
	return (struct frontmatter){ 0 };
}

bool
frontmatter_read(enum frontmatter_kind kind, struct str text,
		 struct arena *arena, struct yaml_doc *doc)
{
	return kind == FRONTMATTER_TOML ? toml_read(text, arena, doc) :
					  yaml_read(text, arena, doc);
}

/* A number, true, false or null (RFC 8259, section 3). */
static bool
is_json_word(struct str s)
{
	if (str_eq(s, STR("true")) || str_eq(s, STR("false")) ||
	    str_eq(s, STR("null")))
		return true;
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_digit(s.p[i]) && !strchr("+-.eE", s.p[i]))
			return false;
	return s.n > 0;
}

bool
frontmatter_encode(enum frontmatter_kind kind, struct str text,
		   const struct yaml_doc *doc, size_t node, struct str value,
		   struct str eol, struct buf *out)
{
	const struct yaml_node *old = &doc->nodes[node];

	if (kind == FRONTMATTER_TOML)
		return toml_encode(text, doc, node, value, eol, out);
	if (kind == FRONTMATTER_JSON && old->style != YAML_DOUBLE &&
	    !is_json_word(value))
		return false;
	return yaml_encode(text, doc, node, value, eol, out);
}
