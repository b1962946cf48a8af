/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/detect_found.h"

#include "base/i18n.h"
#include "base/locale.h"
#include "base/yaml.h"

/* Where a generator keeps its config, and which dialect its pages are in. */
static const struct generator {
	const char *file, *name, *dialect;
} generators[] = {
	{ "hugo.toml", "hugo", "hugo" },
	{ "hugo.yaml", "hugo", "hugo" },
	{ "hugo.yml", "hugo", "hugo" },
	{ "hugo.json", "hugo", "hugo" },
	{ "config/_default/hugo.toml", "hugo", "hugo" },
	{ "config/_default/hugo.yaml", "hugo", "hugo" },
	{ "config/_default/config.toml", "hugo", "hugo" },
	{ "config/_default/config.yaml", "hugo", "hugo" },
	{ "config/_default/languages.toml", "hugo", "hugo" },
	{ "config/_default/languages.yaml", "hugo", "hugo" },
	{ "config.toml", "hugo", "hugo" },
	{ "config.yaml", "hugo", "hugo" },
	{ "config.yml", "hugo", "hugo" },
	{ "config.json", "hugo", "hugo" },
	{ "docusaurus.config.js", "docusaurus", "gfm" },
	{ "docusaurus.config.ts", "docusaurus", "gfm" },
	{ "docusaurus.config.mjs", "docusaurus", "gfm" },
};

#define N_GENERATORS (sizeof(generators) / sizeof(*generators))

bool
detect_is_language(struct str name)
{
	size_t letters = 0;

	while (ascii_is_alpha(str_at(name, letters)))
		letters++;
	if (letters < 2 || letters > 3 || name.n > 11)
		return false;
	return (letters == name.n || name.p[letters] == '-' ||
		name.p[letters] == '_') &&
	       locale_is_known(name);
}

static bool
is_page(struct str path)
{
	return str_ends(path, STR(".md")) || str_ends(path, STR(".markdown")) ||
	       str_ends(path, STR(".mdx"));
}

static size_t
folder_at(struct detector *d, struct str name, struct str tag)
{
	size_t i = map_add(&d->folder_index, name, d->n_folders);

	if (i == d->n_folders)
		ARENA_PUSH(d->arena, d->folders, d->n_folders, d->cap_folders,
			   ((struct detect_folder){ name, tag, 0 }));
	d->folders[i].n_pages++;
	return i;
}

static void
add_page(struct detector *d, struct str path)
{
	struct detect_page page = { path, MAP_NONE };
	size_t begin = 0, slash;

	while (page.folder == MAP_NONE &&
	       (slash = str_find_byte(path, begin, '/')) < path.n) {
		struct str part = str_sub(path, begin, slash);

		if (detect_is_language(part))
			page.folder =
				folder_at(d, str_sub(path, 0, slash + 1), part);
		begin = slash + 1;
	}
	map_set(&d->paths, path, d->n_pages);
	ARENA_PUSH(d->arena, d->pages, d->n_pages, d->cap_pages, page);
}

/* ---- the generator's config ---- */

static void
add_configured(struct detector *d, struct str tag)
{
	tag = str_trim_blanks(tag);
	if (tag.n > 1 && (tag.p[0] == '"' || tag.p[0] == '\''))
		tag = str_sub(tag, 1, tag.n - 1);
	for (size_t i = 0; i < d->n_configured; i++)
		if (str_eq(d->configured[i], tag))
			return;
	if (detect_is_language(tag))
		ARENA_PUSH(d->arena, d->configured, d->n_configured,
			   d->cap_configured, tag);
}

/* `[languages.es]`, in languages.toml `[es]`; and the default language. */
static void
read_toml(struct detector *d, struct str text, bool languages_file)
{
	struct str rest = text, line;

	while (str_split(&rest, '\n', &line)) {
		line = str_trim_space(line);
		if (str_starts(line, STR("[languages."))) {
			line = str_from(line, 11);
			line.n = str_find_byte(line, 0, ']');
			line.n = str_find_byte(line, 0, '.');
			add_configured(d, line);
		} else if (languages_file && str_starts(line, STR("["))) {
			line = str_from(line, 1);
			line.n = str_find_byte(line, 0, ']');
			line.n = str_find_byte(line, 0, '.');
			add_configured(d, line);
		} else if (str_starts(line, STR("defaultContentLanguage")) &&
			   !str_starts(line, STR("defaultContentLanguageIn"))) {
			size_t at = str_find_byte(line, 0, '=') + 1;
			struct str v = str_trim_blanks(str_from(line, at));

			if (v.n > 2)
				d->default_language = str_sub(
					v, 1, str_find_byte(v, 1, v.p[0]));
		}
	}
}

static void
read_yaml(struct detector *d, struct str text, bool languages_file)
{
	struct yaml_doc doc;

	if (!yaml_read(text, d->arena, &doc))
		return;
	for (size_t i = 1; i < doc.n; i++) {
		const struct yaml_node *node = &doc.nodes[i];
		const struct yaml_node *parent = &doc.nodes[node->parent];
		struct str path = node->path;

		if (str_eq(path, STR("defaultContentLanguage")))
			d->default_language = node->value;
		else if (node->type == YAML_MAPPING &&
			 str_eq(parent->path, STR("languages")))
			add_configured(d, str_from(path, 10));
		else if (node->type == YAML_MAPPING && languages_file &&
			 node->parent == 0)
			add_configured(d, path);
	}
}

/*
 * Is `base` ("", "website/") the folder of a generator's site? Names such as
 * config.yaml are everybody's, so below the root it must have content.
 */
static bool
is_base(const struct detector *d, const struct generator *g, struct str base)
{
	struct str content = arena_strf(
		d->arena,
		strcmp(g->name, "hugo") == 0 ? "%.*scontent/" : "%.*s",
		STR_FMT(base));

	for (size_t i = 0; base.n && i < d->n_pages; i++)
		if (str_starts(d->pages[i].path, content))
			return true;
	return !base.n;
}

/* The folder nearest to the root that has a generator's config. */
static bool
find_base(struct detector *d)
{
	bool found = false;

	for (size_t i = 0; i < d->files.n; i++) {
		for (size_t k = 0; k < N_GENERATORS; k++) {
			struct str path = d->files.paths[i];
			struct str file = str_of(generators[k].file);
			struct str base = { path.p, path.n - file.n };

			if (!str_ends(path, file) ||
			    (base.n && base.p[base.n - 1] != '/') ||
			    (found && base.n >= d->base.n) ||
			    !is_base(d, &generators[k], base))
				continue;
			d->base = base;
			found = true;
		}
	}
	return found;
}

static void
read_config(struct detector *d, const struct generator *g)
{
	struct str name =
		arena_strf(d->arena, "%.*s%s", STR_FMT(d->base), g->file);
	struct str path = path_join(d->arena, str_of(d->root), name);
	bool languages = str_find(name, 0, STR("languages")) < name.n;
	struct diag silent = { 0 };
	struct buf text = { 0 };
	struct str copy;

	if (file_state(path.p) == FILE_REGULAR &&
	    file_load(path.p, &text, &silent)) {
		copy = arena_str(d->arena, buf_str(&text));
		if (!d->out->generator.n) {
			d->out->generator = str_of(g->name);
			d->out->dialect = str_of(g->dialect);
		}
		if (str_ends(name, STR(".toml")))
			read_toml(d, copy, languages);
		else if (str_eq(d->out->generator, STR("hugo")))
			read_yaml(d, copy, languages);
	}
	buf_release(&text);
	diag_release(&silent);
}

/* Without a generator's config, a folder `content` still means Hugo. */
static void
read_generator(struct detector *d)
{
	if (find_base(d)) {
		for (size_t i = 0; i < N_GENERATORS; i++)
			read_config(d, &generators[i]);
		return;
	}
	for (size_t i = 0; i < d->n_pages; i++)
		if (str_starts(d->pages[i].path, STR("content/")))
			d->out->dialect = STR("hugo");
}

bool
detect_site(const char *root, struct arena *arena, struct detected *out,
	    struct diag *diag)
{
	struct detector d = { .root = root,
			      .arena = arena,
			      .out = out,
			      .diag = diag,
			      .base = STR_INIT(""),
			      .default_language = STR_INIT("") };

	*out = (struct detected){ .generator = STR(""), .dialect = STR("gfm") };
	if (!file_walk(root, arena, &d.files, diag))
		return false;
	for (size_t i = 0; i < d.files.n; i++)
		if (is_page(d.files.paths[i]))
			add_page(&d, d.files.paths[i]);
	if (d.n_pages) {
		read_generator(&d);
		detect_layout(&d);
	} else {
		diag_error(diag, loc_at(STR("calque"), 0),
			   _("no Markdown pages were found here; go to the "
			     "folder of the site first"));
	}
	map_release(&d.paths);
	map_release(&d.folder_index);
	return d.n_pages > 0;
}
