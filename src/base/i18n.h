/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * i18n - calque's own messages, through libintl.
 *
 * _("...") is the message in the user's language, N_("...") only marks one for
 * translation (tables), NN_("...", "...") marks both forms for ngettext, and
 * NNC_("where", "...", "...") does where the same word stands elsewhere without a
 * number: i18n_plain() takes the context off again. JSON is never translated.
 */
#ifndef CALQUE_BASE_I18N_H
#define CALQUE_BASE_I18N_H

#include "config.h"

#include <string.h>

#ifdef ENABLE_NLS
#include <libintl.h>
#define _(s) gettext(s)
#else
#define _(s) (s)
#define ngettext(one, many, n) ((n) == 1 ? (one) : (many))
#endif
#define N_(s) s
#define NN_(one, many) one, many
#define NNC_(context, one, many) context "\004" one, many

/* A message without the context that gettext leaves on it where there is no
   translation. */
static inline const char *
i18n_plain(const char *text)
{
	const char *end = strchr(text, '\004');

	return end ? end + 1 : text;
}

#endif
