/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * assets - the style and the script of the HTML report, line by line, NULL last.
 * The C file is made of status.css and status.js by make (embed.awk).
 */
#ifndef CALQUE_REPORT_HTML_ASSETS_H
#define CALQUE_REPORT_HTML_ASSETS_H

#include <stddef.h>

extern const char *const assets_style[];
extern const char *const assets_script[];

#endif
