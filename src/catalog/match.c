/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalog/match.h"

#include "catalog/match_index.h"

#include <stdlib.h>
#include <string.h>

/* A part of a text counts as it, if it is at least so long (in tokens). */
#define PART_MIN 7

void
match_release(struct match *m)
{
	arena_release(&m->arena);
	arena_release(&m->scratch);
	*m = (struct match){ 0 };
}

/* Between calls all of masks_of is 0: nothing is to be copied. */
void
match_reserve(struct match *m, size_t n_ids)
{
	if (n_ids <= m->n_ids)
		return;
	m->n_ids = n_ids + n_ids / 2;
	m->masks_of = arena_array(&m->arena, m->n_ids, sizeof(*m->masks_of));
}

static void
begin(struct match *m, struct match_side old_side, struct match_side new_side)
{
	arena_clear(&m->scratch);
	m->old_side = old_side;
	m->new_side = new_side;
}

/* ---- similarity ---- */

/*
 * Where each token of `pattern` stands in it, as bits: Hyyro's bit-parallel
 * longest common subsequence (Hyyro 2004, "Bit-parallel LCS-length computation
 * revisited"). Row 0 is that of tokens which the pattern has not.
 */
static void
set_pattern(struct match *m, const struct match_text *pattern)
{
	size_t words = pattern->n / 64 + 1, rows = 1;

	if ((pattern->n + 1) * words > m->cap_masks) {
		m->cap_masks = 2 * (pattern->n + 1) * words;
		m->masks =
			arena_array(&m->arena, m->cap_masks, sizeof(*m->masks));
	}
	memset(m->masks, 0, words * sizeof(*m->masks));
	for (size_t i = 0; i < pattern->n; i++) {
		size_t *row = &m->masks_of[pattern->tokens[i]];

		if (!*row) {
			*row = rows++;
			memset(m->masks + *row * words, 0,
			       words * sizeof(*m->masks));
		}
		m->masks[*row * words + i / 64] |= 1ULL << (i % 64);
	}
}

static void
drop_pattern(struct match *m, const struct match_text *pattern)
{
	for (size_t i = 0; i < pattern->n; i++)
		m->masks_of[pattern->tokens[i]] = 0;
}

static size_t
count_ones(unsigned long long bits)
{
	size_t n = 0;

	for (; bits; bits &= bits - 1)
		n++;
	return n;
}

#define MAX_WORDS 64

/* The length of the LCS of the pattern (n tokens) and text. */
static size_t
lcs(const struct match *m, size_t n, const struct match_text *text)
{
	unsigned long long v[MAX_WORDS];
	size_t words = n / 64 + 1, zeros = 0;

	for (size_t w = 0; w < words; w++)
		v[w] = ~0ULL;
	for (size_t i = 0; i < text->n; i++) {
		const unsigned long long *mask =
			m->masks + m->masks_of[text->tokens[i]] * words;
		unsigned long long carry = 0;

		if (!m->masks_of[text->tokens[i]])
			continue;
		for (size_t w = 0; w < words; w++) {
			unsigned long long u = v[w] & mask[w];
			unsigned long long sum = v[w] + u;
			unsigned long long over = sum < u;

			sum += carry;
			over |= sum < carry;
			v[w] = sum | (v[w] & ~mask[w]);
			carry = over;
		}
	}
	for (size_t w = 0; w < words; w++) {
		size_t bits = w + 1 < words ? 64 : n % 64;

		zeros += bits - count_ones(bits == 64 ?
						   v[w] :
						   v[w] & ((1ULL << bits) - 1));
	}
	return zeros;
}

/* Longer texts are compared by their first tokens. */
static struct match_text
clipped(const struct match_text *t)
{
	struct match_text c = *t;

	if (c.n > (MAX_WORDS - 1) * 64)
		c.n = (MAX_WORDS - 1) * 64;
	return c;
}

/*
 * The score of two texts of which the pattern is set. A text that is a part of
 * the other (split or joined paragraphs) counts more than its length says.
 */
static unsigned
score_pattern(const struct match *m, size_t n, const struct match_text *text)
{
	size_t both = n + text->n;
	size_t less = n < text->n ? n : text->n;
	size_t common, dice, part, split;

	if (!both)
		return 0;
	common = lcs(m, n, text);
	dice = 2000 * common / both;
	part = less >= PART_MIN ? 1000 * common / less : 0;
	split = part >= 900 ? dice * 3 / 10 + part * 45 / 100 : 0;
	return (unsigned)(split > dice ? split : dice);
}

unsigned
match_score(struct match *m, const struct match_text *a,
	    const struct match_text *b)
{
	struct match_text pattern = clipped(a), text = clipped(b);
	unsigned score;

	set_pattern(m, &pattern);
	score = score_pattern(m, pattern.n, &text);
	drop_pattern(m, &pattern);
	return score;
}

/* How much of `part` stands in `whole`, 0 to 1000. */
static unsigned
match_contained(struct match *m, const struct match_text *part,
		const struct match_text *whole)
{
	struct match_text p = clipped(part), w = clipped(whole);
	size_t common;

	if (!p.n)
		return 0;
	set_pattern(m, &p);
	common = lcs(m, p.n, &w);
	drop_pattern(m, &p);
	return (unsigned)(1000 * common / p.n);
}

/* ---- candidates ---- */

struct candidate {
	size_t old_text, new_text;
	unsigned score;
};

struct candidates {
	struct candidate *items;
	size_t n, cap;
};

static bool
may_pair(const struct match_text *a, const struct match_text *b)
{
	if (a->keyed || b->keyed)
		return a->kind == b->kind;
	return true;
}

static size_t
shorter(const struct match_text *a, const struct match_text *b)
{
	return a->n < b->n ? a->n : b->n;
}

static bool
is_short(const struct match_text *a, const struct match_text *b)
{
	return shorter(a, b) <= MATCH_SHORT;
}

/* Score new text j, whose pattern is set, with old text i. */
static void
consider(struct match *m, struct candidates *c, size_t i, size_t j,
	 size_t n_pattern, unsigned least)
{
	const struct match_text *a = &m->old_side.texts[i];
	const struct match_text *b = &m->new_side.texts[j];
	struct match_text text = clipped(a);
	struct candidate found = { i, j, 0 };

	if (a->pair != MATCH_NONE || !may_pair(a, b))
		return;
	found.score = score_pattern(m, n_pattern, &text);
	if (a->kind && b->kind && a->kind != b->kind)
		found.score = found.score > 100 ? found.score - 100 : 0;
	if (found.score >= least)
		ARENA_PUSH(&m->scratch, c->items, c->n, c->cap, found);
}

/* ---- a page ---- */

/* Texts [begin, end) of one side without a pair. */
struct run {
	size_t begin, end;
};

static bool
is_open(const struct match_side *side, size_t i)
{
	return i < side->n && side->texts[i].pair == MATCH_NONE;
}

/* The run of the old side that holds text i, which has no pair. */
static struct run
run_around(const struct match_side *side, size_t i)
{
	struct run run = { i, i + 1 };

	while (run.begin > 0 && is_open(side, run.begin - 1))
		run.begin--;
	while (is_open(side, run.end))
		run.end++;
	return run;
}

/* Heaviest chain, so that pairs do not cross: a Fenwick tree of best sums. */
struct chain {
	size_t *best; /* of the tree: index + 1 of the candidate, 0: none */
	size_t *sums; /* of each candidate: the chain that ends in it */
	size_t *before;
	size_t n; /* old texts */
};

static size_t
best_before(const struct chain *chain, size_t i)
{
	size_t best = 0;

	for (; i > 0; i -= i & (~i + 1))
		if (chain->best[i] &&
		    (!best ||
		     chain->sums[chain->best[i] - 1] > chain->sums[best - 1]))
			best = chain->best[i];
	return best;
}

static void
put_best(struct chain *chain, size_t i, size_t candidate)
{
	for (i++; i <= chain->n; i += i & (~i + 1))
		if (!chain->best[i] ||
		    chain->sums[candidate] > chain->sums[chain->best[i] - 1])
			chain->best[i] = candidate + 1;
}

static int
by_new_then_old_down(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->new_text != y->new_text)
		return x->new_text < y->new_text ? -1 : 1;
	return x->old_text > y->old_text ? -1 : x->old_text < y->old_text;
}

static void
pair_up(struct match *m, const struct candidate *c)
{
	struct match_text *o = &m->old_side.texts[c->old_text];
	struct match_text *n = &m->new_side.texts[c->new_text];

	o->pair = c->new_text;
	n->pair = c->old_text;
	o->score = n->score = c->score;
}

/* Accept the heaviest chain of the candidates between two runs. */
static void
take_chain(struct match *m, struct candidates *c, struct run old_run)
{
	struct chain chain = { .n = old_run.end - old_run.begin };
	size_t last = 0;

	if (!c->n)
		return;
	qsort(c->items, c->n, sizeof(*c->items), by_new_then_old_down);
	chain.best = arena_array(&m->scratch, chain.n + 1, sizeof(size_t));
	chain.sums = arena_array(&m->scratch, c->n, sizeof(size_t));
	chain.before = arena_array(&m->scratch, c->n, sizeof(size_t));
	for (size_t i = 0; i < c->n; i++) {
		size_t at = c->items[i].old_text - old_run.begin;

		chain.before[i] = best_before(&chain, at);
		chain.sums[i] = c->items[i].score;
		if (chain.before[i])
			chain.sums[i] += chain.sums[chain.before[i] - 1];
		put_best(&chain, at, i);
		if (!last || chain.sums[i] > chain.sums[last - 1])
			last = i + 1;
	}
	for (; last; last = chain.before[last - 1])
		pair_up(m, &c->items[last - 1]);
}

static size_t
count_tokens(const struct match_side *side, struct run run)
{
	size_t n = 0;

	for (size_t i = run.begin; i < run.end; i++)
		n += clipped(&side->texts[i]).n;
	return n;
}

/* Can every pair be looked at? */
static bool
is_small(const struct match *m, struct run old_run, struct run new_run)
{
	size_t n_old = old_run.end - old_run.begin;
	size_t n_new = new_run.end - new_run.begin;

	return n_old <= MATCH_MAX_PAIRS / n_new &&
	       count_tokens(&m->old_side, old_run) <=
		       MATCH_MAX_WORK /
			       (count_tokens(&m->new_side, new_run) + 1);
}

/* Pair the open texts of two runs that stand between the same neighbours. */
static void
match_runs(struct match *m, struct run old_run, struct run new_run,
	   unsigned least)
{
	struct candidates c = { 0 };
	bool all = is_small(m, old_run, new_run);
	struct match_index *index =
		all ? NULL :
		      match_index_new(&m->old_side, old_run.begin, old_run.end,
				      m->n_ids, &m->scratch);

	for (size_t j = new_run.begin; j < new_run.end; j++) {
		struct match_text pattern = clipped(&m->new_side.texts[j]);
		size_t found[MATCH_CANDIDATES], n = 0;

		if (!is_open(&m->new_side, j))
			continue;
		set_pattern(m, &pattern);
		if (!all)
			n = match_index_find(index, &pattern, found);
		for (size_t i = 0; i < n; i++)
			consider(m, &c, found[i], j, pattern.n, least);
		for (size_t i = old_run.begin; all && i < old_run.end; i++)
			consider(m, &c, i, j, pattern.n, least);
		drop_pattern(m, &pattern);
	}
	take_chain(m, &c, old_run);
}

/* The neighbours of a new run name up to two old runs. */
static void
match_new_run(struct match *m, struct run run, unsigned least)
{
	const struct match_side *o = &m->old_side, *n = &m->new_side;
	size_t after = run.begin ? n->texts[run.begin - 1].pair + 1 : 0;
	size_t before = run.end < n->n ? n->texts[run.end].pair : o->n;
	struct run old_run = { 0, 0 };

	if (is_open(o, after)) {
		old_run = run_around(o, after);
		match_runs(m, old_run, run, least);
	}
	if (before > 0 && is_open(o, before - 1) &&
	    !(before - 1 >= old_run.begin && before - 1 < old_run.end))
		match_runs(m, run_around(o, before - 1), run, least);
}

static void
match_all_runs(struct match *m, unsigned least)
{
	struct run run = { 0, 0 };

	while (run.begin < m->new_side.n) {
		if (!is_open(&m->new_side, run.begin)) {
			run.begin++;
			continue;
		}
		run.end = run.begin + 1;
		while (is_open(&m->new_side, run.end))
			run.end++;
		match_new_run(m, run, least);
		run.begin = run.end;
	}
}

struct key {
	unsigned kind;
	size_t text;
};

static int
by_kind(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->text < y->text ? -1 : x->text > y->text;
}

/* The values of a side, by kind. */
static size_t
list_keys(const struct match_side *side, struct key *keys)
{
	size_t n = 0;

	for (size_t i = 0; i < side->n; i++)
		if (side->texts[i].keyed)
			keys[n++] = (struct key){ side->texts[i].kind, i };
	if (n)
		qsort(keys, n, sizeof(*keys), by_kind);
	return n;
}

static size_t
same_kind(const struct key *keys, size_t n, size_t i)
{
	size_t end = i;

	while (end < n && keys[end].kind == keys[i].kind)
		end++;
	return end - i;
}

/* A value that is the only one of its kind on both sides keeps its partner. */
static void
match_keys(struct match *m)
{
	struct key *o = arena_array(&m->scratch, m->old_side.n + 1, sizeof(*o));
	struct key *n = arena_array(&m->scratch, m->new_side.n + 1, sizeof(*n));
	size_t n_old = list_keys(&m->old_side, o);
	size_t n_new = list_keys(&m->new_side, n);

	for (size_t i = 0, j = 0; i < n_old && j < n_new;) {
		size_t more_old = same_kind(o, n_old, i);
		size_t more_new = same_kind(n, n_new, j);
		struct candidate c = { o[i].text, n[j].text, 0 };

		if (o[i].kind != n[j].kind) {
			if (o[i].kind < n[j].kind)
				i += more_old;
			else
				j += more_new;
			continue;
		}
		if (more_old == 1 && more_new == 1 &&
		    is_open(&m->old_side, c.old_text) &&
		    is_open(&m->new_side, c.new_text)) {
			c.score = match_score(m, &m->old_side.texts[c.old_text],
					      &m->new_side.texts[c.new_text]);
			pair_up(m, &c);
		}
		i += more_old;
		j += more_new;
	}
}

/* Does new text j hold old text i as well as the one that it is paired with? */
static bool
holds_too(struct match *m, size_t i, size_t j)
{
	const struct match_text *part, *whole = &m->new_side.texts[j];

	if (!is_open(&m->old_side, i))
		return false;
	part = &m->old_side.texts[i];
	return !part->keyed && part->n >= PART_MIN && part->n < whole->n &&
	       match_contained(m, part, whole) >= 800;
}

/* Paragraphs that were joined: the neighbour of an old text is in the new. */
static void
find_joined(struct match *m)
{
	for (size_t j = 0; j < m->new_side.n; j++) {
		struct match_text *n = &m->new_side.texts[j];
		size_t i = n->pair;

		if (i == MATCH_NONE || n->exact || n->keyed ||
		    n->n < m->old_side.texts[i].n + PART_MIN)
			continue;
		if (holds_too(m, i + 1, j))
			n->also = i + 1;
		else if (i > 0 && holds_too(m, i - 1, j))
			n->also = i - 1;
		if (n->also != MATCH_NONE)
			m->old_side.texts[n->also].pair = j;
	}
}

/*
 * Sure pairs first: they become neighbours that bound the stretches of the less
 * sure ones.
 */
static const unsigned page_steps[] = { 800, 600, 400 };

void
match_page(struct match *m, struct match_side old_side,
	   struct match_side new_side)
{
	begin(m, old_side, new_side);
	match_keys(m);
	for (size_t i = 0; i < sizeof(page_steps) / sizeof(*page_steps); i++)
		match_all_runs(m, page_steps[i]);
	find_joined(m);
}

/* ---- orphans ---- */

static int
by_score_down(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->new_text != y->new_text)
		return x->new_text < y->new_text ? -1 : 1;
	return x->old_text < y->old_text ? -1 : x->old_text > y->old_text;
}

/* How sure must a pair be that stands alone? */
static unsigned
orphan_threshold(const struct match_text *a, const struct match_text *b)
{
	if (is_short(a, b))
		return 850;
	return a->page == b->page ? 550 : 650;
}

static void
find_orphans_of(struct match *m, struct match_index *index, size_t j,
		struct candidates *c)
{
	struct match_text pattern = clipped(&m->new_side.texts[j]);
	size_t found[MATCH_CANDIDATES];
	size_t n = match_index_find(index, &pattern, found), first = c->n;

	set_pattern(m, &pattern);
	for (size_t i = 0; i < n; i++)
		consider(m, c, found[i], j, pattern.n, 0);
	drop_pattern(m, &pattern);
	n = first;
	for (size_t i = first; i < c->n; i++) {
		const struct match_text *o =
			&m->old_side.texts[c->items[i].old_text];

		if (c->items[i].score >= orphan_threshold(o, &pattern))
			c->items[n++] = c->items[i];
	}
	c->n = n;
}

void
match_orphans(struct match *m, struct match_side old_side,
	      struct match_side new_side)
{
	struct candidates c = { 0 };
	struct match_index *index;

	if (!old_side.n || !new_side.n)
		return;
	begin(m, old_side, new_side);
	index = match_index_new(&m->old_side, 0, old_side.n, m->n_ids,
				&m->scratch);
	for (size_t j = 0; j < new_side.n; j++)
		if (is_open(&m->new_side, j))
			find_orphans_of(m, index, j, &c);
	if (c.n)
		qsort(c.items, c.n, sizeof(*c.items), by_score_down);
	for (size_t i = 0; i < c.n; i++)
		if (is_open(&m->old_side, c.items[i].old_text) &&
		    is_open(&m->new_side, c.items[i].new_text))
			pair_up(m, &c.items[i]);
}
