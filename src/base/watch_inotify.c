/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/watch_backend.h"

#ifdef HAVE_SYS_INOTIFY_H

#include "base/file.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <unistd.h>
#ifdef HAVE_SYS_VFS_H
#include <sys/vfs.h>
#endif

/* A file is whole when its writer closes it, or renames it into its place. */
#define EVENTS                                                    \
	(IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | \
	 IN_MOVED_TO | IN_ONLYDIR)

/* A watched folder. The kernel counts its numbers up: they are in order. */
struct watch_folder {
	int number;
	struct str path; /* no string: it is watched no more */
};

static int
by_number(const void *a, const void *b)
{
	const struct watch_folder *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

static struct watch_folder *
find_folder(struct watch *w, int number)
{
	struct watch_folder key = { .number = number };

	return w->n_folders ? bsearch(&key, w->folders, w->n_folders,
				      sizeof(key), by_number) :
			      NULL;
}

/* What one machine writes there, the kernel of another does not see. */
static bool
is_shared(const char *path)
{
#ifdef HAVE_SYS_VFS_H
	/* NFS, SMB (three), 9P, FUSE, VirtualBox: from their drivers */
	static const unsigned magic[] = { 0x6969,     0x517b,	  0xff534d42,
					  0xfe534d42, 0x01021997, 0x65735546,
					  0x786f4256 };
	struct statfs fs;

	if (statfs(path, &fs) != 0)
		return false;
	for (size_t i = 0; i < sizeof(magic) / sizeof(*magic); i++)
		if ((unsigned)fs.f_type == magic[i])
			return true;
#else
	(void)path;
#endif
	return false;
}

static void
add_folder(struct watch *w, struct str path)
{
	int number = inotify_add_watch(w->fd, watch_c_path(w, path), EVENTS);
	struct watch_folder *known;

	if (number < 0) {
		/* gone again, or not to be read; else the limit is reached */
		if (errno != ENOENT && errno != ENOTDIR && errno != EACCES)
			w->failed = true;
		return;
	}
	known = find_folder(w, number); /* under this name, or another one */
	if (known && str_eq(known->path, path))
		return;
	path = arena_str(&w->arena, path);
	if (known)
		known->path = path;
	else
		ARENA_PUSH(&w->arena, w->folders, w->n_folders, w->cap_folders,
			   ((struct watch_folder){ number, path }));
}

/* A folder was renamed: it may no longer be anything of ours. */
static void
drop_folders(struct watch *w, struct str path)
{
	for (size_t i = 0; i < w->n_folders; i++) {
		struct watch_folder *f = &w->folders[i];

		if (!f->path.p || !str_starts(f->path, path) ||
		    (f->path.n > path.n && f->path.p[path.n] != '/'))
			continue;
		inotify_rm_watch(w->fd, f->number);
		f->path = (struct str){ 0 };
	}
	w->everything = true;
}

/* A new folder may hold files that came before it was watched. */
static void
note_file(struct watch *w, struct str path, const struct stat *st)
{
	(void)st;
	watch_note(w, path);
}

/* A new name without a writer who will close it: a link. */
static bool
is_link(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 &&
	       (S_ISLNK(st.st_mode) || st.st_nlink > 1);
}

static void
take_event(struct watch *w, const struct inotify_event *e)
{
	struct watch_folder *folder = find_folder(w, e->wd);
	struct str path;

	if (e->mask & IN_Q_OVERFLOW) {
		w->everything = true;
		watch_visit_all(w);
	}
	if (!folder || !folder->path.p)
		return;
	if (e->mask & IN_IGNORED)
		folder->path = (struct str){ 0 };
	if (!e->len)
		return;
	path = path_join(&w->scratch, folder->path, str_of(e->name));
	if (watch_place(w, path) == WATCH_OUTSIDE)
		return;
	if (!(e->mask & IN_ISDIR)) {
		if (!(e->mask & IN_CREATE) || is_link(path.p))
			watch_note(w, path);
	} else if (e->mask & IN_MOVED_FROM) {
		drop_folders(w, path);
	} else if (e->mask & (IN_CREATE | IN_MOVED_TO)) {
		watch_visit(w, path);
	}
}

static bool
take_events(struct watch *w)
{
	_Alignas(struct inotify_event) char bytes[16384];
	ssize_t n = read(w->fd, bytes, sizeof(bytes));

	if (n < 0)
		return errno == EAGAIN || errno == EINTR;
	for (char *p = bytes; p < bytes + n;) {
		const struct inotify_event *e = (const void *)p;

		take_event(w, e);
		p += sizeof(*e) + e->len;
	}
	return n > 0;
}

static bool
inotify_gather(struct watch *w, int timeout_ms, const sigset_t *mask)
{
	struct timespec t = { timeout_ms / 1000,
			      (long)(timeout_ms % 1000) * 1000000 };
	fd_set fds;
	int n;

	FD_ZERO(&fds);
	FD_SET(w->fd, &fds);
	n = pselect(w->fd + 1, &fds, NULL, NULL, timeout_ms < 0 ? NULL : &t,
		    mask);
	if (n < 0 && errno == EINTR)
		return false;
	if (n < 0 || (n > 0 && !take_events(w)))
		w->failed = true;
	return true;
}

static void
inotify_stop(struct watch *w)
{
	if (w->fd >= 0)
		close(w->fd);
	w->fd = -1;
}

static bool
inotify_start(struct watch *w)
{
	for (size_t i = 0; i < w->n_roots; i++)
		if (is_shared(watch_c_path(w, w->roots[i])))
			return false;
	w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	return w->fd >= 0 && w->fd < FD_SETSIZE;
}

const struct watch_backend watch_inotify = { 10,	   inotify_start,
					     inotify_stop, add_folder,
					     note_file,	   inotify_gather };

#endif
