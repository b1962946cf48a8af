/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * match_test - what pairing promises of any texts: each old one is used once,
 * pairs do not cross, equal input gives equal pairs.
 */
#include "catalog/match.h"
#include "unit/tap.h"

#include <string.h>

#define N_IDS 3000

struct random {
	unsigned long long state;
};

static size_t
below(struct random *r, size_t n)
{
	r->state = r->state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (size_t)(r->state >> 33) % n;
}

/* A text of n tokens, each one of n_words. */
static struct match_text
random_text(struct random *r, size_t n, size_t n_words, struct arena *arena)
{
	unsigned *tokens = arena_array(arena, n + 1, sizeof(*tokens));

	for (size_t i = 0; i < n; i++)
		tokens[i] = (unsigned)below(r, n_words);
	return (struct match_text){
		.tokens = tokens, .n = n, .pair = MATCH_NONE, .also = MATCH_NONE
	};
}

/* Every `every`-th word replaced, from the first on. */
static struct match_text
edited(const struct match_text *text, size_t every, unsigned word,
       struct arena *arena)
{
	unsigned *tokens = arena_array(arena, text->n + 1, sizeof(*tokens));
	struct match_text copy = *text;

	for (size_t i = 0; i < text->n; i++)
		tokens[i] = i % every ? text->tokens[i] : word;
	copy.tokens = tokens;
	return copy;
}

/* One after the other. */
static struct match_text
joined(const struct match_text *a, const struct match_text *b,
       struct arena *arena)
{
	unsigned *tokens = arena_array(arena, a->n + b->n, sizeof(*tokens));
	struct match_text both = *a;

	memcpy(tokens, a->tokens, a->n * sizeof(*tokens));
	memcpy(tokens + a->n, b->tokens, b->n * sizeof(*tokens));
	both.tokens = tokens;
	both.n = a->n + b->n;
	return both;
}

static struct match_side
side_of(size_t n, struct arena *arena)
{
	return (struct match_side){
		arena_array(arena, n + 1, sizeof(struct match_text)), n
	};
}

static struct match_side
copy_of(const struct match_side *side, struct arena *arena)
{
	struct match_side copy = side_of(side->n, arena);

	memcpy(copy.texts, side->texts, side->n * sizeof(*side->texts));
	return copy;
}

static void
set_exact(struct match_side *o, size_t i, struct match_side *n, size_t j)
{
	n->texts[j] = o->texts[i];
	o->texts[i].exact = n->texts[j].exact = true;
	o->texts[i].pair = j;
	n->texts[j].pair = i;
}

/* ---- the score ---- */

static size_t
naive_lcs(const struct match_text *a, const struct match_text *b)
{
	size_t row[2][512] = { { 0 } };

	for (size_t i = 1; i <= a->n; i++)
		for (size_t j = 1; j <= b->n; j++) {
			size_t up = row[(i - 1) % 2][j];
			size_t left = row[i % 2][j - 1];

			row[i % 2][j] = a->tokens[i - 1] == b->tokens[j - 1] ?
						row[(i - 1) % 2][j - 1] + 1 :
					up > left ? up :
						    left;
		}
	return row[a->n % 2][b->n];
}

static void
test_score(void)
{
	struct arena arena = { 0 };
	struct match m = { 0 };
	struct random r = { 1 };
	bool exact = true, no_less = true, symmetric = true;
	size_t n_parts = 0;

	match_reserve(&m, N_IDS);
	for (size_t k = 0; k < 3000; k++) {
		size_t words = 1 + below(&r, 40);
		struct match_text a =
			random_text(&r, below(&r, 300), words, &arena);
		struct match_text b =
			random_text(&r, below(&r, 300), words, &arena);
		size_t common = naive_lcs(&a, &b), both = a.n + b.n;
		size_t less = a.n < b.n ? a.n : b.n;
		unsigned dice = both ? (unsigned)(2000 * common / both) : 0;
		unsigned score = match_score(&m, &a, &b);
		bool is_part = 10 * common >= 9 * less;

		exact &= is_part || score == dice;
		no_less &= score >= dice && score <= 1000;
		symmetric &= score == match_score(&m, &b, &a);
		n_parts += is_part && score > dice;
	}
	ok(exact, "the longest common subsequence");
	ok(no_less, "a part counts no less than its length says");
	ok(n_parts > 100, "and often more");
	ok(symmetric, "the order of the two does not matter");
	match_release(&m);
	arena_release(&arena);
}

static void
test_score_of_long(void)
{
	struct arena arena = { 0 };
	struct match m = { 0 };
	struct random r = { 2 };
	struct match_text a = random_text(&r, 100000, N_IDS, &arena);
	struct match_text none = { .pair = MATCH_NONE, .also = MATCH_NONE };
	struct match_text few;

	match_reserve(&m, N_IDS);
	is_int(match_score(&m, &a, &a), 1000, "100,000 words");
	is_int(match_score(&m, &none, &none), 0, "no words");
	is_int(match_score(&m, &a, &none), 0, "no words on one side");
	match_reserve(&m, 4 * N_IDS);
	few = edited(&a, 5, 4 * N_IDS - 1, &arena);
	few.n = a.n = 100;
	is_int(match_score(&m, &a, &few), 800, "more ids come later");
	match_release(&m);
	arena_release(&arena);
}

/* ---- pages ---- */

/*
 * Two sides with up to n texts each: kept, edited, new and gone ones. Few
 * different words, so that many pairs are possible.
 */
static void
random_page(struct random *r, size_t n, struct arena *arena,
	    struct match_side *o, struct match_side *w)
{
	*o = side_of(n, arena);
	*w = side_of(n, arena);
	o->n = w->n = 0;
	for (size_t k = 0; k < n; k++) {
		size_t fate = below(r, 4);
		struct match_text t = random_text(r, below(r, 20), 30, arena);

		if (fate != 1)
			o->texts[o->n++] = t;
		if (fate == 0)
			set_exact(o, o->n - 1, w, w->n++);
		else if (fate == 1)
			w->texts[w->n++] = t;
		else if (fate == 2)
			w->texts[w->n++] = edited(&t, 4, 31, arena);
	}
}

/* Both know each other, but for a second old text of a joined one. */
static bool
is_one_to_one(const struct match_side *o, const struct match_side *n)
{
	size_t used = 0;

	for (size_t j = 0; j < n->n; j++) {
		const struct match_text *t = &n->texts[j];

		used += t->pair != MATCH_NONE;
		used += t->also != MATCH_NONE;
		if (t->pair != MATCH_NONE && o->texts[t->pair].pair != j)
			return false;
		if (t->also != MATCH_NONE &&
		    (o->texts[t->also].pair != j || t->also == t->pair))
			return false;
	}
	for (size_t i = 0; i < o->n; i++)
		used -= o->texts[i].pair != MATCH_NONE;
	return used == 0;
}

static bool
is_in_order(const struct match_side *n)
{
	size_t last = MATCH_NONE;

	for (size_t j = 0; j < n->n; j++) {
		size_t pair = n->texts[j].pair;

		if (pair == MATCH_NONE)
			continue;
		if (last != MATCH_NONE && pair <= last)
			return false;
		last = pair;
	}
	return true;
}

static bool
same_pairs(const struct match_side *a, const struct match_side *b)
{
	for (size_t j = 0; j < a->n; j++)
		if (a->texts[j].pair != b->texts[j].pair ||
		    a->texts[j].also != b->texts[j].also ||
		    a->texts[j].score != b->texts[j].score)
			return false;
	return true;
}

static void
test_random_pages(size_t rounds, size_t n_most, const char *what)
{
	struct match m = { 0 };
	struct random r = { 3 };
	bool once = true, in_order = true, same = true;

	match_reserve(&m, N_IDS);
	for (size_t k = 0; k < rounds; k++) {
		struct arena arena = { 0 };
		struct match fresh = { 0 };
		struct match_side o, n, o2, n2;

		random_page(&r, below(&r, n_most), &arena, &o, &n);
		o2 = copy_of(&o, &arena);
		n2 = copy_of(&n, &arena);
		match_page(&m, o, n);
		once &= is_one_to_one(&o, &n);
		in_order &= is_in_order(&n);
		match_reserve(&fresh, N_IDS);
		match_page(&fresh, o2, n2);
		same &= same_pairs(&n, &n2) && same_pairs(&o, &o2);
		match_orphans(&m, o, n);
		once &= is_one_to_one(&o, &n);
		match_release(&fresh);
		arena_release(&arena);
	}
	printf("# %s\n", what);
	ok(once, "each old text is used once");
	ok(in_order, "pairs of a page do not cross");
	ok(same, "nothing is left of the page before");
	match_release(&m);
}

/* So many pairs that the index chooses: none that is edited is missed. */
static void
test_long_stretch(void)
{
	struct arena arena = { 0 };
	struct match m = { 0 };
	struct random r = { 4 };
	struct match_side o = side_of(300, &arena), n = side_of(300, &arena);
	size_t right = 0;

	for (size_t i = 0; i < o.n; i++) {
		o.texts[i] = random_text(&r, 12, 2000, &arena);
		n.texts[i] = edited(&o.texts[i], 4, 2001, &arena);
	}
	match_reserve(&m, N_IDS);
	match_page(&m, o, n);
	for (size_t i = 0; i < n.n; i++)
		right += n.texts[i].pair == i && n.texts[i].score == 750;
	is_int((long long)right, 300, "a stretch of 300 edited texts");
	match_release(&m);
	arena_release(&arena);
}

static void
test_equal_texts(void)
{
	struct arena arena = { 0 };
	struct match m = { 0 };
	struct random r = { 5 };
	struct match_text t = random_text(&r, 9, 100, &arena);
	struct match_text u = edited(&t, 4, 101, &arena);
	struct match_side o = side_of(50, &arena), n = side_of(40, &arena);
	size_t page = 0, orphans = 0;

	for (size_t i = 0; i < o.n; i++)
		o.texts[i] = t;
	for (size_t i = 0; i < n.n; i++)
		n.texts[i] = u;
	match_reserve(&m, N_IDS);
	match_page(&m, copy_of(&o, &arena), n);
	for (size_t i = 0; i < n.n; i++)
		page += n.texts[i].pair != MATCH_NONE;
	is_int((long long)page, 40, "equal texts of a page: all pair");
	ok(is_in_order(&n), "and in order");
	for (size_t i = 0; i < n.n; i++)
		n.texts[i] = u;
	match_orphans(&m, o, n);
	for (size_t i = 0; i < n.n; i++)
		orphans += n.texts[i].pair != MATCH_NONE;
	ok(orphans >= MATCH_CANDIDATES && is_one_to_one(&o, &n),
	   "equal orphans: each once");
	match_release(&m);
	arena_release(&arena);
}

static void
test_joined(bool second_first)
{
	struct arena arena = { 0 };
	struct match m = { 0 };
	struct random r = { 6 };
	struct match_side o = side_of(4, &arena), n = side_of(3, &arena);
	size_t first = second_first ? 14 : 9;

	for (size_t i = 0; i < o.n; i++)
		o.texts[i] = random_text(&r, i == 1 ? first : 11, 2000, &arena);
	set_exact(&o, 0, &n, 0);
	n.texts[1] = joined(&o.texts[1], &o.texts[2], &arena);
	set_exact(&o, 3, &n, 2);
	match_reserve(&m, N_IDS);
	match_page(&m, o, n);
	ok(n.texts[1].pair == (second_first ? 1 : 2) &&
		   n.texts[1].also == (second_first ? 2 : 1) &&
		   o.texts[1].pair == 1 && o.texts[2].pair == 1,
	   "two that were joined, the longer one leads");
	ok(is_one_to_one(&o, &n), "and both are used");
	match_release(&m);
	arena_release(&arena);
}

/* A text that lies in two halves: one of them has it, the other has none. */
static void
test_split(void)
{
	struct arena arena = { 0 };
	struct match m = { 0 };
	struct random r = { 7 };
	struct match_side o = side_of(1, &arena), n = side_of(2, &arena);

	n.texts[0] = random_text(&r, 30, 2000, &arena);
	n.texts[1] = random_text(&r, 10, 2000, &arena);
	o.texts[0] = joined(&n.texts[0], &n.texts[1], &arena);
	match_reserve(&m, N_IDS);
	match_page(&m, o, n);
	ok(n.texts[0].pair == 0 && n.texts[1].pair == MATCH_NONE,
	   "of a split text the longer half has it");
	match_release(&m);
	arena_release(&arena);
}

/* Values pair with their own kind alone, whatever they say. */
static void
test_values(void)
{
	struct arena arena = { 0 };
	struct match m = { 0 };
	struct random r = { 8 };
	struct match_side o = side_of(3, &arena), n = side_of(3, &arena);

	for (size_t i = 0; i < 3; i++) {
		o.texts[i] = random_text(&r, 8, 100, &arena);
		o.texts[i].keyed = true;
		o.texts[i].kind = (unsigned)i + 1;
		n.texts[i] = random_text(&r, 8, 100, &arena);
		n.texts[i].keyed = true;
		n.texts[i].kind = 3 - (unsigned)i;
	}
	n.texts[0].kind = 7;
	n.texts[0].tokens = o.texts[2].tokens;
	match_reserve(&m, N_IDS);
	match_page(&m, o, n);
	ok(n.texts[1].pair == 1 && n.texts[2].pair == 0,
	   "the only value of its kind keeps its partner");
	ok(n.texts[0].pair == MATCH_NONE, "no value pairs with another kind");
	match_release(&m);
	arena_release(&arena);
}

static void
test_empty(void)
{
	struct arena arena = { 0 };
	struct match m = { 0 };
	struct random r = { 9 };
	struct match_side none = { 0 }, some = side_of(3, &arena);
	struct match_side bare = side_of(3, &arena);

	for (size_t i = 0; i < 3; i++) {
		some.texts[i] = random_text(&r, 5, 9, &arena);
		bare.texts[i] = random_text(&r, 0, 9, &arena);
	}
	match_page(&m, none, none);
	match_orphans(&m, none, none);
	match_reserve(&m, N_IDS);
	match_page(&m, some, none);
	match_page(&m, none, some);
	match_orphans(&m, some, none);
	match_orphans(&m, none, some);
	match_page(&m, bare, copy_of(&bare, &arena));
	match_orphans(&m, bare, copy_of(&bare, &arena));
	match_orphans(&m, bare, some);
	for (size_t i = 0; i < 3; i++)
		ok(some.texts[i].pair == MATCH_NONE &&
			   bare.texts[i].pair == MATCH_NONE,
		   "nothing pairs with nothing");
	match_release(&m);
	arena_release(&arena);
}

/* ---- orphans ---- */

/* Of n words every `every`-th differs: do they pair? */
static bool
orphans_pair(size_t n_words, size_t every, unsigned old_page)
{
	struct arena arena = { 0 };
	struct match m = { 0 };
	struct random r = { 10 };
	struct match_side o = side_of(1, &arena), n = side_of(1, &arena);
	bool paired;

	o.texts[0] = random_text(&r, n_words, 2000, &arena);
	n.texts[0] = edited(&o.texts[0], every, 2001, &arena);
	o.texts[0].page = old_page;
	n.texts[0].page = 1;
	match_reserve(&m, N_IDS);
	match_orphans(&m, o, n);
	paired = n.texts[0].pair == 0;
	match_release(&m);
	arena_release(&arena);
	return paired;
}

static void
test_orphans(void)
{
	ok(orphans_pair(MATCH_SHORT, 99, 1) == false,
	   "a short text is not an orphan's heir for four words of five");
	ok(orphans_pair(MATCH_SHORT + 1, 99, 1),
	   "five words of six are enough");
	ok(orphans_pair(10, 3, 1), "six words of ten, on the same page");
	ok(!orphans_pair(10, 3, 2), "but not on another");
	ok(orphans_pair(10, 4, 2), "seven words of ten are enough there");
}

/* The order of pages changes no pair. */
static void
test_order(void)
{
	struct arena arena = { 0 };
	struct match m = { 0 };
	struct random r = { 11 };
	size_t count = 200, right = 0;
	struct match_side o = side_of(count, &arena);
	struct match_side n = side_of(count, &arena), o2, n2;

	for (size_t i = 0; i < count; i++) {
		o.texts[i] = random_text(&r, 12, 60, &arena);
		n.texts[i] = edited(&o.texts[i], 4, 61, &arena);
	}
	o2 = side_of(count, &arena);
	n2 = side_of(count, &arena);
	for (size_t i = 0; i < count; i++) {
		o2.texts[i] = o.texts[count - 1 - i];
		n2.texts[i] = n.texts[(i + 77) % count];
	}
	match_reserve(&m, N_IDS);
	match_orphans(&m, o, n);
	match_orphans(&m, o2, n2);
	for (size_t i = 0; i < count; i++)
		right += n.texts[i].pair == i &&
			 n2.texts[(i + count - 77) % count].pair ==
				 count - 1 - i;
	is_int((long long)right, (long long)count,
	       "orphans pair alike in any order");
	match_release(&m);
	arena_release(&arena);
}

int
main(void)
{
	test_score();
	test_score_of_long();
	test_random_pages(3000, 12, "short pages");
	test_random_pages(40, 400, "long pages");
	test_long_stretch();
	test_equal_texts();
	test_joined(false);
	test_joined(true);
	test_split();
	test_values();
	test_empty();
	test_orphans();
	test_order();
	return tap_done();
}
