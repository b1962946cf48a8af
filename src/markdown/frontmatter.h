/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frontmatter - the metadata on top of a page, cut off before anything else is
 * read.
 *
 * YAML between `---` lines, TOML between `+++` lines, JSON from `{` on the first
 * line to its closing brace (Hugo documentation, "Front matter"). Hugo ends
 * YAML at the first line that begins with `---`; a BOM and blank lines may
 * stand before the opener. An opener without a closer is no front matter.
 */
#ifndef CALQUE_MARKDOWN_FRONTMATTER_H
#define CALQUE_MARKDOWN_FRONTMATTER_H

#include "base/yaml.h"

enum frontmatter_kind {
	FRONTMATTER_NONE,
	FRONTMATTER_YAML,
	FRONTMATTER_TOML,
	FRONTMATTER_JSON
};

struct frontmatter {
	enum frontmatter_kind kind;
	struct span all;  /* with its delimiter lines and their line ends */
	struct span text; /* between the delimiter lines */
	size_t text_line; /* line from 1 on which text begins */
};

/* Byte offsets are of the whole page; a BOM is stepped over. */
struct frontmatter frontmatter_find(struct str page);

/*
 * Read the text between the delimiter lines of a page whose front matter is of
 * this kind; see yaml_read, toml_read. JSON is read as YAML, of which it is a
 * part, but for characters beyond U+FFFF that are written as two \u escapes.
 */
bool frontmatter_read(enum frontmatter_kind kind, struct str text,
		      struct arena *arena, struct yaml_doc *doc);

/* See yaml_encode, toml_encode. What is no string in JSON stays none. */
bool frontmatter_encode(enum frontmatter_kind kind, struct str text,
			const struct yaml_doc *doc, size_t node,
			struct str value, struct str eol, struct buf *out);

#endif
