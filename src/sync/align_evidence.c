/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/align_evidence.h"

enum {
	SCORE_KIND = 16,
	SCORE_OTHER_PLACE = -4, /* of the same kind */
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
	SCORE_CONTEXT_MIN = -24,
	SCORE_CONTEXT_MAX = 6,
	SCORE_LENGTH_MAX = -40,
	SCORE_LENGTH_GOOD = 5,
	SCORE_TWO = -26, /* split or joined */
	SCORE_ALONE = -20,
	SCORE_ALONE_NEXT = -14,
	SCORE_ALONE_VALUE = -10,
	LENGTH_NOISE = 16, /* variance of any text's length */
	CONTEXTS_MAX = 250000,
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

int
evidence_shared(const struct evidence_tokens *a,
		const struct evidence_tokens *b)
{
	int strong = 0;

	return shared_weight(a, b, &strong);
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
length_score(const struct evidence *ev, long s, long t)
{
	long expected = s * ev->lengths.permille / 1000;
	long base = s > t * 1000 / ev->lengths.permille ?
			    s :
			    t * 1000 / ev->lengths.permille;
	long variance = base * ev->lengths.variance / 1000 + LENGTH_NOISE;
	long d = t - expected;
	long loss;

	if (d > 100000 || d < -100000)
		return SCORE_LENGTH_MAX;
	loss = 5 * d * d / variance;
	if (loss < 5 && s >= LENGTH_TELLS)
		return SCORE_LENGTH_GOOD;
	return at_least((int)(loss < 1000 ? -loss : -1000), SCORE_LENGTH_MAX);
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
	if (a->kind == MD_HEADING && b->kind == MD_HEADING) {
		strong = 0;
		shared = shared_weight(&a->section, &b->section, &strong);
		p->section = at_most(
			at_least(token_score(shared, strong, a->section.strong,
					     b->section.strong) /
					 2,
				 -SCORE_SECTION_MAX),
			SCORE_SECTION_MAX);
	}
	if (a->prose)
		p->length = length_score(ev, a->n_chars, b->n_chars);
	if (ev->context && a->kind != MD_HEADING && a->heading && b->heading)
		p->context =
			ev->context[a->heading * ev->n_headings_t + b->heading];
	return true;
}

/* Number the headings; returns how many, and the one above the first. */
static size_t
number_headings(struct feature *f, size_t n)
{
	size_t heading = 0;

	for (size_t i = 0; i < n; i++) {
		heading += f[i].kind == MD_HEADING;
		f[i].heading = heading;
	}
	return heading + 1;
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
	for (size_t i = 0; i < ev->n; i++)
		for (size_t j = 0; ev->s[i].kind == MD_HEADING && j < ev->m;
		     j++) {
			struct parts p;

			if (ev->t[j].kind != MD_HEADING)
				continue;
			measure_pair(ev, &ev->s[i], &ev->t[j], &p);
			context[ev->s[i].heading * m + ev->t[j].heading] =
				(signed char)at_most(
					at_least((p.tokens + p.section) / 2,
						 SCORE_CONTEXT_MIN),
					SCORE_CONTEXT_MAX);
		}
	ev->context = context;
	ev->n_headings_t = m;
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

/* One text on one side, two on the other, all paragraphs of one place. */
static int
score_two(const struct evidence *ev, const struct feature *one,
	  const struct feature *two, bool split)
{
	long both = two[0].n_chars + two[1].n_chars;
	int strong = 0, shared;

	if (one->kind != MD_PARAGRAPH || two[0].kind != MD_PARAGRAPH ||
	    two[1].kind != MD_PARAGRAPH ||
	    two[0].container != two[1].container ||
	    one->place != two[0].place || !one->required || !two[0].required ||
	    !two[1].required)
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
