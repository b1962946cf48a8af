/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * options - the table of all options, and reading them with getopt_long.
 */
#ifndef CALQUE_CMD_OPTIONS_H
#define CALQUE_CMD_OPTIONS_H

#include "cmd/cmd.h"

struct option_row {
	int id;
	const char *name;     /* without the dashes */
	const char *argument; /* marked for translation; NULL: none */
	unsigned commands;
	const char *summary; /* marked for translation */
};

/* The i-th row, NULL past the end. An option may have several rows, one for
   each meaning. */
const struct option_row *option_at(size_t i);
/* All that it can be, "text json"; NULL: anything. */
const char *option_values(const struct option_row *row);
/* The short form, or NUL. */
char option_letter(const struct option_row *row);

/*
 * Read the options of argv[1...] that the commands in `bits` take into inv.
 *
 * stop_early  stop at the first argument that is no option (the command)
 * Returns the index of the first other argument (argv is permuted so that they
 * stand last), or 0 after a message on stderr: a usage error. *help is set
 * where --help was given, *version where --version was.
 */
size_t options_read(int argc, char **argv, unsigned bits, bool stop_early,
		    struct invocation *inv, bool *help, bool *version);

/* Print a line for each option that all commands in `bits` take. */
void options_print(unsigned bits);

#endif
