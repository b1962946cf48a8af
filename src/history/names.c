/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/names.h"

#include "base/die.h"

#include <stdlib.h>

struct of_file {
	size_t name;
	size_t n_renames;
	size_t next; /* another file with this name */
};

struct names {
	size_t n_refs;
	size_t n_files, n_heads;
	struct of_file *files; /* owned */
	size_t *heads;	       /* owned: name -> its first file */
};

static void *
resize(void *p, size_t n, size_t size)
{
	if (n > (size_t)-1 / 2 / size || !(p = realloc(p, n ? n * size : 1)))
		die("out of memory");
	return p;
}

static struct names *
make(size_t n_files, size_t n_heads)
{
	struct names *t = resize(NULL, 1, sizeof(*t));

	*t = (struct names){ 1, n_files, n_heads, NULL, NULL };
	t->files = resize(NULL, n_files, sizeof(*t->files));
	t->heads = resize(NULL, n_heads, sizeof(*t->heads));
	return t;
}

struct names *
names_new(size_t n_files)
{
	struct names *t = make(n_files, n_files);

	for (size_t i = 0; i < n_files; i++) {
		t->files[i] = (struct of_file){ i, 0, NAMES_NONE };
		t->heads[i] = i;
	}
	return t;
}

struct names *
names_share(struct names *t)
{
	t->n_refs++;
	return t;
}

void
names_drop(struct names *t)
{
	if (!t || --t->n_refs)
		return;
	free(t->files);
	free(t->heads);
	free(t);
}

size_t
names_first(const struct names *t, size_t name)
{
	return name < t->n_heads ? t->heads[name] : NAMES_NONE;
}

size_t
names_next(const struct names *t, size_t file)
{
	return t->files[file].next;
}

/* t itself where nobody else holds it, else a copy. */
static struct names *
make_own(struct names *t)
{
	struct names *own;

	if (t->n_refs == 1)
		return t;
	own = make(t->n_files, t->n_heads);
	for (size_t i = 0; i < t->n_files; i++)
		own->files[i] = t->files[i];
	for (size_t i = 0; i < t->n_heads; i++)
		own->heads[i] = t->heads[i];
	names_drop(t);
	return own;
}

/* Chains are in the order of files, so that no order of work shows. */
static void
move(struct names *t, size_t file, size_t name)
{
	size_t *at = &t->heads[t->files[file].name];

	while (*at != file)
		at = &t->files[*at].next;
	*at = t->files[file].next;
	if (name >= t->n_heads) {
		size_t n = t->n_heads + t->n_heads / 2;

		n = n > name ? n : name + 1;
		t->heads = resize(t->heads, n, sizeof(*t->heads));
		while (t->n_heads < n)
			t->heads[t->n_heads++] = NAMES_NONE;
	}
	at = &t->heads[name];
	while (*at != NAMES_NONE && *at < file)
		at = &t->files[*at].next;
	t->files[file].name = name;
	t->files[file].next = *at;
	*at = file;
}

struct names *
names_rename(struct names *t, size_t file, size_t name)
{
	t = make_own(t);
	move(t, file, name);
	t->files[file].n_renames++;
	return t;
}

struct names *
names_join(struct names *a, struct names *b)
{
	if (a == b) {
		names_drop(b);
		return a;
	}
	for (size_t i = 0; i < b->n_files; i++) {
		if (b->files[i].n_renames <= a->files[i].n_renames)
			continue;
		a = make_own(a);
		move(a, i, b->files[i].name);
		a->files[i].n_renames = b->files[i].n_renames;
	}
	names_drop(b);
	return a;
}
