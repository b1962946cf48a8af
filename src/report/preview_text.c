/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "markdown/block.h"
#include "report/html.h"
#include "report/preview_parts.h"
#include "unit/codec.h"
#include "unit/prose.h"

/*
 * What cmark does not know stands in the text that it is given as U+FDD0, a
 * number and U+FDD1: noncharacters, like letters to cmark. Where a text has
 * them itself, they are no text and become U+FFFD.
 */
#define CHIP_BEGIN "\xef\xb7\x90"
#define CHIP_END "\xef\xb7\x91"

struct writer {
	const struct previewer *p;
	struct str text;
	struct inline_tokens tokens;
	size_t n_images;      /* around what is written */
	bool link_is_open[2]; /* is it an <a>? [1]: of a link in an image */
};

static bool
is_chip(enum inline_kind kind)
{
	return kind == INLINE_SHORTCODE || kind == INLINE_FOOTNOTE ||
	       kind == INLINE_ATTRIBUTE || kind == INLINE_MATH ||
	       kind == INLINE_VARIABLE;
}

/* ---- what cmark is given ---- */

static void
add_plain(struct str s, struct buf *out)
{
	for (size_t i = 0; i < s.n; i++) {
		struct str c = str_sub(s, i, i + 3);

		if (str_eq(c, STR(CHIP_BEGIN)) || str_eq(c, STR(CHIP_END))) {
			buf_add_str(out, "\xef\xbf\xbd");
			i += 2;
		} else {
			buf_add_byte(out, s.p[i]);
		}
	}
}

static void
mark_chips(const struct writer *w, struct buf *out)
{
	size_t at = 0;

	for (size_t i = 0; i < w->tokens.n; i++) {
		const struct inline_token *token = &w->tokens.items[i];

		if (!is_chip(token->kind) || token->at.begin < at)
			continue;
		add_plain(str_sub(w->text, at, token->at.begin), out);
		buf_addf(out, CHIP_BEGIN "%zu" CHIP_END, i);
		at = token->at.end;
	}
	add_plain(str_from(w->text, at), out);
}

/* The definitions that the text's reference links need. */
static void
list_definitions(const struct writer *w, struct buf *out)
{
	const struct previewer *p = w->p;

	for (size_t i = 0; i < w->tokens.n; i++) {
		struct str label = str_span(w->text, w->tokens.items[i].label);
		size_t slot;

		if (!w->tokens.items[i].reference)
			continue;
		slot = map_find(&p->labels, label_normal(p->arena, label));
		if (slot != MAP_NONE)
			buf_addf(out, "[%.*s]: <%.*s>\n", STR_FMT(label),
				 STR_FMT(p->page->slots[slot].text));
	}
}

/* ---- what comes of it ---- */

void
preview_add_chip(const struct previewer *p, struct str text)
{
	html_addf(p->out, "<code class=\"chip\" dir=\"ltr\">%t</code>", text);
}

/* The token whose mark is at byte i of s; *end is behind it. Or NULL. */
static const struct inline_token *
chip_at(const struct writer *w, struct str s, size_t i, size_t *end)
{
	size_t n = 0, at = i + 3;

	while (ascii_is_digit(str_at(s, at)) && n < w->tokens.n)
		n = n * 10 + (size_t)(s.p[at++] - '0');
	*end = at + 3;
	return n < w->tokens.n ? &w->tokens.items[n] : NULL;
}

/* bare: in an attribute or in code, where no element may stand */
static void
add_words(const struct writer *w, struct str s, bool bare)
{
	size_t begin = 0, end, at;

	while ((at = str_find(s, begin, STR(CHIP_BEGIN))) < s.n) {
		const struct inline_token *token = chip_at(w, s, at, &end);

		html_add_text(w->p->out, str_sub(s, begin, at));
		begin = end;
		if (token && bare)
			html_add_text(w->p->out, str_span(w->text, token->at));
		else if (token)
			preview_add_chip(w->p, str_span(w->text, token->at));
	}
	html_add_text(w->p->out, str_from(s, begin));
}

/* Everything else leads nowhere from here, or may be active. */
static bool
is_web(struct str dest)
{
	static const char *const schemes[] = { "http://", "https://",
					       "mailto:" };

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++) {
		struct str scheme = str_of(schemes[i]);

		if (str_eq_nocase(str_sub(dest, 0, scheme.n), scheme))
			return true;
	}
	return false;
}

static void
open_link(struct writer *w, struct str dest)
{
	bool *is_open = &w->link_is_open[w->n_images > 0];
	struct buf *out = w->p->out;

	*is_open = !w->n_images && is_web(dest);
	if (*is_open) {
		buf_add_str(out, "<a rel=\"noreferrer noopener\" href=\"");
		add_words(w, dest, true);
		buf_add_byte(out, '"');
	} else {
		buf_add_str(out, "<span class=\"link\"");
	}
	buf_add_str(out, " title=\"");
	add_words(w, dest, true);
	buf_add_str(out, "\">");
}

static void
close_link(struct writer *w)
{
	buf_add_str(w->p->out,
		    w->link_is_open[w->n_images > 0] ? "</a>" : "</span>");
}

static void
open_image(struct writer *w)
{
	html_addf(w->p->out,
		  "<span class=\"image\"><span class=\"kind\">%m</span> ",
		  _("image"));
	w->n_images++;
}

static void
close_image(struct writer *w, struct str dest)
{
	buf_add_str(w->p->out, " <code dir=\"ltr\">");
	add_words(w, dest, true);
	buf_add_str(w->p->out, "</code></span>");
	w->n_images--;
}

static void
write_code(struct writer *w, const char *class, struct str text)
{
	buf_addf(w->p->out, "<code%s dir=\"ltr\">", class);
	add_words(w, text, true);
	buf_add_str(w->p->out, "</code>");
}

static void
write_shown(void *state, const struct shown *shown)
{
	struct writer *w = state;
	struct buf *out = w->p->out;

	switch (shown->kind) {
	case SHOWN_TEXT:
		add_words(w, shown->text, false);
		break;
	case SHOWN_CODE:
		write_code(w, "", shown->text);
		break;
	case SHOWN_HTML:
		write_code(w, " class=\"raw\"", shown->text);
		break;
	case SHOWN_SOFT_BREAK:
		buf_add_byte(out, '\n');
		break;
	case SHOWN_BREAK:
		buf_add_str(out, "<br>\n");
		break;
	case SHOWN_EMPHASIS:
		buf_add_str(out, shown->leaves ? "</em>" : "<em>");
		break;
	case SHOWN_STRONG:
		buf_add_str(out, shown->leaves ? "</strong>" : "<strong>");
		break;
	case SHOWN_LINK:
		if (shown->leaves)
			close_link(w);
		else
			open_link(w, shown->dest);
		break;
	case SHOWN_IMAGE:
		if (shown->leaves)
			close_image(w, shown->dest);
		else
			open_image(w);
		break;
	}
}

void
preview_add_text(const struct previewer *p, const struct slot *slot,
		 struct str text)
{
	struct writer w = { .p = p, .text = text };
	struct arena arena = { 0 };
	struct buf marked = { 0 }, definitions = { 0 };

	if (!codec_is_prose(slot->kind) || slot->kind == MD_HTML_TEXT) {
		html_add_text(p->out, text);
		return;
	}
	prose_scan(p->page, slot->kind, text, &arena, &w.tokens);
	mark_chips(&w, &marked);
	list_definitions(&w, &definitions);
	block_show(buf_str(&marked), buf_str(&definitions), write_shown, &w);
	buf_release(&marked);
	buf_release(&definitions);
	arena_release(&arena);
}
