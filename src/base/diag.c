/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/diag.h"

#include "base/i18n.h"

#include <stdarg.h>

void
diag_release(struct diag *d)
{
	buf_release(&d->text);
	*d = (struct diag){ 0 };
}

/* Control characters are shown, not sent to the terminal. */
static void
add_visible(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < ' ' || c == 0x7f)
			buf_addf(out, "\\x%02x", c);
		else
			buf_add_byte(out, (char)c);
	}
}

static void
say(struct diag *d, struct loc at, const char *level, const char *fmt,
    va_list ap)
{
	struct buf text = { 0 };

	if (at.path.n) {
		add_visible(&d->text, at.path);
		if (at.line)
			buf_addf(&d->text, ":%zu", at.line);
		buf_add_str(&d->text, ": ");
	}
	buf_add_str(&d->text, level);
	buf_add_str(&d->text, ": ");
	buf_vaddf(&text, fmt, ap);
	add_visible(&d->text, buf_str(&text));
	buf_add_byte(&d->text, '\n');
	buf_release(&text);
}

void
diag_error(struct diag *d, struct loc at, const char *fmt, ...)
{
	va_list ap;

	d->n_errors++;
	va_start(ap, fmt);
	say(d, at, _("error"), fmt, ap);
	va_end(ap);
}

void
diag_warning(struct diag *d, struct loc at, const char *fmt, ...)
{
	va_list ap;

	d->n_warnings++;
	va_start(ap, fmt);
	say(d, at, _("warning"), fmt, ap);
	va_end(ap);
}

void
diag_note(struct diag *d, struct loc at, const char *fmt, ...)
{
	va_list ap;

	d->n_notes++;
	if (d->quiet)
		return;
	va_start(ap, fmt);
	say(d, at, _("note"), fmt, ap);
	va_end(ap);
}

void
diag_move(struct diag *to, struct diag *from)
{
	buf_add(&to->text, buf_str(&from->text));
	to->n_notes += from->n_notes;
	to->n_warnings += from->n_warnings;
	to->n_errors += from->n_errors;
	buf_clear(&from->text);
	from->n_notes = from->n_warnings = from->n_errors = 0;
}

void
diag_flush(struct diag *d, FILE *out)
{
	if (d->text.n)
		fwrite(d->text.p, 1, d->text.n, out);
	fflush(out);
	buf_clear(&d->text);
}
