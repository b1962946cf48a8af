/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/toml.h"
#include "unit/keys.h"
#include "unit/tap.h"

/* One scalar: where its bytes are and what it says. */
static const struct {
	const char *what, *text, *path, *bytes, *value;
	size_t line; /* of the value */
} scalars[] = {
	{ "basic", "a = \"b \\\"c\\\" \\u00e9\" # d\n", "a",
	  "\"b \\\"c\\\" \\u00e9\"", "b \"c\" \xc3\xa9", 1 },
	{ "literal", "a = 'C:\\x'\n", "a", "'C:\\x'", "C:\\x", 1 },
	{ "basic lines", "a = \"\"\"\nx\n  y \\\n   z\"\"\"\n", "a",
	  "\"\"\"\nx\n  y \\\n   z\"\"\"", "x\n  y z", 1 },
	{ "literal lines", "a = '''x\\\ny'''\n", "a", "'''x\\\ny'''", "x\\\ny",
	  1 },
	{ "quotes at the end", "a = \"\"\"x\"\"\"\"\"\n", "a",
	  "\"\"\"x\"\"\"\"\"", "x\"\"", 1 },
	{ "empty", "a = ''\nb = 1\n", "a", "''", "", 1 },
	{ "number", "x = 'y'\na = 1_000 # b\n", "a", "1_000", "1_000", 2 },
	{ "date and time", "a = 1979-05-27 07:32:00\n", "a",
	  "1979-05-27 07:32:00", "1979-05-27 07:32:00", 1 },
	{ "boolean", "a=true", "a", "true", "true", 1 },
	{ "dotted key", "a . \"b c\" = 'v'\n", "a.b c", "'v'", "v", 1 },
	{ "table", "[m.n]\nk = 'v'\n", "m.n.k", "'v'", "v", 2 },
	{ "array of tables", "[[m]]\n  k = 'v'\n", "m[].k", "'v'", "v", 2 },
	{ "array", "t = [ # c\n  'x', 'y',\n]\n", "t[]", "'x'", "x", 2 },
	{ "inline table", "m = {k = 'v', l = []}\n", "m.k", "'v'", "v", 1 },
	{ "CRLF", "x = 1\r\na = \"\"\"b\r\nc\"\"\"\r\n", "a",
	  "\"\"\"b\r\nc\"\"\"", "b\nc", 2 },
	{ "no strings in comments", "# a = 'b'\na = 'c'\n", "a", "'c'", "c",
	  2 },
};

static const struct {
	const char *text;
	size_t line;
} errors[] = {
	{ "a\n", 1 },
	{ "a = \n", 1 },
	{ "a = b\n", 1 },
	{ "x = 1\na = \"b\n", 2 },
	{ "a = \"\"\"b\n", 2 },
	{ "a = \"\\q\"\n", 1 },
	{ "a = \"\\ud800\"\n", 1 },
	{ "a = 'b' c\n", 1 },
	{ "a = [1, 2\n", 2 },
	{ "a = {b = 1\n", 1 },
	{ "[a\n", 1 },
	{ "[[a]\n", 1 },
	{ "a = '\xff'\n", 1 },
};

/* A new value in the place of `a`. NULL: it cannot be written. */
static const struct {
	const char *what, *text, *value, *bytes;
} encoded[] = {
	{ "basic", "a = \"x\"", "a \"b\" \\ c\td",
	  "\"a \\\"b\\\" \\\\ c\\td\"" },
	{ "literal", "a = 'x'", "C:\\y", "'C:\\y'" },
	{ "literal with its quote", "a = 'x'", "it's", "\"it's\"" },
	{ "literal with a line end", "a = 'x'", "b\nc", "\"b\\nc\"" },
	{ "control", "a = 'x'", "\x01", "\"\\u0001\"" },
	{ "lines", "a = \"\"\"\nx\"\"\"", "b\n\"\"\"c\"",
	  "\"\"\"\nb\n\\\"\\\"\"c\\\"\"\"\"" },
	{ "lines without the first end", "a = \"\"\"x\"\"\"", "b\nc",
	  "\"\"\"b\nc\"\"\"" },
	{ "a line end first", "a = '''x'''", "\nb", "'''\n\nb'''" },
	{ "literal lines with quotes", "a = '''x'''", "b''c",
	  "\"\"\"b''c\"\"\"" },
	{ "the same", "a = \"\\u0041\"", "A", "\"\\u0041\"" },
	{ "a date", "a = 2024-01-02", "2024-02-03", "2024-02-03" },
	{ "no date", "a = 2024-01-02", "tomorrow", NULL },
	{ "not UTF-8", "a = 'x'", "\xff", NULL },
};

static void
test_scalars(void)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof(scalars) / sizeof(*scalars); i++) {
		struct str text = str_of(scalars[i].text);
		struct yaml_doc doc;
		const struct yaml_node *node;

		toml_read(text, &arena, &doc);
		node = keys_find(&doc, str_of(scalars[i].path));
		ok(node && str_eq(node->value, str_of(scalars[i].value)) &&
			   str_eq(str_span(text, node->span),
				  str_of(scalars[i].bytes)) &&
			   node->value_line == scalars[i].line,
		   scalars[i].what);
	}
	arena_release(&arena);
}

static void
test_errors(void)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++) {
		struct yaml_doc doc;
		bool read = toml_read(str_of(errors[i].text), &arena, &doc);

		ok(!read && doc.n == 0 && doc.error.n &&
			   doc.error_line == errors[i].line,
		   errors[i].text);
	}
	arena_release(&arena);
}

static void
test_encode(void)
{
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof(encoded) / sizeof(*encoded); i++) {
		struct str text = str_of(encoded[i].text);
		struct yaml_doc doc;
		struct buf out = { 0 };
		bool done;

		toml_read(text, &arena, &doc);
		done = toml_encode(text, &doc, 1, str_of(encoded[i].value),
				   STR("\n"), &out);
		if (encoded[i].bytes)
			is_str(buf_str(&out), str_of(encoded[i].bytes),
			       encoded[i].what);
		else
			ok(!done && out.n == 0, encoded[i].what);
		buf_release(&out);
	}
	arena_release(&arena);
}

/* What matter.c builds on: root keys and tables are the root's children. */
static void
test_parents(void)
{
	struct arena arena = { 0 };
	struct yaml_doc doc;

	toml_read(STR("a.b = 1\n[t]\nk = {l = 2}\n[[u.v]]\n"), &arena, &doc);
	ok(doc.n == 6 && doc.nodes[1].parent == 0 && doc.nodes[2].parent == 0 &&
		   doc.nodes[3].parent == 2 && doc.nodes[4].parent == 3 &&
		   doc.nodes[5].parent == 0,
	   "keys before the first table and tables stand at the root");
	arena_release(&arena);
}

static void
test_depth(void)
{
	struct arena arena = { 0 };
	struct yaml_doc doc;
	struct buf deep = { 0 };

	buf_add_str(&deep, "a = ");
	for (size_t i = 0; i < 100000; i++)
		buf_add_byte(&deep, '[');
	ok(!toml_read(buf_str(&deep), &arena, &doc), "too deep is an error");
	buf_release(&deep);
	arena_release(&arena);
}

int
main(void)
{
	test_scalars();
	test_errors();
	test_encode();
	test_parents();
	test_depth();
	return tap_done();
}
