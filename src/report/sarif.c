/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sarif.h"

#include "check/check.h"
#include "config.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

/* ORDER severity */
static const char *const levels[] = { "none", "note", "warning", "error" };

static void
add_text(struct json *json, const char *key, struct str text)
{
	json_open(json, key, '{');
	json_string(json, "text", text);
	json_close(json, '}');
}

static void
write_rule(struct json *json, const struct check_row *row)
{
	json_open(json, NULL, '{');
	json_string(json, "id", str_of(row->id));
	add_text(json, "shortDescription", str_of(row->what));
	add_text(json, "help", str_of(row->hint));
	json_open(json, "defaultConfiguration", '{');
	json_string(json, "level", str_of(levels[row->severity]));
	json_close(json, '}');
	json_close(json, '}');
}

static void
write_tool(struct json *json)
{
	const struct check_row *row;

	json_open(json, "tool", '{');
	json_open(json, "driver", '{');
	json_string(json, "name", STR("calque"));
	json_string(json, "version", STR(PACKAGE_VERSION));
	json_open(json, "rules", '[');
	for (size_t i = 0; (row = check_at(i)); i++)
		write_rule(json, row);
	json_close(json, ']');
	json_close(json, '}');
	json_close(json, '}');
}

static bool
is_unreserved(int c)
{
	return ascii_is_alnum(c) || c == '-' || c == '.' || c == '_' ||
	       c == '~' || c == '/';
}

static void
add_uri(struct buf *out, struct str path)
{
	if (str_at(path, 0) == '/')
		buf_add_str(out, "file://");
	for (size_t i = 0; i < path.n; i++) {
		unsigned char c = (unsigned char)path.p[i];

		if (is_unreserved(c))
			buf_add_byte(out, (char)c);
		else
			buf_addf(out, "%%%02X", c);
	}
}

static void
write_location(struct json *json, const struct finding *f,
	       const struct findings_site *site)
{
	struct buf path = { 0 }, uri = { 0 };

	findings_add_path(site, f->path, &path);
	add_uri(&uri, buf_str(&path));
	json_open(json, "locations", '[');
	json_open(json, NULL, '{');
	json_open(json, "physicalLocation", '{');
	json_open(json, "artifactLocation", '{');
	json_string(json, "uri", buf_str(&uri));
	if (str_at(f->path, 0) != '/')
		json_string(json, "uriBaseId", STR("%SRCROOT%"));
	json_close(json, '}');
	json_open(json, "region", '{');
	json_number(json, "startLine", f->line ? f->line : 1);
	json_close(json, '}');
	json_close(json, '}');
	json_close(json, '}');
	json_close(json, ']');
	buf_release(&path);
	buf_release(&uri);
}

static void
write_fingerprint(struct json *json, const struct finding *f)
{
	struct buf key = { 0 }, hash = { 0 };

	buf_addf(&key, "%s\n%.*s\n%.*s\n%.*s\n%.*s\n", f->id, STR_FMT(f->path),
		 STR_FMT(f->language), STR_FMT(f->page), STR_FMT(f->msgid));
	if (f->msgid.p)
		buf_add(&key, f->text);
	buf_addf(&hash, "%016llx", str_hash(buf_str(&key)));
	json_open(json, "partialFingerprints", '{');
	json_string(json, "calque/v1", buf_str(&hash));
	json_close(json, '}');
	buf_release(&key);
	buf_release(&hash);
}

static void
write_properties(struct json *json, const struct finding *f)
{
	json_open(json, "properties", '{');
	json_string(json, "language", f->language);
	if (f->page.p)
		json_string(json, "page", f->page);
	if (f->command.p)
		json_string(json, "command", f->command);
	json_close(json, '}');
}

static size_t
rule_index(const char *id)
{
	const struct check_row *row = check_find(str_of(id));
	size_t i = 0;

	while (check_at(i) != row)
		i++;
	return i;
}

static void
write_result(struct json *json, const struct finding *f,
	     const struct findings_site *site)
{
	struct buf message = { 0 };

	findings_add_message(f, &message);
	json_open(json, NULL, '{');
	json_string(json, "ruleId", str_of(f->id));
	json_number(json, "ruleIndex", rule_index(f->id));
	json_string(json, "level", str_of(levels[f->severity]));
	add_text(json, "message", buf_str(&message));
	write_location(json, f, site);
	write_fingerprint(json, f);
	write_properties(json, f);
	json_close(json, '}');
	buf_release(&message);
}

void
findings_write_sarif(const struct findings *list,
		     const struct findings_site *site, struct buf *out)
{
	struct json json = { .out = out };

	json_open(&json, NULL, '{');
	json_string(&json, "$schema", STR(SCHEMA));
	json_string(&json, "version", STR("2.1.0"));
	json_open(&json, "runs", '[');
	json_open(&json, NULL, '{');
	write_tool(&json);
	json_string(&json, "columnKind", STR("utf16CodeUnits"));
	json_open(&json, "results", '[');
	for (size_t i = 0; i < list->n; i++)
		write_result(&json, &list->items[i], site);
	json_close(&json, ']');
	json_close(&json, '}');
	json_close(&json, ']');
	json_close(&json, '}');
}
