/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "report/columns.h"
#include "report/date.h"
#include "unit/tap.h"

#include <limits.h>

static const struct {
	const char *what;
	struct str text, shown;
} visible[] = {
	{ "plain", STR_INIT("a.md"), STR_INIT("a.md") },
	{ "escape", STR_INIT("\033[31m"), STR_INIT("\\x1b[31m") },
	{ "line end", STR_INIT("a\nb"), STR_INIT("a\\x0ab") },
	{ "C1", STR_INIT("\xc2\x9b"), STR_INIT("\\x9b") },
	{ "not UTF-8", STR_INIT("a\xff"), STR_INIT("a\\xff") },
	{ "direction override",
	  STR_INIT("a\xe2\x80\xae"
		   "b"),
	  STR_INIT("a\\u202eb") },
	{ "letters of all kinds", STR_INIT("é水ع"), STR_INIT("é水ع") },
};

static void
test_visible(void)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < sizeof(visible) / sizeof(*visible); i++) {
		buf_clear(&out);
		term_add_visible(&out, visible[i].text);
		is_str(buf_str(&out), visible[i].shown, visible[i].what);
	}
	buf_release(&out);
}

static const struct {
	const char *what;
	struct str text;
	size_t cols;
	struct str shown;
} shorts[] = {
	{ "fits", STR_INIT("content/a.md"), 12, STR_INIT("content/a.md") },
	{ "the middle goes", STR_INIT("content/docs/setup/linux.md"), 18,
	  STR_INIT("conte...p/linux.md") },
	{ "wide characters", STR_INIT("文档/安装/指南/页面.md"), 15,
	  STR_INIT("文档.../页面.md") },
	{ "a wide character across the cut", STR_INIT("aaa文档安装指南"), 10,
	  STR_INIT("aa...指南") },
	{ "never less than 5", STR_INIT("abcdefgh"), 1, STR_INIT("...gh") },
};

static void
test_short(void)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < sizeof(shorts) / sizeof(*shorts); i++) {
		buf_clear(&out);
		term_add_short(&out, shorts[i].text, shorts[i].cols);
		is_str(buf_str(&out), shorts[i].shown, shorts[i].what);
	}
	buf_release(&out);
}

static const struct {
	const char *what;
	bool colour;
	size_t cols;
	struct str text, shown;
} fills[] = {
	{ "short", false, 20, STR_INIT("one two"), STR_INIT("one two\n") },
	{ "broken at a space", false, 20, STR_INIT("one two three four five"),
	  STR_INIT("one two three\n    four five\n") },
	{ "no limit", false, 0, STR_INIT("one two three four five"),
	  STR_INIT("one two three four five\n") },
	{ "a long word", false, 10, STR_INIT("a https://example.org/ b"),
	  STR_INIT("a\n    https://example.org/\n    b\n") },
	{ "Chinese", false, 12, STR_INIT("每天浇水两次。好"),
	  STR_INIT("每天浇水\n    两次。好\n") },
	{ "a mark does not begin a line", false, 12, STR_INIT("每天浇水。两"),
	  STR_INIT("每天浇\n    水。两\n") },
	{ "a line end of the text", false, 0, STR_INIT("one\ntwo"),
	  STR_INIT("one\n    two\n") },
	{ "colour, word by word", true, 14, STR_INIT("one two three"),
	  STR_INIT("\033[31mone \033[m\033[31mtwo \033[m\n    "
		   "\033[31mthree\033[m\n") },
	{ "empty", false, 20, STR_INIT(""), STR_INIT("\n") },
};

static void
test_fill(void)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < sizeof(fills) / sizeof(*fills); i++) {
		struct term term = { &out, fills[i].colour, fills[i].cols };
		struct term_fill fill = { .term = &term, .indent = 4 };

		buf_clear(&out);
		term_fill_add(&fill, TERM_RED, fills[i].text);
		term_fill_end(&fill);
		is_str(buf_str(&out), fills[i].shown, fills[i].what);
	}
	buf_release(&out);
}

static void
test_columns(void)
{
	static const struct column columns[] = { { "n", true },
						 { "name", false },
						 { "path", false } };
	struct buf out = { 0 };
	struct term term = { &out, false, 30 };
	struct columns c = { .term = &term, .columns = columns, .n = 3 };

	columns_add_number(&c, 7, TERM_PLAIN);
	columns_add(&c, STR("水"), TERM_BOLD);
	columns_add(&c, STR("content/en/a/long/path.md"), TERM_PLAIN);
	columns_add_note(&c, STR("a note"));
	columns_add_number(&c, 120, TERM_PLAIN);
	columns_add(&c, STR("b"), TERM_PLAIN);
	columns_add(&c, STR(""), TERM_PLAIN);
	columns_write(&c);
	is_str(buf_str(&out),
	       STR("  n  name  path\n"
		   "  7  水    conte...ong/path.md\n"
		   "        a note\n"
		   "120  b\n"),
	       "columns: aligned, wide characters counted, the last shortened");
	buf_release(&out);
}

static const struct {
	long long time;
	const char *day;
} days[] = {
	{ 0, "1970-01-01" },	      { 951782400, "2000-02-29" },
	{ 1772323199, "2026-02-28" }, { -1, "1969-12-31" },
	{ LLONG_MAX, "?" },
};

static void
test_dates(void)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++) {
		buf_clear(&out);
		date_add_day(&out, days[i].time);
		is_str(buf_str(&out), str_of(days[i].day), "day");
	}
	buf_clear(&out);
	date_add_time(&out, 1772323199);
	is_str(buf_str(&out), STR("2026-02-28T23:59:59Z"), "time");
	is_int((long long)date_age_days(0, 86400), 1, "age: a day");
	is_int((long long)date_age_days(1, 86400), 0, "age: not quite");
	is_int((long long)date_age_days(5, 1), 0, "age: from the future");
	is_int((long long)date_age_days(LLONG_MIN, LLONG_MAX), 0,
	       "age: beyond all numbers");
	buf_release(&out);
}

int
main(void)
{
	test_visible();
	test_short();
	test_fill();
	test_columns();
	test_dates();
	return tap_done();
}
