/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/stamp.h"

#include "sync/headings.h"

/* The stamp of a state for the same key as stamp i, or NULL. */
static const struct config_stamp *
find_stamp(const struct config *cfg, size_t i, enum config_state state)
{
	for (size_t k = 0; k < cfg->n_stamps; k++)
		if (cfg->stamps[k].state == state &&
		    str_eq(cfg->stamps[k].key, cfg->stamps[i].key))
			return &cfg->stamps[k];
	return NULL;
}

/* Is stamp i the first one of its key? */
static bool
is_first(const struct config *cfg, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (str_eq(cfg->stamps[k].key, cfg->stamps[i].key))
			return false;
	return true;
}

/* Change the page in `now`. */
static enum keys_result
edit_page(struct buf *now, struct str key, struct str value)
{
	struct key_edit edit = { .path = key, .value = value };
	struct buf next = { 0 };
	enum keys_result result = keys_edit_page(buf_str(now), &edit, &next);

	buf_release(now);
	*now = next;
	return result;
}

enum keys_result
stamp_page(const struct config *cfg, enum config_state state,
	   const struct page *source, struct str bytes, struct buf *out,
	   struct str *key)
{
	enum keys_result first = KEYS_OK;
	struct buf now = { 0 };

	buf_add(&now, bytes);
	for (size_t i = 0; i < cfg->n_stamps; i++) {
		const struct config_stamp *stamp = find_stamp(cfg, i, state);
		struct str name = cfg->stamps[i].key, none = { 0 };
		enum keys_result result;

		if (!is_first(cfg, i) ||
		    (!stamp && keys_find(&source->doc.data, name)))
			continue;
		result = edit_page(&now, name, stamp ? stamp->value : none);
		if (first == KEYS_OK && result != KEYS_OK) {
			first = result;
			*key = name;
		}
	}
	headings_pin(cfg, source, buf_str(&now), out);
	buf_release(&now);
	return first;
}

/* The key as the source has it. */
static void
strip_key(const struct page *source, struct str key, struct buf *now)
{
	const struct yaml_node *node = keys_find(&source->doc.data, key);
	struct str front = str_span(source->doc.bytes, source->doc.front.text);
	struct str value = { 0 };
	struct arena arena = { 0 };
	struct yaml_doc doc;

	if (!node) {
		edit_page(now, key, value);
	} else if (node->type == YAML_SCALAR) {
		struct str page = buf_str(now);

		value = str_span(front, node->span);
		if (yaml_read(str_span(page, frontmatter_find(page).text),
			      &arena, &doc) &&
		    keys_find(&doc, key)) /* one that was removed stays so */
			edit_page(now, key, value);
	}
	arena_release(&arena);
}

void
stamp_strip(const struct config *cfg, const struct page *source,
	    struct str bytes, struct buf *out)
{
	struct frontmatter front;
	struct buf now = { 0 };
	size_t n;

	headings_unpin(cfg, source, bytes, &now);
	n = now.n;
	for (size_t i = 0; i < cfg->n_stamps; i++)
		if (is_first(cfg, i))
			strip_key(source, cfg->stamps[i].key, &now);
	front = frontmatter_find(buf_str(&now));
	if (now.n != n && source->doc.front.kind == FRONTMATTER_NONE &&
	    front.kind == FRONTMATTER_YAML &&
	    front.text.begin == front.text.end) {
		/* it was made for the stamps alone */
		buf_add(out, str_sub(buf_str(&now), 0, front.all.begin));
		buf_add(out, str_from(buf_str(&now), front.all.end));
	} else {
		buf_add(out, buf_str(&now));
	}
	buf_release(&now);
}

void
stamp_unread(const struct config *cfg, const struct page *source,
	     struct page *target)
{
	struct str bytes = target->doc.bytes, path = target->path;
	const struct dialect *dialect = target->doc.dialect;
	struct arena *arena = target->arena;
	struct buf plain = { 0 };

	stamp_strip(cfg, source, bytes, &plain);
	if (!str_eq(buf_str(&plain), bytes)) {
		size_t lines = str_count(bytes, STR("\n")) -
			       str_count(buf_str(&plain), STR("\n"));

		page_release(target);
		page_read(target, path, arena_str(arena, buf_str(&plain)),
			  dialect, arena, NULL);
		for (size_t i = 0; i < target->doc.n; i++)
			if (target->doc.leaves[i].kind != MD_MATTER)
				target->doc.leaves[i].line += lines;
	}
	buf_release(&plain);
}

bool
stamp_is_same(const struct config *cfg, const struct page *source,
	      struct str built, const struct page *target)
{
	struct buf plain = { 0 };
	bool same;

	stamp_strip(cfg, source, built, &plain);
	same = str_eq(buf_str(&plain), target->doc.bytes);
	buf_release(&plain);
	return same;
}
