/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/built.h"

#include "base/file.h"
#include "sync/known.h"
#include "sync/past.h"
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

/* Was the page, which is not as `build` makes it, built before? */
static bool
was_built(const struct built_page *b, const struct page *target)
{
	struct past_page page = { .cfg = b->cfg,
				  .po = b->po_path,
				  .path = b->target,
				  .target = target,
				  .source = b->source };

	return b->bases && past_was_built(b->bases, &page);
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
	if (foreign && !was_built(b, &target)) {
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
