/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/align.h"

#include "base/i18n.h"
#include "base/locale.h"
#include "sync/align_cut.h"
#include "sync/align_move.h"
#include "unit/codec.h"

/* The margin from which a pair is sure: e^3 to one. */
#define SURE_MARGIN 30
/* Above that, what a unit of margin adds. */
#define SURER 2
/*
 * A pair that nothing of its own holds is unsure where what its neighbours say,
 * so many on either side, is worse than this.
 */
#define NEIGHBOURS 5
#define NEIGHBOURS_MIN (-60)
#define OWN_MIN 16
/* So is a pair of which its own values say this, wherever it stands. */
#define AGAINST (-10)

/* ---- the model ---- */

/* Characters for 1000 of English, in texts of software. */
static const struct {
	struct str script;
	unsigned permille;
} densities[] = {
	{ STR_INIT("Hans"), 390 }, { STR_INIT("Hant"), 390 },
	{ STR_INIT("Jpan"), 545 }, { STR_INIT("Kore"), 560 },
	{ STR_INIT("Thai"), 950 }, { STR_INIT("Latn"), 1130 },
};

#define OTHER_DENSITY 1050

static unsigned
density(struct str locale, struct str script)
{
	if (str_starts(locale, STR("en")))
		return 1000;
	for (size_t i = 0; i < sizeof(densities) / sizeof(*densities); i++)
		if (str_eq(densities[i].script, script))
			return densities[i].permille;
	return OTHER_DENSITY;
}

void
align_model_init(struct align_model *model, struct str source_locale,
		 struct str target_locale)
{
	struct arena arena = { 0 };
	struct str source = locale_script(&arena, source_locale);
	struct str target = locale_script(&arena, target_locale);

	*model = (struct align_model){
		.prior_permille = density(target_locale, target) * 1000 /
				  density(source_locale, source),
		.latin = str_eq(target, STR("Latn")),
	};
	arena_release(&arena);
}

static bool
same_shape(const struct page *a, size_t i, const struct page *b, size_t j)
{
	const struct slot *x = &a->slots[i], *y = &b->slots[j];

	return x->kind == y->kind && x->leaf->level == y->leaf->level &&
	       (codec_is_prose(x->kind) ||
		str_eq(x->leaf->name, y->leaf->name)) &&
	       evidence_place(a, x) == evidence_place(b, y);
}

/* The first slot behind the front matter, whose keys may differ. */
static size_t
body_begin(const struct page *page)
{
	size_t i = 0;

	while (i < page->n && page->slots[i].kind == MD_MATTER)
		i++;
	return i;
}

bool
align_runs_parallel(const struct page *a, const struct page *b)
{
	size_t i = body_begin(a), j = body_begin(b);

	if (a->n - i != b->n - j)
		return false;
	for (; i < a->n; i++, j++)
		if (!same_shape(a, i, b, j))
			return false;
	return true;
}

void
align_learn(struct align_model *model, const struct page *source,
	    const struct page *target)
{
	size_t i = body_begin(source), j = body_begin(target);

	if (!align_runs_parallel(source, target))
		return;
	for (; i < source->n; i++, j++) {
		const struct slot *a = &source->slots[i];
		const struct slot *b = &target->slots[j];
		unsigned long long s, t;

		if (!a->required || !b->required || !codec_is_prose(a->kind) ||
		    str_eq(a->text, b->text))
			continue;
		s = (unsigned long long)evidence_length(source, a);
		t = (unsigned long long)evidence_length(target, b);
		if (!s || !t)
			continue;
		model->n++;
		model->source_chars += s;
		model->target_chars += t;
		model->squares += ALIGN_SQUARES_SCALE * t * t / s;
	}
}

/* ---- pairs ---- */

static const char *const doubts[] = {
	[ALIGN_NO_DOUBT] = N_("nothing speaks against it"),
	[ALIGN_ALONE] = N_("it has no counterpart"),
	[ALIGN_OTHER_KIND] = N_("the kinds of text differ"),
	[ALIGN_OTHER_VALUE] = N_("the values have little in common"),
	[ALIGN_OTHER_PLACEABLES] = N_("links, code or other values differ"),
	[ALIGN_ODD_LENGTH] = N_("the length is unusual"),
	[ALIGN_NOT_ONE_TO_ONE] = N_("a text was split or joined"),
	[ALIGN_MOVED] = N_("the section stands elsewhere"),
	[ALIGN_NEIGHBOURS] = N_("a neighbour would fit as well"),
};

const char *
align_doubt_text(enum align_doubt doubt)
{
	return doubts[doubt];
}

static unsigned
confidence_of(int margin)
{
	int c;

	if (margin <= 0)
		return 0;
	if (margin < SURE_MARGIN)
		return (unsigned)(margin * ALIGN_SURE / SURE_MARGIN);
	c = margin > 1000 ? 1000 : ALIGN_SURE + (margin - SURE_MARGIN) * SURER;
	return c < 1000 ? (unsigned)c : 1000;
}

/*
 * Doubt the pairs in stretches where length after length is unusual: two texts
 * of the same form, one in the place of the other.
 */
static void
doubt_stretches(const struct evidence *ev, const struct path *path,
		struct align_pair *pairs, struct arena *arena)
{
	long *sum = arena_array(arena, path->n + 1, sizeof(*sum));

	for (size_t i = 0; i < path->n; i++) {
		const struct path_step *step = &path->steps[i];

		sum[i + 1] = sum[i];
		if (step->n_s == 1 && step->n_t == 1)
			sum[i + 1] += evidence_text(ev, step->s, step->t);
	}
	for (size_t i = 0; i < path->n; i++) {
		size_t begin = i > NEIGHBOURS ? i - NEIGHBOURS : 0;
		size_t end = i + NEIGHBOURS + 1;

		if (end > path->n)
			end = path->n;
		if (!align_is_one_to_one(&pairs[i]) ||
		    !align_is_sure(&pairs[i]))
			continue;
		if ((sum[end] - sum[begin] < NEIGHBOURS_MIN &&
		     sum[i + 1] - sum[i] < OWN_MIN) ||
		    evidence_tokens(ev, pairs[i].source, pairs[i].target) <=
			    AGAINST)
			pairs[i].confidence = ALIGN_SURE - 1;
	}
}

static enum align_doubt
doubt_of(const struct evidence *ev, const struct align_pair *pair)
{
	enum align_doubt own;

	if (!pair->n_source || !pair->n_target)
		return ALIGN_ALONE;
	if (align_is_sure(pair))
		return ALIGN_NO_DOUBT;
	if (!align_is_one_to_one(pair))
		return ALIGN_NOT_ONE_TO_ONE;
	own = evidence_doubt(ev, pair->source, pair->target);
	if (own != ALIGN_NO_DOUBT)
		return own;
	return pair->moved ? ALIGN_MOVED : ALIGN_NEIGHBOURS;
}

static bool
is_copied(const struct page *source, const struct page *target,
	  const struct align_pair *pair)
{
	return align_is_one_to_one(pair) &&
	       source->slots[pair->source].required &&
	       str_eq(source->slots[pair->source].text,
		      target->slots[pair->target].text);
}

void
align_pages(const struct page *source, const struct page *target,
	    const struct align_model *model, struct arena *arena,
	    struct alignment *out)
{
	struct arena scratch = { 0 };
	struct evidence ev;
	struct path path = { 0 };

	*out = (struct alignment){ 0 };
	evidence_init(&ev, source, target, model, &scratch);
	cut_path(&ev, path_slots((struct span){ 0, ev.n }, &scratch),
		 path_slots((struct span){ 0, ev.m }, &scratch), &scratch,
		 &path);
	move_sections(&ev, &scratch, &path);
	out->pairs = arena_array(arena, path.n + 1, sizeof(*out->pairs));
	out->cap = path.n + 1;
	for (size_t i = 0; i < path.n; i++) {
		const struct path_step *step = &path.steps[i];
		struct align_pair *pair = &out->pairs[out->n++];

		*pair = (struct align_pair){
			.source = step->s,
			.n_source = step->n_s,
			.target = step->t,
			.n_target = step->n_t,
			.confidence = confidence_of(step->margin),
			.moved = step->moved,
		};
	}
	doubt_stretches(&ev, &path, out->pairs, &scratch);
	for (size_t i = 0; i < out->n; i++) {
		out->pairs[i].doubt = doubt_of(&ev, &out->pairs[i]);
		out->pairs[i].copied =
			is_copied(source, target, &out->pairs[i]);
	}
	arena_release(&scratch);
}
