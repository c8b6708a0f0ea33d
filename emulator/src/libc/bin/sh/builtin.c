/* sh: the built-in commands, except for exec, which run.c knows because its redirections stay. */
#include "sh.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int run_true(char **argv)
{
	return 0;
}

static int run_false(char **argv)
{
	return 1;
}

/* The number behind the name of a command, or what it is without one. */
static int number(char **argv, int otherwise)
{
	return argv[1] ? atoi(argv[1]) : otherwise;
}

static int run_cd(char **argv)
{
	const char *to = argv[1] ? argv[1] : getenv("HOME");
	if (!to || chdir(to) < 0) {
		fprintf(stderr, "cd: %s: %s\n", to ? to : "HOME", strerror(errno));
		return 1;
	}
	return 0;
}

static int run_pwd(char **argv)
{
	char path[256];
	puts(getcwd(path, sizeof path) ? path : "?");
	return 0;
}

static int run_exit(char **argv)
{
	exit(number(argv, shell.status));
}

static int run_return(char **argv)
{
	shell.leaving = 1;
	return number(argv, shell.status);
}

/* How many loops `break` and `continue` mean. */
static int loops(char **argv)
{
	int n = number(argv, 1);
	return n > shell.loop_depth ? shell.loop_depth : n < 1 ? 1 : n;
}

static int run_break(char **argv)
{
	shell.breaking = loops(argv);
	return 0;
}

static int run_continue(char **argv)
{
	shell.continuing = loops(argv);
	return 0;
}

static int run_export(char **argv)
{
	for (argv++; *argv; argv++)
		if (strchr(*argv, '='))
			putenv(*argv);
		else if (!getenv(*argv))
			setenv(*argv, "", 1);
	return 0;
}

static int run_unset(char **argv)
{
	for (argv++; *argv; argv++)
		unsetenv(*argv);
	return 0;
}

static int run_set(char **argv)
{
	char **at;
	if (!argv[1]) {
		for (at = environ; *at; at++)
			puts(*at);
		return 0;
	}
	shell.arguments = argv + (strcmp(argv[1], "--") == 0 ? 2 : 1);
	for (shell.argument_count = 0; shell.arguments[shell.argument_count]; shell.argument_count++)
		;
	return 0;
}

static int run_shift(char **argv)
{
	int n = number(argv, 1);
	if (n > shell.argument_count)
		return 1;
	shell.arguments += n;
	shell.argument_count -= n;
	return 0;
}

static int run_umask(char **argv)
{
	mode_t mask;
	if (argv[1]) {
		umask(strtol(argv[1], 0, 8));
		return 0;
	}
	mask = umask(0);
	umask(mask);
	printf("%04o\n", mask);
	return 0;
}

static int run_read(char **argv)
{
	char line[256], *at = line;
	int n = 0;
	char c = 0;
	while (n < 255 && read(0, &c, 1) == 1 && c != '\n')
		line[n++] = c;
	line[n] = 0;
	if (n == 0 && c != '\n')
		return 1;
	for (argv++; *argv; argv++) {
		at += strspn(at, " \t");
		if (!argv[1])
			setenv(*argv, at, 1);
		else {
			size_t length = strcspn(at, " \t");
			setenv(*argv, copy(at, length), 1);
			at += length;
		}
	}
	return 0;
}

static int run_wait(char **argv)
{
	int status;
	if (argv[1])
		return wait_for(atoi(argv[1]));
	while (wait(&status) >= 0 || errno == EINTR)
		;
	return 0;
}

static int run_file(char **argv)
{
	char *text = argv[1] ? text_of(argv[1]) : 0;
	if (!text) {
		fprintf(stderr, "%s: .: %s: %s\n", shell.name, argv[1] ? argv[1] : "", strerror(errno));
		return 1;
	}
	return run_text(text);
}

static int run_eval(char **argv)
{
	struct text all = { 0, 0, 0 };
	const char *s;
	for (argv++; *argv; argv++) {
		for (s = *argv; *s; s++)
			add(&all, *s);
		add(&all, ' ');
	}
	return all.at ? run_text(all.at) : 0;
}

static const struct {
	char name[9];
	builtin run;
} builtins[] = {
	{ ":", run_true },         { "true", run_true },   { "false", run_false },   { "cd", run_cd },
	{ "pwd", run_pwd },        { "exit", run_exit },   { "return", run_return }, { "break", run_break },
	{ "continue", run_continue }, { "export", run_export }, { "unset", run_unset }, { "set", run_set },
	{ "shift", run_shift },    { "umask", run_umask }, { "read", run_read },     { "wait", run_wait },
	{ ".", run_file },         { "eval", run_eval },
};

/* The built-in command of a name; 0 where there is none. */
builtin builtin_of(const char *name)
{
	size_t i;
	for (i = 0; i < sizeof builtins / sizeof *builtins; i++)
		if (strcmp(builtins[i].name, name) == 0)
			return builtins[i].run;
	return 0;
}
