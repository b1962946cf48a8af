/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/copied.h"

/* ---- by words ---- */

/* Words are of letters and digits: all that every place writes as they are. */
static unsigned
add_letter(unsigned hash, char c)
{
	return hash * 33 + (unsigned char)c;
}

static size_t
bit_of(unsigned hash)
{
	return (hash ^ hash >> 15) % COPIED_BITS;
}

static void
add_word(struct copied_words *words, const char *begin, const char *end)
{
	unsigned hash = 0;

	for (; begin < end; begin++)
		hash = add_letter(hash, *begin);
	words->bits[bit_of(hash) / 64] |= 1ULL << (bit_of(hash) % 64);
}

/* The end of the word at p; p where there is none. */
static const char *
word_end(const char *p, const char *end)
{
	while (p < end && ascii_is_alnum(*p))
		p++;
	return p;
}

/*
 * In a parameter "\n" is a line end, elsewhere an n that was escaped: both words
 * count, with the letter and without. "\x41" is any letter.
 */
static bool
may_be_any(char escaped)
{
	return escaped == 'x' || escaped == 'u' || escaped == 'U' ||
	       ascii_is_digit(escaped);
}

void
copied_read_words(struct copied_words *words, struct str target)
{
	const char *p = target.p, *end = p + target.n, *stop;
	struct str front = str_sub(target, 0, frontmatter_find(target).all.end);

	/* of escapes YAML has all kinds */
	*words =
		(struct copied_words){ .is_any = str_find_byte(front, 0, '\\') <
						 front.n };
	for (; p < end; p++) {
		stop = word_end(p, end);
		if (stop == p)
			continue;
		if (p > target.p && p[-1] == '\\') {
			add_word(words, p + 1, stop);
			words->is_any = words->is_any || may_be_any(*p);
		}
		add_word(words, p, stop);
		p = stop;
	}
}

static bool
has_words(const struct copied_words *words, struct str text)
{
	const char *p = text.p, *end = p + text.n;

	for (; p < end; p++) {
		unsigned hash = 0;

		if (!ascii_is_alnum(*p))
			continue;
		for (; p < end && ascii_is_alnum(*p); p++)
			hash = add_letter(hash, *p);
		if (!(words->bits[bit_of(hash) / 64] >> (bit_of(hash) % 64) &
		      1))
			return false;
	}
	return true;
}

static bool
is_long(const struct slot *slot, struct lexicon *lexicon)
{
	return lexicon_count_words(lexicon, slot->text, parts_as_slot(slot)) >
	       COPIED_WORDS;
}

bool
copied_may_be(const struct copied_words *words, const struct page *page,
	      struct lexicon *lexicon)
{
	for (size_t i = 0; i < page->n; i++) {
		const struct slot *slot = &page->slots[i];

		if (slot->required &&
		    (words->is_any || has_words(words, slot->text)) &&
		    is_long(slot, lexicon))
			return true;
	}
	return false;
}

/* ---- by texts ---- */

static void
list_texts(const struct page *page, struct map *texts)
{
	for (size_t i = 0; i < page->n; i++)
		if (page->slots[i].required)
			map_set(texts, page->slots[i].text, i);
}

void
copied_list(const struct page *page, const struct page *target,
	    struct lexicon *lexicon, struct map *out)
{
	struct map texts = { 0 };
	size_t before = out->n, n_other = 0;

	list_texts(target, &texts);
	for (size_t i = 0; i < page->n; i++) {
		const struct slot *slot = &page->slots[i];

		if (!slot->required)
			continue;
		if (map_find(&texts, slot->text) == MAP_NONE)
			n_other++;
		else if (is_long(slot, lexicon))
			map_set(out, slot->text, i);
	}
	if (!n_other && out->n > before)
		list_texts(page, out);
	map_release(&texts);
}
