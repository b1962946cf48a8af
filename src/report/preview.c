/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/preview.h"

#include "base/i18n.h"
#include "base/locale.h"
#include "base/sha256.h"
#include "report/html.h"
#include "report/html/assets.h"
#include "report/html_page.h"
#include "report/preview_parts.h"
#include "unit/codec.h"

/* ORDER preview_state */
static const struct {
	const char *key, *people;
} states[N_PREVIEW_STATES] = {
	{ "translated", N_("translated") },
	{ "fuzzy", N_("fuzzy") },
	{ "untranslated", N_("untranslated") },
	{ "same", N_("as in the source") },
	{ "removed", N_("removed") },
};

const char *
preview_state_key(enum preview_state state)
{
	return states[state].key;
}

const char *
preview_state_name(enum preview_state state)
{
	return _(states[state].people);
}

enum preview_state
preview_state_of(const struct previewer *p, const struct slot *slot,
		 const struct audit_unit *unit)
{
	bool is_pair = !p->in->audit->po.p;

	if (!unit)
		return slot->required ? PREVIEW_UNTRANSLATED : PREVIEW_SAME;
	switch (unit->kind) {
	case AUDIT_TRANSLATED:
		break;
	case AUDIT_CHANGED:
		return unit->needs_translator ? PREVIEW_FUZZY :
						PREVIEW_TRANSLATED;
	case AUDIT_UNSURE:
		return PREVIEW_FUZZY;
	case AUDIT_REMOVED:
		return PREVIEW_REMOVED;
	default:
		return PREVIEW_UNTRANSLATED;
	}
	/* of a pair: code and values that the translation has as they are */
	if (is_pair && !slot->required &&
	    (!unit->translation.p || str_eq(unit->translation, unit->now)))
		return PREVIEW_SAME;
	return PREVIEW_TRANSLATED;
}

/* ---- what is known of each slot ---- */

static void
list_units(struct previewer *p)
{
	const struct audit_page *audit = p->in->audit;

	p->units = arena_array(p->arena, p->page->n + 1, sizeof(*p->units));
	for (size_t i = 0; i < audit->n; i++)
		if (audit->units[i].slot < p->page->n)
			p->units[audit->units[i].slot] = &audit->units[i];
}

/*
 * The slot whose message the finding is about, or the page's n. Of messages with
 * one text, it is the last that begins before its line.
 */
static size_t
slot_of(const struct previewer *p, const struct map *first, const size_t *next,
	const struct finding *f)
{
	size_t best = p->page->n, best_line = 0;
	size_t i = f->msgid.p ? map_find(first, f->msgid) : MAP_NONE;

	for (; i != MAP_NONE; i = next[i]) {
		size_t line = p->units[i] ? p->units[i]->target_line : 0;

		if (best == p->page->n ||
		    (line <= f->line && line > best_line)) {
			best = i;
			best_line = line;
		}
	}
	return best;
}

static void
list_findings(struct previewer *p)
{
	size_t n = p->page->n;
	size_t *next = arena_array(p->arena, n + 1, sizeof(*next));
	struct map first = { 0 };

	p->finding_of = arena_array(p->arena, n + 1, sizeof(*p->finding_of));
	p->next_finding = arena_array(p->arena, p->in->n_findings + 1,
				      sizeof(*p->next_finding));
	for (size_t i = n; i-- > 0;)
		if (p->page->slots[i].text.p)
			next[i] = map_set(&first, p->page->slots[i].text, i);
	for (size_t i = p->in->n_findings; i-- > 0;) {
		size_t slot = slot_of(p, &first, next, &p->in->findings[i]);

		/* those of no message are listed under n */
		p->next_finding[i] = p->finding_of[slot];
		p->finding_of[slot] = i + 1;
	}
	map_release(&first);
}

static void
list_labels(struct previewer *p)
{
	for (size_t i = 0; i < p->page->n; i++) {
		const struct slot *slot = &p->page->slots[i];

		if (slot->kind == MD_DEST && slot->text.p)
			map_add(&p->labels,
				label_normal(p->arena, slot->leaf->name), i);
	}
}

static void
number_items(struct previewer *p)
{
	const struct md_doc *doc = &p->page->doc;
	size_t n = doc->n_containers + 1;
	size_t *counts = arena_array(p->arena, n, sizeof(*counts));

	p->begun = arena_array(p->arena, n, sizeof(*p->begun));
	p->numbers = arena_array(p->arena, n, sizeof(*p->numbers));
	for (size_t i = 0; i < doc->n_containers; i++) {
		size_t list = doc->containers[i].parent;

		if (doc->containers[i].kind == MD_ITEM)
			p->numbers[i] =
				doc->containers[list].first + counts[list]++;
	}
}

static struct preview_side
side_of(struct str locale, struct arena *arena, const char *fallback)
{
	struct preview_side side = { str_of(fallback), STR(""), "auto" };
	struct str name;

	if (!locale.n)
		return side;
	name = html_language_name(locale, arena);
	side.name = name.n ? name : locale;
	side.lang = html_lang(locale, arena);
	side.dir = locale_is_rtl(locale) ? "rtl" : "ltr";
	return side;
}

static void
prepare(struct previewer *p)
{
	struct str source = p->in->source_tag;

	if (source.n)
		source = locale_of_tag(p->arena, source);
	p->source = side_of(source, p->arena, _("Source"));
	p->target = side_of(p->in->audit->locale, p->arena, _("Translation"));
	list_units(p);
	list_findings(p);
	list_labels(p);
	number_items(p);
}

/* ---- shortcodes that stand for themselves ---- */

/* Is it a part of a slot's text? Asked of one tag after the other. */
static bool
is_in_slot(struct previewer *p, struct span at)
{
	const struct page *page = p->page;

	while (p->tag_slot < page->n &&
	       page->slots[p->tag_slot].at.end <= at.begin)
		p->tag_slot++;
	return p->tag_slot < page->n &&
	       page->slots[p->tag_slot].at.begin <= at.begin;
}

/* Those before slot i. */
static void
add_tags(struct previewer *p, size_t i)
{
	const struct shortcode_list *tags = &p->page->doc.tags;
	size_t end = i < p->page->n ? p->page->slots[i].at.begin : (size_t)-1;
	bool is_open = false;

	for (; p->next_tag < tags->n; p->next_tag++) {
		struct span at = tags->items[p->next_tag].at;

		if (at.begin >= end)
			break;
		if (is_in_slot(p, at))
			continue;
		if (!is_open)
			buf_add_str(p->out, "<p class=\"tags\">");
		is_open = true;
		preview_add_chip(p, str_span(p->page->doc.bytes, at));
		buf_add_byte(p->out, '\n');
	}
	if (is_open)
		buf_add_str(p->out, "</p>\n");
}

/* ---- the texts ---- */

/* Values that follow the source, and that nobody reads as text. */
static bool
is_left_out(const struct slot *slot, enum preview_state state)
{
	return state == PREVIEW_SAME && !codec_is_prose(slot->kind) &&
	       !codec_is_verbatim(slot->kind);
}

/* Slot i, or the table that begins there; the slot behind it. */
static size_t
add_slot(struct previewer *p, size_t i)
{
	struct preview_unit u = { .slot = &p->page->slots[i],
				  .unit = p->units[i],
				  .id = i };

	add_tags(p, i);
	if (preview_table_of(p, u.slot))
		return preview_add_table(p, i);
	u.state = preview_state_of(p, u.slot, u.unit);
	if (!is_left_out(u.slot, u.state))
		preview_add_unit(p, &u);
	return i + 1;
}

static void
add_texts(struct previewer *p)
{
	const struct audit_page *audit = p->in->audit;

	for (size_t i = 0; i < p->page->n;)
		i = add_slot(p, i);
	add_tags(p, p->page->n);
	for (size_t i = 0; i < audit->n; i++) {
		struct preview_unit u = { .unit = &audit->units[i],
					  .state = PREVIEW_REMOVED,
					  .id = p->page->n + i };

		if (u.unit->slot == AUDIT_NO_SLOT)
			preview_add_unit(p, &u);
	}
}

/* ---- the top ---- */

static void
add_button(struct previewer *p, const char *kind, const char *step,
	   const char *arrow, const char *name, bool is_on)
{
	html_addf(p->out,
		  "<button type=\"button\" class=\"plain needs-js\" "
		  "data-go=\"%m\" data-step=\"%m\" aria-label=\"%m\"",
		  kind, step, name);
	html_addf(p->out, is_on ? ">%m</button>" : " disabled>%m</button>",
		  arrow);
}

static void
add_group(struct previewer *p, const char *kind, const char *name, size_t n,
	  const char *previous, const char *next)
{
	html_addf(p->out,
		  "<div class=\"group %m\" role=\"group\" aria-label=\"%m\">",
		  kind, name);
	add_button(p, kind, "-1", "\u2191", previous, n > 0);
	html_addf(p->out, "<span>%m <strong>%n</strong></span>", name, n);
	add_button(p, kind, "1", "\u2193", next, n > 0);
	buf_add_str(p->out, "</div>\n");
}

static size_t
count_state(const struct previewer *p, enum preview_state state)
{
	size_t n = 0;

	for (size_t i = 0; i < p->page->n; i++)
		n += preview_state_of(p, &p->page->slots[i], p->units[i]) ==
		     state;
	return n;
}

static void
add_tools(struct previewer *p)
{
	html_addf(p->out, "<nav class=\"tools\" aria-label=\"%m\">\n",
		  _("What is to be done"));
	add_group(p, "untranslated", _("untranslated"),
		  count_state(p, PREVIEW_UNTRANSLATED),
		  _("previous untranslated text"), _("next untranslated text"));
	add_group(p, "fuzzy", _("fuzzy"), count_state(p, PREVIEW_FUZZY),
		  _("previous fuzzy text"), _("next fuzzy text"));
	add_group(p, "finding", _("findings"), p->in->n_findings,
		  _("previous finding"), _("next finding"));
	html_addf(p->out,
		  "<label class=\"keys needs-js\"><input id=\"keys\" "
		  "type=\"checkbox\" checked> %m</label>\n"
		  "<p id=\"place\" class=\"visually-hidden\" "
		  "role=\"status\"></p>\n</nav>\n",
		  _("keys: u, f, c for the next, with Shift the previous one; "
		    "j, k any"));
}

static void
add_top(struct previewer *p)
{
	const struct audit_page *audit = p->in->audit;

	html_addf(p->out,
		  "<a class=\"skip\" href=\"#texts\">%m</a>\n<header>\n<div>\n"
		  "<h1 class=\"path\" dir=\"ltr\">%t</h1>\n"
		  "<p class=\"about\">%t \u2192 %t (%t) \u00b7 %m ",
		  _("To the texts"), audit->source, p->source.name,
		  p->target.name, audit->language, _("translated"));
	html_addf(p->out,
		  "%d/%d</p>\n<p class=\"about path\" dir=\"ltr\">%t</p>"
		  "\n</div>\n",
		  audit->counts.translated.units, audit->counts.total.units,
		  audit->po.p ? audit->po : audit->target);
	html_page_add_theme(p->out);
	buf_add_str(p->out, "</header>\n");
	add_tools(p);
}

static void
add_page_findings(struct previewer *p)
{
	size_t f = p->finding_of[p->page->n];

	if (!f)
		return;
	html_addf(p->out,
		  "<section id=\"page\" tabindex=\"-1\" data-finding "
		  "aria-label=\"%m\">\n",
		  _("The page"));
	for (; f; f = p->next_finding[f - 1])
		preview_add_finding(p, &p->in->findings[f - 1]);
	buf_add_str(p->out, "</section>\n");
}

static void
write_body(struct previewer *p)
{
	prepare(p);
	add_top(p);
	buf_add_str(p->out, "<main id=\"texts\" tabindex=\"-1\">\n");
	add_page_findings(p);
	add_texts(p);
	buf_add_str(p->out, "</main>\n");
}

void
preview_write_html(const struct preview *preview, struct buf *out)
{
	struct arena arena = { 0 };
	struct buf body = { 0 }, revision = { 0 };
	struct previewer p = { .in = preview,
			       .page = preview->source,
			       .arena = &arena,
			       .tools = text_tools_new(),
			       .out = &body };
	struct html_page page = { .style = assets_preview_css,
				  .script = assets_preview_js };

	write_body(&p);
	page.title = arena_strf(&arena, "%.*s (%.*s)",
				STR_FMT(preview->audit->source),
				STR_FMT(preview->audit->language));
	sha256_add_base64(buf_str(&body), &revision);
	if (preview->is_watched)
		page.revision = buf_str(&revision);
	html_page_begin(&page, out);
	buf_add(out, buf_str(&body));
	html_page_end(&page, out);
	buf_release(&body);
	buf_release(&revision);
	map_release(&p.labels);
	text_tools_free(p.tools);
	arena_release(&arena);
}
