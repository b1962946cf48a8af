# drift.sh - sites with a history, for the cases drift-*.
#
#   site KIND      go to a copy of the case's site with a history of two commits:
#                  the source was written, then translated
#       pinned     pairs; PIN in a translation becomes the first commit
#       fitted     pairs without a pin
#       catalogs   what `calque import` makes of them
#   commit TEXT    commit all there is, a day after the last commit
#   pages          the pages of `calque status -v`
#   report         the same, then `calque diff`
#   each STORY     run it, commit and report, on a site of each kind; what is
#                  the same for two kinds is shown once

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
case_site=$PWD
day=86400
now=1699920000

commit_added() {
	now=$((now + day))
	GIT_AUTHOR_DATE="$now +0000" GIT_COMMITTER_DATE="$now +0000" \
		git commit -qm "$1"
}

commit() {
	git add -A
	commit_added "$1"
}

# set_pin VALUE: in all translations.
set_pin() {
	grep -rl --include='*.md' 'PIN' . | while IFS= read -r file; do
		sed "s/^.*: *PIN\$/$1/" "$file" >"$file.new"
		mv "$file.new" "$file"
	done
}

site() {
	[ ! -e "$case_site/.git" ] || exit
	cp -R "$case_site" "$TMPDIR/$1"
	cd "$TMPDIR/$1" || exit
	now=1699920000
	git init -q -b main .
	git add calque.yaml en
	commit_added 'write'
	case $1 in
	pinned) set_pin "default_lang_commit: $(git rev-parse HEAD)" ;;
	*) set_pin '# no pin' ;;
	esac
	if [ "$1" = catalogs ]; then
		echo '    po: po/{lang}/{path}.po' >>calque.yaml
		calque import -q
	fi
	commit 'translate'
}

pages() {
	calque status -v | sed -n '/^ *behind/,$p'
}

report() {
	pages
	calque diff
}

each() {
	for kind in pinned fitted catalogs; do
		(
			site "$kind"
			"$1"
			commit 'change'
			report
		) >"$TMPDIR/$kind.out"
	done
	if cmp -s "$TMPDIR/pinned.out" "$TMPDIR/fitted.out"; then
		echo '== pairs'
		cat "$TMPDIR/pinned.out"
	else
		echo '== pairs with a pin'
		cat "$TMPDIR/pinned.out"
		echo '== pairs without'
		cat "$TMPDIR/fitted.out"
	fi
	echo '== catalogs'
	cat "$TMPDIR/catalogs.out"
}
