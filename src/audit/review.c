/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/review.h"

#include "audit/built.h"
#include "base/i18n.h"
#include "sync/compose.h"
#include "sync/headings.h"
#include "unit/anchors.h"
#include "unit/codec.h"
#include "unit/prose.h"

/* One page while it is looked at. */
struct reviewer {
	struct review *a;
	struct check_page check;
	struct lookup lookup;
	const struct page *source;
	struct page built;
	struct composed composed;
	struct buf pinned;	/* composed.bytes with its headings' ids */
	struct anchors was, is; /* of the source, of the built page */
};

static bool
is_refused(const struct reviewer *k, const struct slot *slot)
{
	for (size_t i = 0; i < k->composed.n_refused; i++)
		if (k->composed.refusals[i].slot == slot)
			return true;
	return false;
}

/* The message whose translation stands on the page for the slot, or NULL. */
static const struct po_message *
shown_message(const struct reviewer *k, const struct slot *slot)
{
	const struct po_message *m = lookup_live(&k->lookup, k->source, slot);
	enum po_state state = m ? po_message_state(m) : PO_UNTRANSLATED;

	if (state == PO_TRANSLATED ||
	    (state == PO_FUZZY && compose_shows_fuzzy(k->a->cfg, slot)))
		return m;
	return NULL;
}

static void
check_messages(struct reviewer *k)
{
	for (size_t i = 0; i < k->source->n; i++) {
		const struct slot *slot = &k->source->slots[i];
		const struct po_message *m = shown_message(k, slot);

		if (!m)
			continue;
		check_message(&k->check, slot, m);
		k->a->n_messages += !k->a->seen[m->at];
		k->a->seen[m->at] = true;
	}
}

/* Active content of a message is found by its row; that of a form is not. */
static void
add_refusals(struct reviewer *k)
{
	for (size_t i = 0; i < k->composed.n_refused; i++) {
		const struct refusal *r = &k->composed.refusals[i];
		struct str text = r->why, none = { 0 };

		if (r->active && r->m)
			continue;
		if (r->m)
			text = arena_strf(k->source->arena,
					  _("'build' refuses the "
					    "translation: %.*s"),
					  STR_FMT(r->why));
		check_add(&k->check, r->active ? "active-content" : "structure",
			  r->slot, r->m, text, none);
	}
}

/* ---- anchors ---- */

/* "%C3%A9" as the bytes that it means. */
static struct str
without_percents(struct str s, struct arena *arena)
{
	struct buf out = { 0 };
	struct str result;

	for (size_t i = 0; i < s.n; i++) {
		int a = str_at(s, i + 1), b = str_at(s, i + 2);
		int c = str_at(s, i);

		if (c == '%' && ascii_is_hex(a) && ascii_is_hex(b)) {
			a = ascii_lower(a);
			b = ascii_lower(b);
			c = (a > '9' ? a - 'a' + 10 : a - '0') * 16 +
			    (b > '9' ? b - 'a' + 10 : b - '0');
			i += 2;
		}
		buf_add_byte(&out, (char)c);
	}
	result = arena_str(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

/* The heading that had the anchor, as it is called on the built page. */
static const struct slot *
built_heading(const struct reviewer *k, size_t slot)
{
	size_t nth = 0, at;

	if (k->was.n_headings != k->is.n_headings)
		return NULL;
	for (size_t i = 0; i < slot; i++)
		nth += k->was.of_slot[i].p != NULL;
	at = anchors_heading(&k->is, &k->built, nth);
	return &k->built.slots[at];
}

/* It is mended at the heading, once for all links that lead there. */
static void
say_anchor(struct reviewer *k, const struct slot *link, struct str fragment)
{
	struct arena *arena = k->source->arena;
	size_t found = map_find(&k->was.ids, fragment);
	size_t at = found == MAP_NONE ? 0 : found;
	const struct slot *slot = at ? &k->source->slots[at - 1] : link;
	const struct slot *heading = at ? built_heading(k, at - 1) : NULL;
	struct str text, hint = { 0 };

	text = arena_strf(arena,
			  found == MAP_NONE ?
				  _("the page links to '#%.*s', which it has "
				    "not") :
				  _("the page links to '#%.*s', which it has "
				    "no more"),
			  STR_FMT(fragment));
	if (found == MAP_NONE)
		hint = str_of(_("let the link lead to one that is there"));
	if (heading)
		hint = arena_strf(
			arena,
			_("write ' {#%.*s}' behind this heading, or "
			  "let the links lead to '#%.*s'"),
			STR_FMT(fragment),
			STR_FMT(k->is.of_slot[heading - k->built.slots]));
	check_add(&k->check, "anchor-missing", slot,
		  lookup_live(&k->lookup, k->source, slot), text, hint);
}

/* What browsers and the site generator bring: the top, footnotes, a text. */
static bool
is_given(struct str fragment)
{
	return !fragment.n || str_eq(fragment, STR("top")) ||
	       str_starts(fragment, STR("fn:")) ||
	       str_starts(fragment, STR("fnref:")) ||
	       str_starts(fragment, STR(":~:"));
}

/* Does the source's text have the link, too? Then it is no slip. */
static bool
is_of_source(const struct slot *link, struct str dest)
{
	return str_find(link->text, 0, dest) < link->text.n;
}

/* A link to another page of the site, by what stands in the tree there. */
static void
check_other_page(struct reviewer *k, const struct slot *link, struct str dest)
{
	struct links *links = k->a->links;
	struct arena *arena = k->source->arena;
	const struct links_page *was, *is;
	const struct site_page *other;
	struct str fragment, target, hint = { 0 };
	size_t page, nth;

	if (!links || !links_find(links, k->a->lang, k->source->path, dest,
				  arena, &page, &fragment))
		return;
	fragment = without_percents(fragment, arena);
	other = &links->site->pages[page];
	target = site_target(links->site, other, k->a->lang, arena);
	is = links_read(links, target);
	if (!is->exists || is_given(fragment) ||
	    map_find(&is->ids, fragment) != MAP_NONE)
		return;
	was = links_read(links, other->source);
	is = links_read(links, target);
	nth = map_find(&was->ids, fragment);
	if (nth == MAP_NONE &&
	    (was->has_shortcodes || is_of_source(link, dest)))
		return; /* what shortcodes write is not known */
	if (nth == MAP_NONE)
		hint = str_of(_("let the link lead to one that is there"));
	if (nth != MAP_NONE && nth && was->n_headings == is->n_headings)
		hint = arena_strf(arena,
				  _("there the heading is called '#%.*s' now"),
				  STR_FMT(is->names[nth - 1]));
	check_add(&k->check, "anchor-missing", link,
		  lookup_live(&k->lookup, k->source, link),
		  arena_strf(arena,
			     _("the page links to '#%.*s' of '%.*s', which has "
			       "no such anchor"),
			     STR_FMT(fragment), STR_FMT(target)),
		  hint);
}

static void
check_destination(struct reviewer *k, const struct slot *link, struct str dest)
{
	struct str fragment;

	if (!str_starts(dest, STR("#"))) {
		if (str_find_byte(dest, 0, '#') < dest.n)
			check_other_page(k, link, dest);
		return;
	}
	fragment = without_percents(str_from(dest, 1), k->source->arena);
	if (is_given(fragment) || map_find(&k->is.ids, fragment) != MAP_NONE)
		return;
	if (map_find(&k->was.ids, fragment) != MAP_NONE ||
	    (!k->source->doc.tags.n && !is_of_source(link, dest)))
		say_anchor(k, link, fragment);
}

static void
check_links(struct reviewer *k, const struct slot *slot, struct str text)
{
	struct inline_tokens tokens;

	if (slot->kind == MD_DEST) {
		check_destination(k, slot, text);
		return;
	}
	if (!codec_is_prose(slot->kind) ||
	    str_find_byte(text, 0, '#') == text.n)
		return;
	prose_scan(k->source, slot->kind, text, k->source->arena, &tokens);
	for (size_t i = 0; i < tokens.n; i++)
		check_destination(k, slot,
				  str_span(text, tokens.items[i].dest));
}

/* A link of the page as it shows now, whoever wrote it. */
static void
check_anchors(struct reviewer *k)
{
	if (check_severity(k->a->rules, "anchor-missing") == SEVERITY_OFF)
		return;
	anchors_read(&k->was, k->source, k->a->cfg->ids);
	anchors_read(&k->is, &k->built, k->a->cfg->ids);
	for (size_t i = 0; i < k->source->n; i++) {
		const struct slot *slot = &k->source->slots[i];
		const struct po_message *m = shown_message(k, slot);

		if (slot->text.p)
			check_links(k, slot,
				    m && !is_refused(k, slot) ? m->msgstr :
								slot->text);
	}
	anchors_release(&k->was);
	anchors_release(&k->is);
}

/* ---- the page in the tree ---- */

/* By what `built` says. ORDER built */
static const struct {
	const char *id, *text, *hint, *command;
} stale[] = {
	{ NULL, NULL, NULL, NULL },
	{ "not-built", N_("not what 'build' makes of its source and catalog"),
	  NULL, "build" },
	{ "edited", N_("this text is not in the catalog"),
	  N_("take it over with 'calque import', or drop it with 'calque "
	     "build --force'"),
	  "import" },
};

static void
check_built(struct reviewer *k)
{
	const struct review *a = k->a;
	struct built_page page = { .cfg = a->cfg,
				   .bases = a->bases,
				   .cat = a->cat,
				   .po_path = a->po_path,
				   .target = a->target,
				   .source = k->source,
				   .composed = &k->composed,
				   .state = a->state };
	struct finding f = { .path = a->target, .page = k->source->path };
	enum built built;

	if (!a->gate || !a->target.p)
		return;
	built = built_compare(&page, &f.line);
	f.id = stale[built].id;
	if (!f.id)
		return;
	f.text = str_of(_(stale[built].text));
	if (stale[built].hint)
		f.hint = str_of(_(stale[built].hint));
	f.command = check_command(k->source->arena, stale[built].command,
				  a->lang->tag, a->target);
	gate_add(a->gate, f);
}

void
review_page(struct review *a, const struct page *source)
{
	struct compose compose = { .cfg = a->cfg, .po_path = a->po_path };
	struct reviewer k = { .a = a, .source = source };

	lookup_init(&k.lookup, a->cat, source->arena);
	compose_page(&compose, &k.lookup, source, &k.composed);
	headings_pin(a->cfg, source, buf_str(&k.composed.bytes), &k.pinned);
	page_read(&k.built, source->path, buf_str(&k.pinned), a->cfg->dialect,
		  source->arena, NULL);
	k.check = (struct check_page){ .cfg = a->cfg,
				       .lang = a->lang,
				       .rules = a->rules,
				       .source = source,
				       .built = &k.built,
				       .po_path = a->po_path,
				       .out = a->out };
	check_messages(&k);
	add_refusals(&k);
	check_anchors(&k);
	check_built(&k);
	page_release(&k.built);
	buf_release(&k.pinned);
	composed_release(&k.composed);
}
