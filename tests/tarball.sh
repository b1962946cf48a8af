#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# tarball.sh TARBALL - a release builds, installs, speaks Spanish and goes away
# again on a machine that has no autotools, gettext tools, git, perl or Python.
set -eu

tarball=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/calque-tarball.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM

say() {
	printf '%s\n' "tarball: $*"
}

fail() {
	say "$*" >&2
	exit 1
}

# A folder with all programs but those.
mkdir "$work/bin"
old_ifs=$IFS
IFS=:
for dir in $PATH; do
	for program in "$dir"/*; do
		case ${program##*/} in
		aclocal* | auto* | msg* | xgettext | gettext* | git | git-* | \
			perl* | python* | clang*) ;;
		*) [ ! -x "$program" ] || [ -e "$work/bin/${program##*/}" ] ||
			ln -s "$program" "$work/bin/" ;;
		esac
	done
done
IFS=$old_ifs

cd "$work"
xz -dc "$tarball" | tar -xf -
cd calque-*
PATH=$work/bin
./configure --quiet --prefix="$work/inst"
make -s -j2
make -s install >/dev/null
calque=$work/inst/bin/calque
[ "$(LC_ALL=C "$calque" version | head -n 1)" = \
	"$(basename "$(pwd)" | tr - ' ')" ] || fail 'the version is another one'
LC_ALL=C.UTF-8 LANGUAGE=es "$calque" version | grep -q 'software libre' ||
	fail 'the messages are not translated'
[ -s "$work/inst/share/man/man1/calque.1" ] || fail 'there is no manual'
CALQUE=$calque DEMO_DIR=$work/demo sh examples/demo.sh >/dev/null ||
	fail 'the demo failed'
make -s uninstall >/dev/null
[ -z "$(find "$work/inst" ! -type d)" ] || {
	find "$work/inst" ! -type d
	fail 'these were left behind'
}

# The same below DESTDIR: nothing may be written elsewhere.
make -s install DESTDIR="$work/dest" >/dev/null
[ -x "$work/dest$calque" ] && [ -z "$(find "$work/inst" ! -type d)" ] ||
	fail 'DESTDIR was not heeded'
say 'builds, installs, runs and goes away'
