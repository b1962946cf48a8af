/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scan_random_test - what the scanners promise of any bytes: spans inside the
 * text, in order, disjoint or nested; masks of the text's length.
 *
 * Run it built with --enable-sanitizers too. scan_random_test [ROUNDS]
 */
#include "base/buf.h"
#include "markdown/frontmatter.h"
#include "markdown/html.h"
#include "markdown/inline.h"
#include "markdown/mask.h"
#include "unit/tap.h"

#include <stdlib.h>

static const struct str pieces[] = {
	STR_INIT("a"),
	STR_INIT(" "),
	STR_INIT("\n"),
	STR_INIT("\r\n"),
	STR_INIT("\t"),
	STR_INIT("  \n"),
	STR_INIT("{{<"),
	STR_INIT(">}}"),
	STR_INIT("{{%"),
	STR_INIT("%}}"),
	STR_INIT("{{< a >}}"),
	STR_INIT("{{< /a >}}"),
	STR_INIT("{{< text >}}"),
	STR_INIT("{{< /text >}}"),
	STR_INIT("{{</*"),
	STR_INIT("*/>}}"),
	STR_INIT("/"),
	STR_INIT("\""),
	STR_INIT("`"),
	STR_INIT("\\"),
	STR_INIT("="),
	STR_INIT("x="),
	STR_INIT("["),
	STR_INIT("]"),
	STR_INIT("!["),
	STR_INIT("]("),
	STR_INIT(")"),
	STR_INIT("[^a]"),
	STR_INIT("[x]"),
	STR_INIT("<"),
	STR_INIT(">"),
	STR_INIT("<b "),
	STR_INIT("</b>"),
	STR_INIT("<div>"),
	STR_INIT("<br>"),
	STR_INIT("alt="),
	STR_INIT("'"),
	STR_INIT("<!--"),
	STR_INIT("-->"),
	STR_INIT("<pre>"),
	STR_INIT("</pre>"),
	STR_INIT("$$"),
	STR_INIT("{{ "),
	STR_INIT(" }}"),
	STR_INIT("{#"),
	STR_INIT("}"),
	STR_INIT("&amp;"),
	STR_INIT(":a:"),
	STR_INIT("https://"),
	STR_INIT("www.b.c"),
	STR_INIT("@c.d"),
	STR_INIT("```"),
	STR_INIT("~~~"),
	STR_INIT("---\n"),
	STR_INIT("\0"),
	STR_INIT("\xff"),
	STR_INIT("\xc3\xa9"),
	STR_INIT("\xe4"),
	STR_INIT("\v"),
	STR_INIT("> "),
	STR_INIT("- "),
	STR_INIT("1. "),
};

static unsigned long long
next_random(unsigned long long *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state >> 11;
}

static void
cook(unsigned long long *state, struct buf *out)
{
	size_t n = (size_t)(next_random(state) % 40);

	buf_clear(out);
	while (n--)
		buf_add(out, pieces[next_random(state) %
				    (sizeof(pieces) / sizeof(*pieces))]);
}

static bool
is_inside(struct span inner, struct span outer)
{
	return inner.begin >= outer.begin && inner.end <= outer.end &&
	       inner.begin <= inner.end;
}

static bool
good_tags(struct str text, const struct shortcode_list *tags)
{
	size_t at = 0;

	for (size_t i = 0; i < tags->n; i++) {
		const struct shortcode *tag = &tags->items[i];
		size_t partner = tag->partner;

		if (tag->at.begin < at || tag->at.end <= tag->at.begin ||
		    tag->at.end > text.n)
			return false;
		at = tag->at.end;
		for (size_t k = 0; k < tag->n_params; k++)
			if (!is_inside(tag->params[k].at, tag->at))
				return false;
		if (partner != SHORTCODE_NONE &&
		    (partner >= tags->n || tags->items[partner].partner != i ||
		     !str_eq(tags->items[partner].name, tag->name)))
			return false;
		if (tag->parent != SHORTCODE_NONE &&
		    (tag->parent >= i || tags->items[tag->parent].partner <= i))
			return false;
	}
	return true;
}

static bool
good_masks(struct str text, const struct mask_list *masks)
{
	size_t at = 0;

	if (masks->masked.n != text.n)
		return false;
	for (size_t i = 0; i < masks->n; i++) {
		struct span span = masks->items[i].at;

		if (span.begin < at || span.end <= span.begin ||
		    span.end > text.n)
			return false;
		at = span.end;
		for (size_t k = span.begin; k < span.end; k++)
			if (!ascii_is_alpha(masks->masked.p[k]))
				return false;
	}
	return true;
}

/* Tokens are sorted, and nest. */
static bool
good_tokens(struct str text, const struct inline_tokens *tokens)
{
	for (size_t i = 0; i < tokens->n; i++) {
		const struct inline_token *tok = &tokens->items[i];

		if (tok->at.begin >= tok->at.end || tok->at.end > text.n ||
		    !is_inside(tok->text, tok->at) ||
		    !is_inside(tok->dest, tok->at) ||
		    !is_inside(tok->title, tok->at) ||
		    !is_inside(tok->label, tok->at))
			return false;
		for (size_t k = i + 1; k < tokens->n; k++) {
			struct span at = tokens->items[k].at;

			if (at.begin < tok->at.begin ||
			    (at.begin < tok->at.end && at.end > tok->at.end))
				return false;
		}
	}
	return true;
}

static bool
good_texts(struct str text, const struct html_texts *texts)
{
	size_t at = 0;

	for (size_t i = 0; i < texts->n; i++) {
		struct span span = texts->items[i].at;

		if (span.begin < at || span.end <= span.begin ||
		    span.end > text.n ||
		    str_trim_space(str_span(text, span)).n !=
			    span.end - span.begin)
			return false;
		at = span.end;
	}
	return true;
}

struct tally {
	size_t tags, masks, tokens, texts, fronts;
};

static bool
complain(const char *what, struct str text)
{
	printf("# %s\n", what);
	tap_print_bytes("text", text);
	return false;
}

static bool
check(struct str text, const struct dialect *dialect, struct arena *arena,
      struct tally *tally)
{
	struct inline_context ctx = { dialect, NULL, true };
	struct frontmatter front = frontmatter_find(text);
	struct shortcode_list tags;
	struct mask_list masks;
	struct inline_tokens tokens;
	struct html_texts texts;

	shortcode_read(text, 0, dialect, arena, &tags);
	mask_text(text, 0, dialect, &tags, arena, &masks);
	inline_scan(text, &ctx, arena, &tokens);
	html_read(masks.masked, arena, &texts);
	tally->tags += tags.n;
	tally->masks += masks.n;
	tally->tokens += tokens.n;
	tally->texts += texts.n;
	tally->fronts += front.kind != FRONTMATTER_NONE;
	if (!good_tags(text, &tags))
		return complain("shortcodes", text);
	if (!good_masks(text, &masks))
		return complain("masks", text);
	if (!good_tokens(text, &tokens))
		return complain("tokens", text);
	if (!good_texts(masks.masked, &texts))
		return complain("HTML texts", text);
	if (front.all.end > text.n || !is_inside(front.text, front.all))
		return complain("front matter", text);
	return true;
}

int
main(int argc, char **argv)
{
	size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
	struct dialect dialect = *dialect_preset(STR("hugo"));
	unsigned long long state = 88172645463325252ULL;
	struct arena arena = { 0 };
	struct buf text = { 0 };
	struct tally tally = { 0 };
	size_t bad = 0;

	dialect.features |= DIALECT_VARIABLES;
	for (size_t i = 0; i < rounds && bad < 10; i++) {
		cook(&state, &text);
		arena_clear(&arena);
		bad += !check(buf_str(&text), &dialect, &arena, &tally);
	}
	printf("# %zu tags, %zu masks, %zu tokens, %zu HTML texts, "
	       "%zu front matters\n",
	       tally.tags, tally.masks, tally.tokens, tally.texts,
	       tally.fronts);
	ok(bad == 0, "random bytes: spans are in order");
	buf_release(&text);
	arena_release(&arena);
	return tap_done();
}
