/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/links.h"

#include "base/file.h"
#include "config/template.h"

#define LINKS_MANY ((size_t)-2)

/* ---- addresses of pages ---- */

static struct str
lower(struct str s, struct arena *arena)
{
	struct str copy = arena_str(arena, s);
	char *p = (char *)copy.p; /* it is ours */

	for (size_t i = 0; i < s.n; i++)
		p[i] = (char)ascii_lower((unsigned char)p[i]);
	return copy;
}

/*
 * How much of a source path lies above the root of the site's addresses: up to the
 * folder of the source language, or `content`, or all that is fixed.
 */
static size_t
root_length(const struct site *site, const struct config_pages *rule)
{
	struct str fixed = template_fixed(rule->source), rest = fixed, part;
	size_t at = 0, root = fixed.n ? fixed.n + 1 : 0;

	while (fixed.n && str_split(&rest, '/', &part)) {
		at += part.n + 1;
		if (str_eq(part, site->config->source))
			return at;
		if (str_eq(part, STR("content")))
			root = at;
	}
	return root;
}

/* The address of a source path: "docs/x" of "content/en/docs/x/_index.md". */
static struct str
address_of(const struct site *site, const struct site_page *page,
	   struct arena *arena)
{
	struct str s = str_from(page->source, root_length(site, page->rule));
	struct str base;

	s.n -= page->ext.n + 1;
	base = path_base(s);
	if (str_ends(base, STR(".")) ||
	    (str_ends(base, site->config->source) &&
	     str_at(base, base.n - site->config->source.n - 1) == '.'))
		s.n -= site->config->source.n + 1;
	base = path_base(s);
	if (str_eq(base, STR("index")) || str_eq(base, STR("_index")))
		s = path_dir(s);
	return lower(s, arena);
}

void
links_open(struct links *l, const struct site *site)
{
	*l = (struct links){ .site = site };
	for (size_t i = 0; i < site->n; i++) {
		struct str address =
			address_of(site, &site->pages[i], &l->arena);

		if (map_add(&l->addresses, address, i) != i)
			map_set(&l->addresses, address, LINKS_MANY);
	}
}

void
links_release(struct links *l)
{
	for (size_t i = 0; i < l->n; i++)
		map_release(&l->pages[i].ids);
	map_release(&l->addresses);
	map_release(&l->read);
	arena_release(&l->arena);
	*l = (struct links){ 0 };
}

/* ---- addresses in links ---- */

static bool
find_address(const struct links *l, struct str path, struct arena *arena,
	     size_t *page)
{
	struct str s = path_normal(arena, path);

	while (str_starts(s, STR("/")))
		s = str_from(s, 1);
	if (str_eq(s, STR(".")))
		s = STR("");
	*page = map_find(&l->addresses, lower(s, arena));
	return *page < l->site->n;
}

static struct str
without_language(struct str path, struct str tag)
{
	struct str rest = str_from(path, 1);

	return str_starts(rest, tag) && str_at(rest, tag.n) == '/' ?
		       str_from(rest, tag.n) :
		       path;
}

/* The name in `{{< ref "x#f" >}}`, or the destination itself. */
static struct str
without_shortcode(struct str dest)
{
	size_t at = str_find(dest, 0, STR("ref ")), end;

	if (!str_starts(dest, STR("{{")))
		return dest;
	at = str_find_byte(dest, at, '"');
	end = str_find_byte(dest, at + 1, '"');
	return end < dest.n ? str_sub(dest, at + 1, end) : (struct str){ 0 };
}

static bool
has_scheme(struct str s)
{
	for (size_t i = 0; i < s.n && s.p[i] != '/'; i++)
		if (s.p[i] == ':')
			return true;
	return str_starts(s, STR("//"));
}

/* "x/_index.md" -> "x"; *file: it named a file. */
static struct str
without_ending(struct str path, bool *file)
{
	struct str base;

	*file = str_ends(path, STR(".md"));
	if (*file)
		path.n -= strlen(".md");
	base = path_base(path);
	if (str_eq(base, STR("index")) || str_eq(base, STR("_index")))
		path = path_dir(path);
	return path;
}

bool
links_find(const struct links *l, const struct config_language *lang,
	   struct str from, struct str dest, struct arena *arena, size_t *page,
	   struct str *fragment)
{
	bool named = str_starts(dest, STR("{{")), file, folder;
	struct str path, address, base = path_base(from);
	size_t hash, self = 0;

	dest = without_shortcode(dest);
	hash = str_find_byte(dest, 0, '#');
	path = str_sub(dest, 0, str_find_byte(str_sub(dest, 0, hash), 0, '?'));
	*fragment = str_from(dest, hash + 1);
	if (!path.n || !fragment->n || has_scheme(path))
		return false;
	if (path.p[0] == '/') {
		path = without_language(path, lang->tag);
		path = without_language(path, l->site->config->source);
		return find_address(l, without_ending(path, &file), arena,
				    page);
	}
	while (self < l->site->n && !str_eq(l->site->pages[self].source, from))
		self++;
	if (self == l->site->n)
		return false;
	address = address_of(l->site, &l->site->pages[self], arena);
	folder = str_starts(base, STR("index.")) ||
		 str_starts(base, STR("_index."));
	path = without_ending(path, &file);
	if ((file || named) && !folder)
		address = path_dir(address);
	return find_address(l, path_join(arena, address, path), arena, page) ||
	       (named && find_address(l, path, arena, page));
}

/* ---- pages ---- */

static void
add_ids(struct links *l, struct links_page *out, const struct page *page)
{
	struct arena *arena = &l->arena;
	struct anchors a;

	anchors_read(&a, page, l->site->config->ids);
	out->has_shortcodes = page->doc.tags.n > 0;
	out->names = arena_array(arena, a.n_headings + 1, sizeof(*out->names));
	for (size_t i = 0; i < page->n; i++) {
		struct str name = arena_str(arena, a.of_slot[i]);

		if (!a.of_slot[i].p)
			continue;
		out->names[out->n_headings++] = name;
		if (name.n)
			map_add(&out->ids, name, out->n_headings);
	}
	for (size_t i = 0; i < a.n_html; i++)
		map_add(&out->ids, arena_str(arena, a.of_html[i]), 0);
	anchors_release(&a);
}

const struct links_page *
links_read(struct links *l, struct str path)
{
	struct diag quiet = { .quiet = true };
	struct links_page out = { 0 };
	struct arena arena = { 0 };
	struct buf bytes = { 0 };
	struct page page;
	size_t at = map_find(&l->read, path);

	if (at != MAP_NONE)
		return &l->pages[at];
	if (file_state(path.p) == FILE_REGULAR &&
	    file_load(path.p, &bytes, &quiet)) {
		out.exists = true;
		page_read(&page, path, buf_str(&bytes),
			  l->site->config->dialect, &arena, NULL);
		add_ids(l, &out, &page);
		page_release(&page);
	}
	buf_release(&bytes);
	arena_release(&arena);
	diag_release(&quiet);
	map_set(&l->read, arena_str(&l->arena, path), l->n);
	ARENA_PUSH(&l->arena, l->pages, l->n, l->cap, out);
	return &l->pages[l->n - 1];
}
