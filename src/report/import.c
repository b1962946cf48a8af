/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/import.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <stdlib.h>

#define EXCERPT_BYTES 60

/* ---- a page ---- */

static struct str
excerpt(struct str text)
{
	struct str line = str_sub(text, 0, str_find_byte(text, 0, '\n'));

	line.n = utf8_floor(line, EXCERPT_BYTES);
	return line;
}

static void
write_note(const struct import_result_page *page,
	   const struct import_note *note, struct buf *out)
{
	bool on_target = note->target_line > 0;
	struct str path = on_target ? page->target->path : page->source->path;
	struct str text = excerpt(note->text);

	buf_addf(out, "%.*s:%zu: %s: %.*s '%.*s%s'", STR_FMT(path),
		 on_target ? note->target_line : note->source_line,
		 _(import_note_name(note->kind)), STR_FMT(note->title),
		 STR_FMT(text), text.n < note->text.n ? "..." : "");
	if (note->kind == IMPORT_UNSURE && note->doubt)
		buf_addf(out, ", %s", _(align_doubt_text(note->doubt)));
	if (note->other.p)
		buf_addf(out, ", '%.*s'", STR_FMT(note->other));
	buf_add_byte(out, '\n');
}

void
import_write_text(const struct import_result_page *page, bool verbose,
		  struct buf *out)
{
	const struct import_report *r = page->report;

	if (!r->stored || (!verbose && r->result != IMPORT_IN_PARTS))
		return;
	buf_addf(out, "%.*s: ", STR_FMT(page->target->path));
	if (page->base.rev.p)
		buf_addf(out, _("translated from %.*s (%s): "),
			 STR_FMT(str_sub(page->base.rev, 0, 12)),
			 _(base_how_name(page->base.how)));
	buf_addf(
		out,
		_("%zu paired, %zu unsure, %zu only in the source, %zu only in "
		  "the translation"),
		r->units, r->counts[IMPORT_UNSURE],
		r->counts[IMPORT_ONLY_SOURCE], r->counts[IMPORT_ONLY_TARGET]);
	if (verbose)
		buf_addf(out, _(", %zu localised, %zu of layout"),
			 r->counts[IMPORT_LOCALISED], r->layout);
	buf_add_byte(out, '\n');
	for (size_t i = 0; verbose && i < r->n_notes; i++)
		write_note(page, &r->notes[i], out);
}

static void
json_note(struct json *json, const struct import_note *note)
{
	json_open(json, NULL, '{');
	json_string(json, "what", str_of(import_note_name(note->kind)));
	if (note->source_line)
		json_number(json, "source_line", note->source_line);
	if (note->target_line)
		json_number(json, "target_line", note->target_line);
	json_string(json, "kind", note->title);
	json_string(json, "text", note->text);
	if (note->other.p)
		json_string(json, "catalog", note->other);
	if (note->kind == IMPORT_UNSURE && note->doubt)
		json_string(json, "doubt",
			    str_of(align_doubt_text(note->doubt)));
	json_close(json, '}');
}

void
import_write_json(const struct import_result_page *page, struct json *json)
{
	const struct import_report *r = page->report;

	json_open(json, NULL, '{');
	json_string(json, "language", page->language);
	json_string(json, "source", page->source->path);
	json_string(json, "target", page->target->path);
	json_string(json, "result", str_of(import_result_name(r->result)));
	json_string(json, "base", str_of(base_how_name(page->base.how)));
	if (page->base.rev.p)
		json_string(json, "commit", page->base.rev);
	json_bool(json, "exact", r->exact);
	json_number(json, "paired", r->units);
	json_number(json, "unsure", r->counts[IMPORT_UNSURE]);
	json_number(json, "only_source", r->counts[IMPORT_ONLY_SOURCE]);
	json_number(json, "only_target", r->counts[IMPORT_ONLY_TARGET]);
	json_number(json, "not_translated", r->copied);
	json_number(json, "localised", r->counts[IMPORT_LOCALISED]);
	json_number(json, "layout", r->layout);
	json_open(json, "notes", '[');
	for (size_t i = 0; i < r->n_notes; i++)
		json_note(json, &r->notes[i]);
	json_close(json, ']');
	json_close(json, '}');
}

/* ---- the language ---- */

void
import_summary_release(struct import_summary *s)
{
	map_release(&s->by_title);
	arena_release(&s->arena);
	*s = (struct import_summary){ 0 };
}

void
import_summary_count(struct import_summary *s, struct str title)
{
	struct import_kind kind = { arena_str(&s->arena, title), 0 };
	size_t k = map_add(&s->by_title, kind.title, s->n);

	if (k == s->n)
		ARENA_PUSH(&s->arena, s->kinds, s->n, s->cap, kind);
	s->kinds[k].n_pages++;
}

void
import_summary_add(struct import_summary *s, const struct import_report *r)
{
	struct map seen = { 0 };

	for (size_t i = 0; i < r->n_notes; i++)
		if (r->notes[i].kind == IMPORT_LOCALISED &&
		    map_add(&seen, r->notes[i].title, i) == i)
			import_summary_count(s, r->notes[i].title);
	s->n_layout += r->layout > 0;
	map_release(&seen);
}

static int
by_pages_down(const void *a, const void *b)
{
	const struct import_kind *x = a, *y = b;

	if (x->n_pages != y->n_pages)
		return x->n_pages > y->n_pages ? -1 : 1;
	return str_cmp(x->title, y->title);
}

void
import_summary_sort(struct import_summary *s)
{
	if (s->n)
		qsort(s->kinds, s->n, sizeof(*s->kinds), by_pages_down);
}

void
import_write_summary(struct import_summary *s, struct str language,
		     struct buf *out)
{
	import_summary_sort(s);
	for (size_t i = 0; i < s->n; i++)
		buf_addf(out,
			 ngettext("%.*s: %zu page localises %.*s\n",
				  "%.*s: %zu pages localise %.*s\n",
				  s->kinds[i].n_pages),
			 STR_FMT(language), s->kinds[i].n_pages,
			 STR_FMT(s->kinds[i].title));
	if (s->n_layout)
		buf_addf(out,
			 ngettext("%.*s: %zu page differs in syntax\n",
				  "%.*s: %zu pages differ in syntax\n",
				  s->n_layout),
			 STR_FMT(language), s->n_layout);
}
