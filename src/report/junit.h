/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * junit - findings as a JUnit test report (XML 1.0).
 *
 * A suite for each language, a test case for each finding: an error (with
 * `strict` a warning, too) has failed, any other has passed and says what it
 * says on its standard output. A language without findings is one case that has
 * passed.
 *
 * A character that XML cannot hold, and what is not UTF-8, becomes U+FFFD. The
 * report has no times: the same site gives the same bytes.
 */
#ifndef CALQUE_REPORT_JUNIT_H
#define CALQUE_REPORT_JUNIT_H

#include "report/findings.h"

void findings_write_junit(const struct findings *list,
			  const struct findings_site *site, struct buf *out);

#endif
