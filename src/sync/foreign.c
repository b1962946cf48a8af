/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foreign.h"

#include "base/file.h"
#include "base/text.h"
#include "base/utf8.h"
#include "unit/slot.h"

enum { WHOLE, PIECE };
enum { AS_IT_IS, PLAIN };

void
foreign_init(struct foreign *f, const struct dialect *dialect)
{
	*f = (struct foreign){ .dialect = dialect };
}

void
foreign_release(struct foreign *f)
{
	for (int i = 0; i < 4; i++)
		map_release(&f->keys[i / 2][i % 2]);
	arena_release(&f->arena);
}

void
foreign_use(struct foreign *f, struct foreign_text *t)
{
	struct foreign_entry *e = &f->entries[t->entry];

	e->n_parts_used += t->is_part && !t->used;
	t->used = true;
	e->used = e->used || !t->is_part || e->n_parts_used == e->n_parts;
}

/* ---- keys ---- */

static const struct {
	struct str name, text;
} entities[] = {
	{ STR_INIT("&amp;"), STR_INIT("&") },
	{ STR_INIT("&lt;"), STR_INIT("<") },
	{ STR_INIT("&gt;"), STR_INIT(">") },
	{ STR_INIT("&quot;"), STR_INIT("\"") },
	{ STR_INIT("&#39;"), STR_INIT("'") },
	{ STR_INIT("&nbsp;"), STR_INIT("\xc2\xa0") },
};

/* How long is the entity at the beginning of s? 0: none that is known. */
static size_t
entity(struct str s, struct str *text)
{
	for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++) {
		if (!str_starts(s, entities[i].name))
			continue;
		*text = entities[i].text;
		return entities[i].name.n;
	}
	return 0;
}

/* `{#id}` at the end of a heading, with the blank before it; 0: none. */
static size_t
id_bytes(struct str s)
{
	size_t n = s.n;

	if (!str_ends(s, STR("}")))
		return 0;
	while (n > 0 && s.p[n - 1] != '{')
		n--;
	if (n == 0 || str_at(s, n) != '#' || n < 2)
		return 0;
	n--;
	while (n > 0 && ascii_is_blank(s.p[n - 1]))
		n--;
	return s.n - n;
}

/* Without the marks of a heading, a list item or a quote. */
static struct str
without_marks(struct str s)
{
	size_t n = 0;

	while (str_at(s, n) == '#')
		n++;
	if (n && ascii_is_blank(str_at(s, n))) {
		s = str_trim_blanks(str_from(s, n));
		while (str_ends(s, STR("#")))
			s.n--;
	} else if (!n && s.n > 1 && strchr("-*+>", s.p[0]) &&
		   ascii_is_blank(s.p[1])) {
		s = str_from(s, 2);
	}
	return str_trim_space(s);
}

/* What is left of a text where only its markup may differ. */
static void
add_plain(struct str s, struct buf *out)
{
	struct str text;

	s = without_marks(str_trim_space(s));
	s.n -= id_bytes(s);
	for (size_t i = 0; i < s.n;) {
		size_t n = entity(str_from(s, i), &text);
		int c = str_at(s, i), next = str_at(s, i + 1);

		if (n) {
			buf_add(out, text);
			i += n;
		} else if (c == '\\' &&
			   (ascii_is_punct(next) || next == '\n')) {
			i++; /* an escape, or a hard break */
		} else if (c == '_' || c == '*' || c == '`') {
			if (!out->n || out->p[out->n - 1] != '*')
				buf_add_byte(out, '*');
			i++;
		} else {
			buf_add_byte(out, s.p[i++]);
		}
	}
}

static struct str
key_of(struct str text, int plain, struct buf *buf)
{
	struct buf bare = { 0 };

	buf_clear(buf);
	if (plain)
		add_plain(text, &bare);
	text_fold(plain ? buf_str(&bare) : text, buf);
	buf_release(&bare);
	return buf_str(buf);
}

/* ---- entries ---- */

static void
add_text(struct foreign *f, size_t entry, int kind, bool is_part,
	 struct str text, struct str msgstr)
{
	struct foreign_text t = { .entry = entry, .is_part = is_part };
	struct buf key = { 0 };

	t.text = arena_str(&f->arena, str_trim_space(text));
	t.msgstr = arena_str(&f->arena, str_trim_space(msgstr));
	for (int plain = 0; plain < 2; plain++) {
		struct str k = key_of(t.text, plain, &key);
		size_t old = map_find(&f->keys[kind][plain], k);

		if (old == MAP_NONE)
			k = arena_str(&f->arena, k);
		if (k.n)
			map_set(&f->keys[kind][plain], k, f->n_texts);
		t.next[plain] = old;
	}
	ARENA_PUSH(&f->arena, f->texts, f->n_texts, f->cap_texts, t);
	buf_release(&key);
	if (is_part && str_eq(t.text, t.msgstr)) /* code that stays as it is */
		foreign_use(f, &f->texts[f->n_texts - 1]);
}

static bool
is_piece(const struct slot *slot)
{
	return slot->text.p && (slot->required || slot->kind == MD_CODE);
}

/* The next piece of the page from *i on; false: none is left. */
static bool
next_piece(const struct page *page, size_t *i)
{
	while (*i < page->n && !is_piece(&page->slots[*i]))
		++*i;
	return *i < page->n;
}

/* How many pieces both pages have, in the same order; 0: they differ. */
static size_t
count_pieces(const struct page *s, const struct page *t)
{
	size_t i = 0, k = 0;

	for (size_t n = 0;; i++, k++, n++) {
		bool more = next_piece(s, &i);

		if (next_piece(t, &k) != more ||
		    (more && s->slots[i].kind != t->slots[k].kind))
			return 0;
		if (!more)
			return n;
	}
}

static void
add_pieces(struct foreign *f, size_t entry, struct str text, struct str msgstr)
{
	struct arena arena = { 0 };
	struct page s, t;
	size_t i = 0, k = 0, n;

	page_read(&s, STR("msgid"), text, f->dialect, &arena, NULL);
	page_read(&t, STR("msgstr"), msgstr, f->dialect, &arena, NULL);
	n = count_pieces(&s, &t);
	f->entries[entry].n_parts = n;
	while (n && next_piece(&s, &i) && next_piece(&t, &k)) {
		add_text(f, entry, PIECE, n > 1, s.slots[i].text,
			 slot_target_text(&t, &t.slots[k]));
		i++;
		k++;
	}
	page_release(&s);
	page_release(&t);
	arena_release(&arena);
}

/*
 * A tool that joins lines puts the shortcodes that stand on lines of their own
 * into the text beside them. Take one off both texts.
 */
static bool
peel(struct str *s)
{
	struct str rest = str_trim_space(*s);
	size_t end = str_find(rest, 0, STR("}}"));
	size_t begin = rest.n;

	if (str_starts(rest, STR("{{")) && end + 2 < rest.n) {
		*s = str_trim_space(str_from(rest, end + 2));
		return true;
	}
	if (!str_ends(rest, STR("}}")))
		return false;
	while (begin > 1 && !str_starts(str_from(rest, begin - 2), STR("{{")))
		begin--;
	if (begin < 3)
		return false;
	*s = str_trim_space(str_sub(rest, 0, begin - 2));
	return s->n > 0;
}

void
foreign_add(struct foreign *f, const struct catalog *cat)
{
	for (size_t i = cat->has_header ? 1 : 0; i < cat->n; i++) {
		struct foreign_entry entry = { .m = cat->messages[i] };
		struct str text = entry.m->msgid, msgstr = entry.m->msgstr;

		if (!msgstr.n)
			continue;
		ARENA_PUSH(&f->arena, f->entries, f->n, f->cap, entry);
		add_text(f, f->n - 1, WHOLE, false, text, msgstr);
		add_pieces(f, f->n - 1, text, msgstr);
		while (peel(&text) && peel(&msgstr))
			add_text(f, f->n - 1, PIECE, false, text, msgstr);
	}
}

/* ---- finding ---- */

/* `content/en/a.md` and `en/a.md:12` are the same page. */
static bool
is_same_page(struct str ref, struct str path)
{
	ref = str_sub(ref, 0, str_find_byte(ref, 0, ':'));
	return ref.n && (str_ends(path, ref) || str_ends(ref, path) ||
			 str_eq(path_base(ref), path_base(path)));
}

static int
rank_of(const struct po_message *m, struct str path)
{
	bool here = false;

	for (size_t i = 0; i < m->references.n && !here; i++)
		here = is_same_page(m->references.items[i], path);
	return 4 * !m->fuzzy + 2 * here + !m->obsolete;
}

/* The best text of this key; of equals the first. */
static struct foreign_text *
best_of(const struct foreign *f, size_t at, int plain, struct str path)
{
	struct foreign_text *best = NULL;
	int best_rank = 0;

	for (; at != MAP_NONE; at = f->texts[at].next[plain]) {
		int rank = rank_of(f->entries[f->texts[at].entry].m, path);

		if (!best || rank >= best_rank)
			best = &f->texts[at];
		best_rank = rank > best_rank ? rank : best_rank;
	}
	return best;
}

/* A heading's id belongs to the source: the translation gets the same. */
static struct str
with_id(struct foreign *f, struct str text, struct str msgstr)
{
	size_t n = id_bytes(text);

	if (!n || id_bytes(msgstr))
		return msgstr;
	return arena_strf(&f->arena, "%.*s%.*s", STR_FMT(msgstr),
			  STR_FMT(str_from(text, text.n - n)));
}

/* The text itself is returned, to be used, or NULL. */
static struct foreign_text *
find_one(struct foreign *f, struct str text, struct str path,
	 struct foreign_found *out)
{
	/* a piece has no marks of a heading or an item, a whole text may */
	static const struct {
		int kind, plain;
	} order[] = { { WHOLE, AS_IT_IS },
		      { PIECE, AS_IT_IS },
		      { PIECE, PLAIN },
		      { WHOLE, PLAIN } };
	struct foreign_text *t = NULL;
	struct buf buf = { 0 };

	*out = (struct foreign_found){ 0 };
	for (int i = 0; i < 4 && !t; i++) {
		int kind = order[i].kind, plain = order[i].plain;
		struct str key = key_of(text, plain, &buf);
		size_t at =
			key.n ? map_find(&f->keys[kind][plain], key) : MAP_NONE;

		t = best_of(f, at, plain, path);
		if (!t)
			continue;
		out->how = i == 0 ? FOREIGN_EXACT : FOREIGN_RECUT;
		out->m = f->entries[t->entry].m;
		out->msgstr = with_id(f, text, t->msgstr);
	}
	buf_release(&buf);
	return t;
}

/* A hard break before the line end at `eol`: where its mark begins. */
static size_t
break_mark(struct str text, size_t eol)
{
	size_t at = eol;

	if (at > 0 && text.p[at - 1] == '\\')
		return at - 1;
	while (at > 0 && text.p[at - 1] == ' ')
		at--;
	return at;
}

static void
find_lines(struct foreign *f, struct str text, struct str path, bool use,
	   struct foreign_found *out)
{
	struct buf msgstr = { 0 };
	size_t at = 0, eol;

	do {
		struct foreign_text *t;
		size_t mark;

		eol = str_find_byte(text, at, '\n');
		mark = eol < text.n ? break_mark(text, eol) : eol;
		t = find_one(f, str_sub(text, at, mark), path, out);
		if (!t)
			break;
		if (use)
			foreign_use(f, t);
		buf_add(&msgstr, out->msgstr);
		buf_add(&msgstr, str_sub(text, mark, eol + 1));
		out->how = FOREIGN_RECUT;
		at = eol + 1;
	} while (eol < text.n);
	if (out->how)
		out->msgstr = arena_str(&f->arena, buf_str(&msgstr));
	buf_release(&msgstr);
}

void
foreign_find(struct foreign *f, struct str text, struct str path, bool use,
	     struct foreign_found *out)
{
	struct foreign_text *t = find_one(f, text, path, out);

	if (t && use)
		foreign_use(f, t);
	if (t || str_find_byte(text, 0, '\n') == text.n)
		return;
	find_lines(f, text, path, false, out);
	if (out->how && use)
		find_lines(f, text, path, true, out);
}

bool
foreign_is_left(const struct foreign *f, const struct foreign_entry *e)
{
	struct buf buf = { 0 };
	struct str key = key_of(str_trim_space(e->m->msgid), AS_IT_IS, &buf);
	size_t at = map_find(&f->keys[WHOLE][AS_IT_IS], key);
	bool copy = str_eq(e->m->msgid, e->m->msgstr) && !e->m->comments.n;
	bool left = !e->used && !copy;

	buf_release(&buf);
	for (; left && at != MAP_NONE; at = f->texts[at].next[AS_IT_IS]) {
		const struct foreign_entry *same =
			&f->entries[f->texts[at].entry];

		left = !(same->used && po_has_same_texts(same->m, e->m));
	}
	return left;
}
