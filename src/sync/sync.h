/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sync - bring a catalog in line with its source pages.
 *
 * Every required slot gets a message; optional messages follow their slot and
 * are never made. What no slot has any more becomes obsolete and comes back on
 * an exact match. A message that nobody touched keeps its bytes; the header is
 * never touched again.
 *
 * The steps for one catalog, in this order:
 *   sync_open
 *   sync_page     for each page: slots whose text has a message. The others
 *		   are wants.
 *   sync_resolve  wants: the same text but for white space or context; a text
 *		   that a fuzzy message came from; then the page before and
 *		   after (catalog/match)
 *   sync_adopt    wants that are left, from the orphans of the catalog and of
 *		   the language (pool.h)
 *   sync_close
 *
 * A want that found its old message is classified (change.h): where no human
 * is needed the translation is patched and stays, and the old message becomes
 * obsolete; else it becomes fuzzy, with the source that it translates as the
 * previous msgid.
 */
#ifndef CALQUE_SYNC_SYNC_H
#define CALQUE_SYNC_SYNC_H

#include "config/config.h"
#include "sync/change.h"
#include "sync/lexicon.h"
#include "sync/lookup.h"

/* What was done for a want. ORDER sync_done (sync.c names) */
enum sync_done {
	SYNC_OPEN,    /* nothing yet */
	SYNC_KEPT,    /* the translation stands as it was */
	SYNC_CARRIED, /* patched, or taken from an equal text elsewhere */
	SYNC_FUZZY,
	SYNC_CHANGED, /* there was no translation, only its comments move */
	SYNC_NEW,
	SYNC_NONE /* optional, and without a message */
};

/* A text that has no message, once for equal ones. Strings live in the sync's arena. */
struct sync_want {
	struct str path, text, title;
	struct str own_context; /* see lookup_own_context */
	struct str place;	/* `path#section` */
	struct str *notes;
	size_t n_notes;
	size_t line;
	enum parts_as as;
	bool required;
	bool keep;	/* its page's changes need no translator */
	size_t aligned; /* page + 1 whose alignment has it last */
	/* the result */
	struct po_message *m; /* NULL: none */
	enum sync_done done;
	enum change_class class;
	bool patched;	       /* the translation got new values... */
	struct str old_msgstr; /* ... and was this before */
	struct str was;	       /* the old text; no string: new */
	struct str was_in;     /* the page where it stood, or no string */
};

struct sync_counts {
	size_t exact;	 /* messages kept, white space apart */
	size_t carried;	 /* patched or copied, translated */
	size_t fuzzy;	 /* made fuzzy */
	size_t added;	 /* new, or changed before they were translated */
	size_t revived;	 /* obsolete ones that came back */
	size_t obsolete; /* no longer in the source */
	/* words of the source: what was carried, what waits for a translator */
	size_t words_carried, words_fuzzy, words_added;
};

/* A slot of a page: its message, or a want. */
struct sync_entry {
	struct po_message *m;
	size_t want; /* index + 1, or 0 */
};

struct sync_page_entry {
	struct str path;
	size_t first, n;  /* entries */
	bool has_patched; /* a translation on it was patched */
};

struct sync {
	struct lookup lookup;
	struct arena *arena;	 /* borrowed */
	struct lexicon *lexicon; /* borrowed */
	bool keep;		 /* of the next page: no translator needed */
	bool has_patched;	 /* some page has a patched translation */
	struct sync_entry *entries;
	size_t n_entries, cap_entries;
	struct sync_page_entry *pages;
	size_t n_pages, cap_pages;
	struct sync_want *wants;
	size_t n_wants, cap_wants;
	struct map wants_by_key; /* key of its message -> want */
	bool *kept;		 /* by message->at: some slot has it */
	size_t n_old;		 /* messages before the sync */
	struct sync_counts counts;
};

/* `cat`, `lexicon` and `arena` are borrowed until sync_close. */
void sync_open(struct sync *s, struct catalog *cat, struct lexicon *lexicon,
	       struct arena *arena);
/* The page may be released afterwards. */
void sync_page(struct sync *s, const struct page *page);
void sync_resolve(struct sync *s);
/* Makes new messages for what is open, retires what no slot has, and puts the
 * catalog into document order. */
void sync_close(struct sync *s);
/*
 * After sync_close: does the page (again, as for sync_page) hold with the
 * translations that were patched (law 2)? Those that would be refused become
 * fuzzy. Needed only for pages with has_patched.
 */
void sync_verify(struct sync *s, const struct config *cfg,
		 const struct page *page);
/* Release without closing: the catalog is not to be written. */
void sync_release(struct sync *s);

/*
 * The entries of the nth page that was synced: one for each slot of `page` (that
 * page) which has a text, in their order.
 */
const struct sync_entry *sync_slot_entries(const struct sync *s, size_t nth,
					   const struct page *page);

const char *sync_done_name(enum sync_done done);
/* Is it something to tell? */
bool sync_is_news(const struct sync_want *w);
bool sync_has_news(const struct sync *s);

/* ---- for resolve.c and pool.c ---- */

/* Did no slot claim this message of the old catalog? */
bool sync_is_orphan(const struct sync *s, const struct po_message *m);

/* Is there an orphan with a translation? */
bool sync_has_orphans(const struct sync *s);

/* Where a want's translation comes from: an old message, perhaps elsewhere. */
struct sync_origin {
	const struct po_message *m;
	struct po_message *mine; /* the same, if it is an orphan of this
				    catalog and may be changed; else NULL */
	struct po_message *also; /* the old text was split: its other half */
	struct str page;	 /* where it stood, if that is another page */
};

/*
 * Is the change from `was` to `now` one that the maintainer may call none: at
 * least half of the words are the same?
 */
bool sync_may_keep(struct sync *s, struct str was, struct str now);

/* The fuzzy message of the want is translated: its change needs no translator. */
void sync_keep(struct sync *s, struct sync_want *w, struct po_message *m);

/* Give the want the translation (carry.c). */
void sync_carry(struct sync *s, struct sync_want *w,
		const struct sync_origin *from);

#endif
