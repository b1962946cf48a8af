/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "base/text.h"
#include "base/utf8.h"
#include "unit/codec.h"
#include "unit/directive.h"
#include "unit/prose.h"
#include "unit/slot.h"

/* What page_read keeps in mind from leaf to leaf. */
struct segmenter {
	struct page *page;
	struct diag *diag; /* or NULL */
	struct directives directives;
	struct str section;    /* slug of the heading above */
	struct map texts;      /* text -> first slot with it */
	struct map in_section; /* section + "\n" + text -> how many */
};

static size_t
line_of(struct str bytes, size_t at)
{
	size_t line = 1;

	for (size_t i = 0; i < at && i < bytes.n; i++)
		if (bytes.p[i] == '\n' ||
		    (bytes.p[i] == '\r' && str_at(bytes, i + 1) != '\n'))
			line++;
	return line;
}

static void
warn_about_page(struct segmenter *seg)
{
	const struct md_doc *doc = &seg->page->doc;
	struct str path = seg->page->path;

	if (!seg->diag)
		return;
	if (doc->front_error.p)
		diag_warning(seg->diag, loc_at(path, doc->front_error_line),
			     _("front matter is left as it is: %.*s"),
			     STR_FMT(doc->front_error));
	if (doc->tags.unclosed != (size_t)-1)
		diag_warning(
			seg->diag,
			loc_at(path, line_of(doc->bytes, doc->tags.unclosed)),
			_("shortcode is never closed, it is read as "
			  "text; close it with '>}}' or '%%}}'"));
}

/* Empty lines at the edges of verbatim text belong to the skeleton. */
static void
cut_edges(struct slot *slot)
{
	const struct md_leaf *leaf = slot->leaf;

	slot->lines = leaf->lines;
	slot->n_lines = leaf->n_lines;
	if (codec_is_verbatim(leaf->kind)) {
		while (slot->n_lines > 1 &&
		       slot->lines[0].begin == slot->lines[0].end) {
			slot->lines++;
			slot->n_lines--;
		}
		while (slot->n_lines > 1 &&
		       slot->lines[slot->n_lines - 1].begin ==
			       slot->lines[slot->n_lines - 1].end)
			slot->n_lines--;
	}
	slot->at.begin = slot->lines[0].begin;
	slot->at.end = slot->lines[slot->n_lines - 1].end;
}

/* "image" and "caption" of the MD_PARAM name "image.caption". */
static void
split_param_name(struct str name, struct str *shortcode, struct str *param)
{
	size_t dot = name.n;

	while (dot > 0 && name.p[dot - 1] != '.')
		dot--;
	*shortcode = dot ? str_sub(name, 0, dot - 1) : STR("");
	*param = str_from(name, dot);
}

static struct str
param_parent(const struct page *page, const struct slot *slot)
{
	const struct shortcode_list *tags = &page->doc.tags;
	size_t lo = 0, hi = tags->n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (tags->items[mid].at.end <= slot->at.begin)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo >= tags->n || tags->items[lo].parent == SHORTCODE_NONE)
		return STR("");
	return tags->items[tags->items[lo].parent].name;
}

static bool
is_required(const struct page *page, const struct slot *slot)
{
	const struct dialect *d = page->doc.dialect;
	struct str shortcode, param;

	if (!slot->text.p)
		return false;
	switch (slot->kind) {
	case MD_MATTER:
		return dialect_is_prose_key(d, slot->leaf->name) &&
		       text_has_letter(slot->text);
	case MD_PARAM:
		split_param_name(slot->leaf->name, &shortcode, &param);
		return dialect_is_prose_param(
			       d, shortcode, param_parent(page, slot), param) &&
		       text_has_letter(slot->text);
	case MD_DEF_TITLE:
	case MD_HTML_ATTR:
		return text_has_letter(slot->text);
	default:
		return codec_is_prose(slot->kind) &&
		       prose_has_words(page, slot->kind, slot->text);
	}
}

/* Count the slots with this text in its section (slot.h: nth). */
static size_t
count_in_section(struct segmenter *seg, const struct slot *slot)
{
	struct page *page = seg->page;
	size_t first = map_add(&seg->texts, slot->text, page->n);
	struct buf key = { 0 };
	size_t n, before;
	struct str stored;

	if (first == page->n)
		return 1;
	before = str_eq(page->slots[first].section, slot->section) ? 1 : 0;
	buf_add(&key, slot->section);
	buf_add_byte(&key, '\n');
	buf_add(&key, slot->text);
	n = map_find(&seg->in_section, buf_str(&key));
	n = n == MAP_NONE ? before + 1 : n + 1;
	stored = n == before + 1 ? arena_str(page->arena, buf_str(&key)) :
				   buf_str(&key);
	map_set(&seg->in_section, stored, n);
	buf_release(&key);
	return n;
}

static void
add_slot(struct segmenter *seg, const struct md_leaf *leaf)
{
	struct page *page = seg->page;
	struct slot slot = { .kind = leaf->kind, .leaf = leaf };
	struct directive_scope scope;

	cut_edges(&slot);
	if (leaf->kind == MD_COMMENT || leaf->kind == MD_HTML) {
		if (directives_comment(&seg->directives, page, &slot))
			return;
	}
	slot.text = codec_decode(page, &slot, false);
	if (leaf->kind == MD_HEADING && slot.text.p)
		seg->section = prose_slug(page, slot.text);
	slot.section = leaf->kind == MD_MATTER ? leaf->name : seg->section;
	scope = directives_at(&seg->directives, page, &slot);
	if (scope.off)
		return;
	slot.context = scope.context;
	slot.notes = scope.notes;
	slot.n_notes = scope.n_notes;
	slot.required = is_required(page, &slot);
	if (!slot.text.p && seg->diag &&
	    !utf8_is_valid(slot_bytes(page, &slot)))
		diag_warning(seg->diag, loc_at(page->path, leaf->line),
			     _("text is not valid UTF-8 and is left as it is; "
			       "save the page as UTF-8"));
	slot.nth = slot.text.p ? count_in_section(seg, &slot) : 1;
	ARENA_PUSH(page->arena, page->slots, page->n, page->cap, slot);
}

void
page_read(struct page *page, struct str path, struct str bytes,
	  const struct dialect *dialect, struct arena *arena, struct diag *diag)
{
	struct segmenter seg = { .page = page, .diag = diag };

	*page = (struct page){ .path = path, .arena = arena };
	md_read(bytes, dialect, arena, &page->doc);
	seg.section = STR("");
	directives_init(&seg.directives, page);
	warn_about_page(&seg);
	for (size_t i = 0; i < page->doc.n; i++)
		add_slot(&seg, &page->doc.leaves[i]);
	map_release(&seg.texts);
	map_release(&seg.in_section);
}

/* Is there perhaps something to warn about behind the front matter? */
static bool
may_warn(struct str bytes, size_t from, const struct dialect *dialect,
	 struct arena *arena)
{
	struct shortcode_list tags;

	shortcode_read(bytes, from, dialect, arena, &tags);
	return tags.unclosed != (size_t)-1 || !utf8_is_valid(bytes);
}

void
page_read_front(struct page *page, struct str path, struct str bytes,
		const struct dialect *dialect, struct arena *arena,
		struct diag *diag)
{
	size_t end = dialect_has(dialect, DIALECT_FRONT_MATTER) ?
			     frontmatter_find(bytes).all.end :
			     0;

	if (diag && may_warn(bytes, end, dialect, arena)) {
		page_read(page, path, bytes, dialect, arena, diag);
		page_release(page);
		diag = NULL;
	}
	page_read(page, path, str_sub(bytes, 0, end), dialect, arena, diag);
}

void
page_release(struct page *page)
{
	md_release(&page->doc);
}

static struct str
paragraph_title(const struct page *page, const struct slot *slot)
{
	const struct md_doc *doc = &page->doc;
	size_t c = slot->leaf->container;

	while (doc->containers[c].kind == MD_PAIR)
		c = doc->containers[c].parent;
	switch (doc->containers[c].kind) {
	case MD_ITEM:
		return STR("list item");
	case MD_QUOTE:
		return STR("quote");
	case MD_ALERT:
		return STR("alert");
	case MD_DEFINITION:
		return STR("definition");
	case MD_FOOTNOTE:
		return STR("footnote");
	default:
		return STR("paragraph");
	}
}

/* flat: one line for each kind */
struct str
slot_title(const struct page *page, const struct slot *slot)
{
	static const struct str headings[] = {
		STR_INIT("heading 1"), STR_INIT("heading 2"),
		STR_INIT("heading 3"), STR_INIT("heading 4"),
		STR_INIT("heading 5"), STR_INIT("heading 6"),
	};
	struct str name = slot->leaf->name;
	struct str shortcode, param;

	switch (slot->kind) {
	case MD_PARAGRAPH:
		return paragraph_title(page, slot);
	case MD_HEADING:
		return headings[slot->leaf->level - 1];
	case MD_TITLE:
		return STR("alert title");
	case MD_CELL:
		return slot->leaf->header ? STR("table header") :
					    STR("table cell");
	case MD_MATTER:
		return arena_strf(page->arena, "front matter: %.*s",
				  STR_FMT(name));
	case MD_PARAM:
		split_param_name(name, &shortcode, &param);
		return arena_strf(page->arena, "shortcode %.*s: %.*s",
				  STR_FMT(shortcode), STR_FMT(param));
	case MD_INNER:
		return arena_strf(page->arena, "shortcode %.*s", STR_FMT(name));
	case MD_HTML_ATTR:
		return arena_strf(page->arena, "HTML attribute: %.*s",
				  STR_FMT(name));
	case MD_DEST:
		return arena_strf(page->arena, "link destination: %.*s",
				  STR_FMT(name));
	case MD_DEF_TITLE:
		return arena_strf(page->arena, "link title: %.*s",
				  STR_FMT(name));
	default:
		return str_of(md_kind_name(slot->kind));
	}
}

bool
slot_title_is_text(struct str title)
{
	static const struct str values[] = {
		STR_INIT("front matter: "),   STR_INIT("shortcode "),
		STR_INIT("HTML attribute: "), STR_INIT("link destination: "),
		STR_INIT("link title: "),
	};
	static const enum md_kind verbatim[] = { MD_HTML, MD_COMMENT, MD_CODE,
						 MD_INFO, MD_MATH };

	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		if (str_starts(title, values[i]))
			return false;
	for (size_t i = 0; i < sizeof(verbatim) / sizeof(*verbatim); i++)
		if (str_eq(title, str_of(md_kind_name(verbatim[i]))))
			return false;
	return true;
}

struct str
slot_target_text(const struct page *page, const struct slot *slot)
{
	return codec_decode(page, slot, true);
}
