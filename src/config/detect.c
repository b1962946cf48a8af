/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/detect.h"

#include "base/file.h"
#include "base/i18n.h"
#include "base/locale.h"
#include "base/map.h"
#include "base/yaml.h"

#include <stdlib.h>

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
};

struct count {
	struct str name; /* language, or folder + language */
	size_t n;
};

struct counts {
	struct count *items;
	size_t n, cap;
	struct map index;
};

struct detector {
	const char *root;
	struct arena *arena;
	struct detected *out;
	struct diag *diag;
	struct file_list files;
	struct counts folders;	/* "content/en/" -> pages below it */
	struct counts suffixes; /* "es" of a.es.md -> pages */
	struct counts tops;	/* "content/" -> pages below it */
	struct str *configured; /* languages that the generator names */
	size_t n_configured, cap_configured;
	struct str default_language;
	size_t n_pages;
};

static void
count(struct detector *d, struct counts *c, struct str name)
{
	size_t i = map_add(&c->index, name, c->n);

	if (i == c->n)
		ARENA_PUSH(d->arena, c->items, c->n, c->cap,
			   ((struct count){ name, 0 }));
	c->items[i].n++;
}

/* A language tag, and not just a word that ICU takes for one. */
static bool
is_language(struct str name)
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

/* "a.es.md" -> "es"; no string: none. */
static struct str
suffix_of(struct str path)
{
	struct str base = path_base(path), rest = base, part;
	struct str last = { 0 }, before = { 0 };

	while (str_split(&rest, '.', &part)) {
		before = last;
		last = part;
	}
	if (!before.p || before.p == base.p || !is_language(before))
		return (struct str){ 0 };
	return before;
}

static void
count_file(struct detector *d, struct str path)
{
	struct str suffix = suffix_of(path);
	size_t begin = 0, slash;
	bool top = true;

	d->n_pages++;
	if (suffix.p)
		count(d, &d->suffixes, suffix);
	while ((slash = str_find_byte(path, begin, '/')) < path.n) {
		struct str part = str_sub(path, begin, slash);

		if (top)
			count(d, &d->tops, str_sub(path, 0, slash + 1));
		top = false;
		if (is_language(part)) {
			count(d, &d->folders, str_sub(path, 0, slash + 1));
			return;
		}
		begin = slash + 1;
	}
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
	if (is_language(tag))
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

static void
read_generator(struct detector *d)
{
	struct diag silent = { 0 };

	for (size_t i = 0; i < sizeof(generators) / sizeof(*generators); i++) {
		const struct generator *g = &generators[i];
		struct str path =
			path_join(d->arena, str_of(d->root), str_of(g->file));
		bool languages = str_find(str_of(g->file), 0,
					  STR("languages")) < strlen(g->file);
		struct buf text = { 0 };
		struct str copy;

		if (file_state(path.p) != FILE_REGULAR ||
		    !file_load(path.p, &text, &silent))
			continue;
		copy = arena_str(d->arena, buf_str(&text));
		if (!d->out->generator.n) {
			d->out->generator = str_of(g->name);
			d->out->config = str_of(g->file);
			d->out->dialect = str_of(g->dialect);
		}
		if (str_ends(str_of(g->file), STR(".toml")))
			read_toml(d, copy, languages);
		else
			read_yaml(d, copy, languages);
		buf_release(&text);
	}
	diag_release(&silent);
}

/* ---- what it means ---- */

static void
add_language(struct detector *d, struct str tag, size_t n, size_t *cap)
{
	struct detected *out = d->out;

	if (str_eq(tag, out->source))
		return;
	for (size_t i = 0; i < out->n_languages; i++) {
		if (!str_eq(out->languages[i].tag, tag))
			continue;
		out->languages[i].n_pages += n;
		return;
	}
	ARENA_PUSH(d->arena, out->languages, out->n_languages, *cap,
		   ((struct detect_language){ tag, n }));
}

static int
by_tag(const void *a, const void *b)
{
	const struct detect_language *x = a, *y = b;

	return str_cmp(x->tag, y->tag);
}

/* "content/en/" -> "en" */
static struct str
folder_language(struct str folder)
{
	folder.n--;
	return path_base(folder);
}

/* The language with most pages, `en` or the configured one first. */
static struct str
choose_source(const struct detector *d)
{
	struct str best = { 0 };
	size_t most = 0;

	if (d->default_language.n)
		return d->default_language;
	for (size_t i = 0; i < d->folders.n; i++) {
		struct str tag = folder_language(d->folders.items[i].name);
		size_t n = d->folders.items[i].n;

		if (n > most || (n == most && str_eq(tag, STR("en")))) {
			best = tag;
			most = n;
		}
	}
	return best;
}

static void
add_rule(struct detector *d, struct detect_rule rule, size_t *cap)
{
	ARENA_PUSH(d->arena, d->out->rules, d->out->n_rules, *cap, rule);
}

/* A folder for each language: one rule for each folder of the source. */
static void
take_folders(struct detector *d)
{
	size_t cap = 0, cap_rules = 0;

	d->out->layout = DETECT_FOLDERS;
	d->out->source = choose_source(d);
	for (size_t i = 0; i < d->folders.n; i++) {
		struct str folder = d->folders.items[i].name;
		struct str tag = folder_language(folder);
		struct str above = str_sub(folder, 0, folder.n - tag.n - 1);

		add_language(d, tag, d->folders.items[i].n, &cap);
		if (!str_eq(tag, d->out->source))
			continue;
		add_rule(d,
			 (struct detect_rule){
				 arena_strf(d->arena, "%.*s{path}.{ext}",
					    STR_FMT(folder)),
				 arena_strf(d->arena, "%.*s{lang}/{path}.{ext}",
					    STR_FMT(above)),
				 d->folders.items[i].n },
			 &cap_rules);
	}
	for (size_t i = 0; i < d->n_configured; i++)
		add_language(d, d->configured[i], 0, &cap);
}

/* The folder in which most pages are: "content/", "docs/" or "". */
static struct str
main_folder(const struct detector *d)
{
	struct str best = STR("");
	size_t most = d->n_pages / 2;

	for (size_t i = 0; i < d->tops.n; i++) {
		if (d->tops.items[i].n < most)
			continue;
		best = d->tops.items[i].name;
		most = d->tops.items[i].n;
	}
	return best;
}

/* `a.md` and `a.es.md` side by side; or no translations yet. */
static void
take_suffixes(struct detector *d)
{
	struct str folder = main_folder(d);
	size_t cap = 0, cap_rules = 0, n = d->n_pages;

	d->out->layout = d->suffixes.n ? DETECT_SUFFIXES : DETECT_NONE;
	d->out->source =
		d->default_language.n ? d->default_language : STR("en");
	for (size_t i = 0; i < d->suffixes.n; i++) {
		add_language(d, d->suffixes.items[i].name,
			     d->suffixes.items[i].n, &cap);
		n -= d->suffixes.items[i].n;
	}
	for (size_t i = 0; i < d->n_configured; i++)
		add_language(d, d->configured[i], 0, &cap);
	add_rule(d,
		 (struct detect_rule){ arena_strf(d->arena, "%.*s{path}.{ext}",
						  STR_FMT(folder)),
				       arena_strf(d->arena,
						  "%.*s{path}.{lang}.{ext}",
						  STR_FMT(folder)),
				       n },
		 &cap_rules);
}

/* Are there folders of at least two languages, or one that is configured? */
static bool
has_folders(const struct detector *d)
{
	if (d->folders.n >= 2)
		return true;
	for (size_t i = 0; i < d->folders.n; i++)
		if (str_eq(folder_language(d->folders.items[i].name),
			   d->default_language) ||
		    str_eq(folder_language(d->folders.items[i].name),
			   STR("en")))
			return true;
	return false;
}

bool
detect_site(const char *root, struct arena *arena, struct detected *out,
	    struct diag *diag)
{
	struct detector d = {
		.root = root, .arena = arena, .out = out, .diag = diag
	};

	*out = (struct detected){ .generator = STR(""),
				  .config = STR(""),
				  .dialect = STR("gfm") };
	d.default_language = STR("");
	if (!file_walk(root, arena, &d.files, diag))
		return false;
	for (size_t i = 0; i < d.files.n; i++)
		if (is_page(d.files.paths[i]))
			count_file(&d, d.files.paths[i]);
	if (!d.n_pages) {
		diag_error(diag, loc_at(STR("calque"), 0),
			   _("no Markdown pages were found here; go to the "
			     "folder of the site first"));
		return false;
	}
	read_generator(&d);
	if (!out->generator.n && d.tops.n &&
	    map_find(&d.tops.index, STR("content/")) != MAP_NONE)
		out->dialect = STR("hugo");
	if (has_folders(&d))
		take_folders(&d);
	else
		take_suffixes(&d);
	if (out->n_languages)
		qsort(out->languages, out->n_languages, sizeof(*out->languages),
		      by_tag);
	map_release(&d.folders.index);
	map_release(&d.suffixes.index);
	map_release(&d.tops.index);
	return true;
}

/* A YAML text that is a plain word or gets quotes. */
static void
add_word(struct buf *out, struct str s)
{
	bool quote = str_eq(s, STR("no")) || str_eq(s, STR("on")) ||
		     str_find_byte(s, 0, '{') < s.n;

	buf_addf(out, quote ? "\"%.*s\"" : "%.*s", STR_FMT(s));
}

/*
 * Where pages were translated by hand, those that nobody translated must not
 * come up for the few texts that they share with others.
 */
static bool
has_translations(const struct detected *found)
{
	for (size_t i = 0; i < found->n_languages; i++)
		if (found->languages[i].n_pages)
			return true;
	return false;
}

void
detect_write_config(const struct detected *found, struct str po,
		    struct buf *out)
{
	buf_add_str(out, "# What calque keeps in step: see calque(1).\n\n"
			 "# The language of the source pages.\nsource: ");
	add_word(out, found->source);
	buf_add_str(out, "\n\n# The languages of the translations, as they "
			 "are written in paths.\nlanguages: [");
	for (size_t i = 0; i < found->n_languages; i++) {
		buf_add_str(out, i ? ", " : "");
		add_word(out, found->languages[i].tag);
	}
	buf_add_str(out, found->n_languages ? "]\n" :
					      "]  # for example [es, pt-BR]\n");
	buf_add_str(out, "\n# Source pages, where their translations go, and "
			 "the catalogs (PO files)\n# that translators edit.\n"
			 "pages:\n");
	for (size_t i = 0; i < found->n_rules; i++) {
		const struct detect_rule *rule = &found->rules[i];

		buf_addf(out,
			 "  - source: \"%.*s\"\n"
			 "    target: \"%.*s\"\n"
			 "    po: \"%.*s\"\n",
			 STR_FMT(rule->source), STR_FMT(rule->target),
			 STR_FMT(po));
	}
	buf_add_str(out, "\n# How pages are read: commonmark, gfm or hugo.\n"
			 "dialect: ");
	add_word(out, found->dialect);
	buf_add_str(out, "\n\n# How many percent of a page must be "
			 "translated for it to be written.\n");
	buf_add_str(out, has_translations(found) ? "build: {threshold: 50}\n" :
						   "#build: {threshold: 50}\n");
	buf_add_str(out,
		    "\n"
		    "# Front matter keys with text, beyond title, "
		    "description and their like.\n"
		    "#front_matter: [\"params.*.caption\"]\n\n"
		    "# Shortcode parameters with text; inner text that is no "
		    "Markdown.\n"
		    "#shortcodes:\n"
		    "#  figure: {translate: [attr]}\n"
		    "#  plantuml: {inner: verbatim}\n");
}
