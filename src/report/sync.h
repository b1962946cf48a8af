/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sync - what a sync did with each changed unit, as text and JSON.
 */
#ifndef CALQUE_REPORT_SYNC_H
#define CALQUE_REPORT_SYNC_H

#include "report/json.h"
#include "sync/sync.h"

/*
 * Each want of a closed sync that is not the repetition of another:
 *
 *   content/en/a.md:12: es: fuzzy (words), paragraph
 *     - Water them daily.
 *     + Water them twice a day.
 *
 * all  false: only what changed, not what is new
 */
void sync_write_text(const struct sync *s, struct str language, bool all,
		     struct buf *out);

/* The same as objects in an open array; see calque(1). */
void sync_write_json(const struct sync *s, struct str language,
		     struct json *json);

#endif
