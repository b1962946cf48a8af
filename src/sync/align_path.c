/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/align_path.h"

#include <stdint.h>

#define NEVER (-1000000000)
#define BAND_MIN 8
#define OWN_EVIDENCE 24 /* of a pair: a value that stands once */

/* How a path came to a cell: a stretch that is left alone costs less a slot. */
enum state { PAIRED, ALONE_S, ALONE_T, N_STATES };

/*
 * Cell (i, j) is where i source and j target slots are behind; in row i there
 * are those with |j - middle(i)| <= k.
 */
struct cell {
	int32_t forward[N_STATES], backward[N_STATES];
	/* of the pairs that end here: 1:1, 1:2, 2:1 */
	int16_t pair, split, join;
};

struct grid {
	const struct evidence *ev;
	const size_t *s, *t; /* slots */
	size_t n, m;	     /* numbers of them */
	size_t k, width;
	struct span *rows; /* the cells of each row */
	struct cell *cells;
	struct cell outside; /* what no path reaches */
};

static size_t
row_begin(const struct grid *g, size_t i)
{
	return g->rows[i].begin;
}

static size_t
row_end(const struct grid *g, size_t i)
{
	return g->rows[i].end;
}

static void
set_rows(struct grid *g, struct arena *arena)
{
	g->rows = arena_array(arena, g->n + 1, sizeof(*g->rows));
	for (size_t i = 0; i <= g->n; i++) {
		size_t middle = g->n ? i * g->m / g->n : 0;
		size_t end = middle + g->k + 1;

		g->rows[i].begin = middle > g->k ? middle - g->k : 0;
		g->rows[i].end = end < g->m + 1 ? end : g->m + 1;
	}
}

/* The cell `back_i` up and `back_j` left of (i, j), or the one outside. */
static const struct cell *
behind(const struct grid *g, size_t i, size_t j, size_t back_i, size_t back_j)
{
	size_t begin;

	if (back_i > i || back_j > j)
		return &g->outside;
	i -= back_i;
	j -= back_j;
	begin = row_begin(g, i);
	if (j < begin || j >= row_end(g, i))
		return &g->outside;
	return &g->cells[i * g->width + (j - begin)];
}

static struct cell *
cell_at(const struct grid *g, size_t i, size_t j)
{
	return &g->cells[i * g->width + (j - row_begin(g, i))];
}

static const struct cell *
ahead(const struct grid *g, size_t i, size_t j)
{
	if (i > g->n || j > g->m)
		return &g->outside;
	return behind(g, i, j, 0, 0);
}

static int
max(int a, int b)
{
	return a > b ? a : b;
}

static int
best_of(const int32_t value[N_STATES])
{
	return max(value[PAIRED], max(value[ALONE_S], value[ALONE_T]));
}

/* The best way to leave one slot alone, coming from a cell. */
static int
come_alone(const struct feature *f, const int32_t from[N_STATES],
	   enum state state)
{
	int begin = from[PAIRED];

	for (int s = ALONE_S; s < N_STATES; s++)
		if (s != (int)state)
			begin = max(begin, from[s]);
	return max(begin + evidence_alone(f, true),
		   from[state] + evidence_alone(f, false));
}

/* Scores of the pairs that end in (i, j). */
static void
score_cell(const struct grid *g, size_t i, size_t j, struct cell *c)
{
	size_t s, t;

	c->pair = c->split = c->join = EVIDENCE_NEVER;
	if (!i || !j)
		return;
	s = g->s[i - 1];
	t = g->t[j - 1];
	c->pair = (int16_t)evidence_pair(g->ev, s, t);
	if (j > 1 && g->t[j - 2] + 1 == t)
		c->split = (int16_t)evidence_split(g->ev, s, t - 1);
	if (i > 1 && g->s[i - 2] + 1 == s)
		c->join = (int16_t)evidence_join(g->ev, s - 1, t);
}

static int
add(int score, int pair)
{
	return pair == EVIDENCE_NEVER ? NEVER : max(score + pair, NEVER);
}

static void
forward_cell(const struct grid *g, size_t i, size_t j)
{
	struct cell *c = cell_at(g, i, j);
	int paired = i || j ? NEVER : 0;

	score_cell(g, i, j, c);
	paired = max(paired,
		     add(best_of(behind(g, i, j, 1, 1)->forward), c->pair));
	paired = max(paired,
		     add(best_of(behind(g, i, j, 1, 2)->forward), c->split));
	paired = max(paired,
		     add(best_of(behind(g, i, j, 2, 1)->forward), c->join));
	c->forward[PAIRED] = paired;
	c->forward[ALONE_S] = c->forward[ALONE_T] = NEVER;
	if (i)
		c->forward[ALONE_S] =
			max(NEVER, come_alone(&g->ev->s[g->s[i - 1]],
					      behind(g, i, j, 1, 0)->forward,
					      ALONE_S));
	if (j)
		c->forward[ALONE_T] =
			max(NEVER, come_alone(&g->ev->t[g->t[j - 1]],
					      behind(g, i, j, 0, 1)->forward,
					      ALONE_T));
}

/* How a path ends best that is in (i, j), by how it came there. */
static void
backward_cell(const struct grid *g, size_t i, size_t j)
{
	struct cell *c = cell_at(g, i, j);
	const struct cell *pair = ahead(g, i + 1, j + 1);
	const struct cell *split = ahead(g, i + 1, j + 2);
	const struct cell *join = ahead(g, i + 2, j + 1);
	int on = i == g->n && j == g->m ? 0 : NEVER;

	on = max(on, add(pair->backward[PAIRED], pair->pair));
	on = max(on, add(split->backward[PAIRED], split->split));
	on = max(on, add(join->backward[PAIRED], join->join));
	for (int s = 0; s < N_STATES; s++) {
		int best = on;

		if (i < g->n)
			best = max(best,
				   ahead(g, i + 1, j)->backward[ALONE_S] +
					   evidence_alone(&g->ev->s[g->s[i]],
							  s != ALONE_S));
		if (j < g->m)
			best = max(best,
				   ahead(g, i, j + 1)->backward[ALONE_T] +
					   evidence_alone(&g->ev->t[g->t[j]],
							  s != ALONE_T));
		c->backward[s] = max(best, NEVER);
	}
}

static void
fill_grid(const struct grid *g)
{
	for (size_t i = 0; i <= g->n; i++)
		for (size_t j = row_begin(g, i); j < row_end(g, i); j++)
			forward_cell(g, i, j);
	for (size_t i = g->n + 1; i-- > 0;)
		for (size_t j = row_end(g, i); j-- > row_begin(g, i);)
			backward_cell(g, i, j);
}

/* ---- the path ---- */

static enum state
state_of(const int32_t value[N_STATES])
{
	int best = best_of(value);

	return value[PAIRED] == best  ? PAIRED :
	       value[ALONE_S] == best ? ALONE_S :
					ALONE_T;
}

static void
step_back(const struct grid *g, size_t i, size_t j, enum state *state,
	  struct path_step *step)
{
	const struct cell *c = cell_at(g, i, j), *from;
	int score = c->forward[*state];

	*step = (struct path_step){ .n_s = 1, .n_t = 1 };
	if (*state != PAIRED) {
		bool s = *state == ALONE_S;
		const struct feature *f =
			s ? &g->ev->s[g->s[i - 1]] : &g->ev->t[g->t[j - 1]];

		step->n_s = s;
		step->n_t = !s;
		from = behind(g, i, j, step->n_s, step->n_t);
		if (from->forward[*state] + evidence_alone(f, false) != score) {
			struct cell other = *from;

			other.forward[*state] = NEVER;
			*state = state_of(other.forward);
		}
		return;
	}
	if (add(best_of(behind(g, i, j, 1, 1)->forward), c->pair) != score) {
		step->n_t += add(best_of(behind(g, i, j, 1, 2)->forward),
				 c->split) == score;
		step->n_s += step->n_t == 1;
	}
	*state = state_of(behind(g, i, j, step->n_s, step->n_t)->forward);
}

/* Does the path come so near to the edge of the band that it may be cut off? */
static bool
is_near_edge(const struct grid *g, size_t i, size_t j)
{
	size_t begin = row_begin(g, i), end = row_end(g, i);

	return (begin > 0 && j < begin + 4) || (end <= g->m && j + 4 >= end);
}

/* Append the steps; false where the band may have been too narrow. */
static bool
trace(const struct grid *g, struct arena *arena, struct path *out)
{
	size_t i = g->n, j = g->m, begin = out->n;
	enum state state = state_of(cell_at(g, i, j)->forward);
	bool inside = true;

	while (i || j) {
		struct path_step step;

		inside = inside && !is_near_edge(g, i, j);
		step_back(g, i, j, &state, &step);
		i -= step.n_s;
		j -= step.n_t;
		step.s = i;
		step.t = j;
		ARENA_PUSH(arena, out->steps, out->n, out->cap, step);
	}
	for (size_t a = begin, b = out->n; a + 1 < b; a++, b--) {
		struct path_step swap = out->steps[a];

		out->steps[a] = out->steps[b - 1];
		out->steps[b - 1] = swap;
	}
	return inside;
}

/* ---- margins ---- */

/* For each slot: the step of the path that holds it, the best path without. */
struct rivals {
	const struct path_step **step;
	int *other;
};

struct margins {
	struct rivals s, t;
	const struct grid *g;
};

static void
rivals_init(struct rivals *r, size_t n, struct arena *arena)
{
	r->step = arena_array(arena, n + 1, sizeof(*r->step));
	r->other = arena_array(arena, n + 1, sizeof(*r->other));
	for (size_t i = 0; i <= n; i++)
		r->other[i] = NEVER;
}

/*
 * A path of this score has a step with n_s slots before i and n_t before j. To
 * be alone is the same wherever.
 */
static void
see_step(struct margins *mg, size_t i, size_t j, size_t n_s, size_t n_t,
	 int score)
{
	size_t s = i - n_s, t = j - n_t;

	for (size_t k = i - n_s; k < i; k++) {
		const struct path_step *own = mg->s.step[k];

		if (own->n_s != n_s || own->n_t != n_t ||
		    (n_t && (own->s != s || own->t != t)))
			mg->s.other[k] = max(mg->s.other[k], score);
	}
	for (size_t k = j - n_t; k < j; k++) {
		const struct path_step *own = mg->t.step[k];

		if (own->n_s != n_s || own->n_t != n_t ||
		    (n_s && (own->s != s || own->t != t)))
			mg->t.other[k] = max(mg->t.other[k], score);
	}
}

static void
see_cell(struct margins *mg, size_t i, size_t j)
{
	const struct grid *g = mg->g;
	const struct cell *c = cell_at(g, i, j);
	int after = c->backward[PAIRED];

	if (c->pair > EVIDENCE_NEVER)
		see_step(mg, i, j, 1, 1,
			 best_of(behind(g, i, j, 1, 1)->forward) + c->pair +
				 after);
	if (c->split > EVIDENCE_NEVER)
		see_step(mg, i, j, 1, 2,
			 best_of(behind(g, i, j, 1, 2)->forward) + c->split +
				 after);
	if (c->join > EVIDENCE_NEVER)
		see_step(mg, i, j, 2, 1,
			 best_of(behind(g, i, j, 2, 1)->forward) + c->join +
				 after);
	if (i)
		see_step(mg, i, j, 1, 0,
			 c->forward[ALONE_S] + c->backward[ALONE_S]);
	if (j)
		see_step(mg, i, j, 0, 1,
			 c->forward[ALONE_T] + c->backward[ALONE_T]);
}

static void
set_margins(const struct grid *g, struct path_step *steps, size_t n,
	    struct arena *arena)
{
	struct margins mg = { .g = g };
	int total = best_of(cell_at(g, g->n, g->m)->forward);

	rivals_init(&mg.s, g->n, arena);
	rivals_init(&mg.t, g->m, arena);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < steps[i].n_s; k++)
			mg.s.step[steps[i].s + k] = &steps[i];
		for (size_t k = 0; k < steps[i].n_t; k++)
			mg.t.step[steps[i].t + k] = &steps[i];
	}
	for (size_t i = 0; i <= g->n; i++)
		for (size_t j = row_begin(g, i); j < row_end(g, i); j++)
			see_cell(&mg, i, j);
	for (size_t i = 0; i < n; i++) {
		int other = NEVER;

		if (steps[i].n_s)
			other = mg.s.other[steps[i].s];
		if (steps[i].n_t)
			other = max(other, mg.t.other[steps[i].t]);
		steps[i].margin = total - other;
	}
}

/* The widest band that the cells allow; a path always fits into it. */
static size_t
widest_band(const struct grid *g)
{
	size_t width = ALIGN_MAX_CELLS / (g->n + 1);
	size_t jump = g->m / (g->n + 1) + 2;

	return width / 2 > jump ? width / 2 : jump;
}

struct path_slots
path_slots(struct span at, struct arena *arena)
{
	struct path_slots out = { .n = at.end - at.begin };

	out.items = arena_array(arena, out.n + 1, sizeof(*out.items));
	for (size_t i = 0; i < out.n; i++)
		out.items[i] = at.begin + i;
	return out;
}

/* The slot of index i, or what stands behind the last one. */
static size_t
slot_of(const struct path_slots *slots, size_t i)
{
	if (i < slots->n)
		return slots->items[i];
	return slots->n ? slots->items[slots->n - 1] + 1 : 0;
}

/* Is it a pair whatever its neighbours are? */
static bool
stands_alone(const struct evidence *ev, const struct path_step *step)
{
	return step->n_s == 1 && step->n_t == 1 &&
	       evidence_tokens(ev, step->s, step->t) >= OWN_EVIDENCE;
}

void
path_find(const struct evidence *ev, struct path_slots s, struct path_slots t,
	  struct arena *arena, struct path *out)
{
	struct grid g = {
		.ev = ev, .s = s.items, .t = t.items, .n = s.n, .m = t.n
	};
	size_t shift = g.n > g.m ? g.n - g.m : g.m - g.n;
	size_t begin = out->n, widest = widest_band(&g);
	struct arena scratch = { 0 };
	bool inside, done;

	if (!s.n && !t.n)
		return;
	for (int st = 0; st < N_STATES; st++)
		g.outside.forward[st] = g.outside.backward[st] = NEVER;
	g.outside.pair = g.outside.split = g.outside.join = EVIDENCE_NEVER;
	g.k = shift + BAND_MIN < widest ? shift + BAND_MIN : widest;
	do {
		arena_clear(&scratch);
		out->n = begin;
		g.width = 2 * g.k + 1 < g.m + 1 ? 2 * g.k + 1 : g.m + 1;
		g.cells = arena_array(&scratch, (g.n + 1) * g.width,
				      sizeof(*g.cells));
		set_rows(&g, &scratch);
		fill_grid(&g);
		inside = trace(&g, arena, out);
		done = inside || g.k == widest;
		if (!done)
			g.k = 2 * g.k < widest ? 2 * g.k : widest;
	} while (!done);
	set_margins(&g, out->steps + begin, out->n - begin, &scratch);
	for (size_t i = begin; i < out->n; i++) {
		struct path_step *step = &out->steps[i];

		step->s = slot_of(&s, step->s);
		step->t = slot_of(&t, step->t);
		if (!inside && !stands_alone(ev, step) &&
		    step->margin > PATH_CUT_OFF)
			step->margin = PATH_CUT_OFF;
	}
	arena_release(&scratch);
}
