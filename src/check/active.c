/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/active.h"

#include "base/utf8.h"
#include "unit/codec.h"
#include "unit/prose.h"

/* Elements that run, load or send something, or change how the page loads. */
static const struct str elements[] = {
	STR_INIT("script"), STR_INIT("iframe"), STR_INIT("object"),
	STR_INIT("embed"),  STR_INIT("applet"), STR_INIT("base"),
	STR_INIT("meta"),   STR_INIT("link"),	STR_INIT("style"),
	STR_INIT("form"),   STR_INIT("frame"),	STR_INIT("frameset"),
	STR_INIT("portal"),
};

static const struct str schemes[] = { STR_INIT("javascript"),
				      STR_INIT("vbscript"), STR_INIT("data") };

static void
add(struct active_list *list, struct arena *arena, const char *class,
    struct str name)
{
	struct buf item = { 0 };

	buf_add_str(&item, class);
	for (size_t i = 0; i < name.n; i++)
		buf_add_byte(&item, (char)ascii_lower(name.p[i]));
	if (list->n >= ACTIVE_MAX) {
		buf_clear(&item);
		buf_add_str(&item, ACTIVE_REST);
	}
	for (size_t i = 0; i < list->n; i++) {
		if (str_eq(list->items[i], buf_str(&item))) {
			buf_release(&item);
			return;
		}
	}
	ARENA_PUSH(arena, list->items, list->n, list->cap,
		   arena_str(arena, buf_str(&item)));
	buf_release(&item);
}

static size_t
name_end(struct str s, size_t i)
{
	while (ascii_is_alnum(str_at(s, i)) || str_at(s, i) == '-' ||
	       str_at(s, i) == ':')
		i++;
	return i;
}

/*
 * The attributes of the tag whose name ends at i: event handlers. From a byte
 * that was reached in the same state before, all has been seen: `seen` has a bit
 * for each state, so that many open tags cost no more than one.
 */
static void
scan_attributes(struct str s, size_t i, unsigned char *seen,
		struct arena *arena, struct active_list *out)
{
	int quote = 0;
	bool at_name = false;

	for (; i < s.n && (quote || s.p[i] != '>'); i++) {
		int c = s.p[i];
		unsigned state =
			(quote ? quote == '"' ? 1U : 2U : 0U) * 2 + at_name;
		size_t end;

		if (seen[i] & 1U << state)
			return;
		seen[i] = (unsigned char)(seen[i] | 1U << state);

		if (quote) {
			quote = c == quote ? 0 : quote;
			at_name = !quote;
			continue;
		}
		if (c == '"' || c == '\'') {
			quote = c;
			continue;
		}
		if (ascii_is_space(c) || c == '/') {
			at_name = true;
			continue;
		}
		end = name_end(s, i);
		if (at_name && end > i + 2 &&
		    str_eq_nocase(str_sub(s, i, i + 2), STR("on")))
			add(out, arena, "handler:", str_sub(s, i, end));
		at_name = false;
		if (end > i)
			i = end - 1;
	}
}

static void
scan_tags(struct str s, struct arena *arena, struct active_list *out)
{
	size_t at = str_find_byte(s, 0, '<');
	unsigned char *seen = at < s.n ? arena_array(arena, s.n + 1, 1) : NULL;

	while ((at = str_find_byte(s, at, '<')) < s.n) {
		size_t end = name_end(s, ++at);
		struct str name = str_sub(s, at, end);

		if (!ascii_is_alpha(str_at(s, at)))
			continue;
		for (size_t i = 0; i < sizeof(elements) / sizeof(*elements);
		     i++)
			if (str_eq_nocase(name, elements[i]))
				add(out, arena, "html:", name);
		scan_attributes(s, end, seen, arena, out);
		at = end;
	}
}

/*
 * Browsers decode entities in an address and skip control characters and line
 * ends, so the text is searched as they see it.
 */
static void
decode_address(struct str s, struct buf *out)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned long c = 0;
		size_t k = i + 2;
		bool hex = (str_at(s, k) | 0x20) == 'x';

		if (s.p[i] == '&' && str_at(s, i + 1) == '#') {
			k += hex;
			while (c < 0x110000 &&
			       (hex ? ascii_is_hex(str_at(s, k)) :
				      ascii_is_digit(str_at(s, k)))) {
				int d = ascii_lower(s.p[k++]);

				c = c * (hex ? 16 : 10) +
				    (unsigned long)(ascii_is_digit(d) ?
							    d - '0' :
							    d - 'a' + 10);
			}
			if (c > ' ' && c < 0x7f)
				buf_add_byte(out, (char)c);
			i = str_at(s, k) == ';' ? k : k - 1;
		} else if (str_starts(str_from(s, i), STR("&colon;"))) {
			buf_add_byte(out, ':');
			i += 6;
		} else if (str_starts(str_from(s, i), STR("&Tab;"))) {
			i += 4;
		} else if (str_starts(str_from(s, i), STR("&NewLine;"))) {
			i += 8;
		} else if ((unsigned char)s.p[i] >= ' ') {
			buf_add_byte(out, s.p[i]);
		}
	}
}

/* A scheme counts where an address begins: after ( < " ' = or "]: ". */
static void
scan_schemes(struct str s, struct arena *arena, struct active_list *out)
{
	struct buf seen = { 0 };
	struct str text;

	if (str_find_byte(s, 0, ':') == s.n && str_find_byte(s, 0, '&') == s.n)
		return;
	decode_address(s, &seen);
	text = buf_str(&seen);
	for (size_t i = 0; i < text.n; i++) {
		size_t b = i;

		if (!strchr("(<\"'=:", text.p[i]))
			continue;
		do
			b++;
		while (ascii_is_blank(str_at(text, b)));
		if (text.p[i] == ':' && (i == 0 || text.p[i - 1] != ']'))
			continue;
		for (size_t k = 0; k < sizeof(schemes) / sizeof(*schemes);
		     k++) {
			size_t end = b + schemes[k].n;

			if (str_eq_nocase(str_sub(text, b, end), schemes[k]) &&
			    str_at(text, end) == ':')
				add(out, arena, "scheme:", schemes[k]);
		}
	}
	buf_release(&seen);
}

/* U+202A..U+202E and U+2066..U+2069 (Unicode: Bidi_Control, overrides). */
static void
scan_bidi(struct str s, struct arena *arena, struct active_list *out)
{
	size_t at = 0;

	while ((at = str_find(s, at, STR("\xe2\x80"))) < s.n) {
		int c = str_at(s, at + 2);

		if (c >= 0xaa && c <= 0xae)
			add(out, arena, "bidi", STR(""));
		at += 2;
	}
	at = 0;
	while ((at = str_find(s, at, STR("\xe2\x81"))) < s.n) {
		int c = str_at(s, at + 2);

		if (c >= 0xa6 && c <= 0xa9)
			add(out, arena, "bidi", STR(""));
		at += 2;
	}
}

static void
scan_markup(struct str s, struct arena *arena, struct active_list *out)
{
	scan_tags(s, arena, out);
	scan_schemes(s, arena, out);
}

/* Overwrite code in a copy of the text. */
static struct str
without_code(const struct page *page, enum md_kind kind, struct str text,
	     struct arena *arena)
{
	struct inline_tokens tokens;
	char *copy;

	if (str_find_byte(text, 0, '`') == text.n)
		return text;
	copy = arena_cstr(arena, text);
	prose_scan(page, kind, text, arena, &tokens);
	for (size_t i = 0; i < tokens.n; i++)
		if (tokens.items[i].kind == INLINE_CODE)
			memset(copy + tokens.items[i].at.begin, 'x',
			       tokens.items[i].at.end -
				       tokens.items[i].at.begin);
	return str_make(copy, text.n);
}

static bool
is_code(enum md_kind kind)
{
	return kind == MD_CODE || kind == MD_INNER || kind == MD_INFO ||
	       kind == MD_MATH;
}

static void
scan_shortcodes(const struct page *page, struct str text, struct arena *arena,
		struct active_list *out)
{
	struct shortcode_list tags = { 0 };

	if (!dialect_has(page->doc.dialect, DIALECT_SHORTCODES) ||
	    str_find(text, 0, STR("{{")) == text.n)
		return;
	shortcode_read(text, 0, page->doc.dialect, arena, &tags);
	for (size_t i = 0; i < tags.n; i++)
		if (tags.items[i].form != SHORTCODE_COMMENT)
			add(out, arena, "shortcode:", tags.items[i].name);
}

void
active_of_text(const struct page *page, enum md_kind kind, struct str text,
	       struct arena *arena, struct active_list *out)
{
	scan_bidi(text, arena, out);
	if (!is_code(kind))
		scan_markup(without_code(page, kind, text, arena), arena, out);
	if (kind == MD_DEST)
		scan_schemes(arena_strf(arena, "<%.*s>", STR_FMT(text)), arena,
			     out);
	scan_shortcodes(page, text, arena, out); /* in code they run too */
}

void
active_of_page(const struct page *page, struct active_list *out)
{
	struct arena *arena = page->arena;
	struct str bytes = page->doc.bytes;
	size_t at = 0;

	*out = (struct active_list){ 0 };
	scan_shortcodes(page, bytes, arena, out);
	scan_bidi(bytes, arena, out);
	for (size_t i = 0; i < page->n; i++) {
		const struct slot *slot = &page->slots[i];

		if (!is_code(slot->kind) &&
		    !(codec_is_prose(slot->kind) && slot->text.p))
			continue;
		scan_markup(str_sub(bytes, at, slot->at.begin), arena, out);
		if (is_code(slot->kind))
			scan_shortcodes(page, slot_bytes(page, slot), arena,
					out);
		else
			scan_markup(without_code(page, slot->kind, slot->text,
						 arena),
				    arena, out);
		at = slot->at.end;
	}
	scan_markup(str_from(bytes, at), arena, out);
}

struct str
active_first_new(const struct active_list *found,
		 const struct active_list *known, const struct config *cfg)
{
	for (size_t i = 0; i < found->n; i++) {
		bool is_known = cfg && config_allows(cfg, found->items[i]);

		for (size_t k = 0; k < known->n && !is_known; k++)
			is_known = str_eq(found->items[i], known->items[k]);
		if (!is_known)
			return found->items[i];
	}
	return (struct str){ 0 };
}
