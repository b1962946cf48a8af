/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/status.h"
void
status_write_html(const struct status_site *site, struct buf *out)
{
	(void)site;
	buf_add_str(out, "");
}
