/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * yaml - libyaml's events as a flat list of nodes with exact byte spans.
 *
 * libyaml's marks count characters, not bytes, do not count a BOM, and the span
 * of a block scalar runs to the next token's line; all of this is repaired
 * here: spans are bytes of the given text and cover exactly what an editor
 * would replace (see `span`). Only the first document is read.
 *
 * Limits: YAML_MAX_DEPTH levels; aliases are leaves and are never expanded, so
 * an alias bomb costs nothing.
 */
#ifndef CALQUE_BASE_YAML_H
#define CALQUE_BASE_YAML_H

#include "base/arena.h"
#include "base/buf.h"

#define YAML_MAX_DEPTH 64

enum yaml_type { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING, YAML_ALIAS };

/* How a scalar is written (YAML 1.1 chapters 7 to 9). */
enum yaml_style {
	YAML_PLAIN,
	YAML_SINGLE,
	YAML_DOUBLE,
	YAML_LITERAL,
	YAML_FOLDED
};

struct yaml_node {
	enum yaml_type type;
	enum yaml_style style; /* scalars */
	bool flow;	       /* stands inside [ ] or { }, or is one */
	/*
	 * The path: keys joined by '.', '[]' for a list item: "title",
	 * "menu.main.name", "tags[]", "cards[].title". A '.' in a key is kept.
	 */
	struct str path;
	size_t parent;	   /* index of the parent node; 0 for the root itself */
	size_t key_line;   /* line from 1 of the key or item */
	size_t value_line; /* line from 1 of the value */
	/*
	 * Bytes that hold the key (zero width for items and the root) and the
	 * value. Scalars: with quotes, without anchor, tag, trailing blanks or
	 * comment; a block scalar from its | or > to the end of its last line
	 * with content (without that line's line end); an empty value has zero
	 * width. Collections: from the first to the last byte of the content.
	 */
	struct span key, span;
	struct str value; /* scalars: the decoded text */
};

struct yaml_doc {
	struct yaml_node *nodes; /* in document order, parents first */
	size_t n, cap;
	/* where it could not be read: */
	struct str error;  /* "no string" where all is well */
	size_t error_line; /* from 1 */
};

/*
 * Read `text`; false on a syntax error (then error and error_line are set and
 * n is 0). Strings live in `arena` or are borrowed from text. An empty text is
 * a document without nodes.
 */
bool yaml_read(struct str text, struct arena *arena, struct yaml_doc *doc);

/*
 * Append to `out` the scalar `node` of `text` with the value `value`, in the
 * node's own style where that re-reads to the same value, else in the next
 * safer one (block, plain, single, double); the bytes replace node->span. An
 * unchanged value gives the bytes that stand there. `eol` is used in block
 * scalars. YAML 1.1 and 1.2 booleans, nulls, numbers and dates stay strings:
 * they are quoted, unless the node's own value was such a word and plain.
 *
 * Returns false (nothing appended) where no style can hold it: text that is not
 * valid UTF-8, or holds NUL. The result was proved by reading the whole text
 * again: same nodes, paths and styles of all others, exactly this value.
 */
bool yaml_encode(struct str text, const struct yaml_doc *doc, size_t node,
		 struct str value, struct str eol, struct buf *out);

/* yaml_read, or a reader of another syntax that gives the same nodes. */
typedef bool yaml_reader(struct str text, struct arena *arena,
			 struct yaml_doc *doc);

/*
 * With `bytes` in the place of the scalar `node`, does the whole text read as
 * before, but for this node's value, which is `value`?
 */
bool yaml_is_proved(yaml_reader *read, struct str text,
		    const struct yaml_doc *doc, size_t node, struct str value,
		    struct str bytes);

#endif
