/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/align_move.h"

#include "sync/align_cut.h"

#include <stdlib.h>

enum {
	ROUNDS = 4,
	RUNS_MAX = 400,	  /* beyond that the pages are no translations */
	MOVE_MIN = 48,	  /* two values that stand nowhere else */
	UNIQUE_WEIGHT = 8 /* of a token that stands once on both pages */
};

#define NO_RUN ((size_t)-1)

/* Slots in a row, from a heading on, that are alone. */
struct runs {
	struct span *items;
	size_t n, cap;
	size_t *of_id; /* for each token: the run that holds it, or NO_RUN */
};

struct mover {
	const struct evidence *ev;
	struct arena *arena;   /* of the pages */
	struct arena *scratch; /* of the round */
	struct path *path;     /* all but what moved */
	struct path moved;
	bool *gone_s, *gone_t;	 /* moved, by slot */
	bool *alone_s, *alone_t; /* by slot */
	struct runs s, t;
	long *votes; /* s.n x t.n */
};

static void
mark_alone(struct mover *mv)
{
	const struct path *path = mv->path;

	mv->alone_s = arena_array(mv->scratch, mv->ev->n + 1, sizeof(bool));
	mv->alone_t = arena_array(mv->scratch, mv->ev->m + 1, sizeof(bool));
	for (size_t i = 0; i < path->n; i++) {
		const struct path_step *step = &path->steps[i];

		if (!step->n_t)
			mv->alone_s[step->s] = true;
		if (!step->n_s)
			mv->alone_t[step->t] = true;
	}
}

static void
find_runs(struct mover *mv, const struct feature *f, size_t n,
	  const bool *alone, struct runs *out)
{
	*out = (struct runs){ 0 };
	for (size_t i = 0; i < n;) {
		size_t begin = i;

		if (!alone[i] || f[i].kind != MD_HEADING) {
			i++;
			continue;
		}
		while (i < n && alone[i])
			i++;
		ARENA_PUSH(mv->scratch, out->items, out->n, out->cap,
			   ((struct span){ begin, i }));
	}
}

/* Which run holds each token that stands once; NO_RUN where it stands twice. */
static void
own_tokens(struct mover *mv, const struct feature *f, struct runs *runs)
{
	size_t n_ids = mv->ev->n_ids;
	bool *seen = arena_array(mv->scratch, n_ids, sizeof(*seen));

	runs->of_id = arena_array(mv->scratch, n_ids, sizeof(*runs->of_id));
	for (size_t id = 0; id < n_ids; id++)
		runs->of_id[id] = NO_RUN;
	for (size_t r = 0; r < runs->n; r++)
		for (size_t i = runs->items[r].begin; i < runs->items[r].end;
		     i++)
			for (size_t k = 0; k < f[i].tokens.n; k++) {
				size_t id = f[i].tokens.items[k].id;

				runs->of_id[id] = seen[id] ? NO_RUN : r;
				seen[id] = true;
			}
}

static void
count_votes(struct mover *mv)
{
	const struct feature *f = mv->ev->s;

	mv->votes = arena_array(mv->scratch, mv->s.n * mv->t.n + 1,
				sizeof(*mv->votes));
	for (size_t r = 0; r < mv->s.n; r++)
		for (size_t i = mv->s.items[r].begin; i < mv->s.items[r].end;
		     i++)
			for (size_t k = 0; k < f[i].tokens.n; k++) {
				const struct evidence_token *token =
					&f[i].tokens.items[k];
				size_t to = mv->t.of_id[token->id];

				if (token->weight >= UNIQUE_WEIGHT &&
				    to != NO_RUN && mv->s.of_id[token->id] == r)
					mv->votes[r * mv->t.n + to] +=
						token->weight;
			}
}

/* Is the pair of runs twice as likely as any other of either? */
static bool
is_best(const struct mover *mv, size_t r, size_t q)
{
	long votes = mv->votes[r * mv->t.n + q];

	if (votes < MOVE_MIN)
		return false;
	for (size_t k = 0; k < mv->t.n; k++)
		if (k != q && 2 * mv->votes[r * mv->t.n + k] > votes)
			return false;
	for (size_t k = 0; k < mv->s.n; k++)
		if (k != r && 2 * mv->votes[k * mv->t.n + q] > votes)
			return false;
	return true;
}

/* Keep the pairs among the steps from `begin` on; mark their slots. */
static void
keep_pairs(struct mover *mv, size_t begin)
{
	struct path *moved = &mv->moved;
	size_t n = begin;

	for (size_t i = begin; i < moved->n; i++) {
		struct path_step step = moved->steps[i];

		if (!step.n_s || !step.n_t)
			continue;
		for (size_t k = 0; k < step.n_s; k++)
			mv->gone_s[step.s + k] = true;
		for (size_t k = 0; k < step.n_t; k++)
			mv->gone_t[step.t + k] = true;
		step.moved = true;
		moved->steps[n++] = step;
	}
	moved->n = n;
}

static struct path_slots
others(const bool *gone, size_t n, struct arena *arena)
{
	struct path_slots out = { 0 };

	out.items = arena_array(arena, n + 1, sizeof(*out.items));
	for (size_t i = 0; i < n; i++)
		if (!gone[i])
			out.items[out.n++] = i;
	return out;
}

/* One round: pair the runs that belong together. True: some do. */
static bool
move_round(struct mover *mv)
{
	size_t begin = mv->moved.n;

	mark_alone(mv);
	find_runs(mv, mv->ev->s, mv->ev->n, mv->alone_s, &mv->s);
	find_runs(mv, mv->ev->t, mv->ev->m, mv->alone_t, &mv->t);
	if (!mv->s.n || !mv->t.n || mv->s.n > RUNS_MAX || mv->t.n > RUNS_MAX)
		return false;
	own_tokens(mv, mv->ev->s, &mv->s);
	own_tokens(mv, mv->ev->t, &mv->t);
	count_votes(mv);
	for (size_t r = 0; r < mv->s.n; r++)
		for (size_t q = 0; q < mv->t.n; q++)
			if (is_best(mv, r, q))
				cut_path(mv->ev,
					 path_slots(mv->s.items[r], mv->arena),
					 path_slots(mv->t.items[q], mv->arena),
					 mv->arena, &mv->moved);
	keep_pairs(mv, begin);
	if (mv->moved.n == begin)
		return false;
	*mv->path = (struct path){ 0 };
	cut_path(mv->ev, others(mv->gone_s, mv->ev->n, mv->arena),
		 others(mv->gone_t, mv->ev->m, mv->arena), mv->arena, mv->path);
	return true;
}

static int
compare_steps(const void *a, const void *b)
{
	const struct path_step *x = a, *y = b;

	return x->s < y->s ? -1 : x->s > y->s;
}

/* The steps that moved among the others, in the order of the source. */
static void
merge_steps(struct mover *mv)
{
	struct path rest = *mv->path, *out = mv->path;
	const struct path *moved = &mv->moved;
	size_t k = 0;

	*out = (struct path){ 0 };
	if (moved->n)
		qsort(moved->steps, moved->n, sizeof(*moved->steps),
		      compare_steps);
	for (size_t i = 0; i < rest.n; i++) {
		for (; rest.steps[i].n_s && k < moved->n &&
		       moved->steps[k].s < rest.steps[i].s;
		     k++)
			ARENA_PUSH(mv->arena, out->steps, out->n, out->cap,
				   moved->steps[k]);
		ARENA_PUSH(mv->arena, out->steps, out->n, out->cap,
			   rest.steps[i]);
	}
	for (; k < moved->n; k++)
		ARENA_PUSH(mv->arena, out->steps, out->n, out->cap,
			   moved->steps[k]);
}

void
move_sections(const struct evidence *ev, struct arena *arena, struct path *path)
{
	struct arena scratch = { 0 };
	struct mover mv = {
		.ev = ev, .arena = arena, .scratch = &scratch, .path = path
	};

	mv.gone_s = arena_array(arena, ev->n + 1, sizeof(*mv.gone_s));
	mv.gone_t = arena_array(arena, ev->m + 1, sizeof(*mv.gone_t));
	for (size_t i = 0; i < ROUNDS && move_round(&mv); i++)
		arena_clear(&scratch);
	if (mv.moved.n)
		merge_steps(&mv);
	arena_release(&scratch);
}
