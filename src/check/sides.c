/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/sides.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "unit/codec.h"
#include "unit/prose.h"

#include <stdlib.h>

/* ORDER value_kind */
static const char *const titles[N_VALUE_KINDS] = {
	N_("the code span '%.*s'"), N_("the link '%.*s'"),
	N_("the image '%.*s'"),	    N_("the link label '%.*s'"),
	N_("the HTML tag '%.*s'"),  N_("the shortcode '%.*s'"),
	N_("the footnote '%.*s'"),  N_("the heading id '%.*s'"),
	N_("the formula '%.*s'"),   N_("the variable '%.*s'"),
	N_("the emoji '%.*s'"),
};

#define SHOWN_CHARS 60

/* The index n_chars behind `at`. */
static size_t
skip_chars(struct str s, size_t at, size_t n_chars)
{
	while (n_chars-- && at < s.n) {
		unsigned long c;
		size_t n = utf8_decode(s, at, &c);

		at += n ? n : 1;
	}
	return at;
}

struct str
value_shown(const struct value *v, size_t from, struct arena *arena)
{
	struct str s = v->shown;
	size_t begin = from > SHOWN_CHARS / 2 && s.n > SHOWN_CHARS ?
			       utf8_floor(s, from - SHOWN_CHARS / 2) :
			       0;
	size_t end = skip_chars(s, begin, SHOWN_CHARS);

	if (!begin && end == s.n)
		return s;
	return arena_strf(arena, "%s%.*s%s", begin ? "..." : "",
			  STR_FMT(str_sub(s, begin, end)),
			  end < s.n ? "..." : "");
}

size_t
value_difference(const struct value *a, const struct value *b)
{
	size_t i = 0;

	while (i < a->shown.n && i < b->shown.n &&
	       a->shown.p[i] == b->shown.p[i])
		i++;
	return i;
}

struct str
value_title_from(const struct value *v, size_t from, struct arena *arena)
{
	/* the formats are those of the table above */
	return arena_strf(arena, _(titles[v->kind]),
			  STR_FMT(value_shown(v, from, arena)));
}

struct str
value_title(const struct value *v, struct arena *arena)
{
	return value_title_from(v, 0, arena);
}

/* One side while it is read. */
struct reader {
	const struct sides_context *ctx;
	bool is_target;
	const struct page *page;
	struct side *side;
	struct arena *arena;
};

/* ---- what is compared ---- */

/* `to` with the language in the place of {lang} and {locale}. */
static void
expand(struct str to, const struct sides_context *ctx, struct buf *out)
{
	for (size_t i = 0; i < to.n;) {
		if (str_starts(str_from(to, i), STR("{lang}"))) {
			buf_add(out, ctx->lang);
			i += 6;
		} else if (str_starts(str_from(to, i), STR("{locale}"))) {
			buf_add(out, ctx->locale);
			i += 8;
		} else {
			buf_add_byte(out, to.p[i++]);
		}
	}
}

/* A target's address as the source has it, by the rules of `links`. */
static struct str
before_rules(const struct reader *r, struct str dest)
{
	const struct config *cfg = r->ctx->cfg;

	for (size_t i = 0; i < cfg->n_links; i++) {
		struct buf to = { 0 };
		bool matches;
		size_t n;

		expand(cfg->links[i].to, r->ctx, &to);
		n = to.n;
		matches = str_starts(dest, buf_str(&to));
		buf_release(&to);
		if (matches)
			return arena_strf(r->arena, "%.*s%.*s",
					  STR_FMT(cfg->links[i].from),
					  STR_FMT(str_from(dest, n)));
	}
	return dest;
}

/* Is it the language, perhaps with a region: en, en-US, zh_cn? */
static bool
is_language(struct str s, struct str lang)
{
	size_t n = 0, rest;

	while (n < lang.n && lang.p[n] != '-' && lang.p[n] != '_')
		n++;
	if (!n || s.n < n ||
	    !str_eq_nocase(str_sub(s, 0, n), str_sub(lang, 0, n)))
		return false;
	rest = s.n - n;
	return !rest ||
	       (rest >= 3 && rest <= 5 && (s.p[n] == '-' || s.p[n] == '_'));
}

/*
 * Without a first label or segment that is a language: en.x.org, /en/x. A
 * translation has its own, or keeps that of the source.
 */
static struct str
without_language(const struct reader *r, struct str s, char mark)
{
	size_t end = str_find_byte(s, 0, mark);
	struct str first = str_sub(s, 0, end);
	bool found = is_language(first, r->ctx->source_lang) ||
		     (r->is_target && is_language(first, r->ctx->lang));

	return end < s.n && found ? str_from(s, end + 1) : s;
}

/*
 * An address as it is compared: without what differs between the languages of a
 * site (rules, a language in the host or as the first part of the path), without
 * the fragment (headings have other ids), http or https, and a slash at the
 * end.
 */
static struct str
link_key(const struct reader *r, struct str dest)
{
	struct str host = { 0 }, path;
	size_t at;

	if (r->is_target)
		dest = before_rules(r, dest);
	dest = str_sub(dest, 0, str_find_byte(dest, 0, '#'));
	at = str_find(dest, 0, STR("://"));
	path = dest;
	if (at < dest.n && at < 8) {
		host = str_from(dest, at + 3);
		at = str_find_byte(host, 0, '/');
		path = str_from(host, at);
		host = without_language(r, str_sub(host, 0, at), '.');
		if (str_starts(host, STR("www.")))
			host = str_from(host, 4);
	}
	if (str_starts(path, STR("/")))
		path = without_language(r, str_from(path, 1), '/');
	while (str_ends(path, STR("/")))
		path.n--;
	return arena_strf(r->arena, "%s%.*s/%.*s", host.p ? "//" : "",
			  STR_FMT(host), STR_FMT(path));
}

static bool
is_link(struct str value)
{
	return str_starts(value, STR("/")) ||
	       str_find(value, 0, STR("://")) < value.n;
}

/* Code without back ticks; white space is one space. */
static struct str
code_key(const struct reader *r, struct str code)
{
	struct buf key = { 0 };
	struct str out;
	size_t n = 0;

	while (str_at(code, n) == '`')
		n++;
	code = str_trim_space(str_sub(code, n, code.n - n));
	for (size_t i = 0; i < code.n; i++)
		if (!ascii_is_space(code.p[i]))
			buf_add_byte(&key, code.p[i]);
		else if (!ascii_is_space(str_at(code, i + 1)))
			buf_add_byte(&key, ' ');
	out = arena_str(r->arena, buf_str(&key));
	buf_release(&key);
	return out;
}

/* The names of a tag without its attributes: "/b", "br". */
static struct str
html_key(struct str tag)
{
	size_t end = 1 + (str_at(tag, 1) == '/');

	while (ascii_is_alnum(str_at(tag, end)) || str_at(tag, end) == '-')
		end++;
	return str_sub(tag, 1, end);
}

/* The name and the parameters that hold no text for people. */
static struct str
shortcode_key(const struct reader *r, struct str bytes)
{
	const struct dialect *dialect = r->page->doc.dialect;
	struct shortcode_list tags;
	struct buf key = { 0 };
	struct str out;

	shortcode_read(bytes, 0, dialect, r->arena, &tags);
	for (size_t i = 0; i < tags.n; i++) {
		const struct shortcode *tag = &tags.items[i];

		buf_addf(&key, "%d%d%.*s", (int)tag->form, tag->percent,
			 STR_FMT(tag->name));
		for (size_t k = 0; k < tag->n_params; k++) {
			const struct shortcode_param *p = &tag->params[k];
			struct str value = p->value;

			if (dialect_is_prose_param(dialect, tag->name, STR(""),
						   p->name))
				continue;
			if (is_link(value))
				value = link_key(r, value);
			buf_addf(&key, " %.*s=%.*s", STR_FMT(p->name),
				 STR_FMT(value));
		}
	}
	out = arena_str(r->arena, buf_str(&key));
	buf_release(&key);
	return out;
}

/* ---- values of one side ---- */

static void
add_value(struct reader *r, enum value_kind kind, struct str shown,
	  struct str key)
{
	struct value v = { .kind = kind, .shown = shown, .key = key };

	ARENA_PUSH(r->arena, r->side->values, r->side->n, r->side->cap, v);
}

/* The destination that the page defines for a label, or no string. */
static struct str
defined_dest(const struct reader *r, struct str label)
{
	const struct md_doc *doc = &r->page->doc;
	size_t i = map_find(&doc->labels, label);
	struct str bytes;

	if (i >= doc->n || doc->leaves[i].kind != MD_DEST ||
	    doc->leaves[i].n_lines != 1)
		return (struct str){ 0 };
	bytes = str_span(doc->bytes, doc->leaves[i].lines[0]);
	return bytes;
}

/*
 * A reference link is the link that its label stands for: translators may call
 * the label otherwise. A destination that is a shortcode is that shortcode's
 * value.
 */
static void
add_link(struct reader *r, const struct inline_token *tok)
{
	struct str text = r->side->text;
	struct str dest = str_span(text, tok->dest);
	enum value_kind kind =
		tok->kind == INLINE_IMAGE ? VALUE_IMAGE : VALUE_LINK;

	if (tok->reference) {
		struct str label =
			label_normal(r->arena, str_span(text, tok->label));

		dest = defined_dest(r, label);
		if (dest.p)
			add_value(r, kind, dest, link_key(r, dest));
		else
			add_value(r, VALUE_LABEL, str_span(text, tok->label),
				  label);
	} else if (dest.n && str_find(dest, 0, STR("{{")) == dest.n)
		add_value(r, kind, dest, link_key(r, dest));
}

/* The value of an attribute of the tag, or no string. */
static struct str
attribute_value(struct str tag, struct str name)
{
	for (size_t i = 1; i + name.n < tag.n; i++) {
		size_t at = i + name.n, end;
		int quote;

		if (!ascii_is_space(tag.p[i - 1]) ||
		    !str_eq_nocase(str_sub(tag, i, at), name))
			continue;
		while (ascii_is_space(str_at(tag, at)))
			at++;
		if (str_at(tag, at) != '=')
			continue;
		do
			at++;
		while (ascii_is_space(str_at(tag, at)));
		quote = str_at(tag, at);
		if (quote == '"' || quote == '\'')
			return str_sub(tag, at + 1,
				       str_find_byte(tag, at + 1, (char)quote));
		for (end = at; end < tag.n && !ascii_is_space(tag.p[end]) &&
			       tag.p[end] != '>';)
			end++;
		return str_sub(tag, at, end);
	}
	return (struct str){ 0 };
}

/* A tag, and where it leads. */
static void
add_html(struct reader *r, struct str tag)
{
	struct str href = attribute_value(tag, STR("href"));
	struct str src = attribute_value(tag, STR("src"));

	add_value(r, VALUE_HTML, tag, html_key(tag));
	if (href.n)
		add_value(r, VALUE_LINK, href, link_key(r, href));
	if (src.n)
		add_value(r, VALUE_IMAGE, src, link_key(r, src));
}

/* flat: one case for each kind of token */
static void
add_token(struct reader *r, const struct inline_token *tok)
{
	struct str bytes = str_span(r->side->text, tok->at), id;

	switch (tok->kind) {
	case INLINE_CODE:
		add_value(r, VALUE_CODE, bytes, code_key(r, bytes));
		break;
	case INLINE_LINK:
	case INLINE_IMAGE:
	case INLINE_AUTOLINK:
		add_link(r, tok);
		break;
	case INLINE_HTML:
		add_html(r, bytes);
		break;
	case INLINE_SHORTCODE:
		add_value(r, VALUE_SHORTCODE, bytes, shortcode_key(r, bytes));
		break;
	case INLINE_FOOTNOTE:
		add_value(r, VALUE_FOOTNOTE, bytes, bytes);
		break;
	case INLINE_ATTRIBUTE:
		id = prose_attribute_id(bytes); /* classes may differ */
		if (id.p)
			add_value(r, VALUE_ID, bytes, id);
		break;
	case INLINE_MATH:
		add_value(r, VALUE_MATH, bytes, bytes);
		break;
	case INLINE_VARIABLE:
		add_value(r, VALUE_VARIABLE, bytes, bytes);
		break;
	case INLINE_EMOJI:
		add_value(r, VALUE_EMOJI, bytes, bytes);
		break;
	case INLINE_COMMENT:
	case INLINE_ENTITY:
	case INLINE_BREAK:
		break; /* a translator's own affair */
	}
}

/* What stands inside another value is compared with it. */
static bool
is_inside_value(const struct inline_token *tok, size_t *until)
{
	if (tok->at.begin < *until)
		return true;
	if (tok->kind != INLINE_LINK && tok->kind != INLINE_IMAGE)
		*until = tok->at.end;
	return false;
}

static void
read_side(struct reader *r, enum md_kind kind, struct str text)
{
	struct side *side = r->side;
	struct buf words = { 0 };
	size_t until = 0;

	side->text = text;
	prose_scan(r->page, kind, text, r->arena, &side->tokens);
	if (side->tokens.n > SIDES_MAX_TOKENS)
		side->tokens.n = 0;
	for (size_t i = 0; i < side->tokens.n; i++)
		if (!is_inside_value(&side->tokens.items[i], &until))
			add_token(r, &side->tokens.items[i]);
	prose_plain(r->page, kind, text, &words);
	side->words = arena_str(r->arena, buf_str(&words));
	buf_release(&words);
}

/* ---- both sides ---- */

/* A value with its index, to sort without losing the order of the text. */
struct sorted {
	struct value *v;
	size_t at;
};

static int
compare_values(const struct value *a, const struct value *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return str_cmp(a->key, b->key);
}

static int
by_value(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	int order = compare_values(x->v, y->v);

	if (order)
		return order;
	return x->at < y->at ? -1 : x->at > y->at;
}

static struct sorted *
sort_values(struct side *side, struct arena *arena)
{
	struct sorted *list = arena_array(arena, side->n + 1, sizeof(*list));

	for (size_t i = 0; i < side->n; i++)
		list[i] = (struct sorted){ &side->values[i], i };
	qsort(list, side->n, sizeof(*list), by_value);
	return list;
}

/* How many elements from `i` on are equal to it. */
static size_t
run_length(const struct sorted *list, size_t n, size_t i)
{
	size_t k = i + 1;

	while (k < n && compare_values(list[k].v, list[i].v) == 0)
		k++;
	return k - i;
}

/* Pair equal values, the first ones with each other. */
static void
pair_equal(struct sides *s, struct arena *arena)
{
	struct sorted *a = sort_values(&s->source, arena);
	struct sorted *b = sort_values(&s->target, arena);

	for (size_t i = 0, j = 0; i < s->source.n && j < s->target.n;) {
		int order = compare_values(a[i].v, b[j].v);
		size_t n, m;

		if (order) {
			i += order < 0;
			j += order > 0;
			continue;
		}
		n = run_length(a, s->source.n, i);
		m = run_length(b, s->target.n, j);
		for (size_t k = 0; k < n; k++) {
			a[i + k].v->paired = k < m;
			a[i + k].v->elsewhere = k >= m;
		}
		for (size_t k = 0; k < m; k++) {
			b[j + k].v->paired = k < n;
			b[j + k].v->elsewhere = k >= n;
		}
		i += n;
		j += m;
	}
}

static bool
is_left(const struct value *v, enum value_kind kind)
{
	return v->kind == kind && !v->paired && !v->elsewhere;
}

/* What is left of a kind on both sides: in order, one became the other. */
static void
pair_changed(struct sides *s)
{
	for (int kind = 0; kind < N_VALUE_KINDS; kind++) {
		size_t k = 0;

		for (size_t i = 0; i < s->source.n; i++) {
			if (!is_left(&s->source.values[i],
				     (enum value_kind)kind))
				continue;
			while (k < s->target.n &&
			       !is_left(&s->target.values[k],
					(enum value_kind)kind))
				k++;
			if (k == s->target.n)
				break;
			s->source.values[i].changed = k + 1;
			s->target.values[k].changed = i + 1;
			k++;
		}
	}
}

void
sides_read(struct sides *s, const struct sides_context *ctx,
	   const struct slot *slot, struct str translation, struct arena *arena)
{
	struct reader source = { .ctx = ctx,
				 .page = ctx->source,
				 .side = &s->source,
				 .arena = arena };
	struct reader target = { .ctx = ctx,
				 .is_target = true,
				 .page = ctx->target,
				 .side = &s->target,
				 .arena = arena };

	*s = (struct sides){ .kind = MD_PARAGRAPH };
	if (slot->kind == MD_HEADING)
		s->kind = MD_HEADING;
	if (codec_is_verbatim(slot->kind)) {
		s->source.text = s->source.words = slot->text;
		s->target.text = s->target.words = translation;
		return;
	}
	read_side(&source, s->kind, slot->text);
	read_side(&target, s->kind, translation);
	s->too_many = (!s->source.tokens.n && s->source.tokens.cap) ||
		      (!s->target.tokens.n && s->target.tokens.cap);
	if (s->too_many)
		s->source.n = s->target.n = 0;
	pair_equal(s, arena);
	pair_changed(s);
}
