/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * page_fuzz - pages, filled with hostile texts.
 *
 * An input is a page, then texts that go into its slots, in turn; an empty one
 * leaves its slot alone. A page is split as cmark has it (oracle.h). Law 1: with
 * its own texts it is itself, whatever its bytes. Law 2: whatever the texts, the
 * filled page has the same slots in the same places, and each slot that was not
 * refused says its text.
 */
#include "fuzz/target.h"
#include "oracle.h"
#include "unit/fill.h"

/* What a page is made of: blocks, or parts that open, close, or break one. */
static const struct str blocks[] = {
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

static const struct str parts[] = {
	STR_INIT("> "),
	STR_INIT(">"),
	STR_INIT("- "),
	STR_INIT("-\t"),
	STR_INIT("*"),
	STR_INIT("1. "),
	STR_INIT("12) "),
	STR_INIT("  "),
	STR_INIT("   "),
	STR_INIT("    "),
	STR_INIT("\t"),
	STR_INIT(" "),
	STR_INIT("\n"),
	STR_INIT("\n"),
	STR_INIT("\n"),
	STR_INIT("\n\n"),
	STR_INIT("\r\n"),
	STR_INIT("\r"),
	STR_INIT("\n> "),
	STR_INIT("\n  "),
	STR_INIT("\n    "),
	STR_INIT("```\n"),
	STR_INIT("~~~ js\n"),
	STR_INIT("# "),
	STR_INIT(" ##\n"),
	STR_INIT("\n===\n"),
	STR_INIT("\n---\n"),
	STR_INIT("***\n"),
	STR_INIT("[a]: /u\n"),
	STR_INIT("[b]:\n</x y> 'ti\ntle'\n"),
	STR_INIT("[c]: /v \""),
	STR_INIT("[a]"),
	STR_INIT("[b][a]"),
	STR_INIT("word"),
	STR_INIT("two words"),
	STR_INIT("*em* "),
	STR_INIT("**"),
	STR_INIT("`"),
	STR_INIT("`x  y`"),
	STR_INIT("|"),
	STR_INIT("| a | b |\n"),
	STR_INIT("| - | :-: |\n"),
	STR_INIT("\\|"),
	STR_INIT("\\"),
	STR_INIT("  \n"),
	STR_INIT("<div>\n"),
	STR_INIT("</div>"),
	STR_INIT("<p title=\"t\">text</p>\n"),
	STR_INIT("<span>\n"),
	STR_INIT("<b>"),
	STR_INIT("<!-- "),
	STR_INIT(" -->"),
	STR_INIT("<pre>\n"),
	STR_INIT("{{< tip >}}"),
	STR_INIT("\n{{< tip >}}\n"),
	STR_INIT("\n{{< /tip >}}\n"),
	STR_INIT("{{< /tip >}}"),
	STR_INIT("{{< text bash >}}\n"),
	STR_INIT("{{< /text >}}"),
	STR_INIT("{{< image caption=\"a\"\n  link=\"b\" >}}"),
	STR_INIT("{{% x %}}"),
	STR_INIT("{{% "),
	STR_INIT("[^1]: "),
	STR_INIT("[^1]"),
	STR_INIT("\n: "),
	STR_INIT("\n:   "),
	STR_INIT("[!NOTE]"),
	STR_INIT("[!TIP]- Title\n"),
	STR_INIT("[ ] "),
	STR_INIT("[x] "),
	STR_INIT("$$"),
	STR_INIT("$$\nx\n$$"),
	STR_INIT("{.class}"),
	STR_INIT("{#id}"),
	STR_INIT("---\n"),
	STR_INIT("title: x\n"),
	STR_INIT("&amp;"),
	STR_INIT("<https://a.b>"),
	STR_INIT("![i](/j \"t\")"),
	STR_INIT("[l](/m)"),
	STR_INIT("\xc3\xa9"),
	STR_INIT("\xff"),
	STR_INIT("\f"),
	{ "\0", 1 },
	STR_INIT("\xef\xbb\xbf"),
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

enum { UNTRUE, LOST, BROKEN };
enum { SLOTS, TEXTS, REFUSED };

static void
check_read(struct fuzz *f, struct str bytes, const struct dialect *dialect)
{
	struct oracle o = { 0 };

	oracle_page(&o, bytes, dialect, dialect->name);
	if (o.lost + o.bad_leaves + o.bad_texts + o.bad_marks)
		fuzz_fault(f, UNTRUE, bytes);
}

static void
check_own(struct fuzz *f, const struct page *page)
{
	struct filling *own =
		arena_array(page->arena, page->n + 1, sizeof(*own));
	struct buf out = { 0 };

	for (size_t i = 0; i < page->n; i++)
		own[i].text = page->slots[i].text;
	fill_page(page, own, 0, &out);
	if (!str_eq(buf_str(&out), page->doc.bytes))
		fuzz_fault(f, LOST, buf_str(&out));
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

static bool
all_kept(const struct page *page, struct str bytes, const struct filling *f)
{
	struct page built;
	bool same;

	page_read(&built, page->path, bytes, page->doc.dialect, page->arena,
		  NULL);
	same = built.n == page->n;
	for (size_t i = 0; same && i < page->n; i++)
		same = is_kept(page, &built, i, f);
	page_release(&built);
	return same;
}

static void
check_texts(struct fuzz *f, const struct page *page, struct str texts)
{
	struct filling *fill =
		arena_array(page->arena, page->n + 1, sizeof(*fill));
	struct str rest = texts;
	struct buf out = { 0 };

	for (size_t i = 0; i < page->n && texts.n; i++) {
		struct str text = fuzz_part(&rest);

		if (!rest.p)
			rest = texts;
		if (text.n)
			fill[i].text = text;
		f->counts[TEXTS] += text.n > 0;
	}
	f->counts[REFUSED] += fill_page(page, fill, 0, &out);
	if (!all_kept(page, buf_str(&out), fill))
		fuzz_fault(f, BROKEN, buf_str(&out));
	buf_release(&out);
}

static void
check(struct fuzz *f, struct str input)
{
	const struct dialect *dialect = dialect_at(fuzz_below(f, 3));
	struct str bytes = fuzz_part(&input);
	struct arena arena = { 0 };
	struct page page;

	check_read(f, bytes, dialect);
	page_read(&page, STR("p"), bytes, dialect, &arena, NULL);
	f->counts[SLOTS] += page.n;
	check_own(f, &page);
	check_texts(f, &page, input);
	page_release(&page);
	arena_release(&arena);
}

static void
make(struct fuzz *f, struct buf *input)
{
	size_t n = fuzz_below(f, 3);

	if (fuzz_below(f, 2)) {
		fuzz_pieces(f, parts, FUZZ_COUNT(parts), 24, input);
	} else {
		fuzz_pieces(f, blocks, FUZZ_COUNT(blocks), 8, input);
		while (n--)
			fuzz_mutate(f, hostile, FUZZ_COUNT(hostile), input);
	}
	for (n = 8; n; n--) {
		buf_add_byte(input, FUZZ_NEXT);
		if (fuzz_below(f, 2))
			fuzz_pieces(f, hostile, FUZZ_COUNT(hostile), 5, input);
	}
}

const struct fuzz_target fuzz_target = {
	.name = "page",
	.input = "a page, and texts for its slots",
	.short_run = 6000,
	.pieces = hostile,
	.n_pieces = FUZZ_COUNT(hostile),
	.laws = { "a page is split as cmark has it",
		  "own texts give back the page",
		  "hostile texts break no page" },
	.counts = { "slots", "texts", "refused" },
	.make = make,
	.check = check,
};
