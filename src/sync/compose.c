/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/compose.h"

#include "base/i18n.h"
#include "check/active.h"
#include "sync/forms.h"
#include "unit/fill.h"
#include "unit/prose.h"

/* One page while it is composed. */
struct composer {
	const struct compose *c;
	const struct lookup *lookup;
	const struct page *source;
	struct arena *arena;
	struct shaped shaped;
	const struct page *page;      /* shaped.page */
	struct filling *fillings;     /* one for each slot of page */
	struct po_message **messages; /* the same; NULL: none */
	struct active_list known;     /* active content of the source */
	bool has_known;
	struct composed *out;
};

bool
compose_is_held_back(const struct composed *c, size_t threshold)
{
	if (threshold == 0 || c->n_units == 0)
		return false;
	if (threshold == 1)
		return c->n_translated + c->n_fuzzy == 0;
	return c->words_done * 100 < c->words * threshold;
}

void
composed_release(struct composed *c)
{
	buf_release(&c->bytes);
}

static void
note_refusal(struct composer *k, struct refusal r)
{
	struct composed *out = k->out;

	r.why = arena_str(k->arena, r.why);
	ARENA_PUSH(k->arena, out->refusals, out->n_refused, out->cap_refusals,
		   r);
}

static void
refuse(struct composer *k, const struct po_message *m, const struct slot *slot,
       const char *why, bool active)
{
	note_refusal(k, (struct refusal){ m, slot, str_of(why), active });
	if (!k->c->diag)
		return;
	diag_warning(k->c->diag, loc_at(k->c->po_path, m->line),
		     _("translation refused: %s; %.*s:%zu keeps the source "
		       "text"),
		     why, STR_FMT(k->source->path), slot->leaf->line);
}

/* The form of the page as a whole: `why` is a whole sentence. */
static void
refuse_form(struct composer *k, struct str why, bool active)
{
	note_refusal(k, (struct refusal){ .why = why, .active = active });
	if (k->c->diag)
		diag_warning(k->c->diag, loc_at(k->c->po_path, 0), "%.*s",
			     STR_FMT(why));
}

/* Could the text hold active content at all? Cheap. */
static bool
may_be_active(struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		switch (text.p[i]) {
		case '<':
		case '{':
		case ':':
		case '&':
		case '\xe2':
			return true;
		default:
			break;
		}
	}
	return false;
}

/* Active content that the source page has not, or no string. */
static struct str
new_active(struct composer *k, const struct slot *slot, struct str text)
{
	struct active_list found = { 0 };

	if (!may_be_active(text))
		return (struct str){ 0 };
	active_of_text(k->source, slot->kind, text, k->arena, &found);
	if (!found.n)
		return (struct str){ 0 };
	if (!k->has_known)
		active_of_page(k->source, &k->known);
	k->has_known = true;
	return active_first_new(&found, &k->known, k->c->cfg);
}

bool
compose_shows_fuzzy(const struct config *cfg, const struct slot *slot)
{
	if (!slot->required)
		return slot->kind != MD_CODE && slot->kind != MD_INNER;
	return cfg->fuzzy != FUZZY_SOURCE;
}

static struct str
marked(const struct composer *k, const struct slot *slot, struct str text)
{
	const struct config *cfg = k->c->cfg;

	if (cfg->fuzzy != FUZZY_MARK || !slot->required)
		return text;
	return arena_strf(k->arena, "%.*s%.*s%.*s", STR_FMT(cfg->mark_before),
			  STR_FMT(text), STR_FMT(cfg->mark_after));
}

/* Choose the text of slot i of the page, which is `slot` of the source. */
static void
choose(struct composer *k, size_t i, const struct slot *slot)
{
	struct po_message *m = lookup_live(k->lookup, k->source, slot);
	enum po_state state = m ? po_message_state(m) : PO_UNTRANSLATED;
	struct str text, active;
	char why[256];

	k->out->n_units += slot->required;
	if (state != PO_TRANSLATED && state != PO_FUZZY)
		return;
	k->out->n_translated += slot->required && state == PO_TRANSLATED;
	k->out->n_fuzzy += slot->required && state == PO_FUZZY;
	if (state == PO_FUZZY && !compose_shows_fuzzy(k->c->cfg, slot))
		return;
	text = state == PO_FUZZY ? marked(k, slot, m->msgstr) : m->msgstr;
	if (str_eq(text, slot->text))
		return;
	active = new_active(k, slot, text);
	if (active.p) {
		snprintf(why, sizeof(why),
			 _("it brings in '%.*s', which the source page has "
			   "not; to allow it, add it to 'allow' in %s"),
			 STR_FMT(active), CONFIG_NAME);
		refuse(k, m, slot, why, true);
		return;
	}
	k->messages[i] = m;
	k->fillings[i].text = text;
}

/* Fill the page in the given form. */
static void
compose_in_form(struct composer *k, const struct page_forms *forms)
{
	struct str *raw;

	shaped_init(&k->shaped, k->source, forms);
	k->page = k->shaped.page;
	if (k->shaped.bad_matter)
		refuse_form(k,
			    arena_strf(k->arena,
				       _("front matter lines of '%.*s' "
					 "refused: they are no front matter"),
				       STR_FMT(k->source->path)),
			    false);
	k->fillings =
		arena_array(k->arena, k->page->n + 1, sizeof(*k->fillings));
	k->messages = arena_array(k->arena, k->page->n + 1,
				  sizeof(struct po_message *));
	raw = arena_array(k->arena, k->page->n + 1, sizeof(*raw));
	if (forms->has_form)
		form_raws(k->page, &forms->form, raw);
	for (size_t i = 0; i < k->page->n; i++) {
		size_t origin = k->shaped.origin[i];

		if (origin == FORMS_NO_SLOT)
			continue;
		choose(k, i, &k->source->slots[origin]);
		k->fillings[i].raw = raw[i];
		/* the form may say how an untranslated text is written */
		if (raw[i].p && !k->fillings[i].text.p)
			k->fillings[i].text = k->page->slots[i].text;
	}
	fill_page(k->page, k->fillings, k->c->cfg->wrap_cols, &k->out->bytes);
}

/*
 * The form is the catalog's too: nothing active may come in with it. The page
 * as a whole is compared with its source.
 */
static bool
form_is_harmless(struct composer *k)
{
	struct page built;
	struct active_list found;
	struct str active;

	page_read(&built, k->source->path, buf_str(&k->out->bytes),
		  k->source->doc.dialect, k->arena, NULL);
	active_of_page(&built, &found);
	page_release(&built);
	if (!k->has_known)
		active_of_page(k->source, &k->known);
	k->has_known = true;
	active = active_first_new(&found, &k->known, k->c->cfg);
	if (!active.p)
		return true;
	refuse_form(k,
		    arena_strf(k->arena,
			       _("layout of '%.*s' refused: it brings in "
				 "'%.*s', which the source page has not; to "
				 "allow it, add it to 'allow' in %s"),
			       STR_FMT(k->source->path), STR_FMT(active),
			       CONFIG_NAME),
		    true);
	return false;
}

static void
report_refused(struct composer *k)
{
	for (size_t i = 0; i < k->page->n; i++)
		if (k->fillings[i].refused && k->messages[i])
			refuse(k, k->messages[i],
			       &k->source->slots[k->shaped.origin[i]],
			       codec_refusal_text(k->fillings[i].refused),
			       false);
}

static void
count_words(struct composer *k)
{
	struct text_tools *tools = text_tools_new();

	for (size_t i = 0; i < k->page->n; i++) {
		size_t origin = k->shaped.origin[i];
		const struct slot *slot;
		struct po_message *m;
		size_t n;

		if (origin == FORMS_NO_SLOT ||
		    !k->source->slots[origin].required)
			continue;
		slot = &k->source->slots[origin];
		n = prose_count_words(k->source, slot->kind, slot->text, tools);
		m = lookup_live(k->lookup, k->source, slot);
		k->out->words += n;
		if (m && m->msgstr.n)
			k->out->words_done += n;
	}
	text_tools_free(tools);
}

void
compose_page(const struct compose *c, const struct lookup *lookup,
	     const struct page *source, struct composed *out)
{
	struct composer k = { .c = c,
			      .lookup = lookup,
			      .source = source,
			      .arena = source->arena,
			      .out = out };
	struct page_forms forms, none = { 0 };

	*out = (struct composed){ 0 };
	forms_load(lookup->cat, source->path, k.arena, &forms);
	compose_in_form(&k, &forms);
	if ((forms.has_form || forms.has_matter) && !form_is_harmless(&k)) {
		struct composed said = *out;

		shaped_release(&k.shaped);
		composed_release(out);
		*out = (struct composed){ .n_refused = said.n_refused,
					  .refusals = said.refusals,
					  .cap_refusals = said.cap_refusals };
		compose_in_form(&k, &none);
	}
	report_refused(&k);
	if (c->cfg->threshold > 1)
		count_words(&k);
	shaped_release(&k.shaped);
}
