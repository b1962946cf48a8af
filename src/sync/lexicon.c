/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/lexicon.h"

#include <string.h>

void
lexicon_init(struct lexicon *lex, const struct dialect *dialect)
{
	*lex = (struct lexicon){ .dialect = dialect };
}

void
lexicon_release(struct lexicon *lex)
{
	text_tools_free(lex->tools);
	map_release(&lex->ids);
	arena_release(&lex->arena);
	arena_release(&lex->scratch);
	buf_release(&lex->key);
	match_release(&lex->match);
}

void
lexicon_clear(struct lexicon *lex)
{
	map_clear(&lex->ids);
	arena_clear(&lex->arena);
}

static struct text_tools *
tools(struct lexicon *lex)
{
	if (!lex->tools)
		lex->tools = text_tools_new();
	return lex->tools;
}

/* The number of `word` among words ('w'), values ('v') or kinds ('k'). */
static unsigned
number_of(struct lexicon *lex, char set, struct str word)
{
	size_t id;

	buf_clear(&lex->key);
	buf_add_byte(&lex->key, set);
	buf_add(&lex->key, word);
	id = map_find(&lex->ids, buf_str(&lex->key));
	if (id == MAP_NONE) {
		id = lex->ids.n;
		map_set(&lex->ids, arena_str(&lex->arena, buf_str(&lex->key)),
			id);
	}
	return (unsigned)id;
}

struct tokens {
	struct lexicon *lex;
	unsigned *items;
	size_t n, cap;
};

static void
add_token(struct tokens *t, char set, struct str word)
{
	ARENA_PUSH(&t->lex->scratch, t->items, t->n, t->cap,
		   number_of(t->lex, set, word));
}

static void
add_word(struct str lower, void *ctx)
{
	add_token(ctx, 'w', lower);
}

void
lexicon_text(struct lexicon *lex, struct str text, struct str title,
	     struct arena *arena, struct match_text *out)
{
	struct tokens t = { .lex = lex };
	struct parts parts;
	unsigned *tokens;
	size_t at = 0;

	arena_clear(&lex->scratch);
	parts_find(text, PARTS_PROSE, lex->dialect, &lex->scratch, &parts);
	for (size_t i = 0; i < parts.n; i++) {
		struct span value = parts.values[i].at;

		text_each_word(tools(lex), str_sub(text, at, value.begin),
			       add_word, &t);
		add_token(&t, 'v', str_span(text, value));
		at = value.end;
	}
	text_each_word(tools(lex), str_from(text, at), add_word, &t);
	tokens = arena_array(arena, t.n + 1, sizeof(*tokens));
	if (t.n)
		memcpy(tokens, t.items, t.n * sizeof(*tokens));
	*out = (struct match_text){ .tokens = tokens,
				    .n = t.n,
				    .pair = MATCH_NONE,
				    .also = MATCH_NONE };
	if (title.p) {
		out->kind = number_of(lex, 'k', title) + 1;
		out->keyed = !slot_title_is_text(title);
	}
}

size_t
lexicon_count_words(struct lexicon *lex, struct str text, enum parts_as as)
{
	struct parts parts;
	size_t at = 0, n = 0;

	arena_clear(&lex->scratch);
	parts_find(text, as, lex->dialect, &lex->scratch, &parts);
	for (size_t i = 0; i < parts.n; i++) {
		n += text_words(tools(lex),
				str_sub(text, at, parts.values[i].at.begin));
		at = parts.values[i].at.end;
	}
	n += text_words(tools(lex), str_from(text, at));
	return n;
}

struct match *
lexicon_match(struct lexicon *lex)
{
	match_reserve(&lex->match, lex->ids.n);
	return &lex->match;
}
