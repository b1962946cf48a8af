/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/toml.h"

#include "base/utf8.h"

/* What is wrong, for the user: the page's line stands before it. */
#define EXPECTED_KEY "a key is expected here"
#define EXPECTED_EQUALS "'=' is expected after a key"
#define EXPECTED_VALUE "a value is expected here"
#define EXPECTED_END "nothing but a comment may follow on this line"

struct reader {
	struct str text;
	struct arena *arena;
	struct yaml_doc *doc;
	size_t at, line; /* what is read next */
	size_t depth;
	bool failed;
};

/* A key, perhaps dotted: its path below what it stands in. */
struct key {
	struct str path;
	struct span at;
	size_t line;
};

static bool
fail(struct reader *r, const char *what)
{
	if (!r->failed) {
		r->doc->error = arena_str(r->arena, str_of(what));
		r->doc->error_line = r->line;
	}
	r->failed = true;
	return false;
}

static int
peek(const struct reader *r)
{
	return str_at(r->text, r->at);
}

static bool
looks_at(const struct reader *r, const char *what)
{
	return str_starts(str_from(r->text, r->at), str_of(what));
}

static void
skip_blanks(struct reader *r)
{
	while (ascii_is_blank(peek(r)))
		r->at++;
}

static bool
is_eol(const struct reader *r)
{
	return r->at < r->text.n && ascii_is_eol(r->text.p[r->at]);
}

static bool
is_end(const struct reader *r)
{
	return r->at >= r->text.n || is_eol(r);
}

static void
skip_line_end(struct reader *r)
{
	if (looks_at(r, "\r\n"))
		r->at++;
	if (r->at < r->text.n) {
		r->at++;
		r->line++;
	}
}

static void
skip_comment(struct reader *r)
{
	if (peek(r) == '#')
		while (!is_end(r))
			r->at++;
}

/* Blanks, comments and line ends: between the items of an array. */
static void
skip_space(struct reader *r)
{
	for (;;) {
		skip_blanks(r);
		skip_comment(r);
		if (!is_eol(r))
			return;
		skip_line_end(r);
	}
}

/* ---- strings (TOML 1.0, "String") ---- */

static bool
read_code_point(struct reader *r, size_t n_digits, struct buf *out)
{
	unsigned long c = 0;

	for (size_t i = 0; i < n_digits; i++, r->at++) {
		int digit = peek(r);

		if (r->at >= r->text.n || !ascii_is_hex((char)digit))
			return fail(r, "a \\u or \\U lacks hex digits");
		c = c * 16 + (unsigned long)(digit <= '9' ?
						     digit - '0' :
						     (digit | 0x20) - 'a' + 10);
	}
	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff) || c == 0)
		return fail(r, "a \\u or \\U names no character");
	buf_add_utf8(out, c);
	return true;
}

/* A backslash at the end of a line: it and all white space behind it goes. */
static bool
skip_continuation(struct reader *r)
{
	size_t at = r->at, line = r->line;

	skip_blanks(r);
	if (!is_end(r)) {
		r->at = at;
		r->line = line;
		return false;
	}
	while (r->at < r->text.n && ascii_is_space(r->text.p[r->at])) {
		if (is_eol(r))
			skip_line_end(r);
		else
			r->at++;
	}
	return true;
}

/* After a backslash. */
static bool
read_escape(struct reader *r, bool several_lines, struct buf *out)
{
	static const char names[] = "btnfr\"\\";
	static const char bytes[] = "\b\t\n\f\r\"\\";
	int c = peek(r);
	const char *name = c ? strchr(names, c) : NULL;

	if (several_lines && skip_continuation(r))
		return true;
	r->at++;
	if (c == 'u' || c == 'U')
		return read_code_point(r, c == 'u' ? 4 : 8, out);
	if (!name || r->at > r->text.n)
		return fail(r, "this escape is unknown");
	buf_add_byte(out, bytes[name - names]);
	return true;
}

/* At closing quotes: of a longer run up to two quotes are text. */
static void
close_string(struct reader *r, const char *quotes, struct buf *out)
{
	size_t n = strlen(quotes), run = n;

	while (n > 1 && run < n + 2 &&
	       str_at(r->text, r->at + run) == quotes[0])
		run++;
	buf_add(out, str_sub(r->text, r->at, r->at + run - n));
	r->at += run;
}

/* From behind the opening quotes to behind the closing ones. */
static bool
read_string(struct reader *r, const char *quotes, struct buf *out)
{
	bool several_lines = quotes[1] != '\0';

	if (several_lines && is_eol(r))
		skip_line_end(r);
	while (r->at < r->text.n && (several_lines || !is_eol(r))) {
		if (looks_at(r, quotes)) {
			close_string(r, quotes, out);
			return true;
		}
		if (quotes[0] == '"' && peek(r) == '\\') {
			r->at++;
			if (!read_escape(r, several_lines, out))
				return false;
		} else if (is_eol(r)) {
			buf_add_byte(out, '\n');
			skip_line_end(r);
		} else {
			buf_add_byte(out, r->text.p[r->at++]);
		}
	}
	return fail(r, "a string is not closed");
}

/* ORDER: the longer quotes first */
static const struct {
	const char *quotes;
	enum yaml_style style;
} strings[] = {
	{ "\"\"\"", YAML_FOLDED },
	{ "'''", YAML_LITERAL },
	{ "\"", YAML_DOUBLE },
	{ "'", YAML_SINGLE },
};

#define N_STRINGS (sizeof(strings) / sizeof(*strings))

/* ---- keys ---- */

static bool
is_bare(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || c == '_' || c == '-';
}

/* One part of a key: bare or in quotes. */
static bool
read_part(struct reader *r, struct buf *out)
{
	size_t begin = r->at;

	if (peek(r) == '"' || peek(r) == '\'') {
		const char *quotes = peek(r) == '"' ? "\"" : "'";

		r->at++;
		return read_string(r, quotes, out);
	}
	while (r->at < r->text.n && is_bare(r->text.p[r->at]))
		r->at++;
	buf_add(out, str_sub(r->text, begin, r->at));
	return r->at > begin || fail(r, EXPECTED_KEY);
}

static bool
read_key(struct reader *r, struct key *key)
{
	struct buf path = { 0 };
	bool ok = true;

	*key = (struct key){ .at = { r->at, r->at }, .line = r->line };
	do {
		if (path.n)
			r->at++; /* the dot */
		skip_blanks(r);
		if (path.n)
			buf_add_byte(&path, '.');
		ok = read_part(r, &path);
		key->at.end = r->at;
		skip_blanks(r);
	} while (ok && peek(r) == '.');
	key->path = arena_str(r->arena, buf_str(&path));
	buf_release(&path);
	return ok;
}

/* ---- values ---- */

static struct yaml_node *
add_node(struct reader *r, enum yaml_type type, size_t parent,
	 const struct key *key, struct str path)
{
	struct yaml_node node = {
		.type = type,
		.parent = parent,
		.path = path,
		.key = key->at,
		.key_line = key->line,
		.value_line = r->line,
		.span = { r->at, r->at },
	};

	ARENA_PUSH(r->arena, r->doc->nodes, r->doc->n, r->doc->cap, node);
	return &r->doc->nodes[r->doc->n - 1];
}

static struct str
join(struct reader *r, struct str above, struct str path)
{
	return above.n ? arena_strf(r->arena, "%.*s.%.*s", STR_FMT(above),
				    STR_FMT(path)) :
			 path;
}

static bool read_value(struct reader *r, size_t parent, const struct key *key,
		       struct str path, bool flow);

/* A number, boolean or date: whatever has only their characters. */
static bool
is_bare_value(struct str s)
{
	size_t i = str_at(s, 0) == '-' || str_at(s, 0) == '+' ? 1 : 0;

	if (str_eq(s, STR("true")) || str_eq(s, STR("false")) ||
	    str_eq(str_from(s, i), STR("inf")) ||
	    str_eq(str_from(s, i), STR("nan")))
		return true;
	if (!ascii_is_digit(str_at(s, i)))
		return false;
	for (; i < s.n; i++)
		if (!ascii_is_hex(s.p[i]) && !strchr("xo_.:+-TZtz ", s.p[i]))
			return false;
	return true;
}

static bool
read_bare(struct reader *r, struct yaml_node *node)
{
	size_t end = r->at;

	while (end < r->text.n && !ascii_is_eol(r->text.p[end]) &&
	       !strchr(",]}#", r->text.p[end]))
		end++;
	while (end > r->at && ascii_is_blank(r->text.p[end - 1]))
		end--;
	node->value = str_sub(r->text, r->at, end);
	if (!is_bare_value(node->value))
		return fail(r, EXPECTED_VALUE);
	r->at = end;
	return true;
}

static bool
read_scalar(struct reader *r, struct yaml_node *node)
{
	struct buf value = { 0 };
	bool ok = true;
	size_t i = 0;

	while (i < N_STRINGS && !looks_at(r, strings[i].quotes))
		i++;
	if (i < N_STRINGS) {
		r->at += strlen(strings[i].quotes);
		ok = read_string(r, strings[i].quotes, &value);
		node->style = strings[i].style;
		node->value = arena_str(r->arena, buf_str(&value));
	} else {
		ok = read_bare(r, node);
	}
	buf_release(&value);
	node->span.end = r->at;
	return ok;
}

static bool
read_array(struct reader *r, size_t self, struct str path)
{
	struct str item = arena_strf(r->arena, "%.*s[]", STR_FMT(path));

	r->at++;
	for (skip_space(r); peek(r) != ']'; skip_space(r)) {
		struct key none = { .at = { r->at, r->at }, .line = r->line };

		if (!read_value(r, self, &none, item, true))
			return false;
		skip_space(r);
		if (peek(r) == ',')
			r->at++;
		else if (peek(r) != ']')
			return fail(r, "a list is not closed");
	}
	r->at++;
	return true;
}

static bool
read_pair(struct reader *r, size_t parent, struct str above, bool flow)
{
	struct key key;

	if (!read_key(r, &key))
		return false;
	if (peek(r) != '=')
		return fail(r, EXPECTED_EQUALS);
	r->at++;
	skip_blanks(r);
	return read_value(r, parent, &key, join(r, above, key.path), flow);
}

static bool
read_inline_table(struct reader *r, size_t self, struct str path)
{
	r->at++;
	for (skip_blanks(r); peek(r) != '}'; skip_blanks(r)) {
		if (!read_pair(r, self, path, true))
			return false;
		skip_blanks(r);
		if (peek(r) == ',')
			r->at++;
		else if (peek(r) != '}')
			return fail(r, "a table is not closed");
	}
	r->at++;
	return true;
}

static bool
read_value(struct reader *r, size_t parent, const struct key *key,
	   struct str path, bool flow)
{
	bool array = peek(r) == '[', table = peek(r) == '{', ok;
	enum yaml_type type = array ? YAML_SEQUENCE :
			      table ? YAML_MAPPING :
				      YAML_SCALAR;
	size_t self = r->doc->n;

	add_node(r, type, parent, key, path)->flow = flow || array || table;
	if (type == YAML_SCALAR)
		return read_scalar(r, &r->doc->nodes[self]);
	if (++r->depth == YAML_MAX_DEPTH)
		return fail(r, "it is nested too deeply");
	ok = array ? read_array(r, self, path) :
		     read_inline_table(r, self, path);
	r->depth--;
	r->doc->nodes[self].span.end = r->at;
	return ok;
}

/* ---- the document ---- */

/* `[a.b]` or `[[a.b]]`: the node of the table, with the path of its keys. */
static bool
read_table(struct reader *r, size_t *table)
{
	bool array = looks_at(r, "[[");
	struct span at = { r->at, r->at };
	struct key key;

	r->at += array ? 2 : 1;
	skip_blanks(r);
	if (!read_key(r, &key))
		return false;
	if (!looks_at(r, array ? "]]" : "]"))
		return fail(r, "the name of a table is not closed");
	r->at += array ? 2 : 1;
	at.end = r->at;
	key.at = at;
	*table = r->doc->n;
	add_node(r, YAML_MAPPING, 0, &key,
		 array ? arena_strf(r->arena, "%.*s[]", STR_FMT(key.path)) :
			 key.path);
	return true;
}

static bool
read_line(struct reader *r, size_t *table)
{
	bool ok = true;

	skip_blanks(r);
	if (peek(r) == '[')
		ok = read_table(r, table);
	else if (!is_end(r) && peek(r) != '#')
		ok = read_pair(r, *table, r->doc->nodes[*table].path, false);
	if (!ok)
		return false;
	if (*table)
		r->doc->nodes[*table].span.end = r->at;
	skip_blanks(r);
	skip_comment(r);
	if (!is_end(r))
		return fail(r, EXPECTED_END);
	skip_line_end(r);
	return true;
}

bool
toml_read(struct str text, struct arena *arena, struct yaml_doc *doc)
{
	struct reader r = { .text = text, .arena = arena, .doc = doc };
	struct key none = { .line = 1 };
	size_t table = 0;

	*doc = (struct yaml_doc){ 0 };
	r.line = 1;
	if (!utf8_is_valid(text))
		return fail(&r, "it is not valid UTF-8");
	add_node(&r, YAML_MAPPING, 0, &none, STR(""));
	while (r.at < text.n && read_line(&r, &table))
		doc->nodes[0].span.end = r.at;
	if (r.failed)
		doc->n = 0;
	return !r.failed;
}

/* ---- writing ---- */

static bool
is_control(unsigned long c)
{
	return c < ' ' || c == 0x7f;
}

/* Can it stand as it is between these quotes? */
static bool
fits_literal(struct str value, bool several_lines)
{
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];

		if (is_control((unsigned char)c) && c != '\t' &&
		    !(several_lines && c == '\n'))
			return false;
		if (c == '\'' && (!several_lines || i + 1 == value.n ||
				  value.p[i + 1] == '\''))
			return false;
	}
	return true;
}

static void
write_escaped(struct str value, bool several_lines, struct str eol,
	      struct buf *out)
{
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];

		if (several_lines && c == '\n')
			buf_add(out, eol);
		else if (c == '\n')
			buf_add_str(out, "\\n");
		else if (c == '\t')
			buf_add_str(out, several_lines ? "\t" : "\\t");
		else if (is_control((unsigned char)c))
			buf_addf(out, "\\u%04x", (unsigned)(unsigned char)c);
		else if (c == '\\' ||
			 (c == '"' && (!several_lines || i + 1 == value.n ||
				       value.p[i + 1] == '"')))
			buf_addf(out, "\\%c", c);
		else
			buf_add_byte(out, c);
	}
}

/* Between ''' or """, on the line below where the old value began there. */
static void
write_lines(struct str old, const char *quotes, struct str value,
	    struct str eol, struct buf *out)
{
	struct str rest = value, line;
	bool below = old.n > 3 && ascii_is_eol(old.p[3]);

	buf_add_str(out, quotes);
	if (below || str_starts(value, STR("\n")))
		buf_add(out, eol);
	if (quotes[0] == '"')
		write_escaped(value, true, eol, out);
	else
		while (str_split(&rest, '\n', &line)) {
			buf_add(out, line);
			if (rest.p)
				buf_add(out, eol);
		}
	buf_add_str(out, quotes);
}

static bool
write_style(struct str old, enum yaml_style style, struct str value,
	    struct str eol, struct buf *out)
{
	switch (style) {
	case YAML_PLAIN:
		if (!is_bare_value(value))
			return false;
		buf_add(out, value);
		return true;
	case YAML_SINGLE:
		if (!fits_literal(value, false))
			return false;
		buf_addf(out, "'%.*s'", STR_FMT(value));
		return true;
	case YAML_LITERAL:
		if (!fits_literal(value, true))
			return false;
		write_lines(old, "'''", value, eol, out);
		return true;
	case YAML_FOLDED:
		write_lines(old, "\"\"\"", value, eol, out);
		return true;
	case YAML_DOUBLE:
		break;
	}
	buf_add_byte(out, '"');
	write_escaped(value, false, eol, out);
	buf_add_byte(out, '"');
	return true;
}

bool
toml_encode(struct str text, const struct yaml_doc *doc, size_t node,
	    struct str value, struct str eol, struct buf *out)
{
	const struct yaml_node *old = &doc->nodes[node];
	struct str bytes = str_span(text, old->span);
	enum yaml_style order[] = { old->style, old->style == YAML_LITERAL ?
							YAML_FOLDED :
							YAML_DOUBLE };
	size_t n = old->style == YAML_PLAIN ? 1 : 2;
	struct buf now = { 0 };
	bool done = false;

	if (str_eq(old->value, value)) {
		buf_add(out, bytes);
		return true;
	}
	if (!utf8_is_valid(value) || str_find_byte(value, 0, '\0') < value.n)
		return false;
	for (size_t i = 0; i < n && !done; i++) {
		buf_clear(&now);
		done = write_style(bytes, order[i], value, eol, &now) &&
		       yaml_is_proved(toml_read, text, doc, node, value,
				      buf_str(&now));
	}
	if (done)
		buf_add(out, buf_str(&now));
	buf_release(&now);
	return done;
}
