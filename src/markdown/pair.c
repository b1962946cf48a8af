/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown/pair.h"

/* Old and new numbers of containers, on the way through the page. */
struct renumber {
	struct md_reader *r;
	struct md_container *old;
	size_t n_old, next_box, next_leaf;
	size_t *open; /* old number -> new number of what is open in it now */
};

/* Number the containers and leaves up to those that were there at `to`. */
static void
take_up_to(struct renumber *re, size_t n_leaves, size_t n_containers)
{
	struct md_doc *doc = re->r->doc;

	for (; re->next_box < n_containers; re->next_box++) {
		struct md_container box = re->old[re->next_box];

		box.parent = re->next_box ? re->open[box.parent] : 0;
		re->open[re->next_box] = doc->n_containers;
		ARENA_PUSH(doc->arena, doc->containers, doc->n_containers,
			   doc->cap_containers, box);
	}
	for (; re->next_leaf < n_leaves; re->next_leaf++) {
		struct md_leaf *leaf = &doc->leaves[re->next_leaf];

		leaf->container = re->open[leaf->container];
	}
}

static void
take_tag(struct renumber *re, const struct loose_tag *loose,
	 const size_t *box_of)
{
	struct md_doc *doc = re->r->doc;
	const struct shortcode *tag = &doc->tags.items[loose->tag];
	size_t *open = &re->open[loose->box];

	if (tag->partner == SHORTCODE_NONE || tag->verbatim ||
	    box_of[tag->partner] != loose->box + 1)
		return;
	if (tag->form == SHORTCODE_OPEN) {
		struct md_container box = { .kind = MD_PAIR,
					    .parent = *open,
					    .name = tag->name };

		*open = doc->n_containers;
		ARENA_PUSH(doc->arena, doc->containers, doc->n_containers,
			   doc->cap_containers, box);
	} else if (tag->form == SHORTCODE_CLOSE) {
		*open = doc->containers[*open].parent;
	}
}

void
pair_find(struct md_reader *r)
{
	struct md_doc *doc = r->doc;
	struct renumber re = { .r = r,
			       .old = doc->containers,
			       .n_old = doc->n_containers };
	size_t *box_of; /* tag -> the container it is loose in + 1, or 0 */

	if (!r->n_tags)
		return;
	box_of = arena_array(r->scratch, doc->tags.n, sizeof(*box_of));
	re.open = arena_array(r->scratch, re.n_old, sizeof(*re.open));
	for (size_t i = 0; i < r->n_tags; i++)
		box_of[r->tags[i].tag] = r->tags[i].box + 1;
	doc->containers = NULL;
	doc->n_containers = doc->cap_containers = 0;
	for (size_t i = 0; i < r->n_tags; i++) {
		take_up_to(&re, r->tags[i].n_leaves, r->tags[i].n_containers);
		take_tag(&re, &r->tags[i], box_of);
	}
	take_up_to(&re, doc->n, re.n_old);
}
