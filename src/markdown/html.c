/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/html.h"

/* HTML living standard, "phrasing content", and their like. Sorted. */
static const struct str phrasing[] = {
	STR_INIT("a"),	  STR_INIT("abbr"),   STR_INIT("b"),
	STR_INIT("bdi"),  STR_INIT("bdo"),    STR_INIT("br"),
	STR_INIT("cite"), STR_INIT("code"),   STR_INIT("data"),
	STR_INIT("del"),  STR_INIT("dfn"),    STR_INIT("em"),
	STR_INIT("font"), STR_INIT("i"),      STR_INIT("ins"),
	STR_INIT("kbd"),  STR_INIT("mark"),   STR_INIT("q"),
	STR_INIT("s"),	  STR_INIT("samp"),   STR_INIT("small"),
	STR_INIT("span"), STR_INIT("strong"), STR_INIT("sub"),
	STR_INIT("sup"),  STR_INIT("time"),   STR_INIT("tt"),
	STR_INIT("u"),	  STR_INIT("var"),    STR_INIT("wbr"),
};

/* Nothing in these is a text. */
static const struct str opaque[] = {
	STR_INIT("script"),   STR_INIT("style"), STR_INIT("pre"),
	STR_INIT("textarea"), STR_INIT("svg"),	 STR_INIT("math"),
	STR_INIT("template"),
};

/* Attributes that people read. */
static const struct str read_attributes[] = {
	STR_INIT("alt"),
	STR_INIT("title"),
	STR_INIT("aria-label"),
	STR_INIT("placeholder"),
};

static bool
is_in(const struct str *list, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_nocase(list[i], name))
			return true;
	return false;
}

bool
html_is_phrasing(struct str name)
{
	return is_in(phrasing, sizeof(phrasing) / sizeof(*phrasing), name);
}

struct reader {
	struct str s;
	struct arena *arena;
	struct html_texts *out;
	size_t text_begin; /* of the text being read; s.n: none */
	size_t text_end;
	bool has_words;		/* it holds more than tags and white space */
	size_t first_attribute; /* found since text_begin */
	struct str element;
};

static void
add(struct reader *r, struct html_text text)
{
	ARENA_PUSH(r->arena, r->out->items, r->out->n, r->out->cap, text);
}

/* Letters, digits, bytes of other scripts: more than blanks and entities. */
static bool
has_words(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '&') {
			size_t end = str_find_byte(s, i, ';');

			if (end < s.n && end - i < 10)
				i = end;
		} else if (ascii_is_alnum(c) || c >= 0x80) {
			return true;
		}
	}
	return false;
}

/* The text so far ends: it counts if it has words, and swallows its tags'
 * attributes, which were noted on the way. */
static void
end_text(struct reader *r)
{
	if (r->text_begin < r->s.n && r->has_words) {
		struct str text = str_trim_space(
			str_sub(r->s, r->text_begin, r->text_end));
		size_t begin = (size_t)(text.p - r->s.p);

		r->out->n = r->first_attribute;
		add(r, (struct html_text){ HTML_TEXT,
					   { begin, begin + text.n },
					   0,
					   r->element });
	}
	r->text_begin = r->s.n;
	r->has_words = false;
	r->first_attribute = r->out->n;
}

static void
begin_text(struct reader *r, size_t at)
{
	if (r->text_begin == r->s.n) {
		r->text_begin = at;
		r->first_attribute = r->out->n;
	}
}

static size_t
skip_space(struct str s, size_t i)
{
	while (ascii_is_space(str_at(s, i)))
		i++;
	return i;
}

/* One attribute at i; its end. */
static size_t
read_attribute(struct reader *r, size_t i)
{
	struct str s = r->s, name;
	struct html_text found = { .kind = HTML_ATTRIBUTE };
	size_t end = i;

	while (end < s.n && !ascii_is_space(s.p[end]) &&
	       !strchr("=>/\"'", s.p[end]))
		end++;
	name = str_sub(s, i, end);
	if (end == i)
		return i + 1;
	i = skip_space(s, end);
	if (str_at(s, i) != '=')
		return end;
	i = skip_space(s, i + 1);
	if (str_at(s, i) == '"' || str_at(s, i) == '\'') {
		found.quote = s.p[i];
		end = str_find_byte(s, i + 1, found.quote);
		found.at = (struct span){ i + 1, end };
		end += end < s.n;
	} else {
		for (end = i;
		     end < s.n && !ascii_is_space(s.p[end]) && s.p[end] != '>';)
			end++;
		found.at = (struct span){ i, end };
	}
	found.name = name;
	if (is_in(read_attributes,
		  sizeof(read_attributes) / sizeof(*read_attributes), name) &&
	    str_trim_space(str_span(s, found.at)).n) {
		struct str value = str_trim_space(str_span(s, found.at));

		found.at.begin = (size_t)(value.p - s.p);
		found.at.end = found.at.begin + value.n;
		add(r, found);
	}
	return end;
}

/* Past the closing tag of an opaque element. */
static size_t
skip_opaque(struct str s, size_t i, struct str name)
{
	while ((i = str_find(s, i, STR("</"))) < s.n) {
		if (str_eq_nocase(str_sub(s, i + 2, i + 2 + name.n), name)) {
			i = str_find_byte(s, i, '>');
			return i < s.n ? i + 1 : s.n;
		}
		i += 2;
	}
	return s.n;
}

/* The tag at i (on the '<', a letter or '/' behind it); its end. */
static size_t
read_tag(struct reader *r, size_t begin)
{
	struct str s = r->s, name;
	size_t i = begin + 1, end;
	bool close = str_at(s, i) == '/', inside;

	i += close;
	for (end = i; ascii_is_alnum(str_at(s, end)) || str_at(s, end) == '-';)
		end++;
	name = str_sub(s, i, end);
	inside = html_is_phrasing(name);
	if (inside) {
		begin_text(r, begin);
	} else {
		end_text(r);
		if (!close)
			r->element = name;
	}
	for (i = skip_space(s, end); i < s.n && s.p[i] != '>';
	     i = skip_space(s, i))
		i = s.p[i] == '/' ? i + 1 : read_attribute(r, i);
	i += i < s.n;
	if (inside)
		r->text_end = i;
	if (!close && is_in(opaque, sizeof(opaque) / sizeof(*opaque), name))
		i = skip_opaque(s, i, name);
	return i;
}

/* <!-- -->, <? ?>, <! >: its end. */
static size_t
skip_special(struct str s, size_t i)
{
	struct str end = str_starts(str_from(s, i), STR("<!--")) ? STR("-->") :
			 str_at(s, i + 1) == '?'		 ? STR("?>") :
								   STR(">");

	i = str_find(s, i, end);
	return i < s.n ? i + end.n : s.n;
}

void
html_read(struct str block, struct arena *arena, struct html_texts *out)
{
	struct reader r = { .s = block,
			    .arena = arena,
			    .out = out,
			    .text_begin = block.n,
			    .element = STR("") };
	size_t i = 0;

	*out = (struct html_texts){ 0 };
	while (i < block.n) {
		int next = str_at(block, i + 1);
		size_t end;

		if (block.p[i] == '<' &&
		    (ascii_is_alpha(next) || next == '/')) {
			i = read_tag(&r, i);
			continue;
		}
		if (block.p[i] == '<' && (next == '!' || next == '?')) {
			end_text(&r);
			i = skip_special(block, i);
			continue;
		}
		end = str_find_byte(block, i + 1, '<');
		if (str_trim_space(str_sub(block, i, end)).n) {
			begin_text(&r, i);
			r.text_end = end;
			r.has_words = r.has_words ||
				      has_words(str_sub(block, i, end));
		}
		i = end;
	}
	end_text(&r);
}
