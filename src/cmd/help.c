/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cmd/cmd.h"

#include <stdio.h>

static int
run(const struct invocation *inv)
{
	const struct command *command = NULL;

	if (inv->n_pages) {
		command = command_find(inv->pages[0]);
		if (!command) {
			fprintf(stderr,
				_("calque: error: there is no command '%s'\n"),
				inv->pages[0]);
			return STATUS_TROUBLE;
		}
	}
	command_print_help(command);
	return STATUS_FINE;
}

const struct command command_help = {
	"help", "[COMMAND]", N_("show what calque can do, or one command"), run
};
