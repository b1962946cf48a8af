/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/stamp.h"

#include "unit/tap.h"

/* Stamps of a config, as they would be read from one. */
static struct config_stamp stamps[] = {
	{ CONFIG_OUTDATED, STR_INIT("late"), STR_INIT("true") },
	{ CONFIG_OUTDATED, STR_INIT("p.banner"), STR_INIT("\"old\"") },
	{ CONFIG_PARTIAL, STR_INIT("p.banner"), STR_INIT("'in parts'") },
	{ CONFIG_MISSING, STR_INIT("draft"), STR_INIT("true") },
};

static struct config
make_config(void)
{
	struct config cfg;

	config_init(&cfg);
	cfg.stamps = stamps;
	cfg.n_stamps = sizeof(stamps) / sizeof(*stamps);
	return cfg;
}

static void
stamp_one(const struct config *cfg, enum config_state state, struct str source,
	  struct str built, struct buf *out, struct buf *stripped)
{
	struct arena arena = { 0 };
	struct page page;
	struct str key = { 0 };

	page_read(&page, STR("a.md"), source, cfg->dialect, &arena, NULL);
	stamp_page(cfg, state, &page, built, out, &key);
	stamp_strip(cfg, &page, buf_str(out), stripped);
	page_release(&page);
	arena_release(&arena);
}

/* A stamped page without its stamps is the page, to the byte. */
static void
test_round_trips(const struct config *cfg)
{
	static const char *const pages[] = {
		"",
		"# T\n",
		"\xef\xbb\xbf# T\r\n",
		"---\n---\n",
		"---\n\n---\nx",
		"---\ntitle: T\n---\n",
		"---\r\ntitle: T # c\r\n# d\r\n---\r\nx\r\n",
		"---\n{title: T}\n---\n",
		"---\n{}\n---\n",
		"---\np: {a: 1}\n---\n",
		"---\np:\n    a: 1\n\nb: 2\n---\n",
		"---\ndraft: no # c\n---\n",
		"---\ndraft:\n---\n",
		"---\ndraft: |\n  a\n---\n",
		"---\np: 1\n---\n",
		"---\n- a\n---\n",
		"---\na: [\n---\n",
		"+++\na = 1\n+++\n",
		"{\n\"a\": 1\n}\n",
		"---\nx: &x {a: 1}\ny: *x\n<<: *x\n---\n",
	};

	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		for (int s = 0; s < N_CONFIG_STATES; s++) {
			struct buf once = { 0 }, twice = { 0 }, back = { 0 };
			struct str page = str_of(pages[i]);

			stamp_one(cfg, (enum config_state)s, page, page, &once,
				  &back);
			if (!is_str(buf_str(&back), page, "stripped"))
				printf("# page %zu, state %d\n", i, s);
			buf_clear(&back);
			stamp_one(cfg, (enum config_state)s, page,
				  buf_str(&once), &twice, &back);
			is_str(buf_str(&twice), buf_str(&once),
			       "stamped twice");
			buf_release(&once);
			buf_release(&twice);
			buf_release(&back);
		}
	}
}

/* Any stamped page becomes that of any other state, whose stamps it lost. */
static void
test_states(const struct config *cfg)
{
	static const char *const expected[N_CONFIG_STATES] = {
		"---\na: 1\n---\n",
		"---\na: 1\np:\n  banner: 'in parts'\n---\n",
		"---\na: 1\nlate: true\np:\n  banner: \"old\"\n---\n",
		"---\na: 1\ndraft: true\n---\n",
	};
	struct str page = str_of(expected[CONFIG_UP_TO_DATE]);

	for (int s = 0; s < N_CONFIG_STATES; s++) {
		for (int from = 0; from < N_CONFIG_STATES; from++) {
			struct buf out = { 0 }, back = { 0 };

			stamp_one(cfg, CONFIG_UP_TO_DATE, page,
				  str_of(expected[from]), &out, &back);
			is_str(buf_str(&out), page, "to no stamps");
			buf_clear(&out);
			stamp_one(cfg, (enum config_state)s, page, page, &out,
				  &back);
			is_str(buf_str(&out), str_of(expected[s]),
			       "from state to state");
			buf_release(&out);
			buf_release(&back);
		}
	}
}

static void
test_source_has_key(const struct config *cfg)
{
	struct str source = STR("---\ndraft: no\n---\n");
	struct buf out = { 0 }, back = { 0 };

	stamp_one(cfg, CONFIG_UP_TO_DATE, source, source, &out, &back);
	is_str(buf_str(&out), source, "the source's key stays");
	buf_clear(&out);
	buf_clear(&back);
	stamp_one(cfg, CONFIG_MISSING, source, source, &out, &back);
	is_str(buf_str(&out), STR("---\ndraft: true\n---\n"), "is replaced");
	is_str(buf_str(&back), source, "and comes back");
	buf_release(&out);
	buf_release(&back);
}

static void
test_problem(const struct config *cfg)
{
	struct arena arena = { 0 };
	struct buf out = { 0 };
	struct page page;
	struct str key = { 0 };

	page_read(&page, STR("a.md"), STR("---\np: 1\n---\n"), cfg->dialect,
		  &arena, NULL);
	ok(stamp_page(cfg, CONFIG_OUTDATED, &page, page.doc.bytes, &out,
		      &key) == KEYS_NO_PLACE,
	   "no place is told");
	is_str(key, STR("p.banner"), "with its key");
	is_str(buf_str(&out), STR("---\np: 1\nlate: true\n---\n"),
	       "the others are set");
	buf_release(&out);
	page_release(&page);
	arena_release(&arena);
}

static void
test_unread(const struct config *cfg)
{
	struct arena arena = { 0 };
	struct page source, target;

	page_read(&source, STR("a.md"), STR("One.\n"), cfg->dialect, &arena,
		  NULL);
	page_read(&target, STR("b.md"),
		  STR("---\nlate: true\np: {banner: x}\n---\nUno.\n"),
		  cfg->dialect, &arena, NULL);
	stamp_unread(cfg, &source, &target);
	is_str(target.doc.bytes, STR("Uno.\n"), "read without stamps");
	ok(target.n == 1 && target.slots[0].leaf->line == 5,
	   "its lines are those of the file");
	page_release(&source);
	page_release(&target);
	arena_release(&arena);
}

int
main(void)
{
	struct config cfg = make_config();

	test_round_trips(&cfg);
	test_states(&cfg);
	test_source_has_key(&cfg);
	test_problem(&cfg);
	test_unread(&cfg);
	config_release(&cfg);
	return tap_done();
}
