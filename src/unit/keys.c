/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/keys.h"

#include "base/i18n.h"

/* Places of one key that are looked at. */
#define MAX_PLACES 64

/* The text while it is edited. */
struct editor {
	const struct key_edit *edit;
	struct str eol;
	struct arena arena;
	struct str text;
	struct yaml_doc doc;
};

const char *
keys_result_text(enum keys_result result)
{
	switch (result) {
	case KEYS_NOT_YAML:
		return _("the front matter is not YAML");
	case KEYS_BROKEN:
		return _("the front matter cannot be read");
	case KEYS_NO_PLACE:
		return _("what stands in the front matter leaves no place for "
			 "it");
	default:
		return "";
	}
}

const struct yaml_node *
keys_find(const struct yaml_doc *doc, struct str path)
{
	for (size_t i = 1; i < doc->n; i++)
		if (str_eq(doc->nodes[i].path, path))
			return &doc->nodes[i];
	return NULL;
}

/* ---- lines ---- */

static size_t
line_begin(struct str text, size_t at)
{
	while (at > 0 && !ascii_is_eol(text.p[at - 1]))
		at--;
	return at;
}

static size_t
next_line(struct str text, size_t at)
{
	while (at < text.n && !ascii_is_eol(text.p[at]))
		at++;
	if (str_at(text, at) == '\r' && str_at(text, at + 1) == '\n')
		return at + 2;
	return at < text.n ? at + 1 : at;
}

static size_t
skip_space(struct str text, size_t at)
{
	while (at < text.n && ascii_is_space(text.p[at]))
		at++;
	return at;
}

/* The blanks before the key's line. */
static struct str
indent_of(struct str text, const struct yaml_node *node)
{
	size_t begin = line_begin(text, node->key.begin), end = begin;

	while (ascii_is_blank(str_at(text, end)))
		end++;
	return str_sub(text, begin, end);
}

/* ---- one change ---- */

/* Put `bytes` where `at` is. */
static void
splice(struct editor *e, struct span at, struct str bytes)
{
	struct buf text = { 0 };

	buf_add(&text, str_sub(e->text, 0, at.begin));
	buf_add(&text, bytes);
	buf_add(&text, str_from(e->text, at.end));
	e->text = arena_str(&e->arena, buf_str(&text));
	buf_release(&text);
}

static const struct yaml_node *
parent_of(const struct editor *e, const struct yaml_node *node)
{
	return &e->doc.nodes[node->parent];
}

static bool
is_child(const struct editor *e, size_t i, const struct yaml_node *group)
{
	return i > 0 && parent_of(e, &e->doc.nodes[i]) == group;
}

/* A group of which nothing would be left goes too. */
static const struct yaml_node *
outermost_lone(const struct editor *e, const struct yaml_node *node)
{
	while (node->parent != 0) {
		for (size_t i = 1; i < e->doc.n; i++)
			if (is_child(e, i, parent_of(e, node)) &&
			    &e->doc.nodes[i] != node)
				return node;
		node = parent_of(e, node);
	}
	return node;
}

static struct span
flow_item(struct str text, const struct yaml_node *node)
{
	struct span at = { node->key.begin, node->span.end };
	size_t after = skip_space(text, at.end), before = at.begin;

	while (before > 0 && ascii_is_space(text.p[before - 1]))
		before--;
	if (before > 0 && text.p[before - 1] == ',')
		at.begin = before - 1;
	else if (str_at(text, after) == ',')
		at.end = skip_space(text, after + 1);
	return at;
}

static struct span
block_item(struct str text, const struct yaml_node *node)
{
	struct span at = { line_begin(text, node->key.begin),
			   next_line(text, node->span.end) };

	/* where the last line has no end, the one before has none then */
	if (at.end == text.n && at.begin < at.end &&
	    !ascii_is_eol(text.p[at.end - 1])) {
		if (at.begin > 0 && text.p[at.begin - 1] == '\n')
			at.begin--;
		if (at.begin > 0 && text.p[at.begin - 1] == '\r')
			at.begin--;
	}
	return at;
}

static void
remove_node(struct editor *e, const struct yaml_node *node)
{
	node = outermost_lone(e, node);
	splice(e,
	       parent_of(e, node)->flow ? flow_item(e->text, node) :
					  block_item(e->text, node),
	       STR(""));
}

static bool
is_block(const struct yaml_node *node)
{
	return (node->type == YAML_MAPPING || node->type == YAML_SEQUENCE) &&
	       !node->flow;
}

static struct str
quoted_as(struct editor *e, const struct yaml_node *node)
{
	struct str value = e->edit->value;
	char quote;

	if (!e->edit->keep_quotes || node->type != YAML_SCALAR ||
	    (node->style != YAML_SINGLE && node->style != YAML_DOUBLE))
		return value;
	quote = node->style == YAML_SINGLE ? '\'' : '"';
	if (str_at(value, 0) == '\'' || str_at(value, 0) == '"')
		value = str_sub(value, 1, value.n - 1);
	return arena_strf(&e->arena, "%c%.*s%c", quote, STR_FMT(value), quote);
}

static void
replace_node(struct editor *e, const struct yaml_node *node)
{
	struct str text = e->text, value = quoted_as(e, node);
	struct span at = node->span;
	int before = at.begin ? text.p[at.begin - 1] : ' ';
	int after = str_at(text, at.end);

	if (is_block(node)) { /* it begins on a line of its own */
		at.begin = node->key.end;
		value = arena_strf(&e->arena, ": %.*s", STR_FMT(value));
	} else if (!value.n) {
		while (at.begin > 0 && ascii_is_blank(e->text.p[at.begin - 1]))
			at.begin--;
	} else {
		bool close = at.begin == at.end && !ascii_is_space(before);
		bool apart =
			after == '#' || (at.begin == at.end && after != -1 &&
					 !ascii_is_space(after) &&
					 after != ',' && after != '}');

		value = arena_strf(&e->arena, "%s%.*s%s", close ? " " : "",
				   STR_FMT(value), apart ? " " : "");
	}
	splice(e, at, value);
}

/* ---- a new key ---- */

/* Needs no quotes, to no reader of YAML 1.1 or 1.2. */
static bool
is_simple_key(struct str key)
{
	static const struct str words[] = {
		STR_INIT("y"),	  STR_INIT("n"),     STR_INIT("yes"),
		STR_INIT("no"),	  STR_INIT("on"),    STR_INIT("off"),
		STR_INIT("true"), STR_INIT("false"), STR_INIT("null"),
	};
	bool ok = ascii_is_alpha(str_at(key, 0));

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		ok = ok && !str_eq_nocase(key, words[i]);
	for (size_t i = 0; i < key.n; i++)
		ok = ok && (ascii_is_alnum(key.p[i]) || key.p[i] == '_' ||
			    key.p[i] == '-');
	return ok;
}

static void
add_key(struct buf *out, struct str key)
{
	const char *quote = is_simple_key(key) ? "" : "'";

	buf_addf(out, "%s%.*s%s:", quote, STR_FMT(key), quote);
}

/* `path: value`, with a line for each group, or in braces. */
static void
write_key(struct editor *e, struct str path, bool flow, struct str indent,
	  struct buf *out)
{
	struct str rest = path, part;
	size_t depth = 0;

	while (str_split(&rest, '.', &part)) {
		if (!flow) {
			buf_add(out, indent);
			buf_add_fill(out, ' ', 2 * depth);
		}
		add_key(out, part);
		if (!rest.p)
			break;
		if (flow)
			buf_add_str(out, " {");
		else
			buf_add(out, e->eol);
		depth++;
	}
	buf_add_byte(out, ' ');
	buf_add(out, e->edit->value);
	for (; flow && depth; depth--)
		buf_add_byte(out, '}');
}

/* The innermost group of the key that is there; *rest: the path below it. */
static const struct yaml_node *
find_group(const struct editor *e, struct str *rest)
{
	struct str path = e->edit->path;
	size_t at = path.n;

	while (at > 0) {
		const struct yaml_node *node;

		while (at > 0 && path.p[at - 1] != '.')
			at--;
		if (at == 0)
			break;
		node = keys_find(&e->doc, str_sub(path, 0, at - 1));
		*rest = str_from(path, at);
		if (node)
			return node;
		at--;
	}
	*rest = path;
	return e->doc.n ? &e->doc.nodes[0] : NULL;
}

static void
add_to_flow(struct editor *e, const struct yaml_node *group, struct str rest)
{
	const struct yaml_node *last = NULL;
	struct buf line = { 0 };
	size_t at = group->span.begin + 1;

	for (size_t i = 1; i < e->doc.n; i++)
		if (is_child(e, i, group))
			last = &e->doc.nodes[i];
	if (last) {
		at = last->span.end;
		buf_add_str(&line, ", ");
	}
	write_key(e, rest, true, STR(""), &line);
	splice(e, (struct span){ at, at }, buf_str(&line));
	buf_release(&line);
}

static void
add_line(struct editor *e, size_t at, struct str indent, struct str rest)
{
	bool open = at > 0 && !ascii_is_eol(e->text.p[at - 1]);
	struct buf line = { 0 };

	if (open) /* the text's last line has no end, and gets none */
		buf_add(&line, e->eol);
	write_key(e, rest, false, indent, &line);
	if (!open)
		buf_add(&line, e->eol);
	splice(e, (struct span){ at, at }, buf_str(&line));
	buf_release(&line);
}

static bool
add_node(struct editor *e)
{
	struct str rest, indent = STR("");
	const struct yaml_node *group = find_group(e, &rest);

	if (group && group->type != YAML_MAPPING)
		return false;
	if (group && group->flow) {
		add_to_flow(e, group, rest);
		return true;
	}
	for (size_t i = 1; i < e->doc.n && !indent.n; i++)
		if (is_child(e, i, group))
			indent = indent_of(e->text, &e->doc.nodes[i]);
	add_line(e,
		 group && group != e->doc.nodes ?
			 next_line(e->text, group->span.end) :
			 e->text.n,
		 indent, rest);
	return true;
}

/* ---- the proof ---- */

/* The key, what is in it, and the groups that it stands in. */
static bool
is_of_key(const struct yaml_node *node, struct str path)
{
	int next = str_at(node->path, path.n);

	if (str_starts(node->path, path))
		return next == -1 || next == '.' || next == '[';
	return node->type == YAML_MAPPING &&
	       (!node->path.n || (str_starts(path, node->path) &&
				  str_at(path, node->path.n) == '.'));
}

static bool
same_node(const struct yaml_node *a, const struct yaml_node *b)
{
	return a->type == b->type && str_eq(a->path, b->path) &&
	       (a->type != YAML_SCALAR ||
		(a->style == b->style && str_eq(a->value, b->value)));
}

/* Is nothing but the key different? */
static bool
same_others(const struct yaml_doc *a, const struct yaml_doc *b, struct str path)
{
	size_t i = 0, k = 0;

	for (;; i++, k++) {
		while (i < a->n && is_of_key(&a->nodes[i], path))
			i++;
		while (k < b->n && is_of_key(&b->nodes[k], path))
			k++;
		if (i >= a->n || k >= b->n)
			return i >= a->n && k >= b->n;
		if (!same_node(&a->nodes[i], &b->nodes[k]))
			return false;
	}
}

static bool
has_alias(const struct yaml_doc *doc)
{
	for (size_t i = 0; i < doc->n; i++)
		if (doc->nodes[i].type == YAML_ALIAS)
			return true;
	return false;
}

/* The value as a reader sees it; false: it is no scalar. */
static bool
read_value(struct editor *e, struct str value, struct str *out)
{
	struct yaml_doc doc;
	struct str line = arena_strf(&e->arena, "k: %.*s\n", STR_FMT(value));

	if (!yaml_read(line, &e->arena, &doc) || doc.n != 2 ||
	    doc.nodes[1].type != YAML_SCALAR)
		return false;
	*out = doc.nodes[1].value;
	return true;
}

static bool
is_proved(struct editor *e, struct str old_text, const struct yaml_doc *old)
{
	struct str path = e->edit->path, value = { 0 };
	bool found = false;

	if (e->edit->value.p && !read_value(e, e->edit->value, &value))
		return false;
	for (size_t i = 1; i < e->doc.n; i++) {
		const struct yaml_node *node = &e->doc.nodes[i];

		if (!str_eq(node->path, path))
			continue;
		if (!value.p || node->type != YAML_SCALAR ||
		    !str_eq(node->value, value))
			return false;
		found = true;
	}
	/* an anchor that is needed elsewhere must not go */
	if (has_alias(&e->doc) &&
	    str_count(e->text, STR("&")) < str_count(old_text, STR("&")))
		return false;
	return found == (value.p != NULL) && same_others(old, &e->doc, path);
}

/* ---- all places ---- */

/* Does the node say what it should? */
static bool
is_right(struct editor *e, const struct yaml_node *node)
{
	struct str value;

	if (!e->edit->value.p || node->type != YAML_SCALAR)
		return false;
	if (e->edit->keep_quotes)
		return read_value(e, e->edit->value, &value) &&
		       str_eq(node->value, value);
	return str_eq(str_span(e->text, node->span), e->edit->value);
}

/* Place i of the key, from 0, or NULL. */
static const struct yaml_node *
place_at(const struct editor *e, size_t i)
{
	for (size_t k = 1; k < e->doc.n; k++)
		if (str_eq(e->doc.nodes[k].path, e->edit->path) && i-- == 0)
			return &e->doc.nodes[k];
	return NULL;
}

/*
 * Change every place of the key, each once; after each the text is read again.
 */
static bool
change_places(struct editor *e)
{
	const struct yaml_node *node;

	if (e->edit->value.p && !place_at(e, 0) &&
	    (!add_node(e) || !yaml_read(e->text, &e->arena, &e->doc)))
		return false;
	for (size_t i = 0; i < MAX_PLACES; i++) {
		node = place_at(e, e->edit->value.p ? i : 0);
		if (!node)
			return true;
		if (is_right(e, node))
			continue;
		if (e->edit->value.p)
			replace_node(e, node);
		else
			remove_node(e, node);
		if (!yaml_read(e->text, &e->arena, &e->doc))
			return false;
	}
	return false;
}

enum keys_result
keys_edit(struct str text, const struct key_edit *edit, struct str eol,
	  struct buf *out)
{
	struct editor e = { .edit = edit, .eol = eol, .text = text };
	enum keys_result result = KEYS_OK;
	struct yaml_doc old;

	if (!yaml_read(text, &e.arena, &old)) {
		result = KEYS_BROKEN;
	} else {
		e.doc = old;
		if (!change_places(&e) || !is_proved(&e, text, &old))
			result = KEYS_NO_PLACE;
	}
	buf_add(out, result == KEYS_OK ? e.text : text);
	arena_release(&e.arena);
	return result;
}

/* ---- a page ---- */

/* The line end behind the line that holds `at`, or of the page's first line. */
static struct str
eol_of(struct str page, size_t at)
{
	while (at < page.n && !ascii_is_eol(page.p[at]))
		at++;
	if (str_at(page, at) == '\r')
		return str_at(page, at + 1) == '\n' ? STR("\r\n") : STR("\r");
	return STR("\n");
}

static enum keys_result
make_front(struct str page, const struct key_edit *edit, struct buf *out)
{
	size_t at = str_starts(page, STR("\xef\xbb\xbf")) ? 3 : 0;
	struct str eol = eol_of(page, at);
	struct buf line = { 0 };
	enum keys_result result = KEYS_OK;

	if (edit->value.p)
		result = keys_edit(STR(""), edit, eol, &line);
	buf_add(out, str_sub(page, 0, at));
	if (line.n)
		buf_addf(out, "---%.*s%.*s---%.*s", STR_FMT(eol),
			 STR_FMT(buf_str(&line)), STR_FMT(eol));
	buf_add(out, str_from(page, at));
	buf_release(&line);
	return result;
}

enum keys_result
keys_edit_page(struct str page, const struct key_edit *edit, struct buf *out)
{
	struct frontmatter front = frontmatter_find(page);
	size_t begin = out->n;
	enum keys_result result;
	struct frontmatter now;

	if (front.kind == FRONTMATTER_NONE)
		return make_front(page, edit, out);
	if (front.kind != FRONTMATTER_YAML) {
		buf_add(out, page);
		return KEYS_NOT_YAML;
	}
	buf_add(out, str_sub(page, 0, front.text.begin));
	result = keys_edit(str_span(page, front.text), edit,
			   eol_of(page, front.all.begin), out);
	buf_add(out, str_from(page, front.text.end));
	/* a value may not close the front matter */
	now = frontmatter_find(str_from(buf_str(out), begin));
	if (str_eq(str_from(str_from(buf_str(out), begin), now.all.end),
		   str_from(page, front.all.end)))
		return result;
	buf_cut(out, begin);
	buf_add(out, page);
	return KEYS_NO_PLACE;
}
