/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/shortcode_lex.h"

#include "base/utf8.h"

#include <unicode/uchar.h>

/* A scan that is shorter than this is not worth remembering. */
#define LONG_SCAN 256

#define NOT_SOUGHT ((size_t)-1)

/* What the lexer takes the parameters of a tag for. */
enum params { PARAMS_NONE, PARAMS_POSITIONAL, PARAMS_NAMED, N_PARAMS };

struct tag_scan {
	struct shortcode_lexer *lex;
	struct shortcode *tag;
	size_t cap; /* of tag->params */
	enum params params;
};

static const struct str closers[] = { STR_INIT(">}}"), STR_INIT("%}}") };
static const struct str comment_closers[] = { STR_INIT("*/>}}"),
					      STR_INIT("*/%}}") };

/* The last place of `needle`, or s.n. */
static size_t
find_last(struct str s, struct str needle)
{
	for (size_t i = s.n - (s.n < needle.n ? s.n : needle.n); i > 0; i--)
		if (s.p[i] == needle.p[0] &&
		    memcmp(s.p + i, needle.p, needle.n) == 0)
			return i;
	return s.n;
}

void
shortcode_lex_init(struct shortcode_lexer *lex, struct str text,
		   struct arena *arena)
{
	*lex = (struct shortcode_lexer){ .text = text, .arena = arena };
	for (size_t k = 0; k < 2; k++) {
		lex->last_close[k] = find_last(text, closers[k]);
		lex->last_comment_close[k] = NOT_SOUGHT;
	}
}

size_t
shortcode_lex_next(const struct shortcode_lexer *lex, size_t i)
{
	struct str s = lex->text;

	while ((i = str_find(s, i, STR("{{"))) < s.n) {
		int c = str_at(s, i + 2);

		if (c == '<' || c == '%')
			return i;
		i++;
	}
	return s.n;
}

/* Letter, digit, '_' or '-': what Go's unicode package says of them. */
static size_t
word_char(struct str s, size_t i)
{
	int c = str_at(s, i);
	unsigned long code;
	size_t n;

	if (c < 0x80)
		return ascii_is_alnum(c) || c == '_' || c == '-';
	n = utf8_decode(s, i, &code);
	return n && (u_isalpha((UChar32)code) || u_isdigit((UChar32)code)) ? n :
									     0;
}

static size_t
skip_words(struct str s, size_t i, const char *also)
{
	for (;;) {
		size_t n = word_char(s, i);

		if (!n && str_at(s, i) > 0)
			n = strchr(also, s.p[i]) != NULL;
		if (!n)
			return i;
		i += n;
	}
}

static size_t
skip_white(struct str s, size_t i)
{
	while (ascii_is_blank(str_at(s, i)) || ascii_is_eol(str_at(s, i)))
		i++;
	return i;
}

static bool
closes_at(const struct tag_scan *t, size_t i)
{
	return str_starts(str_from(t->lex->text, i), closers[t->tag->percent]);
}

/*
 * Hugo drops every backslash of a value in which a quote is escaped, and keeps
 * them all in any other.
 */
static struct str
decode_quoted(struct arena *arena, struct str inner, bool escaped)
{
	char *copy;
	size_t n = 0;

	if (!escaped)
		return inner;
	copy = arena_cstr(arena, inner);
	for (size_t i = 0; i < inner.n; i++)
		if (inner.p[i] != '\\')
			copy[n++] = inner.p[i];
	return str_make(copy, n);
}

/* "value" on one line; or \"value\", in which nothing is escaped. */
static size_t
read_quoted(struct tag_scan *t, size_t i, struct shortcode_param *param)
{
	struct str s = t->lex->text;
	bool outer = str_at(s, i) == '\\', escaped = false;
	size_t begin = i + 1 + outer;

	param->quote = PARAM_QUOTED;
	for (i = begin; i < s.n && s.p[i] != '\n'; i++) {
		int next = str_at(s, i + 1);
		bool quote = s.p[i] == '"';

		if (s.p[i] == '\\' && next == '`')
			return 0;
		if (s.p[i] == '\\' && next == '"') {
			if (outer) {
				param->value = str_sub(s, begin, i);
				return i + 2;
			}
			escaped = true;
			i++;
		} else if (quote) {
			param->value = decode_quoted(
				t->lex->arena, str_sub(s, begin, i), escaped);
			return i + 1;
		}
	}
	return 0;
}

static size_t
read_raw(struct tag_scan *t, size_t i, struct shortcode_param *param)
{
	struct str s = t->lex->text;
	size_t end = str_find_byte(s, i + 1, '`');

	param->quote = PARAM_RAW;
	param->value = str_sub(s, i + 1, end);
	return end < s.n ? end + 1 : 0;
}

/* Behind a '=', a word runs to the next white space, braces and all. */
static size_t
read_value(struct tag_scan *t, size_t i, struct shortcode_param *param)
{
	struct str s = t->lex->text;
	size_t end = i;

	if (str_at(s, i) == '"' || str_at(s, i) == '\\')
		return str_at(s, i) == '"' || str_at(s, i + 1) == '"' ?
			       read_quoted(t, i, param) :
			       0;
	if (str_at(s, i) == '`')
		return read_raw(t, i, param);
	while (end < s.n && !ascii_is_space(s.p[end]))
		end++;
	param->quote = PARAM_BARE_NAMED;
	param->value = str_sub(s, i, end);
	return end > i ? end : 0;
}

static struct str
position_name(struct arena *arena, size_t i)
{
	static const struct str digits[] = {
		STR_INIT("0"), STR_INIT("1"), STR_INIT("2"), STR_INIT("3"),
		STR_INIT("4"), STR_INIT("5"), STR_INIT("6"), STR_INIT("7"),
	};

	return i < sizeof(digits) / sizeof(*digits) ?
		       digits[i] :
		       arena_strf(arena, "%zu", i);
}

/* Hugo's parser does not let named and positional parameters mix. */
static size_t
add_param(struct tag_scan *t, struct shortcode_param param, size_t begin,
	  size_t end)
{
	struct shortcode *tag = t->tag;

	param.positional = !param.name.p;
	if (!end ||
	    (tag->n_params && tag->params[0].positional != param.positional))
		return 0;
	if (param.positional)
		param.name = position_name(t->lex->arena, tag->n_params);
	param.at = (struct span){ begin, end };
	ARENA_PUSH(t->lex->arena, tag->params, tag->n_params, t->cap, param);
	return end;
}

/*
 * `param` stands at [begin, end): a positional value, or the name of the value
 * behind a '='. White space around the '=' is no matter to the parser.
 */
static size_t
add_value(struct tag_scan *t, struct shortcode_param param, size_t begin,
	  size_t end)
{
	struct shortcode_param named = { .name = param.value };
	size_t i = skip_white(t->lex->text, end);

	if (!end || str_at(t->lex->text, i) != '=')
		return add_param(t, param, begin, end);
	i = skip_white(t->lex->text, i + 1);
	return add_param(t, named, i, read_value(t, i, &named));
}

/* A value in quotes (\" too), which the lexer takes for a positional one. */
static size_t
read_positional(struct tag_scan *t, size_t i)
{
	struct shortcode_param param = { 0 };
	size_t end;

	if (t->params == PARAMS_NAMED)
		return 0;
	t->params = PARAMS_POSITIONAL;
	if (str_at(t->lex->text, i) == '`')
		end = read_raw(t, i, &param);
	else
		end = read_quoted(t, i, &param);
	return add_value(t, param, i, end);
}

/*
 * A word. The lexer takes it for a name only where the '=' follows at once, and
 * does not let such names and what it takes for positional values mix.
 */
static size_t
read_word(struct tag_scan *t, size_t i)
{
	struct str s = t->lex->text;
	struct shortcode_param param = { .quote = PARAM_BARE };
	size_t end = skip_words(s, i, ".");
	enum params params =
		str_at(s, end) == '=' ? PARAMS_NAMED : PARAMS_POSITIONAL;

	if (t->params != PARAMS_NONE && t->params != params)
		return 0;
	t->params = params;
	param.value = str_sub(s, i, end);
	return add_value(t, param, i, end);
}

/* A value without a name, as in `{{< a="b" >}}`: Hugo reads and forgets it. */
static size_t
skip_value(struct tag_scan *t, size_t i)
{
	struct shortcode_param param;

	return read_value(t, skip_white(t->lex->text, i + 1), &param);
}

/* Did an earlier scan come by here in the same state? It failed. */
static bool
was_here(struct tag_scan *t, size_t begin, size_t i)
{
	struct shortcode_lexer *lex = t->lex;
	unsigned state = (unsigned)t->params + (t->tag->percent ? N_PARAMS : 0);
	unsigned char bit = (unsigned char)(1u << state);

	if (i - begin < LONG_SCAN)
		return false;
	if (!lex->passed)
		lex->passed = arena_array(lex->arena, lex->text.n + 1, 1);
	if (lex->passed[i] & bit)
		return true;
	lex->passed[i] |= bit;
	return false;
}

/* What follows the name of an opening tag, up to its end; 0: it is text. */
static size_t
read_params(struct tag_scan *t, size_t begin, size_t i)
{
	struct str s = t->lex->text;

	for (;;) {
		i = skip_white(s, i);
		if (closes_at(t, i))
			return i + 3;
		if (i >= s.n || was_here(t, begin, i))
			return 0;
		if (s.p[i] == '/') {
			i = skip_white(s, i + 1);
			t->tag->form = SHORTCODE_SELF;
			return closes_at(t, i) ? i + 3 : 0;
		}
		if (s.p[i] == '"' || s.p[i] == '`')
			i = read_positional(t, i);
		else if (s.p[i] == '\\' && str_at(s, i + 1) == '"')
			i = read_positional(t, i);
		else if (s.p[i] == '\\' && str_at(s, i + 1) != '`')
			i++;
		else if (s.p[i] == '=')
			i = skip_value(t, i);
		else
			i = word_char(s, i) ? read_word(t, i) : 0;
		if (!i)
			return 0;
	}
}

/* `{{</ * ... * />}}` without the blanks. */
static size_t
read_comment(struct tag_scan *t, size_t i)
{
	struct shortcode_lexer *lex = t->lex;
	size_t k = t->tag->percent, *last = &lex->last_comment_close[k];

	if (*last == NOT_SOUGHT)
		*last = find_last(lex->text, comment_closers[k]);
	if (*last == lex->text.n || *last < i + 2)
		return 0;
	t->tag->form = SHORTCODE_COMMENT;
	return str_find(lex->text, i + 2, comment_closers[k]) +
	       comment_closers[k].n;
}

static size_t
read_tag(struct tag_scan *t, size_t begin)
{
	struct str s = t->lex->text;
	size_t i = begin + 3, end;

	if (str_at(s, i) == '/' && str_at(s, i + 1) == '*')
		return read_comment(t, i);
	i = skip_white(s, i);
	if (str_at(s, i) == '/') {
		t->tag->form = SHORTCODE_CLOSE;
		i = skip_white(s, i + 1);
	}
	if (str_at(s, i) == '-' || !word_char(s, i))
		return 0;
	end = skip_words(s, i, "/.");
	if (s.p[end - 1] == '/')
		end--;
	t->tag->name = str_sub(s, i, end);
	if (t->tag->form != SHORTCODE_CLOSE)
		return read_params(t, begin, end);
	while (ascii_is_blank(str_at(s, end)))
		end++;
	return closes_at(t, end) ? end + 3 : 0;
}

bool
shortcode_lex_tag(struct shortcode_lexer *lex, size_t begin,
		  struct shortcode *tag)
{
	struct tag_scan t = { .lex = lex, .tag = tag };
	size_t k = str_at(lex->text, begin + 2) == '%';

	*tag = (struct shortcode){ .percent = k,
				   .partner = SHORTCODE_NONE,
				   .parent = SHORTCODE_NONE };
	if (lex->last_close[k] == lex->text.n || lex->last_close[k] < begin)
		return false;
	tag->at = (struct span){ begin, read_tag(&t, begin) };
	return tag->at.end != 0;
}

bool
shortcode_lex_is_bare(struct str value, bool named)
{
	if (!value.n)
		return false;
	if (!named)
		return skip_words(value, 0, ".") == value.n &&
		       value.p[0] != '.';
	if (strchr("\"\\`", value.p[0]) || value.p[0] == '\0')
		return false;
	for (size_t i = 0; i < value.n; i++)
		if (ascii_is_space(value.p[i]))
			return false;
	return true;
}
