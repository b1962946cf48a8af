/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html_page.h"

#include "base/i18n.h"
#include "base/locale.h"
#include "base/sha256.h"
#include "report/html.h"
#include "report/html/assets.h"

struct str
html_language_name(struct str locale, struct arena *arena)
{
	struct str name = locale_name(arena, locale);
	size_t end = str_find(name, 0, STR(" ("));

	return end < name.n ? str_sub(name, 0, end) : STR("");
}

struct str
html_lang(struct str locale, struct arena *arena)
{
	struct str icu = locale_icu(arena, locale);
	char *lang = arena_cstr(arena, icu);

	for (size_t i = 0; i < icu.n; i++)
		if (lang[i] == '_')
			lang[i] = '-';
	return str_make(lang, icu.n);
}

static void
add_lines(const char *const *lines, struct buf *out)
{
	for (; *lines; lines++)
		buf_add_str(out, *lines);
}

static void
add_hash(struct str text, struct buf *out)
{
	buf_add_str(out, " 'sha256-");
	sha256_add_base64(text, out);
	buf_add_byte(out, '\'');
}

/* reload: of a page that looks at itself; or no string */
static void
write_policy(const struct html_page *page, struct str style, struct str reload,
	     struct buf *out)
{
	struct buf script = { 0 };

	add_lines(assets_theme_js, &script);
	add_lines(page->script, &script);
	buf_add_str(out, "<meta http-equiv=\"Content-Security-Policy\" "
			 "content=\"default-src 'none'; base-uri 'none'; "
			 "form-action 'none'; style-src");
	add_hash(style, out);
	buf_add_str(out, "; script-src");
	add_hash(buf_str(&script), out);
	if (reload.p) {
		add_hash(reload, out);
		buf_add_str(out, "; frame-src 'self' file:");
	}
	buf_add_str(out, "\">\n");
	buf_release(&script);
}

void
html_page_begin(const struct html_page *page, struct buf *out)
{
	struct buf style = { 0 }, reload = { 0 };
	struct str none = { 0 };

	add_lines(assets_base_css, &style);
	add_lines(page->style, &style);
	add_lines(assets_reload_js, &reload);
	html_addf(out,
		  "<!DOCTYPE html>\n<html lang=\"%m\">\n<head>\n"
		  "<meta charset=\"utf-8\">\n",
		  /* TRANSLATORS: the tag of your language, as in HTML */
		  _("en"));
	write_policy(page, buf_str(&style),
		     page->revision.p ? buf_str(&reload) : none, out);
	if (page->revision.p) {
		html_addf(out,
			  "<meta name=\"revision\" content=\"%t\">\n<script>",
			  page->revision);
		buf_add(out, buf_str(&reload));
		buf_add_str(out, "</script>\n");
	}
	html_addf(out,
		  "<meta name=\"viewport\" content=\"width=device-width, "
		  "initial-scale=1\">\n"
		  "<meta name=\"color-scheme\" content=\"light dark\">\n"
		  "<meta name=\"generator\" content=\"calque\">\n"
		  "<title>%t</title>\n<style>",
		  page->title);
	buf_add(out, buf_str(&style));
	buf_add_str(out, "</style>\n</head>\n<body>\n");
	buf_release(&style);
	buf_release(&reload);
}

void
html_page_end(const struct html_page *page, struct buf *out)
{
	buf_add_str(out, "<script>");
	add_lines(assets_theme_js, out);
	add_lines(page->script, out);
	buf_add_str(out, "</script>\n</body>\n</html>\n");
}

void
html_page_add_theme(struct buf *out)
{
	html_addf(out,
		  "<label class=\"theme needs-js\">%m <select id=\"theme\">"
		  "<option value=\"\">%m</option>"
		  "<option value=\"light\">%m</option>"
		  "<option value=\"dark\">%m</option></select></label>\n",
		  _("Colours"), _("as the system"), _("light"), _("dark"));
}
