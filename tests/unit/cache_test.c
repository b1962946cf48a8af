/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cache.h"
#include "unit/tap.h"

#include <stdlib.h>
#include <unistd.h>

static char folder[] = "/tmp/calque-cache-test-XXXXXX";

int
main(void)
{
	struct cache c;
	char path[sizeof(folder) + 20];

	if (!mkdtemp(folder) || setenv("XDG_CACHE_HOME", folder, 1) != 0) {
		puts("Bail out! no temporary folder");
		return 1;
	}
	cache_open(&c, ".");
	ok(!cache_knows(&c, STR("a.md"), STR("text")), "an empty cache");
	cache_note(&c, STR("a.md"), STR("old"));
	cache_note(&c, STR("a.md"), STR("text"));
	cache_note(&c, STR("name with blanks.md"), STR(""));
	cache_close(&c);

	cache_open(&c, ".");
	ok(cache_knows(&c, STR("a.md"), STR("text")), "the bytes are known");
	ok(!cache_knows(&c, STR("a.md"), STR("old")), "older ones are not");
	ok(!cache_knows(&c, STR("b.md"), STR("text")), "another path is not");
	ok(cache_knows(&c, STR("name with blanks.md"), STR("")),
	   "an empty file, a path with blanks");
	cache_close(&c);

	cache_open(&c, "/");
	ok(!cache_knows(&c, STR("a.md"), STR("text")),
	   "another project has another cache");
	cache_close(&c);

	unsetenv("XDG_CACHE_HOME");
	unsetenv("HOME");
	cache_open(&c, ".");
	cache_note(&c, STR("a.md"), STR("text"));
	ok(cache_knows(&c, STR("a.md"), STR("text")),
	   "without a place for it, it lasts for the run");
	cache_close(&c);

	snprintf(path, sizeof(path), "rm -rf %s", folder);
	if (system(path) != 0)
		printf("# %s is left\n", folder);
	return tap_done();
}
