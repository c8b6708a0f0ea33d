/* Calls that exist by name and answer ENOSYS or EINVAL: there is nothing behind them on this machine. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/file.h>
#include <sys/prctl.h>

static int fail(int number)
{
	errno = number;
	return -1;
}

int clone(int (*run)(void *), void *stack, long flags, void *argument, ...)
{
	(void)run;
	(void)stack;
	(void)flags;
	(void)argument;
	return fail(ENOSYS);
}

int prctl(int option, ...)
{
	(void)option;
	return fail(EINVAL);
}

int flock(int fd, int operation)
{
	(void)operation;
	return fcntl(fd, F_GETFD) < 0 ? -1 : 0;
}
