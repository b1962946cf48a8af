/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "check/rows.h"

/* Each group has rows of its own: links and code are not always copied. */
enum group { OTHERS, LINKS, CODE };

static enum group
group_of(const struct value *v)
{
	switch (v->kind) {
	case VALUE_LINK:
	case VALUE_IMAGE:
		return LINKS;
	case VALUE_CODE:
		return CODE;
	default:
		return OTHERS;
	}
}

/* Kinds that a translator may repeat or drop without harm to the page. */
static bool
may_recur(const struct value *v)
{
	switch (v->kind) {
	case VALUE_HTML:
	case VALUE_SHORTCODE:
	case VALUE_FOOTNOTE:
		return false;
	default:
		return true;
	}
}

/* Is there nothing in its place on the other side? */
static bool
is_left_over(const struct value *v)
{
	if (v->paired || v->changed)
		return false;
	return !v->elsewhere || !may_recur(v);
}

static size_t
count_tags(const struct page *page, struct str name)
{
	size_t n = 0;

	for (size_t i = 0; i < page->doc.tags.n; i++)
		n += str_eq(page->doc.tags.items[i].name, name);
	return n;
}

/* The name of the shortcode whose bytes these are. */
static struct str
tag_name(struct check *c, struct str bytes)
{
	struct shortcode_list tags;

	shortcode_read(bytes, 0, c->page->source->doc.dialect, &c->arena,
		       &tags);
	return tags.n ? tags.items[0].name : STR("");
}

/*
 * A tag that stands beside its text rather than in it is part of the page's
 * form. Both pages as a whole have as many, then.
 */
static bool
is_on_page(struct check *c, const struct value *v)
{
	struct str name;

	if (v->kind != VALUE_SHORTCODE || c->page->built == c->page->source)
		return false;
	name = tag_name(c, v->shown);
	return count_tags(c->page->built, name) ==
	       count_tags(c->page->source, name);
}

/* A closing tag: "</b>", "{{< /tab >}}". */
static bool
is_closer(const struct value *v)
{
	size_t at = str_starts(v->shown, STR("{{")) ? 3 : 1;

	while (ascii_is_space(str_at(v->shown, at)))
		at++;
	return (v->kind == VALUE_HTML || v->kind == VALUE_SHORTCODE) &&
	       str_at(v->shown, at) == '/';
}

/* Of a pair of tags, the first one says enough. */
static bool
is_said(const struct side *side, size_t i)
{
	enum value_kind kind = side->values[i].kind;

	if (!is_closer(&side->values[i]))
		return false;
	while (i-- > 0)
		if (side->values[i].kind == kind &&
		    is_left_over(&side->values[i]) &&
		    !is_closer(&side->values[i]))
			return true;
	return false;
}

static void
say_left_over(struct check *c, const struct side *side, enum group group,
	      const char *format)
{
	for (size_t i = 0; i < side->n; i++) {
		const struct value *v = &side->values[i];

		if (group_of(v) == group && is_left_over(v) &&
		    !is_said(side, i) && !is_on_page(c, v))
			check_say(c, format, value_title(v, &c->arena).p);
	}
}

/* Is it for people: a phrase, or a word with a capital? */
static bool
is_text(struct str value)
{
	size_t i = 0;

	if (str_find_byte(value, 0, ' ') < value.n)
		return true;
	while (ascii_is_alpha(str_at(value, i)))
		i++;
	return i == value.n && i && value.p[0] < 'a';
}

/*
 * The same tag but for parameters with text: nobody has told calque that this
 * shortcode has some, but a translator sees it.
 */
static bool
differ_in_text(struct check *c, const struct value *was, const struct value *is)
{
	const struct dialect *dialect = c->page->source->doc.dialect;
	struct shortcode_list a, b;

	if (was->kind != VALUE_SHORTCODE)
		return false;
	shortcode_read(was->shown, 0, dialect, &c->arena, &a);
	shortcode_read(is->shown, 0, dialect, &c->arena, &b);
	if (a.n != 1 || b.n != 1 || !str_eq(a.items->name, b.items->name) ||
	    a.items->form != b.items->form ||
	    a.items->n_params != b.items->n_params)
		return false;
	for (size_t i = 0; i < a.items->n_params; i++) {
		const struct shortcode_param *p = &a.items->params[i];
		const struct shortcode_param *q = &b.items->params[i];

		if (!str_eq(p->name, q->name) ||
		    (!str_eq(p->value, q->value) && !is_text(p->value)))
			return false;
	}
	return true;
}

/* Both are shown from about where they differ. */
static void
say_change(struct check *c, const struct value *was, const struct value *is)
{
	size_t from = value_difference(was, is);
	struct str now = value_shown(is, from, &c->arena);

	if (differ_in_text(c, was, is))
		return;
	check_say(c, _("%s became '%.*s' in the translation"),
		  value_title_from(was, from, &c->arena).p, STR_FMT(now));
}

static void
say_changed(struct check *c, enum group group)
{
	const struct sides *s = &c->sides;

	for (size_t i = 0; i < s->source.n; i++) {
		const struct value *v = &s->source.values[i];

		if (v->changed && group_of(v) == group)
			say_change(c, v, &s->target.values[v->changed - 1]);
	}
}

void
check_missing(struct check *c)
{
	if (c->sides.too_many)
		check_say_hint(c, str_of(_("part the text in two")),
			       _("the text has too many placeables to be "
				 "compared"));
	say_left_over(c, &c->sides.source, OTHERS,
		      _("%s is missing in the translation"));
}

void
check_changed(struct check *c)
{
	say_changed(c, OTHERS);
}

/* A heading's own id keeps its anchor: that is no fault. */
void
check_extra(struct check *c)
{
	struct side *target = &c->sides.target;

	for (size_t i = 0; i < target->n; i++)
		if (target->values[i].kind == VALUE_ID)
			target->values[i].paired = true;
	say_left_over(c, target, OTHERS, _("%s is not in the source text"));
}

void
check_link_missing(struct check *c)
{
	say_left_over(c, &c->sides.source, LINKS,
		      _("%s is missing in the translation"));
}

void
check_link_changed(struct check *c)
{
	say_changed(c, LINKS);
}

void
check_link_extra(struct check *c)
{
	say_left_over(c, &c->sides.target, LINKS,
		      _("%s is not in the source text"));
}

void
check_code_changed(struct check *c)
{
	const struct side *source = &c->sides.source;

	say_changed(c, CODE);
	for (size_t i = 0; i < source->n; i++) {
		const struct value *v = &source->values[i];
		struct str words = c->sides.target.words;

		if (group_of(v) != CODE || !is_left_over(v))
			continue;
		if (v->key.n && str_find(words, 0, v->key) < words.n)
			check_say_hint(c, str_of(_("put back ticks around it")),
				       _("%s is not marked as code in the "
					 "translation"),
				       value_title(v, &c->arena).p);
		else
			check_say(c, _("%s is missing in the translation"),
				  value_title(v, &c->arena).p);
	}
}

void
check_code_extra(struct check *c)
{
	say_left_over(c, &c->sides.target, CODE,
		      _("%s is not in the source text"));
}

static void
say_counts(struct check *c, const struct side *side, const char *format)
{
	for (size_t i = 0; i < side->n; i++) {
		const struct value *v = &side->values[i];

		if (v->elsewhere && may_recur(v))
			check_say(c, format, value_title(v, &c->arena).p);
	}
}

void
check_count(struct check *c)
{
	say_counts(c, &c->sides.source,
		   _("%s stands more often in the source text"));
	say_counts(c, &c->sides.target,
		   _("%s stands less often in the source text"));
}

/* ---- labels ---- */

/* Is "[x][label]" with this label a link that leads nowhere, in this text? */
static bool
has_undefined(const struct inline_tokens *tokens, struct str text,
	      struct str label, struct arena *arena)
{
	for (size_t i = 0; i < tokens->n; i++) {
		const struct inline_token *tok = &tokens->items[i];

		if (tok->reference &&
		    str_eq(label_normal(arena, str_span(text, tok->label)),
			   label))
			return true;
	}
	return false;
}

/* Read without the page's definitions, [x][y] is a link whatever y is. */
static void
scan_all_references(struct check *c, struct str text,
		    struct inline_tokens *tokens)
{
	struct inline_context ctx = {
		.dialect = c->page->source->doc.dialect,
		.heading = c->sides.kind == MD_HEADING,
	};

	inline_scan(text, &ctx, &c->arena, tokens);
}

/* What the source does not define either is text with brackets. */
void
check_label(struct check *c)
{
	const struct map *labels = &c->page->built->doc.labels;
	struct str text = c->sides.target.text;
	struct inline_tokens theirs, ours;

	if (str_find(text, 0, STR("][")) == text.n)
		return;
	scan_all_references(c, text, &ours);
	scan_all_references(c, c->sides.source.text, &theirs);
	for (size_t i = 0; i < ours.n; i++) {
		const struct inline_token *tok = &ours.items[i];
		struct str label = str_span(text, tok->label);
		struct str key = label_normal(&c->arena, label);

		if (!tok->reference || map_find(labels, key) != MAP_NONE ||
		    has_undefined(&theirs, c->sides.source.text, key,
				  &c->arena))
			continue;
		check_say(c, _("the page defines no link '[%.*s]:'"),
			  STR_FMT(label));
	}
}
