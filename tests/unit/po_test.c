/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * po_test - PO files as other tools write them (tests/po/) come back byte for
 * byte; what we write is what `msgcat --no-wrap` writes; errors say where.
 */
#include "base/file.h"
#include "base/locale.h"
#include "catalog/po_read.h"
#include "catalog/po_write.h"
#include "unit/tap.h"

#include <stdlib.h>
#include <unistd.h>

static struct str none;

static void
check_lossless(const char *dir, struct str name)
{
	struct arena arena = { 0 };
	struct str path = path_join(&arena, str_of(dir), name);
	struct buf bytes = { 0 }, out = { 0 };
	struct diag diag = { 0 };
	struct catalog cat;

	catalog_init(&cat);
	file_load(path.p, &bytes, &diag);
	is_int(po_read(&cat, buf_str(&bytes), name, &diag), true, name.p);
	po_write(&cat, &out);
	is_str(buf_str(&out), buf_str(&bytes), "given back byte for byte");
	catalog_release(&cat);
	diag_release(&diag);
	buf_release(&bytes);
	buf_release(&out);
	arena_release(&arena);
}

static void
check_folder(const char *dir)
{
	struct arena arena = { 0 };
	struct file_list files = { 0 };
	struct diag diag = { 0 };

	file_walk(dir, &arena, &files, &diag);
	is_int(files.n >= 5, true, "the fixtures are there");
	for (size_t i = 0; i < files.n; i++)
		check_lossless(dir, files.paths[i]);
	diag_release(&diag);
	arena_release(&arena);
}

/* A catalog with what is hard to write. */
static void
make_catalog(struct catalog *cat)
{
	struct str refs[] = { STR("a.md"), STR("with blank.md") };
	struct str lines[] = { STR("heading 2"), STR("a note") };
	struct po_message *m;

	catalog_init(cat);
	catalog_make_header(cat, STR("garden"), STR(""), STR("es"),
			    locale_plural_forms(STR("es")));
	m = catalog_add(cat, none, STR("One \"two\" \\ three\tfour"));
	po_set_msgstr(cat, m, STR("Uno «dos»\nnueva línea  \ny más"));
	po_set_references(cat, m, refs, 2);
	po_set_extracted(cat, m, lines, 2);
	po_add_comment(cat, m, STR("mine"));
	m = catalog_add(cat, STR("ctx"), STR("One\ntwo"));
	po_set_msgstr(cat, m, STR("Uno"));
	po_set_fuzzy(m, true);
	po_set_previous(cat, m, none, STR("Zero\none"));
	catalog_add(cat, none, STR("empty"));
	m = catalog_add(cat, none, STR("gone"));
	po_set_msgstr(cat, m, STR("ido"));
	catalog_retire(cat, m);
}

/* A wrapped catalog, to which fuzzy and obsolete messages come. */
static void
make_wrapped(struct catalog *cat)
{
	static const char text[] =
		"msgid \"\"\nmsgstr \"\"\n\"Language: es\\n\"\n"
		"\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
		"msgid \"\"\n\"A text that is wrapped where it is longer than "
		"a line is wide, as gettext \"\n\"does.\"\nmsgstr \"x\"\n";
	struct diag diag = { 0 };
	struct buf words = { 0 };

	catalog_init(cat);
	po_read(cat, str_of(text), STR("p"), &diag);
	for (size_t n = 50; n < 130; n++) {
		size_t word = n == 120 ? 100 : 4;
		struct po_message *m;

		buf_clear(&words);
		buf_add_str(&words, "a \"b\" c");
		while (words.n < (n < 90 ? n : n - 40) || words.n < word)
			buf_add_str(&words, words.n % word ? "x" : " ");
		buf_add_byte(&words, n < 90 ? 'y' : 'z');
		m = catalog_add(cat, none, buf_str(&words));
		m->flags.n = 0;
		po_set_msgstr(cat, m, buf_str(&words));
		po_set_fuzzy(m, true);
		po_set_previous(cat, m, buf_str(&words), buf_str(&words));
		if (n >= 90)
			catalog_retire(cat, m);
	}
	diag_release(&diag);
	buf_release(&words);
}

/* The catalog is written as msgcat writes it. */
static void
check_format(struct catalog *cat, const char *option)
{
	struct buf out = { 0 }, command = { 0 };
	struct diag diag = { 0 };
	const char *tmp = getenv("TMPDIR");

	if (system("msgcat --version >/dev/null 2>&1") != 0) {
		puts("# msgcat is not there: its format is not compared");
		catalog_release(cat);
		return;
	}
	buf_addf(&command, "%s/calque-po-test.%d.po", tmp ? tmp : "/tmp",
		 (int)getpid());
	is_int(po_save(cat, command.p, &diag), FILE_SAVED, "saved");
	buf_addf(&out,
		 "msgcat %s '%s' | diff - '%s' >&2 && "
		 "msgfmt -c -o /dev/null '%s' 2>/dev/null",
		 option, command.p, command.p, command.p);
	is_int(system(out.p), 0, "written as msgcat writes it");
	remove(command.p);
	catalog_release(cat);
	diag_release(&diag);
	buf_release(&out);
	buf_release(&command);
}

static void
check_error(const char *text, const char *expected)
{
	struct catalog cat;
	struct diag diag = { 0 };

	catalog_init(&cat);
	is_int(po_read(&cat, str_of(text), STR("p.po"), &diag), false,
	       "is not accepted");
	is_str(buf_str(&diag.text), str_of(expected), "the message");
	is_int((long long)cat.n, 0, "nothing is taken");
	catalog_release(&cat);
	diag_release(&diag);
}

static void
check_errors(void)
{
	check_error("msgid \"a\n", "p.po:1: error: a string must stand "
				   "between double quotes\np.po:1: error: "
				   "this message has no msgstr\n");
	check_error("msgid \"a\"\nmsgstr \"b\"\n\nmsgid \"a\"\nmsgstr \"c\"\n",
		    "p.po:4: error: the message of line 1 stands here again; "
		    "keep one of the two\n");
	check_error("msgid \"a\"\nmsgstr \"\\q\"\n",
		    "p.po:2: error: unknown escape after a backslash; write a "
		    "backslash as two\n");
	check_error("<<<<<<< HEAD\nmsgid \"a\"\nmsgstr \"b\"\n",
		    "p.po:1: error: a merge conflict is not resolved yet; "
		    "resolve it first\n");
	check_error("msgid \"a\"\n#~ msgstr \"b\"\n",
		    "p.po:2: error: either all lines of a message begin with "
		    "#~, or none\n");
	check_error("#~ msgid \"a\"\n#~ msgstr \"b\"\n\"c\"\n",
		    "p.po:3: error: either all lines of a message begin with "
		    "#~, or none\n");
	check_error("msgid \"a\"\nmsgstr \"\xff\"\n",
		    "p.po:2: error: byte 0xff is not valid UTF-8\n");
	check_error("mgsid \"a\"\n",
		    "p.po:1: error: this is neither a comment nor msgctxt, "
		    "msgid or msgstr\n");
}

/* The charset is what the header says, not what a page says of charsets. */
static void
check_charset(void)
{
	static const char said[] = "msgid \"charset=UTF-7\"\nmsgstr \"a\"\n";
	static const char noted[] =
		"# charset=UTF-7\nmsgid \"\"\nmsgstr \"\"\n"
		"\"Content-Type: text/plain; charset=UTF-8\\n\"\n";
	struct catalog cat;
	struct diag diag = { 0 };

	catalog_init(&cat);
	ok(po_read(&cat, str_of(said), STR("p.po"), &diag),
	   "a text names a charset");
	catalog_release(&cat);
	catalog_init(&cat);
	ok(po_read(&cat, str_of(noted), STR("p.po"), &diag),
	   "a comment names a charset");
	catalog_release(&cat);
	diag_release(&diag);
	check_error("\xef\xbb\xbf# a\n\nmsgid \"\"\nmsgstr \"\"\n\"A: b\\n\"\n"
		    "\"Content-Type: text/plain; charset=EUC-JP\\n\"\n",
		    "p.po:6: error: the charset is 'EUC-JP'; convert the file "
		    "with 'msgconv -t UTF-8'\n");
}

/* One entry changes; all others keep their bytes. */
static void
check_untouched(void)
{
	static const char text[] =
		"msgid \"\"\nmsgstr \"\"\n\"Language: es\\n\"\n\n\n"
		"#: a.md:1\n#: b.md:2\nmsgid \"\"\n\"One \"\n\"two\"\n"
		"msgstr \"x\"\n\nmsgid \"three\"\nmsgstr \"\"\n";
	static const char expected[] =
		"msgid \"\"\nmsgstr \"\"\n\"Language: es\\n\"\n\n\n"
		"#: a.md:1\n#: b.md:2\nmsgid \"\"\n\"One \"\n\"two\"\n"
		"msgstr \"x\"\n\nmsgid \"three\"\nmsgstr \"tres\"\n";
	struct catalog cat;
	struct diag diag = { 0 };
	struct buf out = { 0 };
	struct po_message *m;

	catalog_init(&cat);
	po_read(&cat, str_of(text), STR("p"), &diag);
	m = catalog_find(&cat, none, STR("three"));
	po_set_msgstr(&cat, m, STR("tres"));
	is_int(m->dirty, true, "changed");
	po_set_msgstr(&cat, catalog_find(&cat, none, STR("One two")), STR("x"));
	po_write(&cat, &out);
	is_str(buf_str(&out), str_of(expected), "only that entry is new");
	is_int(catalog_find(&cat, STR("c"), STR("three")) == NULL, true,
	       "a context makes another key");
	is_str(catalog_header_field(&cat, STR("language")), STR("es"),
	       "header field");
	catalog_release(&cat);
	diag_release(&diag);
	buf_release(&out);
}

/* What a page says cannot become lines of the catalog. */
static void
check_comments(void)
{
	struct str hostile[] = { STR("a\nmsgid \"b\"\r\nmsgstr \"c\""),
				 STR("\xff\x01 d\n") };
	struct diag diag = { 0 };
	struct catalog cat, again;
	struct buf out = { 0 };
	struct po_message *m;

	catalog_init(&cat);
	m = catalog_add(&cat, none, STR("text"));
	po_set_extracted(&cat, m, hostile, 2);
	po_add_comment(&cat, m, hostile[0]);
	m->dirty = false;
	po_set_extracted(&cat, m, hostile, 2);
	ok(!m->dirty, "the same comments change nothing");
	m->dirty = true;
	po_write(&cat, &out);
	catalog_init(&again);
	ok(po_read(&again, buf_str(&out), STR("p"), &diag),
	   "hostile comments are read again");
	is_int((long long)again.n, 1, "and are no messages");
	is_str(again.messages[0]->extracted.items[1], STR("\xef\xbf\xbd  d"),
	       "what cannot stand there is replaced");
	catalog_release(&cat);
	catalog_release(&again);
	diag_release(&diag);
	buf_release(&out);
}

/* What another program saved after the catalog was read is not written over. */
static void
check_overtaken(void)
{
	char path[] = "/tmp/calque-po-test-XXXXXX";
	struct diag diag = { 0 };
	struct buf out = { 0 };
	struct catalog cat, other;
	bool exists;

	close(mkstemp(path));
	file_save(path, STR("msgid \"a\"\nmsgstr \"\"\n"), &diag);
	catalog_init(&cat);
	po_load(&cat, path, &exists, &diag);
	po_set_msgstr(&cat, catalog_find(&cat, none, STR("a")), STR("ours"));
	catalog_init(&other);
	po_load(&other, path, &exists, &diag);
	po_set_msgstr(&other, catalog_find(&other, none, STR("a")),
		      STR("theirs"));
	is_int(po_save(&other, path, &diag), FILE_SAVED, "they save first");
	is_int((long long)diag.n_errors, 0, "which is fine");
	is_int(po_save(&cat, path, &diag), FILE_SAVE_FAILED,
	       "we do not write over it");
	is_int((long long)diag.n_errors, 1, "and say so");
	file_load(path, &out, &diag);
	is_str(buf_str(&out), STR("msgid \"a\"\nmsgstr \"theirs\"\n"),
	       "their text is still there");
	unlink(path);
	is_int(po_save(&cat, path, &diag), FILE_SAVED,
	       "where the file has gone nothing is lost");
	unlink(path);
	catalog_release(&cat);
	catalog_release(&other);
	diag_release(&diag);
	buf_release(&out);
}

int
main(void)
{
	const char *top = getenv("top_srcdir");
	struct buf dir = { 0 };
	struct catalog cat;

	buf_addf(&dir, "%s/tests/po", top ? top : ".");
	check_folder(dir.p);
	make_catalog(&cat);
	check_format(&cat, "--no-wrap");
	make_wrapped(&cat);
	check_format(&cat, "");
	check_errors();
	check_charset();
	check_untouched();
	check_overtaken();
	check_comments();
	buf_release(&dir);
	return tap_done();
}
