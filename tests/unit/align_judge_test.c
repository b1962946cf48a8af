/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/align_judge.h"
#include "unit/tap.h"

#define TEXT_EN                                                           \
	"# Starting\n\nThis page says how to start the program for the "  \
	"first time.\n\nIt also says what to do when something does not " \
	"work as it should.\n\n- Open the window\n- Close the window\n\n" \
	"All that is left is to be patient and to read the other pages "  \
	"of this guide.\n"

#define TEXT_ES                                                               \
	"# Comenzar\n\nEsta página explica cómo iniciar el programa por "   \
	"primera vez.\n\nTambién dice qué hacer cuando algo no funciona "   \
	"como debería.\n\n- Abrir la ventana\n- Cerrar la ventana\n\nSólo " \
	"queda tener paciencia y leer las demás páginas de esta guía.\n"

static const struct {
	const char *what, *locale, *source, *target;
	enum align_verdict verdict;
	size_t n_units, n_sure, n_copied;
} examples[] = {
	{ "a translation", "es", TEXT_EN, TEXT_ES, ALIGN_FITS, 6, 6, 0 },
	{ "an empty page", "es", TEXT_EN, "", ALIGN_EMPTY, 6, 0, 0 },
	{ "nothing but code", "es", TEXT_EN, "```\nls\n```\n", ALIGN_EMPTY, 6,
	  0, 0 },
	{ "both are empty", "es", "", "", ALIGN_FITS, 0, 0, 0 },
	{ "a copy", "es", TEXT_EN, TEXT_EN, ALIGN_COPY, 6, 6, 6 },
	{ "a copy but for its front matter", "es",
	  "---\nweight: 1\n---\n"
	  "" TEXT_EN,
	  "---\nweight: 2\n---\n" TEXT_EN, ALIGN_COPY, 6, 6, 6 },
	{ "another version of the source", "es", TEXT_EN,
	  "# Starting it\n\nThis page says how to start the program.\n\nIt "
	  "also says what to do when something does not work.\n\n- Open a "
	  "window\n- Close the other window\n\nThat is all: to be patient and "
	  "read the pages of this guide, for the first time.\n",
	  ALIGN_SOURCE_WORDS, 6, 6, 0 },
	{ "one text is not translated", "es", TEXT_EN "\nOne text more.\n",
	  TEXT_ES "\nOne text more.\n", ALIGN_FITS, 7, 7, 1 },
	{ "another language", "uk", TEXT_EN, TEXT_ES, ALIGN_OTHER_LANGUAGE, 6,
	  6, 0 },
	{ "another page", "es", TEXT_EN,
	  "> Nada.\n\n> Poco.\n\n| A | B |\n|---|---|\n| Uno | Dos |\n",
	  ALIGN_MISFIT, 6, 0, 0 },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
		struct arena arena = { 0 };
		struct page source, target;
		struct align_model model;
		struct alignment pairs;
		struct align_judgement j;
		struct str locale = str_of(examples[i].locale);
		struct language *language = language_new(locale);

		page_read(&source, STR("a.md"), str_of(examples[i].source),
			  dialect_preset(STR("hugo")), &arena, NULL);
		page_read(&target, STR("a.md"), str_of(examples[i].target),
			  dialect_preset(STR("hugo")), &arena, NULL);
		align_model_init(&model, STR("en"), locale);
		align_pages(&source, &target, &model, &arena, &pairs);
		align_judge(&source, &target, &pairs, language, &j);
		if (!ok(j.verdict == examples[i].verdict, examples[i].what))
			printf("# it says: %s\n",
			       align_verdict_text(j.verdict));
		is_int((long long)j.n_units, (long long)examples[i].n_units,
		       "units");
		is_int((long long)j.n_sure, (long long)examples[i].n_sure,
		       "sure ones");
		is_int((long long)j.n_copied, (long long)examples[i].n_copied,
		       "copied ones");
		language_free(language);
		page_release(&source);
		page_release(&target);
		arena_release(&arena);
	}
	return tap_done();
}
