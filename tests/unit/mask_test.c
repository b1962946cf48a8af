/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mask_test - what cmark is not shown, and that offsets stay true.
 */
#include "base/buf.h"
#include "markdown/mask.h"
#include "unit/tap.h"

struct example {
	const char *text, *masked, *kinds;
};

/* kinds: one letter for each mask: Shortcode, Footnote, Math, Variable */
static const struct example hugo[] = {
	{ "plain `code` [a](b)", "plain `code` [a](b)", "" },
	{ "a {{< b >}} c", "a xxxxxxxxx c", "S" },
	{ "a {{< b\nc >}} d", "a xxxxxxxxxxx d", "S" },
	{ "`{{< b >}}`", "`xxxxxxxxx`", "S" },
	{ "```\n{{< b >}}\n```", "```\nxxxxxxxxx\n```", "S" },
	{ "{{< a >}}\nb\n{{< /a >}}", "xxxxxxxxx\nb\nxxxxxxxxxx", "SS" },
	{ "{{< text >}}\n# b\n{{< /text >}}\nc",
	  "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\nc", "S" },
	{ "{{</* a */>}}", "xxxxxxxxxxxxx", "S" },
	{ "a[^1]\n\n[^1]: b", "axxxx\n\nxxxx: b", "FF" },
	{ "`[^a]` [^b]", "`[^a]` xxxx", "F" },
	{ "` [^a]\n\n` [^b]", "` xxxx\n\n` xxxx", "FF" },
	/* what begins a footnote is masked even in code: it does no harm */
	{ "```\n[^a]: b\n```\n[^c]: d", "```\nxxxx: b\n```\nxxxx: d", "FF" },
	{ "- ~~~~\n  [^a]\n  ~~~\n  ~~~~\n[^b]",
	  "- ~~~~\n  [^a]\n  ~~~\n  ~~~~\nxxxx", "F" },
	{ "> 1. ```\n> [^a]\n> ```\n[^b]", "> 1. ```\n> [^a]\n> ```\nxxxx",
	  "F" },
	{ "\\[^a] [^b c] [^] [^{{< d >}}]", "\\[^a] [^b c] [^] [^xxxxxxxxx]",
	  "S" },
	{ "$$\n- a\n$$\nb", "xxxxxxxxx\nb", "M" },
	{ "- $$ a $$", "- xxxxxxx", "M" },
	{ "a $$b$$", "a $$b$$", "" },
	{ "$$HOME is $$PATH", "$$HOME is $$PATH", "" },
	{ "$$\na\n\nb\n$$", "$$\na\n\nb\n$$", "" },
	{ "{{ .x }}", "{{ .x }}", "" },
	{ "a\fb\vc", "a b c", "" },
	{ "\xff\xc3 \xe4\xb8\xad\xe4\xb8", "?? \xe4\xb8\xad??", "" },
};

static const struct example variables[] = {
	{ "a {{ b | c }} d", "a xxxxxxxxxxx d", "V" },
	{ "`{{ a }}` {{ b", "`{{ a }}` {{ b", "" },
};

static void
check_order(const struct mask_list *masks)
{
	size_t at = 0;
	bool sorted = true, found = true;

	for (size_t i = 0; i < masks->n; i++) {
		const struct mask *m = &masks->items[i];

		sorted = sorted && m->at.begin >= at && m->at.end > m->at.begin;
		at = m->at.end;
		found = found && mask_at(masks, m->at.begin) == m &&
			mask_at(masks, m->at.end - 1) == m &&
			mask_at(masks, m->at.end) != m;
	}
	ok(sorted, "masks are sorted and disjoint");
	ok(found, "each mask is found by its bytes");
}

static void
check(const struct example *examples, size_t n, const struct dialect *dialect)
{
	static const char letters[] = { [MASK_SHORTCODE] = 'S',
					[MASK_FOOTNOTE] = 'F',
					[MASK_MATH] = 'M',
					[MASK_VARIABLE] = 'V' };

	for (size_t i = 0; i < n; i++) {
		struct arena arena = { 0 };
		struct str text = str_of(examples[i].text);
		struct shortcode_list tags;
		struct mask_list masks;
		struct buf kinds = { 0 };

		shortcode_read(text, 0, dialect, &arena, &tags);
		mask_text(text, 0, dialect, &tags, &arena, &masks);
		for (size_t k = 0; k < masks.n; k++)
			buf_add_byte(&kinds, letters[masks.items[k].kind]);
		is_str(masks.masked, str_of(examples[i].masked), "masked");
		is_str(buf_str(&kinds), str_of(examples[i].kinds), "kinds");
		check_order(&masks);
		buf_release(&kinds);
		arena_release(&arena);
	}
}

static void
check_from(void)
{
	const struct dialect *d = dialect_preset(STR("hugo"));
	struct str text = STR("[^a]\v[^b]\v\0");
	struct arena arena = { 0 };
	struct shortcode_list tags;
	struct mask_list masks;

	shortcode_read(text, 5, d, &arena, &tags);
	mask_text(text, 5, d, &tags, &arena, &masks);
	is_str(masks.masked, STR("[^a]\vxxxx ?"),
	       "bytes before the begin are left alone; NUL is masked");
	ok(!mask_at(&masks, 0) && !mask_at(&masks, 100), "no mask there");
	arena_release(&arena);
}

int
main(void)
{
	struct dialect d = *dialect_preset(STR("commonmark"));

	check(hugo, sizeof(hugo) / sizeof(*hugo), dialect_preset(STR("hugo")));
	d.features |= DIALECT_VARIABLES;
	check(variables, sizeof(variables) / sizeof(*variables), &d);
	check_from();
	return tap_done();
}
