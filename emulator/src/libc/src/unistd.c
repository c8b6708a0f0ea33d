/* Calls of <unistd.h> and its neighbours that are made of others. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

int __sys_lseek(int fd, long *position, int whence);

off_t lseek(int fd, off_t offset, int whence)
{
	return __sys_lseek(fd, &offset, whence) < 0 ? -1 : offset;
}

int creat(const char *path, mode_t mode)
{
	return open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

int isatty(int fd)
{
	struct termios terminal;
	return ioctl(fd, TCGETS, &terminal) == 0;
}

char *ttyname(int fd)
{
	return isatty(fd) ? "/dev/tty" : 0;
}

pid_t tcgetpgrp(int fd)
{
	int group;
	return ioctl(fd, TIOCGPGRP, &group) < 0 ? -1 : group;
}

int tcsetpgrp(int fd, pid_t group)
{
	return ioctl(fd, TIOCSPGRP, &group);
}

int tcgetattr(int fd, struct termios *attributes)
{
	return ioctl(fd, TCGETS, attributes);
}

int tcsetattr(int fd, int actions, const struct termios *attributes)
{
	return ioctl(fd, TCSETS + actions, attributes);
}

int tcflush(int fd, int queue)
{
	return ioctl(fd, TCFLSH, queue);
}

int tcdrain(int fd)
{
	return ioctl(fd, TCSBRK, 1);
}

void cfmakeraw(struct termios *attributes)
{
	attributes->c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INLCR | IGNCR | ISTRIP | IXON);
	attributes->c_oflag &= ~(tcflag_t)OPOST;
	attributes->c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
}

int pipe2(int fds[2], int flags)
{
	int i;
	if (pipe(fds) < 0)
		return -1;
	for (i = 0; i < 2; i++) {
		if (flags & O_CLOEXEC)
			fcntl(fds[i], F_SETFD, FD_CLOEXEC);
		if (flags & O_NONBLOCK)
			fcntl(fds[i], F_SETFL, O_NONBLOCK);
	}
	return 0;
}

int dup3(int from, int to, int flags)
{
	if (from == to) {
		errno = EINVAL;
		return -1;
	}
	if (dup2(from, to) < 0)
		return -1;
	if (flags & O_CLOEXEC)
		fcntl(to, F_SETFD, FD_CLOEXEC);
	return to;
}

void closefrom(int first)
{
	for (; first < OPEN_MAX; first++)
		close(first);
}

int close_range(unsigned int first, unsigned int last, int flags)
{
	(void)flags;
	for (; first < OPEN_MAX && first <= last; first++)
		close(first);
	return 0;
}

ssize_t pread(int fd, void *to, size_t size, off_t offset)
{
	off_t old = lseek(fd, 0, SEEK_CUR);
	ssize_t n;
	if (old < 0 || lseek(fd, offset, SEEK_SET) < 0)
		return -1;
	n = read(fd, to, size);
	lseek(fd, old, SEEK_SET);
	return n;
}

ssize_t pwrite(int fd, const void *from, size_t size, off_t offset)
{
	off_t old = lseek(fd, 0, SEEK_CUR);
	ssize_t n;
	if (old < 0 || lseek(fd, offset, SEEK_SET) < 0)
		return -1;
	n = write(fd, from, size);
	lseek(fd, old, SEEK_SET);
	return n;
}

ssize_t readv(int fd, const struct iovec *vector, int count)
{
	ssize_t total = 0, n;
	for (; count > 0; count--, vector++) {
		n = read(fd, vector->iov_base, vector->iov_len);
		if (n < 0)
			return total ? total : -1;
		total += n;
		if ((size_t)n < vector->iov_len)
			break;
	}
	return total;
}

ssize_t writev(int fd, const struct iovec *vector, int count)
{
	ssize_t total = 0, n;
	for (; count > 0; count--, vector++) {
		n = write(fd, vector->iov_base, vector->iov_len);
		if (n < 0)
			return total ? total : -1;
		total += n;
	}
	return total;
}

int daemon(int nochdir, int noclose)
{
	int fd;
	switch (fork()) {
	case -1:
		return -1;
	case 0:
		break;
	default:
		_exit(0);
	}
	if (setsid() < 0)
		return -1;
	if (!nochdir)
		chdir("/");
	if (!noclose && (fd = open("/dev/null", O_RDWR)) >= 0) {
		dup2(fd, 0);
		dup2(fd, 1);
		dup2(fd, 2);
		if (fd > 2)
			close(fd);
	}
	return 0;
}

int fsync(int fd)
{
	return fcntl(fd, F_GETFD) < 0 ? -1 : 0;
}

int getdtablesize(void)
{
	return OPEN_MAX;
}

int getpagesize(void)
{
	return 16;
}

int gethostname(char *name, size_t size)
{
	return strlcpy(name, "elks", size) < size ? 0 : -1;
}

char *getlogin(void)
{
	return getenv("LOGNAME");
}

long sysconf(int name)
{
	switch (name) {
	case _SC_ARG_MAX:
		return ARG_MAX;
	case _SC_CHILD_MAX:
		return CHILD_MAX;
	case _SC_CLK_TCK:
		return 100;
	case _SC_OPEN_MAX:
		return OPEN_MAX;
	case _SC_PAGESIZE:
		return getpagesize();
	case _SC_NPROCESSORS_ONLN:
		return 1;
	default:
		errno = EINVAL;
		return -1;
	}
}

long pathconf(const char *path, int name)
{
	(void)path;
	return name == _PC_PATH_MAX ? PATH_MAX : name == _PC_PIPE_BUF ? PIPE_BUF : -1;
}

size_t confstr(int name, char *buffer, size_t size)
{
	(void)name;
	return strlcpy(buffer, "/bin:/usr/bin", size) + 1;
}

int mkfifo(const char *path, mode_t mode)
{
	return mknod(path, mode | S_IFIFO, 0);
}

int lchown(const char *path, uid_t user, gid_t group)
{
	return chown(path, user, group);
}

int remove(const char *path)
{
	return unlink(path) == 0 || (errno == EISDIR && rmdir(path) == 0) ? 0 : -1;
}

int nice(int increment)
{
	return increment < 0 ? (errno = EPERM, -1) : 0;
}

int getpriority(int which, id_t who)
{
	(void)which;
	(void)who;
	return 0;
}

int setpriority(int which, id_t who, int priority)
{
	(void)which;
	(void)who;
	(void)priority;
	return 0;
}

int getrusage(int who, struct rusage *usage)
{
	(void)who;
	memset(usage, 0, sizeof *usage);
	return 0;
}
