/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/diff.h"
#include "report/html.h"
#include "report/json.h"
#include "report/markdown.h"
#include "report/site.h"
#include "unit/tap.h"

#include <cmark.h>
#include <stdlib.h>

static struct audit_unit units[] = {
	{ .kind = AUDIT_CHANGED,
	  .class = CHANGE_WORDS,
	  .needs_translator = true,
	  .title = STR_INIT("paragraph"),
	  .section = STR_INIT("Install > Linux"),
	  .was = STR_INIT("Water the young plants daily."),
	  .now = STR_INIT("Water the young plants twice a day."),
	  .translation = STR_INIT("Riegue las plantas a diario."),
	  .was_line = 10,
	  .now_line = 12,
	  .target_line = 14,
	  .words = 5 },
	{ .kind = AUDIT_NEW,
	  .needs_translator = true,
	  .title = STR_INIT("heading 2"),
	  .now = STR_INIT("Use\nit"),
	  .now_line = 20,
	  .words = 1 },
	{ .kind = AUDIT_REMOVED,
	  .was = STR_INIT("Gone."),
	  .was_line = 30,
	  .words = 1 },
	{ .kind = AUDIT_UNTRANSLATED,
	  .needs_translator = true,
	  .now = STR_INIT("Never."),
	  .now_line = 31,
	  .words = 1 },
};

static const struct audit_page page = {
	.language = STR_INIT("es"),
	.source = STR_INIT("en/a.md"),
	.target = STR_INIT("es/a.md"),
	.state = AUDIT_OUTDATED,
	.units = units,
	.n = 4,
};

static void
test_text(struct text_tools *tools)
{
	struct buf out = { 0 };

	diff_write_text(&page, tools, false, 0, &out);
	is_str(buf_str(&out),
	       STR("en/a.md:12: es: changed (words), paragraph, "
		   "Install > Linux\n"
		   "  (line 10 before; translation: es/a.md:14)\n"
		   "  ~ Water the young plants [-daily-]{+twice a day+}.\n"
		   "  = Riegue las plantas a diario.\n"
		   "en/a.md:20: es: new, heading 2\n"
		   "  + Use\n"
		   "    it\n"
		   "en/a.md:30: es: removed\n"
		   "  - Gone.\n"
		   "en/a.md:31: es: untranslated\n"
		   "  ! Never.\n"),
	       "text");
	buf_clear(&out);
	diff_write_text(&page, tools, true, 0, &out);
	ok(str_find(buf_str(&out), 0,
		    STR("\033[31m[-daily-]\033[m\033[32m{+twice \033[m")) <
		   out.n,
	   "text: colours, and the marks stay");
	buf_release(&out);
}

static void
test_markdown(struct text_tools *tools)
{
	static const struct audit_page none = { 0 };
	struct buf out = { 0 };

	diff_write_markdown(&none, tools, &out);
	is_str(buf_str(&out), STR(""), "Markdown: a page without units");
	diff_write_markdown(&page, tools, &out);
	is_str(buf_str(&out),
	       STR("#### <code>en/a.md</code> (es): outdated\n"
		   "\n**changed (words)**, paragraph, Install &#62; Linux, "
		   "<code>en/a.md&#58;12</code>, <code>es/a.md&#58;14</code>\n"
		   "\n> **Source:** Water the young plants <del>daily</del>"
		   "<ins>twice a day</ins>.\n"
		   "\n> **Translation:** Riegue las plantas a diario.\n"
		   "\n**new**, heading 2, <code>en/a.md&#58;20</code>\n"
		   "\n> **Source:** <ins>Use<br>it</ins>\n"
		   "\n**removed**, <code>en/a.md&#58;30</code>\n"
		   "\n> **Source:** <del>Gone.</del>\n"
		   "\n**untranslated**, <code>en/a.md&#58;31</code>\n"
		   "\n> **Source:** Never.\n\n"),
	       "Markdown");
	buf_release(&out);
}

static void
test_json(struct text_tools *tools)
{
	struct buf out = { 0 };
	struct str text;

	diff_write_json(&page, 1, tools, &out);
	text = buf_str(&out);
	ok(str_starts(text, STR("{\n  \"version\": 1,\n"
				"  \"kind\": \"calque-diff\",\n")),
	   "JSON: says what it is");
	ok(str_find(text, 0,
		    STR("\"op\": \"deleted\",\n              "
			"\"text\": \"daily\"")) < text.n,
	   "JSON: differences");
	buf_release(&out);
}

/* ---- a text is a text: cmark is the judge ---- */

static const char *const tricks[] = {
	"plain words",
	"*a* _b_ **c** `d` ~e~",
	"[a](b) ![c](d) <http://e> www.example.org",
	"<script>alert(1)</script> <!-- & &amp; &#42;",
	"a | b \\| c",
	"@someone #12 a@b.example",
	"# heading",
	"- item",
	"1. item",
	"{{< shortcode >}} $x$ :smile:",
	"``` fence",
	"\\* \\",
};

static bool
is_alone_in(const char *html, const char *text)
{
	struct buf expected = { 0 };
	struct str got;
	bool same;

	/* what cmark makes of the text as it is: escapes of HTML */
	buf_add_str(&expected, "<p>x ");
	for (const char *p = text; *p; p++)
		switch (*p) {
		case '<':
			buf_add_str(&expected, "&lt;");
			break;
		case '>':
			buf_add_str(&expected, "&gt;");
			break;
		case '&':
			buf_add_str(&expected, "&amp;");
			break;
		case '"':
			buf_add_str(&expected, "&quot;");
			break;
		case '@':
		case '#':
			buf_addf(&expected, "<code>%c</code>", *p);
			break;
		default:
			buf_add_byte(&expected, *p);
		}
	buf_add_str(&expected, " y</p>\n");
	got = str_of(html);
	same = str_eq(got, buf_str(&expected));
	if (!same)
		tap_print_bytes("got", got);
	buf_release(&expected);
	return same;
}

static void
test_escapes(void)
{
	for (size_t i = 0; i < sizeof(tricks) / sizeof(*tricks); i++) {
		struct buf md = { 0 };
		char *html;

		buf_add_str(&md, "x ");
		markdown_add_text(&md, str_of(tricks[i]));
		buf_add_str(&md, " y\n");
		html = cmark_markdown_to_html(md.p, md.n, CMARK_OPT_UNSAFE);
		ok(is_alone_in(html, tricks[i]), tricks[i]);
		ok(str_find_byte(buf_str(&md), 0, '|') == md.n,
		   "no bar that would end a table cell");
		free(html);
		buf_release(&md);
	}
}

static void
test_markdown_hostile(void)
{
	struct buf md = { 0 };

	markdown_add_text(&md, STR("a\nb\033\xff\xe2\x80\xae"));
	is_str(buf_str(&md), STR("a<br>b\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"),
	       "Markdown: line ends, control characters, overrides");
	buf_clear(&md);
	markdown_add_code(&md, STR("a`@b"));
	is_str(buf_str(&md), STR("<code>a&#96;&#64;b</code>"),
	       "Markdown: code");
	buf_release(&md);
}

static void
test_html(void)
{
	struct buf out = { 0 };

	html_addf(&out, "<a title=\"%t\" href=\"#%p\">%m %n %d %%</a>",
		  STR("\"<&'>\033\xff"), STR("a b&=é"), "m<", (size_t)1234567,
		  (size_t)1234);
	is_str(buf_str(&out),
	       STR("<a title=\"&#34;&#60;&#38;&#39;&#62;\xef\xbf\xbd"
		   "\xef\xbf\xbd\" href=\"#a%20b%26%3D%C3%A9\">m&#60; "
		   "1\xe2\x80\xaf"
		   "234\xe2\x80\xaf"
		   "567 1234 %</a>"),
	       "HTML: texts, messages, numbers");
	buf_clear(&out);
	html_add_number(&out, 0);
	html_add_number(&out, 999);
	is_str(buf_str(&out), STR("0999"), "HTML: small numbers");
	buf_release(&out);
}

static void
test_embedded_json(void)
{
	struct buf out = { 0 };
	struct json json = { .out = &out, .embedded = true };

	json_open(&json, NULL, '{');
	json_string(&json, "a", STR("</script><!--\xe2\x80\xa8\\\""));
	json_open(&json, "b", '[');
	json_number(&json, NULL, 1);
	json_number(&json, NULL, 2);
	json_close(&json, ']');
	json_close(&json, '}');
	is_str(buf_str(&out),
	       STR("{\"a\":\"\\u003c/script>\\u003c!--\\u2028\\\\\\\"\","
		   "\"b\":[1,2]}\n"),
	       "JSON for a script element: one line, no '<'");
	buf_release(&out);
}

/* ---- whatever stands in the texts ---- */

static void
test_hostile(struct text_tools *tools)
{
	struct site_maker maker = { .state = 3 };
	struct status_site site = site_make(&maker, 2, 20, true);
	struct buf out = { 0 };

	for (size_t i = 0; i < site.n; i++)
		diff_write_text(&site.pages[i], tools, false, 80, &out);
	ok(str_find_byte(buf_str(&out), 0, '\033') == out.n,
	   "text: no escape sequence of a page");
	buf_clear(&out);
	for (size_t i = 0; i < site.n; i++)
		diff_write_markdown(&site.pages[i], tools, &out);
	ok(str_find(buf_str(&out), 0, STR("<script")) == out.n &&
		   str_find(buf_str(&out), 0, STR("<img")) == out.n &&
		   str_find(buf_str(&out), 0, STR("@someone")) == out.n,
	   "Markdown: no markup and no mention of a page");
	buf_release(&out);
	arena_release(&maker.arena);
}

int
main(void)
{
	struct text_tools *tools = text_tools_new();

	test_text(tools);
	test_markdown(tools);
	test_json(tools);
	test_escapes();
	test_markdown_hostile();
	test_html();
	test_embedded_json();
	test_hostile(tools);
	text_tools_free(tools);
	return tap_done();
}
