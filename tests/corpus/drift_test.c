/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drift_test - real pages that drifted: drift_test FOLDER
 *
 * The folder (or that beside the one CALQUE_CORPUS names) holds cases SITE/ID:
 * en.at-translation.md, translations of it (zh.md...) and en.new.md. Each
 * translation is imported against the source that it was made from and then
 * synced to the new one. Checked for all of them:
 *   - a carried translation holds exactly the values of its new source;
 *   - no translation of the old catalog is missing from the new one;
 *   - a second sync changes no byte;
 *   - back at the old source, every translation is there again.
 */
#include "base/file.h"
#include "base/language.h"
#include "catalog/po_read.h"
#include "catalog/po_write.h"
#include "sync/import.h"
#include "sync/sync.h"
#include "unit/tap.h"

#include <stdlib.h>

struct totals {
	size_t cases, skipped, units;
	size_t exact, carried, fuzzy, added;
	size_t classes[N_CHANGE_CLASSES];
	size_t bad_values, lost, noisy, not_back;
};

struct one_case {
	struct str name, old_text, new_text, target, locale;
};

static void
complain(size_t *count, const char *what, const struct one_case *c,
	 struct str text, struct arena *arena)
{
	struct str line = str_sub(text, 0, str_find_byte(text, 0, '\n'));

	if (++*count <= 10)
		printf("# %s: %.*s %.*s: %.60s\n", what, STR_FMT(c->name),
		       STR_FMT(c->locale), arena_cstr(arena, line));
}

/* ---- steps ---- */

static void
sync_to(struct catalog *cat, struct str bytes, struct lexicon *lex,
	struct arena *arena, struct sync *out)
{
	struct page page;

	sync_open(out, cat, lex, arena);
	page_read(&page, STR("a.md"), bytes, lex->dialect, arena, NULL);
	sync_page(out, &page);
	sync_resolve(out);
	sync_close(out);
	page_release(&page);
}

static bool
import_case(const struct one_case *c, struct catalog *cat, struct arena *arena)
{
	const struct dialect *dialect = dialect_preset(STR("hugo"));
	struct diag quiet = { .quiet = true };
	struct import_report report;
	struct import_options options = { 0 };
	struct align_model model;
	struct language *language = language_new(c->locale);
	struct config cfg;
	struct lookup lookup;
	struct page s, t;

	config_init(&cfg);
	align_model_init(&model, STR("en"), c->locale);
	options.cfg = &cfg;
	options.model = &model;
	options.language = language;
	page_read(&s, STR("a.md"), c->old_text, dialect, arena, NULL);
	page_read(&t, STR("b.md"), c->target, dialect, arena, NULL);
	lookup_init(&lookup, cat, arena);
	import_page(&lookup, &options, &s, &t, &quiet, &report);
	page_release(&s);
	page_release(&t);
	language_free(language);
	config_release(&cfg);
	diag_release(&quiet);
	return report.stored;
}

/* ---- checks ---- */

static int
compare_strings(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static struct str *
values_of(struct str text, enum parts_as as, struct arena *arena, size_t *n)
{
	struct parts parts;
	struct str *values;

	parts_find(text, as, dialect_preset(STR("hugo")), arena, &parts);
	values = arena_array(arena, parts.n + 1, sizeof(*values));
	for (size_t i = 0; i < parts.n; i++)
		values[i] = str_span(text, parts.values[i].at);
	if (parts.n)
		qsort(values, parts.n, sizeof(*values), compare_strings);
	*n = parts.n;
	return values;
}

static bool
has_values_of(struct str translation, struct str source, enum parts_as as)
{
	struct arena arena = { 0 };
	size_t n, m;
	struct str *a = values_of(source, as, &arena, &n);
	struct str *b = values_of(translation, as, &arena, &m);
	bool same = n == m;

	for (size_t i = 0; same && i < n; i++)
		same = str_eq(a[i], b[i]);
	arena_release(&arena);
	return same;
}

static void
count_wants(const struct sync *s, const struct one_case *c, struct arena *arena,
	    struct totals *t)
{
	t->exact += s->counts.exact + s->counts.revived;
	t->carried += s->counts.carried;
	t->fuzzy += s->counts.fuzzy;
	t->added += s->counts.added;
	for (size_t i = 0; i < s->n_wants; i++) {
		const struct sync_want *w = &s->wants[i];

		if (!w->m || !w->was.p)
			continue;
		t->classes[w->class]++;
		if (w->done == SYNC_CARRIED && w->patched &&
		    !has_values_of(w->m->msgstr, w->text, w->as))
			complain(&t->bad_values, "other values", c, w->text,
				 arena);
	}
}

static bool
has_msgstr(const struct catalog *cat, struct str text)
{
	for (size_t i = 0; i < cat->n; i++)
		if (str_find(cat->messages[i]->msgstr, 0, text) <
			    cat->messages[i]->msgstr.n ||
		    str_eq(cat->messages[i]->msgstr, text))
			return true;
	return false;
}

/* Live translations before; strings in the arena. */
struct kept {
	struct str *ids, *texts;
	size_t n;
};

static void
keep_texts(const struct catalog *cat, struct arena *arena, struct kept *out)
{
	out->ids = arena_array(arena, cat->n + 1, sizeof(struct str));
	out->texts = arena_array(arena, cat->n + 1, sizeof(struct str));
	out->n = 0;
	for (size_t i = cat->has_header ? 1 : 0; i < cat->n; i++) {
		const struct po_message *m = cat->messages[i];

		if (!m->msgstr.n)
			continue;
		out->ids[out->n] = m->obsolete || m->fuzzy || m->msgctxt.p ?
					   (struct str){ 0 } :
					   arena_str(arena, m->msgid);
		out->texts[out->n++] = arena_str(arena, m->msgstr);
	}
}

/* At the old source again: is each translation what it was? */
static void
check_back(const struct catalog *cat, const struct kept *kept,
	   const struct one_case *c, struct arena *arena, struct totals *t)
{
	for (size_t i = 0; i < kept->n; i++) {
		const struct po_message *m;

		if (!kept->ids[i].p)
			continue;
		m = catalog_find(cat, (struct str){ 0 }, kept->ids[i]);
		if (!m || m->fuzzy || !str_eq(m->msgstr, kept->texts[i]))
			complain(&t->not_back, "does not come back", c,
				 kept->ids[i], arena);
	}
}

static void
check_case(const struct one_case *c, struct totals *t)
{
	struct arena arena = { 0 };
	struct lexicon lex;
	struct catalog cat;
	struct sync sync;
	struct kept kept;
	struct buf first = { 0 }, second = { 0 };

	catalog_init(&cat);
	catalog_make_header(&cat, STR("p"), STR(""), c->locale, STR(""));
	lexicon_init(&lex, dialect_preset(STR("hugo")));
	t->cases++;
	if (!import_case(c, &cat, &arena)) {
		t->skipped++;
		printf("# not imported: %.*s %.*s\n", STR_FMT(c->name),
		       STR_FMT(c->locale));
		goto out;
	}
	sync_to(&cat, c->old_text, &lex, &arena, &sync);
	keep_texts(&cat, &arena, &kept);
	sync_to(&cat, c->new_text, &lex, &arena, &sync);
	count_wants(&sync, c, &arena, t);
	for (size_t i = 0; i < kept.n; i++)
		if (!has_msgstr(&cat, kept.texts[i]))
			complain(&t->lost, "lost", c, kept.texts[i], &arena);
	po_write(&cat, &first);
	sync_to(&cat, c->new_text, &lex, &arena, &sync);
	po_write(&cat, &second);
	if (!str_eq(buf_str(&first), buf_str(&second)))
		complain(&t->noisy, "not quiet", c, STR(""), &arena);
	sync_to(&cat, c->old_text, &lex, &arena, &sync);
	check_back(&cat, &kept, c, &arena, t);
out:
	buf_release(&first);
	buf_release(&second);
	lexicon_release(&lex);
	catalog_release(&cat);
	arena_release(&arena);
}

/* ---- the folder ---- */

static struct str
load(const char *root, struct str folder, const char *name, struct arena *arena)
{
	struct diag quiet = { .quiet = true };
	struct buf bytes = { 0 };
	struct str path =
		arena_strf(arena, "%s/%.*s/%s", root, STR_FMT(folder), name);
	struct str text = { 0 };

	if (file_load(path.p, &bytes, &quiet))
		text = arena_str(arena, bytes.n ? buf_str(&bytes) : STR(""));
	buf_release(&bytes);
	diag_release(&quiet);
	return text;
}

static void
run_target(const char *root, struct str path, struct arena *arena,
	   struct totals *t)
{
	struct str name = path_base(path), dir = path_dir(path);
	struct one_case c = { .name = dir };

	c.locale = str_sub(name, 0, name.n - 3);
	if (name.n != 5 || str_eq(c.locale, STR("en")))
		return;
	if (str_eq(c.locale, STR("uk")))
		c.old_text = load(root, dir, "en.at-translation.uk.md", arena);
	if (!c.old_text.p)
		c.old_text = load(root, dir, "en.at-translation.md", arena);
	c.new_text = load(root, dir, "en.new.md", arena);
	c.target = load(root, dir, arena_cstr(arena, name), arena);
	if (c.old_text.p && c.new_text.p && c.target.p)
		check_case(&c, t);
}

static void
report(const struct totals *t)
{
	printf("# %zu translations, %zu not imported; units: %zu exact, %zu "
	       "carried, %zu fuzzy, %zu new\n# classes of changed ones:",
	       t->cases, t->skipped, t->exact, t->carried, t->fuzzy, t->added);
	for (size_t i = 0; i < N_CHANGE_CLASSES; i++)
		printf(" %s %zu", change_name((enum change_class)i),
		       t->classes[i]);
	putchar('\n');
	ok(t->cases > t->skipped, "translations were imported and synced");
	ok(!t->bad_values, "a carried translation has its new source's values");
	ok(!t->lost, "no translation is missing after a sync");
	ok(!t->noisy, "a second sync changes nothing");
	ok(!t->not_back, "there and back again, every translation is back");
}

int
main(int argc, char **argv)
{
	const char *corpus = getenv("CALQUE_CORPUS");
	struct arena arena = { 0 };
	struct file_list files = { 0 };
	struct diag diag = { .quiet = true };
	struct totals t = { 0 };
	struct str root = { 0 };

	if (argc > 1)
		root = str_of(argv[1]);
	else if (corpus)
		root = arena_strf(&arena, "%s/../drift", corpus);
	if (!root.p || !file_is_dir(root.p)) {
		puts("1..0 # SKIP no folder of drifted pages");
		arena_release(&arena);
		return 0;
	}
	file_walk(root.p, &arena, &files, &diag);
	for (size_t i = 0; i < files.n; i++)
		run_target(root.p, files.paths[i], &arena, &t);
	report(&t);
	diag_release(&diag);
	arena_release(&arena);
	return tap_done();
}
