/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/align_move.h"

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
	struct arena *arena;   /* of the steps */
	struct arena *scratch; /* of the round */
	struct path *path;
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

/* Put the steps in the place of the lonely ones that they make pairs of. */
static void
replace_steps(struct mover *mv, const struct path *moved)
{
	const struct path_step **of_s =
		arena_array(mv->scratch, mv->ev->n + 1, sizeof(*of_s));
	struct path old = *mv->path, *out = mv->path;

	for (size_t i = 0; i < moved->n; i++) {
		const struct path_step *step = &moved->steps[i];

		for (size_t k = 0; step->n_s && step->n_t && k < step->n_s; k++)
			of_s[step->s + k] = step;
		for (size_t k = 0; step->n_s && k < step->n_t; k++)
			mv->alone_t[step->t + k] = false;
	}
	*out = (struct path){ 0 };
	for (size_t i = 0; i < old.n; i++) {
		struct path_step step = old.steps[i];

		if (!step.n_s && !mv->alone_t[step.t])
			continue;
		if (!step.n_t && of_s[step.s]) {
			if (of_s[step.s]->s != step.s)
				continue;
			step = *of_s[step.s];
			step.moved = true;
		}
		ARENA_PUSH(mv->arena, out->steps, out->n, out->cap, step);
	}
}

/* One round: pair the runs that belong together. True: some do. */
static bool
move_round(struct mover *mv)
{
	struct path moved = { 0 };

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
				path_find(mv->ev, mv->s.items[r],
					  mv->t.items[q], mv->scratch, &moved);
	if (moved.n)
		replace_steps(mv, &moved);
	return moved.n > 0;
}

void
move_sections(const struct evidence *ev, struct arena *arena, struct path *path)
{
	struct arena scratch = { 0 };
	struct mover mv = {
		.ev = ev, .arena = arena, .scratch = &scratch, .path = path
	};

	for (size_t i = 0; i < ROUNDS && move_round(&mv); i++)
		arena_clear(&scratch);
	arena_release(&scratch);
}
