/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * assets - the styles and scripts of HTML pages, line by line, NULL last. The C
 * file is made of the files in this folder by make (embed.awk).
 */
#ifndef CALQUE_REPORT_HTML_ASSETS_H
#define CALQUE_REPORT_HTML_ASSETS_H

#include <stddef.h>

extern const char *const assets_base_css[];
extern const char *const assets_preview_css[];
extern const char *const assets_status_css[];
extern const char *const assets_preview_js[];
extern const char *const assets_reload_js[];
extern const char *const assets_status_js[];
extern const char *const assets_theme_js[];

#endif
