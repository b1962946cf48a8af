/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * merge_test - three-way merges of catalogs that were changed at random: no
 * text and no translator comment is lost, what one side did alone is taken,
 * merging again adds nothing, and gettext accepts what comes of it.
 */
#include "base/proc.h"
#include "catalog/merge.h"
#include "catalog/po_read.h"
#include "catalog/po_write.h"
#include "unit/tap.h"

#include <stdlib.h>

#define N_ROUNDS 3000
#define MAX_MESSAGES 24

static unsigned long long seed = 20260101;

static unsigned
rnd(unsigned n)
{
	seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(seed >> 33) % n;
}

/* ---- catalogs as plain structs, which are written as text ---- */

struct message {
	int key, prev;	  /* prev 0: none */
	int text, second; /* of a plural; 0: none */
	int comment, ref;
	bool fuzzy, obsolete;
};

struct plain {
	struct message m[MAX_MESSAGES];
	int n;
	int date, translator;
	bool crlf, wrapped;
};

static int n_texts; /* all texts and comments are told apart by numbers */

static void
add_message(struct buf *out, const struct message *m, bool wrapped)
{
	const char *mark = m->obsolete ? "#~ " : "";

	if (m->comment)
		buf_addf(out, "# comment-%d.\n", m->comment);
	if (m->ref && !m->obsolete)
		buf_addf(out, "#. paragraph\n#: page-%d.md\n", m->ref);
	if (m->fuzzy && m->text)
		buf_addf(out, "#, fuzzy, no-wrap\n");
	if (m->fuzzy && m->text && m->prev)
		buf_addf(out, "#%s| msgid \"key %d.\"\n",
			 m->obsolete ? "~" : "", m->prev);
	buf_addf(out, "%smsgid \"key %d.\"\n", mark, m->key);
	if (m->second)
		buf_addf(out,
			 "%smsgid_plural \"keys\"\n%smsgstr[0] \"text-%d.\"\n"
			 "%smsgstr[1] \"text-%d.\"\n\n",
			 mark, mark, m->text, mark, m->second);
	else if (!m->text)
		buf_addf(out, "%smsgstr \"\"\n\n", mark);
	else if (wrapped)
		buf_addf(out, "%smsgstr \"\"\n%s\"text-\"\n%s\"%d.\"\n\n", mark,
			 mark, mark, m->text);
	else
		buf_addf(out, "%smsgstr \"text-%d.\"\n\n", mark, m->text);
}

static void
write_plain(const struct plain *p, struct buf *out)
{
	struct buf text = { 0 };

	buf_addf(&text,
		 "msgid \"\"\nmsgstr \"\"\n\"Language: es\\n\"\n"
		 "\"PO-Revision-Date: 2026-01-%02d 10:00+0100\\n\"\n"
		 "\"Last-Translator: T%d\\n\"\n"
		 "\"MIME-Version: 1.0\\n\"\n"
		 "\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
		 "\"Content-Transfer-Encoding: 8bit\\n\"\n"
		 "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n",
		 p->date, p->translator);
	for (int obsolete = 0; obsolete < 2; obsolete++)
		for (int i = 0; i < p->n; i++)
			if (p->m[i].obsolete == obsolete)
				add_message(&text, &p->m[i], p->wrapped);
	for (size_t i = 0; i + 1 < text.n; i++) {
		if (text.p[i] == '\n' && p->crlf)
			buf_add_byte(out, '\r');
		buf_add_byte(out, text.p[i]);
	}
	buf_release(&text);
}

static bool
has_key(const struct plain *p, int key)
{
	for (int i = 0; i < p->n; i++)
		if (p->m[i].key == key)
			return true;
	return false;
}

static struct message
make_message(int key)
{
	struct message m = { .key = key, .ref = 1 + (int)rnd(3) };

	m.text = rnd(5) ? ++n_texts : 0;
	m.second = m.text && !rnd(8) ? ++n_texts : 0;
	m.comment = rnd(4) ? 0 : ++n_texts;
	m.obsolete = m.text && !rnd(6);
	m.fuzzy = !rnd(6);
	return m;
}

static void
add_some(struct plain *p, int n, int n_keys)
{
	while (n-- && p->n < MAX_MESSAGES) {
		int key = 1 + (int)rnd((unsigned)n_keys);
		int at = (int)rnd((unsigned)p->n + 1);

		if (has_key(p, key))
			continue;
		memmove(p->m + at + 1, p->m + at,
			(size_t)(p->n - at) * sizeof(*p->m));
		p->m[at] = make_message(key);
		p->n++;
	}
}

/* What sync does with a changed source. */
static void
rename_one(struct plain *p, struct message *m, int n_keys)
{
	int key = 1 + (int)rnd((unsigned)n_keys);

	if (!m->text || m->fuzzy || m->obsolete || has_key(p, key))
		return;
	m->prev = m->key;
	m->key = key;
	m->fuzzy = true;
}

static void
edit_one(struct plain *p, int i, int n_keys)
{
	struct message *m = &p->m[i], other;
	int k = (int)rnd((unsigned)p->n);

	switch (rnd(9)) {
	case 0:
	case 1:
		m->text = ++n_texts;
		m->fuzzy = false;
		m->prev = 0;
		break;
	case 2:
		m->obsolete = m->text && !m->obsolete;
		break;
	case 3:
		m->comment = rnd(2) ? ++n_texts : 0;
		break;
	case 4:
		m->ref = 1 + (int)rnd(3);
		break;
	case 5:
		rename_one(p, m, n_keys);
		break;
	case 6:
		m->fuzzy = !m->fuzzy;
		break;
	case 7:
		*m = p->m[--p->n];
		break;
	default:
		other = p->m[k];
		p->m[k] = *m;
		*m = other;
	}
}

static void
edit(struct plain *p, int n_keys)
{
	for (unsigned n = rnd(6); n && p->n; n--)
		edit_one(p, (int)rnd((unsigned)p->n), n_keys);
	add_some(p, (int)rnd(3), n_keys);
	p->date = 1 + (int)rnd(28);
	p->translator = rnd(2) ? p->translator : (int)rnd(5);
	if (!rnd(20))
		p->crlf = !p->crlf;
	if (!rnd(20))
		p->wrapped = !p->wrapped;
}

/* ---- the merge of three files ---- */

static bool
merge_bytes(struct str base, struct str ours, struct str theirs,
	    struct buf *out, size_t *n_conflicts)
{
	struct diag diag = { 0 };
	struct catalog b, o, t, merged, again;
	struct merge_report report;
	bool fine;

	catalog_init(&b);
	catalog_init(&o);
	catalog_init(&t);
	catalog_init(&merged);
	catalog_init(&again);
	fine = po_read(&b, base, STR("base"), &diag) &&
	       po_read(&o, ours, STR("ours"), &diag) &&
	       po_read(&t, theirs, STR("theirs"), &diag);
	catalog_merge(&merged, &b, &o, &t, &report);
	*n_conflicts = report.n_conflicts;
	po_write(&merged, out);
	fine = fine && po_read(&again, buf_str(out), STR("merged"), &diag);
	catalog_release(&again);
	catalog_release(&merged);
	catalog_release(&t);
	catalog_release(&o);
	catalog_release(&b);
	diag_flush(&diag, stdout);
	diag_release(&diag);
	return fine;
}

/* "text-7." also where it is wrapped: "text-" and "7." on a line of its own. */
static bool
has_text(struct str file, const char *what, int n)
{
	struct buf needle = { 0 };
	bool found;

	buf_addf(&needle, "%s-%d.", what, n);
	found = str_find(file, 0, buf_str(&needle)) < file.n;
	buf_clear(&needle);
	buf_addf(&needle, "\"%d.\"", n);
	found = found || str_find(file, 0, buf_str(&needle)) < file.n;
	buf_release(&needle);
	return found;
}

/* Lost is what is gone, though this side made it or the other side has it. */
static bool
is_lost(int n, const char *what, struct str files[3], int other,
	struct str merged)
{
	return n && !has_text(merged, what, n) &&
	       (!has_text(files[0], what, n) ||
		has_text(files[other], what, n));
}

static int
count_lost(const struct plain *side, struct str files[3], int other,
	   struct str merged)
{
	int n = 0;

	for (int i = 0; i < side->n; i++) {
		const struct message *m = &side->m[i];

		n += is_lost(m->text, "text", files, other, merged);
		n += is_lost(m->second, "text", files, other, merged);
		n += is_lost(m->comment, "comment", files, other, merged);
	}
	return n;
}

static bool
gettext_accepts(struct str file)
{
	const char *argv[] = { "msgfmt", "-c", "-o", "/dev/null", "-", NULL };
	struct proc p;
	bool fine = proc_run(&p, argv, NULL, file) || p.end == PROC_MISSING;

	if (!fine)
		printf("# %.*s\n", STR_FMT(buf_str(&p.errors)));
	proc_release(&p);
	return fine;
}

struct tally {
	int unread, lost, not_alone, not_again, refused, conflicts;
};

static void
check_round(struct tally *tally, int round)
{
	struct plain plains[3] = { { .date = 1 } };
	struct buf bytes[3] = { { 0 } }, out = { 0 }, again = { 0 };
	struct str files[3];
	size_t n_conflicts, n_again;

	add_some(&plains[0], (int)rnd(12), 20);
	plains[1] = plains[2] = plains[0];
	edit(&plains[1], 20);
	edit(&plains[2], 20);
	for (int i = 0; i < 3; i++) {
		write_plain(&plains[i], &bytes[i]);
		files[i] = buf_str(&bytes[i]);
	}
	tally->unread +=
		!merge_bytes(files[0], files[1], files[2], &out, &n_conflicts);
	tally->conflicts += n_conflicts > 0;
	tally->lost += count_lost(&plains[1], files, 2, buf_str(&out)) +
		       count_lost(&plains[2], files, 1, buf_str(&out));
	if (round % 30 == 0)
		tally->refused += !gettext_accepts(buf_str(&out));
	merge_bytes(files[0], buf_str(&out), files[2], &again, &n_again);
	tally->not_again += out.n != again.n; /* the order may be theirs */
	for (int i = 1; i < 3; i++) {	      /* one side alone, then neither */
		buf_clear(&again);
		merge_bytes(files[0], files[i == 1 ? 1 : 0],
			    files[i == 1 ? 0 : 2], &again, &n_again);
		tally->not_alone += !str_eq(buf_str(&again), files[i]);
		buf_clear(&again);
		merge_bytes(files[0], files[i], files[i], &again, &n_again);
		tally->not_alone += !str_eq(buf_str(&again), files[i]);
	}
	for (int i = 0; i < 3; i++)
		buf_release(&bytes[i]);
	buf_release(&out);
	buf_release(&again);
}

static void
check_random(void)
{
	struct tally tally = { 0 };

	for (int i = 0; i < N_ROUNDS; i++)
		check_round(&tally, i);
	is_int(tally.unread, 0, "every result can be read");
	is_int(tally.lost, 0, "no text and no comment is lost");
	is_int(tally.not_alone, 0, "what one side did alone is taken as it is");
	is_int(tally.not_again, 0, "merged again, nothing is added");
	is_int(tally.refused, 0, "gettext accepts every result");
	ok(tally.conflicts > N_ROUNDS / 50, "there were conflicts");
}

/* ---- dates ---- */

static void
check_date(const char *ours, const char *theirs, const char *expected)
{
	struct arena arena = { 0 };
	struct str_list clashes = { 0 };
	struct str name = STR("PO-Revision-Date: ");
	struct str o = arena_strf(&arena, "%s%s\n", name.p, ours);
	struct str t = arena_strf(&arena, "%s%s\n", name.p, theirs);
	struct str got = merge_headers(&arena, STR(""), o, t, &clashes);

	is_str(got, arena_strf(&arena, "%s%s\n", name.p, expected),
	       "the newer date");
	arena_release(&arena);
}

int
main(void)
{
	check_date("2026-01-02 10:00+0100", "2026-01-02 09:30+0000",
		   "2026-01-02 09:30+0000");
	check_date("2026-01-02 10:00-0100", "2026-01-02 10:30+0000",
		   "2026-01-02 10:00-0100");
	check_date("YEAR-MO-DA HO:MI+ZONE", "2026-01-02 10:30+0000",
		   "2026-01-02 10:30+0000");
	check_random();
	return tap_done();
}
