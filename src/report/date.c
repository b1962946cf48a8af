/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/date.h"

#include <time.h>

static void
add(struct buf *out, long long time, const char *format)
{
	time_t seconds = (time_t)time;
	struct tm tm;
	char text[64];

	if (seconds == time && gmtime_r(&seconds, &tm) &&
	    strftime(text, sizeof(text), format, &tm))
		buf_add_str(out, text);
	else
		buf_add_byte(out, '?');
}

void
date_add_day(struct buf *out, long long time)
{
	add(out, time, "%Y-%m-%d");
}

void
date_add_time(struct buf *out, long long time)
{
	add(out, time, "%Y-%m-%dT%H:%M:%SZ");
}

size_t
date_age_days(long long time, long long now)
{
	/* in between, the difference cannot overflow */
	if (time >= now || (time < 0 && now > 0x7fffffffffffffff + time))
		return 0;
	return (size_t)((now - time) / 86400);
}
