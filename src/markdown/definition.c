/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/definition.h"

#include "markdown/inline.h"
#include "markdown/lines.h"

size_t
definition_lines(struct str text)
{
	size_t at = 0, n;
	struct inline_definition def;

	while (str_at(text, at) == '[' &&
	       (n = inline_definition(str_from(text, at), &def)) != 0)
		at += n;
	return str_count(str_sub(text, 0, at), STR("\n"));
}

static struct md_leaf *
add_value(struct md_reader *r, struct place at, enum md_kind kind,
	  const struct joined *j, struct span value, struct str name)
{
	size_t n;
	struct span *lines;
	struct md_leaf *leaf;

	if (value.begin >= value.end)
		return NULL;
	lines = joined_cut(j, value, true, &n, r->doc->arena);
	leaf = leaf_add(r, at, kind, lines, n);
	leaf->name = name;
	return leaf;
}

static void
add_one(struct md_reader *r, struct place at, const struct joined *j,
	size_t base, const struct inline_definition *def)
{
	struct md_doc *doc = r->doc;
	struct span label = { base + def->label.begin, base + def->label.end };
	struct span dest = { base + def->dest.begin, base + def->dest.end };
	struct span title = { base + def->title.begin, base + def->title.end };
	struct str name = arena_str(doc->arena, str_span(j->text, label));
	struct md_leaf *leaf;

	map_add(&doc->labels, label_normal(doc->arena, name), doc->n);
	add_value(r, at, MD_DEST, j, dest, name);
	if (title.end - title.begin < 2)
		return;
	title.begin++;
	title.end--;
	leaf = add_value(r, at, MD_DEF_TITLE, j, title, name);
	if (leaf)
		leaf->html_quote = j->text.p[title.begin - 1];
}

void
definition_add(struct md_reader *r, const struct block *block)
{
	struct place at = place_in(block->frame);
	struct span *lines =
		arena_array(r->scratch, block->n_lines, sizeof(*lines));
	struct joined masked, bytes;
	struct inline_definition def;
	size_t base = 0, n;

	for (size_t i = 0; i < block->n_lines; i++)
		lines[i] = block->lines[i].at;
	joined_make(&masked, r->masked, lines, block->n_lines, r->scratch);
	joined_make(&bytes, r->doc->bytes, lines, block->n_lines, r->scratch);
	while ((n = inline_definition(str_from(masked.text, base), &def)) !=
	       0) {
		add_one(r, at, &bytes, base, &def);
		base += n;
	}
}
