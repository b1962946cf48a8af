/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/known.h"

#include "unit/anchors.h"

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

/* Texts that are known, and all of them behind each other. */
struct known {
	struct map texts;
	struct buf all;
	struct arena arena;
};

static void
learn(struct known *k, struct str text)
{
	struct str e;

	if (!text.p || !text.n)
		return;
	e = essence(text, &k->arena);
	if (map_set(&k->texts, e, 1) == MAP_NONE) {
		buf_add(&k->all, e);
		buf_add_byte(&k->all, '\n');
	}
}

/* A part of a text counts if it is so long that it is not there by chance. */
#define PART_BYTES 24

static bool
is_known(struct known *k, struct str text)
{
	struct str e = essence(text, &k->arena);

	return map_find(&k->texts, e) != MAP_NONE ||
	       (e.n >= PART_BYTES &&
		str_find(buf_str(&k->all), 0, e) < k->all.n);
}

/* An id that was pinned when the source's heading was another. */
static struct str
without_pin(const struct config *cfg, const struct page *page,
	    const struct slot *slot)
{
	struct str id;
	struct span at;

	if (!cfg->pin_headings || slot->kind != MD_HEADING)
		return (struct str){ 0 };
	at = anchors_attributes(page, slot, &id);
	return str_sub(page->doc.bytes, slot->at.begin, at.begin);
}

const struct slot *
known_first_foreign(const struct config *cfg, const struct page *target,
		    const struct page *source, const struct catalog *cat)
{
	struct known known = { .texts = { 0 } };
	const struct slot *foreign = NULL;

	for (size_t i = 0; i < cat->n; i++) {
		const struct po_message *m = cat->messages[i];

		learn(&known, m->msgid);
		learn(&known, m->msgstr);
		learn(&known, m->prev_msgid);
	}
	for (size_t i = 0; i < source->n; i++)
		learn(&known, source->slots[i].text);
	for (size_t i = 0; i < target->n && !foreign; i++) {
		const struct slot *slot = &target->slots[i];

		struct str plain = without_pin(cfg, target, slot);

		if (slot->required && slot->text.p &&
		    !is_known(&known, slot->text) &&
		    !(plain.p && is_known(&known, plain)))
			foreign = slot;
	}
	map_release(&known.texts);
	buf_release(&known.all);
	arena_release(&known.arena);
	return foreign;
}
