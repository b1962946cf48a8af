/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/inline.h"

#include "markdown/inline_scan.h"
#include "markdown/mask.h"

#include <stdlib.h>

/* A '[' or '![' that may still become a link. */
struct bracket {
	size_t at; /* of the '[' or the '!' */
	size_t text; /* behind the '[' */
	bool image, active;
	bool bracket_after; /* another '[' stands inside */
};

struct scanner {
	struct str text;   /* what stands there */
	struct str masked; /* the same with shortcodes as letters */
	const struct mask_list *masks;
	size_t next_mask;
	const struct inline_context *ctx;
	struct arena *arena;
	struct inline_tokens *out;
	struct bracket stack[INLINE_MAX_BRACKETS];
	size_t depth;
	size_t no_ticks_from[64]; /* no run of that length from there on */
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

	tok.text = tok.dest = tok.title = tok.label =
		(struct span){ end, end };
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
tick_run(struct str s, size_t i)
{
	size_t n = 0;

	while (str_at(s, i + n) == '`')
		n++;
	return n;
}

/* The end of the code span at i, or 0. Cost: O(n) for each length of run. */
static size_t
code_end(struct scanner *s, size_t i, size_t run)
{
	struct str t = s->masked;
	size_t slot = run < 64 ? run : 0;
	size_t at = i + run;

	if (s->no_ticks_from[slot] && i >= s->no_ticks_from[slot] - 1)
		return 0;
	while ((at = str_find_byte(t, at, '`')) < t.n) {
		size_t n = tick_run(t, at);

		if (n == run)
			return at + n;
		at += n;
	}
	if (slot)
		s->no_ticks_from[slot] = i + 1;
	return 0;
}

/* ---- links (CommonMark 6.3) ---- */

/* Shortcodes inside a destination are tokens of their own too. */
static void
add_masks_in(struct scanner *s, struct span span)
{
	for (size_t k = 0; k < s->masks->n; k++) {
		const struct mask *m = &s->masks->items[k];

		if (m->kind == MASK_SHORTCODE && m->at.begin >= span.begin &&
		    m->at.end <= span.end)
			add_token(s, INLINE_SHORTCODE, m->at.begin,
				  m->at.end);
	}
}

/* `(dest "title")` at i (on the parenthesis); its end, or 0. */
static size_t
inline_target(struct str t, size_t i, struct span *dest, struct span *title)
{
	size_t end = inline_skip_space(t, i + 1), after;

	*title = (struct span){ 0, 0 };
	after = inline_destination(t, end, dest);
	if (!after)
		return 0;
	end = inline_skip_space(t, after);
	if (end > after) {
		size_t stop = inline_title(t, end);

		if (stop) {
			*title = (struct span){ end, stop };
			end = inline_skip_space(t, stop);
		}
	}
	return str_at(t, end) == ')' ? end + 1 : 0;
}

static bool
is_defined(const struct scanner *s, struct span label, bool shortcut)
{
	struct str text = str_span(s->text, label);
	struct arena scratch = { 0 };
	bool defined;

	if (!str_trim_space(text).n || text.n > 999)
		return false;
	if (!s->ctx->labels)
		return !shortcut;
	if (!s->ctx->labels->n)
		return false;
	defined = map_find(s->ctx->labels, label_normal(&scratch, text)) !=
		  MAP_NONE;
	arena_release(&scratch);
	return defined;
}

/*
 * What follows the `]` at i: the end of the link, with its parts set, or 0.
 */
static size_t
link_tail(struct scanner *s, const struct bracket *open, size_t i,
	  struct inline_token *tok)
{
	struct str t = s->masked;
	struct span inner = { open->text, i };
	size_t end = 0, label_end;

	if (str_at(t, i + 1) == '(')
		end = inline_target(t, i + 1, &tok->dest, &tok->title);
	if (end)
		return end;
	tok->reference = true;
	label_end = str_at(t, i + 1) == '[' ? inline_label(t, i + 1) : 0;
	if (label_end > i + 3) {
		tok->label = (struct span){ i + 2, label_end - 1 };
		return is_defined(s, tok->label, false) ? label_end : 0;
	}
	if (open->bracket_after)
		return 0;
	tok->label = inner;
	if (label_end) /* [x][] */
		return is_defined(s, inner, false) ? label_end : 0;
	return is_defined(s, inner, true) ? i + 1 : 0;
}

static size_t
close_bracket(struct scanner *s, size_t i)
{
	struct bracket open;
	struct inline_token tok = { 0 };
	struct inline_token *added;
	size_t end;

	if (!s->depth)
		return 0;
	open = s->stack[--s->depth];
	if (!open.active || !(end = link_tail(s, &open, i, &tok)))
		return 0;
	added = add_token(s, open.image ? INLINE_IMAGE : INLINE_LINK, open.at,
			  end);
	added->text = (struct span){ open.text, i };
	added->reference = tok.reference;
	if (tok.reference) {
		added->label = tok.label;
	} else {
		added->dest = tok.dest;
		if (tok.title.end)
			added->title = tok.title;
		add_masks_in(s, (struct span){ i, end });
	}
	for (size_t k = 0; !open.image && k < s->depth; k++)
		if (!s->stack[k].image)
			s->stack[k].active = false;
	return end;
}

static void
open_bracket(struct scanner *s, size_t at, bool image)
{
	if (s->depth == INLINE_MAX_BRACKETS)
		return;
	if (s->depth)
		s->stack[s->depth - 1].bracket_after = true;
	s->stack[s->depth++] = (struct bracket){
		.at = at, .text = at + 1 + image, .image = image,
		.active = true
	};
}

/* ---- the rest ---- */

static size_t
emoji_end(struct str t, size_t i)
{
	size_t end = i + 1;

	if (i && ascii_is_alnum(str_at(t, i - 1)))
		return 0;
	if (!ascii_is_alpha(str_at(t, end)) && str_at(t, end) != '+' &&
	    str_at(t, end) != '-')
		return 0;
	while (ascii_is_alnum(str_at(t, end)) ||
	       (str_at(t, end) > 0 && strchr("_+-", t.p[end])))
		end++;
	return str_at(t, end) == ':' && end - i < 50 ? end + 1 : 0;
}

/* The hard break that a line end at i makes, with its marker; or nothing. */
static size_t
take_line_end(struct scanner *s, size_t i)
{
	struct str t = s->masked;
	size_t begin = i;

	while (begin > 0 && t.p[begin - 1] == ' ')
		begin--;
	if (i - begin >= 2) {
		add_token(s, INLINE_BREAK, begin, i + 1);
	} else if (begin == i && i && t.p[i - 1] == '\\') {
		size_t n = 0;

		while (n < i && t.p[i - 1 - n] == '\\')
			n++;
		if (n % 2)
			add_token(s, INLINE_BREAK, i - 1, i + 1);
	}
	return i + 1;
}

static size_t
take_angle(struct scanner *s, size_t i)
{
	size_t end = inline_autolink(s->masked, i);

	if (end)
		return add_simple(s, INLINE_AUTOLINK, i, end);
	end = inline_comment(s->masked, i);
	if (end)
		return add_simple(s, INLINE_COMMENT, i, end);
	return add_simple(s, INLINE_HTML, i, inline_html(s->masked, i));
}

/* flat: one case for each byte that may begin something */
static size_t
take(struct scanner *s, size_t i)
{
	struct str t = s->masked;
	size_t run, end = 0;

	switch (t.p[i]) {
	case '\\':
		if (str_at(t, i + 1) == '\n')
			return i + 1;
		return i + 1 + ascii_is_punct(str_at(t, i + 1));
	case '`':
		run = tick_run(t, i);
		end = add_simple(s, INLINE_CODE, i, code_end(s, i, run));
		return end ? end : i + run;
	case '<':
		end = take_angle(s, i);
		break;
	case '!':
		if (str_at(t, i + 1) == '[') {
			open_bracket(s, i, true);
			end = i + 2;
		}
		break;
	case '[':
		open_bracket(s, i, false);
		break;
	case ']':
		end = close_bracket(s, i);
		break;
	case '&':
		end = add_simple(s, INLINE_ENTITY, i, inline_entity(t, i));
		break;
	case '\n':
		return take_line_end(s, i);
	case ':':
		if (has(s, DIALECT_EMOJI))
			end = add_simple(s, INLINE_EMOJI, i, emoji_end(t, i));
		break;
	case '$':
		if (has(s, DIALECT_MATH) && str_at(t, i + 1) == '$') {
			end = str_find(t, i + 2, STR("$$"));
			end = end < t.n ? add_simple(s, INLINE_MATH, i,
						     end + 2) :
					  i + 2;
		}
		break;
	case 'h':
	case 'w':
		if (has(s, DIALECT_BARE_URLS))
			end = add_simple(s, INLINE_AUTOLINK, i,
					 inline_bare_url(t, i));
		break;
	default:
		break;
	}
	return end ? end : i + 1;
}

/* The mask at i becomes a token; its end, or 0. */
static size_t
take_mask(struct scanner *s, size_t i)
{
	static const enum inline_kind kinds[] = {
		[MASK_SHORTCODE] = INLINE_SHORTCODE,
		[MASK_FOOTNOTE] = INLINE_FOOTNOTE,
		[MASK_MATH] = INLINE_MATH,
		[MASK_VARIABLE] = INLINE_VARIABLE,
	};
	const struct mask *m;

	while (s->next_mask < s->masks->n &&
	       s->masks->items[s->next_mask].at.end <= i)
		s->next_mask++;
	if (s->next_mask == s->masks->n)
		return 0;
	m = &s->masks->items[s->next_mask];
	if (m->at.begin != i)
		return 0;
	return add_simple(s, kinds[m->kind], i, m->at.end);
}

/* A heading's trailing {#id .class key=value}. Its begin, or the text's end. */
static size_t
attribute_begin(struct str t)
{
	size_t i = t.n;
	int c;

	if (!str_ends(t, STR("}")))
		return t.n;
	while (i > 0 && t.p[i - 1] != '{' && t.p[i - 1] != '\n')
		i--;
	if (i == 0 || t.p[i - 1] != '{' || (i > 1 && t.p[i - 2] == '\\'))
		return t.n;
	c = str_at(t, i);
	if (c == '#' || c == '.' || c == ':' ||
	    (ascii_is_alpha(c) &&
	     str_find_byte(t, i, '=') < t.n))
		return i - 1;
	return t.n;
}

static int
compare_tokens(const void *a, const void *b)
{
	const struct inline_token *x = a, *y = b;

	if (x->at.begin != y->at.begin)
		return x->at.begin < y->at.begin ? -1 : 1;
	return x->at.end > y->at.end ? -1 : x->at.end < y->at.end;
}

static void
scan_all(struct scanner *s)
{
	static const char special[256] = {
		['\\'] = 1, ['`'] = 1, ['<'] = 1, ['!'] = 1, ['['] = 1,
		[']'] = 1,  ['&'] = 1, ['\n'] = 1, [':'] = 1, ['$'] = 1,
		['h'] = 1,  ['w'] = 1
	};
	struct str t = s->masked;
	size_t end = t.n;

	if (s->ctx->heading && has(s, DIALECT_ATTRIBUTES))
		end = attribute_begin(t);
	for (size_t i = 0; i < end;) {
		size_t stop = s->masks->n ? take_mask(s, i) : 0;

		if (stop)
			i = stop;
		else if (special[(unsigned char)t.p[i]])
			i = take(s, i);
		else
			i++;
	}
	if (end < t.n)
		add_token(s, INLINE_ATTRIBUTE, end, t.n);
}

void
inline_scan(struct str text, const struct inline_context *ctx,
	    struct arena *arena, struct inline_tokens *out)
{
	struct shortcode_list tags = { .unclosed = (size_t)-1 };
	struct mask_list masks = { .masked = text };
	/* large, and cleared only as far as it is used */
	struct scanner *s = malloc(sizeof(*s));
	bool sorted = true;

	*out = (struct inline_tokens){ 0 };
	if (!s)
		return;
	if (str_find(text, 0, STR("{{")) < text.n)
		shortcode_read(text, 0, ctx->dialect, arena, &tags);
	if (tags.n || str_find(text, 0, STR("[^")) < text.n)
		mask_text(text, 0, ctx->dialect, &tags, arena, &masks);
	s->text = text;
	s->masked = masks.masked;
	s->masks = &masks;
	s->next_mask = 0;
	s->ctx = ctx;
	s->arena = arena;
	s->out = out;
	s->depth = 0;
	memset(s->no_ticks_from, 0, sizeof(s->no_ticks_from));
	scan_all(s);
	free(s);
	for (size_t i = 1; i < out->n && sorted; i++)
		sorted = compare_tokens(&out->items[i - 1],
					&out->items[i]) <= 0;
	if (!sorted)
		qsort(out->items, out->n, sizeof(*out->items),
		      compare_tokens);
}
