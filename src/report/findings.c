/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings.h"

static void
write_line(const struct finding *f, struct diag *diag)
{
	void (*say)(struct diag * d, struct loc at, const char *fmt, ...) =
		f->severity == SEVERITY_ERROR	? diag_error :
		f->severity == SEVERITY_WARNING ? diag_warning :
						  diag_note;

	say(diag, loc_at(f->path, f->line), "[%s] %.*s; %.*s", f->id,
	    STR_FMT(f->text), STR_FMT(f->hint));
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
		write_string(json, "po", f->path);
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
