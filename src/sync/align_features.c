/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/align_evidence.h"

#include "base/utf8.h"
#include "unit/codec.h"
#include "unit/prose.h"

#include <stdlib.h>
#include <unicode/uchar.h>

/* What a token that stands once on both pages weighs. ORDER token_class */
enum token_class {
	TOKEN_STRONG, /* a placeable, a line of code */
	TOKEN_HINT,   /* a value; its lack says nothing */
	TOKEN_WEAK,   /* a word */
	TOKEN_NAME,   /* a number, an acronym; its lack says something */
	TOKEN_SLUG    /* a heading's anchor */
};

static const int class_weights[] = { 24, 24, 10, 10, 60 };

enum {
	LATIN_WORD_MIN = 4, /* letters, between languages of one script */
	FOREIGN_WORD_MIN = 2,
	CODE_LINES_MAX = 200,
	TOKENS_MAX = 256, /* of a slot or a section: what costs stay bounded */
	PERMILLE_MIN = 20
};

struct raw {
	unsigned long long hash;
	size_t slot;
	enum token_class class;
};

/* Of how many slots' tokens a page has this one. Open addressing, by hash. */
struct tally {
	unsigned long long hash; /* 0: free */
	unsigned count[2];
	unsigned id;
};

struct gather {
	const struct page *page;
	const struct align_model *model;
	struct arena *arena;
	struct buf plain;
	size_t slot;
	struct raw *items;
	size_t n, cap;
};

/* ---- one slot's tokens ---- */

static void
add_token(struct gather *g, struct str text, enum token_class class)
{
	struct raw raw = { str_hash(text), g->slot, class };

	if (!text.n)
		return;
	raw.hash += (unsigned)class;
	raw.hash += !raw.hash;
	ARENA_PUSH(g->arena, g->items, g->n, g->cap, raw);
}

/* "es/", "zh-cn/": what a link has before its path in another language. */
static size_t
language_prefix(struct str path)
{
	size_t n = 0;

	while (n < path.n && n < 3 && ascii_is_alpha(path.p[n]))
		n++;
	if (n < 2)
		return 0;
	if (str_at(path, n) == '-' || str_at(path, n) == '_') {
		size_t m = n + 1;

		while (m < path.n && m - n < 6 && ascii_is_alnum(path.p[m]))
			m++;
		n = m;
	}
	return str_at(path, n) == '/' ? n + 1 : 0;
}

struct str
evidence_link(struct str dest, struct arena *arena)
{
	size_t scheme = str_find(dest, 0, STR("://"));
	size_t host = 0, prefix, end;

	if (scheme < dest.n) {
		host = str_find_byte(dest, scheme + 3, '/');
	} else if (str_at(dest, 0) != '/') {
		host = dest.n;
	}
	end = str_find_byte(dest, 0, '#');
	if (end == 0 || end == dest.n)
		end = dest.n;
	while (end > 1 && dest.p[end - 1] == '/')
		end--;
	dest.n = end;
	if (host + 1 >= dest.n)
		return dest;
	prefix = language_prefix(str_from(dest, host + 1));
	if (!prefix)
		return dest;
	return arena_strf(arena, "%.*s%.*s",
			  STR_FMT(str_sub(dest, 0, host + 1)),
			  STR_FMT(str_from(dest, host + 1 + prefix)));
}

static void
add_placeable(struct gather *g, struct str text, const struct inline_token *tok)
{
	switch (tok->kind) {
	case INLINE_CODE:
	case INLINE_SHORTCODE:
	case INLINE_FOOTNOTE:
	case INLINE_MATH:
	case INLINE_VARIABLE:
	case INLINE_EMOJI:
		add_token(g, str_span(text, tok->at), TOKEN_STRONG);
		break;
	case INLINE_HTML:
		add_token(g, str_span(text, tok->at), TOKEN_WEAK);
		break;
	case INLINE_AUTOLINK:
	case INLINE_LINK:
	case INLINE_IMAGE:
		if (!tok->reference)
			add_token(g,
				  evidence_link(str_span(text, tok->dest),
						g->arena),
				  str_at(text, tok->dest.begin) == '#' ?
					  TOKEN_HINT :
					  TOKEN_STRONG);
		else if (tok->label.begin != tok->text.begin)
			add_token(g, str_span(text, tok->label), TOKEN_STRONG);
		break;
	default:
		break;
	}
}

static bool
is_word_byte(int c)
{
	return ascii_is_alnum(c) || c == '_' || c == '.' || c == '-';
}

static void
add_word(struct gather *g, struct str word)
{
	char lower[64];
	size_t letters = 0, digits = 0, capitals = 0;
	size_t min = g->model->latin ? LATIN_WORD_MIN : FOREIGN_WORD_MIN;

	while (word.n && !ascii_is_alnum(word.p[word.n - 1]))
		word.n--;
	if (word.n > sizeof(lower))
		word.n = sizeof(lower);
	for (size_t i = 0; i < word.n; i++) {
		letters += ascii_is_alpha(word.p[i]);
		digits += ascii_is_digit(word.p[i]);
		capitals += word.p[i] >= 'A' && word.p[i] <= 'Z';
		lower[i] = (char)ascii_lower(word.p[i]);
	}
	if (digits || capitals > 1)
		add_token(g, str_make(lower, word.n), TOKEN_NAME);
	else if (letters >= min)
		add_token(g, str_make(lower, word.n), TOKEN_WEAK);
}

static void
add_words(struct gather *g, struct str plain)
{
	for (size_t i = 0; i < plain.n;) {
		size_t begin = i;

		while (i < plain.n && is_word_byte((unsigned char)plain.p[i]))
			i++;
		/* part of a word with letters beyond ASCII is no word */
		if (i > begin && ascii_is_alnum(plain.p[begin]) &&
		    !(g->model->latin &&
		      ((begin && (unsigned char)plain.p[begin - 1] >= 0x80) ||
		       str_at(plain, i) >= 0x80)))
			add_word(g, str_sub(plain, begin, i));
		i += i == begin;
	}
}

/* Append the letters and digits of `text`, ASCII in lower case. */
static void
add_letters(struct str text, struct buf *out)
{
	for (size_t i = 0, n; i < text.n; i += n) {
		unsigned long c;

		n = utf8_decode(text, i, &c);
		n = n ? n : 1;
		if (c < 0x80 && ascii_is_alnum((int)c))
			buf_add_byte(out, (char)ascii_lower((int)c));
		else if (c >= 0x80 && u_isalnum((UChar32)c))
			buf_add(out, str_sub(text, i, i + n));
	}
}

/*
 * The letters of a heading's anchor: "{#whats-next}" and "What's `next`?" have
 * the same by any rule that sites use.
 */
static void
add_slug(struct gather *g, const struct slot *slot,
	 const struct inline_tokens *tokens)
{
	struct buf letters = { 0 };
	size_t at = 0;

	if (str_ends(slot->text, STR("}"))) {
		add_letters(slot->section, &letters);
		at = slot->text.n;
	}
	for (size_t i = 0; i < tokens->n && at < slot->text.n; i++) {
		const struct inline_token *tok = &tokens->items[i];
		bool link = tok->kind == INLINE_LINK;

		if (tok->kind == INLINE_CODE || tok->at.begin < at)
			continue;
		add_letters(str_sub(slot->text, at, tok->at.begin), &letters);
		if (link)
			add_letters(str_span(slot->text, tok->text), &letters);
		at = tok->at.end;
	}
	add_letters(str_from(slot->text, at), &letters);
	add_token(g, buf_str(&letters), TOKEN_SLUG);
	buf_release(&letters);
}

static void
add_lines(struct gather *g, struct str text)
{
	struct str rest = text, line;

	for (size_t n = 0; n < CODE_LINES_MAX && str_split(&rest, '\n', &line);
	     n++) {
		line = str_trim_space(line);
		if (line.n > 2)
			add_token(g, line, TOKEN_STRONG);
	}
}

static void
read_prose(struct gather *g, const struct slot *slot, struct feature *f)
{
	struct inline_tokens tokens;

	buf_clear(&g->plain);
	prose_read(g->page, slot->kind, slot->text, g->arena, &tokens,
		   &g->plain);
	f->n_chars = (long)utf8_count(buf_str(&g->plain));
	if (!g->model->blind)
		for (size_t i = 0; i < tokens.n; i++)
			add_placeable(g, slot->text, &tokens.items[i]);
	if (slot->kind == MD_HEADING && !g->model->blind)
		add_slug(g, slot, &tokens);
	add_words(g, buf_str(&g->plain));
	if (slot->required)
		add_token(g, slot->text, TOKEN_HINT);
}

static void
read_value(struct gather *g, const struct slot *slot, struct feature *f)
{
	f->n_chars = (long)utf8_count(slot->text);
	if (f->verbatim) {
		add_lines(g, slot->text);
	} else if (slot->required) {
		add_words(g, slot->text);
		add_token(g, slot->text, TOKEN_HINT);
	} else {
		add_token(g, evidence_link(slot->text, g->arena), TOKEN_HINT);
	}
}

unsigned long long
evidence_place(const struct page *page, const struct slot *slot)
{
	const struct md_doc *doc = &page->doc;
	unsigned long long place = 0;

	for (size_t c = slot->leaf->container; c; c = doc->containers[c].parent)
		if (doc->containers[c].kind != MD_PAIR)
			place = place * 31 + (unsigned)doc->containers[c].kind +
				1;
	return place;
}

long
evidence_length(const struct page *page, const struct slot *slot)
{
	struct buf plain = { 0 };
	long n;

	if (!slot->text.p)
		return 0;
	prose_plain(page, slot->kind, slot->text, &plain);
	n = (long)utf8_count(buf_str(&plain));
	buf_release(&plain);
	return n;
}

static void
read_slot(struct gather *g, struct feature *f)
{
	const struct slot *slot = &g->page->slots[g->slot];

	*f = (struct feature){
		.kind = slot->kind,
		.level = slot->leaf->level,
		.prose = codec_is_prose(slot->kind),
		.verbatim = codec_is_verbatim(slot->kind),
		.required = slot->required,
		.container = slot->leaf->container,
		.place = evidence_place(g->page, slot),
		.name = str_hash(slot->leaf->name),
		.text = slot->text.p ? str_hash(slot->text) : 0,
	};
	if (!slot->text.p)
		return;
	if (f->prose)
		read_prose(g, slot, f);
	else
		read_value(g, slot, f);
}

static struct feature *
read_side(struct gather *g, struct arena *arena)
{
	struct feature *f = arena_array(arena, g->page->n + 1, sizeof(*f));

	for (g->slot = 0; g->slot < g->page->n; g->slot++)
		read_slot(g, &f[g->slot]);
	buf_release(&g->plain);
	for (size_t i = 0; i < g->page->n; i++)
		f[i].row =
			i && f[i].kind == MD_CELL && f[i - 1].kind == MD_CELL &&
					f[i - 1].container == f[i].container ?
				f[i - 1].row :
				i;
	return f;
}

/* ---- what both pages hold ---- */

struct tallies {
	struct tally *slots;
	size_t mask;
};

static struct tally *
tally_at(const struct tallies *t, unsigned long long hash)
{
	size_t i = (size_t)hash & t->mask;

	while (t->slots[i].hash && t->slots[i].hash != hash)
		i = (i + 1) & t->mask;
	return &t->slots[i];
}

/* Ids are given in the order of the pages. */
static size_t
tally_up(struct tallies *t, const struct gather side[2], struct arena *arena)
{
	size_t n = 64, n_ids = 0;

	while (n < 2 * (side[0].n + side[1].n))
		n *= 2;
	t->slots = arena_array(arena, n, sizeof(*t->slots));
	t->mask = n - 1;
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < side[k].n; i++) {
			struct tally *at = tally_at(t, side[k].items[i].hash);

			at->hash = side[k].items[i].hash;
			if (++at->count[k] == 1 && k == 1 && at->count[0])
				at->id = (unsigned)++n_ids;
		}
	return n_ids + 1;
}

static int
compare_tokens(const void *a, const void *b)
{
	const struct evidence_token *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static void
sort_tokens(struct evidence_tokens *tokens)
{
	qsort(tokens->items, tokens->n, sizeof(*tokens->items), compare_tokens);
	for (size_t i = 0; i < tokens->n; i++)
		if (tokens->items[i].strong)
			tokens->strong += tokens->items[i].weight;
}

static int
token_weight(const struct tally *at, enum token_class class)
{
	unsigned n = at->count[0] > at->count[1] ? at->count[0] : at->count[1];
	int weight = class_weights[class] / (int)(n < 64 ? n : 64);

	return weight ? weight : 1;
}

static void
weigh_slot(const struct gather *g, const struct tallies *t, size_t begin,
	   size_t end, struct feature *f, struct arena *arena)
{
	struct evidence_tokens *own = &f->tokens;

	if (begin == end)
		return;
	own->items = arena_array(arena, end - begin, sizeof(*own->items));
	for (size_t i = begin; i < end && own->n < TOKENS_MAX; i++) {
		const struct raw *raw = &g->items[i];
		const struct tally *at = tally_at(t, raw->hash);

		if (!at->id)
			continue;
		own->items[own->n++] = (struct evidence_token){
			at->id, (short)token_weight(at, raw->class),
			raw->class == TOKEN_STRONG || raw->class == TOKEN_NAME
		};
		if (raw->class == TOKEN_SLUG)
			f->slug = at->id;
	}
	sort_tokens(own);
}

/* A heading's section: up to the next heading. */
static void
weigh_section(struct feature *f, size_t i, size_t n, struct arena *arena)
{
	struct evidence_tokens *all = &f[i].section;
	size_t sum = 0, end = i;

	do
		sum += f[end++].tokens.n;
	while (end < n && f[end].kind != MD_HEADING);
	all->items = arena_array(arena, sum + 1, sizeof(*all->items));
	for (size_t k = i; k < end; k++)
		for (size_t t = 0; t < f[k].tokens.n && all->n < TOKENS_MAX;
		     t++)
			all->items[all->n++] = f[k].tokens.items[t];
	sort_tokens(all);
}

static void
weigh_side(const struct gather *g, const struct tallies *t, struct feature *f,
	   struct arena *arena)
{
	size_t n = g->page->n;

	for (size_t i = 0, begin = 0; i < n; i++) {
		size_t end = begin;

		while (end < g->n && g->items[end].slot == i)
			end++;
		weigh_slot(g, t, begin, end, &f[i], arena);
		begin = end;
	}
	for (size_t i = 0; i < n; i++)
		if (f[i].kind == MD_HEADING)
			weigh_section(f, i, n, arena);
}

static struct evidence_lengths
lengths_of(const struct align_model *model)
{
	/* the prior weighs as much as a page */
	unsigned long long n = model->n + 30, s = model->source_chars + 3000;
	unsigned long long t =
		model->target_chars + 3ULL * model->prior_permille;
	unsigned long long p = model->prior_permille;
	unsigned long long q = model->squares / ALIGN_SQUARES_SCALE +
			       3 * p * p / 1000 + 30 * 3;
	struct evidence_lengths out = { .permille = (long)(t * 1000 / s) };
	unsigned long long mean = t * (t / s) + t * (t % s) / s;

	if (out.permille < PERMILLE_MIN)
		out.permille = PERMILLE_MIN;
	out.variance = q > mean ? (long)((q - mean) * 1000 / n) : 0;
	return out;
}

void
evidence_init(struct evidence *ev, const struct page *source,
	      const struct page *target, const struct align_model *model,
	      struct arena *arena)
{
	struct arena scratch = { 0 };
	struct gather side[2] = {
		{ .page = source, .model = model, .arena = &scratch },
		{ .page = target, .model = model, .arena = &scratch },
	};
	struct tallies tallies;

	*ev = (struct evidence){
		.n = source->n,
		.m = target->n,
		.lengths = lengths_of(model),
		.latin = model->latin,
	};
	ev->s = read_side(&side[0], arena);
	ev->t = read_side(&side[1], arena);
	ev->n_ids = tally_up(&tallies, side, &scratch);
	weigh_side(&side[0], &tallies, ev->s, arena);
	weigh_side(&side[1], &tallies, ev->t, arena);
	evidence_set_context(ev, arena);
	arena_release(&scratch);
}
