/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_fuzz - random texts and translations under all checks.
 *
 * A copy of its source breaks nothing: the only findings of it are that it is a
 * copy, and signs that the language writes otherwise. What a check says is
 * valid UTF-8, whatever the texts, and active content is never missed by it
 * that a page would be refused for.
 */
#include "base/utf8.h"
#include "check/check.h"
#include "fuzz/fuzz.h"
#include "unit/tap.h"

#define SHORT_RUN 3000

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

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static const char *const locales[] = { "es", "zh_CN", "ar", "hi",
				       "el", "fr",    "th", "uk" };

struct result {
	size_t texts, findings, unfair, garbled, missed;
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
check_text(struct check_page *p, const struct slot *slot, struct str text,
	   bool copy, struct result *r)
{
	struct po_message m = { .msgid = slot->text, .msgstr = text };
	bool active = false;

	findings_clear(p->out);
	check_message(p, slot, &m);
	r->texts++;
	r->findings += p->out->n;
	for (size_t i = 0; i < p->out->n; i++) {
		const struct finding *f = &p->out->items[i];

		active = active || strcmp(f->id, "active-content") == 0;
		r->garbled +=
			!utf8_is_valid(f->text) || !utf8_is_valid(f->hint);
		if (!copy || is_fair(f->id) || r->unfair++ > 4)
			continue;
		printf("# a copy has the finding %s\n", f->id);
		tap_print_bytes("text", text);
	}
	if (active != has_new_active(p, slot, text) && r->missed++ < 5)
		tap_print_bytes("active", text);
}

static void
check_page_of(struct fuzz *f, const struct page *page, const struct config *cfg,
	      const struct check_rules *rules, struct result *r)
{
	const char *locale = locales[fuzz_below(f, COUNT(locales))];
	struct config_language lang = { .tag = str_of(locale),
					.locale = str_of(locale) };
	struct findings found = { 0 };
	struct check_page p = { .cfg = cfg,
				.lang = &lang,
				.rules = rules,
				.source = page,
				.built = page,
				.po_path = STR("p.po"),
				.out = &found };
	struct buf text = { 0 };

	for (size_t i = 0; i < page->n; i++) {
		const struct slot *slot = &page->slots[i];

		if (!slot->text.p)
			continue;
		check_text(&p, slot, slot->text, true, r);
		fuzz_pieces(f, pieces, COUNT(pieces), 12, &text);
		check_text(&p, slot, buf_str(&text), false, r);
	}
	buf_release(&text);
	findings_release(&found);
}

int
main(void)
{
	struct fuzz f;
	struct result r = { 0 };
	struct buf bytes = { 0 };
	struct diag diag = { 0 };
	struct check_rules rules;
	struct config cfg;

	config_init(&cfg);
	check_rules_init(&rules, &cfg, &diag);
	fuzz_init(&f, SHORT_RUN);
	while (fuzz_next(&f)) {
		struct arena arena = { 0 };
		struct page page;

		fuzz_pieces(&f, pieces, COUNT(pieces), 14, &bytes);
		buf_add_str(&bytes, "\n\n# a\n\n[y]: /z\n");
		page_read(&page, STR("p"), buf_str(&bytes), cfg.dialect, &arena,
			  NULL);
		check_page_of(&f, &page, &cfg, &rules, &r);
		page_release(&page);
		arena_release(&arena);
	}
	printf("# %zu pages, %zu texts, %zu findings\n", f.n, r.texts,
	       r.findings);
	is_int((long long)r.unfair, 0, "a copy of its source breaks nothing");
	is_int((long long)r.garbled, 0, "what is said is UTF-8");
	is_int((long long)r.missed, 0, "active content is what is refused");
	buf_release(&bytes);
	diag_release(&diag);
	config_release(&cfg);
	return tap_done();
}
