/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit/gettext.h"

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
ask(struct proc *p, struct str path)
{
	const char *dir = getenv("PATH");
	struct buf env = { 0 };
	struct str no_input = { 0 };
	const char *argv[] = { "msgfmt", "--check-format", "--check-domain",
			       "-o",	 "/dev/null",	   path.p,
			       NULL };

	buf_addf(&env, "PATH=%s", dir ? dir : "/usr/bin:/bin");
	proc_run(p, argv, (const char *[]){ "LC_ALL=C", env.p, NULL },
		 no_input);
	buf_release(&env);
}

bool
review_gettext(struct review *a)
{
	struct buf path = { 0 };
	size_t before = a->out->n;
	struct str rest, line;
	struct proc p;
	bool asked, fine;

	/* a name like an option, or "-", is made a path */
	if (!str_starts(a->po_path, STR("/")))
		buf_add_str(&path, "./");
	buf_add(&path, a->po_path);
	ask(&p, buf_str(&path));
	asked = p.end == PROC_EXITED || p.end == PROC_KILLED;
	fine = !asked || (p.end == PROC_EXITED && p.status == 0);
	rest = buf_str(&p.errors);
	while (!fine && str_split(&rest, '\n', &line))
		take_line(a, buf_str(&path), line);
	if (!fine && a->out->n == before)
		add(a, 0, str_of(_("gettext cannot read the catalog")));
	proc_release(&p);
	buf_release(&path);
	return asked;
}
