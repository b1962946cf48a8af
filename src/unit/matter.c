/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/matter.h"

#define MARK_AFTER "# calque: after "
#define MARK_FIRST "# calque: first"

/* One key at the top level: its lines, and its nodes in doc->data. */
struct matter_key {
	struct str name;
	struct span lines; /* of the page */
	size_t first_node, n_nodes;
};

struct key_list {
	struct matter_key *items;
	size_t n, cap;
	bool ok; /* a block mapping */
};

static size_t
line_begin(struct str bytes, size_t at, size_t floor)
{
	while (at > floor && !ascii_is_eol(bytes.p[at - 1]))
		at--;
	return at;
}

static struct key_list
list_keys(const struct page *page, struct arena *arena)
{
	const struct md_doc *doc = &page->doc;
	const struct yaml_doc *data = &doc->data;
	struct key_list keys = { 0 };
	size_t base = doc->front.text.begin;

	keys.ok = doc->front.kind != FRONTMATTER_NONE && !doc->front_error.p &&
		  (data->n == 0 || (data->nodes[0].type == YAML_MAPPING &&
				    !data->nodes[0].flow));
	for (size_t i = 1; keys.ok && i < data->n; i++) {
		const struct yaml_node *node = &data->nodes[i];
		struct matter_key key = { .name = node->path, .first_node = i };

		if (node->parent != 0) {
			if (keys.n)
				keys.items[keys.n - 1].n_nodes++;
			continue;
		}
		key.n_nodes = 1;
		key.lines.begin =
			line_begin(doc->bytes, base + node->key.begin, base);
		key.lines.end = doc->front.text.end;
		if (keys.n)
			keys.items[keys.n - 1].lines.end = key.lines.begin;
		ARENA_PUSH(arena, keys.items, keys.n, keys.cap, key);
	}
	return keys;
}

/* Do the values have the same nodes below? */
static bool
same_shape(const struct page *a, const struct matter_key *x,
	   const struct page *b, const struct matter_key *y)
{
	if (x->n_nodes != y->n_nodes)
		return false;
	for (size_t i = 0; i < x->n_nodes; i++) {
		const struct yaml_node *p =
			&a->doc.data.nodes[x->first_node + i];
		const struct yaml_node *q =
			&b->doc.data.nodes[y->first_node + i];

		if (p->type != q->type || !str_eq(p->path, q->path) ||
		    (p->type == YAML_SCALAR &&
		     (p->span.begin == p->span.end) !=
			     (q->span.begin == q->span.end)))
			return false;
	}
	return true;
}

/*
 * Pair keys of the same name and shape, in order: for each key of the target
 * the index of its partner in the source, or MAP_NONE. Greedy from the top: a
 * key that was moved up loses its partner, the others keep theirs.
 */
static void
pair_keys(const struct page *source, const struct key_list *s,
	  const struct page *target, const struct key_list *t, size_t *partner)
{
	size_t next = 0;

	for (size_t j = 0; j < t->n; j++) {
		partner[j] = MAP_NONE;
		for (size_t i = next; i < s->n && i < next + 64; i++) {
			if (!str_eq(s->items[i].name, t->items[j].name) ||
			    !same_shape(source, &s->items[i], target,
					&t->items[j]))
				continue;
			partner[j] = i;
			next = i + 1;
			break;
		}
	}
}

static void
add_lines(struct buf *lines, struct str bytes)
{
	struct str rest = bytes, line;

	while (str_split(&rest, '\n', &line)) {
		if (!rest.p && !line.n)
			return; /* the end of the last line */
		if (str_ends(line, STR("\r")))
			line.n--;
		if (lines->n)
			buf_add_byte(lines, '\n');
		buf_add(lines, line);
	}
}

static void
add_mark(struct buf *lines, struct str after)
{
	if (lines->n)
		buf_add_byte(lines, '\n');
	if (!after.p)
		buf_add_str(lines, MARK_FIRST);
	else
		buf_addf(lines, MARK_AFTER "%.*s", STR_FMT(after));
}

bool
matter_diff(const struct page *source, const struct page *target,
	    struct arena *arena, struct matter_form *out)
{
	struct key_list s = list_keys(source, arena);
	struct key_list t = list_keys(target, arena);
	size_t *partner = arena_array(arena, t.n + 1, sizeof(*partner));
	bool *paired = arena_array(arena, s.n + 1, sizeof(*paired));
	struct buf lines = { 0 };
	struct str after = { 0 }, marked = { 0 };
	/* in TOML, lines at the end would belong to the last table */
	bool must_mark = target->doc.front.kind == FRONTMATTER_TOML;
	bool any_mark = false;
	size_t last = MAP_NONE;

	*out = (struct matter_form){ 0 };
	if (!s.ok || !t.ok || source->doc.front.kind != target->doc.front.kind)
		return false;
	pair_keys(source, &s, target, &t, partner);
	for (size_t j = 0; j < t.n; j++)
		if (partner[j] != MAP_NONE) {
			paired[partner[j]] = true;
			last = j;
		}
	for (size_t i = 0; i < s.n; i++)
		if (!paired[i])
			ARENA_PUSH(arena, out->left_out, out->n_left_out,
				   out->cap_left_out, s.items[i].name);
	for (size_t j = 0; j < t.n; j++) {
		if (partner[j] != MAP_NONE) {
			after = t.items[j].name;
			continue;
		}
		if ((must_mark || any_mark || (last != MAP_NONE && j < last)) &&
		    !(any_mark && str_eq(after, marked))) {
			add_mark(&lines, after);
			marked = after;
			any_mark = true;
		}
		add_lines(&lines,
			  str_span(target->doc.bytes, t.items[j].lines));
	}
	if (lines.n)
		out->lines = arena_str(arena, buf_str(&lines));
	buf_release(&lines);
	return out->n_left_out || out->lines.p;
}

size_t
matter_end_part(struct str lines)
{
	struct str rest = lines, line;

	while (str_split(&rest, '\n', &line))
		if (str_starts(line, STR(MARK_AFTER)) ||
		    str_eq(line, STR(MARK_FIRST)))
			return (size_t)(line.p - lines.p);
	return lines.n;
}

/* The lines of `form` that stand after key `after` (no string: first). */
static void
write_added(const struct page *source, const struct matter_form *form,
	    struct str after, bool at_end, struct buf *out,
	    struct form_trace *trace)
{
	struct str rest = form->lines, line;
	bool here = at_end;
	size_t begin = out->n;

	while (form->lines.p && str_split(&rest, '\n', &line)) {
		if (str_starts(line, STR(MARK_AFTER)))
			here = !at_end && after.p &&
			       str_eq(str_from(line, sizeof(MARK_AFTER) - 1),
				      after);
		else if (str_eq(line, STR(MARK_FIRST)))
			here = !at_end && !after.p;
		else if (here) {
			buf_add(out, line);
			buf_add(out, source->doc.eol);
		}
	}
	if (out->n > begin)
		ARENA_PUSH(source->arena, trace->added.items, trace->added.n,
			   trace->added.cap, ((struct span){ begin, out->n }));
}

static bool
is_left_out(const struct matter_form *form, struct str key)
{
	for (size_t i = 0; i < form->n_left_out; i++)
		if (str_eq(form->left_out[i], key))
			return true;
	return false;
}

void
matter_apply(const struct page *source, const struct matter_form *form,
	     struct buf *out, struct form_trace *trace)
{
	struct arena scratch = { 0 };
	struct str bytes = source->doc.bytes;
	struct span text = source->doc.front.text;
	struct key_list keys = list_keys(source, &scratch);
	size_t at = keys.n ? keys.items[0].lines.begin : text.end;

	if (!keys.ok) {
		buf_add(out, bytes);
		return;
	}
	buf_add(out, str_sub(bytes, 0, at));
	write_added(source, form, (struct str){ 0 }, false, out, trace);
	for (size_t i = 0; i < keys.n; i++) {
		if (is_left_out(form, keys.items[i].name))
			ARENA_PUSH(source->arena, trace->cut.items,
				   trace->cut.n, trace->cut.cap,
				   keys.items[i].lines);
		else
			buf_add(out, str_span(bytes, keys.items[i].lines));
		write_added(source, form, keys.items[i].name, false, out,
			    trace);
	}
	write_added(source, form, (struct str){ 0 }, true, out, trace);
	buf_add(out, str_from(bytes, text.end));
	arena_release(&scratch);
}
