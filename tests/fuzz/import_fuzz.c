/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * import_fuzz - random pages and their translations, parallel or not.
 *
 * Each slot of both pages is in exactly one pair. Nothing of a translation is
 * dropped: each of its texts is in the catalog, unless it is the source's own,
 * or the page is not taken as a translation at all. A translation that runs
 * parallel is built back, byte for byte (law 6). What is written is read again.
 */
#include "base/language.h"
#include "catalog/po_read.h"
#include "catalog/po_write.h"
#include "fuzz/pages.h"
#include "sync/compose.h"
#include "sync/import.h"
#include "unit/tap.h"

#define SHORT_RUN 300

static const struct str hostile[] = {
	STR_INIT("- "),	   STR_INIT("# "),	  STR_INIT("> "),
	STR_INIT("```"),   STR_INIT("\n"),	  STR_INIT("\n\n"),
	STR_INIT("---\n"), STR_INIT("|"),	  STR_INIT("<div>"),
	STR_INIT("<!--"),  STR_INIT("{{< x >}}"), STR_INIT("\""),
	STR_INIT("`"),	   STR_INIT("\t"),	  STR_INIT("\xff"),
	{ "\0", 1 },	   STR_INIT("[x]: "),
};

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

struct totals {
	size_t pages, stored, parallel;
	size_t unpaired, dropped, inexact, unread;
};

struct one {
	struct config cfg;
	struct language *language;
	struct align_model model;
	struct arena arena;
	struct buf source, target;
	bool mutated;
	struct totals *t;
};

static void
fault(size_t *count, const char *what, struct one *o, struct str text)
{
	if (++*count > 5)
		return;
	printf("# %s\n", what);
	tap_print_bytes("text", text);
	tap_print_bytes("source", buf_str(&o->source));
	tap_print_bytes("target", buf_str(&o->target));
}

static void
check_pairs(struct one *o, const struct page *s, const struct page *t)
{
	struct alignment pairs = { 0 };
	size_t *in_s = arena_array(&o->arena, s->n + 1, sizeof(*in_s));
	size_t *in_t = arena_array(&o->arena, t->n + 1, sizeof(*in_t));
	bool ok = true;

	align_pages(s, t, &o->model, &o->arena, &pairs);
	for (size_t i = 0; i < pairs.n; i++) {
		const struct align_pair *p = &pairs.pairs[i];

		for (size_t k = 0; k < p->n_source; k++)
			in_s[p->source + k]++;
		for (size_t k = 0; k < p->n_target; k++)
			in_t[p->target + k]++;
	}
	for (size_t i = 0; i < s->n; i++)
		ok = ok && in_s[i] == 1;
	for (size_t i = 0; i < t->n; i++)
		ok = ok && in_t[i] == 1;
	if (!ok)
		fault(&o->t->unpaired, "not in one pair", o, STR(""));
}

static bool
has_text(const struct catalog *cat, struct str text)
{
	for (size_t i = 0; i < cat->n; i++)
		if (cat->messages[i]->msgstr.n &&
		    str_find(cat->messages[i]->msgstr, 0, text) + text.n <=
			    cat->messages[i]->msgstr.n)
			return true;
	return false;
}

static bool
is_of_source(const struct page *source, struct str text)
{
	for (size_t i = 0; i < source->n; i++)
		if (str_eq(source->slots[i].text, text))
			return true;
	return false;
}

static void
check_dropped(struct one *o, const struct catalog *cat, const struct page *s,
	      const struct page *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct slot *slot = &t->slots[i];

		if (slot->required && slot->text.p &&
		    !has_text(cat, slot_target_text(t, slot)) &&
		    !is_of_source(s, slot->text))
			fault(&o->t->dropped, "dropped", o, slot->text);
	}
}

/* Does the catalog, as it is read again, build the translation? */
static bool
check_built(struct one *o, const struct catalog *cat, const struct page *s,
	    bool parallel)
{
	struct compose compose = { .cfg = &o->cfg, .po_path = STR("a.po") };
	struct diag quiet = { .quiet = true };
	struct composed composed;
	struct catalog again;
	struct lookup lookup;
	struct buf po = { 0 };
	bool exact;

	po_write(cat, &po);
	catalog_init(&again);
	if (!po_read(&again, buf_str(&po), STR("a.po"), &quiet))
		fault(&o->t->unread, "not read again", o, buf_str(&po));
	lookup_init(&lookup, &again, &o->arena);
	compose_page(&compose, &lookup, s, &composed);
	o->t->parallel += parallel;
	/* what is refused has been said */
	exact = str_eq(buf_str(&composed.bytes), buf_str(&o->target));
	if (parallel && !composed.n_refused && !exact)
		fault(&o->t->inexact, "not built back", o,
		      buf_str(&composed.bytes));
	composed_release(&composed);
	catalog_release(&again);
	diag_release(&quiet);
	buf_release(&po);
	return exact;
}

static void
check_one(struct one *o)
{
	struct diag quiet = { .quiet = true };
	struct import_options options = { .cfg = &o->cfg,
					  .model = &o->model,
					  .language = o->language };
	struct import_report report;
	struct catalog cat;
	struct lookup lookup;
	struct page s, t;

	catalog_init(&cat);
	page_read(&s, STR("a.md"), buf_str(&o->source), o->cfg.dialect,
		  &o->arena, NULL);
	page_read(&t, STR("b.md"), buf_str(&o->target), o->cfg.dialect,
		  &o->arena, NULL);
	check_pairs(o, &s, &t);
	lookup_init(&lookup, &cat, &o->arena);
	import_page(&lookup, &options, &s, &t, &quiet, &report);
	o->t->stored += report.stored;
	/* what is built back is kept, be it in the message of its layout */
	if (report.stored &&
	    !check_built(o, &cat, &s,
			 !o->mutated && align_runs_parallel(&s, &t)))
		check_dropped(o, &cat, &s, &t);
	page_release(&s);
	page_release(&t);
	catalog_release(&cat);
	diag_release(&quiet);
}

static void
make_pages(struct fuzz *f, struct one *o)
{
	struct blocks blocks;
	size_t n = fuzz_below(f, 3) ? fuzz_below(f, 6) : 0;

	random_blocks(f, &blocks);
	write_blocks(&blocks, false, &o->source);
	while (n--)
		change_blocks(f, &blocks);
	write_blocks(&blocks, true, &o->target);
	o->mutated = fuzz_below(f, 4) == 0;
	if (o->mutated) {
		fuzz_mutate(f, hostile, COUNT(hostile), &o->source);
		fuzz_mutate(f, hostile, COUNT(hostile), &o->target);
	}
}

int
main(void)
{
	struct fuzz f;
	struct totals t = { 0 };
	struct one o = { .t = &t };

	config_init(&o.cfg);
	o.cfg.dialect = dialect_preset(STR("hugo"));
	o.language = language_new(STR("es"));
	align_model_init(&o.model, STR("en"), STR("es"));
	fuzz_init(&f, SHORT_RUN);
	while (fuzz_next(&f)) {
		make_pages(&f, &o);
		check_one(&o);
		arena_clear(&o.arena);
	}
	printf("# %zu pages, %zu stored, %zu parallel\n", f.n, t.stored,
	       t.parallel);
	is_int((long long)t.unpaired, 0, "each slot is in one pair");
	is_int((long long)t.dropped, 0, "nothing is dropped");
	is_int((long long)t.inexact, 0, "parallel pages are built back");
	is_int((long long)t.unread, 0, "what is written is read again");
	buf_release(&o.source);
	buf_release(&o.target);
	arena_release(&o.arena);
	language_free(o.language);
	config_release(&o.cfg);
	return tap_done();
}
