/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * html_test - texts and attributes of HTML blocks.
 *
 * Expected: `element: text` or `@name quote value`, separated by " / ".
 */
#include "base/buf.h"
#include "markdown/html.h"
#include "unit/tap.h"

static const struct {
	const char *html, *expected;
} examples[] = {
	{ "<p>Hello</p>", "p: Hello" },
	{ "<div>\n  Hello\n  <b>you</b>!\n</div>",
	  "div: Hello\n  <b>you</b>!" },
	{ "<div><a class=\"b\" href=\"/c\">More</a></div>",
	  "div: <a class=\"b\" href=\"/c\">More</a>" },
	{ "<ul><li>A<li>B</ul>", "li: A / li: B" },
	{ "<table><tr><td>A</td><td>B</td></tr></table>", "td: A / td: B" },
	{ "<details><summary>A</summary>", "summary: A" },
	{ "a<br>b", ": a<br>b" },
	{ "<p><br/>a<br></p>", "p: a" },
	{ "</span> a <b>", ": a" },
	{ "<b>a</b> <i>b</i>", ": <b>a</b> <i>b</i>" },
	{ "<b><i>a</b>", ": <b><i>a</b>" },
	{ "<a href='x'><svg><text>no</text></svg> yes</a>", ": yes" },
	{ "<p>a <!-- no --> b</p>", "p: a / p: b" },
	{ "<p>1 < 2 & 3</p>", "p: 1 < 2 & 3" },
	{ "<div></div>x", ": x" },
	{ "<hr>x<img src=a>", ": x<img src=a>" },
	/* nothing to read */
	{ "<div>&nbsp; &#160;\n</div>", "" },
	{ "<span class=x></span>", "" },
	{ "<script>let a = '<p>no</p>';</script>", "" },
	{ "<SCRIPT>no</Script >yes", ": yes" },
	{ "<style>p {}</style><pre>no</pre><textarea>no</textarea>", "" },
	{ "<pre>no", "" },
	{ "<!-- <p>no</p> -->", "" },
	{ "<?php no ?><!DOCTYPE no><![CDATA[no <p>]]>", "" },
	{ "<!-- no <p>a</p>", "" },
	/* attributes */
	{ "<img src=\"a\" alt=\"A b\">", "@alt \"A b" },
	{ "<img alt='A'><img ALT=B />", "@alt 'A / @ALT B" },
	{ "<a title=\"A\"><img alt=\" B \"></a>", "@title \"A / @alt \"B" },
	{ "<p title=\"A\">B</p>", "@title \"A / p: B" },
	{ "<p>A <img alt=\"B\"></p>", "p: A <img alt=\"B\">" },
	{ "A<b title=\"B\"><p>C", ": A / @title \"B / p: C" },
	{ "<input placeholder=\"A\" value=\"no\">", "@placeholder \"A" },
	{ "<textarea placeholder=A>no</textarea>", "@placeholder A" },
	{ "<button aria-label = \"A\">B</button>",
	  "@aria-label \"A / button: B" },
	{ "<img alt=\"\"><img alt=\"&nbsp;\"><img alt>", "" },
	{ "<a\n  title=\"A\nB\"\n></a>", "@title \"A\nB" },
	/* malformed */
	{ "<a title=\"A", "" },
	{ "<p title=\"A\" <p>B</p>", "p: B" },
	{ "<p>A <b \"x\"> C</p>D", "p: A / : D" },
	{ "<", ": <" },
	{ "</", ": </" },
	{ "<>a", ": <>a" },
	{ "", "" },
};

static void
test_read(void)
{
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
		struct arena arena = { 0 };
		struct str html = str_of(examples[i].html);
		struct html_texts texts;
		struct buf out = { 0 };

		html_read(html, &arena, &texts);
		for (size_t k = 0; k < texts.n; k++) {
			const struct html_text *t = &texts.items[k];

			buf_add_str(&out, k ? " / " : "");
			if (t->kind == HTML_ATTRIBUTE)
				buf_addf(&out, "@%.*s ", STR_FMT(t->name));
			else
				buf_addf(&out, "%.*s: ", STR_FMT(t->name));
			if (t->quote)
				buf_add_byte(&out, t->quote);
			buf_add(&out, str_span(html, t->at));
		}
		if (!is_str(buf_str(&out), str_of(examples[i].expected),
			    "texts"))
			tap_print_bytes("html", html);
		buf_release(&out);
		arena_release(&arena);
	}
}

int
main(void)
{
	test_read();
	ok(html_is_phrasing(STR("EM")), "em may stand in a text");
	ok(html_is_phrasing(STR("br")), "br too");
	ok(!html_is_phrasing(STR("div")), "div may not");
	ok(!html_is_phrasing(STR("")), "no element");
	return tap_done();
}
