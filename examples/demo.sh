#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# demo - the main job on the example blog: how a post is split, what a catalog
# looks like, the Spanish posts that come out, what happens when a post changes,
# and a translated post on its way into a catalog and back.
#
# CALQUE names the program, DEMO_DIR the folder to work in. The first step that
# fails ends the demo with its exit status.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
: "${CALQUE:=calque}"
: "${DEMO_DIR:=$(mktemp -d "${TMPDIR:-/tmp}/calque-demo.XXXXXX")}"
mkdir -p "$DEMO_DIR"
work=$(cd "$DEMO_DIR" && pwd)
post=posts/first-station

title() {
	printf '\n== %s\n\n' "$1"
}

# run ARGUMENT...: show the command line, and run it
run() {
	printf '$ calque %s\n' "$*"
	"$CALQUE" "$@"
}

# entry CATALOG TEXT: the entry of a catalog that holds TEXT
entry() {
	awk -v text="$2" 'BEGIN { RS = "" } index($0, text)' "$1"
}

# shortcode FILE NAME: the first such shortcode of a page or a diff
shortcode() {
	awk -v name="{{< $2 " 'index($0, name) { on = 1 } on
		on && />}}/ { exit }' "$1"
}

rm -rf "$work/blog"
cp -R "$here/blog" "$work/blog"
cd "$work/blog"

title 'What is in a post: its units, each with its line'
run units "content/en/$post.md" >../units
sed 15q ../units
echo '...'

title 'The catalogs that translators edit, brought in line with the posts'
run sync
echo
entry "po/es/$post.po" 'The mast, two hours'
echo
entry po/es/posts/a-night-of-wind.po 'fuzzy'

title 'The Spanish posts'
run build
echo
diff -u "content/en/$post.md" "content/es/$post.md" >../diff || :
shortcode ../diff image
echo '(texts are replaced; all else is the same, byte for byte)'

title 'Once more: nothing has changed, so nothing is written'
run build

title 'An editor changes a price, from 80 euros to 90'
sed 's/\*80 euros\*/*90 euros*/' "content/en/$post.md" >../post
cp ../post "content/en/$post.md"
run sync
run diff "content/en/$post.md"
run build
echo
entry "po/es/$post.po" '*90 euros*'
echo
echo '(fuzzy: the old translation stands there, with the source that it was made'
echo 'for; until a translator has looked, this paragraph shows the source)'

title 'What is behind?'
run status

title 'There and back: a translated post makes a catalog, and is built from it'
set -- --source content/en/posts/workshop.md --po ../workshop.po --locale es
run import "$@" --target content/es/posts/workshop.md
run build "$@" --target ../workshop.md
cmp content/es/posts/workshop.md ../workshop.md
echo '(the same, byte for byte)'

title 'Look around'
cat <<END
  the posts          $work/blog/content/en/
  the catalogs       $work/blog/po/es/
  the Spanish posts  $work/blog/content/es/

Translate a text in a catalog, then run
  $CALQUE -C $work/blog build
END
