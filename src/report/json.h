/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json - writing JSON (RFC 8259), one value after the other.
 *
 * The writer puts commas and indentation; the caller opens and closes. Bytes
 * that are not UTF-8 become U+FFFD. Nothing is ever translated.
 */
#ifndef CALQUE_REPORT_JSON_H
#define CALQUE_REPORT_JSON_H

#include "base/buf.h"

#define JSON_MAX_DEPTH 32

struct json {
	struct buf *out; /* borrowed */
	/* for a script element: on one line, and '<' as \u003c */
	bool embedded;
	size_t depth;
	bool has_items[JSON_MAX_DEPTH];
};

/* key is NULL in an array and at the top. */
void json_open(struct json *j, const char *key, char bracket); /* '{' '[' */
void json_close(struct json *j, char bracket);		       /* '}' ']' */
void json_string(struct json *j, const char *key, struct str value);
void json_number(struct json *j, const char *key, size_t value);
/*
 * Add the items that another writer of this depth wrote into a list of its own,
 * of which it wrote neither bracket.
 */
void json_add(struct json *j, struct str items);
void json_bool(struct json *j, const char *key, bool value);

#endif
