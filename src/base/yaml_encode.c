/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"
#include "base/yaml.h"

/* Words that YAML 1.1 or 1.2 reads as something else than a text. */
static const struct str special_words[] = {
	STR_INIT("~"),	   STR_INIT("null"), STR_INIT("true"),
	STR_INIT("false"), STR_INIT("yes"),  STR_INIT("no"),
	STR_INIT("on"),	   STR_INIT("off"),  STR_INIT("y"),
	STR_INIT("n"),	   STR_INIT("<<"),   STR_INIT("="),
	STR_INIT(".inf"),  STR_INIT(".nan"), STR_INIT("-.inf"),
	STR_INIT("+.inf"),
};

/*
 * Numbers, dates and times: whatever begins like one and holds nothing but
 * their characters. Stricter than YAML: a text that only looks like a number is
 * quoted too, which changes nothing.
 */
static bool
is_number_like(struct str s)
{
	size_t i = str_at(s, 0) == '-' || str_at(s, 0) == '+' ? 1 : 0;

	if (!ascii_is_digit(str_at(s, i)) &&
	    !(str_at(s, i) == '.' && ascii_is_digit(str_at(s, i + 1))))
		return false;
	for (; i < s.n; i++)
		if (!ascii_is_hex(s.p[i]) &&
		    !strchr("xobXOB_.:+-TZtz ", s.p[i]))
			return false;
	return true;
}

static bool
is_special(struct str s)
{
	for (size_t i = 0; i < sizeof(special_words) / sizeof(*special_words);
	     i++)
		if (str_eq_nocase(special_words[i], s))
			return true;
	return s.n == 0 || is_number_like(s);
}

/* Code points that only a double-quoted scalar can hold. */
static bool
needs_escape(unsigned long c)
{
	return c < ' ' || (c >= 0x7f && c <= 0x9f) || c == 0x2028 ||
	       c == 0x2029 || c == 0xfeff || c == 0xfffe || c == 0xffff;
}

static bool
has_escapes(struct str s, bool lines_too)
{
	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t n = utf8_decode(s, i, &c);

		if (needs_escape(c) && (lines_too || (c != '\n' && c != '\t')))
			return true;
		i += n ? n : 1;
	}
	return false;
}

static bool
can_be_plain(struct str s, bool flow)
{
	if (!s.n || ascii_is_blank(s.p[0]) || ascii_is_blank(s.p[s.n - 1]) ||
	    strchr("-?:,[]{}#&*!|>'\"%@`", s.p[0]) || has_escapes(s, true) ||
	    str_find(s, 0, STR(": ")) < s.n ||
	    str_find(s, 0, STR(" #")) < s.n || str_ends(s, STR(":")) ||
	    str_starts(s, STR("...")))
		return false;
	for (size_t i = 0; flow && i < s.n; i++)
		if (strchr(",[]{}:?", s.p[i]))
			return false;
	return true;
}

static void
write_single(struct str s, struct buf *out)
{
	buf_add_byte(out, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\'')
			buf_add_byte(out, '\'');
		buf_add_byte(out, s.p[i]);
	}
	buf_add_byte(out, '\'');
}

static void
write_double(struct str s, struct buf *out)
{
	buf_add_byte(out, '"');
	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t n = utf8_decode(s, i, &c);

		if (c == '"' || c == '\\')
			buf_addf(out, "\\%c", (int)c);
		else if (c == '\n')
			buf_add_str(out, "\\n");
		else if (c == '\t')
			buf_add_str(out, "\\t");
		else if (needs_escape(c))
			buf_addf(out, "\\u%04lx", c);
		else
			buf_add(out, str_sub(s, i, i + n));
		i += n ? n : 1;
	}
	buf_add_byte(out, '"');
}

/* The blanks before the first line of content of a block scalar. */
static struct str
block_indent(struct str text, const struct yaml_node *node)
{
	struct str old = str_span(text, node->span);
	size_t at = str_find_byte(old, 0, '\n');
	size_t end;

	while (at < old.n && ascii_is_eol(old.p[at])) {
		at++;
		for (end = at; ascii_is_blank(str_at(old, end));)
			end++;
		if (end < old.n && !ascii_is_eol(old.p[end]))
			return str_sub(old, at, end);
		at = end;
	}
	return STR("");
}

/* `|` and `>`: false where the text cannot stand in one. */
static bool
write_block(struct str text, const struct yaml_node *node, struct str value,
	    struct str eol, struct buf *out)
{
	struct str indent = block_indent(text, node), rest, line;
	size_t n_ends = 0;
	bool folded = node->style == YAML_FOLDED, first = true;

	while (n_ends < value.n && value.p[value.n - 1 - n_ends] == '\n')
		n_ends++;
	rest = str_sub(value, 0, value.n - n_ends);
	if (!indent.n || !rest.n || ascii_is_space(rest.p[0]) ||
	    has_escapes(rest, false))
		return false;
	buf_add_byte(out, folded ? '>' : '|');
	if (n_ends != 1)
		buf_add_byte(out, n_ends ? '+' : '-');
	while (str_split(&rest, '\n', &line)) {
		if (folded && !first && line.n)
			buf_add(out, eol); /* a blank line is a line end */
		first = false;
		buf_add(out, eol);
		if (line.n)
			buf_add(out, indent);
		buf_add(out, line);
	}
	return true;
}

/* Write the value in one style; false where that style cannot hold it. */
static bool
write_style(struct str text, const struct yaml_node *node,
	    enum yaml_style style, struct str value, struct str eol,
	    struct buf *out)
{
	bool was_special = node->style == YAML_PLAIN && is_special(node->value);

	switch (style) {
	case YAML_LITERAL:
	case YAML_FOLDED:
		return write_block(text, node, value, eol, out);
	case YAML_PLAIN:
		if (!can_be_plain(value, node->flow) ||
		    (is_special(value) && !was_special))
			return false;
		buf_add(out, value);
		return true;
	case YAML_SINGLE:
		if (has_escapes(value, true))
			return false;
		write_single(value, out);
		return true;
	case YAML_DOUBLE:
		break;
	}
	write_double(value, out);
	return true;
}

static bool
same_node(const struct yaml_node *a, const struct yaml_node *b)
{
	return a->type == b->type && str_eq(a->path, b->path) &&
	       a->style == b->style && str_eq(a->value, b->value);
}

bool
yaml_is_proved(yaml_reader *read, struct str text, const struct yaml_doc *doc,
	       size_t node, struct str value, struct str bytes)
{
	struct arena arena = { 0 };
	struct buf whole = { 0 };
	struct yaml_doc again;
	bool same;

	buf_add(&whole, str_sub(text, 0, doc->nodes[node].span.begin));
	buf_add(&whole, bytes);
	buf_add(&whole, str_from(text, doc->nodes[node].span.end));
	same = read(buf_str(&whole), &arena, &again) && again.n == doc->n;
	for (size_t i = 0; same && i < doc->n; i++)
		same = i == node ?
			       again.nodes[i].type == YAML_SCALAR &&
				       str_eq(again.nodes[i].value, value) &&
				       str_eq(again.nodes[i].path,
					      doc->nodes[i].path) :
			       same_node(&again.nodes[i], &doc->nodes[i]);
	buf_release(&whole);
	arena_release(&arena);
	return same;
}

bool
yaml_encode(struct str text, const struct yaml_doc *doc, size_t node,
	    struct str value, struct str eol, struct buf *out)
{
	const struct yaml_node *old = &doc->nodes[node];
	const enum yaml_style order[] = { old->style, YAML_SINGLE,
					  YAML_DOUBLE };
	struct buf bytes = { 0 };
	bool done = false;

	if (str_eq(old->value, value)) {
		buf_add(out, str_span(text, old->span));
		return true;
	}
	if (!utf8_is_valid(value) || str_find_byte(value, 0, '\0') < value.n)
		return false;
	for (size_t i = 0; i < 3 && !done; i++) {
		buf_clear(&bytes);
		/* an empty value has no blank before it: "key:", "-" */
		if (old->span.begin == old->span.end && old->span.begin &&
		    !ascii_is_space(text.p[old->span.begin - 1]))
			buf_add_byte(&bytes, ' ');
		done = write_style(text, old, order[i], value, eol, &bytes) &&
		       yaml_is_proved(yaml_read, text, doc, node, value,
				      buf_str(&bytes));
	}
	if (done)
		buf_add(out, buf_str(&bytes));
	buf_release(&bytes);
	return done;
}
