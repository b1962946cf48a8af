/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * make_site FORMAT LANGUAGES PAGES [hostile]: write the report of a made-up site
 * (report/site.h) to standard output. FORMAT is text, json, markdown or html.
 */
#include "report/diff.h"
#include "report/site.h"

#include <stdio.h>
#include <stdlib.h>

static void
write_site(const struct status_site *site, struct str format, struct buf *out)
{
	struct text_tools *tools = text_tools_new();

	if (str_eq(format, STR("html")))
		status_write_html(site, out);
	else if (str_eq(format, STR("json")))
		status_write_json(site, out);
	else if (str_eq(format, STR("markdown")))
		status_write_markdown(site, out);
	else if (str_eq(format, STR("text")))
		status_write_text(site, false, 80, false, out);
	else if (str_eq(format, STR("colour")))
		status_write_text(site, true, 80, false, out);
	for (size_t i = 0; i < site->n; i++) {
		if (str_eq(format, STR("diff")))
			diff_write_text(&site->pages[i], tools, false, 80, out);
		else if (str_eq(format, STR("diff-colour")))
			diff_write_text(&site->pages[i], tools, true, 80, out);
		else if (str_eq(format, STR("diff-markdown")))
			diff_write_markdown(&site->pages[i], tools, out);
	}
	if (str_eq(format, STR("diff-json")))
		diff_write_json(site->pages, site->n, tools, out);
	text_tools_free(tools);
}

int
main(int argc, char **argv)
{
	struct site_maker maker = { .state = 42 };
	struct status_site site;
	struct buf out = { 0 };
	size_t n_languages;

	if (argc < 4) {
		fprintf(stderr, "usage: %s FORMAT LANGUAGES PAGES [hostile]\n",
			argv[0]);
		return 2;
	}
	n_languages = strtoul(argv[2], NULL, 10);
	if (n_languages > SITE_MAX_LANGUAGES)
		n_languages = SITE_MAX_LANGUAGES;
	site = site_make(&maker, n_languages, strtoul(argv[3], NULL, 10),
			 argc > 4);
	write_site(&site, str_of(argv[1]), &out);
	fwrite(out.p ? out.p : "", 1, out.n, stdout);
	buf_release(&out);
	arena_release(&maker.arena);
	return 0;
}
