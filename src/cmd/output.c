/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/output.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

char *
output_path(const char *path)
{
	char *here = path && path[0] != '/' ? getcwd(NULL, 0) : NULL;
	struct buf out = { 0 };
	char *copy;

	if (here)
		buf_addf(&out, "%s/", here);
	buf_add_str(&out, path ? path : "");
	buf_add_byte(&out, '\0');
	copy = path ? strdup(out.p) : NULL;
	free(here);
	buf_release(&out);
	return copy;
}

bool
output_write(const char *path, struct str bytes, struct diag *diag)
{
	if (path)
		return file_save(path, bytes, diag) != FILE_SAVE_FAILED;
	if (bytes.n)
		fwrite(bytes.p, 1, bytes.n, stdout);
	return true;
}
