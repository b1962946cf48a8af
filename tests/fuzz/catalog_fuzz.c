/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * catalog_fuzz - damaged PO files: what po_read accepts, po_write gives back byte
 * for byte; and after edits, writing and reading again gives the same messages.
 */
#include "catalog/po_read.h"
#include "catalog/po_write.h"
#include "fuzz/target.h"

static const char seed_file[] =
	"# Comment\nmsgid \"\"\nmsgstr \"\"\n\"Language: es\\n\"\n"
	"\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
	"#. heading\n#: a.md b.md\n#, fuzzy, no-wrap\n#| msgid \"old\"\n"
	"msgctxt \"x\"\nmsgid \"Hello \\\"you\\\"\"\nmsgstr \"Hola\"\n\n"
	"msgid \"\"\n\"One\\n\"\n\"two\"\nmsgstr \"\"\n\"Uno\\n\"\n\"dos\"\n\n"
	"msgid \"egg\"\nmsgid_plural \"eggs\"\nmsgstr[0] \"huevo\"\n"
	"msgstr[1] \"huevos\"\n\n"
	"#, no-wrap\n#~| msgid \"prev\"\n#~ msgid \"gone\"\n"
	"#~ msgstr \"ida\"\n";

static const struct str pieces[] = {
	STR_INIT("\n"),
	STR_INIT("\r\n"),
	STR_INIT("#"),
	STR_INIT("#~ "),
	STR_INIT("#~| "),
	STR_INIT("#| "),
	STR_INIT("#, "),
	STR_INIT("#= "),
	STR_INIT("#: "),
	STR_INIT("#. "),
	STR_INIT("# "),
	STR_INIT("fuzzy"),
	STR_INIT("no-wrap, "),
	STR_INIT("msgid "),
	STR_INIT("msgstr "),
	STR_INIT("msgctxt "),
	STR_INIT("\"\""),
	STR_INIT("\"x\"\n"),
	STR_INIT("msgstr[0]"),
	STR_INIT("msgstr[1]"),
	STR_INIT("\\n"),
	STR_INIT("\\\""),
	STR_INIT("\\x41"),
	STR_INIT("\\101"),
	STR_INIT("\""),
	STR_INIT("\\"),
	STR_INIT("\n\n"),
	STR_INIT("msgid \"new\"\nmsgstr \"nuevo\"\n"),
	STR_INIT("\xef\xbb\xbf"),
	STR_INIT("\xe2\x81\xa8"),
	STR_INIT("\xe2\x81\xa9"),
	STR_INIT("\xff"),
	STR_INIT("\t"),
	{ "\0", 1 },
};

enum { LOSSY, CHANGED };
enum { ACCEPTED };

static bool
same_list(const struct str_list *a, const struct str_list *b)
{
	bool same = a->n == b->n;

	for (size_t i = 0; same && i < a->n; i++)
		same = str_eq(a->items[i], b->items[i]);
	return same;
}

static bool
same_message(const struct po_message *a, const struct po_message *b)
{
	return str_eq(a->msgid, b->msgid) && str_eq(a->msgstr, b->msgstr) &&
	       str_eq(a->msgctxt, b->msgctxt) &&
	       !a->msgctxt.p == !b->msgctxt.p &&
	       str_eq(a->msgid_plural, b->msgid_plural) &&
	       str_eq(a->prev_msgid, b->prev_msgid) && a->fuzzy == b->fuzzy &&
	       a->obsolete == b->obsolete && same_list(&a->flags, &b->flags) &&
	       same_list(&a->comments, &b->comments) &&
	       same_list(&a->msgstr_plural, &b->msgstr_plural);
}

/* Edit each message a little, as sync and import do. */
static void
edit(struct fuzz *f, struct catalog *cat)
{
	for (size_t i = cat->has_header ? 1 : 0; i < cat->n; i++) {
		struct po_message *m = cat->messages[i];
		struct str path = STR("with blank.md");

		switch (fuzz_below(f, 6)) {
		case 0:
			po_set_msgstr(cat, m, STR("Otra \"cosa\"\ny \\ más"));
			break;
		case 1:
			po_set_fuzzy(m, !m->fuzzy);
			break;
		case 2:
			if (!m->obsolete)
				po_set_references(cat, m, &path, 1);
			break;
		case 3:
			catalog_retire(cat, m);
			break;
		case 4:
			po_add_comment(cat, m, STR("said by me"));
			break;
		default:
			break;
		}
	}
	if (!catalog_find(cat, STR("c"), STR("added")) &&
	    !catalog_find_obsolete(cat, STR("c"), STR("added")))
		catalog_add(cat, STR("c"), STR("added"));
}

static void
put_in_order(struct catalog *cat)
{
	struct po_message **live = arena_array(&cat->arena, cat->n + 1,
					       sizeof(struct po_message *));
	size_t n = 0;

	for (size_t i = cat->has_header ? 1 : 0; i < cat->n; i++)
		if (!cat->messages[i]->obsolete)
			live[n++] = cat->messages[i];
	catalog_order(cat, live, n);
}

static void
check_edits(struct fuzz *f, struct catalog *cat)
{
	struct buf out = { 0 };
	struct catalog again;
	struct diag diag = { .quiet = true };
	bool same;

	edit(f, cat);
	put_in_order(cat);
	po_write(cat, &out);
	catalog_init(&again);
	same = po_read(&again, buf_str(&out), STR("p"), &diag) &&
	       again.n == cat->n;
	for (size_t i = 0; same && i < cat->n; i++)
		same = same_message(cat->messages[i], again.messages[i]);
	if (!same)
		fuzz_fault(f, CHANGED, buf_str(&out));
	catalog_release(&again);
	diag_release(&diag);
	buf_release(&out);
}

static void
check(struct fuzz *f, struct str bytes)
{
	struct catalog cat;
	struct diag diag = { .quiet = true };
	struct buf out = { 0 };

	catalog_init(&cat);
	if (po_read(&cat, bytes, STR("p"), &diag)) {
		f->counts[ACCEPTED]++;
		po_write(&cat, &out);
		if (!str_eq(buf_str(&out), bytes))
			fuzz_fault(f, LOSSY, buf_str(&out));
		check_edits(f, &cat);
	}
	catalog_release(&cat);
	diag_release(&diag);
	buf_release(&out);
}

static void
make(struct fuzz *f, struct buf *input)
{
	size_t n = fuzz_below(f, 6);

	buf_add_str(input, seed_file);
	while (n--)
		fuzz_mutate(f, pieces, FUZZ_COUNT(pieces), input);
}

const struct fuzz_target fuzz_target = {
	.name = "catalog",
	.input = "a PO file",
	.short_run = 20000,
	.pieces = pieces,
	.n_pieces = FUZZ_COUNT(pieces),
	.laws = { "what is accepted is given back",
		  "edits are read again as they were" },
	.counts = { "accepted" },
	.make = make,
	.check = check,
};
