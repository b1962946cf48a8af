# SPDX-License-Identifier: GPL-3.0-or-later
#
# faults.sh - what the tests of faults share. They print TAP; `make torture`
# sets TORTURE for the long runs, and reads the lines "# count WHAT NUMBER" for
# the table in doc/torture.md.

: "${top_srcdir:=.}"
: "${CALQUE:=$top_srcdir/build/calque}"
LC_ALL=C
export LC_ALL
umask 022

n_checks=0

# ok STATUS TEXT
ok() {
	n_checks=$((n_checks + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n_checks - $2"
	else
		echo "not ok $n_checks - $2"
	fi
}

skip() {
	n_checks=$((n_checks + 1))
	echo "ok $n_checks - $1 # SKIP $2"
}

done_testing() {
	echo "1..$n_checks"
	exit 0
}

# pick LONG SHORT: how much is done under `make torture`, and else.
pick() {
	if [ "${TORTURE-}" ]; then
		echo "$1"
	else
		echo "$2"
	fi
}

clean_up() {
	cd /
	mount 2>/dev/null | awk -v t="$tmp/" 'index($3, t) == 1 { print $3 }' |
		while read -r dir; do
		umount "$dir"
	done
	chmod -R u+rwx "$tmp" && rm -rf "$tmp"
}

# An empty folder to work in, in memory where there is one, and a cache of our
# own in it.
[ "${TMPDIR-}" ] || [ ! -w /dev/shm ] || TMPDIR=/dev/shm
tmp=$(mktemp -d "${TMPDIR:-/tmp}/calque-faults.XXXXXX") || exit 1
trap clean_up EXIT
trap 'exit 1' HUP INT TERM
XDG_CACHE_HOME=$tmp/cache
export XDG_CACHE_HOME
cd "$tmp" || exit 1

# make_pages N ROOT PREFIX CHANGE: N pages of ten texts below ROOT; each word of
# text begins with PREFIX, and each CHANGE-th text (0: none) is another one.
make_pages() {
	awk -v n="$1" -v root="$2" -v prefix="$3" -v change="$4" '
	function text(page, k,   i, s, seed) {
		seed = page * 13 + k * 7
		if (change && (page * 10 + k) % change == 0)
			s = prefix "fresh "
		for (i = 0; i < 12; i++) {
			seed = (seed * 1103 + 12345) % 65536
			s = s prefix "w" seed % 997 " "
		}
		return s prefix "p" page "."
	}
	BEGIN {
		for (p = 0; p < n; p++) {
			dir = root "/d" p % 7
			if (!(dir in made))
				system("mkdir -p " dir)
			made[dir] = 1
			file = dir "/p" p ".md"
			print "---\ntitle: " prefix "Title " p "\n---\n" >file
			for (k = 0; k < 10; k++)
				print (k % 3 == 1 ? "- " : "") text(p, k) "\n" >file
			close(file)
		}
	}'
}

# make_config DIR
make_config() {
	mkdir -p "$1"
	cat >"$1/calque.yaml" <<YAML
source: en
languages: [es]
pages:
  - source: content/en/{path}.{ext}
    target: content/es/{path}.{ext}
    po: po/es/{path}.po
dialect: hugo
YAML
}

# translate DIR: give each message of its catalogs a translation.
translate() {
	find "$1" -name '*.po' | while IFS= read -r po; do
		awk '/^msgid "./ { text = substr($0, 8) }
			/^msgstr ""$/ && text { $0 = "msgstr \"T " text }
			/^$/ { text = "" }
			{ print }' "$po" >"$po.new" && mv "$po.new" "$po"
	done
}
