/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/past.h"

#include "catalog/po_read.h"
#include "sync/known.h"

/* The catalog as it was at the commit; false where it was not. */
static bool
read_catalog_at(struct bases *bases, size_t commit, struct str po,
		struct catalog *cat)
{
	struct diag quiet = { .quiet = true };
	struct git_object object;
	struct buf name = { 0 };
	bool ok;

	buf_add(&name, bases->history.commits[commit].id);
	buf_add_byte(&name, ':');
	buf_add(&name, bases->git.prefix);
	buf_add(&name, po);
	ok = git_read(&bases->git, buf_str(&name), &object) == GIT_FOUND &&
	     str_eq(object.type, STR("blob")) &&
	     po_read(cat, object.bytes, po, &quiet);
	buf_release(&name);
	diag_release(&quiet);
	return ok;
}

bool
past_was_built(struct bases *bases, const struct past_page *page)
{
	const struct history_file *f;
	struct git_object object;
	struct catalog cat;
	bool ok;

	if (bases->git.state != GIT_READY)
		return false;
	f = &bases->history.files[bases_add(bases, page->path)];
	if (!f->n || f->revs[0].change == HISTORY_DELETED ||
	    git_read(&bases->git, f->revs[0].blob, &object) != GIT_FOUND ||
	    !str_eq(object.bytes, page->target->doc.bytes))
		return false;
	catalog_init(&cat);
	ok = read_catalog_at(bases, f->revs[0].commit, page->po, &cat) &&
	     !known_first_foreign(page->cfg, page->target, page->source, &cat);
	catalog_release(&cat);
	return ok;
}
