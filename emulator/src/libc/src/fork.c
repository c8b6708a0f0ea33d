/* fork with the handlers of pthread_atfork, POSIX. vfork runs none (claim C5): it is the bare stub. */
#include <unistd.h>

int __sys_fork(void);

/* Set by pthread_atfork, so that programs without threads do not link them. */
void (*__fork_handlers)(int);

pid_t fork(void)
{
	pid_t child;
	if (__fork_handlers)
		__fork_handlers(0);
	child = __sys_fork();
	if (__fork_handlers)
		__fork_handlers(child == 0 ? 2 : 1);
	return child;
}
