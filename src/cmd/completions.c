/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Completions of shells, from the tables of commands and options. A value is
 * completed from the words of its row, a DIR with folders, other values and
 * pages with files.
 */
#include "base/buf.h"
#include "base/i18n.h"
#include "cmd/options.h"

#include <stdio.h>

/* A text between single quotes, as sh, bash and zsh read it. */
static void
put_quoted(const char *text)
{
	putchar('\'');
	for (; *text; text++)
		if (*text == '\'')
			fputs("'\\''", stdout);
		else
			putchar(*text);
	putchar('\'');
}

static bool
is_folder(const struct option_row *row)
{
	return row->argument && strcmp(row->argument, "DIR") == 0;
}

/* The rows that the i-th command has; NULL past the end. */
static const struct option_row *
next_option(size_t command, size_t *i)
{
	const struct option_row *row;

	while ((row = option_at((*i)++)))
		if (row->commands & command_bit(command))
			return row;
	return NULL;
}

static void
put_commands(const char *between)
{
	for (size_t i = 0; command_at(i); i++)
		printf("%s%s", i ? between : "", command_at(i)->name);
}

/* ---- bash ---- */

static const char bash_head[] = "# bash completions of calque\n"
				"_calque()\n"
				"{\n"
				"\tlocal cur=${COMP_WORDS[COMP_CWORD]} "
				"prev=${COMP_WORDS[COMP_CWORD-1]}\n"
				"\tlocal command= options= i\n"
				"\n"
				"\t# bash parts --format=json in three words\n"
				"\tif [[ $cur == = ]]; then\n"
				"\t\tcur=\n"
				"\telif [[ $prev == = ]]; then\n"
				"\t\tprev=${COMP_WORDS[COMP_CWORD-2]}\n"
				"\tfi\n"
				"\tCOMPREPLY=()\n"
				"\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
				"\t\tcase ${COMP_WORDS[i]} in\n";

static const char bash_tail[] =
	"\t*)\n"
	"\t\t[[ $cur == -* ]] || return 0\n"
	"\t\t;;\n"
	"\tesac\n"
	"\tCOMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))\n"
	"}\n"
	"complete -o bashdefault -o default -F _calque calque\n";

/* `-C|--directory`, for all options with a value. */
static void
bash_put_valued(void)
{
	const struct option_row *row, *before = NULL;

	fputs("\t\t", stdout);
	for (size_t i = 0; (row = option_at(i)); i++) {
		if (!row->argument || (before && before->id == row->id))
			continue;
		printf("%s--%s", before ? "|" : "", row->name);
		if (option_letter(row))
			printf("|-%c", option_letter(row));
		before = row;
	}
	puts(")\n"
	     "\t\t\t[[ ${COMP_WORDS[i+1]} != = ]] || ((i++))\n"
	     "\t\t\t((i++))\n"
	     "\t\t\t;;");
}

static void
bash_put_values(size_t command)
{
	const struct option_row *row;

	for (size_t i = 0; (row = next_option(command, &i));)
		if (option_values(row))
			printf("\t%s:--%s)\n\t\toptions='%s'\n\t\t;;\n",
			       command_at(command)->name, row->name,
			       option_values(row));
}

/* Words that begin with a dash. */
static void
bash_put_options(size_t command)
{
	const struct option_row *row;

	fputs("\t\toptions='", stdout);
	for (size_t i = 0; (row = next_option(command, &i));) {
		if (option_letter(row))
			printf("-%c ", option_letter(row));
		printf("--%s ", row->name);
	}
	puts("'\n\t\t;;");
}

static void
put_bash(void)
{
	const struct option_row *row;

	fputs(bash_head, stdout);
	bash_put_valued();
	fputs("\t\t", stdout);
	put_commands("|");
	puts(")\n\t\t\tcommand=${COMP_WORDS[i]}\n\t\t\tbreak\n\t\t\t;;\n"
	     "\t\tesac\n\tdone");
	puts("\tcase $command in");
	for (size_t c = 0; command_at(c); c++) {
		printf("\t%s)\n", command_at(c)->name);
		bash_put_options(c);
	}
	fputs("\t*)\n\t\toptions='", stdout);
	put_commands(" ");
	for (size_t i = 0; (row = option_at(i)); i++)
		if (row->commands == FOR_ALL)
			printf(" --%s", row->name);
	puts("'\n\t\t;;\n\tesac\n\tcase $command:$prev in");
	for (size_t c = 0; command_at(c); c++)
		bash_put_values(c);
	for (size_t i = 0; (row = option_at(i)); i++)
		if (is_folder(row))
			printf("\t*:--%s | *:-%c)\n"
			       "\t\tmapfile -t COMPREPLY < <(compgen -d -- "
			       "\"$cur\")\n\t\treturn\n\t\t;;\n",
			       row->name, option_letter(row));
	fputs("\thelp:*)\n\t\t[[ $cur == -* ]] || options='", stdout);
	put_commands(" ");
	puts("'\n\t\t;;\n\t:*)\n\t\t;;");
	fputs(bash_tail, stdout);
}

/* ---- zsh ---- */

/* A text where zsh's _arguments gives brackets and colons a meaning. */
static void
zsh_put_text(struct buf *out, const char *text)
{
	for (; *text; text++) {
		if (strchr("[]:\\", *text))
			buf_add_byte(out, '\\');
		buf_add_byte(out, *text);
	}
}

static void
zsh_put_option(const struct option_row *row)
{
	struct buf spec = { 0 };

	buf_addf(&spec, "--%s%s[", row->name, row->argument ? "=" : "");
	zsh_put_text(&spec, _(row->summary));
	buf_add_byte(&spec, ']');
	if (row->argument) {
		buf_add_byte(&spec, ':');
		zsh_put_text(&spec, _(row->argument));
		buf_addf(&spec, option_values(row) ? ":(%s)" : ":%s",
			 option_values(row) ? option_values(row) :
			 is_folder(row)	    ? "_directories" :
					      "_files");
	}
	fputs("\t\t\t", stdout);
	put_quoted(spec.p);
	puts(" \\");
	if (option_letter(row)) {
		printf("\t\t\t-%c", option_letter(row));
		put_quoted(spec.p + 2 + strlen(row->name) +
			   (row->argument != NULL));
		puts(" \\");
	}
	buf_release(&spec);
}

static void
zsh_put_commands(void)
{
	struct buf item = { 0 };

	puts("\tcommands=(");
	for (size_t i = 0; command_at(i); i++) {
		buf_clear(&item);
		buf_addf(&item, "%s:", command_at(i)->name);
		zsh_put_text(&item, _(command_at(i)->summary));
		fputs("\t\t", stdout);
		put_quoted(item.p);
		putchar('\n');
	}
	puts("\t)");
	buf_release(&item);
}

static void
put_zsh(void)
{
	const struct option_row *row;

	puts("#compdef calque\n"
	     "_calque()\n"
	     "{\n"
	     "\tlocal curcontext=$curcontext state line\n"
	     "\tlocal -a commands\n");
	zsh_put_commands();
	puts("\t_arguments -C \\");
	for (size_t i = 0; (row = option_at(i)); i++)
		if (row->commands == FOR_ALL)
			zsh_put_option(row);
	puts("\t\t\t'1: :->command' '*:: :->arguments'\n"
	     "\tcase $state in\n"
	     "\tcommand) _describe command commands ;;\n"
	     "\targuments)\n"
	     "\t\tcase $words[1] in");
	for (size_t c = 0; command_at(c); c++) {
		printf("\t\t%s)\n\t\t\t_arguments \\\n", command_at(c)->name);
		for (size_t i = 0; (row = next_option(c, &i));)
			zsh_put_option(row);
		puts(command_at(c) == &command_help ?
			     "\t\t\t'*: :{_describe command commands}' ;;" :
			     "\t\t\t'*: :_files' ;;");
	}
	puts("\t\tesac\n\t\t;;\n\tesac\n}\n_calque \"$@\"");
}

/* ---- fish ---- */

/* fish knows \' and \\ between single quotes. */
static void
fish_put_quoted(const char *text)
{
	putchar('\'');
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			putchar('\\');
		putchar(*text);
	}
	putchar('\'');
}

static void
fish_put_option(const char *command, const struct option_row *row)
{
	printf("complete -c calque -n '__fish_seen_subcommand_from %s' -l %s",
	       command, row->name);
	if (option_letter(row))
		printf(" -s %c", option_letter(row));
	if (option_values(row))
		printf(" -x -a '%s'", option_values(row));
	else if (is_folder(row))
		fputs(" -x -a '(__fish_complete_directories)'", stdout);
	else if (row->argument)
		fputs(" -r", stdout);
	fputs(" -d ", stdout);
	fish_put_quoted(_(row->summary));
	putchar('\n');
}

static void
put_fish(void)
{
	const struct option_row *row;

	puts("# fish completions of calque");
	for (size_t c = 0; command_at(c); c++) {
		printf("complete -c calque -f -n __fish_use_subcommand -a %s "
		       "-d ",
		       command_at(c)->name);
		fish_put_quoted(_(command_at(c)->summary));
		putchar('\n');
	}
	for (size_t c = 0; command_at(c); c++)
		for (size_t i = 0; (row = next_option(c, &i));)
			fish_put_option(command_at(c)->name, row);
	fputs("complete -c calque -f -n '__fish_seen_subcommand_from help' "
	      "-a '",
	      stdout);
	put_commands(" ");
	puts("'");
}

void
completions_print(const char *shell)
{
	if (strcmp(shell, "bash") == 0)
		put_bash();
	else if (strcmp(shell, "zsh") == 0)
		put_zsh();
	else
		put_fish();
}
