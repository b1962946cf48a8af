/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/relayout.h"

#include "base/i18n.h"
#include "base/yaml.h"
#include "catalog/po_read.h"
#include "catalog/po_write.h"
#include "cmd/strays.h"
#include "config/template.h"
#include "sync/compose.h"
#include "sync/relayout.h"
#include "sync/sync.h"

#include <stdio.h>

/* ORDER relayout_count */
enum { WRITTEN, REMOVED, CONTEXTS };

static const struct work_row rows[] = {
	{ "catalogs_written", NN_("catalog written", "catalogs written"),
	  WORK_ALWAYS, NO_FINDING, 0 },
	{ "catalogs_removed", NN_("catalog removed", "catalogs removed"),
	  WORK_ALWAYS, NO_FINDING, 0 },
	{ "contexts",
	  NN_("message with another context", "messages with another context"),
	  WORK_IF_ANY, NO_FINDING, 0 },
	{ NULL, NULL, NULL, WORK_HIDDEN, NO_FINDING, 0 },
};

/* An old catalog, or a new one: its bytes. */
struct file {
	struct str path, bytes;
	bool is_new;
};

/* A new catalog and its pages. */
struct group {
	struct str po;
	const struct work_catalog **from; /* of each page: its old catalog */
	struct str *sources;
	size_t n, cap, cap_from, n_from;
};

/* What lives as long as the command. */
struct run {
	struct work *w;
	struct str template;
	bool pack;
	struct arena arena;
	struct file *files; /* old ones of a language, then its new ones */
	size_t n, cap;
	size_t first;		     /* file of the language */
	struct map olds_at, news_at; /* path -> file */
	struct buf config;	     /* calque.yaml with the new template */
	struct str old_config;
	/* of the language */
	struct arena lang_arena;
	struct relayout_from *olds; /* for each catalog of the work */
	struct catalog *strays;	    /* those of pages that are gone */
	size_t n_strays;
	struct group *groups;
	size_t n_groups, cap_groups;
};

static void
error_at(struct run *run, struct str path, const char *text)
{
	diag_error(&run->w->diag, loc_at(path, 0), "%s", text);
}

/* ---- calque.yaml ---- */

/* The first `po` of a rule that is not the template yet. */
static const struct yaml_node *
find_po(const struct run *run, const struct yaml_doc *doc, size_t *n_found)
{
	const struct yaml_node *found = NULL;

	*n_found = 0;
	for (size_t i = 0; i < doc->n; i++) {
		const struct yaml_node *node = &doc->nodes[i];

		if (node->type != YAML_SCALAR ||
		    (!str_eq(node->path, STR("pages[].po")) &&
		     !str_eq(node->path, STR("pages.po"))))
			continue;
		++*n_found;
		if (!found && !str_eq(node->value, run->template))
			found = node;
	}
	return found;
}

/* Replace one `po`; false where all are done or it cannot be done (*ok). */
static bool
edit_config(struct run *run, size_t n_expected, bool *ok)
{
	struct str text = arena_str(&run->arena, buf_str(&run->config));
	const struct yaml_node *node;
	struct yaml_doc doc;
	struct buf value = { 0 };
	size_t n_found = 0;

	*ok = yaml_read(text, &run->arena, &doc);
	node = *ok ? find_po(run, &doc, &n_found) : NULL;
	*ok = *ok && n_found == n_expected;
	if (*ok && node) {
		*ok = yaml_encode(text, &doc, (size_t)(node - doc.nodes),
				  run->template, STR("\n"), &value);
		buf_clear(&run->config);
		buf_add(&run->config, str_sub(text, 0, node->span.begin));
		buf_add(&run->config, buf_str(&value));
		buf_add(&run->config, str_from(text, node->span.end));
	}
	buf_release(&value);
	return *ok && node;
}

static bool
plan_config(struct run *run)
{
	struct work *w = run->w;
	size_t n_rules = 0;
	bool ok;

	if (!file_load(CONFIG_NAME, &run->config, &w->diag))
		return false;
	run->old_config = arena_str(&run->arena, buf_str(&run->config));
	for (size_t i = 0; i < w->cfg.n_pages; i++) {
		struct config_pages rule = w->cfg.pages[i];

		if (!rule.po.p)
			continue;
		n_rules++;
		rule.po = run->template;
		template_check(&w->cfg, &rule, &w->diag);
	}
	while (edit_config(run, n_rules, &ok))
		;
	if (!ok)
		diag_error(&w->diag, loc_at(w->cfg.path, 0),
			   _("'po' does not stand there as a plain value; "
			     "write it so for each rule first"));
	return ok && !w->diag.n_errors;
}

/* ---- catalogs in memory ---- */

static void
add_file(struct run *run, struct str path, struct str bytes, bool is_new)
{
	struct file f = { arena_str(&run->arena, path),
			  arena_str(&run->arena, bytes), is_new };

	map_set(is_new ? &run->news_at : &run->olds_at, f.path, run->n);
	ARENA_PUSH(&run->arena, run->files, run->n, run->cap, f);
}

/* Call visit for the page; false where it cannot be read. */
static bool
with_page(struct run *run, struct str path,
	  void (*visit)(const struct page *page, void *ctx), void *ctx)
{
	struct arena arena = { 0 };
	struct buf bytes = { 0 };
	struct page page;
	bool ok = file_load(path.p, &bytes, &run->w->diag);

	if (ok) {
		page_read(&page, path, buf_str(&bytes), run->w->cfg.dialect,
			  &arena, NULL);
		visit(&page, ctx);
		page_release(&page);
	}
	buf_release(&bytes);
	arena_release(&arena);
	return ok;
}

static void
sync_one(const struct page *page, void *ctx)
{
	struct sync *sync = ctx;

	sync->lookup.arena = page->arena;
	sync_page(sync, page);
	sync->lookup.arena = sync->arena;
}

/* Sync the catalog; true where it had all that its pages need, and no more. */
static bool
is_complete(struct run *run, struct catalog *cat, const struct str *sources,
	    size_t n)
{
	struct arena arena = { 0 };
	struct lexicon lexicon;
	struct sync sync;
	bool ok = true;

	lexicon_init(&lexicon, run->w->cfg.dialect);
	sync_open(&sync, cat, &lexicon, &arena);
	for (size_t i = 0; i < n && ok; i++)
		ok = with_page(run, sources[i], sync_one, &sync);
	if (ok) {
		sync_resolve(&sync);
		sync_close(&sync);
		ok = sync.counts.carried + sync.counts.fuzzy +
			     sync.counts.added + sync.counts.revived +
			     sync.counts.obsolete ==
		     0;
	} else {
		sync_release(&sync);
	}
	lexicon_release(&lexicon);
	arena_release(&arena);
	return ok;
}

/* An old catalog: it must be what sync makes of it. */
static void
load_old(struct work *w, const struct work_catalog *job, size_t *counts)
{
	struct run *run = w->state;
	struct relayout_from *old = &run->olds[job - w->catalogs];
	struct str *sources =
		arena_array(&run->lang_arena, job->n + 1, sizeof(*sources));
	struct catalog synced;
	struct buf out = { 0 };
	bool exists, ok;

	(void)counts;
	for (size_t i = 0; i < job->n; i++)
		sources[i] = job->pages[i].source;
	old->cat = arena_alloc(&run->lang_arena, sizeof(*old->cat));
	old->many_pages = job->n > 1;
	if (!work_load_catalog(w, job, false, old->cat, &exists))
		return;
	old->seen = arena_array(&run->lang_arena, old->cat->n + 1,
				sizeof(*old->seen));
	catalog_init(&synced);
	ok = work_load_catalog(w, job, false, &synced, &exists) &&
	     is_complete(run, &synced, sources, job->n);
	po_write(&synced, &out);
	if (!ok || (exists && !str_eq(buf_str(&out), old->cat->bytes)))
		error_at(run, job->po,
			 _("is not what 'calque sync' makes of it; run that "
			   "first"));
	if (exists)
		add_file(run, job->po, old->cat->bytes, false);
	buf_release(&out);
	catalog_release(&synced);
}

/* ---- the new layout ---- */

static const struct work_catalog *
old_of(const struct work *w, const struct config_language *lang,
       const struct site_page *page, struct arena *arena)
{
	struct str po = site_po(&w->site, page, lang, arena);

	for (size_t i = 0; i < w->n; i++)
		if (w->catalogs[i].lang == lang &&
		    str_eq(w->catalogs[i].po, po))
			return &w->catalogs[i];
	return NULL;
}

static void
make_groups(struct run *run, const struct config_language *lang)
{
	struct work *w = run->w;
	struct arena *arena = &run->lang_arena;
	struct map by_po = { 0 };

	for (size_t i = 0; i < w->site.n; i++) {
		struct site_page page = w->site.pages[i];
		struct config_pages rule = *page.rule;
		const struct work_catalog *old;
		struct group *g;
		size_t k;

		if (!rule.po.p)
			continue;
		old = old_of(w, lang, &page, arena);
		rule.po = run->template;
		page.rule = &rule;
		rule.po = site_po(&w->site, &page, lang, arena);
		k = map_add(&by_po, rule.po, run->n_groups);
		if (k == run->n_groups)
			ARENA_PUSH(arena, run->groups, run->n_groups,
				   run->cap_groups,
				   (struct group){ .po = rule.po });
		g = &run->groups[k];
		ARENA_PUSH(arena, g->from, g->n_from, g->cap_from, old);
		ARENA_PUSH(arena, g->sources, g->n, g->cap, page.source);
	}
	map_release(&by_po);
}

/* The group while its catalog is made. */
struct making {
	struct run *run;
	const struct group *group;
	struct relayout r;
	struct catalog cat;
	size_t at; /* the page */
	enum relayout_pass pass;
};

static const struct relayout_from *
old_at(const struct making *mk, size_t page)
{
	return &mk->run->olds[mk->group->from[page] - mk->run->w->catalogs];
}

static void
take_page(const struct page *page, void *ctx)
{
	struct making *mk = ctx;
	const struct po_message *m;

	m = relayout_page(&mk->r, old_at(mk, mk->at), page, mk->pass);
	if (m)
		diag_error(&mk->run->w->diag,
			   loc_at(mk->group->from[mk->at]->po, m->line),
			   _("another page has another translation of this "
			     "under the same context of an author; make them "
			     "one first"));
}

/* The pages of an old catalog that stand together in the new one. */
static bool
is_first_of_old(const struct making *mk, size_t page)
{
	const struct work_catalog *old = mk->group->from[page];

	return str_eq(old->pages[0].source, mk->group->sources[page]);
}

static void
take_all(struct making *mk)
{
	const struct group *g = mk->group;
	const struct work_catalog *last = NULL;

	for (size_t i = 0; i < g->n; i++) {
		const struct catalog *cat = old_at(mk, i)->cat;

		if (g->from[i] == last)
			continue;
		last = g->from[i];
		if (!mk->cat.n)
			mk->cat.style = cat->style;
		relayout_header(&mk->r, cat);
		if (is_first_of_old(mk, i))
			mk->cat.tail = arena_strf(&mk->cat.arena, "%.*s%.*s",
						  STR_FMT(mk->cat.tail),
						  STR_FMT(cat->tail));
	}
	for (int pass = 0; pass < 2; pass++) {
		mk->pass = (enum relayout_pass)pass;
		for (mk->at = 0; mk->at < g->n; mk->at++)
			with_page(mk->run, g->sources[mk->at], take_page, mk);
	}
	for (size_t i = 0; i < g->n; i++)
		relayout_obsolete(&mk->r, old_at(mk, i), g->sources[i],
				  is_first_of_old(mk, i));
}

/* The catalogs of pages that are gone: to the language's first new one. */
static void
take_strays(struct making *mk, const struct strays *strays)
{
	struct run *run = mk->run;

	run->strays = arena_array(&run->lang_arena, strays->n + 1,
				  sizeof(*run->strays));
	for (size_t i = 0; i < strays->n; i++) {
		struct relayout_from from = { .cat = &run->strays[i] };
		struct str path = strays->items[i].po;

		run->n_strays++;
		if (!strays_load(from.cat, path))
			continue;
		relayout_obsolete(&mk->r, &from, path, true);
		add_file(run, path, from.cat->bytes, false);
	}
}

/* ---- proof ---- */

struct proof {
	struct making *mk;
	bool same;
};

static void
compose_with(const struct making *mk, struct catalog *cat,
	     const struct page *page, struct composed *out)
{
	struct diag quiet = { .quiet = true };
	struct compose c = { .cfg = &mk->run->w->cfg,
			     .po_path = mk->group->po,
			     .diag = &quiet };
	struct lookup lookup;

	lookup_init(&lookup, cat, page->arena);
	compose_page(&c, &lookup, page, out);
	diag_release(&quiet);
}

static void
prove_page(const struct page *page, void *ctx)
{
	struct proof *p = ctx;
	struct composed was, is;

	compose_with(p->mk, old_at(p->mk, p->mk->at)->cat, page, &was);
	compose_with(p->mk, &p->mk->cat, page, &is);
	p->same = str_eq(buf_str(&was.bytes), buf_str(&is.bytes)) &&
		  was.words_done == is.words_done && was.n_fuzzy == is.n_fuzzy;
	composed_release(&was);
	composed_release(&is);
}

static void
prove(struct making *mk)
{
	const struct group *g = mk->group;
	bool ok = is_complete(mk->run, &mk->cat, g->sources, g->n);

	for (mk->at = 0; mk->at < g->n && ok; mk->at++) {
		struct proof proof = { mk, false };

		with_page(mk->run, g->sources[mk->at], prove_page, &proof);
		ok = proof.same;
	}
	if (!ok)
		error_at(mk->run, g->po,
			 _("would not say the same as the catalogs before"));
}

/* ---- a language ---- */

/* Is it an old catalog with just these pages? Then its bytes stay. */
static bool
is_moved_whole(const struct group *g)
{
	for (size_t i = 1; i < g->n; i++)
		if (g->from[i] != g->from[0])
			return false;
	return g->from[0]->n == g->n;
}

static void
say_clashes(const struct making *mk)
{
	for (size_t i = 0; i < mk->r.clashes.n; i++) {
		bool said = false;

		for (size_t k = 0; k < i; k++)
			said = said || str_eq(mk->r.clashes.items[k],
					      mk->r.clashes.items[i]);
		if (!said)
			diag_note(&mk->run->w->diag, loc_at(mk->group->po, 1),
				  _("the headers had several values of '%.*s'; "
				    "the first one stands"),
				  STR_FMT(mk->r.clashes.items[i]));
	}
}

static void
make_catalog(struct run *run, const struct group *g,
	     const struct strays *strays, size_t *counts)
{
	struct making mk = { .run = run, .group = g };
	struct buf out = { 0 };

	catalog_init(&mk.cat);
	mk.r = (struct relayout){ .out = &mk.cat,
				  .arena = &mk.cat.arena,
				  .many_pages = g->n > 1,
				  .fold = !run->pack };
	take_all(&mk);
	if (strays)
		take_strays(&mk, strays);
	if (is_moved_whole(g) && !(strays && strays->n)) {
		buf_add(&out, old_at(&mk, 0)->cat->bytes);
	} else if (!run->w->diag.n_errors) {
		prove(&mk);
		say_clashes(&mk);
		po_write(&mk.cat, &out);
	}
	if (mk.cat.n > (mk.cat.has_header ? 1 : 0))
		add_file(run, g->po, buf_str(&out), true);
	counts[CONTEXTS] += mk.r.n_contexts;
	buf_release(&out);
	catalog_release(&mk.cat);
}

/* A message that went nowhere is of no page that is there. */
static void
check_seen(struct run *run, const struct work_catalog *job)
{
	const struct relayout_from *old = &run->olds[job - run->w->catalogs];

	for (size_t i = old->cat->has_header ? 1 : 0; i < old->cat->n; i++)
		if (!old->cat->messages[i]->obsolete && !old->seen[i])
			diag_error(&run->w->diag,
				   loc_at(job->po, old->cat->messages[i]->line),
				   _("this message is of no page"));
}

static void
make_language(struct run *run, const struct config_language *lang,
	      size_t *counts)
{
	struct work *w = run->w;
	struct strays strays;

	make_groups(run, lang);
	strays_list(w, lang, &strays);
	for (size_t i = 0; i < run->n_groups; i++)
		make_catalog(run, &run->groups[i], i ? NULL : &strays, counts);
	for (size_t i = 0; i < w->n; i++)
		if (w->catalogs[i].lang == lang)
			check_seen(run, &w->catalogs[i]);
	strays_release(&strays);
}

/* May the new catalogs be written where they belong? */
static void
check_places(struct run *run, size_t *counts)
{
	for (size_t i = run->first; i < run->n; i++) {
		struct file *f = &run->files[i];
		size_t old = map_find(&run->olds_at, f->path);
		struct buf there = { 0 };

		if (!f->is_new)
			continue;
		counts[WRITTEN] += old == MAP_NONE;
		if (work_may_write(run->w, f->path) &&
		    file_state(f->path.p) != FILE_ABSENT &&
		    file_load(f->path.p, &there, &run->w->diag) &&
		    !str_eq(buf_str(&there), f->bytes))
			error_at(run, f->path,
				 _("is there already; choose another template, "
				   "or move the file away"));
		buf_release(&there);
	}
}

/* Are they fewer, or more, as the command says? */
static void
check_direction(struct run *run, const struct config_language *lang)
{
	size_t n_old = 0;

	for (size_t i = 0; i < run->w->n; i++)
		n_old += run->w->catalogs[i].lang == lang;
	if (run->pack ? run->n_groups > n_old : run->n_groups < n_old)
		error_at(run, run->template,
			 run->pack ? _("makes more catalogs: that is 'calque "
				       "unpack'") :
				     _("makes fewer catalogs: that is 'calque "
				       "pack'"));
}

static bool
is_kept(const struct run *run, struct str path)
{
	return map_find(&run->news_at, path) != MAP_NONE;
}

static void
begin_language(struct work *w, const struct config_language *lang)
{
	struct run *run = w->state;

	(void)lang;
	run->first = run->n;
}

static void
end_language(struct work *w, const struct config_language *lang, size_t *counts)
{
	struct run *run = w->state;

	if (!w->diag.n_errors) {
		make_language(run, lang, counts);
		check_direction(run, lang);
		check_places(run, counts);
	}
	for (size_t i = run->first; i < run->n && !w->diag.n_errors; i++)
		counts[REMOVED] += !run->files[i].is_new &&
				   !is_kept(run, run->files[i].path);
	if (w->diag.n_errors)
		counts[WRITTEN] = counts[CONTEXTS] = 0;
	for (size_t i = 0; i < w->n; i++)
		if (w->catalogs[i].lang == lang && run->olds[i].cat)
			catalog_release(run->olds[i].cat);
	for (size_t i = 0; i < run->n_strays; i++)
		catalog_release(&run->strays[i]);
	arena_clear(&run->lang_arena);
	run->n_strays = 0;
	run->groups = NULL;
	run->n_groups = run->cap_groups = 0;
}

/* ---- the site ---- */

static bool
begin(struct work *w)
{
	struct run *run = w->state;

	run->w = w;
	run->olds = arena_array(&run->arena, w->n + 1, sizeof(*run->olds));
	return plan_config(run);
}

/* An editor may have saved it since it was read. */
static void
remove_old(struct run *run, const struct file *f)
{
	struct buf now = { 0 };

	if (is_kept(run, f->path) || !work_may_write(run->w, f->path))
		return;
	if (file_load(f->path.p, &now, &run->w->diag) &&
	    !str_eq(buf_str(&now), f->bytes))
		error_at(run, f->path,
			 _("was saved by another program meanwhile and is not "
			   "in the new catalogs; it is left there"));
	else
		file_remove(f->path.p, &run->w->diag);
	buf_release(&now);
}

static int
finish(struct work *w)
{
	struct run *run = w->state;
	struct str config = buf_str(&run->config);
	bool ok = w->diag.n_errors == 0;

	if (!ok)
		error_at(run, w->cfg.path, _("nothing was changed"));
	if (!ok || w->inv->dry_run)
		return STATUS_FINE;
	for (size_t i = 0; i < run->n && ok; i++)
		if (run->files[i].is_new)
			ok = file_save(run->files[i].path.p,
				       run->files[i].bytes,
				       &w->diag) != FILE_SAVE_FAILED;
	if (!ok || file_save(CONFIG_NAME, config, &w->diag) == FILE_SAVE_FAILED)
		return STATUS_TROUBLE;
	for (size_t i = 0; i < run->n; i++)
		if (!run->files[i].is_new)
			remove_old(run, &run->files[i]);
	return STATUS_FINE;
}

int
relayout_run(const struct invocation *inv, bool pack)
{
	static const struct work_plan plan = { .rows = rows,
					       .writes = true,
					       .begin = begin,
					       .language_begin = begin_language,
					       .catalog = load_old,
					       .language_end = end_language,
					       .end = finish };
	struct invocation site = *inv;
	struct run run = { .pack = pack };
	int status;

	if (inv->n_pages != 1) {
		fprintf(stderr, "calque: error: %s\n",
			_("where shall the catalogs be? name one template, as "
			  "'po/{lang}.po' or 'po/{lang}/{path}.po'"));
		return STATUS_TROUBLE;
	}
	run.template = str_of(inv->pages[0]);
	site.n_pages = 0;
	status = work_run(&site, &plan, &run);
	map_release(&run.olds_at);
	map_release(&run.news_at);
	buf_release(&run.config);
	arena_release(&run.arena);
	arena_release(&run.lang_arena);
	return status;
}
