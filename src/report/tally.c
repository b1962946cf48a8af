/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/tally.h"

#include "base/map.h"

#include <stdlib.h>

static void
add_amount(struct audit_amount *to, struct audit_amount a)
{
	to->units += a.units;
	to->words += a.words;
}

static void
add_page(struct tally *t, const struct audit_page *page)
{
	const struct audit_counts *c = &page->counts;

	t->pages++;
	t->states[page->state]++;
	add_amount(&t->counts.total, c->total);
	add_amount(&t->counts.translated, c->translated);
	add_amount(&t->counts.fuzzy, c->fuzzy);
	add_amount(&t->counts.untranslated, c->untranslated);
	for (size_t i = 0; i < N_CHANGE_CLASSES; i++)
		add_amount(&t->counts.classes[i], c->classes[i]);
	t->counts.removed += c->removed;
}

/* The top of the site comes first. */
static int
compare_folders(const void *a, const void *b)
{
	bool top_a = str_eq(*(const struct str *)a, STR("_root"));
	bool top_b = str_eq(*(const struct str *)b, STR("_root"));

	return top_a != top_b ? top_b - top_a : str_cmp_qsort(a, b);
}

static void
find_folders(const struct audit_page *pages, size_t n, struct arena *arena,
	     struct tallies *out)
{
	struct map by_name = { 0 };
	size_t cap = 0;

	for (size_t i = 0; i < n; i++)
		if (map_set(&by_name, pages[i].folder, 0) == MAP_NONE)
			ARENA_PUSH(arena, out->folders, out->n_folders, cap,
				   pages[i].folder);
	if (out->n_folders)
		qsort(out->folders, out->n_folders, sizeof(*out->folders),
		      compare_folders);
	for (size_t i = 0; i < out->n_folders; i++)
		map_set(&by_name, out->folders[i], i);
	out->folder_of = arena_array(arena, n + 1, sizeof(*out->folder_of));
	for (size_t i = 0; i < n; i++)
		out->folder_of[i] = map_find(&by_name, pages[i].folder);
	map_release(&by_name);
}

static void
find_languages(const struct audit_page *pages, size_t n, struct arena *arena,
	       struct tallies *out)
{
	size_t cap = 0;

	for (size_t i = 0; i < n; i++) {
		struct tally_language lang = { .tag = pages[i].language,
					       .locale = pages[i].locale,
					       .begin = i };

		if (!i || !str_eq(pages[i - 1].language, pages[i].language)) {
			lang.folders = arena_array(arena, out->n_folders,
						   sizeof(*lang.folders));
			ARENA_PUSH(arena, out->languages, out->n_languages, cap,
				   lang);
		}
		out->languages[out->n_languages - 1].end = i + 1;
	}
}

void
tallies_make(const struct audit_page *pages, size_t n, struct arena *arena,
	     struct tallies *out)
{
	*out = (struct tallies){ 0 };
	find_folders(pages, n, arena, out);
	find_languages(pages, n, arena, out);
	out->by_folder =
		arena_array(arena, out->n_folders + 1, sizeof(*out->by_folder));
	for (size_t k = 0; k < out->n_languages; k++) {
		struct tally_language *lang = &out->languages[k];

		for (size_t i = lang->begin; i < lang->end; i++) {
			add_page(&lang->all, &pages[i]);
			add_page(&lang->folders[out->folder_of[i]], &pages[i]);
			add_page(&out->by_folder[out->folder_of[i]], &pages[i]);
			add_page(&out->all, &pages[i]);
		}
	}
}

size_t
tally_percent(const struct audit_counts *counts)
{
	size_t done = counts->translated.words, total = counts->total.words;

	if (done >= total)
		return 100;
	return done * 100 / total;
}

static int
compare_loss(const void *a, const void *b)
{
	const struct audit_page *p = *(const struct audit_page *const *)a;
	const struct audit_page *q = *(const struct audit_page *const *)b;
	size_t loss_p = audit_words_behind(p), loss_q = audit_words_behind(q);
	int order;

	if (loss_p != loss_q)
		return loss_p > loss_q ? -1 : 1;
	order = str_cmp(p->source, q->source);
	return order ? order : str_cmp(p->language, q->language);
}

const struct audit_page **
tally_worst_first(const struct audit_page *pages, size_t n, bool all,
		  struct arena *arena, size_t *n_out)
{
	const struct audit_page **list =
		arena_array(arena, n + 1, sizeof(*list));
	size_t m = 0;

	for (size_t i = 0; i < n; i++)
		if (all || pages[i].state != AUDIT_UP_TO_DATE ||
		    pages[i].moved_from.p)
			list[m++] = &pages[i];
	qsort(list, m, sizeof(*list), compare_loss);
	*n_out = m;
	return list;
}

struct str *
tally_sections(const struct audit_page *page, struct arena *arena,
	       size_t *n_out)
{
	struct str *list = NULL;
	struct map seen = { 0 };
	size_t cap = 0;

	*n_out = 0;
	for (size_t i = 0; i < page->n; i++) {
		const struct audit_unit *unit = &page->units[i];

		if (unit->needs_translator && unit->section.n &&
		    map_set(&seen, unit->section, 0) == MAP_NONE)
			ARENA_PUSH(arena, list, *n_out, cap, unit->section);
	}
	map_release(&seen);
	return list;
}
