/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/import.h"

#include "base/i18n.h"
#include "base/text.h"
#include "check/active.h"
#include "sync/forms.h"
#include "sync/parallel.h"
#include "unit/codec.h"
#include "unit/fill.h"
#include "unit/wrap.h"

/* ORDER import_result */
static const char *const result_names[] = {
	"parallel", "in parts", "copy", "untranslated", "empty", "foreign",
};

/* ORDER import_note_kind */
static const char *const note_names[N_IMPORT_NOTES] = {
	N_("unsure"),
	N_("only in the source"),
	N_("only in the translation"),
	N_("localised"),
	N_("edited"),
	N_("conflict"),
};

const char *
import_result_name(enum import_result result)
{
	return result_names[result];
}

const char *
import_note_name(enum import_note_kind kind)
{
	return note_names[kind];
}

void
import_add_note(struct importer *im, struct import_note note)
{
	struct import_report *r = im->report;

	r->counts[note.kind]++;
	ARENA_PUSH(im->arena, r->notes, r->n_notes, r->cap_notes, note);
}

/*
 * The form of the translation while it is found. `base` has the front matter
 * keys of the target, so that what both have can be paired.
 */
struct shaper {
	struct importer *im;
	struct page_forms forms;
	struct shaped base;
	struct alignment pairs;	 /* slots of base.page -> target */
	struct slot_pair *plain; /* 1:1, in order on both sides */
	size_t n_plain;
};

/* Where pages do not run parallel, no text is a matter of form. */
static bool
has_text(const struct page *page, const struct slot *slot)
{
	return slot->required || parallel_needs_pair(page, slot);
}

/* Does the pair say what a parallel page would: one slot, one slot, in order? */
static bool
is_plain(const struct shaper *sh, const struct align_pair *pair)
{
	return align_is_one_to_one(pair) && !pair->moved &&
	       sh->base.origin[pair->source] != FORMS_NO_SLOT;
}

/* Would a page without this pair still run parallel? */
static bool
is_needed(const struct shaper *sh, const struct align_pair *pair)
{
	const struct page *base = sh->base.page, *target = sh->im->target;

	for (size_t i = 0; i < pair->n_source; i++)
		if (parallel_needs_pair(base, &base->slots[pair->source + i]))
			return true;
	for (size_t i = 0; i < pair->n_target; i++)
		if (parallel_needs_pair(target,
					&target->slots[pair->target + i]))
			return true;
	return false;
}

/* List the plain pairs; do the pages run parallel? */
static bool
list_plain(struct shaper *sh)
{
	bool parallel = true;

	sh->n_plain = 0;
	sh->plain =
		arena_array(sh->im->arena, sh->pairs.n + 1, sizeof(*sh->plain));
	for (size_t i = 0; i < sh->pairs.n; i++) {
		const struct align_pair *pair = &sh->pairs.pairs[i];

		if (is_plain(sh, pair))
			sh->plain[sh->n_plain++] =
				(struct slot_pair){ pair->source,
						    pair->target };
		else if (is_needed(sh, pair))
			parallel = false;
	}
	return parallel;
}

/* The keys that only one side has, so that the others can be paired. */
static void
take_matter_form(struct shaper *sh)
{
	struct importer *im = sh->im;
	struct page_forms only_matter = { 0 };

	only_matter.has_matter = matter_diff(im->source, im->target, im->arena,
					     &only_matter.matter);
	shaped_init(&sh->base, im->source, &only_matter);
	if (sh->base.has_own)
		sh->forms = only_matter;
}

/* Each slot of the source with its plain partner. */
static void
note_partners(struct shaper *sh)
{
	struct importer *im = sh->im;

	for (size_t i = 0; i < sh->n_plain; i++) {
		const struct slot *t = &im->target->slots[sh->plain[i].target];
		size_t s = sh->base.origin[sh->plain[i].source];
		struct imported *p = &im->slots[s];

		if (!im->source->slots[s].text.p)
			continue; /* it has no message */
		p->target = sh->plain[i].target;
		/* the same words are the same text, however they are wrapped */
		p->is_source = str_eq(t->text, im->source->slots[s].text);
		p->text = p->is_source ? im->source->slots[s].text :
					 slot_target_text(im->target, t);
	}
}

/* Give each slot of the shaped page the target's bytes: a filling, or raw. */
static bool
fill_slot(struct importer *im, const struct page *page, size_t i,
	  struct imported *p, struct filling *f)
{
	size_t cols = im->options->cfg->wrap_cols;
	const struct slot *slot = &page->slots[i];
	struct str bytes;
	struct buf one = { 0 };
	bool plain;

	if (p->target == FORMS_NO_SLOT || !p->text.p)
		return true;
	if (!p->is_source)
		p->text = wrap_target_text(page, slot, im->target,
					   &im->target->slots[p->target], cols);
	bytes = slot_bytes(im->target, &im->target->slots[p->target]);
	if (str_eq(bytes, slot_bytes(page, slot)))
		return true;
	f->text = p->text;
	plain = codec_encode(page, slot, p->text, cols, &one) == CODEC_OK &&
		str_eq(buf_str(&one), bytes);
	if (!plain)
		f->raw = bytes;
	buf_release(&one);
	return plain;
}

/*
 * Give the source the target's skeleton where both run in step, and fill it with
 * the target's texts; note how it writes what we would write otherwise. True if
 * that is the target, byte for byte.
 */
static bool
take_form(struct shaper *sh, bool parallel)
{
	struct importer *im = sh->im;
	struct shaped shaped;
	const struct page *page;
	struct filling *fillings;
	struct str *raw;
	struct buf built = { 0 };
	bool any_raw = false, exact;

	form_diff(sh->base.page, im->target, sh->plain, sh->n_plain,
		  parallel ? parallel_needs_pair : has_text, im->arena,
		  &sh->forms.form);
	sh->forms.has_form = sh->forms.form.n > 0;
	shaped_init(&shaped, im->source, &sh->forms);
	page = shaped.page;
	fillings = arena_array(im->arena, page->n + 1, sizeof(*fillings));
	raw = arena_array(im->arena, page->n + 1, sizeof(*raw));
	for (size_t i = 0; i < page->n; i++) {
		size_t s = shaped.origin[i];

		if (s == FORMS_NO_SLOT ||
		    fill_slot(im, page, i, &im->slots[s], &fillings[i]))
			continue;
		raw[i] = fillings[i].raw;
		any_raw = true;
	}
	fill_page(page, fillings, im->options->cfg->wrap_cols, &built);
	exact = str_eq(buf_str(&built), im->target->doc.bytes);
	for (size_t i = 0; i < page->n; i++)
		if (fillings[i].refused)
			im->slots[shaped.origin[i]].refused = true;
	if (any_raw) {
		form_add_raws(page, raw, im->arena, &sh->forms.form);
		sh->forms.has_form = true;
	}
	im->report->layout = sh->forms.form.n;
	buf_release(&built);
	shaped_release(&shaped);
	return exact;
}

/* ---- pairs that are not plain ---- */

static struct str
joined_text(const struct importer *im, const struct align_pair *pair)
{
	struct buf all = { 0 };
	struct str text;

	for (size_t i = 0; i < pair->n_target; i++) {
		struct str part = slot_target_text(
			im->target, &im->target->slots[pair->target + i]);

		if (i && part.n &&
		    !text_joins_without_space(buf_str(&all), part))
			buf_add_byte(&all, ' ');
		buf_add(&all, part);
	}
	text = all.n ? arena_str(im->arena, buf_str(&all)) : (struct str){ 0 };
	buf_release(&all);
	return text;
}

/*
 * A text that was split: both parts. One that was joined stands with the first
 * of its sources, for a translator to cut.
 */
static void
take_other_pair(struct shaper *sh, const struct align_pair *pair)
{
	struct importer *im = sh->im;
	size_t s = sh->base.origin[pair->source];

	if (s == FORMS_NO_SLOT)
		return;
	im->slots[s] = (struct imported){
		.text = joined_text(im, pair),
		.target = pair->target,
		.sure = align_is_sure(pair) && pair->n_source == 1,
		.doubt = pair->doubt,
		.confidence = pair->confidence,
	};
	if (!im->slots[s].sure && pair->doubt == ALIGN_NO_DOUBT)
		im->slots[s].doubt = ALIGN_NOT_ONE_TO_ONE;
}

static void
note_alone(struct importer *im, const struct page *page,
	   const struct slot *slot, enum import_note_kind kind)
{
	struct import_note note = { .kind = kind,
				    .title = slot_title(page, slot),
				    .text = slot->text };

	if (kind == IMPORT_ONLY_SOURCE)
		note.source_line = slot->leaf->line;
	else
		note.target_line = slot->leaf->line;
	note.title = arena_str(im->arena, note.title);
	note.text = arena_str(im->arena, note.text);
	import_add_note(im, note);
}

static void
take_lonely_source(struct shaper *sh, const struct align_pair *pair,
		   size_t first)
{
	for (size_t i = first; i < pair->n_source; i++) {
		size_t s = sh->base.origin[pair->source + i];
		const struct slot *slot;

		if (s == FORMS_NO_SLOT)
			continue;
		slot = &sh->im->source->slots[s];
		if (slot->required)
			note_alone(sh->im, sh->im->source, slot,
				   IMPORT_ONLY_SOURCE);
	}
}

/* Is it a text of its own, and no copy of something in the source? */
static bool
is_worth_keeping(const struct slot *slot, const struct map *source_texts)
{
	return slot->text.p &&
	       (slot->required || slot->kind == MD_CODE ||
		slot->kind == MD_INNER) &&
	       map_find(source_texts, slot->text) == MAP_NONE;
}

static void
take_lonely_target(struct importer *im, const struct align_pair *pair,
		   const struct map *source_texts)
{
	for (size_t i = 0; i < pair->n_target; i++) {
		const struct slot *slot = &im->target->slots[pair->target + i];

		if (!is_worth_keeping(slot, source_texts))
			continue;
		note_alone(im, im->target, slot, IMPORT_ONLY_TARGET);
		import_store_unpaired(im, pair->target + i);
	}
}

/* Is there a text of the source that could have the pair's translation? */
static bool
has_source_text(const struct shaper *sh, const struct align_pair *pair)
{
	return pair->n_source && sh->base.page->slots[pair->source].text.p;
}

static void
take_others(struct shaper *sh)
{
	struct importer *im = sh->im;
	struct map source_texts = { 0 };

	for (size_t i = 0; i < im->source->n; i++)
		if (im->source->slots[i].text.p)
			map_set(&source_texts, im->source->slots[i].text, i);
	for (size_t i = 0; i < sh->pairs.n; i++) {
		const struct align_pair *pair = &sh->pairs.pairs[i];

		if (!has_source_text(sh, pair))
			take_lonely_target(im, pair, &source_texts);
		if (is_plain(sh, pair))
			continue;
		if (pair->n_source && pair->n_target)
			take_other_pair(sh, pair);
		take_lonely_source(sh, pair, pair->n_target ? 1 : 0);
	}
	map_release(&source_texts);
}

/* ---- the page ---- */

/* How sure the plain pairs are; where the pages run parallel, all of them. */
static void
judge_pairs(struct shaper *sh, bool parallel)
{
	for (size_t i = 0; i < sh->pairs.n; i++) {
		const struct align_pair *pair = &sh->pairs.pairs[i];
		struct imported *p;

		if (!is_plain(sh, pair))
			continue;
		p = &sh->im->slots[sh->base.origin[pair->source]];
		p->sure = parallel || align_is_sure(pair);
		p->doubt = pair->doubt;
		p->confidence = pair->confidence;
	}
}

/*
 * Active content that only the translation has. False: there is some, and build
 * will refuse it.
 */
static bool
report_active(struct importer *im)
{
	struct import_report *report = im->report;
	struct active_list known, found;
	struct str name;

	active_of_page(im->source, &known);
	active_of_page(im->target, &found);
	while ((name = active_first_new(&found, &known, im->options->cfg)).p) {
		ARENA_PUSH(im->arena, known.items, known.n, known.cap, name);
		ARENA_PUSH(im->arena, report->brought, report->n_brought,
			   report->cap_brought, name);
	}
	return report->n_brought == 0;
}

/*
 * What the page is. Of a copy the form is still stored: it may have front matter
 * of its own.
 */
static enum import_result
judge_page(const struct shaper *sh, bool parallel)
{
	struct importer *im = sh->im;
	struct align_judgement judgement;

	align_judge(sh->base.page, im->target, &sh->pairs,
		    im->options->language, &judgement);
	switch (judgement.verdict) {
	case ALIGN_EMPTY:
		return IMPORT_EMPTY;
	case ALIGN_COPY:
		return IMPORT_COPY;
	case ALIGN_SOURCE_WORDS:
		return IMPORT_UNTRANSLATED;
	case ALIGN_OTHER_LANGUAGE:
		return IMPORT_FOREIGN;
	default:
		return parallel ? IMPORT_PARALLEL : IMPORT_IN_PARTS;
	}
}

void
import_page(const struct lookup *lookup, const struct import_options *options,
	    const struct page *source, const struct page *target,
	    struct diag *diag, struct import_report *report)
{
	struct importer im = { .lookup = lookup,
			       .options = options,
			       .source = source,
			       .target = target,
			       .arena = source->arena,
			       .diag = diag,
			       .report = report };
	struct shaper sh = { .im = &im };
	bool parallel, filled;

	*report = (struct import_report){ 0 };
	im.slots = arena_array(im.arena, source->n + 1, sizeof(*im.slots));
	for (size_t i = 0; i < source->n; i++)
		im.slots[i].target = FORMS_NO_SLOT;
	take_matter_form(&sh);
	align_pages(sh.base.page, target, options->model, im.arena, &sh.pairs);
	parallel = list_plain(&sh) ||
		   (parallel_force(sh.base.page, target, im.arena, &sh.pairs) &&
		    list_plain(&sh));
	report->result = judge_page(&sh, parallel);
	if (report->result > IMPORT_COPY ||
	    str_eq(source->doc.bytes, target->doc.bytes)) {
		shaped_release(&sh.base);
		return;
	}
	report->stored = true;
	note_partners(&sh);
	judge_pairs(&sh, parallel);
	report->exact = take_form(&sh, parallel);
	if (!report->exact)
		take_others(&sh);
	import_store(&im);
	forms_store(lookup->cat, source->path, options->many_pages, &sh.forms,
		    im.arena);
	/*
	 * What was filled in is the page; build fills in what the catalog says,
	 * unless it refuses it.
	 */
	filled = report_active(&im) && report->exact;
	report->exact = filled && import_is_stored(&im);
	report->may_be_exact = filled && !report->exact;
	shaped_release(&sh.base);
}
