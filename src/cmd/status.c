/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cmd/audits.h"

#include <stdio.h>

static void
begin(struct work *w, const struct config_language *lang)
{
	audits_begin(w->state, w, lang);
}

static void
add(struct work *w, const struct work_catalog *job, size_t *counts)
{
	(void)counts;
	audits_add(w->state, w, job);
}

static void
end_language(struct work *w, const struct config_language *lang, size_t *counts)
{
	(void)counts;
	audits_add_orphans(w->state, w, lang);
}

static int
write_report(struct work *w)
{
	const struct audits *a = w->state;

	for (size_t i = 0; i < a->n; i++) {
		const struct audit_page *p = &a->pages[i];

		printf("%.*s %s: %s, %zu of %zu words, %zu behind\n",
		       STR_FMT(p->language), p->target.p,
		       audit_state_name(p->state), p->counts.translated.words,
		       p->counts.total.words, audit_words_behind(p));
		for (size_t k = 0; k < p->n; k++)
			printf("  %s %s %d %.*s\n",
			       audit_kind_name(p->units[k].kind),
			       change_name(p->units[k].class),
			       p->units[k].needs_translator,
			       STR_FMT(p->units[k].now.p ? p->units[k].now :
							   p->units[k].was));
		if (p->first.id.p)
			printf("  since %.*s %.*s, %zu commits; base %s\n",
			       STR_FMT(p->first.id), STR_FMT(p->first.subject),
			       p->n_commits, base_how_name(p->base_how));
	}
	return 0;
}

static int
run(const struct invocation *inv)
{
	static const char *const formats[] = { "json", "markdown", "html",
					       NULL };
	static const struct work_plan plan = { .formats = formats,
					       .takes_pairs = true,
					       .language_begin = begin,
					       .catalog = add,
					       .language_end = end_language,
					       .end = write_report };
	struct audits audits = { 0 };
	int status = work_run(inv, &plan, &audits);

	audits_release(&audits);
	return status;
}

const struct command command_status = {
	"status", "[PAGE...]", N_("show which translations are behind"), run
};
