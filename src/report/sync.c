/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sync.h"

#include "base/i18n.h"
#include "report/names.h"

static void
write_lines(struct str text, const char *sign, struct buf *out)
{
	struct str rest = text, line;

	while (str_split(&rest, '\n', &line))
		buf_addf(out, "  %s %.*s\n", sign, STR_FMT(line));
}

void
sync_write_text(const struct sync *s, struct str language, bool all,
		struct buf *out)
{
	for (size_t i = 0; i < s->n_wants; i++) {
		const struct sync_want *w = &s->wants[i];

		if (!sync_is_news(w) || (!all && !w->was.p))
			continue;
		buf_addf(out, "%.*s:%zu: %.*s: %s", STR_FMT(w->path), w->line,
			 STR_FMT(language), _(sync_done_name(w->done)));
		if (w->was.p && w->class)
			buf_addf(out, " (%s)", names_class(w->class));
		buf_addf(out, ", %.*s", STR_FMT(w->title));
		if (w->was_in.p)
			buf_addf(out, _(", from %.*s"), STR_FMT(w->was_in));
		buf_add_byte(out, '\n');
		if (w->was.p && w->class)
			write_lines(w->was, "-", out);
		write_lines(w->text, "+", out);
	}
}

void
sync_write_json(const struct sync *s, struct str language, struct json *json)
{
	for (size_t i = 0; i < s->n_wants; i++) {
		const struct sync_want *w = &s->wants[i];

		if (!sync_is_news(w))
			continue;
		json_open(json, NULL, '{');
		json_string(json, "language", language);
		json_string(json, "page", w->path);
		json_number(json, "line", w->line);
		json_string(json, "kind", w->title);
		json_string(json, "done", str_of(sync_done_name(w->done)));
		if (w->was.p) {
			json_string(json, "class",
				    str_of(change_name(w->class)));
			json_string(json, "old", w->was);
		}
		json_string(json, "new", w->text);
		if (w->was_in.p)
			json_string(json, "from", w->was_in);
		if (w->m)
			json_string(json, "msgstr", w->m->msgstr);
		json_close(json, '}');
	}
}
