/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * site - made-up sites for tests and measurements of reports: random, but always
 * the same.
 *
 * All pages have a few changed units, each with its source before and now and
 * its translation. With `hostile`, texts and paths that try to become markup,
 * script, Markdown or escape sequences.
 */
#ifndef CALQUE_TESTS_REPORT_SITE_H
#define CALQUE_TESTS_REPORT_SITE_H

#include "base/arena.h"
#include "report/status.h"

#define SITE_HOSTILE                                                    \
	"</script><script>document.title='broken'</script><!--<script>" \
	"<img src=x onerror=document.title='broken'>\xe2\x80\xa8"       \
	"\xe2\x80\xae\x1b[31m|`@someone` #12 \xff &amp; \"'"

struct site_maker {
	struct arena arena;
	unsigned long long state;
};

static const struct {
	const char *tag, *locale, *space;
	const char *words[12];
} site_languages[] = {
	{ "ar",
	  "ar",
	  " ",
	  { "ريح", "قياس", "محطة", "المطر", "غيمة", "شمس", "في", "على", "كل",
	    "يوم", "برج", "خيط" } },
	{ "de",
	  "de",
	  " ",
	  { "Wind", "messen", "Station", "Regen", "Wolke", "Sonne", "im", "auf",
	    "jeder", "Tag", "Turm", "Faden" } },
	{ "es",
	  "es",
	  " ",
	  { "viento", "medir", "estación", "lluvia", "nube", "sol", "en",
	    "sobre", "cada", "día", "torre", "hilo" } },
	{ "fr",
	  "fr",
	  " ",
	  { "vent", "mesurer", "station", "pluie", "nuage", "soleil", "dans",
	    "sur", "chaque", "jour", "tour", "fil" } },
	{ "hi",
	  "hi",
	  " ",
	  { "हवा", "माप", "केंद्र", "वर्षा", "बादल", "सूरज", "में", "पर", "हर", "दिन",
	    "मीनार", "धागा" } },
	{ "ja",
	  "ja",
	  "",
	  { "風", "測る", "観測所", "雨", "雲", "太陽", "に", "の上", "毎",
	    "日", "塔", "糸" } },
	{ "ko",
	  "ko",
	  " ",
	  { "바람", "측정", "관측소", "비", "구름", "태양", "안에", "위에",
	    "매", "일", "탑", "실" } },
	{ "pt-br",
	  "pt_BR",
	  " ",
	  { "vento", "medir", "estação", "chuva", "nuvem", "sol", "em", "sobre",
	    "cada", "dia", "torre", "fio" } },
	{ "uk",
	  "uk",
	  " ",
	  { "вітер", "міряти", "станція", "дощ", "хмара", "сонце", "у", "на",
	    "кожен", "день", "вежа", "нитка" } },
	{ "zh",
	  "zh_CN",
	  "",
	  { "风", "测量", "气象站", "雨", "云", "太阳", "在", "上面", "每",
	    "天", "塔", "线" } },
};

#define SITE_MAX_LANGUAGES (sizeof(site_languages) / sizeof(*site_languages))

static const char *const site_words[] = {
	"wind",	   "measure", "station", "rain",    "cloud",  "sun",
	"in",	   "on",      "every",	 "day",	    "tower",  "thread",
	"`gauge`", "the",     "a",	 "slowly",  "before", "night",
	"reading", "numbers", "write",	 "down",    "twice",  "never",
	"garden",  "hill",    "north",	 "morning", "listen", "calm"
};

#define SITE_N_WORDS (sizeof(site_words) / sizeof(*site_words))

static const char *const site_sections[] = {
	"Install", "Install > On a hill", "Use", "Use > Every day",
	"Troubleshooting > When nothing moves"
};

static const char *const site_folders[] = { "_root",	 "blog",
					    "concepts",	 "guides",
					    "reference", "workshops",
					    "community", "releases" };

static inline size_t
site_below(struct site_maker *m, size_t n)
{
	m->state = m->state * 6364136223846793005ull + 1442695040888963407ull;
	return (size_t)(m->state >> 33) % n;
}

/* A source text of about n words. */
static inline void
site_source_text(struct site_maker *m, size_t n, struct buf *out)
{
	for (size_t i = 0; i < n; i++) {
		buf_add_str(out, i ? " " : "");
		buf_add_str(out, site_words[site_below(m, SITE_N_WORDS)]);
	}
	buf_add_byte(out, '.');
}

/* The text with about one word in eight put in, left out or replaced. */
static inline struct str
site_changed_text(struct site_maker *m, struct str text)
{
	struct buf out = { 0 };
	struct str rest = text, word;

	while (str_split(&rest, ' ', &word)) {
		size_t what = site_below(m, 24);

		if (what == 0)
			continue;
		if (what <= 2)
			word = str_of(site_words[site_below(m, SITE_N_WORDS)]);
		buf_add_str(&out, out.n ? " " : "");
		buf_add(&out, word);
	}
	text = arena_str(&m->arena, buf_str(&out));
	buf_release(&out);
	return text;
}

static inline struct str
site_translation(struct site_maker *m, size_t lang, size_t n)
{
	struct buf out = { 0 };
	struct str text;

	for (size_t i = 0; i < n; i++) {
		buf_add_str(&out, i ? site_languages[lang].space : "");
		buf_add_str(&out,
			    site_languages[lang].words[site_below(m, 12)]);
	}
	text = arena_str(&m->arena, buf_str(&out));
	buf_release(&out);
	return text;
}

static inline struct audit_unit
site_unit(struct site_maker *m, size_t lang, size_t i, bool hostile)
{
	struct site_maker source = { .state = i * 7919 + 17 };
	size_t n = 8 + site_below(&source, 40);
	struct audit_unit u = {
		.kind = (enum audit_kind)(i % 7 ? 0 : i / 7 % N_AUDIT_KINDS),
		.title = i % 5 ? STR("paragraph") : STR("heading 2"),
		.section = str_of(site_sections[i % 5]),
		.words = n,
		.needs_translator = true,
	};
	struct buf text = { 0 };

	/* the same source in all languages */
	site_source_text(&source, n, &text);
	u.was = arena_str(&m->arena, buf_str(&text));
	buf_release(&text);
	source.arena = m->arena;
	u.now = site_changed_text(&source, u.was);
	m->arena = source.arena;
	u.translation = site_translation(m, lang, n);
	if (u.kind == AUDIT_CHANGED)
		u.class = CHANGE_WORDS;
	if (hostile)
		u.section = u.now = u.translation = STR(SITE_HOSTILE);
	if (u.kind == AUDIT_NEW || u.kind == AUDIT_UNTRANSLATED)
		u.was = u.translation = (struct str){ 0 };
	if (u.kind == AUDIT_REMOVED)
		u.now = (struct str){ 0 };
	u.was_line = 10 + i % 90;
	u.now_line = 12 + i % 90;
	u.target_line = u.translation.p ? 11 + i % 90 : 0;
	return u;
}

static inline void
site_count(struct site_maker *m, struct audit_page *p)
{
	struct audit_counts *c = &p->counts;

	c->total.units = 20 + site_below(m, 40);
	c->total.words = c->total.units * 17;
	for (size_t i = 0; i < p->n; i++) {
		bool fuzzy = p->units[i].kind == AUDIT_CHANGED;
		struct audit_amount *a = fuzzy ? &c->fuzzy : &c->untranslated;

		if (p->units[i].kind == AUDIT_REMOVED) {
			c->removed++;
			continue;
		}
		a->units++;
		a->words += p->units[i].words;
	}
	if (p->state == AUDIT_MISSING)
		c->untranslated = c->total;
	c->translated.units =
		c->total.units - c->fuzzy.units - c->untranslated.units;
	c->translated.words =
		c->total.words - c->fuzzy.words - c->untranslated.words;
	if (p->state == AUDIT_MISSING)
		c->fuzzy = c->translated = (struct audit_amount){ 0 };
	c->classes[CHANGE_WORDS] = c->fuzzy;
}

static inline void
site_page(struct site_maker *m, size_t lang, size_t i, bool hostile,
	  long long now, struct audit_page *p)
{
	const char *tag = site_languages[lang].tag;
	const char *folder = site_folders[i % 8];
	const char *slash = i % 8 ? "/" : "";
	const char *name = hostile ? SITE_HOSTILE : "page";
	size_t kind = site_below(m, 20);

	*p = (struct audit_page){
		.language = str_of(tag),
		.locale = str_of(site_languages[lang].locale),
		.folder = str_of(folder),
		.state = kind < 12 ? AUDIT_OUTDATED :
			 kind < 15 ? AUDIT_UP_TO_DATE :
			 kind < 17 ? AUDIT_PARTIAL :
				     AUDIT_MISSING,
	};
	p->source = arena_strf(&m->arena, "content/en/%s%s%s-%04zu.md",
			       i % 8 ? folder : "", slash, name, i);
	p->target = arena_strf(&m->arena, "content/%s/%s%s%s-%04zu.md", tag,
			       i % 8 ? folder : "", slash, name, i);
	if (p->state != AUDIT_UP_TO_DATE) {
		p->n = 2 + site_below(m, 4);
		p->units = arena_array(&m->arena, p->n, sizeof(*p->units));
		for (size_t k = 0; k < p->n; k++)
			p->units[k] = site_unit(m, lang, i * 6 + k, hostile);
	}
	if (p->state == AUDIT_OUTDATED) {
		p->first.id = STR("1f0e5d7c2b9a4c3d8e6f70123456789abcdef012");
		p->first.subject = hostile ? STR(SITE_HOSTILE) :
					     STR("say how to read the gauge");
		p->first.time = now - (long long)site_below(m, 500) * 86400;
		p->n_commits = 1 + site_below(m, 9);
	}
	site_count(m, p);
}

/* Two years of points, month by month. */
static inline void
site_points(struct site_maker *m, size_t n_languages, struct status_site *site)
{
	struct status_point *points =
		arena_array(&m->arena, n_languages * 24, sizeof(*points));
	size_t n = 0;

	for (size_t lang = 0; lang < n_languages; lang++) {
		size_t done = 10 + site_below(m, 30);

		for (size_t i = 0; i < 24; i++) {
			done += site_below(m, 6);
			done -= site_below(m, 4);
			points[n++] = (struct status_point){
				.language = str_of(site_languages[lang].tag),
				.time = site->now -
					(long long)(23 - i) * 30 * 86400,
				.words_done = (done > 100 ? 100 : done) * 100,
				.words_total = 10000,
			};
		}
	}
	site->points = points;
	site->n_points = n;
}

/* The site lives as long as the maker's arena. */
static inline struct status_site
site_make(struct site_maker *m, size_t n_languages, size_t n_pages,
	  bool hostile)
{
	struct status_site site = { .title = STR("Weather on the hill"),
				    .now = 1772323200,
				    .n = n_languages * n_pages };
	struct audit_page *pages =
		arena_array(&m->arena, site.n + 1, sizeof(*pages));

	if (hostile)
		site.title = STR(SITE_HOSTILE);
	for (size_t lang = 0; lang < n_languages; lang++)
		for (size_t i = 0; i < n_pages; i++)
			site_page(m, lang, i, hostile, site.now,
				  &pages[lang * n_pages + i]);
	site.pages = pages;
	site_points(m, n_languages, &site);
	return site;
}

#endif
