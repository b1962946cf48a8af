/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fill_fuzz - random pages, filled with hostile texts.
 *
 * Law 1: with its own texts each page is itself, whatever its bytes. Law 2:
 * whatever the texts, the filled page has the same slots in the same places,
 * and each slot that was not refused says its text.
 */
#include "fuzz/fuzz.h"
#include "unit/fill.h"
#include "unit/tap.h"

#define SHORT_RUN 4000

static const struct str pieces[] = {
	STR_INIT("---\ntitle: The pond\n---\n"),
	STR_INIT("# Heading\n\n"),
	STR_INIT("Heading\n===\n\n"),
	STR_INIT("A text of\ntwo lines.\n\n"),
	STR_INIT("- item\n- other\n  wrapped\n\n"),
	STR_INIT("> quoted\n> text\n\n"),
	STR_INIT("> [!NOTE] Title\n> text\n\n"),
	STR_INIT("| A | B |\n|---|---|\n| c | d |\n\n"),
	STR_INIT("```sh\ncode\n```\n\n"),
	STR_INIT("    indented\n\n"),
	STR_INIT("<p title=\"t\">text</p>\n\n"),
	STR_INIT("<!-- comment -->\n\n"),
	STR_INIT("{{< figure caption=\"The pond\" >}}\n\n"),
	STR_INIT("{{< tip >}}\ninner\n{{< /tip >}}\n\n"),
	STR_INIT("{{< text bash >}}\n$ x\n{{< /text >}}\n\n"),
	STR_INIT("[a]: /b \"title\"\n\n"),
	STR_INIT("Term\n: definition\n\n"),
	STR_INIT("[^1]: note\n\n"),
	STR_INIT("1. one\n\n   two\n\n"),
	STR_INIT("text {{< x >}} and `code`\n"),
	STR_INIT("\n"),
	STR_INIT("\r\n"),
	STR_INIT("\t"),
	STR_INIT("  "),
	STR_INIT("word"),
	STR_INIT("> "),
	STR_INIT("- "),
};

static const struct str hostile[] = {
	STR_INIT("1. "),
	STR_INIT("- "),
	STR_INIT("# "),
	STR_INIT("> "),
	STR_INIT("```"),
	STR_INIT("~~~"),
	STR_INIT("\n"),
	STR_INIT("\n\n"),
	STR_INIT("---"),
	STR_INIT("==="),
	STR_INIT("|"),
	STR_INIT("\\|"),
	STR_INIT("[x]: "),
	STR_INIT("[^1]: "),
	STR_INIT(": "),
	STR_INIT("<div>"),
	STR_INIT("</p>"),
	STR_INIT("<!--"),
	STR_INIT("-->"),
	STR_INIT("<script>"),
	STR_INIT("{{< x >}}"),
	STR_INIT("{{< /tip >}}"),
	STR_INIT("{{<"),
	STR_INIT(">}}"),
	STR_INIT("{{< /text >}}"),
	STR_INIT("\""),
	STR_INIT("'"),
	STR_INIT("`"),
	STR_INIT("\\"),
	STR_INIT("+++"),
	STR_INIT("$$"),
	STR_INIT(":::"),
	STR_INIT("{.x}"),
	STR_INIT("{#id}"),
	STR_INIT("\t"),
	STR_INIT("    "),
	STR_INIT("  \n"),
	STR_INIT("\\\n"),
	STR_INIT("\r"),
	STR_INIT("word"),
	STR_INIT("two words"),
	STR_INIT("*"),
	STR_INIT("&amp;"),
	STR_INIT("[!NOTE]"),
	STR_INIT("[ ] "),
	STR_INIT("\xe2\x80\xa8"),
	STR_INIT("\xff"),
	{ "\0", 1 },
	STR_INIT("\xc3\xa9"),
	STR_INIT("#"),
};

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

struct result {
	size_t slots, texts, refused, lost, broken;
};

static void
check_own(const struct page *page, struct result *r)
{
	struct filling *f = arena_array(page->arena, page->n + 1, sizeof(*f));
	struct buf out = { 0 };

	for (size_t i = 0; i < page->n; i++)
		f[i].text = page->slots[i].text;
	fill_page(page, f, 0, &out);
	if (!str_eq(buf_str(&out), page->doc.bytes) && r->lost++ < 5)
		tap_print_bytes("page", page->doc.bytes);
	buf_release(&out);
}

/* Is slot i where it was, with the kind that it had? */
static bool
is_kept(const struct page *page, const struct page *built, size_t i,
	const struct filling *f)
{
	return built->slots[i].kind == page->slots[i].kind &&
	       built->slots[i].at.begin == f[i].at.begin &&
	       built->slots[i].at.end == f[i].at.end &&
	       str_eq(md_place(&page->doc, page->slots[i].leaf),
		      md_place(&built->doc, built->slots[i].leaf)) &&
	       (f[i].text.p && !f[i].refused ?
			true :
			str_eq(slot_bytes(page, &page->slots[i]),
			       slot_bytes(built, &built->slots[i])));
}

static void
check_hostile(struct fuzz *fuzz, const struct page *page, struct result *r)
{
	struct filling *f = arena_array(page->arena, page->n + 1, sizeof(*f));
	struct buf out = { 0 }, text = { 0 };
	struct page built;
	bool same;

	for (size_t i = 0; i < page->n; i++) {
		if (fuzz_below(fuzz, 2))
			continue;
		fuzz_pieces(fuzz, hostile, COUNT(hostile), 5, &text);
		f[i].text = arena_str(page->arena, buf_str(&text));
		r->texts++;
	}
	r->refused += fill_page(page, f, 0, &out);
	page_read(&built, page->path, buf_str(&out), page->doc.dialect,
		  page->arena, NULL);
	same = built.n == page->n;
	for (size_t i = 0; same && i < page->n; i++)
		same = is_kept(page, &built, i, f);
	if (!same && r->broken++ < 5) {
		tap_print_bytes("page", page->doc.bytes);
		tap_print_bytes("filled", buf_str(&out));
	}
	page_release(&built);
	buf_release(&out);
	buf_release(&text);
}

int
main(void)
{
	struct fuzz f;
	struct result r = { 0 };
	struct buf bytes = { 0 };

	fuzz_init(&f, SHORT_RUN);
	while (fuzz_next(&f)) {
		struct arena arena = { 0 };
		struct page page;
		size_t n = fuzz_below(&f, 3);

		fuzz_pieces(&f, pieces, COUNT(pieces), 8, &bytes);
		while (n--)
			fuzz_mutate(&f, hostile, COUNT(hostile), &bytes);
		page_read(&page, STR("p"), buf_str(&bytes), dialect_at(f.n % 3),
			  &arena, NULL);
		r.slots += page.n;
		check_own(&page, &r);
		check_hostile(&f, &page, &r);
		page_release(&page);
		arena_release(&arena);
	}
	printf("# %zu pages, %zu slots, %zu texts, %zu refused\n", f.n, r.slots,
	       r.texts, r.refused);
	is_int((long long)r.lost, 0, "own texts give back the page");
	is_int((long long)r.broken, 0, "hostile texts break no page");
	buf_release(&bytes);
	return tap_done();
}
