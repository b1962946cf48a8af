/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * site - sources x languages -> paths.
 *
 * Templates know {path} (below the fixed part of the source template, without
 * extension; may hold '/'), {ext} (md, markdown, mdx), {lang} (tag), {locale}
 * and {section} (the first folder of {path}; `_root` for a page at the root).
 * A file whose name ends in a configured language (`a.es.md`), or which the rule's
 * own target template names in one (`docs/es/a.md` beside `docs/a.md`), is never a
 * source.
 *
 * Errors: two pages with one target, a target that is a source, a target or
 * catalog outside the root, a template that lacks what it needs (see
 * site_check_templates).
 */
#ifndef CALQUE_CONFIG_SITE_H
#define CALQUE_CONFIG_SITE_H

#include "base/file.h"
#include "config/config.h"

/* One source page. Paths are relative to the root. */
struct site_page {
	struct str source;
	struct str path, ext, section; /* the values of the template */
	const struct config_pages *rule;
};

struct site {
	const struct config *config; /* borrowed */
	struct arena arena;
	struct site_page *pages; /* sorted by source */
	size_t n, cap;
};

/* List the source pages. False where the config cannot work (reported). */
bool site_open(struct site *site, const struct config *cfg, struct diag *diag);
void site_release(struct site *site);

/* Is it the source of a page? */
bool site_has(const struct site *site, struct str source);

/* Where a page's translation and catalog are, relative to the root. */
struct str site_target(const struct site *site, const struct site_page *page,
		       const struct config_language *lang, struct arena *arena);
/* "No string" where the rule has no catalogs. */
struct str site_po(const struct site *site, const struct site_page *page,
		   const struct config_language *lang, struct arena *arena);

/*
 * Would this path be a source page of the site, or a page's catalog, if there
 * were such a file?
 */
bool site_is_source_path(const struct site *site, struct str path);
bool site_is_catalog_path(const struct site *site, struct str path);

/*
 * The catalogs of the language that stand on the disk though no source page has
 * them (any more), sorted. Strings live in `arena`. Cost: a walk of the folders
 * of catalogs.
 */
void site_stray_catalogs(const struct site *site,
			 const struct config_language *lang,
			 struct arena *arena, struct file_list *out);

/* A translated page without a source, and where its source would be. */
struct site_stray {
	struct str target, source;
};

/*
 * The translations of the language, of rules without catalogs, that stand on
 * the disk though their source does not; sorted. In `arena`; returns how many.
 */
size_t site_stray_targets(const struct site *site,
			  const struct config_language *lang,
			  struct arena *arena, struct site_stray **out);

/*
 * Does the argument of a command name this page in this language? It may be a
 * source path, a target path, a catalog path, a folder of any of these, or a
 * glob; relative to the root, `.`-parts allowed.
 */
bool site_page_matches(const struct site *site, const struct site_page *page,
		       const struct config_language *lang, struct str argument);

#endif
