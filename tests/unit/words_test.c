/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"
#include "report/words.h"
#include "unit/tap.h"

#include <time.h>

/* As `git diff --word-diff` shows it. */
static void
write_marked(const struct words *w, struct buf *out)
{
	static const char *const open[] = { "", "[-", "{+" };
	static const char *const close[] = { "", "-]", "+}" };

	for (size_t i = 0; i < w->n; i++) {
		buf_add_str(out, open[w->runs[i].op]);
		buf_add(out, w->runs[i].text);
		buf_add_str(out, close[w->runs[i].op]);
	}
}

static const struct {
	const char *what;
	struct str was, now, marked;
} examples[] = {
	{ "equal", STR_INIT("a b"), STR_INIT("a b"), STR_INIT("a b") },
	{ "both empty", STR_INIT(""), STR_INIT(""), STR_INIT("") },
	{ "new", STR_INIT(""), STR_INIT("a b"), STR_INIT("{+a b+}") },
	{ "gone", STR_INIT("a b"), STR_INIT(""), STR_INIT("[-a b-]") },
	{ "a word", STR_INIT("Water them daily."),
	  STR_INIT("Water them weekly."),
	  STR_INIT("Water them [-daily-]{+weekly+}.") },
	{ "words put in", STR_INIT("one two three four"),
	  STR_INIT("one and two three four"),
	  STR_INIT("one {+and +}two three four") },
	{ "at the end", STR_INIT("one two"), STR_INIT("one two three"),
	  STR_INIT("one two{+ three+}") },
	{ "a space does not hold changes apart",
	  STR_INIT("we go by the old bus to town"),
	  STR_INIT("we go by a new bus to town"),
	  STR_INIT("we go by [-the old-]{+a new+} bus to town") },
	{ "spaces beside a change are not part of it",
	  STR_INIT("walk on slowly before garden gates"),
	  STR_INIT("walk on calm garden gates"),
	  STR_INIT("walk on [-slowly before-]{+calm+} garden gates") },
	{ "a word does", STR_INIT("an old tree by the red house"),
	  STR_INIT("an oak tree by the blue house"),
	  STR_INIT("an [-old-]{+oak+} tree by the [-red-]{+blue+} house") },
	{ "Chinese by character", STR_INIT("每天浇水两次"),
	  STR_INIT("每周浇水两次"), STR_INIT("每[-天-]{+周+}浇水两次") },
	{ "Japanese by character", STR_INIT("水をやる"), STR_INIT("水をやった"),
	  STR_INIT("水をや[-る-]{+った+}") },
	{ "Arabic by word", STR_INIT("اسق النباتات كل يوم"),
	  STR_INIT("اسق النباتات كل أسبوع"),
	  STR_INIT("اسق النباتات كل [-يوم-]{+أسبوع+}") },
	{ "rewritten", STR_INIT("the cat sat on a mat"),
	  STR_INIT("every dog, they said, barks at a postman"),
	  STR_INIT("[-the cat sat on a mat-]"
		   "{+every dog, they said, barks at a postman+}") },
	{ "only white space", STR_INIT("one  two three"),
	  STR_INIT("one two three"), STR_INIT("one[-  -]{+ +}two three") },
	{ "not UTF-8", STR_INIT("one \xff two"), STR_INIT("one \xfe two"),
	  STR_INIT("one [-\xff-]{+\xfe+} two") },
};

static void
test_examples(struct text_tools *tools)
{
	struct arena arena = { 0 };
	struct buf out = { 0 };

	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
		struct words w;

		words_compare(tools, examples[i].was, examples[i].now, &arena,
			      &w);
		buf_clear(&out);
		write_marked(&w, &out);
		is_str(buf_str(&out), examples[i].marked, examples[i].what);
	}
	arena_release(&arena);
	buf_release(&out);
}

/* ---- the invariants, on random texts ---- */

static unsigned long state = 1;

static size_t
random_below(size_t n)
{
	state = state * 6364136223846793005ul + 1442695040888963407ul;
	return (state >> 33) % n;
}

static void
add_random(struct buf *out, size_t n)
{
	static const char *const bits[] = { "a",  "b",	       "tree", " ",
					    "  ", ".",	       "\n",   "水",
					    "ガ", "e\xcc\x81", "\xff", "ا",
					    "`x`" };

	for (size_t i = 0; i < n; i++)
		buf_add_str(out,
			    bits[random_below(sizeof(bits) / sizeof(*bits))]);
}

static bool
holds(const struct words *w, struct str was, struct str now)
{
	struct buf a = { 0 }, b = { 0 };
	bool good = true;

	for (size_t i = 0; i < w->n; i++) {
		const struct words_run *r = &w->runs[i];

		if (r->op != WORDS_INSERTED)
			buf_add(&a, r->text);
		if (r->op != WORDS_DELETED)
			buf_add(&b, r->text);
		good = good && r->text.n &&
		       (!i ||
			(r->op != r[-1].op && !(r->op == WORDS_DELETED &&
						r[-1].op == WORDS_INSERTED)));
	}
	good = good && str_eq(buf_str(&a), was) && str_eq(buf_str(&b), now);
	buf_release(&a);
	buf_release(&b);
	return good;
}

static void
test_random(struct text_tools *tools)
{
	size_t n_bad = 0;

	for (size_t i = 0; i < 3000; i++) {
		struct arena arena = { 0 };
		struct buf was = { 0 }, now = { 0 };
		struct words w;

		add_random(&was, random_below(30));
		if (random_below(2))
			buf_add(&now, buf_str(&was));
		add_random(&now, random_below(10));
		words_compare(tools, buf_str(&was), buf_str(&now), &arena, &w);
		n_bad += !holds(&w, buf_str(&was), buf_str(&now));
		buf_release(&was);
		buf_release(&now);
		arena_release(&arena);
	}
	is_int((long long)n_bad, 0, "random texts: the runs make both");
}

/* ---- the cost ---- */

static double
seconds_for(struct text_tools *tools, size_t n)
{
	struct arena arena = { 0 };
	struct buf was = { 0 }, now = { 0 };
	clock_t begin = clock();
	struct words w;

	for (size_t i = 0; i < n; i++) {
		buf_addf(&was, "w%zu ", i);
		buf_addf(&now, "%c%zu ", i % 2 ? 'w' : 'v', i);
	}
	words_compare(tools, buf_str(&was), buf_str(&now), &arena, &w);
	buf_release(&was);
	buf_release(&now);
	arena_release(&arena);
	return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

static void
test_cost(struct text_tools *tools)
{
	double one = seconds_for(tools, 20000);
	double eight = seconds_for(tools, 160000);

	printf("# 20000 words: %.3f s, 160000: %.3f s\n", one, eight);
	ok(eight < 16 * one + 0.1, "every second word another: bounded cost");
}

int
main(void)
{
	struct text_tools *tools = text_tools_new();

	test_examples(tools);
	test_random(tools);
	test_cost(tools);
	text_tools_free(tools);
	return tap_done();
}
