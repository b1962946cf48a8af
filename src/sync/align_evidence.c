/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/align_evidence.h"

enum {
	SCORE_KIND = 16,
	SCORE_OTHER_PLACE = -20, /* of the same kind */
	SCORE_OTHER_LEVEL = -14,
	SCORE_OTHER_KIND = -24, /* prose of another kind: heading, paragraph */
	SCORE_KEY = 40,		/* a front matter key */
	SCORE_NAME = 8,
	SCORE_OTHER_NAME = -20,
	SCORE_SAME = 20,       /* the same text, of no token's weight */
	SCORE_OTHER_INFO = -6, /* "```yaml" and "```bash" */
	SCORE_TOKENS_MAX = 60,
	SCORE_MISSING_MAX = -40,
	SCORE_SECTION_MAX = 24,
	SCORE_OTHER_SLUG = -70,
	SCORE_OTHER_BEGIN = -12, /* another kind below the heading */
	SCORE_ROW_MAX = 20,
	SCORE_CONTEXT_MIN = -32,
	SCORE_CONTEXT_MAX = 6,
	SCORE_LENGTH_MAX = -40,
	SCORE_LENGTH_GOOD = 5,
	SCORE_TWO = -26, /* split or joined */
	SCORE_ALONE = -20,
	SCORE_ALONE_NEXT = -14,
	SCORE_ALONE_VALUE = -10,
	LENGTH_NOISE = 16, /* variance of any text's length */
	CONTEXTS_MAX = 250000,
	TWO_MIN = 60, /* characters of a text that may be split, of a part */
	PART_MIN = 12,
	LENGTH_TELLS = 80 /* characters from which a good length says much */
};

/* The parts of a score. */
struct parts {
	int kind, value, tokens, section, length, context;
};

static int
sum_of(const struct parts *p)
{
	return p->kind + p->value + p->tokens + p->section + p->length +
	       p->context;
}

static int
at_most(int value, int max)
{
	return value < max ? value : max;
}

static int
at_least(int value, int min)
{
	return value > min ? value : min;
}

/* Of what both hold: all that it weighs, and the strong tokens' part. */
static int
shared_weight(const struct evidence_tokens *a, const struct evidence_tokens *b,
	      int *strong)
{
	size_t i = 0, j = 0;
	int sum = 0;

	while (i < a->n && j < b->n) {
		if (a->items[i].id == b->items[j].id) {
			int weight = at_least(a->items[i].weight,
					      b->items[j].weight);

			sum += weight;
			if (a->items[i].strong)
				*strong += weight;
			i++;
			j++;
		} else if (a->items[i].id < b->items[j].id) {
			i++;
		} else {
			j++;
		}
	}
	return sum;
}

/* What is shared, less half of the strong tokens that only one side has. */
static int
token_score(int shared, int strong, int strong_a, int strong_b)
{
	int missing = (strong_a - strong) + (strong_b - strong);

	return at_most(shared, SCORE_TOKENS_MAX) +
	       at_least(-missing / 2, SCORE_MISSING_MAX);
}

/*
 * Five times the squared deviation of the length from what is expected, in
 * units of its variance, as a loss; a little gain where a long text is of just
 * the length.
 */
static int
length_score(const struct evidence *ev, long long s, long long t)
{
	long long expected = s * ev->lengths.permille / 1000;
	long long needed = t * 1000 / ev->lengths.permille;
	long long variance =
		(s > needed ? s : needed) * ev->lengths.variance / 1000 +
		LENGTH_NOISE;
	long long d = t - expected, loss;

	if (d > 100000 || d < -100000)
		return SCORE_LENGTH_MAX;
	loss = 5 * d * d / variance;
	if (loss < 5 && s >= LENGTH_TELLS)
		return SCORE_LENGTH_GOOD;
	return loss < -SCORE_LENGTH_MAX ? (int)-loss : SCORE_LENGTH_MAX;
}

static bool
may_pair(const struct feature *a, const struct feature *b)
{
	if (a->kind != b->kind)
		return a->prose && b->prose;
	if (a->kind == MD_MATTER || a->kind == MD_PARAM ||
	    a->kind == MD_HTML_ATTR)
		return a->name == b->name;
	return true;
}

static void
kind_parts(const struct feature *a, const struct feature *b, struct parts *p)
{
	if (a->kind != b->kind)
		p->kind = SCORE_OTHER_KIND;
	else if (a->kind == MD_MATTER)
		p->kind = SCORE_KEY;
	else if (a->level != b->level)
		p->kind = SCORE_OTHER_LEVEL;
	else
		p->kind = SCORE_KIND;
	if (a->place != b->place)
		p->kind += SCORE_OTHER_PLACE - SCORE_KIND;
}

static void
value_parts(const struct feature *a, const struct feature *b, struct parts *p)
{
	if (a->prose)
		return;
	p->value = a->name == b->name ? SCORE_NAME : SCORE_OTHER_NAME;
	if (a->text == b->text)
		p->value += SCORE_SAME;
	else if (a->kind == MD_INFO)
		p->value += SCORE_OTHER_INFO;
}

/* What the first cells of their rows say of two other cells. */
static int
row_score(const struct evidence *ev, const struct feature *a,
	  const struct feature *b)
{
	const struct feature *x = &ev->s[a->row], *y = &ev->t[b->row];
	int strong = 0, shared;

	if (x == a || y == b)
		return 0;
	shared = shared_weight(&x->tokens, &y->tokens, &strong);
	return at_most(at_least(token_score(shared, strong, x->tokens.strong,
					    y->tokens.strong),
				SCORE_CONTEXT_MIN),
		       SCORE_ROW_MAX);
}

/* Do both pages have both anchors? */
static bool
other_slug(const struct feature *a, const struct feature *b)
{
	return a->slug && b->slug && a->slug != b->slug;
}

/* The anchors of two headings, and what stands below them. */
static int
section_score(const struct feature *a, const struct feature *b)
{
	int strong = 0, shared, score;

	if (other_slug(a, b))
		return SCORE_OTHER_SLUG;
	shared = shared_weight(&a->section, &b->section, &strong);
	score = token_score(shared, strong, a->section.strong,
			    b->section.strong) /
		2;
	/* there is one more behind the last slot, of no kind and place */
	if (a[1].kind != b[1].kind || a[1].place != b[1].place)
		score += SCORE_OTHER_BEGIN;
	return at_most(at_least(score, -SCORE_SECTION_MAX), SCORE_SECTION_MAX);
}

/* False: never a pair. */
static bool
measure_pair(const struct evidence *ev, const struct feature *a,
	     const struct feature *b, struct parts *p)
{
	int strong = 0, shared;

	*p = (struct parts){ 0 };
	if (!may_pair(a, b))
		return false;
	kind_parts(a, b, p);
	value_parts(a, b, p);
	shared = shared_weight(&a->tokens, &b->tokens, &strong);
	p->tokens =
		token_score(shared, strong, a->tokens.strong, b->tokens.strong);
	if (a->kind == MD_HEADING && b->kind == MD_HEADING)
		p->section = section_score(a, b);
	if (a->prose)
		p->length = length_score(ev, a->n_chars, b->n_chars);
	if (a->kind == MD_CELL && b->kind == MD_CELL)
		p->context = row_score(ev, a, b);
	if (ev->context)
		p->context +=
			ev->context[a->above * ev->n_headings_t + b->above];
	return true;
}

/*
 * Number the headings, and say for each slot which one it stands below. Returns
 * how many there are, and one for what stands above the first.
 */
static size_t
number_headings(struct feature *f, size_t n)
{
	size_t last[7] = { 0 }, n_headings = 0;

	for (size_t i = 0; i < n; i++) {
		size_t level = f[i].kind == MD_HEADING ? (size_t)f[i].level : 7;

		f[i].above = last[level - 1];
		if (level == 7)
			continue;
		f[i].heading = ++n_headings;
		for (size_t k = level; k < 7; k++)
			last[k] = n_headings;
	}
	return n_headings + 1;
}

/* What two headings say of the pairs below them. */
static int
context_of(const struct evidence *ev, const struct feature *a,
	   const struct feature *b)
{
	struct parts p;

	if (other_slug(a, b))
		return SCORE_CONTEXT_MIN;
	measure_pair(ev, a, b, &p);
	if (a->level != b->level)
		p.context += SCORE_OTHER_LEVEL;
	return at_most(at_least((p.tokens + p.section + p.context) / 2,
				SCORE_CONTEXT_MIN),
		       SCORE_CONTEXT_MAX);
}

void
evidence_set_context(struct evidence *ev, struct arena *arena)
{
	size_t n = number_headings(ev->s, ev->n);
	size_t m = number_headings(ev->t, ev->m);
	signed char *context;

	if (n > CONTEXTS_MAX / m)
		return;
	context = arena_array(arena, n * m, sizeof(*context));
	ev->n_headings_t = m;
	ev->context = context;
	for (size_t a = 1; a < n; a++)
		context[a * m] = SCORE_OTHER_LEVEL / 2;
	for (size_t b = 1; b < m; b++)
		context[b] = SCORE_OTHER_LEVEL / 2;
	for (size_t i = 0; i < ev->n; i++)
		for (size_t j = 0; ev->s[i].kind == MD_HEADING && j < ev->m;
		     j++)
			if (ev->t[j].kind == MD_HEADING)
				context[ev->s[i].heading * m +
					ev->t[j].heading] =
					(signed char)context_of(ev, &ev->s[i],
								&ev->t[j]);
}

int
evidence_pair(const struct evidence *ev, size_t i, size_t j)
{
	struct parts p;

	return measure_pair(ev, &ev->s[i], &ev->t[j], &p) ? sum_of(&p) :
							    EVIDENCE_NEVER;
}

int
evidence_text(const struct evidence *ev, size_t i, size_t j)
{
	struct parts p;

	return measure_pair(ev, &ev->s[i], &ev->t[j], &p) ?
		       sum_of(&p) - p.kind :
		       0;
}

int
evidence_tokens(const struct evidence *ev, size_t i, size_t j)
{
	struct parts p;

	return measure_pair(ev, &ev->s[i], &ev->t[j], &p) ?
		       p.tokens + p.section + p.context :
		       0;
}

/* Of very short texts nobody makes two, and their lengths say nothing. */
static bool
may_be_two(const struct evidence *ev, const struct feature *one,
	   const struct feature *two, bool split)
{
	long s = split ? 1000 : ev->lengths.permille;
	long t = split ? ev->lengths.permille : 1000;

	return one->n_chars * 1000 >= TWO_MIN * s &&
	       two[0].n_chars * 1000 >= PART_MIN * t &&
	       two[1].n_chars * 1000 >= PART_MIN * t;
}

/* One text on one side, two on the other, all paragraphs of one place. */
static int
score_two(const struct evidence *ev, const struct feature *one,
	  const struct feature *two, bool split)
{
	long long both = two[0].n_chars + two[1].n_chars;
	int strong = 0, shared;

	if (one->kind != MD_PARAGRAPH || two[0].kind != MD_PARAGRAPH ||
	    two[1].kind != MD_PARAGRAPH ||
	    two[0].container != two[1].container ||
	    one->place != two[0].place || !one->required || !two[0].required ||
	    !two[1].required || !may_be_two(ev, one, two, split))
		return EVIDENCE_NEVER;
	shared = shared_weight(&one->tokens, &two[0].tokens, &strong);
	shared += shared_weight(&one->tokens, &two[1].tokens, &strong);
	return SCORE_KIND + SCORE_TWO +
	       token_score(shared, strong, one->tokens.strong,
			   two[0].tokens.strong + two[1].tokens.strong) +
	       length_score(ev, split ? one->n_chars : both,
			    split ? both : one->n_chars);
}

int
evidence_split(const struct evidence *ev, size_t i, size_t j)
{
	return score_two(ev, &ev->s[i], &ev->t[j], true);
}

int
evidence_join(const struct evidence *ev, size_t i, size_t j)
{
	return score_two(ev, &ev->t[j], &ev->s[i], false);
}

int
evidence_alone(const struct feature *f, bool first)
{
	if (!f->prose && !f->verbatim)
		return SCORE_ALONE_VALUE;
	return first ? SCORE_ALONE : SCORE_ALONE_NEXT;
}

enum align_doubt
evidence_doubt(const struct evidence *ev, size_t i, size_t j)
{
	struct parts p;
	enum align_doubt doubt = ALIGN_NO_DOUBT;
	int worst = 0;

	if (!measure_pair(ev, &ev->s[i], &ev->t[j], &p))
		return ALIGN_OTHER_KIND;
	if (p.kind < worst) {
		worst = p.kind;
		doubt = ALIGN_OTHER_KIND;
	}
	if (p.value < worst || (!ev->s[i].prose && p.tokens < worst)) {
		worst = at_most(p.value, p.tokens);
		doubt = ALIGN_OTHER_VALUE;
	}
	if (p.tokens + p.section < worst) {
		worst = p.tokens + p.section;
		doubt = ALIGN_OTHER_PLACEABLES;
	}
	if (p.length < worst)
		doubt = ALIGN_ODD_LENGTH;
	return doubt;
}
