# SPDX-License-Identifier: GPL-3.0-or-later
#
# lint - what the lints share. A lint prints one TAP line per rule.

n_reports=0

# report RULE FAULTS: one fault a line; none is a pass
report() {
	n_reports=$((n_reports + 1))
	if [ -z "$2" ]; then
		echo "ok $n_reports - $1"
	else
		echo "not ok $n_reports - $1"
		printf '%s\n' "$2" | sed 's/^/# /'
	fi
}

finish() {
	echo "1..$n_reports"
}

# The C files of the given folders, sorted.
c_files() {
	find "$@" -name '*.[ch]' | LC_ALL=C sort
}

# Comments and strings hold words that are no code; base/i18n.h defines the
# markers.
files_with_messages() {
	c_files src | while read -r file; do
		[ "$file" = src/base/i18n.h ] && continue
		if grep -Eq '(^|[^A-Za-z0-9_"])(_|N_|ngettext)\("' "$file"
		then
			echo "$file"
		fi
	done
}
