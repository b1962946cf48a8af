/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/options.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "base/near.h"
#include "base/text.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

enum option_id {
	OPT_DIR = 'C',
	OPT_LANG = 'l',
	OPT_JOBS = 'j',
	OPT_QUIET = 'q',
	OPT_VERBOSE = 'v',
	OPT_HELP = 'h',
	OPT_DRY_RUN = 'n',
	OPT_OUTPUT = 'o',
	OPT_VERSION = 256,
	OPT_FORCE,
	OPT_NO_CACHE,
	OPT_STRICT,
	OPT_KEEP,
	OPT_EXACT,
	OPT_HEAD,
	OPT_WATCH,
	OPT_BASE,
	OPT_FORMAT,
	OPT_LAYOUT,
	OPT_SOURCE,
	OPT_TARGET,
	OPT_PO,
	OPT_LOCALE,
	OPT_DIALECT,
	OPT_SINCE,
	OPT_COMPLETIONS,
	/* ORDER config_limit */
	OPT_LIMITS,
	OPT_MAX_WORDS_BEHIND = OPT_LIMITS,
	OPT_MAX_PAGE_WORDS_BEHIND,
	OPT_MIN_TRANSLATED,
	OPT_MAX_AGE
};

static const struct option_row rows[] = {
	{ OPT_DIR, "directory", N_("DIR"), FOR_ALL,
	  N_("work as if started in DIR") },
	{ OPT_LANG, "language", N_("LANG"), FOR_PAGES | FOR_PIN,
	  N_("only this language (may be given more than once)") },
	{ OPT_JOBS, "jobs", "N", FOR_SPREADERS,
	  N_("so many workers; by default one for each processor") },
	{ OPT_QUIET, "quiet", NULL, FOR_ALL, N_("say only what is wrong") },
	{ OPT_VERBOSE, "verbose", NULL, FOR_ALL,
	  N_("say what is done with each page") },
	{ OPT_DRY_RUN, "dry-run", NULL,
	  FOR_WRITERS | FOR_PIN | FOR_INIT | FOR_PACK | FOR_UNPACK,
	  N_("write nothing, only say what would be done") },
	{ OPT_NO_CACHE, "no-cache", NULL, FOR_SYNC | FOR_BUILD,
	  N_("do everything again, also what has not changed") },
	{ OPT_FORCE, "force", NULL, FOR_BUILD | FOR_INIT,
	  N_("replace also what calque did not write") },
	{ OPT_FORCE, "force", NULL, FOR_IMPORT,
	  N_("where the catalog has another text, take the page's") },
	{ OPT_FORCE, "force", NULL, FOR_PIN,
	  N_("each PAGE is up to date, whatever its texts look like") },
	{ OPT_WATCH, "watch", NULL, FOR_BUILD,
	  N_("go on: build again what is saved, until Ctrl-C") },
	{ OPT_WATCH, "watch", NULL, FOR_PREVIEW,
	  N_("go on: show again what is saved, until Ctrl-C") },
	{ OPT_HEAD, "head", NULL, FOR_PIN,
	  N_("pin the present commit, not the last one of the source") },
	{ OPT_STRICT, "strict", NULL, FOR_IMPORT,
	  N_("exit with 1 where something is unsure or does not build back") },
	{ OPT_STRICT, "strict", NULL, FOR_CHECK,
	  N_("exit with 1 on warnings, too") },
	{ OPT_KEEP, "keep", NULL, FOR_SYNC,
	  N_("the changes on PAGE need no translator: translations stay") },
	{ OPT_BASE, "base", N_("REV"), FOR_IMPORT,
	  N_("the commit that the translations were made from") },
	{ OPT_EXACT, "exact", NULL, FOR_IMPORT,
	  N_("stop there: do not go on to the present sources") },
	{ OPT_OUTPUT, "output", N_("FILE"), FOR_STATUS,
	  N_("write the report to FILE") },
	{ OPT_OUTPUT, "output", N_("FILE"), FOR_PREVIEW,
	  N_("write the page to FILE; several go into a folder DIR/") },
	{ OPT_FORMAT, "format", N_("FORMAT"), FOR_UNITS | FOR_SYNC | FOR_IMPORT,
	  N_("how it is written") },
	{ OPT_FORMAT, "format", N_("FORMAT"), FOR_STATUS,
	  N_("how it is written") },
	{ OPT_FORMAT, "format", N_("FORMAT"), FOR_DIFF,
	  N_("how it is written") },
	{ OPT_FORMAT, "format", N_("FORMAT"), FOR_CHECK,
	  N_("how findings are written") },
	{ OPT_SINCE, "since", N_("REV"), FOR_CHECK,
	  N_("only what was changed since this commit") },
	{ OPT_MAX_WORDS_BEHIND, "max-words-behind", N_("[LANG:]N"), FOR_CHECK,
	  N_("an error where a language has more words behind") },
	{ OPT_MAX_PAGE_WORDS_BEHIND, "max-page-words-behind", N_("[LANG:]N"),
	  FOR_CHECK, N_("an error where a page has more words behind") },
	{ OPT_MIN_TRANSLATED, "min-translated", N_("[LANG:]PERCENT"), FOR_CHECK,
	  N_("an error where less of a language's words is translated") },
	{ OPT_MAX_AGE, "max-age", N_("[LANG:]DAYS"), FOR_CHECK,
	  N_("an error where a page is outdated for more days") },
	{ OPT_LAYOUT, "layout", N_("LAYOUT"), FOR_INIT,
	  N_("what each catalog holds") },
	{ OPT_SOURCE, "source", N_("FILE"), FOR_PAGES,
	  N_("a single page: the source") },
	{ OPT_TARGET, "target", N_("FILE"),
	  FOR_WRITERS | FOR_STATUS | FOR_DIFF | FOR_PREVIEW,
	  N_("a single page: the translation") },
	{ OPT_PO, "po", N_("FILE"), FOR_PAGES & ~FOR_IMPORT,
	  N_("a single page: the catalog") },
	{ OPT_PO, "po", N_("FILE"), FOR_IMPORT,
	  N_("a single page: the catalog; without one: import from FILE, which "
	     "another tool made") },
	{ OPT_LOCALE, "locale", N_("LOCALE"), FOR_PAGES,
	  N_("a single page: the locale of the translation, as 'pt_BR'") },
	{ OPT_DIALECT, "dialect", N_("NAME"), FOR_PAGES | FOR_UNITS,
	  N_("how pages are read") },
	{ OPT_COMPLETIONS, "completions", N_("SHELL"), FOR_HELP,
	  N_("print what a shell needs to complete calque's words") },
	{ OPT_HELP, "help", NULL, FOR_ALL, N_("show this help") },
	{ OPT_VERSION, "version", NULL, FOR_ALL, N_("show the version") },
};

/* All that an option can be, where that is a few words. */
static const struct {
	enum option_id id;
	unsigned commands;
	const char *words;
} values[] = {
	{ OPT_FORMAT, FOR_UNITS | FOR_SYNC | FOR_IMPORT, "text json" },
	{ OPT_FORMAT, FOR_STATUS, "text json markdown html" },
	{ OPT_FORMAT, FOR_DIFF, "text json markdown" },
	{ OPT_FORMAT, FOR_CHECK, "text json sarif github junit" },
	{ OPT_LAYOUT, FOR_INIT, "page section language" },
	{ OPT_DIALECT, FOR_PAGES | FOR_UNITS, "commonmark gfm hugo" },
	{ OPT_COMPLETIONS, FOR_HELP, "bash zsh fish" },
};

#define N_ROWS (sizeof(rows) / sizeof(*rows))

const struct option_row *
option_at(size_t i)
{
	return i < N_ROWS ? &rows[i] : NULL;
}

const char *
option_values(const struct option_row *row)
{
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		if ((int)values[i].id == row->id &&
		    (values[i].commands & row->commands))
			return values[i].words;
	return NULL;
}

char
option_letter(const struct option_row *row)
{
	return row->id < 256 ? (char)row->id : '\0';
}

/* The tables of getopt_long for the options that `bits` takes. */
static void
make_tables(unsigned bits, bool stop_early, struct option *longs, char *shorts)
{
	size_t n = 0;

	if (stop_early)
		*shorts++ = '+';
	*shorts++ = ':'; /* a missing argument gives ':', not '?' */
	for (size_t i = 0; i < N_ROWS; i++) {
		if (!(rows[i].commands & bits))
			continue;
		longs[n++] =
			(struct option){ rows[i].name,
					 rows[i].argument ? required_argument :
							    no_argument,
					 NULL, rows[i].id };
		if (!option_letter(&rows[i]))
			continue;
		*shorts++ = option_letter(&rows[i]);
		if (rows[i].argument)
			*shorts++ = ':';
	}
	*shorts = '\0';
	longs[n] = (struct option){ 0 };
}

/* flat: one line for each option */
static bool
take(struct invocation *inv, int id, char *argument)
{
	switch (id) {
	case OPT_DIR:
		inv->dir = argument;
		break;
	case OPT_LANG:
		inv->langs[inv->n_langs++] = argument;
		break;
	case OPT_JOBS:
		inv->jobs = argument;
		break;
	case OPT_QUIET:
		inv->quiet = true;
		break;
	case OPT_VERBOSE:
		inv->verbose = true;
		break;
	case OPT_DRY_RUN:
		inv->dry_run = true;
		break;
	case OPT_NO_CACHE:
		inv->no_cache = true;
		break;
	case OPT_FORCE:
		inv->force = true;
		break;
	case OPT_STRICT:
		inv->strict = true;
		break;
	case OPT_KEEP:
		inv->keep = true;
		break;
	case OPT_EXACT:
		inv->exact = true;
		break;
	case OPT_OUTPUT:
		inv->output = argument;
		break;
	case OPT_WATCH:
		inv->watch = true;
		break;
	case OPT_HEAD:
		inv->head = true;
		break;
	case OPT_BASE:
		inv->base = argument;
		break;
	case OPT_FORMAT:
		inv->format = argument;
		break;
	case OPT_LAYOUT:
		inv->layout = argument;
		break;
	case OPT_SOURCE:
		inv->source = argument;
		break;
	case OPT_TARGET:
		inv->target = argument;
		break;
	case OPT_PO:
		inv->po = argument;
		break;
	case OPT_LOCALE:
		inv->locale = argument;
		break;
	case OPT_DIALECT:
		inv->dialect = argument;
		break;
	case OPT_COMPLETIONS:
		inv->completions = argument;
		break;
	case OPT_SINCE:
		inv->since = argument;
		break;
	case OPT_MAX_WORDS_BEHIND:
	case OPT_MAX_PAGE_WORDS_BEHIND:
	case OPT_MIN_TRANSLATED:
	case OPT_MAX_AGE:
		inv->limits[inv->n_limits++] =
			(struct invocation_limit){ (unsigned)(id - OPT_LIMITS),
						   argument };
		break;
	default:
		return false;
	}
	return true;
}

/* ---- what is wrong with the command line ---- */

static const struct option_row *
find_row(int id, unsigned bits)
{
	for (size_t i = 0; i < N_ROWS; i++)
		if (rows[i].id == id && (rows[i].commands & bits))
			return &rows[i];
	return NULL;
}

/* Options that the commands in `bits` take, and whose names begin so. */
static size_t
count_longer(struct str dashed, unsigned bits)
{
	size_t n = 0;

	for (size_t i = 0; i < N_ROWS; i++)
		if ((rows[i].commands & bits) &&
		    str_starts(str_of(rows[i].name), str_from(dashed, 2)))
			n++;
	return n;
}

/* Is it an option of other commands? Then say of which. */
static bool
report_elsewhere(struct str dashed)
{
	struct buf list = { 0 };
	bool found;

	for (size_t i = 0; i < N_ROWS; i++) {
		if (!str_eq(str_of(rows[i].name), str_from(dashed, 2)))
			continue;
		for (size_t c = 0; command_at(c); c++) {
			if (!(rows[i].commands & command_bit(c)))
				continue;
			buf_add_str(&list, list.n ? ", " : "");
			buf_add_str(&list, command_at(c)->name);
		}
	}
	if (list.n)
		fprintf(stderr,
			_("calque: error: '%.*s' is an option of other "
			  "commands: %s\n"),
			STR_FMT(dashed), list.p);
	found = list.n > 0;
	buf_release(&list);
	return found;
}

/* said: "--dry-rum", or with a value behind it, or "-x" */
static void
report_unknown(const char *said, unsigned bits)
{
	struct str name = str_of(said);
	char known[N_ROWS][NEAR_MAX_BYTES];
	struct near near;

	name.n = str_find_byte(name, 0, '=');
	if (str_starts(name, STR("--")) && count_longer(name, bits)) {
		fprintf(stderr,
			_("calque: error: '%.*s' is short for several "
			  "options\n"),
			STR_FMT(name));
		return;
	}
	if (str_starts(name, STR("--")) && report_elsewhere(name))
		return;
	near = near_to(name);
	for (size_t i = 0; i < N_ROWS && name.n > 2; i++) {
		if (!(rows[i].commands & bits))
			continue;
		snprintf(known[i], sizeof(known[i]), "--%s", rows[i].name);
		near_try(&near, str_of(known[i]));
	}
	fprintf(stderr, _("calque: error: there is no option '%.*s' here%s\n"),
		STR_FMT(name), near_hint(&near));
}

/* What getopt_long, which returned '?' or ':', did not like. */
static void
report_fault(int result, char **argv, unsigned bits)
{
	const struct option_row *row = optopt ? find_row(optopt, bits) : NULL;
	char letter[] = { '-', (char)optopt, '\0' };

	if (!row)
		report_unknown(optopt ? letter : argv[optind - 1], bits);
	else if (result == ':')
		fprintf(stderr, _("calque: error: '--%s' needs a value: %s\n"),
			row->name, _(row->argument));
	else
		fprintf(stderr, _("calque: error: '--%s' takes no value\n"),
			row->name);
}

/* Append "a, b, c" for the words "a b c". */
static void
add_list(struct buf *out, const char *words)
{
	struct str rest = str_of(words), word;

	while (str_split(&rest, ' ', &word)) {
		buf_add_str(out, out->n ? ", " : "");
		buf_add(out, word);
	}
}

/* Can the option have this value? If not, say so. */
static bool
is_value(int id, const char *value, unsigned bits)
{
	const struct option_row *row = find_row(id, bits);
	struct near near = near_to(str_of(value ? value : ""));
	const char *words = option_values(row);
	struct str rest = str_of(words ? words : ""), word;
	struct buf list = { 0 };

	if (!words)
		return true;
	while (str_split(&rest, ' ', &word))
		if (str_eq(word, near.name))
			return true;
	near_try_words(&near, words);
	add_list(&list, words);
	fprintf(stderr,
		_("calque: error: '--%s': there is no '%s' here; there are: "
		  "%s%s\n"),
		row->name, value, list.p, near_hint(&near));
	buf_release(&list);
	return false;
}

size_t
options_read(int argc, char **argv, unsigned bits, bool stop_early,
	     struct invocation *inv, bool *help, bool *version)
{
	struct option longs[N_ROWS + 1];
	char shorts[2 * N_ROWS + 3];
	int id;

	make_tables(bits, stop_early, longs, shorts);
	optind = 0; /* start anew: glibc's way to reset getopt */
	opterr = 0;
	while ((id = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		if (id == OPT_HELP)
			*help = true;
		else if (id == OPT_VERSION)
			*version = true;
		else if (!take(inv, id, optarg)) {
			report_fault(id, argv, bits);
			return 0;
		} else if (!stop_early && !is_value(id, optarg, bits))
			return 0;
	}
	return (size_t)optind;
}

/* ---- help ---- */

/* How wide the column of options is, in --help. */
#define LEFT_COLS 24

static void
print_row(const struct option_row *row)
{
	struct buf left = { 0 }, list = { 0 };
	size_t cols;

	if (option_letter(row))
		buf_addf(&left, "-%c, ", option_letter(row));
	else
		buf_add_str(&left, "    ");
	buf_addf(&left, "--%s", row->name);
	if (row->argument)
		buf_addf(&left, "=%s", _(row->argument));
	cols = text_width_cols(buf_str(&left));
	printf("  %s", left.p);
	if (cols > LEFT_COLS)
		printf("\n%*s", LEFT_COLS + 3, "");
	else
		printf("%*s", (int)(LEFT_COLS + 1 - cols), "");
	fputs(_(row->summary), stdout);
	if (option_values(row)) {
		add_list(&list, option_values(row));
		printf(": %s", list.p);
	}
	putchar('\n');
	buf_release(&left);
	buf_release(&list);
}

void
options_print(unsigned bits)
{
	for (size_t i = 0; i < N_ROWS; i++)
		if ((rows[i].commands & bits) == bits)
			print_row(&rows[i]);
}
