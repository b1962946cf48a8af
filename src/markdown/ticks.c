/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/ticks.h"

size_t
ticks_length(struct str text, size_t i)
{
	size_t n = 0;

	while (str_at(text, i + n) == '`')
		n++;
	return n;
}

void
ticks_read(struct ticks *ticks, struct str text, size_t from,
	   struct arena *arena)
{
	struct tick_run run = { 0 };

	*ticks = (struct ticks){ 0 };
	while ((from = str_find_byte(text, from, '`')) < text.n) {
		size_t length = ticks_length(text, from);

		run.begin = from;
		ARENA_PUSH(arena, ticks->runs, ticks->n, ticks->cap, run);
		if (length > ticks->max)
			ticks->max = length;
		from += length;
	}
	ticks->first =
		arena_array(arena, ticks->max + 1, sizeof(*ticks->first));
	for (size_t i = ticks->n; i-- > 0;) {
		size_t length = ticks_length(text, ticks->runs[i].begin);

		ticks->runs[i].next = ticks->first[length];
		ticks->first[length] = i + 1;
	}
}

size_t
ticks_closer(struct ticks *ticks, size_t from, size_t length)
{
	size_t *first;

	if (length > ticks->max)
		return (size_t)-1;
	first = &ticks->first[length];
	while (*first && ticks->runs[*first - 1].begin < from)
		*first = ticks->runs[*first - 1].next;
	return *first ? ticks->runs[*first - 1].begin : (size_t)-1;
}
