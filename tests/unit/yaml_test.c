/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/yaml.h"
#include "unit/tap.h"

/*
 * One scalar in a document: where its bytes are and what it says. `bytes` is
 * what the span covers.
 */
static const struct {
	const char *what, *text, *path, *bytes, *value;
	size_t line; /* of the value */
} scalars[] = {
	{ "plain", "a: b c # d\n", "a", "b c", "b c", 1 },
	{ "plain, two lines", "a: b\n  c\nd: e\n", "a", "b\n  c", "b c", 1 },
	{ "single", "a: 'it''s'\n", "a", "'it''s'", "it's", 1 },
	{ "double", "a: \"x\\ty\"\n", "a", "\"x\\ty\"", "x\ty", 1 },
	{ "literal", "a: |\n  x\n  y\n\nb: c\n", "a", "|\n  x\n  y", "x\ny\n",
	  1 },
	{ "folded", "a: >-\n  x\n  y\n", "a", ">-\n  x\n  y", "x y", 1 },
	{ "empty", "a:\nb: c\n", "a", "", "", 1 },
	{ "anchor and tag", "a: &x !!str b\n", "a", "b", "b", 1 },
	{ "nested", "m:\n  n:\n    k: v\n", "m.n.k", "v", "v", 3 },
	{ "list", "t:\n- x\n- y\n", "t[]", "x", "x", 2 },
	{ "map in a list", "c:\n  - t: v\n", "c[].t", "v", "v", 2 },
	{ "flow list", "t: [ x, y ]\n", "t[]", "x", "x", 1 },
	{ "flow map", "m: { k: v }\n", "m.k", "v", "v", 1 },
	{ "a dot in a key", "a.b: v\n", "a.b", "v", "v", 1 },
	{ "after other letters", "\xc3\xb1: \xe4\xb8\xad\na: b\n", "a", "b",
	  "b", 2 },
	{ "other letters", "a: \xe4\xb8\xad \xf0\x9f\x98\x80 # x\n", "a",
	  "\xe4\xb8\xad \xf0\x9f\x98\x80", "\xe4\xb8\xad \xf0\x9f\x98\x80", 1 },
	{ "BOM",
	  "\xef\xbb\xbf"
	  "a: b\n",
	  "a", "b", "b", 1 },
	{ "CRLF", "x: y\r\na: b\r\n", "a", "b", "b", 2 },
	{ "no line end", "a: b", "a", "b", "b", 1 },
};

static const struct yaml_node *
find_node(const struct yaml_doc *doc, struct str path)
{
	for (size_t i = 0; i < doc->n; i++)
		if (doc->nodes[i].type == YAML_SCALAR &&
		    str_eq(doc->nodes[i].path, path))
			return &doc->nodes[i];
	return NULL;
}

static void
test_scalars(void)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof(scalars) / sizeof(*scalars); i++) {
		struct str text = str_of(scalars[i].text);
		struct yaml_doc doc = { 0 };
		const struct yaml_node *node;

		yaml_read(text, &arena, &doc);
		node = find_node(&doc, str_of(scalars[i].path));
		if (!ok(node != NULL, scalars[i].what))
			continue;
		is_str(str_span(text, node->span), str_of(scalars[i].bytes),
		       "its bytes");
		is_str(node->value, str_of(scalars[i].value), "its value");
		is_int((long long)node->value_line, (long long)scalars[i].line,
		       "its line");
	}
	arena_release(&arena);
}

static const struct {
	const char *what, *text;
	size_t line;
} errors[] = {
	{ "a colon in a plain value", "a: b: c\n", 1 },
	{ "a tab as indentation", "a:\n\tb: c\n", 2 },
	{ "an unclosed quote", "x: y\na: \"b\n", 2 },
	{ "an unclosed bracket", "a: [b\n", 1 },
	{ "a reserved sign", "a: @b\n", 1 },
	{ "not UTF-8", "a: \xff\n", 1 },
};

static void
test_errors(void)
{
	struct arena arena = { 0 };
	struct yaml_doc doc = { 0 };

	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++) {
		doc = (struct yaml_doc){ 0 };
		ok(!yaml_read(str_of(errors[i].text), &arena, &doc),
		   errors[i].what);
		ok(doc.error.p && doc.n == 0, "it is said, and no node");
		ok(doc.error_line >= errors[i].line &&
			   doc.error_line <= errors[i].line + 1,
		   "its line");
	}
	doc = (struct yaml_doc){ 0 };
	ok(yaml_read(STR(""), &arena, &doc) && doc.n == 0, "an empty text");
	doc = (struct yaml_doc){ 0 };
	ok(yaml_read(STR("a: &x [b]\nc: *x\n"), &arena, &doc), "an alias");
	is_int(doc.nodes[doc.n - 1].type, YAML_ALIAS, "is a leaf");
	arena_release(&arena);
}

static void
test_depth(void)
{
	struct arena arena = { 0 };
	struct yaml_doc doc = { 0 };
	struct buf text = { 0 };

	buf_add_fill(&text, '[', 50000);
	ok(!yaml_read(buf_str(&text), &arena, &doc), "50,000 levels");
	buf_clear(&text);
	buf_add_fill(&text, '[', YAML_MAX_DEPTH + 5);
	buf_add_fill(&text, ']', YAML_MAX_DEPTH + 5);
	doc = (struct yaml_doc){ 0 };
	ok(!yaml_read(buf_str(&text), &arena, &doc), "a few too many levels");
	ok(doc.error.p != NULL, "that is said");
	buf_release(&text);
	arena_release(&arena);
}

/* The bytes that replace the value of the first scalar "a". */
static const struct {
	const char *text, *value, *bytes;
} encodings[] = {
	{ "a: b\n", "b", "b" },
	{ "a: b\n", "c d", "c d" },
	{ "a: b\n", "it's", "it's" },
	{ "a: b\n", "Foo: bar", "'Foo: bar'" },
	{ "a: b\n", "x #y", "'x #y'" },
	{ "a: b\n", "# x", "'# x'" },
	{ "a: b\n", "no", "'no'" },
	{ "a: b\n", "12:30", "'12:30'" },
	{ "a: b\n", "2024-01-01", "'2024-01-01'" },
	{ "a: b\n", "null", "'null'" },
	{ "a: b\n", "3.14", "'3.14'" },
	{ "a: b\n", "", "''" },
	{ "a: b\n", " x", "' x'" },
	{ "a: b\n", "x\ty\n", "\"x\\ty\\n\"" },
	{ "a: 'b'\n", "it's", "'it''s'" },
	{ "a: \"b\"\n", "say \"x\"", "\"say \\\"x\\\"\"" },
	{ "a: \"b\"\n", "a\\b", "\"a\\\\b\"" },
	{ "a: yes # on\n", "no", "no" },
	{ "a: [b, c]\n", "x", "[b, c]" },
	{ "a: |\n  b\n", "x\ny\n", "|\n  x\n  y" },
	{ "a: >\n  b\n", "b\n", ">\n  b" },
};

static void
test_encode(void)
{
	struct arena arena = { 0 };
	struct buf out = { 0 };

	for (size_t i = 0; i < sizeof(encodings) / sizeof(*encodings); i++) {
		struct str text = str_of(encodings[i].text);
		struct yaml_doc doc = { 0 };
		const struct yaml_node *node;

		yaml_read(text, &arena, &doc);
		node = find_node(&doc, STR("a"));
		if (!node)
			continue;
		buf_clear(&out);
		ok(yaml_encode(text, &doc, (size_t)(node - doc.nodes),
			       str_of(encodings[i].value), STR("\n"), &out),
		   encodings[i].text);
		is_str(buf_str(&out), str_of(encodings[i].bytes),
		       encodings[i].value);
	}
	buf_release(&out);
	arena_release(&arena);
}

static void
test_refused(void)
{
	struct arena arena = { 0 };
	struct buf out = { 0 };
	struct yaml_doc doc = { 0 };
	struct str text = STR("a: b\n");
	size_t node;

	yaml_read(text, &arena, &doc);
	node = (size_t)(find_node(&doc, STR("a")) - doc.nodes);
	ok(!yaml_encode(text, &doc, node, STR("x\xff"), STR("\n"), &out),
	   "a value that is not UTF-8 is refused");
	ok(!yaml_encode(text, &doc, node, STR("x\0y"), STR("\n"), &out),
	   "a value with NUL is refused");
	is_int((long long)out.n, 0, "nothing is appended");
	buf_release(&out);
	arena_release(&arena);
}

int
main(void)
{
	test_scalars();
	test_errors();
	test_depth();
	test_encode();
	test_refused();
	return tap_done();
}
