/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/limits.h"

#include "audit/gate.h"
#include "base/i18n.h"

static const struct loc nowhere = { { "calque", 6 }, 0 };

/* "max_age" -> "max-age" */
static struct str
option_name(struct work *w, enum config_limit which)
{
	char *name = arena_cstr(&w->arena, str_of(config_limit_name(which)));

	for (size_t i = 0; name[i]; i++)
		if (name[i] == '_')
			name[i] = '-';
	return str_of(name);
}

/* The limits of the language named, or NULL. */
static struct config_limits *
find_limits(struct limits *l, const struct work *w, struct str lang)
{
	const struct config_language *found = config_language(&w->cfg, lang);

	return found ? &l->of[found - w->cfg.languages] : NULL;
}

static bool
take(struct limits *l, struct work *w, const struct invocation_limit *said)
{
	enum config_limit which = (enum config_limit)said->which;
	struct str value = str_of(said->value), lang;
	struct config_limits *limits = &l->all;
	size_t colon = str_find_byte(value, 0, ':');

	if (colon < value.n) {
		lang = str_sub(value, 0, colon);
		value = str_from(value, colon + 1);
		limits = find_limits(l, w, lang);
		if (!limits) {
			diag_error(&w->diag, nowhere,
				   _("'--%.*s': there is no language '%.*s'"),
				   STR_FMT(option_name(w, which)),
				   STR_FMT(lang));
			return false;
		}
	}
	limits->of[which].is_set = true;
	if (config_read_limit(which, value, &limits->of[which].value))
		return true;
	if (which == LIMIT_TRANSLATED)
		diag_error(&w->diag, nowhere,
			   _("'--%.*s': '%.*s' is no percentage from 0 to "
			     "100"),
			   STR_FMT(option_name(w, which)), STR_FMT(value));
	else
		diag_error(&w->diag, nowhere,
			   _("'--%.*s': '%.*s' is no whole number"),
			   STR_FMT(option_name(w, which)), STR_FMT(value));
	return false;
}

bool
limits_read(struct limits *l, struct work *w)
{
	bool ok = true;

	*l = (struct limits){ 0 };
	l->of = arena_array(&w->arena, w->cfg.n_languages + 1, sizeof(*l->of));
	for (size_t i = 0; i < w->inv->n_limits; i++)
		ok = take(l, w, &w->inv->limits[i]) && ok;
	return ok;
}

void
limits_for(const struct limits *l, const struct work *w,
	   const struct config_language *lang, struct config_limits *out)
{
	gate_limits(out, &w->cfg, lang, &l->all,
		    &l->of[lang - w->cfg.languages]);
}
