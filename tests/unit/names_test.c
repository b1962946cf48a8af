/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/names.h"
#include "unit/tap.h"

static void
test_rename(void)
{
	struct names *t = names_new(3), *u;

	is_int((long long)names_first(t, 1), 1, "a file has its own name");
	ok(names_next(t, 1) == NAMES_NONE, "alone");
	ok(names_first(t, 7) == NAMES_NONE, "nobody has a new name");
	u = names_rename(names_share(t), 1, 70);
	ok(u != t, "a shared table is copied");
	is_int((long long)names_first(t, 1), 1, "and stays");
	ok(names_first(u, 1) == NAMES_NONE, "the old name is free");
	is_int((long long)names_first(u, 70), 1, "the new one is taken");
	ok(names_rename(u, 2, 0) == u, "a table of one's own is not copied");
	is_int((long long)names_first(u, 0), 0, "two files with one name");
	is_int((long long)names_next(u, 0), 2, "in their order");
	u = names_rename(u, 0, 1);
	is_int((long long)names_first(u, 0), 2, "the first of them leaves");
	u = names_rename(u, 0, 0);
	is_int((long long)names_first(u, 0), 0, "and comes back");
	is_int((long long)names_next(u, 0), 2, "to its place");
	names_drop(t);
	names_drop(u);
	names_drop(names_new(0));
	names_drop(NULL);
}

static void
test_join(void)
{
	struct names *t = names_new(2), *a, *b;

	a = names_join(names_share(t), t);
	ok(a == t, "a table joined with itself");
	b = names_rename(names_rename(names_share(a), 0, 5), 0, 6);
	a = names_rename(names_share(a), 0, 4);
	a = names_join(a, b);
	is_int((long long)names_first(a, 6), 0, "more renames win");
	ok(names_first(a, 4) == NAMES_NONE, "over fewer");
	b = names_rename(names_share(t), 0, 9);
	a = names_join(b, a);
	is_int((long long)names_first(a, 6), 0, "from either side");
	is_int((long long)names_first(t, 0), 0, "others keep theirs");
	names_drop(a);
	names_drop(t);
}

int
main(void)
{
	test_rename();
	test_join();
	return tap_done();
}
