/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * date - the days of commits, always in UTC: the same on every machine.
 *
 * Times are seconds since 1970. One that no calendar has is "?".
 */
#ifndef CALQUE_REPORT_DATE_H
#define CALQUE_REPORT_DATE_H

#include "base/buf.h"

void date_add_day(struct buf *out, long long time);  /* 2025-03-04 */
void date_add_time(struct buf *out, long long time); /* 2025-03-04T05:06:07Z */

/* Whole days from `time` to `now`; 0 where that is not before. */
size_t date_age_days(long long time, long long now);

#endif
