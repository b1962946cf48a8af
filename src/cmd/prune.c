/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "catalog/po_write.h"
#include "cmd/strays.h"

#include <stdio.h>

/* ORDER prune_count */
enum { MESSAGES, WRITTEN, REMOVED };

static const struct work_row rows[] = {
	{ "messages",
	  NN_("obsolete message removed", "obsolete messages removed"),
	  WORK_ALWAYS, NO_FINDING, 0 },
	{ "catalogs_written", NN_("catalog written", "catalogs written"),
	  WORK_ALWAYS, NO_FINDING, 0 },
	{ "catalogs_removed",
	  NN_("catalog of no page removed", "catalogs of no page removed"),
	  WORK_IF_ANY, NO_FINDING, 0 },
	{ NULL, NULL, NULL, WORK_HIDDEN, NO_FINDING, 0 },
};

/* One catalog while it is pruned. */
struct prune {
	struct work *w;
	struct str po;
	size_t *counts;
};

static bool
say_and_drop(const struct po_message *m, void *ctx)
{
	struct prune *p = ctx;

	p->counts[MESSAGES]++;
	if (!p->w->inv->quiet)
		printf("%.*s:%zu:\n  - %.*s\n  - %.*s\n", STR_FMT(p->po),
		       m->line, STR_FMT(m->msgid), STR_FMT(m->msgstr));
	return true;
}

static void
prune_catalog(struct work *w, const struct work_catalog *job, size_t *counts)
{
	struct prune p = { w, job->po, counts };
	struct catalog cat;
	bool exists;

	if (work_load_catalog(w, job, false, &cat, &exists) &&
	    catalog_prune(&cat, say_and_drop, &p) && !w->inv->dry_run &&
	    work_may_write(w, job->po))
		counts[WRITTEN] +=
			po_save(&cat, job->po.p, &w->diag) == FILE_SAVED;
	catalog_release(&cat);
}

/* Its pages are gone: when sync has made all of it obsolete, it goes whole. */
static void
prune_stray(struct work *w, const struct stray *stray, size_t *counts)
{
	struct prune p = { w, stray->po, counts };
	struct catalog cat;

	if (strays_load(&cat, stray->po) &&
	    catalog_prune(&cat, say_and_drop, &p) &&
	    work_may_write(w, stray->po)) {
		bool empty = cat.n == (cat.has_header ? 1 : 0);

		if (w->inv->dry_run)
			counts[REMOVED] += empty;
		else if (empty)
			counts[REMOVED] += file_remove(stray->po.p, &w->diag);
		else
			counts[WRITTEN] += po_save(&cat, stray->po.p,
						   &w->diag) == FILE_SAVED;
	}
	catalog_release(&cat);
}

static void
prune_strays(struct work *w, const struct config_language *lang, size_t *counts)
{
	struct strays strays;

	if (w->inv->n_pages)
		return;
	strays_list(w, lang, &strays);
	for (size_t i = 0; i < strays.n; i++)
		prune_stray(w, &strays.items[i], counts);
	strays_release(&strays);
}

static int
run(const struct invocation *inv)
{
	static const struct work_plan plan = { .rows = rows,
					       .writes = true,
					       .catalog = prune_catalog,
					       .language_end = prune_strays };

	return work_run(inv, &plan, NULL);
}

const struct command command_prune = {
	"prune",
	N_("[PAGE...]"),
	N_("remove obsolete messages from the catalogs, and print them"),
	run,
	{
		{ "calque prune --dry-run", N_("see what would go") },
		{ "calque prune content/en/a.md",
		  N_("the obsolete messages of one page") },
	},
};
