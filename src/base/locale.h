/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * locale - language tags of the site, locale names of PO files, plurals.
 *
 * A site says BCP 47 tags (`pt-BR`, `zh`, `sr-Latn`), a PO file POSIX names
 * (`pt_BR`, `zh_CN`, `sr@latin`). ICU canonicalises; what gettext writes with
 * an @modifier is a small table here, since ICU maps `sr@latin` to `sr__LATIN`.
 */
#ifndef CALQUE_BASE_LOCALE_H
#define CALQUE_BASE_LOCALE_H

#include "base/arena.h"

/*
 * The PO name of a language tag: `pt-br` -> `pt_BR`, `zh-Hans` -> `zh_CN`,
 * `zh-Hant` -> `zh_TW`, `sr-Latn` -> `sr@latin`, `es` -> `es`. A PO name is
 * accepted too and comes back canonical. "No string" where it is no language
 * that ICU knows.
 */
struct str locale_of_tag(struct arena *arena, struct str tag);

/* Is it a language that ICU knows, as a tag or a locale name? */
bool locale_is_known(struct str name);

/* "Spanish (es)"-like English name for messages; the code where unknown. */
struct str locale_name(struct arena *arena, struct str locale);

/*
 * The name by which ICU knows a locale name: `sr@latin` is `sr_Latn`. Ends in a
 * NUL. Static or in the arena.
 */
struct str locale_icu(struct arena *arena, struct str locale);

/*
 * The script that the language is written in, as ISO 15924: "Latn", "Hans",
 * "Jpan"; "" where ICU knows none. In the arena.
 */
struct str locale_script(struct arena *arena, struct str locale);

bool locale_is_rtl(struct str locale);

/*
 * The Plural-Forms value for a locale name (gettext's own table for its
 * languages, and ar, th, hi, fa, id, cy, he), or "no string".
 */
struct str locale_plural_forms(struct str locale);
/* nplurals of that value; 2 where the locale has none in the table. */
size_t locale_n_plurals(struct str locale);

#endif
