/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/forms.h"

#include "sync/lookup.h"

#define CTX_MATTER "front matter"
#define CTX_LAYOUT "layout"
#define ID_LINES "(lines only in the translation)"
#define ID_LAYOUT "(where the layout differs)"
#define LEFT_OUT "(left out)"

/* The live message of the page: under `path#name`, or under `name`. */
static struct po_message *
find_message(const struct catalog *cat, struct str path, const char *name,
	     struct str msgid, struct arena *arena)
{
	struct po_message *m;
	struct str ctxt = arena_strf(arena, "%.*s#%s", STR_FMT(path), name);

	m = catalog_find(cat, ctxt, msgid);
	if (m)
		return m;
	m = catalog_find(cat, str_of(name), msgid);
	return m && po_refers_to(m, path) ? m : NULL;
}

/* Is msgctxt `name` or `path#name` (any path: path.p == NULL)? */
static bool
is_context(struct str ctxt, struct str path, const char *name)
{
	struct str end = str_of(name);

	if (!ctxt.p || !str_ends(ctxt, end))
		return false;
	if (ctxt.n == end.n)
		return true;
	if (ctxt.p[ctxt.n - end.n - 1] != '#')
		return false;
	return !path.p || str_eq(str_sub(ctxt, 0, ctxt.n - end.n - 1), path);
}

bool
forms_is_message(const struct po_message *m)
{
	struct str any = { 0 };

	return (is_context(m->msgctxt, any, CTX_MATTER) &&
		(str_eq(m->msgid, STR(ID_LINES)) ||
		 str_eq(m->msgstr, STR(LEFT_OUT)))) ||
	       (is_context(m->msgctxt, any, CTX_LAYOUT) &&
		str_eq(m->msgid, STR(ID_LAYOUT)));
}

void
forms_each(struct catalog *cat, struct str path,
	   void (*visit)(struct po_message *m, void *ctx), void *ctx)
{
	for (size_t i = 0; i < cat->n; i++) {
		struct po_message *m = cat->messages[i];

		if (!m->obsolete && forms_is_message(m) &&
		    (is_context(m->msgctxt, path, CTX_MATTER) ||
		     is_context(m->msgctxt, path, CTX_LAYOUT)) &&
		    po_refers_to(m, path))
			visit(m, ctx);
	}
}

struct load {
	struct page_forms *out;
	struct arena *arena;
};

static void
load_message(struct po_message *m, void *ctx)
{
	struct load *load = ctx;
	struct matter_form *matter = &load->out->matter;

	if (po_message_state(m) != PO_TRANSLATED)
		return;
	if (str_eq(m->msgid, STR(ID_LAYOUT))) {
		load->out->has_form =
			form_read(m->msgstr, load->arena, &load->out->form);
	} else if (str_eq(m->msgid, STR(ID_LINES))) {
		matter->lines = m->msgstr;
		load->out->has_matter = true;
	} else {
		ARENA_PUSH(load->arena, matter->left_out, matter->n_left_out,
			   matter->cap_left_out, m->msgid);
		load->out->has_matter = true;
	}
}

void
forms_load(const struct catalog *cat, struct str path, struct arena *arena,
	   struct page_forms *out)
{
	struct load load = { .out = out, .arena = arena };

	*out = (struct page_forms){ 0 };
	/* the cast only takes back the const: load_message changes nothing */
	forms_each((struct catalog *)cat, path, load_message, &load);
}

static void
store_message(struct catalog *cat, struct str path, const char *name,
	      bool many_pages, struct str msgid, struct str msgstr,
	      const char *remark, struct arena *arena)
{
	struct po_message *m = find_message(cat, path, name, msgid, arena);
	struct str line = str_of(remark);
	struct str ctxt =
		many_pages ? arena_strf(arena, "%.*s#%s", STR_FMT(path), name) :
			     str_of(name);

	if (!m) {
		m = catalog_find_obsolete(cat, ctxt, msgid);
		if (m)
			catalog_revive(cat, m);
		else
			m = catalog_add(cat, ctxt, msgid);
	}
	po_set_msgstr(cat, m, msgstr);
	po_set_fuzzy(m, false);
	po_set_references(cat, m, &path, 1);
	po_set_extracted(cat, m, &line, 1);
}

struct str
forms_lines(const struct catalog *cat, struct str path, struct arena *arena)
{
	const struct po_message *m =
		find_message(cat, path, CTX_MATTER, STR(ID_LINES), arena);

	return m && m->msgstr.n ? m->msgstr : (struct str){ 0 };
}

void
forms_set_lines(struct catalog *cat, struct str path, bool many_pages,
		struct str lines, struct arena *arena)
{
	store_message(cat, path, CTX_MATTER, many_pages, STR(ID_LINES), lines,
		      "front matter lines that only the translation "
		      "has; kept by calque",
		      arena);
}

struct retire {
	struct catalog *cat;
	const struct page_forms *keep;
};

static void
retire_unneeded(struct po_message *m, void *ctx)
{
	struct retire *r = ctx;
	const struct matter_form *matter = &r->keep->matter;
	bool keep = false;

	if (str_eq(m->msgid, STR(ID_LAYOUT)))
		keep = r->keep->form.n > 0;
	else if (str_eq(m->msgid, STR(ID_LINES)))
		keep = matter->lines.p != NULL;
	for (size_t i = 0; i < matter->n_left_out; i++)
		keep = keep || str_eq(matter->left_out[i], m->msgid);
	if (!keep)
		catalog_retire(r->cat, m);
}

void
forms_store(struct catalog *cat, struct str path, bool many_pages,
	    const struct page_forms *forms, struct arena *arena)
{
	struct retire retire = { cat, forms };
	struct buf text = { 0 };

	forms_each(cat, path, retire_unneeded, &retire);
	for (size_t i = 0; i < forms->matter.n_left_out; i++)
		store_message(cat, path, CTX_MATTER, many_pages,
			      forms->matter.left_out[i], STR(LEFT_OUT),
			      "front matter key that the translation leaves "
			      "out; kept by calque",
			      arena);
	if (forms->matter.lines.p)
		forms_set_lines(cat, path, many_pages, forms->matter.lines,
				arena);
	if (forms->form.n) {
		form_write(&forms->form, &text);
		store_message(cat, path, CTX_LAYOUT, many_pages, STR(ID_LAYOUT),
			      buf_str(&text),
			      "nothing to translate; kept by calque to build "
			      "the page as it was",
			      arena);
	}
	buf_release(&text);
}

/* Does the list hold bytes of the span, or the point where it stands? */
static bool
is_in(const struct span_list *list, struct span at)
{
	size_t lo = 0, hi = list->n;

	while (lo < hi) { /* the first one that ends behind at.begin */
		size_t mid = (lo + hi) / 2;

		if (list->items[mid].end <= at.begin)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < list->n && list->items[lo].begin < at.end;
}

/*
 * The slots of `old` that were not cut are, in order, the slots of `new` that
 * were not added. False where their numbers differ.
 */
static bool
trace_origins(const struct page *old, const size_t *old_origin,
	      const struct page *new, size_t *origin,
	      const struct form_trace *trace)
{
	size_t next = 0;

	for (size_t i = 0; i < new->n; i++) {
		origin[i] = FORMS_NO_SLOT;
		if (is_in(&trace->added, new->slots[i].at))
			continue;
		while (next < old->n && is_in(&trace->cut, old->slots[next].at))
			next++;
		if (next == old->n ||
		    old->slots[next].kind != new->slots[i].kind)
			return false;
		origin[i] = old_origin[next++];
	}
	while (next < old->n && is_in(&trace->cut, old->slots[next].at))
		next++;
	return next == old->n;
}

/* Read `bytes` as the page's new form; false: it does not fit. */
static bool
take_shape(struct shaped *s, struct buf *bytes, const struct form_trace *trace)
{
	const struct page *old = s->page;
	size_t *origin;
	struct page page;

	page_read(&page, old->path, buf_str(bytes), old->doc.dialect,
		  old->arena, NULL);
	origin = arena_array(old->arena, page.n + 1, sizeof(*origin));
	if (!trace_origins(old, s->origin, &page, origin, trace)) {
		page_release(&page);
		buf_release(bytes);
		return false;
	}
	if (s->has_own)
		page_release(&s->own);
	buf_release(&s->bytes);
	s->has_own = true;
	s->own = page;
	s->bytes = *bytes;
	s->origin = origin;
	s->page = &s->own;
	return true;
}

/* Do the added lines stay in the front matter, and can they be read? */
static bool
keeps_body(const struct page *old, struct str bytes)
{
	struct frontmatter front = frontmatter_find(bytes);
	struct arena arena = { 0 };
	struct yaml_doc data;
	bool keeps;

	keeps = front.kind == old->doc.front.kind &&
		str_eq(str_from(bytes, front.all.end),
		       str_from(old->doc.bytes, old->doc.front.all.end)) &&
		frontmatter_read(front.kind, str_span(bytes, front.text),
				 &arena, &data);
	arena_release(&arena);
	return keeps;
}

void
shaped_init(struct shaped *s, const struct page *source,
	    const struct page_forms *forms)
{
	*s = (struct shaped){ .page = source };
	s->origin =
		arena_array(source->arena, source->n + 1, sizeof(*s->origin));
	for (size_t i = 0; i < source->n; i++)
		s->origin[i] = i;
	if (forms->has_matter) {
		struct form_trace trace = { 0 };
		struct buf bytes = { 0 };

		matter_apply(s->page, &forms->matter, &bytes, &trace);
		s->bad_matter = !keeps_body(s->page, buf_str(&bytes));
		if (s->bad_matter)
			buf_release(&bytes);
		else
			take_shape(s, &bytes, &trace);
	}
	if (forms->has_form) {
		struct form_trace trace = { 0 };
		struct buf bytes = { 0 };

		form_apply(s->page, &forms->form, &bytes, &trace);
		take_shape(s, &bytes, &trace);
	}
}

void
shaped_release(struct shaped *s)
{
	if (s->has_own)
		page_release(&s->own);
	buf_release(&s->bytes);
}
