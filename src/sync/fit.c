/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/fit.h"

#include "sync/align_evidence.h"
#include "unit/parts.h"
#include "unit/prose.h"

#include <stdlib.h>

static int
compare_marks(const void *a, const void *b)
{
	const unsigned long long *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void
add_mark(struct fit_marks *marks, struct arena *arena, char what,
	 struct str text)
{
	struct buf key = { 0 };

	buf_add_byte(&key, what);
	buf_add(&key, text);
	ARENA_PUSH(arena, marks->items, marks->n, marks->cap,
		   str_hash(buf_str(&key)));
	buf_release(&key);
}

static void
add_values(const struct page *page, const struct slot *slot,
	   struct fit_marks *marks, struct arena *arena)
{
	enum parts_as as = parts_as_slot(slot);
	struct parts parts;

	if (as == PARTS_VERBATIM) {
		add_mark(marks, arena, 'c', slot->text);
		return;
	}
	parts_find(slot->text, as, page->doc.dialect, arena, &parts);
	for (size_t i = 0; i < parts.n; i++) {
		struct str value = str_span(slot->text, parts.values[i].at);

		if (parts.values[i].kind == PART_DEST)
			value = evidence_link(value, arena);
		add_mark(marks, arena, 'v', value);
	}
}

/* Front matter is left out: translations have keys of their own. */
static void
list_marks(const struct page *page, struct arena *arena,
	   struct fit_marks *marks)
{
	*marks = (struct fit_marks){ 0 };
	for (size_t i = 0; i < page->n; i++) {
		const struct slot *slot = &page->slots[i];

		if (slot->kind == MD_MATTER || !slot->text.p)
			continue;
		add_mark(marks, arena, 's',
			 arena_strf(arena, "%d %d %llx", (int)slot->kind,
				    slot->leaf->level,
				    evidence_place(page, slot)));
		add_values(page, slot, marks, arena);
	}
	if (marks->n)
		qsort(marks->items, marks->n, sizeof(*marks->items),
		      compare_marks);
}

void
fit_init(struct fit *fit, const struct page *target)
{
	*fit = (struct fit){ .target = { 0 } };
	list_marks(target, &fit->arena, &fit->target);
}

void
fit_release(struct fit *fit)
{
	arena_release(&fit->arena);
}

static size_t
count_common(const struct fit_marks *a, const struct fit_marks *b)
{
	size_t i = 0, j = 0, n = 0;

	while (i < a->n && j < b->n) {
		if (a->items[i] == b->items[j])
			n++, i++, j++;
		else if (a->items[i] < b->items[j])
			i++;
		else
			j++;
	}
	return n;
}

unsigned
fit_score(struct fit *fit, struct str bytes, const struct dialect *dialect)
{
	struct arena arena = { 0 };
	struct fit_marks marks;
	struct page page;
	size_t both, common;

	page_read(&page, STR(""), bytes, dialect, &arena, NULL);
	list_marks(&page, &arena, &marks);
	both = marks.n + fit->target.n;
	common = count_common(&marks, &fit->target);
	page_release(&page);
	arena_release(&arena);
	/* pages without any mark are equal in that */
	return both ? (unsigned)(2000 * common / both) : 1000;
}

/* ---- texts ---- */

void
fit_texts_init(struct fit_texts *t, struct str bytes,
	       const struct dialect *dialect)
{
	struct arena scratch = { 0 };
	struct page page;

	*t = (struct fit_texts){ 0 };
	page_read(&page, STR(""), bytes, dialect, &scratch, NULL);
	for (size_t i = 0; i < page.n; i++) {
		struct buf plain = { 0 };

		if (page.slots[i].required) {
			prose_plain(&page, page.slots[i].kind,
				    page.slots[i].text, &plain);
			ARENA_PUSH(&t->arena, t->items, t->n, t->cap,
				   arena_str(&t->arena, buf_str(&plain)));
			map_set(&t->known, t->items[t->n - 1], i);
		}
		buf_release(&plain);
	}
	page_release(&page);
	arena_release(&scratch);
}

void
fit_texts_release(struct fit_texts *t)
{
	map_release(&t->known);
	arena_release(&t->arena);
	*t = (struct fit_texts){ 0 };
}

size_t
fit_texts_new(const struct fit_texts *newer, const struct fit_texts *older)
{
	size_t n = 0;

	for (size_t i = 0; i < newer->n; i++)
		n += map_find(&older->known, newer->items[i]) == MAP_NONE;
	return n;
}

size_t
fit_texts_first_new(const struct fit_texts *newer,
		    const struct fit_texts *older)
{
	size_t i = 0;

	while (i < newer->n &&
	       map_find(&older->known, newer->items[i]) != MAP_NONE)
		i++;
	return i;
}

/* ---- the words of texts ---- */

struct words {
	struct arena *arena;
	struct fit_marks marks;
};

static void
add_word(struct str lower, void *ctx)
{
	struct words *w = ctx;

	ARENA_PUSH(w->arena, w->marks.items, w->marks.n, w->marks.cap,
		   str_hash(lower));
}

/* The words of the texts that `texts` has and `other` has not, sorted. */
static struct fit_marks
list_words(const struct fit_texts *texts, const struct fit_texts *other,
	   struct text_tools *tools, struct arena *arena)
{
	struct words w = { .arena = arena };

	for (size_t i = 0; i < texts->n; i++)
		if (map_find(&other->known, texts->items[i]) == MAP_NONE)
			text_each_word(tools, texts->items[i], add_word, &w);
	if (w.marks.n)
		qsort(w.marks.items, w.marks.n, sizeof(*w.marks.items),
		      compare_marks);
	return w.marks;
}

/* The words that became more. */
static struct fit_marks
list_added(const struct fit_texts *newer, const struct fit_texts *older,
	   struct text_tools *tools, struct arena *arena)
{
	struct fit_marks now = list_words(newer, older, tools, arena);
	struct fit_marks was = list_words(older, newer, tools, arena);
	struct fit_marks added = { .items = now.items };

	for (size_t i = 0, k = 0; i < now.n; i++) {
		while (k < was.n && was.items[k] < now.items[i])
			k++;
		if (k < was.n && was.items[k] == now.items[i])
			k++;
		else
			added.items[added.n++] = now.items[i];
	}
	return added;
}

static bool
has_mark(const struct fit_marks *marks, unsigned long long mark)
{
	return marks->n && bsearch(&mark, marks->items, marks->n, sizeof(mark),
				   compare_marks);
}

bool
fit_texts_echo(const struct fit_texts *newer, const struct fit_texts *older,
	       const struct fit_texts *source_newer,
	       const struct fit_texts *source_older, struct text_tools *tools)
{
	struct arena arena = { 0 };
	struct fit_marks own = list_added(newer, older, tools, &arena);
	struct fit_marks theirs =
		list_added(source_newer, source_older, tools, &arena);
	bool echoes = own.n > 0;

	for (size_t i = 0; i < own.n && echoes; i++)
		echoes = has_mark(&theirs, own.items[i]);
	arena_release(&arena);
	return echoes;
}
