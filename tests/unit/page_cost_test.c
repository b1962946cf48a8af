/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * page_cost_test - hostile pages cost no more than their length, all the way:
 * read, synced, the catalog written and read, translated, built, checked, and
 * imported again.
 *
 * Each piece is repeated to n and to 8n bytes; eight times the bytes may take
 * twenty times the time. What takes next to no time is not judged. With TORTURE
 * the pages are eight times as large.
 */
#include "base/language.h"
#include "catalog/po_read.h"
#include "catalog/po_write.h"
#include "check/check.h"
#include "sync/compose.h"
#include "sync/import.h"
#include "sync/pool.h"
#include "unit/tap.h"

#include <stdlib.h>
#include <time.h>

#define N_BYTES 6000
#define TOO_SHORT 0.15 /* seconds */
#define TRIES 3	       /* on a busy machine one measurement may be wrong */

/* '@' in a piece is a number, another one each time. */
struct hostile {
	const char *what, *before, *piece, *after;
};

static const struct hostile pages[] = {
	{ "quotes on a line", "", "> ", "a\n" },
	{ "lists on a line", "", "- ", "a\n" },
	{ "ordered lists on a line", "", "1. ", "a\n" },
	{ "quotes and lists", "", "> - ", "a\n" },
	{ "lazy lines", "> - > - a\n", "a\n", "" },
	{ "lines of a paragraph", "", "word @\n", "" },
	{ "words", "", "word@ ", "\n" },
	{ "equal words", "", "word ", "\n" },
	{ "paragraphs", "", "text @ of a page\n\n", "" },
	{ "equal paragraphs", "", "text of a page\n\n", "" },
	{ "headings", "", "# text @\n\n", "" },
	{ "equal headings", "", "# text\n\n", "" },
	{ "list items", "", "- text @\n", "" },
	{ "brackets", "a ", "[", "\n" },
	{ "closed brackets", "a ", "[a]", "\n" },
	{ "closing brackets", "a ", "]", "\n" },
	{ "links", "a ", "[a](b) ", "\n" },
	{ "open links", "a ", "[a](", "\n" },
	{ "open link titles", "a ", "[a](b \"", "\n" },
	{ "open pointed links", "a ", "[a](<b", "\n" },
	{ "nested links", "a ", "[a ![b](", "\n" },
	{ "images", "a ", "![", "\n" },
	{ "references", "[a]: /b\n\n", "[a] ", "\n" },
	{ "definitions", "", "[a@]: /b \"text @\"\n", "" },
	{ "stars", "", "*", "a\n" },
	{ "stars and letters", "", "*a", "\n" },
	{ "emphasis", "", "*a_ ", "" },
	{ "strong emphasis", "", "*a **a ", "\n" },
	{ "mixed emphasis", "a**b", "c* ", "\n" },
	{ "backticks", "", "`a", "\n" },
	{ "code spans", "", "a `b` ", "\n" },
	{ "angles", "a ", "<", "\n" },
	{ "tags in a text", "a ", "<b>", "\n" },
	{ "closing tags", "a ", "</b>", "\n" },
	{ "open tags", "a ", "<b c=\"", "\n" },
	{ "event handlers", "a <b ", "on@=c ", ">\n" },
	{ "open tags in a row", "a ", "<b", "\n" },
	{ "attributes", "a <b ", "c=\"d\" ", ">\n" },
	{ "HTML blocks", "", "<div>\n\n", "" },
	{ "HTML texts", "<div>\n", "<p title=\"a @\">b @\n", "" },
	{ "open comments", "a ", "<!-- ", "\n" },
	{ "comments", "a ", "<!-- b -->", "\n" },
	{ "comments that end", "a ", "<!-- ", "-->\n" },
	{ "directives", "a ", "<!-- calque: note b -->", "\n" },
	{ "directive blocks", "", "<!-- calque: note a -->\n\n", "b\n" },
	{ "open CDATA", "a ", "<![CDATA[", "\n" },
	{ "open instructions", "a ", "<? ", "\n" },
	{ "declarations", "a ", "<!A ", "\n" },
	{ "scripts", "", "<script>\n", "" },
	{ "open shortcodes", "a ", "{{< ", "\n" },
	{ "closed shortcodes", "a ", ">}} ", "\n" },
	{ "shortcodes in a text", "a ", "{{< b >}} ", "\n" },
	{ "shortcodes with texts", "", "{{< figure caption=\"a @\" >}}\n\n",
	  "" },
	{ "shortcodes around", "", "{{< tip >}}\n", "a\n" },
	{ "shortcodes on lines", "a\n", "b {{< ref \"c\" >}} d\n", "" },
	{ "closing shortcodes", "a ", "{{< /b >}} ", "\n" },
	{ "cells", "|", "a@|", "\n|-|\n" },
	{ "rows", "|a|b|\n|-|-|\n", "|c @|d @|\n", "" },
	{ "footnotes", "", "[^@]: text @\n\n", "" },
	{ "footnote references", "", "a[^1] ", "\n\n[^1]: b\n" },
	{ "definition lists", "", "a @\n: b @\n\n", "" },
	{ "alerts", "", "> [!NOTE]\n> text @\n\n", "" },
	{ "fences", "", "```\ncode @\n```\n\n", "" },
	{ "underlines", "", "text @\n===\n", "" },
	{ "math", "a ", "$$", "\n" },
	{ "open math", "a ", "$b ", "\n" },
	{ "emoji", "a ", ":b", "\n" },
	{ "attributes of headings", "# a ", "{ ", "\n" },
	{ "entities", "a ", "&amp;", "\n" },
	{ "ampersands", "a ", "&", "\n" },
	{ "addresses", "a ", "https://b.c/", "\n" },
	{ "addresses in brackets", "a https://b.c/", "(", "\n" },
	{ "addresses in a row", "a ", "https://b.c/@ ", "\n" },
	{ "mail", "a ", "b@b.", "\n" },
	{ "backslashes", "a ", "\\", "\n" },
	{ "quotes in a text", "a ", "\" ' ", "\n" },
	{ "pipes in a text", "a ", "| ", "\n" },
	{ "invisible characters", "a ", "\xe2\x80\xae", "\n" },
	{ "numbers", "a ", "@ ", "\n" },
	{ "keys", "---\n", "k@: text\n", "---\n" },
	{ "items of a key", "---\ntags:\n", "- text @\n", "---\n" },
	{ "a flow of keys", "---\ntags: [", "a@, ", "b]\n---\n" },
	{ "brackets in a key", "---\na: ", "[", "\n---\n" },
	{ "a folded key", "---\ntitle: >\n", "  a @\n", "---\n" },
	{ "a quoted key", "---\ntitle: \"", "a\\n", "\"\n---\n" },
	{ "anchors", "---\n", "k@: &a@ v\n", "---\n" },
	{ "carriage returns", "a", "\r", "b\n" },
	{ "tabs", "a\n", "\t", "b\n" },
	{ "NUL", "a\n", "\xff", "b\n" },
};

/* One page on its way. */
struct chain {
	struct arena arena;
	struct config cfg;
	struct lexicon lex;
	struct language *language;
	struct buf text, target, po;
	struct page page;
	struct catalog cat;
	const char *slowest;
	double slowest_seconds, seconds;
};

static void
write_page(const struct hostile *h, size_t n, struct buf *out)
{
	size_t count = 0;

	buf_add_str(out, h->before);
	while (out->n < n) {
		count++;
		for (const char *p = h->piece; *p; p++)
			if (*p == '@')
				buf_addf(out, "%zu", count);
			else
				buf_add_byte(out, *p);
	}
	buf_add_str(out, h->after);
}

/* ---- the steps ---- */

static void
step_read(struct chain *c)
{
	page_read(&c->page, STR("a.md"), buf_str(&c->text), c->cfg.dialect,
		  &c->arena, NULL);
}

static void
step_sync(struct chain *c)
{
	struct sync s;
	struct pool pool;

	sync_open(&s, &c->cat, &c->lex, &c->arena);
	sync_page(&s, &c->page);
	sync_resolve(&s);
	pool_init(&pool, &c->lex);
	pool_add_wishes(&pool, &s);
	pool_add_orphans(&pool, &s);
	pool_add_catalog(&pool, &c->cat, false);
	pool_match(&pool);
	sync_adopt(&s, &pool, 0);
	pool_release(&pool);
	sync_close(&s);
	if (s.has_patched)
		sync_verify(&s, &c->cfg, &c->page);
	sync_release(&s);
}

static void
step_po(struct chain *c)
{
	struct diag quiet = { .quiet = true };

	buf_clear(&c->po);
	po_write(&c->cat, &c->po);
	catalog_release(&c->cat);
	catalog_init(&c->cat);
	po_read(&c->cat, buf_str(&c->po), STR("a.po"), &quiet);
	diag_release(&quiet);
}

static void
step_translate(struct chain *c)
{
	for (size_t i = 0; i < c->cat.n; i++) {
		struct po_message *m = c->cat.messages[i];

		po_set_msgstr(
			&c->cat, m,
			arena_strf(&c->arena, "%.*s x", STR_FMT(m->msgid)));
	}
}

static void
step_build(struct chain *c)
{
	struct compose compose = { .cfg = &c->cfg, .po_path = STR("a.po") };
	struct composed composed;
	struct lookup lookup;

	lookup_init(&lookup, &c->cat, &c->arena);
	compose_page(&compose, &lookup, &c->page, &composed);
	buf_clear(&c->target);
	buf_add(&c->target, buf_str(&composed.bytes));
	composed_release(&composed);
}

static void
step_check(struct chain *c)
{
	struct config_language lang = { .tag = STR("es"), .locale = STR("es") };
	struct diag quiet = { .quiet = true };
	struct findings found = { 0 };
	struct check_rules rules;
	struct check_page p = { .cfg = &c->cfg,
				.lang = &lang,
				.rules = &rules,
				.source = &c->page,
				.built = &c->page,
				.po_path = STR("a.po"),
				.out = &found };
	struct lookup lookup;

	check_rules_init(&rules, &c->cfg, &quiet);
	lookup_init(&lookup, &c->cat, &c->arena);
	for (size_t i = 0; i < c->page.n; i++) {
		const struct slot *slot = &c->page.slots[i];
		struct po_message *m = lookup_live(&lookup, &c->page, slot);

		if (m)
			check_message(&p, slot, m);
	}
	findings_release(&found);
	diag_release(&quiet);
}

static void
step_import(struct chain *c)
{
	struct diag quiet = { .quiet = true };
	struct import_report report;
	struct align_model model;
	struct import_options options = { .cfg = &c->cfg,
					  .model = &model,
					  .language = c->language };
	struct catalog cat;
	struct lookup lookup;
	struct page target;

	catalog_init(&cat);
	align_model_init(&model, STR("en"), STR("es"));
	page_read(&target, STR("b.md"), buf_str(&c->target), c->cfg.dialect,
		  &c->arena, NULL);
	lookup_init(&lookup, &cat, &c->arena);
	import_page(&lookup, &options, &c->page, &target, &quiet, &report);
	page_release(&target);
	catalog_release(&cat);
	diag_release(&quiet);
}

/* All texts of the page change at once. */
static void
step_drift(struct chain *c)
{
	page_release(&c->page);
	buf_clear(&c->text);
	buf_add(&c->text, buf_str(&c->target));
	step_read(c);
	step_sync(c);
}

static const struct {
	const char *what;
	void (*run)(struct chain *c);
} steps[] = {
	{ "read", step_read },	   { "sync", step_sync },
	{ "catalog", step_po },	   { "translate", step_translate },
	{ "build", step_build },   { "check", step_check },
	{ "import", step_import }, { "drift", step_drift },
};

static void
measure(struct chain *c, const struct hostile *h, size_t n)
{
	*c = (struct chain){ .slowest = "" };
	config_init(&c->cfg);
	c->cfg.dialect = dialect_preset(STR("hugo"));
	lexicon_init(&c->lex, c->cfg.dialect);
	c->language = language_new(STR("es"));
	catalog_init(&c->cat);
	write_page(h, n, &c->text);
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		clock_t start = clock();
		double seconds;

		steps[i].run(c);
		seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
		c->seconds += seconds;
		if (seconds <= c->slowest_seconds)
			continue;
		c->slowest_seconds = seconds;
		c->slowest = steps[i].what;
	}
	page_release(&c->page);
	catalog_release(&c->cat);
	language_free(c->language);
	lexicon_release(&c->lex);
	config_release(&c->cfg);
	buf_release(&c->text);
	buf_release(&c->target);
	buf_release(&c->po);
	arena_release(&c->arena);
}

static bool
is_linear(const struct hostile *h)
{
	size_t n = getenv("TORTURE") ? 8 * N_BYTES : N_BYTES;
	struct chain small, large;

	for (size_t i = 0; i < TRIES; i++) {
		measure(&large, h, 8 * n);
		if (large.seconds < TOO_SHORT)
			return true;
		measure(&small, h, n);
		if (large.seconds < 20 * small.seconds)
			return true;
	}
	printf("# %.2f s for %zu bytes, %.2f s for %zu; %s takes longest\n",
	       small.seconds, n, large.seconds, 8 * n, large.slowest);
	return false;
}

int
main(void)
{
	size_t n = sizeof(pages) / sizeof(*pages);

	for (size_t i = 0; i < n; i++)
		ok(is_linear(&pages[i]), pages[i].what);
	printf("# count inputs %zu\n", 2 * n);
	return tap_done();
}
