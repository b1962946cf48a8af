/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * github - findings as commands of a GitHub workflow, which shows them beside
 * the lines of a change:
 *
 *   ::error file=po/es/a.po,line=12,title=link-changed::what is wrong; ...
 *
 * As GitHub's toolkit does it, `%` and line ends are written as %25, %0D, %0A, in
 * properties also `:` and `,`: no text can end its command or begin another.
 * Other control characters, and what is not UTF-8, become U+FFFD.
 */
#ifndef CALQUE_REPORT_GITHUB_H
#define CALQUE_REPORT_GITHUB_H

#include "report/findings.h"

void findings_write_github(const struct findings *list,
			   const struct findings_site *site, struct buf *out);

#endif
