/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * audit - what is out of date: a page's translation against its source.
 *
 * One model for both kinds of sites:
 *   - with catalogs: the catalog, brought in line with the source in memory
 *     (sync), says of each unit whether it is translated, and what changed;
 *   - hand-translated pairs: the source as it was when the page was translated
 *     (sync/base.h) is compared with the source as it is, by the same engine.
 * A change that needs no translator (change.h: white space, placeables, numbers)
 * does not make a page outdated.
 *
 * Nothing is written. Strings of an audit_page live in the arena that was given
 * for it. Words are ICU word breaks outside placeables, of the source.
 */
#ifndef CALQUE_AUDIT_AUDIT_H
#define CALQUE_AUDIT_AUDIT_H

#include "config/config.h"
#include "sync/base.h"
#include "sync/change.h"

/* State of a page in one language. ORDER audit_state (audit.c names) */
enum audit_state {
	AUDIT_UP_TO_DATE,
	AUDIT_PARTIAL,	/* no change of the source waits, but some units have
			   never been translated */
	AUDIT_OUTDATED, /* a changed or new unit needs a translator */
	AUDIT_MISSING,	/* nothing of it is translated */
	AUDIT_ORPHANED	/* its source is gone */
};

#define N_AUDIT_STATES (AUDIT_ORPHANED + 1)

/* What a unit of the report is. ORDER audit_kind (audit.c names) */
enum audit_kind {
	AUDIT_CHANGED,	    /* its source changed: `class` says how */
	AUDIT_NEW,	    /* not in the source when it was translated */
	AUDIT_REMOVED,	    /* gone from the source */
	AUDIT_UNTRANSLATED, /* never translated, source unchanged */
	AUDIT_UNSURE,	    /* fuzzy, but no change of the source is known */
	AUDIT_TRANSLATED /* up to date; listed only by all_units (auditor.h) */
};

#define N_AUDIT_KINDS (AUDIT_TRANSLATED + 1)

#define AUDIT_NO_SLOT ((size_t)-1)

/* A unit that is not simply translated. In the order of the page. */
struct audit_unit {
	enum audit_kind kind;
	enum change_class class; /* of AUDIT_CHANGED; else CHANGE_NONE */
	bool needs_translator;	 /* false: calque can carry it */
	struct str title;	 /* slot_title: "paragraph", "heading 2" */
	struct str section;	 /* the headings above it: "Install > Linux" */
	struct str was, now;	 /* source before and now; no string: none */
	struct str translation;	 /* no string: none, or not known */
	size_t was_line, now_line; /* in the source; 0: not known */
	size_t target_line; /* in the translated page or catalog; 0: none */
	size_t words;	    /* of `now` (of `was` where it was removed) */
	size_t slot; /* of the source page; AUDIT_NO_SLOT: it was removed */
};

/* Units and words. */
struct audit_amount {
	size_t units, words;
};

struct audit_counts {
	struct audit_amount total;	/* required units of the source */
	struct audit_amount translated; /* up to date, carried ones included */
	struct audit_amount fuzzy; /* translated, but their source changed */
	struct audit_amount untranslated;	       /* new ones included */
	struct audit_amount classes[N_CHANGE_CLASSES]; /* changed, by class */
	size_t removed; /* units gone from the source */
};

/* A commit that a report names. */
struct audit_commit {
	struct str id, subject; /* no string: none */
	long long time;		/* seconds since 1970 */
};

struct audit_page {
	struct str language, locale;
	struct str source, target; /* paths */
	struct str po;		   /* no string: a hand-translated pair */
	struct str folder; /* first folder of the page's path; "_root" */
	/* where its catalog stands as long as no sync takes it along to the name
	   that the page has now; no string: it has not moved */
	struct str moved_from;
	enum audit_state state;
	struct audit_counts counts;
	/* of a pair: the revision that it was translated from */
	enum base_how base_how;
	bool has_bad_pin; /* base.h */
	struct audit_commit base;
	/* the first change of the source that the translation does not know, and
	   how many commits since changed the source; with git only. Of an orphan
	   the commit that its source went with. */
	struct audit_commit first;
	size_t n_commits;
	struct audit_unit *units; /* none of a missing page: it is all of it */
	size_t n, cap;
};

/* What readers lose: words of the source without an up-to-date translation. */
static inline size_t
audit_words_behind(const struct audit_page *page)
{
	return page->counts.fuzzy.words + page->counts.untranslated.words;
}

/* The file that target_line is a line of. */
static inline struct str
audit_translation_path(const struct audit_page *page)
{
	if (page->moved_from.p)
		return page->moved_from;
	return page->po.p ? page->po : page->target;
}

/* "up to date", "changed"...: for reports; not translated. */
const char *audit_state_name(enum audit_state state);
const char *audit_kind_name(enum audit_kind kind);

#endif
