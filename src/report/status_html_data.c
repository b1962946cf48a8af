/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/status_html.h"

#include "base/i18n.h"
#include "base/map.h"
#include "base/text.h"
#include "report/date.h"
#include "report/html_page.h"
#include "report/json.h"
#include "report/names.h"
#include "report/words.h"

static void
open_data(const char *id, struct buf *out)
{
	buf_addf(out, "<script type=\"application/json\" id=\"%s\">", id);
}

static void
close_data(struct buf *out)
{
	buf_add_str(out, "</script>\n");
}

static void
add_string(struct json *json, const char *text)
{
	json_string(json, NULL, str_of(text));
}

/* ---- the list ---- */

static void
write_messages(struct json *json)
{
	const struct {
		const char *key, *text;
	} messages[] = {
		/* TRANSLATORS: %1 and %2 are numbers */
		{ "count", _("Pages: %1 of %2") },
		{ "more", _("Show %1 more") },
		{ "none", _("No page matches.") },
		{ "behind", _("words behind") },
		{ "source", _("Source") },
		{ "translation", _("Translation") },
	};

	json_open(json, "messages", '{');
	for (size_t i = 0; i < sizeof(messages) / sizeof(*messages); i++)
		json_string(json, messages[i].key, str_of(messages[i].text));
	json_close(json, '}');
}

static void
write_names(const struct tallies *t, struct json *json)
{
	struct arena arena = { 0 };

	json_open(json, "languages", '[');
	for (size_t i = 0; i < t->n_languages; i++) {
		struct str locale = t->languages[i].locale;

		json_open(json, NULL, '[');
		json_string(json, NULL, t->languages[i].tag);
		json_string(json, NULL, html_language_name(locale, &arena));
		json_string(json, NULL, html_lang(locale, &arena));
		json_close(json, ']');
	}
	json_close(json, ']');
	json_open(json, "folders", '[');
	for (size_t i = 0; i < t->n_folders; i++) {
		json_open(json, NULL, '[');
		json_string(json, NULL, t->folders[i]);
		json_close(json, ']');
	}
	json_close(json, ']');
	json_open(json, "states", '[');
	for (size_t i = 0; i < N_AUDIT_STATES; i++) {
		json_open(json, NULL, '[');
		add_string(json, names_state_key((enum audit_state)i));
		add_string(json, names_state((enum audit_state)i));
		json_close(json, ']');
	}
	json_close(json, ']');
	arena_release(&arena);
}

/* "First change: 1a2b3c4d5e 2025-01-02, subject" */
static void
write_commit(struct json *json, const char *label,
	     const struct audit_commit *commit)
{
	struct buf text = { 0 };

	if (commit->id.p) {
		buf_addf(&text, "%s %.*s ", label,
			 STR_FMT(str_sub(commit->id, 0, 10)));
		date_add_day(&text, commit->time);
		if (commit->subject.n)
			buf_addf(&text, ", %.*s", STR_FMT(commit->subject));
	}
	json_string(json, NULL, buf_str(&text));
	buf_release(&text);
}

static void
write_since(const struct audit_page *page, long long now, struct json *json)
{
	struct buf day = { 0 }, age = { 0 };
	size_t days = date_age_days(page->first.time, now);

	if (page->first.id.p) {
		date_add_day(&day, page->first.time);
		buf_addf(&age,
			 ngettext("%zu day", "%zu days", (unsigned long)days),
			 days);
	}
	json_string(json, NULL, buf_str(&day));
	json_string(json, NULL, buf_str(&age));
	json_number(json, NULL, day.n ? page->n_commits : 0);
	buf_release(&day);
	buf_release(&age);
}

/* ORDER of the constants in status.js */
static void
write_page(const struct status_site *site, const struct tallies *t,
	   size_t language, size_t i, struct json *json)
{
	const struct audit_page *page = &site->pages[i];
	struct str target = page->po.n ? page->po : page->target;
	bool gone = page->state == AUDIT_ORPHANED || !page->source.n;

	json_open(json, NULL, '[');
	json_number(json, NULL, language);
	json_number(json, NULL, t->folder_of[i]);
	json_number(json, NULL, page->state);
	json_string(json, NULL, gone ? target : page->source);
	json_string(json, NULL, target);
	json_number(json, NULL, audit_words_behind(page));
	json_number(json, NULL, tally_percent(&page->counts));
	json_number(json, NULL, page->n);
	write_since(page, site->now, json);
	write_commit(json, _("First change:"), &page->first);
	write_commit(json, _("Translated from:"), &page->base);
	json_close(json, ']');
}

static void
write_site(const struct status_site *site, const struct tallies *t,
	   struct buf *out)
{
	struct json json = { .out = out, .embedded = true };

	open_data("site", out);
	json_open(&json, NULL, '{');
	write_messages(&json);
	write_names(t, &json);
	json_open(&json, "pages", '[');
	for (size_t k = 0; k < t->n_languages; k++)
		for (size_t i = t->languages[k].begin; i < t->languages[k].end;
		     i++)
			write_page(site, t, k, i, &json);
	json_close(&json, ']');
	json_close(&json, '}');
	close_data(out);
}

/* ---- the units, and the texts that they share ---- */

struct data {
	struct text_tools *tools;
	struct arena arena; /* keys */
	struct map texts;   /* by their place in the element */
	struct buf lines;   /* of that element */
};

/* One line: what each run is (words_op), and its text. */
static void
write_runs(struct data *d, const struct audit_unit *unit)
{
	struct json json = { .out = &d->lines, .embedded = true };
	struct arena arena = { 0 };
	struct words words;

	words_compare(d->tools, unit->was, unit->now, &arena, &words);
	if (unit->kind == AUDIT_UNTRANSLATED || unit->kind == AUDIT_UNSURE)
		for (size_t i = 0; i < words.n && !unit->was.p; i++)
			words.runs[i].op = WORDS_EQUAL;
	json_open(&json, NULL, '[');
	for (size_t i = 0; i < words.n; i++) {
		json_number(&json, NULL, words.runs[i].op);
		json_string(&json, NULL, words.runs[i].text);
	}
	json_close(&json, ']');
	arena_release(&arena);
}

/* The line of the unit's texts; a new one where there is none like them. */
static size_t
line_of(struct data *d, const struct audit_unit *unit)
{
	struct str key = arena_strf(
		&d->arena, "%d %zu %.*s%.*s",
		unit->kind == AUDIT_UNTRANSLATED || unit->kind == AUDIT_UNSURE,
		unit->was.n, STR_FMT(unit->was), STR_FMT(unit->now));
	size_t n = d->texts.n, line = map_add(&d->texts, key, n);

	if (line == n)
		write_runs(d, unit);
	return line;
}

/* ORDER of the constants in status.js */
static void
write_unit(struct data *d, const struct audit_unit *unit, struct json *json)
{
	struct arena arena = { 0 };

	json_open(json, NULL, '[');
	json_string(json, NULL, names_unit(unit, &arena));
	json_number(json, NULL, unit->needs_translator);
	json_string(json, NULL, unit->title);
	json_string(json, NULL, unit->section);
	json_number(json, NULL,
		    unit->now_line ? unit->now_line : unit->was_line);
	json_number(json, NULL, unit->target_line);
	if (unit->was.n || unit->now.n)
		json_number(json, NULL, line_of(d, unit));
	else
		json_string(json, NULL, STR(""));
	json_string(json, NULL, unit->translation);
	json_close(json, ']');
	arena_release(&arena);
}

void
status_html_data(const struct status_site *site, const struct tallies *t,
		 struct buf *out)
{
	struct data d = { .tools = text_tools_new() };

	write_site(site, t, out);
	open_data("units", out);
	for (size_t i = 0; i < site->n; i++) {
		struct json json = { .out = out, .embedded = true };

		json_open(&json, NULL, '[');
		for (size_t k = 0; k < site->pages[i].n; k++)
			write_unit(&d, &site->pages[i].units[k], &json);
		json_close(&json, ']');
	}
	close_data(out);
	open_data("texts", out);
	buf_add(out, buf_str(&d.lines));
	close_data(out);
	buf_release(&d.lines);
	map_release(&d.texts);
	arena_release(&d.arena);
	text_tools_free(d.tools);
}
