/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * workers - the items of a job, spread over threads.
 *
 * Items are worked on in any order, and finished one after the other in theirs:
 * what `finish` says and writes is the same with any number of workers. Few
 * items wait to be finished at any time, however many there are. One worker is
 * the caller's own thread.
 */
#ifndef CALQUE_BASE_WORKERS_H
#define CALQUE_BASE_WORKERS_H

#include <stddef.h>

#define WORKERS_MAX 64

struct workers_job {
	size_t n;	  /* items */
	size_t n_workers; /* from 1 on; those above WORKERS_MAX are left out */
	void *ctx;
	/* two calls never run at once for the same worker, from 0 on */
	void (*work)(void *ctx, size_t item, size_t worker);
	/* on the caller's thread, in the order of the items */
	void (*finish)(void *ctx, size_t item);
};

void workers_run(const struct workers_job *job);

/* As many as there are processors. */
size_t workers_default(void);

#endif
