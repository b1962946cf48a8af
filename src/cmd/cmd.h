/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cmd - the commands: one file each, which ends in its own table entry.
 *
 * The only layer that knows exit statuses: 0 fine, 1 findings, 2 trouble. The
 * table feeds the parser, the help and the check of the man page.
 */
#ifndef CALQUE_CMD_CMD_H
#define CALQUE_CMD_CMD_H

#include "base/str.h"

enum { STATUS_FINE = 0, STATUS_FINDINGS = 1, STATUS_TROUBLE = 2 };

/* Which commands take an option. ORDER command_bit (cmd.c) */
enum {
	FOR_INIT = 1 << 0,
	FOR_UNITS = 1 << 1,
	FOR_SYNC = 1 << 2,
	FOR_BUILD = 1 << 3,
	FOR_IMPORT = 1 << 4,
	FOR_STATUS = 1 << 5,
	FOR_DIFF = 1 << 6,
	FOR_PREVIEW = 1 << 7,
	FOR_CHECK = 1 << 8,
	FOR_PIN = 1 << 9,
	FOR_PRUNE = 1 << 10,
	FOR_PACK = 1 << 11,
	FOR_UNPACK = 1 << 12,
	FOR_MERGE_PO = 1 << 13,
	FOR_HELP = 1 << 14,
	FOR_VERSION = 1 << 15,
	FOR_ALL = (1 << 16) - 1,
	FOR_SPREADERS = FOR_SYNC | FOR_BUILD | FOR_IMPORT,
	FOR_WRITERS = FOR_SYNC | FOR_BUILD | FOR_IMPORT | FOR_PRUNE,
	FOR_PAGES =
		FOR_WRITERS | FOR_CHECK | FOR_STATUS | FOR_DIFF | FOR_PREVIEW
};

/* check: "5" or "es:5", behind one of the options for limits. */
struct invocation_limit {
	unsigned which; /* enum config_limit */
	const char *value;
};

/* What the command line said. Strings are borrowed from argv. */
struct invocation {
	const char *dir;    /* -C, or NULL */
	const char **langs; /* -l; owned by cmd_main */
	size_t n_langs;
	const char *jobs; /* -j: a number, or NULL */
	bool quiet, verbose;
	bool no_cache;
	bool dry_run, force, strict, keep, exact;
	bool head;			 /* pin */
	bool watch;			 /* build, preview */
	const char *format;		 /* "text" where not given */
	const char *layout;		 /* init */
	const char *base;		 /* import: a commit */
	const char *since;		 /* check: the same */
	struct invocation_limit *limits; /* check; owned by cmd_main */
	size_t n_limits;
	const char *output;	 /* status, preview: a file */
	const char *completions; /* help: a shell */
	/* a single page without a config */
	const char *source, *target, *po, *locale, *dialect;
	char **pages;
	size_t n_pages;
};

/* For the help: a command line, and what it is good for. */
struct command_example {
	const char *line;
	const char *purpose; /* marked for translation */
};

#define COMMAND_MAX_EXAMPLES 3

struct command {
	const char *name;
	const char *arguments; /* after the options: "[PAGE...]"; marked too */
	const char *summary;   /* one line, marked for translation */
	int (*run)(const struct invocation *inv);
	struct command_example examples[COMMAND_MAX_EXAMPLES];
};

/* The i-th command, or NULL past the end. */
const struct command *command_at(size_t i);
const struct command *command_find(const char *name);
/* On stderr, with the nearest one that there is. */
void command_report_unknown(const char *name);

/* Usage of one command, or of the program (NULL), to stdout. */
void command_print_help(const struct command *command);

/* The bit of the i-th command in FOR_ALL. */
unsigned command_bit(size_t i);

/* Print what makes a shell complete commands, options and their values. */
void completions_print(const char *shell);

/* The tables of formats and checks, for the help of `check`. */
void check_print_tables(void);

/* The locale and the folder of the catalogs are the caller's to set. */
int cmd_main(int argc, char **argv);

/*
 * Flush stdout and turn a failed write (a full disk, a closed pipe) into
 * trouble.
 */
int cmd_finish(int status);

extern const struct command command_init, command_units, command_sync,
	command_build, command_check, command_import, command_prune,
	command_pin, command_status, command_diff, command_preview,
	command_pack, command_unpack, command_merge_po, command_help,
	command_version;

#endif
