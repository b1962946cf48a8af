/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/workers.h"

#include "unit/tap.h"

#include <stdatomic.h>

#define N_ITEMS 2000

struct tally {
	atomic_int worked[N_ITEMS];
	atomic_bool busy[WORKERS_MAX];
	atomic_size_t n_worked;
	atomic_size_t n_finished;
	atomic_size_t most_ahead;
	atomic_bool shared, in_order, undone;
};

static void
work(void *ctx, size_t item, size_t worker)
{
	struct tally *t = ctx;
	size_t ahead;

	if (worker >= WORKERS_MAX || atomic_exchange(&t->busy[worker], true))
		t->shared = true;
	for (volatile unsigned i = 0; i < (item % 7) * 300; i++)
		continue;
	t->worked[item]++;
	ahead = ++t->n_worked - t->n_finished;
	if (ahead > t->most_ahead)
		t->most_ahead = ahead;
	t->busy[worker] = false;
}

static void
finish(void *ctx, size_t item)
{
	struct tally *t = ctx;

	if (t->worked[item] != 1)
		t->undone = true;
	if (t->n_finished++ != item)
		t->in_order = false;
}

static void
check(size_t n, size_t n_workers, const char *what)
{
	static struct tally t;
	struct workers_job job = { .n = n,
				   .n_workers = n_workers,
				   .ctx = &t,
				   .work = work,
				   .finish = finish };

	memset(&t, 0, sizeof(t));
	t.in_order = true;
	workers_run(&job);
	ok(t.n_finished == n && t.n_worked == n && t.in_order && !t.undone &&
		   !t.shared,
	   what);
}

int
main(void)
{
	static struct tally t = { .in_order = true };
	struct workers_job job = { .n = N_ITEMS,
				   .n_workers = 4,
				   .ctx = &t,
				   .work = work,
				   .finish = finish };

	ok(workers_default() >= 1 && workers_default() <= WORKERS_MAX,
	   "there is a processor");
	check(0, 4, "nothing to do");
	check(N_ITEMS, 1, "one worker: each item once, finished in order");
	check(N_ITEMS, 2, "two workers");
	check(N_ITEMS, 7, "seven workers");
	check(3, 7, "more workers than items");
	check(N_ITEMS, 1000, "more workers than there may be");
	workers_run(&job);
	ok(t.most_ahead < 200, "few items wait to be finished");
	return tap_done();
}
