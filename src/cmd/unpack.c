/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cmd/relayout.h"

static int
run(const struct invocation *inv)
{
	return relayout_run(inv, false);
}

const struct command command_unpack = {
	"unpack",
	N_("TEMPLATE"),
	N_("divide catalogs of several pages into smaller ones"),
	run,
	{
		{ "calque unpack 'po/{lang}/{path}.po'",
		  N_("one catalog for each page") },
	},
};
