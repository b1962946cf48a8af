# A repository with the merge driver, for the merge-* cases: sourced by args.
cat >.gitattributes <<'ATTRIBUTES'
*.po merge=calque
ATTRIBUTES
git init -q -b main .
git config merge.calque.driver 'calque merge-po %O %A %B %P'
commit() { git add -A && git commit -qm "$1"; }
replace() { sed "s/$1/$2/" "$3" >t && cat t >"$3" && rm t; }
translate() { sed "/^msgid \"$1/{n;s/\"\"/\"$2\"/;}" "$3" >t && cat t >"$3" && rm t; }
calque sync -q
commit base
