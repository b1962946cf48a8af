/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalog/merge.h"

enum { BASE, OURS, THEIRS, N_SIDES };

#define CONFLICT PO_REMARK "conflict, the other side has:"

/* One message of the three catalogs together. */
struct entry {
	const struct po_message *m[N_SIDES]; /* under this key; or NULL */
	struct po_message *result;	     /* NULL: gone */
	bool placed;
	bool followed; /* what was done to it went to the one made of it */
};

struct merge {
	struct catalog *out;
	const struct catalog *cats[N_SIDES];
	struct merge_report *report;
	struct arena *arena;   /* the result's */
	struct entry *entries; /* ours in order, then theirs, then the base's */
	size_t n, cap;
	struct map keys;	   /* -> entries */
	size_t *entry_of[N_SIDES]; /* index in the catalog -> entries */
	size_t *next;		   /* the order as a chain of entries + 1 */
	size_t last;
	struct po_message **others; /* what lost a conflict */
	size_t n_others, cap_others;
};

/* ---- the same text, the same entry ---- */

static bool
has_same_content(const struct po_message *a, const struct po_message *b)
{
	return a->obsolete == b->obsolete && po_has_same_texts(a, b) &&
	       !a->msgctxt.p == !b->msgctxt.p &&
	       str_eq(a->msgctxt, b->msgctxt) && str_eq(a->msgid, b->msgid) &&
	       po_has_same_state(a, b) &&
	       str_list_eq(&a->comments, &b->comments) &&
	       str_list_eq(&a->extracted, &b->extracted) &&
	       str_list_eq(&a->references, &b->references) &&
	       str_list_eq(&a->flags, &b->flags);
}

static bool
has_same_bytes(const struct po_message *a, const struct po_message *b)
{
	return str_eq(str_trim_space(a->raw), str_trim_space(b->raw));
}

static bool
has_text(const struct po_message *m)
{
	bool any = m->msgstr.n > 0;

	for (size_t i = 0; i < m->msgstr_plural.n; i++)
		any = any || m->msgstr_plural.items[i].n;
	return any;
}

/* ---- which entries belong together ---- */

/* As in MO files; a second obsolete one of a key is told apart by its text. */
static struct str
key_of(struct merge *mg, const struct po_message *m, bool second)
{
	struct str key = m->msgid;

	if (m->msgctxt.p)
		key = arena_strf(mg->arena, "%.*s\004%.*s", STR_FMT(m->msgctxt),
				 STR_FMT(m->msgid));
	if (second)
		key = arena_strf(mg->arena, "%.*s\004\004%.*s", STR_FMT(key),
				 STR_FMT(m->msgstr));
	return key;
}

static size_t
find_entry(struct merge *mg, struct str msgctxt, struct str msgid)
{
	struct po_message m = { .msgctxt = msgctxt, .msgid = msgid };

	return map_find(&mg->keys, key_of(mg, &m, false));
}

static void
add_message(struct merge *mg, int side, size_t i)
{
	const struct po_message *m = mg->cats[side]->messages[i];
	size_t at = map_add(&mg->keys, key_of(mg, m, false), mg->n);

	if (at < mg->n && mg->entries[at].m[side])
		at = map_add(&mg->keys, key_of(mg, m, true), mg->n);
	if (at == mg->n)
		ARENA_PUSH(mg->arena, mg->entries, mg->n, mg->cap,
			   (struct entry){ 0 });
	if (!mg->entries[at].m[side])
		mg->entries[at].m[side] = m;
	mg->entry_of[side][i] = at;
}

/* The header and live ones first: of a key, they are the first. */
static void
add_side(struct merge *mg, int side)
{
	const struct catalog *cat = mg->cats[side];

	mg->entry_of[side] = arena_array(mg->arena, cat->n + 1, sizeof(size_t));
	for (int obsolete = 0; obsolete < 2; obsolete++)
		for (size_t i = cat->has_header ? 1 : 0; i < cat->n; i++)
			if (cat->messages[i]->obsolete == obsolete)
				add_message(mg, side, i);
}

/* ---- one entry ---- */

/* What one side changed; NULL where both did. `base` may be NULL. */
static const struct po_message *
pick(const struct po_message *m[N_SIDES],
     bool (*same)(const struct po_message *a, const struct po_message *b))
{
	if (same(m[OURS], m[THEIRS]) || (m[BASE] && same(m[BASE], m[THEIRS])))
		return m[OURS];
	if (m[BASE] && same(m[BASE], m[OURS]))
		return m[THEIRS];
	return NULL;
}

static void
add_note(struct merge *mg, enum merge_note_kind kind,
	 const struct po_message *m, struct str field)
{
	struct merge_report *r = mg->report;
	struct merge_note note = { kind, m, field };

	r->n_conflicts += kind != MERGE_KEPT;
	ARENA_PUSH(mg->arena, r->notes, r->n, r->cap, note);
}

static void
set_texts(struct po_message *to, const struct po_message *from)
{
	to->msgid_plural = from->msgid_plural;
	to->msgstr = from->msgstr;
	to->msgstr_plural = from->msgstr_plural;
}

static void
set_state(struct po_message *to, const struct po_message *from)
{
	to->fuzzy = from->fuzzy;
	to->prev_msgctxt = from->prev_msgctxt;
	to->prev_msgid = from->prev_msgid;
	to->prev_msgid_plural = from->prev_msgid_plural;
}

/* `#. calque: ...` with another translation, on one line. */
static struct str
remark_of(struct merge *mg, const struct po_message *other)
{
	struct buf line = { 0 };
	struct str text;

	buf_add_str(&line, CONFLICT);
	for (size_t i = 0; i < other->msgstr_plural.n || i == 0; i++) {
		struct str rest = other->msgstr_plural.n ?
					  other->msgstr_plural.items[i] :
					  other->msgstr;
		struct str piece;
		const char *before = " ";

		while (str_split(&rest, '\n', &piece)) {
			buf_add_str(&line, before);
			buf_add(&line, piece);
			before = "\\n";
		}
	}
	text = arena_str(mg->arena, str_trim_space(buf_str(&line)));
	buf_release(&line);
	return text;
}

static bool
has_line(const struct str_list *list, struct str line)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->items[i], line))
			return true;
	return false;
}

/* Both have a translation of their own: one stays, the other is told. */
static void
mark_conflict(struct merge *mg, struct po_message *r,
	      const struct po_message *ours, const struct po_message *theirs)
{
	bool known = has_line(&ours->extracted, remark_of(mg, theirs));
	bool flip = !known && ours->fuzzy && !theirs->fuzzy;
	const struct po_message *one = flip ? theirs : ours;
	const struct po_message *other = flip ? ours : theirs;
	struct po_message *loser = arena_alloc(mg->arena, sizeof(*loser));
	struct str remark = remark_of(mg, other);
	struct str_list lines = { 0 };

	set_texts(r, one);
	set_state(r, one->fuzzy ? one : other);
	r->fuzzy = true;
	for (size_t i = 0; i < r->extracted.n; i++)
		ARENA_PUSH(mg->arena, lines.items, lines.n, lines.cap,
			   r->extracted.items[i]);
	if (!has_line(&lines, remark))
		ARENA_PUSH(mg->arena, lines.items, lines.n, lines.cap, remark);
	r->extracted = lines;
	*loser = (struct po_message){ .msgid = r->msgid,
				      .obsolete = true,
				      .dirty = true,
				      .flags = r->flags };
	set_texts(loser, other);
	ARENA_PUSH(mg->arena, mg->others, mg->n_others, mg->cap_others, loser);
}

/* Did an earlier merge leave it so? */
static bool
has_conflict(const struct po_message *m)
{
	for (size_t i = 0; i < m->extracted.n; i++)
		if (str_starts(m->extracted.items[i], STR(CONFLICT)))
			return true;
	return false;
}

/* Sets the translation and its state. False: a conflict. */
static bool
merge_translation(struct merge *mg, struct po_message *r,
		  const struct po_message *m[N_SIDES])
{
	const struct po_message *text = pick(m, po_has_same_texts),
				*state = text;

	if (!text && !has_text(m[THEIRS]))
		text = state = m[OURS];
	if (!text && !has_text(m[OURS]))
		text = state = m[THEIRS];
	if (!text) {
		mark_conflict(mg, r, m[OURS], m[THEIRS]);
		return false;
	}
	if (po_has_same_texts(m[OURS], m[THEIRS]))
		state = pick(m, po_has_same_state);
	if (m[OURS]->fuzzy && has_conflict(m[OURS]) &&
	    !(m[BASE] && has_conflict(m[BASE])))
		state = m[OURS]; /* nobody has decided yet */
	if (!state)		 /* somebody has looked at it */
		state = m[OURS]->fuzzy && !m[THEIRS]->fuzzy ? m[THEIRS] :
							      m[OURS];
	set_texts(r, text);
	set_state(r, state);
	return true;
}

/* Who is told "gone" on one side and is still somewhere on the other is live. */
static bool
merge_obsolete(const struct po_message *r, const struct po_message *m[N_SIDES])
{
	bool ours = m[OURS]->obsolete, theirs = m[THEIRS]->obsolete;

	if (ours == theirs)
		return ours;
	if (!m[BASE] || m[BASE]->obsolete)
		return false;
	return r->references.n == 0;
}

/* Its bytes, where it is the same as on one side and fits the file's style. */
static void
take_bytes(struct merge *mg, struct po_message *r, const struct po_message *m)
{
	struct str eol = mg->out->style.eol;
	size_t n = str_find_byte(m->raw, 0, '\n');
	bool crlf = n < m->raw.n && n > 0 && m->raw.p[n - 1] == '\r';

	r->raw = m->raw;
	r->dirty = r->raw.n == 0 || (n < m->raw.n && crlf != (eol.n == 2));
}

static struct po_message *
copy_of(struct merge *mg, const struct po_message *m)
{
	struct po_message *r = arena_alloc(mg->arena, sizeof(*r));

	*r = *m;
	take_bytes(mg, r, m);
	return r;
}

/* On both sides. A key that was found under its old one has `made` as its own. */
static struct po_message *
merge_message(struct merge *mg, const struct po_message *m[N_SIDES],
	      const struct po_message *made)
{
	static const struct po_message none;
	const struct po_message *b = m[BASE] ? m[BASE] : &none;
	const struct po_message *o = m[OURS], *t = m[THEIRS];
	const struct po_message *whole = made ? NULL : pick(m, has_same_bytes);
	struct po_message *r = copy_of(mg, whole ? whole : made ? made : o);
	bool settled;

	if (whole)
		return r;
	r->comments = merge_lists(mg->arena, &b->comments, &o->comments,
				  &t->comments);
	r->references = merge_lists(mg->arena, &b->references, &o->references,
				    &t->references);
	r->extracted = merge_lists(mg->arena, &b->extracted, &o->extracted,
				   &t->extracted);
	r->flags = merge_lists(mg->arena, &b->flags, &o->flags, &t->flags);
	r->obsolete = merge_obsolete(r, m);
	settled = merge_translation(mg, r, m);
	if (made && settled)
		set_state(r, made);
	if (has_same_content(r, o))
		take_bytes(mg, r, o);
	else if (has_same_content(r, t))
		take_bytes(mg, r, t);
	else
		r->dirty = true;
	if (!settled)
		add_note(mg, MERGE_CONFLICT, r, r->msgid);
	return r;
}

/* Did somebody work on it, or take it back into use? */
static bool
is_worked_on(const struct po_message *m, const struct po_message *base)
{
	return !po_has_same_texts(m, base) ||
	       !str_list_eq(&m->comments, &base->comments) ||
	       (base->obsolete && !m->obsolete);
}

/*
 * One side has it, the other has not (any more). Where it stands on pages now
 * that the base did not have it on, it is still needed.
 */
static struct po_message *
merge_alone(struct merge *mg, const struct po_message *m,
	    const struct po_message *base)
{
	static const struct str_list gone;
	struct po_message *r = copy_of(mg, m);
	struct str_list refs;

	if (!base || m->obsolete || base->obsolete)
		return !base || is_worked_on(m, base) ? r : NULL;
	refs = merge_lists(mg->arena, &base->references, &gone, &m->references);
	if (!refs.n && !is_worked_on(m, base))
		return NULL;
	r->dirty = r->dirty || !str_list_eq(&refs, &m->references);
	r->references = refs;
	if (!refs.n) {
		r->obsolete = r->dirty = true;
		r->extracted.n = 0;
		add_note(mg, MERGE_KEPT, r, r->msgid);
	}
	return r;
}

/* The entry that sync made this fuzzy one of, in the base; or NULL. */
static struct entry *
find_origin(struct merge *mg, const struct po_message *m)
{
	size_t at = MAP_NONE;

	if (!m || !m->fuzzy || !m->prev_msgid.p)
		return NULL;
	at = find_entry(mg, m->prev_msgctxt, m->prev_msgid);
	if (at == MAP_NONE)
		at = find_entry(mg, m->msgctxt, m->prev_msgid);
	return at != MAP_NONE && mg->entries[at].m[BASE] ? &mg->entries[at] :
							   NULL;
}

/* An entry that is not in the base: was it made of one that is? */
static void
merge_new(struct merge *mg, struct entry *e)
{
	const struct po_message *m[N_SIDES] = { NULL, e->m[OURS],
						e->m[THEIRS] };
	struct entry *origin = find_origin(mg, m[OURS]);
	int side = m[OURS] ? OURS : THEIRS;

	if (!origin)
		origin = find_origin(mg, m[THEIRS]);
	if (origin && (!m[OURS] || !m[THEIRS] ||
		       (!origin->m[OURS] && !origin->m[THEIRS])))
		m[BASE] = origin->m[BASE];
	if (m[OURS] && m[THEIRS]) {
		e->result = merge_message(mg, m, NULL);
		return;
	}
	if (!origin || origin->m[side] || !origin->m[OURS + THEIRS - side]) {
		e->result = merge_alone(mg, m[side], NULL);
		return;
	}
	/* the other side still has the old one: what it did there counts */
	m[OURS + THEIRS - side] = origin->m[OURS + THEIRS - side];
	origin->followed = true;
	e->result = merge_message(mg, m, m[side]);
}

static void
merge_entries(struct merge *mg)
{
	for (size_t i = 0; i < mg->n; i++)
		if (!mg->entries[i].m[BASE])
			merge_new(mg, &mg->entries[i]);
	for (size_t i = 0; i < mg->n; i++) {
		struct entry *e = &mg->entries[i];

		if (!e->m[BASE] || e->followed)
			continue;
		if (e->m[OURS] && e->m[THEIRS])
			e->result = merge_message(mg, e->m, NULL);
		else if (e->m[OURS] || e->m[THEIRS])
			e->result = merge_alone(
				mg, e->m[OURS] ? e->m[OURS] : e->m[THEIRS],
				e->m[BASE]);
	}
}

/* ---- the order ---- */

/* Does the side have it in this part of the file, live or obsolete? */
static bool
is_placed_by(const struct entry *e, int side)
{
	return e->result && e->m[side] &&
	       e->m[side]->obsolete == e->result->obsolete;
}

/* Did the side move messages that it has from the base? */
static bool
is_reordered(const struct merge *mg, int side)
{
	const struct catalog *cat = mg->cats[side];
	size_t last = 0;

	for (size_t i = cat->has_header ? 1 : 0; i < cat->n; i++) {
		const struct entry *e = &mg->entries[mg->entry_of[side][i]];
		const struct po_message *base = e->m[BASE];

		if (!base || e->m[side] != cat->messages[i] ||
		    base->obsolete != cat->messages[i]->obsolete)
			continue;
		if (base->at < last)
			return true;
		last = base->at;
	}
	return false;
}

/* Chain entry `at` behind entry `before` (both + 1; 0: the beginning). */
static void
chain(struct merge *mg, size_t before, size_t at)
{
	mg->next[at] = mg->next[before];
	mg->next[before] = at;
	mg->entries[at - 1].placed = true;
	if (!mg->next[at])
		mg->last = at;
}

/*
 * Put the messages of a side where they belong: each behind the one before it,
 * and behind those that only the other side has there.
 */
static void
place_side(struct merge *mg, int side, bool obsolete)
{
	const struct catalog *cat = mg->cats[side];
	size_t cursor = 0;

	for (size_t i = cat->has_header ? 1 : 0; i < cat->n; i++) {
		size_t at = mg->entry_of[side][i] + 1;
		struct entry *e = &mg->entries[at - 1];

		if (!is_placed_by(e, side) || e->result->obsolete != obsolete)
			continue;
		if (!e->placed) {
			while (mg->next[cursor] &&
			       !is_placed_by(&mg->entries[mg->next[cursor] - 1],
					     side))
				cursor = mg->next[cursor];
			chain(mg, cursor, at);
		}
		cursor = at;
	}
}

static void
write_part(struct merge *mg, bool obsolete)
{
	int first = is_reordered(mg, OURS) || !is_reordered(mg, THEIRS) ?
			    OURS :
			    THEIRS;

	mg->next[0] = mg->last = 0;
	place_side(mg, first, obsolete);
	place_side(mg, OURS + THEIRS - first, obsolete);
	for (size_t i = 0; i < mg->n; i++)
		if (mg->entries[i].result && !mg->entries[i].placed &&
		    mg->entries[i].result->obsolete == obsolete)
			chain(mg, mg->last, i + 1);
	for (size_t at = mg->next[0]; at; at = mg->next[at])
		catalog_append(mg->out, *mg->entries[at - 1].result);
}

/* What lost a conflict, each text once. */
static void
write_others(struct merge *mg)
{
	for (size_t i = 0; i < mg->n_others; i++) {
		struct po_message *m = mg->others[i];
		const struct po_message *there;
		size_t nth = 1;

		m->msgctxt = STR(MERGE_CONTEXT);
		while ((there = catalog_find_obsolete(mg->out, m->msgctxt,
						      m->msgid)) &&
		       !po_has_same_texts(there, m))
			m->msgctxt = arena_strf(mg->arena, MERGE_CONTEXT "/%zu",
						++nth);
		if (!there)
			catalog_append(mg->out, *m);
	}
}

/* ---- the catalog ---- */

static void
merge_header(struct merge *mg)
{
	static const struct po_message none = { .msgstr = { "", 0 } };
	const struct po_message *m[N_SIDES] = { NULL, NULL, NULL };
	const struct po_message *b;
	struct str_list clashes = { 0 };
	struct str texts;
	struct po_message *r;

	for (int k = 0; k < N_SIDES; k++)
		if (mg->cats[k]->has_header)
			m[k] = mg->cats[k]->messages[0];
	if (!m[OURS] && !m[THEIRS])
		return;
	mg->out->has_header = true;
	if (!m[OURS] || !m[THEIRS]) {
		catalog_append(mg->out,
			       *copy_of(mg, m[OURS] ? m[OURS] : m[THEIRS]));
		return;
	}
	b = m[BASE] ? m[BASE] : &none;
	texts = merge_headers(mg->arena, b->msgstr, m[OURS]->msgstr,
			      m[THEIRS]->msgstr, &clashes);
	r = copy_of(mg, m[OURS]);
	r->comments = merge_lists(mg->arena, &b->comments, &m[OURS]->comments,
				  &m[THEIRS]->comments);
	r->flags = merge_lists(mg->arena, &b->flags, &m[OURS]->flags,
			       &m[THEIRS]->flags);
	if (m[BASE] && m[BASE]->fuzzy == m[OURS]->fuzzy)
		r->fuzzy = m[THEIRS]->fuzzy;
	r->msgstr = texts;
	r->dirty = true;
	if (has_same_content(r, m[OURS]))
		take_bytes(mg, r, m[OURS]);
	else if (has_same_content(r, m[THEIRS]))
		take_bytes(mg, r, m[THEIRS]);
	catalog_append(mg->out, *r);
	for (size_t i = 0; i < clashes.n; i++)
		add_note(mg, MERGE_FIELD, r, clashes.items[i]);
}

static bool
has_same_style(const struct po_style *a, const struct po_style *b)
{
	return a->eol.n == b->eol.n && a->bom == b->bom &&
	       a->width_cols == b->width_cols;
}

static void
merge_style(struct merge *mg)
{
	const struct catalog *b = mg->cats[BASE], *o = mg->cats[OURS];
	const struct catalog *t = mg->cats[THEIRS];
	bool theirs = !o->n || (b->n && has_same_style(&b->style, &o->style));

	mg->out->style = theirs ? t->style : o->style;
	mg->out->tail = str_eq(b->tail, o->tail) ? t->tail : o->tail;
	if (!str_eq(b->tail, o->tail) && !str_eq(b->tail, t->tail) &&
	    !str_eq(o->tail, t->tail))
		mg->out->tail = arena_strf(mg->arena, "%.*s%.*s",
					   STR_FMT(o->tail), STR_FMT(t->tail));
}

void
catalog_merge(struct catalog *out, const struct catalog *base,
	      const struct catalog *ours, const struct catalog *theirs,
	      struct merge_report *report)
{
	struct merge mg = { .out = out,
			    .cats = { base, ours, theirs },
			    .report = report,
			    .arena = &out->arena };

	*report = (struct merge_report){ 0 };
	merge_style(&mg);
	merge_header(&mg);
	add_side(&mg, OURS);
	add_side(&mg, THEIRS);
	add_side(&mg, BASE);
	merge_entries(&mg);
	mg.next = arena_array(mg.arena, mg.n + 1, sizeof(*mg.next));
	write_part(&mg, false);
	write_part(&mg, true);
	write_others(&mg);
	map_release(&mg.keys);
}
