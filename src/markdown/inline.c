/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/inline.h"

#include "markdown/inline_scan.h"
#include "markdown/mask.h"
#include "markdown/ticks.h"

#include <stdlib.h>

/* A '[' or '![' that may still become a link. */
struct bracket {
	size_t at;   /* of the '[' or the '!' */
	size_t text; /* behind the '[' */
	bool image;
	bool bracket_after; /* another '[' stands inside */
};

/* Why a byte may begin a construct. */
enum cause {
	CAUSE_ALWAYS = 1 << 0,
	CAUSE_URL = 1 << 1,
	CAUSE_WWW = 1 << 2,
	CAUSE_EMOJI = 1 << 3,
	CAUSE_MATH = 1 << 4,
	CAUSE_VARIABLE = 1 << 5
};

struct scanner {
	struct str text;   /* what stands there */
	struct str masked; /* the same with shortcodes as letters */
	const struct inline_context *ctx;
	struct arena *arena;
	struct arena scratch; /* for labels */
	struct inline_tokens *out;
	unsigned causes;
	size_t floor; /* where the last token or escape ended */
	struct bracket *stack;
	size_t depth, cap;
	/* links hold no links: brackets below this depth make images only */
	size_t dead;
	struct ticks ticks;
	bool ticks_read;
	unsigned absent;   /* enum inline_absent */
	size_t no_math[3]; /* no formula begins before that byte */
};

/* ORDER inline_kind */
static const char *const kind_names[] = {
	[INLINE_CODE] = "code",		  [INLINE_LINK] = "link",
	[INLINE_IMAGE] = "image",	  [INLINE_AUTOLINK] = "autolink",
	[INLINE_HTML] = "html",		  [INLINE_COMMENT] = "comment",
	[INLINE_SHORTCODE] = "shortcode", [INLINE_FOOTNOTE] = "footnote",
	[INLINE_ATTRIBUTE] = "attribute", [INLINE_MATH] = "math",
	[INLINE_VARIABLE] = "variable",	  [INLINE_EMOJI] = "emoji",
	[INLINE_ENTITY] = "entity",	  [INLINE_BREAK] = "break",
};

const char *
inline_kind_name(enum inline_kind kind)
{
	return kind_names[kind];
}

static bool
has(const struct scanner *s, enum dialect_feature feature)
{
	return dialect_has(s->ctx->dialect, feature);
}

static struct inline_token *
add_token(struct scanner *s, enum inline_kind kind, size_t begin, size_t end)
{
	struct inline_token tok = { .kind = kind, .at = { begin, end } };

	tok.text = tok.dest = tok.title = tok.label = (struct span){ end, end };
	ARENA_PUSH(s->arena, s->out->items, s->out->n, s->out->cap, tok);
	return &s->out->items[s->out->n - 1];
}

static size_t
add_simple(struct scanner *s, enum inline_kind kind, size_t begin, size_t end)
{
	if (end)
		add_token(s, kind, begin, end);
	return end;
}

/* ---- code spans (CommonMark 6.1) ---- */

static size_t
take_code(struct scanner *s, size_t i)
{
	size_t n = ticks_length(s->masked, i), closer;

	if (!s->ticks_read)
		ticks_read(&s->ticks, s->masked, i, s->arena);
	s->ticks_read = true;
	closer = ticks_closer(&s->ticks, i + n, n);
	return closer == (size_t)-1 ? i + n :
				      add_simple(s, INLINE_CODE, i, closer + n);
}

/* ---- links (CommonMark 6.3) ---- */

/* `(dest "title")` at i (on the parenthesis); its end, or 0. */
static size_t
inline_target(struct str t, size_t i, struct inline_token *tok)
{
	size_t end = inline_skip_space(t, i + 1), after, stop;

	after = inline_destination(t, end, &tok->dest);
	if (!after)
		return 0;
	end = inline_skip_space(t, after);
	stop = end > after ? inline_title(t, end) : 0;
	if (stop) {
		tok->title = (struct span){ end, stop };
		end = inline_skip_space(t, stop);
	}
	return str_at(t, end) == ')' ? end + 1 : 0;
}

static bool
is_blank(struct str s)
{
	return str_trim_space(s).n == 0;
}

/* Labels are compared as they stand, not as they are masked. */
static bool
is_defined(struct scanner *s, struct span label)
{
	const struct map *labels = s->ctx->labels;
	struct str text = str_span(s->text, label);

	if (!labels->n || is_blank(text) || text.n > 1000)
		return false;
	arena_clear(&s->scratch);
	return map_find(labels, label_normal(&s->scratch, text)) != MAP_NONE;
}

/*
 * A reference behind the `]` at i: the end of the link, with its label set, or
 * 0. An undefined full reference is no link, even if its text is a label.
 */
static size_t
reference(struct scanner *s, const struct bracket *open, size_t i,
	  struct inline_token *tok)
{
	struct str t = s->masked;
	size_t end = str_at(t, i + 1) == '[' ? inline_label(t, i + 1) : 0;
	bool named = end && !is_blank(str_sub(t, i + 2, end - 1));

	if (named) {
		tok->label = (struct span){ i + 2, end - 1 };
	} else {
		tok->label = (struct span){ open->text, i };
		if (open->bracket_after)
			return 0;
	}
	tok->reference = true;
	if (!s->ctx->labels)
		return !is_blank(str_span(t, tok->label)) ? end : 0;
	return !is_defined(s, tok->label) ? 0 : end ? end : i + 1;
}

/* The construct that the `]` at i ends; its end, or 0. */
static size_t
close_bracket(struct scanner *s, size_t i)
{
	struct inline_token tok = { 0 }, *added;
	struct bracket open;
	size_t end = 0;

	if (!s->depth)
		return 0;
	open = s->stack[--s->depth];
	if (s->dead > s->depth) {
		s->dead = s->depth;
		if (!open.image)
			return 0;
	}
	if (str_at(s->masked, i + 1) == '(')
		end = inline_target(s->masked, i + 1, &tok);
	if (!end) {
		tok = (struct inline_token){ 0 };
		end = reference(s, &open, i, &tok);
	}
	if (!end)
		return 0;
	if (!open.image)
		s->dead = s->depth;
	added = add_token(s, open.image ? INLINE_IMAGE : INLINE_LINK, open.at,
			  end);
	added->text = (struct span){ open.text, i };
	added->reference = tok.reference;
	if (tok.reference)
		added->label = tok.label;
	else
		added->dest = tok.dest;
	if (tok.title.end)
		added->title = tok.title;
	return end;
}

static size_t
open_bracket(struct scanner *s, size_t at, bool image)
{
	struct bracket open = { .at = at,
				.text = at + 1 + image,
				.image = image };

	if (s->depth)
		s->stack[s->depth - 1].bracket_after = true;
	ARENA_PUSH(s->arena, s->stack, s->depth, s->cap, open);
	return open.text;
}

static size_t
take_bracket(struct scanner *s, size_t i)
{
	size_t end = 0;

	if (str_at(s->masked, i + 1) == '^' && has(s, DIALECT_FOOTNOTES))
		end = inline_footnote(s->masked, i);
	return end ? add_simple(s, INLINE_FOOTNOTE, i, end) :
		     open_bracket(s, i, false);
}

/* ---- the rest ---- */

static size_t
take_angle(struct scanner *s, size_t i)
{
	size_t end = inline_autolink(s->masked, i);

	if (end) {
		add_token(s, INLINE_AUTOLINK, i, end)->dest =
			(struct span){ i + 1, end - 1 };
		return end;
	}
	end = inline_html(s->masked, i, &s->absent);
	if (str_starts(str_from(s->masked, i), STR("<!--")))
		return add_simple(s, INLINE_COMMENT, i, end);
	return add_simple(s, INLINE_HTML, i, end);
}

static size_t
eol_length(struct str t, size_t i)
{
	if (str_at(t, i) == '\r')
		return 1 + (str_at(t, i + 1) == '\n');
	return str_at(t, i) == '\n';
}

/* A line end: a hard break where two spaces stand before it. */
static size_t
take_eol(struct scanner *s, size_t i)
{
	struct str t = s->masked;
	size_t end = i + eol_length(t, i), begin = i;

	if (i < s->floor + 2 || t.p[i - 1] != ' ' || t.p[i - 2] != ' ' ||
	    end == t.n)
		return end;
	while (begin > s->floor && ascii_is_blank(t.p[begin - 1]))
		begin--;
	return add_simple(s, INLINE_BREAK, begin, end);
}

/* \(x\) may be an escaped parenthesis: does it look like TeX? */
static bool
is_tex(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '^' ||
		    (s.p[i] == '\\' && ascii_is_alpha(str_at(s, i + 1))) ||
		    (s.p[i] == '_' && str_at(s, i + 1) == '{'))
			return true;
	return false;
}

/* $$x$$ may be two shell variables: no letter stands around it. */
static bool
is_apart(struct str s, size_t begin, size_t end)
{
	return !(begin && ascii_is_alnum(str_at(s, begin - 1))) &&
	       !ascii_is_alnum(str_at(s, end)) && str_at(s, end) != '$';
}

/* ORDER no_math */
static size_t
take_math(struct scanner *s, size_t i)
{
	static const struct str ends[] = { STR_INIT("$$"), STR_INIT("\\)"),
					   STR_INIT("\\]") };
	int next = str_at(s->masked, i + 1);
	size_t k = next == '(' ? 1 : next == '[' ? 2 : 0, end;

	if (i < s->no_math[k])
		return 0;
	end = str_find(s->masked, i + 2, ends[k]);
	if (end < s->masked.n && (k ? is_tex(str_sub(s->masked, i + 2, end)) :
				      is_apart(s->masked, i, end + 2)))
		return add_simple(s, INLINE_MATH, i, end + 2);
	s->no_math[k] = end;
	return 0;
}

static size_t
take_backslash(struct scanner *s, size_t i)
{
	int next = str_at(s->masked, i + 1);
	size_t eol = eol_length(s->masked, i + 1), end = 0;

	if (has(s, DIALECT_MATH) && (next == '(' || next == '['))
		end = take_math(s, i);
	if (end)
		return end;
	if (eol && i + 1 + eol < s->masked.n)
		return add_simple(s, INLINE_BREAK, i, i + 1 + eol);
	return s->floor = i + 1 + ascii_is_punct(next);
}

static size_t
take_url(struct scanner *s, size_t i)
{
	struct span at;
	size_t end = inline_bare_url(s->masked, i, s->floor, s->depth > 0, &at);

	if (end)
		add_token(s, INLINE_AUTOLINK, at.begin, at.end)->dest = at;
	return end;
}

static size_t
take_colon(struct scanner *s, size_t i)
{
	size_t end = s->causes & CAUSE_URL ? take_url(s, i) : 0;

	if (end || !(s->causes & CAUSE_EMOJI))
		return end;
	if (i && s->masked.p[i - 1] == ':' && s->floor != i)
		return 0; /* a::b:: */
	end = inline_emoji(s->masked, i);
	if (!end ||
	    !str_eq(str_sub(s->text, i, end), str_sub(s->masked, i, end)))
		return 0;
	return add_simple(s, INLINE_EMOJI, i, end);
}

/* A template's {{ variable }}. */
static size_t
take_variable(struct scanner *s, size_t i)
{
	size_t end;

	if (str_at(s->masked, i + 1) != '{')
		return 0;
	end = str_find(s->masked, i + 2, STR("}}"));
	if (end == s->masked.n)
		s->causes &= ~(unsigned)CAUSE_VARIABLE;
	return end < s->masked.n ? add_simple(s, INLINE_VARIABLE, i, end + 2) :
				   0;
}

/* The construct at byte i: its end, or 0. Flat: one case for each byte. */
static size_t
take(struct scanner *s, size_t i)
{
	struct str t = s->masked;

	switch (t.p[i]) {
	case '\\':
		return take_backslash(s, i);
	case '`':
		return take_code(s, i);
	case '<':
		return take_angle(s, i);
	case '!':
		if (str_at(t, i + 1) != '[' ||
		    (str_at(t, i + 2) == '^' && has(s, DIALECT_FOOTNOTES) &&
		     inline_footnote(t, i + 1)))
			return 0;
		return open_bracket(s, i, true);
	case '[':
		return take_bracket(s, i);
	case ']':
		return close_bracket(s, i);
	case '&':
		return add_simple(s, INLINE_ENTITY, i, inline_entity(t, i));
	case '\n':
	case '\r':
		return take_eol(s, i);
	case ':':
		return take_colon(s, i);
	case '@':
	case 'w':
		return take_url(s, i);
	case '$':
		return str_at(t, i + 1) == '$' ? take_math(s, i) : 0;
	case '{':
		return take_variable(s, i);
	default:
		return 0;
	}
}

static unsigned
find_causes(const struct scanner *s)
{
	unsigned causes = CAUSE_ALWAYS;

	if (has(s, DIALECT_BARE_URLS)) {
		causes |= CAUSE_URL;
		if (str_find(s->masked, 0, STR("www.")) < s->masked.n)
			causes |= CAUSE_WWW;
	}
	if (has(s, DIALECT_EMOJI))
		causes |= CAUSE_EMOJI;
	if (has(s, DIALECT_MATH))
		causes |= CAUSE_MATH;
	if (has(s, DIALECT_VARIABLES))
		causes |= CAUSE_VARIABLE;
	return causes;
}

/* The begin of a heading's trailing attributes, or the length of the text. */
static size_t
attributes_begin(struct str t)
{
	size_t end = t.n;

	while (end > 0 && ascii_is_space(t.p[end - 1]))
		end--;
	if (!end || t.p[end - 1] != '}')
		return t.n;
	for (size_t i = 0; (i = str_find_byte(t, i, '{')) < end; i++)
		if ((!i || t.p[i - 1] != '\\') &&
		    inline_attributes(t, i) == end)
			return i;
	return t.n;
}

static void
scan_all(struct scanner *s)
{
	static const unsigned char special[256] = {
		['\\'] = CAUSE_ALWAYS, ['`'] = CAUSE_ALWAYS,
		['<'] = CAUSE_ALWAYS,  ['!'] = CAUSE_ALWAYS,
		['['] = CAUSE_ALWAYS,  [']'] = CAUSE_ALWAYS,
		['&'] = CAUSE_ALWAYS,  ['\n'] = CAUSE_ALWAYS,
		['\r'] = CAUSE_ALWAYS, [':'] = CAUSE_URL | CAUSE_EMOJI,
		['@'] = CAUSE_URL,     ['w'] = CAUSE_WWW,
		['$'] = CAUSE_MATH,    ['{'] = CAUSE_VARIABLE,
	};
	struct str t = s->masked;

	for (size_t i = 0; i < t.n;) {
		size_t n = s->out->n, end;

		while (i < t.n && !(special[(unsigned char)t.p[i]] & s->causes))
			i++;
		if (i == t.n)
			return;
		end = take(s, i);
		i = end ? end : i + 1;
		if (s->out->n > n)
			s->floor = end;
	}
}

/* Each tag is a token; a verbatim pair is one. */
static void
add_tags(struct scanner *s, const struct mask_list *masks)
{
	for (size_t i = 0; i < masks->n; i++)
		add_token(s, INLINE_SHORTCODE, masks->items[i].at.begin,
			  masks->items[i].at.end);
}

/* By begin, the outer one first. Two equal spans do not occur. */
static int
compare_tokens(const void *a, const void *b)
{
	const struct inline_token *x = a, *y = b;

	if (x->at.begin != y->at.begin)
		return x->at.begin < y->at.begin ? -1 : 1;
	return x->at.end > y->at.end ? -1 : x->at.end < y->at.end;
}

static void
sort_tokens(struct inline_tokens *tokens)
{
	for (size_t i = 1; i < tokens->n; i++) {
		if (compare_tokens(&tokens->items[i - 1], &tokens->items[i]) <=
		    0)
			continue;
		qsort(tokens->items, tokens->n, sizeof(*tokens->items),
		      compare_tokens);
		return;
	}
}

void
inline_scan(struct str text, const struct inline_context *ctx,
	    struct arena *arena, struct inline_tokens *out)
{
	struct shortcode_list tags;
	struct mask_list masks = { .masked = text };
	struct scanner s = {
		.text = text, .ctx = ctx, .arena = arena, .out = out
	};
	size_t end = text.n;

	*out = (struct inline_tokens){ 0 };
	shortcode_read(text, 0, ctx->dialect, arena, &tags);
	if (tags.n)
		mask_shortcodes(text, 0, &tags, arena, &masks);
	s.masked = masks.masked;
	if (ctx->heading && has(&s, DIALECT_ATTRIBUTES))
		end = attributes_begin(s.masked);
	s.masked.n = end;
	s.causes = find_causes(&s);
	scan_all(&s);
	add_tags(&s, &masks);
	if (end < text.n)
		add_token(&s, INLINE_ATTRIBUTE, end, text.n);
	sort_tokens(out);
	arena_release(&s.scratch);
}
