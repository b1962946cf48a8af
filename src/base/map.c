/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/map.h"

#include "base/die.h"

#include <stdlib.h>

struct map_slot {
	struct str key; /* borrowed */
	unsigned long long hash;
	size_t value; /* MAP_NONE: the slot is free */
};

void
map_release(struct map *m)
{
	free(m->slots);
	*m = (struct map){ 0 };
}

void
map_clear(struct map *m)
{
	for (size_t i = 0; i < m->cap; i++)
		m->slots[i].value = MAP_NONE;
	m->n = 0;
}

/* The slot that holds the key, or the free one where it would go. */
static struct map_slot *
probe(const struct map *m, struct str key, unsigned long long hash)
{
	size_t i = (size_t)hash & (m->cap - 1);

	/* the analyzer does not see that grow() has filled the slots */
	while (m->slots[i].value != MAP_NONE && /* NOLINT */
	       (m->slots[i].hash != hash || !str_eq(m->slots[i].key, key)))
		i = (i + 1) & (m->cap - 1);
	return &m->slots[i];
}

static void
grow(struct map *m)
{
	struct map old = *m;

	m->cap = old.cap ? old.cap * 2 : 16;
	m->slots = malloc(m->cap * sizeof(*m->slots));
	if (!m->slots)
		die("out of memory");
	map_clear(m);
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].value != MAP_NONE)
			*probe(m, old.slots[i].key, old.slots[i].hash) =
				old.slots[i];
	m->n = old.n;
	free(old.slots);
}

size_t
map_find(const struct map *m, struct str key)
{
	return m->n ? probe(m, key, str_hash(key))->value : MAP_NONE;
}

static struct map_slot *
slot_for(struct map *m, struct str key)
{
	unsigned long long hash = str_hash(key);
	struct map_slot *slot;

	if (m->n * 4 >= m->cap * 3)
		grow(m);
	slot = probe(m, key, hash);
	if (slot->value == MAP_NONE) {
		slot->key = key;
		slot->hash = hash;
	}
	return slot;
}

size_t
map_set(struct map *m, struct str key, size_t value)
{
	struct map_slot *slot = slot_for(m, key);
	size_t old = slot->value;

	m->n += old == MAP_NONE;
	slot->value = value;
	return old;
}

size_t
map_add(struct map *m, struct str key, size_t value)
{
	struct map_slot *slot = slot_for(m, key);

	if (slot->value == MAP_NONE) {
		slot->value = value;
		m->n++;
	}
	return slot->value;
}
