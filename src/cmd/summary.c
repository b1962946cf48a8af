/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/summary.h"

#include "base/i18n.h"

#include <stdio.h>

void
summary_print(struct str tag, const struct summary_part *parts)
{
	bool first = true;

	printf("%.*s: ", STR_FMT(tag));
	for (; parts->words; parts++) {
		if (!parts->n && !parts->always)
			continue;
		if (!first)
			fputs(", ", stdout);
		printf("%zu %s", parts->n, _(parts->words));
		first = false;
	}
	putchar('\n');
}
