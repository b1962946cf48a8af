/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tap - a test program's report, in the Test Anything Protocol.
 *
 * Each check prints one line; tap_done() prints the plan. The caller returns
 * what tap_done() returns: 0, even when checks failed, because the harness
 * reads the lines.
 */
#ifndef CALQUE_TESTS_UNIT_TAP_H
#define CALQUE_TESTS_UNIT_TAP_H

#include "base/str.h"

#include <stdbool.h>
#include <stdio.h>

static size_t tap_n_checks;

/* Announce n checks, or, with tap_done() alone, as many as were made. */
static inline void
plan(size_t n)
{
	printf("1..%zu\n", n);
}

static inline bool
ok(bool passed, const char *what)
{
	printf("%s %zu - %s\n", passed ? "ok" : "not ok", ++tap_n_checks, what);
	fflush(stdout);
	return passed;
}

/* Print bytes on a comment line: what is not printable ASCII as \xNN. */
static inline void
tap_print_bytes(const char *label, struct str s)
{
	printf("# %s: '", label);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= 0x20 && c < 0x7f && c != '\\')
			putchar(c);
		else
			printf("\\x%02x", c);
	}
	puts("'");
}

static inline bool
is_str(struct str got, struct str expected, const char *what)
{
	bool same = ok(str_eq(got, expected), what);

	if (!same) {
		tap_print_bytes("got", got);
		tap_print_bytes("expected", expected);
	}
	return same;
}

static inline bool
is_int(long long got, long long expected, const char *what)
{
	bool same = ok(got == expected, what);

	if (!same)
		printf("# got: %lld\n# expected: %lld\n", got, expected);
	return same;
}

/* Count a check that cannot be made here as skipped. */
static inline void
skip(const char *what, const char *reason)
{
	printf("ok %zu - %s # SKIP %s\n", ++tap_n_checks, what, reason);
}

/* The plan, at the end. */
static inline int
tap_done(void)
{
	plan(tap_n_checks);
	return 0;
}

#endif
