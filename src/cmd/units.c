/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/units.h"

#include "base/i18n.h"
#include "cmd/work.h"

#include <stdio.h>
#include <unistd.h>

/* The config's dialect where there is a config here, else --dialect or hugo. */
static bool
choose_dialect(const struct invocation *inv, struct config *cfg,
	       struct diag *diag)
{
	if (!inv->dialect && file_state(CONFIG_NAME) == FILE_REGULAR)
		return config_load(cfg, CONFIG_NAME, diag);
	cfg->dialect =
		dialect_preset(str_of(inv->dialect ? inv->dialect : "hugo"));
	return true;
}

static void
write_file(const char *path, const struct config *cfg,
	   const struct invocation *inv, struct json *json, struct diag *diag)
{
	struct buf bytes = { 0 }, text = { 0 };
	struct arena arena = { 0 };
	struct page page;

	if (file_load(path, &bytes, diag)) {
		page_read(&page, str_of(path), buf_str(&bytes), cfg->dialect,
			  &arena, diag);
		if (json) {
			units_write_json(&page, json);
		} else {
			if (inv->n_pages > 1)
				printf("# %s\n", path);
			units_write_text(&page, inv->verbose, &text);
			if (text.n)
				fwrite(text.p, 1, text.n, stdout);
		}
		page_release(&page);
	}
	fflush(stdout);
	diag_flush(diag, stderr);
	buf_release(&bytes);
	buf_release(&text);
	arena_release(&arena);
}

static int
run(const struct invocation *inv)
{
	struct config cfg;
	struct diag diag = { 0 };
	struct buf out = { 0 };
	struct json json = { .out = &out };
	bool as_json = strcmp(inv->format, "json") == 0;
	bool ok = inv->n_pages > 0;

	config_init(&cfg);
	if (!ok)
		diag_error(&diag, loc_at(STR("calque"), 0),
			   _("'units' needs the files to look at"));
	if (ok && choose_dialect(inv, &cfg, &diag)) {
		if (as_json)
			json_open(&json, NULL, '[');
		for (size_t i = 0; i < inv->n_pages; i++)
			write_file(inv->pages[i], &cfg, inv,
				   as_json ? &json : NULL, &diag);
		if (as_json) {
			json_close(&json, ']');
			fwrite(out.p, 1, out.n, stdout);
		}
	}
	diag_flush(&diag, stderr);
	ok = diag.n_errors == 0;
	config_release(&cfg);
	diag_release(&diag);
	buf_release(&out);
	return ok ? STATUS_FINE : STATUS_TROUBLE;
}

const struct command command_units = {
	"units",
	N_("FILE..."),
	N_("show how a page is split"),
	run,
	{
		{ "calque units content/en/a.md",
		  N_("what translators get of a page") },
		{ "calque units -v content/en/a.md",
		  N_("with what may be translated, too") },
	},
};
