/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"
#include "report/github.h"
#include "report/junit.h"
#include "report/sarif.h"

#include "unit/tap.h"

/* What tries to get out of its place in a report. */
static const struct str hostile[] = {
	STR_INIT("plain"),
	STR_INIT("a\nb\r\n::error::c"),
	STR_INIT("100% %0A %25, a:b"),
	STR_INIT("<b>&amp;]]>\"' --><![CDATA["),
	STR_INIT("\x1b[31mred\x07 \x7f \xc2\x85"),
	STR_INIT("\xff\xfe \xc3 \xed\xa0\x80 \xf5\x80\x80\x80"),
	STR_INIT("\xef\xbf\xbe\xef\xbf\xbf \xe2\x80\xa8"),
	STR_INIT("a\0b"),
	STR_INIT(""),
};

#define N_HOSTILE (sizeof(hostile) / sizeof(*hostile))

static const struct str languages[] = { STR_INIT("es"), STR_INIT("x<\xff>") };

static const struct findings_site site = { .languages = languages,
					   .n_languages = 2,
					   .prefix = STR_INIT("do cs/") };

static bool
has(struct str whole, const char *part, const char *what)
{
	bool found = ok(str_count(whole, str_of(part)) > 0, what);

	if (!found)
		tap_print_bytes("in", whole);
	return found;
}

static struct finding
finding_of(struct str text, enum severity severity)
{
	return (struct finding){ .id = "link-changed",
				 .severity = severity,
				 .path = STR("po/a.po"),
				 .line = 7,
				 .text = text,
				 .hint = STR("mend it"),
				 .language = STR("es") };
}

static void
fill(struct findings *list)
{
	for (size_t i = 0; i < N_HOSTILE; i++) {
		struct finding f = finding_of(hostile[i], SEVERITY_ERROR);

		f.path = hostile[N_HOSTILE - 1 - i];
		f.page = f.msgid = f.command = hostile[i];
		f.severity = (enum severity)(1 + i % 3);
		f.language = languages[i % 2];
		findings_add(list, f);
	}
}

static bool
is_utf8(struct str s)
{
	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t n = utf8_decode(s, i, &c);

		if (!n)
			return false;
		i += n;
	}
	return true;
}

static bool
has_control(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] >= 0 && s.p[i] < ' ' && s.p[i] != '\n') ||
		    s.p[i] == 0x7f)
			return true;
	return false;
}

static void
test_hostile(void)
{
	struct findings list = { 0 };

	fill(&list);
	for (size_t i = 0; findings_format_at(i); i++) {
		const struct findings_format *format = findings_format_at(i);
		struct buf out = { 0 }, again = { 0 };

		if (!format->write)
			continue;
		format->write(&list, &site, &out);
		format->write(&list, &site, &again);
		ok(out.n > 0 && is_utf8(buf_str(&out)), format->name);
		ok(!has_control(buf_str(&out)), "no control character");
		is_str(buf_str(&again), buf_str(&out), "the same twice");
		buf_release(&out);
		buf_release(&again);
	}
	findings_release(&list);
}

/* Nothing begins a line but the commands. */
static void
test_github_lines(void)
{
	struct findings list = { 0 };
	struct buf out = { 0 };
	struct str rest, line;
	size_t n = 0, n_commands = 0;

	fill(&list);
	findings_write_github(&list, &site, &out);
	rest = buf_str(&out);
	while (str_split(&rest, '\n', &line)) {
		n += line.n > 0;
		n_commands += str_starts(line, STR("::notice file=do cs/")) ||
			      str_starts(line, STR("::warning file=do cs/")) ||
			      str_starts(line, STR("::error file=do cs/"));
	}
	ok(n == N_HOSTILE && n_commands == n, "a line for each finding");
	buf_release(&out);
	findings_release(&list);
}

static void
github_is(struct finding f, const char *expected, const char *what)
{
	struct findings list = { 0 };
	struct findings_site plain = { .prefix = STR("") };
	struct buf out = { 0 };

	findings_add(&list, f);
	findings_write_github(&list, &plain, &out);
	is_str(buf_str(&out), str_of(expected), what);
	buf_release(&out);
	findings_release(&list);
}

static void
test_github(void)
{
	struct finding f = finding_of(STR("50%, a:b\nc"), SEVERITY_WARNING);

	github_is(f,
		  "::warning file=po/a.po,line=7,title=link-changed::"
		  "50%25, a:b%0Ac; mend it\n",
		  "text: percents and line ends");
	f.path = STR("a,b:c%d\r.po");
	f.line = 0;
	f.text = STR("x");
	f.severity = SEVERITY_NOTE;
	github_is(f,
		  "::notice file=a%2Cb%3Ac%25d%0D.po,title=link-changed::"
		  "x; mend it\n",
		  "properties: commas and colons, too; no line");
	f.path = STR("/tmp/a.po");
	f.severity = SEVERITY_ERROR;
	f.command = STR("calque sync");
	github_is(f, "::error file=/tmp/a.po,title=link-changed::x; mend it\n",
		  "a command that only looks again is not said");
	f.says_command = true;
	github_is(f,
		  "::error file=/tmp/a.po,title=link-changed::x; mend it: "
		  "calque sync\n",
		  "one that mends is");
}

static void
test_junit(void)
{
	struct findings list = { 0 };
	struct findings_site strict = site;
	struct buf out = { 0 };

	findings_add(&list, finding_of(STR("<\x01\n\xff>"), SEVERITY_ERROR));
	findings_add(&list, finding_of(STR("b"), SEVERITY_WARNING));
	findings_write_junit(&list, &site, &out);
	has(buf_str(&out),
	    "<testsuites name=\"calque\" tests=\"3\" failures=\"1\" "
	    "errors=\"0\">",
	    "counts: a language without findings is a case");
	has(buf_str(&out),
	    "name=\"[link-changed] &#60;\xef\xbf\xbd&#10;\xef\xbf\xbd&#62;\"",
	    "an attribute is safe");
	has(buf_str(&out), "<system-out>b; mend it</system-out>",
	    "a warning passes");
	has(buf_str(&out), "name=\"x&#60;\xef\xbf\xbd&#62;\" tests=\"1\"",
	    "the other suite");
	buf_clear(&out);
	strict.strict = true;
	findings_write_junit(&list, &strict, &out);
	has(buf_str(&out),
	    "<failure type=\"warning\" message=\"b\">b; mend it</failure>",
	    "with strict it fails");
	buf_release(&out);
	findings_release(&list);
}

static void
test_sarif(void)
{
	struct findings list = { 0 };
	struct finding f = finding_of(STR("x"), SEVERITY_NOTE);
	struct buf out = { 0 };

	f.path = STR("a b%:\xff?#.po");
	f.line = 0;
	findings_add(&list, f);
	f.path = STR("/a/b.po");
	findings_add(&list, f);
	findings_write_sarif(&list, &site, &out);
	has(buf_str(&out), "\"uri\": \"do%20cs/a%20b%25%3A%FF%3F%23.po\"",
	    "a path is a URI reference");
	has(buf_str(&out), "\"uri\": \"file:///a/b.po\"", "an absolute one");
	ok(str_count(buf_str(&out), STR("\"uriBaseId\": \"%SRCROOT%\"")) == 1,
	   "which has no base");
	has(buf_str(&out), "\"startLine\": 1", "a whole file is line 1");
	has(buf_str(&out), "\"level\": \"note\"", "the level");
	buf_release(&out);
	findings_release(&list);
}

static void
test_minor(void)
{
	struct findings list = { 0 };
	struct finding f = finding_of(STR("a"), SEVERITY_NOTE);

	findings_add(&list, f);
	f.text = STR("b");
	f.is_minor = true;
	findings_add(&list, f);
	f.text = STR("c");
	f.severity = SEVERITY_ERROR;
	f.path = STR("a.po");
	findings_add(&list, f);
	findings_drop_minor(&list);
	findings_sort(&list);
	ok(list.n == 2 && str_eq(list.items[0].text, STR("c")) &&
		   str_eq(list.items[1].text, STR("a")),
	   "minor notes are dropped, errors stay; sorted by path");
	findings_release(&list);
}

int
main(void)
{
	ok(findings_format_find("sarif") && !findings_format_find("sar"),
	   "formats by name");
	test_hostile();
	test_github_lines();
	test_github();
	test_junit();
	test_sarif();
	test_minor();
	return tap_done();
}
