/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * config_fuzz - random configurations.
 *
 * Each is read, or refused with an error that says why. What was read has
 * languages, and templates that stay inside the site; and the site that it makes
 * opens, or says why not.
 */
#include "config/site.h"
#include "fuzz/target.h"

#include <unistd.h>

static const char base[] =
	"source: en\nlanguages: [es, {tag: zh, locale: zh_CN}]\npages:\n"
	"  - source: content/en/{path}.{ext}\n"
	"    target: content/{lang}/{path}.{ext}\n    po: po/{lang}/{path}.po\n"
	"dialect: hugo\n";

static const struct str pieces[] = {
	STR_INIT("source: en\n"),
	STR_INIT("languages: [es, pt-BR]\n"),
	STR_INIT("languages:\n  - es\n  - {tag: zh, locale: zh_CN}\n"),
	STR_INIT("pages:\n"),
	STR_INIT("  - source: content/en/{path}.{ext}\n"),
	STR_INIT("    target: content/{lang}/{path}.{ext}\n"),
	STR_INIT("    target: ../{lang}/{path}.{ext}\n"),
	STR_INIT("    target: /etc/{lang}{path}\n"),
	STR_INIT("    po: po/{locale}/{section}.po\n"),
	STR_INIT("    po: po/{lang}/../../../{path}.po\n"),
	STR_INIT("    exclude: [\"a/**\", \"**\", \"*\"]\n"),
	STR_INIT("dialect: gfm\n"),
	STR_INIT("front_matter: [title, \"menu.*.name\"]\n"),
	STR_INIT("shortcodes:\n  image: {translate: [caption, alt]}\n"),
	STR_INIT("  text: {inner: verbatim}\n"),
	STR_INIT("build: {threshold: 1, fuzzy: source, wrap: none}\n"),
	STR_INIT("build:\n  wrap: 99999999999999999999\n"),
	STR_INIT("  threshold: -1\n"),
	STR_INIT("  mark: [\"<\", \">\"]\n"),
	STR_INIT("allow: [\"html:*\", bidi]\n"),
	STR_INIT("checks: {untranslated: off}\n"),
	STR_INIT("links: {/docs/: \"/{lang}/docs/\"}\n"),
	STR_INIT("pin: default_lang_commit\n"),
	STR_INIT("a: &a [*a, *a]\n"),
	STR_INIT("b: *a\n"),
	STR_INIT("? [x, y]\n: z\n"),
	STR_INIT("- "),
	STR_INIT("["),
	STR_INIT("{"),
	STR_INIT("]"),
	STR_INIT("}"),
	STR_INIT("{path}"),
	STR_INIT("{lang"),
	STR_INIT("!!binary "),
	STR_INIT("%YAML 9.9\n"),
	STR_INIT("---\n"),
	STR_INIT("...\n"),
	STR_INIT("|\n  x\n"),
	STR_INIT("\""),
	STR_INIT("'"),
	STR_INIT("\t"),
	STR_INIT("\r\n"),
	STR_INIT("# x\n"),
	STR_INIT("\xff"),
	STR_INIT("\xef\xbb\xbf"),
	{ "\0", 1 },
};

enum { SILENT, EMPTY, OUTSIDE };
enum { READ, OPENED };

static bool
stays_inside(struct str path)
{
	return !path.p ||
	       (str_at(path, 0) != '/' && !str_starts(path, STR("../")) &&
		str_find(path, 0, STR("/../")) == path.n);
}

static void
check_paths(struct fuzz *f, const struct config *cfg, const struct site *site)
{
	struct arena arena = { 0 };

	if (cfg->n_languages == 0 || cfg->n_pages == 0)
		fuzz_fault(f, EMPTY, STR(""));
	for (size_t i = 0; i < site->n; i++)
		for (size_t k = 0; k < cfg->n_languages; k++) {
			const struct config_language *l = &cfg->languages[k];
			struct str target =
				site_target(site, &site->pages[i], l, &arena);
			struct str po =
				site_po(site, &site->pages[i], l, &arena);

			if (!stays_inside(target) || !stays_inside(po))
				fuzz_fault(f, OUTSIDE, target);
		}
	arena_release(&arena);
}

/* fsync is slow; nobody needs these bytes after a crash. */
static void
write_config(struct str bytes)
{
	FILE *f = fopen("calque.yaml", "w");

	if (f) {
		fwrite(bytes.p, 1, bytes.n, f);
		fclose(f);
	}
}

static void
check(struct fuzz *f, struct str bytes)
{
	struct diag diag = { 0 };
	struct config cfg;
	struct site site = { 0 };
	bool ok;

	write_config(bytes);
	config_init(&cfg);
	ok = config_load(&cfg, "calque.yaml", &diag);
	if (ok) {
		f->counts[READ]++;
		ok = site_open(&site, &cfg, &diag);
		f->counts[OPENED] += ok;
		if (ok)
			check_paths(f, &cfg, &site);
		site_release(&site);
	}
	if (ok == (diag.n_errors > 0))
		fuzz_fault(f, SILENT, buf_str(&diag.text));
	config_release(&cfg);
	diag_release(&diag);
}

static void
make(struct fuzz *f, struct buf *input)
{
	size_t n = fuzz_below(f, 5);

	if (fuzz_below(f, 3))
		buf_add_str(input, base);
	else
		fuzz_pieces(f, pieces, FUZZ_COUNT(pieces), 12, input);
	while (n--)
		fuzz_mutate(f, pieces, FUZZ_COUNT(pieces), input);
}

static char folder[] = "/tmp/calque-config-fuzz-XXXXXX";

static void
leave(void)
{
	unlink("content/en/a/b.md");
	unlink("content/en/c.es.md");
	unlink("calque.yaml");
	rmdir("content/en/a");
	rmdir("content/en");
	rmdir("content");
	rmdir(folder);
}

/* A site for the configurations, in a folder of our own. */
static void
enter(struct fuzz *f)
{
	struct diag diag = { 0 };

	(void)f;
	if (!mkdtemp(folder) || chdir(folder) != 0) {
		puts("Bail out! no folder for the test");
		exit(0);
	}
	atexit(leave);
	file_save("content/en/a/b.md", STR("# A\n"), &diag);
	file_save("content/en/c.es.md", STR("# C\n"), &diag);
	diag_release(&diag);
}

const struct fuzz_target fuzz_target = {
	.name = "config",
	.input = "a calque.yaml",
	.short_run = 1500,
	.pieces = pieces,
	.n_pieces = FUZZ_COUNT(pieces),
	.laws = { "errors are said, and only then",
		  "a config has languages and pages",
		  "no path leaves the site" },
	.counts = { "read", "opened" },
	.open = enter,
	.make = make,
	.check = check,
};
