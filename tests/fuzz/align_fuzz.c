/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * align_fuzz - pages and their translations, parallel or not.
 *
 * Each slot of both pages is in exactly one pair. Nothing of a translation is
 * dropped: each of its texts is in the catalog, unless it is the source's own,
 * or the page is not taken as a translation at all. A translation that runs
 * parallel is built back, byte for byte (law 6). What is written is read again.
 */
#include "base/language.h"
#include "base/utf8.h"
#include "catalog/po_read.h"
#include "catalog/po_write.h"
#include "fuzz/pages.h"
#include "fuzz/target.h"
#include "sync/compose.h"
#include "sync/import.h"

static const struct str hostile[] = {
	STR_INIT("- "),	   STR_INIT("# "),	  STR_INIT("> "),
	STR_INIT("```"),   STR_INIT("\n"),	  STR_INIT("\n\n"),
	STR_INIT("---\n"), STR_INIT("|"),	  STR_INIT("<div>"),
	STR_INIT("<!--"),  STR_INIT("{{< x >}}"), STR_INIT("\""),
	STR_INIT("`"),	   STR_INIT("\t"),	  STR_INIT("\xff"),
	{ "\0", 1 },	   STR_INIT("[x]: "),
};

enum { UNPAIRED, DROPPED, INEXACT, UNREAD };
enum { STORED, PARALLEL };

/* What all inputs share. */
struct own {
	struct config cfg;
	struct language *language;
	struct align_model model;
};

struct one {
	struct fuzz *f;
	const struct own *own;
	struct arena arena;
	struct str target;
};

static void
check_pairs(struct one *o, const struct page *s, const struct page *t)
{
	struct alignment pairs = { 0 };
	size_t *in_s = arena_array(&o->arena, s->n + 1, sizeof(*in_s));
	size_t *in_t = arena_array(&o->arena, t->n + 1, sizeof(*in_t));
	bool ok = true;

	align_pages(s, t, &o->own->model, &o->arena, &pairs);
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
		fuzz_fault(o->f, UNPAIRED, STR(""));
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
			fuzz_fault(o->f, DROPPED, slot->text);
	}
}

/* Does the catalog, as it is read again, build the translation? */
static bool
check_built(struct one *o, const struct catalog *cat, const struct page *s,
	    bool parallel)
{
	struct compose compose = { .cfg = &o->own->cfg,
				   .po_path = STR("a.po") };
	struct diag quiet = { .quiet = true };
	struct composed composed;
	struct catalog again;
	struct lookup lookup;
	struct buf po = { 0 };
	bool exact;

	po_write(cat, &po);
	catalog_init(&again);
	if (!po_read(&again, buf_str(&po), STR("a.po"), &quiet))
		fuzz_fault(o->f, UNREAD, buf_str(&po));
	lookup_init(&lookup, &again, &o->arena);
	compose_page(&compose, &lookup, s, &composed);
	o->f->counts[PARALLEL] += parallel;
	/* what is refused has been said */
	exact = str_eq(buf_str(&composed.bytes), o->target);
	if (parallel && !composed.n_refused && !exact)
		fuzz_fault(o->f, INEXACT, buf_str(&composed.bytes));
	composed_release(&composed);
	catalog_release(&again);
	diag_release(&quiet);
	buf_release(&po);
	return exact;
}

/* Other bytes are no text, and have no message. */
static bool
is_text(struct str bytes)
{
	return utf8_is_valid(bytes) && str_find_byte(bytes, 0, 0) == bytes.n;
}

static void
check_one(struct one *o, struct str source)
{
	struct diag quiet = { .quiet = true };
	const struct own *own = o->own;
	struct import_options options = { .cfg = &own->cfg,
					  .model = &own->model,
					  .language = own->language };
	struct import_report report;
	struct catalog cat;
	struct lookup lookup;
	struct page s, t;

	catalog_init(&cat);
	page_read(&s, STR("a.md"), source, own->cfg.dialect, &o->arena, NULL);
	page_read(&t, STR("b.md"), o->target, own->cfg.dialect, &o->arena,
		  NULL);
	check_pairs(o, &s, &t);
	lookup_init(&lookup, &cat, &o->arena);
	import_page(&lookup, &options, &s, &t, &quiet, &report);
	o->f->counts[STORED] += report.stored;
	/* what is built back is kept, be it in the message of its layout */
	if (report.stored &&
	    !check_built(o, &cat, &s,
			 is_text(source) && is_text(o->target) &&
				 align_runs_parallel(&s, &t)))
		check_dropped(o, &cat, &s, &t);
	page_release(&s);
	page_release(&t);
	catalog_release(&cat);
	diag_release(&quiet);
}

static void
check(struct fuzz *f, struct str input)
{
	struct str source = fuzz_part(&input);
	struct one o = { .f = f, .own = f->own, .target = fuzz_part(&input) };

	check_one(&o, source);
	arena_release(&o.arena);
}

static void
open_model(struct fuzz *f)
{
	static struct own own;

	config_init(&own.cfg);
	own.cfg.dialect = dialect_preset(STR("hugo"));
	own.language = language_new(STR("es"));
	align_model_init(&own.model, STR("en"), STR("es"));
	f->own = &own;
}

static void
make(struct fuzz *f, struct buf *input)
{
	struct blocks blocks;
	struct buf source = { 0 }, target = { 0 };
	size_t n = fuzz_below(f, 3) ? fuzz_below(f, 6) : 0;

	random_blocks(f, &blocks);
	write_blocks(&blocks, false, &source);
	while (n--)
		change_blocks(f, &blocks);
	write_blocks(&blocks, true, &target);
	if (fuzz_below(f, 4) == 0) {
		fuzz_mutate(f, hostile, FUZZ_COUNT(hostile), &source);
		fuzz_mutate(f, hostile, FUZZ_COUNT(hostile), &target);
	}
	buf_add(input, buf_str(&source));
	buf_add_byte(input, FUZZ_NEXT);
	buf_add(input, buf_str(&target));
	buf_release(&source);
	buf_release(&target);
}

const struct fuzz_target fuzz_target = {
	.name = "align",
	.input = "a page and its translation",
	.short_run = 300,
	.pieces = hostile,
	.n_pieces = FUZZ_COUNT(hostile),
	.laws = { "each slot is in one pair", "nothing is dropped",
		  "parallel pages are built back",
		  "what is written is read again" },
	.counts = { "stored", "parallel" },
	.open = open_model,
	.make = make,
	.check = check,
};
