/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cmd/relayout.h"

static int
run(const struct invocation *inv)
{
	return relayout_run(inv, true);
}

const struct command command_pack = {
	"pack",
	N_("TEMPLATE"),
	N_("put the messages of several pages into one catalog"),
	run,
	{
		{ "calque pack 'po/{lang}.po'",
		  N_("one catalog for each language") },
		{ "calque pack -n 'po/{lang}/{section}.po'",
		  N_("try it: one for each section") },
	},
};
