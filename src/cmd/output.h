/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * output - where a report goes: to the file that --output names, or to stdout.
 */
#ifndef CALQUE_CMD_OUTPUT_H
#define CALQUE_CMD_OUTPUT_H

#include "base/diag.h"

/*
 * `path` as it is seen from here: a command goes up to the folder of calque.yaml.
 * Owned by the caller; NULL for NULL.
 */
char *output_path(const char *path);

/* False after an error. path: NULL for stdout */
bool output_write(const char *path, struct str bytes, struct diag *diag);

#endif
