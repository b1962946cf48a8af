/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keys - set or remove one key of a page's front matter.
 *
 * All other bytes stay: comments, order, quotes, line ends. A key is named by
 * its path, the parts joined by '.': "params.banner". Where it stands already,
 * only the bytes of its value are replaced; a new one comes last in its group
 * (at the end of the front matter where it has none), and groups that are
 * missing are made. With the last key of a group the group goes too. A key that
 * stands there more than once is changed everywhere.
 *
 * Only YAML is understood, in block and in flow style. The result was proved by
 * reading it again: just this key is different. Where that cannot be had (the
 * group is a plain value, an alias needs what would go) nothing is changed.
 *
 * Cost: O(front matter) for each place where the key stands.
 */
#ifndef CALQUE_UNIT_KEYS_H
#define CALQUE_UNIT_KEYS_H

#include "base/buf.h"
#include "base/yaml.h"
#include "markdown/frontmatter.h"

struct key_edit {
	struct str path;
	/* a YAML scalar, as it is to be written; no string: remove. A new key
	   takes only one on one line */
	struct str value;
	/* a value that says the same, or is quoted, keeps its quotes (the new
	   one must need no escapes) */
	bool keep_quotes;
};

enum keys_result {
	KEYS_OK,       /* also where nothing had to be changed */
	KEYS_NOT_YAML, /* TOML or JSON */
	KEYS_BROKEN,   /* YAML with a syntax error */
	KEYS_NO_PLACE  /* it cannot stand, or cannot be removed, there */
};

/* Append to `out` the YAML `text`, changed; as it is where that cannot be. */
enum keys_result keys_edit(struct str text, const struct key_edit *edit,
			   struct str eol, struct buf *out);

/*
 * The same for the bytes of a page. One without front matter gets one if a key
 * is to be set.
 */
enum keys_result keys_edit_page(struct str page, const struct key_edit *edit,
				struct buf *out);

/* What is wrong, to follow a key's name: "cannot stand there: ...". */
const char *keys_result_text(enum keys_result result);

/* The first node with this path, or NULL. */
const struct yaml_node *keys_find(const struct yaml_doc *doc, struct str path);

#endif
