/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The second half of an import: paired texts into the catalog.
 */
#include "base/i18n.h"
#include "base/utf8.h"
#include "sync/forms.h"
#include "sync/import.h"
#include "sync/sync.h"
#include "unit/codec.h"
#include "unit/prose.h"

/* What calque says in `#.` of a message that is not sure. */
static void
set_remark(struct importer *im, struct po_message *m, const struct slot *slot,
	   enum align_doubt doubt)
{
	struct str lines[2] = { slot_title(im->source, slot) };
	size_t n = 1;

	if (doubt != ALIGN_NO_DOUBT)
		lines[n++] = arena_strf(im->arena, PO_REMARK "unsure, %s",
					align_doubt_text(doubt));
	po_set_extracted(im->lookup->cat, m, lines, n);
}

static struct import_note
note_of(const struct importer *im, const struct slot *slot,
	const struct imported *p, enum import_note_kind kind)
{
	struct import_note note = { .kind = kind,
				    .source_line = slot->leaf->line,
				    .title = slot_title(im->source, slot),
				    .text = p->text,
				    .doubt = p->doubt };

	if (p->target != FORMS_NO_SLOT)
		note.target_line = im->target->slots[p->target].leaf->line;
	return note;
}

/* Catalog and page differ: which text is to stand? True: the page's. */
static bool
settle(struct importer *im, const struct slot *slot, const struct po_message *m,
       const struct imported *p)
{
	bool wins = im->options->page_wins;
	struct import_note note =
		note_of(im, slot, p, wins ? IMPORT_EDITED : IMPORT_CONFLICT);
	struct loc at = loc_at(im->target->path, note.target_line);

	note.other = arena_str(im->arena, m->msgstr);
	import_add_note(im, note);
	if (wins)
		diag_note(im->diag, at,
			  _("'%.*s' becomes '%.*s', as the page says"),
			  STR_FMT(m->msgstr), STR_FMT(p->text));
	else
		diag_warning(im->diag, at,
			     _("the catalog has '%.*s', which stays; the page "
			       "says '%.*s' ('import --force' takes the "
			       "page's)"),
			     STR_FMT(m->msgstr), STR_FMT(p->text));
	return wins;
}

/* May the page's text stand in this message, which has another one? */
static bool
may_replace(struct importer *im, const struct slot *slot,
	    const struct po_message *m, const struct imported *p)
{
	if (!p->sure)
		return false;
	/* a page shows the source where it has no translation to show */
	if (str_eq(p->text, slot->text) &&
	    (m->fuzzy || !im->options->page_wins))
		return false;
	return settle(im, slot, m, p);
}

static void
set_message(struct importer *im, const struct slot *slot, struct str ctxt,
	    const struct imported *p)
{
	struct catalog *cat = im->lookup->cat;
	struct po_message *m = catalog_find(cat, ctxt, slot->text);
	struct str path = im->source->path;

	if (!m && (m = catalog_find_obsolete(cat, ctxt, slot->text)) != NULL)
		catalog_revive(cat, m);
	if (!m)
		m = catalog_add(cat, ctxt, slot->text);
	if (!po_refers_to(m, path) || !m->references.n) {
		struct str_list refs = m->references;

		ARENA_PUSH(im->arena, refs.items, refs.n, refs.cap, path);
		po_set_references(cat, m, refs.items, refs.n);
	}
	if (m->msgstr.n &&
	    (str_eq(m->msgstr, p->text) || !may_replace(im, slot, m, p)))
		return;
	po_set_msgstr(cat, m, p->text);
	po_set_fuzzy(m, !p->sure);
	po_set_previous(cat, m, (struct str){ 0 }, (struct str){ 0 });
	set_remark(im, m, slot, p->sure ? ALIGN_NO_DOUBT : p->doubt);
}

/* What slots of equal text share: the key of their message. */
static struct str
shared_key(const struct importer *im, const struct slot *slot)
{
	struct str ctxt = lookup_own_context(slot);

	if (!ctxt.p)
		return slot->text;
	return arena_strf(im->arena, "%.*s\004%.*s", STR_FMT(ctxt),
			  STR_FMT(slot->text));
}

/* What has been stored so far, by slot of the page. */
struct stored {
	struct map shared;  /* key -> first slot with it */
	struct map touched; /* keys of which some message changes the text */
	bool *fits; /* the first slot of its key: took the shared message */
};

/* May the page's first slot of a key have the shared message? */
static bool
is_free(const struct importer *im, const struct slot *slot, struct str text)
{
	const struct po_message *m = catalog_find(
		im->lookup->cat, lookup_own_context(slot), slot->text);

	return !m || !m->msgstr.n || m->fuzzy || !im->options->many_pages ||
	       m->references.n == 0 ||
	       (m->references.n == 1 && po_refers_to(m, im->source->path)) ||
	       str_eq(m->msgstr, text);
}

/* Is the text what the shared message says, or may say? */
static bool
fits_shared(const struct importer *im, size_t i, struct stored *st)
{
	const struct slot *slot = &im->source->slots[i];
	size_t first = map_add(&st->shared, shared_key(im, slot), i);

	if (first == i)
		st->fits[i] = is_free(im, slot, im->slots[i].text);
	return st->fits[first] &&
	       str_eq(im->slots[first].text, im->slots[i].text);
}

/* Did the translation change this slot? */
static bool
is_changed(const struct importer *im, size_t i)
{
	const struct imported *p = &im->slots[i];

	return p->text.p && !p->refused &&
	       !str_eq(p->text, im->source->slots[i].text);
}

/* A text that nobody translated, though it is long enough to be translated. */
static bool
is_untranslated(const struct importer *im, size_t i, const struct stored *st,
		struct text_tools *tools)
{
	const struct slot *slot = &im->source->slots[i];

	return slot->required && !is_changed(im, i) &&
	       str_eq(im->slots[i].text, slot->text) &&
	       map_find(&st->touched, shared_key(im, slot)) == MAP_NONE &&
	       (im->report->result == IMPORT_COPY ||
		prose_count_words(im->source, slot->kind, slot->text, tools) >
			IMPORT_COPY_WORDS);
}

/*
 * A required slot has a message; an optional one if the translation changed it,
 * or if the message of an equal text would change it though the translation did
 * not.
 */
static void
store_text(struct importer *im, size_t i, struct stored *st)
{
	const struct slot *slot = &im->source->slots[i];
	struct imported *p = &im->slots[i];
	struct str ctxt = lookup_own_context(slot);
	bool changed = is_changed(im, i);

	if (!slot->required && !changed &&
	    map_find(&st->touched, shared_key(im, slot)) == MAP_NONE)
		return;
	if (!slot->context.p && !fits_shared(im, i, st))
		ctxt = lookup_place(im->source, slot, im->arena);
	if (!p->sure)
		import_add_note(im, note_of(im, slot, p, IMPORT_UNSURE));
	else if (!slot->required && changed)
		import_add_note(im, note_of(im, slot, p, IMPORT_LOCALISED));
	im->report->units += slot->required && p->sure;
	set_message(im, slot, ctxt, p);
}

void
import_store(struct importer *im)
{
	size_t n = im->source->n;
	struct stored st = { 0 };
	struct text_tools *tools = text_tools_new();

	st.fits = arena_array(im->arena, n + 1, sizeof(*st.fits));
	for (size_t i = 0; i < n; i++)
		if (is_changed(im, i))
			map_add(&st.touched,
				shared_key(im, &im->source->slots[i]), i);
	for (int required = 1; required >= 0; required--) {
		for (size_t i = 0; i < n; i++) {
			const struct slot *slot = &im->source->slots[i];

			if (slot->required != required || !slot->text.p ||
			    !im->slots[i].text.p)
				continue;
			if (is_untranslated(im, i, &st, tools))
				im->report->copied++;
			else
				store_text(im, i, &st);
		}
	}
	text_tools_free(tools);
	map_release(&st.shared);
	map_release(&st.touched);
}

bool
import_is_stored(const struct importer *im)
{
	struct lookup lookup;

	lookup_init(&lookup, im->lookup->cat, im->arena);
	for (size_t i = 0; i < im->source->n; i++) {
		const struct slot *slot = &im->source->slots[i];
		const struct imported *p = &im->slots[i];
		const struct po_message *m;
		struct str text = slot->text;

		if (!text.p)
			continue;
		m = lookup_live(&lookup, im->source, slot);
		if (m && po_message_state(m) == PO_TRANSLATED)
			text = m->msgstr;
		if (!str_eq(text, p->text.p ? p->text : slot->text))
			return false;
	}
	return true;
}

void
import_store_unpaired(struct importer *im, size_t target)
{
	const struct slot *slot = &im->target->slots[target];
	struct catalog *cat = im->lookup->cat;
	struct str text = slot_target_text(im->target, slot);
	struct str ctxt = arena_strf(im->arena, LOOKUP_UNPAIRED "%.*s",
				     STR_FMT(slot->section));
	struct po_message *m;

	if (catalog_find(cat, ctxt, text) ||
	    catalog_find_obsolete(cat, ctxt, text))
		return;
	m = catalog_add(cat, ctxt, text);
	po_set_msgstr(cat, m, text);
	catalog_retire(cat, m);
}
