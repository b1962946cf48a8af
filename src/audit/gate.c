/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/gate.h"

#include "base/i18n.h"
#include "history/git.h"

#define SECONDS_A_DAY 86400
#define SHORT_ID 10

static void
apply(struct config_limits *out, const struct config_limits *more)
{
	for (size_t i = 0; i < N_CONFIG_LIMITS; i++)
		if (more->of[i].is_set)
			out->of[i] = more->of[i];
}

void
gate_limits(struct config_limits *out, const struct config *cfg,
	    const struct config_language *lang,
	    const struct config_limits *said,
	    const struct config_limits *said_of)
{
	*out = cfg->limits;
	apply(out, &lang->limits);
	apply(out, said);
	apply(out, said_of);
}

void
gate_add(const struct gate *g, struct finding f)
{
	enum severity usual = check_severity(g->rules, f.id);

	if (usual == SEVERITY_OFF)
		return;
	if (f.severity == SEVERITY_OFF)
		f.severity = usual;
	if (!f.hint.p)
		f.hint = str_of(_(check_find(str_of(f.id))->hint));
	f.language = g->lang->tag;
	f.says_command = f.command.p != NULL;
	findings_add(g->out, f);
}

/* Is the value more than the limit allows? */
static bool
is_beyond(const struct gate *g, enum config_limit limit, size_t value)
{
	return g->limits.of[limit].is_set && value > g->limits.of[limit].value;
}

/* ---- one page ---- */

static size_t
count_units_behind(const struct audit_page *page)
{
	size_t n = 0;

	for (size_t i = 0; i < page->n; i++)
		n += page->units[i].needs_translator;
	return n;
}

/* "3 units, 41 words" */
static void
add_amount(struct buf *text, size_t units, size_t words)
{
	buf_addf(text, ngettext("%zu unit", "%zu units", units), units);
	buf_addf(text, ngettext(", %zu word", ", %zu words", words), words);
}

static size_t
days_of(const struct gate *g, const struct audit_page *page)
{
	if (!page->first.id.p || g->now <= page->first.time)
		return 0;
	return (size_t)((g->now - page->first.time) / SECONDS_A_DAY);
}

static void
add_since(const struct gate *g, struct buf *text, const struct audit_page *page)
{
	const struct audit_commit *first = &page->first;
	size_t days = days_of(g, page);
	char date[GIT_DATE_BYTES];

	if (!first->id.p)
		return;
	git_date(first->time, date);
	buf_addf(text, _(", since %s"), date);
	buf_addf(text, ngettext(" (%zu day; ", " (%zu days; ", days), days);
	buf_addf(text, "%.*s '%.*s')", STR_FMT(str_sub(first->id, 0, SHORT_ID)),
		 STR_FMT(first->subject));
}

/* Say which limit is passed; true if it is. */
static bool
add_limit(const struct gate *g, struct buf *text, enum config_limit limit,
	  size_t value)
{
	if (!is_beyond(g, limit, value))
		return false;
	buf_addf(text, _(", beyond %s: %zu"), config_limit_name(limit),
		 g->limits.of[limit].value);
	return true;
}

/* Where its first unit that waits stands. */
static size_t
line_of(const struct audit_page *page)
{
	for (size_t i = 0; i < page->n; i++)
		if (page->units[i].needs_translator &&
		    page->units[i].target_line)
			return page->units[i].target_line;
	return 0;
}

/* A page that is behind: what waits, since when, beyond what. */
static void
say_behind(const struct gate *g, const struct audit_page *page,
	   struct finding *f, struct buf *text)
{
	size_t words = audit_words_behind(page);
	bool beyond;

	buf_add_str(text, page->state == AUDIT_OUTDATED ?
				  _("behind its source: ") :
				  _("not translated: "));
	add_amount(text, count_units_behind(page), words);
	add_since(g, text, page);
	beyond = add_limit(g, text, LIMIT_PAGE_WORDS_BEHIND, words);
	beyond |= add_limit(g, text, LIMIT_AGE, days_of(g, page));
	if (beyond)
		f->severity = SEVERITY_ERROR;
	f->line = line_of(page);
}

static void
say_state(const struct gate *g, const struct audit_page *page,
	  struct finding *f, struct buf *text)
{
	switch (page->state) {
	case AUDIT_MISSING:
		buf_add_str(text, _("not translated at all: "));
		add_amount(text, page->counts.total.units,
			   page->counts.total.words);
		break;
	case AUDIT_ORPHANED:
		if (page->po.p)
			buf_add_str(text, _("its source pages are gone"));
		else
			buf_addf(text, _("its source '%.*s' is gone"),
				 STR_FMT(page->source));
		break;
	default:
		say_behind(g, page, f, text);
	}
}

/* What mends it, or shows what is to be done. */
static struct str
command_of(const struct gate *g, const struct audit_page *page,
	   struct arena *arena)
{
	struct str none = { 0 }, tag = g->lang->tag;

	if (page->state == AUDIT_ORPHANED && page->po.p)
		return arena_strf(arena,
				  "calque sync -l %.*s && calque prune -l %.*s",
				  STR_FMT(tag), STR_FMT(tag));
	if (page->state == AUDIT_ORPHANED)
		return check_command(arena, "status", tag, none);
	return check_command(arena,
			     page->state == AUDIT_MISSING ? "status" : "diff",
			     tag, page->source);
}

void
gate_page(const struct gate *g, const struct audit_page *page)
{
	/* ORDER audit_state */
	static const char *const ids[N_AUDIT_STATES] = { NULL, "partial",
							 "outdated", "missing",
							 "orphaned" };
	struct arena arena = { 0 };
	struct buf text = { 0 };
	struct finding f = { .id = ids[page->state] };

	if (!f.id)
		return;
	f.path = page->po.p ? page->po : page->target;
	f.page = page->source;
	f.is_minor =
		page->state == AUDIT_PARTIAL || page->state == AUDIT_MISSING;
	if (page->po.p && page->state == AUDIT_ORPHANED) {
		f.page = (struct str){ 0 };
		f.hint = str_of(_("'sync' takes its texts to pages that want "
				  "them, 'prune' drops the rest"));
	}
	say_state(g, page, &f, &text);
	f.text = buf_str(&text);
	f.command = command_of(g, page, &arena);
	gate_add(g, f);
	buf_release(&text);
	arena_release(&arena);
}

/* ---- the language ---- */

void
gate_count(struct gate_words *words, const struct audit_page *page)
{
	words->total += page->counts.total.words;
	words->translated += page->counts.translated.words;
	if (page->state != AUDIT_MISSING && page->state != AUDIT_ORPHANED)
		words->behind += audit_words_behind(page);
}

/* It is said where the limit stands. */
static void
add_language(const struct gate *g, enum config_limit limit, const char *id,
	     struct str text)
{
	struct arena arena = { 0 };

	gate_add(g, (struct finding){
			    .id = id,
			    .path = g->cfg->path,
			    .line = g->limits.of[limit].line,
			    .text = text,
			    .command = check_command(&arena, "status",
						     g->lang->tag,
						     (struct str){ 0 }),
		    });
	arena_release(&arena);
}

void
gate_language(const struct gate *g, const struct gate_words *words)
{
	struct arena arena = { 0 };
	size_t percent =
		words->total ? words->translated * 100 / words->total : 100;
	size_t least = g->limits.of[LIMIT_TRANSLATED].value;

	if (is_beyond(g, LIMIT_WORDS_BEHIND, words->behind))
		add_language(
			g, LIMIT_WORDS_BEHIND, "max-words-behind",
			arena_strf(
				&arena,
				ngettext("'%.*s' is %zu word behind, beyond "
					 "max_words_behind: %zu",
					 "'%.*s' is %zu words behind, beyond "
					 "max_words_behind: %zu",
					 words->behind),
				STR_FMT(g->lang->tag), words->behind,
				g->limits.of[LIMIT_WORDS_BEHIND].value));
	if (g->limits.of[LIMIT_TRANSLATED].is_set && percent < least)
		add_language(g, LIMIT_TRANSLATED, "min-translated",
			     arena_strf(&arena,
					_("%zu %% of the words of '%.*s' are "
					  "translated (%zu of %zu), below "
					  "min_translated: %zu"),
					percent, STR_FMT(g->lang->tag),
					words->translated, words->total,
					least));
	arena_release(&arena);
}
