/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/page_json.h"

#include "report/date.h"
#include "report/names.h"
#include "report/words.h"

static void
amount(struct json *json, const char *key, struct audit_amount a)
{
	json_open(json, key, '{');
	json_number(json, "units", a.units);
	json_number(json, "words", a.words);
	json_close(json, '}');
}

void
page_json_counts(const struct audit_counts *counts, struct json *json)
{
	json_open(json, "counts", '{');
	amount(json, "total", counts->total);
	amount(json, "translated", counts->translated);
	amount(json, "fuzzy", counts->fuzzy);
	amount(json, "untranslated", counts->untranslated);
	json_open(json, "changed", '{');
	for (size_t i = CHANGE_NONE + 1; i < N_CHANGE_CLASSES; i++)
		amount(json, names_class_key((enum change_class)i),
		       counts->classes[i]);
	json_close(json, '}');
	json_number(json, "removed_units", counts->removed);
	json_close(json, '}');
}

void
page_json_time(struct json *json, const char *key, long long time)
{
	struct buf text = { 0 };

	date_add_time(&text, time);
	json_string(json, key, buf_str(&text));
	buf_release(&text);
}

/* The member `key`, where there is such a string. */
static void
optional(struct json *json, const char *key, struct str value)
{
	if (value.p)
		json_string(json, key, value);
}

static void
optional_number(struct json *json, const char *key, size_t value)
{
	if (value)
		json_number(json, key, value);
}

static void
commit(struct json *json, const char *key, const struct audit_commit *c)
{
	if (!c->id.p)
		return;
	json_open(json, key, '{');
	json_string(json, "id", c->id);
	page_json_time(json, "time", c->time);
	optional(json, "subject", c->subject);
	json_close(json, '}');
}

/* ORDER words_op */
static const char *const ops[] = { "equal", "deleted", "inserted" };

static void
differences(const struct audit_unit *unit, struct text_tools *tools,
	    struct json *json)
{
	struct arena arena = { 0 };
	struct words words;

	words_compare(tools, unit->was, unit->now, &arena, &words);
	json_open(json, "differences", '[');
	for (size_t i = 0; i < words.n; i++) {
		json_open(json, NULL, '{');
		json_string(json, "op", str_of(ops[words.runs[i].op]));
		json_string(json, "text", words.runs[i].text);
		json_close(json, '}');
	}
	json_close(json, ']');
	arena_release(&arena);
}

static void
write_unit(const struct audit_unit *unit, struct text_tools *tools,
	   struct json *json)
{
	json_open(json, NULL, '{');
	json_string(json, "kind", str_of(audit_kind_name(unit->kind)));
	if (unit->kind == AUDIT_CHANGED)
		json_string(json, "class", str_of(change_name(unit->class)));
	json_bool(json, "needs_translator", unit->needs_translator);
	optional(json, "title", unit->title);
	optional(json, "section", unit->section);
	optional_number(json, "was_line", unit->was_line);
	optional_number(json, "now_line", unit->now_line);
	optional_number(json, "target_line", unit->target_line);
	json_number(json, "words", unit->words);
	optional(json, "was", unit->was);
	optional(json, "now", unit->now);
	optional(json, "translation", unit->translation);
	if (tools && unit->was.p && unit->now.p)
		differences(unit, tools, json);
	json_close(json, '}');
}

void
page_json_write(const struct audit_page *page, struct text_tools *tools,
		struct json *json)
{
	json_open(json, NULL, '{');
	json_string(json, "language", page->language);
	json_string(json, "locale", page->locale);
	json_string(json, "source", page->source);
	optional(json, "target", page->target);
	optional(json, "po", page->po);
	optional(json, "moved_from", page->moved_from);
	json_string(json, "folder", page->folder);
	json_string(json, "state", str_of(audit_state_name(page->state)));
	json_number(json, "words_behind", audit_words_behind(page));
	page_json_counts(&page->counts, json);
	if (!page->po.p)
		json_string(json, "base_from",
			    str_of(base_how_name(page->base_how)));
	commit(json, "base", &page->base);
	commit(json, "first_change", &page->first);
	if (page->first.id.p)
		json_number(json, "commits", page->n_commits);
	json_open(json, "units", '[');
	for (size_t i = 0; i < page->n; i++)
		write_unit(&page->units[i], tools, json);
	json_close(json, ']');
	json_close(json, '}');
}
