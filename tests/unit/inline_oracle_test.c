/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inline_oracle_test - does the inline scanner see what cmark sees?
 *
 * Every text is parsed by cmark as the rest of a paragraph: "X", then its lines
 * indented by four, where nothing can interrupt a paragraph. Compared, in
 * closing order: code spans, links, images, autolinks, raw HTML and hard breaks,
 * with literals and destinations. Texts: random soup, and the paragraphs of the
 * pages in CALQUE_CORPUS (or ../shared/corpora beside the sources).
 *
 * Known differences, counted apart: behind a back tick run without a partner,
 * cmark (0.30 and later) sees only the next code span; cmark 0.30 wants a blank in
 * a declaration (<!X >), an even number of '?' and other brackets in front of
 * the ends of processing instructions and CDATA, and takes a line end behind a
 * backslash into a destination in < >. CommonMark and goldmark do not.
 */
#include "base/file.h"
#include "base/text.h"
#include "markdown/md.h"
#include "unit/tap.h"

#include <cmark.h>
#include <stdlib.h>

struct tally {
	size_t texts, tokens, wrong, known;
};

struct labels {
	struct map map;
	struct str *items;
	size_t n, cap;
};

/* One construct as both sides describe it: "kind|literal". */
struct seen {
	struct str *items;
	size_t n, cap;
};

static void
note(struct seen *seen, struct arena *arena, struct str what)
{
	ARENA_PUSH(arena, seen->items, seen->n, seen->cap, what);
}

/* A code span's literal (CommonMark 6.1). */
static struct str
code_literal(struct str code, struct arena *arena)
{
	size_t n = 0;
	char *copy;
	bool blank = true;
	struct str s;

	while (str_at(code, n) == '`')
		n++;
	s = str_sub(code, n, code.n - n);
	copy = arena_cstr(arena, s);
	for (size_t i = 0; i < s.n; i++) {
		if (ascii_is_eol(copy[i]))
			copy[i] = ' ';
		blank = blank && copy[i] == ' ';
	}
	s.p = copy;
	return !blank && str_at(s, 0) == ' ' && s.p[s.n - 1] == ' ' ?
		       str_sub(s, 1, s.n - 1) :
		       s;
}

/* Where cmark decodes, only the kind is compared. */
static struct str
dest_of(struct str text, const struct inline_token *tok,
	const struct labels *labels, struct arena *arena)
{
	struct str dest = str_span(text, tok->dest);
	size_t label;

	if (tok->reference) {
		label = map_find(
			&labels->map,
			label_normal(arena, str_span(text, tok->label)));
		return arena_strf(arena, "/ref%zu", label);
	}
	if (tok->kind == INLINE_AUTOLINK &&
	    str_find_byte(dest, 0, ':') == dest.n)
		return arena_strf(arena, "mailto:%.*s", STR_FMT(dest));
	return dest;
}

static bool
is_encoded(struct str s)
{
	return str_find_byte(s, 0, '\\') < s.n ||
	       str_find_byte(s, 0, '&') < s.n;
}

static int
compare_ends(const void *a, const void *b)
{
	const struct inline_token *x = a, *y = b;

	return x->at.end < y->at.end ? -1 : x->at.end > y->at.end;
}

/* ours: the text before masking, which is what is scanned */
static void
see_ours(struct str ours, struct str text, const struct inline_context *ctx,
	 const struct labels *labels, struct arena *arena, struct seen *seen,
	 struct inline_tokens *tokens)
{
	inline_scan(ours, ctx, arena, tokens);
	if (tokens->n)
		qsort(tokens->items, tokens->n, sizeof(*tokens->items),
		      compare_ends);
	for (size_t i = 0; i < tokens->n; i++) {
		const struct inline_token *tok = &tokens->items[i];
		struct str at = str_span(text, tok->at), s;

		switch (tok->kind) {
		case INLINE_CODE:
			s = code_literal(at, arena);
			s = arena_strf(arena, "code|%.*s", STR_FMT(s));
			break;
		case INLINE_LINK:
		case INLINE_IMAGE:
		case INLINE_AUTOLINK:
			s = dest_of(text, tok, labels, arena);
			s = arena_strf(arena, "%s|%.*s",
				       tok->kind == INLINE_IMAGE ? "image" :
								   "link",
				       STR_FMT(s));
			break;
		case INLINE_HTML:
		case INLINE_COMMENT:
			s = arena_strf(arena, "html|%.*s", STR_FMT(at));
			break;
		case INLINE_BREAK:
			s = STR("break|");
			break;
		default:
			continue;
		}
		note(seen, arena, s);
	}
}

static const char *
or_empty(const char *s)
{
	return s ? s : "";
}

static void
see_node(cmark_node *node, cmark_event_type event, struct arena *arena,
	 struct seen *seen)
{
	bool leaving = event == CMARK_EVENT_EXIT;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_CODE:
		note(seen, arena,
		     arena_strf(arena, "code|%s",
				cmark_node_get_literal(node)));
		break;
	case CMARK_NODE_LINK:
		if (leaving)
			note(seen, arena,
			     arena_strf(arena, "link|%s",
					or_empty(cmark_node_get_url(node))));
		break;
	case CMARK_NODE_IMAGE:
		if (leaving)
			note(seen, arena,
			     arena_strf(arena, "image|%s",
					or_empty(cmark_node_get_url(node))));
		break;
	case CMARK_NODE_HTML_INLINE:
		note(seen, arena,
		     arena_strf(arena, "html|%s",
				cmark_node_get_literal(node)));
		break;
	case CMARK_NODE_LINEBREAK:
		note(seen, arena, STR("break|"));
		break;
	default:
		break;
	}
}

/* Returns false where the text is not the one paragraph that was meant. */
static bool
see_cmark(struct str text, const struct labels *labels, struct arena *arena,
	  struct seen *seen)
{
	struct buf page = { 0 };
	struct str rest = text, line;
	cmark_node *root, *node;
	cmark_iter *iter;
	cmark_event_type event;
	bool one;

	buf_add_str(&page, "X\n");
	while (str_split(&rest, '\n', &line)) {
		buf_add_str(&page, "    ");
		buf_add(&page, line);
		buf_add_byte(&page, '\n');
	}
	for (size_t i = 0; i < labels->n; i++)
		buf_addf(&page, "\n[%.*s]: /ref%zu\n",
			 STR_FMT(labels->items[i]), i);
	root = cmark_parse_document(page.p, page.n, CMARK_OPT_DEFAULT);
	node = cmark_node_first_child(root);
	one = node && cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH &&
	      !cmark_node_next(node);
	iter = cmark_iter_new(root);
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		see_node(cmark_iter_get_node(iter), event, arena, seen);
	cmark_iter_free(iter);
	cmark_node_free(root);
	buf_release(&page);
	return one;
}

/* Does a back tick run without partner stand before a code span? */
static bool
has_lone_ticks(struct str text, const struct inline_tokens *tokens)
{
	bool lone = false;

	for (size_t i = 0, k = 0; i < text.n; i++) {
		while (k < tokens->n && (tokens->items[k].kind != INLINE_CODE ||
					 tokens->items[k].at.end <= i))
			k++;
		if (k < tokens->n && tokens->items[k].at.begin == i) {
			if (lone)
				return true;
			i = tokens->items[k].at.end - 1;
		} else if (text.p[i] == '`') {
			lone = true;
		}
	}
	return false;
}

/* Does it hold raw HTML on which cmark 0.30 leaves CommonMark? */
static bool
has_odd_html(struct str text)
{
	for (size_t i = 0; (i = str_find(text, i, STR("<!"))) < text.n; i++)
		if (ascii_is_alpha(str_at(text, i + 2)))
			return true;
	return str_find(text, 0, STR("?\?>")) < text.n ||
	       str_find(text, 0, STR("]]]>")) < text.n;
}

/* Did a destination run over a line end? */
static bool
has_long_dest(const struct seen *seen)
{
	for (size_t i = 0; i < seen->n; i++)
		if (!str_starts(seen->items[i], STR("code")) &&
		    !str_starts(seen->items[i], STR("html")) &&
		    str_find_byte(seen->items[i], 0, '\n') < seen->items[i].n)
			return true;
	return false;
}

static bool
same(const struct seen *a, const struct seen *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		size_t bar = str_find_byte(a->items[i], 0, '|');

		if (!str_eq(a->items[i], b->items[i]) &&
		    !(is_encoded(a->items[i]) &&
		      str_eq(str_sub(a->items[i], 0, bar),
			     str_sub(b->items[i], 0, bar))))
			return false;
	}
	return true;
}

/*
 * text  as cmark should read it
 * ours  the same before masking
 */
static void
check(struct str ours, struct str text, const struct dialect *dialect,
      const struct labels *labels, struct tally *tally)
{
	struct arena arena = { 0 };
	struct inline_context ctx = { dialect, &labels->map, false };
	struct inline_tokens tokens;
	struct seen a = { 0 }, b = { 0 };

	see_ours(ours, text, &ctx, labels, &arena, &a, &tokens);
	tally->tokens += a.n;
	tally->texts++;
	if (see_cmark(text, labels, &arena, &b) && !same(&a, &b)) {
		if (has_lone_ticks(text, &tokens) || has_odd_html(text) ||
		    has_long_dest(&b)) {
			tally->known++;
		} else if (tally->wrong++ < 10) {
			tap_print_bytes("text", ours);
			for (size_t i = 0; i < a.n; i++)
				tap_print_bytes("ours", a.items[i]);
			for (size_t i = 0; i < b.n; i++)
				tap_print_bytes("cmark", b.items[i]);
		}
	}
	arena_release(&arena);
}

static void
add_label(struct labels *labels, struct arena *arena, struct str label)
{
	struct str key = label_normal(arena, label);

	if (map_add(&labels->map, key, labels->n) != labels->n)
		return;
	ARENA_PUSH(arena, labels->items, labels->n, labels->cap,
		   arena_str(arena, label));
}

/* ---- random soup ---- */

static unsigned long long
next_random(unsigned long long *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state >> 11;
}

static const char *const soup[] = {
	"a",	  "b",	   " ",		"  \n",	 "\n",	     "\\\n",
	"\\",	  "`",	   "``",	"```",	 "[",	     "]",
	"![",	  "](",	   "](/u)",	")",	 "(",	     "[]",
	"[x]",	  "[y]",   "[ ]",	"[X Y]", "<",	     ">",
	"<a>",	  "</a>",  "<b c",	"=\"",	 "\"",	     "'",
	"<!--",	  "-->",   "--",	"-",	 "<?",	     "?>",
	"<!X ",	  "<!",	   "<![CDATA[", "]]>",	 "&amp;",    "&",
	"<http:", "//x.y", "<a@b",	".c>",	 "/>",	     "=",
	"<u v=w", "!",	   "[foo][x",	"\\]",	 "\\[",	     "\\`",
	"*",	  "_",	   ":",		"/",	 "\xc3\xa9", "[\xc3\x89]",
	"\t",	  "<x/>",  "]:",
};

static struct str
cook(unsigned long long *state, struct buf *out)
{
	size_t n = 1 + (size_t)(next_random(state) % 24);
	struct str s;

	buf_clear(out);
	while (n--) {
		const char *piece = soup[next_random(state) %
					 (sizeof(soup) / sizeof(*soup))];
		char last = out->n ? out->p[out->n - 1] : '\n';

		/* no blank line, no blank at the begin of one */
		if (last == '\n' &&
		    (*piece == ' ' || *piece == '\n' || *piece == '\t'))
			continue;
		buf_add_str(out, piece);
	}
	s = buf_str(out);
	while (s.n && (ascii_is_blank(s.p[s.n - 1]) || s.p[s.n - 1] == '\n'))
		s.n--;
	return s;
}

static void
check_soup(size_t rounds)
{
	const struct dialect *dialect = dialect_preset(STR("commonmark"));
	unsigned long long state = 88172645463325252ULL;
	struct arena arena = { 0 };
	struct labels labels = { 0 };
	struct tally tally = { 0 };
	struct buf text = { 0 };

	add_label(&labels, &arena, STR("x"));
	add_label(&labels, &arena, STR("y"));
	add_label(&labels, &arena, STR("x y"));
	add_label(&labels, &arena, STR("\xc3\xa9"));
	for (size_t i = 0; i < rounds; i++) {
		struct str s = cook(&state, &text);

		if (s.n)
			check(s, s, dialect, &labels, &tally);
	}
	printf("# soup: %zu texts, %zu tokens, %zu wrong, %zu of cmark's\n",
	       tally.texts, tally.tokens, tally.wrong, tally.known);
	ok(tally.wrong == 0, "random texts: the same as cmark");
	map_release(&labels.map);
	buf_release(&text);
	arena_release(&arena);
}

/* ---- real pages ---- */

static bool
is_text(enum md_kind kind)
{
	return kind == MD_PARAGRAPH || kind == MD_HEADING || kind == MD_TERM ||
	       kind == MD_TITLE || kind == MD_CELL;
}

static struct str
join_lines(const struct md_doc *doc, const struct md_leaf *leaf,
	   struct arena *arena)
{
	struct buf text = { 0 };
	struct str s;

	for (size_t i = 0; i < leaf->n_lines; i++) {
		if (i)
			buf_add_byte(&text, '\n');
		buf_add(&text, str_span(doc->bytes, leaf->lines[i]));
	}
	s = arena_str(arena, buf_str(&text));
	buf_release(&text);
	return s;
}

static void
check_leaf(const struct md_doc *doc, const struct md_leaf *leaf,
	   const struct labels *labels, struct tally *tally)
{
	struct str text = join_lines(doc, leaf, doc->arena);
	struct shortcode_list tags;
	struct mask_list masks;

	shortcode_read(text, 0, doc->dialect, doc->arena, &tags);
	mask_text(text, 0, doc->dialect, &tags, doc->arena, &masks);
	/* what the scanner takes for footnotes, cmark must not see */
	check(text, masks.masked, doc->dialect, labels, tally);
}

static void
check_page(struct str bytes, struct tally *tally)
{
	/* without what cmark does not know but the masks */
	struct dialect dialect = *dialect_preset(STR("hugo"));
	struct arena arena = { 0 };
	struct labels labels = { 0 };
	struct md_doc doc;

	dialect.features &= ~(unsigned)DIALECT_BARE_URLS;
	md_read(bytes, &dialect, &arena, &doc);
	for (size_t i = 0; i < doc.n; i++)
		if (doc.leaves[i].kind == MD_DEST &&
		    str_find(doc.leaves[i].name, 0, STR("{{")) ==
			    doc.leaves[i].name.n)
			add_label(&labels, &arena, doc.leaves[i].name);
	for (size_t i = 0; i < doc.n; i++)
		if (is_text(doc.leaves[i].kind))
			check_leaf(&doc, &doc.leaves[i], &labels, tally);
	map_release(&labels.map);
	md_release(&doc);
	arena_release(&arena);
}

static void
check_corpus(const char *root)
{
	struct arena arena = { 0 };
	struct diag diag = { 0 };
	struct file_list files = { 0 };
	struct tally tally = { 0 };
	struct buf bytes = { 0 };

	file_walk(root, &arena, &files, &diag);
	for (size_t i = 0; i < files.n; i++) {
		struct str path =
			path_join(&arena, str_of(root), files.paths[i]);

		if (!str_ends(path, STR(".md")))
			continue;
		buf_clear(&bytes);
		if (file_load(arena_cstr(&arena, path), &bytes, &diag))
			check_page(buf_str(&bytes), &tally);
	}
	printf("# pages: %zu texts, %zu tokens, %zu wrong, %zu of cmark's\n",
	       tally.texts, tally.tokens, tally.wrong, tally.known);
	ok(tally.wrong == 0, "real pages: the same as cmark");
	diag_release(&diag);
	buf_release(&bytes);
	arena_release(&arena);
}

int
main(int argc, char **argv)
{
	struct arena arena = { 0 };
	const char *root = getenv("CALQUE_CORPUS");
	const char *srcdir = getenv("srcdir");

	check_soup(argc > 1 ? strtoul(argv[1], NULL, 10) : 200000);
	if (!root)
		root = arena_strf(&arena, "%s/../shared/corpora",
				  srcdir ? srcdir : ".")
			       .p;
	if (file_is_dir(root))
		check_corpus(root);
	else
		skip("real pages: the same as cmark",
		     "no pages in CALQUE_CORPUS");
	arena_release(&arena);
	return tap_done();
}
