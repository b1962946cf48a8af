#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# table.sh FOLDER - make doc/torture.md of the logs NAME.log that `make torture`
# left in FOLDER. The last line of each log is "# ended STATUS".
LC_ALL=C
export LC_ALL
cd "$1" || exit 1

# counted WHAT: the sum of the lines "# count WHAT NUMBER"
counted() {
	cat ./*.log | awk -v what="$1" '
		$1 == "#" && $2 == "count" && $3 == what { n += $4 }
		END { print n + 0 }'
}

# failed PATTERN LOG...: how many checks failed that PATTERN names
failed() {
	pattern=$1
	shift
	cat "$@" 2>/dev/null | grep '^not ok' | grep -Ec "$pattern"
}

died() {
	grep -hv '^# ended 0$' ./*.log | grep -c '^# ended '
}

cat <<TEXT
# Torture

Made by \`make torture\`, which runs the tests of faults at full length, hostile
pages of all kinds, and each fuzz target for a while. \`make check\` runs a short
version of each. What is tried stands in \`tests/faults\`,
\`tests/unit/page_cost_test.c\` and \`tests/fuzz\`.

| | |
|---|---|
| bad inputs tried | $(counted inputs) |
| runs killed (\`kill -9\`) | $(counted kills) |
| checks of runs at once | $(counted faults) |
| pages and catalogs lost or torn | $(failed . kill.log lock.log hostile.log) |
| translations lost | $(failed 'lost|dropped' ./*fuzz.log) |
| structures broken | $(failed 'break|broken|own texts' ./*fuzz.log) |
| inputs that cost more than their length | $(failed . page_cost_test.log) |
| deaths of a process | $(($(counted deaths) + $(died))) |
| other checks that failed | $(failed . ./*fuzz.log) |

| fuzz target | executions | failed checks |
|---|---|---|
TEXT
for log in ./*fuzz.log; do
	name=${log#./}
	echo "| ${name%.log} |" \
		"$(sed -n 's/^# \([0-9]*\) .*/\1/p' "$log" | tail -n 1) |" \
		"$(failed . "$log") |"
done
cat <<'TEXT'

## Known limits

A translated value of front matter is proved by reading the front matter again,
so a page with thousands of them takes time with the square of their number:
2,000 take about 4 seconds.

`md_fuzz` finds, once in 100,000 random pages, a definition list with an empty or
fenced definition whose texts are split otherwise when they are replaced by short
ones.
TEXT
