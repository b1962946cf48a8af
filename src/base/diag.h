/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diag - what is said about the user's files: `path:line: error: text`.
 *
 * A diag collects messages in the order in which they were said and counts
 * them; whoever owns it prints them (diag_flush), so that pages that are read
 * side by side still report in page order. Texts are lower case, without full
 * stop, names in 'single quotes'; what is wrong comes first, what to do
 * follows. They are passed through _() by the caller.
 *
 * Control characters in a path or text are shown as \xNN, so that no file name
 * can play tricks on a terminal.
 */
#ifndef CALQUE_BASE_DIAG_H
#define CALQUE_BASE_DIAG_H

#include "base/buf.h"

#include <stdio.h>

enum diag_level { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

/* Where: a path as the user knows it (empty: no place) and a line from 1. */
struct loc {
	struct str path; /* borrowed */
	size_t line;	 /* 0: the file as a whole */
};

struct diag {
	struct buf text; /* what diag_flush prints */
	size_t n_notes, n_warnings, n_errors;
	bool quiet; /* notes are counted, not kept */
};

void diag_release(struct diag *d);
void diag_error(struct diag *d, struct loc at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void diag_warning(struct diag *d, struct loc at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void diag_note(struct diag *d, struct loc at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Append what `from` holds to `to`, and empty `from`. */
void diag_move(struct diag *to, struct diag *from);
/* Print and forget the texts; the counts stay. */
void diag_flush(struct diag *d, FILE *out);

static inline struct loc
loc_at(struct str path, size_t line)
{
	return (struct loc){ path, line };
}

#endif
