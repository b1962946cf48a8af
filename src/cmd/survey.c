/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/survey.h"

#include "cmd/strays.h"

/* How many pages say how long translations are. */
#define MAX_LEARNED 80

static void
add_stray_sources(struct work *w, struct bases *out)
{
	struct arena arena = { 0 };

	for (size_t k = 0; k < w->cfg.n_languages; k++) {
		const struct config_language *lang = &w->cfg.languages[k];
		struct site_stray *targets;
		size_t n = site_stray_targets(&w->site, lang, &arena, &targets);
		struct strays catalogs;

		for (size_t i = 0; i < n; i++)
			bases_add(out, targets[i].source);
		strays_list(w, lang, &catalogs);
		for (size_t i = 0; i < catalogs.n; i++)
			if (catalogs.items[i].source.p)
				bases_add(out, catalogs.items[i].source);
		strays_release(&catalogs);
	}
	arena_release(&arena);
}

static bool
has_pairs(const struct work *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (!w->catalogs[i].po.p)
			return true;
	return false;
}

bool
survey_bases(struct work *w, const char *named, struct bases *out)
{
	bases_open(out, ".", &w->cfg, &w->diag);
	/* catalogs know themselves what their sources were */
	out->is_optional = w->plan->takes_pairs && !has_pairs(w);
	for (size_t i = 0; i < w->n; i++) {
		if (w->catalogs[i].po.p)
			bases_add(out, w->catalogs[i].po);
		for (size_t k = 0; k < w->catalogs[i].n; k++) {
			bases_add(out, w->catalogs[i].pages[k].source);
			bases_add(out, w->catalogs[i].pages[k].target);
		}
	}
	if (w->plan->takes_pairs && !w->single)
		add_stray_sources(w, out);
	return bases_read(out, named);
}

static void
learn_from(struct work *w, struct align_model *model,
	   const struct work_page *job)
{
	struct diag quiet = { .quiet = true };
	struct arena arena = { 0 };
	struct buf source = { 0 }, target = { 0 };
	struct page s, t;

	if (file_state(job->target.p) == FILE_REGULAR &&
	    file_load(job->source.p, &source, &quiet) &&
	    file_load(job->target.p, &target, &quiet)) {
		page_read(&s, job->source, buf_str(&source), w->cfg.dialect,
			  &arena, NULL);
		page_read(&t, job->target, buf_str(&target), w->cfg.dialect,
			  &arena, NULL);
		align_learn(model, &s, &t);
		page_release(&s);
		page_release(&t);
	}
	buf_release(&source);
	buf_release(&target);
	arena_release(&arena);
	diag_release(&quiet);
}

void
survey_model(struct work *w, const struct config_language *lang,
	     struct align_model *out)
{
	size_t n = 0, step, at = 0;

	align_model_init(out, w->cfg.source, lang->locale);
	for (size_t i = 0; i < w->n; i++)
		n += w->catalogs[i].lang == lang ? w->catalogs[i].n : 0;
	step = n / MAX_LEARNED + 1;
	for (size_t i = 0; i < w->n; i++)
		for (size_t k = 0;
		     w->catalogs[i].lang == lang && k < w->catalogs[i].n; k++)
			if (at++ % step == 0)
				learn_from(w, out, &w->catalogs[i].pages[k]);
}
