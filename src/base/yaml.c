/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/yaml.h"

#include "base/die.h"
#include "base/utf8.h"

#include <yaml.h>

/* One open collection. */
struct level {
	size_t node;
	bool mapping, flow;
	bool has_key; /* a mapping: the key has come, its value has not */
	struct str key;
	struct span key_span;
	size_t key_line;
};

struct reader {
	struct str text;
	struct arena *arena;
	struct yaml_doc *doc;
	size_t *byte_of; /* of each character; NULL: the text is ASCII */
	size_t n_chars;
	struct level stack[YAML_MAX_DEPTH];
	size_t depth;
};

/* libyaml's marks count characters. */
static void
make_byte_table(struct reader *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->text.n; i++)
		if ((unsigned char)r->text.p[i] >= 0x80)
			break;
		else if (i + 1 == r->text.n)
			return;
	r->byte_of = arena_array(r->arena, r->text.n + 1, sizeof(*r->byte_of));
	for (size_t i = 0; i < r->text.n;) {
		unsigned long c;
		size_t len = utf8_decode(r->text, i, &c);

		r->byte_of[n++] = i;
		i += len ? len : 1;
	}
	r->byte_of[n] = r->text.n;
	r->n_chars = n;
}

static size_t
to_byte(const struct reader *r, size_t index)
{
	if (!r->byte_of)
		return index < r->text.n ? index : r->text.n;
	return r->byte_of[index < r->n_chars ? index : r->n_chars];
}

static bool
fail(struct reader *r, const char *what, size_t line)
{
	r->doc->error = arena_str(r->arena, str_of(what));
	r->doc->error_line = line;
	r->doc->n = 0;
	return false;
}

/* Step over `&anchor` and `!tag`, which libyaml counts to the scalar. */
static size_t
skip_properties(struct str text, size_t at, size_t end)
{
	while (at < end && (text.p[at] == '&' || text.p[at] == '!')) {
		while (at < end && !ascii_is_space(text.p[at]))
			at++;
		while (at < end && ascii_is_space(text.p[at]))
			at++;
	}
	return at;
}

/* A block scalar ends with its last line that is not blank. */
static size_t
trim_block(struct str text, size_t begin, size_t end)
{
	while (end > begin && ascii_is_space(text.p[end - 1]))
		end--;
	return end;
}

static struct span
scalar_span(const struct reader *r, const yaml_event_t *event,
	    enum yaml_style style)
{
	size_t begin = to_byte(r, event->start_mark.index);
	size_t end = to_byte(r, event->end_mark.index);

	if (event->data.scalar.anchor || event->data.scalar.tag)
		begin = skip_properties(r->text, begin, end);
	if (style == YAML_LITERAL || style == YAML_FOLDED)
		end = trim_block(r->text, begin, end);
	return (struct span){ begin, end > begin ? end : begin };
}

static enum yaml_style
style_of(yaml_scalar_style_t style)
{
	switch (style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE:
		return YAML_SINGLE;
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
		return YAML_DOUBLE;
	case YAML_LITERAL_SCALAR_STYLE:
		return YAML_LITERAL;
	case YAML_FOLDED_SCALAR_STYLE:
		return YAML_FOLDED;
	default:
		return YAML_PLAIN;
	}
}

/* A node below the open collection: its path, parent and key. */
static struct yaml_node *
add_node(struct reader *r, enum yaml_type type, const yaml_event_t *event)
{
	struct yaml_doc *doc = r->doc;
	struct level *top = r->depth ? &r->stack[r->depth - 1] : NULL;
	struct yaml_node node = {
		.type = type,
		.value_line = event->start_mark.line + 1,
	};

	node.key_line = node.value_line;
	node.span.begin = node.span.end = to_byte(r, event->start_mark.index);
	node.key = (struct span){ node.span.begin, node.span.begin };
	node.path = STR("");
	if (top) {
		struct str above = doc->nodes[top->node].path;

		node.parent = top->node;
		node.flow = top->flow;
		if (!top->mapping) {
			node.path =
				arena_strf(r->arena, "%.*s[]", STR_FMT(above));
		} else {
			node.key = top->key_span;
			node.key_line = top->key_line;
			node.path = above.n ? arena_strf(r->arena, "%.*s.%.*s",
							 STR_FMT(above),
							 STR_FMT(top->key)) :
					      top->key;
			top->has_key = false;
		}
	}
	ARENA_PUSH(r->arena, doc->nodes, doc->n, doc->cap, node);
	return &doc->nodes[doc->n - 1];
}

static bool
wants_key(const struct reader *r)
{
	return r->depth && r->stack[r->depth - 1].mapping &&
	       !r->stack[r->depth - 1].has_key;
}

static void
take_scalar(struct reader *r, const yaml_event_t *event)
{
	struct str value = str_make((const char *)event->data.scalar.value,
				    event->data.scalar.length);
	enum yaml_style style = style_of(event->data.scalar.style);
	struct yaml_node *node;

	value = arena_str(r->arena, value);
	if (wants_key(r)) {
		struct level *top = &r->stack[r->depth - 1];

		top->has_key = true;
		top->key = value;
		top->key_span = scalar_span(r, event, style);
		top->key_line = event->start_mark.line + 1;
		return;
	}
	node = add_node(r, YAML_SCALAR, event);
	node->style = style;
	node->value = value;
	node->span = scalar_span(r, event, style);
}

static bool
open_collection(struct reader *r, const yaml_event_t *event, bool mapping)
{
	struct yaml_node *node;
	bool flow = mapping ? event->data.mapping_start.style ==
				      YAML_FLOW_MAPPING_STYLE :
			      event->data.sequence_start.style ==
				      YAML_FLOW_SEQUENCE_STYLE;

	if (r->depth == YAML_MAX_DEPTH)
		return fail(r, "it is nested too deeply",
			    event->start_mark.line + 1);
	if (wants_key(r))
		return fail(r, "a key is not a plain text",
			    event->start_mark.line + 1);
	node = add_node(r, mapping ? YAML_MAPPING : YAML_SEQUENCE, event);
	node->flow = node->flow || flow;
	r->stack[r->depth++] = (struct level){ .node = r->doc->n - 1,
					       .mapping = mapping,
					       .flow = node->flow };
	return true;
}

static void
close_collection(struct reader *r, const yaml_event_t *event)
{
	struct yaml_node *node = &r->doc->nodes[r->stack[--r->depth].node];
	const struct yaml_node *last = &r->doc->nodes[r->doc->n - 1];

	node->span.end = to_byte(r, event->end_mark.index);
	if (!node->flow) /* a block ends where its last content ends */
		node->span.end =
			last == node ? node->span.begin : last->span.end;
	if (node->span.end < node->span.begin)
		node->span.end = node->span.begin;
}

static bool
take_alias(struct reader *r, const yaml_event_t *event)
{
	struct yaml_node *node;

	if (wants_key(r))
		return fail(r, "a key is an alias", event->start_mark.line + 1);
	node = add_node(r, YAML_ALIAS, event);
	node->span.end = to_byte(r, event->end_mark.index);
	return true;
}

static bool
take_event(struct reader *r, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		take_scalar(r, event);
		return true;
	case YAML_ALIAS_EVENT:
		return take_alias(r, event);
	case YAML_SEQUENCE_START_EVENT:
		return open_collection(r, event, false);
	case YAML_MAPPING_START_EVENT:
		return open_collection(r, event, true);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		close_collection(r, event);
		return true;
	default:
		return true;
	}
}

/* Reader errors have a byte offset and no mark, all others a mark. */
static bool
fail_parser(struct reader *r, const yaml_parser_t *parser)
{
	size_t line = parser->problem_mark.line + 1;

	if (parser->error == YAML_READER_ERROR)
		line = 1 +
		       str_count(str_sub(r->text, 0, parser->problem_offset),
				 STR("\n"));
	return fail(r, parser->problem ? parser->problem : "it is not YAML",
		    line);
}

bool
yaml_read(struct str text, struct arena *arena, struct yaml_doc *doc)
{
	struct reader r = { .text = text, .arena = arena, .doc = doc };
	yaml_parser_t parser;
	bool ok = true, end = false;

	*doc = (struct yaml_doc){ 0 };
	if (!yaml_parser_initialize(&parser))
		die("out of memory");
	make_byte_table(&r);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
		&parser, (const unsigned char *)(text.p ? text.p : ""), text.n);
	while (ok && !end) {
		yaml_event_t event;

		if (!yaml_parser_parse(&parser, &event)) {
			ok = fail_parser(&r, &parser);
			break;
		}
		end = event.type == YAML_STREAM_END_EVENT ||
		      event.type == YAML_DOCUMENT_END_EVENT;
		ok = take_event(&r, &event);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return ok;
}
