/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * survey - what a command learns of the whole site before it looks at pages.
 */
#ifndef CALQUE_CMD_SURVEY_H
#define CALQUE_CMD_SURVEY_H

#include "cmd/work.h"
#include "sync/align.h"
#include "sync/base.h"

/*
 * One pass over the history, for all pages of all languages, and for the sources
 * that translations would have which have none. `named` as for bases_read; false
 * after an error. bases_release is due in both cases.
 */
bool survey_bases(struct work *w, const char *named, struct bases *out);

/*
 * How long translations of the language are: from pages all over the site,
 * whichever are selected.
 */
void survey_model(struct work *w, const struct config_language *lang,
		  struct align_model *out);

#endif
