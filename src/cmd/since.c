/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/since.h"

#include "base/i18n.h"
#include "cmd/strays.h"

static const struct loc nowhere = { { "calque", 6 }, 0 };

void
since_release(struct since *s)
{
	map_release(&s->paths);
	changed_release(&s->changed);
	*s = (struct since){ 0 };
}

static bool
read_changed(struct since *s, struct work *w, struct bases *bases,
	     const char *rev)
{
	enum git_found found;
	size_t commit;

	if (bases->git.state != GIT_READY) {
		diag_error(&w->diag, nowhere, _("'--since': %s"),
			   git_why(&bases->git));
		return false;
	}
	found = history_find(&bases->history, str_of(rev), &commit);
	if (found != GIT_FOUND) {
		diag_error(&w->diag, nowhere, _("'--since': '%s' %s"), rev,
			   git_found_text(&bases->git, found));
		return false;
	}
	if (!changed_read(&s->changed, &bases->git,
			  bases->history.commits[commit].id)) {
		diag_error(&w->diag, nowhere, _("'--since': %s"),
			   git_why(&bases->git));
		return false;
	}
	return true;
}

bool
since_read(struct since *s, struct work *w, struct bases *bases,
	   const char *rev)
{
	if (!read_changed(s, w, bases, rev))
		return false;
	for (size_t i = 0; i < s->changed.n; i++) {
		const struct changed_file *f = &s->changed.files[i];

		map_set(&s->paths, f->path, i);
		if (f->old_path.p)
			map_set(&s->paths, f->old_path, i);
	}
	s->is_on = map_find(&s->paths, str_of(CONFIG_NAME)) == MAP_NONE;
	return true;
}

bool
since_has(const struct since *s, struct str path)
{
	return !s->is_on || (path.p && map_find(&s->paths, path) != MAP_NONE);
}

bool
since_has_page_of(const struct since *s, struct str po)
{
	struct catalog cat;
	bool has = false;

	if (!s->is_on)
		return true;
	if (strays_load(&cat, po))
		for (size_t i = 0; i < cat.n; i++) {
			const struct str_list *refs =
				&cat.messages[i]->references;

			for (size_t k = 0; k < refs->n; k++)
				has = has || since_has(s, refs->items[k]);
		}
	catalog_release(&cat);
	return has;
}

static bool
is_chosen(const void *ctx, const struct work_catalog *job,
	  const struct work_page *page)
{
	return since_has(ctx, job->po) || since_has(ctx, page->source) ||
	       since_has(ctx, page->target);
}

void
since_select(const struct since *s, struct work *w)
{
	work_select(w, is_chosen, s);
}
