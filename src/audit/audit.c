/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/audit.h"

/* ORDER audit_state */
static const char *const state_names[N_AUDIT_STATES] = {
	"up to date", "partial", "outdated", "missing", "orphaned",
};

/* ORDER audit_kind */
static const char *const kind_names[N_AUDIT_KINDS] = {
	"changed", "new", "removed", "untranslated", "unsure", "translated",
};

const char *
audit_state_name(enum audit_state state)
{
	return state_names[state];
}

const char *
audit_kind_name(enum audit_kind kind)
{
	return kind_names[kind];
}
