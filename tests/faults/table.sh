#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# table.sh TORTURE FUZZ - make doc/torture.md of what `make torture` left: the
# logs TORTURE/NAME.log, whose last line is "# ended STATUS", and FUZZ/results
# and FUZZ/log of tests/fuzz/run.
LC_ALL=C
export LC_ALL
fuzz=$(cd "$2" 2>/dev/null && pwd)
cd "$1" || exit 1

# counted WHAT: the sum of the lines "# count WHAT NUMBER"
counted() {
	cat ./*.log | awk -v what="$1" '
		$1 == "#" && $2 == "count" && $3 == what { n += $4 }
		END { print n + 0 }'
}

# failed LOG...: how many checks failed
failed() {
	cat "$@" 2>/dev/null | grep -c '^not ok'
}

ended_badly() {
	grep -h '^# ended ' ./*.log | grep -cv '^# ended 0$'
}

# found PATTERN: how many targets found such a thing
found() {
	[ -z "$fuzz" ] || grep -alE "$1" "$fuzz"/log/* 2>/dev/null | wc -l
}

sum() {
	echo $(($(echo "$*" | tr ' ' '+') + 0))
}

cat <<TEXT
# Torture

Made by \`make torture\` in $((($(counted seconds) + 59) / 60)) minutes: all tests of
faults at full length, pages and catalogs of all hostile kinds, a campaign for each
fuzz target. \`make check\` runs a short version of each. What is tried stands in
\`tests/faults\`, \`tests/unit/page_cost_test.c\` and \`tests/fuzz\`.

| | |
|---|---|
| bad inputs tried | $(counted inputs) |
| faults injected | $(sum "$(counted kills)" "$(counted faults)") |
| of them runs killed (\`kill -9\`) | $(counted kills) |
| pages and catalogs lost or torn | $(sum "$(failed kill.log lock.log)" "$(found '^# not: (.*lost|.*dropped|.*given back|own texts)')") |
| structures broken | $(sum "$(found '^# not: (no page is broken|hostile texts)')") |
| deaths of a process | $(sum "$(counted deaths)" "$(ended_badly)" "$(found 'ERROR: (AddressSanitizer|LeakSanitizer|libFuzzer: (timeout|out-of))|runtime error')") |
| inputs that cost more than their length | $(failed page_cost_test.log) |
| other checks that failed | $(sum "$(failed hostile.log)") |

A campaign runs with AddressSanitizer and UndefinedBehaviorSanitizer, and holds
each input to the laws of its target; the first that breaks one is its finding.

| fuzz target | seconds | executions | findings |
|---|---|---|---|
TEXT
[ -z "$fuzz" ] || awk '{ print "| " $1 " | " $2 " | " $3 " | " $4 " |" }' \
	"$fuzz/results"
cat <<'TEXT'

## Known limits

A translated value of front matter is proved by reading the front matter again,
so a page with thousands of them takes time with the square of their number:
2,000 take about 4 seconds.
TEXT
