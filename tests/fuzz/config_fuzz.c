/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * config_fuzz - random configurations.
 *
 * Each is read, or refused with an error that says why. What was read has
 * languages, and templates that stay inside the site; and the site that it makes
 * opens, or says why not.
 */
#include "config/site.h"
#include "fuzz/fuzz.h"
#include "unit/tap.h"

#include <unistd.h>

#define SHORT_RUN 1500

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

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

struct totals {
	size_t read, opened, silent, empty, outside;
};

static bool
stays_inside(struct str path)
{
	return !path.p ||
	       (str_at(path, 0) != '/' && !str_starts(path, STR("../")) &&
		str_find(path, 0, STR("/../")) == path.n);
}

static void
check_paths(const struct config *cfg, const struct site *site, struct totals *t)
{
	struct arena arena = { 0 };

	t->empty += cfg->n_languages == 0 || cfg->n_pages == 0;
	for (size_t i = 0; i < site->n; i++)
		for (size_t k = 0; k < cfg->n_languages; k++) {
			const struct config_language *l = &cfg->languages[k];
			struct str target =
				site_target(site, &site->pages[i], l, &arena);
			struct str po =
				site_po(site, &site->pages[i], l, &arena);

			t->outside +=
				!stays_inside(target) || !stays_inside(po);
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
check_config(struct str bytes, struct totals *t)
{
	struct diag diag = { 0 };
	struct config cfg;
	struct site site = { 0 };
	bool ok;

	write_config(bytes);
	config_init(&cfg);
	ok = config_load(&cfg, "calque.yaml", &diag);
	if (ok) {
		t->read++;
		ok = site_open(&site, &cfg, &diag);
		t->opened += ok;
		if (ok)
			check_paths(&cfg, &site, t);
		site_release(&site);
	}
	if (ok == (diag.n_errors > 0) && t->silent++ < 5) {
		tap_print_bytes("config", bytes);
		tap_print_bytes("said", buf_str(&diag.text));
	}
	config_release(&cfg);
	diag_release(&diag);
}

int
main(void)
{
	char folder[] = "/tmp/calque-config-fuzz-XXXXXX";
	struct diag diag = { 0 };
	struct fuzz f;
	struct totals t = { 0 };
	struct buf bytes = { 0 };

	if (!mkdtemp(folder) || chdir(folder) != 0) {
		puts("Bail out! no folder for the test");
		return 0;
	}
	file_save("content/en/a/b.md", STR("# A\n"), &diag);
	file_save("content/en/c.es.md", STR("# C\n"), &diag);
	fuzz_init(&f, SHORT_RUN);
	while (fuzz_next(&f)) {
		size_t n = fuzz_below(&f, 5);

		if (fuzz_below(&f, 3)) {
			buf_clear(&bytes);
			buf_add_str(&bytes, base);
		} else {
			fuzz_pieces(&f, pieces, COUNT(pieces), 12, &bytes);
		}
		while (n--)
			fuzz_mutate(&f, pieces, COUNT(pieces), &bytes);
		check_config(buf_str(&bytes), &t);
	}
	printf("# %zu configs, %zu read, %zu opened\n", f.n, t.read, t.opened);
	is_int((long long)t.silent, 0, "errors are said, and only then");
	is_int((long long)t.empty, 0, "a config has languages and pages");
	is_int((long long)t.outside, 0, "no path leaves the site");
	buf_release(&bytes);
	diag_release(&diag);
	unlink("content/en/a/b.md");
	unlink("content/en/c.es.md");
	unlink("calque.yaml");
	rmdir("content/en/a");
	rmdir("content/en");
	rmdir("content");
	rmdir(folder);
	return tap_done();
}
