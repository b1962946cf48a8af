/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * yaml_fuzz - any value into any scalar: read again, only that value is new.
 */
#include "base/utf8.h"
#include "base/yaml.h"
#include "fuzz/fuzz.h"
#include "unit/tap.h"

#define SHORT_RUN 4000

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

#define N_PIECES (sizeof(pieces) / sizeof(*pieces))

struct result {
	size_t read, encoded, refused, own, wrong;
};

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
check_node(struct str text, const struct yaml_doc *doc, size_t node,
	   struct str value, struct result *r)
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
		r->encoded++;
		if (!is_right(text, doc, node, value, buf_str(&out)) &&
		    r->wrong++ < 5) {
			tap_print_bytes("yaml", text);
			tap_print_bytes("value", value);
			tap_print_bytes("encoded", buf_str(&out));
		}
	} else if (fine && r->refused++ < 5) {
		tap_print_bytes("yaml", text);
		tap_print_bytes("refused", value);
	}
	buf_clear(&out);
	yaml_encode(text, doc, node, doc->nodes[node].value, STR("\n"), &out);
	if (!str_eq(buf_str(&out), str_span(text, doc->nodes[node].span)))
		r->own++;
	buf_release(&out);
}

static void
check_text(struct fuzz *f, struct str text, struct result *r)
{
	struct arena arena = { 0 };
	struct yaml_doc doc;
	struct buf value = { 0 };

	if (yaml_read(text, &arena, &doc)) {
		r->read++;
		for (size_t i = 0; i < doc.n; i++) {
			if (doc.nodes[i].type != YAML_SCALAR)
				continue;
			fuzz_pieces(f, pieces, N_PIECES, 6, &value);
			check_node(text, &doc, i, buf_str(&value), r);
		}
	}
	buf_release(&value);
	arena_release(&arena);
}

int
main(void)
{
	struct fuzz f;
	struct result r = { 0 };
	struct buf text = { 0 };

	fuzz_init(&f, SHORT_RUN);
	while (fuzz_next(&f)) {
		size_t n = fuzz_below(&f, 4);

		buf_clear(&text);
		buf_add(&text,
			seeds[fuzz_below(&f, sizeof(seeds) / sizeof(*seeds))]);
		while (n--)
			fuzz_mutate(&f, pieces, N_PIECES, &text);
		check_text(&f, buf_str(&text), &r);
	}
	printf("# %zu texts, %zu read, %zu values\n", f.n, r.read, r.encoded);
	is_int((long long)r.wrong, 0, "only the value changes");
	/* odd places, as a block below its key at column 0, hold no quotes */
	is_int(r.refused * 1000 > r.encoded, 0,
	       "a valid text can be written all but everywhere");
	is_int((long long)r.own, 0, "an unchanged value keeps its bytes");
	buf_release(&text);
	return tap_done();
}
