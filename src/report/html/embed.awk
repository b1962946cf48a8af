# SPDX-License-Identifier: GPL-3.0-or-later
#
# Text files as C: FILE... -> arrays of lines, NULL last; base.css is
# assets_base_css. A string literal as long as a file is more than a C compiler
# must take.
BEGIN {
	print "/* made by embed.awk */"
	print "#include \"report/html/assets.h\""
	for (i = 1; i < ARGC; i++) {
		name = ARGV[i]
		sub(/.*\//, "", name)
		gsub(/[^a-z]/, "_", name)
		embed(name, ARGV[i])
	}
}

function embed(name, file,	line, status)
{
	printf "\nconst char *const assets_%s[] = {\n", name
	while ((status = (getline line < file)) > 0) {
		gsub(/[\\"]/, "\\\\&", line)
		gsub(/\t/, "\\t", line)
		printf "\t\"%s\\n\",\n", line
	}
	if (status < 0) {
		print "embed.awk: cannot read " file | "cat >&2"
		exit 1
	}
	close(file)
	print "\tNULL,\n};"
}
