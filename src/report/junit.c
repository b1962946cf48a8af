/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/junit.h"

#include "base/utf8.h"

/* May the character stand in a document? (XML 1.0, 2.2, without C1) */
static bool
is_char(unsigned long c)
{
	return (c >= ' ' && c < 0x7f) || c == '\t' || c == '\n' || c == '\r' ||
	       (c >= 0xa0 && c != 0xfffe && c != 0xffff);
}

/* In a text or an attribute between ". */
static void
add_escaped(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		unsigned long c;
		size_t n = utf8_decode(s, i, &c);

		if (!n || !is_char(c))
			buf_add_utf8(out, 0xfffd);
		else if (c < ' ' || c == '&' || c == '<' || c == '>' ||
			 c == '"' || c == '\'')
			buf_addf(out, "&#%lu;", c);
		else
			buf_add(out, str_sub(s, i, i + n));
		i += n ? n : 1;
	}
}

static void
add_attribute(struct buf *out, const char *name, struct str value)
{
	buf_addf(out, " %s=\"", name);
	add_escaped(out, value);
	buf_add_byte(out, '"');
}

static bool
is_failure(const struct finding *f, const struct findings_site *site)
{
	return f->severity == SEVERITY_ERROR ||
	       (site->strict && f->severity == SEVERITY_WARNING);
}

static void
add_place(struct buf *out, const struct finding *f,
	  const struct findings_site *site)
{
	struct buf path = { 0 };

	findings_add_path(site, f->path, &path);
	add_attribute(out, "classname", buf_str(&path));
	add_attribute(out, "file", buf_str(&path));
	if (f->line)
		buf_addf(out, " line=\"%zu\"", f->line);
	buf_release(&path);
}

static void
write_case(const struct finding *f, const struct findings_site *site,
	   struct buf *out)
{
	const char *element = is_failure(f, site) ? "failure" : "system-out";
	struct buf name = { 0 }, message = { 0 };

	buf_addf(&name, "[%s] %.*s", f->id, STR_FMT(f->text));
	buf_add_str(out, "    <testcase");
	add_attribute(out, "name", buf_str(&name));
	add_place(out, f, site);
	buf_addf(out, ">\n      <%s", element);
	if (is_failure(f, site)) {
		add_attribute(out, "type", str_of(severity_name(f->severity)));
		add_attribute(out, "message", f->text);
	}
	buf_add_byte(out, '>');
	findings_add_message(f, &message);
	add_escaped(out, buf_str(&message));
	buf_addf(out, "</%s>\n    </testcase>\n", element);
	buf_release(&name);
	buf_release(&message);
}

/* tests="" and failures="" of a language. */
static void
add_counts(struct buf *out, const struct findings *list,
	   const struct findings_site *site, struct str language)
{
	size_t tests = 0, failures = 0;

	for (size_t i = 0; i < list->n; i++) {
		const struct finding *f = &list->items[i];

		if (!str_eq(f->language, language))
			continue;
		tests++;
		failures += is_failure(f, site);
	}
	buf_addf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"0\"",
		 tests ? tests : 1, failures);
}

static size_t
write_suite(const struct findings *list, const struct findings_site *site,
	    struct str language, struct buf *out)
{
	size_t n = 0;

	buf_add_str(out, "  <testsuite");
	add_attribute(out, "name", language);
	add_counts(out, list, site, language);
	buf_add_str(out, ">\n");
	for (size_t i = 0; i < list->n; i++) {
		if (!str_eq(list->items[i].language, language))
			continue;
		write_case(&list->items[i], site, out);
		n++;
	}
	if (!n) {
		buf_add_str(out, "    <testcase name=\"no findings\"");
		add_attribute(out, "classname", language);
		buf_add_str(out, "/>\n");
	}
	buf_add_str(out, "  </testsuite>\n");
	return n ? n : 1;
}

void
findings_write_junit(const struct findings *list,
		     const struct findings_site *site, struct buf *out)
{
	struct buf suites = { 0 };
	size_t tests = 0, failures = 0;

	for (size_t i = 0; i < site->n_languages; i++)
		tests += write_suite(list, site, site->languages[i], &suites);
	for (size_t i = 0; i < list->n; i++)
		failures += is_failure(&list->items[i], site);
	buf_addf(out,
		 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		 "<testsuites name=\"calque\" tests=\"%zu\" failures=\"%zu\" "
		 "errors=\"0\">\n",
		 tests, failures);
	buf_add(out, buf_str(&suites));
	buf_add_str(out, "</testsuites>\n");
	buf_release(&suites);
}
