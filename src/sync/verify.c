/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/compose.h"
#include "sync/sync.h"

/* The patch did not fit its place: a translator must look at it. */
static void
demote(struct sync *s, struct sync_want *w)
{
	struct sync_counts *c = &s->counts;
	size_t words = lexicon_count_words(s->lexicon, w->text, w->as);

	po_set_msgstr(s->lookup.cat, w->m, w->old_msgstr);
	po_set_fuzzy(w->m, true);
	po_set_previous(s->lookup.cat, w->m, (struct str){ 0 }, w->was);
	w->done = SYNC_FUZZY;
	w->patched = false;
	c->carried--;
	c->words_carried -= words;
	c->fuzzy++;
	c->words_fuzzy += words;
}

void
sync_verify(struct sync *s, const struct config *cfg, const struct page *page)
{
	struct diag quiet = { .quiet = true };
	struct compose compose = { .cfg = cfg, .diag = &quiet };
	struct composed composed;

	compose_page(&compose, &s->lookup, page, &composed);
	for (size_t k = 0; k < composed.n_refused; k++)
		for (size_t i = 0; i < s->n_wants; i++)
			if (s->wants[i].patched &&
			    s->wants[i].m == composed.refusals[k].m)
				demote(s, &s->wants[i]);
	composed_release(&composed);
	diag_release(&quiet);
}
