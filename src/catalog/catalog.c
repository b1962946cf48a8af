/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalog/catalog.h"

#include "base/utf8.h"

#include <assert.h>

void
catalog_init(struct catalog *cat)
{
	*cat = (struct catalog){ 0 };
	cat->style.eol = STR("\n");
	cat->tail = STR("");
}

void
catalog_release(struct catalog *cat)
{
	map_release(&cat->keys);
	arena_release(&cat->arena);
	*cat = (struct catalog){ 0 };
}

/* ---- keys ---- */

/* The key as in MO files: msgctxt, EOT, msgid. In `buf` where it has both. */
static struct str
key_of(struct str msgctxt, struct str msgid, struct buf *buf)
{
	if (!msgctxt.p)
		return msgid;
	buf_clear(buf);
	buf_add(buf, msgctxt);
	buf_add_byte(buf, '\004');
	buf_add(buf, msgid);
	return buf_str(buf);
}

static void
index_message(struct catalog *cat, size_t i)
{
	struct po_message *m = cat->messages[i];
	struct buf buf = { 0 };
	struct str key = key_of(m->msgctxt, m->msgid, &buf);

	m->at = i;

	if (m->msgctxt.p)
		key = arena_str(&cat->arena, key);
	map_set(&cat->keys, key, i);
	buf_release(&buf);
}

static void
index_all(struct catalog *cat)
{
	map_clear(&cat->keys);
	/* backwards: of two equal obsolete ones the first is found */
	for (size_t i = cat->n; i-- > (cat->has_header ? 1 : 0);)
		index_message(cat, i);
}

static struct po_message *
find(const struct catalog *cat, struct str msgctxt, struct str msgid,
     bool obsolete)
{
	struct buf buf = { 0 };
	size_t i = map_find(&cat->keys, key_of(msgctxt, msgid, &buf));
	struct po_message *m = i == MAP_NONE ? NULL : cat->messages[i];

	buf_release(&buf);
	if (!m || m->obsolete != obsolete)
		return NULL;
	/* a message that got another key is still found under the old one */
	return str_eq(m->msgid, msgid) && str_eq(m->msgctxt, msgctxt) ? m :
									NULL;
}

struct po_message *
catalog_find(const struct catalog *cat, struct str msgctxt, struct str msgid)
{
	return find(cat, msgctxt, msgid, false);
}

struct po_message *
catalog_find_obsolete(const struct catalog *cat, struct str msgctxt,
		      struct str msgid)
{
	return find(cat, msgctxt, msgid, true);
}

/* ---- the list ---- */

struct po_message *
catalog_append(struct catalog *cat, struct po_message message)
{
	struct po_message *m = arena_alloc(&cat->arena, sizeof(*m));

	*m = message;
	ARENA_PUSH(&cat->arena, cat->messages, cat->n, cat->cap, m);
	m->at = cat->n - 1;
	if (m->obsolete && (catalog_find(cat, m->msgctxt, m->msgid) ||
			    catalog_find_obsolete(cat, m->msgctxt, m->msgid)))
		return m; /* the first is found */
	if (!cat->has_header || cat->n > 1)
		index_message(cat, cat->n - 1);
	return m;
}

struct po_message *
catalog_add(struct catalog *cat, struct str msgctxt, struct str msgid)
{
	struct po_message m = { .dirty = true, .msgstr = STR("") };

	assert(!catalog_find(cat, msgctxt, msgid) &&
	       !catalog_find_obsolete(cat, msgctxt, msgid));
	m.msgctxt = arena_str(&cat->arena, msgctxt);
	m.msgid = arena_str(&cat->arena, msgid);
	ARENA_PUSH(&cat->arena, m.flags.items, m.flags.n, m.flags.cap,
		   STR("no-wrap"));
	return catalog_append(cat, m);
}

void
catalog_retire(struct catalog *cat, struct po_message *m)
{
	(void)cat;
	if (m->obsolete)
		return;
	m->obsolete = true;
	m->dirty = true;
	/* they speak of a place that is gone; so does msgmerge */
	m->extracted.n = 0;
	m->references.n = 0;
}

void
catalog_revive(struct catalog *cat, struct po_message *m)
{
	(void)cat;
	m->dirty = m->dirty || m->obsolete;
	m->obsolete = false;
}

void
catalog_rekey(struct catalog *cat, struct po_message *m, struct str msgctxt,
	      struct str msgid)
{
	assert(!catalog_find(cat, msgctxt, msgid));
	m->msgctxt = arena_str(&cat->arena, msgctxt);
	m->msgid = arena_str(&cat->arena, msgid);
	m->dirty = true;
	index_message(cat, m->at);
}

void
catalog_order(struct catalog *cat, struct po_message **live, size_t n_live)
{
	struct po_message **old = cat->messages;
	size_t first = cat->has_header ? 1 : 0, n = first;

	cat->messages = arena_array(&cat->arena, cat->n + 1,
				    sizeof(struct po_message *));
	cat->cap = cat->n + 1;
	if (first)
		cat->messages[0] = old[0];
	for (size_t i = 0; i < n_live; i++)
		cat->messages[n++] = live[i];
	/* those that have long been obsolete before those that are now */
	for (int dirty = 0; dirty < 2; dirty++)
		for (size_t i = first; i < cat->n; i++)
			if (old[i]->obsolete && old[i]->dirty == dirty)
				cat->messages[n++] = old[i];
	assert(n == cat->n);
	index_all(cat);
}

size_t
catalog_prune(struct catalog *cat,
	      bool (*drop)(const struct po_message *m, void *ctx), void *ctx)
{
	size_t n = 0, dropped;

	for (size_t i = 0; i < cat->n; i++)
		if (!cat->messages[i]->obsolete || !drop(cat->messages[i], ctx))
			cat->messages[n++] = cat->messages[i];
	dropped = cat->n - n;
	cat->n = n;
	index_all(cat);
	return dropped;
}

/* ---- messages ---- */

enum po_state
po_message_state(const struct po_message *m)
{
	if (m->obsolete)
		return PO_OBSOLETE;
	if (!m->msgstr.n)
		return PO_UNTRANSLATED;
	return m->fuzzy ? PO_FUZZY : PO_TRANSLATED;
}

bool
po_message_has_flag(const struct po_message *m, struct str flag)
{
	for (size_t i = 0; i < m->flags.n; i++)
		if (str_eq(m->flags.items[i], flag))
			return true;
	return false;
}

static bool
is_same(struct str a, struct str b)
{
	return !a.p == !b.p && str_eq(a, b);
}

bool
po_has_same_texts(const struct po_message *a, const struct po_message *b)
{
	bool same = is_same(a->msgid_plural, b->msgid_plural) &&
		    str_eq(a->msgstr, b->msgstr) &&
		    a->msgstr_plural.n == b->msgstr_plural.n;

	for (size_t i = 0; same && i < a->msgstr_plural.n; i++)
		same = str_eq(a->msgstr_plural.items[i],
			      b->msgstr_plural.items[i]);
	return same;
}

bool
po_has_same_state(const struct po_message *a, const struct po_message *b)
{
	return a->fuzzy == b->fuzzy && is_same(a->prev_msgid, b->prev_msgid) &&
	       is_same(a->prev_msgctxt, b->prev_msgctxt) &&
	       is_same(a->prev_msgid_plural, b->prev_msgid_plural);
}

bool
str_list_eq(const struct str_list *a, const struct str_list *b)
{
	bool same = a->n == b->n;

	for (size_t i = 0; same && i < a->n; i++)
		same = str_eq(a->items[i], b->items[i]);
	return same;
}

void
po_set_msgstr(struct catalog *cat, struct po_message *m, struct str text)
{
	if (str_eq(m->msgstr, text))
		return;
	m->msgstr = arena_str(&cat->arena, text);
	if (m->msgstr_plural.n)
		m->msgstr_plural.items[0] = m->msgstr;
	m->dirty = true;
}

void
po_set_fuzzy(struct po_message *m, bool fuzzy)
{
	if (m->fuzzy == fuzzy || (fuzzy && !m->msgstr.n))
		return;
	m->fuzzy = fuzzy;
	m->dirty = true;
}

void
po_set_previous(struct catalog *cat, struct po_message *m, struct str msgctxt,
		struct str msgid)
{
	if (str_eq(m->prev_msgid, msgid) && !m->prev_msgid.p == !msgid.p &&
	    str_eq(m->prev_msgctxt, msgctxt))
		return;
	m->prev_msgctxt = arena_str(&cat->arena, msgctxt);
	m->prev_msgid = arena_str(&cat->arena, msgid);
	m->prev_msgid_plural = (struct str){ 0 };
	m->dirty = true;
}

/*
 * A comment is one line of valid UTF-8, whatever a page is called or says: a line
 * end in it would begin a line of the catalog, and other bytes make the file one
 * that nobody can read.
 */
static struct str
comment_line(struct catalog *cat, struct str s)
{
	struct buf out = { 0 };
	struct str line;
	size_t n = 0;

	for (size_t i = 0; i < s.n; i += n ? n : 1) {
		unsigned long c;

		n = utf8_decode(s, i, &c);
		if (!n)
			buf_add_utf8(&out, 0xfffd);
		else if (c < ' ' || c == 0x7f)
			buf_add_byte(&out, ' ');
		else
			buf_add(&out, str_sub(s, i, i + n));
	}
	line = arena_str(&cat->arena, str_trim_space(buf_str(&out)));
	buf_release(&out);
	return line;
}

static void
set_list(struct catalog *cat, struct po_message *m, struct str_list *list,
	 const struct str *items, size_t n)
{
	struct str_list lines = { 0 };
	bool same = list->n == n;

	for (size_t i = 0; same && i < n; i++)
		same = str_eq(list->items[i], items[i]);
	for (size_t i = 0; !same && i < n; i++)
		ARENA_PUSH(&cat->arena, lines.items, lines.n, lines.cap,
			   comment_line(cat, items[i]));
	if (same)
		return;
	same = list->n == n;
	for (size_t i = 0; same && i < n; i++)
		same = str_eq(list->items[i], lines.items[i]);
	if (same)
		return;
	*list = lines;
	m->dirty = true;
}

void
po_set_references(struct catalog *cat, struct po_message *m,
		  const struct str *refs, size_t n)
{
	set_list(cat, m, &m->references, refs, n);
}

void
po_set_extracted(struct catalog *cat, struct po_message *m,
		 const struct str *lines, size_t n)
{
	set_list(cat, m, &m->extracted, lines, n);
}

void
po_add_flag(struct catalog *cat, struct po_message *m, struct str flag)
{
	if (po_message_has_flag(m, flag))
		return;
	ARENA_PUSH(&cat->arena, m->flags.items, m->flags.n, m->flags.cap,
		   arena_str(&cat->arena, flag));
	m->dirty = true;
}

void
po_add_comment(struct catalog *cat, struct po_message *m, struct str line)
{
	ARENA_PUSH(&cat->arena, m->comments.items, m->comments.n,
		   m->comments.cap, comment_line(cat, line));
	m->dirty = true;
}

/* ---- the header ---- */

void
catalog_make_header(struct catalog *cat, struct str project, struct str bugs_to,
		    struct str locale, struct str plural_forms)
{
	struct po_message *m;
	struct buf text = { 0 };

	assert(!cat->has_header);
	buf_addf(&text,
		 "Project-Id-Version: %.*s\n"
		 "Report-Msgid-Bugs-To: %.*s\n"
		 "PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\n"
		 "Last-Translator: FULL NAME <EMAIL@ADDRESS>\n"
		 "Language-Team: LANGUAGE <LL@li.org>\n"
		 "Language: %.*s\n"
		 "MIME-Version: 1.0\n"
		 "Content-Type: text/plain; charset=UTF-8\n"
		 "Content-Transfer-Encoding: 8bit\n",
		 STR_FMT(project), STR_FMT(bugs_to), STR_FMT(locale));
	if (plural_forms.p)
		buf_addf(&text, "Plural-Forms: %.*s\n", STR_FMT(plural_forms));
	m = arena_alloc(&cat->arena, sizeof(*m));
	m->msgid = STR("");
	m->msgstr = arena_str(&cat->arena, buf_str(&text));
	m->dirty = true;
	ARENA_PUSH(&cat->arena, cat->messages, cat->n, cat->cap, m);
	memmove(cat->messages + 1, cat->messages,
		(cat->n - 1) * sizeof(struct po_message *));
	cat->messages[0] = m;
	cat->has_header = true;
	index_all(cat);
	buf_release(&text);
}

struct str
catalog_header_field(const struct catalog *cat, struct str name)
{
	struct str rest, line;

	if (!cat->has_header)
		return (struct str){ 0 };
	rest = cat->messages[0]->msgstr;
	while (str_split(&rest, '\n', &line))
		if (line.n > name.n && line.p[name.n] == ':' &&
		    str_eq_nocase(str_sub(line, 0, name.n), name))
			return str_trim_blanks(str_from(line, name.n + 1));
	return (struct str){ 0 };
}
