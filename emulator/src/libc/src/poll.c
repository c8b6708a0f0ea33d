/* poll, POSIX, over select. */
#include <errno.h>
#include <poll.h>
#include <sys/select.h>

int poll(struct pollfd *fds, nfds_t count, int timeout)
{
	fd_set readable, writable;
	struct timeval limit;
	nfds_t i;
	int last = -1, ready = 0;
	FD_ZERO(&readable);
	FD_ZERO(&writable);
	for (i = 0; i < count; i++) {
		if (fds[i].fd < 0)
			continue;
		if (fds[i].events & (POLLIN | POLLPRI))
			FD_SET(fds[i].fd, &readable);
		if (fds[i].events & POLLOUT)
			FD_SET(fds[i].fd, &writable);
		if (fds[i].fd > last)
			last = fds[i].fd;
	}
	limit.tv_sec = timeout / 1000;
	limit.tv_usec = timeout % 1000 * 1000L;
	if (select(last + 1, &readable, &writable, 0, timeout < 0 ? 0 : &limit) < 0)
		return -1;
	for (i = 0; i < count; i++) {
		fds[i].revents = 0;
		if (fds[i].fd < 0)
			continue;
		if (FD_ISSET(fds[i].fd, &readable))
			fds[i].revents |= POLLIN;
		if (FD_ISSET(fds[i].fd, &writable))
			fds[i].revents |= POLLOUT;
		ready += fds[i].revents != 0;
	}
	return ready;
}
