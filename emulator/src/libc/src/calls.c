/* System calls whose C function differs from the call: another order, another type, or several calls for one. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>
#include <utime.h>

int __sys_ftruncate(int fd, const off_t *size);
int __sys_getcwd(char *buffer, size_t size);
int __sys_sync(void);

int ftruncate(int fd, off_t size)
{
	return __sys_ftruncate(fd, &size);
}

int truncate(const char *path, off_t size)
{
	int fd = open(path, O_WRONLY), result, saved;
	if (fd < 0)
		return -1;
	result = ftruncate(fd, size);
	saved = errno;
	close(fd);
	errno = saved;
	return result;
}

char *getcwd(char *buffer, size_t size)
{
	char *to = buffer;
	if (!to && !(to = malloc(size = size ? size : 256)))
		return 0;
	if (__sys_getcwd(to, size) >= 0)
		return to;
	if (!buffer)
		free(to);
	return 0;
}

void sync(void)
{
	__sys_sync();
}

int utimes(const char *path, const struct timeval times[2])
{
	struct utimbuf both;
	if (!times)
		return utime(path, 0);
	both.actime = times[0].tv_sec;
	both.modtime = times[1].tv_sec;
	return utime(path, &both);
}

/* The real id can only be left as it is or, by the superuser with setuid, made the effective one. */
int setreuid(uid_t real, uid_t effective)
{
	if (real != (uid_t)-1 && real != getuid() && setuid(real) < 0)
		return -1;
	return effective == (uid_t)-1 ? 0 : seteuid(effective);
}

int setregid(gid_t real, gid_t effective)
{
	if (real != (gid_t)-1 && real != getgid() && setgid(real) < 0)
		return -1;
	return effective == (gid_t)-1 ? 0 : setegid(effective);
}
