/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/file.h"

#include "base/i18n.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each try but the first means that another process saved the same file. */
#define TEMP_MAX_TRIES 100

/* How often a file is read that changes while it is read. */
#define READ_MAX_TRIES 5

/* Folders deeper than this are not walked: a loop that realpath missed. */
#define WALK_MAX_DEPTH 100

enum file_state
file_state(const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return FILE_ABSENT;
	return S_ISREG(st.st_mode) ? FILE_REGULAR : FILE_OTHER;
}

bool
file_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool
file_is_link(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
}

void
file_stamp(const char *path, struct buf *out)
{
	struct stat st;

	if (stat(path, &st) == 0)
		buf_addf(out, "%lld %lld.%09ld %llu ", (long long)st.st_size,
			 (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec,
			 (unsigned long long)st.st_ino);
}

/* ---- load ---- */

static bool
read_all(int fd, struct buf *out, size_t expected)
{
	buf_reserve(out, expected + 1);
	for (;;) {
		ssize_t n;

		buf_reserve(out, 4096);
		n = read(fd, out->p + out->n, out->cap - out->n - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			out->p[out->n] = '\0';
			return n == 0;
		}
		out->n += (size_t)n;
		if (out->n >= FILE_MAX_BYTES) {
			errno = EFBIG;
			return false;
		}
	}
}

/*
 * Read the file that st describes. One that changed meanwhile is no version of
 * itself, and is read again.
 */
static bool
read_stable(int fd, struct buf *out, struct stat *st)
{
	size_t before = out->n;

	for (size_t tries = 0; tries < READ_MAX_TRIES; tries++) {
		struct stat now;

		buf_cut(out, before);
		if (lseek(fd, 0, SEEK_SET) != 0 ||
		    !read_all(fd, out, (size_t)st->st_size) ||
		    fstat(fd, &now) != 0)
			return false;
		if (now.st_size == st->st_size &&
		    now.st_mtim.tv_sec == st->st_mtim.tv_sec &&
		    now.st_mtim.tv_nsec == st->st_mtim.tv_nsec)
			return true;
		*st = now;
	}
	errno = EBUSY;
	return false;
}

bool
file_load(const char *path, struct buf *out, struct diag *diag)
{
	/* a FIFO without a writer must not block */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	size_t before = out->n;
	struct stat st;
	bool ok = false;

	/* a socket cannot even be opened */
	if ((fd < 0 && errno != ENXIO) || (fd >= 0 && fstat(fd, &st) != 0))
		diag_error(diag, loc_at(str_of(path), 0),
			   _("cannot be read: %s"), strerror(errno));
	else if (fd < 0 || !S_ISREG(st.st_mode))
		diag_error(diag, loc_at(str_of(path), 0),
			   fd >= 0 && S_ISDIR(st.st_mode) ?
				   _("is a folder, not a file") :
				   _("is not a regular file"));
	else if ((unsigned long long)st.st_size >= FILE_MAX_BYTES)
		diag_error(diag, loc_at(str_of(path), 0),
			   _("is too large: 2 GB is the limit"));
	else if (!(ok = read_stable(fd, out, &st)))
		diag_error(diag, loc_at(str_of(path), 0),
			   _("cannot be read: %s"),
			   errno == EBUSY ? _("it is being written") :
					    strerror(errno));
	if (fd >= 0)
		close(fd);
	if (!ok)
		buf_cut(out, before);
	return ok;
}

/* ---- save ---- */

static bool
holds(const char *path, struct str bytes)
{
	struct stat st;
	struct buf old = { 0 };
	bool same = false;
	int fd;

	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) ||
	    (size_t)st.st_size != bytes.n)
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return false;
	same = read_all(fd, &old, bytes.n) && str_eq(buf_str(&old), bytes);
	buf_release(&old);
	close(fd);
	return same;
}

static bool
write_all(int fd, struct str bytes)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.p, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		bytes = str_from(bytes, (size_t)n);
	}
	return true;
}

/*
 * Would closing the file report an error? NFS and others say only then that the
 * disk is full; a file that is flushed has said it.
 */
static bool
is_written(int fd)
{
	int other = dup(fd);

	return other >= 0 && close(other) == 0;
}

static bool
make_folder(const char *path)
{
	return mkdir(path, 0777) == 0 || errno == EEXIST;
}

/*
 * Make the folders above path: up to the deepest one that can be made (most
 * often its parent is there), and down again.
 */
static bool
make_folders(const char *path)
{
	struct arena arena = { 0 };
	char *dir = arena_cstr(&arena, path_dir(str_of(path)));
	size_t full = strlen(dir);
	char *slash = dir;
	bool ok;

	while (!(ok = make_folder(dir)) && errno == ENOENT && slash) {
		slash = strrchr(dir, '/');
		if (slash)
			*slash = '\0';
	}
	while (ok && strlen(dir) < full) {
		dir[strlen(dir)] = '/';
		ok = make_folder(dir);
	}
	arena_release(&arena);
	return ok;
}

enum temp { TEMP_OURS, TEMP_GONE, TEMP_IN_THE_WAY };

/*
 * Wait for another process that writes the same file; by then it has renamed it,
 * or left it. In the way is a link, a device, or what a killed run left.
 */
static enum temp
wait_for_temp(int fd, const char *temp)
{
	struct stat st, now;

	if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    st.st_nlink > 1)
		return TEMP_IN_THE_WAY;
	while (flock(fd, LOCK_EX) != 0 && errno == EINTR)
		continue;
	if (lstat(temp, &now) != 0 || now.st_ino != st.st_ino ||
	    now.st_dev != st.st_dev)
		return TEMP_GONE;
	return now.st_size == 0 ? TEMP_OURS : TEMP_IN_THE_WAY;
}

/*
 * Open the temporary file `temp` for us alone: an empty one, with `mode` as far
 * as the umask lets it. (To ask for the umask is to change it, for all threads.)
 */
static int
open_temp(const char *temp, mode_t mode)
{
	for (size_t tries = 0; tries < TEMP_MAX_TRIES; tries++) {
		int fd = open(temp,
			      O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK |
				      O_NOCTTY | O_CLOEXEC,
			      mode);
		enum temp found;
		bool failed;

		if (fd < 0 && errno != ELOOP && errno != ENXIO &&
		    errno != EACCES)
			return -1;
		found = wait_for_temp(fd, temp);
		if (found == TEMP_OURS)
			return fd;
		failed = found == TEMP_IN_THE_WAY && unlink(temp) != 0 &&
			 errno != ENOENT;
		if (fd >= 0)
			close(fd);
		if (failed)
			return -1;
	}
	errno = EACCES;
	return -1;
}

/*
 * The temporary file of `path`: always the same, so that what a killed run left
 * goes with the next save; short, whatever the name.
 */
static char *
temp_path(struct arena *arena, struct str path)
{
	struct str name =
		arena_strf(arena, ".calque-%016llx", str_hash(path_base(path)));

	return arena_cstr(arena, path_join(arena, path_dir(path), name));
}

/* What a file is replaced by, and what it must hold until then. */
struct change {
	struct str bytes;
	bool can_be_made_again; /* nothing is lost with it */
	bool has_old;
	struct str old;
};

static bool
same_file(const struct stat *a, const struct stat *b)
{
	return a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	       a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/*
 * Has somebody else saved the file since it was read? Its bytes are compared
 * first, then, at the last moment, whether it is still the file that had them.
 */
static bool
is_overtaken(const char *path, const struct change *c)
{
	struct stat before, now;

	if (!c->has_old || stat(path, &before) != 0 ||
	    !S_ISREG(before.st_mode) ||
	    (c->old.p && holds(path, c->old) && stat(path, &now) == 0 &&
	     same_file(&before, &now)))
		return false;
	errno = ESTALE;
	return true;
}

/* Fill the temporary file and put it in its place. The lock goes with fd. */
static bool
fill_and_rename(int fd, const char *temp, const char *path,
		const struct change *c)
{
	return ftruncate(fd, 0) == 0 && write_all(fd, c->bytes) &&
	       (c->can_be_made_again ? is_written(fd) : fsync(fd) == 0) &&
	       !is_overtaken(path, c) && rename(temp, path) == 0;
}

/* Write a temporary file beside `path` and put it in its place. */
static bool
replace(const char *path, const struct change *c)
{
	struct arena arena = { 0 };
	char *temp = temp_path(&arena, str_of(path));
	struct stat old;
	bool has_mode = stat(path, &old) == 0;
	int fd = open_temp(temp, has_mode ? 0600 : 0666), saved;
	bool ok = fd >= 0 &&
		  (!has_mode || fchmod(fd, old.st_mode & 07777) == 0) &&
		  fill_and_rename(fd, temp, path, c);

	saved = errno;
	if (fd >= 0 && !ok)
		unlink(temp);
	if (fd >= 0)
		close(fd);
	arena_release(&arena);
	errno = saved;
	return ok;
}

static enum file_saved
save(const char *path, const struct change *c, struct diag *diag)
{
	char *real;
	bool ok;

	if (holds(path, c->bytes))
		return FILE_UNCHANGED;
	if (file_state(path) == FILE_OTHER) {
		diag_error(diag, loc_at(str_of(path), 0),
			   _("cannot be written: it is not a regular file"));
		return FILE_SAVE_FAILED;
	}
	/* a link stays, its target changes */
	real = file_is_link(path) ? realpath(path, NULL) : NULL;
	ok = replace(real ? real : path, c);
	if (!ok && errno == ENOENT)
		ok = make_folders(path) && replace(path, c);
	free(real);
	if (ok)
		return FILE_SAVED;
	if (errno == ESTALE && c->has_old)
		diag_error(diag, loc_at(str_of(path), 0),
			   _("was changed by another program meanwhile and is "
			     "not written; run calque again"));
	else
		diag_error(diag, loc_at(str_of(path), 0),
			   _("cannot be written: %s"), strerror(errno));
	return FILE_SAVE_FAILED;
}

enum file_saved
file_save(const char *path, struct str bytes, struct diag *diag)
{
	return save(path, &(struct change){ .bytes = bytes }, diag);
}

enum file_saved
file_save_made(const char *path, struct str bytes, struct diag *diag)
{
	struct change c = { .bytes = bytes, .can_be_made_again = true };

	return save(path, &c, diag);
}

enum file_saved
file_save_over(const char *path, struct str old, struct str bytes,
	       struct diag *diag)
{
	struct change c = { .bytes = bytes, .has_old = true, .old = old };

	return save(path, &c, diag);
}

bool
file_move(const char *from, const char *to, struct diag *diag)
{
	bool ok = file_state(to) == FILE_ABSENT;

	errno = EEXIST;
	if (ok && rename(from, to) != 0)
		ok = errno == ENOENT && make_folders(to) &&
		     rename(from, to) == 0;
	if (!ok)
		diag_error(diag, loc_at(str_of(from), 0),
			   _("cannot be renamed to '%s': %s"), to,
			   strerror(errno));
	return ok;
}

bool
file_remove(const char *path, struct diag *diag)
{
	if (unlink(path) == 0 || errno == ENOENT)
		return true;
	diag_error(diag, loc_at(str_of(path), 0), _("cannot be removed: %s"),
		   strerror(errno));
	return false;
}

/* ---- walk ---- */

struct walk {
	struct arena *arena;
	struct file_list *out;
	struct diag *diag;
	char *real_root;
	bool ok;
};

static bool
is_below(const char *real, const char *real_root)
{
	size_t n = strlen(real_root);

	return strncmp(real, real_root, n) == 0 &&
	       (real[n] == '/' || real[n] == '\0' ||
		(n && real_root[n - 1] == '/'));
}

/* Links are followed only inside the root, and only to files. */
static bool
may_follow(struct walk *w, const char *full, struct str shown)
{
	char *real = realpath(full, NULL);
	bool ok = real && is_below(real, w->real_root) && !file_is_dir(full);

	if (!ok && real && !is_below(real, w->real_root))
		diag_note(w->diag, loc_at(shown, 0),
			  _("is a link out of the project and is not "
			    "followed"));
	free(real);
	return ok;
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void walk_dir(struct walk *w, const char *full, struct str rel,
		     size_t depth);

/* What an entry of a folder is: most file systems say it with its name. */
static unsigned char
type_of(const struct dirent *entry, const char *full)
{
	struct stat st;

	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type;
	if (lstat(full, &st) != 0)
		return DT_UNKNOWN;
	return S_ISREG(st.st_mode) ? DT_REG :
	       S_ISDIR(st.st_mode) ? DT_DIR :
	       S_ISLNK(st.st_mode) ? DT_LNK :
				     DT_UNKNOWN;
}

static void
walk_entry(struct walk *w, const char *dir, struct str rel,
	   const struct dirent *entry, size_t depth)
{
	struct str name = str_of(entry->d_name);
	struct str full = path_join(w->arena, str_of(dir), name);
	struct str path = path_join(w->arena, rel, name);
	unsigned char type = type_of(entry, full.p);

	if (type == DT_DIR)
		walk_dir(w, full.p, path, depth + 1);
	else if (type == DT_REG ||
		 (type == DT_LNK && may_follow(w, full.p, path) &&
		  file_state(full.p) == FILE_REGULAR))
		ARENA_PUSH(w->arena, w->out->paths, w->out->n, w->out->cap,
			   path);
}

static void
walk_dir(struct walk *w, const char *full, struct str rel, size_t depth)
{
	struct dirent **entries;
	int n = depth < WALK_MAX_DEPTH ?
			scandir(full, &entries, NULL, by_name) :
			-1;

	if (n < 0) {
		diag_error(w->diag, loc_at(str_of(full), 0),
			   _("cannot be read: %s"),
			   depth < WALK_MAX_DEPTH ? strerror(errno) :
						    _("too deep"));
		w->ok = false;
		return;
	}
	for (int i = 0; i < n; i++) {
		const char *name = entries[i]->d_name;

		if (name[0] != '.' && strcmp(name, "node_modules") != 0)
			walk_entry(w, full, rel, entries[i], depth);
		free(entries[i]);
	}
	free(entries);
}

bool
file_walk(const char *root, struct arena *arena, struct file_list *out,
	  struct diag *diag)
{
	struct walk w = {
		.arena = arena, .out = out, .diag = diag, .ok = true
	};

	w.real_root = realpath(root, NULL);
	if (!w.real_root) {
		diag_error(diag, loc_at(str_of(root), 0),
			   _("cannot be read: %s"), strerror(errno));
		return false;
	}
	walk_dir(&w, root, STR(""), 0);
	free(w.real_root);
	if (out->n)
		qsort(out->paths, out->n, sizeof(*out->paths), str_cmp_qsort);
	return w.ok;
}

bool
file_is_inside(const char *root, const char *path)
{
	struct arena arena = { 0 };
	char *real_root = realpath(root, NULL);
	struct str at = path_normal(&arena, str_of(path));
	bool inside = real_root != NULL && at.n && at.p[0] != '/' &&
		      !str_eq(at, STR("..")) && !str_starts(at, STR("../"));

	at = path_join(&arena, str_of(root), at);
	while (inside && at.n) { /* the nearest part that exists decides */
		char *real = realpath(arena_cstr(&arena, at), NULL);

		if (real) {
			inside = is_below(real, real_root);
			free(real);
			break;
		}
		at = path_dir(at);
	}
	free(real_root);
	arena_release(&arena);
	return inside;
}

/* ---- paths ---- */

struct str
path_join(struct arena *arena, struct str dir, struct str name)
{
	if (!dir.n || str_eq(dir, STR(".")) || str_at(name, 0) == '/')
		return arena_str(arena, name);
	if (str_ends(dir, STR("/")))
		dir.n--;
	return arena_join(arena, dir, '/', name);
}

struct str
path_dir(struct str path)
{
	size_t n = path.n;

	while (n && path.p[n - 1] != '/')
		n--;
	return str_sub(path, 0, n > 1 ? n - 1 : n);
}

struct str
path_base(struct str path)
{
	size_t n = path.n;

	while (n && path.p[n - 1] != '/')
		n--;
	return str_from(path, n);
}

struct str
path_normal(struct arena *arena, struct str path)
{
	struct str rest = path, part;
	struct buf out = { 0 };
	struct str result;
	bool absolute = str_at(path, 0) == '/';

	while (str_split(&rest, '/', &part)) {
		struct str base = path_base(buf_str(&out));

		if (!part.n || str_eq(part, STR(".")))
			continue;
		if (str_eq(part, STR("..")) && out.n &&
		    !str_eq(base, STR(".."))) {
			buf_cut(&out, path_dir(buf_str(&out)).n);
			continue;
		}
		if (str_eq(part, STR("..")) && absolute)
			continue;
		if (out.n)
			buf_add_byte(&out, '/');
		buf_add(&out, part);
	}
	result = absolute ? arena_strf(arena, "/%.*s", STR_FMT(buf_str(&out))) :
			    arena_str(arena, buf_str(&out));
	buf_release(&out);
	return result;
}
