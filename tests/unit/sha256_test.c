/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sha256.h"
#include "unit/tap.h"

/* `printf TEXT | openssl dgst -sha256 -binary | base64` */
static const struct {
	size_t n; /* times "a" */
	const char *hash;
} lengths[] = {
	{ 0, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" },
	{ 1, "ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=" },
	{ 55, "n0OQ+NMMLdkuyfCVtl4rmumwqSWlJY4kHJ8ekQ9zQxg=" },
	{ 56, "s1Q5pKxvCUi21vnjxq8PX1kM4g8b3nCQ73lwaG7Gc4o=" },
	{ 63, "fT50oF19sVvOStnsBljqmOPwbu7PFrTG//LaRX3cLzQ=" },
	{ 64, "/+BU/nrgy23GXDr5th1SCfQ5hR20PQulmXM33xVGaOs=" },
	{ 65, "Y1NhxIu56rFBmOduqKt/GkFoXWrWKqkUbTAdTxfrCuA=" },
	{ 119, "MeulHDE6XAgiat8Y1KNZz9/Y0ugWsT9K+VL36mWE3Ps=" },
	{ 128, "aDbPE7rEAOkQUHHNavRwhN+srU5eMCyUv+0k4BOvtz4=" },
	{ 1000000, "zcduXJkU+5KBocfihNc+Z/GAmkiklyAOBG05zMcRLNA=" },
};

int
main(void)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		struct buf text = { 0 };

		buf_add_fill(&text, 'a', lengths[i].n);
		buf_clear(&out);
		sha256_add_base64(buf_str(&text), &out);
		is_str(buf_str(&out), str_of(lengths[i].hash), "length");
		buf_release(&text);
	}
	buf_clear(&out);
	sha256_add_base64(STR("abc"), &out);
	is_str(buf_str(&out),
	       STR("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
	       "abc, of FIPS 180-4");
	buf_release(&out);
	return tap_done();
}
