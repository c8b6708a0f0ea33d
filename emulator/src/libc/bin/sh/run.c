/* sh: execution of trees (POSIX 2.9). */
#include "sh.h"
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int run(struct node *node);

static int is_assignment(const struct word *word)
{
	const char *at = word->text;
	if (!isalpha((unsigned char)*at) && *at != '_')
		return 0;
	while (isalnum((unsigned char)*at) || *at == '_')
		at++;
	return *at == '=';
}

/* Makes the assignments that stand before a command. */
static void assign(const struct word *word)
{
	for (; word && is_assignment(word); word = word->next) {
		const char *equals = strchr(word->text, '=');
		setenv(copy(word->text, equals - word->text), one_string(equals + 1, 0, BARE), 1);
	}
}

static char **vector(const struct word *words)
{
	const struct word *word;
	int n = 0;
	char **argv;
	for (word = words; word; word = word->next)
		n++;
	argv = allocate((n + 1) * sizeof *argv);
	for (n = 0, word = words; word; word = word->next)
		argv[n++] = word->text;
	return argv;
}

/* What the shell does by itself, with the descriptors as they were before behind it; `command` may be 0. */
static int run_here(struct node *node, builtin command, char **argv)
{
	struct descriptors saved;
	int status;
	keep(&saved);
	assign(node->words);
	status = redirect(node->redirections, &saved) ? 1 : command ? command(argv) : shell.status;
	restore(&saved);
	return status;
}

static int run_simple(struct node *node)
{
	struct word *words = node->words;
	builtin command;
	char **argv;
	pid_t child;
	while (words && is_assignment(words))
		words = words->next;
	if (!words)
		shell.status = 0;
	words = expand_words(words);
	if (!words)
		return run_here(node, 0, 0);
	argv = vector(words);
	if (strcmp(argv[0], "exec") == 0) {
		if (redirect(node->redirections, 0))
			return 1;
		if (argv[1])
			execute(argv + 1);
		return 0;
	}
	command = builtin_of(argv[0]);
	if (command)
		return run_here(node, command, argv);
	child = make_child();
	if (child == 0) {
		assign(node->words);
		if (redirect(node->redirections, 0))
			_exit(1);
		execute(argv);
	}
	return wait_for(child);
}

/* A child that runs one side of a pipe: `end` becomes its descriptor `fd`, `other` is not its own. */
static pid_t run_side(struct node *node, int end, int fd, int other)
{
	pid_t child = make_child();
	if (child == 0) {
		close(other);
		move(end, fd);
		exit(run(node));
	}
	return child;
}

static int run_pipe(struct node *node)
{
	int fds[2], status;
	pid_t left, right;
	if (pipe(fds) < 0)
		fatal("pipe", strerror(errno));
	left = run_side(node->left, fds[1], 1, fds[0]);
	right = run_side(node->right, fds[0], 0, fds[1]);
	close(fds[0]);
	close(fds[1]);
	status = wait_for(right);
	wait_for(left);
	return status;
}

static int run_background(struct node *node)
{
	pid_t child = make_child();
	int fd;
	if (child == 0) {
		fd = open("/dev/null", O_RDONLY);
		if (fd > 0)
			move(fd, 0);
		exit(run(node));
	}
	shell.background = child;
	return 0;
}

static int run_subshell(struct node *node)
{
	pid_t child = make_child();
	if (child == 0)
		exit(run(node));
	return wait_for(child);
}

/* After the body of a loop: whether the loop ends. */
static int loop_ends(void)
{
	if (shell.breaking) {
		shell.breaking--;
		return 1;
	}
	if (shell.continuing && --shell.continuing)
		return 1;
	return shell.leaving;
}

static int run_while(struct node *node)
{
	int status = 0;
	shell.loop_depth++;
	while ((run(node->left) == 0) == (node->kind == WHILE) && !shell.leaving) {
		status = run(node->right);
		if (loop_ends())
			break;
	}
	shell.loop_depth--;
	return status;
}

static int run_for(struct node *node)
{
	struct word *value;
	int status = 0;
	shell.loop_depth++;
	for (value = expand_words(node->words); value; value = value->next) {
		setenv(node->name, value->text, 1);
		status = run(node->left);
		if (loop_ends())
			break;
	}
	shell.loop_depth--;
	return status;
}

static int run_case(struct node *node)
{
	char *text = one_string(node->words->text, 0, BARE);
	struct node *arm;
	struct word *pattern;
	for (arm = node->left; arm; arm = arm->right)
		for (pattern = arm->words; pattern; pattern = pattern->next)
			if (matches(one_string(pattern->text, 1, BARE), text))
				return run(arm->left);
	return 0;
}

static int run_kind(struct node *node)
{
	int status;
	switch (node->kind) {
	case SIMPLE:
		return run_simple(node);
	case PIPE:
		return run_pipe(node);
	case AND:
		status = run(node->left);
		return status == 0 ? run(node->right) : status;
	case OR:
		status = run(node->left);
		return status ? run(node->right) : status;
	case NOT:
		return !run(node->left);
	case SEQUENCE:
		status = run(node->left);
		return shell.breaking || shell.continuing || shell.leaving ? status : run(node->right);
	case BACKGROUND:
		return run_background(node->left);
	case SUBSHELL:
		return run_subshell(node->left);
	case GROUP:
		return run(node->left);
	case IF:
		return run(node->left) == 0 ? run(node->right) : run(node->other);
	case WHILE:
	case UNTIL:
		return run_while(node);
	case FOR:
		return run_for(node);
	case CASE:
		return run_case(node);
	}
	return 0;
}

/* Runs a tree, which may be 0; returns its status, which is $? from now on. */
static int run(struct node *node)
{
	struct descriptors saved;
	if (!node)
		return 0;
	if (node->kind == SIMPLE || !node->redirections)
		return shell.status = run_kind(node);
	keep(&saved);
	shell.status = redirect(node->redirections, &saved) ? 1 : run_kind(node);
	restore(&saved);
	return shell.status;
}

/* Parses and runs one complete command after the other, so that what comes first happens first. */
int run_text(const char *text)
{
	struct lexer outer = lexer;
	struct node *node;
	shell.status = 0;
	lexer.source = text;
	next_token();
	while (!shell.leaving && (node = complete_command())) {
		run(node);
		if (lexer.kind)
			next_token();
	}
	shell.leaving = 0;
	lexer = outer;
	return shell.status;
}

/* The text of a script, of standard input where `path` is 0; 0 where it cannot be opened. */
char *text_of(const char *path)
{
	struct text text = { 0, 0, 0 };
	int fd = path ? open(path, O_RDONLY) : 0;
	if (fd < 0)
		return 0;
	add(&text, '\n');
	add_file(&text, fd);
	if (path)
		close(fd);
	return text.at;
}
