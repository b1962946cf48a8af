/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * target - what all fuzz targets share, and the program around one.
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
#ifndef CALQUE_TESTS_FUZZ_TARGET_H
#define CALQUE_TESTS_FUZZ_TARGET_H

#include "base/file.h"
#include "fuzz/fuzz.h"
#include "unit/tap.h"

#include <dirent.h>
#include <stdint.h>

#define FUZZ_SHOWN_MAX 5

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

extern const struct fuzz_target fuzz_target;

/* ---- for targets ---- */

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
	struct buf input = { 0 };

	fuzz_init(f, f->n + fuzz_target.short_run);
	while (fuzz_goes_on(f)) {
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
