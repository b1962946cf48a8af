/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * detect - look at a site and propose its calque.yaml: what `init` found.
 *
 * Recognises a folder for each language (content/en, content/es), translations
 * in folders beside or below the sources (docs, docs/es), Docusaurus' i18n
 * folder, and a suffix for each language (a.md, a.es.md; a.en-US.md), whichever
 * pairs most translated pages with their sources. Languages come from the
 * folders and suffixes and from Hugo's config (hugo.*, config.*,
 * config/_default/), which may lie in a folder of the site's own.
 */
#ifndef CALQUE_CONFIG_DETECT_H
#define CALQUE_CONFIG_DETECT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"

struct detect_language {
	struct str tag;
	size_t n_pages; /* pages found in it */
};

struct detect_rule {
	struct str source, target; /* templates */
	size_t n_pages;		   /* source pages under it */
};

struct detected {
	struct str generator;		   /* "hugo", "docusaurus" or "" */
	struct str source;		   /* language tag */
	struct detect_language *languages; /* without the source's */
	size_t n_languages;
	struct detect_rule *rules;
	size_t n_rules;
	struct str dialect; /* preset name */
};

/* Strings live in `arena`. False where no Markdown was found (reported). */
bool detect_site(const char *root, struct arena *arena, struct detected *out,
		 struct diag *diag);

/*
 * Append a commented calque.yaml for what was found.
 *
 * po  template of the catalogs, e.g. "po/{lang}/{path}.po"
 */
void detect_write_config(const struct detected *found, struct str po,
			 struct buf *out);

#endif
