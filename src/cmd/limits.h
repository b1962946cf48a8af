/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * limits - the limits that the command line sets: for all languages, or for
 * one: `--max-age=90 --max-age=ja:120`.
 */
#ifndef CALQUE_CMD_LIMITS_H
#define CALQUE_CMD_LIMITS_H

#include "cmd/work.h"

struct limits {
	struct config_limits all;
	struct config_limits *of; /* by language of the config */
};

/* In w->arena. False after an error: no number, no such language. */
bool limits_read(struct limits *l, struct work *w);

/* Those of a language, with what calque.yaml says (audit/gate.h). */
void limits_for(const struct limits *l, const struct work *w,
		const struct config_language *lang, struct config_limits *out);

#endif
