/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cmd/cmd.h"

#include <stdio.h>

static int
run(const struct invocation *inv)
{
	(void)inv;
	puts(PACKAGE_STRING);
	puts(_("License GPLv3+: GNU GPL version 3 or later "
	       "<https://gnu.org/licenses/gpl.html>.\n"
	       "This is free software: you are free to change and "
	       "redistribute it.\n"
	       "There is NO WARRANTY, to the extent permitted by law."));
	return STATUS_FINE;
}

const struct command command_version = {
	"version",
	"",
	N_("show the version"),
	run,
	{
		{ "calque --version", N_("the same") },
	},
};
