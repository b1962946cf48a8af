/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/leaf.h"

size_t
box_add(struct md_reader *r, enum md_box kind, size_t parent)
{
	struct md_doc *doc = r->doc;
	struct md_container box = { .kind = kind, .parent = parent };

	ARENA_PUSH(doc->arena, doc->containers, doc->n_containers,
		   doc->cap_containers, box);
	return doc->n_containers - 1;
}

/* The bytes before `at` on its line of the page. */
static struct str
before_on_line(const struct md_reader *r, size_t at)
{
	struct str bytes = r->doc->bytes;
	size_t begin = at;

	while (begin > 0 && !ascii_is_eol(bytes.p[begin - 1]))
		begin--;
	return str_sub(bytes, begin, at);
}

struct md_leaf *
leaf_add(struct md_reader *r, struct place at, enum md_kind kind,
	 struct span *lines, size_t n)
{
	struct md_doc *doc = r->doc;
	struct md_leaf leaf = {
		.kind = kind, .container = at.box, .lines = lines, .n_lines = n
	};

	/* further lines look like the second one, where there is one */
	if (n > 1 && lines[1].begin < lines[1].end)
		leaf.prefix = before_on_line(r, lines[1].begin);
	else
		leaf.prefix = frame_prefix(at.frame, doc->arena);
	ARENA_PUSH(doc->arena, doc->leaves, doc->n, doc->cap, leaf);
	return &doc->leaves[doc->n - 1];
}

struct md_leaf *
leaf_add_span(struct md_reader *r, struct place at, enum md_kind kind,
	      struct span span)
{
	struct span *lines = arena_alloc(r->doc->arena, sizeof(*lines));

	*lines = span;
	return leaf_add(r, at, kind, lines, 1);
}

struct span
leaf_trim(const struct md_reader *r, struct span span)
{
	const char *p = r->masked.p;

	while (span.begin < span.end && ascii_is_blank(p[span.begin]))
		span.begin++;
	while (span.end > span.begin && ascii_is_blank(p[span.end - 1]))
		span.end--;
	return span;
}

/* The first mask that ends behind byte `at`; its index. */
static size_t
first_mask(const struct md_reader *r, size_t at)
{
	const struct mask_list *masks = &r->doc->masks;
	size_t lo = 0, hi = masks->n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (masks->items[mid].at.end <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool
is_apart(const struct md_reader *r, const struct mask *m)
{
	return m->kind == MASK_MATH ||
	       (m->kind == MASK_SHORTCODE &&
		r->doc->tags.items[m->shortcode].partner != SHORTCODE_NONE);
}

bool
leaf_is_masks(const struct md_reader *r, struct span span, bool *apart)
{
	const struct mask_list *masks = &r->doc->masks;
	size_t i = first_mask(r, span.begin), at;

	span = leaf_trim(r, span);
	*apart = true;
	for (at = span.begin; at < span.end; i++) {
		const struct mask *m;

		while (at < span.end && ascii_is_blank(r->masked.p[at]))
			at++;
		if (i >= masks->n || at == span.end)
			return false;
		m = &masks->items[i];
		if (m->at.begin != at || m->kind == MASK_FOOTNOTE)
			return false;
		*apart = *apart && is_apart(r, m);
		at = m->at.end;
	}
	return span.begin < span.end;
}

/* "image.caption" */
static struct str
param_name(struct md_reader *r, const struct shortcode *tag, size_t i)
{
	struct str param = tag->params[i].name;
	char *p = arena_alloc(r->doc->arena, tag->name.n + param.n + 2);

	memcpy(p, tag->name.p, tag->name.n);
	p[tag->name.n] = '.';
	memcpy(p + tag->name.n + 1, param.p, param.n);
	return str_make(p, tag->name.n + 1 + param.n);
}

static void
add_params(struct md_reader *r, struct place at, const struct shortcode *tag)
{
	for (size_t i = 0; i < tag->n_params; i++) {
		struct md_leaf *leaf =
			leaf_add_span(r, at, MD_PARAM, tag->params[i].at);

		leaf->name = param_name(r, tag, i);
		leaf->quote = tag->params[i].quote;
	}
}

/* The next piece of *rest up to a line end of the page. */
static bool
next_line(struct str bytes, struct span *rest, struct span *line)
{
	size_t at = rest->begin;

	if (at > rest->end)
		return false;
	while (at < rest->end && !ascii_is_eol(bytes.p[at]))
		at++;
	*line = (struct span){ rest->begin, at };
	if (at == rest->end)
		at = rest->end + 1; /* that was the last one */
	else if (bytes.p[at] == '\r' && at + 1 < rest->end &&
		 bytes.p[at + 1] == '\n')
		at += 2;
	else
		at++;
	rest->begin = at;
	return true;
}

/*
 * The lines of a verbatim text between two marks. What its containers put
 * before each line is no part of it, if it is there on every line. Lines of
 * blanks at the edges, where the marks stand, are left out.
 */
static struct span *
inner_lines(struct md_reader *r, struct frame *frame, struct span inner,
	    size_t *n)
{
	struct str bytes = r->doc->bytes;
	struct span rest = inner, line, *raw = NULL, *cut;
	size_t n_raw = 0, cap = 0, depth, first = 0;
	struct frame **chain = frame_chain(frame, NULL, &depth, r->scratch);
	bool strip = true;

	while (next_line(bytes, &rest, &line))
		ARENA_PUSH(r->doc->arena, raw, n_raw, cap, line);
	cut = arena_array(r->scratch, n_raw, sizeof(*cut));
	for (size_t i = 0; i < n_raw; i++) {
		struct cursor c = cursor_at(bytes, raw[i].begin, raw[i].end);
		bool all = i == 0 || prefix_skip(chain, depth, PREFIX_NO_LINE,
						 &c) == depth;
		bool blank = cursor_is_blank(&c);

		strip = strip && (all || blank);
		cut[i].begin = blank ? raw[i].end : cursor_content(&c);
		cut[i].end = raw[i].end;
	}
	if (strip)
		memcpy(raw, cut, n_raw * sizeof(*raw));
	if (first < n_raw && cut[first].begin == cut[first].end)
		first++;
	if (n_raw > first && cut[n_raw - 1].begin == cut[n_raw - 1].end)
		n_raw--;
	*n = n_raw - first;
	return raw + first;
}

static bool
has_content(const struct md_reader *r, const struct span *lines, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_trim_blanks(str_span(r->doc->bytes, lines[i])).n)
			return true;
	return false;
}

static void
add_inner(struct md_reader *r, struct place at, enum md_kind kind,
	  struct span inner, struct str name)
{
	size_t n;
	struct span *lines = inner_lines(r, at.frame, inner, &n);

	if (has_content(r, lines, n))
		leaf_add(r, at, kind, lines, n)->name = name;
}

static void
add_tag(struct md_reader *r, struct place at, size_t index)
{
	const struct shortcode *tag = &r->doc->tags.items[index];
	struct loose_tag loose = { .tag = index, .box = at.box };

	add_params(r, at, tag);
	loose.n_leaves = r->doc->n;
	loose.n_containers = r->doc->n_containers;
	ARENA_PUSH(r->scratch, r->tags, r->n_tags, r->cap_tags, loose);
	if (tag->verbatim) {
		const struct shortcode *end = &r->doc->tags.items[tag->partner];

		add_inner(r, at, MD_INNER,
			  (struct span){ tag->at.end, end->at.begin },
			  tag->name);
	}
}

void
leaf_add_masks(struct md_reader *r, struct place at, struct span span)
{
	const struct mask_list *masks = &r->doc->masks;

	for (size_t i = first_mask(r, span.begin);
	     i < masks->n && masks->items[i].at.begin < span.end; i++) {
		const struct mask *m = &masks->items[i];

		if (m->kind == MASK_SHORTCODE)
			add_tag(r, at, m->shortcode);
		else if (m->kind == MASK_MATH)
			add_inner(
				r, at, MD_MATH,
				(struct span){ m->at.begin + 2, m->at.end - 2 },
				(struct str){ 0 });
	}
}

/* Is the mask a tag of a pair whose other tag is not in the text? */
static bool
is_torn(const struct md_reader *r, const struct mask *m, struct span text)
{
	const struct shortcode *tag, *other;

	if (!m || m->kind != MASK_SHORTCODE)
		return false;
	tag = &r->doc->tags.items[m->shortcode];
	if (tag->partner == SHORTCODE_NONE || tag->verbatim)
		return false;
	other = &r->doc->tags.items[tag->partner];
	return other->at.begin < text.begin || other->at.end > text.end;
}

/* The text without the torn tags at its edges. */
static struct span
cut_torn(const struct md_reader *r, struct span text)
{
	const struct mask *m;

	text = leaf_trim(r, text);
	while (text.begin < text.end &&
	       is_torn(r, m = mask_at(&r->doc->masks, text.begin), text))
		text = leaf_trim(r, (struct span){ m->at.end, text.end });
	while (text.begin < text.end &&
	       is_torn(r, m = mask_at(&r->doc->masks, text.end - 1), text))
		text = leaf_trim(r, (struct span){ text.begin, m->at.begin });
	return text;
}

void
leaf_add_text(struct md_reader *r, struct place at, struct md_leaf as,
	      struct span *lines, size_t n)
{
	struct span all = { lines[0].begin, lines[n - 1].end };
	struct span text = cut_torn(r, all);
	struct md_leaf *leaf;

	/* a cut never takes a whole line: it is not only masks */
	lines[0].begin = text.begin;
	lines[n - 1].end = text.end;
	leaf_add_masks(r, at, (struct span){ all.begin, text.begin });
	leaf = leaf_add(r, at, as.kind, lines, n);
	leaf->level = as.level;
	leaf->header = as.header;
	leaf->setext = as.setext;
	leaf_add_masks(r, at, (struct span){ text.end, all.end });
}

void
leaf_add_words(struct md_reader *r, struct place at, struct md_leaf as,
	       struct span span)
{
	bool apart;

	span = leaf_trim(r, span);
	if (span.begin == span.end)
		return;
	if (leaf_is_masks(r, span, &apart)) {
		leaf_add_masks(r, at, span);
	} else {
		struct span *line = arena_alloc(r->doc->arena, sizeof(*line));

		*line = span;
		leaf_add_text(r, at, as, line, 1);
	}
}
