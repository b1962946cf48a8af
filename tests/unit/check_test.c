/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check_test - each check fires where it should, and stays quiet elsewhere.
 *
 * An example is a page, the translation of its first text, and the ids of the
 * findings, in the order of the table.
 */
#include "catalog/po_read.h"
#include "check/check.h"
#include "check/host.h"
#include "unit/tap.h"

struct example {
	const char *locale, *source, *translation, *expected;
};

/* A catalog with one message, which has a translator comment. */
static struct po_message *
one_message(struct catalog *cat, struct str msgid, const char *msgstr,
	    const char *comment)
{
	struct str none = { 0 };
	struct po_message *m;

	catalog_init(cat);
	m = catalog_add(cat, none, msgid);
	po_set_msgstr(cat, m, str_of(msgstr));
	if (comment)
		po_add_comment(cat, m, str_of(comment));
	return m;
}

static const struct slot *
first_text(const struct page *page)
{
	for (size_t i = 0; i < page->n; i++)
		if (page->slots[i].required)
			return &page->slots[i];
	return NULL;
}

/* What a message is checked with, beyond itself. */
struct setting {
	const char *comment, *check, *value; /* NULL: none */
	const char *link_from, *link_to, *allow;
};

static struct config
make_config(const struct setting *set, struct config_check *check,
	    struct config_link *link, struct str *allow)
{
	struct config cfg;

	config_init(&cfg);
	cfg.source = STR("en");
	if (set->check) {
		*check = (struct config_check){ str_of(set->check),
						str_of(set->value), 1 };
		cfg.checks = (struct config_checks){ check, 1, 1 };
	}
	if (set->link_from) {
		*link = (struct config_link){ str_of(set->link_from),
					      str_of(set->link_to) };
		cfg.links = link;
		cfg.n_links = 1;
	}
	if (set->allow) {
		*allow = str_of(set->allow);
		cfg.allow = allow;
		cfg.n_allow = 1;
	}
	return cfg;
}

/* The ids of the findings, and their texts as TAP comments. */
static void
run(const struct example *ex, const struct setting *set, struct buf *ids)
{
	struct config_check check;
	struct config_link link;
	struct str allow;
	struct config cfg = make_config(set, &check, &link, &allow);
	struct config_language lang = { .tag = str_of(ex->locale),
					.locale = str_of(ex->locale) };
	struct diag diag = { 0 };
	struct arena arena = { 0 };
	struct findings found = { 0 };
	struct check_rules all, rules;
	struct catalog cat;
	struct page page;

	page_read(&page, STR("a.md"), str_of(ex->source), cfg.dialect, &arena,
		  NULL);
	check_rules_init(&all, &cfg, &diag);
	check_rules_for(&rules, &all, &cfg, &lang, &diag);
	if (first_text(&page)) {
		const struct slot *slot = first_text(&page);
		struct check_page p = { .cfg = &cfg,
					.lang = &lang,
					.rules = &rules,
					.source = &page,
					.built = &page,
					.po_path = STR("a.po"),
					.out = &found };

		check_message(&p, slot,
			      one_message(&cat, slot->text, ex->translation,
					  set->comment));
		catalog_release(&cat);
	}
	for (size_t i = 0; i < found.n; i++)
		buf_addf(ids, "%s%s", i ? " " : "", found.items[i].id);
	findings_release(&found);
	page_release(&page);
	config_release(&cfg);
	diag_release(&diag);
	arena_release(&arena);
}

static void
is_found(const struct example *ex, const struct setting *set)
{
	struct buf ids = { 0 };

	run(ex, set, &ids);
	if (!is_str(buf_str(&ids), str_of(ex->expected), ex->expected))
		printf("# %s: %s\n", ex->locale, ex->translation);
	buf_release(&ids);
}

static const struct example examples[] = {
	/* placeables: copied, reordered */
	{ "es", "Run `make` with [it](/a).", "Con [eso](/a), ejecute `make`.",
	  "" },
	{ "es", "Run `make`.", "Ejecute.", "code-changed" },
	{ "es", "Run `make`.", "Ejecute make.", "code-changed" },
	{ "es", "Run `make`.", "Ejecute `hacer`.", "code-changed" },
	{ "es", "Run `` make ``.", "Ejecute `make`.", "" },
	{ "es", "Run it.", "Ejecute `make`.", "code-extra" },
	{ "zh", "Use `a` and `a`.", "使用 `a`。", "placeable-count" },
	{ "fr", "Two <b>words</b>.", "Deux mots.", "placeable-missing" },
	{ "fr", "One<br>two.", "Un<br/>deux.", "" },
	{ "fr", "One two.", "Un <b>deux</b>.", "placeable-extra" },
	{ "fr", "Two <b>words</b>.", "Deux <b>mots.", "placeable-missing" },
	{ "he", "See[^1] this.\n\n[^1]: A note.", "\xd7\xa8\xd7\x90\xd7\x95.",
	  "placeable-missing" },
	{ "es", "See[^1] this.\n\n[^1]: A note.", "Vea[^2] esto.",
	  "placeable-changed" },
	{ "ja", "Set {{ x }} now.",
	  "\xe4\xbb\x8a\xe8\xa8\xad\xe5\xae\x9a"
	  "\xe3\x80\x82",
	  "" },
	{ "es", "Is $$a^2$$ so?",
	  "\xc2\xbf"
	  "Es $$a^3$$ as\xc3\xad?",
	  "placeable-changed" },
	{ "es", "The {{< gloss pod >}}pod{{< /gloss >}} is.",
	  "El {{< gloss pod >}}pod{{< /gloss >}} es.", "" },
	{ "es", "A {{< icon cloud >}} is.", "Un {{< icon nube >}} es.",
	  "placeable-changed" },
	{ "es", "A {{< button \"Read more\" >}} is.",
	  "Un {{< button \"Leer\" >}} es.", "" },
	{ "es", "A {{< button Read >}} is.", "Un {{< button Leer >}} es.", "" },
	{ "es", "A {{< ref a-page >}} is.", "Un {{< ref \"otra\" >}} es.",
	  "placeable-changed" },
	{ "es", "A <a href=\"/a\">b</a> c.", "Un <a  href='/a'>b</a> c.", "" },
	{ "es", "A <a href=\"/a\">b</a> c.", "Un <a href=/z>b</a> c.",
	  "link-changed" },
	{ "es", "A <a href=\"https://paypal.com\">b</a> c.",
	  "Un <a href=\"https://paypa1.com\">b</a> c.",
	  "link-host link-changed" },
	{ "es", "The {{< gloss pod >}} is.", "El pod es.",
	  "placeable-missing" },
	{ "es", "# A title {#top}", "Un t\xc3\xadtulo", "placeable-missing" },
	{ "es", "# A title {#top .x}", "Un t\xc3\xadtulo {.x #top}", "" },
	{ "es", "# A title {#top}", "Un t\xc3\xadtulo {#arriba}",
	  "placeable-changed" },
	{ "es", "# A title", "Un t\xc3\xadtulo {#a-title}", "" },
	/* links */
	{ "es", "See [it](/a/b).", "Vea [eso](/a/c).", "link-changed" },
	{ "es", "See [it](/a/b).", "Vea eso.", "link-missing" },
	{ "es", "See it here.",
	  "V\xc3\xa9"
	  "alo [aqu\xc3\xad](/a).",
	  "link-extra" },
	{ "es", "See [it](/a/).", "Vea [eso](/es/a).", "" },
	{ "es", "See [it](/en/a/).", "Vea [eso](/es/a/).", "" },
	{ "zh", "See [it](https://x.org/en-US/a).",
	  "\xe8\xa7\x81[\xe5\xae\x83](https://x.org/zh-CN/a)\xe3\x80\x82", "" },
	{ "fr", "See [it](https://en.wikipedia.org/wiki/A).",
	  "Voir [\xc3\xa7"
	  "a](https://fr.wikipedia.org/wiki/A).",
	  "" },
	{ "es", "See [it](https://x.org/en-us/a).",
	  "Vea [eso](https://x.org/en-us/a).", "" },
	{ "es", "See [it](/a).", "Vea [eso](/enough/a).", "link-changed" },
	{ "es", "See [it](#a).", "Vea [eso](#b).", "" },
	{ "es", "See ![it](a.png).", "Vea ![eso](b.png).", "link-changed" },
	/* reference links: by what they lead to */
	{ "es", "See [it][a].\n\n[a]: /x", "Vea [eso][a].", "" },
	{ "es", "See [it][a].\n\n[a]: /x", "Vea [eso](/x).", "" },
	{ "es", "See [it][a].\n\n[a]: /x", "Vea [eso][b].",
	  "link-missing label-undefined" },
	{ "es", "See [it].\n\n[it]: /x", "Vea [eso].", "link-missing" },
	{ "es", "Take a[0][1] of it.", "Tome a[0][1] de ello.", "" },
	{ "es", "See [it][a].\n\n[a]: /x\n[b]: /y", "Vea [eso][b].",
	  "link-changed" },
	/* markup */
	{ "es", "A **bold** word.", "Una palabra **fuerte**.", "" },
	{ "es", "A **bold** word.", "Una palabra **fuerte.", "emphasis" },
	{ "es", "A **bold** word.", "Una palabra fuerte.", "" },
	{ "es", "2 * 3 = 6 is so.", "2 * 3 = 6 es as\xc3\xad.", "" },
	{ "ja", "This **(word)** is.",
	  "\xe3\x81\x93\xe3\x82\x8c**\xef\xbc\x88\xe8\xaa\x9e\xef\xbc\x89**"
	  "\xe3\x81\xaf\xe3\x80\x82",
	  "emphasis" },
	{ "ja", "This **word** is.",
	  "\xe3\x81\x93\xe3\x82\x8c**\xe8\xaa\x9e**\xe3\x81\xaf\xe3\x80\x82",
	  "" },
	{ "es", "A snake_case_name stands.",
	  "Est\xc3\xa1 nombre_de_cosa aqu"
	  "\xc3\xad.",
	  "" },
	{ "es", "A [*b*](/a) and *c*.", "Un [*b*](/a) y *c*.", "" },
	{ "es", "A [b](/a) and c.", "Un [*b](/a) y* c.", "emphasis" },
	{ "es", "***Both*** of *them*.", "***Ambas*** de *ellas*.", "" },
	{ "es", "An \\*escaped star.", "Una \\*estrella escapada.", "" },
	{ "es", "Run make now.", "Ejecute `make ahora.", "code-mark" },
	{ "es", "It works (well).", "Funciona (bien.", "brackets" },
	{ "zh", "It works (well).",
	  "\xe5\xae\x83\xef\xbc\x88\xe5\xa5\xbd)"
	  "\xe3\x80\x82",
	  "" },
	{ "es", "a) the first thing", "a) la primera cosa", "" },
	{ "es", "It works.", " Funciona.", "edge-space" },
	{ "es", "It works.", "Funciona.\n", "edge-space" },
	{ "es", "One  \ntwo.", "Uno dos.", "line-breaks" },
	{ "es", "One two.", "Uno\ndos.", "" },
	/* ends */
	{ "es", "Is it so?",
	  "\xc2\xbf"
	  "Es as\xc3\xad?",
	  "" },
	{ "es", "Is it so?",
	  "\xc2\xbf"
	  "Es as\xc3\xad.",
	  "end-punctuation" },
	{ "es", "Is it so?", "Es as\xc3\xad?", "punctuation-style" },
	{ "es", "Do it!", "\xc2\xa1Hazlo!", "" },
	{ "es", "Do it!", "Hazlo!", "punctuation-style" },
	{ "zh", "Is it so?", "\xe6\x98\xaf\xe5\x90\x97\xef\xbc\x9f", "" },
	{ "zh", "Is it so?", "\xe6\x98\xaf\xe5\x90\x97?", "punctuation-style" },
	{ "ja", "Is it so?",
	  "\xe3\x81\x9d\xe3\x81\x86\xe3\x81\xa7\xe3\x81\x99"
	  "\xe3\x81\x8b\xe3\x80\x82",
	  "" },
	{ "ar", "Is it so?", "\xd9\x87\xd9\x84\xd8\x9f", "" },
	{ "ar", "Is it so?", "\xd9\x87\xd9\x84?", "punctuation-style" },
	{ "he", "Is it so?", "\xd7\x94\xd7\x90\xd7\x9d?", "" },
	{ "el", "Is it so?", "\xce\xb5\xce\xaf\xce\xbd\xce\xb1\xce\xb9;", "" },
	{ "el", "Is it so?", "\xce\xb5\xce\xaf\xce\xbd\xce\xb1\xce\xb9?",
	  "punctuation-style" },
	{ "hi", "It is a long and winding road to the village.",
	  "\xe0\xa4\xaf\xe0\xa4\xb9 \xe0\xa4\xb8\xe0\xa4\xa1\xe0\xa4\xbc"
	  "\xe0\xa4\x95 \xe0\xa4\xb9\xe0\xa5\x88\xe0\xa5\xa4",
	  "" },
	{ "hi", "It is a long and winding road to the village.",
	  "\xe0\xa4\xaf\xe0\xa4\xb9 \xe0\xa4\xb9\xe0\xa5\x88",
	  "end-punctuation" },
	{ "th", "It is a long and winding road to the village.",
	  "\xe0\xb8\x99\xe0\xb8\xb5\xe0\xb9\x88", "" },
	{ "fr", "Is it so?", "Est-ce ainsi ?", "" },
	{ "fr", "Is it so?", "Est-ce ainsi?", "punctuation-style" },
	{ "fr_CA", "Is it so?", "Est-ce ainsi?", "" },
	{ "es", "It is a list:", "Es una lista.", "end-punctuation" },
	{ "es", "*So it goes on...*", "*As\xc3\xad sigue\xe2\x80\xa6*", "" },
	/* numbers */
	{ "es", "It costs 120 euros.", "Cuesta 120 euros.", "" },
	{ "es", "It costs 120 euros.", "Cuesta 210 euros.", "number-changed" },
	{ "es", "It costs 1,200 euros.", "Cuesta 1.200 euros.", "" },
	{ "ar", "It costs 120.", "\xd8\xa8 \xd9\xa1\xd9\xa2\xd9\xa0.", "" },
	{ "hi", "It costs 120.", "\xe0\xa5\xa7\xe0\xa5\xa8\xe0\xa5\xa6.", "" },
	{ "zh", "On May 3, 2024.",
	  "2024 \xe5\xb9\xb4 5 \xe6\x9c\x88 3 "
	  "\xe6\x97\xa5\xe3\x80\x82",
	  "" },
	{ "ja", "It has 12 million stars.",
	  "\xe6\x98\x9f\xe3\x81\xaf 1,200\xe4\xb8\x87\xe3\x80\x82", "" },
	{ "es", "# Why so?", "Las razones", "" },
	{ "es", "Twenty years.", "20 a\xc3\xb1os.", "" },
	{ "es", "Use `port 80` here.", "Use aqu\xc3\xad `port 80`.", "" },
	{ "es", "In the 1990s.", "En los 90.", "" },
	/* copies and scripts */
	{ "es", "We take the long way home.", "We take the long way home.",
	  "untranslated" },
	{ "es", "Google Cloud Platform", "Google Cloud Platform", "" },
	{ "es", "Kubernetes", "Kubernetes", "" },
	{ "es", "`kubectl get pods`", "`kubectl get pods`", "" },
	{ "ja", "We take the long way home.", "They go along the same old way.",
	  "wrong-script" },
	{ "ja", "We take the long way home.", "We take the long way home.",
	  "untranslated" },
	{ "zh", "Google Cloud Platform", "Google Cloud", "" },
	{ "uk", "The name of it.",
	  "\xd0\x9d\xd0\xb0\xd0\xb7\xd0\xb2"
	  "a.",
	  "wrong-script" },
	{ "uk", "The pods.", "pod\xca\xbc\xd0\xb8.", "" },
	{ "el", "The API is here.",
	  "\xce\xa4\xce\xbf API-\xce\xb5\xce\xb4"
	  "\xcf\x8e.",
	  "" },
	/* bytes */
	{ "fr", "The cafe is open.", "Le cafe\xcc\x81 ouvre.", "not-nfc" },
	{ "fr", "The cafe is open.", "Le caf\xc3\xa9 ouvre.", "" },
	{ "es", "It works.", "Funci\xe2\x80\x8bona.", "invisible-character" },
	{ "th", "It works.", "\xe0\xb8\x81\xe2\x80\x8b\xe0\xb8\x81", "" },
	{ "hi", "Word", "\xe0\xa4\x95\xe0\xa5\x8d\xe2\x80\x8d\xe0\xa4\xb7",
	  "" },
	{ "fa", "Word", "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xb1", "" },
	{ "es", "Word",
	  "Pala\xe2\x80\x8c"
	  "bra",
	  "invisible-character" },
	{ "he", "Word", "\xd7\x90\xe2\x80\x8f\xd7\x91", "" },
	{ "es", "Word",
	  "Pal\xc2\xad"
	  "abra",
	  "invisible-character" },
	{ "es",
	  "A\xc2\xad"
	  "b word",
	  "Pal\xc2\xad"
	  "abra",
	  "" },
	{ "es", "Word", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", "" },
	{ "es", "Word",
	  "Pal\xef\xbf\xbd"
	  "bra",
	  "invisible-character" },
	/* safety */
	{ "es", "It works.", "Funciona<script>.",
	  "active-content placeable-extra" },
	{ "es", "It works.", "Va {{< include \"a\" >}} ya.",
	  "active-content placeable-extra" },
	{ "es", "See [it](/a).", "Vea [eso](javascript:x).",
	  "active-content link-changed" },
	{ "es", "An <i>x</i>.", "Un <i onclick=\"x\">x</i>.",
	  "active-content" },
	{ "es", "It works.", "Funciona\xe2\x80\xae.", "active-content" },
	{ "es", "A <script>x</script> y.", "Un <script>x</script> y.", "" },
	{ "es", "See [it](https://paypal.com/a).",
	  "Vea [eso](https://p\xd0\xb0ypal.com/a).", "link-host link-changed" },
	{ "es", "See [it](https://paypal.com/a).",
	  "Vea [eso](https://paypa1.com/a).", "link-host link-changed" },
	{ "es", "See [it](https://x.org/a).",
	  "Vea [eso](https://x.org@bad.org/a).", "link-host link-changed" },
	{ "es", "See [it](https://x.org/a).", "Vea [eso](https://x.org/es/a).",
	  "" },
	{ "zh", "See [it](https://x.org/a).",
	  "\xe8\xa7\x81[\xe5\xae\x83](https://\xe4\xbe\x8b\xe5\xad\x90.cn/a)"
	  "\xe3\x80\x82",
	  "link-changed" },
};

static void
test_examples(void)
{
	static const struct setting none = { 0 };

	for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++)
		is_found(&examples[i], &none);
}

/* What a comment and the config may turn off, and what they may not. */
static void
test_settings(void)
{
	static const struct example code = { "es", "Run `make`.", "Ejecute.",
					     "code-changed" },
				    quiet = { "es", "Run `make`.", "Ejecute.",
					      "" },
				    both = { "es", "Run `make`.", "Ejecute.",
					     "code-changed allow-comment" },
				    script = { "es", "Run `make`.",
					       "Va <script>.",
					       "active-content "
					       "placeable-extra "
					       "code-changed" },
				    link = { "es", "See [it](/a/b).",
					     "Vea [eso](/x/es/b).", "" };

	is_found(&quiet, &(struct setting){ .comment = "calque: allow "
						       "code-changed" });
	is_found(&quiet, &(struct setting){ .comment = "calque: allow brackets,"
						       " code-changed" });
	is_found(&code,
		 &(struct setting){ .comment = "calque: allow brackets" });
	is_found(&code, &(struct setting){ .comment = "allow code-changed" });
	is_found(&both, &(struct setting){ .comment = "calque: allow code" });
	is_found(&script, &(struct setting){ .comment = "calque: allow "
							"code-changed" });
	is_found(&quiet,
		 &(struct setting){ .check = "code-changed", .value = "off" });
	is_found(&code,
		 &(struct setting){ .check = "code-changed", .value = "note" });
	is_found(&link, &(struct setting){ .link_from = "/a/",
					   .link_to = "/x/{lang}/" });
}

/* Is the config refused? */
static void
is_refused(const char *id, const char *value, bool refused, const char *what)
{
	struct config_check check = { str_of(id), str_of(value), 3 };
	struct config_language lang = { .tag = STR("es"),
					.locale = STR("es"),
					.checks = { &check, 1, 1 } };
	struct check_rules all, rules;
	struct diag diag = { 0 };
	struct config cfg;

	config_init(&cfg);
	check_rules_init(&all, &cfg, &diag);
	ok(check_rules_for(&rules, &all, &cfg, &lang, &diag) != refused, what);
	diag_release(&diag);
	config_release(&cfg);
}

static void
test_rules(void)
{
	is_refused("brackets", "off", false, "a check may be turned off");
	is_refused("brackets", "error", false, "or made worse");
	is_refused("brackets", "false", true, "a severity is one of four");
	is_refused("bracket", "off", true, "an id is one of the table");
	is_refused("active-content", "off", true, "law 7 stays");
	is_refused("structure", "note", true, "and so does law 2");
}

static void
test_table(void)
{
	const struct check_row *row;
	bool good = true, kebab = true;

	for (size_t i = 0; (row = check_at(i)); i++) {
		good = good && check_find(str_of(row->id)) == row &&
		       row->what && row->hint && row->severity != SEVERITY_OFF;
		for (const char *p = row->id; *p; p++)
			kebab = kebab &&
				(*p == '-' || (*p >= 'a' && *p <= 'z'));
	}
	ok(good, "each row has its own id, a reason and a hint");
	ok(kebab, "ids are words with hyphens");
}

static void
test_lines(void)
{
	struct str bytes = STR("msgid \"\"\nmsgstr \"\"\n\"Content-Type: "
			       "text/plain; charset=UTF-8\\n\"\n\n"
			       "# a comment\n#: a.md\nmsgctxt \"c\"\n"
			       "msgid \"\"\n\"one\"\nmsgstr \"uno\"\n");
	struct diag diag = { 0 };
	struct catalog cat;

	catalog_init(&cat);
	ok(po_read(&cat, bytes, STR("a.po"), &diag), "the catalog is read");
	is_int((long long)check_msgstr_line(cat.messages[1]), 10,
	       "a finding is at the line of the msgstr");
	catalog_release(&cat);
	diag_release(&diag);
}

static void
test_findings(void)
{
	struct findings list = { 0 };
	struct finding f = {
		.id = "brackets", .path = STR("a"), .line = 2, .text = STR("x")
	};
	enum severity severity;

	findings_add(&list, f);
	findings_add(&list, f);
	is_int((long long)list.n, 1, "the same finding is kept once");
	f.line = 1;
	findings_add(&list, f);
	findings_sort(&list);
	is_int((long long)list.items[0].line, 1, "sorted by line");
	findings_clear(&list);
	findings_add(&list, f);
	is_int((long long)list.n, 1, "cleared, it is found anew");
	findings_release(&list);
	ok(severity_read(STR("note"), &severity) && severity == SEVERITY_NOTE,
	   "a severity is read");
	ok(!severity_read(STR("Note"), &severity), "another word is not");
}

static bool
look_alike(const char *a, const char *b)
{
	struct buf x = { 0 }, y = { 0 };
	bool alike;

	host_look(str_of(a), &x);
	host_look(str_of(b), &y);
	alike = str_eq(buf_str(&x), buf_str(&y));
	buf_release(&x);
	buf_release(&y);
	return alike;
}

static void
test_hosts(void)
{
	is_str(host_of(STR("https://a@b.org:8/c")), STR("b.org"),
	       "a host has no user and no port");
	is_str(host_of(STR("//b.org")), STR("b.org"), "a scheme is not needed");
	ok(!host_of(STR("/a//b")).p, "a path has no host");
	ok(look_alike("g00gle.com", "google.com"), "0 looks like O");
	ok(look_alike("rnicrosoft.com", "microsoft.com"), "rn looks like m");
	ok(look_alike("B.org", "b.org"), "the case of a host does not count");
	ok(!look_alike("b.org", "c.org"), "b does not look like c");
	ok(look_alike("xn--pypal-4ve.com", "paypal.com"),
	   "a host is compared as it is shown");
	ok(host_is_deceptive(STR("xn--pypal-4ve.com"), STR("//x")),
	   "a label of Latin and Cyrillic");
	ok(!host_is_deceptive(STR("b\xc3\xbc"
				  "cher.de"),
			      STR("//x")),
	   "a label of German");
	ok(!host_is_deceptive(STR("\xd0\xbf\xd1\x80\xd0\xb8.\xd1\x83\xd0"
				  "\xba\xd1\x80"),
			      STR("//x")),
	   "a label of Ukrainian");
}

int
main(void)
{
	test_examples();
	test_settings();
	test_rules();
	test_table();
	test_lines();
	test_findings();
	test_hosts();
	return tap_done();
}
