/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/diff.h"

#include "base/i18n.h"
#include "report/names.h"
#include "report/term.h"
#include "report/words.h"

#define INDENT_COLS 4

/* One unit while it is written. */
struct writer {
	const struct term *term;
	const struct audit_page *page;
	struct text_tools *tools;
	struct arena arena;
};

/* ---- the lines above the texts ---- */

static struct str
source_of(const struct audit_page *page)
{
	return page->source.n ? page->source : page->target;
}

/* "content/en/a.md:12: es: changed (words), paragraph, Install > Linux" */
static void
write_title(struct writer *w, const struct audit_unit *unit)
{
	size_t line = unit->now_line ? unit->now_line : unit->was_line;
	struct buf where = { 0 };

	buf_add(&where, source_of(w->page));
	if (line)
		buf_addf(&where, ":%zu", line);
	buf_addf(&where, ": %.*s: ", STR_FMT(w->page->language));
	term_add(w->term, TERM_BOLD, buf_str(&where));
	term_add(w->term, unit->needs_translator ? TERM_YELLOW : TERM_PLAIN,
		 names_unit(unit, &w->arena));
	buf_clear(&where);
	if (unit->title.n)
		buf_addf(&where, ", %.*s", STR_FMT(unit->title));
	if (unit->section.n)
		buf_addf(&where, ", %.*s", STR_FMT(unit->section));
	term_add(w->term, TERM_PLAIN, buf_str(&where));
	buf_add_byte(w->term->out, '\n');
	buf_release(&where);
}

/* "(line 10 before; translation: content/es/a.md:14)" */
static void
write_places(struct writer *w, const struct audit_unit *unit)
{
	const struct audit_page *page = w->page;
	struct buf text = { 0 };

	if (unit->was_line && unit->now_line &&
	    unit->was_line != unit->now_line)
		buf_addf(&text, _("line %zu before"), unit->was_line);
	if (unit->target_line) {
		struct str file = audit_translation_path(page);

		buf_add_str(&text, text.n ? "; " : "");
		buf_addf(&text, _("translation: %.*s:%zu"), STR_FMT(file),
			 unit->target_line);
	}
	if (text.n) {
		buf_add_fill(w->term->out, ' ', 2);
		buf_add_byte(w->term->out, '(');
		term_add(w->term, TERM_DIM, buf_str(&text));
		buf_add_str(w->term->out, ")\n");
	}
	buf_release(&text);
}

/* ---- the texts ---- */

static struct term_fill
begin_text(struct writer *w, char sign)
{
	buf_addf(w->term->out, "  %c ", sign);
	return (struct term_fill){ .term = w->term, .indent = INDENT_COLS };
}

static void
write_text(struct writer *w, char sign, enum term_style style, struct str text)
{
	struct term_fill fill = begin_text(w, sign);

	term_fill_add(&fill, style, text);
	term_fill_end(&fill);
}

/* ORDER words_op */
static const struct {
	const char *open, *close;
	enum term_style style;
} marks[] = {
	{ "", "", TERM_PLAIN },
	{ "[-", "-]", TERM_RED },
	{ "{+", "+}", TERM_GREEN },
};

static void
write_differences(struct writer *w, const struct audit_unit *unit)
{
	struct term_fill fill = begin_text(w, '~');
	struct words words;

	words_compare(w->tools, unit->was, unit->now, &w->arena, &words);
	for (size_t i = 0; i < words.n; i++) {
		const struct words_run *run = &words.runs[i];
		enum term_style style = marks[run->op].style;

		term_fill_add(&fill, style, str_of(marks[run->op].open));
		term_fill_add(&fill, style, run->text);
		term_fill_add(&fill, style, str_of(marks[run->op].close));
	}
	term_fill_end(&fill);
}

/* A text that did not change in words. ORDER audit_kind */
static const struct {
	char sign;
	enum term_style style;
} signs[N_AUDIT_KINDS] = {
	{ '~', TERM_PLAIN }, { '+', TERM_GREEN }, { '-', TERM_RED },
	{ '!', TERM_PLAIN }, { '?', TERM_PLAIN },
};

static void
write_unit(struct writer *w, const struct audit_unit *unit)
{
	write_title(w, unit);
	write_places(w, unit);
	if (unit->was.p && unit->now.p && !str_eq(unit->was, unit->now))
		write_differences(w, unit);
	else
		write_text(w, signs[unit->kind].sign, signs[unit->kind].style,
			   unit->now.p ? unit->now : unit->was);
	if (unit->translation.p)
		write_text(w, '=', TERM_PLAIN, unit->translation);
}

void
diff_write_text(const struct audit_page *page, struct text_tools *tools,
		bool colour, size_t cols, struct buf *out)
{
	struct term term = { .out = out, .colour = colour, .cols = cols };
	struct writer w = { .term = &term, .page = page, .tools = tools };

	for (size_t i = 0; i < page->n; i++) {
		write_unit(&w, &page->units[i]);
		arena_clear(&w.arena);
	}
	arena_release(&w.arena);
}
