/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * detect_found - what detect.c saw of a site, from which detect_layout.c tells
 * how its pages and their translations lie. Seen by these two alone.
 */
#ifndef CALQUE_CONFIG_DETECT_FOUND_H
#define CALQUE_CONFIG_DETECT_FOUND_H

#include "base/file.h"
#include "base/map.h"
#include "config/detect.h"

/* A page, and the first folder in its path that is named as a language. */
struct detect_page {
	struct str path;
	size_t folder; /* in `folders`, or MAP_NONE */
};

struct detect_folder {
	struct str name; /* "content/en/" */
	struct str tag;	 /* "en" */
	size_t n_pages;
};

struct detector {
	const char *root;
	struct arena *arena;
	struct detected *out;
	struct diag *diag;
	struct file_list files;
	struct str base; /* the generator's own folder: "" or "website/" */
	struct detect_page *pages;
	size_t n_pages, cap_pages;
	struct map paths; /* of the pages */
	struct detect_folder *folders;
	size_t n_folders, cap_folders;
	struct map folder_index;
	struct str *configured; /* languages that the generator names */
	size_t n_configured, cap_configured;
	struct str default_language; /* "": not said */
};

/* Is this a language tag, and not just a word that ICU takes for one? */
bool detect_is_language(struct str name);

/* Fill in source, languages and rules of `d->out`. */
void detect_layout(struct detector *d);

#endif
