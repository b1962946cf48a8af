/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * host - the host of an address, and whether it pretends to be another one
 * (ICU's uspoof: Unicode Technical Standard 39).
 */
#ifndef CALQUE_CHECK_HOST_H
#define CALQUE_CHECK_HOST_H

#include "base/str.h"

/*
 * The host of `https://user@host:80/path` or `//host/path`, borrowed; no string
 * where the address has none.
 */
struct str host_of(struct str address);

/* Do two different hosts look alike? */
bool host_is_confusable(struct str a, struct str b);

/*
 * Does the host mix scripts that nobody mixes, or does the address have a user
 * with a dot, as https://good.org@bad.org/?
 */
bool host_is_deceptive(struct str host, struct str address);

#endif
