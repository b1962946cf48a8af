/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/units.h"

#include "unit/prose.h"

static void
write_lines(struct str text, struct buf *out)
{
	struct str rest = text, line;

	while (str_split(&rest, '\n', &line)) {
		buf_add_str(out, line.n ? "| " : "|");
		buf_add(out, line);
		buf_add_byte(out, '\n');
	}
}

void
units_write_text(const struct page *page, bool all, struct buf *out)
{
	for (size_t i = 0; i < page->n; i++) {
		const struct slot *slot = &page->slots[i];

		if (!slot->text.p || (!slot->required && !all))
			continue;
		buf_add(out, slot_title(page, slot));
		buf_addf(out, " %zu%s\n", slot->leaf->line,
			 slot->required ? "" : " (optional)");
		write_lines(slot->text, out);
		if (slot->context.p)
			buf_addf(out, "(context: %.*s)\n",
				 STR_FMT(slot->context));
		for (size_t k = 0; k < slot->n_notes; k++)
			buf_addf(out, "(note: %.*s)\n",
				 STR_FMT(slot->notes[k]));
	}
}

static void
write_placeables(const struct page *page, const struct slot *slot,
		 struct json *json)
{
	struct arena scratch = { 0 };
	struct inline_tokens tokens;

	prose_scan(page, slot->kind, slot->text, &scratch, &tokens);
	json_open(json, "placeables", '[');
	for (size_t i = 0; i < tokens.n; i++) {
		const struct inline_token *tok = &tokens.items[i];

		json_open(json, NULL, '{');
		json_string(json, "kind", str_of(inline_kind_name(tok->kind)));
		json_string(json, "text", str_span(slot->text, tok->at));
		json_close(json, '}');
	}
	json_close(json, ']');
	arena_release(&scratch);
}

static void
write_unit(const struct page *page, const struct slot *slot, struct json *json)
{
	json_open(json, NULL, '{');
	json_string(json, "kind", slot_title(page, slot));
	json_number(json, "line", slot->leaf->line);
	json_number(json, "begin", slot->at.begin);
	json_number(json, "end", slot->at.end);
	json_bool(json, "required", slot->required);
	json_string(json, "text", slot->text);
	json_string(json, "section", slot->section);
	if (slot->context.p)
		json_string(json, "context", slot->context);
	if (slot->n_notes) {
		json_open(json, "notes", '[');
		for (size_t k = 0; k < slot->n_notes; k++)
			json_string(json, NULL, slot->notes[k]);
		json_close(json, ']');
	}
	write_placeables(page, slot, json);
	json_close(json, '}');
}

void
units_write_json(const struct page *page, struct json *json)
{
	json_open(json, NULL, '{');
	json_string(json, "path", page->path);
	json_open(json, "units", '[');
	for (size_t i = 0; i < page->n; i++)
		if (page->slots[i].text.p)
			write_unit(page, &page->slots[i], json);
	json_close(json, ']');
	json_close(json, '}');
}
