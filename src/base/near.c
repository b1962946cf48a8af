/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/near.h"

#include "base/i18n.h"

#include <stdio.h>

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment: no part of a name slips twice. */
static size_t
count_slips(struct str a, struct str b)
{
	size_t d[NEAR_MAX_BYTES + 1][NEAR_MAX_BYTES + 1];

	for (size_t i = 0; i <= a.n; i++) {
		for (size_t j = 0; j <= b.n; j++) {
			if (!i || !j) {
				d[i][j] = i + j;
				continue;
			}
			d[i][j] = d[i - 1][j - 1] + (a.p[i - 1] != b.p[j - 1]);
			d[i][j] = least(d[i][j], d[i - 1][j] + 1);
			d[i][j] = least(d[i][j], d[i][j - 1] + 1);
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
			    a.p[i - 2] == b.p[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	}
	return d[a.n][b.n];
}

struct near
near_to(struct str name)
{
	return (struct near){ .name = name,
			      .slips = least(3, (name.n + 2) / 3) + 1 };
}

void
near_try(struct near *near, struct str known)
{
	size_t slips;

	if (!known.n || known.n > NEAR_MAX_BYTES ||
	    near->name.n > NEAR_MAX_BYTES)
		return;
	slips = count_slips(near->name, known);
	if (slips < near->slips) {
		near->slips = slips;
		near->best = known;
	}
}

void
near_try_words(struct near *near, const char *words)
{
	struct str rest = str_of(words), word;

	while (str_split(&rest, ' ', &word))
		near_try(near, word);
}

const char *
near_hint(struct near *near)
{
	near->hint[0] = '\0';
	if (near->best.p)
		snprintf(near->hint, sizeof(near->hint),
			 _("; did you mean '%.*s'?"), STR_FMT(near->best));
	return near->hint;
}
