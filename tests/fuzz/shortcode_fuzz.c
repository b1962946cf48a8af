/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shortcode_fuzz - tags, their parameters, and values for them.
 *
 * An input is a text with tags, then values. Tags come in order, are where their
 * braces are, and pair both ways; masked, the text has its length and its line
 * structure outside tags. A value that is written in the place of a parameter is
 * read there again, and all else of the tag stays. (What a value may close that
 * stood open elsewhere is for page_fuzz to see.)
 */
#include "fuzz/target.h"
#include "markdown/mask.h"

static const struct str pieces[] = {
	STR_INIT("{{<"),
	STR_INIT("{{< "),
	STR_INIT(" >}}"),
	STR_INIT(">}}"),
	STR_INIT("{{%"),
	STR_INIT("{{% "),
	STR_INIT("%}}"),
	STR_INIT(" %}}"),
	STR_INIT("/>}}"),
	STR_INIT(" /%}}"),
	STR_INIT("{{</* x */>}}"),
	STR_INIT("{{%/* "),
	STR_INIT(" */%}}"),
	STR_INIT("/*"),
	STR_INIT("*/"),
	STR_INIT("{{< /tip >}}"),
	STR_INIT("{{< tip >}}"),
	STR_INIT("{{< text bash >}}"),
	STR_INIT("{{< /text >}}"),
	STR_INIT("{{< tabs >}}{{< tab x >}}"),
	STR_INIT("{{< figure caption=\"The pond\" src=a.png >}}"),
	STR_INIT("{{< x `raw` \"quoted\" bare >}}"),
	STR_INIT("x/y.html "),
	STR_INIT("name"),
	STR_INIT("="),
	STR_INIT("a=\"b\""),
	STR_INIT("\""),
	STR_INIT("\\\""),
	STR_INIT("`"),
	STR_INIT("\\"),
	STR_INIT("/"),
	STR_INIT(" "),
	STR_INIT("\t"),
	STR_INIT("\n"),
	STR_INIT("\r\n"),
	STR_INIT("\n\n"),
	STR_INIT("```\n"),
	STR_INIT("<!--"),
	STR_INIT("-->"),
	STR_INIT("$$"),
	STR_INIT("[^1]"),
	STR_INIT("{{ x }}"),
	STR_INIT("<"),
	STR_INIT(">"),
	STR_INIT("%"),
	STR_INIT("word"),
	STR_INIT("1.5"),
	STR_INIT("true"),
	STR_INIT("\xc3\xa9"),
	STR_INIT("\xff"),
	{ "\0", 1 },
};

enum { DISORDER, MASKED, CHANGED, OWN };
enum { TAGS, VALUES, REFUSED };

/* Do the links between tags go both ways, and only to tags? */
static bool
is_linked(const struct shortcode_list *list, size_t i)
{
	const struct shortcode *tag = &list->items[i];
	size_t partner = tag->partner;

	if (tag->parent != SHORTCODE_NONE &&
	    (tag->parent >= i ||
	     list->items[tag->parent].partner == SHORTCODE_NONE))
		return false;
	return partner == SHORTCODE_NONE ||
	       (partner < list->n && list->items[partner].partner == i &&
		str_eq(list->items[partner].name, tag->name) &&
		list->items[partner].parent == tag->parent &&
		(partner > i) == (tag->form == SHORTCODE_OPEN));
}

static bool
is_tag(struct str text, const struct shortcode *tag)
{
	struct str bytes = str_span(text, tag->at);
	size_t end = tag->at.begin + 3;

	for (size_t i = 0; i < tag->n_params; i++) {
		struct span at = tag->params[i].at;

		if (at.begin < end || at.end < at.begin)
			return false;
		end = at.end;
	}
	return end + 3 <= tag->at.end &&
	       str_starts(bytes, tag->percent ? STR("{{%") : STR("{{<")) &&
	       str_ends(bytes, tag->percent ? STR("%}}") : STR(">}}"));
}

static void
check_order(struct fuzz *f, struct str text, const struct shortcode_list *list)
{
	size_t end = 0;

	for (size_t i = 0; i < list->n; i++) {
		const struct shortcode *tag = &list->items[i];

		if (tag->at.begin < end || tag->at.end > text.n ||
		    !is_tag(text, tag) || !is_linked(list, i))
			fuzz_fault(f, DISORDER, str_span(text, tag->at));
		end = tag->at.end;
	}
}

static void
check_masks(struct fuzz *f, struct str text, const struct shortcode_list *list,
	    struct arena *arena)
{
	struct mask_list masks;
	size_t end = 0;
	bool fine;

	mask_text(text, 0, dialect_preset(STR("hugo")), list, arena, &masks);
	fine = masks.masked.n == text.n;
	for (size_t i = 0; fine && i <= masks.n; i++) {
		struct span at = { text.n, text.n };

		if (i < masks.n)
			at = masks.items[i].at;
		fine = at.begin >= end && at.end >= at.begin &&
		       at.end <= text.n;
		for (; fine && end < at.begin; end++)
			fine = ascii_is_eol(text.p[end]) ==
			       ascii_is_eol(masks.masked.p[end]);
		end = at.end;
	}
	if (!fine)
		fuzz_fault(f, MASKED, masks.masked);
}

/* Is `b` the tag `a`, but with this value in one parameter? */
static bool
is_like(const struct shortcode *a, const struct shortcode *b, size_t changed,
	struct str value)
{
	bool same = a->form == b->form && a->percent == b->percent &&
		    a->n_params == b->n_params && str_eq(a->name, b->name);

	for (size_t i = 0; same && i < a->n_params; i++)
		same = str_eq(a->params[i].name, b->params[i].name) &&
		       str_eq(i == changed ? value : a->params[i].value,
			      b->params[i].value);
	return same;
}

/* The tag alone, with `bytes` in the place of a parameter. */
static bool
is_right(struct str text, const struct shortcode *tag, size_t param,
	 struct str value, struct str bytes, struct arena *arena)
{
	struct span at = tag->params[param].at;
	struct shortcode_list again;
	struct buf alone = { 0 };
	bool right;

	buf_add(&alone, str_sub(text, tag->at.begin, at.begin));
	buf_add(&alone, bytes);
	buf_add(&alone, str_sub(text, at.end, tag->at.end));
	shortcode_read(buf_str(&alone), 0, dialect_preset(STR("hugo")), arena,
		       &again);
	right = again.n == 1 && again.items[0].at.end == alone.n &&
		is_like(tag, &again.items[0], param, value);
	buf_release(&alone);
	return right;
}

static void
check_param(struct fuzz *f, struct str text, const struct shortcode *tag,
	    size_t i, struct str value, struct arena *arena)
{
	const struct shortcode_param *param = &tag->params[i];
	struct buf out = { 0 };
	bool written = shortcode_encode_value(value, param->quote, &out);

	f->counts[written ? VALUES : REFUSED]++;
	if (written ? !is_right(text, tag, i, value, buf_str(&out), arena) :
		      out.n > 0)
		fuzz_fault(f, CHANGED, buf_str(&out));
	buf_clear(&out);
	if (shortcode_encode_value(param->value, param->quote, &out) &&
	    !is_right(text, tag, i, param->value, buf_str(&out), arena))
		fuzz_fault(f, OWN, buf_str(&out));
	buf_release(&out);
}

static void
check(struct fuzz *f, struct str input)
{
	struct str text = fuzz_part(&input), value = fuzz_part(&input);
	struct arena arena = { 0 };
	struct shortcode_list list;

	shortcode_read(text, 0, dialect_preset(STR("hugo")), &arena, &list);
	f->counts[TAGS] += list.n;
	check_order(f, text, &list);
	check_masks(f, text, &list, &arena);
	for (size_t i = 0; i < list.n; i++)
		for (size_t k = 0; k < list.items[i].n_params; k++) {
			size_t at = list.items[i].params[k].at.begin;

			/* Hugo forgets a backslash, but not before quotes */
			if (text.p[at - 1] != '\\')
				check_param(f, text, &list.items[i], k, value,
					    &arena);
			if (input.n)
				value = fuzz_part(&input);
		}
	arena_release(&arena);
}

static void
make(struct fuzz *f, struct buf *input)
{
	fuzz_pieces(f, pieces, FUZZ_COUNT(pieces), 16, input);
	for (size_t i = 0; i < 4; i++) {
		buf_add_byte(input, FUZZ_NEXT);
		fuzz_pieces(f, pieces, FUZZ_COUNT(pieces), 4, input);
	}
}

const struct fuzz_target fuzz_target = {
	.name = "shortcode",
	.input = "shortcodes, and values for their parameters",
	.short_run = 10000,
	.pieces = pieces,
	.n_pieces = FUZZ_COUNT(pieces),
	.laws = { "tags are in order and in pairs", "masks keep lines",
		  "only the value changes", "an own value is written so" },
	.counts = { "tags", "values", "refused" },
	.make = make,
	.check = check,
};
