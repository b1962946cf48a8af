/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "report/html.h"
#include "report/names.h"
#include "report/preview_parts.h"
#include "report/words.h"
#include "unit/codec.h"

/* Deeper ones are left out: nobody could tell them from each other. */
#define MAX_BOXES 6

/* ---- the containers around a text ---- */

static bool
is_shown_box(enum md_box kind)
{
	return kind == MD_QUOTE || kind == MD_ALERT || kind == MD_ITEM ||
	       kind == MD_DEFINITION || kind == MD_FOOTNOTE || kind == MD_PAIR;
}

/* The innermost ones, from the outside in; returns how many. */
static size_t
list_boxes(const struct previewer *p, const struct slot *slot, size_t *boxes)
{
	const struct md_doc *doc = &p->page->doc;
	size_t n = 0, box = slot->leaf->container;

	for (; box && n < MAX_BOXES; box = doc->containers[box].parent)
		if (is_shown_box(doc->containers[box].kind))
			boxes[n++] = box;
	for (size_t i = 0; i < n / 2; i++) {
		size_t other = boxes[i];

		boxes[i] = boxes[n - 1 - i];
		boxes[n - 1 - i] = other;
	}
	return n;
}

static void
open_item(const struct previewer *p, size_t box)
{
	const struct md_container *c = p->page->doc.containers;
	const char *class = p->begun[box] ? " class=\"more\"" : "";

	if (c[c[box].parent].ordered)
		buf_addf(p->out, "<ol start=\"%zu\"%s><li>", p->numbers[box],
			 class);
	else
		buf_addf(p->out, "<ul%s><li>", class);
}

static void
open_box(const struct previewer *p, size_t box)
{
	const struct md_container *c = &p->page->doc.containers[box];

	switch (c->kind) {
	case MD_ITEM:
		open_item(p, box);
		break;
	case MD_ALERT:
		buf_add_str(p->out, "<blockquote class=\"alert\">");
		if (!p->begun[box])
			html_addf(p->out, "<p class=\"kind\">%t</p>", c->name);
		break;
	case MD_FOOTNOTE:
		buf_add_str(p->out, "<div class=\"footnote\">");
		if (!p->begun[box])
			html_addf(p->out, "<p class=\"kind\">[^%t]</p>",
				  c->name);
		break;
	case MD_QUOTE:
		buf_add_str(p->out, "<blockquote>");
		break;
	case MD_DEFINITION:
		buf_add_str(p->out, "<div class=\"definition\">");
		break;
	default:
		buf_add_str(p->out, "<div class=\"pair\">");
	}
}

static void
close_box(const struct previewer *p, size_t box)
{
	const struct md_container *c = p->page->doc.containers;

	if (c[box].kind == MD_ITEM)
		buf_add_str(p->out, c[c[box].parent].ordered ? "</li></ol>" :
							       "</li></ul>");
	else
		buf_add_str(p->out,
			    c[box].kind == MD_QUOTE || c[box].kind == MD_ALERT ?
				    "</blockquote>" :
				    "</div>");
}

/* ---- one side ---- */

/* "<h2>", "<p>", "<pre>": what the text stands in. */
static void
add_element(const struct previewer *p, const struct slot *slot, struct str text)
{
	int level = slot->leaf->level;

	if (slot->kind == MD_HEADING) {
		buf_addf(p->out, "<h%d>", level);
		preview_add_text(p, slot, text);
		buf_addf(p->out, "</h%d>", level);
	} else if (codec_is_verbatim(slot->kind)) {
		buf_addf(p->out, "<pre%s dir=\"ltr\">",
			 slot->kind == MD_HTML || slot->kind == MD_COMMENT ?
				 " class=\"raw\"" :
				 "");
		/* the first line end behind <pre> is none */
		buf_add_byte(p->out, '\n');
		preview_add_text(p, slot, text);
		buf_add_str(p->out, "</pre>");
	} else {
		buf_addf(p->out, "<p%s>",
			 slot->kind == MD_TERM || slot->kind == MD_TITLE ?
				 " class=\"term\"" :
				 "");
		if (slot->leaf->name.n && !codec_is_prose(slot->kind))
			html_addf(p->out, "<span class=\"kind\">%t</span> ",
				  slot->leaf->name);
		preview_add_text(p, slot, text);
		buf_add_str(p->out, "</p>");
	}
}

void
preview_open_side(const struct previewer *p, const struct preview_side *side)
{
	html_addf(p->out,
		  "<div class=\"side\" role=\"group\" aria-label=\"%t\">"
		  "<div dir=\"%m\"",
		  side->name, side->dir);
	if (side->lang.n)
		html_addf(p->out, " lang=\"%t\"", side->lang);
	buf_add_byte(p->out, '>');
}

static void
close_side(const struct previewer *p)
{
	buf_add_str(p->out, "</div></div>\n");
}

static void
add_side(const struct previewer *p, const struct slot *slot,
	 const struct preview_side *side, struct str text)
{
	size_t boxes[MAX_BOXES], n = list_boxes(p, slot, boxes);

	preview_open_side(p, side);
	for (size_t i = 0; i < n; i++)
		open_box(p, boxes[i]);
	add_element(p, slot, text);
	while (n)
		close_box(p, boxes[--n]);
	close_side(p);
}

static void
add_no_side(const struct previewer *p, const char *why)
{
	html_addf(p->out,
		  "<div class=\"side\" role=\"group\" aria-label=\"%t\">"
		  "<p class=\"none\">%m</p></div>\n",
		  p->target.name, why);
}

static void
add_sides(const struct previewer *p, const struct preview_unit *u)
{
	/* what is not UTF-8 has no text */
	struct str text =
		u->slot->text.p ? u->slot->text : slot_bytes(p->page, u->slot);
	struct str translation =
		u->unit ? u->unit->translation : (struct str){ 0 };

	add_side(p, u->slot, &p->source, text);
	if (u->state == PREVIEW_SAME)
		return;
	if (translation.n)
		add_side(p, u->slot, &p->target, translation);
	else if (u->state == PREVIEW_TRANSLATED)
		add_no_side(p, _("not found in the translation"));
	else
		add_no_side(p, _("not translated"));
}

/* ---- what is said of it ---- */

void
preview_add_attributes(const struct previewer *p, const struct preview_unit *u)
{
	size_t slot = u->slot ? (size_t)(u->slot - p->page->slots) : 0;

	buf_addf(p->out, " id=\"u%zu\" tabindex=\"-1\" data-state=\"%s\"",
		 u->id, preview_state_key(u->state));
	if (u->slot && p->finding_of[slot])
		buf_add_str(p->out, " data-finding");
}

static void
add_place(const struct previewer *p, struct str path, size_t line)
{
	html_addf(p->out, "<p class=\"path\" dir=\"ltr\">%t:%d</p>\n", path,
		  line);
}

void
preview_add_facts(const struct previewer *p, const struct preview_unit *u)
{
	const struct audit_page *page = p->in->audit;
	struct str title =
		u->slot ? slot_title(p->page, u->slot) : u->unit->title;
	size_t line = u->slot ? u->slot->leaf->line : 0;

	html_addf(p->out,
		  "<div class=\"facts\"><p><strong>%m</strong> \u00b7 "
		  "%t</p>\n",
		  preview_state_name(u->state), title);
	if (line)
		add_place(p, page->source, line);
	if (u->unit && u->unit->target_line)
		add_place(p, page->po.p ? page->po : page->target,
			  u->unit->target_line);
	buf_add_str(p->out, "</div>\n");
}

/* ORDER words_op */
static const char *const run_elements[] = { "span", "del", "ins" };

static void
add_differences(const struct previewer *p, const struct audit_unit *unit)
{
	struct arena arena = { 0 };
	struct words words;

	words_compare(p->tools, unit->was, unit->now, &arena, &words);
	html_addf(p->out, "<p class=\"what\">%m", _("The source"));
	html_addf(p->out, " \u00b7 %t</p>\n<p class=\"text\" dir=\"%m\"",
		  names_unit(unit, &arena), p->source.dir);
	if (p->source.lang.n)
		html_addf(p->out, " lang=\"%t\"", p->source.lang);
	buf_add_byte(p->out, '>');
	for (size_t i = 0; i < words.n; i++) {
		const char *element = run_elements[words.runs[i].op];

		html_addf(p->out, "<%m>%t</%m>", element, words.runs[i].text,
			  element);
	}
	buf_add_str(p->out, "</p>\n");
	arena_release(&arena);
}

void
preview_add_finding(const struct previewer *p, const struct finding *f)
{
	/* ORDER severity */
	static const char *const names[] = { "", N_("note"), N_("warning"),
					     N_("error") };

	html_addf(p->out,
		  "<p class=\"finding %m\"><strong>%m</strong> "
		  "<code>%m</code> <span dir=\"auto\">%t</span>",
		  severity_name(f->severity), _(names[f->severity]), f->id,
		  f->text);
	if (f->hint.n)
		html_addf(p->out, " <span class=\"hint\">%t</span>", f->hint);
	buf_add_str(p->out, "</p>\n");
}

static bool
has_differences(const struct preview_unit *u)
{
	return u->unit && u->unit->kind == AUDIT_CHANGED && u->unit->was.p;
}

static size_t
first_finding(const struct previewer *p, const struct preview_unit *u)
{
	return u->slot ? p->finding_of[u->slot - p->page->slots] : 0;
}

bool
preview_has_remarks(const struct previewer *p, const struct preview_unit *u)
{
	return has_differences(u) || first_finding(p, u);
}

void
preview_add_remarks(const struct previewer *p, const struct preview_unit *u)
{
	size_t f = first_finding(p, u);

	if (!preview_has_remarks(p, u))
		return;
	buf_add_str(p->out, "<div class=\"remarks\">\n");
	if (has_differences(u))
		add_differences(p, u->unit);
	for (; f; f = p->next_finding[f - 1])
		preview_add_finding(p, &p->in->findings[f - 1]);
	buf_add_str(p->out, "</div>\n");
}

/* ---- the unit ---- */

static void
add_removed(const struct previewer *p, const struct audit_unit *unit)
{
	preview_open_side(p, &p->source);
	html_addf(p->out, "<p><del>%t</del></p>", unit->was);
	close_side(p);
	if (unit->translation.n) {
		preview_open_side(p, &p->target);
		html_addf(p->out, "<p class=\"text\">%t</p>",
			  unit->translation);
		close_side(p);
	} else {
		add_no_side(p, _("not found in the translation"));
	}
}

static void
begin_boxes(struct previewer *p, const struct slot *slot)
{
	const struct md_container *c = p->page->doc.containers;

	for (size_t box = slot->leaf->container; box && !p->begun[box];
	     box = c[box].parent)
		p->begun[box] = true;
}

void
preview_add_unit(struct previewer *p, const struct preview_unit *u)
{
	html_addf(p->out, "<div class=\"row %m\" role=\"group\"",
		  preview_state_key(u->state));
	html_addf(p->out, " aria-label=\"%m\"", preview_state_name(u->state));
	preview_add_attributes(p, u);
	buf_add_str(p->out, ">\n");
	if (u->slot)
		add_sides(p, u);
	else
		add_removed(p, u->unit);
	preview_add_facts(p, u);
	preview_add_remarks(p, u);
	buf_add_str(p->out, "</div>\n");
	if (u->slot)
		begin_boxes(p, u->slot);
}
