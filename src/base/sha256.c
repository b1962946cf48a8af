/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sha256.h"

#include <stdint.h>

#define BLOCK_BYTES 64

/* FIPS 180-4, 4.2.2 */
static const uint32_t constants[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
	0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
	0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
	0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
	0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
	0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
	0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t
rotate(uint32_t x, unsigned n)
{
	return x >> n | x << (32 - n);
}

static uint32_t
read_word(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

/* 6.2.2, 1: the words of a block, and those made of them */
static void
schedule(const unsigned char *block, uint32_t w[64])
{
	for (size_t t = 0; t < 16; t++)
		w[t] = read_word(block + 4 * t);
	for (size_t t = 16; t < 64; t++) {
		uint32_t a = w[t - 15], b = w[t - 2];

		a = rotate(a, 7) ^ rotate(a, 18) ^ a >> 3;
		b = rotate(b, 17) ^ rotate(b, 19) ^ b >> 10;
		w[t] = a + b + w[t - 7] + w[t - 16];
	}
}

/* 6.2.2, 2 to 4; v is a to h */
static void
add_block(uint32_t hash[8], const unsigned char *block)
{
	uint32_t w[64], v[8];

	schedule(block, w);
	memcpy(v, hash, sizeof(v));
	for (size_t t = 0; t < 64; t++) {
		uint32_t s1 =
			rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
		uint32_t s0 =
			rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
		uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
		uint32_t majority =
			(v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
		uint32_t t1 = v[7] + s1 + choice + constants[t] + w[t];

		memmove(v + 1, v, 7 * sizeof(*v));
		v[4] += t1;
		v[0] = t1 + s0 + majority;
	}
	for (size_t i = 0; i < 8; i++)
		hash[i] += v[i];
}

/* 5.1.1: the last bytes, a 1 bit, zeros, and the length in bits */
static void
add_end(uint32_t hash[8], struct str rest, unsigned long long n_bits)
{
	unsigned char block[2 * BLOCK_BYTES] = { 0 };
	size_t n = rest.n + 9 > BLOCK_BYTES ? 2 * BLOCK_BYTES : BLOCK_BYTES;

	if (rest.n)
		memcpy(block, rest.p, rest.n);
	block[rest.n] = 0x80;
	for (size_t i = 0; i < 8; i++)
		block[n - 1 - i] = (unsigned char)(n_bits >> 8 * i);
	for (size_t i = 0; i < n; i += BLOCK_BYTES)
		add_block(hash, block + i);
}

void
sha256(struct str s, unsigned char out[SHA256_BYTES])
{
	uint32_t hash[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
			     0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
	size_t i = 0;

	for (; s.n - i >= BLOCK_BYTES; i += BLOCK_BYTES)
		add_block(hash, (const unsigned char *)s.p + i);
	add_end(hash, str_from(s, i), (unsigned long long)s.n * 8);
	for (i = 0; i < SHA256_BYTES; i++)
		out[i] = (unsigned char)(hash[i / 4] >> (24 - i % 4 * 8));
}

void
sha256_add_base64(struct str s, struct buf *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned char hash[SHA256_BYTES + 1] = { 0 };

	sha256(s, hash);
	for (size_t i = 0; i < SHA256_BYTES; i += 3) {
		unsigned long bits = (unsigned long)hash[i] << 16 |
				     (unsigned long)hash[i + 1] << 8 |
				     (i + 2 < SHA256_BYTES ? hash[i + 2] : 0u);

		for (unsigned k = 0; k < 4; k++)
			buf_add_byte(out, digits[bits >> (18 - 6 * k) & 63]);
	}
	out->p[out->n - 1] = '='; /* 32 bytes: one is missing */
}
