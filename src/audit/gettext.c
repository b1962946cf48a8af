/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/gettext.h"

#include "base/file.h"
#include "base/i18n.h"
#include "base/proc.h"

#include <stdlib.h>

/* The message at this line of the catalog, or NULL. */
static const struct po_message *
message_at(const struct catalog *cat, size_t line)
{
	const struct po_message *best = NULL;

	for (size_t i = 0; i < cat->n; i++)
		if (cat->messages[i]->line && cat->messages[i]->line <= line)
			best = cat->messages[i];
	return best;
}

static void
add(struct review *a, size_t line, struct str text)
{
	const struct po_message *m = message_at(a->cat, line);
	struct finding f = { .id = "gettext",
			     .severity = check_severity(a->rules, "gettext"),
			     .path = a->po_path,
			     .line = line,
			     .text = text,
			     .language = a->lang->tag };

	f.hint = str_of(_(check_find(STR("gettext"))->hint));
	if (m && line) {
		f.msgid = m->msgid;
		f.msgstr = m->msgstr;
	}
	findings_add(a->out, f);
}

/* "path:12: text"; a line that says something else is of no use. */
static void
take_line(struct review *a, struct str path, struct str said)
{
	size_t line = 0, at = path.n + 1;

	if (!str_starts(said, path) || str_at(said, path.n) != ':' ||
	    str_find(said, 0, STR("warning:")) < said.n)
		return;
	while (ascii_is_digit(str_at(said, at)))
		line = line * 10 + (size_t)(said.p[at++] - '0');
	at += str_at(said, at) == ':';
	said = str_trim_space(str_from(said, at));
	if (str_starts(said, STR("error:")))
		said = str_trim_space(str_from(said, 6));
	if (said.n)
		add(a, line, said);
}

/* In the C locale: its messages are read. */
static void
ask(struct proc *p, struct str path, struct str input)
{
	const char *dir = getenv("PATH");
	struct buf env = { 0 };
	const char *argv[] = { "msgfmt", "--check-format", "--check-domain",
			       "-o",	 "/dev/null",	   path.p,
			       NULL };

	buf_addf(&env, "PATH=%s", dir ? dir : "/usr/bin:/bin");
	proc_run(p, argv, (const char *[]){ "LC_ALL=C", env.p, NULL }, input);
	buf_release(&env);
}

static bool
was_asked(const struct proc *p)
{
	return p->end == PROC_EXITED || p->end == PROC_KILLED;
}

static bool
is_fine(const struct proc *p)
{
	return p->end == PROC_EXITED && p->status == 0;
}

bool
review_gettext(struct review *a)
{
	struct buf path = { 0 };
	size_t before = a->out->n;
	struct str rest, line;
	struct proc p;
	struct str no_input = { 0 };
	bool asked, fine;

	/* a name like an option, or "-", is made a path */
	if (!str_starts(a->po_path, STR("/")))
		buf_add_str(&path, "./");
	buf_add(&path, a->po_path);
	ask(&p, buf_str(&path), no_input);
	asked = was_asked(&p);
	fine = !asked || is_fine(&p);
	rest = buf_str(&p.errors);
	while (!fine && str_split(&rest, '\n', &line))
		take_line(a, buf_str(&path), line);
	if (!fine && a->out->n == before)
		add(a, 0, str_of(_("gettext cannot read the catalog")));
	proc_release(&p);
	buf_release(&path);
	return asked;
}

/* ---- many at once ---- */

#define BATCH_BYTES ((size_t)4 << 20)

static const char batch_header[] =
	"msgid \"\" msgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n";

/* Catalogs in one text. A line of it is a line of one of them. */
struct batch {
	struct buf text;
	size_t n_lines;
	size_t first, n;  /* paths that are in it */
	size_t *ends;	  /* by path: its lines end here; 0: it is not in */
	bool has_context; /* the entry at hand has one */
};

/* The keyword that a line begins with, behind "#~ "; *at: where. */
static struct str
keyword_of(struct str line, size_t *at)
{
	size_t i = str_starts(line, STR("#~")) ? 2 : 0, end;

	while (ascii_is_blank(str_at(line, i)))
		i++;
	for (end = i;
	     ascii_is_alpha(str_at(line, end)) || str_at(line, end) == '_';)
		end++;
	*at = i;
	return str_sub(line, i, end);
}

/* The line with the catalog's number in its context. False: it does not fit in. */
static bool
add_entry_line(struct batch *b, struct str line, size_t number)
{
	size_t at, stop;
	struct str keyword = keyword_of(line, &at);

	stop = at + keyword.n;
	if (str_eq(keyword, STR("msgctxt"))) {
		b->has_context = true;
		buf_add(&b->text, str_sub(line, 0, stop));
		buf_addf(&b->text, " \"%zu \" ", number);
	} else if (str_eq(keyword, STR("msgid"))) {
		buf_add(&b->text, str_sub(line, 0, at));
		if (!b->has_context)
			buf_addf(&b->text, "msgctxt \"%zu\" ", number);
		buf_add(&b->text, keyword);
		b->has_context = false;
	} else if (!keyword.n || str_eq(keyword, STR("msgstr"))) {
		stop = 0;
	} else {
		return false; /* plural forms need their own header */
	}
	buf_add(&b->text, str_from(line, stop));
	return true;
}

/* The end of the header, an entry in UTF-8 that comes first; 0: it does not. */
static size_t
header_end(struct str bytes)
{
	size_t at = 0, n = 0, is_utf8 = 0;

	while (at < bytes.n) {
		size_t end = str_find_byte(bytes, at, '\n') + 1, key;
		struct str line = str_trim_space(str_sub(bytes, at, end));
		struct str keyword = keyword_of(line, &key);

		if (n == 0 && str_eq(keyword, STR("msgid")))
			n = str_eq(line, STR("msgid \"\"")) ? 1 : 3;
		else if (n == 1)
			n = str_eq(keyword, STR("msgstr")) ? 2 : 3;
		else if (n == 2 && !str_starts(line, STR("\"")))
			break;
		if (n == 3)
			return 0;
		is_utf8 |= str_find(line, 0, STR("charset=UTF-8")) < line.n;
		at = end;
	}
	return n == 2 && is_utf8 ? at : 0;
}

/* False: it is one to be asked about alone. */
static bool
add_catalog(struct batch *b, struct str bytes, size_t number)
{
	size_t header = header_end(bytes), at = 0;
	size_t before = b->text.n, lines = b->n_lines;

	b->has_context = false;
	while (header && at < bytes.n) {
		size_t end = str_find_byte(bytes, at, '\n');

		if (at >= header &&
		    !add_entry_line(b, str_sub(bytes, at, end), number))
			break;
		buf_add_byte(&b->text, '\n');
		b->n_lines++;
		at = end + 1;
	}
	if (at >= bytes.n)
		return true;
	buf_cut(&b->text, before);
	b->n_lines = lines;
	return false;
}

/* An error may be seen where the next catalog begins: both are suspects. */
static void
suspect_line(const struct batch *b, size_t line, const struct str *paths,
	     struct map *suspects)
{
	size_t last = b->first;

	for (size_t i = b->first; i < b->first + b->n; i++) {
		if (!b->ends[i])
			continue;
		if (line <= b->ends[i]) {
			map_set(suspects, paths[last], 0);
			map_set(suspects, paths[i], 0);
			return;
		}
		last = i;
	}
}

/* "<stdin>:12: text". False for anything else that says something. */
static bool
take_complaint(const struct batch *b, struct str said, const struct str *paths,
	       struct map *suspects)
{
	struct str mark = STR("<stdin>:");
	size_t line = 0, at = mark.n;

	if (!str_starts(said, mark) || !ascii_is_digit(str_at(said, at)))
		/* the last goes on, or "msgfmt: found 2 fatal errors" */
		return !said.n || str_starts(said, STR(" ")) ||
		       str_find(said, 0, STR(": found ")) < said.n;
	while (ascii_is_digit(str_at(said, at)))
		line = line * 10 + (size_t)(said.p[at++] - '0');
	suspect_line(b, line, paths, suspects);
	return true;
}

/* Ask about what is in the batch, and empty it. */
static bool
ask_batch(struct batch *b, const struct str *paths, struct map *suspects)
{
	struct str rest, line;
	struct proc p;
	bool asked, known;

	ask(&p, STR("-"), buf_str(&b->text));
	asked = was_asked(&p);
	known = p.end == PROC_EXITED && p.errors.n < PROC_MAX_ERRORS;
	rest = buf_str(&p.errors);
	while (known && !is_fine(&p) && str_split(&rest, '\n', &line))
		known = take_complaint(b, line, paths, suspects);
	for (size_t i = b->first; !known && i < b->first + b->n; i++)
		map_set(suspects, paths[i], 0);
	proc_release(&p);
	buf_clear(&b->text);
	b->first += b->n;
	b->n = b->n_lines = 0;
	return asked;
}

bool
gettext_find_suspects(const struct str *paths, size_t n, struct map *suspects)
{
	struct diag quiet = { .quiet = true };
	struct arena arena = { 0 };
	struct batch b = { .ends = arena_array(&arena, n + 1, sizeof(size_t)) };
	bool asked = true;

	for (size_t i = 0; i < n && asked; i++) {
		struct buf bytes = { 0 };

		if (!b.text.n) {
			buf_add_str(&b.text, batch_header);
			b.n_lines = 1;
		}
		if (n > 1 && file_load(paths[i].p, &bytes, &quiet) &&
		    add_catalog(&b, buf_str(&bytes), i))
			b.ends[i] = b.n_lines;
		else
			map_set(suspects, paths[i], 0);
		b.n++;
		if (b.text.n > BATCH_BYTES || (i + 1 == n && n > 1))
			asked = ask_batch(&b, paths, suspects);
		buf_release(&bytes);
	}
	buf_release(&b.text);
	diag_release(&quiet);
	arena_release(&arena);
	return asked;
}
