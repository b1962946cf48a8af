/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/shortcode.h"

#include "base/map.h"
#include "markdown/shortcode_lex.h"

/* Openers that wait for their closer, innermost last. */
struct open_stack {
	struct shortcode *items; /* the tags; borrowed */
	size_t *open;		 /* indexes of openers */
	size_t *shadowed; /* for each tag: the open one of its name before it */
	size_t depth;
	struct map last; /* name -> 1 + index of its innermost open one, or 0 */
};

static size_t
last_open(const struct open_stack *st, struct str name)
{
	size_t last = map_find(&st->last, name);

	return last == MAP_NONE ? 0 : last;
}

static void
push_opener(struct open_stack *st, size_t i)
{
	struct str name = st->items[i].name;

	st->shadowed[i] = last_open(st, name);
	map_set(&st->last, name, i + 1);
	st->open[st->depth++] = i;
}

/*
 * The closer i takes the innermost opener of its name; those opened since
 * stand alone.
 */
static void
pop_opener(struct open_stack *st, size_t i)
{
	size_t partner = last_open(st, st->items[i].name), top;

	if (!partner)
		return;
	partner--;
	do {
		top = st->open[--st->depth];
		map_set(&st->last, st->items[top].name, st->shadowed[top]);
	} while (top != partner);
	st->items[partner].partner = i;
	st->items[i].partner = partner;
}

/* Cost: O(tags); each is pushed and popped once. */
static void
pair_tags(struct shortcode *items, size_t n, struct arena *arena)
{
	struct open_stack st = {
		.items = items,
		.open = arena_array(arena, n, sizeof(*st.open)),
		.shadowed = arena_array(arena, n, sizeof(*st.shadowed)),
	};

	for (size_t i = 0; i < n; i++)
		if (items[i].form == SHORTCODE_OPEN)
			push_opener(&st, i);
		else if (items[i].form == SHORTCODE_CLOSE)
			pop_opener(&st, i);
	map_release(&st.last);
}

static bool
is_true(const struct shortcode *tag, struct str name)
{
	for (size_t i = 0; i < tag->n_params; i++)
		if (str_eq(tag->params[i].name, name))
			return str_eq(tag->params[i].value, STR("true"));
	return false;
}

/* By the dialect's tables, is the text inside this pair verbatim? */
static bool
is_verbatim(const struct dialect *dialect, const struct shortcode *tag,
	    const struct shortcode *parent)
{
	const struct dialect_shortcode *rule = dialect_inner_rule(
		dialect, tag->name, parent ? parent->name : STR(""));

	if (!rule || rule->inner != DIALECT_INNER_VERBATIM)
		return false;
	return !rule->markdown_if.n ||
	       !(is_true(tag, rule->markdown_if) ||
		 (parent && is_true(parent, rule->markdown_if)));
}

/*
 * Keep the tags that are ours to read, in place: set the parents, drop what
 * stands inside verbatim pairs, and renumber the partners.
 */
static void
keep_tags(struct shortcode_list *list, const struct dialect *dialect)
{
	struct shortcode *items = list->items;
	size_t n = 0, parent = SHORTCODE_NONE, skip_to = 0;

	for (size_t i = 0; i < list->n; i++) {
		struct shortcode tag = items[i];
		bool paired = tag.partner != SHORTCODE_NONE;

		if (i < skip_to)
			continue;
		if (paired && tag.form == SHORTCODE_CLOSE) {
			/* the opener left its new index with its closer */
			tag.partner = parent;
			items[parent].partner = n;
			parent = items[parent].parent;
		}
		tag.parent = parent;
		if (paired && tag.form == SHORTCODE_OPEN) {
			tag.verbatim = is_verbatim(dialect, &tag,
						   parent == SHORTCODE_NONE ?
							   NULL :
							   &items[parent]);
			if (tag.verbatim)
				skip_to = tag.partner;
			parent = n;
		}
		items[n++] = tag;
	}
	list->n = n;
}

void
shortcode_read(struct str text, size_t from, const struct dialect *dialect,
	       struct arena *arena, struct shortcode_list *out)
{
	struct shortcode_lexer lex;

	*out = (struct shortcode_list){ .unclosed = (size_t)-1 };
	if (!dialect_has(dialect, DIALECT_SHORTCODES) ||
	    str_find(text, from, STR("{{")) == text.n)
		return;
	shortcode_lex_init(&lex, text, arena);
	for (size_t i = from; (i = shortcode_lex_next(&lex, i)) < text.n;) {
		struct shortcode tag;

		if (!shortcode_lex_tag(&lex, i, &tag)) {
			if (out->unclosed == (size_t)-1)
				out->unclosed = i;
			i += 3;
			continue;
		}
		ARENA_PUSH(arena, out->items, out->n, out->cap, tag);
		i = tag.at.end;
	}
	if (!out->n)
		return;
	pair_tags(out->items, out->n, arena);
	keep_tags(out, dialect);
}

const struct shortcode_param *
shortcode_param(const struct shortcode *tag, const char *name)
{
	for (size_t i = 0; i < tag->n_params; i++)
		if (str_eq(tag->params[i].name, str_of(name)))
			return &tag->params[i];
	return NULL;
}

/* What Hugo would read back from a quoted string as the same value. */
static bool
can_be_quoted(struct str value)
{
	bool quote = str_find_byte(value, 0, '"') < value.n;
	bool backslash = str_find_byte(value, 0, '\\') < value.n;

	return str_find_byte(value, 0, '\n') == value.n &&
	       !(quote && backslash) && !str_ends(value, STR("\\")) &&
	       str_find(value, 0, STR("\\`")) == value.n;
}

static void
encode_quoted(struct str value, struct buf *out)
{
	buf_add_byte(out, '"');
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '"')
			buf_add_byte(out, '\\');
		buf_add_byte(out, value.p[i]);
	}
	buf_add_byte(out, '"');
}

bool
shortcode_encode_value(struct str value, enum param_quote quote,
		       struct buf *out)
{
	bool named = quote == PARAM_BARE_NAMED;
	bool raw = str_find_byte(value, 0, '`') == value.n;

	if ((quote == PARAM_BARE || named) &&
	    shortcode_lex_is_bare(value, named)) {
		buf_add(out, value);
	} else if (can_be_quoted(value) && (quote != PARAM_RAW || !raw)) {
		encode_quoted(value, out);
	} else if (raw) {
		buf_add_byte(out, '`');
		buf_add(out, value);
		buf_add_byte(out, '`');
	} else {
		return false;
	}
	return true;
}
