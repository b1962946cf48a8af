/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/workers.h"

#include "base/die.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

/* So many items of each worker may wait for one that takes long. */
#define ITEMS_AHEAD 16

/* What the main thread has by default, whatever a library gives to others. */
#define STACK_BYTES ((size_t)8 << 20)

struct crew {
	const struct workers_job *job;
	pthread_mutex_t lock;
	pthread_cond_t done, room;
	size_t next;	 /* the item that is worked on next */
	size_t finished; /* so many are */
	size_t window;	 /* as many items as may be between the two */
	bool *is_done;	 /* of item % window */
};

struct worker {
	struct crew *crew;
	size_t number;
	pthread_t thread;
};

size_t
workers_default(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > WORKERS_MAX ? WORKERS_MAX : (size_t)n;
}

static void *
run_worker(void *arg)
{
	struct worker *w = arg;
	struct crew *crew = w->crew;
	const struct workers_job *job = crew->job;

	pthread_mutex_lock(&crew->lock);
	while (crew->next < job->n) {
		size_t item;

		if (crew->next >= crew->finished + crew->window) {
			pthread_cond_wait(&crew->room, &crew->lock);
			continue;
		}
		item = crew->next++;
		pthread_mutex_unlock(&crew->lock);
		job->work(job->ctx, item, w->number);
		pthread_mutex_lock(&crew->lock);
		crew->is_done[item % crew->window] = true;
		pthread_cond_signal(&crew->done);
	}
	pthread_mutex_unlock(&crew->lock);
	return NULL;
}

static void
finish_all(struct crew *crew)
{
	const struct workers_job *job = crew->job;

	for (size_t i = 0; i < job->n; i++) {
		bool *is_done = &crew->is_done[i % crew->window];

		pthread_mutex_lock(&crew->lock);
		while (!*is_done)
			pthread_cond_wait(&crew->done, &crew->lock);
		*is_done = false;
		pthread_mutex_unlock(&crew->lock);
		job->finish(job->ctx, i);
		pthread_mutex_lock(&crew->lock);
		crew->finished++;
		pthread_cond_broadcast(&crew->room);
		pthread_mutex_unlock(&crew->lock);
	}
}

/* As many as there can be: perhaps none. */
static size_t
start(struct crew *crew, struct worker *workers, size_t n)
{
	pthread_attr_t attr;
	size_t i = 0;

	if (pthread_attr_init(&attr) != 0)
		return 0;
	pthread_attr_setstacksize(&attr, STACK_BYTES);
	for (; i < n; i++) {
		workers[i] = (struct worker){ .crew = crew, .number = i };
		if (pthread_create(&workers[i].thread, &attr, run_worker,
				   &workers[i]) != 0)
			break;
	}
	pthread_attr_destroy(&attr);
	return i;
}

static void
run_alone(const struct workers_job *job)
{
	for (size_t i = 0; i < job->n; i++) {
		job->work(job->ctx, i, 0);
		job->finish(job->ctx, i);
	}
}

static void
run_spread(const struct workers_job *job, size_t n)
{
	struct worker workers[WORKERS_MAX];
	struct crew crew = { .job = job, .window = n * ITEMS_AHEAD };

	crew.is_done = calloc(crew.window, sizeof(*crew.is_done));
	if (!crew.is_done)
		die("out of memory");
	pthread_mutex_init(&crew.lock, NULL);
	pthread_cond_init(&crew.done, NULL);
	pthread_cond_init(&crew.room, NULL);
	n = start(&crew, workers, n);
	if (n)
		finish_all(&crew);
	else
		run_alone(job);
	for (size_t i = 0; i < n; i++)
		pthread_join(workers[i].thread, NULL);
	pthread_cond_destroy(&crew.room);
	pthread_cond_destroy(&crew.done);
	pthread_mutex_destroy(&crew.lock);
	free(crew.is_done);
}

void
workers_run(const struct workers_job *job)
{
	size_t n = job->n_workers < job->n ? job->n_workers : job->n;

	if (n > WORKERS_MAX)
		n = WORKERS_MAX;
	if (n > 1)
		run_spread(job, n);
	else
		run_alone(job);
}
