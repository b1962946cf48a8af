/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/parts.h"

#include "unit/codec.h"
#include "unit/prose.h"

#include <stdlib.h>

enum parts_as
parts_as_slot(const struct slot *slot)
{
	if (codec_is_verbatim(slot->kind))
		return PARTS_VERBATIM;
	if (!slot->required)
		return codec_is_prose(slot->kind) ? PARTS_PROSE : PARTS_VALUE;
	return slot->kind == MD_HEADING ? PARTS_HEADING : PARTS_PROSE;
}

struct finder {
	struct str text;
	struct arena *arena;
	struct parts *out;
};

static void
add_value(struct finder *f, struct span at, unsigned kind)
{
	struct part part = { at, kind };

	if (at.begin < at.end)
		ARENA_PUSH(f->arena, f->out->values, f->out->n, f->out->cap,
			   part);
}

static void
add_token(struct finder *f, const struct inline_token *tok)
{
	switch (tok->kind) {
	case INLINE_LINK:
	case INLINE_IMAGE:
		add_value(f, tok->dest, PART_DEST);
		/* [x][] and [x] are labelled by their words */
		if (tok->reference && tok->label.begin != tok->text.begin)
			add_value(f, tok->label, PART_LABEL);
		break;
	case INLINE_AUTOLINK:
		add_value(f, tok->at, PART_DEST);
		break;
	case INLINE_BREAK:
		break;
	default:
		add_value(f, tok->at, tok->kind);
	}
}

static bool
is_word_byte(int c)
{
	return ascii_is_alnum(c) || c == '_';
}

/* A version at i, "1.2", "v1.24.3-rc.1": its end, or i. */
static size_t
version_at(struct str text, size_t i)
{
	size_t at = i, dots = 0;

	if (str_at(text, at) == 'v' || str_at(text, at) == 'V')
		at++;
	while (ascii_is_digit(str_at(text, at))) {
		while (ascii_is_digit(str_at(text, at)))
			at++;
		if (str_at(text, at) != '.' ||
		    !(ascii_is_digit(str_at(text, at + 1)) ||
		      (dots && str_at(text, at + 1) == 'x')))
			break;
		dots++;
		at++;
	}
	if (!dots)
		return i;
	while (is_word_byte(str_at(text, at)) ||
	       ((str_at(text, at) == '-' || str_at(text, at) == '.' ||
		 str_at(text, at) == '+') &&
		ascii_is_alnum(str_at(text, at + 1))))
		at++;
	return at;
}

/* Versions that stand in the words from `begin` to `end`. */
static void
add_versions(struct finder *f, size_t begin, size_t end)
{
	struct str words = str_sub(f->text, 0, end);

	for (size_t i = begin; i < end;) {
		size_t stop = version_at(words, i);

		if (stop > i) {
			add_value(f, (struct span){ i, stop }, PART_VERSION);
			i = stop;
		} else if (is_word_byte(str_at(words, i))) {
			while (is_word_byte(str_at(words, i)))
				i++;
		} else {
			i++;
		}
	}
}

static int
by_begin(const void *a, const void *b)
{
	const struct part *x = a, *y = b;

	if (x->at.begin != y->at.begin)
		return x->at.begin < y->at.begin ? -1 : 1;
	return x->at.end > y->at.end ? -1 : x->at.end < y->at.end;
}

/* Sort, and leave out what stands inside another value. */
static void
put_in_order(struct parts *parts)
{
	size_t n = 0;

	if (parts->n)
		qsort(parts->values, parts->n, sizeof(*parts->values),
		      by_begin);
	for (size_t i = 0; i < parts->n; i++)
		if (!n ||
		    parts->values[i].at.begin >= parts->values[n - 1].at.end)
			parts->values[n++] = parts->values[i];
	parts->n = n;
}

void
parts_find(struct str text, enum parts_as as, const struct dialect *dialect,
	   struct arena *arena, struct parts *out)
{
	struct finder f = { text, arena, out };
	struct inline_context ctx = { .dialect = dialect,
				      .heading = as == PARTS_HEADING };
	struct inline_tokens tokens = { 0 };
	size_t n_tokens, at = 0;

	*out = (struct parts){ 0 };
	if (as == PARTS_VERBATIM)
		return;
	if (as == PARTS_VALUE) {
		add_value(&f, (struct span){ 0, text.n }, PART_WHOLE);
		return;
	}
	if (prose_may_hold_placeables(text))
		inline_scan(text, &ctx, arena, &tokens);
	for (size_t i = 0; i < tokens.n; i++)
		add_token(&f, &tokens.items[i]);
	put_in_order(out);
	n_tokens = out->n;
	for (size_t i = 0; i <= n_tokens; i++) {
		add_versions(&f, at,
			     i < n_tokens ? out->values[i].at.begin : text.n);
		at = i < n_tokens ? out->values[i].at.end : at;
	}
	if (out->n > n_tokens)
		put_in_order(out);
}
