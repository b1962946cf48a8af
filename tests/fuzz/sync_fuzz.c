/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sync_fuzz - random pages, their next versions, and random translations.
 *
 * Law 2: the page that the catalog builds is split as its source is. Law 3: no
 * translation and no comment goes. Law 4: a second sync changes no byte, and
 * what is written is read again as it was. Law 5: the same again gives the same
 * bytes. And back at the old page all its translations are there again.
 */
#include "catalog/po_read.h"
#include "catalog/po_write.h"
#include "fuzz/pages.h"
#include "sync/compose.h"
#include "sync/pool.h"
#include "unit/tap.h"

#define SHORT_RUN 300

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

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

struct totals {
	size_t texts, broken, lost, noisy, unread, other, not_back;
};

/* One case: what all its steps share. */
struct one {
	struct config cfg;
	struct lexicon *lex;
	struct arena arena;
	struct buf old_page, new_page, po;
	struct totals *t;
};

static void
fault(size_t *count, const char *what, struct one *o, struct str text)
{
	if (++*count > 5)
		return;
	printf("# %s\n", what);
	tap_print_bytes("text", text);
	tap_print_bytes("old page", buf_str(&o->old_page));
	tap_print_bytes("new page", buf_str(&o->new_page));
	tap_print_bytes("catalog", buf_str(&o->po));
}

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

	pool_init(&pool, o->lex);
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

	sync_open(&s, cat, o->lex, &o->arena);
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

/* What a translator may do to a message. */
static void
translate(struct fuzz *f, struct one *o, struct catalog *cat)
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
			fuzz_pieces(f, hostile, COUNT(hostile), 4, &text);
		else
			buf_addf(&text, "T%zu %.*s", fuzz_below(f, 40),
				 STR_FMT(m->msgid));
		po_set_msgstr(cat, m, buf_str(&text));
		if (what == 9)
			po_set_fuzzy(m, true);
		if (what > 7)
			po_add_comment(cat, m, STR("a translator's remark"));
		o->t->texts++;
	}
	buf_release(&text);
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

		if (!has_text(after, text))
			fault(&o->t->lost, "a translation is lost", o, text);
	}
	if (count_comments(after) < count_comments(before))
		fault(&o->t->lost, "a comment is lost", o, STR(""));
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
		fault(&o->t->broken, "the page is broken", o,
		      buf_str(&composed.bytes));
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
		fault(&o->t->unread, "not read again", o, buf_str(before));
	} else {
		sync_to(o, &cat, buf_str(&o->new_page));
		po_write(&cat, &twice);
		if (!str_eq(buf_str(&twice), buf_str(after)))
			fault(&o->t->other, "other bytes", o, buf_str(&twice));
	}
	catalog_release(&cat);
	if (!read_again(&cat, after)) {
		fault(&o->t->unread, "not read again", o, buf_str(after));
	} else {
		sync_to(o, &cat, buf_str(&o->new_page));
		po_write(&cat, &quiet);
		if (!str_eq(buf_str(&quiet), buf_str(after)))
			fault(&o->t->noisy, "not quiet", o, buf_str(&quiet));
	}
	catalog_release(&cat);
	buf_release(&twice);
	buf_release(&quiet);
}

static void
check_back(struct one *o, const struct catalog *before, struct catalog *after)
{
	sync_to(o, after, buf_str(&o->old_page));
	for (size_t i = 0; i < before->n; i++) {
		const struct po_message *m = before->messages[i], *now;

		if (!m->msgid.n || !m->msgstr.n || m->obsolete || m->fuzzy)
			continue;
		now = catalog_find(after, m->msgctxt, m->msgid);
		if (!now || now->fuzzy || !str_eq(now->msgstr, m->msgstr))
			fault(&o->t->not_back, "does not come back", o,
			      m->msgid);
	}
}

static void
check_one(struct fuzz *f, struct one *o)
{
	struct buf after = { 0 };
	struct catalog cat, before;

	catalog_init(&cat);
	catalog_make_header(&cat, STR("p"), STR("b"), STR("es"),
			    STR("nplurals=2; plural=n != 1;"));
	sync_to(o, &cat, buf_str(&o->old_page));
	translate(f, o, &cat);
	buf_clear(&o->po);
	po_write(&cat, &o->po);
	catalog_release(&cat);
	if (read_again(&before, &o->po) && read_again(&cat, &o->po)) {
		check_structure(o, &cat, buf_str(&o->old_page));
		sync_to(o, &cat, buf_str(&o->new_page));
		po_write(&cat, &after);
		check_kept(o, &before, &cat);
		check_structure(o, &cat, buf_str(&o->new_page));
		check_again(o, &o->po, &after);
		check_back(o, &before, &cat);
		catalog_release(&cat);
	} else {
		fault(&o->t->unread, "not read again", o, buf_str(&o->po));
	}
	catalog_release(&before);
	buf_release(&after);
}

static void
make_pages(struct fuzz *f, struct one *o)
{
	struct blocks blocks;
	size_t n = fuzz_below(f, 8);

	random_blocks(f, &blocks);
	write_blocks(&blocks, false, &o->old_page);
	while (n--)
		change_blocks(f, &blocks);
	write_blocks(&blocks, false, &o->new_page);
	if (fuzz_below(f, 4) == 0)
		fuzz_mutate(f, hostile, COUNT(hostile), &o->old_page);
	if (fuzz_below(f, 4) == 0)
		fuzz_mutate(f, hostile, COUNT(hostile), &o->new_page);
}

int
main(void)
{
	struct fuzz f;
	struct totals t = { 0 };
	struct one o = { .t = &t };
	struct lexicon lex;

	config_init(&o.cfg);
	o.cfg.dialect = dialect_preset(STR("hugo"));
	fuzz_init(&f, SHORT_RUN);
	while (fuzz_next(&f)) {
		lexicon_init(&lex, o.cfg.dialect);
		o.lex = &lex;
		make_pages(&f, &o);
		check_one(&f, &o);
		arena_clear(&o.arena);
		lexicon_release(&lex);
	}
	printf("# %zu pages, %zu translations\n", f.n, t.texts);
	is_int((long long)t.unread, 0, "what is written is read again");
	is_int((long long)t.broken, 0, "no page is broken");
	is_int((long long)t.lost, 0, "nothing is lost");
	is_int((long long)t.noisy, 0, "a second sync is quiet");
	is_int((long long)t.other, 0, "the same again gives the same");
	is_int((long long)t.not_back, 0, "there and back");
	buf_release(&o.old_page);
	buf_release(&o.new_page);
	buf_release(&o.po);
	arena_release(&o.arena);
	config_release(&o.cfg);
	return tap_done();
}
