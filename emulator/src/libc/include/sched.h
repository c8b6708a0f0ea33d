/* Scheduling, POSIX <sched.h>; clone's flags are those of Linux, the call itself answers ENOSYS. */
#ifndef _SCHED_H
#define _SCHED_H
#include <sys/types.h>
#define CLONE_VM 0x00000100L
#define CLONE_FS 0x00000200L
#define CLONE_FILES 0x00000400L
#define CLONE_SIGHAND 0x00000800L
#define CLONE_VFORK 0x00004000L
int clone(int (*run)(void *), void *stack, long flags, void *argument, ...);
int sched_yield(void);
#endif
