/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/status_html.h"

#include "base/i18n.h"
#include "report/date.h"
#include "report/html.h"

/* Sizes in units of the plot; places in tenths of them. */
#define WIDTH 900
#define LEFT 44
#define RIGHT 790
#define TOP 14
#define MIN_HEIGHT 260
#define LABEL_HEIGHT 15
#define N_STYLES 10 /* .s0 to .s9 of status.css */
#define N_DATES 5

struct line {
	struct str language;
	const struct status_point *points;
	size_t n;
	long end_y;   /* tenths */
	long label_y; /* tenths */
};

struct plot {
	struct line *lines;
	size_t n;
	long long begin, end; /* times */
	size_t bottom;
	struct buf *out;
};

static size_t
percent_of(const struct status_point *p)
{
	struct audit_counts c = { .total.words = p->words_total,
				  .translated.words = p->words_done };

	return tally_percent(&c);
}

/* ---- places ---- */

static long
x_of(const struct plot *plot, long long time)
{
	double share = (double)(time - plot->begin) /
		       (double)(plot->end - plot->begin);

	return LEFT * 10 + (long)(share * (RIGHT - LEFT) * 10 + 0.5);
}

/* share  0 to 1 */
static long
y_of(const struct plot *plot, double share)
{
	return (long)plot->bottom * 10 -
	       (long)(share * (double)(plot->bottom - TOP) * 10 + 0.5);
}

static long
y_of_point(const struct plot *plot, const struct status_point *p)
{
	double share = 1;

	if (p->words_done < p->words_total)
		share = (double)p->words_done / (double)p->words_total;
	return y_of(plot, share);
}

/* ---- lines ---- */

static void
find_lines(const struct status_site *site, struct arena *arena,
	   struct plot *plot)
{
	size_t cap = 0;

	for (size_t i = 0; i < site->n_points; i++) {
		const struct status_point *p = &site->points[i];
		struct line line = { .language = p->language, .points = p };

		if (!i || p->time < plot->begin)
			plot->begin = p->time;
		if (!i || p->time > plot->end)
			plot->end = p->time;
		if (!i || !str_eq(p->language, p[-1].language))
			ARENA_PUSH(arena, plot->lines, plot->n, cap, line);
		plot->lines[plot->n - 1].n++;
	}
}

/*
 * Labels stand at the ends of their lines, from the top down, each below the one
 * before; what would hang out at the bottom is moved up. Cost: O(n * n).
 */
static void
place_labels(struct plot *plot, struct arena *arena)
{
	struct line **order = arena_array(arena, plot->n, sizeof(*order));
	long floor = (long)plot->bottom * 10 + LABEL_HEIGHT * 10;

	for (size_t i = 0; i < plot->n; i++) {
		struct line *line = &plot->lines[i];
		size_t k = i;

		line->end_y = y_of_point(plot, &line->points[line->n - 1]);
		for (; k && order[k - 1]->end_y > line->end_y; k--)
			order[k] = order[k - 1];
		order[k] = line;
	}
	for (size_t i = 0; i < plot->n; i++) {
		long least = i ? order[i - 1]->label_y + LABEL_HEIGHT * 10 : 0;

		order[i]->label_y =
			order[i]->end_y > least ? order[i]->end_y : least;
	}
	for (size_t i = plot->n; i--;) {
		floor -= LABEL_HEIGHT * 10;
		if (order[i]->label_y <= floor)
			break;
		order[i]->label_y = floor;
	}
}

static void
add_place(struct buf *out, long tenths)
{
	buf_addf(out, "%ld.%ld", tenths / 10, tenths % 10);
}

static void
write_line(const struct plot *plot, size_t i)
{
	const struct line *line = &plot->lines[i];
	struct buf *out = plot->out;

	buf_addf(out, "<polyline class=\"s%zu\" points=\"", i % N_STYLES);
	for (size_t k = 0; k < line->n; k++) {
		buf_add_str(out, k ? " " : "");
		add_place(out, x_of(plot, line->points[k].time));
		buf_add_byte(out, ',');
		add_place(out, y_of_point(plot, &line->points[k]));
	}
	html_addf(out, "\"><title>%t</title></polyline>\n", line->language);
}

static void
write_label(const struct plot *plot, size_t i)
{
	const struct line *line = &plot->lines[i];
	const struct status_point *last = &line->points[line->n - 1];
	struct buf *out = plot->out;

	buf_addf(out, "<polyline class=\"lead s%zu\" points=\"", i % N_STYLES);
	add_place(out, x_of(plot, last->time));
	buf_add_byte(out, ',');
	add_place(out, line->end_y);
	buf_addf(out, " %d,", RIGHT + 26);
	add_place(out, line->label_y);
	buf_addf(out, "\"/><text class=\"label\" x=\"%d\" y=\"", RIGHT + 31);
	add_place(out, line->label_y + 40);
	html_addf(out, "\">%t %d%%</text>\n", line->language, percent_of(last));
}

/* ---- the frame ---- */

static void
write_grid(const struct plot *plot)
{
	struct buf *out = plot->out;

	for (size_t percent = 0; percent <= 100; percent += 25) {
		long y = y_of(plot, (double)percent / 100);

		buf_addf(out, "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"",
			 LEFT, RIGHT);
		add_place(out, y);
		buf_add_str(out, "\" y2=\"");
		add_place(out, y);
		buf_addf(out, "\"/><text x=\"%d\" text-anchor=\"end\" y=\"",
			 LEFT - 8);
		add_place(out, y + 40);
		buf_addf(out, "\">%zu%%</text>\n", percent);
	}
	for (long i = 0; i < N_DATES; i++) {
		long long time = plot->begin +
				 (plot->end - plot->begin) / (N_DATES - 1) * i;

		buf_addf(out, "<text text-anchor=\"middle\" y=\"%zu\" x=\"",
			 plot->bottom + 20);
		add_place(out, x_of(plot, time));
		buf_add_str(out, "\">");
		date_add_day(out, time);
		buf_add_str(out, "</text>\n");
	}
}

/* ---- the same in numbers ---- */

static void
write_figures(const struct plot *plot)
{
	struct buf *out = plot->out;

	html_addf(out,
		  "<details><summary>%m</summary>\n<table>\n<thead><tr>"
		  "<th scope=\"col\">%m</th><th scope=\"col\">%m</th>"
		  "<th scope=\"col\" class=\"number\">%m</th>"
		  "<th scope=\"col\">%m</th>"
		  "<th scope=\"col\" class=\"number\">%m</th></tr></thead>\n"
		  "<tbody>\n",
		  _("In numbers"), _("Language"), _("From"), _("Translated"),
		  _("To"), _("Translated"));
	for (size_t i = 0; i < plot->n; i++) {
		const struct line *line = &plot->lines[i];
		const struct status_point *last = &line->points[line->n - 1];

		html_addf(out, "<tr><th scope=\"row\">%t</th><td>",
			  line->language);
		date_add_day(out, line->points->time);
		html_addf(out, "</td><td class=\"number\">%d%%</td><td>",
			  percent_of(line->points));
		date_add_day(out, last->time);
		html_addf(out, "</td><td class=\"number\">%d%%</td></tr>\n",
			  percent_of(last));
	}
	buf_add_str(out, "</tbody>\n</table>\n</details>\n");
}

static void
write_plot(struct plot *plot)
{
	struct buf *out = plot->out;

	html_addf(out,
		  "<section aria-labelledby=\"time-title\">\n"
		  "<h2 id=\"time-title\">%m</h2>\n<p class=\"hint\">%m</p>\n"
		  "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
		  "aria-labelledby=\"time-title\">\n",
		  _("Over time"),
		  _("Percentage of words that were translated."));
	html_addf(out,
		  "<svg class=\"plot\" viewBox=\"0 0 %d %d\" role=\"img\" "
		  "aria-label=\"%m\">\n",
		  (size_t)WIDTH, plot->bottom + 30,
		  _("Percentage of translated words over time; the numbers "
		    "follow below."));
	write_grid(plot);
	for (size_t i = 0; i < plot->n; i++)
		write_line(plot, i);
	for (size_t i = 0; i < plot->n; i++)
		write_label(plot, i);
	buf_add_str(out, "</svg>\n</div>\n");
	write_figures(plot);
	buf_add_str(out, "</section>\n");
}

void
status_html_plot(const struct status_site *site, struct buf *out)
{
	struct plot plot = { .out = out };
	struct arena arena = { 0 };

	find_lines(site, &arena, &plot);
	plot.bottom = TOP + LABEL_HEIGHT * plot.n;
	if (plot.bottom < MIN_HEIGHT)
		plot.bottom = MIN_HEIGHT;
	if (plot.n && plot.begin < plot.end) {
		place_labels(&plot, &arena);
		write_plot(&plot);
	}
	arena_release(&arena);
}
