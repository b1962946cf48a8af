/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sync_fuzz - a page, the page as it was, and a catalog: sync and build.
 *
 * The catalog goes to the old page, then to the new one, then back.
 * Law 2: the page that the catalog builds is split as its source is. Law 3: no
 * translation and no comment goes. Law 4: a second sync changes no byte, and
 * what is written is read again as it was. Law 5: the same again gives the same
 * bytes. And back at the old page all its translations are there again.
 */
#include "catalog/po_read.h"
#include "catalog/po_write.h"
#include "fuzz/pages.h"
#include "fuzz/target.h"
#include "sync/compose.h"
#include "sync/pool.h"

static const struct str hostile[] = {
	STR_INIT("1. "),
	STR_INIT("- "),
	STR_INIT("# "),
	STR_INIT("> "),
	STR_INIT("```"),
	STR_INIT("\n"),
	STR_INIT("\n\n"),
	STR_INIT("---"),
	STR_INIT("==="),
	STR_INIT("|"),
	STR_INIT("[x]: "),
	STR_INIT("[^1]: "),
	STR_INIT(": "),
	STR_INIT("<div>"),
	STR_INIT("<!--"),
	STR_INIT("-->"),
	STR_INIT("<script>"),
	STR_INIT("{{< x >}}"),
	STR_INIT("{{<"),
	STR_INIT(">}}"),
	STR_INIT("{{% /alert %}}"),
	STR_INIT("\""),
	STR_INIT("'"),
	STR_INIT("`"),
	STR_INIT("\\"),
	STR_INIT("+++"),
	STR_INIT("$$"),
	STR_INIT(":::"),
	STR_INIT("{#id}"),
	STR_INIT("\t"),
	STR_INIT("  \n"),
	STR_INIT("\r"),
	STR_INIT("*"),
	STR_INIT("&amp;"),
	STR_INIT("\xe2\x80\xa8"),
	STR_INIT("\xef\xbb\xbf"),
	STR_INIT("\xe2\x80\xae"),
	STR_INIT("msgid \""),
};

enum { UNREAD, BROKEN, LOST, NOISY, OTHER, NOT_BACK };
enum { READ, MESSAGES };

/* One case: what all its steps share. */
struct one {
	struct fuzz *f;
	struct config cfg;
	struct lexicon lex;
	struct arena arena;
	struct str old_page, new_page;
};

/* ---- steps, as the command makes them ---- */

static void
verify(struct one *o, struct sync *s, struct str bytes)
{
	struct page page;

	page_read(&page, STR("a.md"), bytes, o->cfg.dialect, &o->arena, NULL);
	sync_verify(s, &o->cfg, &page);
	page_release(&page);
}

static void
adopt(struct one *o, struct sync *s)
{
	struct pool pool;

	pool_init(&pool, &o->lex);
	pool_add_wishes(&pool, s);
	pool_add_orphans(&pool, s);
	pool_add_catalog(&pool, s->lookup.cat, false);
	pool_match(&pool);
	sync_adopt(s, &pool, 0);
	pool_release(&pool);
}

static void
sync_to(struct one *o, struct catalog *cat, struct str bytes)
{
	struct sync s;
	struct page page;

	sync_open(&s, cat, &o->lex, &o->arena);
	page_read(&page, STR("a.md"), bytes, o->cfg.dialect, &o->arena, NULL);
	sync_page(&s, &page);
	page_release(&page);
	sync_resolve(&s);
	adopt(o, &s);
	sync_close(&s);
	if (s.has_patched)
		verify(o, &s, bytes);
	sync_release(&s);
}

/* ---- laws ---- */

static bool
has_text(const struct catalog *cat, struct str text)
{
	for (size_t i = 0; i < cat->n; i++)
		if (str_find(cat->messages[i]->msgstr, 0, text) + text.n <=
		    cat->messages[i]->msgstr.n)
			return true;
	return false;
}

static size_t
count_comments(const struct catalog *cat)
{
	size_t n = 0;

	for (size_t i = 0; i < cat->n; i++)
		n += cat->messages[i]->comments.n > 0;
	return n;
}

static void
check_kept(struct one *o, const struct catalog *before,
	   const struct catalog *after)
{
	for (size_t i = 0; i < before->n; i++) {
		struct str text = before->messages[i]->msgstr;

		if (text.n && !has_text(after, text))
			fuzz_fault(o->f, LOST, text);
	}
	if (count_comments(after) < count_comments(before))
		fuzz_fault(o->f, LOST, STR("a comment"));
}

/* Is the built page split as its source is? */
static void
check_structure(struct one *o, struct catalog *cat, struct str bytes)
{
	struct compose compose = { .cfg = &o->cfg, .po_path = STR("a.po") };
	struct composed composed;
	struct lookup lookup;
	struct page page, built;
	bool same;

	page_read(&page, STR("a.md"), bytes, o->cfg.dialect, &o->arena, NULL);
	lookup_init(&lookup, cat, &o->arena);
	compose_page(&compose, &lookup, &page, &composed);
	page_read(&built, STR("a.md"), buf_str(&composed.bytes), o->cfg.dialect,
		  &o->arena, NULL);
	same = built.n == page.n;
	for (size_t i = 0; same && i < page.n; i++)
		same = built.slots[i].kind == page.slots[i].kind &&
		       str_eq(md_place(&page.doc, page.slots[i].leaf),
			      md_place(&built.doc, built.slots[i].leaf));
	if (!same)
		fuzz_fault(o->f, BROKEN, buf_str(&composed.bytes));
	page_release(&built);
	page_release(&page);
	composed_release(&composed);
}

static bool
read_again(struct catalog *cat, const struct buf *po)
{
	struct diag quiet = { .quiet = true };
	bool read;

	catalog_init(cat);
	read = po_read(cat, buf_str(po), STR("a.po"), &quiet);
	diag_release(&quiet);
	return read;
}

/* The catalog as a file: from its bytes the same step gives the same bytes. */
static void
check_again(struct one *o, const struct buf *before, const struct buf *after)
{
	struct buf twice = { 0 }, quiet = { 0 };
	struct catalog cat;

	if (!read_again(&cat, before)) {
		fuzz_fault(o->f, UNREAD, buf_str(before));
	} else {
		sync_to(o, &cat, o->new_page);
		po_write(&cat, &twice);
		if (!str_eq(buf_str(&twice), buf_str(after)))
			fuzz_fault(o->f, OTHER, buf_str(&twice));
	}
	catalog_release(&cat);
	if (!read_again(&cat, after)) {
		fuzz_fault(o->f, UNREAD, buf_str(after));
	} else {
		sync_to(o, &cat, o->new_page);
		po_write(&cat, &quiet);
		if (!str_eq(buf_str(&quiet), buf_str(after)))
			fuzz_fault(o->f, NOISY, buf_str(&quiet));
	}
	catalog_release(&cat);
	buf_release(&twice);
	buf_release(&quiet);
}

static void
check_back(struct one *o, const struct catalog *before, struct catalog *after)
{
	sync_to(o, after, o->old_page);
	for (size_t i = 0; i < before->n; i++) {
		const struct po_message *m = before->messages[i], *now;

		if (!m->msgid.n || !m->msgstr.n || m->obsolete || m->fuzzy)
			continue;
		now = catalog_find(after, m->msgctxt, m->msgid);
		if (!now || now->fuzzy || !str_eq(now->msgstr, m->msgstr))
			fuzz_fault(o->f, NOT_BACK, m->msgid);
	}
}

static void
begin(struct one *o, struct fuzz *f)
{
	*o = (struct one){ .f = f };
	config_init(&o->cfg);
	o->cfg.dialect = dialect_preset(STR("hugo"));
	lexicon_init(&o->lex, o->cfg.dialect);
}

static void
end(struct one *o)
{
	lexicon_release(&o->lex);
	arena_release(&o->arena);
	config_release(&o->cfg);
}

/* From the old page, where the catalog has come to, to the new one, and back. */
static void
check_steps(struct one *o, const struct buf *po)
{
	struct catalog before, cat;
	struct buf after = { 0 };

	if (read_again(&before, po) && read_again(&cat, po)) {
		check_structure(o, &cat, o->old_page);
		sync_to(o, &cat, o->new_page);
		po_write(&cat, &after);
		check_kept(o, &before, &cat);
		check_structure(o, &cat, o->new_page);
		check_again(o, po, &after);
		check_back(o, &before, &cat);
		catalog_release(&cat);
	} else {
		fuzz_fault(o->f, UNREAD, buf_str(po));
	}
	catalog_release(&before);
	buf_release(&after);
}

static void
check(struct fuzz *f, struct str input)
{
	struct buf po = { 0 };
	struct catalog cat, given;
	struct one o;

	begin(&o, f);
	o.new_page = fuzz_part(&input);
	o.old_page = fuzz_part(&input);
	buf_add(&po, input);
	if (read_again(&given, &po) && read_again(&cat, &po)) {
		f->counts[READ]++;
		f->counts[MESSAGES] += cat.n;
		sync_to(&o, &cat, o.old_page);
		check_kept(&o, &given, &cat);
		buf_clear(&po);
		po_write(&cat, &po);
		check_steps(&o, &po);
		catalog_release(&cat);
	}
	catalog_release(&given);
	buf_release(&po);
	end(&o);
}

/* ---- inputs ---- */

/* What a translator may do to a message. */
static void
translate(struct fuzz *f, struct catalog *cat)
{
	struct buf text = { 0 };
	size_t n = cat->n;

	for (size_t i = 0; i < n; i++) {
		struct po_message *m = cat->messages[i];
		size_t what = fuzz_below(f, 10);

		if (!m->msgid.n || what == 0)
			continue;
		buf_clear(&text);
		if (what < 3)
			fuzz_pieces(f, hostile, FUZZ_COUNT(hostile), 4, &text);
		else
			buf_addf(&text, "T%zu %.*s", fuzz_below(f, 40),
				 STR_FMT(m->msgid));
		po_set_msgstr(cat, m, buf_str(&text));
		if (what == 9)
			po_set_fuzzy(m, true);
		if (what > 7)
			po_add_comment(cat, m, STR("a translator's remark"));
	}
	buf_release(&text);
}

/* A catalog as it comes of the old page, translated. */
static void
make_catalog(struct fuzz *f, struct str old_page, struct buf *po)
{
	struct catalog cat;
	struct one o;

	begin(&o, f);
	catalog_init(&cat);
	catalog_make_header(&cat, STR("p"), STR("b"), STR("es"),
			    STR("nplurals=2; plural=n != 1;"));
	sync_to(&o, &cat, old_page);
	translate(f, &cat);
	po_write(&cat, po);
	catalog_release(&cat);
	end(&o);
}

static void
make(struct fuzz *f, struct buf *input)
{
	struct blocks blocks;
	struct buf old_page = { 0 }, new_page = { 0 };
	size_t n = fuzz_below(f, 8);

	random_blocks(f, &blocks);
	write_blocks(&blocks, false, &old_page);
	while (n--)
		change_blocks(f, &blocks);
	write_blocks(&blocks, false, &new_page);
	if (fuzz_below(f, 4) == 0)
		fuzz_mutate(f, hostile, FUZZ_COUNT(hostile), &old_page);
	if (fuzz_below(f, 4) == 0)
		fuzz_mutate(f, hostile, FUZZ_COUNT(hostile), &new_page);
	buf_add(input, buf_str(&new_page));
	buf_add_byte(input, FUZZ_NEXT);
	buf_add(input, buf_str(&old_page));
	buf_add_byte(input, FUZZ_NEXT);
	make_catalog(f, buf_str(&old_page), input);
	buf_release(&old_page);
	buf_release(&new_page);
}

const struct fuzz_target fuzz_target = {
	.name = "sync",
	.input = "a page, the page as it was, a catalog",
	.short_run = 300,
	.pieces = hostile,
	.n_pieces = FUZZ_COUNT(hostile),
	.laws = { "what is written is read again", "no page is broken",
		  "nothing is lost", "a second sync is quiet",
		  "the same again gives the same", "there and back" },
	.counts = { "read", "messages" },
	.make = make,
	.check = check,
};
