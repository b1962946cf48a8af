/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "base/proc.h"
#include "catalog/merge.h"
#include "catalog/po_read.h"
#include "catalog/po_write.h"
#include "cmd/cmd.h"

#include <stdio.h>

enum { BASE, OURS, THEIRS, N_SIDES };

/* What git's driver is given: %A %O %B, in this order here, and %P. */
struct files {
	const char *paths[N_SIDES];
	struct buf bytes[N_SIDES];
	struct str name; /* as the user knows the file */
};

static bool
read_catalogs(struct files *f, struct catalog cats[N_SIDES], struct diag *diag)
{
	bool ok = true;

	for (int k = 0; k < N_SIDES; k++) {
		catalog_init(&cats[k]);
		ok = po_read(&cats[k], buf_str(&f->bytes[k]), f->name, diag) &&
		     ok;
	}
	return ok;
}

/* The line of the message in the file as it is now. */
static size_t
line_of(const struct catalog *written, const struct po_message *m)
{
	const struct po_message *now =
		m->obsolete ?
			catalog_find_obsolete(written, m->msgctxt, m->msgid) :
			catalog_find(written, m->msgctxt, m->msgid);

	return now ? now->line : 1;
}

static void
say(const struct files *f, const struct merge_report *report,
    const struct catalog *written, struct diag *diag)
{
	for (size_t i = 0; i < report->n; i++) {
		const struct merge_note *note = &report->notes[i];
		struct loc at = loc_at(f->name, line_of(written, note->m));

		switch (note->kind) {
		case MERGE_CONFLICT:
			diag_warning(diag, at,
				     _("both sides translated this in another "
				       "way; it is fuzzy now and names both "
				       "texts: choose one"));
			break;
		case MERGE_FIELD:
			diag_warning(diag, at,
				     _("both sides changed '%.*s' in the "
				       "header; ours stands"),
				     STR_FMT(note->field));
			break;
		case MERGE_KEPT:
			diag_note(diag, at,
				  _("taken away on one side, worked on by the "
				    "other: kept as obsolete"));
			break;
		}
	}
}

/* Merge, and read what came of it; false: it is no catalog that can be read. */
static bool
merge(struct files *f, struct catalog cats[N_SIDES], struct buf *out,
      size_t *n_conflicts, struct diag *diag)
{
	struct catalog merged, written;
	struct merge_report report;
	struct str path = f->name;
	bool ok;

	catalog_init(&merged);
	catalog_init(&written);
	catalog_merge(&merged, &cats[BASE], &cats[OURS], &cats[THEIRS],
		      &report);
	po_write(&merged, out);
	ok = po_read(&written, buf_str(out), path, diag);
	if (ok)
		say(f, &report, &written, diag);
	*n_conflicts = report.n_conflicts;
	catalog_release(&written);
	catalog_release(&merged);
	return ok;
}

/* As git would without us: by lines, with conflict markers. */
static int
merge_lines(struct files *f, struct diag *diag)
{
	const char *argv[] = { "git",
			       "merge-file",
			       "-p",
			       "-L",
			       "ours",
			       "-L",
			       "base",
			       "-L",
			       "theirs",
			       "--",
			       f->paths[OURS],
			       f->paths[BASE],
			       f->paths[THEIRS],
			       NULL };
	struct loc at = loc_at(f->name, 0);
	struct proc git;
	int status = STATUS_TROUBLE;

	proc_run(&git, argv, NULL, STR(""));
	if (git.end != PROC_EXITED || git.status > 127) {
		diag_error(diag, at,
			   _("cannot be merged as a catalog nor by lines; it "
			     "is left as it is on our side"));
	} else if (file_save(f->paths[OURS], proc_output(&git), diag) !=
		   FILE_SAVE_FAILED) {
		status = git.status ? STATUS_FINDINGS : STATUS_FINE;
		diag_note(diag, at, _("was merged by lines, as git does"));
	}
	proc_release(&git);
	return status;
}

static int
merge_catalogs(struct files *f, struct diag *diag)
{
	struct catalog cats[N_SIDES];
	struct buf out = { 0 };
	size_t n_conflicts = 0;
	bool read = read_catalogs(f, cats, diag);
	int status = STATUS_TROUBLE;

	if (!read || !merge(f, cats, &out, &n_conflicts, diag))
		status = merge_lines(f, diag);
	else if (file_save(f->paths[OURS], buf_str(&out), diag) !=
		 FILE_SAVE_FAILED)
		status = n_conflicts ? STATUS_FINDINGS : STATUS_FINE;
	for (int k = 0; k < N_SIDES; k++)
		catalog_release(&cats[k]);
	buf_release(&out);
	return status;
}

/* What only one side changed needs no reading. */
static int
merge_files(struct files *f, struct diag *diag)
{
	struct str b = buf_str(&f->bytes[BASE]);
	struct str o = buf_str(&f->bytes[OURS]);
	struct str t = buf_str(&f->bytes[THEIRS]);

	if (str_eq(b, t) || str_eq(o, t))
		return STATUS_FINE;
	if (str_eq(b, o))
		return file_save(f->paths[OURS], t, diag) == FILE_SAVE_FAILED ?
			       STATUS_TROUBLE :
			       STATUS_FINE;
	return merge_catalogs(f, diag);
}

static int
run(const struct invocation *inv)
{
	struct diag diag = { .quiet = inv->quiet };
	struct files f = { 0 };
	int status = STATUS_TROUBLE;
	bool ok = inv->n_pages == 3 || inv->n_pages == 4;

	if (!ok)
		diag_error(&diag, loc_at(STR("calque"), 0),
			   _("'merge-po' needs the three files that git names: "
			     "%%O %%A %%B, and the path %%P"));
	for (int k = 0; ok && k < N_SIDES; k++) {
		f.paths[k] = inv->pages[k];
		ok = file_load(f.paths[k], &f.bytes[k], &diag);
	}
	if (ok) {
		f.name = str_of(inv->pages[inv->n_pages == 4 ? 3 : OURS]);
		status = merge_files(&f, &diag);
	}
	diag_flush(&diag, stderr);
	for (int k = 0; k < N_SIDES; k++)
		buf_release(&f.bytes[k]);
	diag_release(&diag);
	return status;
}

const struct command command_merge_po = {
	"merge-po",
	N_("BASE OURS THEIRS [PATH]"),
	N_("merge two catalogs with a common base: a merge driver for git"),
	run,
	{
		{ "calque merge-po %O %A %B %P",
		  N_("what git runs: 'git config merge.calque.driver'") },
	},
};
