/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/check.h"

#include "base/i18n.h"
#include "base/near.h"
#include "base/utf8.h"
#include "check/rows.h"
#include "unit/codec.h"

#include <assert.h>
#include <stdarg.h>

/* ORDER check_row; what is worst stands first */
static const struct check_row rows[] = {
	{ "active-content", SEVERITY_ERROR, true, false,
	  N_("scripts, shortcodes and the like that the source has not"),
	  N_("take it out; if the site wants it, add it to 'allow' in "
	     "calque.yaml"),
	  check_active },
	{ "structure", SEVERITY_ERROR, true, false,
	  N_("a translation that would break its page, so 'build' refuses it"),
	  N_("keep to the layout of the source text; until then the page shows "
	     "that text"),
	  NULL },
	{ "gettext", SEVERITY_ERROR, true, false,
	  N_("what gettext itself says of the catalog"),
	  N_("mend this entry as gettext asks"), NULL },
	{ "link-host", SEVERITY_ERROR, true, false,
	  N_("a link to a host that looks like another one"),
	  N_("copy the address from the source text"), check_host },
	{ "placeable-missing", SEVERITY_ERROR, false, true,
	  N_("a placeable of the source is missing"),
	  N_("copy it from the source text"), check_missing },
	{ "placeable-changed", SEVERITY_ERROR, false, true,
	  N_("a placeable differs from the source's"),
	  N_("write it as in the source text"), check_changed },
	{ "placeable-extra", SEVERITY_WARNING, false, true,
	  N_("a placeable that the source has not"),
	  N_("take it out, unless it is meant"), check_extra },
	{ "placeable-count", SEVERITY_NOTE, false, true,
	  N_("a placeable stands more or less often than in the source"),
	  N_("see whether one was lost or doubled"), check_count },
	{ "link-missing", SEVERITY_WARNING, false, true,
	  N_("a link or image of the source is missing"),
	  N_("copy its address from the source text"), check_link_missing },
	{ "link-changed", SEVERITY_WARNING, false, true,
	  N_("a link or image leads elsewhere"),
	  N_("copy the address from the source text; addresses that differ by "
	     "language go to 'links' in calque.yaml"),
	  check_link_changed },
	{ "link-extra", SEVERITY_WARNING, false, true,
	  N_("a link or image that the source has not"),
	  N_("take it out, unless it is meant"), check_link_extra },
	{ "code-changed", SEVERITY_WARNING, false, true,
	  N_("a code span of the source is missing, or another one"),
	  N_("copy it from the source text: what is to be typed is not "
	     "translated"),
	  check_code_changed },
	{ "code-extra", SEVERITY_NOTE, false, true,
	  N_("a code span that the source has not"),
	  N_("take its back ticks out, unless they are meant"),
	  check_code_extra },
	{ "label-undefined", SEVERITY_ERROR, false, true,
	  N_("a reference link whose label the page does not define"),
	  N_("keep the label in the second brackets as in the source text"),
	  check_label },
	{ "anchor-missing", SEVERITY_WARNING, false, false,
	  N_("a link to a heading of the page that is called otherwise now"),
	  N_("give the translated heading the id of its source"), NULL },
	{ "emphasis", SEVERITY_ERROR, false, true,
	  N_("marks of emphasis that readers would see"),
	  N_("close what is opened"), check_emphasis },
	{ "code-mark", SEVERITY_ERROR, false, true,
	  N_("a back tick without its partner"),
	  N_("close the code with as many back ticks"), check_code_mark },
	{ "brackets", SEVERITY_WARNING, false, true,
	  N_("brackets that are not closed or not opened"),
	  N_("add the other bracket"), check_brackets },
	{ "edge-space", SEVERITY_WARNING, false, true,
	  N_("white space at the begin or end"), N_("take it out"),
	  check_edge_space },
	{ "line-breaks", SEVERITY_WARNING, false, true,
	  N_("hard line breaks that differ from the source"),
	  N_("a hard break is two spaces or a backslash, then a line end"),
	  check_line_breaks },
	{ "end-punctuation", SEVERITY_NOTE, false, true,
	  N_("a sentence that does not end as the source does"),
	  N_("end it as the source does, in the signs of your language"),
	  check_end },
	{ "punctuation-style", SEVERITY_NOTE, false, true,
	  N_("a sign that the language writes otherwise"),
	  N_("use the sign of your language"), check_style },
	{ "number-changed", SEVERITY_WARNING, false, true,
	  N_("a number that the source has is another one"),
	  N_("compare the numbers with the source text"), check_numbers },
	{ "untranslated", SEVERITY_WARNING, false, true,
	  N_("the translation is a copy of the source"),
	  N_("translate it; if it is to stay, leave the translation empty: the "
	     "page then shows the source text"),
	  check_copy },
	{ "wrong-script", SEVERITY_WARNING, false, true,
	  N_("letters of another script than the language's"),
	  N_("type the word anew in one script"), check_script },
	{ "not-nfc", SEVERITY_NOTE, false, false,
	  N_("accents written apart from their letters (not NFC)"),
	  N_("type the word anew, or run the catalog through 'uconv -x nfc'"),
	  check_nfc },
	{ "invisible-character", SEVERITY_WARNING, false, false,
	  N_("characters that nobody sees, and that the source has not"),
	  N_("delete it: remove the letters around it and type them anew"),
	  check_invisible },
	{ "allow-comment", SEVERITY_WARNING, false, false,
	  N_("a 'calque: allow' comment that has no effect"),
	  N_("'calque help check' lists the checks"), check_allow },
	{ "not-synced", SEVERITY_ERROR, false, false,
	  N_("a catalog that is not what 'sync' makes of it"),
	  N_("bring it in line with the source"), NULL },
	{ "not-built", SEVERITY_ERROR, false, false,
	  N_("a page that is not what 'build' makes"), N_("build it"), NULL },
	{ "edited", SEVERITY_ERROR, false, false,
	  N_("a page with texts that its catalog does not know"),
	  N_("take them into the catalog"), NULL },
	{ "pin-untrue", SEVERITY_ERROR, false, false,
	  N_("a pin that says more than the translation has followed"),
	  N_("translate what changed, or set the pin back"), NULL },
	{ "outdated", SEVERITY_WARNING, false, false,
	  N_("a page with changes of the source that wait for a translator"),
	  N_("translate them"), NULL },
	{ "partial", SEVERITY_NOTE, false, false,
	  N_("a page with texts that were never translated"),
	  N_("translate them"), NULL },
	{ "missing", SEVERITY_NOTE, false, false,
	  N_("a page without a translation"), N_("translate it"), NULL },
	{ "orphaned", SEVERITY_WARNING, false, false,
	  N_("a translation whose source is gone"),
	  N_("remove it, or bring its source back"), NULL },
	{ "max-words-behind", SEVERITY_ERROR, false, false,
	  N_("a language with more words behind than it may have"),
	  N_("translate what is outdated"), NULL },
	{ "min-translated", SEVERITY_ERROR, false, false,
	  N_("a language that is translated less than it must be"),
	  N_("translate more of it"), NULL },
};

#define N_CHECKS (sizeof(rows) / sizeof(*rows))

_Static_assert(N_CHECKS <= CHECK_MAX_ROWS, "check_rules has too little room");

const struct check_row *
check_at(size_t i)
{
	return i < N_CHECKS ? &rows[i] : NULL;
}

const struct check_row *
check_find(struct str id)
{
	for (size_t i = 0; i < N_CHECKS; i++)
		if (str_eq(id, str_of(rows[i].id)))
			return &rows[i];
	return NULL;
}

/* ---- which rows count ---- */

static void
report_unknown(const struct config *cfg, const struct config_check *check,
	       struct diag *diag)
{
	struct near near = near_to(check->id);

	for (size_t i = 0; i < N_CHECKS; i++)
		near_try(&near, str_of(rows[i].id));
	diag_error(diag, loc_at(cfg->path, check->line),
		   _("there is no check '%.*s', see 'calque help check'%s"),
		   STR_FMT(check->id), near_hint(&near));
}

static void
report_severity(const struct check_row *row, const struct config_check *check,
		struct loc at, struct diag *diag)
{
	struct near near = near_to(check->value);

	near_try_words(&near, "off note warning error");
	diag_error(diag, at, _("'%s' is off, note, warning or error%s"),
		   row->id, near_hint(&near));
}

static void
apply(struct check_rules *rules, const struct config *cfg,
      const struct config_checks *checks, struct diag *diag)
{
	for (size_t i = 0; i < checks->n; i++) {
		const struct config_check *check = &checks->items[i];
		const struct check_row *row = check_find(check->id);
		struct loc at = loc_at(cfg->path, check->line);
		enum severity severity;

		if (!row)
			report_unknown(cfg, check, diag);
		else if (!severity_read(check->value, &severity))
			report_severity(row, check, at, diag);
		else if (row->fixed)
			diag_error(diag, at,
				   _("'%s' cannot be changed: it keeps pages "
				     "safe and whole"),
				   row->id);
		else
			rules->severity[row - rows] = severity;
	}
}

bool
check_rules_init(struct check_rules *rules, const struct config *cfg,
		 struct diag *diag)
{
	size_t before = diag->n_errors;

	for (size_t i = 0; i < N_CHECKS; i++)
		rules->severity[i] = rows[i].severity;
	apply(rules, cfg, &cfg->checks, diag);
	return diag->n_errors == before;
}

bool
check_rules_for(struct check_rules *rules, const struct check_rules *all,
		const struct config *cfg, const struct config_language *lang,
		struct diag *diag)
{
	size_t before = diag->n_errors;

	*rules = *all;
	apply(rules, cfg, &lang->checks, diag);
	return diag->n_errors == before;
}

enum severity
check_severity(const struct check_rules *rules, const char *id)
{
	const struct check_row *row = check_find(str_of(id));

	assert(row);
	return rules->severity[row - rows];
}

/* ---- comments ---- */

/* The words behind "calque: allow", or no string. */
static struct str
allow_of(struct str comment)
{
	static const struct str marks[] = { STR_INIT("calque:"),
					    STR_INIT("allow") };

	for (size_t i = 0; i < 2; i++) {
		comment = str_trim_space(comment);
		if (!str_starts(comment, marks[i]))
			return (struct str){ 0 };
		comment = str_from(comment, marks[i].n);
	}
	if (comment.n && !ascii_is_blank(str_at(comment, 0)))
		return (struct str){ 0 };
	return comment;
}

/* The next id; ids are parted by blanks or commas. */
static bool
next_id(struct str *rest, struct str *id)
{
	size_t begin = 0, end;

	while (ascii_is_blank(str_at(*rest, begin)) ||
	       str_at(*rest, begin) == ',')
		begin++;
	for (end = begin; end < rest->n && !ascii_is_blank(rest->p[end]) &&
			  rest->p[end] != ',';)
		end++;
	*id = str_sub(*rest, begin, end);
	*rest = str_from(*rest, end);
	return id->n > 0;
}

bool
check_is_allowed(const struct po_message *m, const char *id)
{
	for (size_t i = 0; m && i < m->comments.n; i++) {
		struct str rest = allow_of(m->comments.items[i]), word;

		while (rest.p && next_id(&rest, &word))
			if (str_eq(word, str_of(id)))
				return true;
	}
	return false;
}

void
check_allow(struct check *c)
{
	for (size_t i = 0; i < c->m->comments.n; i++) {
		struct str rest = allow_of(c->m->comments.items[i]), id;

		while (rest.p && next_id(&rest, &id)) {
			const struct check_row *row = check_find(id);

			if (!row)
				check_say(c, _("there is no check '%.*s'"),
					  STR_FMT(id));
			else if (row->fixed)
				check_say_hint(
					c, str_of(_("take the comment out")),
					_("a comment cannot allow '%s'"),
					row->id);
		}
	}
}

/* ---- findings ---- */

/* The line of the first keyword is known; count on from there. */
size_t
check_msgstr_line(const struct po_message *m)
{
	struct str rest = m->raw, line;
	size_t n = m->line;
	bool begun = false;

	while (m->line && str_split(&rest, '\n', &line)) {
		line = str_trim_space(line);
		if (str_starts(line, STR("msgstr")))
			return n;
		begun = begun || str_starts(line, STR("msgid")) ||
			str_starts(line, STR("msgctxt"));
		n += begun;
	}
	return m->line;
}

/* Active content takes a message the right to allow anything. */
static bool
is_allowed(struct check_page *p, const struct slot *slot,
	   const struct po_message *m, const struct check_row *row)
{
	struct active_list found = { 0 };

	if (!m || row->fixed || !check_is_allowed(m, row->id))
		return false;
	if (!slot)
		return true;
	active_of_text(p->source, slot->kind, m->msgstr, p->source->arena,
		       &found);
	return !active_first_new(&found, &p->known, p->cfg).p;
}

struct str
check_command(struct arena *arena, const char *command, struct str lang,
	      struct str path)
{
	struct buf b = { 0 };
	struct str out;

	buf_addf(&b, "calque %s -l %.*s", command, STR_FMT(lang));
	if (path.p)
		buf_add_str(&b, " -- '");
	for (size_t i = 0; i < path.n; i++)
		if (path.p[i] == '\'')
			buf_add_str(&b, "'\\''");
		else
			buf_add_byte(&b, path.p[i]);
	if (path.p)
		buf_add_byte(&b, '\'');
	out = arena_str(arena, buf_str(&b));
	buf_release(&b);
	return out;
}

void
check_add(struct check_page *p, const char *id, const struct slot *slot,
	  const struct po_message *m, struct str text, struct str hint)
{
	const struct check_row *row = check_find(str_of(id));
	struct finding f = { .id = id };

	assert(row);
	if (!p->has_known)
		active_of_page(p->source, &p->known);
	p->has_known = true;
	f.severity = p->rules->severity[row - rows];
	if (f.severity == SEVERITY_OFF || is_allowed(p, slot, m, row))
		return;
	f.path = p->po_path;
	f.line = m ? check_msgstr_line(m) : 0;
	f.text = text;
	f.hint = hint.p ? hint : str_of(_(row->hint));
	f.language = p->lang->tag;
	f.page = p->source->path;
	f.page_line = slot ? slot->leaf->line : 0;
	/* without a config a page has no name of its own */
	if (p->cfg->path.n)
		f.command = check_command(p->source->arena, "check",
					  p->lang->tag, p->source->path);
	if (m) {
		f.msgid = m->msgid;
		f.msgstr = m->msgstr;
	}
	findings_add(p->out, f);
}

static void
say(struct check *c, struct str hint, const char *fmt, va_list ap)
{
	struct buf text = { 0 };

	buf_vaddf(&text, fmt, ap);
	check_add(c->page, c->row->id, c->slot, c->m, buf_str(&text), hint);
	buf_release(&text);
}

void
check_say(struct check *c, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(c, (struct str){ 0 }, fmt, ap);
	va_end(ap);
}

void
check_say_hint(struct check *c, struct str hint, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(c, hint, fmt, ap);
	va_end(ap);
}

struct str
check_excerpt(struct check *c, struct str text, size_t at, size_t n_chars)
{
	size_t begin = at, end = at;
	char *copy;

	for (size_t i = 0; i < n_chars / 2 && begin; i++)
		begin = utf8_floor(text, begin - 1);
	for (size_t i = 0; i < n_chars && end < text.n; i++) {
		unsigned long u;
		size_t n = utf8_decode(text, end, &u);

		end += n ? n : 1;
	}
	copy = arena_cstr(&c->arena, str_sub(text, begin, end));
	for (size_t i = 0; i < end - begin; i++)
		if (ascii_is_space(copy[i]))
			copy[i] = ' ';
	return str_make(copy, end - begin);
}

/* ---- one message ---- */

/* A value or code has no words to judge. */
static bool
is_prose(const struct slot *slot)
{
	return slot->required && !codec_is_verbatim(slot->kind);
}

void
check_message(struct check_page *p, const struct slot *slot,
	      const struct po_message *m)
{
	struct check c = { .page = p, .slot = slot, .m = m };
	struct sides_context ctx = {
		.cfg = p->cfg,
		/* a single page does not say */
		.source_lang = p->cfg->source.n ? p->cfg->source : STR("en"),
		.lang = p->lang->tag,
		.locale = p->lang->locale,
		.source = p->source,
		.target = p->built,
	};

	writing_init(&c.writing, p->lang->locale);
	sides_read(&c.sides, &ctx, slot, m->msgstr, &c.arena);
	for (size_t i = 0; i < N_CHECKS; i++) {
		if (!rows[i].run || p->rules->severity[i] == SEVERITY_OFF ||
		    (rows[i].prose && !is_prose(slot)) ||
		    (c.sides.too_many && !rows[i].fixed &&
		     rows[i].run != check_missing))
			continue;
		c.row = &rows[i];
		rows[i].run(&c);
	}
	arena_release(&c.arena);
}
