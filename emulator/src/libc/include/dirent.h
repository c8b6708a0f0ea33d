/* Directories, POSIX <dirent.h>. */
#ifndef _DIRENT_H
#define _DIRENT_H
#include <sys/types.h>
#define MAXNAMLEN 26
#define DT_UNKNOWN 0
struct dirent {
	ino_t d_ino;
	off_t d_off;
	unsigned short d_reclen;
	char d_name[MAXNAMLEN + 1];
};
typedef struct __dir DIR;
int closedir(DIR *directory);
int dirfd(DIR *directory);
DIR *fdopendir(int fd);
DIR *opendir(const char *path);
struct dirent *readdir(DIR *directory);
void rewinddir(DIR *directory);
#endif
