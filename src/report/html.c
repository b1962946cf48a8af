/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html.h"

#include "base/utf8.h"

#include <assert.h>

void
html_add_text(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t n = utf8_decode(s, i, &c);

		if (!n || (c < ' ' && c != '\n' && c != '\t') ||
		    (c >= 0x7f && c < 0xa0))
			buf_add_utf8(out, 0xfffd);
		else if (c == '&' || c == '<' || c == '>' || c == '"' ||
			 c == '\'')
			buf_addf(out, "&#%lu;", c);
		else
			buf_add(out, str_sub(s, i, i + n));
		i += n ? n : 1;
	}
}

void
html_add_number(struct buf *out, size_t number)
{
	char digits[32];
	size_t n = 0;

	do
		digits[n++] = (char)('0' + number % 10);
	while (number /= 10);
	while (n) {
		buf_add_byte(out, digits[--n]);
		if (n && n % 3 == 0)
			buf_add_utf8(out, 0x202f);
	}
}

void
html_add_percent(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		int c = str_at(s, i);

		if (ascii_is_alnum(c))
			buf_add_byte(out, (char)c);
		else
			buf_addf(out, "%%%02X", (unsigned)c);
	}
}

void
html_addf(struct buf *out, const char *form, ...)
{
	va_list ap;

	va_start(ap, form);
	for (const char *p = form; *p; p++) {
		if (*p != '%') {
			buf_add_byte(out, *p);
			continue;
		}
		switch (*++p) {
		case 't':
			html_add_text(out, va_arg(ap, struct str));
			break;
		case 'm':
			html_add_text(out, str_of(va_arg(ap, const char *)));
			break;
		case 'n':
			html_add_number(out, va_arg(ap, size_t));
			break;
		case 'd':
			buf_addf(out, "%zu", va_arg(ap, size_t));
			break;
		case 'p':
			html_add_percent(out, va_arg(ap, struct str));
			break;
		default:
			assert(*p == '%');
			buf_add_byte(out, '%');
		}
	}
	va_end(ap);
}
