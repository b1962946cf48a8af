/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/synced.h"

#include "base/i18n.h"
#include "catalog/po_write.h"

/* Does the catalog that `sync` made hold what it would write? */
static bool
differs(const struct work_catalog *job, const struct catalog *cat)
{
	struct diag quiet = { .quiet = true };
	struct buf was = { 0 }, is = { 0 };
	bool differ;

	po_write(cat, &is);
	differ = file_load(job->po.p, &was, &quiet) &&
		 !str_eq(buf_str(&was), buf_str(&is));
	buf_release(&was);
	buf_release(&is);
	diag_release(&quiet);
	return differ;
}

/* Does the message stand on a page that was selected? */
static bool
is_of_selected(const struct work_catalog *job, const struct po_message *m)
{
	for (size_t i = 0; i < m->references.n; i++)
		for (size_t k = 0; k < job->n; k++)
			if (job->pages[k].selected &&
			    str_eq(job->pages[k].source,
				   m->references.items[i]))
				return true;
	return false;
}

void
synced_begin(struct synced *s, const struct work_catalog *job,
	     const struct catalog *cat, bool exists)
{
	*s = (struct synced){ .job = job, .cat = cat, .exists = exists };
	s->is_whole = true;
	for (size_t i = 0; i < job->n; i++)
		s->is_whole = s->is_whole && job->pages[i].selected;
	for (size_t i = 0; !s->is_whole && i < cat->n; i++)
		if (is_of_selected(job, cat->messages[i]))
			ARENA_PUSH(&s->arena, s->mine, s->n, s->cap,
				   cat->messages[i]);
}

/* How many messages would be written anew, and the first line of one. */
static size_t
count_changed(const struct synced *s, size_t *line)
{
	const struct catalog *cat = s->cat;
	struct arena arena = { 0 };
	bool *seen = arena_array(&arena, cat->n + 1, sizeof(*seen));
	size_t n = 0;

	*line = 0;
	for (size_t i = 0; i < s->n; i++)
		seen[s->mine[i]->at] = true;
	for (size_t i = 0; i < cat->n; i++) {
		const struct po_message *m = cat->messages[i];

		if (!m->dirty ||
		    !(s->is_whole || seen[i] || is_of_selected(s->job, m)))
			continue;
		n++;
		if (m->line && (!*line || m->line < *line))
			*line = m->line;
	}
	arena_release(&arena);
	return n;
}

void
synced_add(const struct synced *s, const struct gate *gate)
{
	const struct work_catalog *job = s->job;
	struct finding f = { .id = "not-synced", .path = job->po };
	struct arena arena = { 0 };
	struct str page = { 0 };
	size_t n = count_changed(s, &f.line);

	if (!s->exists && s->cat->n > 1)
		f.text = str_of(_("there is no such catalog yet"));
	else if (s->exists && n)
		f.text = arena_strf(
			&arena,
			ngettext("not what 'sync' makes of it: %zu message "
				 "differs",
				 "not what 'sync' makes of it: %zu messages "
				 "differ",
				 n),
			n);
	else if (s->exists && s->is_whole && differs(job, s->cat))
		f.text = str_of(_("not what 'sync' makes of it"));
	/* a catalog that is new may be that of a page that was renamed */
	if (s->exists && job->n == 1)
		page = f.page = job->pages[0].source;
	f.command = check_command(&arena, "sync", job->lang->tag, page);
	if (f.text.p)
		gate_add(gate, f);
	arena_release(&arena);
}

void
synced_release(struct synced *s)
{
	arena_release(&s->arena);
	*s = (struct synced){ 0 };
}
