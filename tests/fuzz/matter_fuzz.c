/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * matter_fuzz - any value into any scalar of front matter: read again, only that
 * value is new. An input is the front matter, then values.
 */
#include "base/utf8.h"
#include "base/yaml.h"
#include "fuzz/target.h"

static const struct str seeds[] = {
	STR_INIT("title: The pond\nweight: 10 # keep\ntags: [a, 'b', \"c\"]\n"),
	STR_INIT("a: &x 'it''s'\nb: *x\nc: !!str 12\n# note\nd:\n"),
	STR_INIT("d: >-\n  folded\n  text\ne: |\n  literal\n\n  text\nf: 1\n"),
	STR_INIT("menu:\n  main:\n    name: Pond\n  - x\n"),
	STR_INIT("list:\n- one\n- {k: v, w: [x]}\n-\n  - deep\n"),
	STR_INIT("q: \"a\\tb \\u00e9\"\np: plain over\n  two lines\n"),
	STR_INIT("t: \xe5\xba\xad\xe3\x81\xae\xe6\xb0\xb4 \xf0\x9f\x8c\xb9\n"),
	STR_INIT("t: x\r\nu: 'y'\r\nv: |\r\n  z\r\n"),
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
	STR_INIT("\\"),
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
	STR_INIT("%"),
	STR_INIT("@"),
	STR_INIT("`"),
	STR_INIT("true"),
	STR_INIT("null"),
	STR_INIT("12"),
	STR_INIT("1e3"),
	STR_INIT("---"),
	STR_INIT("..."),
	STR_INIT("word"),
	STR_INIT("two words"),
	STR_INIT("\t"),
	STR_INIT("\xc3\xa9"),
	STR_INIT("\xc2\x85"),
	STR_INIT("\xe2\x80\xa8"),
	STR_INIT("\xf0\x9f\x8c\xb9"),
	STR_INIT("?"),
	STR_INIT("<<"),
	STR_INIT("\xff"),
	STR_INIT("2024-01-01"),
	STR_INIT("\r"),
};

enum { WRONG, OWN };
enum { READ, VALUES, REFUSED };

/* The text with the bytes in the node's place must read as it should. */
static bool
is_right(struct str text, const struct yaml_doc *doc, size_t node,
	 struct str value, struct str bytes)
{
	struct arena arena = { 0 };
	struct buf whole = { 0 };
	struct yaml_doc again;
	bool same;

	buf_add(&whole, str_sub(text, 0, doc->nodes[node].span.begin));
	buf_add(&whole, bytes);
	buf_add(&whole, str_from(text, doc->nodes[node].span.end));
	same = yaml_read(buf_str(&whole), &arena, &again) && again.n == doc->n;
	for (size_t i = 0; same && i < doc->n; i++)
		same = again.nodes[i].type == doc->nodes[i].type &&
		       str_eq(again.nodes[i].path, doc->nodes[i].path) &&
		       str_eq(again.nodes[i].value,
			      i == node ? value : doc->nodes[i].value);
	buf_release(&whole);
	arena_release(&arena);
	return same;
}

static void
check_node(struct fuzz *f, struct str text, const struct yaml_doc *doc,
	   size_t node, struct str value)
{
	struct buf out = { 0 };
	/*
	 * A key without a value, as in {a, b}, has no place for one, a value
	 * below its key may stand where only a block can; and where
	 * lines end as no editor ends them, a value may be refused.
	 */
	bool fine =
		utf8_is_valid(value) &&
		doc->nodes[node].span.begin < doc->nodes[node].span.end &&
		doc->nodes[node].key_line == doc->nodes[node].value_line &&
		str_count(text, STR("\r")) == str_count(text, STR("\r\n")) &&
		str_find(text, 0, STR("\xe2\x80\xa8")) == text.n &&
		str_find(text, 0, STR("\xc2\x85")) == text.n;

	if (yaml_encode(text, doc, node, value, STR("\n"), &out)) {
		f->counts[VALUES]++;
		if (!is_right(text, doc, node, value, buf_str(&out)))
			fuzz_fault(f, WRONG, buf_str(&out));
	} else {
		f->counts[REFUSED] += fine;
	}
	buf_clear(&out);
	yaml_encode(text, doc, node, doc->nodes[node].value, STR("\n"), &out);
	if (!str_eq(buf_str(&out), str_span(text, doc->nodes[node].span)))
		fuzz_fault(f, OWN, buf_str(&out));
	buf_release(&out);
}

static void
check(struct fuzz *f, struct str input)
{
	struct str text = fuzz_part(&input), value = fuzz_part(&input);
	struct arena arena = { 0 };
	struct yaml_doc doc;

	if (yaml_read(text, &arena, &doc)) {
		f->counts[READ]++;
		for (size_t i = 0; i < doc.n; i++) {
			if (doc.nodes[i].type != YAML_SCALAR)
				continue;
			check_node(f, text, &doc, i, value);
			if (input.n)
				value = fuzz_part(&input);
		}
	}
	arena_release(&arena);
}

static void
make(struct fuzz *f, struct buf *input)
{
	size_t n = fuzz_below(f, 4);

	buf_add(input, seeds[fuzz_below(f, FUZZ_COUNT(seeds))]);
	while (n--)
		fuzz_mutate(f, pieces, FUZZ_COUNT(pieces), input);
	for (n = 8; n; n--) {
		buf_add_byte(input, FUZZ_NEXT);
		fuzz_pieces(f, pieces, FUZZ_COUNT(pieces), 6, input);
	}
}

/* Odd places, as a block below its key at column 0, hold no quotes. */
static void
judge(const struct fuzz *f)
{
	ok(f->counts[REFUSED] * 1000 <= f->counts[VALUES],
	   "a valid text can be written all but everywhere");
}

const struct fuzz_target fuzz_target = {
	.name = "matter",
	.input = "front matter, and values for it",
	.short_run = 4000,
	.pieces = pieces,
	.n_pieces = FUZZ_COUNT(pieces),
	.laws = { "only the value changes",
		  "an unchanged value keeps its bytes" },
	.counts = { "read", "values", "refused" },
	.judge = judge,
	.make = make,
	.check = check,
};
