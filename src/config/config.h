/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * config - calque.yaml -> what a site wants.
 *
 * Read with libyaml through base/yaml, so every error names file, line and key;
 * an unknown key is an error that names the nearest known one. All keys are in
 * one table (config.c), which the man page check reads too.
 *
 * Everything lives in config->arena. Paths are relative to the folder of
 * calque.yaml (`root`), with '/'; none leaves it.
 */
#ifndef CALQUE_CONFIG_CONFIG_H
#define CALQUE_CONFIG_CONFIG_H

#include "base/diag.h"
#include "dialect/dialect.h"

#define CONFIG_NAME "calque.yaml"

/*
 * What `checks` says of one check: its id and a word. Which ids and words there
 * are, check/check.h knows.
 */
struct config_check {
	struct str id, value;
	size_t line;
};

struct config_checks {
	struct config_check *items;
	size_t n, cap;
};

/*
 * How far translations may be behind before `check` calls that an error. ORDER
 * config_limit (config.c names)
 */
enum config_limit {
	LIMIT_WORDS_BEHIND,	 /* words of a language */
	LIMIT_PAGE_WORDS_BEHIND, /* words of a page */
	LIMIT_TRANSLATED,	 /* at least: percent of a language's words */
	LIMIT_AGE		 /* days that a page is outdated */
};

#define N_CONFIG_LIMITS (LIMIT_AGE + 1)
#define CONFIG_MAX_LIMIT ((size_t)1000000000)

struct config_limits {
	struct {
		bool is_set;
		size_t value;
		size_t line; /* in calque.yaml; 0: said elsewhere */
	} of[N_CONFIG_LIMITS];
};

/* Where a link of the source leads in a translation: prefixes. */
struct config_link {
	struct str from; /* as in the source: `/docs/` */
	struct str to;	 /* with {lang} and {locale}: `/{lang}/docs/` */
};

struct config_language {
	struct str tag;		     /* as on the site: `pt-BR`, `zh` */
	struct str locale;	     /* as in PO files: `pt_BR`, `zh_CN` */
	struct config_checks checks; /* of this language alone */
	struct config_limits limits; /* the same */
	size_t line;
};

/* One rule of `pages:`. */
struct config_pages {
	struct str source;   /* template: content/en/{path}.{ext} */
	struct str target;   /* template: content/{lang}/{path}.{ext} */
	struct str po;	     /* template; "no string": hand-translated pairs */
	struct str *exclude; /* globs on {path}.{ext} */
	size_t n_exclude;
	size_t line;
};

/* What a unit shows whose translation is fuzzy. ORDER config_fuzzy */
enum config_fuzzy { FUZZY_SOURCE, FUZZY_TRANSLATION, FUZZY_MARK };

/*
 * How the site generator makes the id of a heading from its text: Hugo's
 * autoHeadingIDType. ORDER config_ids (config.c)
 */
enum config_ids { IDS_GITHUB, IDS_GITHUB_ASCII, IDS_BLACKFRIDAY };

/* What a page is when it is built. ORDER audit_state, config_states */
enum config_state {
	CONFIG_UP_TO_DATE,
	CONFIG_PARTIAL,
	CONFIG_OUTDATED,
	CONFIG_MISSING
};

#define N_CONFIG_STATES (CONFIG_MISSING + 1)

/* A front matter key that build sets or removes on pages of a state. */
struct config_stamp {
	enum config_state state;
	struct str key;	  /* a path, "params.banner" */
	struct str value; /* YAML, as it is to be written; no string: remove */
};

struct config {
	struct arena arena;
	struct str root; /* folder of calque.yaml; "." where there is none */
	struct str path; /* of calque.yaml, for messages; "" without one */
	struct str project, bugs_to; /* for PO headers */
	struct str source;	     /* language tag of the source, `en` */
	struct config_language *languages;
	size_t n_languages;
	struct config_pages *pages;
	size_t n_pages;
	const struct dialect *dialect; /* the preset and the site's additions */
	/* the front matter key of translations that names the commit which they
	   were made from, as `default_lang_commit`; no string: found by itself */
	struct str pin;
	/* build: */
	size_t threshold; /* percent of a page's words, 0..100 */
	enum config_fuzzy fuzzy;
	struct str mark_before, mark_after;
	size_t wrap_cols; /* 0: none */
	struct config_stamp *stamps;
	size_t n_stamps;
	/* headings: */
	enum config_ids ids;
	bool pin_headings; /* build writes the source's ids */
	size_t pin_line;   /* where calque.yaml says so */
	/*
	 * Active content that a translation may hold though its source page has
	 * not (law 7): "shortcode:NAME", "html:NAME", "handler:NAME",
	 * "scheme:NAME", "bidi"; globs.
	 */
	struct str *allow;
	size_t n_allow;
	struct config_checks checks; /* of all languages */
	struct config_limits limits; /* the same */
	struct config_link *links;
	size_t n_links, cap_links;
};

void config_init(struct config *cfg);
void config_release(struct config *cfg);

/*
 * Read `path`. False on errors (all of them reported, not only the first).
 */
bool config_load(struct config *cfg, const char *path, struct diag *diag);

/* The language with this tag or locale name, or NULL. */
const struct config_language *config_language(const struct config *cfg,
					      struct str name);

/* Does the site allow this active content ("shortcode:youtube")? */
bool config_allows(const struct config *cfg, struct str what);

/* "max_words_behind", as in calque.yaml. */
const char *config_limit_name(enum config_limit limit);
/* Read the value of a limit; false where it is none. */
bool config_read_limit(enum config_limit limit, struct str text, size_t *out);

/* The i-th key of calque.yaml as a path, NULL past the end (man page check). */
const char *config_key_at(size_t i);

#endif
