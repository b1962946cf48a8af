/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/import.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "check/active.h"
#include "sync/align.h"
#include "sync/forms.h"
#include "unit/codec.h"
#include "unit/fill.h"

/* One pair of pages on its way into the catalog. */
struct importer {
	const struct lookup *lookup;
	const struct config *cfg;
	const struct page *source, *target;
	struct arena *arena;
	struct diag *diag;
	bool many_pages, page_wins;
	struct page_forms forms;
	struct shaped base;	 /* with the front matter keys of the target */
	struct slot_pair *pairs; /* slots of base.page -> target, in order */
	size_t n_pairs;
	struct shaped shaped;	 /* with the whole form of the target */
	const struct page *page; /* shaped.page */
	size_t *target_of;	 /* for each slot of page: in target, or NONE */
	struct filling *fillings;
	struct import_counts *counts;
};

/*
 * Texts of the page's body, which must all have a partner. What CommonMark
 * itself does not tell apart (the lines of an alert, footnotes, definitions,
 * cells) may differ: then it is part of the form.
 */
static bool
must_pair(const struct page *page, const struct slot *slot)
{
	switch (page->doc.containers[slot->leaf->container].kind) {
	case MD_ALERT:
	case MD_FOOTNOTE:
	case MD_DEFINITION:
		return false;
	default:
		return slot->kind == MD_PARAGRAPH || slot->kind == MD_HEADING ||
		       slot->kind == MD_CODE || slot->kind == MD_INNER;
	}
}

static bool
report_lonely(struct importer *im, const struct page *page,
	      const struct slot *slot, const char *fmt)
{
	char excerpt[64] = "";

	if (slot->text.p) {
		struct str line = slot->text;

		line.n = str_find_byte(line, 0, '\n');
		line.n = utf8_floor(line, 40);
		snprintf(excerpt, sizeof(excerpt), "%.*s", STR_FMT(line));
	}
	diag_warning(im->diag, loc_at(page->path, slot->leaf->line), fmt,
		     STR_FMT(slot_title(page, slot)), excerpt);
	return false;
}

/* Say where the pages part; false if they do. */
static bool
check_parallel(struct importer *im)
{
	const struct page *base = im->base.page;
	size_t next_s = 0, next_t = 0;

	for (size_t i = 0; i <= im->n_pairs; i++) {
		bool last = i == im->n_pairs;
		size_t s = last ? base->n : im->pairs[i].source;
		size_t t = last ? im->target->n : im->pairs[i].target;

		for (; next_s < s; next_s++)
			if (must_pair(base, &base->slots[next_s]))
				return report_lonely(
					im, base, &base->slots[next_s],
					_("%.*s '%s' has no counterpart in the "
					  "translation: the pages do not run "
					  "parallel"));
		for (; next_t < t; next_t++)
			if (must_pair(im->target, &im->target->slots[next_t]))
				return report_lonely(
					im, im->target,
					&im->target->slots[next_t],
					_("%.*s '%s' has no counterpart in the "
					  "source: the pages do not run "
					  "parallel"));
		next_s = s + 1;
		next_t = t + 1;
	}
	return true;
}

/* The keys that only one side has, so that the others can be paired. */
static void
take_matter_form(struct importer *im)
{
	struct page_forms only_matter = { 0 };

	only_matter.has_matter = matter_diff(im->source, im->target, im->arena,
					     &only_matter.matter);
	shaped_init(&im->base, im->source, &only_matter);
	if (im->base.has_own)
		im->forms = only_matter;
}

/*
 * Pair the slots of base.page and target. Slots in lines that only the
 * translation has are nobody's partner.
 */
static void
pair_slots(struct importer *im)
{
	struct align_model model;
	struct alignment all;

	align_model_init(
		&model, STR("en"),
		catalog_header_field(im->lookup->cat, STR("Language")));
	align_learn(&model, im->base.page, im->target);
	align_pages(im->base.page, im->target, &model, im->arena, &all);
	im->pairs = arena_array(im->arena, all.n + 1, sizeof(*im->pairs));
	for (size_t i = 0; i < all.n; i++) {
		const struct align_pair *pair = &all.pairs[i];

		if (align_is_one_to_one(pair) && !pair->moved &&
		    im->base.origin[pair->source] != FORMS_NO_SLOT)
			im->pairs[im->n_pairs++] =
				(struct slot_pair){ pair->source,
						    pair->target };
	}
}

/*
 * Give the source the target's whole skeleton, and find each pair's slot in it:
 * those that come from the source are the pairs, in order.
 */
static bool
take_form(struct importer *im)
{
	size_t next = 0;

	form_diff(im->base.page, im->target, im->pairs, im->n_pairs, im->arena,
		  &im->forms.form);
	im->forms.has_form = im->forms.form.n > 0;
	shaped_init(&im->shaped, im->source, &im->forms);
	im->page = im->shaped.page;
	im->target_of =
		arena_array(im->arena, im->page->n + 1, sizeof(*im->target_of));
	for (size_t i = 0; i < im->page->n; i++) {
		im->target_of[i] = FORMS_NO_SLOT;
		if (im->shaped.origin[i] == FORMS_NO_SLOT)
			continue;
		if (next == im->n_pairs)
			return false;
		im->target_of[i] = im->pairs[next++].target;
	}
	return next == im->n_pairs;
}

/* Fill with the target's texts; note how it writes what we write otherwise. */
static bool
fill_and_compare(struct importer *im)
{
	const struct page *page = im->page;
	struct str *raw = arena_array(im->arena, page->n + 1, sizeof(*raw));
	struct buf built = { 0 }, one = { 0 };
	bool same, any_raw = false;

	im->fillings =
		arena_array(im->arena, page->n + 1, sizeof(*im->fillings));
	for (size_t i = 0; i < page->n; i++) {
		const struct slot *slot;
		struct str bytes, text;

		if (im->target_of[i] == FORMS_NO_SLOT)
			continue;
		slot = &im->target->slots[im->target_of[i]];
		bytes = slot_bytes(im->target, slot);
		text = slot_target_text(im->target, slot);
		if (!text.p || str_eq(bytes, slot_bytes(page, &page->slots[i])))
			continue;
		im->fillings[i].text = text;
		buf_clear(&one);
		if (codec_encode(page, &page->slots[i], text, &one) ==
			    CODEC_OK &&
		    str_eq(buf_str(&one), bytes))
			continue;
		im->fillings[i].raw = raw[i] = bytes;
		any_raw = true;
	}
	fill_page(page, im->fillings, &built);
	same = str_eq(buf_str(&built), im->target->doc.bytes);
	if (any_raw) {
		form_add_raws(page, raw, im->arena, &im->forms.form);
		im->forms.has_form = true;
	}
	buf_release(&built);
	buf_release(&one);
	return same;
}

/* ---- into the catalog ---- */

/* Catalog and page differ: which text is to stand? True: the page's. */
static bool
settle(struct importer *im, const struct slot *slot, const struct po_message *m,
       struct str text)
{
	struct loc at = loc_at(im->target->path, slot->leaf->line);

	if (im->page_wins) {
		im->counts->edited++;
		diag_note(im->diag, at,
			  _("'%.*s' becomes '%.*s', as the page says"),
			  STR_FMT(m->msgstr), STR_FMT(text));
		return true;
	}
	im->counts->conflicts++;
	diag_warning(im->diag, at,
		     _("the catalog has '%.*s', which stays; the page says "
		       "'%.*s' ('import --force' takes the page's)"),
		     STR_FMT(m->msgstr), STR_FMT(text));
	return false;
}

static void
set_message(struct importer *im, const struct slot *slot, struct str ctxt,
	    struct str text)
{
	struct catalog *cat = im->lookup->cat;
	struct po_message *m = catalog_find(cat, ctxt, slot->text);
	struct str path = im->source->path;
	struct str title = slot_title(im->source, slot);

	if (!m && (m = catalog_find_obsolete(cat, ctxt, slot->text)) != NULL)
		catalog_revive(cat, m);
	if (!m) {
		m = catalog_add(cat, ctxt, slot->text);
		po_set_extracted(cat, m, &title, 1);
	}
	if (m->msgstr.n && !m->fuzzy && !str_eq(m->msgstr, text) &&
	    !settle(im, slot, m, text))
		return;
	po_set_msgstr(cat, m, text);
	po_set_fuzzy(m, false);
	if (!po_refers_to(m, path) || !m->references.n) {
		struct str_list refs = m->references;

		ARENA_PUSH(im->arena, refs.items, refs.n, refs.cap, path);
		po_set_references(cat, m, refs.items, refs.n);
	}
}

/* The target's text of slot i, or no string: not paired, or has no text. */
static struct str
text_of(const struct importer *im, size_t i)
{
	if (im->target_of[i] == FORMS_NO_SLOT)
		return (struct str){ 0 };
	return slot_target_text(im->target,
				&im->target->slots[im->target_of[i]]);
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
	struct str *texts;
	bool *fits; /* the first slot of its key: took the shared message */
};

/* May the page's first slot of a key have the shared message? */
static bool
is_free(const struct importer *im, const struct slot *slot, struct str text)
{
	const struct po_message *m = catalog_find(
		im->lookup->cat, lookup_own_context(slot), slot->text);

	return !m || !m->msgstr.n || m->fuzzy || !im->many_pages ||
	       m->references.n == 0 ||
	       (m->references.n == 1 && po_refers_to(m, im->source->path)) ||
	       str_eq(m->msgstr, text);
}

/* Is the text what the shared message says, or may say? */
static bool
fits_shared(const struct importer *im, const struct slot *slot, struct str text,
	    struct stored *st, size_t i)
{
	size_t first = map_add(&st->shared, shared_key(im, slot), i);

	if (first == i)
		st->fits[i] = is_free(im, slot, text);
	return st->fits[first] && str_eq(st->texts[first], text);
}

static const struct slot *
source_slot(const struct importer *im, size_t i)
{
	return &im->source->slots[im->shaped.origin[i]];
}

/* Did the translation change this slot? */
static bool
is_changed(const struct importer *im, size_t i)
{
	struct str text = text_of(im, i);

	return text.p && !im->fillings[i].refused && im->fillings[i].text.p &&
	       !str_eq(text, source_slot(im, i)->text);
}

/*
 * A required slot has a message; an optional one if the translation changed it,
 * or if the message of an equal text would change it though the translation did
 * not.
 */
static void
store_text(struct importer *im, size_t i, struct stored *st)
{
	const struct slot *slot = source_slot(im, i);
	struct str ctxt = lookup_own_context(slot);
	struct str text = text_of(im, i);
	bool changed = is_changed(im, i);

	if (!text.p || !slot->text.p)
		return;
	if (!slot->required && !changed &&
	    map_find(&st->touched, shared_key(im, slot)) == MAP_NONE)
		return;
	st->texts[i] = text;
	if (!slot->context.p && !fits_shared(im, slot, text, st, i))
		ctxt = lookup_place(im->source, slot, im->arena);
	im->counts->units += slot->required;
	im->counts->localised += !slot->required && changed;
	set_message(im, slot, ctxt, text);
}

static void
store_texts(struct importer *im)
{
	size_t n = im->page->n;
	struct stored st = { 0 };

	st.texts = arena_array(im->arena, n + 1, sizeof(*st.texts));
	st.fits = arena_array(im->arena, n + 1, sizeof(*st.fits));
	for (size_t i = 0; i < n; i++)
		if (im->target_of[i] != FORMS_NO_SLOT && is_changed(im, i))
			map_add(&st.touched, shared_key(im, source_slot(im, i)),
				i);
	for (int required = 1; required >= 0; required--)
		for (size_t i = 0; i < n; i++)
			if (im->target_of[i] != FORMS_NO_SLOT &&
			    source_slot(im, i)->required == required)
				store_text(im, i, &st);
	map_release(&st.shared);
	map_release(&st.touched);
}

/* Active content that only the translation has: say what would allow it. */
static void
report_active(struct importer *im)
{
	struct active_list known, found;
	struct str name;

	active_of_page(im->source, &known);
	active_of_page(im->target, &found);
	while ((name = active_first_new(&found, &known, im->cfg)).p) {
		diag_warning(im->diag, loc_at(im->target->path, 0),
			     _("the translation has '%.*s' and the source has "
			       "not; build will refuse it unless %s says "
			       "'allow: [\"%.*s\"]'"),
			     STR_FMT(name), CONFIG_NAME, STR_FMT(name));
		ARENA_PUSH(im->arena, known.items, known.n, known.cap, name);
	}
}

enum import_result
import_page(const struct lookup *lookup, const struct config *cfg,
	    const struct page *source, const struct page *target,
	    bool many_pages, bool page_wins, struct diag *diag,
	    struct import_counts *counts)
{
	struct importer im = { .lookup = lookup,
			       .cfg = cfg,
			       .source = source,
			       .target = target,
			       .arena = source->arena,
			       .diag = diag,
			       .many_pages = many_pages,
			       .page_wins = page_wins,
			       .counts = counts };
	enum import_result result = IMPORT_OK;

	*counts = (struct import_counts){ 0 };
	if (str_eq(source->doc.bytes, target->doc.bytes))
		return IMPORT_COPY;
	take_matter_form(&im);
	pair_slots(&im);
	if (!check_parallel(&im)) {
		result = IMPORT_NOT_PARALLEL;
	} else if (!take_form(&im)) {
		diag_warning(diag, loc_at(target->path, 0),
			     _("the pages differ in form too much to be paired "
			       "slot by slot"));
		result = IMPORT_NOT_PARALLEL;
	} else {
		if (!fill_and_compare(&im))
			result = IMPORT_NOT_EXACT;
		store_texts(&im);
		forms_store(lookup->cat, source->path, many_pages, &im.forms,
			    im.arena);
		counts->layout = im.forms.form.n;
		report_active(&im);
	}
	shaped_release(&im.shaped);
	shaped_release(&im.base);
	return result;
}
