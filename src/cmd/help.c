/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cmd/cmd.h"

static int
run(const struct invocation *inv)
{
	const struct command *command = NULL;

	if (inv->completions) {
		completions_print(inv->completions);
		return STATUS_FINE;
	}
	if (inv->n_pages) {
		command = command_find(inv->pages[0]);
		if (!command) {
			command_report_unknown(inv->pages[0]);
			return STATUS_TROUBLE;
		}
	}
	command_print_help(command);
	return STATUS_FINE;
}

const struct command command_help = {
	"help",
	N_("[COMMAND]"),
	N_("show what calque can do, or one command"),
	run,
	{
		{ "calque help check", N_("the options of a command") },
		{ "calque help --completions=bash "
		  ">/etc/bash_completion.d/calque",
		  N_("complete words in bash") },
	},
};
