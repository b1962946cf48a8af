/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/diff.h"

#include "base/i18n.h"
#include "report/markdown.h"
#include "report/names.h"
#include "report/words.h"

struct writer {
	const struct audit_page *page;
	struct text_tools *tools;
	struct arena arena;
	struct buf *out;
};

/* ORDER words_op */
static const char *const elements[][2] = { { "", "" },
					   { "<del>", "</del>" },
					   { "<ins>", "</ins>" } };

/* Leading `> ` makes a paragraph of the text; texts have no line ends. */
static void
write_text(struct writer *w, const char *label, enum words_op op,
	   struct str text)
{
	buf_addf(w->out, "\n> **%s** %s", label, elements[op][0]);
	markdown_add_text(w->out, text);
	buf_addf(w->out, "%s\n", elements[op][1]);
}

static void
write_differences(struct writer *w, const struct audit_unit *unit)
{
	struct words words;

	words_compare(w->tools, unit->was, unit->now, &w->arena, &words);
	buf_addf(w->out, "\n> **%s** ", _("Source:"));
	for (size_t i = 0; i < words.n; i++) {
		buf_add_str(w->out, elements[words.runs[i].op][0]);
		markdown_add_text(w->out, words.runs[i].text);
		buf_add_str(w->out, elements[words.runs[i].op][1]);
	}
	buf_add_byte(w->out, '\n');
}

static void
add_place(struct writer *w, struct str path, size_t line)
{
	struct arena *a = &w->arena;

	if (!line)
		return;
	buf_add_str(w->out, ", ");
	markdown_add_code(w->out,
			  arena_strf(a, "%.*s:%zu", STR_FMT(path), line));
}

static void
write_title(struct writer *w, const struct audit_unit *unit)
{
	const struct audit_page *page = w->page;

	buf_addf(w->out, "\n**%.*s**", STR_FMT(names_unit(unit, &w->arena)));
	if (unit->title.n) {
		buf_add_str(w->out, ", ");
		markdown_add_text(w->out, unit->title);
	}
	if (unit->section.n) {
		buf_add_str(w->out, ", ");
		markdown_add_text(w->out, unit->section);
	}
	add_place(w, page->source,
		  unit->now_line ? unit->now_line : unit->was_line);
	add_place(w, audit_translation_path(page), unit->target_line);
	buf_add_byte(w->out, '\n');
}

static void
write_unit(struct writer *w, const struct audit_unit *unit)
{
	write_title(w, unit);
	if (unit->was.p && unit->now.p && !str_eq(unit->was, unit->now))
		write_differences(w, unit);
	else if (unit->now.p)
		write_text(w, _("Source:"),
			   unit->kind == AUDIT_NEW ? WORDS_INSERTED :
						     WORDS_EQUAL,
			   unit->now);
	else if (unit->was.p)
		write_text(w, _("Source:"), WORDS_DELETED, unit->was);
	if (unit->translation.p)
		write_text(w, _("Translation:"), WORDS_EQUAL,
			   unit->translation);
}

void
diff_write_markdown(const struct audit_page *page, struct text_tools *tools,
		    struct buf *out)
{
	struct writer w = { .page = page, .tools = tools, .out = out };

	if (!page->n)
		return;
	buf_add_str(out, "#### ");
	markdown_add_code(out, page->source.n ? page->source : page->target);
	buf_add_str(out, " (");
	markdown_add_text(out, page->language);
	buf_addf(out, "): %s\n", names_state(page->state));
	for (size_t i = 0; i < page->n; i++) {
		write_unit(&w, &page->units[i]);
		arena_clear(&w.arena);
	}
	buf_add_byte(out, '\n');
	arena_release(&w.arena);
}
