#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# demo - the main job on the example blog: how a post is split, what a catalog
# looks like, the Spanish posts that come out, and what happens when a post
# changes. CALQUE names the program, DEMO_DIR the folder to work in.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
: "${CALQUE:=calque}"
: "${DEMO_DIR:=$(mktemp -d "${TMPDIR:-/tmp}/calque-demo.XXXXXX")}"
post=posts/first-station

title() {
	printf '\n== %s\n\n' "$1"
}

rm -rf "$DEMO_DIR/blog"
mkdir -p "$DEMO_DIR"
cp -R "$here/blog" "$DEMO_DIR/blog"
cd "$DEMO_DIR/blog"

title "A post in English, and the units that calque sees in it"
"$CALQUE" units "content/en/$post.md" | head -n 16
echo "   ..."

title "The catalog that a translator edits (po/es/$post.po)"
grep -B 3 -A 1 '^msgid "Keep the rain out"' "po/es/$post.po"

title "calque sync: are the catalogs in line with the posts?"
"$CALQUE" sync

title "calque build: the Spanish posts"
"$CALQUE" build

title "The same lines in both languages"
sed -n '13,17p' "content/en/$post.md"
echo
sed -n '11,15p' "content/es/$post.md"

title "An editor changes a sentence, and syncs again"
sed 's/less than \*80 euros\*/less than *90 euros*/' \
	"content/en/$post.md" >post.tmp
mv post.tmp "content/en/$post.md"
"$CALQUE" sync
"$CALQUE" build
echo
grep -n 'euros' "content/es/$post.md"
echo "(the changed paragraph shows the source until it is translated)"

title "Look around"
cat <<END
  posts in English   $DEMO_DIR/blog/content/en/posts/
  catalogs           $DEMO_DIR/blog/po/es/posts/
  posts in Spanish   $DEMO_DIR/blog/content/es/posts/

Change a msgstr in a catalog, then run
  cd $DEMO_DIR/blog && $CALQUE build
END
