/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialect/dialect.h"

/* A key path longer than this is compared as it is written only. */
#define MAX_KEY 256

struct dialect *
dialect_extend(struct arena *arena, const struct dialect *base,
	       const struct dialect_shortcode *shortcodes, size_t n_shortcodes,
	       const struct str *keys, size_t n_keys)
{
	struct dialect *d = arena_alloc(arena, sizeof(*d));
	struct dialect_shortcode *s = arena_array(
		arena, base->n_shortcodes + n_shortcodes, sizeof(*s));
	struct str *k = arena_array(arena, base->n_keys + n_keys, sizeof(*k));

	*d = *base;
	for (size_t i = 0; i < base->n_shortcodes; i++)
		s[i] = base->shortcodes[i];
	for (size_t i = 0; i < n_shortcodes; i++)
		s[base->n_shortcodes + i] = shortcodes[i];
	for (size_t i = 0; i < base->n_keys; i++)
		k[i] = base->keys[i];
	for (size_t i = 0; i < n_keys; i++)
		k[base->n_keys + i] = keys[i];
	d->shortcodes = s;
	d->n_shortcodes += n_shortcodes;
	d->keys = k;
	d->n_keys += n_keys;
	return d;
}

static bool
is_key(const struct dialect *d, struct str path)
{
	for (size_t i = 0; i < d->n_keys; i++)
		if (str_glob(d->keys[i], path))
			return true;
	return false;
}

/* Hugo does not tell upper from lower case in keys; presets are lower case. */
bool
dialect_is_prose_key(const struct dialect *d, struct str path)
{
	char lower[MAX_KEY];
	bool differs = false;

	if (is_key(d, path))
		return true;
	if (path.n > sizeof(lower))
		return false;
	for (size_t i = 0; i < path.n; i++) {
		lower[i] = (char)ascii_lower((unsigned char)path.p[i]);
		differs = differs || lower[i] != path.p[i];
	}
	return differs && is_key(d, str_make(lower, path.n));
}

static bool
rule_matches(const struct dialect_shortcode *rule, struct str shortcode,
	     struct str parent)
{
	return str_glob(rule->name, shortcode) &&
	       (!rule->parent.n || str_glob(rule->parent, parent));
}

bool
dialect_is_prose_param(const struct dialect *d, struct str shortcode,
		       struct str parent, struct str param)
{
	for (size_t i = 0; i < d->n_shortcodes; i++) {
		const struct dialect_shortcode *rule = &d->shortcodes[i];

		if (!rule_matches(rule, shortcode, parent))
			continue;
		for (size_t k = 0; k < rule->n_prose; k++)
			if (str_glob(rule->prose[k], param))
				return true;
	}
	return false;
}

const struct dialect_shortcode *
dialect_inner_rule(const struct dialect *d, struct str shortcode,
		   struct str parent)
{
	const struct dialect_shortcode *rule = NULL;

	for (size_t i = 0; i < d->n_shortcodes; i++)
		if (d->shortcodes[i].inner != DIALECT_INNER_UNSAID &&
		    rule_matches(&d->shortcodes[i], shortcode, parent))
			rule = &d->shortcodes[i];
	return rule;
}
