/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/strays.h"

#include "catalog/po_read.h"
#include "sync/moved.h"
#include "unit/slot.h"

void
strays_release(struct strays *strays)
{
	arena_release(&strays->arena);
	*strays = (struct strays){ 0 };
}

bool
strays_is_gone(const struct work *w, struct str path)
{
	struct arena arena = { 0 };
	bool gone = site_is_source_path(&w->site, path) &&
		    file_state(arena_cstr(&arena, path)) == FILE_ABSENT;

	arena_release(&arena);
	return gone;
}

/* Have all pages of the catalog gone? *source: the first of them. */
static bool
is_stray(const struct work *w, const struct catalog *cat, struct str *source)
{
	size_t n = cat->has_header ? 1 : 0;

	if (cat->n == n)
		return false;
	for (; n < cat->n; n++) {
		const struct po_message *m = cat->messages[n];

		for (size_t k = 0; !m->obsolete && k < m->references.n; k++)
			if (!strays_is_gone(w, m->references.items[k]))
				return false;
		if (!m->obsolete && !m->references.n)
			return false;
		if (!m->obsolete && !source->p)
			*source = m->references.items[0];
	}
	return true;
}

bool
strays_load(struct catalog *cat, struct str po)
{
	struct diag quiet = { .quiet = true };
	bool exists, ok;

	catalog_init(cat);
	ok = po_load(cat, po.p, &exists, &quiet);
	diag_release(&quiet);
	return ok && exists;
}

void
strays_list(struct work *w, const struct config_language *lang,
	    struct strays *out)
{
	struct file_list files;

	*out = (struct strays){ 0 };
	if (w->single)
		return;
	site_stray_catalogs(&w->site, lang, &out->arena, &files);
	for (size_t i = 0; i < files.n; i++) {
		struct stray stray = { .po = files.paths[i] };
		struct str source = { 0 };
		struct catalog cat;

		if (strays_load(&cat, stray.po) && is_stray(w, &cat, &source)) {
			stray.source = arena_str(&out->arena, source);
			ARENA_PUSH(&out->arena, out->items, out->n, out->cap,
				   stray);
		}
		catalog_release(&cat);
	}
}

/* ---- moved pages ---- */

/* Is it the message of a text of its page, rather than of a value? */
static bool
is_text(const struct po_message *m)
{
	return !m->obsolete && !m->msgctxt.p;
}

static void
add_old(struct moved *m, const struct catalog *cat)
{
	size_t page = moved_add_old(m);

	for (size_t i = cat->has_header ? 1 : 0; i < cat->n; i++)
		if (is_text(cat->messages[i]))
			moved_add_old_text(
				m, page,
				arena_str(m->arena, cat->messages[i]->msgid));
}

static void
add_texts(struct work *w, struct moved *m, struct str source)
{
	struct diag quiet = { .quiet = true };
	struct arena arena = { 0 };
	struct buf bytes = { 0 };
	struct page page;

	if (file_load(source.p, &bytes, &quiet)) {
		page_read(&page, source, buf_str(&bytes), w->cfg.dialect,
			  &arena, NULL);
		for (size_t k = 0; k < page.n; k++)
			if (page.slots[k].required)
				moved_add_new_text(
					m, arena_str(m->arena,
						     page.slots[k].text));
		page_release(&page);
	}
	buf_release(&bytes);
	arena_release(&arena);
	diag_release(&quiet);
}

static bool
is_new(const struct work_catalog *job, const struct config_language *lang)
{
	return job->lang == lang && job->selected &&
	       file_state(job->po.p) == FILE_ABSENT;
}

void
strays_find_moved(struct work *w, const struct config_language *lang,
		  struct strays *strays)
{
	struct arena arena = { 0 };
	struct moved moved;
	size_t next = 0;

	moved_init(&moved, &arena);
	for (size_t i = 0; i < strays->n; i++) {
		struct catalog cat;

		strays_load(&cat, strays->items[i].po);
		add_old(&moved, &cat);
		catalog_release(&cat);
	}
	for (size_t i = 0; strays->n && i < w->n; i++)
		if (is_new(&w->catalogs[i], lang)) {
			moved_add_new(&moved);
			for (size_t k = 0; k < w->catalogs[i].n; k++)
				add_texts(w, &moved,
					  w->catalogs[i].pages[k].source);
		}
	moved_match(&moved);
	for (size_t i = 0; strays->n && i < w->n; i++) {
		size_t pair;

		if (!is_new(&w->catalogs[i], lang))
			continue;
		pair = moved.new_side.pages[next++].pair;
		if (pair != MOVED_NONE)
			strays->items[pair].moved_to = &w->catalogs[i];
	}
	moved_release(&moved);
	arena_release(&arena);
}

const struct stray *
strays_of(const struct strays *strays, const struct work_catalog *job)
{
	for (size_t i = 0; i < strays->n; i++)
		if (strays->items[i].moved_to == job)
			return &strays->items[i];
	return NULL;
}

/* ---- pages renamed within a catalog ---- */

/* The pages that the messages of a catalog refer to, and those that are gone. */
struct referred {
	struct arena *arena;
	struct map known; /* all paths */
	struct str *gone;
	size_t n_gone, cap_gone;
};

static void
list_referred(const struct work *w, const struct catalog *cat,
	      struct referred *r)
{
	for (size_t i = cat->has_header ? 1 : 0; i < cat->n; i++) {
		const struct po_message *m = cat->messages[i];

		for (size_t k = 0; !m->obsolete && k < m->references.n; k++) {
			struct str path = m->references.items[k];

			if (map_set(&r->known, path, 0) == MAP_NONE &&
			    strays_is_gone(w, path))
				ARENA_PUSH(r->arena, r->gone, r->n_gone,
					   r->cap_gone, path);
		}
	}
}

static void
add_gone(const struct catalog *cat, const struct referred *r, struct moved *m)
{
	struct map pages = { 0 };

	for (size_t g = 0; g < r->n_gone; g++)
		map_set(&pages, r->gone[g], moved_add_old(m));
	for (size_t i = cat->has_header ? 1 : 0; i < cat->n; i++) {
		const struct po_message *msg = cat->messages[i];

		for (size_t k = 0; is_text(msg) && k < msg->references.n; k++) {
			size_t page =
				map_find(&pages, msg->references.items[k]);

			if (page != MAP_NONE)
				moved_add_old_text(m, page, msg->msgid);
		}
	}
	map_release(&pages);
}

void
strays_rename_pages(struct work *w, const struct work_catalog *job,
		    struct catalog *cat)
{
	struct arena arena = { 0 };
	struct referred r = { .arena = &arena };
	struct moved moved;
	struct str *new_paths =
		arena_array(&arena, job->n + 1, sizeof(*new_paths));
	size_t n_new = 0;

	moved_init(&moved, &arena);
	if (!w->single)
		list_referred(w, cat, &r);
	for (size_t i = 0; r.n_gone && i < job->n; i++)
		if (map_find(&r.known, job->pages[i].source) == MAP_NONE)
			new_paths[n_new++] = job->pages[i].source;
	if (n_new)
		add_gone(cat, &r, &moved);
	for (size_t i = 0; i < n_new; i++) {
		moved_add_new(&moved);
		add_texts(w, &moved, new_paths[i]);
	}
	moved_match(&moved);
	for (size_t i = 0; i < n_new; i++)
		if (moved.new_side.pages[i].pair != MOVED_NONE)
			moved_rename(cat, r.gone[moved.new_side.pages[i].pair],
				     new_paths[i]);
	map_release(&r.known);
	moved_release(&moved);
	arena_release(&arena);
}
