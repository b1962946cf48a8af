/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * work - what a command has to do: catalogs, and the pages that each holds.
 *
 * With a config: calque.yaml is looked for in this folder and those above; the
 * command then works from that folder. Without one, --source, --po, --target
 * and --locale name a single page; paths are as given.
 */
#ifndef CALQUE_CMD_WORK_H
#define CALQUE_CMD_WORK_H

#include "base/cache.h"
#include "base/lock.h"
#include "catalog/catalog.h"
#include "cmd/cmd.h"
#include "config/site.h"
#include "report/json.h"

#include <signal.h>

struct work_page {
	struct str source, target; /* target: no string where none was given */
	struct str section;	   /* first folder of its path, or no string */
	bool named;		   /* on the command line */
	bool selected;		   /* and this run is about it */
};

/* A catalog; or a hand-translated pair, which has none and one page. */
struct work_catalog {
	const struct config_language *lang;
	struct str po; /* no string: a pair */
	struct work_page *pages;
	size_t n, cap;
	bool selected; /* one of its pages is */
};

struct work {
	const struct invocation *inv;
	const struct work_plan *plan;
	struct config cfg;
	struct site site;
	bool single;	  /* no config */
	struct str below; /* the way down to where the arguments start from */
	bool is_partial;  /* this run is about some changes alone */
	const volatile sig_atomic_t *ended; /* not 0: begin no other catalog */
	bool stop; /* a function of the plan found that it cannot go on */
	struct arena arena;
	struct diag diag;
	struct buf out;	     /* for standard output */
	struct cache *cache; /* of the command, with all its tasks */
	struct lock lock;    /* on the site, of a command that writes to it */
	struct work_catalog *catalogs; /* by language, then by po path */
	size_t n, cap;
	size_t *n_done, n_pages; /* progress: pages done (all tasks), of */
	bool shows_progress;
	size_t n_workers; /* -j */
	size_t worker;	  /* whose this is, from 0 on */
	struct config_language one_language;
	struct str last_inside; /* a folder known to be inside the project */
	void *state;		/* the command's own */
	void *result;	  /* of a task, for what comes after it in order */
	struct json json; /* the open list, where the format is JSON */
	struct buf json_out;
	struct work_summary *summaries; /* of the languages that are done */
	size_t n_summaries, cap_summaries;
};

/*
 * A row of a command's summary; a command's counts have the order of its rows.
 * The word count of a row stands in brackets: `2 fuzzy (31 words)`.
 */
struct work_row {
	const char *name;	/* in JSON; not translated */
	const char *one, *many; /* behind the number: NN_("page", "pages") */
	enum { WORK_ALWAYS, WORK_IF_ANY, WORK_HIDDEN } shown;
	enum { NO_FINDING, FINDING, STRICT_FINDING } finding; /* if not 0 */
	size_t words; /* the row that counts its words, or 0 */
};

#define WORK_MAX_ROWS 20

/* The counts of a language. */
struct work_summary {
	const struct config_language *lang;
	size_t counts[WORK_MAX_ROWS];
};

/* What a command does with its catalogs. */
struct work_plan {
	const struct work_row *rows; /* the last one without a name */
	const char *json_list; /* the list that it reports; NULL: no JSON */
	bool needs_target;     /* a single page must name it */
	bool writes;	  /* to the site, which no other may do meanwhile */
	bool takes_pairs; /* hand-translated pairs too */
	/* before all languages, or NULL; false after an error: go no further */
	bool (*begin)(struct work *w);
	/* before the catalogs of a language, or NULL */
	void (*language_begin)(struct work *w,
			       const struct config_language *lang);
	/* for each selected catalog; counts start at 0 for each language */
	void (*catalog)(struct work *w, const struct work_catalog *job,
			size_t *counts);
	/* `catalog` is a task (work_each): it changes nothing but its own work
	   and the files of its catalog */
	bool spreads;
	/* it asks the cache which of them are done; not with --no-cache */
	bool uses_cache;
	/* after each such task, in the order of catalogs, or NULL */
	void (*catalog_done)(struct work *w, const struct work_catalog *job,
			     void *result);
	/* after the catalogs of a language, or NULL */
	void (*language_end)(struct work *w, const struct config_language *lang,
			     size_t *counts);
	/* after all languages, or NULL; returns the exit status, if it is more
	   than that of the findings in rows */
	int (*end)(struct work *w);
};

/*
 * Do the job of a command: open the work, call the plan's functions, print what
 * was said, and for each language a line of counts, `es: 4 written, 1
 * unchanged`. Returns the exit status.
 *
 * As JSON: an object with `version`, the plan's list, into which its functions
 * write objects (work.json), and `summary`, a list of the counts by language.
 */
int work_run(const struct invocation *inv, const struct work_plan *plan,
	     void *state);

/*
 * The parts of work_run, for a command that goes on (cmd/live.h): open, list and
 * run, then again and again pause, resume, select and run; close, even where one
 * of the others failed. What is said is printed by run, pause and close.
 */

/* Read the config. *w need not be initialised. */
bool work_open(struct work *w, const struct invocation *inv,
	       const struct work_plan *plan, void *state);
/* Lock the site and list its pages and catalogs; those named are selected. */
bool work_list(struct work *w);
/* Do all that is selected; the exit status. */
int work_once(struct work *w);
/* Others may write to the site. */
void work_pause(struct work *w);
bool work_resume(struct work *w);
/* Select, of the pages named on the command line, the chosen ones; NULL: all. */
typedef bool work_chooser(const void *ctx, const struct work_catalog *job,
			  const struct work_page *page);
void work_select(struct work *w, work_chooser *is_chosen, const void *ctx);
/* Save and release all; the exit status, for the errors among what was said. */
int work_close(struct work *w, int status);

static inline bool
work_is_json(const struct work *w)
{
	return strcmp(w->inv->format, "json") == 0;
}

/*
 * Do tasks 0 to n - 1, spread over as many workers as the user wants. Each has a
 * copy of the work for its own, with an empty arena, diag and out: what it says,
 * its JSON and its counts are added to those of `w` in the order of the tasks,
 * and `done` (or NULL) is called with what it left in its work's `result`. Its
 * arena lives until then.
 */
struct work_tasks {
	size_t n;
	void *ctx;
	void (*task)(struct work *w, void *ctx, size_t i, size_t *counts);
	void (*done)(struct work *w, void *ctx, size_t i, void *result);
};

void work_each(struct work *w, const struct work_tasks *tasks, size_t *counts);

/* One page more is done: show it on a terminal. */
void work_step(struct work *w, struct str what);

/*
 * Load the catalog; a missing file is an empty one. False after an error: leave
 * all its pages alone.
 *
 * make_header  give a new catalog its header
 */
bool work_load_catalog(struct work *w, const struct work_catalog *job,
		       bool make_header, struct catalog *cat, bool *exists);

/* Is it safe to write there (law 7)? An error if not. */
bool work_may_write(struct work *w, struct str path);

#endif
