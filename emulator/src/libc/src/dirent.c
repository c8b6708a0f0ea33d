/* Directories, POSIX <dirent.h>, over the readdir call, which answers one entry. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct __dir {
	int fd;
	struct dirent entry;
};

struct raw {
	unsigned long ino, off;
	unsigned int length;
	char name[256];
};

int __sys_readdir(int fd, struct raw *entry, int count);

DIR *fdopendir(int fd)
{
	DIR *directory = malloc(sizeof *directory);
	if (directory)
		directory->fd = fd;
	return directory;
}

DIR *opendir(const char *path)
{
	struct stat status;
	DIR *directory;
	int fd;
	if (stat(path, &status) < 0)
		return 0;
	if (!S_ISDIR(status.st_mode)) {
		errno = ENOTDIR;
		return 0;
	}
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	directory = fdopendir(fd);
	if (!directory)
		close(fd);
	return directory;
}

struct dirent *readdir(DIR *directory)
{
	struct raw raw;
	if (__sys_readdir(directory->fd, &raw, 1) <= 0)
		return 0;
	directory->entry.d_ino = raw.ino;
	directory->entry.d_off = raw.off;
	directory->entry.d_reclen = raw.length;
	if (raw.length > MAXNAMLEN)
		raw.length = MAXNAMLEN;
	memcpy(directory->entry.d_name, raw.name, raw.length);
	directory->entry.d_name[raw.length] = 0;
	return &directory->entry;
}

void rewinddir(DIR *directory)
{
	lseek(directory->fd, 0, SEEK_SET);
}

int dirfd(DIR *directory)
{
	return directory->fd;
}

int closedir(DIR *directory)
{
	int result = close(directory->fd);
	free(directory);
	return result;
}
