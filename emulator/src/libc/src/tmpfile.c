/* Temporary files, C99 7.19.4 and POSIX mkstemp. Names are counted, not random: runs can be repeated. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static unsigned int counter;

/* Fills the six X at the end of a pattern. Returns 0, or -1 with EINVAL. */
static int fill(char *pattern)
{
	size_t n = strlen(pattern);
	unsigned int value = counter++;
	int i;
	if (n < 6 || strcmp(pattern + n - 6, "XXXXXX") != 0) {
		errno = EINVAL;
		return -1;
	}
	for (i = 0; i < 6; i++, value /= 10)
		pattern[n - 1 - i] = '0' + value % 10;
	return 0;
}

int mkstemp(char *pattern)
{
	int fd, tries;
	for (tries = 0; tries < 100; tries++) {
		if (fill(pattern) < 0)
			return -1;
		fd = open(pattern, O_RDWR | O_CREAT | O_EXCL, 0600);
		if (fd >= 0 || errno != EEXIST)
			return fd;
		memcpy(pattern + strlen(pattern) - 6, "XXXXXX", 6);
	}
	return -1;
}

char *mkdtemp(char *pattern)
{
	return fill(pattern) < 0 || mkdir(pattern, 0700) < 0 ? 0 : pattern;
}

char *mktemp(char *pattern)
{
	return fill(pattern) < 0 ? 0 : pattern;
}

char *tmpnam(char *buffer)
{
	static char own[L_tmpnam];
	if (!buffer)
		buffer = own;
	strcpy(buffer, "/tmp/tXXXXXX");
	return mktemp(buffer);
}

FILE *tmpfile(void)
{
	char path[] = "/tmp/tXXXXXX";
	int fd = mkstemp(path);
	if (fd < 0)
		return 0;
	unlink(path);
	return fdopen(fd, "w+");
}

char *realpath(const char *path, char *resolved)
{
	char *result = resolved ? resolved : malloc(256), *end;
	char copy[256], *part, *state;
	if (!result)
		return 0;
	if (access(path, F_OK) < 0 || strlcpy(copy, path, sizeof copy) >= sizeof copy || !getcwd(result, 255)) {
		if (!resolved)
			free(result);
		return 0;
	}
	if (*path == '/')
		strcpy(result, "/");
	for (part = strtok_r(copy, "/", &state); part; part = strtok_r(0, "/", &state)) {
		if (strcmp(part, ".") == 0)
			continue;
		if (strcmp(part, "..") == 0) {
			end = strrchr(result, '/');
			end[end == result] = 0;
			continue;
		}
		end = result + strlen(result);
		if (end[-1] != '/')
			*end++ = '/';
		if (strlen(part) + (end - result) > 254) {
			errno = ENAMETOOLONG;
			return 0;
		}
		strcpy(end, part);
	}
	return result;
}
