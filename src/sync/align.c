/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/align.h"

#include "unit/codec.h"
#include "unit/prose.h"

#include <stdlib.h>

/* Scores of a pair; a slot left alone costs SCORE_ALONE. */
enum {
	SCORE_NEVER = -1000000,
	SCORE_ALONE = -12,
	SCORE_KIND = 10,
	SCORE_OTHER_KIND = -6, /* prose of another kind: heading, paragraph */
	SCORE_PLACE = 6,
	SCORE_NAME = 10,
	SCORE_OTHER_NAME = -16,
	SCORE_TEXT = 12,
	SCORE_TOKEN = 4,
	SCORE_TOKENS_MAX = 16,
	SCORE_LENGTH = -6
};

/* What is compared of a slot. */
struct shape {
	enum md_kind kind;
	int level;
	unsigned long long place; /* hash of the kinds of its containers */
	unsigned long long name;
	unsigned long long text;
	unsigned long long tokens[8]; /* hashes, sorted; 0: none */
	size_t n_tokens, length;
	bool prose;
};

static int
compare_hashes(const void *a, const void *b)
{
	const unsigned long long *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* What a translator would not change in a placeable. */
static struct str
token_identity(struct str text, const struct inline_token *tok)
{
	switch (tok->kind) {
	case INLINE_CODE:
	case INLINE_AUTOLINK:
	case INLINE_SHORTCODE:
	case INLINE_FOOTNOTE:
		return str_span(text, tok->at);
	case INLINE_LINK:
	case INLINE_IMAGE:
		return tok->reference ? str_span(text, tok->label) :
					str_span(text, tok->dest);
	default:
		return (struct str){ 0 };
	}
}

static void
shape_tokens(const struct page *page, const struct slot *slot,
	     struct shape *out)
{
	struct arena scratch = { 0 };
	struct inline_tokens tokens;
	size_t max = sizeof(out->tokens) / sizeof(*out->tokens);

	if (!slot->text.p)
		return;
	prose_scan(page, slot->kind, slot->text, &scratch, &tokens);
	for (size_t i = 0; i < tokens.n && out->n_tokens < max; i++) {
		struct str id = token_identity(slot->text, &tokens.items[i]);

		if (id.n)
			out->tokens[out->n_tokens++] = str_hash(id);
	}
	qsort(out->tokens, out->n_tokens, sizeof(*out->tokens), compare_hashes);
	arena_release(&scratch);
}

static void
shape_of(const struct page *page, size_t i, struct shape *out)
{
	const struct slot *slot = &page->slots[i];
	const struct md_doc *doc = &page->doc;
	size_t c = slot->leaf->container;

	*out = (struct shape){
		.kind = slot->kind,
		.level = slot->leaf->level,
		.name = str_hash(slot->leaf->name),
		.text = slot->text.p ? str_hash(slot->text) : 0,
		.length = slot->at.end - slot->at.begin,
		.prose = codec_is_prose(slot->kind),
	};
	for (; c; c = doc->containers[c].parent)
		if (doc->containers[c].kind != MD_PAIR)
			out->place = out->place * 31 +
				     (unsigned)doc->containers[c].kind + 1;
}

static bool
same_shape(const struct shape *a, const struct shape *b)
{
	return a->kind == b->kind && a->level == b->level &&
	       a->place == b->place && a->name == b->name;
}

static int
score_tokens(const struct shape *a, const struct shape *b)
{
	size_t i = 0, j = 0;
	int score = 0;

	while (i < a->n_tokens && j < b->n_tokens) {
		if (a->tokens[i] == b->tokens[j]) {
			score += SCORE_TOKEN;
			i++;
			j++;
		} else if (a->tokens[i] < b->tokens[j]) {
			i++;
		} else {
			j++;
		}
	}
	return score < SCORE_TOKENS_MAX ? score : SCORE_TOKENS_MAX;
}

static int
score_pair(const struct shape *a, const struct shape *b)
{
	int score;

	if (a->kind != b->kind && !(a->prose && b->prose))
		return SCORE_NEVER;
	if (a->kind == MD_MATTER && a->name != b->name)
		return SCORE_NEVER;
	score = a->kind == b->kind ? SCORE_KIND : SCORE_OTHER_KIND;
	if (a->place == b->place && a->level == b->level)
		score += SCORE_PLACE;
	if (!a->prose)
		score += a->name == b->name ? SCORE_NAME : SCORE_OTHER_NAME;
	if (a->text == b->text)
		score += SCORE_TEXT;
	score += score_tokens(a, b);
	if (a->length > 6 * b->length + 40 || b->length > 6 * a->length + 40)
		score += SCORE_LENGTH;
	return score;
}

/* Both sequences, without their equal ends. */
struct dp {
	const struct shape *s, *t;
	size_t n, m;
	size_t band;	     /* |i * m / n - j| at most; 0: all */
	unsigned char *step; /* (n + 1) x (m + 1): 0 pair, 1 skip s, 2 skip t */
};

static bool
in_band(const struct dp *dp, size_t i, size_t j)
{
	size_t mid = dp->n ? i * dp->m / dp->n : j;

	return !dp->band || (j + dp->band >= mid && j <= mid + dp->band);
}

static int
best_step(const struct dp *dp, size_t i, size_t j, const int *above,
	  const int *row)
{
	int pair = SCORE_NEVER, skip_s = SCORE_NEVER, skip_t = SCORE_NEVER;
	unsigned char *step = &dp->step[i * (dp->m + 1) + j];

	if (i && j && above[j - 1] > SCORE_NEVER)
		pair = above[j - 1] + score_pair(&dp->s[i - 1], &dp->t[j - 1]);
	if (i && above[j] > SCORE_NEVER)
		skip_s = above[j] + SCORE_ALONE;
	if (j && row[j - 1] > SCORE_NEVER)
		skip_t = row[j - 1] + SCORE_ALONE;
	*step = pair >= skip_s && pair >= skip_t ? 0 : skip_s >= skip_t ? 1 : 2;
	return *step == 0 ? pair : *step == 1 ? skip_s : skip_t;
}

static void
fill_steps(const struct dp *dp, struct arena *arena)
{
	int *above = arena_array(arena, dp->m + 1, sizeof(*above));
	int *row = arena_array(arena, dp->m + 1, sizeof(*row));

	for (size_t i = 0; i <= dp->n; i++) {
		int *swap = above;

		for (size_t j = 0; j <= dp->m; j++) {
			if (!i && !j)
				row[j] = 0;
			else if (!in_band(dp, i, j))
				row[j] = SCORE_NEVER;
			else
				row[j] = best_step(dp, i, j, above, row);
		}
		above = row;
		row = swap;
	}
}

static void
add_pair(struct alignment *out, struct arena *arena, size_t s, size_t t)
{
	ARENA_PUSH(arena, out->pairs, out->n, out->cap,
		   ((struct slot_pair){ s, t }));
}

/* Walk back from the end; the pairs come out in reverse. */
static void
trace(const struct dp *dp, size_t first, struct arena *arena,
      struct alignment *out)
{
	size_t i = dp->n, j = dp->m, begin = out->n;

	while (i || j) {
		unsigned char step = dp->step[i * (dp->m + 1) + j];

		if (i && j && step == 0) {
			i--;
			j--;
			if (score_pair(&dp->s[i], &dp->t[j]) > SCORE_NEVER)
				add_pair(out, arena, first + i, first + j);
		} else if (i && (step == 1 || !j)) {
			i--;
		} else {
			j--;
		}
	}
	for (size_t a = begin, b = out->n; a + 1 < b; a++, b--) {
		struct slot_pair swap = out->pairs[a];

		out->pairs[a] = out->pairs[b - 1];
		out->pairs[b - 1] = swap;
	}
}

static void
align_middle(struct dp *dp, size_t first, struct arena *arena,
	     struct alignment *out)
{
	struct arena scratch = { 0 };

	if (dp->n * dp->m > ALIGN_MAX_CELLS) {
		size_t diff = dp->n > dp->m ? dp->n - dp->m : dp->m - dp->n;

		dp->band = ALIGN_MAX_CELLS / dp->n + diff + 16;
	}
	dp->step = arena_alloc(&scratch, (dp->n + 1) * (dp->m + 1));
	fill_steps(dp, &scratch);
	trace(dp, first, arena, out);
	arena_release(&scratch);
}

void
align_pages(const struct page *source, const struct page *target,
	    struct arena *arena, struct alignment *out)
{
	struct arena scratch = { 0 };
	struct shape *s = arena_array(&scratch, source->n + 1, sizeof(*s));
	struct shape *t = arena_array(&scratch, target->n + 1, sizeof(*t));
	size_t n = source->n, m = target->n, first = 0;
	struct dp dp;

	*out = (struct alignment){ 0 };
	for (size_t i = 0; i < n; i++)
		shape_of(source, i, &s[i]);
	for (size_t j = 0; j < m; j++)
		shape_of(target, j, &t[j]);
	while (first < n && first < m && same_shape(&s[first], &t[first]))
		first++;
	if (first < n || first < m) {
		/* one difference may be told anywhere in a run of equals */
		first = 0;
		for (size_t i = 0; i < n; i++)
			shape_tokens(source, &source->slots[i], &s[i]);
		for (size_t j = 0; j < m; j++)
			shape_tokens(target, &target->slots[j], &t[j]);
	}
	for (size_t i = 0; i < first; i++)
		add_pair(out, arena, i, i);
	dp = (struct dp){
		.s = s + first, .t = t + first, .n = n - first, .m = m - first
	};
	if (dp.n && dp.m)
		align_middle(&dp, first, arena, out);
	arena_release(&scratch);
}
