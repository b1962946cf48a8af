/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz - random numbers and texts for tests, and how long to run: without
 * FUZZ_SECONDS a short run, the same each time; FUZZ_SEED=N begins elsewhere.
 */
#ifndef CALQUE_TESTS_FUZZ_H
#define CALQUE_TESTS_FUZZ_H

#include "base/buf.h"

#include <stdlib.h>
#include <time.h>

#define FUZZ_LAWS_MAX 8
#define FUZZ_COUNTS_MAX 4

#define FUZZ_COUNT(a) (sizeof(a) / sizeof(*(a)))

struct fuzz {
	unsigned long long state;
	time_t end;	 /* 0: count the runs */
	size_t n, limit; /* runs done, runs of a short run */
	/* of a target (target.h): */
	size_t faults[FUZZ_LAWS_MAX], n_faults;
	size_t counts[FUZZ_COUNTS_MAX];
	void *own; /* what its open() made */
};

static inline void
fuzz_init(struct fuzz *f, size_t short_run)
{
	const char *seconds = getenv("FUZZ_SECONDS");
	const char *seed = getenv("FUZZ_SEED");

	f->limit = short_run;
	f->state =
		(seed ? strtoull(seed, NULL, 10) : 7) * 0x9e3779b97f4a7c15ULL +
		1;
	f->end = seconds ? time(NULL) + atoi(seconds) : 0;
}

/* Once more? The caller counts n. */
static inline bool
fuzz_goes_on(const struct fuzz *f)
{
	return f->end ? time(NULL) < f->end : f->n < f->limit;
}

/* A number below n: xorshift64*, the same row on every machine. */
static inline size_t
fuzz_below(struct fuzz *f, size_t n)
{
	f->state ^= f->state >> 12;
	f->state ^= f->state << 25;
	f->state ^= f->state >> 27;
	return (size_t)((f->state * 2685821657736338717ULL) >> 33) % n;
}

/* A row of up to `max` pieces. */
static inline void
fuzz_pieces(struct fuzz *f, const struct str *pieces, size_t n, size_t max,
	    struct buf *out)
{
	size_t count = 1 + fuzz_below(f, max);

	while (count--)
		buf_add(out, pieces[fuzz_below(f, n)]);
}

/* Change some bytes: flip, cut, double, or put in a piece. */
static inline void
fuzz_mutate(struct fuzz *f, const struct str *pieces, size_t n,
	    struct buf *text)
{
	struct buf out = { 0 };
	struct str s = buf_str(text);
	size_t at = fuzz_below(f, s.n + 1);
	size_t end = at + fuzz_below(f, 12);

	buf_add(&out, str_sub(s, 0, at));
	switch (fuzz_below(f, 4)) {
	case 0:
		buf_add_byte(&out, (char)fuzz_below(f, 256));
		buf_add(&out, str_from(s, at + 1));
		break;
	case 1:
		buf_add(&out, str_from(s, end));
		break;
	case 2:
		buf_add(&out, str_sub(s, at, end));
		buf_add(&out, str_from(s, at));
		break;
	default:
		buf_add(&out, pieces[fuzz_below(f, n)]);
		buf_add(&out, str_from(s, at));
	}
	buf_release(text);
	*text = out;
}

#endif
