/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/headings.h"

#include "unit/tap.h"

/* A source, its translation, and that with the ids of the source's headings. */
static const struct {
	const char *what, *source, *built, *pinned;
} pages[] = {
	{ "atx", "# One\n", "# Uno\n", "# Uno {#one}\n" },
	{ "no final newline", "# One", "# Uno", "# Uno {#one}" },
	{ "closed", "# One ##\n", "# Uno ##\n", "# Uno {#one} ##\n" },
	{ "setext", "One\r\n===\r\n", "Uno\r\n===\r\n",
	  "Uno {#one}\r\n===\r\n" },
	{ "the last line counts", "One\ntwo\n---\n", "Uno\ndos\n---\n",
	  "Uno\ndos {#two}\n---\n" },
	{ "numbered", "# A\n\n# A\n\n# A 1\n", "# X\n\n# Y\n\n# Z\n",
	  "# X {#a}\n\n# Y {#a-1}\n\n# Z {#a-1-1}\n" },
	{ "in containers", "> # A\n\n- # B\n\n  b\n", "> # X\n\n- # Y\n\n  y\n",
	  "> # X {#a}\n\n- # Y {#b}\n\n  y\n" },
	{ "the source's own", "# A {#b}\n", "# X {#b}\n", "# X {#b}\n" },
	{ "the translation's own", "# A\n", "# X {#y}\n", "# X {#y}\n" },
	{ "other attributes", "# A {.c}\n", "# X {.c}\n", "# X {#a .c}\n" },
	{ "no attributes", "# A {}\n", "# X {}\n", "# X {#a }\n" },
	{ "a brace that is none", "# A\n", "# X \\{#y}\n",
	  "# X \\{#y} {#a}\n" },
	{ "a backslash", "# A\n", "# X \\\n", "# X \\ {#a}\n" },
	{ "a shortcode", "# A {{< x >}}\n", "# X {{< x >}}\n",
	  "# X {{< x >}}\n" },
	{ "nothing but signs", "# *!*\n\n# ?\n", "# X\n\n# Y\n",
	  "# X {#heading}\n\n# Y {#heading-1}\n" },
	{ "more headings", "# A\n\n# B\n", "# X\n", "# X\n" },
	{ "code", "    # A\n\n```\n# B\n```\n", "    # X\n\n```\n# Y\n```\n",
	  "    # X\n\n```\n# Y\n```\n" },
};

#define N_PAGES (sizeof(pages) / sizeof(*pages))

typedef void edit_fn(const struct config *, const struct page *, struct str,
		     struct buf *);

static void
is_edited(edit_fn *edit, const struct config *cfg, const char *source,
	  struct str bytes, const char *expected, const char *what)
{
	struct arena arena = { 0 };
	struct buf out = { 0 };
	struct page page;

	page_read(&page, STR("a.md"), str_of(source), cfg->dialect, &arena,
		  NULL);
	edit(cfg, &page, bytes, &out);
	is_str(buf_str(&out), str_of(expected), what);
	page_release(&page);
	buf_release(&out);
	arena_release(&arena);
}

static void
test_pages(const struct config *cfg)
{
	for (size_t i = 0; i < N_PAGES; i++) {
		is_edited(headings_pin, cfg, pages[i].source,
			  str_of(pages[i].built), pages[i].pinned,
			  pages[i].what);
		is_edited(headings_pin, cfg, pages[i].source,
			  str_of(pages[i].pinned), pages[i].pinned, "twice");
		is_edited(headings_unpin, cfg, pages[i].source,
			  str_of(pages[i].pinned), pages[i].built, "taken off");
	}
}

static void
test_unpin(const struct config *cfg)
{
	is_edited(headings_unpin, cfg, "# A\n\n# B\n", STR("# X {#b}\n"),
		  "# X\n", "of any heading, where pages differ");
	is_edited(headings_unpin, cfg, "# A\n\n# B\n",
		  STR("# X {#b}\n\n# Y {#a}\n"), "# X {#b}\n\n# Y {#a}\n",
		  "an id of another heading is a translator's");
	is_edited(headings_unpin, cfg, "# A\n", STR("# X  {#a}\n"),
		  "# X  {#a}\n", "so is one that build writes otherwise");
}

static void
test_off(void)
{
	struct config cfg;

	config_init(&cfg);
	is_edited(headings_pin, &cfg, "# A\n", STR("# X\n"), "# X\n",
		  "nothing is added unasked");
	is_edited(headings_unpin, &cfg, "# A\n", STR("# X {#a}\n"),
		  "# X {#a}\n", "or taken off");
	config_release(&cfg);
}

int
main(void)
{
	struct config cfg;

	config_init(&cfg);
	cfg.pin_headings = true;
	test_pages(&cfg);
	test_unpin(&cfg);
	config_release(&cfg);
	test_off();
	return tap_done();
}
