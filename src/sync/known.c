/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/known.h"

/* What is left of a text however it was wrapped and escaped. */
static struct str
essence(struct str text, struct arena *arena)
{
	char *p = arena_alloc(arena, text.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++)
		if (!ascii_is_space(text.p[i]) && text.p[i] != '\\')
			p[n++] = text.p[i];
	return str_make(p, n);
}

static void
learn(struct map *known, struct arena *arena, struct str text)
{
	if (text.p && text.n)
		map_set(known, essence(text, arena), 1);
}

const struct slot *
known_first_foreign(const struct page *target, const struct page *source,
		    const struct catalog *cat)
{
	struct arena arena = { 0 };
	struct map known = { 0 };
	const struct slot *foreign = NULL;

	for (size_t i = 0; i < cat->n; i++) {
		const struct po_message *m = cat->messages[i];

		learn(&known, &arena, m->msgid);
		learn(&known, &arena, m->msgstr);
		learn(&known, &arena, m->prev_msgid);
	}
	for (size_t i = 0; i < source->n; i++)
		learn(&known, &arena, source->slots[i].text);
	for (size_t i = 0; i < target->n && !foreign; i++) {
		const struct slot *slot = &target->slots[i];

		if (slot->required && slot->text.p &&
		    map_find(&known, essence(slot->text, &arena)) == MAP_NONE)
			foreign = slot;
	}
	map_release(&known);
	arena_release(&arena);
	return foreign;
}
