/* Waiting for several descriptors, POSIX <sys/select.h>. */
#ifndef _SYS_SELECT_H
#define _SYS_SELECT_H
#include <sys/types.h>
struct timeval {
	time_t tv_sec;
	long tv_usec;
};
#define FD_SETSIZE 32
typedef struct {
	unsigned long bits;
} fd_set;
#define FD_ZERO(set) ((set)->bits = 0)
#define FD_SET(fd, set) ((set)->bits |= 1UL << (fd))
#define FD_CLR(fd, set) ((set)->bits &= ~(1UL << (fd)))
#define FD_ISSET(fd, set) (((set)->bits >> (fd)) & 1UL)
int select(int count, fd_set *readable, fd_set *writable, fd_set *exceptional, struct timeval *timeout);
#endif
