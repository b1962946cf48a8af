/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/safe.h"

#include "unit/prose.h"

/* More lines in need of an escape than this get one without a second look. */
#define SAFE_MAX_TRIALS 16

/* What stands around a text in the page made to try it. */
struct frame {
	const char *before, *prefix, *after;
};

static const struct frame frame_heading = { "## ", "", "\n" };
static const struct frame frame_setext = { "", "", "\n===\n" };
static const struct frame frame_cell = { "| ", "", " | x |\n|---|---|\n" };
static const struct frame frame_term = { "", "", "\n: x\n" };
static const struct frame frame_title = { "> [!NOTE] ", "> ", "\n> x\n" };
static const struct frame frame_plain = { "", "", "\n" };

/* Paragraphs, by the container that they stand in. ORDER md_box */
static const struct frame frames_in_box[] = {
	[MD_DOCUMENT] = { "", "", "\n" },
	[MD_QUOTE] = { "> ", "> ", "\n" },
	[MD_LIST] = { "- ", "  ", "\n" },
	[MD_ITEM] = { "- ", "  ", "\n" },
	[MD_TABLE] = { "", "", "\n" },
	[MD_ROW] = { "", "", "\n" },
	[MD_DEFINITION] = { "x\n: ", "  ", "\n" },
	[MD_FOOTNOTE] = { "[^1]: ", "    ", "\n" },
	[MD_ALERT] = { "> [!NOTE]\n> ", "> ", "\n" },
	[MD_PAIR] = { "", "", "\n" },
};

static const struct frame *
frame_of(const struct page *page, const struct slot *slot)
{
	switch (slot->kind) {
	case MD_HEADING:
		return slot->leaf->setext ? &frame_setext : &frame_heading;
	case MD_CELL:
		return &frame_cell;
	case MD_TERM:
		return &frame_term;
	case MD_TITLE:
		return &frame_title;
	case MD_PARAGRAPH:
		return &frames_in_box
			[page->doc.containers[slot->leaf->container].kind];
	default:
		return &frame_plain;
	}
}

/* Does a page that is only this text read back as just this text? */
static bool
is_safe(const struct page *page, const struct slot *slot, struct str text)
{
	const struct frame *f = frame_of(page, slot);
	struct arena arena = { 0 };
	struct buf bytes = { 0 };
	struct md_doc doc;
	struct str rest = text, line;
	size_t begin, end, n_lines = 0;
	bool safe = false;

	/* a heading first, so that nothing is read as front matter */
	buf_add_str(&bytes, "# x\n\n");
	buf_add_str(&bytes, f->before);
	begin = bytes.n;
	while (str_split(&rest, '\n', &line)) {
		if (n_lines++) {
			buf_add_byte(&bytes, '\n');
			buf_add_str(&bytes, f->prefix);
		}
		buf_add(&bytes, line);
	}
	end = bytes.n;
	buf_add_str(&bytes, f->after);
	md_read(buf_str(&bytes), page->doc.dialect, &arena, &doc);
	for (size_t i = 0; i < doc.n; i++) {
		const struct md_leaf *leaf = &doc.leaves[i];

		if (leaf->lines[leaf->n_lines - 1].end <= begin ||
		    leaf->lines[0].begin >= end)
			continue;
		safe = leaf->kind == slot->kind &&
		       leaf->lines[0].begin == begin &&
		       leaf->lines[leaf->n_lines - 1].end == end &&
		       (leaf->n_lines == n_lines ||
			str_find(text, 0, STR("{{")) < text.n);
		break;
	}
	md_release(&doc);
	arena_release(&arena);
	buf_release(&bytes);
	return safe;
}

/* Could a line that begins like this open a block? */
static bool
is_suspect(struct str line)
{
	int c = str_at(str_trim_blanks(line), 0);

	return c == '\0' || ascii_is_digit(c) || ascii_is_punct(c) || c == -1 ||
	       ascii_is_blank(str_at(line, 0));
}

/*
 * Is there a backslash that would help? One before a tag or a shortcode would
 * only make it visible.
 */
static bool
can_be_escaped(struct str line)
{
	line = str_trim_blanks(line);
	return line.n && line.p[0] != '<' && !str_starts(line, STR("{{"));
}

/* Append the line with its start escaped. */
static void
add_escaped(struct str line, struct buf *out)
{
	size_t i = 0;

	while (i < line.n && ascii_is_blank(line.p[i]))
		i++;
	while (i < line.n && ascii_is_digit(line.p[i]))
		i++;
	buf_add(out, str_sub(line, 0, i));
	if (i < line.n && ascii_is_punct(line.p[i]))
		buf_add_byte(out, '\\');
	buf_add(out, str_from(line, i));
}

/*
 * How the lines of a text are made safe: by an escape, or, inside code or a tag,
 * where a backslash would be seen, by no break before them.
 */
struct escapes {
	bool *need, *join; /* by line */
};

/* The text with the lines that need it made safe. */
static void
write_escaped(struct str text, const struct escapes *e, struct buf *out)
{
	struct str rest = text, line;

	buf_clear(out);
	for (size_t i = 0; str_split(&rest, '\n', &line); i++) {
		bool join = e->need[i] && e->join[i];

		if (i)
			buf_add_byte(out, join ? ' ' : '\n');
		if (e->need[i] && !join)
			add_escaped(line, out);
		else
			buf_add(out, line);
	}
}

/* Which lines begin with code, or inside of what takes a backslash as it is. */
static void
find_joins(const struct page *page, const struct slot *slot, struct str text,
	   struct arena *arena, bool *join)
{
	struct inline_tokens tokens;
	size_t line = 0, at = 0;

	prose_scan(page, slot->kind, text, arena, &tokens);
	for (size_t i = 0; i < tokens.n; i++) {
		const struct inline_token *t = &tokens.items[i];

		if (t->kind != INLINE_CODE && t->kind != INLINE_HTML &&
		    t->kind != INLINE_COMMENT)
			continue;
		for (; at < t->at.end; at++) {
			if (text.p[at] != '\n')
				continue;
			/* a back tick that opens code is none of a fence */
			join[++line] =
				at > t->at.begin || (t->kind == INLINE_CODE &&
						     at + 1 == t->at.begin);
		}
	}
}

/* In a heading, a run of '#' at the end would be taken for its closing. */
static void
escape_closing(struct str text, struct buf *out)
{
	size_t i = text.n;

	while (i > 0 && text.p[i - 1] == '#')
		i--;
	buf_clear(out);
	buf_add(out, str_sub(text, 0, i));
	if (i < text.n)
		buf_add_byte(out, '\\');
	buf_add(out, str_from(text, i));
}

/* A '|' without a backslash would end the cell. */
static void
escape_pipes(struct str text, struct buf *out)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '|' && (i == 0 || text.p[i - 1] != '\\'))
			buf_add_byte(out, '\\');
		buf_add_byte(out, text.p[i]);
	}
}

/* Make all suspect lines safe, then take back what is not needed. */
static bool
escape_starts(const struct page *page, const struct slot *slot, struct str text,
	      struct buf *out)
{
	struct arena arena = { 0 };
	size_t n = str_count(text, STR("\n")) + 1, trials = 0;
	struct escapes e = { .need = arena_array(&arena, n, sizeof(bool)),
			     .join = arena_array(&arena, n, sizeof(bool)) };
	struct str rest = text, line;
	bool safe;

	find_joins(page, slot, text, &arena, e.join);
	for (size_t i = 0; str_split(&rest, '\n', &line); i++)
		e.need[i] =
			is_suspect(line) && (e.join[i] || can_be_escaped(line));
	write_escaped(text, &e, out);
	safe = is_safe(page, slot, buf_str(out));
	for (size_t i = 0; safe && i < n && trials < SAFE_MAX_TRIALS; i++) {
		if (!e.need[i])
			continue;
		trials++;
		e.need[i] = false;
		write_escaped(text, &e, out);
		e.need[i] = !is_safe(page, slot, buf_str(out));
	}
	write_escaped(text, &e, out);
	arena_release(&arena);
	return safe;
}

static bool
needs_trial(const struct slot *slot, struct str text)
{
	struct str rest = text, line;

	if (str_find(text, 0, STR("{{")) < text.n || str_ends(text, STR("#")))
		return true;
	if (slot->kind == MD_CELL)
		return str_find_byte(text, 0, '|') < text.n;
	if (slot->kind == MD_HEADING && !slot->leaf->setext)
		return false;
	while (str_split(&rest, '\n', &line))
		if (is_suspect(line))
			return true;
	return false;
}

bool
safe_as_is(const struct page *page, const struct slot *slot, struct str text)
{
	return !needs_trial(slot, text) || is_safe(page, slot, text);
}

bool
safe_text(const struct page *page, const struct slot *slot, struct str text,
	  struct buf *out)
{
	if (slot->kind == MD_CELL)
		escape_pipes(text, out);
	else
		buf_add(out, text);
	if (!needs_trial(slot, text) || is_safe(page, slot, buf_str(out)))
		return true;
	if (slot->kind == MD_CELL)
		return false;
	if (slot->kind == MD_HEADING && str_ends(text, STR("#")) &&
	    !slot->leaf->setext) {
		escape_closing(text, out);
		return is_safe(page, slot, buf_str(out));
	}
	return escape_starts(page, slot, text, out);
}
