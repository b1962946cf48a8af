/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shortcode_test - tags, parameters and pairs, as Hugo's lexer reads them.
 *
 * Each example is a text and what is read in it, one word per tag:
 * `<name` opener, `>name` closer, `name/` self-closing, `#` comment, `%` before a
 * tag of that kind, then (param=value|param=value) and ^ for each pair around.
 */
#include "markdown/shortcode.h"
#include "unit/tap.h"

static struct str
describe(struct str text, struct arena *arena, struct shortcode_list *list)
{
	struct buf out = { 0 };
	struct str s;

	shortcode_read(text, 0, dialect_preset(STR("hugo")), arena, list);
	for (size_t i = 0; i < list->n; i++) {
		const struct shortcode *tag = &list->items[i];
		size_t up = tag->parent;

		if (i)
			buf_add_byte(&out, ' ');
		for (; up != SHORTCODE_NONE; up = list->items[up].parent)
			buf_add_byte(&out, '^');
		if (tag->percent)
			buf_add_byte(&out, '%');
		if (tag->form == SHORTCODE_COMMENT)
			buf_add_byte(&out, '#');
		if (tag->form == SHORTCODE_OPEN)
			buf_add_byte(&out, '<');
		if (tag->form == SHORTCODE_CLOSE)
			buf_add_byte(&out, '>');
		buf_add(&out, tag->name);
		if (tag->form == SHORTCODE_SELF)
			buf_add_byte(&out, '/');
		if (tag->partner != SHORTCODE_NONE)
			buf_addf(&out, "@%zu", tag->partner);
		if (tag->verbatim)
			buf_add_byte(&out, '!');
		for (size_t k = 0; k < tag->n_params; k++)
			buf_addf(&out, "%c%.*s=%.*s", k ? '|' : '(',
				 STR_FMT(tag->params[k].name),
				 STR_FMT(tag->params[k].value));
		if (tag->n_params)
			buf_add_byte(&out, ')');
	}
	if (list->unclosed != (size_t)-1)
		buf_addf(&out, " ?%zu", list->unclosed);
	s = arena_str(arena, buf_str(&out));
	buf_release(&out);
	return s;
}

static const struct {
	const char *text, *expected;
} examples[] = {
	/* forms */
	{ "no tag { {{ }} {{ x }} here", "" },
	{ "{{< a >}}", "<a" },
	{ "{{<a>}}", "<a" },
	{ "{{% a %}}", "%<a" },
	{ "{{< a >}}b{{< /a >}}", "<a@1 >a@0" },
	{ "{{< a >}}b{{</a>}}", "<a@1 >a@0" },
	{ "{{< a >}}b{{< / a >}}", "<a@1 >a@0" },
	{ "{{% a %}}b{{% /a %}}", "%<a@1 %>a@0" },
	{ "{{< a />}}", "a/" },
	{ "{{< a/>}}", "a/" },
	{ "{{< a x=\"b\" / >}}", "a/(x=b)" },
	{ "{{</* a \"b\" */>}}", "#" },
	{ "{{%/* a */%}} {{< b >}}", "%# <b" },
	{ "{{</*/>}} x", " ?0" },
	{ "{{</* x", " ?0" },
	{ "{{</* a */%}} */>}}", "#" },
	{ "{{< a\n  b\n>}}", "<a(0=b)" },
	{ "{{<\na\n>}}", "<a" },
	{ "{{< docs/x-y_z.v2 >}}", "<docs/x-y_z.v2" },
	{ "{{< \xc3\xa9t\xc3\xa9 >}}", "<\xc3\xa9t\xc3\xa9" },
	{ "{{{< a >}}}", "<a" },
	{ "`{{< a >}}`", "<a" },
	/* what is no tag */
	{ "{{< a", " ?0" },
	{ "{{< >}}", " ?0" },
	{ "{{< a %}}", " ?0" },
	{ "{{< -a >}}", " ?0" },
	{ "{{< a }}", " ?0" },
	{ "{{< a {{< b >}}", "<b ?0" },
	{ "{{< a , >}}", " ?0" },
	{ "{{< a b/c >}}", " ?0" },
	{ "{{< /a\n>}}", " ?0" },
	{ "{{< /a b >}}", " ?0" },
	/* positional parameters */
	{ "{{< a b 1.5 -x \"c d\" `e\"f` >}}",
	  "<a(0=b|1=1.5|2=-x|3=c d|4=e\"f)" },
	{ "{{< a \"\" >}}", "<a(0=)" },
	{ "{{< a \"b\"\"c\" >}}", "<a(0=b|1=c)" },
	{ "{{< a 0 1 2 3 4 5 6 7 8 9 >}}",
	  "<a(0=0|1=1|2=2|3=3|4=4|5=5|6=6|7=7|8=8|9=9)" },
	/* named ones */
	{ "{{< a b=\"c\" d=`e` f=g >}}", "<a(b=c|d=e|f=g)" },
	{ "{{< a b= \"c\" >}}", "<a(b=c)" },
	{ "{{< a b = \"c\" d = \"e\" >}}", "<a(b=c|d=e)" },
	{ "{{< a b = \"c\" d=\"e\" >}}", " ?0" },
	{ "{{< a link=./x.jpg w=50% >}}", "<a(link=./x.jpg|w=50%)" },
	{ "{{< a b=c>}} d >}}", " ?0" },
	{ "{{< a=\"b\" >}}", "<a" },
	{ "{{< a =\"b\" c=\"d\" >}}", "<a(c=d)" },
	{ "{{< a = >}}", " ?0" },
	{ "{{< a \"b\"=\"c\" >}}", "<a(b=c)" },
	{ "{{< a \"b\" c = \"d\" >}}", " ?0" },
	{ "{{< a b = \"c\" d >}}", " ?0" },
	{ "{{< a b=c d >}}", " ?0" },
	{ "{{< a d b=c >}}", " ?0" },
	{ "{{< a b=\"c\" \"d\" >}}", " ?0" },
	{ "{{< a b=\"c\nd\" >}}", " ?0" },
	{ "{{< a b=`c\nd` >}}", "<a(b=c\nd)" },
	{ "{{< a b=\"c >}} d\" >}}", "<a(b=c >}} d)" },
	/* escapes */
	{ "{{< a b=\"c \\\"d\\\" e\" >}}", "<a(b=c \"d\" e)" },
	{ "{{< a b=\"c\\d\" >}}", "<a(b=c\\d)" },
	{ "{{< a b=\"c\\d \\\"e\" >}}", "<a(b=cd \"e)" },
	{ "{{< a b=\"c\\`d\" >}}", " ?0" },
	{ "{{< a b=\\\"c\\\" >}}", "<a(b=c)" },
	{ "{{< a \\\"c\\\" >}}", "<a(0=c)" },
	{ "{{< a b=`c >}}", " ?0" },
	/* pairs */
	{ "{{< /a >}}", ">a" },
	{ "{{< a >}}{{< a >}}x{{< /a >}}{{< /a >}}", "<a@3 ^<a@2 ^>a@1 >a@0" },
	{ "{{< a >}}{{< b >}}x{{< /a >}}", "<a@2 ^<b >a@0" },
	{ "{{< a >}}{{< /b >}}{{< /a >}}", "<a@2 ^>b >a@0" },
	{ "{{< a >}}{{< b >}}{{< /a >}}{{< /b >}}", "<a@2 ^<b >a@0 >b" },
	{ "{{< a />}}{{< /a >}}", "a/ >a" },
	{ "{{< a >}}{{< b >}}{{< c >}}{{< /c >}}{{< /b >}}{{< /a >}}",
	  "<a@5 ^<b@4 ^^<c@3 ^^>c@2 ^>b@1 >a@0" },
	/* verbatim */
	{ "{{< text bash >}}{{< a >}}{{< /text >}}{{< b >}}",
	  "<text@1!(0=bash) >text@0 <b" },
	{ "{{< text >}}{{< text >}}x{{< /text >}}{{< /text >}}{{< b >}}",
	  "<text@1! >text@0 <b" },
	{ "{{< text >}}x", "<text" },
	{ "{{< x.inline >}}{{ .Page }}{{< /x.inline >}}",
	  "<x.inline@1! >x.inline@0" },
	{ "{{< tabpane >}}{{< tab >}}{{< b >}}{{< /tab >}}{{< /tabpane >}}",
	  "<tabpane@3 ^<tab@2! ^>tab@1 >tabpane@0" },
	{ "{{< tabpane text=true >}}{{< tab >}}{{< b >}}{{< /tab >}}"
	  "{{< /tabpane >}}",
	  "<tabpane@4(text=true) ^<tab@3 ^^<b ^>tab@1 >tabpane@0" },
	{ "{{< tabpane >}}{{< tab text=true >}}{{< b >}}{{< /tab >}}"
	  "{{< /tabpane >}}",
	  "<tabpane@4 ^<tab@3(text=true) ^^<b ^>tab@1 >tabpane@0" },
	{ "{{< tabset >}}{{< tab >}}{{< b >}}{{< /tab >}}{{< /tabset >}}",
	  "<tabset@4 ^<tab@3 ^^<b ^>tab@1 >tabset@0" },
};

static void
test_read(void)
{
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
		struct arena arena = { 0 };
		struct shortcode_list list;
		struct str text = str_of(examples[i].text);

		is_str(describe(text, &arena, &list),
		       str_of(examples[i].expected), "tags");
		for (size_t k = 0; k < list.n; k++)
			for (size_t p = 0; p < list.items[k].n_params; p++) {
				struct span at = list.items[k].params[p].at;

				if (at.begin < list.items[k].at.begin ||
				    at.end > list.items[k].at.end)
					ok(false, "parameter inside its tag");
			}
		arena_release(&arena);
	}
}

/* A value written and read again is the value. */
static void
round_trip(const char *value, enum param_quote quote, const char *expected)
{
	struct arena arena = { 0 };
	struct buf out = { 0 }, tag = { 0 };
	struct shortcode_list list;
	bool can = shortcode_encode_value(str_of(value), quote, &out);

	if (!expected) {
		ok(!can && !out.n, "no form can hold the value");
		arena_release(&arena);
		return;
	}
	is_str(buf_str(&out), str_of(expected), "encoded value");
	buf_add_str(&tag, quote == PARAM_BARE ? "{{< a " : "{{< a b=");
	buf_add(&tag, buf_str(&out));
	buf_add_str(&tag, " >}}");
	shortcode_read(buf_str(&tag), 0, dialect_preset(STR("hugo")), &arena,
		       &list);
	ok(list.n == 1 && list.items[0].n_params == 1 &&
		   str_eq(list.items[0].params[0].value, str_of(value)),
	   "read again");
	buf_release(&out);
	buf_release(&tag);
	arena_release(&arena);
}

static void
test_encode(void)
{
	round_trip("word", PARAM_BARE, "word");
	round_trip("two words", PARAM_BARE, "\"two words\"");
	round_trip("a/b", PARAM_BARE, "\"a/b\"");
	round_trip("", PARAM_BARE, "\"\"");
	round_trip("./a.jpg", PARAM_BARE_NAMED, "./a.jpg");
	round_trip("\"a", PARAM_BARE_NAMED, "\"\\\"a\"");
	round_trip("a b", PARAM_QUOTED, "\"a b\"");
	round_trip("say \"hi\"", PARAM_QUOTED, "\"say \\\"hi\\\"\"");
	round_trip("a\nb", PARAM_QUOTED, "`a\nb`");
	round_trip("a\nb`", PARAM_QUOTED, NULL);
	round_trip("a\\", PARAM_QUOTED, "`a\\`");
	round_trip("a\\ \"b\"", PARAM_QUOTED, "`a\\ \"b\"`");
	round_trip("a\\ \"`\"", PARAM_QUOTED, NULL);
	round_trip("a`b", PARAM_QUOTED, "\"a`b\"");
	round_trip("a\\`b", PARAM_QUOTED, NULL);
	round_trip("a\\b", PARAM_QUOTED, "\"a\\b\"");
	round_trip("raw", PARAM_RAW, "`raw`");
	round_trip("ra`w", PARAM_RAW, "\"ra`w\"");
	round_trip(">}}", PARAM_QUOTED, "\">}}\"");
}

static void
test_params(void)
{
	struct arena arena = { 0 };
	struct shortcode_list list;
	const struct shortcode_param *param;

	shortcode_read(STR("{{< image caption=\"Hi\" link=x >}}"), 0,
		       dialect_preset(STR("hugo")), &arena, &list);
	param = shortcode_param(&list.items[0], "caption");
	ok(param && param->quote == PARAM_QUOTED && !param->positional,
	   "a named parameter");
	ok(param && param->at.begin == 18 && param->at.end == 22,
	   "its span has the quotes");
	ok(!shortcode_param(&list.items[0], "0"), "no positional one");
	shortcode_read(STR("{{< a >}}"), 0, dialect_preset(STR("gfm")), &arena,
		       &list);
	is_int((long long)list.n, 0, "no shortcodes in this dialect");
	arena_release(&arena);
}

int
main(void)
{
	test_read();
	test_encode();
	test_params();
	return tap_done();
}
