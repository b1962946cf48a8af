/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/host.h"

#include "base/buf.h"
#include "base/die.h"

#include <unicode/uspoof.h>

/* What stands between "//" and the path, with user and port; or no string. */
static struct str
authority_of(struct str address)
{
	size_t at = str_find(address, 0, STR("//")), end;

	if (at == address.n || (at && address.p[at - 1] != ':') || at > 12)
		return (struct str){ 0 };
	end = at += 2;
	while (end < address.n && !strchr("/?#\\", address.p[end]))
		end++;
	return str_sub(address, at, end);
}

static size_t
user_end(struct str authority)
{
	size_t at = 0;

	for (size_t i = 0; i < authority.n; i++)
		if (authority.p[i] == '@')
			at = i + 1;
	return at;
}

struct str
host_of(struct str address)
{
	struct str host = authority_of(address);

	if (!host.p)
		return host;
	host = str_from(host, user_end(host));
	return str_sub(host, 0, str_find_byte(host, 0, ':'));
}

static USpoofChecker *
checker_new(void)
{
	UErrorCode error = U_ZERO_ERROR;
	USpoofChecker *checker = uspoof_open(&error);

	if (U_FAILURE(error))
		die("ICU: %s", u_errorName(error));
	return checker;
}

bool
host_is_confusable(struct str a, struct str b)
{
	UErrorCode error = U_ZERO_ERROR;
	USpoofChecker *checker;
	bool alike;

	if (str_eq_nocase(a, b))
		return false;
	checker = checker_new();
	alike = uspoof_areConfusableUTF8(checker, a.p, (int32_t)a.n, b.p,
					 (int32_t)b.n, &error) != 0;
	uspoof_close(checker);
	return U_SUCCESS(error) && alike;
}

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

static bool
mixes_scripts(struct str host)
{
	UErrorCode error = U_ZERO_ERROR;
	USpoofChecker *checker;
	int32_t found;

	if (is_ascii(host))
		return false;
	checker = checker_new();
	uspoof_setRestrictionLevel(checker, USPOOF_HIGHLY_RESTRICTIVE);
	found = uspoof_checkUTF8(checker, host.p, (int32_t)host.n, NULL,
				 &error);
	uspoof_close(checker);
	return U_SUCCESS(error) && found != 0;
}

bool
host_is_deceptive(struct str host, struct str address)
{
	struct str authority = authority_of(address);
	struct str user = str_sub(authority, 0, user_end(authority));

	return mixes_scripts(host) || str_find_byte(user, 0, '.') < user.n;
}
