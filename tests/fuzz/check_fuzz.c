/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_fuzz - texts and translations under all checks.
 *
 * An input is a page, then translations of its slots, in turn.
 * A copy of its source breaks nothing: the only findings of it are that it is a
 * copy, and signs that the language writes otherwise. What a check says is
 * valid UTF-8 where the page is, and active content is never missed by it that a
 * page would be refused for.
 */
#include "base/utf8.h"
#include "check/check.h"
#include "fuzz/target.h"

static const struct str pieces[] = {
	STR_INIT("a"),
	STR_INIT(" word"),
	STR_INIT(" "),
	STR_INIT("*"),
	STR_INIT("**"),
	STR_INIT("_"),
	STR_INIT("`"),
	STR_INIT("`c`"),
	STR_INIT("["),
	STR_INIT("]"),
	STR_INIT("[x][y]"),
	STR_INIT("[x]"),
	STR_INIT("(/a)"),
	STR_INIT("](/a#b \"t\")"),
	STR_INIT("![i](j.png)"),
	STR_INIT("https://x.org/"),
	STR_INIT("<https://xn--a.org@b>"),
	STR_INIT("<b>"),
	STR_INIT("</b>"),
	STR_INIT("<a href='//x.org'>"),
	STR_INIT("<script>"),
	STR_INIT("<i onclick=x>"),
	STR_INIT("(javascript:x)"),
	STR_INIT("{{< ref \"a b\" >}}"),
	STR_INIT("{{< /ref >}}"),
	STR_INIT("{{ x }}"),
	STR_INIT("{#id}"),
	STR_INIT("[^1]"),
	STR_INIT("$$x$$"),
	STR_INIT(":smile:"),
	STR_INIT("\\"),
	STR_INIT("  \n"),
	STR_INIT("\n"),
	STR_INIT("12"),
	STR_INIT("1,200"),
	STR_INIT("?"),
	STR_INIT("!"),
	STR_INIT("..."),
	STR_INIT("\xe5\xad\x97"),
	STR_INIT("\xef\xbc\x88"),
	STR_INIT("\xe3\x80\x82"),
	STR_INIT("\xd0\xb0"),
	STR_INIT("e\xcc\x81"),
	STR_INIT("\xe2\x80\x8b"),
	STR_INIT("\xe2\x80\xae"),
	STR_INIT("\xf0\x9f\x91\xa9"),
};

static const char *const locales[] = { "es", "zh_CN", "ar", "hi",
				       "el", "fr",    "th", "uk" };

enum { UNFAIR, GARBLED, MISSED };
enum { TEXTS, FINDINGS };

/* What all inputs share. */
struct own {
	struct config cfg;
	struct check_rules rules;
};

static bool
is_fair(const char *id)
{
	return strcmp(id, "untranslated") == 0 ||
	       strcmp(id, "wrong-script") == 0 ||
	       strcmp(id, "punctuation-style") == 0;
}

static bool
has_new_active(struct check_page *p, const struct slot *slot, struct str text)
{
	struct active_list found = { 0 }, known;

	active_of_text(p->source, slot->kind, text, p->source->arena, &found);
	active_of_page(p->source, &known);
	return active_first_new(&found, &known, p->cfg).p != NULL;
}

static void
check_text(struct fuzz *f, struct check_page *p, const struct slot *slot,
	   struct str text)
{
	struct po_message m = { .msgid = slot->text, .msgstr = text };
	bool copy = str_eq(text, slot->text), active = false;

	findings_clear(p->out);
	check_message(p, slot, &m);
	f->counts[TEXTS]++;
	f->counts[FINDINGS] += p->out->n;
	for (size_t i = 0; i < p->out->n; i++) {
		const struct finding *found = &p->out->items[i];

		active = active || strcmp(found->id, "active-content") == 0;
		/* other bytes are for the writers of reports */
		if (utf8_is_valid(p->source->doc.bytes) &&
		    (!utf8_is_valid(found->text) ||
		     !utf8_is_valid(found->hint)))
			fuzz_fault(f, GARBLED, text);
		if (copy && !is_fair(found->id))
			fuzz_fault(f, UNFAIR, str_of(found->id));
	}
	if (active != has_new_active(p, slot, text))
		fuzz_fault(f, MISSED, text);
}

static void
check_texts(struct fuzz *f, const struct page *page, struct str texts)
{
	const struct own *own = f->own;
	const char *locale = locales[fuzz_below(f, FUZZ_COUNT(locales))];
	struct config_language lang = { .tag = str_of(locale),
					.locale = str_of(locale) };
	struct findings found = { 0 };
	struct str rest = texts;
	struct check_page p = { .cfg = &own->cfg,
				.lang = &lang,
				.rules = &own->rules,
				.source = page,
				.built = page,
				.po_path = STR("p.po"),
				.out = &found };

	for (size_t i = 0; i < page->n; i++) {
		const struct slot *slot = &page->slots[i];
		struct str text = fuzz_part(&rest);

		if (!rest.p)
			rest = texts;
		if (!slot->text.p)
			continue;
		check_text(f, &p, slot, slot->text);
		/* a catalog is read only if it is UTF-8 without NUL */
		if (utf8_is_valid(text) && str_find_byte(text, 0, 0) == text.n)
			check_text(f, &p, slot, text);
	}
	findings_release(&found);
}

static void
check(struct fuzz *f, struct str input)
{
	const struct own *own = f->own;
	struct str bytes = fuzz_part(&input);
	struct arena arena = { 0 };
	struct page page;

	page_read(&page, STR("p"), bytes, own->cfg.dialect, &arena, NULL);
	check_texts(f, &page, input);
	page_release(&page);
	arena_release(&arena);
}

static void
open_rules(struct fuzz *f)
{
	static struct own own;
	struct diag diag = { 0 };

	config_init(&own.cfg);
	check_rules_init(&own.rules, &own.cfg, &diag);
	diag_release(&diag);
	f->own = &own;
}

static void
make(struct fuzz *f, struct buf *input)
{
	fuzz_pieces(f, pieces, FUZZ_COUNT(pieces), 14, input);
	buf_add_str(input, "\n\n# a\n\n[y]: /z\n");
	for (size_t i = 0; i < 4; i++) {
		buf_add_byte(input, FUZZ_NEXT);
		fuzz_pieces(f, pieces, FUZZ_COUNT(pieces), 12, input);
	}
}

const struct fuzz_target fuzz_target = {
	.name = "check",
	.input = "a page, and translations of its texts",
	.short_run = 3000,
	.pieces = pieces,
	.n_pieces = FUZZ_COUNT(pieces),
	.laws = { "a copy of its source breaks nothing",
		  "what is said is UTF-8",
		  "active content is what is refused" },
	.counts = { "texts", "findings" },
	.open = open_rules,
	.make = make,
	.check = check,
};
