/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * align_judge - is a page the translation of another at all?
 */
#ifndef CALQUE_SYNC_ALIGN_JUDGE_H
#define CALQUE_SYNC_ALIGN_JUDGE_H

#include "base/language.h"
#include "sync/align.h"

/* ORDER align_verdict (align_judge.c) */
enum align_verdict {
	ALIGN_FITS,
	ALIGN_EMPTY,	      /* has no text */
	ALIGN_COPY,	      /* nearly all texts are the source's own */
	ALIGN_SOURCE_WORDS,   /* nearly all words are: another version of it */
	ALIGN_OTHER_LANGUAGE, /* its letters are not the language's */
	ALIGN_MISFIT	      /* few pairs are sure */
};

struct align_judgement {
	enum align_verdict verdict;
	/* required slots of the source; of them in sure pairs; copied ones */
	size_t n_units, n_sure, n_copied;
};

/*
 * Judge `target`, which `pairs` aligned with `source`. `language` is that of the
 * target. Cost: O(both pages).
 */
void align_judge(const struct page *source, const struct page *target,
		 const struct alignment *pairs, const struct language *language,
		 struct align_judgement *out);

/* The verdict for people, translated: "it is empty". */
const char *align_verdict_text(enum align_verdict verdict);

#endif
