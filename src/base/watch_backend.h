/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * watch_backend - how a watch learns of changes: inside base/watch alone.
 */
#ifndef CALQUE_BASE_WATCH_BACKEND_H
#define CALQUE_BASE_WATCH_BACKEND_H

#include "base/arena.h"
#include "base/map.h"
#include "base/watch.h"

#include <sys/stat.h>

/* Folders deeper than this are not watched, as in file_walk. */
#define WATCH_MAX_DEPTH 100

struct watch_backend {
	int quiet_ms; /* so long nothing must happen at the end of a batch */
	/* false: it does not work here */
	bool (*start)(struct watch *w);
	void (*stop)(struct watch *w);
	/* watch_visit came by a folder, before what is in it; or a file */
	void (*folder)(struct watch *w, struct str path);
	void (*file)(struct watch *w, struct str path, const struct stat *st);
	/*
	 * Wait until something happens, for at most timeout_ms (-1: as long as
	 * it likes), and note it. False where a signal was caught.
	 */
	bool (*gather)(struct watch *w, int timeout_ms, const sigset_t *mask);
};

extern const struct watch_backend watch_polling, watch_inotify;

/* A path that is watched, a folder above such, or neither. */
enum watch_place { WATCH_OUTSIDE, WATCH_ABOVE, WATCH_INSIDE };

struct watch {
	const struct watch_backend *backend;
	bool failed; /* the backend does not work any more */
	struct arena arena;
	struct str *roots; /* the watched paths; "": the working folder */
	size_t n_roots;

	/* the batch */
	struct arena batch;
	struct str *paths;
	size_t n, cap;
	struct map known;
	size_t n_noted; /* paths were noted so often */
	bool everything;
	bool is_taken; /* the caller has seen it */
	struct watch_changes changes;

	/* what was there and is not, until it is told */
	struct arena gone_arena;
	struct watch_gone {
		struct str path;
		long long due; /* of watch_now_ms */
	} * gone;
	size_t n_gone, cap_gone;

	/* the backends' own */
	struct arena scratch; /* paths of a walk */
	bool is_silent;	      /* this walk only learns what there is */
	int fd;
	struct watch_folder *folders;
	size_t n_folders, cap_folders;
	struct watch_file *files;
	size_t n_files, cap_files;
	struct map by_path;
	unsigned round;
	int interval_ms;
};

enum watch_place watch_place(const struct watch *w, struct str path);
/* A file at this path is no longer what it was. */
void watch_note(struct watch *w, struct str path);
/* Tell the backend about `path`, and where that is a folder, all below it. */
void watch_visit(struct watch *w, struct str path);
/* The same for all watched paths. */
void watch_visit_all(struct watch *w);
/* "." for "". In the scratch arena. */
const char *watch_c_path(struct watch *w, struct str path);

/* Milliseconds of a clock that only goes on. */
long long watch_now_ms(void);

#endif
