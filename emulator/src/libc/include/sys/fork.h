/* vforkx and forkx, Solaris (claim C7): flags for how the child's end is told. */
#ifndef _SYS_FORK_H
#define _SYS_FORK_H
#include <sys/types.h>
#define FORK_NOSIGCHLD 0x0001
#define FORK_WAITPID 0x0002
pid_t forkx(int flags);
pid_t vforkx(int flags) __attribute__((returns_twice));
#endif
