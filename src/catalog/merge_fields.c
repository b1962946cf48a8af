/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of an entry that are no translation: lists, and header fields.
 */
#include "catalog/merge.h"

/* ---- lists ---- */

static void
make_set(struct map *set, const struct str_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		map_add(set, list->items[i], i);
}

static bool
is_in(const struct map *set, struct str item)
{
	return map_find(set, item) != MAP_NONE;
}

struct str_list
merge_lists(struct arena *arena, const struct str_list *base,
	    const struct str_list *ours, const struct str_list *theirs)
{
	struct str_list out = { 0 };
	struct map b = { 0 }, o = { 0 }, t = { 0 };

	if (str_list_eq(ours, theirs) || str_list_eq(base, theirs))
		return *ours;
	if (str_list_eq(base, ours))
		return *theirs;
	make_set(&b, base);
	make_set(&o, ours);
	make_set(&t, theirs);
	for (size_t i = 0; i < ours->n; i++)
		if (is_in(&t, ours->items[i]) || !is_in(&b, ours->items[i]))
			ARENA_PUSH(arena, out.items, out.n, out.cap,
				   ours->items[i]);
	for (size_t i = 0; i < theirs->n; i++)
		if (!is_in(&o, theirs->items[i]) &&
		    !is_in(&b, theirs->items[i]))
			ARENA_PUSH(arena, out.items, out.n, out.cap,
				   theirs->items[i]);
	map_release(&b);
	map_release(&o);
	map_release(&t);
	return out;
}

/* ---- the header ---- */

/* What becomes of a field that both sides changed. */
enum rule { CLASH, OURS, NEWER };

static const struct {
	struct str name;
	enum rule rule;
} rules[] = {
	{ STR_INIT("PO-Revision-Date"), NEWER },
	{ STR_INIT("POT-Creation-Date"), NEWER },
	{ STR_INIT("Last-Translator"), OURS },
	{ STR_INIT("X-Generator"), OURS },
};

static enum rule
rule_of(struct str name)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		if (str_eq_nocase(rules[i].name, name))
			return rules[i].rule;
	return CLASH;
}

static struct str
field_name(struct str line)
{
	return str_sub(line, 0, str_find_byte(line, 0, ':'));
}

/* The line of this field; no string: there is none. */
static struct str
find_field(struct str header, struct str name)
{
	struct str line;

	while (str_split(&header, '\n', &line))
		if (line.n && str_eq_nocase(field_name(line), name))
			return line;
	return (struct str){ 0 };
}

/*
 * "Name: 2026-11-25 17:30+0100" as minutes, or -1: a placeholder. Months of 31
 * days: only the order counts.
 */
static long
minutes_of(struct str line)
{
	static const struct str form = STR_INIT("0000-00-00 00:00+0000");
	struct str date =
		str_trim_blanks(str_from(line, field_name(line).n + 1));
	long part[7] = { 0 }, zone;
	size_t n = 0;

	if (date.n != form.n)
		return -1;
	for (size_t i = 0; i < form.n; i++) {
		bool sign = form.p[i] == '+' &&
			    (date.p[i] == '+' || date.p[i] == '-');

		if (form.p[i] == '0' && ascii_is_digit(date.p[i]))
			part[n] = part[n] * 10 + date.p[i] - '0';
		else if (!sign && date.p[i] != form.p[i])
			return -1;
		n += form.p[i] != '0' || i == 18;
	}
	zone = (part[5] * 60 + part[6]) * (date.p[16] == '-' ? -1 : 1);
	return (((part[0] * 12 + part[1]) * 31 + part[2]) * 24 + part[3]) * 60 +
	       part[4] - zone;
}

/* The line of a field, of three that may be missing; no string: none. */
static struct str
merge_field(struct str b, struct str o, struct str t, bool *clash)
{
	enum rule rule = rule_of(field_name(o.p ? o : t));

	if (str_eq(o, t) || str_eq(b, t))
		return o;
	if (str_eq(b, o))
		return t;
	if (!o.p || !t.p)
		return o.p ? o : t;
	*clash = rule == CLASH;
	return rule == NEWER && minutes_of(t) > minutes_of(o) ? t : o;
}

struct str
merge_headers(struct arena *arena, struct str base, struct str ours,
	      struct str theirs, struct str_list *clashes)
{
	struct buf out = { 0 };
	struct str sides[2] = { ours, theirs }, line, merged;

	for (int k = 0; k < 2; k++) {
		while (str_split(&sides[k], '\n', &line)) {
			struct str name = field_name(line);
			struct str o = find_field(ours, name);
			bool clash = false;

			if (!line.n || (k == 1 && o.p))
				continue;
			merged = merge_field(find_field(base, name), o,
					     find_field(theirs, name), &clash);
			if (merged.p)
				buf_addf(&out, "%.*s\n", STR_FMT(merged));
			if (clash)
				ARENA_PUSH(arena, clashes->items, clashes->n,
					   clashes->cap, name);
		}
	}
	merged = arena_str(arena, buf_str(&out));
	buf_release(&out);
	return merged;
}
