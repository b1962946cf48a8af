/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/pin.h"

#include "sync/forms.h"

static const struct yaml_node *
find_node(struct str yaml, struct str key, struct arena *arena)
{
	struct yaml_doc doc;

	return yaml.p && yaml_read(yaml, arena, &doc) ? keys_find(&doc, key) :
							NULL;
}

static struct str
find_value(struct str yaml, struct str key, struct arena *arena)
{
	const struct yaml_node *node = find_node(yaml, key, arena);

	return node && node->type == YAML_SCALAR ? node->value :
						   (struct str){ 0 };
}

static struct str
front_matter(struct str page)
{
	struct frontmatter front = frontmatter_find(page);

	return front.kind == FRONTMATTER_YAML ? str_span(page, front.text) :
						(struct str){ 0 };
}

struct str
pin_of_page(struct str page, struct str key, struct arena *arena)
{
	return find_value(front_matter(page), key, arena);
}

struct str
pin_of_catalog(const struct catalog *cat, struct str path, struct str key,
	       struct arena *arena)
{
	return find_value(forms_lines(cat, path, arena), key, arena);
}

/* Would YAML read the id as a number: 123, or 12e3? */
static bool
is_number(struct str id)
{
	size_t n_letters = 0;

	for (size_t i = 0; i < id.n; i++) {
		if (id.p[i] != 'e' && !ascii_is_digit(id.p[i]))
			return false;
		n_letters += id.p[i] == 'e';
	}
	return n_letters < 2;
}

static struct key_edit
edit_of(struct str key, struct str id, struct arena *arena)
{
	return (struct key_edit){
		.path = key,
		.value = is_number(id) ?
				 arena_strf(arena, "'%.*s'", STR_FMT(id)) :
				 id,
		.keep_quotes = true,
	};
}

enum keys_result
pin_page(struct str page, struct str key, struct str id, struct buf *out)
{
	struct arena arena = { 0 };
	struct key_edit edit = edit_of(key, id, &arena);
	enum keys_result result = keys_edit_page(page, &edit, out);

	arena_release(&arena);
	return result;
}

/* A new key goes to the part that stands at the end of the front matter. */
static enum keys_result
edit_lines(struct str lines, const struct key_edit *edit, bool is_there,
	   struct buf *out)
{
	size_t n = is_there ? lines.n : matter_end_part(lines);
	struct str part = str_sub(lines, 0, n), rest = str_from(lines, n);
	enum keys_result result;

	while (str_ends(part, STR("\n")))
		part.n--;
	result = keys_edit(part, edit, STR("\n"), out);
	while (out->n && out->p[out->n - 1] == '\n')
		buf_cut(out, out->n - 1);
	if (rest.n)
		buf_add_byte(out, '\n');
	buf_add(out, rest);
	return result;
}

/* Has the source a place where only the translation has this key? */
static bool
has_place(struct str source, struct str key, struct arena *arena)
{
	struct str yaml = front_matter(source), top;
	struct yaml_doc doc;

	str_split(&key, '.', &top);
	return yaml.p && yaml_read(yaml, arena, &doc) &&
	       (!doc.n ||
		(doc.nodes[0].type == YAML_MAPPING && !doc.nodes[0].flow)) &&
	       !keys_find(&doc, top);
}

enum keys_result
pin_catalog(struct catalog *cat, struct str path, struct str source,
	    bool many_pages, struct str key, struct str id, struct arena *arena)
{
	struct key_edit edit = edit_of(key, id, arena);
	struct str lines = forms_lines(cat, path, arena);
	struct buf now = { 0 };
	enum keys_result result = KEYS_NO_PLACE;

	if (has_place(source, key, arena))
		result = edit_lines(lines.p ? lines : STR(""), &edit,
				    find_node(lines, key, arena) != NULL, &now);
	if (result == KEYS_OK)
		forms_set_lines(cat, path, many_pages, buf_str(&now), arena);
	buf_release(&now);
	return result;
}
