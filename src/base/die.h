/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * die - the world failed (memory, a full disk under stdout): say so, exit 2.
 *
 * Never for the user's files: those are reported through diag.h and the run
 * goes on.
 */
#ifndef CALQUE_BASE_DIE_H
#define CALQUE_BASE_DIE_H

_Noreturn void die(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
