/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * options - the table of all options, and reading them with getopt_long.
 */
#ifndef CALQUE_CMD_OPTIONS_H
#define CALQUE_CMD_OPTIONS_H

#include "cmd/cmd.h"

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

/* Print a line for each option that the commands in `bits` take. */
void options_print(unsigned bits);

#endif
