/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sync.h"

/*
 * The key of the want's message. A context that named a place follows the text
 * to its new place.
 */
static struct str
context_of(const struct sync_want *w, const struct po_message *old)
{
	if (w->own_context.p || !w->required)
		return w->own_context;
	if (old && old->msgctxt.p &&
	    str_find_byte(old->msgctxt, 0, '#') < old->msgctxt.n)
		return w->place;
	return w->own_context;
}

/* Comments and flags go with the text. */
static void
copy_remarks(struct catalog *cat, struct po_message *m,
	     const struct po_message *old)
{
	for (size_t i = 0; i < old->comments.n; i++)
		po_add_comment(cat, m, old->comments.items[i]);
	for (size_t i = 0; i < old->flags.n; i++)
		po_add_flag(cat, m, old->flags.items[i]);
}

/* The message for the want: `old` itself under its new key, or a new one. */
static struct po_message *
place_message(struct sync *s, const struct sync_want *w,
	      const struct sync_origin *from, bool move)
{
	struct catalog *cat = s->lookup.cat;
	struct str ctxt = context_of(w, from->m);
	struct po_message *m = catalog_find(cat, ctxt, w->text);

	if (m && m != from->mine)
		return NULL;
	if (m)
		return m;
	m = catalog_find_obsolete(cat, ctxt, w->text);
	if (m && m->msgstr.n)
		return NULL;
	if (move && from->mine && !m) {
		catalog_rekey(cat, from->mine, ctxt, w->text);
		return from->mine;
	}
	if (m)
		catalog_revive(cat, m);
	else
		m = catalog_add(cat, ctxt, w->text);
	copy_remarks(cat, m, from->m);
	return m;
}

static void
finish(struct sync *s, struct sync_want *w, struct po_message *m,
       enum sync_done done)
{
	w->m = m;
	w->done = done;
	if (m->at < s->n_old)
		s->kept[m->at] = true;
}

/* What the msgstr of a message last translated, or no string: not known. */
static struct str
translated_source(const struct po_message *m)
{
	return m->fuzzy ? m->prev_msgid : m->msgid;
}

bool
sync_may_keep(struct sync *s, struct str was, struct str now)
{
	struct match_text a, b;

	if (!was.p)
		return false;
	lexicon_text(s->lexicon, was, (struct str){ 0 }, s->arena, &a);
	lexicon_text(s->lexicon, now, (struct str){ 0 }, s->arena, &b);
	return match_score(lexicon_match(s->lexicon), &a, &b) >= 500;
}

void
sync_keep(struct sync *s, struct sync_want *w, struct po_message *m)
{
	w->was = arena_str(s->arena, m->prev_msgid);
	w->class = change_classify(w->was, w->text, w->as, s->lexicon->dialect);
	po_set_fuzzy(m, false);
	po_set_previous(s->lookup.cat, m, (struct str){ 0 }, (struct str){ 0 });
	finish(s, w, m, SYNC_CARRIED);
}

/* The translation that needs no human: as it stands, or patched; or none. */
static struct str
translation_for(struct sync *s, const struct sync_want *w,
		const struct sync_origin *from)
{
	const struct po_message *old = from->m;
	struct str source = translated_source(old), text = { 0 };

	if (!source.p || !old->msgstr.n)
		return text;
	if (w->class <= CHANGE_WHITE_SPACE && !old->fuzzy)
		return old->msgstr;
	if (change_is_mechanical(w->class) && !old->fuzzy)
		text = change_patch(old->msgid, w->text, old->msgstr, w->as,
				    s->lexicon->dialect, s->arena);
	if (!text.p && w->keep && from->mine && !from->also &&
	    sync_may_keep(s, source, w->text))
		text = old->msgstr;
	return text;
}

static bool
carry_unchanged(struct sync *s, struct sync_want *w,
		const struct sync_origin *from)
{
	struct str text = translation_for(s, w, from);
	bool same = w->class <= CHANGE_WHITE_SPACE;
	struct po_message *m;

	if (!text.p)
		return false;
	w->patched = !str_eq(text, from->m->msgstr);
	w->old_msgstr = arena_str(s->arena, from->m->msgstr);
	m = place_message(s, w, from, same);
	w->patched = w->patched && m;
	if (!m)
		return false;
	po_set_msgstr(s->lookup.cat, m, text);
	po_set_fuzzy(m, false);
	po_set_previous(s->lookup.cat, m, (struct str){ 0 }, (struct str){ 0 });
	finish(s, w, m, same && from->mine ? SYNC_KEPT : SYNC_CARRIED);
	return true;
}

/* Two paragraphs became one: their translations, one after the other. */
static bool
carry_joined(struct sync *s, struct sync_want *w,
	     const struct sync_origin *from)
{
	const struct po_message *a = from->m, *b = from->also;
	struct sync_origin copy = *from;
	struct po_message *m;

	if (!b || po_message_state(a) != PO_TRANSLATED ||
	    po_message_state(b) != PO_TRANSLATED)
		return false;
	if (b->at < a->at) {
		a = from->also;
		b = from->m;
	}
	copy.mine = NULL; /* both stay, as obsolete ones */
	m = place_message(s, w, &copy, false);
	if (!m)
		return false;
	po_set_msgstr(s->lookup.cat, m,
		      arena_strf(s->arena, "%.*s %.*s", STR_FMT(a->msgstr),
				 STR_FMT(b->msgstr)));
	po_set_fuzzy(m, true);
	po_set_previous(s->lookup.cat, m, (struct str){ 0 },
			arena_strf(s->arena, "%.*s %.*s", STR_FMT(a->msgid),
				   STR_FMT(b->msgid)));
	finish(s, w, m, SYNC_FUZZY);
	return true;
}

static void
carry_fuzzy(struct sync *s, struct sync_want *w, const struct sync_origin *from)
{
	const struct po_message old = *from->m; /* it may be moved */
	struct po_message *m = place_message(s, w, from, true);
	struct catalog *cat = s->lookup.cat;

	if (!m)
		return;
	if (!old.msgstr.n) {
		finish(s, w, m, SYNC_CHANGED);
		return;
	}
	po_set_msgstr(cat, m, old.msgstr);
	po_set_fuzzy(m, true);
	/*
	 * Always what the msgstr really translated. A fuzzy message that does
	 * not say what that was is left so: when its text comes back it must
	 * not pass for translated.
	 */
	if (old.fuzzy)
		po_set_previous(cat, m, old.prev_msgctxt, old.prev_msgid);
	else
		po_set_previous(cat, m,
				str_eq(old.msgctxt, m->msgctxt) ?
					(struct str){ 0 } :
					old.msgctxt,
				old.msgid);
	finish(s, w, m, SYNC_FUZZY);
}

void
sync_carry(struct sync *s, struct sync_want *w, const struct sync_origin *from)
{
	w->was = arena_str(s->arena, from->m->msgid);
	w->was_in = arena_str(s->arena, from->page); /* of a pool */
	w->class = change_classify(from->m->msgid, w->text, w->as,
				   s->lexicon->dialect);
	if (!carry_unchanged(s, w, from) && !carry_joined(s, w, from))
		carry_fuzzy(s, w, from);
}
