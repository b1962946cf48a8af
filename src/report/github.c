/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/github.h"

#include "base/utf8.h"

static void
add_escaped(struct buf *out, struct str s, bool is_property)
{
	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t n = utf8_decode(s, i, &c);

		if (!n)
			buf_add_utf8(out, 0xfffd);
		else if (c == '%' || c == '\r' || c == '\n' ||
			 (is_property && (c == ':' || c == ',')))
			buf_addf(out, "%%%02lX", c);
		else if ((c < ' ' && c != '\t') || (c >= 0x7f && c < 0xa0))
			buf_add_utf8(out, 0xfffd);
		else
			buf_add(out, str_sub(s, i, i + n));
		i += n ? n : 1;
	}
}

static void
add_property(struct buf *out, const char *name, struct str value)
{
	buf_addf(out, "%s=", name);
	add_escaped(out, value, true);
}

static void
write_one(const struct finding *f, const struct findings_site *site,
	  struct buf *out)
{
	/* ORDER severity */
	static const char *const commands[] = { "", "notice", "warning",
						"error" };
	struct buf path = { 0 }, message = { 0 };

	findings_add_path(site, f->path, &path);
	buf_addf(out, "::%s ", commands[f->severity]);
	add_property(out, "file", buf_str(&path));
	if (f->line)
		buf_addf(out, ",line=%zu", f->line);
	buf_add_byte(out, ',');
	add_property(out, "title", str_of(f->id));
	buf_add_str(out, "::");
	findings_add_message(f, &message);
	add_escaped(out, buf_str(&message), false);
	buf_add_byte(out, '\n');
	buf_release(&path);
	buf_release(&message);
}

void
findings_write_github(const struct findings *list,
		      const struct findings_site *site, struct buf *out)
{
	for (size_t i = 0; i < list->n; i++)
		write_one(&list->items[i], site, out);
}
