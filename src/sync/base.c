/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/base.h"

#include "base/i18n.h"
#include "sync/fit.h"

/* Revisions of a source, and changes of a translation, that are looked at. */
#define MAX_REVISIONS 64
#define MAX_CHANGES 16

/* ORDER base_how */
static const char *const how_names[] = {
	/* TRANSLATORS: of a revision of a source page */
	N_("present"),
	/* TRANSLATORS: with an option */
	N_("named"),
	/* TRANSLATORS: by the commit that a translation names */
	N_("pin"),
	/* TRANSLATORS: because it fits best */
	N_("fit"),
};

const char *
base_how_name(enum base_how how)
{
	return how_names[how];
}

void
bases_open(struct bases *b, const char *root, const struct config *cfg,
	   struct diag *diag)
{
	*b = (struct bases){ .cfg = cfg, .diag = diag };
	git_open(&b->git, root);
	history_init(&b->history, &b->git);
}

void
bases_release(struct bases *b)
{
	text_tools_free(b->tools);
	history_release(&b->history);
	git_release(&b->git);
}

size_t
bases_add(struct bases *b, struct str path)
{
	return history_add(&b->history, path);
}

static const struct loc nowhere = { { "calque", 6 }, 0 };

bool
bases_read(struct bases *b, const char *named)
{
	enum git_found found;

	if (b->git.state != GIT_READY) {
		if (named)
			diag_error(b->diag, nowhere, "%s", git_why(&b->git));
		else if (!b->is_optional)
			diag_note(b->diag, nowhere,
				  _("%s: translations are compared with the "
				    "sources as they are now"),
				  git_why(&b->git));
		return !named;
	}
	git_warn_if_partial(&b->git, b->diag);
	if (!history_read(&b->history)) {
		diag_error(b->diag, nowhere, "%s", git_why(&b->git));
		return false;
	}
	if (!named)
		return true;
	found = history_find(&b->history, str_of(named), &b->named);
	b->has_named = found == GIT_FOUND;
	if (!b->has_named)
		diag_error(b->diag, nowhere, "'%s' %s", named,
			   git_found_text(&b->git, found));
	return b->has_named;
}

/* ---- a commit that is named ---- */

/* The source as the commit has it; false where it has no such page. */
static bool
take_commit(struct bases *b, const struct base_pair *pair, size_t commit,
	    struct arena *arena, struct base *out)
{
	struct history_place place;
	struct git_object object;

	if (!history_at(&b->history, pair->source_file, commit, &place) ||
	    git_read(&b->git, place.blob, &object) != GIT_FOUND)
		return false;
	out->rev = arena_str(arena, b->history.commits[commit].id);
	if (!str_eq(object.bytes, pair->source))
		out->bytes = arena_str(arena, object.bytes);
	return true;
}

static bool
is_commit_id(struct str value)
{
	bool ok = value.n >= 7 && value.n <= 64;

	for (size_t i = 0; ok && i < value.n; i++)
		ok = ascii_is_digit(value.p[i]) ||
		     (value.p[i] >= 'a' && value.p[i] <= 'f') ||
		     (value.p[i] >= 'A' && value.p[i] <= 'F');
	return ok;
}

static bool
speaks_of_commit(struct str key)
{
	static const struct str words[] = { STR_INIT("commit"),
					    STR_INIT("revision"),
					    STR_INIT("hash"), STR_INIT("sha") };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		for (size_t at = 0; at + words[i].n <= key.n; at++)
			if (str_eq_nocase(str_sub(key, at, at + words[i].n),
					  words[i]))
				return true;
	return false;
}

const struct slot *
base_find_pin(const struct config *cfg, const struct page *target)
{
	for (size_t i = 0; i < target->n; i++) {
		const struct slot *slot = &target->slots[i];
		struct str key = slot->leaf->name;

		if (slot->kind != MD_MATTER || !slot->text.p)
			continue;
		if (cfg->pin.p ?
			    str_eq(key, cfg->pin) :
			    speaks_of_commit(key) && is_commit_id(slot->text))
			return slot;
	}
	return NULL;
}

/* False if there is no pin, or one that leads nowhere. */
static bool
take_pin(struct bases *b, const struct base_pair *pair, struct arena *arena,
	 struct base *out)
{
	const struct slot *pin = base_find_pin(b->cfg, pair->front);
	enum git_found found;
	struct loc at;
	size_t commit;

	if (!pin)
		return false;
	at = loc_at(pair->front->path, pin->leaf->line);
	found = history_find(&b->history, pin->text, &commit);
	if (found != GIT_FOUND) {
		if (++b->n_bad_pins <= BASES_SHOWN)
			diag_warning(b->diag, at,
				     _("'%.*s' %s; the revision of the source "
				       "that fits best is taken instead"),
				     STR_FMT(pin->text),
				     git_found_text(&b->git, found));
	} else if (take_commit(b, pair, commit, arena, out)) {
		out->how = BASE_PIN;
	} else {
		diag_warning(b->diag, at,
			     _("commit '%.*s' does not have '%.*s'; the "
			       "revision of it that fits best is taken "
			       "instead"),
			     STR_FMT(pin->text), STR_FMT(pair->source_path));
	}
	out->has_bad_pin = out->how != BASE_PIN;
	return !out->has_bad_pin;
}

void
bases_report(const struct bases *b)
{
	size_t more =
		b->n_bad_pins > BASES_SHOWN ? b->n_bad_pins - BASES_SHOWN : 0;

	if (more)
		diag_warning(b->diag, nowhere,
			     ngettext("%zu more page has a pin that is no "
				      "commit in this repository",
				      "%zu more pages have pins that are no "
				      "commits in this repository",
				      more),
			     more);
}

/* ---- the best fit ---- */

static bool
read_revision(struct bases *b, const struct history_rev *rev,
	      struct git_object *object)
{
	return rev->change != HISTORY_DELETED &&
	       git_read(&b->git, rev->blob, object) == GIT_FOUND;
}

/* A revision of the translation, and where its source is. */
struct step {
	size_t commit, source_file;
	struct fit_texts texts;
};

/* The source's blob at that time; no string: it was not there. */
static struct str
source_at(struct bases *b, const struct step *step)
{
	struct history_place place;

	if (!history_at(&b->history, step->source_file, step->commit, &place))
		return (struct str){ 0 };
	return place.blob;
}

static void
read_texts(struct bases *b, struct str blob, const struct dialect *dialect,
	   struct fit_texts *texts)
{
	struct git_object object;

	*texts = (struct fit_texts){ 0 };
	if (git_read(&b->git, blob, &object) == GIT_FOUND)
		fit_texts_init(texts, object.bytes, dialect);
}

/*
 * Is the one text that is new in a translation that of the one text which its
 * source had changed in between? Both stand at the same place.
 */
static bool
is_same_place(const struct fit_texts *newer, const struct fit_texts *older,
	      const struct fit_texts *now, const struct fit_texts *was)
{
	return now->n == newer->n && fit_texts_new(now, was) == 1 &&
	       fit_texts_first_new(now, was) ==
		       fit_texts_first_new(newer, older);
}

/*
 * Was the translation brought up to date? Not where just a slip was mended, or
 * the same was replaced in it as in its source.
 */
static bool
is_update(struct bases *b, const struct step *newer, const struct step *older,
	  const struct dialect *dialect)
{
	size_t n = fit_texts_new(&newer->texts, &older->texts);
	struct str blob_now = source_at(b, newer);
	struct str blob_was = source_at(b, older);
	struct fit_texts now, was;
	bool has_translated;

	if (!n || !blob_now.p || !blob_was.p || str_eq(blob_now, blob_was))
		return n > 1;
	read_texts(b, blob_now, dialect, &now);
	read_texts(b, blob_was, dialect, &was);
	if (!b->tools)
		b->tools = text_tools_new();
	has_translated = (n > 1 || is_same_place(&newer->texts, &older->texts,
						 &now, &was)) &&
			 !fit_texts_echo(&newer->texts, &older->texts, &now,
					 &was, b->tools);
	fit_texts_release(&now);
	fit_texts_release(&was);
	return has_translated;
}

/*
 * The commit in which the translation last got new texts: what it says was made
 * from what that commit knew. MAP_NONE: it has no history.
 */
static size_t
last_change(struct bases *b, size_t file, size_t source_file,
	    const struct dialect *dialect)
{
	const struct history_file *f = &b->history.files[file];
	struct step newer = { .commit = MAP_NONE, .source_file = source_file };
	bool found = false;

	if (f->n == 1 && f->revs[0].change != HISTORY_DELETED)
		return f->revs[0].commit; /* never changed */
	for (size_t i = 0; i < f->n && i < MAX_CHANGES && !found; i++) {
		struct step older = { .commit = f->revs[i].commit,
				      .source_file = source_file };
		struct git_object object;

		if (!read_revision(b, &f->revs[i], &object))
			break;
		fit_texts_init(&older.texts, object.bytes, dialect);
		found = i > 0 && is_update(b, &newer, &older, dialect);
		fit_texts_release(found ? &older.texts : &newer.texts);
		if (!found)
			newer = older;
	}
	fit_texts_release(&newer.texts);
	return newer.commit;
}

/* Revisions of the source that the translation can have seen. */
struct candidates {
	const struct history_rev *revs[MAX_REVISIONS];
	size_t n;
};

static void
list_candidates(struct bases *b, const struct base_pair *pair,
		struct candidates *out)
{
	const struct history_file *f = &b->history.files[pair->source_file];
	size_t seen = last_change(b, pair->target_file, pair->source_file,
				  b->cfg->dialect);

	out->n = 0;
	for (size_t i = 0; i < f->n && out->n < MAX_REVISIONS; i++)
		if (f->revs[i].change != HISTORY_DELETED &&
		    (seen == MAP_NONE ||
		     history_contains(&b->history, seen, f->revs[i].commit)))
			out->revs[out->n++] = &f->revs[i];
}

/* The one that is most like the translation; NULL: none is like it at all. */
static const struct history_rev *
find_best(struct bases *b, const struct base_pair *pair,
	  const struct candidates *candidates, struct arena *arena)
{
	const struct dialect *dialect = b->cfg->dialect;
	const struct history_rev *best = NULL;
	unsigned best_score = 0;
	struct page target;
	struct fit fit;

	page_read(&target, pair->front->path, pair->target, dialect, arena,
		  NULL);
	fit_init(&fit, &target);
	for (size_t i = 0; i < candidates->n && best_score < 1000; i++) {
		struct git_object object;
		unsigned score;

		if (!read_revision(b, candidates->revs[i], &object))
			continue;
		score = fit_score(&fit, object.bytes, dialect);
		if (score > best_score) {
			best_score = score;
			best = candidates->revs[i];
		}
	}
	fit_release(&fit);
	page_release(&target);
	return best;
}

static void
take_fit(struct bases *b, const struct base_pair *pair, struct arena *arena,
	 struct base *out)
{
	const struct history_rev *best;
	struct candidates candidates;
	struct git_object object;

	list_candidates(b, pair, &candidates);
	best = candidates.n == 1 ? candidates.revs[0] :
				   find_best(b, pair, &candidates, arena);
	if (!best || !read_revision(b, best, &object))
		return;
	out->how = BASE_FIT;
	out->rev = b->history.commits[best->commit].id;
	if (!str_eq(object.bytes, pair->source))
		out->bytes = arena_str(arena, object.bytes);
}

void
base_find(struct bases *b, const struct base_pair *pair, struct arena *arena,
	  struct base *out)
{
	*out = (struct base){ .how = BASE_PRESENT };
	if (b->git.state != GIT_READY)
		return;
	if (b->has_named) {
		if (take_commit(b, pair, b->named, arena, out))
			out->how = BASE_NAMED;
		return;
	}
	if (!take_pin(b, pair, arena, out))
		take_fit(b, pair, arena, out);
}
