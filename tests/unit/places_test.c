/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * places_test - hostile texts through a catalog into each kind of place.
 *
 * The pages are one with every kind of place, those of examples/ and tests/, and
 * some of the corpora. One trial translates one text of one page, by a catalog
 * that is written and read again, and composes the page:
 *
 *   - the page keeps its skeleton and its other slots, byte for byte;
 *   - the text is refused with a finding, and its slot keeps its bytes, or the
 *     slot says the text: the same value, or what cmark renders alike (d);
 *   - what the slot then says is written the same way again (c);
 *   - what the slot said before is written as it stood there (b).
 *
 * Trials go round the kinds of places, so that none is left out: a kind without
 * a slot, or whose texts were all refused, fails.
 */
#include "base/file.h"
#include "base/utf8.h"
#include "catalog/po_read.h"
#include "catalog/po_write.h"
#include "fuzz/fuzz.h"
#include "sync/compose.h"
#include "unit/codec.h"
#include "unit/tap.h"

#include <cmark.h>

#define SHORT_RUN 3500
#define MAX_PAGE_BYTES 20000
#define CORPUS_PAGES 150
#define LONG_TEXT 100000
#define SHOWN_MAX 8
#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static const struct str hostile[] = {
	STR_INIT("1. "),
	STR_INIT("- "),
	STR_INIT("+ "),
	STR_INIT("* "),
	STR_INIT("# "),
	STR_INIT(" ##"),
	STR_INIT("> "),
	STR_INIT("```"),
	STR_INIT("````"),
	STR_INIT("~~~"),
	STR_INIT("\n```\n"),
	STR_INIT("\n"),
	STR_INIT("\n\n"),
	STR_INIT("\n---\n"),
	STR_INIT("\n===\n"),
	STR_INIT("\n+++\n"),
	STR_INIT("---"),
	STR_INIT("..."),
	STR_INIT("==="),
	STR_INIT("+++"),
	STR_INIT("***"),
	STR_INIT("|"),
	STR_INIT("\\|"),
	STR_INIT("|---|---|"),
	STR_INIT("[x]: /y"),
	STR_INIT("[^1]: "),
	STR_INIT(": "),
	STR_INIT("\n: "),
	STR_INIT(" #"),
	STR_INIT("<div>"),
	STR_INIT("</div>"),
	STR_INIT("</p>"),
	STR_INIT("<pre>"),
	STR_INIT("<!--"),
	STR_INIT("-->"),
	STR_INIT("<script>"),
	STR_INIT("<b title=\"x\">"),
	STR_INIT("{{< x >}}"),
	STR_INIT("{{< tip >}}"),
	STR_INIT("{{< /tip >}}"),
	STR_INIT("{{< /text >}}"),
	STR_INIT("{{<"),
	STR_INIT(">}}"),
	STR_INIT("{{%"),
	STR_INIT("%}}"),
	STR_INIT("/>}}"),
	STR_INIT("{{< a \"b\" >}}"),
	STR_INIT("\""),
	STR_INIT("'"),
	STR_INIT("''"),
	STR_INIT("`"),
	STR_INIT("\\"),
	STR_INIT("\\\\"),
	STR_INIT("\\\""),
	STR_INIT("("),
	STR_INIT(")"),
	STR_INIT("<"),
	STR_INIT(">"),
	STR_INIT("&"),
	STR_INIT("&amp;"),
	STR_INIT("&quot;"),
	STR_INIT("$$"),
	STR_INIT(":::"),
	STR_INIT("!!! note"),
	STR_INIT("{.x}"),
	STR_INIT("{#id}"),
	STR_INIT("{"),
	STR_INIT("}"),
	STR_INIT("["),
	STR_INIT("]"),
	STR_INIT("@"),
	STR_INIT("%"),
	STR_INIT("!tag "),
	STR_INIT("&anchor "),
	STR_INIT("? "),
	STR_INIT(","),
	STR_INIT("null"),
	STR_INIT("true"),
	STR_INIT("12"),
	STR_INIT("\t"),
	STR_INIT("    "),
	STR_INIT(" "),
	STR_INIT("  \n"),
	STR_INIT("\\\n"),
	STR_INIT("\r"),
	STR_INIT("\r\n"),
	STR_INIT("\v\f"),
	STR_INIT("\x01\x7f"),
	STR_INIT("\xc2\x85"),
	STR_INIT("\xc2\xa0"),
	STR_INIT("\xe2\x80\xa8"),
	STR_INIT("\xe2\x80\xa9"),
	STR_INIT("\xe2\x80\xae"),
	STR_INIT("\xef\xbb\xbf"),
	STR_INIT("\xef\xbf\xbe"),
	STR_INIT("\xff"),
	STR_INIT("\xed\xa0\x80"),
	{ "\0", 1 },
	STR_INIT("word"),
	STR_INIT("*em*"),
	STR_INIT("_"),
	STR_INIT("![i](/i)"),
	STR_INIT("https://x.org"),
	STR_INIT("[!NOTE]"),
	STR_INIT("[ ] "),
	STR_INIT("<!-- calque: off -->"),
};

/* Each kind of place at least once; more than one slot of each. */
static const char sampler[] =
	"---\n"
	"title: The pond\n"
	"description: 'It''s deep'\n"
	"linkTitle: \"A \\\"pond\\\"\"\n"
	"summary: |\n"
	"  Two lines\n"
	"  of text\n"
	"notes: >-\n"
	"  Folded\n"
	"  text\n"
	"tags: [frogs, 'newts', \"eels\"]\n"
	"---\n\n"
	"# The pond\n\n"
	"A text of\ntwo lines.\n\n"
	"Setext\nheading\n===\n\n"
	"## Closed ##\n\n"
	"> A quote of\n> two lines.\n\n"
	"> [!NOTE] A title\n> An alert's text.\n\n"
	"- An item\n- Another,\n  wrapped\n\n  and a second paragraph\n\n"
	"1. One\n   - Two\n\n"
	"| A | B |\n|---|---|\n| c | d<br>e |\n\n"
	"Term\n: Its definition\n\n"
	"Text with a note.[^1] And `code`, *emphasis*, [link][pond].\n\n"
	"[^1]: The note's text.\n\n"
	"```sh\necho hello\n\necho more\n```\n\n"
	"    indented code\n\n"
	"- in an item:\n\n  ~~~ js\n  x = 1\n  ~~~\n\n"
	"<p title=\"Double\" class='single'>HTML text</p>\n\n"
	"<img alt='Single' title=Bare src=/x.png>\n\n"
	"<div>\n\n</div>\n\n"
	"<style>\nb { color: red }\n</style>\n\n"
	"<!-- A comment -->\n\n"
	"{{< figure src=\"/a.png\" caption=\"The pond\" alt=`raw \"text\"` "
	">}}\n\n"
	"{{< image width=75% caption=Named >}}\n\n"
	"{{< bare word >}}\n\n"
	"{{< tip >}}\nA paragraph in a pair.\n{{< /tip >}}\n\n"
	"{{< text bash >}}\n$ ls\n{{< /text >}}\n\n"
	"$$\nx^2\n$$\n\n"
	"[pond]: /pond \"Double\"\n"
	"[newt]: </a newt> 'Single'\n"
	"[eel]: /eel (Round)\n";

static const char sampler_toml[] =
	"+++\n"
	"title = \"The pond\"\n"
	"linkTitle = 'A pond'\n"
	"description = \"\"\"\nTwo lines\nof text\"\"\"\n"
	"summary = \'\'\'\nAs it\nis\'\'\'\n"
	"tags = [\"frogs\", 'newts']\n"
	"[menu.main]\n"
	"name = \"Pond\" # short\n"
	"+++\n\nText.\n";

static const char sampler_json[] =
	"{\n"
	"  \"title\": \"The pond\",\n"
	"  \"menu\": {\"main\": {\"name\": \"A \\\"pond\\\"\"}},\n"
	"  \"tags\": [\"frogs\", \"newts\"], \"weight\": 1\n"
	"}\n\nText.\n";

/* A kind of place, and what came of the texts that were put there. */
struct place {
	enum md_kind kind;
	int variant; /* see variant_of */
	const char *name;
	struct site_slot {
		const struct page *page;
		size_t slot;
	} * slots;
	size_t n, cap;
	size_t trials, refused, unwritten;
};

#define MATTER(kind, style) ((int)(kind)*10 + (int)(style))

static struct place places[] = {
	{ .kind = MD_PARAGRAPH, MD_DOCUMENT, "paragraph" },
	{ .kind = MD_PARAGRAPH, MD_QUOTE, "paragraph of a quote" },
	{ .kind = MD_PARAGRAPH, MD_ITEM, "paragraph of an item" },
	{ .kind = MD_PARAGRAPH, MD_DEFINITION, "definition" },
	{ .kind = MD_PARAGRAPH, MD_FOOTNOTE, "footnote" },
	{ .kind = MD_PARAGRAPH, MD_ALERT, "paragraph of an alert" },
	{ .kind = MD_PARAGRAPH, MD_PAIR, "paragraph of a pair of shortcodes" },
	{ .kind = MD_HEADING, false, "heading" },
	{ .kind = MD_HEADING, true, "setext heading" },
	{ .kind = MD_TERM, 0, "term" },
	{ .kind = MD_TITLE, 0, "title of an alert" },
	{ .kind = MD_CELL, 0, "table cell" },
	{ .kind = MD_HTML_TEXT, 0, "HTML text" },
	{ .kind = MD_HTML_ATTR, '"', "HTML attribute in \"" },
	{ .kind = MD_HTML_ATTR, '\'', "HTML attribute in '" },
	{ .kind = MD_HTML_ATTR, 0, "HTML attribute without quotes" },
	{ .kind = MD_HTML, 0, "HTML block" },
	{ .kind = MD_COMMENT, 0, "comment" },
	{ .kind = MD_CODE, 0, "code" },
	{ .kind = MD_INFO, 0, "info string" },
	{ .kind = MD_INNER, 0, "inner text of a shortcode" },
	{ .kind = MD_MATH, 0, "math" },
	{ .kind = MD_MATTER,
	  MATTER(FRONTMATTER_YAML, YAML_PLAIN),
	  "plain scalar" },
	{ .kind = MD_MATTER,
	  MATTER(FRONTMATTER_YAML, YAML_SINGLE),
	  "scalar in '" },
	{ .kind = MD_MATTER,
	  MATTER(FRONTMATTER_YAML, YAML_DOUBLE),
	  "scalar in \"" },
	{ .kind = MD_MATTER,
	  MATTER(FRONTMATTER_YAML, YAML_LITERAL),
	  "literal scalar" },
	{ .kind = MD_MATTER,
	  MATTER(FRONTMATTER_YAML, YAML_FOLDED),
	  "folded scalar" },
	{ .kind = MD_MATTER,
	  MATTER(FRONTMATTER_TOML, YAML_SINGLE),
	  "TOML string in '" },
	{ .kind = MD_MATTER,
	  MATTER(FRONTMATTER_TOML, YAML_DOUBLE),
	  "TOML string in \"" },
	{ .kind = MD_MATTER,
	  MATTER(FRONTMATTER_TOML, YAML_LITERAL),
	  "TOML string in '''" },
	{ .kind = MD_MATTER,
	  MATTER(FRONTMATTER_TOML, YAML_FOLDED),
	  "TOML string in \"\"\"" },
	{ .kind = MD_MATTER,
	  MATTER(FRONTMATTER_JSON, YAML_DOUBLE),
	  "JSON string" },
	{ .kind = MD_PARAM, PARAM_BARE, "bare parameter" },
	{ .kind = MD_PARAM, PARAM_QUOTED, "parameter in \"" },
	{ .kind = MD_PARAM, PARAM_RAW, "raw parameter" },
	{ .kind = MD_PARAM, PARAM_BARE_NAMED, "named bare parameter" },
	{ .kind = MD_DEST, 0, "destination of a definition" },
	{ .kind = MD_DEF_TITLE, '"', "title of a definition in \"" },
	{ .kind = MD_DEF_TITLE, '\'', "title of a definition in '" },
	{ .kind = MD_DEF_TITLE, '(', "title of a definition in ()" },
};

/* What went wrong, of which property. */
static struct {
	size_t structure, others, kept, said, again, same, catalog;
} bad;

static int
variant_of(const struct page *page, const struct slot *slot)
{
	switch (slot->kind) {
	case MD_PARAGRAPH:
		return (int)page->doc.containers[slot->leaf->container].kind;
	case MD_HEADING:
		return slot->leaf->setext;
	case MD_HTML_ATTR:
	case MD_DEF_TITLE:
		return slot->leaf->html_quote;
	case MD_MATTER:
		return MATTER(page->doc.front.kind,
			      page->doc.data.nodes[slot->leaf->node].style);
	case MD_PARAM:
		return (int)slot->leaf->quote;
	default:
		return 0;
	}
}

static void
list_slots(const struct page *page)
{
	for (size_t i = 0; i < page->n; i++) {
		const struct slot *slot = &page->slots[i];
		struct site_slot at = { page, i };

		for (size_t k = 0; k < COUNT(places); k++)
			if (slot->text.p && places[k].kind == slot->kind &&
			    places[k].variant == variant_of(page, slot))
				ARENA_PUSH(page->arena, places[k].slots,
					   places[k].n, places[k].cap, at);
	}
}

/* ---- pages ---- */

static struct page **pages;
static size_t n_pages, cap_pages;

static void
add_page(struct str bytes, const struct dialect *dialect, struct arena *arena)
{
	struct page *page = arena_alloc(arena, sizeof(*page));

	page_read(page, STR("a.md"), arena_str(arena, bytes), dialect, arena,
		  NULL);
	list_slots(page);
	ARENA_PUSH(arena, pages, n_pages, cap_pages, page);
}

/* The pages below a folder, or about `max` of them. */
static void
add_folder(struct fuzz *f, const char *root, const char *folder, size_t max,
	   struct arena *arena)
{
	struct diag quiet = { .quiet = true };
	struct str path = arena_strf(arena, "%s/%s", root, folder);
	struct file_list files = { 0 };
	size_t n = 0;

	if (file_is_dir(path.p))
		file_walk(path.p, arena, &files, &quiet);
	for (size_t i = 0; i < files.n; i++) {
		struct buf bytes = { 0 };
		struct str file = path_join(arena, path, files.paths[i]);

		if (str_ends(file, STR(".md")) &&
		    fuzz_below(f, files.n) < max &&
		    file_load(file.p, &bytes, &quiet) &&
		    bytes.n <= MAX_PAGE_BYTES) {
			add_page(buf_str(&bytes), dialect_at(n % 4 ? 2 : n % 3),
				 arena);
			n++;
		}
		buf_release(&bytes);
	}
	printf("# %s: %zu pages\n", folder, n);
	diag_release(&quiet);
}

/* The page with either kind of line ends. */
static void
add_samples(const char *page, struct arena *arena)
{
	const struct dialect *hugo = dialect_preset(STR("hugo"));
	struct buf crlf = { 0 };

	add_page(str_of(page), hugo, arena);
	for (const char *p = page; *p; p++) {
		if (*p == '\n')
			buf_add_byte(&crlf, '\r');
		buf_add_byte(&crlf, *p);
	}
	add_page(buf_str(&crlf), hugo, arena);
	buf_release(&crlf);
}

static void
add_pages(struct fuzz *f, struct arena *arena)
{
	const char *root = getenv("top_srcdir");

	root = root ? root : ".";
	add_samples(sampler, arena);
	add_samples(sampler_toml, arena);
	add_samples(sampler_json, arena);
	add_folder(f, root, "examples", (size_t)-1, arena);
	add_folder(f, root, "tests/cases", (size_t)-1, arena);
	add_folder(f, root, "tests/spec", (size_t)-1, arena);
	add_folder(f, root, "../shared/corpora", CORPUS_PAGES, arena);
}

/* ---- texts ---- */

static void
add_hostile(struct fuzz *f, struct buf *out)
{
	struct buf row = { 0 };
	size_t what = fuzz_below(f, 40);

	if (what == 0) {
		for (size_t i = 0; i < COUNT(hostile) - 1; i++)
			buf_add(out, hostile[i]);
		return;
	}
	fuzz_pieces(f, hostile, COUNT(hostile), 3, &row);
	do
		buf_add(out, buf_str(&row));
	while (what == 1 && out->n < LONG_TEXT);
	buf_release(&row);
}

/* A hostile text alone, or at the start, in the middle, at the end of `text`. */
static struct str
hostile_text(struct fuzz *f, struct str text, struct arena *arena)
{
	size_t at = (size_t[]){ 0, text.n / 2, text.n, 0 }[fuzz_below(f, 4)];
	struct buf out = { 0 };
	struct str result;

	while (at < text.n && ((unsigned char)text.p[at] & 0xc0) == 0x80)
		at++;
	buf_add(&out, str_sub(text, 0, at));
	add_hostile(f, &out);
	if (fuzz_below(f, 4))
		buf_add(&out, str_from(text, at));
	result = arena_str(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

/* ---- what a text says ---- */

static bool
is_text(enum md_kind kind)
{
	return kind <= MD_CELL;
}

/*
 * With "\n" for each line end, none first, and no white space at the end. A line
 * of blanks alone is an empty one: what indents it is the page's.
 */
static struct str
lines_of(struct str text, struct arena *arena)
{
	struct buf out = { 0 };
	struct str result;

	for (size_t i = 0, begin = 0; i < text.n; i++) {
		if (text.p[i] != '\r' && text.p[i] != '\n') {
			buf_add_byte(&out, text.p[i]);
			continue;
		}
		if (text.p[i] == '\r' && str_at(text, i + 1) == '\n')
			i++;
		if (!str_trim_blanks(str_from(buf_str(&out), begin)).n)
			buf_cut(&out, begin);
		buf_add_byte(&out, '\n');
		begin = out.n;
	}
	result = arena_str(arena, buf_str(&out));
	while (result.n && result.p[0] == '\n')
		result = str_from(result, 1);
	while (result.n && ascii_is_space(result.p[result.n - 1]))
		result.n--;
	buf_release(&out);
	return result;
}

/* Replace all of one text by another, and drop white space. */
static struct str
plain(struct str text, const char *const (*pairs)[2], size_t n,
      struct arena *arena)
{
	struct buf out = { 0 };
	struct str result;

	for (size_t i = 0; i < text.n;) {
		size_t k = 0;

		while (k < n &&
		       !str_starts(str_from(text, i), str_of(pairs[k][0])))
			k++;
		if (k < n)
			buf_add_str(&out, pairs[k][1]);
		else if (!ascii_is_space(text.p[i]))
			buf_add_byte(&out, text.p[i]);
		i += k < n ? strlen(pairs[k][0]) : 1;
	}
	result = arena_str(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

/* A hard break: a backslash that none before it escapes. */
static bool
ends_in_break(struct str line)
{
	size_t n = 0;

	while (n < line.n && line.p[line.n - 1 - n] == '\\')
		n++;
	return n % 2;
}

/* As inlines alone: a further line of a paragraph can begin nothing else. */
static struct str
rendered(struct str text, bool cell, struct arena *arena)
{
	static const char *const pipes[][2] = { { "\\|", "|" },
						{ " ", " " },
						{ "\n", "\n" } };
	static const char *const breaks[][2] = { { "<br>", "" },
						 { "<br/>", "" } };
	struct buf page = { 0 };
	struct str rest = str_trim_space(lines_of(text, arena)), line, result;
	char *html;

	if (cell)
		rest = plain(rest, pipes, COUNT(pipes), arena);
	buf_add_str(&page, "X");
	while (str_split(&rest, '\n', &line)) {
		if (!str_trim_blanks(line).n)
			continue; /* where lines are joined */
		buf_add_str(&page, cell ? " " : "\n    ");
		buf_add(&page, str_trim_blanks(line));
		if (cell && rest.p && ends_in_break(str_trim_blanks(line)))
			page.n--;
		if (!cell && rest.p && str_ends(line, STR("  ")))
			buf_add_str(&page, "  ");
	}
	html = cmark_markdown_to_html(page.p, page.n, CMARK_OPT_UNSAFE);
	result = plain(str_of(html), breaks, cell ? 2 : 0, arena);
	free(html);
	buf_release(&page);
	return result;
}

static bool
says(const struct page *built, const struct slot *slot, struct str text,
     struct arena *arena)
{
	static const char *const entities[][2] = {
		{ "&quot;", "\"" }, { "&#39;", "'" }, { "&#34;", "\"" },
		{ "&#60;", "<" },   { "&#61;", "=" }, { "&#96;", "`" },
		{ "&#62;", ">" },   { "&#9;", "" },   { "&#10;", "" },
		{ "&#11;", "" },    { "&#12;", "" },  { "&#13;", "" },
		{ "&#32;", "" },
	};
	static const char *const escapes[][2] = { { "\\", "" } };
	struct str said = slot_target_text(built, slot);

	if (is_text(slot->kind))
		return str_eq(rendered(said, slot->kind == MD_CELL, arena),
			      rendered(text, slot->kind == MD_CELL, arena));
	switch (slot->kind) {
	case MD_HTML_TEXT:
		return str_eq(plain(said, NULL, 0, arena),
			      plain(text, NULL, 0, arena));
	case MD_HTML_ATTR:
		return str_eq(plain(said, entities, COUNT(entities), arena),
			      plain(text, entities, COUNT(entities), arena));
	case MD_DEF_TITLE:
		return str_eq(plain(said, escapes, 1, arena),
			      plain(text, escapes, 1, arena));
	case MD_INFO:
	case MD_DEST:
		return str_eq(said, str_trim_space(text));
	default:
		return str_eq(lines_of(said, arena), lines_of(text, arena));
	}
}

/* ---- one trial ---- */

/* A page whose slot got a text. */
struct trial {
	struct place *place;
	const struct page *page;
	const struct slot *slot;
	struct str text;
	struct config cfg;
	struct catalog cat;
	struct lookup lookup;
	struct composed composed;
	struct page built;
	struct arena arena;
};

static void
complain(size_t *count, const char *what, const struct trial *t)
{
	if (++*count > SHOWN_MAX)
		return;
	printf("# %s: %s\n", what, t->place->name);
	tap_print_bytes("was", slot_bytes(t->page, t->slot));
	tap_print_bytes("text", str_sub(t->text, 0, 400));
	if (t->page->doc.bytes.n < 400)
		tap_print_bytes("page", t->page->doc.bytes);
	for (size_t i = 0; i < t->built.n && t->built.n == t->page->n; i++)
		if (&t->page->slots[i] == t->slot)
			tap_print_bytes("is",
					str_sub(slot_bytes(&t->built,
							   &t->built.slots[i]),
						0, 400));
}

/* A catalog of one message, as it comes out of its file. */
static void
make_catalog(struct trial *t)
{
	struct diag quiet = { .quiet = true };
	struct catalog cat;
	struct po_message *m;
	struct buf po = { 0 };

	catalog_init(&cat);
	catalog_make_header(&cat, STR("p"), STR(""), STR("es"), STR(""));
	m = catalog_add(&cat, lookup_own_context(t->slot), t->slot->text);
	po_set_msgstr(&cat, m, t->text);
	po_write(&cat, &po);
	catalog_release(&cat);
	catalog_init(&t->cat);
	if (!po_read(&t->cat, arena_str(&t->arena, buf_str(&po)), STR("a.po"),
		     &quiet) &&
	    utf8_is_valid(t->text) &&
	    str_find_byte(t->text, 0, '\0') == t->text.n)
		complain(&bad.catalog, "catalog", t);
	diag_release(&quiet);
	buf_release(&po);
}

static void
open_trial(struct trial *t, bool active)
{
	static struct str all = STR_INIT("**");
	struct compose compose = { .cfg = &t->cfg };

	config_init(&t->cfg);
	t->cfg.dialect = t->page->doc.dialect;
	t->cfg.allow = &all;
	t->cfg.n_allow = active;
	make_catalog(t);
	lookup_init(&t->lookup, &t->cat, &t->arena);
	compose_page(&compose, &t->lookup, t->page, &t->composed);
	page_read(&t->built, t->page->path, buf_str(&t->composed.bytes),
		  t->page->doc.dialect, &t->arena, NULL);
}

static void
close_trial(struct trial *t)
{
	page_release(&t->built);
	composed_release(&t->composed);
	catalog_release(&t->cat);
	config_release(&t->cfg);
	arena_release(&t->arena);
}

static bool
is_refused(const struct trial *t, const struct slot *slot)
{
	for (size_t i = 0; i < t->composed.n_refused; i++)
		if (t->composed.refusals[i].slot == slot)
			return true;
	return false;
}

/* The same slots, and the same bytes between them (e). */
static bool
keeps_structure(const struct trial *t)
{
	const struct page *a = t->page, *b = &t->built;
	size_t x = 0, y = 0;

	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		const struct slot *s = &a->slots[i], *r = &b->slots[i];

		if (s->kind != r->kind || s->leaf->level != r->leaf->level ||
		    !str_eq(str_sub(a->doc.bytes, x, s->at.begin),
			    str_sub(b->doc.bytes, y, r->at.begin)) ||
		    !str_eq(md_place(&a->doc, s->leaf),
			    md_place(&b->doc, r->leaf)))
			return false;
		x = s->at.end;
		y = r->at.end;
	}
	return str_eq(str_from(a->doc.bytes, x), str_from(b->doc.bytes, y));
}

/*
 * Does a shortcode of several lines stand in one line of the slot? A text that is
 * written anew there gets the page's indentation twice: a limit of the encoders.
 */
static bool
has_long_tag(const struct page *page, const struct slot *slot)
{
	bool any = false;

	for (size_t i = 0; i < slot->n_lines; i++) {
		struct str line = str_span(page->doc.bytes, slot->lines[i]);

		any = any || str_find_byte(line, 0, '\n') < line.n;
	}
	return any && slot->kind != MD_MATTER && slot->kind != MD_PARAM;
}

/* What became of the slots: those with the text, and the others. */
static bool
check_slots(struct trial *t)
{
	bool written = false;

	for (size_t i = 0; i < t->page->n; i++) {
		const struct slot *s = &t->page->slots[i];
		const struct slot *r = &t->built.slots[i];
		bool mine = lookup_live(&t->lookup, t->page, s) != NULL;
		bool kept = str_eq(slot_bytes(t->page, s),
				   slot_bytes(&t->built, r));

		if (!mine && !kept)
			complain(&bad.others, "another slot", t);
		else if (mine && is_refused(t, s) && !kept)
			complain(&bad.kept, "refused, but not kept", t);
		else if (mine && !is_refused(t, s) &&
			 !has_long_tag(t->page, s) &&
			 !says(&t->built, r, t->text, &t->arena))
			complain(&bad.said, "another text", t);
		else if (s == t->slot)
			written = mine && !is_refused(t, s);
	}
	return written;
}

/* (c): what the slot says now is written the same way. */
static void
check_again(struct trial *t, bool active)
{
	const struct slot *now = &t->built.slots[t->slot - t->page->slots];
	struct trial again = { .place = t->place,
			       .page = t->page,
			       .slot = t->slot,
			       .text = slot_target_text(&t->built, now) };
	const struct slot *then;

	/* what stands in the source is never written anew */
	if (!again.text.p || str_eq(again.text, t->slot->text))
		return;
	/* blanks before a line may be of a tag or code span: kept the first time */
	if ((str_find(again.text, 0, STR("{{")) < again.text.n ||
	     str_find_byte(again.text, 0, '`') < again.text.n) &&
	    str_find_byte(again.text, 0, '\n') < again.text.n)
		return;
	open_trial(&again, active);
	then = &again.built.slots[now - t->built.slots];
	if (again.built.n != t->built.n ||
	    !str_eq(slot_bytes(&again.built, then),
		    slot_bytes(&t->built, now))) {
		complain(&bad.again, "written otherwise again", &again);
		if (bad.again <= SHOWN_MAX)
			tap_print_bytes(
				"first",
				str_sub(slot_bytes(&t->built, now), 0, 400));
	}
	close_trial(&again);
}

/* (b): the encoder itself, without the short way for a text that is there. */
static void
check_same(struct trial *t)
{
	struct slot slot = *t->slot;
	struct buf out = { 0 };

	slot.text = (struct str){ 0 };
	t->text = slot_target_text(t->page, t->slot);
	if (!str_trim_space(t->text).n || has_long_tag(t->page, t->slot))
		return; /* a blank text is never written */
	if (codec_encode(t->page, &slot, t->text, 0, &out) != CODEC_OK ||
	    !str_eq(buf_str(&out), slot_bytes(t->page, t->slot))) {
		complain(&bad.same, "not as it was", t);
		if (bad.same <= SHOWN_MAX)
			tap_print_bytes("got", buf_str(&out));
	}
	buf_release(&out);
}

static void
try_text(struct fuzz *f, struct place *place)
{
	struct site_slot at = place->slots[fuzz_below(f, place->n)];
	struct trial t = { .place = place,
			   .page = at.page,
			   .slot = &at.page->slots[at.slot] };
	bool active = fuzz_below(f, 2);

	t.text = hostile_text(f, t.slot->text, &t.arena);
	open_trial(&t, active);
	place->trials++;
	place->refused += t.composed.n_refused > 0;
	if (!keeps_structure(&t))
		complain(&bad.structure, "structure", &t);
	else if (check_slots(&t))
		check_again(&t, active);
	else
		place->unwritten++;
	check_same(&t);
	close_trial(&t);
}

static void
report(void)
{
	for (size_t k = 0; k < COUNT(places); k++) {
		const struct place *p = &places[k];

		printf("# %s: %zu slots, %zu texts, %zu refused\n", p->name,
		       p->n, p->trials, p->refused);
		ok(p->trials > p->unwritten, p->name);
	}
	is_int((long long)bad.catalog, 0, "catalogs hold any text");
	is_int((long long)bad.structure, 0, "pages keep their structure");
	is_int((long long)bad.others, 0, "other slots keep their bytes");
	is_int((long long)bad.kept, 0, "a refused text leaves its slot alone");
	is_int((long long)bad.said, 0, "slots say the texts put there");
	is_int((long long)bad.again, 0, "a text that is safe stays as it is");
	is_int((long long)bad.same, 0, "a text of the page stays as it is");
}

int
main(void)
{
	struct arena arena = { 0 };
	struct fuzz f = { 0 };

	fuzz_init(&f, SHORT_RUN);
	add_pages(&f, &arena);
	for (; fuzz_goes_on(&f); f.n++) {
		struct place *place = &places[f.n % COUNT(places)];

		if (place->n)
			try_text(&f, place);
	}
	report();
	for (size_t i = 0; i < n_pages; i++)
		page_release(pages[i]);
	arena_release(&arena);
	return tap_done();
}
