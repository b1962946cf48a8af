/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/align_judge.h"

#include "base/i18n.h"
#include "base/map.h"
#include "unit/prose.h"

enum {
	COPIED_PERCENT = 90, /* of the characters */
	WORDS_PERCENT = 75,  /* of the words */
	WORDS_MIN = 40,	     /* to tell anything */
	UNITS_MIN = 4,
	SURE_PERCENT = 30
};

static const char *const verdicts[] = {
	[ALIGN_FITS] = N_("it is a translation"),
	[ALIGN_EMPTY] = N_("it has no text"),
	[ALIGN_COPY] = N_("it is a copy of its source"),
	[ALIGN_SOURCE_WORDS] = N_("it has the words of its source"),
	[ALIGN_OTHER_LANGUAGE] = N_("it is in another language"),
	[ALIGN_MISFIT] = N_("it has little in common with its source"),
};

const char *
align_verdict_text(enum align_verdict verdict)
{
	return _(verdicts[verdict]);
}

/* Letters in a row, ASCII in lower case, of a text; at *i on. False: no more. */
static bool
next_word(struct buf *text, size_t *i, struct str *word)
{
	size_t begin;

	while (*i < text->n && !ascii_is_alpha(text->p[*i]) &&
	       (unsigned char)text->p[*i] < 0x80)
		++*i;
	begin = *i;
	for (; *i < text->n && (ascii_is_alpha(text->p[*i]) ||
				(unsigned char)text->p[*i] >= 0x80);
	     ++*i)
		text->p[*i] = (char)ascii_lower((unsigned char)text->p[*i]);
	*word = str_make(text->p + begin, *i - begin);
	return *i > begin;
}

static void
plain_of(const struct page *page, const struct slot *slot, struct buf *out)
{
	buf_clear(out);
	prose_plain(page, slot->kind, slot->text, out);
}

/* How many of the target's words does the source have? */
struct words {
	struct map known;
	size_t all, shared;
};

static void
learn_words(struct words *w, const struct page *page, struct arena *arena)
{
	struct buf plain = { 0 };

	for (size_t k = 0; k < page->n; k++) {
		struct str word;
		size_t i = 0;

		if (!page->slots[k].required)
			continue;
		plain_of(page, &page->slots[k], &plain);
		while (next_word(&plain, &i, &word))
			if (map_find(&w->known, word) == MAP_NONE)
				map_set(&w->known, arena_str(arena, word), 1);
	}
	buf_release(&plain);
}

static void
look_up_words(struct words *w, struct buf *plain)
{
	struct str word;
	size_t i = 0;

	while (next_word(plain, &i, &word)) {
		w->all++;
		w->shared += map_find(&w->known, word) != MAP_NONE;
	}
}

static void
count_pairs(const struct page *source, const struct alignment *pairs,
	    bool *copied, struct align_judgement *out)
{
	for (size_t i = 0; i < pairs->n; i++) {
		const struct align_pair *pair = &pairs->pairs[i];

		for (size_t k = 0; k < pair->n_source; k++) {
			if (!source->slots[pair->source + k].required)
				continue;
			out->n_units++;
			out->n_sure += pair->n_target && align_is_sure(pair);
			out->n_copied += pair->copied;
		}
		if (pair->copied)
			copied[pair->target] = true;
	}
}

static enum align_verdict
verdict_of(const struct align_judgement *j, const struct words *words,
	   const struct language *language, const struct letters *letters)
{
	if (words->all >= WORDS_MIN &&
	    words->shared * 100 >= words->all * WORDS_PERCENT)
		return ALIGN_SOURCE_WORDS;
	if (!language_fits(language, letters))
		return ALIGN_OTHER_LANGUAGE;
	if (j->n_units >= UNITS_MIN &&
	    j->n_sure * 100 < j->n_units * SURE_PERCENT)
		return ALIGN_MISFIT;
	return ALIGN_FITS;
}

void
align_judge(const struct page *source, const struct page *target,
	    const struct alignment *pairs, const struct language *language,
	    struct align_judgement *out)
{
	struct arena arena = { 0 };
	struct buf plain = { 0 };
	struct words words = { 0 };
	struct letters letters = { 0 };
	bool *copied = arena_array(&arena, target->n + 1, sizeof(*copied));
	size_t n_all = 0, n_copied = 0;

	*out = (struct align_judgement){ 0 };
	count_pairs(source, pairs, copied, out);
	learn_words(&words, source, &arena);
	for (size_t k = 0; k < target->n; k++) {
		if (!target->slots[k].required)
			continue;
		plain_of(target, &target->slots[k], &plain);
		n_all += plain.n;
		if (copied[k]) {
			n_copied += plain.n;
			continue;
		}
		language_count(language, buf_str(&plain), &letters);
		look_up_words(&words, &plain);
	}
	if (!n_all)
		out->verdict = out->n_units ? ALIGN_EMPTY : ALIGN_FITS;
	else if (n_copied * 100 >= n_all * COPIED_PERCENT)
		out->verdict = ALIGN_COPY;
	else
		out->verdict = verdict_of(out, &words, language, &letters);
	map_release(&words.known);
	buf_release(&plain);
	arena_release(&arena);
}
