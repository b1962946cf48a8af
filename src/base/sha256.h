/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sha256 - the hash of FIPS 180-4, for a Content-Security-Policy.
 */
#ifndef CALQUE_BASE_SHA256_H
#define CALQUE_BASE_SHA256_H

#include "base/buf.h"

#define SHA256_BYTES 32

/* Cost: O(s). */
void sha256(struct str s, unsigned char out[SHA256_BYTES]);

/* Append the hash of s in base64, as in script-src 'sha256-...'. */
void sha256_add_base64(struct str s, struct buf *out);

#endif
