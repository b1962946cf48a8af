/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/template.h"

#include "base/i18n.h"
#include "base/near.h"

static const struct str extensions[] = { STR_INIT("md"), STR_INIT("markdown"),
					 STR_INIT("mdx") };
static const struct str placeholders[] = { STR_INIT("path"), STR_INIT("ext"),
					   STR_INIT("lang"), STR_INIT("locale"),
					   STR_INIT("section") };

/* The placeholder at i ("{path}"): its name and end, or false. */
static bool
placeholder_at(struct str t, size_t i, struct str *name, size_t *end)
{
	size_t close;

	if (str_at(t, i) != '{')
		return false;
	close = str_find_byte(t, i, '}');
	if (close == t.n)
		return false;
	*name = str_sub(t, i + 1, close);
	*end = close + 1;
	return true;
}

static struct str
value_of(const struct template_values *v, struct str name)
{
	if (str_eq(name, STR("path")))
		return v->path;
	if (str_eq(name, STR("ext")))
		return v->ext;
	if (str_eq(name, STR("lang")))
		return v->lang;
	if (str_eq(name, STR("locale")))
		return v->locale;
	if (str_eq(name, STR("section")))
		return v->section;
	return (struct str){ 0 };
}

struct str
template_fill(struct str template, const struct template_values *v,
	      struct arena *arena)
{
	struct buf out = { 0 };
	struct str result, name;
	size_t i = 0, end;

	while (i < template.n) {
		if (placeholder_at(template, i, &name, &end)) {
			buf_add(&out, value_of(v, name));
			i = end;
		} else {
			buf_add_byte(&out, template.p[i++]);
		}
	}
	result = arena_str(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

/* Match what follows {ext} or {path} by trying the literal text behind it. */
static bool
match_from(struct str t, size_t ti, struct str p, size_t pi,
	   struct template_values *v)
{
	struct str name = { 0 };
	size_t end = t.n;

	while (ti < t.n && !placeholder_at(t, ti, &name, &end)) {
		if (str_at(p, pi) != (unsigned char)t.p[ti])
			return false;
		ti++;
		pi++;
	}
	if (ti == t.n)
		return pi == p.n;
	if (str_eq(name, STR("ext"))) {
		for (size_t k = 0; k < sizeof(extensions) / sizeof(*extensions);
		     k++) {
			v->ext = extensions[k];
			if (str_starts(str_from(p, pi), v->ext) &&
			    match_from(t, end, p, pi + v->ext.n, v))
				return true;
		}
		return false;
	}
	for (size_t stop = p.n; stop > pi; stop--) { /* {path}: the longest */
		v->path = str_sub(p, pi, stop);
		if (match_from(t, end, p, stop, v))
			return true;
	}
	return false;
}

bool
template_match(struct str template, struct str path, struct template_values *v)
{
	*v = (struct template_values){ 0 };
	return match_from(template, 0, path, 0, v);
}

struct str template_fixed(struct str template)
{
	size_t i = str_find_byte(template, 0, '{');

	while (i > 0 && template.p[i - 1] != '/')
		i--;
	return str_sub(template, 0, i ? i - 1 : 0);
}

static bool
has(struct str template, const char *name)
{
	return str_find(template, 0, str_of(name)) < template.n;
}

static void
check_names(const struct config *cfg, const struct config_pages *rule,
	    const char *key, struct str template, struct diag *diag)
{
	for (size_t i = 0, end = 0; i < template.n; i = end) {
		struct near near;
		struct str name;

		if (!placeholder_at(template, i, &name, &end)) {
			end = i + 1;
			continue;
		}
		near = near_to(name);
		for (size_t k = 0;
		     k < sizeof(placeholders) / sizeof(*placeholders); k++)
			near_try(&near, placeholders[k]);
		if (near.best.p && near.slips == 0)
			continue;
		diag_error(diag, loc_at(cfg->path, rule->line),
			   _("'%s': unknown placeholder {%.*s}%s"), key,
			   STR_FMT(name), near_hint(&near));
	}
}

static bool leaves_root(struct str template)
{
	struct str rest = template, part;

	if (str_at(template, 0) == '/')
		return true;
	while (str_split(&rest, '/', &part))
		if (str_eq(part, STR("..")))
			return true;
	return false;
}

static void
check_one(const struct config *cfg, const struct config_pages *rule,
	  const char *key, struct str template, bool path, bool language,
	  struct diag *diag)
{
	struct loc at = loc_at(cfg->path, rule->line);

	if (!template.p) {
		diag_error(diag, at, _("the key '%s' is missing"), key);
		return;
	}
	check_names(cfg, rule, key, template, diag);
	if (leaves_root(template))
		diag_error(diag, at,
			   _("'%s' must stay inside the folder of %s"), key,
			   CONFIG_NAME);
	if (path && !has(template, "{path}"))
		diag_error(diag, at, _("'%s' needs a {path}"), key);
	if (language && !has(template, "{lang}") && !has(template, "{locale}"))
		diag_error(diag, at,
			   _("'%s' needs a {lang} or {locale}, or languages "
			     "would share a file"),
			   key);
}

void
template_check(const struct config *cfg, const struct config_pages *rule,
	       struct diag *diag)
{
	bool many = cfg->n_languages > 1;
	struct loc at = loc_at(cfg->path, rule->line);

	check_one(cfg, rule, "source", rule->source, true, false, diag);
	check_one(cfg, rule, "target", rule->target, true, many, diag);
	if (rule->po.p)
		check_one(cfg, rule, "po", rule->po, false, many, diag);
	if (rule->source.p &&
	    (has(rule->source, "{lang}") || has(rule->source, "{locale}") ||
	     has(rule->source, "{section}")))
		diag_error(diag, at,
			   _("'source' can only have {path} and {ext}"));
	if (rule->source.p && rule->target.p &&
	    str_eq(rule->source, rule->target))
		diag_error(diag, at, _("'target' is the source itself"));
}
