/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * findings - what `check` found, as text and JSON.
 */
#ifndef CALQUE_REPORT_FINDINGS_H
#define CALQUE_REPORT_FINDINGS_H

#include "base/diag.h"
#include "check/finding.h"
#include "report/json.h"

/*
 * `path:line: error: [id] what is wrong; what to do`, one each. They count in
 * diag as what they are.
 */
void findings_write_text(const struct findings *list, struct diag *diag);

/* The same as objects in an open array; see calque(1). */
void findings_write_json(const struct findings *list, struct json *json);

#endif
