/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * md_fuzz - random pages against the laws of oracle.h.
 *
 * A page is a row of pieces that open, close, continue or break something.
 */
#include "fuzz/fuzz.h"
#include "oracle.h"
#include "unit/tap.h"

#define SHORT_RUN 4000
#define PIECES_MAX 24

static const struct str pieces[] = {
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

static size_t
wrong(const struct oracle *o)
{
	return o->lost + o->bad_leaves + o->bad_texts + o->bad_marks;
}

int
main(void)
{
	struct oracle o = { 0 };
	struct buf page = { 0 };
	struct fuzz fuzz;

	fuzz_init(&fuzz, SHORT_RUN);
	while (fuzz_next(&fuzz) && wrong(&o) < ORACLE_SHOWN_MAX) {
		const struct dialect *dialect = dialect_at(o.pages % 3);
		size_t before = wrong(&o);

		fuzz_pieces(&fuzz, pieces, sizeof(pieces) / sizeof(*pieces),
			    PIECES_MAX, &page);
		oracle_page(&o, buf_str(&page), dialect, dialect->name);
		if (wrong(&o) > before)
			tap_print_bytes("page", buf_str(&page));
	}
	printf("# %zu pages, %zu leaves, %zu texts, %zu of them split\n",
	       o.pages, o.leaves, o.blocks, o.split);
	is_int((long long)o.lost, 0, "blocks begin where cmark says");
	is_int((long long)o.bad_leaves, 0, "leaves keep their invariants");
	is_int((long long)o.bad_texts, 0, "texts alone render as in the page");
	is_int((long long)o.bad_marks, 0, "marked texts give the same leaves");
	buf_release(&page);
	return tap_done();
}
