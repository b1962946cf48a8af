/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "report/html.h"
#include "report/preview_parts.h"

size_t
preview_table_of(const struct previewer *p, const struct slot *slot)
{
	const struct md_container *c = p->page->doc.containers;
	size_t row = slot->leaf->container;

	return slot->kind == MD_CELL && c[row].kind == MD_ROW ? c[row].parent :
								0;
}

static struct preview_unit
unit_of(const struct previewer *p, size_t i)
{
	const struct slot *slot = &p->page->slots[i];
	const struct audit_unit *unit = p->units[i];

	return (struct preview_unit){
		.slot = slot,
		.unit = unit,
		.state = preview_state_of(p, slot, unit),
		.id = i,
	};
}

/* is_source: what can be gone to stands on the side of the translation */
static void
add_cell(const struct previewer *p, size_t i, bool is_source)
{
	struct preview_unit u = unit_of(p, i);
	const char *name = u.slot->leaf->header ? "th" : "td";
	bool has_text = u.unit && u.unit->translation.n;

	buf_addf(p->out, "<%s", name);
	if (!is_source) {
		buf_addf(p->out, " class=\"%s\"", preview_state_key(u.state));
		preview_add_attributes(p, &u);
	}
	buf_add_byte(p->out, '>');
	if (is_source || u.state == PREVIEW_SAME)
		preview_add_text(p, u.slot, u.slot->text);
	else if (has_text)
		preview_add_text(p, u.slot, u.unit->translation);
	else
		html_addf(p->out, "<span class=\"none\">%m</span>",
			  _("not translated"));
	buf_addf(p->out, "</%s>", name);
}

/* Cells without a text are in no slot. */
static void
add_empty_cells(const struct previewer *p, int from, int to)
{
	for (; from < to; from++)
		buf_add_str(p->out, "<td></td>");
}

static void
add_rows(const struct previewer *p, size_t begin, size_t end, bool is_source)
{
	size_t row = 0;
	int column = 1;

	for (size_t i = begin; i < end; i++) {
		const struct md_leaf *leaf = p->page->slots[i].leaf;

		if (leaf->container != row) {
			buf_add_str(p->out, row ? "</tr>\n<tr>" : "<tr>");
			row = leaf->container;
			column = 1;
		}
		add_empty_cells(p, column, leaf->level);
		add_cell(p, i, is_source);
		column = leaf->level + 1;
	}
	buf_add_str(p->out, "</tr>\n");
}

static void
add_side(const struct previewer *p, const struct preview_side *side,
	 size_t begin, size_t end)
{
	preview_open_side(p, side);
	html_addf(p->out,
		  "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
		  "aria-label=\"%m\"><table>\n",
		  _("Table"));
	add_rows(p, begin, end, side == &p->source);
	buf_add_str(p->out, "</table></div></div></div>\n");
}

/* Each cell with its state, as the tables have no room for it. */
static void
add_cell_facts(const struct previewer *p, size_t begin, size_t end)
{
	html_addf(p->out, "<details class=\"cells\"><summary>%m</summary>\n",
		  _("Cells"));
	for (size_t i = begin; i < end; i++) {
		struct preview_unit u = unit_of(p, i);

		if (u.state == PREVIEW_SAME)
			continue;
		buf_addf(p->out, "<div class=\"cell\"><div>");
		preview_add_text(p, u.slot, u.slot->text);
		buf_add_str(p->out, "</div>");
		preview_add_facts(p, &u);
		buf_add_str(p->out, "</div>\n");
	}
	buf_add_str(p->out, "</details>\n");
}

/* What is said of the cells, each below a link to it. */
static void
add_cell_remarks(const struct previewer *p, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++) {
		struct preview_unit u = unit_of(p, i);

		if (!preview_has_remarks(p, &u))
			continue;
		html_addf(p->out,
			  "<p class=\"remarks\"><a href=\"#u%d\">%t</a></p>\n",
			  i, u.slot->text);
		preview_add_remarks(p, &u);
	}
}

size_t
preview_add_table(struct previewer *p, size_t i)
{
	size_t table = preview_table_of(p, &p->page->slots[i]), end = i;

	while (end < p->page->n &&
	       preview_table_of(p, &p->page->slots[end]) == table)
		end++;
	buf_add_str(p->out, "<div class=\"row table\">\n");
	add_side(p, &p->source, i, end);
	add_side(p, &p->target, i, end);
	add_cell_facts(p, i, end);
	add_cell_remarks(p, i, end);
	buf_add_str(p->out, "</div>\n");
	return end;
}
