/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * summary - one line at the end: what was done, counted.
 *
 *   es: 4 written, 1 unchanged, 2 translations refused
 *
 * Counts of zero are left out, unless they are what the user asked for.
 */
#ifndef CALQUE_CMD_SUMMARY_H
#define CALQUE_CMD_SUMMARY_H

#include "base/str.h"

/* A count, and the words behind it, marked for translation: "written". */
struct summary_part {
	size_t n;
	const char *words;
	bool always;
};

/* Print `tag: part, part, ...` to stdout; the list ends with words == NULL. */
void summary_print(struct str tag, const struct summary_part *parts);

#endif
