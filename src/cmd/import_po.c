/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/import_po.h"

#include "base/i18n.h"
#include "base/locale.h"
#include "catalog/po_read.h"
#include "catalog/po_write.h"
#include "cmd/work.h"
#include "sync/foreign.h"
#include "sync/sync.h"

#include <stdio.h>

/* A pair of texts that are less alike is none; the scale of catalog/match. */
#define MIN_SCORE 700

/* ORDER import_po_count */
enum {
	EXACT,
	RECUT,
	FUZZY,
	LEFT,
	OPEN,
	WORDS_EXACT,
	WORDS_RECUT,
	WORDS_FUZZY,
	WORDS_OPEN
};

static const struct work_row rows[] = {
	{ "exact", NN_("exact", "exact"), WORK_ALWAYS, NO_FINDING,
	  WORDS_EXACT },
	{ "resegmented", NN_("cut anew", "cut anew"), WORK_ALWAYS, NO_FINDING,
	  WORDS_RECUT },
	{ "fuzzy", NNC_("number", "fuzzy", "fuzzy"), WORK_ALWAYS, NO_FINDING,
	  WORDS_FUZZY },
	{ "left", NN_("kept as obsolete", "kept as obsolete"), WORK_ALWAYS,
	  NO_FINDING, 0 },
	{ "untranslated", NNC_("number", "untranslated", "untranslated"),
	  WORK_ALWAYS, NO_FINDING, WORDS_OPEN },
	{ "words_exact", NULL, NULL, WORK_HIDDEN, NO_FINDING, 0 },
	{ "words_resegmented", NULL, NULL, WORK_HIDDEN, NO_FINDING, 0 },
	{ "words_fuzzy", NULL, NULL, WORK_HIDDEN, NO_FINDING, 0 },
	{ "words_untranslated", NULL, NULL, WORK_HIDDEN, NO_FINDING, 0 },
	{ NULL, NULL, NULL, WORK_HIDDEN, NO_FINDING, 0 },
};

/* A file of another tool. */
struct file {
	const char *path;
	struct catalog cat;
	const struct config_language *lang;
};

/* A message that nothing was found for. */
struct open_text {
	const struct work_catalog *job;
	struct str msgctxt, msgid, title;
};

/* What lives as long as the command. */
struct run {
	const struct invocation *inv;
	struct file *files;
	size_t n_files;
	struct arena arena; /* of the command */
	/* of the language */
	struct foreign foreign;
	struct lexicon lexicon;
	struct arena lang_arena;
	struct open_text *opens;
	size_t n_opens, cap_opens;
};

/* ---- the files ---- */

/* Of the only language asked for, or of the one that its header names. */
static bool
find_language(struct work *w, struct run *run, struct file *f)
{
	struct str field = catalog_header_field(&f->cat, STR("Language"));

	if (run->inv->n_langs == 1)
		f->lang = config_language(&w->cfg, str_of(run->inv->langs[0]));
	else if (field.n)
		f->lang = config_language(&w->cfg, field);
	if (!f->lang && w->cfg.n_languages == 1 && !field.n)
		f->lang = &w->cfg.languages[0];
	if (!f->lang)
		diag_error(&w->diag, loc_at(str_of(f->path), 1),
			   _("is of no language of the site; name it with "
			     "'--language'"));
	return f->lang != NULL;
}

static bool
begin(struct work *w)
{
	struct run *run = w->state;
	bool ok = true;

	run->n_files = run->inv->n_pages + 1;
	run->files =
		arena_array(&run->arena, run->n_files, sizeof(*run->files));
	for (size_t i = 0; i < run->n_files; i++) {
		struct file *f = &run->files[i];
		bool exists;

		f->path = i ? run->inv->pages[i - 1] : run->inv->po;
		catalog_init(&f->cat);
		if (!po_load(&f->cat, f->path, &exists, &w->diag)) {
			ok = false;
		} else if (!exists) {
			diag_error(&w->diag, loc_at(str_of(f->path), 0),
				   _("there is no such file"));
			ok = false;
		} else {
			ok = find_language(w, run, f) && ok;
		}
	}
	return ok;
}

static void
begin_language(struct work *w, const struct config_language *lang)
{
	struct run *run = w->state;

	foreign_init(&run->foreign, w->cfg.dialect);
	lexicon_init(&run->lexicon, w->cfg.dialect);
	for (size_t i = 0; i < run->n_files; i++)
		if (run->files[i].lang == lang)
			foreign_add(&run->foreign, &run->files[i].cat);
}

/* ---- one catalog ---- */

static size_t
words_of(struct run *run, struct str text)
{
	return lexicon_count_words(&run->lexicon, text, PARTS_PROSE);
}

static void
add_comments(struct catalog *cat, struct po_message *m,
	     const struct str_list *lines)
{
	for (size_t i = 0; i < lines->n; i++) {
		bool known = false;

		for (size_t k = 0; k < m->comments.n && !known; k++)
			known = str_eq(m->comments.items[k], lines->items[i]);
		if (!known)
			po_add_comment(cat, m, lines->items[i]);
	}
}

/* What a message is, as its `#.` says. */
static struct str
title_of(const struct po_message *m)
{
	return m->extracted.n ? m->extracted.items[0] : (struct str){ 0 };
}

static void
fill(struct run *run, const struct work_catalog *job, struct catalog *cat,
     struct po_message *m, size_t *counts)
{
	struct foreign_found found;
	struct str path = m->references.n ? m->references.items[0] : STR("");
	struct arena *arena = &run->lang_arena;
	bool exact;

	foreign_find(&run->foreign, m->msgid, path, true, &found);
	if (!found.how) {
		struct open_text open = { job, arena_str(arena, m->msgctxt),
					  arena_str(arena, m->msgid),
					  arena_str(arena, title_of(m)) };

		ARENA_PUSH(arena, run->opens, run->n_opens, run->cap_opens,
			   open);
		return;
	}
	exact = found.how == FOREIGN_EXACT;
	po_set_msgstr(cat, m, found.msgstr);
	po_set_fuzzy(m, found.m->fuzzy);
	if (m->fuzzy && found.m->prev_msgid.p)
		po_set_previous(cat, m, (struct str){ 0 }, found.m->prev_msgid);
	add_comments(cat, m, &found.m->comments);
	counts[m->fuzzy ? FUZZY : exact ? EXACT : RECUT]++;
	counts[m->fuzzy ? WORDS_FUZZY :
	       exact	? WORDS_EXACT :
			  WORDS_RECUT] += words_of(run, m->msgid);
}

/* It has a translation: perhaps that of an earlier import. */
static void
recognise(struct run *run, const struct po_message *m)
{
	struct foreign_found found;
	struct str path = m->references.n ? m->references.items[0] : STR("");
	struct str text = m->prev_msgid.p ? m->prev_msgid : m->msgid;

	foreign_find(&run->foreign, text, path, false, &found);
	if (found.how && str_eq(found.msgstr, m->msgstr))
		foreign_find(&run->foreign, text, path, true, &found);
}

/* Code that was translated: an optional message (unit/slot.h). */
static void
add_code(struct run *run, struct catalog *cat, const struct page *page)
{
	for (size_t i = 0; i < page->n; i++) {
		const struct slot *slot = &page->slots[i];
		struct foreign_found found;
		struct po_message *m;

		if (slot->kind != MD_CODE || slot->required || !slot->text.p ||
		    catalog_find(cat, slot->context, slot->text) ||
		    catalog_find_obsolete(cat, slot->context, slot->text))
			continue;
		foreign_find(&run->foreign, slot->text, page->path, false,
			     &found);
		if (!found.how || str_eq(found.msgstr, slot->text))
			continue;
		m = catalog_add(cat, slot->context, slot->text);
		po_set_references(cat, m, &page->path, 1);
	}
}

static void
sync_page_of(struct run *run, struct sync *sync, struct work *w,
	     struct str path)
{
	struct arena arena = { 0 };
	struct buf bytes = { 0 };
	struct page page;

	if (file_load(path.p, &bytes, &w->diag)) {
		page_read(&page, path, buf_str(&bytes), w->cfg.dialect, &arena,
			  &w->diag);
		add_code(run, sync->lookup.cat, &page);
		sync->lookup.arena = &arena;
		sync_page(sync, &page);
		sync->lookup.arena = sync->arena;
		page_release(&page);
	}
	buf_release(&bytes);
	arena_release(&arena);
}

/* A message for each text of the pages. */
static void
sync_catalog(struct work *w, const struct work_catalog *job,
	     struct catalog *cat)
{
	struct run *run = w->state;
	struct arena arena = { 0 };
	struct sync sync;

	sync_open(&sync, cat, &run->lexicon, &arena);
	for (size_t i = 0; i < job->n; i++)
		sync_page_of(run, &sync, w, job->pages[i].source);
	sync_resolve(&sync);
	sync_close(&sync);
	arena_release(&arena);
}

static void
save(struct work *w, const struct work_catalog *job, struct catalog *cat)
{
	if (!w->inv->dry_run && work_may_write(w, job->po))
		po_save(cat, job->po.p, &w->diag);
}

static void
import_catalog(struct work *w, const struct work_catalog *job, size_t *counts)
{
	struct run *run = w->state;
	struct catalog cat;
	bool exists;

	if (work_load_catalog(w, job, true, &cat, &exists)) {
		sync_catalog(w, job, &cat);
		for (size_t i = cat.has_header ? 1 : 0; i < cat.n; i++) {
			struct po_message *m = cat.messages[i];

			if (po_message_state(m) == PO_UNTRANSLATED)
				fill(run, job, &cat, m, counts);
			else
				recognise(run, m);
		}
		if (exists || cat.n > 1)
			save(w, job, &cat);
	}
	catalog_release(&cat);
	work_step(w, job->po);
}

/* ---- the language: what is alike, and what is left ---- */

static void
match_open(struct run *run, struct match_side *olds, struct match_side *news)
{
	struct arena *arena = &run->lang_arena;

	olds->n = run->foreign.n_texts;
	olds->texts = arena_array(arena, olds->n + 1, sizeof(*olds->texts));
	news->n = run->n_opens;
	news->texts = arena_array(arena, news->n + 1, sizeof(*news->texts));
	for (size_t i = 0; i < olds->n; i++)
		lexicon_text(&run->lexicon, run->foreign.texts[i].text,
			     (struct str){ 0 }, arena, &olds->texts[i]);
	for (size_t i = 0; i < news->n; i++)
		lexicon_text(&run->lexicon, run->opens[i].msgid,
			     (struct str){ 0 }, arena, &news->texts[i]);
	match_orphans(lexicon_match(&run->lexicon), *olds, *news);
}

/* Put the alike texts of one catalog into it. */
static void
fill_alike(struct work *w, size_t first, size_t end,
	   const struct match_side *news, size_t *counts)
{
	struct run *run = w->state;
	const struct work_catalog *job = run->opens[first].job;
	struct catalog cat;
	bool exists;

	if (!work_load_catalog(w, job, true, &cat, &exists)) {
		catalog_release(&cat);
		return;
	}
	for (size_t i = first; i < end; i++) {
		const struct open_text *open = &run->opens[i];
		const struct match_text *text = &news->texts[i];
		bool alike =
			text->pair != MATCH_NONE && text->score >= MIN_SCORE;
		struct po_message *m =
			catalog_find(&cat, open->msgctxt, open->msgid);
		struct foreign_text *from;

		counts[alike ? FUZZY : OPEN]++;
		counts[alike ? WORDS_FUZZY : WORDS_OPEN] +=
			words_of(run, open->msgid);
		if (!alike)
			continue;
		from = &run->foreign.texts[text->pair];
		foreign_use(&run->foreign, from);
		if (!m)
			continue; /* --dry-run */
		po_set_msgstr(&cat, m, from->msgstr);
		po_set_fuzzy(m, true);
		po_set_previous(&cat, m, (struct str){ 0 }, from->text);
		add_comments(&cat, m,
			     &run->foreign.entries[from->entry].m->comments);
	}
	save(w, job, &cat);
	catalog_release(&cat);
}

/* The catalog takes it under its key, or one beside it. */
static bool
keep_entry(struct run *run, struct catalog *cat, const struct po_message *m)
{
	struct po_message copy = *m;
	size_t nth = 0;

	copy.obsolete = copy.dirty = true;
	copy.references.n = copy.extracted.n = 0;
	for (;;) {
		const struct po_message *there =
			catalog_find(cat, copy.msgctxt, copy.msgid);

		if (!there)
			there = catalog_find_obsolete(cat, copy.msgctxt,
						      copy.msgid);
		if (!there)
			break;
		if (po_has_same_texts(there, m))
			return false;
		copy.msgctxt = arena_strf(&run->lang_arena,
					  LOOKUP_UNPAIRED "po/%zu", ++nth);
	}
	catalog_append(cat, copy);
	return true;
}

/* All that is left goes into the language's first catalog. */
static void
keep_left(struct work *w, const struct work_catalog *job, size_t *counts)
{
	struct run *run = w->state;
	struct catalog cat;
	bool exists, any = false;

	if (work_load_catalog(w, job, true, &cat, &exists)) {
		for (size_t i = 0; i < run->foreign.n; i++) {
			const struct foreign_entry *e =
				&run->foreign.entries[i];

			if (!foreign_is_left(&run->foreign, e) ||
			    !keep_entry(run, &cat, e->m))
				continue;
			any = true;
			counts[LEFT]++;
			if (w->inv->verbose)
				printf("- %.*s\n", STR_FMT(e->m->msgid));
		}
		if (any) {
			save(w, job, &cat);
			diag_note(&w->diag, loc_at(job->po, 0),
				  _("what fits no page stands at its end, "
				    "obsolete"));
		}
	}
	catalog_release(&cat);
}

static void
end_language(struct work *w, const struct config_language *lang, size_t *counts)
{
	struct run *run = w->state;
	struct match_side olds, news;

	match_open(run, &olds, &news);
	for (size_t i = 0, end; i < run->n_opens; i = end) {
		for (end = i + 1; end < run->n_opens; end++)
			if (run->opens[end].job != run->opens[i].job)
				break;
		fill_alike(w, i, end, &news, counts);
	}
	for (size_t i = 0; i < w->n; i++) {
		if (w->catalogs[i].lang != lang)
			continue;
		keep_left(w, &w->catalogs[i], counts);
		break;
	}
	foreign_release(&run->foreign);
	lexicon_release(&run->lexicon);
	arena_clear(&run->lang_arena);
	run->opens = NULL;
	run->n_opens = run->cap_opens = 0;
}

int
import_po_run(const struct invocation *inv)
{
	static const struct work_plan plan = { .rows = rows,
					       .writes = true,
					       .begin = begin,
					       .language_begin = begin_language,
					       .catalog = import_catalog,
					       .language_end = end_language };
	struct run run = { .inv = inv };
	struct invocation site = *inv;
	int status;

	site.po = NULL;
	site.n_pages = 0;
	status = work_run(&site, &plan, &run);
	for (size_t i = 0; run.files && i < run.n_files; i++)
		catalog_release(&run.files[i].cat);
	arena_release(&run.arena);
	arena_release(&run.lang_arena);
	return status;
}
