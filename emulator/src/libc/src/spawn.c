/*
 * posix_spawn, POSIX <spawn.h>, over vfork: the child only makes system calls, writes one volatile word that the parent
 * expects (claim A4's channel, inside the library where the sharing is known), and ends with _exit.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;
int __default_signal(int signal);

static int prepare(const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes)
{
	int i, fd;
	if (attributes) {
		if (attributes->flags & POSIX_SPAWN_SETSID && setsid() < 0)
			return errno;
		if (attributes->flags & POSIX_SPAWN_SETPGROUP && setpgid(0, attributes->group) < 0)
			return errno;
		if (attributes->flags & POSIX_SPAWN_SETSIGDEF)
			for (i = 1; i < NSIG; i++)
				if (sigismember(&attributes->defaults, i))
					__default_signal(i);
		if (attributes->flags & POSIX_SPAWN_SETSIGMASK)
			sigprocmask(SIG_SETMASK, &attributes->mask, 0);
		if (attributes->flags & POSIX_SPAWN_RESETIDS && (setgid(getgid()) < 0 || setuid(getuid()) < 0))
			return errno;
	}
	if (actions)
		for (i = 0; i < actions->count; i++)
			switch (actions->action[i].kind) {
			case 'c':
				close(actions->action[i].fd);
				break;
			case 'd':
				if (actions->action[i].from == actions->action[i].fd)
					fcntl(actions->action[i].fd, F_SETFD, 0);
				else if (dup2(actions->action[i].from, actions->action[i].fd) < 0)
					return errno;
				break;
			case 'w':
				if (chdir(actions->action[i].path) < 0)
					return errno;
				break;
			case 'o':
				fd = open(actions->action[i].path, actions->action[i].flags, actions->action[i].mode);
				if (fd < 0)
					return errno;
				if (fd != actions->action[i].fd) {
					dup2(fd, actions->action[i].fd);
					close(fd);
				}
			}
	return 0;
}

static int spawn(pid_t *child, const char *file, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[], int search)
{
	volatile int error = 0;
	int saved = errno;
	pid_t pid = vfork();
	if (pid == 0) {
		error = prepare(actions, attributes);
		if (error == 0) {
			if (search)
				execvpe(file, arguments, environment ? environment : environ);
			else
				execve(file, arguments, environment ? environment : environ);
			error = errno;
		}
		_exit(127);
	}
	if (pid < 0) {
		int number = errno;
		errno = saved;
		return number;
	}
	errno = saved;
	if (error)
		waitpid(pid, 0, 0);
	else if (child)
		*child = pid;
	return error;
}

int posix_spawn(pid_t *child, const char *path, const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[])
{
	return spawn(child, path, actions, attributes, arguments, environment, 0);
}

int posix_spawnp(pid_t *child, const char *file, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[])
{
	return spawn(child, file, actions, attributes, arguments, environment, 1);
}

int posix_spawn_file_actions_init(posix_spawn_file_actions_t *actions)
{
	actions->count = 0;
	return 0;
}

int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *actions)
{
	while (actions->count > 0)
		free(actions->action[--actions->count].path);
	return 0;
}

static int add(posix_spawn_file_actions_t *actions, int kind, int fd, int from, const char *path, int flags, mode_t mode)
{
	char *copy = 0;
	if (fd < 0 || from < 0)
		return EBADF;
	if (actions->count == __SPAWN_ACTIONS || (path && !(copy = strdup(path))))
		return ENOMEM;
	actions->action[actions->count].kind = kind;
	actions->action[actions->count].fd = fd;
	actions->action[actions->count].from = from;
	actions->action[actions->count].flags = flags;
	actions->action[actions->count].mode = mode;
	actions->action[actions->count++].path = copy;
	return 0;
}

int posix_spawn_file_actions_addopen(posix_spawn_file_actions_t *actions, int fd, const char *path, int flags, mode_t mode)
{
	return add(actions, 'o', fd, 0, path, flags, mode);
}

int posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *actions, int fd)
{
	return add(actions, 'c', fd, 0, 0, 0, 0);
}

int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *actions, int from, int to)
{
	return add(actions, 'd', to, from, 0, 0, 0);
}

int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path)
{
	return add(actions, 'w', 0, 0, path, 0, 0);
}

int posix_spawnattr_init(posix_spawnattr_t *attributes)
{
	memset(attributes, 0, sizeof *attributes);
	return 0;
}

int posix_spawnattr_destroy(posix_spawnattr_t *attributes)
{
	(void)attributes;
	return 0;
}

int posix_spawnattr_setflags(posix_spawnattr_t *attributes, short flags)
{
	attributes->flags = flags;
	return 0;
}

int posix_spawnattr_getflags(const posix_spawnattr_t *attributes, short *flags)
{
	*flags = attributes->flags;
	return 0;
}

int posix_spawnattr_setpgroup(posix_spawnattr_t *attributes, pid_t group)
{
	attributes->group = group;
	return 0;
}

int posix_spawnattr_getpgroup(const posix_spawnattr_t *attributes, pid_t *group)
{
	*group = attributes->group;
	return 0;
}

int posix_spawnattr_setsigdefault(posix_spawnattr_t *attributes, const sigset_t *signals)
{
	attributes->defaults = *signals;
	return 0;
}

int posix_spawnattr_getsigdefault(const posix_spawnattr_t *attributes, sigset_t *signals)
{
	*signals = attributes->defaults;
	return 0;
}

int posix_spawnattr_setsigmask(posix_spawnattr_t *attributes, const sigset_t *signals)
{
	attributes->mask = *signals;
	return 0;
}

int posix_spawnattr_getsigmask(const posix_spawnattr_t *attributes, sigset_t *signals)
{
	*signals = attributes->mask;
	return 0;
}
