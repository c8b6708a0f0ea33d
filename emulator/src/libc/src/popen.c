/* popen, pclose and system, POSIX, over vfork in the one shape that is safe everywhere (claim A2). */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

FILE *popen(const char *command, const char *mode)
{
	int fds[2], mine, theirs, target;
	pid_t child;
	FILE *f;
	if ((*mode != 'r' && *mode != 'w') || pipe(fds) < 0) {
		if (*mode != 'r' && *mode != 'w')
			errno = EINVAL;
		return 0;
	}
	target = *mode == 'r';
	mine = fds[!target];
	theirs = fds[target];
	f = fdopen(mine, mode);
	if (!f) {
		close(mine);
		close(theirs);
		return 0;
	}
	child = vfork();
	if (child == 0) {
		close(mine);
		if (theirs != target) {
			dup2(theirs, target);
			close(theirs);
		}
		execl("/bin/sh", "sh", "-c", command, (char *)0);
		_exit(127);
	}
	close(theirs);
	if (child < 0) {
		fclose(f);
		return 0;
	}
	f->pid = child;
	return f;
}

int pclose(FILE *f)
{
	pid_t child = f->pid, ended;
	int status;
	fclose(f);
	do
		ended = waitpid(child, &status, 0);
	while (ended < 0 && errno == EINTR);
	return ended < 0 ? -1 : status;
}

int system(const char *command)
{
	struct sigaction ignore, interrupt, quit;
	sigset_t child_signal, old;
	pid_t child;
	int status = -1;
	if (!command)
		return access("/bin/sh", X_OK) == 0;
	ignore.sa_handler = SIG_IGN;
	ignore.sa_mask = 0;
	ignore.sa_flags = 0;
	sigaction(SIGINT, &ignore, &interrupt);
	sigaction(SIGQUIT, &ignore, &quit);
	sigemptyset(&child_signal);
	sigaddset(&child_signal, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child_signal, &old);
	child = vfork();
	if (child == 0) {
		sigaction(SIGINT, &interrupt, 0);
		sigaction(SIGQUIT, &quit, 0);
		sigprocmask(SIG_SETMASK, &old, 0);
		execl("/bin/sh", "sh", "-c", command, (char *)0);
		_exit(127);
	}
	if (child > 0)
		while (waitpid(child, &status, 0) < 0)
			if (errno != EINTR) {
				status = -1;
				break;
			}
	sigaction(SIGINT, &interrupt, 0);
	sigaction(SIGQUIT, &quit, 0);
	sigprocmask(SIG_SETMASK, &old, 0);
	return status;
}
