/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/host.h"

#include "base/die.h"

#include <unicode/uidna.h>
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

/* Append the host as people see it: xn-- labels decoded (UTS 46). */
static void
add_shown(struct str host, struct buf *out)
{
	UErrorCode error = U_ZERO_ERROR;
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	UIDNA *idna = uidna_openUTS46(UIDNA_DEFAULT, &error);
	char shown[512];
	int32_t n;

	if (U_FAILURE(error))
		die("ICU: %s", u_errorName(error));
	n = uidna_nameToUnicodeUTF8(idna, host.p, (int32_t)host.n, shown,
				    sizeof(shown), &info, &error);
	uidna_close(idna);
	if (U_SUCCESS(error) && n >= 0 && (size_t)n <= sizeof(shown))
		buf_add(out, str_make(shown, (size_t)n));
	else
		buf_add(out, host); /* no host has so many letters */
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

static void
add_skeleton(const USpoofChecker *checker, const struct buf *host,
	     struct buf *out)
{
	UErrorCode error = U_ZERO_ERROR;
	char skeleton[2048];
	int32_t n =
		uspoof_getSkeletonUTF8(checker, 0, host->p, (int32_t)host->n,
				       skeleton, sizeof(skeleton), &error);

	if (U_SUCCESS(error) && n >= 0 && (size_t)n <= sizeof(skeleton))
		buf_add(out, str_make(skeleton, (size_t)n));
	else
		buf_add(out, buf_str(host));
}

/* In lower case behind the skeleton: that of 0 is O. */
void
host_look(struct str host, struct buf *out)
{
	struct buf shown = { 0 };
	size_t begin = out->n;
	USpoofChecker *checker;

	add_shown(host, &shown);
	if (shown.n) {
		checker = checker_new();
		add_skeleton(checker, &shown, out);
		uspoof_close(checker);
	}
	for (size_t i = begin; i < out->n; i++)
		out->p[i] = (char)ascii_lower(out->p[i]);
	buf_release(&shown);
}

static bool
mixes_scripts(struct str host)
{
	UErrorCode error = U_ZERO_ERROR;
	struct buf shown = { 0 };
	USpoofChecker *checker = checker_new();
	int32_t found;

	add_shown(host, &shown);
	uspoof_setRestrictionLevel(checker, USPOOF_HIGHLY_RESTRICTIVE);
	uspoof_setChecks(checker, USPOOF_RESTRICTION_LEVEL, &error);
	found = uspoof_checkUTF8(checker, shown.p, (int32_t)shown.n, NULL,
				 &error);
	uspoof_close(checker);
	buf_release(&shown);
	return U_SUCCESS(error) && found != 0;
}

bool
host_is_deceptive(struct str host, struct str address)
{
	struct str authority = authority_of(address);
	struct str user = str_sub(authority, 0, user_end(authority));

	return mixes_scripts(host) || str_find_byte(user, 0, '.') < user.n;
}
