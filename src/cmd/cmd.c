/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/cmd.h"

#include "base/i18n.h"
#include "base/near.h"
#include "cmd/options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ORDER command_bit */
static const struct command *const commands[] = {
	&command_init,	 &command_units,    &command_sync,  &command_build,
	&command_import, &command_status,   &command_diff,  &command_preview,
	&command_check,	 &command_pin,	    &command_prune, &command_pack,
	&command_unpack, &command_merge_po, &command_help,  &command_version,
};

#define N_COMMANDS (sizeof(commands) / sizeof(*commands))

const struct command *
command_at(size_t i)
{
	return i < N_COMMANDS ? commands[i] : NULL;
}

static size_t
command_index(const char *name)
{
	size_t i = 0;

	while (i < N_COMMANDS && strcmp(commands[i]->name, name) != 0)
		i++;
	return i;
}

unsigned
command_bit(size_t i)
{
	return 1U << i;
}

const struct command *
command_find(const char *name)
{
	return command_at(command_index(name));
}

static void
print_commands(void)
{
	for (size_t i = 0; i < N_COMMANDS; i++)
		printf("  %-8s %s\n", commands[i]->name,
		       _(commands[i]->summary));
}

static void
print_examples(const struct command *command)
{
	puts(_("\nExamples:"));
	for (size_t i = 0; i < COMMAND_MAX_EXAMPLES; i++)
		if (command->examples[i].line)
			printf("  %s\n      %s\n", command->examples[i].line,
			       _(command->examples[i].purpose));
}

void
command_print_help(const struct command *command)
{
	if (!command) {
		puts(_("Usage: calque [-C DIR] [-l LANG]... [-q|-v] COMMAND "
		       "[OPTION...] [PAGE...]"));
		puts(_("Keep the translations of a Markdown site in step with "
		       "their sources."));
		puts(_("\nCommands:"));
		print_commands();
		puts(_("\nOptions of all commands:"));
		options_print(FOR_ALL);
		puts(_("\n'calque help COMMAND' says more of a command, the "
		       "manual calque(1) says all."));
		return;
	}
	printf(_("Usage: calque %s [OPTION...] %s\n"), command->name,
	       *command->arguments ? _(command->arguments) : "");
	printf("%s\n", _(command->summary));
	puts(_("\nOptions:"));
	options_print(command_bit(command_index(command->name)));
	if (command == &command_check)
		check_print_tables();
	print_examples(command);
}

int
cmd_finish(int status)
{
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr,
			_("calque: error: cannot write to standard "
			  "output: %s\n"),
			strerror(errno));
		return STATUS_TROUBLE;
	}
	return status;
}

void
command_report_unknown(const char *name)
{
	struct near near = near_to(str_of(name));

	for (size_t i = 0; i < N_COMMANDS; i++)
		near_try(&near, str_of(commands[i]->name));
	fprintf(stderr, _("calque: error: there is no command '%s'%s\n"), name,
		near_hint(&near));
}

static int
usage_error(const struct command *command)
{
	if (command)
		fprintf(stderr,
			_("calque: see 'calque help %s' for its options\n"),
			command->name);
	else
		fprintf(stderr,
			_("calque: see 'calque help' for what it can do\n"));
	return STATUS_TROUBLE;
}

/* argv holds the options of the command and its pages. */
static int
run_command(const struct command *command, int argc, char **argv,
	    struct invocation *inv)
{
	bool help = false, version = false;
	size_t first = options_read(argc, argv,
				    command_bit(command_index(command->name)),
				    false, inv, &help, &version);

	if (!first)
		return usage_error(command);
	if (help) {
		command_print_help(command);
		return STATUS_FINE;
	}
	if (version)
		command = &command_version;
	inv->pages = argv + first;
	inv->n_pages = (size_t)argc - first;
	if (inv->dir && chdir(inv->dir) != 0) {
		fprintf(stderr, _("%s: error: cannot go there: %s\n"), inv->dir,
			strerror(errno));
		return STATUS_TROUBLE;
	}
	return command->run(inv);
}

/*
 * Options may stand before the command, too: what it is must be known before
 * they are read.
 */
static int
find_and_run(int argc, char **argv, struct invocation *inv)
{
	struct invocation before = *inv;
	const struct command *command;
	bool help = false, version = false;
	size_t first = options_read(argc, argv, FOR_ALL, true, &before, &help,
				    &version);

	if (!first)
		return usage_error(NULL);
	if (version)
		return command_version.run(inv);
	if (help || first == (size_t)argc) {
		command_print_help(NULL);
		return help ? STATUS_FINE : STATUS_TROUBLE;
	}
	command = command_find(argv[first]);
	if (!command) {
		command_report_unknown(argv[first]);
		return usage_error(NULL);
	}
	for (size_t i = first; i < (size_t)argc; i++)
		argv[i] = argv[i + 1];
	return run_command(command, argc - 1, argv, inv);
}

int
cmd_main(int argc, char **argv)
{
	struct invocation inv = { .format = "text" };
	int status = STATUS_TROUBLE;

	inv.langs = calloc((size_t)argc + 1, sizeof(*inv.langs));
	inv.limits = calloc((size_t)argc + 1, sizeof(*inv.limits));
	if (inv.langs && inv.limits)
		status = find_and_run(argc, argv, &inv);
	free(inv.langs);
	free(inv.limits);
	return cmd_finish(status);
}
