/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/relayout.h"

#include "catalog/merge.h"
#include "sync/forms.h"

#define OBSOLETE_MARK "#~"

/* ---- one message ---- */

/* What calque says of a message that is not sure. */
static bool
has_same_remarks(const struct po_message *a, const struct po_message *b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a->extracted.n &&
		       !str_starts(a->extracted.items[i], STR(PO_REMARK)))
			i++;
		while (k < b->extracted.n &&
		       !str_starts(b->extracted.items[k], STR(PO_REMARK)))
			k++;
		if (i == a->extracted.n || k == b->extracted.n)
			return i == a->extracted.n && k == b->extracted.n;
		if (!str_eq(a->extracted.items[i++], b->extracted.items[k++]))
			return false;
	}
}

/* The same but for its key and place? */
static bool
is_same(const struct po_message *a, const struct po_message *b)
{
	return po_has_same_texts(a, b) && po_has_same_state(a, b) &&
	       str_list_eq(&a->comments, &b->comments) &&
	       str_list_eq(&a->flags, &b->flags) && has_same_remarks(a, b);
}

static bool
fits_style(const struct catalog *cat, const struct po_message *m)
{
	size_t eol = str_find_byte(m->raw, 0, '\n');
	bool crlf = eol > 0 && eol < m->raw.n && m->raw.p[eol - 1] == '\r';

	return eol == m->raw.n || crlf == (cat->style.eol.n == 2);
}

static struct po_message *
append(struct relayout *r, const struct po_message *m, struct str ctxt)
{
	struct po_message copy = *m;
	bool renamed = !ctxt.p != !m->msgctxt.p || !str_eq(ctxt, m->msgctxt);

	copy.msgctxt = ctxt;
	copy.dirty = renamed || !m->raw.p || !fits_style(r->out, m);
	r->n_contexts += renamed && !m->obsolete;
	return catalog_append(r->out, copy);
}

static void
refer_to(struct relayout *r, struct po_message *m, struct str path)
{
	struct str_list refs = m->references;

	if (refs.n && po_refers_to(m, path))
		return;
	ARENA_PUSH(r->arena, refs.items, refs.n, refs.cap, path);
	po_set_references(r->out, m, refs.items, refs.n);
}

/*
 * Put it under this key, for the page `path`; false where something else stands
 * there.
 */
static bool
put(struct relayout *r, const struct po_message *m, struct str ctxt,
    struct str path)
{
	struct po_message *there = catalog_find(r->out, ctxt, m->msgid);

	if (there && !is_same(there, m))
		return false;
	if (!there)
		there = append(r, m, ctxt);
	refer_to(r, there, path);
	return true;
}

/* ---- the header ---- */

void
relayout_header(struct relayout *r, const struct catalog *from)
{
	static const struct str_list none;
	struct po_message *h, *more;
	struct str texts;

	if (!from->has_header)
		return;
	more = from->messages[0];
	if (!r->out->has_header) {
		r->out->has_header = true;
		append(r, more, more->msgctxt);
		return;
	}
	h = r->out->messages[0];
	texts = merge_headers(r->arena, STR(""), h->msgstr, more->msgstr,
			      &r->clashes);
	po_set_msgstr(r->out, h, texts);
	if (!str_list_eq(&h->comments, &more->comments)) {
		h->comments = merge_lists(r->arena, &none, &h->comments,
					  &more->comments);
		h->dirty = true;
	}
}

/* ---- live messages ---- */

/*
 * May a message without place stand for this text of the page? Not where a slot
 * has none, on purpose: it would take this one.
 */
static bool
may_fold(const struct lookup *lookup, const struct page *page,
	 const struct slot *slot)
{
	struct str own = lookup_own_context(slot);

	for (size_t i = 0; i < page->n; i++) {
		const struct slot *other = &page->slots[i];

		if (other->text.p && str_eq(other->text, slot->text) &&
		    str_eq(lookup_own_context(other), own) &&
		    !lookup_live(lookup, page, other))
			return false;
	}
	return true;
}

/* False where its author's context is taken. */
static bool
take_slot(struct relayout *r, const struct lookup *lookup,
	  const struct page *page, const struct slot *slot,
	  const struct po_message *m, enum relayout_pass pass)
{
	struct str place = lookup_place(page, slot, r->arena);
	bool is_placed =
		!slot->context.p && m->msgctxt.p && str_eq(m->msgctxt, place);
	struct str ctxt = m->msgctxt;

	if (is_placed != (pass == RELAYOUT_PLACED))
		return true;
	if (is_placed && r->fold && may_fold(lookup, page, slot))
		ctxt = arena_str(r->arena, lookup_own_context(slot));
	if (put(r, m, ctxt, page->path))
		return true;
	return !slot->context.p && put(r, m, place, page->path);
}

/* What visits the messages of a page's form. */
struct form_visit {
	struct relayout *r;
	const struct relayout_from *from;
	struct str path;
};

/* `front matter` becomes `path#front matter`, or the other way round. */
static void
take_form(struct po_message *m, void *ctx)
{
	struct form_visit *v = ctx;
	struct str name = m->msgctxt;

	if (name.n > v->path.n && str_starts(name, v->path) &&
	    name.p[v->path.n] == '#')
		name = str_from(name, v->path.n + 1);
	if (v->r->many_pages)
		name = arena_strf(v->r->arena, "%.*s#%.*s", STR_FMT(v->path),
				  STR_FMT(name));
	v->from->seen[m->at] = true;
	put(v->r, m, name, v->path);
}

const struct po_message *
relayout_page(struct relayout *r, const struct relayout_from *from,
	      const struct page *page, enum relayout_pass pass)
{
	struct form_visit visit = { r, from, page->path };
	struct lookup lookup;

	lookup_init(&lookup, from->cat, page->arena);
	for (size_t i = 0; i < page->n; i++) {
		const struct slot *slot = &page->slots[i];
		const struct po_message *m = lookup_live(&lookup, page, slot);

		if (!m)
			continue;
		from->seen[m->at] = true;
		if (!take_slot(r, &lookup, page, slot, m, pass))
			return m;
	}
	if (pass == RELAYOUT_PLACED)
		forms_each(from->cat, page->path, take_form, &visit);
	return NULL;
}

/* ---- obsolete messages ---- */

static bool
belongs_to(const struct relayout_from *from, const struct po_message *m,
	   struct str path, bool is_first)
{
	if (!from->many_pages)
		return true;
	return m->references.n ? po_refers_to(m, path) : is_first;
}

/* Its own context, without the mark that it got in a larger catalog. */
static struct str
plain_context(const struct po_message *m, struct str path)
{
	struct str rest = str_from(m->msgctxt, path.n);

	if (!m->msgctxt.p || !str_starts(m->msgctxt, path) ||
	    !str_starts(rest, STR(OBSOLETE_MARK)))
		return m->msgctxt;
	rest = str_from(rest, 2);
	while (str_at(rest, 0) == '~')
		rest = str_from(rest, 1);
	return rest.n ? rest : (struct str){ 0 };
}

static void
take_obsolete(struct relayout *r, const struct po_message *m, struct str path)
{
	struct str plain = plain_context(m, path), ctxt = plain,
		   marks = STR("~");
	struct po_message *there = NULL;

	for (;; marks = arena_strf(r->arena, "%.*s~", STR_FMT(marks))) {
		there = catalog_find_obsolete(r->out, ctxt, m->msgid);
		if (there ? is_same(there, m) :
			    !catalog_find(r->out, ctxt, m->msgid))
			break;
		ctxt = arena_strf(r->arena, "%.*s#%.*s%.*s", STR_FMT(path),
				  STR_FMT(marks), STR_FMT(plain));
	}
	if (!there) {
		there = append(r, m, ctxt);
		po_set_references(r->out, there, NULL, 0);
	}
	if (r->many_pages)
		refer_to(r, there, path);
}

void
relayout_obsolete(struct relayout *r, const struct relayout_from *from,
		  struct str path, bool is_first)
{
	path = arena_str(r->arena, path);
	for (size_t i = 0; i < from->cat->n; i++) {
		const struct po_message *m = from->cat->messages[i];

		if (m->obsolete && belongs_to(from, m, path, is_first))
			take_obsolete(r, m, path);
	}
}
