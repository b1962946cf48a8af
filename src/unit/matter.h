/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * matter - front matter keys that only the source or only the translation has.
 *
 * Translated pages often have keys of their own (`default_lang_commit`), or
 * leave some out (`aliases`). A key is everything from its line to the line of
 * the next key at the top level, comments included. Keys that both have, in the
 * same order and with the same shape, are left to their slots.
 *
 * The lines that only the translation has are one text, in which a line
 * `# calque: after KEY` (or `# calque: first`) says where the lines below it
 * stand; without one they stand at the end.
 *
 * Only front matter that is a block mapping is understood.
 */
#ifndef CALQUE_UNIT_MATTER_H
#define CALQUE_UNIT_MATTER_H

#include "unit/slot.h"

struct matter_form {
	struct str *left_out; /* keys, in document order */
	size_t n_left_out, cap_left_out;
	struct str lines; /* "\n" between lines; no string: none */
};

/* How `target` differs from `source`. False where there is no difference. */
bool matter_diff(const struct page *source, const struct page *target,
		 struct arena *arena, struct matter_form *out);

/* How much of such lines stands at the end of the front matter. */
size_t matter_end_part(struct str lines);

/* What a change of form did; both lists are sorted and disjoint. */
struct span_list {
	struct span *items;
	size_t n, cap;
};

struct form_trace {
	struct span_list cut;	/* bytes of the source that are gone */
	struct span_list added; /* bytes of the result that are new */
};

/*
 * Append to `out` the bytes of `source` with the keys left out and the lines
 * added. The trace's memory is in the source page's arena.
 */
void matter_apply(const struct page *source, const struct matter_form *form,
		  struct buf *out, struct form_trace *trace);

#endif
