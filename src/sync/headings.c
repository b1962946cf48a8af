/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/headings.h"

#include "unit/anchors.h"

/* Both pages while ids are written or taken off. */
struct pins {
	const struct page *source;
	struct page page;
	struct anchors was, is;
	struct buf out;
	size_t at; /* bytes of the page that are in `out` */
};

static void
open_pins(struct pins *p, const struct config *cfg, const struct page *source,
	  struct str bytes, struct arena *arena)
{
	*p = (struct pins){ .source = source };
	page_read(&p->page, source->path, bytes, source->doc.dialect, arena,
		  NULL);
	anchors_read(&p->was, source, cfg->ids);
	anchors_read(&p->is, &p->page, cfg->ids);
}

static void
close_pins(struct pins *p)
{
	anchors_release(&p->was);
	anchors_release(&p->is);
	page_release(&p->page);
	buf_release(&p->out);
}

static void
copy_to(struct pins *p, size_t end)
{
	buf_add(&p->out, str_sub(p->page.doc.bytes, p->at, end));
	p->at = end;
}

/* The next heading of the page from slot i on. */
static size_t
next_heading(const struct anchors *a, const struct page *page, size_t i)
{
	while (i < page->n && !a->of_slot[i].p)
		i++;
	return i;
}

/* ---- pin ---- */

static void
pin_one(struct pins *p, const struct slot *slot, struct str id)
{
	struct str own;
	struct span at = anchors_attributes(&p->page, slot, &own);
	bool others = at.begin < at.end;

	if (own.p || !id.n)
		return;
	copy_to(p, at.begin + others);
	buf_addf(&p->out, others ? "#%.*s " : " {#%.*s}", STR_FMT(id));
}

/* Has the page as it is now the headings that it had, with the right ids? */
static bool
is_pinned(const struct pins *p, const struct config *cfg, struct arena *arena)
{
	struct page now;
	struct anchors a;
	size_t was = 0;
	bool ok;

	page_read(&now, p->source->path, buf_str(&p->out),
		  p->source->doc.dialect, arena, NULL);
	anchors_read(&a, &now, cfg->ids);
	ok = now.n == p->page.n;
	for (size_t i = 0; ok && i < now.n; i++) {
		struct str own, id;

		ok = now.slots[i].kind == p->page.slots[i].kind;
		if (!ok || now.slots[i].kind != MD_HEADING)
			continue;
		was = next_heading(&p->was, p->source, was);
		id = p->was.of_slot[was++];
		anchors_attributes(&p->page, &p->page.slots[i], &own);
		ok = own.p || !id.n || str_eq(a.of_slot[i], id);
	}
	anchors_release(&a);
	page_release(&now);
	return ok;
}

void
headings_pin(const struct config *cfg, const struct page *source,
	     struct str bytes, struct buf *out)
{
	struct arena arena = { 0 };
	struct pins p;
	size_t i = 0, was = 0;
	bool same;

	if (!cfg->pin_headings) {
		buf_add(out, bytes);
		return;
	}
	open_pins(&p, cfg, source, bytes, &arena);
	same = p.was.n_headings == p.is.n_headings;
	while (same && (i = next_heading(&p.is, &p.page, i)) < p.page.n) {
		was = next_heading(&p.was, source, was);
		pin_one(&p, &p.page.slots[i++], p.was.of_slot[was++]);
	}
	copy_to(&p, bytes.n);
	same = same && is_pinned(&p, cfg, &arena);
	buf_add(out, same ? buf_str(&p.out) : bytes);
	close_pins(&p);
	arena_release(&arena);
}

/* ---- unpin ---- */

/* Was the id made for heading `was` of the source, which does not say it? */
static bool
is_pin(const struct pins *p, size_t was, struct str id)
{
	struct str own;

	if (!str_eq(p->was.of_slot[was], id))
		return false;
	anchors_attributes(p->source, &p->source->slots[was], &own);
	return !own.p;
}

static void
unpin_one(struct pins *p, const struct slot *slot, struct str id)
{
	struct str bytes = p->page.doc.bytes, own;
	struct span at = anchors_attributes(&p->page, slot, &own);
	size_t pin = at.begin + strlen("{#") + id.n;

	if (str_at(bytes, at.begin + 1) != '#')
		return;
	if (pin + 1 == at.end && at.begin > slot->at.begin + 1 &&
	    bytes.p[at.begin - 1] == ' ' &&
	    !ascii_is_blank(bytes.p[at.begin - 2])) {
		copy_to(p, at.begin - 1);
		p->at = at.end;
	} else if (pin + 1 < at.end && bytes.p[pin] == ' ') {
		copy_to(p, at.begin + 1);
		p->at = pin + 1;
	}
}

void
headings_unpin(const struct config *cfg, const struct page *source,
	       struct str bytes, struct buf *out)
{
	struct arena arena = { 0 };
	struct pins p;
	size_t i = 0, was = 0, any;
	bool same;

	if (!cfg->pin_headings) {
		buf_add(out, bytes);
		return;
	}
	open_pins(&p, cfg, source, bytes, &arena);
	same = p.was.n_headings == p.is.n_headings;
	while ((i = next_heading(&p.is, &p.page, i)) < p.page.n) {
		struct str id;

		anchors_attributes(&p.page, &p.page.slots[i], &id);
		any = map_find(&p.was.ids, id);
		if (same)
			was = next_heading(&p.was, source, was);
		else
			was = any != MAP_NONE && any ? any - 1 : source->n;
		if (id.p && was < source->n && is_pin(&p, was, id))
			unpin_one(&p, &p.page.slots[i], id);
		was++;
		i++;
	}
	copy_to(&p, bytes.n);
	buf_add(out, buf_str(&p.out));
	close_pins(&p);
	arena_release(&arena);
}
