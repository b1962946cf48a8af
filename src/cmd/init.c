/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "cmd/work.h"
#include "config/detect.h"

#include <stdio.h>
#include <unistd.h>

struct layout {
	const char *name;
	const char *po;
	const char *about;
};

static const struct layout layouts[] = {
	{ "page", "po/{lang}/{path}.po",
	  N_("small files, no conflicts between pages; best with git") },
	{ "section", "po/{lang}/{section}.po",
	  N_("one for each folder below the top; best with Weblate") },
	{ "language", "po/{lang}.po",
	  N_("a single file; best with one translator") },
};

#define N_LAYOUTS (sizeof(layouts) / sizeof(*layouts))

static const struct layout *
find_layout(const char *name)
{
	for (size_t i = 0; i < N_LAYOUTS; i++)
		if (strcmp(layouts[i].name, name) == 0)
			return &layouts[i];
	return NULL;
}

/* Ask at the terminal; anything but 2 or 3 is the first answer. */
static const struct layout *
ask_layout(void)
{
	char answer[16];

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return &layouts[0];
	puts(_("How should the translations be divided into catalogs?"));
	for (size_t i = 0; i < N_LAYOUTS; i++)
		printf("  %zu  %s: %s\n", i + 1, layouts[i].po,
		       _(layouts[i].about));
	printf("%s", _("Your choice [1]: "));
	fflush(stdout);
	if (fgets(answer, sizeof(answer), stdin) && answer[0] >= '1' &&
	    answer[0] <= '3')
		return &layouts[answer[0] - '1'];
	return &layouts[0];
}

static void
print_found(const struct detected *found)
{
	for (size_t i = 0; i < found->n_rules; i++)
		printf(ngettext("found %zu page in '%.*s': %.*s\n",
				"found %zu pages in '%.*s': %.*s\n",
				found->rules[i].n_pages),
		       found->rules[i].n_pages, STR_FMT(found->source),
		       STR_FMT(found->rules[i].source));
	for (size_t i = 0; i < found->n_languages; i++)
		printf(ngettext("found %zu page in '%.*s'\n",
				"found %zu pages in '%.*s'\n",
				found->languages[i].n_pages),
		       found->languages[i].n_pages,
		       STR_FMT(found->languages[i].tag));
	if (!found->n_languages)
		puts(_("found no translations"));
}

static void
print_next(const struct detected *found)
{
	bool translated = false;

	for (size_t i = 0; i < found->n_languages; i++)
		translated = translated || found->languages[i].n_pages;
	if (!found->n_languages)
		printf(_("%s: written; fill in 'languages', then run '%s'\n"),
		       CONFIG_NAME, "calque sync");
	else
		printf(_("%s: written; look through it, then run '%s'\n"),
		       CONFIG_NAME,
		       translated ? "calque import" : "calque sync");
}

static int
write_config(const struct invocation *inv, const struct detected *found,
	     const struct layout *layout, struct diag *diag)
{
	struct buf text = { 0 };
	enum file_saved saved = FILE_UNCHANGED;

	detect_write_config(found, str_of(layout->po), &text);
	if (inv->dry_run)
		fwrite(text.p, 1, text.n, stdout);
	else
		saved = file_save(CONFIG_NAME, buf_str(&text), diag);
	if (!inv->dry_run && saved != FILE_SAVE_FAILED && !inv->quiet)
		print_next(found);
	buf_release(&text);
	return saved == FILE_SAVE_FAILED ? STATUS_TROUBLE : STATUS_FINE;
}

static int
run(const struct invocation *inv)
{
	struct arena arena = { 0 };
	struct diag diag = { .quiet = inv->quiet };
	struct detected found;
	int status = STATUS_TROUBLE;

	if (!inv->force && !inv->dry_run &&
	    file_state(CONFIG_NAME) != FILE_ABSENT)
		diag_error(&diag, loc_at(STR(CONFIG_NAME), 0),
			   _("is there already; 'calque init --force' "
			     "replaces it"));
	else if (detect_site(".", &arena, &found, &diag)) {
		if (!inv->quiet && !inv->dry_run)
			print_found(&found);
		status = write_config(inv, &found,
				      inv->layout ? find_layout(inv->layout) :
						    ask_layout(),
				      &diag);
	}
	diag_flush(&diag, stderr);
	diag_release(&diag);
	arena_release(&arena);
	return status;
}

const struct command command_init = {
	"init",
	"",
	N_("look at the site and write its calque.yaml"),
	run,
	{
		{ "calque init --dry-run", N_("see what would be written") },
		{ "calque init --layout=section",
		  N_("one catalog for each section, as Weblate likes it") },
	},
};
