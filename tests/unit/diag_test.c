/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/diag.h"
#include "unit/tap.h"

static void
test_say(void)
{
	struct diag d = { 0 };

	diag_error(&d, loc_at(STR("a.md"), 7), "unknown key '%s'", "x");
	diag_warning(&d, loc_at(STR("a.md"), 0), "odd");
	diag_note(&d, loc_at(STR(""), 0), "by the way");
	is_str(buf_str(&d.text),
	       STR("a.md:7: error: unknown key 'x'\n"
		   "a.md: warning: odd\n"
		   "note: by the way\n"),
	       "place, level and text");
	is_int((long long)d.n_errors, 1, "errors are counted");
	is_int((long long)d.n_warnings, 1, "warnings are counted");
	is_int((long long)d.n_notes, 1, "notes are counted");
	diag_release(&d);
	is_int((long long)d.n_errors, 0, "release");
}

static void
test_quiet(void)
{
	struct diag d = { .quiet = true };

	diag_note(&d, loc_at(STR("a"), 0), "n");
	diag_warning(&d, loc_at(STR("a"), 0), "w");
	is_str(buf_str(&d.text), STR("a: warning: w\n"), "quiet: no notes");
	is_int((long long)d.n_notes, 1, "quiet: they are counted");
	diag_release(&d);
}

static void
test_controls(void)
{
	struct diag d = { 0 };

	diag_error(&d, loc_at(STR("a\x1b[2J"), 1), "%s", "b\nc\x7f");
	is_str(buf_str(&d.text), STR("a\\x1b[2J:1: error: b\\x0ac\\x7f\n"),
	       "control characters are shown");
	buf_clear(&d.text);
	diag_error(&d, loc_at(STR("\xc3\xb1.md"), 0), "%s", "\xe4\xb8\xad");
	is_str(buf_str(&d.text), STR("\xc3\xb1.md: error: \xe4\xb8\xad\n"),
	       "other text stays as it is");
	diag_release(&d);
}

static void
test_move(void)
{
	struct diag to = { 0 }, from = { 0 };

	diag_error(&to, loc_at(STR("1"), 0), "e");
	diag_error(&from, loc_at(STR("2"), 0), "e");
	diag_warning(&from, loc_at(STR("2"), 0), "w");
	diag_move(&to, &from);
	is_str(buf_str(&to.text),
	       STR("1: error: e\n2: error: e\n"
		   "2: warning: w\n"),
	       "move appends");
	is_int((long long)to.n_errors, 2, "move adds the counts");
	ok(from.text.n == 0 && from.n_errors == 0, "move empties");
	diag_release(&to);
	diag_release(&from);
}

static void
test_flush(void)
{
	struct diag d = { 0 };
	char got[40] = "";
	FILE *out = tmpfile();

	diag_error(&d, loc_at(STR("1"), 0), "e");
	diag_flush(&d, out);
	diag_flush(&d, out);
	rewind(out);
	is_str(str_make(got, fread(got, 1, sizeof(got), out)),
	       STR("1: error: e\n"), "flush prints once");
	is_int((long long)d.n_errors, 1, "flush keeps the counts");
	fclose(out);
	diag_release(&d);
}

int
main(void)
{
	test_say();
	test_quiet();
	test_controls();
	test_move();
	test_flush();
	return tap_done();
}
