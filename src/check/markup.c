/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "base/utf8.h"
#include "check/rows.h"

#include <unicode/uchar.h>

/* A text with more marks is not looked at: pairing costs their square. */
#define MAX_RUNS 400

/* ---- emphasis (CommonMark 6.2) ---- */

/* A delimiter run of '*' or '_' outside placeables. */
struct run {
	size_t at, length, left; /* left: marks not yet used */
	size_t group; /* index + 1 of the link whose text it stands in, or 0 */
	char mark;
	bool can_open, can_close;
};

struct runs {
	struct run *items;
	size_t n, cap;
};

/* What each byte belongs to: ordinary text, or not. */
enum { TEXT, COVERED, LETTERS };

/* Mark bytes of placeables; a shortcode stands for some text of its own. */
static unsigned char *
cover(const struct side *side, struct arena *arena)
{
	unsigned char *map = arena_array(arena, side->text.n + 1, 1);

	for (size_t i = 0; i < side->tokens.n; i++) {
		const struct inline_token *tok = &side->tokens.items[i];
		bool link =
			tok->kind == INLINE_LINK || tok->kind == INLINE_IMAGE;
		size_t begin = link ? tok->text.end : tok->at.begin;
		int kind = tok->kind == INLINE_SHORTCODE ? LETTERS : COVERED;

		memset(map + begin, kind, tok->at.end - begin);
	}
	return map;
}

static size_t
group_at(const struct side *side, size_t at)
{
	size_t group = 0;

	for (size_t i = 0; i < side->tokens.n; i++) {
		const struct inline_token *tok = &side->tokens.items[i];

		if (tok->at.begin > at)
			break;
		if ((tok->kind == INLINE_LINK || tok->kind == INLINE_IMAGE) &&
		    tok->text.begin <= at && at < tok->text.end)
			group = i + 1;
	}
	return group;
}

enum { SPACE, PUNCTUATION, LETTER };

static int
class_of(struct str text, const unsigned char *map, size_t at, bool before)
{
	unsigned long c;

	if (before ? at == 0 : at >= text.n)
		return SPACE;
	if (before)
		at = utf8_floor(text, at - 1);
	if (map[at] == LETTERS)
		return LETTER;
	utf8_decode(text, at, &c);
	if (u_isWhitespace((UChar32)c) || c == 0xa0)
		return SPACE;
	return u_ispunct((UChar32)c) || (c < 0x80 && ascii_is_punct((int)c)) ?
		       PUNCTUATION :
		       LETTER;
}

static void
set_flanks(struct run *run, struct str text, const unsigned char *map)
{
	int before = class_of(text, map, run->at, true);
	int after = class_of(text, map, run->at + run->length, false);
	bool left =
		after != SPACE && (after != PUNCTUATION || before != LETTER);
	bool right =
		before != SPACE && (before != PUNCTUATION || after != LETTER);

	run->can_open = left;
	run->can_close = right;
	if (run->mark == '_') {
		run->can_open = left && (!right || before == PUNCTUATION);
		run->can_close = right && (!left || after == PUNCTUATION);
	}
}

static void
find_runs(const struct side *side, const unsigned char *map,
	  struct arena *arena, struct runs *out)
{
	struct str text = side->text;

	for (size_t i = 0; i < text.n && out->n <= MAX_RUNS;) {
		struct run run = { .at = i, .mark = text.p[i] };

		if (map[i] == TEXT && text.p[i] == '\\')
			i++;
		if (map[i] != TEXT || (run.mark != '*' && run.mark != '_')) {
			i++;
			continue;
		}
		while (i < text.n && text.p[i] == run.mark && map[i] == TEXT)
			i++;
		run.left = run.length = i - run.at;
		run.group = group_at(side, run.at);
		set_flanks(&run, text, map);
		if (run.can_open || run.can_close)
			ARENA_PUSH(arena, out->items, out->n, out->cap, run);
	}
}

/* Rules 9 and 10: the sum of the lengths, where one run could do both. */
static bool
may_pair(const struct run *open, const struct run *close)
{
	if (open->mark != close->mark || open->group != close->group ||
	    !open->can_open || !open->left)
		return false;
	if (!open->can_close && !close->can_open)
		return true;
	return (open->length + close->length) % 3 != 0 ||
	       (open->length % 3 == 0 && close->length % 3 == 0);
}

/* What stands between a pair can no longer pair with what is outside. */
static void
pair_runs(struct runs *runs)
{
	for (size_t k = 1; k < runs->n; k++) {
		struct run *close = &runs->items[k];

		for (size_t i = k;
		     close->can_close && close->left && i-- > 0;) {
			struct run *open = &runs->items[i];
			size_t n;

			if (!may_pair(open, close))
				continue;
			n = open->left > 1 && close->left > 1 ? 2 : 1;
			open->left -= n;
			close->left -= n;
			for (size_t between = i + 1; between < k; between++)
				if (runs->items[between].group == open->group)
					runs->items[between].can_open = false;
			i += open->left > 0;
		}
	}
}

/* How many marks readers see; *first is the first such run. */
static size_t
count_literal(struct check *c, const struct side *side, struct run *first)
{
	struct runs runs = { 0 };
	size_t n = 0;

	if (str_find_byte(side->text, 0, '*') == side->text.n &&
	    str_find_byte(side->text, 0, '_') == side->text.n)
		return 0;
	find_runs(side, cover(side, &c->arena), &c->arena, &runs);
	if (runs.n > MAX_RUNS)
		return 0;
	pair_runs(&runs);
	for (size_t i = 0; i < runs.n; i++) {
		if (runs.items[i].left && !n)
			*first = runs.items[i];
		n += runs.items[i].left;
	}
	return n;
}

/* A mark without its partner, or two that do not see each other. */
void
check_emphasis(struct check *c)
{
	struct run first = { 0 }, ignored = { 0 };
	struct str text = c->sides.target.text;
	size_t n = count_literal(c, &c->sides.target, &first);
	const char *hint;

	if (n <= count_literal(c, &c->sides.source, &ignored))
		return;
	hint = n == first.left ?
		       _("add the other mark, or write a backslash before "
			 "this one if it is meant") :
		       _("a mark between a letter and a sign does not count: "
			 "put a space outside of it, or move the bracket or "
			 "full stop inside of it out");
	check_say_hint(c, str_of(hint),
		       _("readers see the mark '%.*s' in "
			 "'%s'"),
		       STR_FMT(str_sub(text, first.at, first.at + first.left)),
		       check_excerpt(c, text, first.at, 24).p);
}

/* ---- code ---- */

/* Back ticks outside placeables; *first is the first one. */
static size_t
count_ticks(struct check *c, const struct side *side, size_t *first)
{
	struct str text = side->text;
	unsigned char *map;
	size_t n = 0;

	if (str_find_byte(text, 0, '`') == text.n)
		return 0;
	map = cover(side, &c->arena);
	for (size_t i = 0; i < text.n; i++) {
		if (map[i] == TEXT && text.p[i] == '\\') {
			i++;
		} else if (map[i] == TEXT && text.p[i] == '`') {
			*first = n ? *first : i;
			n++;
		}
	}
	return n;
}

void
check_code_mark(struct check *c)
{
	size_t at = 0, ignored = 0;

	if (count_ticks(c, &c->sides.target, &at) >
	    count_ticks(c, &c->sides.source, &ignored))
		check_say(c, _("the code that begins in '%s' is not closed"),
			  check_excerpt(c, c->sides.target.text, at, 24).p);
}

/* ---- brackets ---- */

/* Brackets that stand for each other share a row: （x) is closed. */
static const struct {
	unsigned long open[2], close[2];
} brackets[] = {
	{ { '(', 0xff08 }, { ')', 0xff09 } },
	{ { '[', 0xff3b }, { ']', 0xff3d } },
	{ { 0x300c, 0 }, { 0x300d, 0 } }, /* 「」 */
	{ { 0x300e, 0 }, { 0x300f, 0 } }, /* 『』 */
	{ { 0x300a, 0 }, { 0x300b, 0 } }, /* 《》 */
	{ { 0x3010, 0 }, { 0x3011, 0 } }, /* 【】 */
};

#define N_BRACKETS (sizeof(brackets) / sizeof(*brackets))

/* Opened less closed. Links leave a '[' in the words: take them off. */
static long
balance(const struct side *side, size_t row)
{
	struct str words = side->words;
	long n = 0;

	for (size_t i = 0; i < words.n;) {
		unsigned long c;
		size_t length = utf8_decode(words, i, &c);

		if (c == '\\')
			length++;
		else if (c == brackets[row].open[0] ||
			 c == brackets[row].open[1])
			n++;
		else if (c == brackets[row].close[0] ||
			 c == brackets[row].close[1])
			n--;
		i += length ? length : 1;
	}
	for (size_t i = 0; brackets[row].open[0] == '[' && i < side->tokens.n;
	     i++)
		n -= side->tokens.items[i].kind == INLINE_LINK ||
		     side->tokens.items[i].kind == INLINE_IMAGE;
	return n;
}

void
check_brackets(struct check *c)
{
	for (size_t i = 0; i < N_BRACKETS; i++) {
		long target = balance(&c->sides.target, i);
		struct buf bracket = { 0 };

		if (!target || balance(&c->sides.source, i))
			continue;
		buf_add_utf8(&bracket, target > 0 ? brackets[i].open[0] :
						    brackets[i].close[0]);
		if (target > 0)
			check_say(c, _("a bracket '%s' is not closed"),
				  bracket.p);
		else
			check_say(c, _("a bracket '%s' is not opened"),
				  bracket.p);
		buf_release(&bracket);
	}
}

/* ---- white space ---- */

static bool
has_edge(struct str s, bool end)
{
	return s.n && ascii_is_space(end ? s.p[s.n - 1] : s.p[0]);
}

void
check_edge_space(struct check *c)
{
	struct str source = c->sides.source.text, target = c->m->msgstr;

	if (has_edge(target, false) && !has_edge(source, false))
		check_say(c, _("the translation begins with white space"));
	if (has_edge(target, true) && !has_edge(source, true))
		check_say(c, _("the translation ends with white space"));
}

static size_t
count_breaks(const struct side *side)
{
	size_t n = 0;

	for (size_t i = 0; i < side->tokens.n; i++)
		n += side->tokens.items[i].kind == INLINE_BREAK;
	return n;
}

void
check_line_breaks(struct check *c)
{
	size_t source = count_breaks(&c->sides.source);
	size_t target = count_breaks(&c->sides.target);

	if (source != target)
		check_say(c,
			  _("hard line breaks: %zu in the source text, %zu in "
			    "the translation"),
			  source, target);
}
