/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings.h"

#include "base/i18n.h"
#include "report/github.h"
#include "report/junit.h"
#include "report/sarif.h"

static const struct findings_format formats[] = {
	{ "text", N_("a line for each finding, and the counts"), true, NULL },
	{ "json", N_("all there is to know, see calque(1)"), false, NULL },
	{ "sarif", N_("SARIF 2.1.0, for code scanning"), false,
	  findings_write_sarif },
	{ "github", N_("annotations of a GitHub workflow"), true,
	  findings_write_github },
	{ "junit", N_("JUnit XML, for test reports"), false,
	  findings_write_junit },
};

#define N_FORMATS (sizeof(formats) / sizeof(*formats))

const struct findings_format *
findings_format_at(size_t i)
{
	return i < N_FORMATS ? &formats[i] : NULL;
}

const struct findings_format *
findings_format_find(const char *name)
{
	for (size_t i = 0; i < N_FORMATS; i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

void
findings_add_path(const struct findings_site *site, struct str path,
		  struct buf *out)
{
	if (str_at(path, 0) != '/')
		buf_add(out, site->prefix);
	buf_add(out, path);
}

void
findings_add_message(const struct finding *f, struct buf *out)
{
	buf_add(out, f->text);
	buf_add_str(out, "; ");
	buf_add(out, f->hint);
	if (!f->says_command)
		return;
	buf_add_str(out, ": ");
	buf_add(out, f->command);
}

static void
write_line(const struct finding *f, struct diag *diag)
{
	void (*say)(struct diag * d, struct loc at, const char *fmt, ...) =
		f->severity == SEVERITY_ERROR	? diag_error :
		f->severity == SEVERITY_WARNING ? diag_warning :
						  diag_note;
	struct buf message = { 0 };

	findings_add_message(f, &message);
	say(diag, loc_at(f->path, f->line), "[%s] %.*s", f->id,
	    STR_FMT(buf_str(&message)));
	buf_release(&message);
}

void
findings_write_text(const struct findings *list, struct diag *diag)
{
	for (size_t i = 0; i < list->n; i++)
		write_line(&list->items[i], diag);
}

static void
write_string(struct json *json, const char *key, struct str value)
{
	if (value.p)
		json_string(json, key, value);
}

void
findings_write_json(const struct findings *list, struct json *json)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct finding *f = &list->items[i];

		json_open(json, NULL, '{');
		json_string(json, "id", str_of(f->id));
		json_string(json, "severity",
			    str_of(severity_name(f->severity)));
		write_string(json, "language", f->language);
		write_string(json, "path", f->path);
		json_number(json, "line", f->line);
		write_string(json, "page", f->page);
		if (f->page_line)
			json_number(json, "source_line", f->page_line);
		write_string(json, "msgid", f->msgid);
		write_string(json, "msgstr", f->msgstr);
		write_string(json, "message", f->text);
		write_string(json, "hint", f->hint);
		write_string(json, "command", f->command);
		json_close(json, '}');
	}
}
