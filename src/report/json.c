/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json.h"

#include "base/utf8.h"

#include <assert.h>

/* How many bytes at i stand for themselves. */
static size_t
plain_at(const struct json *j, struct str s, size_t i)
{
	size_t end = i;

	for (; end < s.n; end++) {
		int c = s.p[end];

		if (c < ' ' || c >= 0x7f || c == '"' || c == '\\' ||
		    (c == '<' && j->embedded))
			break;
	}
	return end - i;
}

static void
add_string(const struct json *j, struct str s)
{
	struct buf *out = j->out;

	buf_add_byte(out, '"');
	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t n = plain_at(j, s, i);

		if (n) {
			buf_add(out, str_sub(s, i, i + n));
			i += n;
			continue;
		}
		n = utf8_decode(s, i, &c);
		if (!n)
			buf_add_utf8(out, 0xfffd);
		else if (c == '"' || c == '\\')
			buf_addf(out, "\\%c", (int)c);
		else if (c == '\n')
			buf_add_str(out, "\\n");
		else if (c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029 ||
			 (c == '<' && j->embedded))
			buf_addf(out, "\\u%04lx", c);
		else
			buf_add(out, str_sub(s, i, i + n));
		i += n ? n : 1;
	}
	buf_add_byte(out, '"');
}

static void
new_line(const struct json *j)
{
	if (j->embedded)
		return;
	buf_add_byte(j->out, '\n');
	buf_add_fill(j->out, ' ', 2 * j->depth);
}

/* What stands before a value: a comma, a new line, the key. */
static void
begin(struct json *j, const char *key)
{
	if (j->depth) {
		if (j->has_items[j->depth - 1])
			buf_add_byte(j->out, ',');
		j->has_items[j->depth - 1] = true;
		new_line(j);
	}
	if (key) {
		add_string(j, str_of(key));
		buf_add_str(j->out, j->embedded ? ":" : ": ");
	}
}

void
json_open(struct json *j, const char *key, char bracket)
{
	assert(j->depth < JSON_MAX_DEPTH);
	begin(j, key);
	buf_add_byte(j->out, bracket);
	j->has_items[j->depth++] = false;
}

void
json_close(struct json *j, char bracket)
{
	assert(j->depth);
	if (j->has_items[--j->depth])
		new_line(j);
	buf_add_byte(j->out, bracket);
	if (!j->depth)
		buf_add_byte(j->out, '\n'); /* a line of its own */
}

void
json_string(struct json *j, const char *key, struct str value)
{
	begin(j, key);
	add_string(j, value);
}

void
json_number(struct json *j, const char *key, size_t value)
{
	begin(j, key);
	buf_addf(j->out, "%zu", value);
}

void
json_bool(struct json *j, const char *key, bool value)
{
	begin(j, key);
	buf_add_str(j->out, value ? "true" : "false");
}

void
json_add(struct json *j, struct str items)
{
	if (!items.n)
		return;
	if (j->has_items[j->depth - 1])
		buf_add_byte(j->out, ',');
	j->has_items[j->depth - 1] = true;
	buf_add(j->out, items);
}
