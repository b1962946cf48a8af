/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/directive.h"

#include "unit/codec.h"

void
directives_init(struct directives *d, const struct page *page)
{
	*d = (struct directives){ 0 };
	d->matter_at = page->doc.front.text.begin;
}

/* "calque: WORD REST" -> WORD and REST; false for any other comment. */
static bool
parse(struct str comment, struct str *word, struct str *rest)
{
	size_t i = 0;

	comment = str_trim_space(comment);
	if (!str_starts(comment, STR("calque:")))
		return false;
	comment = str_trim_space(str_from(comment, 7));
	while (i < comment.n && !ascii_is_space(comment.p[i]))
		i++;
	*word = str_sub(comment, 0, i);
	*rest = str_trim_space(str_from(comment, i));
	return true;
}

/* The text of `<!-- text -->` at the start of s, or no string. */
static struct str
comment_text(struct str s)
{
	size_t end;

	if (!str_starts(s, STR("<!--")))
		return (struct str){ 0 };
	end = str_find(s, 4, STR("-->"));
	return end < s.n ? str_sub(s, 4, end) : (struct str){ 0 };
}

static void
apply(struct directives *d, const struct page *page, struct str word,
      struct str rest, size_t container)
{
	if (str_eq(word, STR("off"))) {
		d->off = true;
		d->off_container = container;
		d->off_matter = container == DIRECTIVE_NONE;
	} else if (str_eq(word, STR("on"))) {
		d->off = false;
	} else if (str_eq(word, STR("context"))) {
		d->context = rest;
	} else if (str_eq(word, STR("note"))) {
		ARENA_PUSH(page->arena, d->notes, d->n_notes, d->cap_notes,
			   rest);
	}
}

bool
directives_comment(struct directives *d, const struct page *page,
		   const struct slot *slot)
{
	struct str text = comment_text(slot_bytes(page, slot));
	struct str word, rest;

	if (!text.p || !parse(text, &word, &rest))
		return false;
	apply(d, page, word, rest, slot->leaf->container);
	return true;
}

/* Read the front matter's comment lines up to byte `end` of the page. */
static void
read_matter(struct directives *d, const struct page *page, size_t end)
{
	while (d->matter_at < end) {
		struct str rest = str_sub(page->doc.bytes, d->matter_at, end);
		size_t eol = str_find_byte(rest, 0, '\n');
		struct str line = str_trim_space(str_sub(rest, 0, eol));
		struct str word, text;

		if (eol == rest.n)
			return;
		if (str_starts(line, STR("#")) &&
		    parse(str_from(line, 1), &word, &text))
			apply(d, page, word, text, DIRECTIVE_NONE);
		d->matter_at += eol + 1;
	}
}

/*
 * The text of the comment at byte `at` of running text, or no string: the first
 * "--" must end it (CommonMark 0.30), so no search goes past the next comment.
 */
static struct str
inline_comment_text(struct str s, size_t at)
{
	size_t end = str_find(s, at + 4, STR("--"));

	return str_at(s, end + 2) == '>' ? str_sub(s, at + 4, end) :
					   (struct str){ 0 };
}

/* Directives in inline HTML speak of their own text. */
static void
read_inline(const struct page *page, const struct slot *slot,
	    struct directive_scope *scope)
{
	struct directives own = { 0 };
	size_t at = 0;

	if (!codec_is_prose(slot->kind) || !slot->text.p)
		return;
	while ((at = str_find(slot->text, at, STR("<!--"))) < slot->text.n) {
		struct str word, rest;
		struct str text = inline_comment_text(slot->text, at);

		if (text.p && parse(text, &word, &rest))
			apply(&own, page, word, rest, 0);
		at += 4;
	}
	scope->off = scope->off || own.off;
	if (own.context.p)
		scope->context = own.context;
	if (own.n_notes) {
		scope->notes = own.notes;
		scope->n_notes = own.n_notes;
	}
}

struct directive_scope
directives_at(struct directives *d, const struct page *page,
	      const struct slot *slot)
{
	struct directive_scope scope = { 0 };

	if (slot->kind == MD_MATTER)
		read_matter(d, page, slot->at.begin);
	else if (d->off && d->off_matter)
		d->off = false;
	if (d->off && !d->off_matter &&
	    !md_is_inside(&page->doc, slot->leaf->container, d->off_container))
		d->off = false;
	scope.off = d->off;
	scope.context = d->context;
	scope.notes = d->notes;
	scope.n_notes = d->n_notes;
	d->context = (struct str){ 0 };
	d->notes = NULL;
	d->n_notes = d->cap_notes = 0;
	read_inline(page, slot, &scope);
	return scope;
}
