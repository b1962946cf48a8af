/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * catalog - the messages of one PO file, held without loss.
 *
 * Every entry keeps the bytes that it was read from; writing gives these bytes
 * back for every entry that nobody touched (law 4), whatever tool wrapped it.
 * A changed entry, or a new one, is formatted in the file's own style (line
 * ends, wrapping).
 *
 * Invariants:
 *   - (msgctxt, msgid) is unique among live messages; where a file breaks this,
 *     reading it is an error and names both lines. A file may have obsolete
 *     ones of the same key, also behind a live one: all are kept, the first is
 *     found.
 *   - order is the file's order: header first, obsolete messages last
 *     (catalog_order).
 *   - texts are valid UTF-8 without NUL.
 *
 * All strings live in catalog->arena, or are borrowed from the bytes that were
 * read, which the catalog keeps a copy of. Format: GNU gettext manual, "The
 * Format of PO Files".
 */
#ifndef CALQUE_CATALOG_CATALOG_H
#define CALQUE_CATALOG_CATALOG_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"

/*
 * How a line of `#.` begins that is calque's remark on a translation which is
 * not sure. It stays as long as the message is fuzzy.
 */
#define PO_REMARK "calque: "

enum po_state { PO_UNTRANSLATED, PO_FUZZY, PO_TRANSLATED, PO_OBSOLETE };

/* A list of strings: references, flags, comment lines. */
struct str_list {
	struct str *items;
	size_t n, cap;
};

struct po_message {
	/* the key; msgctxt.p == NULL: no context (differs from "") */
	struct str msgctxt, msgid;
	struct str msgid_plural; /* p == NULL: none */
	/* msgstr[0] of a plural message is msgstr; the rest follow */
	struct str msgstr;
	struct str_list msgstr_plural; /* all forms, where it has a plural */
	/* "#| ": p == NULL: none */
	struct str prev_msgctxt, prev_msgid, prev_msgid_plural;

	struct str_list comments;   /* "# ": lines without "# " */
	struct str_list extracted;  /* "#. ": lines without "#. " */
	struct str_list references; /* "#: ": one each, U+2068/9 taken off */
	struct str_list flags;	    /* "#, " and "#= ", without fuzzy */
	bool fuzzy, obsolete;

	/* where it was read from, and what is written if it is not dirty */
	struct str raw; /* with the blank lines and comments before it */
	size_t line;	/* of its first line; 0: made by us */
	bool dirty;	/* raw is out of date: format it anew */
	size_t at;	/* its index in the catalog */
};

/* How the file is written. */
struct po_style {
	struct str eol;	   /* "\n" or "\r\n" */
	bool bom;	   /* begins with U+FEFF */
	size_t width_cols; /* 0: not wrapped (our own way) */
};

struct catalog {
	struct arena arena;
	struct po_message **messages; /* [0] is the header where has_header */
	size_t n, cap;
	bool has_header;
	struct po_style style;
	struct str tail;  /* bytes after the last entry, kept */
	struct str bytes; /* as read; no string: it was in no file */
	struct map keys;  /* internal: key -> index in messages */
};

void catalog_init(struct catalog *cat);
void catalog_release(struct catalog *cat);

/*
 * Find a message by its key; NULL where there is none. `msgctxt` is "no
 * string" for a message without context. The header (msgid "" without context)
 * is never found.
 */
struct po_message *catalog_find(const struct catalog *cat, struct str msgctxt,
				struct str msgid);
struct po_message *catalog_find_obsolete(const struct catalog *cat,
					 struct str msgctxt, struct str msgid);

/*
 * Append a new live message with the flag no-wrap, dirty. Its strings are
 * copied. An obsolete message with this key is an error of the caller
 * (assert): revive that one with catalog_revive.
 */
struct po_message *catalog_add(struct catalog *cat, struct str msgctxt,
			       struct str msgid);

/* Append a message as it was read, with its raw bytes; strings are borrowed. */
struct po_message *catalog_append(struct catalog *cat,
				  struct po_message message);

/*
 * Make m obsolete (it loses its references and extracted comments) or live; it
 * stays where it stands until catalog_order.
 */
void catalog_retire(struct catalog *cat, struct po_message *m);
void catalog_revive(struct catalog *cat, struct po_message *m);

/* Give a message another key. The new key must be free (assert). */
void catalog_rekey(struct catalog *cat, struct po_message *m,
		   struct str msgctxt, struct str msgid);

/*
 * Put the messages into the order header, `live` (n_live pointers, each live
 * message of the catalog exactly once), then the obsolete ones in their former
 * order (newly obsolete ones after the old ones). Rebuilds the maps.
 */
void catalog_order(struct catalog *cat, struct po_message **live,
		   size_t n_live);

/* Delete the obsolete messages for which drop() says so; returns how many. */
size_t catalog_prune(struct catalog *cat,
		     bool (*drop)(const struct po_message *m, void *ctx),
		     void *ctx);

enum po_state po_message_state(const struct po_message *m);
bool po_message_has_flag(const struct po_message *m, struct str flag);

/* The same translation, in all its forms? In the same state: fuzzy, previous? */
bool po_has_same_texts(const struct po_message *a, const struct po_message *b);
bool po_has_same_state(const struct po_message *a, const struct po_message *b);
bool str_list_eq(const struct str_list *a, const struct str_list *b);

/*
 * Setters: each compares first and marks the message dirty only on a change;
 * strings are copied into the catalog's arena. Setting fuzzy on an untranslated
 * message is ignored.
 */
void po_set_msgstr(struct catalog *cat, struct po_message *m, struct str text);
void po_set_fuzzy(struct po_message *m, bool fuzzy);
/* msgid "no string" removes it. */
void po_set_previous(struct catalog *cat, struct po_message *m,
		     struct str msgctxt, struct str msgid);
void po_set_references(struct catalog *cat, struct po_message *m,
		       const struct str *refs, size_t n);
void po_set_extracted(struct catalog *cat, struct po_message *m,
		      const struct str *lines, size_t n);
void po_add_flag(struct catalog *cat, struct po_message *m, struct str flag);
void po_add_comment(struct catalog *cat, struct po_message *m, struct str line);

/*
 * The header. catalog_make_header adds one as gettext wants it, with gettext's
 * own placeholders for dates and translator, to a catalog without.
 *
 * locale        `pt_BR`
 * plural_forms  the value, or "no string" (then the field is left out)
 */
void catalog_make_header(struct catalog *cat, struct str project,
			 struct str bugs_to, struct str locale,
			 struct str plural_forms);
/* The value of a header field, borrowed; "no string" where it is missing. */
struct str catalog_header_field(const struct catalog *cat, struct str name);

#endif
