/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/wrap.h"

#include "base/text.h"
#include "base/utf8.h"
#include "unit/codec.h"
#include "unit/prose.h"
#include "unit/safe.h"

#include <string.h>

#define TAB_COLS 4

/* So many wrapped paragraphs are evidence of how a site wraps. */
#define WRAP_MIN_TEXTS 10

/* Where a line ends or may end, and the width of what follows. */
struct gap {
	size_t at;	  /* of the space or the "\n" */
	bool hard;	  /* a "\n": a hard break, or one inside raw HTML */
	bool soft;	  /* a "\n" that is neither */
	size_t next_cols; /* from here to the next gap */
};

struct gaps {
	struct gap *items;
	size_t n, cap;
	size_t first_cols; /* before the first gap */
	bool any_soft;
};

/* ---- where a text may be broken ---- */

/* For each byte of a text, and its end. */
struct mark {
	int locks; /* change of the number of constructs that stay whole */
	int raws;  /* of these: raw HTML, whose line ends are part of it */
	bool edge; /* a construct begins or ends here */
};

/* Which part of the token is never broken? */
static struct span
whole_part(const struct inline_token *tok)
{
	if (tok->kind == INLINE_LINK && tok->reference)
		return (struct span){ tok->text.end, tok->at.end };
	return tok->at;
}

/* The constructs of the text, which is not `n` bytes long but n + 1 marks. */
static struct mark *
find_marks(const struct page *page, enum md_kind kind, struct str text,
	   struct arena *arena)
{
	struct mark *marks = arena_array(arena, text.n + 2, sizeof(*marks));
	struct inline_tokens tokens;

	prose_scan(page, kind, text, arena, &tokens);
	for (size_t i = 0; i < tokens.n; i++) {
		const struct inline_token *tok = &tokens.items[i];
		struct span whole = whole_part(tok);

		if (tok->kind == INLINE_BREAK)
			continue;
		marks[whole.begin].locks++;
		marks[whole.end].locks--;
		if (tok->kind == INLINE_HTML || tok->kind == INLINE_COMMENT) {
			marks[whole.begin].raws++;
			marks[whole.end].raws--;
		}
		if (tok->kind != INLINE_ENTITY && tok->kind != INLINE_EMOJI) {
			marks[tok->at.begin].edge = true;
			marks[tok->at.end].edge = true;
		}
	}
	return marks;
}

/*
 * A marker that would begin a quote, list or heading at the start of a line:
 * prettier's /^>|^(?:[*+-]|#{1,6}|\d+[).])$/ on the word at byte i.
 */
static bool
is_marker(struct str text, size_t i)
{
	size_t end = i;
	int c = str_at(text, i);

	if (c == '>')
		return true;
	if (c == '#') {
		while (str_at(text, end) == '#')
			end++;
	} else if (c == '*' || c == '+' || c == '-') {
		end++;
	} else if (ascii_is_digit(c)) {
		while (ascii_is_digit(str_at(text, end)))
			end++;
		c = str_at(text, end++);
		if (c != '.' && c != ')')
			return false;
	}
	return end > i && (end >= text.n || ascii_is_space(text.p[end]));
}

static enum text_script
script_at(struct str text, size_t i)
{
	unsigned long c;

	return utf8_decode(text, i, &c) ? text_script(c) : TEXT_OTHER;
}

static bool
is_delimiter(int c)
{
	return c == '*' || c == '_' || c == '~';
}

/*
 * May a line end at the space at byte i, as far as the scripts beside it go?
 * Not beside Chinese and Japanese: but between one of these and Korean, and at
 * the edge of markup.
 */
static bool
scripts_may_part(struct str text, const struct mark *marks, size_t i)
{
	enum text_script before = script_at(text, utf8_floor(text, i - 1));
	enum text_script after = script_at(text, i + 1);

	if (before != TEXT_CJ && before != TEXT_CJ_MARK && after != TEXT_CJ &&
	    after != TEXT_CJ_MARK)
		return true;
	if (marks[i].edge || marks[i + 1].edge ||
	    is_delimiter(str_at(text, i - 1)) ||
	    is_delimiter(str_at(text, i + 1)) ||
	    str_ends(str_sub(text, 0, i), STR("}}")) ||
	    str_starts(str_from(text, i + 1), STR("{{")))
		return true;
	return (before == TEXT_HANGUL && after == TEXT_CJ) ||
	       (before == TEXT_CJ && after == TEXT_HANGUL);
}

static bool
may_break(struct str text, const struct mark *marks, size_t i)
{
	return i > 0 && i + 1 < text.n && !ascii_is_space(text.p[i - 1]) &&
	       !ascii_is_space(text.p[i + 1]) &&
	       !str_ends_in_backslash(str_sub(text, 0, i)) &&
	       !is_marker(text, i + 1) && scripts_may_part(text, marks, i);
}

/* Would a line that ends before byte i end in a hard break? */
static bool
is_hard_break(struct str text, size_t i)
{
	struct str line = str_sub(text, 0, i);

	return str_ends(line, STR("  ")) || str_ends_in_backslash(line);
}

/*
 * The end of what prettier's readers take for Liquid, {{ x }} or {% x %}, at
 * byte i, or i. A text without the closing mark is searched once: *none is set.
 */
static size_t
liquid_end(struct str text, size_t i, bool none[2])
{
	static const struct str open[2] = { STR_INIT("{{"), STR_INIT("{%") };
	static const struct str close[2] = { STR_INIT("}}"), STR_INIT("%}") };

	for (int k = 0; k < 2; k++) {
		size_t end;

		if (none[k] || !str_starts(str_from(text, i), open[k]))
			continue;
		end = str_find(text, i + 2, close[k]);
		if (end < text.n)
			return end + 2;
		none[k] = true;
	}
	return i;
}

static void
find_gaps(const struct page *page, enum md_kind kind, struct str text,
	  struct arena *arena, struct gaps *out)
{
	struct mark *marks = find_marks(page, kind, text, arena);
	bool no_liquid[2] = { false, false };
	size_t from = 0, whole_end = 0;
	int locks = 0, raws = 0;

	*out = (struct gaps){ 0 };
	for (size_t i = 0; i <= text.n; i++) {
		struct gap gap = { .at = i };
		size_t *cols = out->n ? &out->items[out->n - 1].next_cols :
					&out->first_cols;

		locks += marks[i].locks;
		raws += marks[i].raws;
		if (str_at(text, i) == '{' && !locks && i >= whole_end)
			whole_end = liquid_end(text, i, no_liquid);
		if (str_at(text, i) == '\n') {
			gap.hard = raws || (!locks && is_hard_break(text, i));
			gap.soft = !gap.hard;
		} else if (i < text.n &&
			   (text.p[i] != ' ' || locks > 0 || i < whole_end ||
			    !may_break(text, marks, i))) {
			continue;
		}
		*cols = text_fill_cols(str_sub(text, from, i));
		from = i + 1;
		if (i < text.n)
			ARENA_PUSH(arena, out->items, out->n, out->cap, gap);
		out->any_soft |= gap.soft;
	}
}

/* ---- which of these places are taken ---- */

/* The line that is being filled. */
struct line {
	size_t cols; /* so far, with the prefix */
	size_t prefix_cols;
	bool after_hard;  /* no gap since a hard break */
	size_t hard_cols; /* then: of the line that the break ended */
};

static size_t
prefix_cols(struct str prefix)
{
	size_t cols = 0, from = 0;

	for (size_t i = 0; i < prefix.n; i++) {
		if (prefix.p[i] != '\t')
			continue;
		cols += text_fill_cols(str_sub(prefix, from, i));
		cols += TAB_COLS - cols % TAB_COLS;
		from = i + 1;
	}
	return cols + text_fill_cols(str_from(prefix, from));
}

/* The first line of a text put into the slot, with its first word. */
static struct line
line_start(const struct page *page, const struct slot *slot,
	   const struct gaps *gaps)
{
	struct str bytes = page->doc.bytes;
	size_t begin = slot->at.begin;
	struct line line = { .prefix_cols = prefix_cols(slot->leaf->prefix) };

	while (begin > 0 && !ascii_is_eol(bytes.p[begin - 1]))
		begin--;
	line.cols = prefix_cols(str_sub(bytes, begin, slot->at.begin)) +
		    gaps->first_cols;
	return line;
}

/*
 * So many columns keep the line unbroken at this gap. To prettier the words
 * around a hard break are one piece, which fits where its first line fits: the
 * first gap after it breaks only with that.
 */
static size_t
cols_needed(const struct line *line, const struct gap *gap)
{
	return line->after_hard ? line->hard_cols :
				  line->cols + 1 + gap->next_cols;
}

static void
line_step(struct line *line, const struct gap *gap, bool broken)
{
	if (gap->hard && !line->after_hard)
		line->hard_cols = line->cols;
	line->after_hard = gap->hard;
	if (broken || gap->hard)
		line->cols = line->prefix_cols + gap->next_cols;
	else
		line->cols += 1 + gap->next_cols;
}

/*
 * Might a break at this gap make a block of what follows it, or of a shortcode
 * before it?
 */
static bool
is_risky(struct str text, size_t at)
{
	static const char openers[] = "<{|:=-+*_#>~$";
	struct str word = str_from(text, at + 1);
	int c = str_at(word, 0);

	return ascii_is_digit(c) || (c > 0 && strchr(openers, c)) ||
	       str_starts(word, STR("```")) || str_starts(word, STR("[^")) ||
	       str_ends(str_sub(text, 0, at), STR("}}"));
}

/* Take such gaps out. */
static void
drop_risky(struct str text, struct gaps *gaps)
{
	size_t n = 0;

	for (size_t i = 0; i < gaps->n; i++) {
		struct gap gap = gaps->items[i];

		if (gap.hard || !is_risky(text, gap.at))
			gaps->items[n++] = gap;
		else if (n)
			gaps->items[n - 1].next_cols += 1 + gap.next_cols;
		else
			gaps->first_cols += 1 + gap.next_cols;
	}
	gaps->n = n;
}

static void
write_filled(struct str text, const struct gaps *gaps, struct line line,
	     size_t cols, struct buf *out)
{
	size_t from = 0;

	for (size_t i = 0; i < gaps->n; i++) {
		const struct gap *gap = &gaps->items[i];
		bool broken = gap->hard || cols_needed(&line, gap) > cols;

		buf_add(out, str_sub(text, from, gap->at));
		buf_add_byte(out, broken ? '\n' : ' ');
		from = gap->at + 1;
		line_step(&line, gap, broken);
	}
	buf_add(out, str_from(text, from));
}

bool
wrap_text(const struct page *page, const struct slot *slot, struct str text,
	  size_t cols, struct buf *out)
{
	struct arena scratch = { 0 };
	size_t begin = out->n;
	struct gaps gaps;
	bool filled = false;

	if (!cols || slot->kind != MD_PARAGRAPH)
		return false;
	find_gaps(page, slot->kind, text, &scratch, &gaps);
	for (int tries = 0; tries < 2 && !gaps.any_soft && !filled; tries++) {
		if (tries)
			drop_risky(text, &gaps);
		buf_cut(out, begin);
		write_filled(text, &gaps, line_start(page, slot, &gaps), cols,
			     out);
		filled = safe_as_is(page, slot, str_from(buf_str(out), begin));
	}
	if (!filled)
		buf_cut(out, begin);
	arena_release(&scratch);
	return filled;
}

struct str
wrap_target_text(const struct page *page, const struct slot *slot,
		 const struct page *target, const struct slot *target_slot,
		 size_t cols)
{
	struct str text = slot_target_text(target, target_slot);
	struct str bytes = slot_bytes(target, target_slot), joined;
	struct buf one = { 0 };

	if (!cols || !text.p || slot->kind != MD_PARAGRAPH ||
	    str_find_byte(text, 0, '\n') == text.n)
		return text;
	if (str_eq(bytes, slot_bytes(page, slot)))
		return slot->text;
	joined = codec_decode(target, target_slot, false);
	if (joined.p &&
	    codec_encode(page, slot, joined, cols, &one) == CODEC_OK &&
	    str_eq(buf_str(&one), bytes))
		text = joined;
	buf_release(&one);
	return text;
}

/* ---- census ---- */

/* The numbers of columns that break a text as a page breaks it. */
struct fit {
	size_t least, most;
	bool asian; /* broken beside Chinese or Japanese: no filling does that */
};

static bool
is_asian(enum text_script script)
{
	return script == TEXT_CJ || script == TEXT_CJ_MARK;
}

/* What remains of `fit` where the page breaks at byte i, which is no gap. */
static void
fit_none(struct fit *fit, struct str lines, size_t i)
{
	fit->most = 0;
	fit->asian |=
		is_asian(script_at(lines, i + 1)) ||
		(i > 0 && is_asian(script_at(lines, utf8_floor(lines, i - 1))));
}

/*
 * lines   the text as it is broken on the page
 * joined  the same, byte for byte, with its soft breaks as spaces
 */
static struct fit
find_fit(const struct page *page, const struct slot *slot, struct str lines,
	 struct str joined, struct arena *arena)
{
	struct fit fit = { 1, WRAP_MAX_COLS, false };
	struct gaps gaps;
	struct line line;
	size_t i = 0;

	find_gaps(page, slot->kind, joined, arena, &gaps);
	line = line_start(page, slot, &gaps);
	for (size_t k = 0; k < gaps.n; k++) {
		const struct gap *gap = &gaps.items[k];
		bool broken = lines.p[gap->at] == '\n';
		size_t need = cols_needed(&line, gap);

		for (; i < gap->at; i++)
			if (lines.p[i] == '\n')
				fit_none(&fit, lines, i);
		i = gap->at + 1;
		if (!gap->hard && !broken && need > fit.least)
			fit.least = need;
		else if (!gap->hard && broken && need <= fit.most)
			fit.most = need - 1;
		line_step(&line, gap, broken);
	}
	for (; i < lines.n; i++)
		if (lines.p[i] == '\n')
			fit_none(&fit, lines, i);
	return fit;
}

static void
add_paragraph(struct wrap_census *census, const struct page *page,
	      const struct slot *slot, struct arena *scratch)
{
	struct str lines = slot_target_text(page, slot);
	struct fit fit = { 1, 0, false };

	if (!lines.p || str_eq(lines, slot->text))
		return; /* no soft break */
	if (lines.n == slot->text.n)
		fit = find_fit(page, slot, lines, slot->text, scratch);
	census->n_texts += !fit.asian;
	if (fit.least <= fit.most) {
		census->begins[fit.least]++;
		census->ends[fit.most]++;
	}
}

void
wrap_census_add(struct wrap_census *census, const struct page *page)
{
	struct arena scratch = { 0 };

	for (size_t i = 0; i < page->n; i++) {
		if (page->slots[i].kind == MD_PARAGRAPH &&
		    page->slots[i].n_lines > 1)
			add_paragraph(census, page, &page->slots[i], &scratch);
		arena_clear(&scratch);
	}
	arena_release(&scratch);
}

size_t
wrap_census_cols(const struct wrap_census *census, size_t *n_kept)
{
	static const size_t usual[] = { 80, 72, 100, 120, 79 };
	size_t kept[WRAP_MAX_COLS + 1], best = 0, n = 0;

	for (size_t cols = 0; cols <= WRAP_MAX_COLS; cols++) {
		n += census->begins[cols];
		kept[cols] = n;
		n -= census->ends[cols];
		if (kept[cols] > kept[best])
			best = cols;
	}
	for (size_t i = sizeof(usual) / sizeof(*usual); i-- > 0;)
		if (kept[usual[i]] == kept[best])
			best = usual[i];
	*n_kept = kept[best];
	if (*n_kept < WRAP_MIN_TEXTS || *n_kept < census->n_texts / 2)
		return 0;
	return best;
}
