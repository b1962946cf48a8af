/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/status.h"

#include "base/i18n.h"
#include "base/text.h"
#include "report/columns.h"
#include "report/date.h"
#include "report/names.h"
#include "report/tally.h"

#define BAR_COLS 7

/* So many pages are listed, but where all are asked for. */
#define PAGES_SHOWN 40

/* ---- languages ---- */

static const struct column page_columns[] = {
	{ N_("language"), false },  { "", false },
	{ N_("done"), true },	    { N_("pages"), true },
	{ N_("up to date"), true }, { N_("partial"), true },
	{ N_("outdated"), true },   { N_("missing"), true },
	{ N_("orphaned"), true },
};

static const struct column word_columns[] = {
	{ N_("language"), false },    { N_("units"), true },
	{ N_("words"), true },	      { N_("translated"), true },
	{ N_("fuzzy"), true },	      { N_("untranslated"), true },
	{ N_("words behind"), true },
};

#define N_COLUMNS(table) (sizeof(table) / sizeof(*(table)))

static enum term_style
style_of_percent(size_t percent)
{
	return percent == 100 ? TERM_GREEN :
	       percent >= 50  ? TERM_YELLOW :
				TERM_RED;
}

static void
add_percent(struct columns *c, const struct tally *t)
{
	size_t percent = tally_percent(&t->counts);
	char bar[BAR_COLS + 1] = ".......";

	memset(bar, '#', percent * BAR_COLS / 100);
	columns_add(c, str_of(bar), style_of_percent(percent));
	columns_add(c, arena_strf(&c->arena, "%zu%%", percent),
		    style_of_percent(percent));
}

static void
add_page_row(struct columns *c, struct str name, const struct tally *t)
{
	columns_add(c, name, TERM_BOLD);
	add_percent(c, t);
	columns_add_number(c, t->pages, TERM_PLAIN);
	for (size_t i = 0; c->n_cells % c->n; i++)
		columns_add_number(c, t->states[i],
				   t->states[i] ? TERM_PLAIN : TERM_DIM);
}

static void
write_pages_by_language(const struct term *term, const struct tallies *t)
{
	struct columns c = { .term = term,
			     .columns = page_columns,
			     .n = N_COLUMNS(page_columns) };

	/* the last column is rarely needed */
	c.n -= !t->all.states[AUDIT_ORPHANED];

	for (size_t i = 0; i < t->n_languages; i++)
		add_page_row(&c, t->languages[i].tag, &t->languages[i].all);
	if (t->n_languages > 1)
		add_page_row(&c, str_of(_("all")), &t->all);
	columns_write(&c);
}

static void
add_word_row(struct columns *c, struct str name, const struct tally *t)
{
	const struct audit_counts *counts = &t->counts;
	size_t behind = tally_words_behind(t);

	columns_add(c, name, TERM_BOLD);
	columns_add_number(c, counts->total.units, TERM_PLAIN);
	columns_add_number(c, counts->total.words, TERM_PLAIN);
	columns_add_number(c, counts->translated.words, TERM_PLAIN);
	columns_add_number(c, counts->fuzzy.words, TERM_PLAIN);
	columns_add_number(c, counts->untranslated.words, TERM_PLAIN);
	columns_add_number(c, behind, behind ? TERM_RED : TERM_GREEN);
}

static void
write_words_by_language(const struct term *term, const struct tallies *t)
{
	struct columns c = { .term = term,
			     .columns = word_columns,
			     .n = N_COLUMNS(word_columns) };

	for (size_t i = 0; i < t->n_languages; i++)
		add_word_row(&c, t->languages[i].tag, &t->languages[i].all);
	if (t->n_languages > 1)
		add_word_row(&c, str_of(_("all")), &t->all);
	columns_write(&c);
}

/* ---- folders ---- */

static const struct column folder_columns[] = {
	{ N_("language"), false }, { "", false },
	{ N_("done"), true },	   { N_("pages"), true },
	{ N_("behind"), true },	   { N_("folder"), false },
};

static void
write_folders(const struct term *term, const struct tallies *t)
{
	struct columns c = { .term = term,
			     .columns = folder_columns,
			     .n = N_COLUMNS(folder_columns) };

	for (size_t i = 0; i < t->n_languages; i++)
		for (size_t k = 0; k < t->n_folders; k++) {
			const struct tally *cell = &t->languages[i].folders[k];

			if (!cell->pages)
				continue;
			columns_add(&c, t->languages[i].tag, TERM_BOLD);
			add_percent(&c, cell);
			columns_add_number(&c, cell->pages, TERM_PLAIN);
			columns_add_number(&c, tally_words_behind(cell),
					   TERM_PLAIN);
			columns_add(&c, t->folders[k], TERM_PLAIN);
		}
	columns_write(&c);
}

/* ---- pages ---- */

static const struct column list_columns[] = {
	{ N_("behind"), true }, { N_("state"), false },	 { N_("since"), false },
	{ N_("days"), true },	{ N_("commits"), true }, { N_("page"), false },
};

/* ORDER audit_state */
static const enum term_style state_styles[N_AUDIT_STATES] = {
	TERM_GREEN, TERM_CYAN, TERM_YELLOW, TERM_RED, TERM_DIM
};

static void
add_since(struct columns *c, const struct audit_page *page, long long now)
{
	struct buf day = { 0 };

	if (!page->first.id.p) {
		for (size_t i = 0; i < 3; i++)
			columns_add(c, STR("-"), TERM_DIM);
		return;
	}
	date_add_day(&day, page->first.time);
	columns_add(c, buf_str(&day), TERM_PLAIN);
	columns_add_number(c, date_age_days(page->first.time, now), TERM_PLAIN);
	columns_add_number(c, page->n_commits, TERM_PLAIN);
	buf_release(&day);
}

/* "es content/en/a.md": its source, or what is left of the page. */
static struct str
name_of(const struct audit_page *page, struct arena *arena)
{
	struct str path = page->source;

	if (page->state == AUDIT_ORPHANED || !path.n)
		path = page->target.n ? page->target : page->po;
	return arena_strf(arena, "%.*s %.*s", STR_FMT(page->language),
			  STR_FMT(path));
}

/*
 * "in: Install > Linux; Use": where a translator has to look; the first ones
 * that fit, and how many there are more.
 */
static void
add_sections(struct columns *c, const struct audit_page *page)
{
	struct arena arena = { 0 };
	struct buf list = { 0 };
	size_t n, i = 0, cols = c->term->cols;
	struct str *sections = tally_sections(page, &arena, &n);

	for (; i < n; i++) {
		if (i && cols &&
		    text_width_cols(buf_str(&list)) +
				    text_width_cols(sections[i]) + 20 >
			    cols)
			break;
		buf_add_str(&list, i ? "; " : "");
		buf_add(&list, sections[i]);
	}
	if (i < n)
		buf_addf(&list, "; +%zu", n - i);
	if (n)
		columns_add_note(c, arena_strf(&arena, _("in: %s"), list.p));
	buf_release(&list);
	arena_release(&arena);
}

/* Why a page is partial, and whether it is built as it is. */
static void
add_reason(struct columns *c, const struct audit_page *page, size_t threshold)
{
	const struct audit_counts *n = &page->counts;
	size_t done = n->translated.words + n->fuzzy.words;
	struct buf why = { 0 };
	struct arena arena = { 0 };

	if (n->fuzzy.units)
		buf_addf(&why,
			 ngettext("%zu unit fuzzy", "%zu units fuzzy",
				  n->fuzzy.units),
			 n->fuzzy.units);
	if (n->untranslated.units) {
		buf_add_str(&why, why.n ? ", " : "");
		buf_addf(&why,
			 ngettext("%zu unit untranslated",
				  "%zu units untranslated",
				  n->untranslated.units),
			 n->untranslated.units);
	}
	if (page->po.p && threshold > 1 &&
	    done * 100 < n->total.words * threshold)
		buf_addf(&why,
			 _("; held back: %zu %% have a translation, "
			   "'build.threshold' is %zu"),
			 done * 100 / n->total.words, threshold);
	columns_add_note(c, arena_strf(&arena, _("why: %s"), why.p));
	buf_release(&why);
	arena_release(&arena);
}

static void
add_moved(struct columns *c, const struct audit_page *page)
{
	struct arena arena = { 0 };

	columns_add_note(c, arena_strf(&arena,
				       _("moved: 'calque sync' takes %.*s "
					 "along"),
				       STR_FMT(page->moved_from)));
	arena_release(&arena);
}

static void
write_page_list(const struct term *term, const struct status_site *site,
		bool all)
{
	struct columns c = { .term = term,
			     .columns = list_columns,
			     .n = N_COLUMNS(list_columns) };
	struct arena arena = { 0 };
	size_t n;
	const struct audit_page **list =
		tally_worst_first(site->pages, site->n, all, &arena, &n);

	size_t shown = all || n <= PAGES_SHOWN ? n : PAGES_SHOWN;

	for (size_t i = 0; i < shown; i++) {
		columns_add_number(&c, audit_words_behind(list[i]), TERM_PLAIN);
		columns_add(&c, str_of(names_state(list[i]->state)),
			    state_styles[list[i]->state]);
		add_since(&c, list[i], site->now);
		columns_add(&c, name_of(list[i], &arena), TERM_PLAIN);
		if (list[i]->moved_from.p)
			add_moved(&c, list[i]);
		if (list[i]->state == AUDIT_OUTDATED)
			add_sections(&c, list[i]);
		if (all && list[i]->state == AUDIT_PARTIAL)
			add_reason(&c, list[i], site->threshold);
	}
	if (n) {
		buf_add_byte(term->out, '\n');
		columns_write(&c);
	}
	if (shown < n)
		buf_addf(term->out,
			 ngettext("and %zu page more: 'calque status -v' lists "
				  "them all\n",
				  "and %zu pages more: 'calque status -v' "
				  "lists them all\n",
				  n - shown),
			 n - shown);
	arena_release(&arena);
}

void
status_write_text(const struct status_site *site, bool colour, size_t cols,
		  bool all, struct buf *out)
{
	struct term term = { .out = out, .colour = colour, .cols = cols };
	struct arena arena = { 0 };
	struct tallies t;

	tallies_make(site->pages, site->n, &arena, &t);
	write_pages_by_language(&term, &t);
	buf_add_byte(out, '\n');
	write_words_by_language(&term, &t);
	if (t.n_folders > 1) {
		buf_add_byte(out, '\n');
		write_folders(&term, &t);
	}
	write_page_list(&term, site, all);
	arena_release(&arena);
}
