/* sh: how it is called: sh -c COMMAND [NAME [ARGUMENT...]], sh [SCRIPT [ARGUMENT...]], or with commands on standard input. */
#include "sh.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct shell shell = { "sh" };

static void set_arguments(const char *name, char **arguments, int count)
{
	shell.name = name;
	shell.arguments = arguments;
	shell.argument_count = count;
}

static void prompt_loop(void)
{
	char line[256];
	for (;;) {
		fputs(getuid() ? "$ " : "# ", stderr);
		if (!fgets(line, sizeof line, stdin))
			break;
		run_text(line);
	}
}

int main(int argc, char **argv)
{
	char *text;
	if (!getenv("PATH"))
		setenv("PATH", "/bin:/usr/bin", 1);
	if (argc > 1 && strcmp(argv[1], "-c") == 0) {
		if (argc < 3)
			fatal("-c needs a command", 0);
		if (argc > 3)
			set_arguments(argv[3], argv + 4, argc - 4);
		exit(run_text(argv[2]));
	}
	if (argc > 1) {
		set_arguments(argv[1], argv + 2, argc - 2);
		text = text_of(argv[1]);
		if (!text)
			fatal(argv[1], strerror(errno));
		exit(run_text(text));
	}
	if (isatty(0)) {
		prompt_loop();
		exit(shell.status);
	}
	exit(run_text(text_of(0)));
}
