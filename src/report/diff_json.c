/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/diff.h"

#include "report/page_json.h"

void
diff_write_json(const struct audit_page *pages, size_t n,
		struct text_tools *tools, struct buf *out)
{
	struct json json = { .out = out };

	json_open(&json, NULL, '{');
	json_number(&json, "version", 1);
	json_string(&json, "kind", STR("calque-diff"));
	json_open(&json, "pages", '[');
	for (size_t i = 0; i < n; i++)
		page_json_write(&pages[i], tools, &json);
	json_close(&json, ']');
	json_close(&json, '}');
}
