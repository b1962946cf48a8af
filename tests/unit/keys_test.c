/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/keys.h"

#include "unit/tap.h"

struct example {
	const char *what;
	const char *before, *path, *value; /* NULL: remove */
	const char *after;		   /* NULL: as before, no place */
};

static const struct example yaml_examples[] = {
	{ "appended", "a: 1\n", "late", "true", "a: 1\nlate: true\n" },
	{ "into nothing", "", "late", "true", "late: true\n" },
	{ "behind comments alone", "# c\n", "late", "true",
	  "# c\nlate: true\n" },
	{ "CRLF", "a: 1\r\n", "late", "true", "a: 1\r\nlate: true\r\n" },
	{ "no final newline", "a: 1", "late", "true", "a: 1\nlate: true" },
	{ "as it stands", "late:   true # why\n", "late", "true",
	  "late:   true # why\n" },
	{ "replaced, the comment stays", "late: no   # why\nb: 2\n", "late",
	  "true", "late: true   # why\nb: 2\n" },
	{ "a quoted value", "late: 'no' # why\n", "late", "true",
	  "late: true # why\n" },
	{ "a quoted key", "\"late\": no\n", "late", "true",
	  "\"late\": true\n" },
	{ "a quoted key goes", "a: 1\n'late' : no\nb: 2\n", "late", NULL,
	  "a: 1\nb: 2\n" },
	{ "an empty value", "late:\nb: 2\n", "late", "true",
	  "late: true\nb: 2\n" },
	{ "an empty value with a comment", "late: # c\nb: 2\n", "late", "true",
	  "late: true # c\nb: 2\n" },
	{ "a block scalar", "late: |\n  a\n  b\nc: 3\n", "late", "true",
	  "late: true\nc: 3\n" },
	{ "a block scalar goes", "late: >-\n  a\n\n  b\nc: 3\n", "late", NULL,
	  "c: 3\n" },
	{ "a group becomes a value", "late:\n  x: 1\n  y: 2\nc: 3\n", "late",
	  "true", "late: true\nc: 3\n" },
	{ "a list becomes a value", "late: [1, 2] # c\nc: 3\n", "late", "true",
	  "late: true # c\nc: 3\n" },
	{ "a block list becomes a value", "late:\n- 1\n- 2\nc: 3\n", "late",
	  "true", "late: true\nc: 3\n" },
	{ "a comment close to a quote", "late: 'x'# c\n", "late", "true",
	  "late: true # c\n" },
	{ "an empty new value", "late:  1 # c\nc: 3\n", "late", "",
	  "late: # c\nc: 3\n" },
	{ "a new value over lines", "late: 1\nc: 3\n", "late", "|\n  x\n  y",
	  "late: |\n  x\n  y\nc: 3\n" },
	{ "twice", "late: 1\nb: 2\nlate: 3\n", "late", "true",
	  "late: true\nb: 2\nlate: true\n" },
	{ "twice, gone", "late: 1\nb: 2\nlate: 3\n", "late", NULL, "b: 2\n" },
	{ "the only one", "late: 1\n", "late", NULL, "" },
	{ "comments around stay", "# a\nlate: 1 # mine\n# b\nb: 2\n", "late",
	  NULL, "# a\n# b\nb: 2\n" },
	{ "not there", "a: 1\n", "late", NULL, "a: 1\n" },
	{ "a longer key is another", "later: 1\n", "late", "2",
	  "later: 1\nlate: 2\n" },
	{ "nested", "p:\n  a: 1\nb: 2\n", "p.late", "true",
	  "p:\n  a: 1\n  late: true\nb: 2\n" },
	{ "nested, odd indentation", "p:\n     a: 1 # c\n\nb: 2\n", "p.late",
	  "true", "p:\n     a: 1 # c\n     late: true\n\nb: 2\n" },
	{ "nested behind a list", "p:\n  a:\n  - 1\n  - 2\nb: 2\n", "p.late",
	  "true", "p:\n  a:\n  - 1\n  - 2\n  late: true\nb: 2\n" },
	{ "groups are made", "a: 1\n", "p.q.late", "true",
	  "a: 1\np:\n  q:\n    late: true\n" },
	{ "nested goes", "p:\n  a: 1\n  late: 2\nb: 2\n", "p.late", NULL,
	  "p:\n  a: 1\nb: 2\n" },
	{ "groups go with their last key", "a: 1\np:\n  q:\n    late: 2\n",
	  "p.q.late", NULL, "a: 1\n" },
	{ "a group that is a value", "p: 1\n", "p.late", "true", NULL },
	{ "a group that is a list", "p:\n- a\n", "p.late", "true", NULL },
	{ "a group that is empty", "p:\nb: 2\n", "p.late", "true", NULL },
	{ "flow", "{a: 1}\n", "late", "true", "{a: 1, late: true}\n" },
	{ "flow, empty", "{}\n", "late", "true", "{late: true}\n" },
	{ "flow, comma at the end", "{a: 1,}\n", "late", "true",
	  "{a: 1, late: true,}\n" },
	{ "flow over lines", "{\n  a: 1, # c\n  b: [2]\n}\n", "late", "true",
	  "{\n  a: 1, # c\n  b: [2], late: true\n}\n" },
	{ "flow, nested", "p: {a: 1}\n", "p.late", "true",
	  "p: {a: 1, late: true}\n" },
	{ "flow, groups are made", "p: {a: 1}\n", "p.q.late", "true",
	  "p: {a: 1, q: {late: true}}\n" },
	{ "flow, first goes", "{late: 1, a: 2}\n", "late", NULL, "{a: 2}\n" },
	{ "flow, last goes", "{a: 2, late: 1}\n", "late", NULL, "{a: 2}\n" },
	{ "flow, the only one", "a: 1\np: {late: 1}\n", "p.late", NULL,
	  "a: 1\n" },
	{ "JSON is YAML", "{\"a\":1,\"late\":2}\n", "late", "3",
	  "{\"a\":1,\"late\":3}\n" },
	{ "an indented root", "  a: 1\n  b: 2\n", "late", "true",
	  "  a: 1\n  b: 2\n  late: true\n" },
	{ "the anchor of the value stays", "late: &x 1\nb: *x\n", "late", "2",
	  "late: &x 2\nb: *x\n" },
	{ "an anchor that is needed", "late: &x 1\nb: *x\n", "late", NULL,
	  NULL },
	{ "an anchor that nobody needs", "late: &x 1\nb: 2\n", "late", NULL,
	  "b: 2\n" },
	{ "an alias", "b: &x 1\nlate: *x\n", "late", "2",
	  "b: &x 1\nlate: 2\n" },
	{ "beside a merge", "b: &x {k: 1}\n<<: *x\n", "late", "2",
	  "b: &x {k: 1}\n<<: *x\nlate: 2\n" },
	{ "behind the document's end", "a: 1\n...\n", "late", "2", NULL },
	{ "a list at the root", "- a\n", "late", "2", NULL },
	{ "a text at the root", "word\n", "late", "2", NULL },
	{ "a block scalar that keeps its end", "a: |+\n  x\n\n", "late", "2",
	  "a: |+\n  x\n\nlate: 2\n" },
	{ "a nested one would lose its end", "p:\n  a: |+\n    x\n\nb: 2\n",
	  "p.late", "2", NULL },
	{ "a text over lines", "a: one\n  two\nb: 1\n", "late", "2",
	  "a: one\n  two\nb: 1\nlate: 2\n" },
	{ "a text over lines goes", "late: one\n  two\nb: 1\n", "late", NULL,
	  "b: 1\n" },
	{ "a tag", "late: !!str 1\n", "late", "2", "late: !!str 2\n" },
	{ "a key behind a question mark", "? late\n: 1\nb: 2\n", "late", NULL,
	  "b: 2\n" },
	{ "a word that is no text", "a: 1\n", "x.On", "2",
	  "a: 1\nx:\n  'On': 2\n" },
	{ "beyond ASCII", "t: \xc3\xa9\xc3\xa9 # \xe2\x82\xac\nlate: 1\n",
	  "late", "2", "t: \xc3\xa9\xc3\xa9 # \xe2\x82\xac\nlate: 2\n" },
	{ "a key that must be quoted", "a: 1\n", "on air", "2",
	  "a: 1\n'on air': 2\n" },
	{ "a value that is no scalar", "a: 1\n", "late", "[1", NULL },
	{ "a value that is a list", "a: 1\n", "late", "[1]", NULL },
	{ "a value with a comment", "{a: 1}\n", "late", "1 # c", NULL },
	{ "a value that brings in a key", "a: 1\n", "late", "1\nb: 2", NULL },
};

static const struct example page_examples[] = {
	{ "no front matter", "# T\n", "late", "true",
	  "---\nlate: true\n---\n# T\n" },
	{ "no front matter, BOM and CRLF", "\xef\xbb\xbf# T\r\n", "p.late",
	  "true", "\xef\xbb\xbf---\r\np:\r\n  late: true\r\n---\r\n# T\r\n" },
	{ "no front matter, nothing to remove", "# T\n", "late", NULL,
	  "# T\n" },
	{ "an empty page", "", "late", "1", "---\nlate: 1\n---\n" },
	{ "an opener alone is no front matter", "---\n# T\n", "late", "1",
	  "---\nlate: 1\n---\n---\n# T\n" },
	{ "empty front matter", "---\n---\n# T\n", "late", "true",
	  "---\nlate: true\n---\n# T\n" },
	{ "BOM", "\xef\xbb\xbf---\na: 1\n---\nx", "late", "true",
	  "\xef\xbb\xbf---\na: 1\nlate: true\n---\nx" },
	{ "CRLF", "---\r\na: 1\r\n---\r\nx\n", "late", "true",
	  "---\r\na: 1\r\nlate: true\r\n---\r\nx\n" },
	{ "CR", "---\ra: 1\r---\rx\r", "late", "true",
	  "---\ra: 1\rlate: true\r---\rx\r" },
	{ "no line end at all", "---\na: 1\n---", "late", "1",
	  "---\na: 1\nlate: 1\n---" },
	{ "blanks behind the fences", "---  \na: 1\n--- \nx\n", "late", "1",
	  "---  \na: 1\nlate: 1\n--- \nx\n" },
	{ "TOML", "+++\na = 1\n+++\nx\n", "late", "true", NULL },
	{ "JSON", "{\n\"a\": 1\n}\nx\n", "late", "true", NULL },
	{ "broken YAML", "---\na: [\n---\nx\n", "late", "true", NULL },
	{ "a value like a fence", "---\na: 1\n---\nx\n", "late", "\"---\"",
	  "---\na: 1\nlate: \"---\"\n---\nx\n" },
};

typedef enum keys_result
edit_function(struct str text, const struct key_edit *edit, struct buf *out);

static enum keys_result
edit_yaml(struct str text, const struct key_edit *edit, struct buf *out)
{
	struct str eol =
		str_find_byte(text, 0, '\r') < text.n ? STR("\r\n") : STR("\n");

	return keys_edit(text, edit, eol, out);
}

static void
check(const struct example *x, edit_function *edit)
{
	struct key_edit change = { .path = str_of(x->path),
				   .value = str_of(x->value) };
	struct buf out = { 0 }, again = { 0 };
	enum keys_result result = edit(str_of(x->before), &change, &out);

	ok((result == KEYS_OK) == (x->after != NULL), x->what);
	is_str(buf_str(&out), str_of(x->after ? x->after : x->before), x->what);
	edit(buf_str(&out), &change, &again);
	is_str(buf_str(&again), buf_str(&out), "and again: the same");
	buf_release(&out);
	buf_release(&again);
}

/* What was set and is removed again leaves the page as it was. */
static void
check_round_trip(const struct example *x, edit_function *edit)
{
	struct key_edit set = { .path = STR("fresh.key"), .value = STR("1") };
	struct key_edit remove = { .path = STR("fresh.key") };
	struct buf there = { 0 }, back = { 0 };

	edit(str_of(x->before), &set, &there);
	edit(buf_str(&there), &remove, &back);
	is_str(buf_str(&back), str_of(x->before), "set and removed");
	buf_release(&there);
	buf_release(&back);
}

static void
test_quotes(void)
{
	static const char *const rows[][2] = {
		{ "pin: abc # c\n", "pin: def # c\n" },
		{ "pin: 'abc'\n", "pin: 'def'\n" },
		{ "pin: \"abc\"\n", "pin: \"def\"\n" },
		{ "pin: 'def'\n", "pin: 'def'\n" },
		{ "pin: >-\n  def\n", "pin: >-\n  def\n" },
		{ "pin: >-\n  abc\n", "pin: def\n" },
	};
	struct key_edit edit = { .path = STR("pin"),
				 .value = STR("def"),
				 .keep_quotes = true };

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf out = { 0 };

		keys_edit(str_of(rows[i][0]), &edit, STR("\n"), &out);
		is_str(buf_str(&out), str_of(rows[i][1]), "quotes are kept");
		buf_release(&out);
	}
}

static void
test_results(void)
{
	struct key_edit edit = { .path = STR("a.b"), .value = STR("1") };
	struct buf out = { 0 };

	ok(keys_edit_page(STR("+++\n+++\n"), &edit, &out) == KEYS_NOT_YAML,
	   "TOML is told");
	ok(keys_edit_page(STR("---\na: [\n---\n"), &edit, &out) == KEYS_BROKEN,
	   "broken YAML is told");
	ok(keys_edit_page(STR("---\na: 1\n---\n"), &edit, &out) ==
		   KEYS_NO_PLACE,
	   "no place is told");
	for (int i = KEYS_NOT_YAML; i <= KEYS_NO_PLACE; i++)
		ok(*keys_result_text((enum keys_result)i) != '\0',
		   "with words");
	is_str(str_of(keys_result_text(KEYS_OK)), STR(""), "none for success");
	buf_release(&out);
}

/* Bytes behind the first document are nobody's business, NUL included. */
static void
test_nul(void)
{
	struct key_edit edit = { .path = STR("a"), .value = STR("2") };
	struct str text = STR("a: 1\n...\n\0x\n");
	struct buf out = { 0 };

	if (keys_edit(text, &edit, STR("\n"), &out) == KEYS_OK)
		is_str(buf_str(&out), STR("a: 2\n...\n\0x\n"), "NUL is kept");
	else
		is_str(buf_str(&out), text, "NUL is kept");
	buf_release(&out);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(yaml_examples) / sizeof(*yaml_examples);
	     i++) {
		check(&yaml_examples[i], edit_yaml);
		check_round_trip(&yaml_examples[i], edit_yaml);
	}
	for (size_t i = 0; i < sizeof(page_examples) / sizeof(*page_examples);
	     i++)
		check(&page_examples[i], keys_edit_page);
	test_quotes();
	test_results();
	test_nul();
	return tap_done();
}
