/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"
#include "unit/tap.h"

#include <stdalign.h>
#include <stdint.h>

static bool
is_zeroed(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i])
			return false;
	return true;
}

static void
test_alloc(void)
{
	struct arena a = { 0 };
	bool aligned = true, zeroed = true;

	for (size_t n = 0; n < 3000; n++) {
		char *p = arena_alloc(&a, n);

		aligned &= (uintptr_t)p % alignof(max_align_t) == 0;
		zeroed &= is_zeroed(p, n);
		memset(p, 0xff, n);
	}
	ok(aligned, "memory is aligned for any type");
	ok(zeroed, "memory is zeroed");
	ok(is_zeroed(arena_alloc(&a, 1 << 20), 1 << 20), "a large piece");
	arena_clear(&a);
	ok(is_zeroed(arena_alloc(&a, 1 << 16), 1 << 16),
	   "memory is zeroed after clear, too");
	arena_release(&a);
	ok(a.chunks == NULL, "release");
	arena_release(&a);
	ok(arena_alloc(&a, 1) != NULL, "use after release");
	arena_release(&a);
}

static void
test_strings(void)
{
	struct arena a = { 0 };
	struct str s = arena_str(&a, STR("a\0b"));

	is_str(s, STR("a\0b"), "a copy");
	is_int(s.p[3], 0, "a NUL follows the copy");
	ok(arena_str(&a, (struct str){ 0 }).p == NULL,
	   "no string stays no string");
	ok(arena_str(&a, STR("")).p != NULL, "the empty string stays one");
	is_str(str_of(arena_cstr(&a, STR("path"))), STR("path"), "cstr");
	is_str(arena_strf(&a, "%s:%d", "a.md", 7), STR("a.md:7"), "strf");
	is_int((long long)arena_strf(&a, "%0*d", 9000, 1).n, 9000,
	       "a long strf");
	arena_release(&a);
}

static void
test_push(void)
{
	struct arena a = { 0 };
	size_t *items = NULL, n = 0, cap = 0;
	bool same = true;

	for (size_t i = 0; i < 10000; i++)
		ARENA_PUSH(&a, items, n, cap, i);
	for (size_t i = 0; i < n; i++)
		same &= items[i] == i;
	ok(same && n == 10000 && cap >= n, "push 10,000 items");
	arena_release(&a);
}

int
main(void)
{
	test_alloc();
	test_strings();
	test_push();
	return tap_done();
}
