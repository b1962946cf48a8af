/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the pages of a site and their translations lie. Each layout that could be
 * meant is tried; the one in which most translated pages have their source
 * wins, the earlier one where two have as many.
 */
#include "config/detect_found.h"

#include <stdlib.h>

/* Where Docusaurus keeps translations: below i18n/{lang}/ (its i18n guide). */
static const struct {
	struct str source, target;
} docusaurus[] = {
	{ STR_INIT("docs/"),
	  STR_INIT("docusaurus-plugin-content-docs/current/") },
	{ STR_INIT("versioned_docs/"),
	  STR_INIT("docusaurus-plugin-content-docs/") },
	{ STR_INIT("blog/"), STR_INIT("docusaurus-plugin-content-blog/") },
	{ STR_INIT("src/pages/"),
	  STR_INIT("docusaurus-plugin-content-pages/") },
};

/* A layout that could be meant, as far as it is filled in. */
struct trial {
	struct detector *d;
	struct detected found; /* its source, languages, rules */
	size_t cap_languages, cap_rules;
	size_t n_pairs; /* translated pages that have their source */
};

static bool
is_page(const struct detector *d, struct str path)
{
	return map_find(&d->paths, path) != MAP_NONE;
}

static void
add_language(struct trial *t, struct str tag, size_t n)
{
	struct detected *found = &t->found;

	if (str_eq(tag, found->source))
		return;
	for (size_t i = 0; i < found->n_languages; i++) {
		if (!str_eq(found->languages[i].tag, tag))
			continue;
		found->languages[i].n_pages += n;
		return;
	}
	ARENA_PUSH(t->d->arena, found->languages, found->n_languages,
		   t->cap_languages, ((struct detect_language){ tag, n }));
}

static void
add_configured(struct trial *t)
{
	for (size_t i = 0; i < t->d->n_configured; i++)
		add_language(t, t->d->configured[i], 0);
}

/* A rule: source pages in `from`, translations in `to`; both end in '/'. */
static void
add_rule(struct trial *t, struct str from, struct str to, size_t n_pages)
{
	struct arena *arena = t->d->arena;
	struct detect_rule rule = {
		.source = arena_strf(arena, "%.*s{path}.{ext}", STR_FMT(from)),
		.target = arena_strf(arena, "%.*s{path}.{ext}", STR_FMT(to)),
		.n_pages = n_pages
	};

	ARENA_PUSH(arena, t->found.rules, t->found.n_rules, t->cap_rules, rule);
}

/* The language of the sources where the site does not say another one. */
static struct str
usual_source(const struct detector *d)
{
	return d->default_language.n ? d->default_language : STR("en");
}

/* "content/en/" -> "content/" */
static struct str
above(const struct detect_folder *folder)
{
	return str_sub(folder->name, 0, folder->name.n - folder->tag.n - 1);
}

/* The part of a page's path below its folder of a language. */
static struct str
below(const struct detector *d, const struct detect_page *page)
{
	return str_from(page->path, d->folders[page->folder].name.n);
}

/* ---- Docusaurus ---- */

static void
count_docusaurus(struct trial *t, size_t row, struct str from, struct str to)
{
	struct detector *d = t->d;
	size_t n = 0;

	for (size_t i = 0; i < d->n_pages; i++) {
		const struct detect_page *page = &d->pages[i];
		const struct detect_folder *folder;
		struct str rest;

		n += str_starts(page->path, from);
		if (page->folder == MAP_NONE)
			continue;
		folder = &d->folders[page->folder];
		rest = below(d, page);
		if (!str_eq(above(folder), to) ||
		    !str_starts(rest, docusaurus[row].target))
			continue;
		rest = str_from(rest, docusaurus[row].target.n);
		add_language(t, folder->tag, 1);
		t->n_pairs += is_page(d, path_join(d->arena, from, rest));
	}
	if (n)
		add_rule(t, from,
			 arena_strf(d->arena, "%.*s{lang}/%.*s", STR_FMT(to),
				    STR_FMT(docusaurus[row].target)),
			 n);
}

static bool
try_docusaurus(struct trial *t)
{
	struct detector *d = t->d;

	if (!str_eq(d->out->generator, STR("docusaurus")))
		return false;
	t->found.source = usual_source(d);
	for (size_t row = 0; row < sizeof(docusaurus) / sizeof(*docusaurus);
	     row++)
		count_docusaurus(
			t, row,
			arena_strf(d->arena, "%.*s%.*s", STR_FMT(d->base),
				   STR_FMT(docusaurus[row].source)),
			arena_strf(d->arena, "%.*si18n/", STR_FMT(d->base)));
	add_configured(t);
	return t->found.n_rules > 0;
}

/* ---- a folder for each language ---- */

static bool
is_source_folder(const struct detector *d, struct str tag)
{
	for (size_t i = 0; i < d->n_folders; i++)
		if (str_eq(d->folders[i].tag, tag))
			return true;
	return false;
}

/* Pages in folders of other languages that have their source in `tag`'s. */
static size_t
count_folder_pairs(const struct detector *d, struct str tag)
{
	struct buf source = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < d->n_pages; i++) {
		const struct detect_page *page = &d->pages[i];

		if (page->folder == MAP_NONE ||
		    str_eq(d->folders[page->folder].tag, tag))
			continue;
		source.n = 0;
		buf_add(&source, above(&d->folders[page->folder]));
		buf_add(&source, tag);
		buf_add_byte(&source, '/');
		buf_add(&source, below(d, page));
		n += is_page(d, buf_str(&source));
	}
	buf_release(&source);
	return n;
}

/* The usual source where it has a folder; else the folder with most pairs. */
static struct str
choose_source(const struct detector *d, size_t *n_pairs)
{
	struct str best = usual_source(d);
	size_t most_pages = 0;

	*n_pairs = 0;
	if (is_source_folder(d, best)) {
		*n_pairs = count_folder_pairs(d, best);
		return best;
	}
	for (size_t i = 0; i < d->n_folders; i++) {
		size_t n = count_folder_pairs(d, d->folders[i].tag);

		if (n < *n_pairs ||
		    (n == *n_pairs && d->folders[i].n_pages <= most_pages))
			continue;
		best = d->folders[i].tag;
		*n_pairs = n;
		most_pages = d->folders[i].n_pages;
	}
	return best;
}

static bool
try_folders(struct trial *t)
{
	struct detector *d = t->d;

	if (d->n_folders < 2 && !is_source_folder(d, usual_source(d)))
		return false;
	t->found.source = choose_source(d, &t->n_pairs);
	for (size_t i = 0; i < d->n_folders; i++) {
		const struct detect_folder *folder = &d->folders[i];

		add_language(t, folder->tag, folder->n_pages);
		if (str_eq(folder->tag, t->found.source))
			add_rule(t, folder->name,
				 arena_strf(d->arena, "%.*s{lang}/",
					    STR_FMT(above(folder))),
				 folder->n_pages);
	}
	add_configured(t);
	return true;
}

/* ---- the source at the root, translations in folders beside it ---- */

static size_t
count_sources(const struct detector *d, struct str root)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n_pages; i++)
		n += d->pages[i].folder == MAP_NONE &&
		     str_starts(d->pages[i].path, root);
	return n;
}

static bool
has_rule_for(const struct trial *t, struct str root)
{
	struct str source =
		arena_strf(t->d->arena, "%.*s{path}.{ext}", STR_FMT(root));

	for (size_t i = 0; i < t->found.n_rules; i++)
		if (str_eq(t->found.rules[i].source, source))
			return true;
	return false;
}

static bool
try_root(struct trial *t)
{
	struct detector *d = t->d;

	t->found.source = usual_source(d);
	if (is_source_folder(d, t->found.source))
		return false;
	for (size_t i = 0; i < d->n_pages; i++) {
		const struct detect_page *page = &d->pages[i];
		const struct detect_folder *folder;
		struct str root;

		if (page->folder == MAP_NONE)
			continue;
		folder = &d->folders[page->folder];
		root = above(folder);
		if (!is_page(d, arena_strf(d->arena, "%.*s%.*s", STR_FMT(root),
					   STR_FMT(below(d, page)))))
			continue;
		t->n_pairs++;
		add_language(t, folder->tag, 1);
		if (!has_rule_for(t, root))
			add_rule(t, root,
				 arena_strf(d->arena, "%.*s{lang}/",
					    STR_FMT(root)),
				 count_sources(d, root));
	}
	add_configured(t);
	return t->n_pairs > 0;
}

/* ---- a suffix for each language, or no translations yet ---- */

/* "a.es.md" -> the span of ".es"; empty: none. */
static struct span
suffix_of(struct str path)
{
	size_t end = path.n, begin;

	while (end > 0 && path.p[end - 1] != '.' && path.p[end - 1] != '/')
		end--;
	if (end == 0 || path.p[--end] != '.')
		return (struct span){ 0, 0 };
	begin = end;
	while (begin > 0 && path.p[begin - 1] != '.' &&
	       path.p[begin - 1] != '/')
		begin--;
	if (begin < 2 || path.p[begin - 1] != '.' || path.p[begin - 2] == '/' ||
	    !detect_is_language(str_sub(path, begin, end)))
		return (struct span){ 0, 0 };
	return (struct span){ begin - 1, end };
}

/* The page's suffix without its dot; "": none. */
static struct str
suffix_tag(struct str path)
{
	struct span at = suffix_of(path);

	return at.end ? str_sub(path, at.begin + 1, at.end) : STR("");
}

/* Pages with another suffix that have their source under `tag` ("": none). */
static size_t
count_suffix_pairs(const struct detector *d, struct str tag)
{
	struct buf source = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < d->n_pages; i++) {
		struct str path = d->pages[i].path;
		struct span at = suffix_of(path);

		if (!at.end || str_eq(suffix_tag(path), tag))
			continue;
		source.n = 0;
		buf_add(&source, str_sub(path, 0, at.begin));
		if (tag.n)
			buf_addf(&source, ".%.*s", STR_FMT(tag));
		buf_add(&source, str_from(path, at.end));
		n += is_page(d, buf_str(&source));
	}
	buf_release(&source);
	return n;
}

/* The suffix of the sources: mostly none, but all may have one (a.en-US.md). */
static struct str
choose_suffix(const struct detector *d, size_t *n_pairs)
{
	struct str best = STR("");

	*n_pairs = count_suffix_pairs(d, best);
	if (*n_pairs)
		return best;
	for (size_t i = 0; i < d->n_pages; i++) {
		struct str tag = suffix_tag(d->pages[i].path);
		bool usual = str_starts(tag, usual_source(d));
		size_t n;

		if (!tag.n || str_eq(tag, best) ||
		    (!usual && str_starts(best, usual_source(d))))
			continue;
		n = count_suffix_pairs(d, tag);
		if (n <= *n_pairs && !(n && usual))
			continue;
		best = tag;
		*n_pairs = n;
	}
	return best;
}

/* The folder at the top in which most pages are: "content/", "docs/" or "". */
static struct str
main_folder(const struct detector *d)
{
	struct map counts = { 0 };
	struct str best = STR("");
	size_t most = d->n_pages / 2;

	for (size_t i = 0; i < d->n_pages; i++) {
		struct str path = d->pages[i].path;
		size_t slash = str_find_byte(path, 0, '/');
		struct str top = str_sub(path, 0, slash + 1);
		size_t n;

		if (slash == path.n)
			continue;
		n = map_find(&counts, top);
		n = n == MAP_NONE ? 1 : n + 1;
		map_set(&counts, top, n);
		if (n > most || (n == most && !best.n)) {
			best = top;
			most = n;
		}
	}
	map_release(&counts);
	return best;
}

static bool
try_suffixes(struct trial *t)
{
	struct detector *d = t->d;
	struct str suffix = choose_suffix(d, &t->n_pairs);
	struct str folder = main_folder(d);
	struct detect_rule rule = { .n_pages = 0 };

	t->found.source = suffix.n ? suffix : usual_source(d);
	for (size_t i = 0; i < d->n_pages; i++) {
		struct str tag = suffix_tag(d->pages[i].path);

		rule.n_pages += str_eq(tag, suffix);
		if (tag.n)
			add_language(t, tag, 1);
	}
	rule.source =
		arena_strf(d->arena, "%.*s{path}%s%.*s.{ext}", STR_FMT(folder),
			   suffix.n ? "." : "", STR_FMT(suffix));
	rule.target = arena_strf(d->arena, "%.*s{path}.{lang}.{ext}",
				 STR_FMT(folder));
	ARENA_PUSH(d->arena, t->found.rules, t->found.n_rules, t->cap_rules,
		   rule);
	add_configured(t);
	return true;
}

/* ---- the choice ---- */

static int
by_tag(const void *a, const void *b)
{
	const struct detect_language *x = a, *y = b;

	return str_cmp(x->tag, y->tag);
}

void
detect_layout(struct detector *d)
{
	static bool (*const layouts[])(struct trial *) = {
		try_docusaurus, try_folders, try_root, try_suffixes
	};
	struct trial best = { .d = d, .found = *d->out };
	struct detected *out = d->out;

	for (size_t i = 0; i < sizeof(layouts) / sizeof(*layouts); i++) {
		struct trial t = { .d = d, .found = *out };

		if (layouts[i](&t) &&
		    (!best.found.n_rules || t.n_pairs > best.n_pairs))
			best = t;
	}
	*out = best.found;
	if (out->n_languages)
		qsort(out->languages, out->n_languages, sizeof(*out->languages),
		      by_tag);
}
