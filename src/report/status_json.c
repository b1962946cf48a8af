/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/status.h"

#include "report/names.h"
#include "report/page_json.h"
#include "report/tally.h"

static void
write_tally(const struct tally *t, struct json *json)
{
	json_open(json, "pages", '{');
	json_number(json, "total", t->pages);
	for (size_t i = 0; i < N_AUDIT_STATES; i++)
		json_number(json, names_state_key((enum audit_state)i),
			    t->states[i]);
	json_close(json, '}');
	json_number(json, "percent", tally_percent(&t->counts));
	json_number(json, "words_behind", tally_words_behind(t));
	page_json_counts(&t->counts, json);
}

static void
write_folders(const struct tallies *t, const struct tally_language *lang,
	      struct json *json)
{
	json_open(json, "folders", '[');
	for (size_t i = 0; i < t->n_folders; i++) {
		if (!lang->folders[i].pages)
			continue;
		json_open(json, NULL, '{');
		json_string(json, "folder", t->folders[i]);
		write_tally(&lang->folders[i], json);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void
write_languages(const struct tallies *t, struct json *json)
{
	json_open(json, "languages", '[');
	for (size_t i = 0; i < t->n_languages; i++) {
		json_open(json, NULL, '{');
		json_string(json, "language", t->languages[i].tag);
		json_string(json, "locale", t->languages[i].locale);
		write_tally(&t->languages[i].all, json);
		write_folders(t, &t->languages[i], json);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void
write_points(const struct status_site *site, struct json *json)
{
	json_open(json, "history", '[');
	for (size_t i = 0; i < site->n_points; i++) {
		const struct status_point *p = &site->points[i];

		json_open(json, NULL, '{');
		json_string(json, "language", p->language);
		page_json_time(json, "time", p->time);
		json_number(json, "words_translated", p->words_done);
		json_number(json, "words", p->words_total);
		json_close(json, '}');
	}
	json_close(json, ']');
}

void
status_write_json(const struct status_site *site, struct buf *out)
{
	struct json json = { .out = out };
	struct arena arena = { 0 };
	struct tallies t;

	tallies_make(site->pages, site->n, &arena, &t);
	json_open(&json, NULL, '{');
	json_number(&json, "version", 1);
	json_string(&json, "kind", STR("calque-status"));
	if (site->title.n)
		json_string(&json, "title", site->title);
	if (site->now)
		page_json_time(&json, "time", site->now);
	write_languages(&t, &json);
	json_open(&json, "pages", '[');
	for (size_t i = 0; i < site->n; i++)
		page_json_write(&site->pages[i], NULL, &json);
	json_close(&json, ']');
	write_points(site, &json);
	json_close(&json, '}');
	arena_release(&arena);
}
