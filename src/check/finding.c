/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/finding.h"

#include <stdlib.h>

/* ORDER severity */
static const char *const names[] = { "off", "note", "warning", "error" };

#define N_NAMES (sizeof(names) / sizeof(*names))

void
findings_release(struct findings *list)
{
	map_release(&list->seen);
	arena_release(&list->arena);
	*list = (struct findings){ 0 };
}

void
findings_clear(struct findings *list)
{
	map_clear(&list->seen);
	arena_clear(&list->arena);
	list->items = NULL;
	list->n = list->cap = 0;
}

void
findings_add(struct findings *list, struct finding f)
{
	struct arena *a = &list->arena;
	struct str key = arena_strf(a, "%.*s\n%zu\n%s\n%.*s", STR_FMT(f.path),
				    f.line, f.id, STR_FMT(f.text));

	if (map_add(&list->seen, key, list->n) != list->n)
		return;
	f.order = list->n;
	f.path = arena_str(a, f.path);
	f.text = arena_str(a, f.text);
	f.hint = arena_str(a, f.hint);
	f.language = arena_str(a, f.language);
	f.page = arena_str(a, f.page);
	f.msgid = arena_str(a, f.msgid);
	f.msgstr = arena_str(a, f.msgstr);
	f.command = arena_str(a, f.command);
	ARENA_PUSH(a, list->items, list->n, list->cap, f);
}

void
findings_drop_minor(struct findings *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++)
		if (!list->items[i].is_minor ||
		    list->items[i].severity > SEVERITY_NOTE)
			list->items[n++] = list->items[i];
	list->n = n;
}

static int
by_place(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int order = str_cmp(x->path, y->path);

	if (order)
		return order;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

void
findings_sort(struct findings *list)
{
	if (list->n)
		qsort(list->items, list->n, sizeof(*list->items), by_place);
}

const char *
severity_name(enum severity severity)
{
	return names[severity];
}

bool
severity_read(struct str name, enum severity *out)
{
	for (size_t i = 0; i < N_NAMES; i++) {
		if (!str_eq(name, str_of(names[i])))
			continue;
		*out = (enum severity)i;
		return true;
	}
	return false;
}
