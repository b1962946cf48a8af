/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/change.h"

#include "base/map.h"
#include "base/text.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <unicode/uchar.h>

/* A text with more values is for a translator: patching costs their square. */
#define MAX_SWAPS 500

/* ORDER change_class */
static const char *const names[N_CHANGE_CLASSES] = {
	"none",	  "white space", "placeables", "numbers",
	"markup", "punctuation", "words",
};

const char *change_name(enum change_class class)
{
	return names[class];
}

/* ---- what of a text is compared ---- */

/* The words with a mark for each value, folded. */
static void
add_frame(struct str text, const struct parts *parts, struct buf *out)
{
	struct buf raw = { 0 };
	size_t at = 0;

	for (size_t i = 0; i < parts->n; i++) {
		buf_add(&raw, str_sub(text, at, parts->values[i].at.begin));
		buf_add_byte(&raw, '\001');
		buf_addf(&raw, "%u", parts->values[i].kind);
		at = parts->values[i].at.end;
	}
	buf_add(&raw, str_from(text, at));
	text_fold(buf_str(&raw), out);
	buf_release(&raw);
}

static bool
is_markup(int c)
{
	switch (c) {
	case '*':
	case '_':
	case '~':
	case '`':
	case '[':
	case ']':
	case '(':
	case ')':
	case '<':
	case '>':
	case '\\':
		return true;
	default:
		return false;
	}
}

/* The words and what stands in code, without any markup, folded. */
static void
add_unmarked(struct str text, const struct parts *parts, struct buf *out)
{
	struct buf raw = { 0 };
	size_t next = 0;

	for (size_t i = 0; i < text.n;) {
		const struct part *value =
			next < parts->n ? &parts->values[next] : NULL;

		if (value && i == value->at.begin &&
		    value->kind != INLINE_CODE && value->kind != PART_VERSION &&
		    value->kind != PART_WHOLE) {
			i = value->at.end;
			next++;
			continue;
		}
		next += value && i == value->at.begin;
		if (!is_markup(str_at(text, i)))
			buf_add_byte(&raw, text.p[i]);
		i++;
	}
	text_fold(buf_str(&raw), out);
	buf_release(&raw);
}

/* The letters and digits of a text in lower case. */
static void
add_letters(struct str text, struct buf *out)
{
	for (size_t i = 0, n; i < text.n; i += n) {
		unsigned long c;

		n = utf8_decode(text, i, &c);
		if (u_isalnum((UChar32)c) ||
		    u_charType((UChar32)c) == U_NON_SPACING_MARK)
			buf_add_utf8(out, (unsigned long)u_tolower((UChar32)c));
		n += !n;
	}
}

static struct str
value_of(struct str text, const struct parts *parts, size_t i)
{
	return str_span(text, parts->values[i].at);
}

static bool
differ_in_digits_alone(struct str a, struct str b)
{
	size_t i = 0, j = 0;

	for (;;) {
		while (ascii_is_digit(str_at(a, i)))
			i++;
		while (ascii_is_digit(str_at(b, j)))
			j++;
		if (str_at(a, i) != str_at(b, j))
			return false;
		if (i == a.n)
			return true;
		i++;
		j++;
	}
}

/* Nothing but values, if anything but white space, differs. */
static enum change_class
class_of_values(struct str a, const struct parts *pa, struct str b,
		const struct parts *pb)
{
	enum change_class class = CHANGE_WHITE_SPACE;

	for (size_t i = 0; i < pa->n; i++) {
		struct str was = value_of(a, pa, i), now = value_of(b, pb, i);

		if (!str_eq(was, now))
			class = CHANGE_NUMBERS;
		if (!differ_in_digits_alone(was, now))
			return CHANGE_PLACEABLES;
	}
	return class;
}

static bool
equal_by(void (*add)(struct str text, const struct parts *parts,
		     struct buf *out),
	 struct str a, const struct parts *pa, struct str b,
	 const struct parts *pb, struct buf *x, struct buf *y)
{
	buf_clear(x);
	buf_clear(y);
	add(a, pa, x);
	add(b, pb, y);
	return str_eq(buf_str(x), buf_str(y));
}

/* The letters of what add_unmarked gives. */
static void
add_spoken(struct str text, const struct parts *parts, struct buf *out)
{
	struct buf unmarked = { 0 };

	add_unmarked(text, parts, &unmarked);
	add_letters(buf_str(&unmarked), out);
	buf_release(&unmarked);
}

/* How many values are neither code nor a version. */
static size_t
count_kept(const struct parts *parts)
{
	size_t n = 0;

	for (size_t i = 0; i < parts->n; i++)
		n += parts->values[i].kind != INLINE_CODE &&
		     parts->values[i].kind != PART_VERSION;
	return n;
}

static struct str
without_blank_end(struct str line)
{
	while (line.n &&
	       (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\t'))
		line.n--;
	return line;
}

/* Code: indentation may mean something, blanks before a line end do not. */
static enum change_class
classify_verbatim(struct str a, struct str b)
{
	struct str x = { 0 }, y = { 0 };
	bool more_a, more_b;

	do {
		more_a = str_split(&a, '\n', &x);
		more_b = str_split(&b, '\n', &y);
		if (more_a != more_b ||
		    !str_eq(without_blank_end(x), without_blank_end(y)))
			return CHANGE_WORDS;
	} while (more_a);
	return CHANGE_WHITE_SPACE;
}

enum change_class
change_classify(struct str a, struct str b, enum parts_as as,
		const struct dialect *dialect)
{
	struct arena arena = { 0 };
	struct buf x = { 0 }, y = { 0 };
	struct parts pa, pb;
	enum change_class class = CHANGE_WORDS;

	if (str_eq(a, b))
		return CHANGE_NONE;
	if (as == PARTS_VERBATIM)
		return classify_verbatim(a, b);
	parts_find(a, as, dialect, &arena, &pa);
	parts_find(b, as, dialect, &arena, &pb);
	if (pa.n == pb.n && equal_by(add_frame, a, &pa, b, &pb, &x, &y))
		class = class_of_values(a, &pa, b, &pb);
	else if (equal_by(add_unmarked, a, &pa, b, &pb, &x, &y))
		class = count_kept(&pa) == count_kept(&pb) ? CHANGE_MARKUP :
							     CHANGE_PLACEABLES;
	else if (equal_by(add_spoken, a, &pa, b, &pb, &x, &y))
		class = CHANGE_PUNCTUATION;
	buf_release(&x);
	buf_release(&y);
	arena_release(&arena);
	return class;
}

/* ---- patching ---- */

static size_t
count_value(struct str text, const struct parts *parts, unsigned kind,
	    struct str value)
{
	size_t n = 0;

	for (size_t i = 0; i < parts->n; i++)
		n += parts->values[i].kind == kind &&
		     str_eq(value_of(text, parts, i), value);
	return n;
}

struct value {
	unsigned kind;
	struct str text;
};

static int
by_kind_and_text(const void *a, const void *b)
{
	const struct value *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return str_cmp(x->text, y->text);
}

static struct value *
sorted_values(struct str text, const struct parts *parts, struct arena *arena)
{
	struct value *values =
		arena_array(arena, parts->n + 1, sizeof(*values));

	for (size_t i = 0; i < parts->n; i++)
		values[i] = (struct value){ parts->values[i].kind,
					    value_of(text, parts, i) };
	if (parts->n)
		qsort(values, parts->n, sizeof(*values), by_kind_and_text);
	return values;
}

/* The same values, in any order? */
static bool
same_values(struct str a, const struct parts *pa, struct str b,
	    const struct parts *pb, struct arena *arena)
{
	struct value *x, *y;

	if (pa->n != pb->n)
		return false;
	x = sorted_values(a, pa, arena);
	y = sorted_values(b, pb, arena);
	for (size_t i = 0; i < pa->n; i++)
		if (by_kind_and_text(&x[i], &y[i]) != 0)
			return false;
	return true;
}

/* Old and new text, and the values of both, one by one. */
struct swap {
	struct str old_text, new_text;
	struct parts old_parts, new_parts;
};

/*
 * What replaces value i: the same wherever that value stands in the old text,
 * or no string where it is not.
 */
static struct str
replacement(const struct swap *s, unsigned kind, struct str old_value)
{
	struct str found = { 0 };

	for (size_t i = 0; i < s->old_parts.n; i++) {
		struct str now = value_of(s->new_text, &s->new_parts, i);

		if (s->old_parts.values[i].kind != kind ||
		    !str_eq(value_of(s->old_text, &s->old_parts, i), old_value))
			continue;
		if (found.p && !str_eq(found, now))
			return (struct str){ 0 };
		found = now;
	}
	return found;
}

/* Can each changed value be found in the translation again? */
static bool
can_swap(const struct swap *s, struct str translation,
	 const struct parts *parts)
{
	for (size_t i = 0; i < s->old_parts.n; i++) {
		unsigned kind = s->old_parts.values[i].kind;
		struct str was = value_of(s->old_text, &s->old_parts, i);
		struct str now = value_of(s->new_text, &s->new_parts, i);

		if (str_eq(was, now))
			continue;
		if (!replacement(s, kind, was).p ||
		    count_value(translation, parts, kind, was) !=
			    count_value(s->old_text, &s->old_parts, kind, was))
			return false;
	}
	return true;
}

static void
swap_values(const struct swap *s, struct str translation,
	    const struct parts *parts, struct buf *out)
{
	size_t at = 0;

	for (size_t i = 0; i < parts->n; i++) {
		struct str value = value_of(translation, parts, i);
		struct str now = replacement(s, parts->values[i].kind, value);

		buf_add(out,
			str_sub(translation, at, parts->values[i].at.begin));
		buf_add(out, now.p ? now : value);
		at = parts->values[i].at.end;
	}
	buf_add(out, str_from(translation, at));
}

/* " {#id}", where that is all that a heading has got; else no string. */
static struct str
new_attribute(const struct swap *s)
{
	const struct parts *p = &s->new_parts;
	struct str rest;

	if (p->n != s->old_parts.n + 1 ||
	    p->values[p->n - 1].kind != INLINE_ATTRIBUTE ||
	    !str_starts(s->new_text, s->old_text))
		return (struct str){ 0 };
	rest = str_from(s->new_text, s->old_text.n);
	return str_eq(str_trim_space(rest),
		      value_of(s->new_text, p, p->n - 1)) ?
		       rest :
		       (struct str){ 0 };
}

/* Append the patched translation; false where only a translator can tell. */
static bool
patch(const struct swap *s, struct str translation, const struct parts *parts,
      struct buf *out)
{
	struct str attribute = new_attribute(s);

	if (attribute.p) {
		buf_add(out, translation);
		buf_add(out, attribute);
		return true;
	}
	if (s->old_parts.n != s->new_parts.n || s->old_parts.n > MAX_SWAPS ||
	    parts->n > MAX_SWAPS || !can_swap(s, translation, parts))
		return false;
	swap_values(s, translation, parts, out);
	return true;
}

struct str
change_patch(struct str old_text, struct str new_text, struct str translation,
	     enum parts_as as, const struct dialect *dialect,
	     struct arena *arena)
{
	struct arena scratch = { 0 };
	struct swap s = { .old_text = old_text, .new_text = new_text };
	struct parts parts, patched;
	struct buf out = { 0 };
	struct str result = { 0 };

	if (as == PARTS_VERBATIM)
		return result;
	parts_find(old_text, as, dialect, &scratch, &s.old_parts);
	parts_find(new_text, as, dialect, &scratch, &s.new_parts);
	parts_find(translation, as, dialect, &scratch, &parts);
	if (!patch(&s, translation, &parts, &out))
		goto out;
	parts_find(buf_str(&out), as, dialect, &scratch, &patched);
	if (same_values(buf_str(&out), &patched, new_text, &s.new_parts,
			&scratch))
		result = arena_str(arena, buf_str(&out));
out:
	buf_release(&out);
	arena_release(&scratch);
	return result;
}
