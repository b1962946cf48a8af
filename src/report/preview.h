/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * preview - a page and its translation side by side, text by text, as one HTML
 * page that needs no other file.
 *
 * Each text is shown as it will look, with its state, what changed in its source,
 * what `check` says of it, and where it stands. Nothing of a page is active: raw
 * HTML and shortcodes are shown as the text that they are, images by their alt
 * text and destination, and only links of the web and of mail lead anywhere.
 */
#ifndef CALQUE_REPORT_PREVIEW_H
#define CALQUE_REPORT_PREVIEW_H

#include "audit/audit.h"
#include "check/finding.h"
#include "unit/slot.h"

/* All borrowed. */
struct preview {
	const struct audit_page *audit; /* with all units */
	const struct page *source;	/* whose slots these are */
	struct str source_tag;		/* its language; no string: not known */
	const struct finding *findings; /* of this page */
	size_t n_findings;
	/* the page, while it is open, shows what is written in its place */
	bool is_watched;
};

void preview_write_html(const struct preview *preview, struct buf *out);

#endif
