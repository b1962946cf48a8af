/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pool_test - wants and wishes that belong together, and such that do not: a
 * page may change between the reading that makes the wishes and the one that
 * takes what they got.
 */
#include "sync/pool.h"

#include "unit/tap.h"

struct reading {
	struct arena arena;
	struct catalog cat;
	struct sync sync;
};

static void
read_page(struct reading *r, struct lexicon *lex, const char *text)
{
	struct page page;

	*r = (struct reading){ 0 };
	catalog_init(&r->cat);
	sync_open(&r->sync, &r->cat, lex, &r->arena);
	page_read(&page, STR("a.md"), str_of(text), dialect_preset(STR("hugo")),
		  &r->arena, NULL);
	sync_page(&r->sync, &page);
	page_release(&page);
	sync_resolve(&r->sync);
}

static void
release(struct reading *r)
{
	sync_release(&r->sync);
	catalog_release(&r->cat);
	arena_release(&r->arena);
}

/* Wishes of the page as it was, wants of the page as it is now. */
static void
check(const char *before, const char *now, bool expected, const char *what)
{
	struct lexicon lex;
	struct pool pool;
	struct reading first, second;

	lexicon_init(&lex, dialect_preset(STR("hugo")));
	pool_init(&pool, &lex);
	read_page(&first, &lex, before);
	pool_add_wishes(&pool, &first.sync);
	pool_match(&pool);
	read_page(&second, &lex, now);
	ok(sync_adopt(&second.sync, &pool, 0) == expected, what);
	release(&second);
	release(&first);
	pool_release(&pool);
	lexicon_release(&lex);
}

int
main(void)
{
	check("One.\n\nTwo.\n", "One.\n\nTwo.\n", true, "the same page");
	check("One.\n", "One.\n\nTwo.\n", false, "a longer page");
	check("One.\n\nTwo.\n", "Two.\n\nOne.\n", false, "another order");
	check("", "One.\n", false, "no page before");
	return tap_done();
}
