/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keys_fuzz - a key into any front matter: read again, only that key is new;
 * done again, nothing changes; undone, the text is what it was.
 *
 * An input is front matter alone; which key and value comes of its bytes.
 */
#include "unit/keys.h"

#include "fuzz/target.h"

static const struct str seeds[] = {
	STR_INIT("title: The pond\nweight: 10 # keep\ntags: [a, 'b', \"c\"]\n"),
	STR_INIT("a: &x 'it''s'\nb: *x\nc: !!str 12\n# note\nd:\n"),
	STR_INIT("d: >-\n  folded\n  text\ne: |\n  literal\n\n  text\nf: 1\n"),
	STR_INIT("menu:\n  main:\n    name: Pond\n\n  late: 1 # c\nx: y\n"),
	STR_INIT("menu: {main: {name: Pond}, late: [1, 2]}\n"),
	STR_INIT("{a: 1, 'late': 2, menu: {late: 1,},}\n"),
	STR_INIT("list:\n- one\n- {late: v, w: [x]}\n-\n  - deep\nlate:\n"),
	STR_INIT(
		"late: 1\r\nmenu:\r\n  'late': |+\r\n    z\r\n\r\nlate: 2\r\n"),
	STR_INIT("  a: 1\n  menu:\n      late: 1"),
	STR_INIT(""),
};

static const struct str pieces[] = {
	STR_INIT(": "),
	STR_INIT(" #"),
	STR_INIT("- "),
	STR_INIT("\n"),
	STR_INIT("\n\n"),
	STR_INIT("  "),
	STR_INIT("'"),
	STR_INIT("\""),
	STR_INIT("["),
	STR_INIT("]"),
	STR_INIT("{"),
	STR_INIT("}"),
	STR_INIT(","),
	STR_INIT("&a "),
	STR_INIT("*a"),
	STR_INIT("!x "),
	STR_INIT("|"),
	STR_INIT(">"),
	STR_INIT("---"),
	STR_INIT("...\n"),
	STR_INIT("late: 1\n"),
	STR_INIT("late"),
	STR_INIT("menu:"),
	STR_INIT("? "),
	STR_INIT("<<: *a"),
	STR_INIT("\t"),
	STR_INIT("\xc3\xa9"),
	STR_INIT("\r"),
	STR_INIT("menu.late: 3\n"),
	STR_INIT("\xff"),
	STR_INIT("\xe2\x80\xa8"),
};

static const struct str paths[] = {
	STR_INIT("late"), STR_INIT("menu.late"), STR_INIT("menu.main.late"),
	STR_INIT("a"),	  STR_INIT("menu"),	 STR_INIT("on.b.c"),
};

static const struct str values[] = {
	STR_INIT("true"), STR_INIT("'it''s'"),	 STR_INIT("\"a: b\""),
	STR_INIT("x, y"), STR_INIT("two words"), STR_INIT("''"),
};

enum { WRONG, TOUCHED, UNQUIET, NOT_UNDONE };
enum { SET, REMOVED, REFUSED };

/* How many nodes with other paths have this path, value and type? */
static size_t
count_like(const struct yaml_doc *doc, const struct yaml_node *node)
{
	size_t n = 0;

	for (size_t i = 0; i < doc->n; i++)
		n += doc->nodes[i].type == node->type &&
		     str_eq(doc->nodes[i].path, node->path) &&
		     str_eq(doc->nodes[i].value, node->value);
	return n;
}

/* Has `b` all of `a` but the key, what is in it, and groups? */
static bool
has_others(const struct yaml_doc *a, const struct yaml_doc *b, struct str path)
{
	for (size_t i = 0; i < a->n; i++) {
		const struct yaml_node *node = &a->nodes[i];

		if (!str_starts(node->path, path) &&
		    node->type != YAML_MAPPING &&
		    count_like(a, node) != count_like(b, node))
			return false;
	}
	return true;
}

static bool
only_key_differs(struct str text, const struct key_edit *edit, struct str out)
{
	struct arena arena = { 0 };
	struct yaml_doc a, b;
	bool fine =
		yaml_read(text, &arena, &a) && yaml_read(out, &arena, &b) &&
		has_others(&a, &b, edit->path) &&
		has_others(&b, &a, edit->path) &&
		(keys_find(&b, edit->path) != NULL) == (edit->value.p != NULL);

	arena_release(&arena);
	return fine;
}

/*
 * Undo what was done to `text`: false where that is not to be expected. A group
 * that was empty goes with the key; a blank before a comment stays.
 */
static bool
undo(struct str text, const struct key_edit *edit, struct str out,
     struct buf *back)
{
	struct key_edit other = { .path = edit->path };
	struct arena arena = { 0 };
	const struct yaml_node *node;
	struct yaml_doc doc;
	size_t n = 0;
	bool done = edit->value.p && yaml_read(text, &arena, &doc) &&
		    !str_count(text, STR("{}")) && !str_count(text, STR("'#"));

	for (size_t i = 1; done && i < doc.n; i++)
		n += str_eq(doc.nodes[i].path, edit->path);
	node = done ? keys_find(&doc, edit->path) : NULL;
	done = done && n < 2 &&
	       (!node || (node->type == YAML_SCALAR && node->value.n &&
			  node->style < YAML_LITERAL));
	if (node && done)
		other.value = str_span(text, node->span);
	if (done)
		done = keys_edit(out, &other, STR("\n"), back) == KEYS_OK;
	arena_release(&arena);
	return done;
}

static void
check_edit(struct fuzz *f, struct str text, const struct key_edit *edit)
{
	struct buf out = { 0 }, again = { 0 }, back = { 0 };
	struct str eol =
		str_find_byte(text, 0, '\r') < text.n ? STR("\r\n") : STR("\n");

	if (keys_edit(text, edit, eol, &out) != KEYS_OK) {
		f->counts[REFUSED]++;
		if (!str_eq(buf_str(&out), text))
			fuzz_fault(f, TOUCHED, buf_str(&out));
	} else {
		f->counts[edit->value.p ? SET : REMOVED]++;
		if (!only_key_differs(text, edit, buf_str(&out)))
			fuzz_fault(f, WRONG, buf_str(&out));
		if (keys_edit(buf_str(&out), edit, eol, &again) != KEYS_OK ||
		    !str_eq(buf_str(&again), buf_str(&out)))
			fuzz_fault(f, UNQUIET, buf_str(&out));
		if (undo(text, edit, buf_str(&out), &back) &&
		    !str_eq(buf_str(&back), text))
			fuzz_fault(f, NOT_UNDONE, buf_str(&back));
	}
	buf_release(&out);
	buf_release(&again);
	buf_release(&back);
}

static void
check(struct fuzz *f, struct str text)
{
	struct key_edit edit = { 0 };

	edit.path = paths[fuzz_below(f, FUZZ_COUNT(paths))];
	if (fuzz_below(f, 3))
		edit.value = values[fuzz_below(f, FUZZ_COUNT(values))];
	check_edit(f, text, &edit);
}

static void
make(struct fuzz *f, struct buf *input)
{
	size_t n = fuzz_below(f, 5);

	buf_add(input, seeds[fuzz_below(f, FUZZ_COUNT(seeds))]);
	while (n--)
		fuzz_mutate(f, pieces, FUZZ_COUNT(pieces), input);
}

static void
judge(const struct fuzz *f)
{
	ok(f->counts[SET] > f->counts[REFUSED] / 8 &&
		   f->counts[REMOVED] > f->counts[REFUSED] / 8,
	   "many are changed");
}

const struct fuzz_target fuzz_target = {
	.name = "keys",
	.input = "front matter, which gets and loses a key",
	.short_run = 4000,
	.pieces = pieces,
	.n_pieces = FUZZ_COUNT(pieces),
	.laws = { "only the key differs", "what is refused stays",
		  "done again, nothing changes",
		  "undone, the text is what it was" },
	.counts = { "set", "removed", "refused" },
	.judge = judge,
	.make = make,
	.check = check,
};
