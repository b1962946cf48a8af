/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * names - what states, kinds and classes are called: to people, in their
 * language, and as keys of JSON ("up_to_date"), which are never translated.
 */
#ifndef CALQUE_REPORT_NAMES_H
#define CALQUE_REPORT_NAMES_H

#include "audit/audit.h"

const char *names_state(enum audit_state state);
const char *names_state_key(enum audit_state state);
const char *names_kind(enum audit_kind kind);
const char *names_class(enum change_class class);
const char *names_class_key(enum change_class class);

/* "changed (words)", "new": what a unit is, in one phrase. In the arena. */
struct str names_unit(const struct audit_unit *unit, struct arena *arena);

#endif
