/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Coverage over time (audits.h: audits_points).
 */
#include "catalog/po_read.h"
#include "cmd/audits.h"
#include "report/status.h"

#include <stdlib.h>

/* What was translated at one moment. */
struct moment {
	struct audits *a;
	long long time;
	struct map shares; /* of catalogs, by blob: permille */
};

/* The newest revision of the file at the moment, or NULL: it was not there. */
static const struct history_rev *
revision_at(const struct moment *m, struct str path)
{
	struct history *h = &m->a->bases.history;
	const struct history_file *f = &h->files[bases_add(&m->a->bases, path)];

	for (size_t i = 0; i < f->n; i++)
		if (h->commits[f->revs[i].commit].time <= m->time)
			return f->revs[i].change == HISTORY_DELETED ?
				       NULL :
				       &f->revs[i];
	return NULL;
}

/* How many of 1000 texts of the catalog were translated. */
static size_t
share_of_catalog(struct moment *m, const struct history_rev *rev)
{
	struct diag quiet = { .quiet = true };
	struct git_object object;
	struct catalog cat;
	size_t known = map_find(&m->shares, rev->blob), n = 0, done = 0;

	if (known != MAP_NONE)
		return known;
	catalog_init(&cat);
	if (git_read(&m->a->bases.git, rev->blob, &object) == GIT_FOUND &&
	    po_read(&cat, object.bytes, STR(""), &quiet))
		for (size_t i = cat.has_header ? 1 : 0; i < cat.n; i++) {
			enum po_state state = po_message_state(cat.messages[i]);

			n += state != PO_OBSOLETE;
			done += state == PO_TRANSLATED;
		}
	known = n ? 1000 * done / n : 0;
	map_set(&m->shares, rev->blob, known);
	catalog_release(&cat);
	diag_release(&quiet);
	return known;
}

static size_t
words_done(struct moment *m, const struct audit_page *page)
{
	const struct audit_counts *c = &page->counts;
	const struct history_rev *rev =
		revision_at(m, page->po.p ? page->po : page->target);

	if (!rev)
		return 0;
	if (page->po.p)
		return c->total.words * share_of_catalog(m, rev) / 1000;
	if (page->first.id.p && page->first.time > m->time)
		return c->total.words; /* what is behind now was not then */
	return c->translated.words;
}

/* The first moment at which something was there. */
static long long
first_time(const struct audits *a, long long now)
{
	const struct history *h = &a->bases.history;
	long long first = now;

	for (size_t i = 0; i < a->n; i++) {
		struct str path =
			a->pages[i].po.p ? a->pages[i].po : a->pages[i].target;
		size_t k = bases_add((struct bases *)&a->bases, path);
		const struct history_file *f = &h->files[k];
		long long time =
			f->n ? h->commits[f->revs[f->n - 1].commit].time : now;

		first = time < first ? time : first;
	}
	return first;
}

static void
add_points(struct moment *m, struct status_point *points, size_t *n)
{
	const struct audits *a = m->a;

	for (size_t i = 0; i < a->n; i++) {
		const struct audit_page *page = &a->pages[i];
		struct status_point *point = *n ? &points[*n - 1] : NULL;

		if (page->state == AUDIT_ORPHANED)
			continue;
		if (!point || !str_eq(point->language, page->language) ||
		    point->time != m->time) {
			point = &points[(*n)++];
			*point = (struct status_point){ .language =
								page->language,
							.time = m->time };
		}
		point->words_total += page->counts.total.words;
		point->words_done += words_done(m, page);
	}
}

static int
by_language_and_time(const void *a, const void *b)
{
	const struct status_point *x = a, *y = b;
	int order = str_cmp(x->language, y->language);

	return order ? order : x->time < y->time ? -1 : x->time > y->time;
}

size_t
audits_points(struct audits *a, const struct work *w,
	      const struct status_point **out)
{
	long long now = audits_now(a), first = first_time(a, now);
	struct status_point *points =
		arena_array(&a->arena, AUDITS_POINTS * (w->cfg.n_languages + 1),
			    sizeof(*points));
	struct moment m = { .a = a };
	size_t n = 0;

	for (int i = 1; now > first && i <= AUDITS_POINTS; i++) {
		m.time = first + (now - first) * i / AUDITS_POINTS;
		add_points(&m, points, &n);
	}
	map_release(&m.shares);
	if (n)
		qsort(points, n, sizeof(*points), by_language_and_time);
	*out = points;
	return n;
}
