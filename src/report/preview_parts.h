/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * preview_parts - the parts of a preview (preview.h).
 */
#ifndef CALQUE_REPORT_PREVIEW_PARTS_H
#define CALQUE_REPORT_PREVIEW_PARTS_H

#include "base/text.h"
#include "report/preview.h"

/* ORDER preview_state (preview.c states) */
enum preview_state {
	PREVIEW_TRANSLATED,
	PREVIEW_FUZZY,
	PREVIEW_UNTRANSLATED,
	PREVIEW_SAME,	/* not to be translated: shows what the source has */
	PREVIEW_REMOVED /* of a pair: the source has it no more */
};

#define N_PREVIEW_STATES (PREVIEW_REMOVED + 1)

/* One language: how its texts are marked up. */
struct preview_side {
	struct str name; /* for people */
	struct str lang; /* for the attribute; "": not known */
	const char *dir; /* "ltr", "rtl" or "auto" */
};

struct previewer {
	const struct preview *in;
	const struct page *page; /* in->source */
	struct arena *arena;
	struct text_tools *tools;
	struct preview_side source, target;
	const struct audit_unit **units; /* by slot, or NULL */
	/* by slot: its first finding + 1, or 0; by finding: the next one */
	size_t *finding_of, *next_finding;
	struct map labels; /* of link definitions, normal -> slot */
	/* by container: has a leaf of it been written? its number in a list */
	bool *begun;
	size_t *numbers;
	/* shortcodes up to here are done; the slot that they stand in or before */
	size_t next_tag, tag_slot;
	struct buf *out;
};

/* What a unit says of itself. */
struct preview_unit {
	const struct slot *slot;       /* NULL: it was removed */
	const struct audit_unit *unit; /* or NULL */
	enum preview_state state;
	size_t id; /* of the element */
};

enum preview_state preview_state_of(const struct previewer *p,
				    const struct slot *slot,
				    const struct audit_unit *unit);
const char *preview_state_key(enum preview_state state);
const char *preview_state_name(enum preview_state state);

/* ---- preview_text.c ---- */

/* A text of the slot's kind as it looks, without the element around it. */
void preview_add_text(const struct previewer *p, const struct slot *slot,
		      struct str text);
/* A shortcode tag, or the like, as the text that it is. */
void preview_add_chip(const struct previewer *p, struct str text);

/* ---- preview_unit.c ---- */

/* The attributes of a unit's element but its classes. */
void preview_add_attributes(const struct previewer *p,
			    const struct preview_unit *u);
/* Its state, kind and places. */
void preview_add_facts(const struct previewer *p, const struct preview_unit *u);
bool preview_has_remarks(const struct previewer *p,
			 const struct preview_unit *u);
/* What changed, and its findings; nothing where there is neither. */
void preview_add_remarks(const struct previewer *p,
			 const struct preview_unit *u);
void preview_add_finding(const struct previewer *p, const struct finding *f);
void preview_add_unit(struct previewer *p, const struct preview_unit *u);
void preview_open_side(const struct previewer *p,
		       const struct preview_side *side);

/* ---- preview_table.c ---- */

/* The table that holds slot i; the first slot behind it. */
size_t preview_add_table(struct previewer *p, size_t i);
/* Is the slot a cell? Then of which table (a container), else 0. */
size_t preview_table_of(const struct previewer *p, const struct slot *slot);

#endif
