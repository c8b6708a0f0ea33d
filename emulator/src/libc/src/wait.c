/* Waiting for children, POSIX, over wait4. */
#include <sys/wait.h>

pid_t wait(int *status)
{
	return wait4(-1, status, 0, 0);
}

pid_t waitpid(pid_t process, int *status, int options)
{
	return wait4(process, status, options, 0);
}

pid_t wait3(int *status, int options, struct rusage *usage)
{
	return wait4(-1, status, options, usage);
}
