/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/names.h"

#include "base/i18n.h"

struct name {
	const char *key, *people;
};

/* ORDER audit_state */
static const struct name states[N_AUDIT_STATES] = {
	{ "up_to_date", N_("up to date") }, { "partial", N_("partial") },
	{ "outdated", N_("outdated") },	    { "missing", N_("missing") },
	{ "orphaned", N_("orphaned") },
};

/* ORDER audit_kind */
static const char *const kinds[N_AUDIT_KINDS] = {
	N_("changed"),	    N_("new"),	  N_("removed"),
	N_("untranslated"), N_("unsure"), N_("translated"),
};

/* ORDER change_class */
static const struct name classes[N_CHANGE_CLASSES] = {
	{ "none", N_("none") },
	{ "white_space", N_("white space") },
	{ "placeables", N_("placeables") },
	{ "numbers", N_("numbers") },
	{ "markup", N_("markup") },
	{ "punctuation", N_("punctuation") },
	{ "words", N_("words") },
};

const char *
names_state(enum audit_state state)
{
	return _(states[state].people);
}

const char *
names_state_key(enum audit_state state)
{
	return states[state].key;
}

const char *
names_kind(enum audit_kind kind)
{
	return _(kinds[kind]);
}

const char *names_class(enum change_class class)
{
	return _(classes[class].people);
}

const char *names_class_key(enum change_class class)
{
	return classes[class].key;
}

struct str
names_unit(const struct audit_unit *unit, struct arena *arena)
{
	if (unit->kind != AUDIT_CHANGED || unit->class == CHANGE_NONE)
		return str_of(names_kind(unit->kind));
	return arena_strf(arena, "%s (%s)", names_kind(unit->kind),
			  names_class(unit->class));
}
