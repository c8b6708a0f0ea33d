/* sh: children: making them, waiting for them, becoming another program. */
#include "sh.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* fork, with nothing in the buffer that both would write. */
pid_t make_child(void)
{
	pid_t child;
	fflush(stdout);
	child = fork();
	if (child < 0)
		fatal("fork", strerror(errno));
	return child;
}

/* The status of a child as $? has it; 127 where there is no such child. */
int wait_for(pid_t child)
{
	int status;
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return 127;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Becomes a program; ends with 127 where there is none of this name, 126 where it cannot be run. */
void execute(char **argv)
{
	fflush(stdout);
	execvp(argv[0], argv);
	fprintf(stderr, "%s: %s: %s\n", shell.name, argv[0], errno == ENOENT ? "not found" : strerror(errno));
	_exit(errno == ENOENT ? 127 : 126);
}
