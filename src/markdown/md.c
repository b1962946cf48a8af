/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/md.h"

#include "markdown/pair.h"
#include "markdown/post.h"

/* ORDER md_kind */
static const char *const kind_names[] = {
	"paragraph",  "heading",      "term",		"title",
	"table cell", "html text",    "html attribute", "html",
	"comment",    "code",	      "code info",	"verbatim text",
	"math",	      "front matter", "parameter",	"link destination",
	"link title",
};

/* ORDER md_box: name, and its letter in a place */
static const struct {
	const char *name;
	char letter;
} boxes[] = {
	{ "document", 'D' },   { "quote", 'Q' },    { "list", 'L' },
	{ "item", 'I' },       { "table", 'T' },    { "row", 'R' },
	{ "definition", 'E' }, { "footnote", 'F' }, { "alert", 'A' },
	{ "pair", 'P' },
};

const char *
md_kind_name(enum md_kind kind)
{
	return kind_names[kind];
}

const char *
md_box_name(enum md_box kind)
{
	return boxes[kind].name;
}

bool
md_is_inside(const struct md_doc *doc, size_t inner, size_t outer)
{
	while (inner != outer && inner != 0)
		inner = doc->containers[inner].parent;
	return inner == outer;
}

struct str
md_place(const struct md_doc *doc, const struct md_leaf *leaf)
{
	size_t depth = 1;
	char *p;

	for (size_t c = leaf->container; c; c = doc->containers[c].parent)
		depth++;
	p = arena_alloc(doc->arena, depth + 1);
	for (size_t c = leaf->container, i = depth; i-- > 0;
	     c = doc->containers[c].parent)
		p[i] = boxes[doc->containers[c].kind].letter;
	return str_make(p, depth);
}

/* ---- front matter ---- */

static struct span *
split_lines(const struct md_doc *doc, struct span span, size_t *n)
{
	struct span *lines = NULL;
	size_t cap = 0, at = span.begin;

	*n = 0;
	for (;;) {
		struct span line = { at, at };

		while (line.end < span.end &&
		       !ascii_is_eol(doc->bytes.p[line.end]))
			line.end++;
		at = line.end;
		while (*n && line.begin < line.end &&
		       ascii_is_blank(doc->bytes.p[line.begin]))
			line.begin++;
		ARENA_PUSH(doc->arena, lines, *n, cap, line);
		if (at >= span.end)
			return lines;
		at += doc->bytes.p[at] == '\r' &&
				      str_at(doc->bytes, at + 1) == '\n' ?
			      2 :
			      1;
	}
}

static void
add_matter(struct md_reader *r)
{
	struct md_doc *doc = r->doc;
	struct place at = { NULL, 0 };
	size_t base = doc->front.text.begin;

	for (size_t i = 0; i < doc->data.n; i++) {
		const struct yaml_node *node = &doc->data.nodes[i];
		struct span span = { base + node->span.begin,
				     base + node->span.end };
		struct span *lines;
		struct md_leaf *leaf;
		size_t n;

		if (node->type != YAML_SCALAR || span.begin == span.end)
			continue;
		lines = split_lines(doc, span, &n);
		leaf = leaf_add(r, at, MD_MATTER, lines, n);
		leaf->name = node->path;
		leaf->node = i;
	}
}

static size_t
read_front(struct md_reader *r)
{
	struct md_doc *doc = r->doc;

	if (dialect_has(doc->dialect, DIALECT_FRONT_MATTER))
		doc->front = frontmatter_find(doc->bytes);
	if (doc->front.kind == FRONTMATTER_NONE)
		return str_starts(doc->bytes, STR("\xef\xbb\xbf")) ? 3 : 0;
	if (frontmatter_read(doc->front.kind,
			     str_span(doc->bytes, doc->front.text), doc->arena,
			     &doc->data)) {
		add_matter(r);
	} else {
		doc->front_error = doc->data.error;
		doc->front_error_line =
			doc->front.text_line + doc->data.error_line - 1;
	}
	return doc->front.all.end;
}

/* ---- the page ---- */

static struct str
find_eol(struct str bytes)
{
	for (size_t i = 0; i < bytes.n; i++) {
		if (bytes.p[i] == '\n')
			return STR("\n");
		if (bytes.p[i] == '\r')
			return str_at(bytes, i + 1) == '\n' ? STR("\r\n") :
							      STR("\r");
	}
	return STR("\n");
}

/* The line on which each leaf begins. Cost: O(page). */
static void
number_lines(struct md_doc *doc)
{
	bool has_cr = str_find_byte(doc->bytes, 0, '\r') < doc->bytes.n;
	size_t line = 1, at = 0;

	for (size_t i = 0; i < doc->n; i++) {
		size_t stop = doc->leaves[i].lines[0].begin;

		for (; at < stop; at++)
			line += doc->bytes.p[at] == '\n' ||
				(has_cr && doc->bytes.p[at] == '\r' &&
				 str_at(doc->bytes, at + 1) != '\n');
		doc->leaves[i].line = line;
	}
}

void
md_read(struct str bytes, const struct dialect *dialect, struct arena *arena,
	struct md_doc *doc)
{
	struct arena scratch = { 0 };
	struct md_reader r = { .doc = doc, .scratch = &scratch };
	struct lines lines;
	size_t from;

	*doc = (struct md_doc){ .bytes = bytes,
				.dialect = dialect,
				.arena = arena };
	doc->eol = find_eol(bytes);
	box_add(&r, MD_DOCUMENT, 0);
	from = read_front(&r);
	shortcode_read(bytes, from, dialect, arena, &doc->tags);
	mask_text(bytes, from, dialect, &doc->tags, arena, &doc->masks);
	r.masked = doc->masks.masked;
	lines_split(&lines, str_from(r.masked, from), from, &scratch);
	post_read(&r, &lines, NULL, NULL);
	pair_find(&r);
	number_lines(doc);
	arena_release(&scratch);
}

void
md_release(struct md_doc *doc)
{
	map_release(&doc->labels);
}
