/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * host - the host of an address, and whether it pretends to be another one
 * (ICU's uspoof: Unicode Technical Standard 39).
 */
#ifndef CALQUE_CHECK_HOST_H
#define CALQUE_CHECK_HOST_H

#include "base/buf.h"

/*
 * The host of `https://user@host:80/path` or `//host/path`, borrowed; no string
 * where the address has none.
 */
struct str host_of(struct str address);

/*
 * Append what a host looks like: hosts that people take for each other give the
 * same bytes. Cost: ICU opens a checker.
 */
void host_look(struct str host, struct buf *out);

/*
 * Does the host mix scripts that nobody mixes, or does the address have a user
 * with a dot, as https://good.org@bad.org/?
 */
bool host_is_deceptive(struct str host, struct str address);

#endif
