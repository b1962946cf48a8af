/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/options.h"

#include "base/i18n.h"

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
	OPT_STRICT,
	OPT_KEEP,
	OPT_EXACT,
	OPT_HEAD,
	OPT_BASE,
	OPT_FORMAT,
	OPT_LAYOUT,
	OPT_SOURCE,
	OPT_TARGET,
	OPT_PO,
	OPT_LOCALE,
	OPT_DIALECT,
	OPT_SINCE,
	OPT_WATCH,
	/* ORDER config_limit */
	OPT_LIMITS,
	OPT_MAX_WORDS_BEHIND = OPT_LIMITS,
	OPT_MAX_PAGE_WORDS_BEHIND,
	OPT_MIN_TRANSLATED,
	OPT_MAX_AGE
};

struct option_row {
	enum option_id id; /* a letter: the short form too */
	const char *name;
	const char *argument; /* NULL: none */
	unsigned commands;
	const char *summary;
};

static const struct option_row rows[] = {
	{ OPT_DIR, "directory", "DIR", FOR_ALL,
	  N_("work as if started in DIR") },
	{ OPT_LANG, "language", "LANG", FOR_PAGES | FOR_PIN,
	  N_("only this language (may be given more than once)") },
	{ OPT_JOBS, "jobs", "N", FOR_SPREADERS,
	  N_("so many workers; by default one for each processor") },
	{ OPT_QUIET, "quiet", NULL, FOR_ALL, N_("say only what is wrong") },
	{ OPT_VERBOSE, "verbose", NULL, FOR_ALL,
	  N_("say what is done with each page") },
	{ OPT_DRY_RUN, "dry-run", NULL, FOR_WRITERS | FOR_PIN | FOR_INIT,
	  N_("write nothing, only say what would be done") },
	{ OPT_FORCE, "force", NULL, FOR_BUILD | FOR_INIT,
	  N_("replace also what calque did not write") },
	{ OPT_FORCE, "force", NULL, FOR_IMPORT,
	  N_("where the catalog has another text, take the page's") },
	{ OPT_FORCE, "force", NULL, FOR_PIN,
	  N_("each PAGE is up to date, whatever its texts look like") },
	{ OPT_HEAD, "head", NULL, FOR_PIN,
	  N_("pin the present commit, not the last one of the source") },
	{ OPT_STRICT, "strict", NULL, FOR_IMPORT,
	  N_("exit with 1 where something is unsure or does not build back") },
	{ OPT_STRICT, "strict", NULL, FOR_CHECK,
	  N_("exit with 1 on warnings, too") },
	{ OPT_KEEP, "keep", NULL, FOR_SYNC,
	  N_("the changes on PAGE need no translator: translations stay") },
	{ OPT_BASE, "base", "REV", FOR_IMPORT,
	  N_("the commit that the translations were made from") },
	{ OPT_EXACT, "exact", NULL, FOR_IMPORT,
	  N_("stop there: do not go on to the present sources") },
	{ OPT_OUTPUT, "output", "FILE", FOR_STATUS,
	  N_("write the report to FILE") },
	{ OPT_OUTPUT, "output", "FILE", FOR_PREVIEW,
	  N_("write the page to FILE; several go into a folder DIR/") },
	{ OPT_FORMAT, "format", "FORMAT", FOR_UNITS | FOR_SYNC | FOR_IMPORT,
	  N_("text or json") },
	{ OPT_FORMAT, "format", "FORMAT", FOR_STATUS,
	  N_("text, json, markdown or html") },
	{ OPT_FORMAT, "format", "FORMAT", FOR_DIFF,
	  N_("text, json or markdown") },
	{ OPT_FORMAT, "format", "FORMAT", FOR_CHECK,
	  N_("how findings are written, see below") },
	{ OPT_WATCH, "watch", NULL, FOR_PREVIEW,
	  N_("write the page again whenever its files change") },
	{ OPT_SINCE, "since", "REV", FOR_CHECK,
	  N_("only what was changed since this commit") },
	{ OPT_MAX_WORDS_BEHIND, "max-words-behind", "[LANG:]N", FOR_CHECK,
	  N_("an error where a language has more words behind") },
	{ OPT_MAX_PAGE_WORDS_BEHIND, "max-page-words-behind", "[LANG:]N",
	  FOR_CHECK, N_("an error where a page has more words behind") },
	{ OPT_MIN_TRANSLATED, "min-translated", "[LANG:]PERCENT", FOR_CHECK,
	  N_("an error where less of a language's words is translated") },
	{ OPT_MAX_AGE, "max-age", "[LANG:]DAYS", FOR_CHECK,
	  N_("an error where a page is outdated for more days") },
	{ OPT_LAYOUT, "layout", "LAYOUT", FOR_INIT,
	  N_("catalogs: one for each 'page', 'section' or 'language'") },
	{ OPT_SOURCE, "source", "FILE", FOR_PAGES,
	  N_("a single page: the source") },
	{ OPT_TARGET, "target", "FILE",
	  FOR_WRITERS | FOR_STATUS | FOR_DIFF | FOR_PREVIEW,
	  N_("a single page: the translation") },
	{ OPT_PO, "po", "FILE", FOR_PAGES, N_("a single page: the catalog") },
	{ OPT_LOCALE, "locale", "LOCALE", FOR_PAGES,
	  N_("a single page: the locale of the translation, as 'pt_BR'") },
	{ OPT_DIALECT, "dialect", "NAME", FOR_PAGES | FOR_UNITS,
	  N_("how pages are read: commonmark, gfm or hugo") },
	{ OPT_HELP, "help", NULL, FOR_ALL, N_("show this help") },
	{ OPT_VERSION, "version", NULL, FOR_ALL, N_("show the version") },
};

#define N_ROWS (sizeof(rows) / sizeof(*rows))

static bool
is_short(enum option_id id)
{
	return id < 256;
}

/* The tables of getopt_long for the options that `bits` takes. */
static void
make_tables(unsigned bits, bool stop_early, struct option *longs, char *shorts)
{
	size_t n = 0;

	if (stop_early)
		*shorts++ = '+';
	for (size_t i = 0; i < N_ROWS; i++) {
		if (!(rows[i].commands & bits))
			continue;
		longs[n++] =
			(struct option){ rows[i].name,
					 rows[i].argument ? required_argument :
							    no_argument,
					 NULL, (int)rows[i].id };
		if (!is_short(rows[i].id))
			continue;
		*shorts++ = (char)rows[i].id;
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

size_t
options_read(int argc, char **argv, unsigned bits, bool stop_early,
	     struct invocation *inv, bool *help, bool *version)
{
	struct option longs[N_ROWS + 1];
	char shorts[2 * N_ROWS + 2];
	int id;

	make_tables(bits, stop_early, longs, shorts);
	optind = 0; /* start anew: glibc's way to reset getopt */
	while ((id = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		if (id == OPT_HELP)
			*help = true;
		else if (id == OPT_VERSION)
			*version = true;
		else if (!take(inv, id, optarg))
			return 0; /* getopt has said what is wrong */
	}
	return (size_t)optind;
}

/* How wide the column of options is, in --help. */
#define LEFT_COLS 24

void
options_print(unsigned bits)
{
	for (size_t i = 0; i < N_ROWS; i++) {
		const struct option_row *row = &rows[i];
		char left[64];
		int n;

		if (!(row->commands & bits))
			continue;
		n = is_short(row->id) ? snprintf(left, sizeof(left), "-%c, ",
						 (int)row->id) :
					snprintf(left, sizeof(left), "    ");
		snprintf(left + n, sizeof(left) - (size_t)n, "--%s%s%s",
			 row->name, row->argument ? "=" : "",
			 row->argument ? row->argument : "");
		if (strlen(left) > LEFT_COLS)
			printf("  %s\n%*s", left, LEFT_COLS + 3, "");
		else
			printf("  %-*s ", LEFT_COLS, left);
		puts(_(row->summary));
	}
}
