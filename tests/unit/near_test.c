/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/near.h"
#include "unit/tap.h"

/* What the hint is for `name` among commands of the kind that calque has. */
static void
is_hint(const char *name, const char *hint)
{
	struct near near = near_to(str_of(name));

	near_try_words(&near, "init units sync build status check");
	near_try(&near, STR("max_page_words_behind"));
	is_str(str_of(near_hint(&near)), str_of(hint), name);
}

int
main(void)
{
	char longest[NEAR_MAX_BYTES + 2];

	is_hint("buil", "; did you mean 'build'?");
	is_hint("buildd", "; did you mean 'build'?");
	is_hint("bvild", "; did you mean 'build'?");
	is_hint("biuld", "; did you mean 'build'?");
	is_hint("snyc", "; did you mean 'sync'?");
	is_hint("Check", "; did you mean 'check'?");
	is_hint("max-page-words-behind", "; did you mean "
					 "'max_page_words_behind'?");
	is_hint("max-page-words-behnid", "");
	is_hint("stats", "; did you mean 'status'?");
	is_hint("translate", "");
	is_hint("ci", "");
	is_hint("in", "");
	is_hint("", "");

	memset(longest, 'a', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	is_hint(longest, "");
	return tap_done();
}
