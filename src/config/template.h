/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * template - paths with {placeholders}.
 */
#ifndef CALQUE_CONFIG_TEMPLATE_H
#define CALQUE_CONFIG_TEMPLATE_H

#include "config/config.h"

/* What the placeholders stand for. "No string": the template must not use it. */
struct template_values {
	struct str path, ext, lang, locale, section;
};

/* The template with the values in place; in the arena. */
struct str template_fill(struct str template, const struct template_values *v,
			 struct arena *arena);

/*
 * Match a path with a source template: {path} takes as much as it can, {ext} is
 * md, markdown or mdx. False where it does not match.
 */
bool template_match(struct str template, struct str path,
		    struct template_values *v);

/* The folders before the first placeholder: "content/en". */
struct str template_fixed(struct str template);

/*
 * Check the templates of a rule: {path} in source and target, {lang} or
 * {locale} where there are several languages, known placeholders, no way out of
 * the root.
 */
void template_check(const struct config *cfg, const struct config_pages *rule,
		    struct diag *diag);

#endif
