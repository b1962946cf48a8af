/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sarif - findings as a log of the Static Analysis Results Interchange Format,
 * version 2.1.0 (OASIS), as code scanning services read it.
 *
 * Paths are URI references from the top of the repository, %SRCROOT%; every byte
 * that is not unreserved (RFC 3986, 2.3) is written in percents. The rules are
 * the whole table of checks, in its order. A finding about a file as a whole
 * stands at line 1: services want one.
 *
 * The fingerprint of a result tells it again after lines have moved and days
 * have passed: it is made of the check, the file, the language, the page and the
 * message.
 */
#ifndef CALQUE_REPORT_SARIF_H
#define CALQUE_REPORT_SARIF_H

#include "report/findings.h"

void findings_write_sarif(const struct findings *list,
			  const struct findings_site *site, struct buf *out);

#endif
