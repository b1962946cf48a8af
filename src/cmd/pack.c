/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cmd/relayout.h"

static int
run(const struct invocation *inv)
{
	return relayout_run(inv, true);
}

const struct command command_pack = {
	"pack", "TEMPLATE",
	N_("put the messages of several pages into one catalog"), run
};
