/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"
#include "base/map.h"
#include "unit/tap.h"

static void
test_few(void)
{
	struct map m = { 0 };

	ok(map_find(&m, STR("a")) == MAP_NONE, "find in an empty map");
	ok(map_set(&m, STR("a"), 1) == MAP_NONE, "set a new key");
	is_int((long long)map_set(&m, STR("a"), 2), 1, "set gives the old");
	is_int((long long)map_find(&m, STR("a")), 2, "find");
	is_int((long long)map_add(&m, STR("a"), 3), 2, "add keeps the old");
	is_int((long long)map_add(&m, STR(""), 4), 4, "the empty key");
	is_int((long long)map_find(&m, STR("")), 4, "find the empty key");
	map_add(&m, STR("x\0y"), 5);
	ok(map_find(&m, STR("x")) == MAP_NONE, "a NUL does not end a key");
	is_int((long long)map_find(&m, STR("x\0y")), 5, "a key with a NUL");
	map_set(&m, STR("zero"), 0);
	is_int((long long)map_find(&m, STR("zero")), 0, "the value 0");
	is_int((long long)m.n, 4, "the number of keys");
	map_clear(&m);
	ok(map_find(&m, STR("a")) == MAP_NONE, "clear");
	map_release(&m);
	map_release(&m);
	ok(map_find(&m, STR("a")) == MAP_NONE, "release twice");
}

static void
test_many(void)
{
	struct map m = { 0 };
	struct arena a = { 0 };
	size_t n = 50000;
	bool found = true;

	for (size_t i = 0; i < n; i++)
		map_add(&m, arena_strf(&a, "key %zu", i), i);
	for (size_t i = 0; i < n; i++)
		found &= map_find(&m, arena_strf(&a, "key %zu", i)) == i;
	ok(found, "50,000 keys");
	ok(map_find(&m, STR("key 50000")) == MAP_NONE, "and no other");
	is_int((long long)m.n, (long long)n, "none is counted twice");
	map_release(&m);
	arena_release(&a);
}

int
main(void)
{
	test_few();
	test_many();
	return tap_done();
}
