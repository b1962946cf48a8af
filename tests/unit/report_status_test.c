/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sha256.h"
#include "base/text.h"
#include "base/utf8.h"
#include "report/site.h"
#include "report/tally.h"
#include "unit/tap.h"

#define DAY 86400

/* Three pages in two languages; es/a.md is behind. */
static struct audit_unit units[] = {
	{ .kind = AUDIT_CHANGED,
	  .class = CHANGE_WORDS,
	  .needs_translator = true,
	  .title = STR_INIT("paragraph"),
	  .section = STR_INIT("Install > Linux"),
	  .was = STR_INIT("Water them daily."),
	  .now = STR_INIT("Water them twice a day."),
	  .translation = STR_INIT("Riegue a diario."),
	  .was_line = 10,
	  .now_line = 12,
	  .target_line = 14,
	  .words = 5 },
	{ .kind = AUDIT_NEW,
	  .needs_translator = true,
	  .title = STR_INIT("heading 2"),
	  .section = STR_INIT("Use"),
	  .now = STR_INIT("Use"),
	  .now_line = 20,
	  .words = 1 },
};

static const struct audit_page pages[] = {
	{ .language = STR_INIT("es"),
	  .locale = STR_INIT("es"),
	  .source = STR_INIT("content/en/a.md"),
	  .target = STR_INIT("content/es/a.md"),
	  .folder = STR_INIT("_root"),
	  .state = AUDIT_OUTDATED,
	  .counts = { .total = { 10, 100 },
		      .translated = { 8, 94 },
		      .fuzzy = { 1, 5 },
		      .untranslated = { 1, 1 } },
	  .first = { STR_INIT("0123456789abcdef"), STR_INIT("say how often"),
		     20 * DAY },
	  .n_commits = 3,
	  .units = units,
	  .n = 2 },
	{ .language = STR_INIT("es"),
	  .locale = STR_INIT("es"),
	  .source = STR_INIT("content/en/docs/b.md"),
	  .target = STR_INIT("content/es/docs/b.md"),
	  .folder = STR_INIT("docs"),
	  .state = AUDIT_UP_TO_DATE,
	  .counts = { .total = { 1, 50 }, .translated = { 1, 50 } } },
	{ .language = STR_INIT("zh"),
	  .locale = STR_INIT("zh_CN"),
	  .source = STR_INIT("content/en/a.md"),
	  .folder = STR_INIT("_root"),
	  .state = AUDIT_MISSING,
	  .counts = { .total = { 10, 100 }, .untranslated = { 10, 100 } } },
};

static const struct status_site site = {
	.title = STR_INIT("A | `b`"), .pages = pages, .n = 3, .now = 30 * DAY
};

static void
test_text(void)
{
	struct buf out = { 0 };

	status_write_text(&site, false, 80, false, &out);
	is_str(buf_str(&out),
	       STR("language           done  pages  up to date  partial  "
		   "outdated  missing\n"
		   "es        ######.   96%      2           1        0  "
		   "       1        0\n"
		   "zh        .......    0%      1           0        0  "
		   "       0        1\n"
		   "all       ###....   57%      3           1        0  "
		   "       1        1\n"
		   "\n"
		   "language  units  words  translated  fuzzy  untranslated"
		   "  words behind\n"
		   "es           11    150         144      5             1"
		   "             6\n"
		   "zh           10    100           0      0           100"
		   "           100\n"
		   "all          21    250         144      5           101"
		   "           106\n"
		   "\n"
		   "language           done  pages  behind  folder\n"
		   "es        ######.   94%      1       6  _root\n"
		   "es        #######  100%      1       0  docs\n"
		   "zh        .......    0%      1     100  _root\n"
		   "\n"
		   "behind  state     since       days  commits  page\n"
		   "   100  missing   -              -        -  "
		   "zh content/en/a.md\n"
		   "     6  outdated  1970-01-21    10        3  "
		   "es content/en/a.md\n"
		   "        in: Install > Linux; Use\n"),
	       "text");
	buf_clear(&out);
	status_write_text(&site, false, 80, true, &out);
	ok(str_find(buf_str(&out), 0, STR("es content/en/docs/b.md")) < out.n,
	   "text: all pages, where that is asked for");
	buf_release(&out);
}

/* The longest line in columns. */
static size_t
longest(struct str text)
{
	struct str rest = text, line;
	size_t most = 0;

	while (str_split(&rest, '\n', &line))
		if (text_width_cols(line) > most)
			most = text_width_cols(line);
	return most;
}

static void
test_big_text(void)
{
	struct site_maker maker = { .state = 1 };
	struct status_site big = site_make(&maker, 3, 60, true);
	struct buf out = { 0 }, again = { 0 };

	status_write_text(&big, false, 80, false, &out);
	ok(longest(buf_str(&out)) <= 80, "text: no line over 80 columns");
	ok(str_find_byte(buf_str(&out), 0, '\033') == out.n,
	   "text: no escape sequence without colour");
	status_write_text(&big, false, 80, false, &again);
	is_str(buf_str(&again), buf_str(&out), "text: the same again");
	buf_clear(&out);
	status_write_text(&big, true, 80, false, &out);
	ok(str_find(buf_str(&out), 0, STR("\033[31m")) < out.n,
	   "text: colour where it is wanted");
	ok(str_count(buf_str(&out), STR("\033[")) ==
		   2 * str_count(buf_str(&out), STR("\033[m")),
	   "text: each colour ends");
	buf_release(&out);
	buf_release(&again);
	arena_release(&maker.arena);
}

static void
test_empty(void)
{
	static const struct status_site none = { 0 };
	struct buf out = { 0 };

	status_write_text(&none, false, 80, false, &out);
	status_write_json(&none, &out);
	status_write_markdown(&none, &out);
	status_write_html(&none, &out);
	ok(out.n > 0, "a site without pages");
	buf_release(&out);
}

static void
test_json(void)
{
	struct buf out = { 0 };
	struct str text;

	status_write_json(&site, &out);
	text = buf_str(&out);
	ok(str_starts(text, STR("{\n  \"version\": 1,\n"
				"  \"kind\": \"calque-status\",\n")),
	   "JSON: says what it is");
	ok(str_find(text, 0, STR("\"time\": \"1970-01-31T00:00:00Z\"")) <
		   text.n,
	   "JSON: the time of the report");
	ok(str_find(text, 0, STR("\"was\": \"Water them daily.\"")) < text.n,
	   "JSON: texts");
	is_int((long long)str_count(text, STR("\"words_behind\": 6,")), 3,
	       "JSON: words behind of page, folder and language");
	buf_release(&out);
}

static void
test_markdown(void)
{
	struct buf out = { 0 };

	status_write_markdown(&site, &out);
	is_str(buf_str(&out),
	       STR("### A &#124; &#96;b&#96;\n\n"
		   "| language | done | up to date | partial | outdated | "
		   "missing | orphaned | words | words behind |\n"
		   "|---|--:|--:|--:|--:|--:|--:|--:|--:|\n"
		   "| es | 96% | 1 | 0 | 1 | 0 | 0 | 150 | 6 |\n"
		   "| zh | 0% | 0 | 0 | 0 | 1 | 0 | 100 | 100 |\n"
		   "| all | 57% | 1 | 0 | 1 | 1 | 0 | 250 | 106 |\n"
		   "\n<details><summary>es: 1 page behind</summary>\n\n"
		   "| words behind | state | page | since | sections |\n"
		   "|--:|---|---|---|---|\n"
		   "| 6 | outdated | <code>content/en/a.md</code> | "
		   "1970-01-21, 3 commits | Install &#62; Linux<br>Use |\n"
		   "\n</details>\n"
		   "\n<details><summary>zh: 1 page behind</summary>\n\n"
		   "| words behind | state | page | since | sections |\n"
		   "|--:|---|---|---|---|\n"
		   "| 100 | missing | <code>content/en/a.md</code> |  |  |\n"
		   "\n</details>\n"),
	       "Markdown");
	buf_release(&out);
}

static void
test_tally(void)
{
	struct arena arena = { 0 };
	struct tallies t;
	size_t n;
	const struct audit_page **list;
	struct audit_counts almost = { .total = { 1, 1000 },
				       .translated = { 1, 999 } };

	tallies_make(pages, 3, &arena, &t);
	is_int((long long)t.n_languages, 2, "tally: languages");
	is_int((long long)t.n_folders, 2, "tally: folders");
	is_str(t.folders[0], STR("_root"), "tally: the top comes first");
	is_int((long long)t.by_folder[0].counts.total.words, 200,
	       "tally: of a folder in all languages");
	is_int((long long)t.languages[1].begin, 2, "tally: a language's pages");
	list = tally_worst_first(pages, 3, false, &arena, &n);
	is_int((long long)n, 2, "tally: pages that are behind");
	ok(list[0] == &pages[2] && list[1] == &pages[0],
	   "tally: the worst comes first");
	is_int((long long)tally_percent(&almost), 99,
	       "tally: 100 percent is all of it");
	arena_release(&arena);
}

/* ---- HTML ---- */

/* What stands between `from` and `to`, or no string. */
static struct str
between(struct str text, struct str from, struct str to)
{
	size_t begin = str_find(text, 0, from), end;

	if (begin == text.n)
		return (struct str){ 0 };
	end = str_find(text, begin + from.n, to);
	return str_sub(text, begin + from.n, end);
}

static void
test_policy(struct str html)
{
	struct buf hash = { 0 };

	buf_add_str(&hash, "style-src 'sha256-");
	sha256_add_base64(between(html, STR("<style>"), STR("</style>")),
			  &hash);
	ok(str_find(html, 0, buf_str(&hash)) < html.n,
	   "HTML: the policy names the style");
	buf_clear(&hash);
	buf_add_str(&hash, "script-src 'sha256-");
	sha256_add_base64(between(html, STR("<script>"), STR("</script>")),
			  &hash);
	ok(str_find(html, 0, buf_str(&hash)) < html.n,
	   "HTML: the policy names the script");
	ok(str_find(html, 0, STR("default-src 'none'")) < html.n,
	   "HTML: the policy allows nothing else");
	buf_release(&hash);
}

/* Data holds no '<' at all, so that no text can end its element. */
static bool
data_is_safe(struct str html)
{
	static const char *const ids[] = { "site", "units", "texts" };

	for (size_t i = 0; i < 3; i++) {
		struct buf open = { 0 };
		struct str data;

		buf_addf(&open, "<script type=\"application/json\" id=\"%s\">",
			 ids[i]);
		data = between(html, buf_str(&open), STR("</script>\n"));
		buf_release(&open);
		if (!data.n || str_find_byte(data, 0, '<') < data.n ||
		    str_find(data, 0, STR("\xe2\x80\xa8")) < data.n)
			return false;
	}
	return true;
}

static void
test_html(void)
{
	struct site_maker maker = { .state = 7 };
	struct status_site hostile = site_make(&maker, 4, 30, true);
	struct buf out = { 0 }, again = { 0 };
	struct str html;

	status_write_html(&hostile, &out);
	html = buf_str(&out);
	test_policy(html);
	ok(data_is_safe(html), "HTML: data cannot end its element");
	ok(str_find(html, 0, STR("<img")) == html.n &&
		   str_count(html, STR("<script>")) == 1,
	   "HTML: no markup of texts");
	ok(str_find(html, 0, STR("http://")) == html.n &&
		   str_find(html, 0, STR("https://")) == html.n,
	   "HTML: no address of anything else");
	ok(utf8_is_valid(html), "HTML: is UTF-8");
	status_write_html(&hostile, &again);
	ok(str_eq(buf_str(&again), html), "HTML: the same again");
	buf_release(&out);
	buf_release(&again);
	arena_release(&maker.arena);
}

int
main(void)
{
	test_text();
	test_big_text();
	test_empty();
	test_json();
	test_markdown();
	test_tally();
	test_html();
	return tap_done();
}
