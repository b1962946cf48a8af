/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config/config.h"

#include "base/file.h"
#include "base/i18n.h"
#include "base/locale.h"
#include "base/near.h"
#include "base/yaml.h"
#include "config/template.h"

#include <stdlib.h>

/* ORDER config_limit */
static const char *const limit_names[N_CONFIG_LIMITS] = {
	"max_words_behind", "max_page_words_behind", "min_translated", "max_age"
};

/* The config while it is read. */
struct reader {
	struct config *cfg;
	struct str text;
	const struct yaml_doc *doc;
	struct diag *diag;
	struct dialect_shortcode *shortcodes;
	size_t n_shortcodes, cap_shortcodes;
	struct str *keys; /* front_matter */
	size_t n_keys, cap_keys;
	size_t cap_languages, cap_pages, cap_allow, cap_stamps;
	struct str dialect;
	size_t dialect_line;
};

typedef void setter(struct reader *r, size_t node);

/* A key of calque.yaml: its path, and what its value is. */
struct key_row {
	const char *path; /* globs of base/str; [] is a list's item */
	enum yaml_type type;
	setter *set; /* NULL: its items or keys have rows of their own */
};

static setter set_project, set_bugs_to, set_source, set_language,
	set_language_map, set_pages, set_page_source, set_page_target,
	set_page_po, set_exclude, set_dialect, set_key, set_shortcode,
	set_translate, set_inner, set_parent, set_markdown_if, set_threshold,
	set_fuzzy, set_mark, set_wrap, set_allow, set_tag, set_locale, set_pin,
	set_check, set_language_check, set_limit, set_language_limit, set_link,
	check_state, set_stamp, set_headings, set_heading_ids, set_heading_pin;

/*
 * All keys. `*` stands for a name without a dot (a shortcode's, a check's), `**`
 * for anything.
 */
static const struct key_row rows[] = {
	{ "project", YAML_SCALAR, set_project },
	{ "bugs_to", YAML_SCALAR, set_bugs_to },
	{ "source", YAML_SCALAR, set_source },
	{ "languages", YAML_SEQUENCE, NULL },
	{ "languages[]", YAML_SCALAR, set_language },
	{ "languages[]", YAML_MAPPING, set_language_map },
	{ "languages[].tag", YAML_SCALAR, set_tag },
	{ "languages[].locale", YAML_SCALAR, set_locale },
	{ "languages[].checks", YAML_MAPPING, NULL },
	{ "languages[].checks.*", YAML_SCALAR, set_language_check },
	{ "languages[].check", YAML_MAPPING, NULL },
	{ "languages[].check.max_words_behind", YAML_SCALAR,
	  set_language_limit },
	{ "languages[].check.max_page_words_behind", YAML_SCALAR,
	  set_language_limit },
	{ "languages[].check.min_translated", YAML_SCALAR, set_language_limit },
	{ "languages[].check.max_age", YAML_SCALAR, set_language_limit },
	{ "pages", YAML_SEQUENCE, NULL },
	{ "pages[]", YAML_MAPPING, set_pages },
	{ "pages[].source", YAML_SCALAR, set_page_source },
	{ "pages[].target", YAML_SCALAR, set_page_target },
	{ "pages[].po", YAML_SCALAR, set_page_po },
	{ "pages[].exclude", YAML_SEQUENCE, NULL },
	{ "pages[].exclude[]", YAML_SCALAR, set_exclude },
	{ "dialect", YAML_SCALAR, set_dialect },
	{ "front_matter", YAML_SEQUENCE, NULL },
	{ "front_matter[]", YAML_SCALAR, set_key },
	{ "shortcodes", YAML_MAPPING, NULL },
	{ "shortcodes.*", YAML_MAPPING, set_shortcode },
	{ "shortcodes.*.translate", YAML_SEQUENCE, NULL },
	{ "shortcodes.*.translate[]", YAML_SCALAR, set_translate },
	{ "shortcodes.*.inner", YAML_SCALAR, set_inner },
	{ "shortcodes.*.parent", YAML_SCALAR, set_parent },
	{ "shortcodes.*.markdown_if", YAML_SCALAR, set_markdown_if },
	{ "pin", YAML_SCALAR, set_pin },
	{ "build", YAML_MAPPING, NULL },
	{ "build.threshold", YAML_SCALAR, set_threshold },
	{ "build.fuzzy", YAML_SCALAR, set_fuzzy },
	{ "build.mark", YAML_SEQUENCE, NULL },
	{ "build.mark[]", YAML_SCALAR, set_mark },
	{ "build.wrap", YAML_SCALAR, set_wrap },
	{ "build.stamp", YAML_MAPPING, NULL },
	{ "build.stamp.*", YAML_MAPPING, check_state },
	{ "build.stamp.**", YAML_MAPPING, NULL },
	{ "build.stamp.**", YAML_SCALAR, set_stamp },
	{ "headings", YAML_SCALAR, set_headings },
	{ "headings", YAML_MAPPING, NULL },
	{ "headings.ids", YAML_SCALAR, set_heading_ids },
	{ "headings.pin", YAML_SCALAR, set_heading_pin },
	{ "allow", YAML_SEQUENCE, NULL },
	{ "allow[]", YAML_SCALAR, set_allow },
	{ "check", YAML_MAPPING, NULL },
	{ "check.max_words_behind", YAML_SCALAR, set_limit },
	{ "check.max_page_words_behind", YAML_SCALAR, set_limit },
	{ "check.min_translated", YAML_SCALAR, set_limit },
	{ "check.max_age", YAML_SCALAR, set_limit },
	{ "checks", YAML_MAPPING, NULL },
	{ "checks.*", YAML_SCALAR, set_check },
	{ "links", YAML_MAPPING, NULL },
	{ "links.**", YAML_SCALAR, set_link },
};

#define N_ROWS (sizeof(rows) / sizeof(*rows))

const char *
config_key_at(size_t i)
{
	return i < N_ROWS ? rows[i].path : NULL;
}

void
config_init(struct config *cfg)
{
	*cfg = (struct config){ 0 };
	cfg->root = STR(".");
	cfg->path = STR("");
	cfg->project = STR("docs");
	cfg->bugs_to = STR("");
	cfg->dialect = dialect_preset(STR("hugo"));
	cfg->threshold = 1;
	cfg->mark_before = cfg->mark_after = STR("");
}

void
config_release(struct config *cfg)
{
	arena_release(&cfg->arena);
	*cfg = (struct config){ 0 };
}

/* ---- setters ---- */

static const struct yaml_node *
node_at(const struct reader *r, size_t i)
{
	return &r->doc->nodes[i];
}

static struct str
value_at(const struct reader *r, size_t i)
{
	return r->doc->nodes[i].value;
}

/* words: what might have been written instead of `name`, "a b c" */
static void
complain_of(struct reader *r, size_t node, const char *text, struct str name,
	    const char *words)
{
	struct near near = near_to(name);

	near_try_words(&near, words);
	diag_error(r->diag, loc_at(r->cfg->path, node_at(r, node)->value_line),
		   _("'%.*s': %s%s"), STR_FMT(node_at(r, node)->path), text,
		   near_hint(&near));
}

static void
complain(struct reader *r, size_t node, const char *text)
{
	complain_of(r, node, text, value_at(r, node), "");
}

static void
set_project(struct reader *r, size_t node)
{
	r->cfg->project = value_at(r, node);
}

static void
set_bugs_to(struct reader *r, size_t node)
{
	r->cfg->bugs_to = value_at(r, node);
}

static void
set_source(struct reader *r, size_t node)
{
	r->cfg->source = value_at(r, node);
	if (!locale_is_known(r->cfg->source))
		complain(r, node, _("this is no language that is known"));
}

static struct config_language *
add_language(struct reader *r, size_t node)
{
	struct config *cfg = r->cfg;
	struct config_language lang = { .line = node_at(r, node)->value_line };

	ARENA_PUSH(&cfg->arena, cfg->languages, cfg->n_languages,
		   r->cap_languages, lang);
	return &cfg->languages[cfg->n_languages - 1];
}

static void
set_language(struct reader *r, size_t node)
{
	add_language(r, node)->tag = value_at(r, node);
}

static void
set_language_map(struct reader *r, size_t node)
{
	add_language(r, node);
}

static void
set_tag(struct reader *r, size_t node)
{
	r->cfg->languages[r->cfg->n_languages - 1].tag = value_at(r, node);
}

static void
set_locale(struct reader *r, size_t node)
{
	struct str locale = locale_of_tag(&r->cfg->arena, value_at(r, node));

	r->cfg->languages[r->cfg->n_languages - 1].locale = locale;
	if (!locale.p)
		complain(r, node, _("this is no locale that is known"));
}

static void
set_pages(struct reader *r, size_t node)
{
	struct config *cfg = r->cfg;
	struct config_pages pages = { .line = node_at(r, node)->value_line };

	ARENA_PUSH(&cfg->arena, cfg->pages, cfg->n_pages, r->cap_pages, pages);
}

static struct config_pages *
last_pages(struct reader *r)
{
	return &r->cfg->pages[r->cfg->n_pages - 1];
}

/* Paths are compared as bytes: "./content" is "content". */
static struct str
template_at(struct reader *r, size_t node)
{
	return path_normal(&r->cfg->arena, value_at(r, node));
}

static void
set_page_source(struct reader *r, size_t node)
{
	last_pages(r)->source = template_at(r, node);
}

static void
set_page_target(struct reader *r, size_t node)
{
	last_pages(r)->target = template_at(r, node);
}

static void
set_page_po(struct reader *r, size_t node)
{
	last_pages(r)->po = template_at(r, node);
}

static void
set_exclude(struct reader *r, size_t node)
{
	struct config_pages *pages = last_pages(r);
	size_t n = pages->n_exclude;
	struct str *list = arena_array(&r->cfg->arena, n + 1, sizeof(*list));

	if (n)
		memcpy(list, pages->exclude, n * sizeof(*list));
	list[n] = value_at(r, node);
	pages->exclude = list;
	pages->n_exclude++;
}

static void
set_dialect(struct reader *r, size_t node)
{
	r->dialect = value_at(r, node);
	r->dialect_line = node_at(r, node)->value_line;
}

static void
set_key(struct reader *r, size_t node)
{
	ARENA_PUSH(&r->cfg->arena, r->keys, r->n_keys, r->cap_keys,
		   value_at(r, node));
}

static void
set_shortcode(struct reader *r, size_t node)
{
	struct str path = node_at(r, node)->path;
	struct dialect_shortcode rule = { .name = str_from(
						  path, strlen("shortcodes.")),
					  .parent = STR(""),
					  .markdown_if = STR("") };

	ARENA_PUSH(&r->cfg->arena, r->shortcodes, r->n_shortcodes,
		   r->cap_shortcodes, rule);
}

static struct dialect_shortcode *
last_shortcode(struct reader *r)
{
	return &r->shortcodes[r->n_shortcodes - 1];
}

static void
set_translate(struct reader *r, size_t node)
{
	struct dialect_shortcode *rule = last_shortcode(r);
	struct str *list =
		arena_array(&r->cfg->arena, rule->n_prose + 1, sizeof(*list));

	if (rule->n_prose)
		memcpy(list, rule->prose, rule->n_prose * sizeof(*list));
	list[rule->n_prose] = value_at(r, node);
	rule->prose = list;
	rule->n_prose++;
}

static void
set_inner(struct reader *r, size_t node)
{
	struct str value = value_at(r, node);

	if (str_eq(value, STR("verbatim")))
		last_shortcode(r)->inner = DIALECT_INNER_VERBATIM;
	else if (str_eq(value, STR("markdown")))
		last_shortcode(r)->inner = DIALECT_INNER_MARKDOWN;
	else
		complain_of(r, node, _("it is either verbatim or markdown"),
			    value, "verbatim markdown");
}

static void
set_parent(struct reader *r, size_t node)
{
	last_shortcode(r)->parent = value_at(r, node);
}

static void
set_markdown_if(struct reader *r, size_t node)
{
	last_shortcode(r)->markdown_if = value_at(r, node);
}

/* A whole number up to max, or false. */
static bool
read_number(struct str s, size_t max, size_t *out)
{
	*out = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_is_digit(s.p[i]))
			return false;
		*out = *out * 10 + (size_t)(s.p[i] - '0');
		if (*out > max)
			return false;
	}
	return s.n > 0;
}

static void
set_threshold(struct reader *r, size_t node)
{
	if (!read_number(value_at(r, node), 100, &r->cfg->threshold))
		complain(r, node, _("it is a percentage from 0 to 100"));
}

/* The index of the name, or n. */
static size_t
find_name(struct str name, const struct str *names, size_t n)
{
	size_t i = 0;

	while (i < n && !str_eq(names[i], name))
		i++;
	return i;
}

static void
set_fuzzy(struct reader *r, size_t node)
{
	/* ORDER config_fuzzy */
	static const struct str names[] = { STR_INIT("source"),
					    STR_INIT("translation"),
					    STR_INIT("mark") };

	size_t i = find_name(value_at(r, node), names, 3);

	if (i < 3)
		r->cfg->fuzzy = (enum config_fuzzy)i;
	else
		complain_of(r, node, _("it is source, translation or mark"),
			    value_at(r, node), "source translation mark");
}

static void
set_mark(struct reader *r, size_t node)
{
	if (node_at(r, node - 1)->type == YAML_SEQUENCE)
		r->cfg->mark_before = value_at(r, node);
	else
		r->cfg->mark_after = value_at(r, node);
}

static void
set_pin(struct reader *r, size_t node)
{
	r->cfg->pin = value_at(r, node);
}

static void
set_wrap(struct reader *r, size_t node)
{
	if (!str_eq(value_at(r, node), STR("none")) &&
	    !read_number(value_at(r, node), 1000, &r->cfg->wrap_cols))
		complain_of(r, node, _("it is a number of columns, or none"),
			    value_at(r, node), "none");
}

/* ---- stamps ---- */

/* Cut the state off a path below `build.stamp`; false: there is none such. */
static bool
cut_state(struct str *path, enum config_state *state)
{
	/* ORDER config_states */
	static const struct str names[N_CONFIG_STATES] = {
		STR_INIT("up_to_date"),
		STR_INIT("partial"),
		STR_INIT("outdated"),
		STR_INIT("missing"),
	};
	struct str rest = str_from(*path, strlen("build.stamp.")), name;
	size_t i;

	str_split(&rest, '.', &name);
	i = find_name(name, names, N_CONFIG_STATES);
	if (i == N_CONFIG_STATES)
		return false;
	*state = (enum config_state)i;
	*path = rest;
	return true;
}

static void
check_state(struct reader *r, size_t node)
{
	struct str path = node_at(r, node)->path;
	enum config_state state;

	if (!cut_state(&path, &state))
		complain_of(r, node,
			    _("there is no such state; there are: up_to_date, "
			      "partial, outdated, missing"),
			    str_from(path, strlen("build.stamp.")),
			    "up_to_date partial outdated missing");
}

/* Names joined by '.', which need no escapes between quotes. */
static bool
is_key_path(struct str path)
{
	int before = '.';

	for (size_t i = 0; i < path.n; before = path.p[i++]) {
		unsigned char c = (unsigned char)path.p[i];

		if (c < ' ' || c == 0x7f || strchr("'\"\\[]", c) ||
		    (c == '.' && before == '.'))
			return false;
	}
	return path.n && before != '.';
}

static bool
is_null(const struct yaml_node *node)
{
	return node->style == YAML_PLAIN &&
	       (!node->value.n || str_eq(node->value, STR("~")) ||
		str_eq_nocase(node->value, STR("null")));
}

static void
set_stamp(struct reader *r, size_t node)
{
	const struct yaml_node *at = node_at(r, node);
	struct config_stamp stamp = { .key = at->path };

	if (!cut_state(&stamp.key, &stamp.state))
		return; /* the group above was refused */
	if (!stamp.key.p) {
		if (!is_null(at))
			complain(r, node, _("must be a group of keys"));
		return;
	}
	if (!is_key_path(stamp.key)) {
		complain(r, node, _("this is no front matter key"));
		return;
	}
	if (!is_null(at))
		stamp.value = str_span(r->text, at->span);
	if (str_find_byte(stamp.value, 0, '\n') < stamp.value.n ||
	    str_find_byte(stamp.value, 0, '\r') < stamp.value.n) {
		complain(r, node, _("must be a value on one line"));
		return;
	}
	ARENA_PUSH(&r->cfg->arena, r->cfg->stamps, r->cfg->n_stamps,
		   r->cap_stamps, stamp);
}

/* ---- headings ---- */

static void
pin_headings(struct reader *r, size_t node)
{
	r->cfg->pin_headings = true;
	r->cfg->pin_line = node_at(r, node)->value_line;
}

static void
set_headings(struct reader *r, size_t node)
{
	if (str_eq(value_at(r, node), STR("pin")))
		pin_headings(r, node);
	else
		complain(r, node, _("it is pin, or a group of ids and pin"));
}

static void
set_heading_ids(struct reader *r, size_t node)
{
	/* ORDER config_ids */
	static const struct str names[] = { STR_INIT("github"),
					    STR_INIT("github-ascii"),
					    STR_INIT("blackfriday") };

	size_t i = find_name(value_at(r, node), names, 3);

	if (i < 3)
		r->cfg->ids = (enum config_ids)i;
	else
		complain_of(
			r, node, _("it is github, github-ascii or blackfriday"),
			value_at(r, node), "github github-ascii blackfriday");
}

static void
set_heading_pin(struct reader *r, size_t node)
{
	if (str_eq(value_at(r, node), STR("true")))
		pin_headings(r, node);
	else if (!str_eq(value_at(r, node), STR("false")))
		complain(r, node, _("it is true or false"));
}

static void
set_allow(struct reader *r, size_t node)
{
	ARENA_PUSH(&r->cfg->arena, r->cfg->allow, r->cfg->n_allow, r->cap_allow,
		   value_at(r, node));
}

static void
add_check(struct reader *r, struct config_checks *checks, const char *parent,
	  size_t node)
{
	struct config_check check = {
		.id = str_from(node_at(r, node)->path, strlen(parent)),
		.value = value_at(r, node),
		.line = node_at(r, node)->value_line,
	};

	ARENA_PUSH(&r->cfg->arena, checks->items, checks->n, checks->cap,
		   check);
}

static void
set_check(struct reader *r, size_t node)
{
	add_check(r, &r->cfg->checks, "checks.", node);
}

static void
set_language_check(struct reader *r, size_t node)
{
	add_check(r, &r->cfg->languages[r->cfg->n_languages - 1].checks,
		  "languages[].checks.", node);
}

const char *
config_limit_name(enum config_limit limit)
{
	return limit_names[limit];
}

bool
config_read_limit(enum config_limit limit, struct str text, size_t *out)
{
	return read_number(
		text, limit == LIMIT_TRANSLATED ? 100 : CONFIG_MAX_LIMIT, out);
}

/* The row of the key has one of the names. */
static void
add_limit(struct reader *r, struct config_limits *limits, size_t node)
{
	size_t i = 0;
	struct str path = node_at(r, node)->path;

	while (!str_ends(path, str_of(limit_names[i])) ||
	       str_at(path, path.n - strlen(limit_names[i]) - 1) != '.')
		i++;
	limits->of[i].is_set = true;
	limits->of[i].line = node_at(r, node)->value_line;
	if (!config_read_limit((enum config_limit)i, value_at(r, node),
			       &limits->of[i].value))
		complain(r, node,
			 i == LIMIT_TRANSLATED ?
				 _("it is a percentage from 0 to 100") :
				 _("it is a whole number"));
}

static void
set_limit(struct reader *r, size_t node)
{
	add_limit(r, &r->cfg->limits, node);
}

static void
set_language_limit(struct reader *r, size_t node)
{
	add_limit(r, &r->cfg->languages[r->cfg->n_languages - 1].limits, node);
}

static void
set_link(struct reader *r, size_t node)
{
	struct config *cfg = r->cfg;
	struct config_link link = { .from = str_from(node_at(r, node)->path,
						     strlen("links.")),
				    .to = value_at(r, node) };

	if (!link.from.n || !link.to.n)
		complain(r, node, _("neither beginning may be empty"));
	else
		ARENA_PUSH(&cfg->arena, cfg->links, cfg->n_links,
			   cfg->cap_links, link);
}

/* ---- reading ---- */

/* Without the list marks, for messages: what a user calls the key. */
static struct str
last_part(struct str path)
{
	size_t at = path.n;

	while (at > 0 && path.p[at - 1] != '.')
		at--;
	path = str_from(path, at);
	while (str_ends(path, STR("[]")))
		path.n -= 2;
	return path;
}

static struct str
parent_part(struct str path)
{
	size_t at = path.n;

	while (at > 0 && path.p[at - 1] != '.')
		at--;
	return str_sub(path, 0, at);
}

/* Does a key's path have the form of a row's, or both their parents? "shortcodes.a.b" has. */
static bool
matches(struct str pattern, struct str path)
{
	size_t star = str_find_byte(pattern, 0, '*');
	struct str tail = str_from(pattern, star + 1);

	if (star == pattern.n)
		return str_eq(pattern, path);
	if (str_eq(tail, STR("*")))
		return str_starts(path, str_sub(pattern, 0, star));
	return path.n > star + tail.n &&
	       str_starts(path, str_sub(pattern, 0, star)) &&
	       str_ends(path, tail) &&
	       (tail.n || str_find_byte(path, star, '.') == path.n);
}

static void
report_unknown(struct reader *r, size_t node)
{
	struct str path = node_at(r, node)->path;
	struct str name = last_part(path), parent = parent_part(path);
	struct near near = near_to(name);

	for (size_t i = 0; i < N_ROWS; i++) {
		struct str row = str_of(rows[i].path);

		if (matches(parent_part(row), parent) &&
		    !str_ends(row, STR("[]")))
			near_try(&near, last_part(row));
	}
	diag_error(r->diag, loc_at(r->cfg->path, node_at(r, node)->key_line),
		   _("unknown key '%.*s'%s"), STR_FMT(name), near_hint(&near));
}

static const char *
type_name(enum yaml_type type)
{
	switch (type) {
	case YAML_SEQUENCE:
		return _("a list");
	case YAML_MAPPING:
		return _("a group of keys");
	default:
		return _("a text");
	}
}

/* Take the node; false where what is below it must not be looked at. */
static bool
take_node(struct reader *r, size_t i)
{
	const struct yaml_node *node = node_at(r, i);
	const struct key_row *wrong = NULL;

	for (size_t k = 0; k < N_ROWS; k++) {
		if (!matches(str_of(rows[k].path), node->path))
			continue;
		if (rows[k].type == node->type) {
			if (rows[k].set)
				rows[k].set(r, i);
			return true;
		}
		wrong = &rows[k];
	}
	if (wrong)
		diag_error(r->diag, loc_at(r->cfg->path, node->key_line),
			   _("'%.*s' must be %s"), STR_FMT(node->path),
			   type_name(wrong->type));
	else
		report_unknown(r, i);
	return false;
}

static void
take_nodes(struct reader *r)
{
	bool *skip = arena_array(&r->cfg->arena, r->doc->n + 1, sizeof(*skip));

	for (size_t i = 1; i < r->doc->n; i++) {
		const struct yaml_node *node = node_at(r, i);

		skip[i] = skip[node->parent] || !take_node(r, i);
		for (size_t k = node->parent + 1; k < i && !skip[i]; k++)
			if (node_at(r, k)->parent == node->parent &&
			    node_at(r, node->parent)->type == YAML_MAPPING &&
			    str_eq(node_at(r, k)->path, node->path))
				diag_error(r->diag,
					   loc_at(r->cfg->path, node->key_line),
					   _("'%.*s' stands here twice"),
					   STR_FMT(node->path));
	}
}

/* ---- after reading ---- */

static void
finish_languages(struct reader *r)
{
	struct config *cfg = r->cfg;

	for (size_t i = 0; i < cfg->n_languages; i++) {
		struct config_language *lang = &cfg->languages[i];
		struct loc at = loc_at(cfg->path, lang->line);

		if (!lang->tag.n) {
			diag_error(r->diag, at, _("a language needs a 'tag'"));
			continue;
		}
		if (!lang->locale.p)
			lang->locale = locale_of_tag(&cfg->arena, lang->tag);
		if (!lang->locale.p)
			diag_error(r->diag, at,
				   _("'%.*s' is no language that is known; "
				     "say which one it is with {tag: %.*s, "
				     "locale: xx_YY}"),
				   STR_FMT(lang->tag), STR_FMT(lang->tag));
		if (str_eq(lang->tag, cfg->source))
			diag_error(r->diag, at,
				   _("'%.*s' is the language of the source"),
				   STR_FMT(lang->tag));
		for (size_t k = 0; k < i; k++)
			if (str_eq(cfg->languages[k].tag, lang->tag))
				diag_error(r->diag, at,
					   _("language '%.*s' stands here "
					     "twice"),
					   STR_FMT(lang->tag));
	}
}

static void
report_dialect(struct reader *r)
{
	struct near near = near_to(r->dialect);
	struct buf names = { 0 };

	for (size_t i = 0; dialect_at(i); i++) {
		buf_add_str(&names, i ? ", " : "");
		buf_add(&names, dialect_at(i)->name);
		near_try(&near, dialect_at(i)->name);
	}
	diag_error(r->diag, loc_at(r->cfg->path, r->dialect_line),
		   _("there is no dialect '%.*s'; there are: %s%s"),
		   STR_FMT(r->dialect), names.p, near_hint(&near));
	buf_release(&names);
}

static void
finish_dialect(struct reader *r)
{
	struct config *cfg = r->cfg;
	const struct dialect *base = cfg->dialect;

	if (r->dialect.p && !(base = dialect_preset(r->dialect))) {
		report_dialect(r);
		return;
	}
	cfg->dialect = dialect_extend(&cfg->arena, base, r->shortcodes,
				      r->n_shortcodes, r->keys, r->n_keys);
	if (cfg->pin_headings && !dialect_has(base, DIALECT_ATTRIBUTES))
		diag_error(r->diag, loc_at(cfg->path, cfg->pin_line),
			   _("'headings': the dialect '%.*s' has no ids of "
			     "headings that could be pinned, as '{#id}'"),
			   STR_FMT(base->name));
}

static void
check_required(struct reader *r)
{
	struct config *cfg = r->cfg;
	struct loc at = loc_at(cfg->path, 0);

	if (!cfg->source.n)
		diag_error(r->diag, at,
			   _("the key 'source' is missing: the "
			     "language of the source"));
	if (!cfg->n_languages)
		diag_error(r->diag, at,
			   _("'languages' names none: write those that you "
			     "translate to, as 'languages: [es, pt-BR]'"));
	if (!cfg->n_pages)
		diag_error(r->diag, at, _("the key 'pages' is missing"));
	for (size_t i = 0; i < cfg->n_pages; i++)
		template_check(cfg, &cfg->pages[i], r->diag);
}

static bool
read_config(struct config *cfg, struct str text, struct diag *diag)
{
	struct yaml_doc doc;
	struct reader r = {
		.cfg = cfg, .text = text, .doc = &doc, .diag = diag
	};
	size_t before = diag->n_errors;

	if (!yaml_read(text, &cfg->arena, &doc)) {
		diag_error(diag, loc_at(cfg->path, doc.error_line),
			   _("is not YAML: %.*s"), STR_FMT(doc.error));
		return false;
	}
	if (doc.n && doc.nodes[0].type != YAML_MAPPING &&
	    !(doc.nodes[0].type == YAML_SCALAR && !doc.nodes[0].value.n)) {
		diag_error(diag, loc_at(cfg->path, 1),
			   _("must be a group of keys"));
		return false;
	}
	take_nodes(&r);
	if (diag->n_errors == before) {
		check_required(&r);
		finish_languages(&r);
	}
	finish_dialect(&r);
	return diag->n_errors == before;
}

bool
config_load(struct config *cfg, const char *path, struct diag *diag)
{
	struct buf text = { 0 };
	bool ok;

	cfg->path = arena_str(&cfg->arena, str_of(path));
	ok = file_load(path, &text, diag) &&
	     read_config(cfg, arena_str(&cfg->arena, buf_str(&text)), diag);
	buf_release(&text);
	return ok;
}

const struct config_language *
config_language(const struct config *cfg, struct str name)
{
	for (size_t i = 0; i < cfg->n_languages; i++)
		if (str_eq(cfg->languages[i].tag, name))
			return &cfg->languages[i];
	for (size_t i = 0; i < cfg->n_languages; i++)
		if (str_eq(cfg->languages[i].locale, name))
			return &cfg->languages[i];
	return NULL;
}

bool
config_allows(const struct config *cfg, struct str what)
{
	for (size_t i = 0; i < cfg->n_allow; i++)
		if (str_glob(cfg->allow[i], what))
			return true;
	return false;
}
