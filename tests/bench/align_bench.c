/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * align_bench - how well real translations are aligned.
 *
 *	align_bench [-v] LABEL LOCALE SEEDS < PAIRS
 *
 * Each line of PAIRS is a source page, a tab, its translation. Prints a row of
 * a table (align_bench alone: its head):
 *
 *   pages    pairs, copies of the source left out; in step: the same sequence
 *	      of slots on both sides, but for front matter
 *   sure%     of the required slots of pages in step, paired as sure; of all
 *   hidden   sure pairs with links or code on both sides, found without looking
 *	      at these: the same on both sides; not the same, and not to be
 *	      decided; wrong, as another slot would have just the same
 *   made     pages in step in which a section of the translation is deleted,
 *	      swapped, doubled, a paragraph split or joined, so that each pair's
 *	      truth is known: sure pairs that are right, what of the true pairs
 *	      was found as sure
 *   ms       CPU time for 1000 pages: to read both sides, to learn and align
 */
#include "base/file.h"
#include "sync/align_evidence.h"
#include "sync/align_judge.h"
#include "unit/codec.h"
#include "unit/prose.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define SLOTS_MIN 12
#define PIECES_MAX 8

enum change { DELETE, SWAP, DOUBLE, SPLIT, JOIN, N_CHANGES };

static const char *const change_names[] = { "deleted", "swapped", "doubled",
					    "split", "joined" };

struct score {
	size_t sure, right, true_pairs, found;
};

struct bench {
	struct arena arena;
	struct page *source, *target;
	size_t n, cap_s, cap_t, n_t;
	struct align_model model;
	struct language *language;
	size_t verdicts[ALIGN_MISFIT + 1];
	bool verbose;
	size_t n_parallel, units, sure, all_units, all_sure;
	size_t same, partly, wrong;
	struct score made[N_CHANGES];
	unsigned long long random;
};

static size_t
random_below(struct bench *b, size_t n)
{
	b->random ^= b->random << 13;
	b->random ^= b->random >> 7;
	b->random ^= b->random << 17;
	return n ? (size_t)(b->random >> 11) % n : 0;
}

static double
seconds(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

/* ---- (a): placeables, hidden ---- */

#define IDS_MAX 32

struct ids {
	unsigned long long id[IDS_MAX];
	size_t n;
};

static void
ids_of(const struct page *page, const struct slot *slot, struct arena *arena,
       struct ids *out)
{
	struct inline_tokens tokens;

	out->n = 0;
	if (!slot->required || !codec_is_prose(slot->kind))
		return;
	prose_scan(page, slot->kind, slot->text, arena, &tokens);
	for (size_t i = 0; i < tokens.n && out->n < IDS_MAX; i++) {
		const struct inline_token *tok = &tokens.items[i];
		struct str id = { 0 };

		if (tok->kind == INLINE_CODE)
			id = str_span(slot->text, tok->at);
		else if ((tok->kind == INLINE_LINK ||
			  tok->kind == INLINE_IMAGE) &&
			 !tok->reference &&
			 str_at(slot->text, tok->dest.begin) != '#')
			id = evidence_link(str_span(slot->text, tok->dest),
					   arena);
		if (id.n)
			out->id[out->n++] = str_hash(id);
	}
}

static size_t
n_shared(const struct ids *a, const struct ids *b)
{
	bool used[IDS_MAX] = { false };
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < b->n; j++)
			if (!used[j] && a->id[i] == b->id[j]) {
				used[j] = true;
				n++;
				break;
			}
	return n;
}

static void
show_pair(const struct bench *b, const char *what, const struct page *source,
	  const struct page *target, const struct align_pair *pair)
{
	if (!b->verbose)
		return;
	printf("  %s %u: %.*s:%zu\n    %.*s\n    %.*s:%zu\n    %.*s\n", what,
	       pair->confidence, STR_FMT(source->path),
	       source->slots[pair->source].leaf->line,
	       STR_FMT(str_sub(source->slots[pair->source].text, 0, 150)),
	       STR_FMT(target->path), target->slots[pair->target].leaf->line,
	       STR_FMT(str_sub(target->slots[pair->target].text, 0, 150)));
}

static bool
are_same(const struct ids *a, const struct ids *b)
{
	return a->n == b->n && n_shared(a, b) == a->n;
}

/* The placeables of both pages, and which slots are paired with the same. */
struct hidden {
	const struct page *source, *target;
	struct ids *s, *t;
	bool *settled_s, *settled_t;
};

static void
judge_hidden(struct bench *b, const struct hidden *h,
	     const struct align_pair *pair)
{
	const struct ids *x = &h->s[pair->source], *y = &h->t[pair->target];
	bool better = false;

	if (!x->n || !y->n)
		return;
	if (are_same(x, y)) {
		b->same++;
		return;
	}
	for (size_t i = 0; i < h->source->n && !better; i++)
		better = !h->settled_s[i] && are_same(&h->s[i], y);
	for (size_t j = 0; j < h->target->n && !better; j++)
		better = !h->settled_t[j] && are_same(x, &h->t[j]);
	*(better ? &b->wrong : &b->partly) += 1;
	show_pair(b, better ? "wrong" : "undecided", h->source, h->target,
		  pair);
}

static void
hidden_init(struct hidden *h, const struct page *source,
	    const struct page *target, struct arena *arena)
{
	h->source = source;
	h->target = target;
	h->s = arena_array(arena, source->n + 1, sizeof(*h->s));
	h->t = arena_array(arena, target->n + 1, sizeof(*h->t));
	h->settled_s = arena_array(arena, source->n + 1, sizeof(bool));
	h->settled_t = arena_array(arena, target->n + 1, sizeof(bool));
	for (size_t i = 0; i < source->n; i++)
		ids_of(source, &source->slots[i], arena, &h->s[i]);
	for (size_t i = 0; i < target->n; i++)
		ids_of(target, &target->slots[i], arena, &h->t[i]);
}

static void
score_hidden(struct bench *b, const struct page *source,
	     const struct page *target)
{
	struct arena arena = { 0 };
	struct align_model blind = b->model;
	struct alignment pairs;
	struct hidden h;

	blind.blind = true;
	align_pages(source, target, &blind, &arena, &pairs);
	hidden_init(&h, source, target, &arena);
	for (size_t i = 0; i < pairs.n; i++) {
		const struct align_pair *pair = &pairs.pairs[i];

		if (align_is_one_to_one(pair) &&
		    are_same(&h.s[pair->source], &h.t[pair->target]))
			h.settled_s[pair->source] = h.settled_t[pair->target] =
				true;
	}
	for (size_t i = 0; i < pairs.n; i++)
		if (align_is_sure(&pairs.pairs[i]) &&
		    align_is_one_to_one(&pairs.pairs[i]))
			judge_hidden(b, &h, &pairs.pairs[i]);
	arena_release(&arena);
}

/* ---- (b): changed on purpose ---- */

/* A changed page is made of pieces of the old one, and of new bytes. */
struct piece {
	struct span old; /* empty: new bytes */
	size_t at;	 /* in the new page */
};

struct made {
	struct buf bytes;
	struct piece pieces[PIECES_MAX];
	size_t n;
};

static void
add_piece(struct made *m, const struct page *page, size_t begin, size_t end)
{
	m->pieces[m->n++] = (struct piece){ { begin, end }, m->bytes.n };
	buf_add(&m->bytes, str_sub(page->doc.bytes, begin, end));
}

static size_t
line_begin(const struct page *page, size_t at)
{
	while (at > 0 && page->doc.bytes.p[at - 1] != '\n')
		at--;
	return at;
}

static bool
is_top(const struct slot *slot)
{
	return slot->leaf->container == 0;
}

/* The sections of the page, whole lines, of all levels. */
static size_t
sections_of(const struct page *page, struct arena *arena, struct span **out,
	    int **levels)
{
	size_t n = 0;

	*out = arena_array(arena, page->n + 1, sizeof(**out));
	*levels = arena_array(arena, page->n + 1, sizeof(**levels));
	for (size_t i = 0; i < page->n; i++) {
		const struct slot *a = &page->slots[i];
		size_t end = page->doc.bytes.n;

		if (a->kind != MD_HEADING || !is_top(a))
			continue;
		for (size_t k = i + 1; k < page->n; k++)
			if (page->slots[k].kind == MD_HEADING &&
			    is_top(&page->slots[k]) &&
			    page->slots[k].leaf->level <= a->leaf->level) {
				end = line_begin(page, page->slots[k].at.begin);
				break;
			}
		(*levels)[n] = a->leaf->level;
		(*out)[n++] =
			(struct span){ line_begin(page, a->at.begin), end };
	}
	return n;
}

static bool
change_sections(struct bench *b, const struct page *page, enum change change,
		struct arena *arena, struct made *m)
{
	struct span *at, one, two = { 0, 0 };
	int *levels;
	size_t n = sections_of(page, arena, &at, &levels), i, k, tries = 0;

	if (!n)
		return false;
	i = random_below(b, n);
	one = at[i];
	if (change == SWAP) {
		do
			k = random_below(b, n);
		while ((k <= i || levels[k] != levels[i]) && ++tries < 50);
		if (tries == 50)
			return false;
		two = at[k];
	}
	add_piece(m, page, 0, change == DOUBLE ? one.end : one.begin);
	if (change == DOUBLE)
		add_piece(m, page, one.begin, one.end);
	if (change == SWAP) {
		add_piece(m, page, two.begin, two.end);
		add_piece(m, page, one.end, two.begin);
		add_piece(m, page, one.begin, one.end);
		one.end = two.end;
	}
	add_piece(m, page, one.end, page->doc.bytes.n);
	return one.end - one.begin < page->doc.bytes.n / 2;
}

static bool
is_paragraph(const struct slot *slot)
{
	return slot->kind == MD_PARAGRAPH && is_top(slot) && slot->required;
}

/* The end of a sentence in the middle half of the slot, or 0. */
static size_t
sentence_end(const struct page *page, const struct slot *slot)
{
	struct str text = page->doc.bytes;
	size_t quarter = (slot->at.end - slot->at.begin) / 4;
	size_t to = slot->at.end - quarter;

	for (size_t i = slot->at.begin + quarter; i + 3 < to; i++) {
		if (text.p[i] == '.' && text.p[i + 1] == ' ')
			return i + 1;
		if (str_starts(str_from(text, i), STR("\xe3\x80\x82")))
			return i + 3;
	}
	return 0;
}

static bool
change_paragraph(struct bench *b, const struct page *page, enum change change,
		 struct made *m)
{
	size_t first = random_below(b, page->n);

	for (size_t k = 0; k + 1 < page->n; k++) {
		size_t i = (first + k) % (page->n - 1);
		const struct slot *slot = &page->slots[i];
		size_t end = slot->at.end, next = end;

		if (!is_paragraph(slot))
			continue;
		if (change == SPLIT && !(end = next = sentence_end(page, slot)))
			continue;
		if (change == JOIN) {
			if (!is_paragraph(slot + 1) ||
			    slot[1].at.begin > end + 2)
				continue;
			next = slot[1].at.begin;
		}
		add_piece(m, page, 0, end);
		buf_add_str(&m->bytes, change == SPLIT ? "\n\n" : "\n");
		add_piece(m, page, next, page->doc.bytes.n);
		return true;
	}
	return false;
}

/*
 * The slots of the source in a slot of the new page: those of the old page, whose
 * body runs parallel; n 0: not known.
 */
struct truth {
	size_t slot, n;
	bool whole;
};

static struct truth
truth_of(const struct made *m, const struct page *source,
	 const struct page *old, struct span at)
{
	struct truth out = { 0, 0, true };

	for (size_t p = 0; p < m->n; p++) {
		const struct piece *piece = &m->pieces[p];
		size_t end = piece->at + (piece->old.end - piece->old.begin);
		size_t from = at.begin > piece->at ? at.begin : piece->at;
		size_t to = at.end < end ? at.end : end;

		if (from >= to)
			continue;
		from = from - piece->at + piece->old.begin;
		to = to - piece->at + piece->old.begin;
		for (size_t i = 0; i < old->n; i++) {
			struct span o = old->slots[i].at;

			if (o.begin >= to || o.end <= from)
				continue;
			if (old->slots[i].kind == MD_MATTER)
				return (struct truth){ 0 };
			if (!out.n)
				out.slot = i + source->n - old->n;
			out.n = i + source->n - old->n + 1 - out.slot;
			out.whole = out.whole && o.begin >= from && o.end <= to;
		}
	}
	return out;
}

static bool
is_right(const struct align_pair *pair, const struct truth *truth)
{
	const struct truth *t = &truth[pair->target];

	if (pair->n_target == 2)
		return pair->n_source == 1 && t[0].n == 1 && t[1].n == 1 &&
		       !t[0].whole && !t[1].whole &&
		       t[0].slot == pair->source && t[1].slot == pair->source;
	return t->whole && t->n == pair->n_source && t->slot == pair->source;
}

static void
score_made(struct bench *b, const struct page *source, const struct page *old,
	   const struct page *page, const struct made *m, enum change change)
{
	struct arena arena = { 0 };
	struct alignment pairs;
	struct truth *truth = arena_array(&arena, page->n + 1, sizeof(*truth));
	bool *there = arena_array(&arena, source->n + 1, sizeof(*there));
	struct score *score = &b->made[change];

	for (size_t j = 0; j < page->n; j++) {
		truth[j] = truth_of(m, source, old, page->slots[j].at);
		for (size_t k = 0; k < truth[j].n; k++)
			there[truth[j].slot + k] = true;
	}
	for (size_t i = 0; i < source->n; i++)
		score->true_pairs += there[i] && source->slots[i].required;
	align_pages(source, page, &b->model, &arena, &pairs);
	for (size_t i = 0; i < pairs.n; i++) {
		const struct align_pair *pair = &pairs.pairs[i];
		bool right;

		if (!pair->n_source || !pair->n_target ||
		    !align_is_sure(pair) ||
		    !source->slots[pair->source].required ||
		    !truth[pair->target].n)
			continue;
		right = is_right(pair, truth);
		score->sure++;
		score->right += right;
		score->found += right ? pair->n_source : 0;
		if (!right)
			show_pair(b, change_names[change], source, page, pair);
	}
	arena_release(&arena);
}

static void
change_and_score(struct bench *b, const struct page *source,
		 const struct page *target, enum change change)
{
	struct arena arena = { 0 };
	struct made m = { 0 };
	struct page page;
	bool changed = change <= DOUBLE ?
			       change_sections(b, target, change, &arena, &m) :
			       change_paragraph(b, target, change, &m);

	if (changed) {
		page_read(&page, target->path, buf_str(&m.bytes),
			  target->doc.dialect, &arena, NULL);
		score_made(b, source, target, &page, &m, change);
		page_release(&page);
	}
	buf_release(&m.bytes);
	arena_release(&arena);
}

/* ---- all pages ---- */

static void
score_page(struct bench *b, const struct page *source,
	   const struct page *target)
{
	struct arena arena = { 0 };
	struct alignment pairs;
	struct align_judgement judgement;
	bool parallel = align_runs_parallel(source, target);

	b->n_parallel += parallel;
	align_pages(source, target, &b->model, &arena, &pairs);
	align_judge(source, target, &pairs, b->language, &judgement);
	b->verdicts[judgement.verdict]++;
	if (b->verbose && judgement.verdict != ALIGN_FITS)
		printf("  %s: %.*s\n", align_verdict_text(judgement.verdict),
		       STR_FMT(target->path));
	for (size_t i = 0; i < pairs.n; i++) {
		const struct align_pair *pair = &pairs.pairs[i];
		bool sure = align_is_sure(pair) && pair->n_target;

		if (!pair->n_source || !source->slots[pair->source].required)
			continue;
		b->all_units += pair->n_source;
		b->all_sure += sure ? pair->n_source : 0;
		if (!parallel)
			continue;
		b->units += pair->n_source;
		b->sure += sure ? pair->n_source : 0;
		if (!sure && pair->n_target)
			show_pair(b, align_doubt_text(pair->doubt), source,
				  target, pair);
	}
	arena_release(&arena);
}

static void
add_page(struct bench *b, struct str path, struct page *page)
{
	struct buf bytes = { 0 };
	struct diag diag = { 0 };

	if (!file_load(arena_cstr(&b->arena, path), &bytes, &diag)) {
		diag_flush(&diag, stderr);
		exit(1);
	}
	page_read(page, arena_str(&b->arena, path),
		  arena_str(&b->arena, buf_str(&bytes)),
		  dialect_preset(STR("hugo")), &b->arena, NULL);
	buf_release(&bytes);
}

static void
read_pairs(struct bench *b)
{
	char line[2000];

	while (fgets(line, sizeof(line), stdin)) {
		struct str target = str_trim_space(str_of(line)), source;
		struct page s, t;

		str_split(&target, '\t', &source);
		add_page(b, source, &s);
		add_page(b, target, &t);
		if (str_eq(s.doc.bytes, t.doc.bytes))
			continue;
		ARENA_PUSH(&b->arena, b->source, b->n, b->cap_s, s);
		ARENA_PUSH(&b->arena, b->target, b->n_t, b->cap_t, t);
	}
}

static double
percent(size_t part, size_t all)
{
	return all ? 100.0 * (double)part / (double)all : 100;
}

static void
print_row(const struct bench *b, const char *label, double read_ms, double ms)
{
	struct score all = { 0 };
	size_t hidden = b->same + b->partly + b->wrong;

	for (size_t i = 0; i < N_CHANGES; i++) {
		const struct score *s = &b->made[i];

		all.sure += s->sure;
		all.right += s->right;
		all.true_pairs += s->true_pairs;
		all.found += s->found;
	}
	printf("%-12s %5zu %5zu %6zu %6.2f %6.2f  %6zu %6.2f %5zu %5zu  "
	       "%7zu %6.2f %6.2f  %5.0f %5.0f\n",
	       label, b->n, b->n_parallel, b->all_units,
	       percent(b->sure, b->units), percent(b->all_sure, b->all_units),
	       hidden, percent(b->same, hidden), b->partly, b->wrong, all.sure,
	       percent(all.right, all.sure), percent(all.found, all.true_pairs),
	       read_ms, ms);
	for (int i = ALIGN_EMPTY; i <= ALIGN_MISFIT; i++)
		if (b->verdicts[i])
			printf("    %zu pages: %s\n", b->verdicts[i],
			       align_verdict_text((enum align_verdict)i));
	for (size_t i = 0; i < N_CHANGES; i++)
		printf("    %-10s %7zu sure, %7.3f %% right (%zu wrong), "
		       "%6.2f %% found\n",
		       change_names[i], b->made[i].sure,
		       percent(b->made[i].right, b->made[i].sure),
		       b->made[i].sure - b->made[i].right,
		       percent(b->made[i].found, b->made[i].true_pairs));
}

static void
run(struct bench *b, const char *label, unsigned long seeds)
{
	double start = seconds(), read_ms, ms;

	read_pairs(b);
	read_ms = (seconds() - start) * 1e6 / (double)(b->n ? b->n : 1);
	start = seconds();
	for (size_t i = 0; i < b->n; i++)
		align_learn(&b->model, &b->source[i], &b->target[i]);
	for (size_t i = 0; i < b->n; i++)
		score_page(b, &b->source[i], &b->target[i]);
	ms = (seconds() - start) * 1e6 / (double)(b->n ? b->n : 1);
	for (size_t i = 0; i < b->n; i++)
		score_hidden(b, &b->source[i], &b->target[i]);
	for (unsigned long seed = 1; seed <= seeds; seed++) {
		b->random = seed * 0x9e3779b97f4a7c15ULL;
		for (size_t i = 0; i < b->n; i++)
			for (int c = 0; c < N_CHANGES; c++)
				if (b->source[i].n >= SLOTS_MIN &&
				    align_runs_parallel(&b->source[i],
							&b->target[i]))
					change_and_score(b, &b->source[i],
							 &b->target[i],
							 (enum change)c);
	}
	print_row(b, label, read_ms, ms);
}

int
main(int argc, char **argv)
{
	struct bench b = { 0 };

	if (argc > 1 && strcmp(argv[1], "-v") == 0) {
		b.verbose = true;
		argv++;
		argc--;
	}
	if (argc < 4) {
		printf("%-12s %5s %5s %6s %6s %6s  %6s %6s %5s %5s  "
		       "%7s %6s %6s  %5s %5s\n",
		       "", "pages", "step", "units", "sure%", "all%", "hidden",
		       "same%", "part", "wrong", "made", "right%", "found%",
		       "read", "align");
		return 0;
	}
	align_model_init(&b.model, STR("en"), str_of(argv[2]));
	b.language = language_new(str_of(argv[2]));
	run(&b, argv[1], strtoul(argv[3], NULL, 10));
	for (size_t i = 0; i < b.n; i++) {
		page_release(&b.source[i]);
		page_release(&b.target[i]);
	}
	language_free(b.language);
	arena_release(&b.arena);
	return 0;
}
