/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/forms.h"
#include "sync/pin.h"

#include "unit/matter.h"
#include "unit/tap.h"

#define KEY STR("pin")
#define SOURCE STR("---\ntitle: T\n---\n")

static void
check_page(const char *page, const char *id, const char *expected,
	   const char *what)
{
	struct arena arena = { 0 };
	struct buf out = { 0 };

	ok(pin_page(str_of(page), KEY, str_of(id), &out) == KEYS_OK, what);
	is_str(buf_str(&out), str_of(expected), what);
	is_str(pin_of_page(buf_str(&out), KEY, &arena), str_of(id),
	       "and it is read again");
	buf_release(&out);
	arena_release(&arena);
}

static void
test_page(void)
{
	struct arena arena = { 0 };

	check_page("---\na: 1\n---\nx\n", "12ab",
		   "---\na: 1\npin: 12ab\n---\nx\n", "a new pin");
	check_page("---\na: 1\n---\n", "1234", "---\na: 1\npin: '1234'\n---\n",
		   "digits alone stay a text");
	check_page("---\na: 1\n---\n", "12e4", "---\na: 1\npin: '12e4'\n---\n",
		   "so does a number with an exponent");
	check_page("---\na: 1\n---\n", "1ee4", "---\na: 1\npin: 1ee4\n---\n",
		   "two letters are a text");
	check_page("---\npin: \"ab\"\n---\n", "1234",
		   "---\npin: \"1234\"\n---\n", "quotes are kept");
	check_page("---\npin: ab # c\n---\n", "1234",
		   "---\npin: '1234' # c\n---\n", "and made");
	ok(!pin_of_page(STR("# T\n"), KEY, &arena).p, "no front matter");
	ok(!pin_of_page(STR("+++\npin = 1\n+++\n"), KEY, &arena).p, "TOML");
	ok(!pin_of_page(STR("---\npin: [1]\n---\n"), KEY, &arena).p, "a list");
	arena_release(&arena);
}

/* Put a pin into a catalog with these lines; expected NULL: no place. */
static void
check_lines(const char *lines, struct str source, const char *expected,
	    const char *what)
{
	struct arena arena = { 0 };
	struct catalog cat;
	struct str path = STR("a.md");
	enum keys_result result;

	catalog_init(&cat);
	if (lines)
		forms_set_lines(&cat, path, false, str_of(lines), &arena);
	result = pin_catalog(&cat, path, source, false, KEY, STR("12ab"),
			     &arena);
	ok((result == KEYS_OK) == (expected != NULL), what);
	is_str(forms_lines(&cat, path, &arena),
	       str_of(expected ? expected : lines), what);
	if (expected)
		is_str(pin_of_catalog(&cat, path, KEY, &arena), STR("12ab"),
		       "and it is read again");
	catalog_release(&cat);
	arena_release(&arena);
}

static void
test_catalog(void)
{
	check_lines(NULL, SOURCE, "pin: 12ab", "the first line");
	check_lines("a: 1", SOURCE, "a: 1\npin: 12ab", "behind another");
	check_lines("a: 1\n# calque: after t\nb: 2", SOURCE,
		    "a: 1\npin: 12ab\n# calque: after t\nb: 2",
		    "before lines for another place");
	check_lines("# calque: first\nb: 2", SOURCE,
		    "pin: 12ab\n# calque: first\nb: 2", "before the first");
	check_lines("# calque: first\npin: x # c\nb: 2", SOURCE,
		    "# calque: first\npin: 12ab # c\nb: 2", "where it stands");
	check_lines("pin: {a: 1}\nb: 2", SOURCE, "pin: 12ab\nb: 2",
		    "in place of a group");
	check_lines("a: [", SOURCE, NULL, "lines that are no YAML");
	check_lines(NULL, STR("# T\n"), NULL, "a source without front matter");
	check_lines(NULL, STR("---\n---\n"), "pin: 12ab", "with an empty one");
	check_lines(NULL, STR("---\npin: x\n---\n"), NULL,
		    "a source that has the key");
	check_lines(NULL, STR("---\n{a: 1}\n---\n"), NULL, "flow");
	check_lines(NULL, STR("+++\n+++\n"), NULL, "TOML");
}

static void
test_end_part(void)
{
	ok(matter_end_part(STR("")) == 0, "no lines");
	ok(matter_end_part(STR("a: 1")) == 4, "all of them");
	ok(matter_end_part(STR("a: 1\n# calque: after x\nb: 2")) == 5,
	   "up to a mark");
	ok(matter_end_part(STR("# calque: first\nb: 2")) == 0, "none");
	ok(matter_end_part(STR("# calque: firsts\n")) == 17, "no such mark");
}

int
main(void)
{
	test_page();
	test_catalog();
	test_end_part();
	return tap_done();
}
