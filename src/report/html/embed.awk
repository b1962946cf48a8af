# SPDX-License-Identifier: GPL-3.0-or-later
#
# Text files as C: NAME=FILE... -> arrays of lines, NULL last. A string literal
# as long as a file is more than a C compiler must take.
BEGIN {
	print "/* made by embed.awk */"
	print "#include \"report/html/assets.h\""
	for (i = 1; i < ARGC; i++) {
		at = index(ARGV[i], "=")
		embed(substr(ARGV[i], 1, at - 1), substr(ARGV[i], at + 1))
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
