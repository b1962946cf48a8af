/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "base/text.h"
#include "base/utf8.h"
#include "check/host.h"
#include "check/rows.h"

#include <unicode/uchar.h>

void
check_nfc(struct check *c)
{
	if (!text_is_nfc(c->sides.target.text) &&
	    text_is_nfc(c->sides.source.text))
		check_say(c, _("letters and their accents stand apart"));
}

/* ---- what nobody sees ---- */

static bool
is_invisible(unsigned long c)
{
	if (c == '\n' || c == '\t' || (c >= ' ' && c < 0x7f))
		return false;
	switch (u_charType((UChar32)c)) {
	case U_FORMAT_CHAR:
	case U_CONTROL_CHAR:
	case U_PRIVATE_USE_CHAR:
	case U_LINE_SEPARATOR:
	case U_PARAGRAPH_SEPARATOR:
		return true;
	default:
		return c == 0xfffd || c == 0x115f || c == 0x1160 ||
		       c == 0x3164 || c == 0xffa0; /* Hangul fillers */
	}
}

/* Does the language write with it? ZWJ also joins emoji. */
static bool
is_at_home(const struct check *c, unsigned long u, unsigned long before)
{
	unsigned traits = c->writing.traits;

	switch (u) {
	case 0x200d:
		return (traits & WRITING_JOINERS) || before == 0xfe0f ||
		       u_hasBinaryProperty((UChar32)before, UCHAR_EMOJI);
	case 0x200c:
		return (traits & WRITING_JOINERS) != 0;
	case 0x200e:
	case 0x200f:
	case 0x061c:
		return (traits & WRITING_MARKS) != 0;
	case 0x200b:
	case 0x2060:
		return (traits & WRITING_BREAKS) != 0;
	default: /* direction overrides are active content */
		return (u >= 0x202a && u <= 0x202e) ||
		       (u >= 0x2066 && u <= 0x2069);
	}
}

static bool
holds(struct str s, unsigned long c)
{
	struct buf needle = { 0 };
	bool found;

	buf_add_utf8(&needle, c);
	found = str_find(s, 0, buf_str(&needle)) < s.n;
	buf_release(&needle);
	return found;
}

/* The first one alone: whoever mends it sees the others. */
void
check_invisible(struct check *c)
{
	struct str text = c->m->msgstr;
	unsigned long before = 0;

	for (size_t i = 0; i < text.n;) {
		unsigned long u;
		size_t n = utf8_decode(text, i, &u);

		if (is_invisible(u) && !is_at_home(c, u, before) &&
		    !holds(c->sides.source.text, u)) {
			char name[80] = "";
			UErrorCode error = U_ZERO_ERROR;

			u_charName((UChar32)u, U_EXTENDED_CHAR_NAME, name,
				   sizeof(name), &error);
			check_say(c,
				  _("the invisible character U+%04lX (%s) "
				    "stands in '%s'"),
				  u, name, check_excerpt(c, text, i, 20).p);
			return;
		}
		before = u;
		i += n ? n : 1;
	}
}

/* ---- active content ---- */

/* What an item of active.h is, in words. */
static struct str
describe(struct check *c, struct str item)
{
	static const struct {
		struct str class;
		const char *words;
	} classes[] = {
		{ STR_INIT("html:"), N_("the HTML element '%.*s'") },
		{ STR_INIT("handler:"), N_("the event handler '%.*s'") },
		{ STR_INIT("scheme:"), N_("a '%.*s:' link") },
		{ STR_INIT("shortcode:"), N_("the shortcode '%.*s'") },
	};

	for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++)
		if (str_starts(item, classes[i].class))
			return arena_strf(
				&c->arena, _(classes[i].words),
				STR_FMT(str_from(item, classes[i].class.n)));
	return str_of(_("invisible characters that turn the direction of "
			"text"));
}

void
check_active(struct check *c)
{
	struct check_page *p = c->page;
	struct active_list found = { 0 };

	active_of_text(p->source, c->slot->kind, c->m->msgstr, &c->arena,
		       &found);
	if (!found.n)
		return;
	if (!p->has_known)
		active_of_page(p->source, &p->known);
	p->has_known = true;
	for (size_t i = 0; i < found.n; i++) {
		struct active_list one = { .items = &found.items[i], .n = 1 };

		if (!active_first_new(&one, &p->known, p->cfg).p)
			continue;
		check_say_hint(
			c,
			arena_strf(&c->arena,
				   _("take it out; if the site wants it, add "
				     "'%.*s' to 'allow' in calque.yaml"),
				   STR_FMT(found.items[i])),
			_("the translation brings in %s, which the source "
			  "page has not"),
			describe(c, found.items[i]).p);
	}
}

/* ---- hosts ---- */

/* The links of one side: what their hosts look like, to the value's index. */
static void
map_looks(struct check *c, const struct side *side, struct map *looks)
{
	for (size_t i = 0; i < side->n; i++) {
		struct str host = host_of(side->values[i].shown);
		struct buf look = { 0 };

		if (side->values[i].kind != VALUE_LINK || !host.n)
			continue;
		host_look(host, &look);
		map_add(looks, arena_str(&c->arena, buf_str(&look)), i);
		buf_release(&look);
	}
}

/* The host of the source text that this one looks like, or no string. */
static struct str
host_it_resembles(struct check *c, const struct map *looks, struct str host)
{
	struct buf look = { 0 };
	size_t i;

	host_look(host, &look);
	i = map_find(looks, buf_str(&look));
	buf_release(&look);
	return i == MAP_NONE ? (struct str){ 0 } :
			       host_of(c->sides.source.values[i].shown);
}

static void
judge_host(struct check *c, const struct map *looks, const struct value *v)
{
	struct str host = host_of(v->shown), other;

	other = host_it_resembles(c, looks, host);
	if (str_eq_nocase(host, other) && host.n)
		return;
	if (other.n)
		check_say(c,
			  _("the host '%.*s' looks like '%.*s', but is another "
			    "one"),
			  STR_FMT(host), STR_FMT(other));
	else if (host_is_deceptive(host, v->shown))
		check_say(c,
			  _("the link '%.*s' hides where it leads: its host "
			    "mixes scripts, or a name stands before its host"),
			  STR_FMT(value_shown(v, 0, &c->arena)));
}

/* Links that the source text has too are as good as they are there. */
void
check_host(struct check *c)
{
	const struct side *target = &c->sides.target;
	struct map looks = { 0 };
	bool is_read = false;

	for (size_t i = 0; i < target->n; i++) {
		const struct value *v = &target->values[i];

		if (v->paired || !host_of(v->shown).n ||
		    (v->kind != VALUE_LINK && v->kind != VALUE_IMAGE))
			continue;
		if (!is_read)
			map_looks(c, &c->sides.source, &looks);
		is_read = true;
		judge_host(c, &looks, v);
	}
	map_release(&looks);
}
