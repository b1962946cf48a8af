/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * md - bytes of a page -> its structure, with the exact bytes of each part.
 *
 * front matter is cut off -> shortcodes and the dialect's other constructs are
 * masked -> cmark parses the masked copy (block structure and start positions
 * only) -> container prefixes are replayed to find each line's bytes -> a
 * post-pass finds what cmark does not know (tables, footnotes, definition
 * lists, alerts, attributes, tags that stand alone) -> leaves.
 *
 * Never heard of translation. Any bytes at all are a page; nothing fails but
 * a front matter that is no YAML, which then has no leaves (front_error).
 *
 * Texts end where a translator's words end: lines of nothing but shortcode tags
 * at the edges of a paragraph are no part of it, tags of pairs alone on a line
 * split it, and a tag at its edge whose partner stands elsewhere is cut off; so
 * is the tag that begins an HTML block. A text of nothing but tags is no leaf;
 * its parameters are. The body of a footnote or definition is read as that of a
 * list item.
 *
 * Invariants (tests/oracle.h holds pages to them):
 *   - leaves are by position and their lines never overlap;
 *   - lines hold no line end (but inside a tag that runs over several) and no
 *     container prefix; what lies between two lines of one leaf is a line end,
 *     a prefix and blanks, nothing else;
 *   - a leaf has at least one line; text leaves begin and end with a byte that
 *     is not white space.
 */
#ifndef CALQUE_MARKDOWN_MD_H
#define CALQUE_MARKDOWN_MD_H

#include "base/yaml.h"
#include "markdown/frontmatter.h"
#include "markdown/html.h"
#include "markdown/inline.h"
#include "markdown/mask.h"

/* ORDER md_kind (md.c names) */
enum md_kind {
	/* texts with inline markup */
	MD_PARAGRAPH, /* also an item's, a quote's, a definition's text */
	MD_HEADING,   /* ATX: after the '#'s, before closing '#'s; setext: the
			 lines above the underline. With its {#id}. */
	MD_TERM,      /* of a definition list */
	MD_TITLE,     /* an alert's title */
	MD_CELL,      /* of a table, without the blanks at its edges */
	/* HTML blocks */
	MD_HTML_TEXT,
	MD_HTML_ATTR, /* name: the attribute's; without its quotes */
	/* verbatim */
	MD_HTML,    /* a whole HTML block without texts */
	MD_COMMENT, /* an HTML comment in a block of comments, with <!-- --> */
	MD_CODE,    /* the lines between fences, or of indented code; none
		       where all are blank */
	MD_INFO,    /* a fence's info string */
	MD_INNER,   /* inner text of a verbatim shortcode; name: its name */
	MD_MATH,    /* display math, between its $$ */
	/* values */
	MD_MATTER,   /* a front matter scalar; name: its key path */
	MD_PARAM,    /* a shortcode parameter; name: "shortcode.param". Value
			 with its quotes. Only of tags that stand outside texts
			 (of HTML, too), code and comments. */
	MD_DEST,     /* of a link definition, without < >; name: its label */
	MD_DEF_TITLE /* of a link definition, without quotes; name: label */
};

/* ORDER md_box (md.c names) */
enum md_box {
	MD_DOCUMENT, /* index 0 */
	MD_QUOTE,
	MD_LIST,
	MD_ITEM,
	MD_TABLE,
	MD_ROW,
	MD_DEFINITION,
	MD_FOOTNOTE,
	MD_ALERT, /* a quote with an alert marker */
	MD_PAIR	  /* between the tags of a paired shortcode whose tags stand
		       alone on their lines */
};

/* A container. Leaves name the innermost one that they stand in. */
struct md_container {
	enum md_box kind;
	size_t parent;	 /* index; the document is its own parent */
	bool ordered;	 /* lists */
	size_t first;	 /* ordered lists: the number of the first item */
	struct str name; /* alert type, footnote label, shortcode name */
};

struct md_leaf {
	enum md_kind kind;
	size_t container; /* index */
	int level;	  /* heading level 1..6; table column from 1; else 0 */
	bool header;	  /* a cell of a table's header row */
	struct span *lines;
	size_t n_lines;
	size_t line;	 /* line from 1 of lines[0] */
	struct str name; /* see md_kind; else no string */
	/*
	 * What stands before each further line of a new text put here, after
	 * the line end: the containers' prefixes ("> ", blanks), in the arena.
	 * For a blank line (verbatim kinds) the same without trailing blanks.
	 */
	struct str prefix;
	/* how the value is written */
	size_t node;		/* MD_MATTER: index in doc->data.nodes */
	enum param_quote quote; /* MD_PARAM */
	char html_quote;	/* MD_HTML_ATTR, MD_DEF_TITLE */
	bool setext;		/* MD_HEADING */
};

struct md_doc {
	struct str bytes; /* borrowed from the caller */
	const struct dialect *dialect;
	struct arena *arena;
	struct frontmatter front;
	struct yaml_doc data;	 /* of front.text: spans are relative to it */
	struct str front_error;	 /* what is wrong with the YAML, or no string */
	size_t front_error_line; /* line from 1 of the page */
	struct shortcode_list tags;
	struct mask_list masks;
	struct map labels; /* normalised link labels defined on the page */
	struct md_container *containers;
	size_t n_containers, cap_containers;
	struct md_leaf *leaves;
	size_t n, cap;
	struct str eol; /* the page's own: the one of its first line; "\n" */
};

/*
 * Read a page. Everything lives in `arena`, which outlives the doc; md_release
 * frees what does not (the label map).
 */
/* Which cmark reads the pages. */
const char *md_parser_version(void);

void md_read(struct str bytes, const struct dialect *dialect,
	     struct arena *arena, struct md_doc *doc);
void md_release(struct md_doc *doc);

const char *md_kind_name(enum md_kind kind); /* "paragraph", "heading" */
const char *md_box_name(enum md_box kind);

/* Is container `inner` the container `outer`, or inside it? */
bool md_is_inside(const struct md_doc *doc, size_t inner, size_t outer);

/*
 * The place of a leaf as text: the kinds of its containers from the outside in,
 * one letter each; equal places mean equal nesting. In the arena.
 */
struct str md_place(const struct md_doc *doc, const struct md_leaf *leaf);

#endif
