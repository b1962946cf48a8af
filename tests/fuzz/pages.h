/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pages - random pages in two languages, and their next versions.
 *
 * A page is a row of blocks: a shape, and seeds of the sentences that fill it.
 * The same blocks give the page and its translation, which run parallel; a block
 * that is dropped, doubled, moved, or gets another seed gives a page that drifted.
 */
#ifndef CALQUE_TESTS_PAGES_H
#define CALQUE_TESTS_PAGES_H

#include "fuzz/fuzz.h"

#define MAX_BLOCKS 24
#define MAX_SENTENCES 4

struct block {
	unsigned shape;
	unsigned seeds[MAX_SENTENCES];
};

struct blocks {
	struct block items[MAX_BLOCKS];
	size_t n;
};

/* '@' is a sentence. */
static const char *const shapes[] = {
	"# @\n\n",
	"## @ {#id}\n\n",
	"@\n===\n\n",
	"@\n@\n\n",
	"@  \n@\n\n",
	"@ <b>@</b> [@](/u \"@\")\n\n",
	"- @\n- @\n\n  @\n\n",
	"1. @\n2. @\n   - @\n\n",
	"- [ ] @\n- [x] @\n\n",
	"> @\n> @\n\n",
	"> [!NOTE] @\n> @\n\n",
	"> - @\n>   @\n\n",
	"| @ | @ |\n|---|---|\n| @ | @ |\n\n",
	"```sh\n# @\nrun x\n```\n\n",
	"    code @\n\n",
	"<p title=\"@\">@</p>\n\n",
	"<!-- @ -->\n\n",
	"{{< figure src=\"/a.png\" caption=\"@\" >}}\n\n",
	"{{< tip >}}\n@\n{{< /tip >}}\n\n",
	"{{% alert title=\"@\" %}}\n@\n{{% /alert %}}\n\n",
	"![@](/i.png \"@\")\n\n",
	"[r]: /u \"@\"\n\n",
	"@\n: @\n\n",
	"@ [^1]\n\n[^1]: @\n\n",
	"---\n\n",
	"$$\nx\n$$\n\n",
};

#define N_SHAPES (sizeof(shapes) / sizeof(*shapes))

/* Parts that both languages have alike. */
static const char *const placeables[] = {
	"`code`",
	"[a](/b)",
	"{{< x >}}",
	"`x --y`",
	"42",
	"v1.2.3",
	"<br>",
	"&amp;",
	"**",
	"*",
	"http://x.org/y",
	"\\*",
	"$x$",
	":smile:",
	"\"",
	"'",
	"#",
	"1.",
	"-",
	"|",
	"\t",
};

static inline unsigned
next_seed(unsigned *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return *seed >> 8;
}

static inline void
add_word(unsigned seed, bool translated, struct buf *out)
{
	static const char *const from[] = { "ba", "ke", "li", "no", "tu" };
	static const char *const to[] = { "ra", "s\xc3\xa9", "mi", "do", "gu" };
	const char *const *syllables = translated ? to : from;
	size_t n = 1 + seed % 3;

	while (n--) {
		buf_add_str(out, syllables[seed % 5]);
		seed /= 5;
	}
}

static inline void
add_sentence(unsigned seed, bool translated, struct buf *out)
{
	size_t n = 1 + next_seed(&seed) % 9;

	for (size_t i = 0; i < n; i++) {
		unsigned what = next_seed(&seed);

		if (i)
			buf_add_byte(out, ' ');
		if (i && what % 8 == 0)
			buf_add_str(out, placeables[what / 8 %
						    (sizeof(placeables) /
						     sizeof(*placeables))]);
		else
			add_word(what, translated, out);
	}
}

static inline void
write_blocks(const struct blocks *b, bool translated, struct buf *out)
{
	buf_clear(out);
	for (size_t i = 0; i < b->n; i++) {
		size_t k = 0;

		for (const char *p = shapes[b->items[i].shape]; *p; p++)
			if (*p == '@')
				add_sentence(b->items[i].seeds[k++], translated,
					     out);
			else
				buf_add_byte(out, *p);
	}
}

static inline struct block
random_block(struct fuzz *f)
{
	struct block b = { .shape = (unsigned)fuzz_below(f, N_SHAPES) };

	/* few seeds: texts recur */
	for (size_t i = 0; i < MAX_SENTENCES; i++)
		b.seeds[i] = (unsigned)fuzz_below(f, 60);
	return b;
}

static inline void
random_blocks(struct fuzz *f, struct blocks *b)
{
	b->n = 1 + fuzz_below(f, MAX_BLOCKS / 2);
	for (size_t i = 0; i < b->n; i++)
		b->items[i] = random_block(f);
}

/* One change: a block is new, gone, moved, doubled, or has another text. */
static inline void
change_blocks(struct fuzz *f, struct blocks *b)
{
	size_t at = fuzz_below(f, b->n), to = fuzz_below(f, b->n);
	struct block moved = b->items[at];

	switch (fuzz_below(f, 5)) {
	case 0:
		b->items[at] = random_block(f);
		break;
	case 1:
		if (b->n > 1)
			b->items[at] = b->items[--b->n];
		break;
	case 2:
		b->items[at] = b->items[to];
		b->items[to] = moved;
		break;
	case 3:
		if (b->n < MAX_BLOCKS)
			b->items[b->n++] = moved;
		break;
	default:
		b->items[at].seeds[fuzz_below(f, MAX_SENTENCES)] =
			(unsigned)fuzz_below(f, 60);
	}
}

#endif
