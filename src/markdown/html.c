/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/html.h"

#include "markdown/inline_scan.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
/* How far up an end tag looks for its start tag. */
#define MAX_LOOK_UP 32

/*
 * Phrasing content (HTML living standard, 3.2.5.2.5) that stands in running
 * text; controls (button, label, input) and media end a text.
 */
static const struct str phrasing[] = {
	STR_INIT("a"),	    STR_INIT("abbr"), STR_INIT("acronym"),
	STR_INIT("b"),	    STR_INIT("bdi"),  STR_INIT("bdo"),
	STR_INIT("big"),    STR_INIT("br"),   STR_INIT("cite"),
	STR_INIT("code"),   STR_INIT("data"), STR_INIT("del"),
	STR_INIT("dfn"),    STR_INIT("em"),   STR_INIT("font"),
	STR_INIT("i"),	    STR_INIT("img"),  STR_INIT("ins"),
	STR_INIT("kbd"),    STR_INIT("mark"), STR_INIT("nobr"),
	STR_INIT("q"),	    STR_INIT("rp"),   STR_INIT("rt"),
	STR_INIT("ruby"),   STR_INIT("s"),    STR_INIT("samp"),
	STR_INIT("small"),  STR_INIT("span"), STR_INIT("strike"),
	STR_INIT("strong"), STR_INIT("sub"),  STR_INIT("sup"),
	STR_INIT("time"),   STR_INIT("tt"),   STR_INIT("u"),
	STR_INIT("var"),    STR_INIT("wbr"),
};

/* Nothing in these is a text. */
static const struct str opaque[] = {
	STR_INIT("script"), STR_INIT("style"),	  STR_INIT("pre"),
	STR_INIT("svg"),    STR_INIT("textarea"), STR_INIT("math"),
	STR_INIT("iframe"), STR_INIT("template"),
};

/* Elements without an end tag. */
static const struct str empty[] = {
	STR_INIT("area"),  STR_INIT("base"),   STR_INIT("br"),
	STR_INIT("col"),   STR_INIT("embed"),  STR_INIT("hr"),
	STR_INIT("img"),   STR_INIT("input"),  STR_INIT("link"),
	STR_INIT("meta"),  STR_INIT("source"), STR_INIT("track"),
	STR_INIT("param"), STR_INIT("wbr"),
};

/* Line breaks mean nothing at the edge of a text. */
static const struct str breaks[] = { STR_INIT("br"), STR_INIT("wbr") };

/* Attributes that people read. */
static const struct str read_attributes[] = {
	STR_INIT("alt"),
	STR_INIT("title"),
	STR_INIT("aria-label"),
	STR_INIT("placeholder"),
};

struct tag {
	struct span at;
	struct str name;
	bool close, self; /* </x>, <x/> */
	bool matched;	  /* its partner, if it needs one, is in the text */
};

struct reader {
	struct str s;
	struct arena *arena;
	struct html_texts *out;
	/* elements that are open, outermost first */
	struct str *open;
	size_t n_open, cap_open;
	/* the text so far, if any: its bytes, its tags, what they hold */
	bool in_text, has_words;
	struct span text;
	struct tag *tags;
	size_t n_tags, cap_tags;
	size_t first_attribute; /* index in out->items */
};

static bool
is_in(const struct str *list, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].n == name.n && str_eq_nocase(list[i], name))
			return true;
	return false;
}

bool
html_is_phrasing(struct str name)
{
	return is_in(phrasing, COUNT(phrasing), name);
}

static void
add(struct reader *r, struct html_text text)
{
	ARENA_PUSH(r->arena, r->out->items, r->out->n, r->out->cap, text);
}

/* Is there more than white space and entities? */
static bool
has_words(struct str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t end = s.p[i] == '&' ? inline_entity(s, i) : 0;

		if (!end && !ascii_is_space((unsigned char)s.p[i]))
			return true;
		i = end ? end : i + 1;
	}
	return false;
}

/* ---- the edges of a text ---- */

static struct span
trim(struct str s, struct span at)
{
	while (at.begin < at.end &&
	       ascii_is_space((unsigned char)s.p[at.begin]))
		at.begin++;
	while (at.end > at.begin &&
	       ascii_is_space((unsigned char)s.p[at.end - 1]))
		at.end--;
	return at;
}

/* Find the partners among the tags of the text. */
static void
match_tags(struct reader *r)
{
	for (size_t i = 0; i < r->n_tags; i++) {
		struct tag *tag = &r->tags[i];
		size_t low = i > MAX_LOOK_UP ? i - MAX_LOOK_UP : 0;

		if (is_in(empty, COUNT(empty), tag->name))
			tag->matched = !is_in(breaks, COUNT(breaks), tag->name);
		else if (tag->self)
			tag->matched = true;
		for (size_t k = i; tag->close && k-- > low;) {
			struct tag *start = &r->tags[k];

			if (start->close || start->matched ||
			    !str_eq_nocase(start->name, tag->name))
				continue;
			start->matched = tag->matched = true;
			break;
		}
	}
}

/* The text without the tags at its edges that lack a partner. */
static struct span
trim_tags(struct reader *r)
{
	struct span at = trim(r->s, r->text);
	size_t first = 0, last;

	match_tags(r);
	for (; first < r->n_tags && !r->tags[first].matched &&
	       r->tags[first].at.begin == at.begin;
	     first++) {
		at.begin = r->tags[first].at.end;
		at = trim(r->s, at);
	}
	for (last = r->n_tags; last > first && !r->tags[last - 1].matched &&
			       r->tags[last - 1].at.end == at.end;
	     last--) {
		at.end = r->tags[last - 1].at.begin;
		at = trim(r->s, at);
	}
	return at;
}

/*
 * The text so far ends here. If it says something it counts, and the attributes
 * of its tags are part of it; else they count.
 */
static void
end_text(struct reader *r)
{
	struct html_texts *out = r->out;
	size_t first = r->first_attribute, n = out->n - first, i = 0;
	struct html_text text = { .kind = HTML_TEXT }, *attributes;

	if (r->in_text && r->has_words) {
		text.at = trim_tags(r);
		text.name = r->n_open ? r->open[r->n_open - 1] : STR("");
		attributes = arena_array(r->arena, n + 1, sizeof(*attributes));
		if (n)
			memcpy(attributes, out->items + first,
			       n * sizeof(*attributes));
		out->n = first;
		for (; i < n && attributes[i].at.begin < text.at.begin; i++)
			add(r, attributes[i]);
		add(r, text);
		for (; i < n; i++)
			if (attributes[i].at.begin >= text.at.end)
				add(r, attributes[i]);
	}
	r->in_text = r->has_words = false;
	r->n_tags = 0;
}

static void
extend_text(struct reader *r, size_t begin, size_t end)
{
	if (!r->in_text) {
		r->in_text = true;
		r->text.begin = begin;
		r->first_attribute = r->out->n;
	}
	r->text.end = end;
}

/* ---- tags ---- */

static size_t
skip_space(struct str s, size_t i)
{
	while (ascii_is_space(str_at(s, i)))
		i++;
	return i;
}

static size_t
name_end(struct str s, size_t i)
{
	while (i < s.n && !ascii_is_space((unsigned char)s.p[i]) &&
	       !memchr("=></\"'", s.p[i], 6))
		i++;
	return i;
}

/* A value at i: its end, with its quotes, or 0; `value` without them. */
static size_t
read_value(struct str s, size_t i, struct html_text *value)
{
	int quote = str_at(s, i);
	size_t end;

	if (quote == '"' || quote == '\'') {
		end = str_find_byte(s, i + 1, (char)quote);
		value->quote = (char)quote;
		value->at = (struct span){ i + 1, end };
		return end < s.n ? end + 1 : 0;
	}
	for (end = i; end < s.n && !ascii_is_space((unsigned char)s.p[end]) &&
		      s.p[end] != '>' && s.p[end] != '<';)
		end++;
	value->at = (struct span){ i, end };
	return end > i ? end : 0;
}

/* One attribute at i: its end, or 0 where it is malformed. */
static size_t
read_attribute(struct reader *r, size_t i)
{
	struct str s = r->s;
	struct html_text found = { .kind = HTML_ATTRIBUTE };
	size_t end = name_end(s, i), equals = skip_space(s, end);

	if (end == i)
		return 0;
	found.name = str_sub(s, i, end);
	if (str_at(s, equals) != '=')
		return end;
	end = read_value(s, skip_space(s, equals + 1), &found);
	if (!end)
		return 0;
	found.at = trim(s, found.at);
	if (is_in(read_attributes, COUNT(read_attributes), found.name) &&
	    has_words(str_span(s, found.at)))
		add(r, found);
	return end;
}

/* The attributes from i on and the '>': the end of the tag, or 0. */
static size_t
read_attributes_of(struct reader *r, size_t i, struct tag *tag)
{
	struct str s = r->s;

	while ((i = skip_space(s, i)) < s.n) {
		if (s.p[i] == '>')
			return i + 1;
		tag->self = s.p[i] == '/';
		i = tag->self ? i + 1 : read_attribute(r, i);
		if (!i)
			return 0;
	}
	return 0;
}

/* Past the end tag of an opaque element. */
static size_t
skip_opaque(struct str s, size_t i, struct str name)
{
	while ((i = str_find(s, i, STR("</"))) < s.n) {
		i += 2;
		if (str_eq_nocase(str_sub(s, i, name_end(s, i)), name)) {
			i = str_find_byte(s, i, '>');
			return i < s.n ? i + 1 : s.n;
		}
	}
	return s.n;
}

/* Keep track of the element around a text. */
static void
note_element(struct reader *r, const struct tag *tag)
{
	size_t low = r->n_open > MAX_LOOK_UP ? r->n_open - MAX_LOOK_UP : 0;

	if (!tag->close) {
		if (!tag->self && !is_in(empty, COUNT(empty), tag->name))
			ARENA_PUSH(r->arena, r->open, r->n_open, r->cap_open,
				   tag->name);
		return;
	}
	for (size_t k = r->n_open; k-- > low;)
		if (str_eq_nocase(r->open[k], tag->name)) {
			r->n_open = k;
			return;
		}
}

/* Does a tag begin at the '<' at i, or one that closes? */
static bool
begins_tag(struct str s, size_t i)
{
	return ascii_is_alpha(str_at(s, i + 1 + (str_at(s, i + 1) == '/')));
}

/* A comment, an instruction, a declaration? */
static bool
begins_special(struct str s, size_t i)
{
	return str_at(s, i + 1) == '!' || str_at(s, i + 1) == '?';
}

/*
 * Past a malformed tag: to the next '<' that begins markup, so that what is
 * skipped does not hang on the text behind it.
 */
static size_t
next_markup(struct str s, size_t i)
{
	do
		i = str_find_byte(s, i + 1, '<');
	while (i < s.n && !begins_tag(s, i) && !begins_special(s, i));
	return i;
}

/* The tag at `begin`: where to go on. */
static size_t
take_tag(struct reader *r, size_t begin)
{
	struct str s = r->s;
	struct tag tag = { .close = str_at(s, begin + 1) == '/' };
	size_t i = begin + 1 + tag.close, n;
	bool inside;

	tag.name = str_sub(s, i, name_end(s, i));
	inside = html_is_phrasing(tag.name);
	if (inside)
		extend_text(r, begin, begin);
	else
		end_text(r);
	n = r->out->n;
	i = read_attributes_of(r, i + tag.name.n, &tag);
	if (!i) {
		r->out->n = n;
		end_text(r);
		return next_markup(s, begin);
	}
	tag.at = (struct span){ begin, i };
	if (inside) {
		r->text.end = i;
		ARENA_PUSH(r->arena, r->tags, r->n_tags, r->cap_tags, tag);
		return i;
	}
	if (!tag.close && !tag.self && is_in(opaque, COUNT(opaque), tag.name))
		return skip_opaque(s, i, tag.name);
	note_element(r, &tag);
	return i;
}

/* <!-- -->, <? ?>, <! >: its end. */
static size_t
skip_special(struct str s, size_t i)
{
	struct str end = STR(">");

	if (str_starts(str_from(s, i), STR("<!--")))
		end = STR("-->");
	else if (str_at(s, i + 1) == '?')
		end = STR("?>");
	else if (str_starts(str_from(s, i), STR("<![CDATA[")))
		end = STR("]]>");
	i = str_find(s, i, end);
	return i < s.n ? i + end.n : s.n;
}

static size_t
take_data(struct reader *r, size_t i)
{
	size_t end = str_find_byte(r->s, i + 1, '<');
	struct str data = str_sub(r->s, i, end);

	if (str_trim_space(data).n) {
		extend_text(r, i, end);
		r->has_words = r->has_words || has_words(data);
	}
	return end;
}

void
html_read(struct str block, struct arena *arena, struct html_texts *out)
{
	struct reader r = { .s = block, .arena = arena, .out = out };

	*out = (struct html_texts){ 0 };
	for (size_t i = 0; i < block.n;) {
		if (block.p[i] != '<') {
			i = take_data(&r, i);
		} else if (begins_tag(block, i)) {
			i = take_tag(&r, i);
		} else if (begins_special(block, i)) {
			end_text(&r);
			i = skip_special(block, i);
		} else {
			i = take_data(&r, i);
		}
	}
	end_text(&r);
}
