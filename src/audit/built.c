/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/built.h"

#include "base/file.h"
#include "catalog/po_read.h"
#include "sync/known.h"
#include "sync/stamp.h"

/* The line of `old` in which both differ first. */
static size_t
first_difference(struct str old, struct str now)
{
	size_t line = 1;

	for (size_t i = 0; i < old.n && i < now.n && old.p[i] == now.p[i]; i++)
		line += old.p[i] == '\n';
	return line;
}

/* The catalog as it was at the commit; false where it was not. */
static bool
read_catalog_at(const struct built_page *b, size_t commit, struct catalog *cat)
{
	struct bases *bases = b->bases;
	struct diag quiet = { .quiet = true };
	struct git_object object;
	struct buf name = { 0 };
	bool ok;

	catalog_init(cat);
	buf_add(&name, bases->history.commits[commit].id);
	buf_add_byte(&name, ':');
	buf_add(&name, bases->git.prefix);
	buf_add(&name, b->po_path);
	ok = git_read(&bases->git, buf_str(&name), &object) == GIT_FOUND &&
	     str_eq(object.type, STR("blob")) &&
	     po_read(cat, object.bytes, b->po_path, &quiet);
	buf_release(&name);
	diag_release(&quiet);
	return ok;
}

/* Was the page, which holds `old`, built in the commit that brought it? */
static bool
was_built(const struct built_page *b, const struct page *target, struct str old)
{
	const struct history_file *f;
	struct git_object object;
	struct catalog cat;
	bool ok;

	if (!b->bases || b->bases->git.state != GIT_READY)
		return false;
	f = &b->bases->history.files[bases_add(b->bases, b->target)];
	if (!f->n || f->revs[0].change == HISTORY_DELETED ||
	    git_read(&b->bases->git, f->revs[0].blob, &object) != GIT_FOUND ||
	    !str_eq(object.bytes, old))
		return false;
	ok = read_catalog_at(b, f->revs[0].commit, &cat) &&
	     !known_first_foreign(b->cfg, target, b->source, &cat);
	catalog_release(&cat);
	return ok;
}

/* `now`: the page as it would be built, with its stamps */
static enum built
compare(const struct built_page *b, struct str old, struct str now,
	size_t *line)
{
	enum built result = BUILT_STALE;
	struct arena arena = { 0 };
	const struct slot *foreign = NULL;
	struct page target;

	if (str_eq(old, now))
		return BUILT_SAME;
	*line = first_difference(old, now);
	page_read(&target, b->target, old, b->cfg->dialect, &arena, NULL);
	stamp_unread(b->cfg, b->source, &target);
	if (!stamp_is_same(b->cfg, b->source, now, &target))
		foreign =
			known_first_foreign(b->cfg, &target, b->source, b->cat);
	if (foreign && was_built(b, &target, old)) {
		result = BUILT_STALE_FOREIGN;
	} else if (foreign) {
		result = BUILT_EDITED;
		*line = foreign->leaf->line;
	}
	page_release(&target);
	arena_release(&arena);
	return result;
}

enum built
built_compare(const struct built_page *b, size_t *line)
{
	struct diag quiet = { .quiet = true };
	struct buf old = { 0 }, now = { 0 };
	enum built result = BUILT_SAME;
	struct str key;

	*line = 0;
	if (!compose_is_held_back(b->composed, b->cfg->threshold) &&
	    file_state(b->target.p) == FILE_REGULAR &&
	    file_load(b->target.p, &old, &quiet)) {
		stamp_page(b->cfg, b->state, b->source,
			   buf_str(&b->composed->bytes), &now, &key);
		result = compare(b, buf_str(&old), buf_str(&now), line);
	}
	buf_release(&old);
	buf_release(&now);
	diag_release(&quiet);
	return result;
}
