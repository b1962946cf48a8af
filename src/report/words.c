/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words.h"

#include "base/map.h"
#include "base/utf8.h"

#include <assert.h>
#include <unicode/uchar.h>

/* Of deleted and inserted words; the trace takes the square of it. */
#define MAX_CHANGES 800

struct piece {
	struct str text;
	size_t id; /* the same for the same text */
};

struct side {
	struct piece *items;
	size_t n, cap;
	bool *kept; /* for each piece: stands on the other side too */
};

struct compare {
	struct text_tools *tools;
	struct arena arena; /* scratch */
	struct map ids;
	struct side was, now;
	struct side *filling;
};

/* ---- into pieces ---- */

static void
add_piece(struct str text, void *ctx)
{
	struct compare *c = ctx;
	struct side *s = c->filling;
	struct piece p = { text, map_add(&c->ids, text, c->ids.n) };

	ARENA_PUSH(&c->arena, s->items, s->n, s->cap, p);
}

static void
fill_side(struct compare *c, struct side *side, struct str text)
{
	c->filling = side;
	text_each_piece(c->tools, text, add_piece, c);
	side->kept = arena_array(&c->arena, side->n + 1, sizeof(*side->kept));
}

static bool
is_same(const struct compare *c, size_t i, size_t k)
{
	return c->was.items[i].id == c->now.items[k].id;
}

static void
keep(struct compare *c, size_t i, size_t k)
{
	c->was.kept[i] = true;
	c->now.kept[k] = true;
}

/* ---- the longest common sequence: Myers, "An O(ND) Difference Algorithm" ---- */

/* The middle of both texts, without their common beginning and end. */
struct middle {
	size_t was, now;   /* where it begins */
	long n_was, n_now; /* its pieces */
	long max;	   /* changes that are tried */
	long **rows;	   /* row d has d + 1 values: how far in `was` one comes
				on diagonals -d, -d + 2, ... d with d changes */
};

/* Is the step to diagonal k of row d an insertion? */
static bool
comes_from_above(const long *before, long d, long k)
{
	if (k == -d)
		return true;
	return k != d &&
	       before[(k - 1 + d - 1) / 2] < before[(k + 1 + d - 1) / 2];
}

/* Where diagonal k of row d begins, before equal pieces are followed. */
static long
start_of(const struct middle *m, long d, long k)
{
	const long *before;

	if (d == 0)
		return 0;
	before = m->rows[d - 1];
	if (comes_from_above(before, d, k))
		return before[(k + 1 + d - 1) / 2];
	return before[(k - 1 + d - 1) / 2] + 1;
}

/* Fill row d; true where the ends of both texts are reached. */
static bool
advance(struct compare *c, const struct middle *m, long d)
{
	long *row = arena_array(&c->arena, (size_t)d + 1, sizeof(*row));

	m->rows[d] = row;
	for (long k = -d; k <= d; k += 2) {
		long x = start_of(m, d, k), y = x - k;

		while (x < m->n_was && y >= 0 && y < m->n_now &&
		       is_same(c, m->was + (size_t)x, m->now + (size_t)y)) {
			x++;
			y++;
		}
		row[(k + d) / 2] = x;
		if (x >= m->n_was && y >= m->n_now && k == m->n_was - m->n_now)
			return true;
	}
	return false;
}

/* Walk back from the ends, and keep the equal pieces on the way. */
static void
walk_back(struct compare *c, const struct middle *m, long d)
{
	long k = m->n_was - m->n_now;

	for (; d >= 0; d--) {
		long x = m->rows[d][(k + d) / 2];
		long begin = start_of(m, d, k);

		for (; x > begin; x--)
			keep(c, m->was + (size_t)(x - 1),
			     m->now + (size_t)(x - 1 - k));
		if (d > 0)
			k += comes_from_above(m->rows[d - 1], d, k) ? 1 : -1;
	}
}

static void
compare_middle(struct compare *c, struct middle *m)
{
	long d = 0;

	m->max = m->n_was + m->n_now;
	if (m->max > MAX_CHANGES)
		m->max = MAX_CHANGES;
	m->rows = arena_array(&c->arena, (size_t)m->max + 1, sizeof(*m->rows));
	while (d <= m->max && !advance(c, m, d))
		d++;
	if (d <= m->max)
		walk_back(c, m, d);
}

static void
find_common(struct compare *c)
{
	size_t begin = 0, i = c->was.n, k = c->now.n;
	struct middle m = { 0 };

	while (begin < i && begin < k && is_same(c, begin, begin)) {
		keep(c, begin, begin);
		begin++;
	}
	while (i > begin && k > begin && is_same(c, i - 1, k - 1))
		keep(c, --i, --k);
	m.was = m.now = begin;
	m.n_was = (long)(i - begin);
	m.n_now = (long)(k - begin);
	if (m.n_was && m.n_now)
		compare_middle(c, &m);
}

/* ---- what a reader takes for a word ---- */

static bool
has_word(struct str s)
{
	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t n = utf8_decode(s, i, &c);

		if (!n || u_isalnum((UChar32)c))
			return true;
		i += n ? n : 1;
	}
	return false;
}

/*
 * Drop equal pieces between two changes that hold no word. Both sides have the
 * same number of kept pieces, in the same order.
 */
static void
drop_loose(struct compare *c)
{
	size_t i = 0, k = 0;

	for (;;) {
		size_t i0, k0;
		bool change = false, word = false;

		for (; i < c->was.n && !c->was.kept[i]; i++)
			change = true;
		for (; k < c->now.n && !c->now.kept[k]; k++)
			change = true;
		i0 = i;
		k0 = k;
		while (i < c->was.n && k < c->now.n && c->was.kept[i] &&
		       c->now.kept[k]) {
			word = word || has_word(c->was.items[i].text);
			i++;
			k++;
		}
		if (i == c->was.n && k == c->now.n)
			break;
		if (!change || word)
			continue;
		for (size_t x = i0; x < i; x++)
			c->was.kept[x] = false;
		for (size_t y = k0; y < k; y++)
			c->now.kept[y] = false;
	}
}

/* A stretch of pieces that are not kept: [begin, end). */
static struct span
next_change(const struct side *s, size_t i)
{
	struct span at = { i, i };

	while (at.end < s->n && !s->kept[at.end])
		at.end++;
	return at;
}

/*
 * Keep what the ends of a change have in common, where an equal run begins or
 * ends beside it: "a [-b c -]{+d +}e" is "a [-b c-]{+d+} e".
 */
static void
tighten(struct compare *c)
{
	for (size_t i = 0, k = 0; i < c->was.n || k < c->now.n; i++, k++) {
		struct span a = next_change(&c->was, i);
		struct span b = next_change(&c->now, k);

		i = a.end;
		k = b.end;
		while (a.begin && a.begin < a.end && b.begin < b.end &&
		       is_same(c, a.begin, b.begin))
			keep(c, a.begin++, b.begin++);
		while (i < c->was.n && a.begin < a.end && b.begin < b.end &&
		       is_same(c, a.end - 1, b.end - 1))
			keep(c, --a.end, --b.end);
	}
}

static size_t
kept_bytes(const struct side *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		n += s->kept[i] ? s->items[i].text.n : 0;
	return n;
}

/* Are the texts so different that the few words they share would confuse? */
static bool
is_rewritten(const struct compare *c, struct str was, struct str now)
{
	return kept_bytes(&c->was) < (was.n < now.n ? was.n : now.n) / 4;
}

static void
drop_all(struct compare *c)
{
	for (size_t i = 0; i < c->was.n; i++)
		c->was.kept[i] = false;
	for (size_t i = 0; i < c->now.n; i++)
		c->now.kept[i] = false;
}

/* ---- the runs ---- */

static void
add_run(struct arena *arena, struct words *out, enum words_op op,
	struct str text)
{
	struct words_run run = { op, text };

	if (text.n)
		ARENA_PUSH(arena, out->runs, out->n, out->cap, run);
}

/* The bytes of the pieces from *i on that are kept, or not kept. */
static struct str
take(const struct side *s, size_t *i, bool kept)
{
	size_t begin = *i;
	const char *p;

	while (*i < s->n && s->kept[*i] == kept)
		++*i;
	if (begin == *i)
		return STR("");
	p = s->items[begin].text.p;
	return str_make(p, (size_t)(s->items[*i - 1].text.p +
				    s->items[*i - 1].text.n - p));
}

/* Pieces that one side keeps may stand on both sides of a change of the other. */
static size_t
n_kept(const struct side *s, size_t i)
{
	size_t n = 0;

	while (i + n < s->n && s->kept[i + n])
		n++;
	return n;
}

static void
add_runs(struct compare *c, struct arena *arena, struct words *out)
{
	size_t i = 0, k = 0;

	while (i < c->was.n || k < c->now.n) {
		struct side part = c->was;
		size_t n, m;

		add_run(arena, out, WORDS_DELETED, take(&c->was, &i, false));
		add_run(arena, out, WORDS_INSERTED, take(&c->now, &k, false));
		n = n_kept(&c->was, i);
		m = n_kept(&c->now, k);
		part.n = i + (n < m ? n : m);
		k += part.n - i;
		add_run(arena, out, WORDS_EQUAL, take(&part, &i, true));
	}
}

void
words_compare(struct text_tools *tools, struct str was, struct str now,
	      struct arena *arena, struct words *out)
{
	struct compare c = { .tools = tools };

	*out = (struct words){ 0 };
	fill_side(&c, &c.was, was);
	fill_side(&c, &c.now, now);
	find_common(&c);
	drop_loose(&c);
	tighten(&c);
	if (is_rewritten(&c, was, now))
		drop_all(&c);
	add_runs(&c, arena, out);
	map_release(&c.ids);
	arena_release(&c.arena);
}
