/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * i18n - calque's own messages, through libintl.
 *
 * _("...") is the message in the user's language, N_("...") only marks one for
 * translation (tables), NN_("...", "...") marks both forms for ngettext. JSON is
 * never translated.
 */
#ifndef CALQUE_BASE_I18N_H
#define CALQUE_BASE_I18N_H

#include "config.h"

#ifdef ENABLE_NLS
#include <libintl.h>
#define _(s) gettext(s)
#else
#define _(s) (s)
#define ngettext(one, many, n) ((n) == 1 ? (one) : (many))
#endif
#define N_(s) s
#define NN_(one, many) one, many

#endif
