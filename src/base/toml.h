/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * toml - a TOML 1.0 document as the flat list of nodes that yaml.h describes.
 *
 * A table ([a.b]), an array of tables ([[a]]: path "a[]") and a dotted key lead
 * to the same paths as nested YAML does. Nodes below the root are the keys that
 * stand before the first table, and the tables themselves, each with the keys
 * below its line: these are the parts of the text that could be taken out or
 * put elsewhere as a whole.
 *
 * Styles: YAML_PLAIN for numbers, booleans and dates, YAML_SINGLE and
 * YAML_DOUBLE for strings in ' and ", YAML_LITERAL and YAML_FOLDED for those in
 * ''' and """. What the reader does not check: keys that stand twice, and whether
 * a number or date is in range.
 */
#ifndef CALQUE_BASE_TOML_H
#define CALQUE_BASE_TOML_H

#include "base/yaml.h"

/*
 * Read `text`; false on a syntax error (then error and error_line are set and n
 * is 0). Strings live in `arena` or are borrowed from text. The values' line
 * ends are "\n".
 */
bool toml_read(struct str text, struct arena *arena, struct yaml_doc *doc);

/*
 * Append to `out` the scalar `node` of `text` with the value `value`: a string in
 * its own quotes where these can hold it, else in ", a number, boolean or date
 * only as another one. The bytes replace node->span; an unchanged value gives
 * those that stand there. `eol` is used in strings of several lines.
 *
 * Returns false (nothing appended) where it cannot be written. The result was
 * proved by reading the whole text again.
 */
bool toml_encode(struct str text, const struct yaml_doc *doc, size_t node,
		 struct str value, struct str eol, struct buf *out);

#endif
