/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inline_test - the tokens of a text and their spans.
 *
 * Each example is a text and its tokens: kind[bytes], then for links
 * (text,dest,title) or (text,#label). What cmark knows too is compared with it
 * in inline_oracle_test.
 */
#include "base/buf.h"
#include "markdown/inline.h"
#include "unit/tap.h"

static void
add_part(struct buf *out, const char *mark, struct str text, struct span at)
{
	if (at.begin < at.end)
		buf_addf(out, "%s%.*s", mark, STR_FMT(str_span(text, at)));
}

static struct str
describe(struct str text, const struct inline_context *ctx, struct arena *arena)
{
	struct inline_tokens tokens;
	struct buf out = { 0 };
	struct str s;

	inline_scan(text, ctx, arena, &tokens);
	for (size_t i = 0; i < tokens.n; i++) {
		const struct inline_token *tok = &tokens.items[i];

		buf_addf(&out, "%s%s[%.*s]", i ? " " : "",
			 inline_kind_name(tok->kind),
			 STR_FMT(str_span(text, tok->at)));
		if (tok->kind != INLINE_LINK && tok->kind != INLINE_IMAGE)
			continue;
		add_part(&out, "t:", text, tok->text);
		add_part(&out, " d:", text, tok->dest);
		add_part(&out, " q:", text, tok->title);
		add_part(&out, " #:", text, tok->label);
	}
	s = arena_str(arena, buf_str(&out));
	buf_release(&out);
	return s;
}

struct example {
	const char *text, *expected;
};

static const struct example commonmark[] = {
	{ "plain *text* _with_ __emphasis__ and 2 < 3", "" },
	{ "a `b` c", "code[`b`]" },
	{ "a ``b ` c`` d", "code[``b ` c``]" },
	{ "\\`a` b`", "code[` b`]" },
	{ "a ` b `` c", "" },
	{ "x `` y `a` z `b` ``", "code[`` y `a` z `b` ``]" },
	{ "x ``` y `a` z `b` ``", "code[`a`] code[`b`]" },
	{ "[a](/b)", "link[[a](/b)]t:a d:/b" },
	{ "[a](</b c> \"d\")", "link[[a](</b c> \"d\")]t:a d:/b c q:\"d\"" },
	{ "[a](/b 'c')", "link[[a](/b 'c')]t:a d:/b q:'c'" },
	{ "[a](/b (c))", "link[[a](/b (c))]t:a d:/b q:(c)" },
	{ "[a](\n/b\n\"c\"\n)", "link[[a](\n/b\n\"c\"\n)]t:a d:/b q:\"c\"" },
	{ "[a]()", "link[[a]()]t:a" },
	{ "[a](b(c)d)", "link[[a](b(c)d)]t:a d:b(c)d" },
	{ "[a](b c)", "" },
	{ "[a] (b)", "" },
	{ "[a [b](c) d](e)", "link[[b](c)]t:b d:c" },
	{ "[![a](b)](c)", "link[[![a](b)](c)]t:![a](b) d:c image[![a](b)]t:a "
			  "d:b" },
	{ "![a [b](c)](d)", "image[![a [b](c)](d)]t:a [b](c) d:d "
			    "link[[b](c)]t:b d:c" },
	{ "[a `b](c)`](d)", "link[[a `b](c)`](d)]t:a `b](c)` d:d "
			    "code[`b](c)`]" },
	{ "\\[a](b)", "" },
	{ "\\![a](b)", "link[[a](b)]t:a d:b" },
	{ "<https://x.y/z>", "autolink[<https://x.y/z>]" },
	{ "<a@b.c>", "autolink[<a@b.c>]" },
	{ "<b>x</b><br/>", "html[<b>] html[</b>] html[<br/>]" },
	{ "<a b='c' d=e f>", "html[<a b='c' d=e f>]" },
	{ "<a\nb>", "html[<a\nb>]" },
	{ "< a> <1>", "" },
	{ "<!-- a -->", "comment[<!-- a -->]" },
	{ "<!-- a -- b --> <?p?> <!D e> <![CDATA[f]]>",
	  "html[<?p?>] html[<!D e>] html[<![CDATA[f]]>]" },
	{ "a &nbsp; &#12; &#x1F; &x &;", "entity[&nbsp;] entity[&#12;] "
					 "entity[&#x1F;]" },
	{ "a  \nb", "break[  \n]" },
	{ "a \t  \nb", "break[ \t  \n]" },
	{ "a \nb", "" },
	{ "a\\\nb", "break[\\\n]" },
	{ "a\\\\\nb", "" },
	{ "a  \r\nb", "break[  \r\n]" },
	{ "a  \n", "" },
	{ "a\\", "" },
	{ "`a  \nb`", "code[`a  \nb`]" },
	{ "https://x.y :smile: $$x^2$$ [^1] {#a}", "" },
};

static const struct example defined[] = {
	{ "[a]", "link[[a]]t:a #:a" },
	{ "[A]", "link[[A]]t:A #:A" },
	{ "[ a ]", "link[[ a ]]t: a  #: a " },
	{ "[x][a]", "link[[x][a]]t:x #:a" },
	{ "[a][]", "link[[a][]]t:a #:a" },
	{ "![a]", "image[![a]]t:a #:a" },
	{ "[x]", "" },
	{ "[a][x]", "" },
	{ "[x][A\nB]", "link[[x][A\nB]]t:x #:A\nB" },
	{ "[\xc3\x89]", "link[[\xc3\x89]]t:\xc3\x89 #:\xc3\x89" },
	{ "[a](", "link[[a]]t:a #:a" },
	{ "[[a]]", "link[[a]]t:a #:a" },
	{ "[a] [a]", "link[[a]]t:a #:a link[[a]]t:a #:a" },
};

static const struct example undefined[] = {
	{ "[a]", "" },
	{ "[x][a]", "link[[x][a]]t:x #:a" },
	{ "[a][]", "link[[a][]]t:a #:a" },
	{ "[ ] task", "" },
};

static const struct example hugo[] = {
	{ "{{< a >}}", "shortcode[{{< a >}}]" },
	{ "{{< a >}}b{{< /a >}}", "shortcode[{{< a >}}] "
				  "shortcode[{{< /a >}}]" },
	{ "x {{< text >}}a{{< /text >}}", "shortcode[{{< text >}}a{{< /text "
					  ">}}]" },
	{ "[a]({{< ref \"b\" >}}#c)",
	  "link[[a]({{< ref \"b\" >}}#c)]t:a d:{{< ref \"b\" >}}#c "
	  "shortcode[{{< ref \"b\" >}}]" },
	{ "[{{< a >}}](b)", "link[[{{< a >}}](b)]t:{{< a >}} d:b "
			    "shortcode[{{< a >}}]" },
	{ "`{{< a >}}`", "code[`{{< a >}}`] shortcode[{{< a >}}]" },
	{ "{{< a \"`\" >}} `b`", "shortcode[{{< a \"`\" >}}] code[`b`]" },
	{ "<a b=\"{{< c >}}\">", "html[<a b=\"{{< c >}}\">] "
				 "shortcode[{{< c >}}]" },
	{ "{{</* a */>}}", "shortcode[{{</* a */>}}]" },
	{ ":{{< a >}}:", "shortcode[{{< a >}}]" },
	{ "a[^1] ![^b]", "footnote[[^1]] footnote[[^b]]" },
	{ "[^a b] [^]", "" },
	{ "`[^1]`", "code[`[^1]`]" },
	{ ":smile: :+1: :tada::tada:", "emoji[:smile:] emoji[:+1:] "
				       "emoji[:tada:] emoji[:tada:]" },
	{ "10:30:45 a::b:: urn:a:b http:x:y 1:2: (a:b:c)", "" },
	{ "see https://a.b/c?d=e&f#g.", "autolink[https://a.b/c?d=e&f#g]" },
	{ "(https://a.b/c(d)e)", "autolink[https://a.b/c(d)e]" },
	{ "www.a.b, http://localhost:80/x", "autolink[www.a.b] "
					    "autolink[http://localhost:80/x]" },
	{ "**https://a.b** x_www.c", "autolink[https://a.b]" },
	{ "\xe8\xa7\x81https://a.b\xe3\x80\x82\xe5\xa5\xbd",
	  "autolink[https://a.b]" },
	{ "xhttps://a.b https:// ftp://a.b", "autolink[ftp://a.b]" },
	{ "mail a.b+c@d.e-f.g. x@y", "autolink[a.b+c@d.e-f.g]" },
	{ "[https://a.b](c)", "link[[https://a.b](c)]t:https://a.b d:c "
			      "autolink[https://a.b]" },
	{ "`https://a.b` <https://c.d>", "code[`https://a.b`] "
					 "autolink[<https://c.d>]" },
	{ "https://a.b/&amp;", "autolink[https://a.b/] entity[&amp;]" },
	{ "$$x^2$$ $$HOME and $$PATH \\(\\alpha\\) \\(no\\)",
	  "math[$$x^2$$] math[\\(\\alpha\\)]" },
	{ "Title {#id}", "" },
};

static const struct example headings[] = {
	{ "Title {#id}", "attribute[{#id}]" },
	{ "Title{#id .c d=\"e f\"}", "attribute[{#id .c d=\"e f\"}]" },
	{ "Title {# id }", "" },
	{ "Title { #id }", "attribute[{ #id }]" },
	{ "Title {id}", "" },
	{ "Title \\{#id}", "" },
	{ "`a` {#\xe4\xb8\xad}", "code[`a`] attribute[{#\xe4\xb8\xad}]" },
	{ "{{< a >}} {#id-{{< b >}}}", "shortcode[{{< a >}}] "
				       "attribute[{#id-{{< b >}}}] "
				       "shortcode[{{< b >}}]" },
	{ "Title {{< a >}}", "shortcode[{{< a >}}]" },
	{ "Title {#a} b", "" },
};

static const struct example variables[] = {
	{ "a {{ b }} {{c|d}}", "variable[{{ b }}] variable[{{c|d}}]" },
	{ "`{{ a }}` {{ b", "code[`{{ a }}`]" },
};

static void
check(const struct example *examples, size_t n, struct inline_context ctx)
{
	for (size_t i = 0; i < n; i++) {
		struct arena arena = { 0 };
		struct str text = str_of(examples[i].text);

		if (!is_str(describe(text, &ctx, &arena),
			    str_of(examples[i].expected), "tokens"))
			tap_print_bytes("text", text);
		arena_release(&arena);
	}
}

#define CHECK(list, ...)                            \
	check(list, sizeof(list) / sizeof(*(list)), \
	      (struct inline_context){ __VA_ARGS__ })

static void
test_scan(void)
{
	const struct dialect *plain = dialect_preset(STR("commonmark"));
	const struct dialect *full = dialect_preset(STR("hugo"));
	struct dialect template = *plain;
	struct map labels = { 0 }, none = { 0 };

	map_set(&labels, STR("a"), 0);
	map_set(&labels, STR("a b"), 1);
	map_set(&labels, STR("\xc3\xa9"), 2);
	template.features |= DIALECT_VARIABLES;
	CHECK(commonmark, .dialect = plain, .labels = &none);
	CHECK(defined, .dialect = plain, .labels = &labels);
	CHECK(undefined, .dialect = plain);
	CHECK(hugo, .dialect = full, .labels = &none);
	CHECK(headings, .dialect = full, .labels = &none, .heading = true);
	CHECK(variables, .dialect = &template, .labels = &none);
	map_release(&labels);
}

static void
test_labels(void)
{
	static const struct example examples[] = {
		{ "A  b\n\tC ", "a b c" },
		{ "\xe1\xba\x9e", "ss" },
		{ "\xce\xa3\xcf\x82", "\xcf\x83\xcf\x83" },
		{ "\xc4\xb0", "i\xcc\x87" },
		{ "", "" },
		{ " ", "" },
	};
	struct arena arena = { 0 };

	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++)
		is_str(label_normal(&arena, str_of(examples[i].text)),
		       str_of(examples[i].expected), "normal label");
	arena_release(&arena);
}

static void
test_definitions(void)
{
	static const struct {
		const char *text;
		size_t length;
		const char *label, *dest, *title;
	} examples[] = {
		{ "[a]: /b\nc", 8, "a", "/b", "" },
		{ "[a]: /b", 7, "a", "/b", "" },
		{ "   [a]:\n  /b\n  'c'\nd", 19, "a", "/b", "'c'" },
		{ "[a]: <b c> \"d\"\n", 15, "a", "b c", "\"d\"" },
		{ "[a]: <>\n", 8, "a", "", "" },
		{ "[a]: /b\n\"c\" d\n", 8, "a", "/b", "" },
		{ "[a]: /b \"c\" d\n", 0, "", "", "" },
		{ "[a]: /b \"c\nd\"\r\ne", 15, "a", "/b", "\"c\nd\"" },
		{ "[a]: /b \"c\n\nd\"\n", 0, "", "", "" },
		{ "[a]: /b\n\"c\n\nd\"\n", 8, "a", "/b", "" },
		{ "[a]:\n\n/b\n", 0, "", "", "" },
		{ "[a]:\n", 0, "", "", "" },
		{ "[ ]: /b\n", 0, "", "", "" },
		{ "[a] : /b\n", 0, "", "", "" },
		{ "    [a]: /b\n", 0, "", "", "" },
		{ "[a\\]b]: /c\n", 11, "a\\]b", "/c", "" },
		{ "[a]: /b\\\"c \"d\"  \n", 17, "a", "/b\\\"c", "\"d\"" },
		{ "a", 0, "", "", "" },
		{ "", 0, "", "", "" },
	};

	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
		struct inline_definition def = { 0 };
		struct str text = str_of(examples[i].text);
		size_t n = inline_definition(text, &def);

		if (!is_int((long long)n, (long long)examples[i].length,
			    "length of a definition"))
			tap_print_bytes("text", text);
		if (!n)
			continue;
		is_str(str_span(text, def.label), str_of(examples[i].label),
		       "label");
		is_str(str_span(text, def.dest), str_of(examples[i].dest),
		       "destination");
		is_str(str_span(text, def.title), str_of(examples[i].title),
		       "title");
	}
}

static void
test_attributes(void)
{
	static const struct {
		const char *text;
		size_t end;
	} examples[] = {
		{ "{#a}", 4 },	    { "{.a .b-c}x", 9 },  { "{a=b}", 5 },
		{ "{a=\"}\"}", 7 }, { "{a=b, c=d}", 10 }, { "{: .a}", 6 },
		{ "{}", 0 },	    { "{a}", 0 },	  { "{#a", 0 },
		{ "{#}", 0 },	    { "{{a}}", 0 },	  { "a", 0 },
	};

	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++)
		is_int((long long)inline_attributes(str_of(examples[i].text),
						    0),
		       (long long)examples[i].end, examples[i].text);
}

int
main(void)
{
	test_scan();
	test_labels();
	test_definitions();
	test_attributes();
	return tap_done();
}
