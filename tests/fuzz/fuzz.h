/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz - what all fuzz targets share, and the program around one.
 *
 * A target is one file that ends in its `fuzz_target`: what an input is, how a
 * random one is made, and the laws that each input is held to. It is a program
 * in two ways:
 *
 *   - in every build, TARGET [FILE...] checks the files; without any, those of
 *     tests/fuzz/found/TARGET (faults of the past), then random inputs: a short
 *     row, the same each time, or as many as FUZZ_SECONDS allows;
 *   - configured with --enable-fuzzing it is a libFuzzer program, which `make
 *     fuzz` runs with both sanitizers. Its mutations know the target's pieces,
 *     and now and then it begins with a random input anew.
 *
 * Whatever chance a check needs comes from its input, so that the file of an
 * input is all that is needed to see a fault again.
 */
#ifndef CALQUE_TESTS_FUZZ_H
#define CALQUE_TESTS_FUZZ_H

#include "base/file.h"
#include "unit/tap.h"

#include <dirent.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#define FUZZ_LAWS_MAX 8
#define FUZZ_COUNTS_MAX 4
#define FUZZ_SHOWN_MAX 5

struct fuzz {
	unsigned long long state;
	time_t end;	 /* 0: count the runs */
	size_t n, limit; /* runs done, runs of a short run */
	size_t faults[FUZZ_LAWS_MAX], n_faults;
	size_t counts[FUZZ_COUNTS_MAX];
	void *own; /* what the target's open() made */
};

struct fuzz_target {
	const char *name;
	const char *input; /* what an input is */
	size_t short_run;
	const struct str *pieces; /* what a mutation may put in */
	size_t n_pieces;
	/* ORDER of the target's enums; NULL ends them */
	const char *laws[FUZZ_LAWS_MAX + 1];
	const char *counts[FUZZ_COUNTS_MAX + 1];
	void (*open)(struct fuzz *f);	     /* before all; may be NULL */
	void (*judge)(const struct fuzz *f); /* a random run; may be NULL */
	/* put a random input into `input`, which may hold something */
	void (*make)(struct fuzz *f, struct buf *input);
	void (*check)(struct fuzz *f, struct str input);
};

#define FUZZ_COUNT(a) (sizeof(a) / sizeof(*(a)))

extern const struct fuzz_target fuzz_target;

/* ---- for targets ---- */

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

/* An input of several parts has this byte (file separator) between them. */
#define FUZZ_NEXT '\x1c'

/* The next part of an input; "" where there is none. */
static inline struct str
fuzz_part(struct str *rest)
{
	struct str part = STR("");

	str_split(rest, FUZZ_NEXT, &part);
	return part;
}

/* A law does not hold for the input: `text` shows where. */
static inline void
fuzz_fault(struct fuzz *f, size_t law, struct str text)
{
	f->n_faults++;
	if (f->faults[law]++ < FUZZ_SHOWN_MAX) {
		printf("# not: %s\n", fuzz_target.laws[law]);
		tap_print_bytes("text", text);
	}
}

/* ---- the program ---- */

static inline void
fuzz_input(struct fuzz *f, struct str input)
{
	unsigned long long state = f->state;
	size_t before = f->n_faults;

	f->state = str_hash(input) | 1;
	fuzz_target.check(f, input);
	f->state = state;
	f->n++;
	if (f->n_faults > before && before < FUZZ_SHOWN_MAX)
		tap_print_bytes("input", input);
}

#ifdef FUZZING

/* libFuzzer calls without a place for anything of ours. */
static struct fuzz fuzz_only = { .state = 1 };

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t n, size_t max,
			       unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t n, size_t max);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	if (fuzz_target.open)
		fuzz_target.open(&fuzz_only);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	fuzz_input(&fuzz_only, (struct str){ (const char *)data, n });
	if (fuzz_only.n_faults) {
		fflush(stdout);
		abort();
	}
	return 0;
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t n, size_t max, unsigned seed)
{
	struct fuzz f = { .state = seed * 0x9e3779b97f4a7c15ULL | 1 };
	struct buf text = { 0 };
	size_t what = fuzz_below(&f, 32);

	if (what > 15)
		return LLVMFuzzerMutate(data, n, max);
	buf_add(&text, (struct str){ (const char *)data, n });
	if (what == 0) {
		buf_clear(&text);
		fuzz_target.make(&f, &text);
	} else {
		for (what = 1 + what % 4; what; what--)
			fuzz_mutate(&f, fuzz_target.pieces,
				    fuzz_target.n_pieces, &text);
	}
	n = text.n < max ? text.n : max;
	if (n)
		memcpy(data, text.p, n);
	buf_release(&text);
	return n;
}

#else

static inline void
fuzz_file(struct fuzz *f, const char *path)
{
	struct diag diag = { 0 };
	struct buf bytes = { 0 };

	if (file_load(path, &bytes, &diag))
		fuzz_input(f, buf_str(&bytes));
	else
		diag_flush(&diag, stderr);
	buf_release(&bytes);
	diag_release(&diag);
}

/* What once broke a law. */
static inline void
fuzz_found(struct fuzz *f)
{
	const char *top = getenv("top_srcdir");
	struct buf path = { 0 };
	struct dirent *entry;
	DIR *dir;
	size_t n;

	buf_addf(&path, "%s/tests/fuzz/found/%s/%c", top ? top : ".",
		 fuzz_target.name, 0);
	n = path.n - 1;
	dir = opendir(path.p);
	while (dir && (entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		buf_cut(&path, n);
		buf_addf(&path, "%s%c", entry->d_name, 0);
		fuzz_file(f, path.p);
	}
	if (dir)
		closedir(dir);
	buf_release(&path);
}

static inline void
fuzz_random(struct fuzz *f)
{
	const char *seconds = getenv("FUZZ_SECONDS");
	const char *seed = getenv("FUZZ_SEED");
	struct buf input = { 0 };

	f->state =
		(seed ? strtoull(seed, NULL, 10) : 7) * 0x9e3779b97f4a7c15ULL +
		1;
	f->end = seconds ? time(NULL) + atoi(seconds) : 0;
	f->limit = f->n + fuzz_target.short_run;
	while (f->end ? time(NULL) < f->end : f->n < f->limit) {
		buf_clear(&input);
		fuzz_target.make(f, &input);
		fuzz_input(f, buf_str(&input));
	}
	buf_release(&input);
}

int
main(int argc, char **argv)
{
	struct fuzz f = { .state = 1 };

	if (fuzz_target.open)
		fuzz_target.open(&f);
	for (int i = 1; i < argc; i++)
		fuzz_file(&f, argv[i]);
	if (argc < 2) {
		fuzz_found(&f);
		fuzz_random(&f);
	}
	printf("# %zu inputs", f.n);
	for (size_t i = 0; fuzz_target.counts[i]; i++)
		printf(", %zu %s", f.counts[i], fuzz_target.counts[i]);
	puts("");
	for (size_t i = 0; fuzz_target.laws[i]; i++)
		is_int((long long)f.faults[i], 0, fuzz_target.laws[i]);
	if (argc < 2 && fuzz_target.judge)
		fuzz_target.judge(&f);
	return tap_done();
}

#endif
#endif
