/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/import.h"

#include "base/i18n.h"
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
	bool many_pages;
	struct page_forms forms;
	/* the source with the front matter keys of the target */
	struct page matter_page;
	struct buf matter_bytes;
	struct span_list matter_frozen;
	const struct page *base; /* matter_page, or the source */
	struct alignment pairs;	 /* base -> target */
	/* base in the form of the target */
	struct page shaped;
	struct buf shaped_bytes;
	struct span_list frozen;
	const struct page *page; /* shaped, or base */
	size_t *target_of;	 /* for each slot of page: in target, or NONE */
	struct filling *fillings;
	struct import_counts *counts;
};

#define NO_SLOT ((size_t)-1)

/* Texts of the page's body, which must all have a partner. */
static bool
must_pair(const struct slot *slot)
{
	return slot->kind == MD_PARAGRAPH || slot->kind == MD_HEADING ||
	       slot->kind == MD_TERM || slot->kind == MD_CODE ||
	       slot->kind == MD_INNER;
}

static bool
report_lonely(struct importer *im, const struct page *page,
	      const struct slot *slot, const char *fmt)
{
	char excerpt[64] = "";

	if (slot->text.p) {
		struct str line = slot->text;

		line.n = str_find_byte(line, 0, '\n');
		snprintf(excerpt, sizeof(excerpt), "%.*s",
			 line.n > 40 ? 40 : (int)line.n, line.p);
	}
	diag_error(im->diag, loc_at(page->path, slot->leaf->line), fmt,
		   STR_FMT(slot_title(page, slot)), excerpt);
	return false;
}

/* Say where the pages part; false if they do. */
static bool
check_parallel(struct importer *im)
{
	size_t next_s = 0, next_t = 0;

	for (size_t i = 0; i <= im->pairs.n; i++) {
		bool last = i == im->pairs.n;
		size_t s = last ? im->base->n : im->pairs.pairs[i].source;
		size_t t = last ? im->target->n : im->pairs.pairs[i].target;

		for (; next_s < s; next_s++)
			if (must_pair(&im->base->slots[next_s]) &&
			    !forms_is_frozen(&im->base->slots[next_s],
					     &im->matter_frozen))
				return report_lonely(
					im, im->base,
					&im->base->slots[next_s],
					_("%.*s '%s' has no counterpart in the "
					  "translation: the pages do not run "
					  "parallel"));
		for (; next_t < t; next_t++)
			if (must_pair(&im->target->slots[next_t]))
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

static void
take_matter_form(struct importer *im)
{
	struct page_forms only_matter = { 0 };

	im->base = im->source;
	im->forms.has_matter = matter_diff(im->source, im->target, im->arena,
					   &im->forms.matter);
	if (!im->forms.has_matter)
		return;
	only_matter.matter = im->forms.matter;
	only_matter.has_matter = true;
	forms_apply(im->source, &only_matter, &im->matter_bytes,
		    &im->matter_page, &im->matter_frozen);
	im->base = &im->matter_page;
}

/* Slots in lines that only the translation has are nobody's partner. */
static void
drop_frozen_pairs(struct importer *im)
{
	size_t n = 0;

	for (size_t i = 0; i < im->pairs.n; i++) {
		struct slot_pair pair = im->pairs.pairs[i];

		if (!forms_is_frozen(&im->base->slots[pair.source],
				     &im->matter_frozen))
			im->pairs.pairs[n++] = pair;
	}
	im->pairs.n = n;
}

/*
 * Give the base the target's skeleton, and find again each pair's slot in it:
 * those outside what the form put in are the pairs, in order.
 */
static bool
take_form(struct importer *im)
{
	size_t next = 0;

	form_diff(im->base, im->target, im->pairs.pairs, im->pairs.n,
		  im->arena, &im->forms.form);
	im->forms.has_form = im->forms.form.n > 0;
	im->page = im->base;
	im->frozen = im->matter_frozen;
	if (im->forms.has_form) {
		form_apply(im->base, &im->forms.form, &im->shaped_bytes,
			   &im->frozen);
		page_read(&im->shaped, im->source->path,
			  buf_str(&im->shaped_bytes),
			  im->source->doc.dialect, im->arena, NULL);
		im->page = &im->shaped;
	}
	im->target_of = arena_array(im->arena, im->page->n + 1,
				    sizeof(*im->target_of));
	for (size_t i = 0; i < im->page->n; i++) {
		im->target_of[i] = NO_SLOT;
		if (forms_is_frozen(&im->page->slots[i], &im->frozen))
			continue;
		if (next == im->pairs.n)
			return false;
		im->target_of[i] = im->pairs.pairs[next++].target;
	}
	return next == im->pairs.n;
}

/* Fill with the target's texts; note how it writes what we write otherwise. */
static bool
fill_and_compare(struct importer *im)
{
	const struct page *page = im->page;
	struct str *raw = arena_array(im->arena, page->n + 1, sizeof(*raw));
	struct buf built = { 0 }, one = { 0 };
	bool same, any_raw = false;

	im->fillings = arena_array(im->arena, page->n + 1,
				   sizeof(*im->fillings));
	for (size_t i = 0; i < page->n; i++) {
		const struct slot *slot;
		struct str bytes, text;

		if (im->target_of[i] == NO_SLOT)
			continue;
		slot = &im->target->slots[im->target_of[i]];
		bytes = slot_bytes(im->target, slot);
		text = slot_target_text(im->target, slot);
		if (!text.p || str_eq(bytes, slot_bytes(page,
							&page->slots[i])))
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

static void
set_message(struct importer *im, const struct slot *slot, struct str ctxt,
	    struct str text)
{
	struct catalog *cat = im->lookup->cat;
	struct po_message *m = catalog_find(cat, ctxt, slot->text);
	struct str path = im->source->path;
	struct str title = slot_title(im->page, slot);

	if (!m && (m = catalog_find_obsolete(cat, ctxt, slot->text)) != NULL)
		catalog_revive(cat, m);
	if (!m) {
		m = catalog_add(cat, ctxt, slot->text);
		po_set_extracted(cat, m, &title, 1);
	}
	if (m->msgstr.n && !m->fuzzy && !str_eq(m->msgstr, text)) {
		im->counts->conflicts++;
		diag_warning(im->diag,
			     loc_at(im->target->path, slot->leaf->line),
			     _("the catalog has another translation of '%.*s', "
			       "which stays; the page says '%.*s'"),
			     STR_FMT(slot->text), STR_FMT(text));
		return;
	}
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
	if (im->target_of[i] == NO_SLOT)
		return (struct str){ 0 };
	return slot_target_text(im->target,
				&im->target->slots[im->target_of[i]]);
}

/* Is the text what the shared message (without context) says, or may say? */
static bool
fits_shared(const struct importer *im, const struct slot *slot,
	    struct str text, struct map *shared, struct str *texts, size_t i)
{
	struct str none = { 0 };
	const struct po_message *m;
	size_t first = map_add(shared, slot->text, i);

	if (first != i)
		return str_eq(texts[first], text);
	m = catalog_find(im->lookup->cat, none, slot->text);
	return !m || !m->msgstr.n || m->fuzzy || !im->many_pages ||
	       m->references.n == 0 ||
	       (m->references.n == 1 && po_refers_to(m, im->source->path)) ||
	       str_eq(m->msgstr, text);
}

/*
 * A required slot has a message; an optional one if the translation changed it,
 * or if a message of this page would change it though the translation did not.
 */
static void
store_texts(struct importer *im)
{
	const struct page *page = im->page;
	struct map shared = { 0 };
	struct str *texts = arena_array(im->arena, page->n + 1,
					sizeof(*texts));

	for (int optional = 0; optional < 2; optional++) {
		for (size_t i = 0; i < page->n; i++) {
			const struct slot *slot = &page->slots[i];
			struct str ctxt = lookup_own_context(slot);
			struct str text = text_of(im, i);
			bool changed;

			if (slot->required == (optional == 1) || !text.p ||
			    !slot->text.p)
				continue;
			changed = !im->fillings[i].refused &&
				  !str_eq(text, slot->text) &&
				  im->fillings[i].text.p;
			if (optional && !changed &&
			    (ctxt.p || map_find(&shared, slot->text) ==
					       MAP_NONE))
				continue;
			texts[i] = text;
			if (!ctxt.p && !fits_shared(im, slot, text, &shared,
						    texts, i))
				ctxt = lookup_place(page, slot, im->arena);
			else if (optional && !changed)
				continue;
			im->counts->units += slot->required;
			im->counts->localised += !slot->required && changed;
			set_message(im, slot, ctxt, text);
		}
	}
	map_release(&shared);
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

static void
importer_release(struct importer *im)
{
	if (im->base == &im->matter_page)
		page_release(&im->matter_page);
	if (im->page == &im->shaped)
		page_release(&im->shaped);
	buf_release(&im->matter_bytes);
	buf_release(&im->shaped_bytes);
}

enum import_result
import_page(const struct lookup *lookup, const struct config *cfg,
	    const struct page *source, const struct page *target,
	    bool many_pages, struct diag *diag, struct import_counts *counts)
{
	struct importer im = { .lookup = lookup, .cfg = cfg,
			       .source = source, .target = target,
			       .arena = source->arena, .diag = diag,
			       .many_pages = many_pages, .counts = counts };
	enum import_result result = IMPORT_OK;

	*counts = (struct import_counts){ 0 };
	if (str_eq(source->doc.bytes, target->doc.bytes))
		return IMPORT_COPY;
	take_matter_form(&im);
	align_pages(im.base, target, im.arena, &im.pairs);
	drop_frozen_pairs(&im);
	if (!check_parallel(&im)) {
		result = IMPORT_NOT_PARALLEL;
	} else if (!take_form(&im)) {
		diag_error(diag, loc_at(target->path, 0),
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
	importer_release(&im);
	return result;
}
