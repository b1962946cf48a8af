/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/site.h"

#include "base/i18n.h"
#include "base/map.h"
#include "config/template.h"

#include <stdlib.h>

void
site_release(struct site *site)
{
	arena_release(&site->arena);
	*site = (struct site){ 0 };
}

/* `a.es` is the Spanish translation of `a`: its name ends in a language. */
static bool
ends_in_language(const struct config *cfg, struct str path)
{
	struct str base = path_base(path);
	size_t dot = base.n;

	while (dot > 0 && base.p[dot - 1] != '.')
		dot--;
	if (dot < 2)
		return false;
	for (size_t i = 0; i < cfg->n_languages; i++)
		if (str_eq_nocase(cfg->languages[i].tag, str_from(base, dot)))
			return true;
	return false;
}

/* The rule's target template of one language: {path} and {ext} are left. */
static struct str
target_template(const struct config_pages *rule,
		const struct config_language *lang, struct arena *arena)
{
	struct template_values v = { .path = STR_INIT("{path}"),
				     .ext = STR_INIT("{ext}"),
				     .lang = lang->tag,
				     .locale = lang->locale,
				     .section = STR_INIT("{section}") };

	return template_fill(rule->target, &v, arena);
}

/* Does the rule write this path in one of the languages? */
static bool
is_target(const struct site *site, const struct config_pages *rule,
	  struct str path)
{
	struct arena scratch = { 0 };
	struct template_values v;
	bool matches = false;

	for (size_t i = 0; i < site->config->n_languages && !matches; i++)
		matches = template_match(
			target_template(rule, &site->config->languages[i],
					&scratch),
			path, &v);
	arena_release(&scratch);
	return matches;
}

static bool
is_excluded(const struct config_pages *rule, const struct site_page *page,
	    struct arena *arena)
{
	struct str name = arena_strf(arena, "%.*s.%.*s", STR_FMT(page->path),
				     STR_FMT(page->ext));

	for (size_t i = 0; i < rule->n_exclude; i++)
		if (str_glob(rule->exclude[i], name))
			return true;
	return false;
}

static struct str
section_of(struct str path)
{
	size_t slash = str_find_byte(path, 0, '/');

	return slash < path.n ? str_sub(path, 0, slash) : STR("_root");
}

/* Is this path, which is in page->source, that of a page of the rule? */
static bool
is_source_of(const struct site *site, const struct config_pages *rule,
	     struct site_page *page, struct arena *arena)
{
	struct template_values v;

	if (!template_match(rule->source, page->source, &v) ||
	    ends_in_language(site->config, v.path) ||
	    is_target(site, rule, page->source))
		return false;
	page->rule = rule;
	page->path = v.path;
	page->ext = v.ext.p ? v.ext : STR("md");
	page->section = section_of(v.path);
	return !is_excluded(rule, page, arena);
}

static bool
list_rule(struct site *site, const struct config_pages *rule, struct diag *diag)
{
	struct str fixed = template_fixed(rule->source);
	struct file_list files = { 0 };
	const char *root = fixed.n ? arena_cstr(&site->arena, fixed) : ".";
	bool ok = file_walk(root, &site->arena, &files, diag);

	for (size_t i = 0; i < files.n; i++) {
		struct site_page page = {
			.source = path_join(&site->arena, fixed, files.paths[i])
		};

		if (is_source_of(site, rule, &page, &site->arena))
			ARENA_PUSH(&site->arena, site->pages, site->n,
				   site->cap, page);
	}
	return ok;
}

static int
by_source(const void *a, const void *b)
{
	const struct site_page *x = a, *y = b;

	return str_cmp(x->source, y->source);
}

/* No two pages, and no source, may have the same target. */
static bool
check_targets(struct site *site, struct diag *diag)
{
	struct map owner = { 0 };
	bool ok = true;

	for (size_t i = 0; i < site->n; i++)
		map_set(&owner, site->pages[i].source, i);
	for (size_t k = 0; k < site->config->n_languages; k++) {
		const struct config_language *lang =
			&site->config->languages[k];

		for (size_t i = 0; i < site->n; i++) {
			struct str target = site_target(site, &site->pages[i],
							lang, &site->arena);
			size_t other = map_add(&owner, target,
					       site->n + k * site->n + i);

			if (other == site->n + k * site->n + i)
				continue;
			diag_error(diag,
				   loc_at(site->config->path,
					  site->pages[i].rule->line),
				   _("'%.*s' and '%.*s' would both be "
				     "written to or read from '%.*s'"),
				   STR_FMT(site->pages[other % site->n].source),
				   STR_FMT(site->pages[i].source),
				   STR_FMT(target));
			ok = false;
		}
	}
	map_release(&owner);
	return ok;
}

bool
site_open(struct site *site, const struct config *cfg, struct diag *diag)
{
	bool ok = true;

	*site = (struct site){ .config = cfg };
	for (size_t i = 0; i < cfg->n_pages; i++)
		ok = list_rule(site, &cfg->pages[i], diag) && ok;
	if (site->n)
		qsort(site->pages, site->n, sizeof(*site->pages), by_source);
	return check_targets(site, diag) && ok;
}

static struct template_values
values_of(const struct site_page *page, const struct config_language *lang)
{
	return (struct template_values){ .path = page->path,
					 .ext = page->ext,
					 .lang = lang->tag,
					 .locale = lang->locale,
					 .section = page->section };
}

struct str
site_target(const struct site *site, const struct site_page *page,
	    const struct config_language *lang, struct arena *arena)
{
	struct template_values v = values_of(page, lang);

	(void)site;
	return template_fill(page->rule->target, &v, arena);
}

struct str
site_po(const struct site *site, const struct site_page *page,
	const struct config_language *lang, struct arena *arena)
{
	struct template_values v = values_of(page, lang);

	(void)site;
	if (!page->rule->po.p)
		return (struct str){ 0 };
	return template_fill(page->rule->po, &v, arena);
}

bool
site_is_source_path(const struct site *site, struct str path)
{
	const struct config *cfg = site->config;
	struct arena scratch = { 0 };
	bool is_source = false;

	for (size_t i = 0; i < cfg->n_pages && !is_source; i++) {
		struct site_page page = { .source = path };

		is_source = is_source_of(site, &cfg->pages[i], &page, &scratch);
	}
	arena_release(&scratch);
	return is_source;
}

bool
site_has(const struct site *site, struct str source)
{
	struct site_page key = { .source = source };

	return site->n &&
	       bsearch(&key, site->pages, site->n, sizeof(key), by_source);
}

/* What all catalogs of a rule look like: a glob. */
static struct str
po_glob(const struct config_pages *rule, const struct config_language *lang,
	struct arena *arena)
{
	struct template_values any = { .path = STR_INIT("**"),
				       .ext = STR_INIT("*"),
				       .lang = lang->tag,
				       .locale = lang->locale,
				       .section = STR_INIT("*") };

	return template_fill(rule->po, &any, arena);
}

bool
site_is_catalog_path(const struct site *site, struct str path)
{
	const struct config *cfg = site->config;
	struct arena scratch = { 0 };
	bool matches = false;

	for (size_t i = 0; i < cfg->n_pages && !matches; i++)
		for (size_t k = 0;
		     cfg->pages[i].po.p && !matches && k < cfg->n_languages;
		     k++)
			matches =
				str_glob(po_glob(&cfg->pages[i],
						 &cfg->languages[k], &scratch),
					 path);
	arena_release(&scratch);
	return matches;
}

static void
list_strays(const struct config_pages *rule, const struct config_language *lang,
	    struct map *known, struct arena *arena, struct file_list *out)
{
	struct str glob = po_glob(rule, lang, arena);
	struct str root = str_sub(glob, 0, str_find_byte(glob, 0, '*'));
	struct file_list files = { 0 };
	struct diag quiet = { .quiet = true };

	if (root.n == glob.n)
		return; /* one catalog for all */
	root = path_dir(root);
	if (file_is_dir(root.n ? arena_cstr(arena, root) : "."))
		file_walk(root.n ? arena_cstr(arena, root) : ".", arena, &files,
			  &quiet);
	for (size_t i = 0; i < files.n; i++) {
		struct str path = path_join(arena, root, files.paths[i]);

		if (str_ends(path, STR(".po")) && str_glob(glob, path) &&
		    map_add(known, path, out->n + 1) == out->n + 1)
			ARENA_PUSH(arena, out->paths, out->n, out->cap, path);
	}
	diag_release(&quiet);
}

void
site_stray_catalogs(const struct site *site, const struct config_language *lang,
		    struct arena *arena, struct file_list *out)
{
	struct map known = { 0 };

	*out = (struct file_list){ 0 };
	for (size_t i = 0; i < site->n; i++) {
		struct str po = site_po(site, &site->pages[i], lang, arena);

		if (po.p)
			map_set(&known, po, 0);
	}
	for (size_t i = 0; i < site->config->n_pages; i++)
		if (site->config->pages[i].po.p)
			list_strays(&site->config->pages[i], lang, &known,
				    arena, out);
	map_release(&known);
	if (out->n)
		qsort(out->paths, out->n, sizeof(*out->paths), str_cmp_qsort);
}

struct stray_list {
	struct site_stray *items;
	size_t n, cap;
};

static void
list_stray_targets(const struct config_pages *rule,
		   const struct config_language *lang, struct map *known,
		   struct arena *arena, struct stray_list *out)
{
	struct str template = target_template(rule, lang, arena);
	struct str root = template_fixed(template);
	struct file_list files = { 0 };
	struct diag quiet = { .quiet = true };
	const char *folder = root.n ? arena_cstr(arena, root) : ".";

	if (file_is_dir(folder))
		file_walk(folder, arena, &files, &quiet);
	for (size_t i = 0; i < files.n; i++) {
		struct site_stray stray = {
			.target = path_join(arena, root, files.paths[i]),
		};
		struct template_values v = { 0 };

		if (!template_match(template, stray.target, &v) ||
		    map_find(known, stray.target) != MAP_NONE)
			continue;
		v.ext = v.ext.p ? v.ext : STR("md");
		stray.source = template_fill(rule->source, &v, arena);
		if (file_state(stray.source.p) == FILE_ABSENT)
			ARENA_PUSH(arena, out->items, out->n, out->cap, stray);
	}
	diag_release(&quiet);
}

static int
by_target(const void *a, const void *b)
{
	const struct site_stray *x = a, *y = b;

	return str_cmp(x->target, y->target);
}

size_t
site_stray_targets(const struct site *site, const struct config_language *lang,
		   struct arena *arena, struct site_stray **out)
{
	struct map known = { 0 };
	struct stray_list strays = { 0 };

	for (size_t i = 0; i < site->n; i++) {
		map_set(&known, site->pages[i].source, 0);
		for (size_t k = 0; k < site->config->n_languages; k++)
			map_set(&known,
				site_target(site, &site->pages[i],
					    &site->config->languages[k], arena),
				0);
	}
	for (size_t i = 0; i < site->config->n_pages; i++)
		if (!site->config->pages[i].po.p)
			list_stray_targets(&site->config->pages[i], lang,
					   &known, arena, &strays);
	map_release(&known);
	if (strays.n)
		qsort(strays.items, strays.n, sizeof(*strays.items), by_target);
	*out = strays.items;
	return strays.n;
}

/* Is it the path, a folder above it, or a glob for it? */
static bool
names(struct str argument, struct str path)
{
	if (str_eq(argument, path) || str_eq(argument, STR("")))
		return true;
	if (str_starts(path, argument) && str_at(path, argument.n) == '/')
		return true;
	return str_glob(argument, path);
}

bool
site_page_matches(const struct site *site, const struct site_page *page,
		  const struct config_language *lang, struct str argument)
{
	struct arena scratch = { 0 };
	struct str po = site_po(site, page, lang, &scratch);
	bool matches =
		names(argument, page->source) ||
		names(argument, site_target(site, page, lang, &scratch)) ||
		(po.p && names(argument, po));

	arena_release(&scratch);
	return matches;
}
