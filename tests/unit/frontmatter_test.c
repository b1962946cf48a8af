/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frontmatter_test - where front matter begins and ends.
 *
 * Expected: the bytes of `all` and of `text`; NULL where there is none.
 */
#include "markdown/frontmatter.h"
#include "unit/tap.h"

static const struct {
	const char *page;
	enum frontmatter_kind kind;
	const char *all, *text;
	size_t line;
} examples[] = {
	{ "---\na: b\n---\nc", FRONTMATTER_YAML, "---\na: b\n---\n", "a: b\n",
	  2 },
	{ "---\r\na: b\r\n---\r\nc", FRONTMATTER_YAML, "---\r\na: b\r\n---\r\n",
	  "a: b\r\n", 2 },
	{ "---\ra: b\r---\rc", FRONTMATTER_YAML, "---\ra: b\r---\r", "a: b\r",
	  2 },
	{ "---\n---\n", FRONTMATTER_YAML, "---\n---\n", "", 2 },
	{ "---\na: b\n---", FRONTMATTER_YAML, "---\na: b\n---", "a: b\n", 2 },
	{ "--- \na: b\n---\t\nc", FRONTMATTER_YAML, "--- \na: b\n---\t\n",
	  "a: b\n", 2 },
	{ "\xef\xbb\xbf---\na: b\n---\n", FRONTMATTER_YAML, "---\na: b\n---\n",
	  "a: b\n", 2 },
	{ "\n \n---\na: b\n---\n", FRONTMATTER_YAML, "---\na: b\n---\n",
	  "a: b\n", 4 },
	{ "---\na: |\n  ---\n---\n", FRONTMATTER_YAML,
	  "---\na: |\n  ---\n---\n", "a: |\n  ---\n", 2 },
	{ "---\na: b\n---c\nd", FRONTMATTER_YAML, "---\na: b\n---", "a: b\n",
	  2 },
	{ "+++\na = 1\n+++\nb", FRONTMATTER_TOML, "+++\na = 1\n+++\n",
	  "a = 1\n", 2 },
	{ "{\n\"a\": \"}\\\"{\"\n}\nb", FRONTMATTER_JSON,
	  "{\n\"a\": \"}\\\"{\"\n}\n", "{\n\"a\": \"}\\\"{\"\n}", 1 },
	{ "{ }\nb", FRONTMATTER_JSON, "{ }\n", "{ }", 1 },
	{ "---\na: b\n", FRONTMATTER_NONE, NULL, NULL, 0 },
	{ "--- a\n---\n", FRONTMATTER_NONE, NULL, NULL, 0 },
	{ "----\n---\n", FRONTMATTER_NONE, NULL, NULL, 0 },
	{ "a\n---\nb\n---\n", FRONTMATTER_NONE, NULL, NULL, 0 },
	{ "---\na: b\n+++\n", FRONTMATTER_NONE, NULL, NULL, 0 },
	{ "{{< a >}}\n", FRONTMATTER_NONE, NULL, NULL, 0 },
	{ "{\"a\": 1\n", FRONTMATTER_NONE, NULL, NULL, 0 },
	{ "{\"a\": 1} b\n", FRONTMATTER_NONE, NULL, NULL, 0 },
	{ "{a}\n", FRONTMATTER_NONE, NULL, NULL, 0 },
	{ "", FRONTMATTER_NONE, NULL, NULL, 0 },
	{ "\n\n", FRONTMATTER_NONE, NULL, NULL, 0 },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
		struct str page = str_of(examples[i].page);
		struct frontmatter front = frontmatter_find(page);

		is_int((long long)front.kind, (long long)examples[i].kind,
		       "kind");
		if (front.kind == FRONTMATTER_NONE)
			continue;
		is_str(str_span(page, front.all), str_of(examples[i].all),
		       "all");
		is_str(str_span(page, front.text), str_of(examples[i].text),
		       "text");
		is_int((long long)front.text_line, (long long)examples[i].line,
		       "line");
	}
	return tap_done();
}
