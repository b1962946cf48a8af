/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/git.h"

#include "base/i18n.h"

/* How often the reader is started anew, at some 10 ms each. */
#define READER_LIVES 50

extern char **environ;

/* ---- what git may do ---- */

/*
 * A repository is the work of strangers: its configuration may name programs
 * for many occasions. Only plumbing commands are used (rev-parse, config,
 * rev-list, diff-tree, cat-file, ls-files), which read little of it, and `diff`
 * for the work tree. What could still run a program or change the answers:
 */
static const char *const switches[] = {
	"git",
	"--no-pager",
	/* paths are names, not patterns */
	"--literal-pathspecs",
	/* a program that is asked which files of the work tree changed */
	"-c",
	"core.fsmonitor=false",
	/* programs that are told of things, such as a changed index */
	"-c",
	"core.hooksPath=/dev/null",
	/* partial clones fetch what they lack: through programs that the
	   repository names. GIT_ALLOW_PROTOCOL below weighs more than this */
	"-c",
	"protocol.allow=never",
	/* a repository inside a page's folder, with a configuration of its
	   own, is not to be mistaken for the project's */
	"-c",
	"safe.bareRepository=explicit",
	/* files of the user's: the same answers for everybody */
	"-c",
	"core.attributesFile=/dev/null",
	"-c",
	"core.excludesFile=/dev/null",
};

/*
 * All variables of git's own are dropped first: those that lead to another
 * repository or index (a hook that runs calque has GIT_DIR, which names the one
 * that is found anyway), and those that name programs (GIT_EXTERNAL_DIFF,
 * GIT_SSH, GIT_CONFIG_COUNT). Two that only say where to look stay.
 */
static const char *const env_kept[] = {
	"GIT_CEILING_DIRECTORIES=",
	"GIT_DISCOVERY_ACROSS_FILESYSTEM=",
};

static const char *const env_set[] = {
	/* messages are read by us: in English */
	"LC_ALL=C",
	"LANGUAGE=",
	/* the user's and the system's configuration and attributes */
	"GIT_CONFIG_NOSYSTEM=1",
	"GIT_CONFIG_GLOBAL=/dev/null",
	"GIT_ATTR_NOSYSTEM=1",
	/* the index is not refreshed on the disk */
	"GIT_OPTIONAL_LOCKS=0",
	/* nothing is fetched: since git 2.45 by this, before by allowing no
	   protocol ("." is none, nor can an alias have that name) */
	"GIT_NO_LAZY_FETCH=1",
	"GIT_ALLOW_PROTOCOL=.",
	"GIT_TERMINAL_PROMPT=0",
};

/* The user's own: what env_set must not override when asking for them. */
static const size_t n_env_of_user = 2;

static bool
is_kept(const char *var)
{
	if (str_starts(str_of(var), STR("LC_ALL=")) ||
	    str_starts(str_of(var), STR("LANGUAGE=")))
		return false;
	if (!str_starts(str_of(var), STR("GIT_")))
		return true;
	for (size_t i = 0; i < sizeof(env_kept) / sizeof(*env_kept); i++)
		if (str_starts(str_of(var), str_of(env_kept[i])))
			return true;
	return false;
}

/* The environment with the first n_set variables of env_set. */
static const char **
make_env(struct arena *arena, size_t n_set)
{
	size_t n = 0, n_env = 0;
	const char **env;

	while (environ[n])
		n++;
	env = arena_array(arena, n + n_set + 1, sizeof(*env));
	for (size_t i = 0; i < n; i++)
		if (is_kept(environ[i]))
			env[n_env++] = environ[i];
	for (size_t i = 0; i < n_set; i++)
		env[n_env++] = env_set[i];
	env[n_env] = NULL;
	return env;
}

static void
add_command(struct git *g, const char *arg)
{
	ARENA_PUSH(&g->arena, g->command, g->n_command, g->cap_command, arg);
}

static void
make_command(struct git *g, const char *root)
{
	for (size_t i = 0; i < sizeof(switches) / sizeof(*switches); i++)
		add_command(g, switches[i]);
	add_command(g, "-C");
	add_command(g,
		    arena_cstr(&g->arena, str_of(root && *root ? root : ".")));
	g->env = make_env(&g->arena, sizeof(env_set) / sizeof(*env_set));
}

bool
git_start(struct git *g, struct proc *p, const char *const *args)
{
	size_t n = 0;
	const char **argv;

	while (args[n])
		n++;
	argv = arena_array(&g->arena, g->n_command + n + 1, sizeof(*argv));
	memcpy(argv, g->command, g->n_command * sizeof(*argv));
	memcpy(argv + g->n_command, args, (n + 1) * sizeof(*argv));
	g->n_processes++;
	return proc_start(p, argv, g->env);
}

bool
git_run(struct git *g, struct proc *p, const char *const *args)
{
	return git_start(g, p, args) && proc_finish(p);
}

/* ---- what git says ---- */

/* Its last word: the line that begins with `fatal: `, else the first. */
static struct str
complaint(const struct proc *p)
{
	struct str rest = buf_str(&p->errors), line, first = { 0 };

	while (str_split(&rest, '\n', &line)) {
		if (str_starts(line, STR("fatal: ")))
			return str_from(line, strlen("fatal: "));
		if (!first.n)
			first = line;
	}
	return first;
}

bool
git_failed(struct git *g, const struct proc *p)
{
	struct str text = complaint(p);

	buf_clear(&g->why);
	if (p->end == PROC_MISSING)
		buf_addf(&g->why, _("the program 'git' is missing"));
	else if (p->end == PROC_FAILED)
		buf_addf(&g->why, _("git cannot be run: %s"),
			 strerror(p->status));
	else if (p->end == PROC_KILLED)
		buf_addf(&g->why, _("git was ended by signal %d"), p->status);
	else if (text.n)
		buf_addf(&g->why, _("git says: %.*s"), STR_FMT(text));
	else
		buf_addf(&g->why, _("git failed with status %d"), p->status);
	return false;
}

const char *
git_why(const struct git *g)
{
	return buf_str(&g->why).p;
}

void
git_warn_if_partial(const struct git *g, struct diag *diag)
{
	if (g->is_shallow)
		diag_warning(diag, loc_at(STR(""), 0),
			     _("the git history is cut off (a shallow clone): "
			       "older revisions are not seen; run 'git fetch "
			       "--unshallow' to have all of it"));
	if (g->is_partial)
		diag_warning(diag, loc_at(STR(""), 0),
			     _("the git history lacks the contents of files (a "
			       "partial clone): some revisions cannot be read; "
			       "run 'git fetch --refetch --no-filter' to have "
			       "all of it"));
}

const char *
git_found_text(const struct git *g, enum git_found found)
{
	if (found == GIT_FOUND)
		return "";
	if (found == GIT_AMBIGUOUS)
		return _("is short for several commits; give more digits");
	if (g->state != GIT_READY)
		return _("is not known: there is no git history");
	return g->is_shallow ?
		       _("is no commit in this shallow clone; run 'git fetch "
			 "--unshallow' to have all of them") :
		       _("is no commit in this repository");
}

/* ---- open ---- */

static bool
is_of_stranger(const struct proc *p)
{
	struct str said = buf_str(&p->errors);

	/* the second is git before 2.37 */
	return str_count(said, STR("dubious ownership")) ||
	       str_count(said, STR("unsafe repository"));
}

/*
 * The user may have allowed this repository, in a configuration that we do not
 * read: take over the one key that says so. `git config` runs nothing.
 */
static void
add_safe_folders(struct git *g)
{
	const char *const argv[] = { "git",
				     "-C",
				     "/",
				     "config",
				     "--null",
				     "--get-all",
				     "safe.directory",
				     NULL };
	struct proc p;
	struct str rest, dir;

	g->n_processes++;
	proc_run(&p, argv, make_env(&g->arena, n_env_of_user), STR(""));
	rest = proc_output(&p);
	while (rest.n && str_split(&rest, '\0', &dir)) {
		if (!dir.n)
			continue;
		add_command(g, "-c");
		add_command(g, arena_strf(&g->arena, "safe.directory=%.*s",
					  STR_FMT(dir))
				       .p);
	}
	proc_release(&p);
}

static bool
ask_where(struct git *g, struct proc *p)
{
	static const char *const args[] = { "rev-parse",
					    "--is-inside-work-tree",
					    "--is-shallow-repository",
					    "--show-prefix",
					    "--revs-only",
					    "HEAD",
					    NULL };
	return git_run(g, p, args);
}

bool
git_is_id(struct str s)
{
	if (s.n != 40 && s.n != 64)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_hex(str_at(s, i)))
			return false;
	return true;
}

/* true, false, the prefix (a name may hold a line break), the commit if any */
static void
read_where(struct git *g, struct str said)
{
	struct str inside = { 0 }, shallow = { 0 }, last;

	str_split(&said, '\n', &inside);
	if (!str_eq(inside, STR("true"))) {
		g->state = GIT_NO_REPOSITORY;
		buf_add_str(&g->why, _("this folder is not in a git work tree, "
				       "so there is no history"));
		return;
	}
	str_split(&said, '\n', &shallow);
	g->is_shallow = str_eq(shallow, STR("true"));
	if (str_ends(said, STR("\n")))
		said.n--;
	last = said;
	while (str_find_byte(last, 0, '\n') < last.n)
		last = str_from(last, str_find_byte(last, 0, '\n') + 1);
	if (git_is_id(last)) {
		g->head = arena_str(&g->arena, last);
		said.n -= last.n + (said.n > last.n);
		g->state = GIT_READY;
	} else {
		g->state = GIT_EMPTY;
		buf_add_str(&g->why, _("the git repository has no commit yet, "
				       "so there is no history"));
	}
	g->prefix = arena_str(&g->arena, said);
}

static void
say_refused(struct git *g, struct proc *p)
{
	git_failed(g, p);
	g->state = p->end == PROC_MISSING ? GIT_NO_GIT : GIT_REFUSED;
	if (str_count(buf_str(&p->errors), STR("not a git repository"))) {
		g->state = GIT_NO_REPOSITORY;
		buf_clear(&g->why);
		buf_add_str(&g->why, _("this folder is not in a git "
				       "repository, so there is no history"));
	} else if (is_of_stranger(p)) {
		buf_clear(&g->why);
		buf_add_str(&g->why,
			    _("the git repository belongs to another user; run "
			      "'git config --global --add safe.directory "
			      "FOLDER' with its folder if you trust it"));
	}
}

/* The NAME of `prefixNAME.key`. */
static struct str
name_in_key(struct str key, struct str prefix)
{
	size_t end = key.n;

	while (end && key.p[end - 1] != '.')
		end--;
	return str_sub(key, prefix.n, end > prefix.n ? end - 1 : prefix.n);
}

/* `filter.NAME.clean` and its like, or `remote.NAME.promisor` */
static void
note_key(struct git *g, struct str key)
{
	if (str_starts(key, STR("filter.")))
		ARENA_PUSH(
			&g->arena, g->filters, g->n_filters, g->cap_filters,
			arena_str(&g->arena, name_in_key(key, STR("filter."))));
	else
		g->is_partial = true;
}

/* What no switch can turn off without its name. */
static void
ask_config(struct git *g)
{
	static const char *const args[] = {
		"config",
		"--null",
		"--name-only",
		"--get-regexp",
		"^(filter\\..*\\.(clean|smudge|process)|remote\\..*\\.promisor|"
		"extensions\\.partialclone)$",
		NULL
	};
	struct proc p;
	struct str rest, key;

	git_run(g, &p, args); /* status 1: there is none */
	rest = proc_output(&p);
	while (rest.n && str_split(&rest, '\0', &key))
		if (key.n)
			note_key(g, key);
	proc_release(&p);
}

bool
git_open(struct git *g, const char *root)
{
	struct proc p;
	bool ok;

	*g = (struct git){ .prefix = STR(""),
			   .head = STR(""),
			   .n_lives = READER_LIVES };
	make_command(g, root);
	ok = ask_where(g, &p);
	if (!ok && is_of_stranger(&p)) {
		proc_release(&p);
		add_safe_folders(g);
		ok = ask_where(g, &p);
	}
	if (ok)
		read_where(g, proc_output(&p));
	else
		say_refused(g, &p);
	proc_release(&p);
	if (g->state == GIT_READY)
		ask_config(g);
	return g->state == GIT_READY;
}

void
git_release(struct git *g)
{
	if (g->reader_state != GIT_NOT_STARTED)
		proc_release(&g->reader);
	map_release(&g->cache);
	arena_release(&g->cache_arena);
	buf_release(&g->why);
	buf_release(&g->line);
	arena_release(&g->arena);
	*g = (struct git){ 0 };
}
